"""Firefox as its readers have it, with its own policy for files and without a network."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marionette_driver.marionette import Marionette
from marionette_driver.wait import Wait

FILE_POLICY = "security.fileuri.strict_origin_policy"
# Nothing answers there, and no address is exempt: whatever asks a host fails, and is noted.
NOWHERE = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": True,
    "network.dns.disabled": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}

# Requests of pages alone: a browser has errands of its own.
WATCH = """
window.tfAsked = [];
window.tfWatch = (subject) => {
  const channel = subject.QueryInterface(Ci.nsIHttpChannel);
  if (channel.loadInfo?.browsingContextID) window.tfAsked.push(channel.URI.spec);
};
Services.obs.addObserver(window.tfWatch, "http-on-modify-request");
Services.console.reset();
"""
COMPLAINTS = """
return Services.console.getMessageArray()
  .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
  .filter((each) => /^(file|data|blob):/.test(each.sourceName))
  .map((each) => `${each.errorMessage} (${each.sourceName}:${each.lineNumber})`);
"""
OPEN = "document.querySelector('.tf-search__open').click();"
TYPE = """
const field = document.querySelector('.tf-search__input');
field.value = arguments[0];
field.dispatchEvent(new Event('input', { bubbles: true }));
"""
ANSWER = """
const results = document.querySelector('.tf-search__results');
if (results.getAttribute('aria-busy') !== 'false') return null;
return [...document.querySelectorAll('[role=option]')].map((hit) => {
  const title = hit.querySelector('.tf-search__title').innerText;
  return hit.className.includes('--part') ? `  ${title}` : title;
});
"""


@dataclass
class FirefoxReader:
    """A reader with Firefox: what they do, and what they then see."""

    driver: Marionette

    def open(self, page: Path) -> None:
        self.visit(page.as_uri())

    def visit(self, address: str) -> None:
        self.driver.navigate(address)

    def search(self, text: str) -> list[str]:
        """The titles that are shown for `text`, in order; those of parts of a page are indented."""
        self.run("if (!document.querySelector('.tf-search__dialog').open) {" + OPEN + "}")
        self.run(TYPE, text)
        found: list[str] = self.wait(ANSWER)
        return found

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, script_args=list(arguments), sandbox=None)

    def wait(self, script: str) -> Any:
        """What `script` gives, once that is something."""
        wait = Wait(self.driver, timeout=30, interval=0.05)
        found = wait.until(lambda _: (value,) if (value := self.run(script)) is not None else None)
        return found[0]

    def setting(self, name: str) -> bool:
        with self.driver.using_context("chrome"):
            return bool(self.driver.execute_script(f"return Services.prefs.getBoolPref('{name}')"))

    def complaints(self) -> list[str]:
        """What the console says about the pages that were opened."""
        with self.driver.using_context("chrome"):
            return list(self.driver.execute_script(COMPLAINTS))

    def asked(self) -> list[str]:
        """What the pages that were opened asked of hosts."""
        with self.driver.using_context("chrome"):
            return list(self.driver.execute_script("return window.tfAsked", sandbox=None))


@contextmanager
def firefox_reader(program: str) -> Iterator[FirefoxReader]:
    """Firefox without a window, a profile that was used before, or a network."""
    with tempfile.TemporaryDirectory() as folder:
        log = str(Path(folder) / "firefox.log")
        driver = Marionette(
            host="127.0.0.1", port=0, bin=program, headless=True, prefs=NOWHERE, gecko_log=log
        )
        try:
            driver.start_session()
            with driver.using_context("chrome"):
                driver.execute_script(WATCH, sandbox=None)
            yield FirefoxReader(driver)
        finally:
            with contextlib.suppress(OSError):
                driver.quit()
            driver.cleanup()
