"""The OpenSearch description, by which a browser offers the site's search in its own search field."""

from __future__ import annotations

from html import escape

from generator.config import SiteConfig
from generator.languages import Language
from generator.messages import message
from generator.publishing.links import absolute_url

DESCRIPTION = "opensearch.xml"
_SEARCH = "search/?q={searchTerms}"
# The specification allows no more.
_SHORT_NAME, _LONG_NAME, _TEXT = 16, 48, 1024


def opensearch_description(config: SiteConfig, language: Language) -> bytes:
    """The description of the site at the address that the configuration names."""
    site = config.site
    root = absolute_url(site.url, "")
    about = site.description or language.said(message("Search %(site)s", site=site.name))
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(_short(site.name, _SHORT_NAME))}</ShortName>
<LongName>{escape(_short(site.name, _LONG_NAME))}</LongName>
<Description>{escape(_short(about, _TEXT))}</Description>
<Language>{escape(site.language)}</Language>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="{escape(root + _SEARCH)}"/>
</OpenSearchDescription>
"""
    return text.encode()


def _short(text: str, length: int) -> str:
    """As many whole words of `text` as fit."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition(" ")[0] or words[:length]
