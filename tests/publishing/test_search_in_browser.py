"""The search as a reader meets it: Chromium over HTTP, with the policy that the site sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.publishing.links import LinkStyle
from generator.publishing.search import SearchablePage
from generator.site import SearchEntry
from search_site import SearchReader, a_searchable, browser, served, write_site

HTTP = LinkStyle.http("https://site.example/")


def transaction(number: int) -> SearchablePage:
    title = f"Provide Things {number} [ITI-{number}]"
    return SearchablePage(
        address=f"transactions/iti-{number}/",
        title=title,
        html=f"<h1>{title}</h1><p>Sends things.</p>"
        '<h2 id="scope">Its scope<a class="headerlink" href="#scope">¶</a></h2>'
        "<p>All about quokkas &lt;b&gt; &amp; others.</p>",
        entry=SearchEntry(kind="transaction", domain="ITI", status="final-text", ids=(f"ITI-{number}",)),
    )


def proposal(number: int) -> SearchablePage:
    return a_searchable(
        f"change-proposals/cp-iti-{number}/",
        f"Proposal {number}",
        "Changes ITI-65 and XDS.b, again and again: ITI-65, XDS.b.",
        kind="change-proposal",
        domain="ITI",
        ids=(f"CP-ITI-{number}",),
    )


def profile(key: str, name: str, text: str, **entry: object) -> SearchablePage:
    fields = {"kind": "profile", "domain": "ITI", "status": "final-text", "ids": (key,)} | entry
    return a_searchable(f"profiles/iti/{key.lower()}/", f"{name} ({key})", text, **fields)


PAGES = (
    a_searchable("", "Home", "ITI-65 and XDS.b are read about here: ITI-65, ITI-65, XDS.b.", kind="home"),
    *(transaction(number) for number in range(55, 75)),
    *(proposal(number) for number in range(1240, 1260)),
    profile("XDS.b", "Sharing of Things", "Communities share things.", synonyms=("Thing exchange",)),
    profile("MHD", "Mobile Things", "Phones share things.", status="trial-implementation"),
    profile("XCA", "Gateways", "XDS.b, XDS.b: XDS.b.", domain="QRPH"),
    a_searchable("actors/heron/", "Heron", "A bird.", kind="actor", synonyms=("Ardea",)),
    a_searchable("actors/bird/", "A marsh bird", "Long legs.", kind="actor", synonyms=("Tall wader",)),
    a_searchable("actors/other/", "Other", "Marsh, marsh, marsh. Wader, wader: a wader.", kind="actor"),
    a_searchable(
        "glossary/",
        "Glossary",
        "Résumé of terms.",
        kind="glossary",
        synonyms=("Stork", "Stork-like bird"),
        anchors={"Stork": "term-stork", "Stork-like bird": "term-like"},
    ),
    a_searchable(
        "systems/one/", "Marabou Zeppelin 3.2", kind="system", year="2025", has_text=False, ids=("one",)
    ),
    a_searchable(
        "systems/two/", "Pelican Zeppelin 4", kind="system", year="2024", has_text=False, ids=("two",)
    ),
    a_searchable("fr/", "Réglages", "Les utilisateurs partagent des documents.", language="fr"),
    a_searchable("zh/", "共享文档", "系统把文档发送给接收者。", kind="page"),
    a_searchable("ja/", "医療情報", "共有システムは文書を登録する。", kind="page"),
    *(a_searchable(f"pages/{number}/", f"Filler {number}", "Filling.", kind="page") for number in range(12)),
)


@pytest.fixture(scope="module")
def chromium_window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("searched") / "below" / "a folder"
    write_site(folder, PAGES, HTTP)
    with served(folder.parents[1]) as root:
        yield f"{root}below/a%20folder/"


@pytest.fixture
def window(chromium_window: Browser) -> Iterator[BrowserContext]:
    with chromium_window.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context


@pytest.fixture
def reader(window: BrowserContext, site_url: str) -> Iterator[SearchReader]:
    """A reader at the home page; whatever they do, nothing may fail and no other host be asked."""
    reader = SearchReader(window.new_page(), site_url)
    yield reader
    assert reader.complaints == []
    assert {urlsplit(url).hostname for url in reader.requests} == {"127.0.0.1"}


@pytest.mark.parametrize("text", ["ITI-65", "iti65", "ITI 65", "[ITI-65]", " iti-65 "])
def test_transaction_id_finds_its_page_first(reader: SearchReader, text: str) -> None:
    assert reader.search(text)[0] == "Provide Things 65 [ITI-65]"
    assert reader.groups()[0] == "Exact match"


@pytest.mark.parametrize("text", ["XDS.b", "xdsb", "xds-b", "[XDS.b]"])
def test_profile_id_finds_its_page_first(reader: SearchReader, text: str) -> None:
    assert reader.search(text)[0] == "Sharing of Things (XDS.b)"


def test_change_proposal_id_finds_its_page_first(reader: SearchReader) -> None:
    assert reader.search("CP-ITI-1254")[0] == "Proposal 1254"


def test_id_among_other_words_finds_its_page_first(reader: SearchReader) -> None:
    assert reader.search("ITI-65 quokkas")[0] == "Provide Things 65 [ITI-65]"


def test_begun_id_offers_what_goes_on_like_it_in_order(reader: SearchReader) -> None:
    assert reader.search("ITI-6")[:3] == [
        f"Provide Things {number} [ITI-{number}]" for number in (60, 61, 62)
    ]


def test_beginning_ends_with_a_word_for_titles(reader: SearchReader) -> None:
    reader.search("herons")
    assert "Names" not in reader.groups()


def test_synonym_finds_its_page(reader: SearchReader) -> None:
    assert reader.search("ardea")[0] == "Heron"
    assert reader.search("exchanges thing")[0] == "Sharing of Things (XDS.b)"


def test_term_of_the_glossary_leads_to_its_place(reader: SearchReader) -> None:
    assert reader.search("stork")[:2] == ["Stork", "Stork-like bird"]
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/glossary/#term-stork")


@pytest.mark.parametrize("text", ["marsh", "wader"])
def test_title_and_synonym_weigh_more_than_text(reader: SearchReader, text: str) -> None:
    assert reader.search(text) == ["A marsh bird", "Other"]


def test_part_of_a_page_is_found_with_its_heading(reader: SearchReader) -> None:
    reader.search("quokkas")
    part = reader.page.locator(".tf-search__hit--part").first
    assert part.locator(".tf-search__title").inner_text() == "Its scope"
    assert part.locator(".tf-search__excerpt").inner_text() == "All about quokkas <b> & others."
    assert part.locator("mark").all_inner_texts() == ["quokkas"]


def test_part_of_a_page_leads_to_its_heading(reader: SearchReader, site_url: str) -> None:
    reader.search("quokkas")
    part = reader.page.locator(".tf-search__hit--part").first
    part.click()
    reader.page.wait_for_url("**/transactions/**#scope")
    assert reader.page.url.startswith(f"{site_url}transactions/iti-")


def test_results_are_grouped_by_kind(reader: SearchReader) -> None:
    reader.search("things share")
    assert reader.groups() == ["Profile"]
    reader.search("quokkas")
    assert reader.groups() == ["Transaction"]


def test_accent_is_not_needed(reader: SearchReader) -> None:
    assert reader.search("resume") == ["Glossary"]


@pytest.mark.parametrize(
    ("text", "title"),
    [("文档", "共享文档"), ("接收者", "共享文档"), ("登録", "医療情報"), ("情報", "医療情報")],
)
def test_chinese_and_japanese_words_are_found(reader: SearchReader, text: str, title: str) -> None:
    assert reader.search(text) == [title]


def test_chinese_excerpt_is_written_without_gaps(reader: SearchReader) -> None:
    reader.search("接收者")
    assert reader.page.locator(".tf-search__excerpt").inner_text() == "系统把文档发送给接收者。"
    assert reader.page.locator("mark").all_inner_texts() == ["接收者"]


def test_two_values_of_a_facet_widen_and_two_facets_narrow(reader: SearchReader) -> None:
    reader.search("XDS.b")
    reader.choose("kind", "Profile")
    assert reader.counts("domain") == {"ITI": 1, "QRPH": 1}
    reader.choose("kind", "Home")
    assert set(reader.groups()) == {"Exact match", "Profile", "Home"}
    assert reader.choose("domain", "QRPH") == ["Gateways (XCA)"]


def test_choice_in_a_facet_keeps_the_numbers_of_its_other_values(reader: SearchReader) -> None:
    reader.search("XDS.b")
    before = reader.counts("kind")
    reader.choose("kind", "Profile")
    assert reader.counts("kind") == before == {"Change proposal": 20, "Home": 1, "Profile": 2}


def test_opening_the_search_reads_no_text(reader: SearchReader) -> None:
    reader.search("")
    assert sum(reader.counts("kind").values()) > 10
    assert [url for url in reader.requests if ".pf_index" in url] == []


def test_facets_alone_list_pages(reader: SearchReader) -> None:
    reader.search("")
    assert reader.counts("status") == {"Final text": 22, "Trial implementation": 1}
    assert reader.choose("status", "Trial implementation") == ["Mobile Things (MHD)"]


def test_facets_also_hold_for_exact_names(reader: SearchReader) -> None:
    reader.search("ITI-65")
    assert "Provide Things 65 [ITI-65]" not in reader.choose("kind", "Home")


def test_dialog_shows_the_best_and_leads_to_all(reader: SearchReader) -> None:
    assert len(reader.search("again changes")) == 8
    reader.page.get_by_role("link", name="Show all 20 results").click()
    reader.page.wait_for_url("**/search/?q=again+changes")
    assert len(reader.listed()) == 20


def test_enter_without_an_exact_match_leads_to_all_results(reader: SearchReader) -> None:
    reader.search("quokkas")
    reader.choose("domain", "ITI")
    reader.page.locator(".tf-search__input").press("Enter")
    reader.page.wait_for_url("**/search/?q=quokkas&domain=ITI")


def test_slash_opens_the_search_and_escape_closes_it(reader: SearchReader) -> None:
    reader.page.keyboard.press("/")
    assert reader.page.locator(".tf-search__input:focus").input_value() == ""
    reader.page.keyboard.press("Escape")
    assert not reader.dialog.is_visible()


def test_arrows_and_enter_lead_to_a_result(reader: SearchReader) -> None:
    reader.search("ITI-6")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    current = reader.page.locator("[role=option][aria-selected=true]")
    assert reader.page.locator(".tf-search__input").get_attribute("aria-activedescendant") == (
        current.get_attribute("id")
    )
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/transactions/iti-61/")


def test_arrow_up_from_the_first_result_goes_to_the_last(reader: SearchReader) -> None:
    titles = reader.search("ITI-6")
    reader.page.keyboard.press("ArrowUp")
    current = reader.page.locator("[role=option][aria-selected=true] .tf-search__title")
    assert current.inner_text() == titles[-1].strip()


def test_enter_right_after_typing_leads_to_the_exact_id(reader: SearchReader) -> None:
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("XDS.b")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/profiles/iti/xds.b/")


def test_number_of_results_is_announced(reader: SearchReader) -> None:
    reader.search("ardea")
    status = reader.page.get_by_role("status")
    assert status.inner_text() == "1 matching document"
    reader.search("nothinglikethis")
    assert status.inner_text() == "No matching documents"


def test_nothing_is_loaded_before_the_search_is_wanted(reader: SearchReader) -> None:
    assert [url for url in reader.requests if "pagefind" in url or "search/names" in url] == []


def test_typed_markup_is_text(reader: SearchReader) -> None:
    reader.search('<img src=x onerror="document.title=1"> ITI-65')
    assert reader.page.locator(".tf-search__dialog img").count() == 0


def test_without_scripts_a_link_leads_to_all_pages(chromium_window: Browser, site_url: str) -> None:
    with chromium_window.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site_url}profiles/iti/mhd/")
        assert page.locator(".tf-search noscript a").get_attribute("href") == "../../../a-z/"
        assert not page.locator(".tf-search__open").is_visible()


def test_missing_text_index_leaves_the_names(window: BrowserContext, site_url: str) -> None:
    page = window.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    reader = SearchReader(page, site_url)
    assert reader.search("ITI-65")[0] == "Provide Things 65 [ITI-65]"
    assert "Only names and ids" in reader.status


def test_search_fills_the_screen_of_a_phone(chromium_window: Browser, site_url: str) -> None:
    with chromium_window.new_context(viewport={"width": 390, "height": 844}) as context:
        reader = SearchReader(context.new_page(), site_url)
        reader.search("ITI-65")
        assert reader.dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
        reader.page.get_by_text("Filter", exact=True).click()
        assert reader.choose("kind", "Transaction") == ["Provide Things 65 [ITI-65]"]


@pytest.mark.parametrize(("language", "text"), [("zh-Hant", "接收者"), ("ja", "登録")])
def test_site_in_chinese_or_japanese_is_searched_by_words(
    window: BrowserContext, tmp_path: Path, language: str, text: str
) -> None:
    write_site(tmp_path, (PAGES[0], *PAGES[-16:]), HTTP, language)
    with served(tmp_path) as root:
        reader = SearchReader(window.new_page(), root)
        assert reader.search(text) == [{"接收者": "共享文档", "登録": "医療情報"}[text]]


def test_page_that_only_its_names_find_is_found_by_any_word_of_them(reader: SearchReader) -> None:
    assert reader.search("zeppel") == ["Marabou Zeppelin 3.2", "Pelican Zeppelin 4"]
    assert reader.counts("year") == {"2025": 1, "2024": 1}
    assert reader.choose("year", "2024") == ["Pelican Zeppelin 4"]
    assert reader.status == "1 matching document"


def test_pages_without_a_text_are_counted_and_their_reader_is_told_how_to_find_them(
    reader: SearchReader,
) -> None:
    reader.search("")
    assert reader.counts("kind")["System"] == 2
    assert reader.choose("kind", "System") == []
    assert reader.status == "2 matching documents – 2 of them have no text: type a name"


def test_text_of_another_language_is_found_by_other_forms_of_its_words(reader: SearchReader) -> None:
    assert reader.search("partageait document") == ["Réglages"]
    assert reader.page.locator(".tf-search__title").get_attribute("lang") == "fr"


def test_status_is_told(reader: SearchReader) -> None:
    reader.search("MHD")
    assert reader.page.locator(".tf-badge").first.inner_text() == "Trial implementation"


def test_what_was_found_last_is_offered_again_and_can_be_forgotten(reader: SearchReader) -> None:
    reader.search("ardea")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/heron/**")
    assert reader.search("") == ["ardea"]
    assert reader.groups() == ["Recent searches"]
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert reader.found() == ["Heron"]
    reader.search("")
    reader.page.get_by_role("button", name="Forget recent searches").click()
    reader.found()
    assert reader.groups() == []


def test_browser_that_keeps_nothing_still_searches(window: BrowserContext, site_url: str) -> None:
    window.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    reader = SearchReader(window.new_page(), site_url)
    reader.search("ardea")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/heron/**")


def test_words_that_were_found_are_marked_on_the_page(reader: SearchReader) -> None:
    reader.search("quokka")
    reader.page.locator("[role=option]").first.click()
    bar = reader.page.locator(".tf-marks")
    assert bar.get_by_role("status").inner_text() == "quokkas: marked in one place"
    assert reader.page.evaluate("[...CSS.highlights.get('tf-found')].map(String)") == ["quokkas"]
    bar.get_by_role("button", name="Remove marks").click()
    assert reader.page.evaluate("CSS.highlights.size") == 0


def test_address_of_a_page_with_marks_is_its_own(reader: SearchReader, site_url: str) -> None:
    reader.page.goto(f"{site_url}actors/other/?found=marsh+wader")
    reader.page.locator(".tf-marks").wait_for()
    assert reader.page.url == f"{site_url}actors/other/"
    assert "marked in 6 places" in reader.page.locator(".tf-marks").inner_text()


@pytest.mark.parametrize("words", ["(", "<img src=x onerror=document.title=1>", "[a-", "\\", "."])
def test_any_words_to_mark_are_harmless(reader: SearchReader, site_url: str, words: str) -> None:
    reader.page.goto(f"{site_url}actors/heron/?found={quote(words)}")
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.locator("article img").count() == 0


def test_page_of_results_shows_what_its_address_asks(reader: SearchReader) -> None:
    titles = reader.open_results("q=XDS.b&kind=profile&kind=home&domain=QRPH")
    assert titles == ["Gateways (XCA)"]
    assert reader.counts("kind") == {"Home": 0, "Profile": 1}
    assert reader.status == "1 matching document"


def test_page_of_results_is_turned_and_gone_back_from(reader: SearchReader) -> None:
    assert len(reader.open_results("q=things")) == 20
    assert reader.status == "22 matching documents – page 1 of 2"
    reader.page.get_by_role("navigation", name="Pages of results").get_by_role("link", name="2").click()
    reader.page.wait_for_url("**/search/?q=things&page=2")
    assert len(reader.listed()) == 2
    assert reader.page.locator(".tf-search__status:focus").count() == 1
    reader.page.go_back()
    assert len(reader.listed()) == 20


def test_page_of_results_follows_what_is_typed_and_chosen(reader: SearchReader) -> None:
    reader.open_results("q=things")
    reader.page.locator(".tf-searching input[type=search]").fill("XDS.b")
    reader.page.wait_for_url("**/search/?q=XDS.b")
    reader.listed()
    reader.page.locator("[data-facet=kind] label", has_text="Home").locator("input").click()
    reader.page.wait_for_url("**/search/?q=XDS.b&kind=home")
    assert reader.listed() == ["Home"]
    assert reader.page.title().startswith("XDS.b – Search")


def test_slash_on_the_page_of_results_leads_to_its_field(reader: SearchReader) -> None:
    reader.open_results("q=things")
    reader.page.keyboard.press("/")
    assert reader.page.locator(".tf-searching input[type=search]:focus").input_value() == "things"
    assert not reader.dialog.is_visible()


@pytest.mark.parametrize("part", ["pagefind/index/", "pagefind/fragment/", "search/names/"])
def test_part_that_does_not_come_is_told_and_asked_for_again(
    window: BrowserContext, site_url: str, part: str
) -> None:
    page = window.new_page()
    page.route(f"**/{part}**", lambda route: route.fulfill(status=404))
    reader = SearchReader(page, site_url)
    reader.search("quokkas")
    assert "Parts of this copy are missing" in reader.status
    page.unroute(f"**/{part}**")
    page.get_by_role("button", name="Try again").click()
    assert len(reader.found()) > 1
    assert reader.status == "20 matching documents"
