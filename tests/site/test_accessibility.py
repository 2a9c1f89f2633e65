"""What axe finds on the site's pages, by the rules of WCAG 2.2 AA and by its own best practice: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from site_pages import Site, one_of_each
from site_support import REPOSITORY, missing

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
KINDS = {
    "a requirement": "requirements/mhd-1/",
    "the list of requirements": "requirements/",
    "a scenario with a sequence diagram": "scenarios/mhd-publish-and-find/",
    "a monitor's checklist": "scenarios/mhd-publish-and-find/checklist/",
    "the trace": "trace/",
    "the trace of a profile": "trace/mhd/",
    "what follows from a choice": "obligations/",
    "who completed a choice": "find/",
    "a profile with diagrams": "profiles/iti/mhd/",
    "a domain with its map": "domains/iti/",
    "a transaction with a sequence diagram and code": "transactions/iti-65/",
}


@pytest.fixture(scope="module")
def axe() -> str:
    script = REPOSITORY / "tests/node_modules/axe-core/axe.min.js"
    return script.read_text(encoding="utf-8") if script.exists() else missing("axe-core")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(params=[(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, scheme = request.param
    with browser.new_context(
        viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ) as context:
        yield context.new_page()


SETTLED = """async () => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  for (const code of document.querySelectorAll("pre")) code.scrollIntoView();
  const wait = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  while (document.querySelector(".tf-search__open[hidden]")) await wait();
  for (let frames = 0; frames < 3; frames += 1) await wait();
}"""

FINDINGS = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}"""


def findings(window: Page, axe: str, page: Path) -> list[str]:
    """What axe says about a page, all of which is unfolded."""
    window.goto(page.as_uri())
    window.evaluate(SETTLED)
    window.evaluate(axe)
    return list(window.evaluate(FINDINGS, RULES))


def test_a_page_of_each_kind_is_accessible(window: Page, axe: str, own_site: Site) -> None:
    pages = {kind: own_site.folder / path / "index.html" for kind, path in KINDS.items()}
    assert {kind: found for kind, page in pages.items() if (found := findings(window, axe, page))} == {}


@pytest.mark.parametrize("window", [(DESKTOP, "light"), (PHONE, "dark")], indirect=True)
def test_a_page_of_each_folder_is_accessible(window: Page, axe: str, own_site: Site) -> None:
    pages = {
        page: own_site.folder / (page if page.endswith(".html") else f"{page}index.html")
        for page in one_of_each(own_site)
        if page != "404.html"
    }
    assert len(pages) > 30
    assert {name: found for name, page in pages.items() if (found := findings(window, axe, page))} == {}


def test_code_has_its_copy_button_when_axe_looks(window: Page, axe: str, own_site: Site) -> None:
    findings(window, axe, own_site.folder / "transactions/iti-65/index.html")
    assert window.locator("pre .md-code__button").count() > 1


def test_axe_would_complain(browser: Browser, axe: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<img src=x.png><p>Words outside of any landmark")
    with browser.new_context() as context:
        window = context.new_page()
        window.goto((tmp_path / "index.html").as_uri())
        window.evaluate(axe)
        found = {each.partition(":")[0] for each in window.evaluate(FINDINGS, RULES)}
    assert {"image-alt", "region", "html-has-lang"} <= found
