"""Files of a site that hold its facts for programs and scripts, each lot ready to be made."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.changes import History
from generator.config import SiteConfig
from generator.languages import Language
from generator.public import PublicGraph
from generator.publishing.definition_scripts import FOLDER, definition_scripts
from generator.publishing.exports import API_FOLDER, DATA_FOLDER, data_files
from generator.publishing.feeds import FEEDS, feed_files
from generator.publishing.links import LinkStyle
from generator.publishing.model_script import MODEL, model_script
from generator.publishing.obligations_script import OBLIGATIONS, obligations_script
from generator.publishing.result_scripts import ROWS, rows_script
from generator.site import SitePlan


class FactFiles(NamedTuple):
    """Files that are made together when `make` is called; their addresses begin with one of `begins`.

    Those that are `of_history` say what git knows too.
    """

    begins: tuple[str, ...]
    make: Callable[[], Iterable[tuple[str, bytes]]]
    of_history: bool = False


def fact_files(
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    addresses: Mapping[str, str],
    *,
    date: datetime.date | None,
    history: History,
    style: LinkStyle,
    language: Language,
) -> Iterator[FactFiles]:
    """The data files, feeds, and what scripts ask.

    Source: `addresses` are those of `plan` and of parts of divided pages.
    """
    url, names = config.site.url, {page.name for page in plan.pages}
    if "page/data" in names:
        yield FactFiles((API_FOLDER, DATA_FOLDER), lambda: data_files(graph, config, addresses, date))
    if "page/changes" in names and not plan.version:
        feeds = functools.partial(feed_files, graph, config, addresses, history, date, language)
        yield FactFiles((FEEDS,), feeds, of_history=True)
    yield FactFiles((FOLDER,), lambda: definition_scripts(graph, addresses))
    if "page/results" in names and graph.completed.rows:
        yield FactFiles((ROWS,), lambda: [(ROWS, rows_script(graph, addresses, style, language))])
        yield FactFiles((MODEL,), lambda: [(MODEL, model_script(graph, addresses, style, url, language))])
    if "page/obligations" in names:
        yield FactFiles(
            (OBLIGATIONS,),
            lambda: [(OBLIGATIONS, obligations_script(graph, addresses, style, url, language))],
        )
