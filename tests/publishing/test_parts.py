"""Long pages become several: nothing is lost, no part is too long, and every anchor is still found."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.publishing.links import LinkStyle, resolve
from generator.publishing.parts import Divided, divided, names_by_page
from generator.publishing.parts_cutting import cut
from generator.publishing.parts_tree import UnevenMarkup
from generator.site import PageLink, SearchEntry, TocEntry
from shell_pages import a_fragment

ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{"x" * 200}</td></tr>' for n in range(60))
TABLE = (
    '<div class="tf-table" role="region"><table><caption>C</caption><thead><tr><th scope="col">H</th></tr>'
    f"</thead><tbody>{ROWS}</tbody></table></div>"
)
TERMS = "<dl>" + "".join(f'<dt id="t{n}">T{n}</dt><dd>{"y" * 300}</dd>\n' for n in range(40)) + "</dl>"
STEPS = "<ol>" + "".join(f"<li>Step {n} {'z' * 300}</li>" for n in range(1, 41)) + "</ol>"
SECTIONS = "".join(f'<h2 id="s{n}">S{n}</h2><p>{"w" * 700}</p><p>{"v" * 700}</p>' for n in range(12))
ALL = {"rows": TABLE, "terms": TERMS, "steps": STEPS, "sections": SECTIONS, "all": TABLE + TERMS + SECTIONS}
ADDRESSES = {"page/glossary": "glossary/", "term/t39": "glossary/#t39", "term/t0": "glossary/#t0"}


def words(html: str) -> list[str]:
    return re.findall(r"Row \d+|T\d+(?=<)|Step \d+|S\d+(?=<)|[v-z]{5,}", html)


@pytest.mark.parametrize("html", ALL.values(), ids=ALL)
def test_nothing_is_lost_or_said_twice(html: str) -> None:
    assert words("".join(cut(html, 4000))) == words(html)


@pytest.mark.parametrize("html", ALL.values(), ids=ALL)
def test_no_part_is_longer_than_there_is_room(html: str) -> None:
    lengths = [len(part) for part in cut(html, 4000)]
    assert max(lengths) < 4200 and len(lengths) < 2 * len(html) / 4000 + 1


@pytest.mark.parametrize("html", ALL.values(), ids=ALL)
def test_each_part_closes_what_it_opens(html: str) -> None:
    for part in cut(html, 4000):
        parsed = LexborHTMLParser(f"<!doctype html><body>{part}</body>").body
        assert (
            parsed is not None and (parsed.html or "").removeprefix("<body>").removesuffix("</body>") == part
        )


def test_table_goes_on_with_its_caption_and_head() -> None:
    parts = cut(TABLE, 4000)
    assert {(part.count("<caption>C<"), part.count("<thead>")) for part in parts} == {(1, 1)}


def test_rows_that_share_a_cell_stay_together() -> None:
    rows = "".join(
        f'<tr><th rowspan="3">G{n}</th><td>{"a" * 300}</td></tr>' + f"<tr><td>{'b' * 300}</td></tr>" * 2
        for n in range(20)
    )
    parts = cut(f"<table><tbody>{rows}</tbody></table>", 4000)
    assert len(parts) > 3
    assert [part for part in parts if part.count("bbb</td>") != 2 * part.count("rowspan")] == []


def test_term_stays_with_its_definition() -> None:
    assert [part for part in cut(TERMS, 4000) if part.count("<dt") != part.count("<dd")] == []


def test_numbered_steps_are_numbered_on() -> None:
    starts = [re.match(r'<ol(?: start="(\d+)")?><li>Step (\d+)', part) for part in cut(STEPS, 4000)]
    assert [each[1] or "1" for each in starts if each] == [each[2] for each in starts if each]


def test_parts_begin_at_sections_where_they_can() -> None:
    assert [part for part in cut(SECTIONS, 4000) if not part.startswith("<h2")] == []


def test_no_part_ends_in_a_heading() -> None:
    text = "".join(f'<h2 id="a{n}">A</h2><h3 id="b{n}">B</h3>{TABLE[:-6]}</div>' for n in range(3))
    assert [part for part in cut(text, 4000) if re.search(r"</h[23]>\s*(<[a-z/][^>]*>)*$", part)] == []


def test_section_that_goes_on_says_what_it_is_called() -> None:
    parts = cut(f'<h2 id="a">Rows<a class="headerlink" href="#a">¶</a></h2>{TABLE}', 4000)
    assert len(parts) > 2
    again = '<h2>Rows <span class="tf-part">continued</span></h2>'
    assert [part for part in parts[1:] if not part.startswith(again)] == []


def test_no_part_skips_a_level_of_headings() -> None:
    deep = "".join(f"<h6>D{n}</h6><p>{'d' * 900}</p>" for n in range(9))
    parts = cut(f"<h2>A</h2><h3>B</h3><h4>C</h4><h5>E</h5>{deep}", 4000)
    assert len(parts) > 2
    assert [re.findall(r"<h([2-6])", part)[:5] for part in parts] == [list("23456")] * len(parts)


def test_markup_that_is_uneven_is_not_cut() -> None:
    with pytest.raises(UnevenMarkup):
        cut("<div><ul></div></ul>" * 400, 1000)


def glossary(**search: object) -> Divided:
    lead = '<nav class="tf-breadcrumbs">N</nav><header><h1>Glossary</h1></header>'
    html = f'{lead}<h2 id="top">Top</h2><p><a href="#t39">last</a> <a href="ref:term/t0">first</a></p>{TERMS}'
    fragment = a_fragment(
        html=html + '<p><a href="#t0">first</a></p>',
        toc=(TocEntry(anchor="top", title="Top"),),
        address="glossary/",
        name="page/glossary",
        title="Glossary",
        search=SearchEntry(kind="page", **search) if search else None,  # type: ignore[arg-type]
    )
    return divided(fragment, 23, ADDRESSES, names_by_page(ADDRESSES))


def test_parts_are_numbered_below_the_page() -> None:
    assert [each.page.address for each in glossary().fragments] == [
        "glossary/",
        "glossary/part-2/",
        "glossary/part-3/",
    ]


def test_parts_lead_from_one_to_the_next() -> None:
    one, two, three = (each.page for each in glossary().fragments)
    assert [one.next, two.previous] == [
        PageLink(title=two.title, name=two.name),
        PageLink(title="Glossary", name="page/glossary"),
    ]
    assert (two.title, three.next) == ("Glossary, part 2", None)


def test_link_to_an_anchor_leads_to_its_part() -> None:
    known = {**ADDRESSES, **glossary().addresses}
    names = ("term/t39", "page/glossary#t39", "page/glossary#t0")
    html = "".join(f'<a href="ref:{name}">x</a>' for name in names)
    assert re.findall(r'href="([^"]*)"', resolve(html, "a/", known, LinkStyle())) == [
        "../glossary/part-3/#t39",
        "../glossary/part-3/#t39",
        "../glossary/#t0",
    ]


def test_links_within_the_page_lead_to_other_parts() -> None:
    made = glossary()
    known = {**ADDRESSES, **made.addresses}
    pages = [resolve(each.html, each.page.address, known, LinkStyle()) for each in made.fragments]
    found = [re.findall(r'href="([^"]*)">(?:last|first)<', page) for page in pages]
    assert found == [["../glossary/part-3/#t39", "#t0"], [], ["../../glossary/#t0"]]


def test_every_part_has_the_title_and_a_list_of_all_parts() -> None:
    for each in glossary().fragments:
        page = LexborHTMLParser(each.html)
        assert (len(page.css("h1")), len(page.css("nav.tf-parts li"))) == (1, 3)


def test_part_knows_where_anchors_of_the_others_are() -> None:
    last = LexborHTMLParser(glossary().fragments[0].html).css("nav.tf-parts a")[2]
    assert "t39" in (last.attributes["data-tf-anchors"] or "").split()


def test_what_is_said_about_facts_is_said_on_every_further_part() -> None:
    fragment = a_fragment(html=f'<h1>T</h1><p class="tf-notice">Made up.</p>{TERMS * 5}', address="x/")
    parts = divided(fragment, 40, {}, {}).fragments
    assert len(parts) > 1
    assert [each.html.count("Made up.") for each in parts] == [1] * len(parts)


def test_contents_list_what_is_on_the_part() -> None:
    assert [[entry.anchor for entry in each.toc] for each in glossary().fragments] == [["top"], [], []]


def test_search_finds_a_name_where_its_anchor_is() -> None:
    made = glossary(ids=("G-1", "T38"), synonyms=("T39", "Words"), anchors={"T39": "t39", "T38": "t38"})
    found = [each.page.search for each in made.fragments]
    assert [(each.ids, each.synonyms) for each in found if each] == [
        (("G-1",), ("Words",)),
        ((), ()),
        (("T38",), ("T39",)),
    ]


def parts_of_results(below: str) -> Divided:
    """A page that a table of results makes several parts of; what is `below` its rows is on the last one."""
    table = TABLE.replace('"tf-table"', '"tf-table tf-unsearched"')
    html = f'<h1>Results</h1><p class="tf-notice">Made up.</p><p>Text.</p>{table}{below}'
    fragment = a_fragment(html=html, address="r/", search=SearchEntry(kind="Results"))
    return divided(fragment, 23, {}, {})


def test_a_part_that_holds_only_a_piece_of_a_table_is_not_found() -> None:
    """Search looks into no table of results, and would list such a part by its title alone."""
    first, *others = parts_of_results("").fragments
    assert first.page.search is not None and first.page.search.has_text
    assert others and [each.page.search for each in others] == [None] * len(others)


def test_a_part_with_words_of_its_own_is_found() -> None:
    *_, last = parts_of_results("<p>And quokkas.</p>").fragments
    assert last.page.search is not None and last.page.search.has_text


def test_page_that_fits_stays_as_it_is() -> None:
    fragment = a_fragment(html=f"<h1>T</h1>{TERMS}")
    assert divided(fragment, 60, ADDRESSES, {}).fragments == (fragment,)


def test_without_a_budget_no_page_is_divided() -> None:
    fragment = a_fragment(html=f"<h1>T</h1>{TERMS * 20}")
    assert divided(fragment, 0, ADDRESSES, {}).fragments == (fragment,)


def test_page_whose_part_would_take_the_address_of_another_stays_whole() -> None:
    fragment = a_fragment(html=f"<h1>T</h1>{TERMS * 20}", address="x/")
    names = names_by_page({"page/x": "x/", "page/y": "x/part-2/"})
    assert divided(fragment, 30, {}, names).fragments == (fragment,)
