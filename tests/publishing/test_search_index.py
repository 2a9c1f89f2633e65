"""The search index: what is searched, what is not, and that the same pages give the same bytes."""

from __future__ import annotations

import base64
import contextlib
import gzip
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.search import SearchablePage, SearchError, search_files, write_index
from generator.publishing.search_bundle import stable_bundle
from generator.publishing.search_cbor import decoded, encoded
from generator.publishing.search_names import names_files, words_of
from generator.publishing.search_service import search_program, search_service
from generator.site import SearchEntry
from search_site import a_searchable
from site_support import differences


def fragments(pages: list[SearchablePage], language: str = "en") -> list[dict[str, object]]:
    """What Pagefind keeps of each page, in the order of their addresses."""
    files = search_files(pages, language)
    texts = [gzip.decompress(files[path])[12:] for path in files if "/fragment/" in path]
    return sorted((json.loads(text) for text in texts), key=lambda fragment: str(fragment["url"]))


def fragment(page: SearchablePage, language: str = "en") -> dict[str, object]:
    return fragments([page], language)[0]


def an_article(html: str) -> SearchablePage:
    return SearchablePage(address="x/", title="T", html=html, entry=SearchEntry(kind="page"))


def content_of(script: bytes) -> dict[str, Any]:
    return json.loads(script[script.index(b"(") + 1 : -3])  # type: ignore[no-any-return]


def index_of(*pages: SearchablePage) -> dict[str, Any]:
    """What says which file of the names holds what."""
    return content_of(names_files(pages, {}, ["en"])["search/names.js"])


def names(*pages: SearchablePage) -> dict[str, Any]:
    """The one file of the names of a few pages."""
    files = names_files(pages, {page.address: f"en_{page.address}" for page in pages}, ["en"])
    (file,) = (content for address, content in files.items() if address.startswith("search/names/"))
    return content_of(file)


def many_pages(count: int) -> list[SearchablePage]:
    """Pages of made-up words, some with accents, and more facet values than a hash table keeps in order."""
    chance = random.Random(1)
    words = [
        "".join(chance.choices(["ba", "cé", "di", "fö", "gu", "文"], k=chance.randint(2, 4)))
        for _ in range(900)
    ]
    return [
        a_searchable(
            f"pages/{number}/",
            f"Page {number}",
            " ".join(chance.choices(words, k=300)),
            kind=f"kind-{number % 9}",
            domain=f"D{number % 11}",
            status=f"status-{number % 7}",
            ids=(f"D-{number}",),
            synonyms=(words[number],),
        )
        for number in range(count)
    ]


def test_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "other"):
        write_index(many_pages(80), tmp_path / run, "en")
    assert not differences(tmp_path / "one", tmp_path / "other")


def test_index_of_another_run_leaves_no_trace(tmp_path: Path) -> None:
    write_index(many_pages(80), tmp_path / "anew", "en")
    write_index(many_pages(90), tmp_path / "again", "en")
    write_index(many_pages(80), tmp_path / "again", "en")
    assert not differences(tmp_path / "anew", tmp_path / "again")


def test_facets_are_kept_in_the_order_of_their_values() -> None:
    files = search_files(many_pages(30), "en")
    facets = dict(
        decoded(gzip.decompress(files[path])[12:])  # type: ignore[misc, arg-type]
        for path in files
        if "/filter/" in path
    )
    assert [value for value, _ in facets["kind"]] == [f"kind-{number}" for number in range(9)]


def test_files_that_no_page_asks_for_are_left_out() -> None:
    files = search_files(many_pages(3), "en")
    paths = {path for path in files if "_" not in path and not path.startswith("search/names/")}
    assert paths == {
        "pagefind/pagefind-entry.json",
        "pagefind/wasm.en.pagefind",
        "search/engine.js",
        "search/names.js",
    }


def test_text_is_searched_without_title_permalinks_and_navigation() -> None:
    html = (
        '<h1>T</h1><nav>Elsewhere</nav><h2 id="s">Scope<a class="headerlink" href="#s">¶</a></h2>'
        '<p>Text.</p><p class="tf-unsearched">Noise</p>'
    )
    assert fragment(an_article(html))["content"] == "Scope. Text."


def test_heading_is_a_place_of_its_own() -> None:
    permalink = '<a class="headerlink" href="#scope">¶<span class="tf-hidden"> Link to Scope</span></a>'
    page = an_article(f'<h2 id="scope">Scope{permalink}</h2><p>Text.</p>')
    assert fragment(page)["anchors"] == [{"element": "h2", "id": "scope", "text": "Scope", "location": 0}]


def test_defined_term_is_a_place_of_its_own() -> None:
    html = '<dl><dt id="cda">CDA <span>Clinical</span></dt><dd>A standard.</dd></dl>'
    page = an_article(html)
    assert fragment(page)["anchors"] == [
        {"element": "h6", "id": "cda", "text": "CDA Clinical", "location": 0}
    ]


def test_headers_of_a_table_are_words_of_their_own() -> None:
    html = "<table><caption>Roles</caption><tr><th>Role</th><th>Part</th></tr></table>"
    page = an_article(html)
    assert fragment(page)["content"] == "Roles Role Part"


def test_facets_and_names_are_stated() -> None:
    page = a_searchable(
        "x/", "T", kind="profile", domain="ITI", status="final-text", synonyms=("Other & name",)
    )
    kept = fragment(page)
    assert kept["filters"] == {"domain": ["ITI"], "kind": ["profile"], "status": ["final-text"]}
    assert kept["meta"] == {"title": "T", "names": "Other & name"}


def test_facet_without_value_is_not_stated() -> None:
    assert fragment(a_searchable("x/", "T", kind="glossary"))["filters"] == {"kind": ["glossary"]}


def test_page_that_is_found_by_name_alone_has_no_text_in_the_index() -> None:
    named = SearchablePage(
        address="n/", title="Named", html="<p>words</p>", entry=SearchEntry(kind="system", has_text=False)
    )
    assert [kept["url"] for kept in fragments([named, an_article("<p>words</p>")])] == ["x/"]
    assert [row[0] for row in names(named)["pages"]] == ["n/"]


def test_year_is_a_facet() -> None:
    page = SearchablePage(
        address="x/", title="T", html="<p>Words</p>", entry=SearchEntry(kind="event", year="2025")
    )
    assert fragment(page)["filters"] == {"kind": ["event"], "year": ["2025"]}


def test_quotation_mark_in_a_facet_is_replaced_as_it_would_hide_its_pages() -> None:
    assert fragment(a_searchable("x/", "T", kind='a "kind"'))["filters"] == {"kind": ["a 'kind'"]}


def test_home_page_has_the_empty_address() -> None:
    assert fragment(a_searchable("", "Home"))["url"] == ""


def test_markup_in_a_title_is_text() -> None:
    kept = fragment(a_searchable("x/", "A <b>& 'title'</b>"))
    assert kept["meta"] == {"title": "A <b>& 'title'</b>"}


@pytest.mark.parametrize(
    "mark", ["___PAGEFIND_ANCHOR___h2:0:forged", "___PAGEFIND_WEIGHT___9", "___PAGEFIND_"]
)
def test_text_cannot_forge_a_place(mark: str) -> None:
    kept = fragment(a_searchable("x/", "T", f"before {mark} after"))
    assert kept["anchors"] == []
    assert "before" in str(kept["content"])
    assert "after" in str(kept["content"])


def test_chinese_is_taken_apart_into_words_in_a_chinese_site() -> None:
    content = str(fragment(a_searchable("x/", "T", "文档发送给文档接收者。"), "zh")["content"])
    assert content.split("\u200b")[:2] == ["文档", "发送"]


def test_chinese_is_taken_apart_into_characters_in_another_site() -> None:
    assert (
        fragment(a_searchable("x/", "T", "Send 文档, 接收者。now"))["content"]
        == "Send 文 档 , 接 收 者 。 now."
    )


def test_characters_are_not_taken_apart_within_markup() -> None:
    page = an_article('<h2 id="文档">文档</h2><p>T</p>')
    assert fragment(page)["anchors"][0]["id"] == "文档"  # type: ignore[index]


def test_site_without_pages_has_an_index() -> None:
    assert "search/engine.js" in search_files([], "en")


def test_language_without_stemming_can_be_searched() -> None:
    assert "pagefind/wasm.unknown.pagefind" in search_files([a_searchable("x/", "T")], "xx-YY")


def test_missing_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SearchError, match=r"pagefind\[extended\]"):
        search_program()


def test_program_that_does_not_start_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(SearchError, match="does not start"),
        search_service(tmp_path / "no-such-program"),
    ):
        pass


def reply(message: str) -> str:
    """A script that answers with `message` whatever it is asked."""
    return f"printf '{base64.b64encode(message.encode()).decode()},'; cat >/dev/null"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo broken >&2; exit 3", "exit code 3: broken"),
        ("printf 'e30=,'; cat >/dev/null", "a form that is not known"),
        ("printf '!!!!,'; cat >/dev/null", "a form that is not known"),
        (reply('{"payload": {"type": "Error", "message": "no"}}'), "refuses the request NewIndex: no"),
        (reply('{"payload": {"type": "IndexedFile", "page_word_count": 1}}'), "something else"),
    ],
)
def test_failing_program_is_reported_with_its_own_words(tmp_path: Path, script: str, message: str) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(SearchError, match=message), search_service(program):
        pass


@pytest.mark.parametrize("change", ["pagefind-entry.json", "meta", "pagefind.js"])
def test_bundle_of_another_form_is_refused(change: str) -> None:
    with search_service(search_program()) as service:
        service.add("x/", '<html lang="en"><body>Text</body></html>')
        bundle = service.bundle()
    for path in [path for path in bundle if change in path]:
        del bundle[path]
    with pytest.raises(SearchError, match="form that is not known"):
        stable_bundle(bundle)


values = st.recursive(
    st.integers(min_value=-(2**64), max_value=2**64 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=30),
)


@given(values)
def test_index_files_are_written_as_they_are_read(value: object) -> None:
    assert decoded(encoded(value)) == value  # type: ignore[arg-type]


@given(st.binary(max_size=40))
def test_damaged_index_file_is_a_value_error(content: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert decoded(content) is not None


def test_names_index_holds_every_id_title_and_synonym() -> None:
    page = a_searchable(
        "profiles/iti/xds.b/", "XDS.b profile", kind="profile", ids=("XDS.b",), synonyms=("Sharing",)
    )
    assert names(page) == {
        "pages": [["profiles/iti/xds.b/", "XDS.b profile", 0, 0, 0, 0, "en_profiles/iti/xds.b/"]],
        "names": [["Sharing", 0, 2, ""], ["XDS.b", 0, 0, ""], ["XDS.b profile", 0, 1, ""]],
        "words": [],
    }
    assert index_of(page)["values"] == {"kind": ["profile"], "domain": [""], "status": [""], "year": [""]}


def test_page_without_text_is_filed_by_every_word_of_its_names() -> None:
    page = a_searchable("s/", "Archive 3.2", kind="system", ids=("arch-7",), year="2025", has_text=False)
    assert [word for word, _ in names(page)["words"]] == ["2", "3", "7", "arch", "archive"]
    assert index_of(page)["named"] == [[0, 0, 0, 0, 1]]


def test_word_of_very_many_names_is_not_filed_but_named() -> None:
    pages = [a_searchable(f"{n}/", f"Demo {n}", kind="system", has_text=False) for n in range(601)]
    assert index_of(*pages)["common"] == ["demo"]


def test_page_that_is_a_list_is_not_found_but_what_stands_on_it() -> None:
    page = a_searchable("a-z/", "A to Z", ids=("DOM-9",), anchors={"DOM-9": "gone"}, has_text=False)
    assert (names(page)["names"], names(page)["words"]) == ([["DOM-9", 0, 0, "gone"]], [])
    assert index_of(page)["named"] == []


def test_names_are_cut_into_small_files_in_order_of_their_letters() -> None:
    index = index_of(*many_pages(300))
    assert len(index["files"]) > 3
    assert index["starts"] == sorted(index["starts"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[ITI-65]", ["iti", "65"]),
        ("XDS.b", ["xds", "b"]),
        ("Élodie Ⅻ", ["elodie", "xii"]),
        ("文档", ["文档"]),
    ],
)
def test_words_of_a_name_are_compared_without_case_accents_and_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_synonym_with_a_place_of_its_own_leads_there() -> None:
    page = a_searchable("glossary/", "Glossary", synonyms=("CDA", "XML"), anchors={"CDA": "term-cda"})
    assert [row for row in names(page)["names"] if row[2] == 2] == [
        ["CDA", 0, 2, "term-cda"],
        ["XML", 0, 2, ""],
    ]


def test_name_with_a_place_of_its_own_does_not_name_the_page() -> None:
    page = a_searchable("glossary/", "Glossary", synonyms=("CDA", "Words"), anchors={"CDA": "term-cda"})
    assert fragment(page)["meta"] == {"title": "Glossary", "names": "Words"}


def test_pages_are_in_natural_order() -> None:
    pages = [a_searchable(f"{n}/", f"Title {n}") for n in (110, 9, 65, 10)]
    assert [row[0] for row in names(*pages)["pages"]] == ["9/", "10/", "65/", "110/"]


def test_order_of_pages_does_not_change_the_names_index() -> None:
    pages = many_pages(20)
    assert names_files(pages, {}, ["en"]) == names_files(pages[::-1], {}, ["en"])


def test_name_of_very_many_digits_is_sorted_like_any_other() -> None:
    pages = [a_searchable("x/", "9" * 5000), a_searchable("y/", "1")]
    assert [row[0] for row in names(*pages)["pages"]] == ["y/", "x/"]


def test_each_language_has_an_index_of_its_own() -> None:
    french = a_searchable("fr/", "Réglages", "La santé.", language="fr")
    files = search_files([a_searchable("x/", "T"), french], "en")
    assert content_of(files["search/names.js"])["languages"] == ["en", "fr"]
    assert {"pagefind/wasm.en.pagefind", "pagefind/wasm.fr.pagefind"} <= set(files)


def test_text_in_japanese_is_taken_apart_into_words_in_any_site() -> None:
    page = a_searchable("x/", "T", "医療情報を登録する。", language="ja")
    assert str(fragment(page)["content"]).split("\u200b")[:2] == ["医療", "情報"]
