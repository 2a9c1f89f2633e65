"""Takes pictures of a page of each kind of this repository's site: desktop and phone, light and dark.

They lie in `docs/screenshots/`, with a page that lists them. The same content on the same machine gives the
same pictures; other fonts and another browser give others.
"""

from __future__ import annotations

import argparse
import base64
import datetime
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from made_up import REPOSITORY
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from generator import pipeline
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.serving import server

FOLDER = REPOSITORY / "docs/screenshots"
DAY = datetime.date(2026, 11, 1)
SIZES = {
    "desktop": ViewportSize(width=1280, height=840),
    "phone": ViewportSize(width=390, height=844),
}
SCHEMES = ("light", "dark")
QUALITY = 42
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
READY = "() => !document.querySelector('[data-tf-app][hidden]') && document.fonts.status === 'loaded'"


@dataclass(frozen=True, slots=True)
class Shot:
    """An address of the site, what is clicked, pointed at and typed there, and what has to be seen then."""

    address: str
    click: str = ""
    hover: str = ""
    typed: str = ""
    awaited: str = ""


KINDS: Mapping[str, Shot] = {
    "home": Shot(""),
    "domain": Shot("domains/iti/"),
    "profile": Shot("profiles/iti/mhd/"),
    "profile_page": Shot("profiles/iti/mhd/actor-options/"),
    "profile_results": Shot("profiles/iti/mhd/results/"),
    "profile_trace": Shot("trace/mhd/"),
    "transaction": Shot("transactions/iti-65/"),
    "actor": Shot("actors/document-source/"),
    "content_module": Shot("content-modules/antepartum-summary/"),
    "standard": Shot("standards/dicom-ps3.10/"),
    "requirement": Shot("requirements/mhd-1/"),
    "requirements": Shot("requirements/"),
    "scenario": Shot("scenarios/mhd-publish-and-find/"),
    "scenario_checklist": Shot("scenarios/mhd-publish-and-find/checklist/"),
    "trace": Shot("trace/"),
    "obligations": Shot("obligations/?need=MHD/document-source", awaited="[data-part=groups] a"),
    "find": Shot("find/?need=MHD/document-recipient&need=CT/time-client", awaited="[data-part=found] a"),
    "results_explorer": Shot("results/?profile=MHD", awaited=".tf-explorer tbody tr"),
    "events": Shot("events/"),
    "session": Shot("events/2025-eu/"),
    "organizations": Shot("organizations/"),
    "organization": Shot("organizations/elverstone-exchange/"),
    "systems": Shot("systems/"),
    "system": Shot("systems/app_brindlewick_2020_ap_9/"),
    "statements": Shot("statements/"),
    "statement": Shot("statements/clovermead-labs-10-0/"),
    "supplement": Shot("supplements/suppl-mhd/"),
    "change_proposal": Shot("change-proposals/cp-iti-1205/"),
    "national_extension": Shot("national-extensions/iti-fr/"),
    "framework_page": Shot("framework/about-ihe/"),
    "glossary": Shot("glossary/"),
    "listing": Shot("actors/"),
    "a_z": Shot("a-z/"),
    "data_files": Shot("data/"),
    "downloads": Shot("downloads/"),
    "changes": Shot("changes/"),
    "handbook": Shot("contribute/"),
    "handbook_page": Shot("contribute/propose-a-change/"),
    "search": Shot("search/?q=document", awaited=".tf-search__list li"),
    "not_found": Shot("404.html"),
}
"""A page of every kind; the keys are those of `theme/templates/`."""

STATES: Mapping[str, Shot] = {
    "searching": Shot("profiles/iti/mhd/", click=".tf-search__open", typed="document source"),
    "explaining": Shot("profiles/iti/mhd/actor-options/", hover=".tf a.tf-mention", awaited="#tf-definition"),
}
"""Pages in use: the open search, and what is said of a name that is pointed at."""


def names_of(kind: str) -> list[tuple[str, str, str]]:
    """The pictures of a kind: file name, size and colours."""
    return [(f"{kind}-{size}-{scheme}.webp", size, scheme) for size in SIZES for scheme in SCHEMES]


def take(browser: Browser, address: str, folder: Path, kinds: Mapping[str, Shot]) -> None:
    """Write every picture of these kinds into `folder`."""
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            with browser.new_context(
                viewport=viewport,
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
                has_touch=size == "phone",
                service_workers="block",
            ) as context:
                page = context.new_page()
                for kind, shot in kinds.items():
                    show(page, address, shot)
                    (folder / f"{kind}-{size}-{scheme}.webp").write_bytes(picture(page))


def show(page: Page, address: str, shot: Shot) -> None:
    page.goto(address + shot.address, wait_until="networkidle")
    page.wait_for_function(READY)
    if shot.click:
        page.locator(shot.click).first.click()
    if shot.hover:
        page.locator(shot.hover).first.hover()
    if shot.typed:
        page.keyboard.type(shot.typed)
        page.locator("[aria-busy=false] [role=option]").first.wait_for()
    if shot.awaited:
        page.locator(f"{shot.awaited}:visible").first.wait_for()
    page.wait_for_timeout(300)


def picture(page: Page) -> bytes:
    """What the window shows."""
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    session.detach()
    return base64.b64decode(taken["data"])


def listed() -> str:
    """The page that shows all pictures."""
    lines = [
        "# How the site looks",
        "",
        "A page of each kind, in a window of a desktop and on a phone, in light and in dark colours: made by",
        "`python benchmarks/screenshots.py`, which also names the pages.",
    ]
    for kind in (*KINDS, *STATES):
        words = kind.replace("_", " ")
        lines += ["", f"## {words.capitalize()}", ""]
        lines += [f"![{words}, {size}, {scheme}]({name})" for name, size, scheme in names_of(kind)]
    return "\n".join(lines) + "\n"


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    with server(site, port=0, policy=CONTENT_SECURITY_POLICY) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


def main() -> int:
    """0 once the pictures are written."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("kinds", nargs="*", help="only these kinds of pages")
    arguments.add_argument("--site", type=Path, help="a site that is built already")
    arguments.add_argument("--into", type=Path, default=FOLDER)
    asked = arguments.parse_args()
    shots = {kind: shot for kind, shot in {**KINDS, **STATES}.items() if kind in (asked.kinds or {kind})}
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is missing")
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = asked.site or Path(folder, "site")
        if not asked.site:
            pipeline.build(REPOSITORY, site, date=DAY)
        with hosted(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            take(browser, address, asked.into, shots)
            browser.close()
    (asked.into / "README.md").write_text(listed(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
