"""What hosts are told to send: the policy of the pages, and which files may be kept for ever."""

from __future__ import annotations

import re

import pytest

from generator.publishing.hosting import HEADERS, IMMUTABLE, POLICY, fixed_folders, host_files
from generator.publishing.links import LinkStyle
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY

ADDRESSES = ("assets/tf-0123abcdef/page.js", "assets/tf/inline/a.js", "assets/javascripts/bundle.1.js")
FORMS = ("_headers", "hosting/nginx.conf", "hosting/apache.conf")
KEPT = ("assets/tf-0123abcdef/page.js", "assets/tf/inline/a.js", "assets/javascripts/bundle.1.js")
CHANGING = ("", "glossary/", "search/names.js", "results/rows.js", "assets/tf-manual/index.html", "assets/")


def text(form: str, url: str = "https://site.example/") -> str:
    return host_files(ADDRESSES, LinkStyle.http(url))[form].decode()


def test_policy_allows_no_inline_script_and_no_evaluation() -> None:
    assert re.findall(r"unsafe-[a-z-]+|'wasm-[a-z-]+'|https?:|\*", HEADERS[POLICY]) == ["'wasm-unsafe-eval'"]


def test_policy_of_a_host_is_that_of_the_pages_and_what_only_a_header_can_say() -> None:
    assert HEADERS[POLICY] == CONTENT_SECURITY_POLICY + "; frame-ancestors 'none'"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_every_header(form: str) -> None:
    written = text(form)
    assert [name for name, value in HEADERS.items() if value not in written or name not in written] == []


@pytest.mark.parametrize("address", KEPT)
def test_what_is_named_by_its_content_is_kept_for_ever(address: str) -> None:
    assert address.startswith(fixed_folders(ADDRESSES))


@pytest.mark.parametrize("address", CHANGING)
def test_what_keeps_its_address_is_asked_for_again(address: str) -> None:
    assert not address.startswith(fixed_folders(ADDRESSES))


def test_static_hosts_find_a_rule_for_each_folder_that_is_kept() -> None:
    rules = re.findall(rf"^/(\S+/)\*\n  Cache-Control: {IMMUTABLE}$", text("_headers"), re.MULTILINE)
    assert rules == list(fixed_folders(ADDRESSES))


@pytest.mark.parametrize("form", FORMS[1:])
def test_pattern_of_a_server_matches_what_is_kept_below_the_sites_path(form: str) -> None:
    pattern = re.search(r"\^/docs/\S+\)", text(form, "https://site.example/docs/"))
    assert pattern is not None
    matching = [each for each in (*KEPT, *CHANGING) if re.match(pattern[0], f"/docs/{each}")]
    assert matching == list(KEPT)


def test_no_quotation_mark_ends_a_value_early() -> None:
    assert [value for value in HEADERS.values() if '"' in value or "\n" in value] == []
