"""What a root may set and override of the theme, and what it may not."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.publishing.shell import BrokenTheme
from shell_pages import VARIED, a_config, shells

EVERYTHING = VARIED["everything"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A root's own theme folder, still without files."""
    (tmp_path / "theme" / "overrides" / "partials").mkdir(parents=True)
    (tmp_path / "theme" / "assets").mkdir()
    return tmp_path / "theme"


def message_of(own_theme: Path | None = None, **theme: object) -> str:
    with pytest.raises(BrokenTheme) as caught:
        shells(a_config(**theme), own_theme=own_theme)
    return " | ".join(f"{each.message} ({each.hint})" for each in caught.value.diagnostics)


def test_nothing_is_printed_or_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        shells().page(EVERYTHING)
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


def test_settings_of_the_theme_reach_it() -> None:
    palette = {"scheme": "slate", "primary": "deep purple", "accent": "lime"}
    body = LexborHTMLParser(shells(a_config(palette=palette)).page(EVERYTHING)).css_first("body")
    assert body is not None and body.attributes["data-md-color-primary"] == "deep-purple"


def test_features_of_the_theme_reach_its_script() -> None:
    assert '"features": ["navigation.top"]' in shells(a_config(features=["navigation.top"])).page(EVERYTHING)


def test_one_icon_of_a_root_leaves_the_others() -> None:
    page = shells(a_config(icon={"edit": "material/pencil"})).page(EVERYTHING)
    assert 'class="tf-brand__mark"><svg' in page


def test_settings_stay_text() -> None:
    page = shells(a_config(direction='"><script>alert(1)</script>')).page(EVERYTHING)
    assert "<script>alert" not in page


def test_language_of_the_site_chooses_the_words() -> None:
    config = a_config()
    german = replace(config, site=replace(config.site, language="de-AT"))
    page = LexborHTMLParser(shells(german).page(EVERYTHING))
    html, skip = page.css_first("html"), page.css_first(".md-skip")
    assert html is not None and skip is not None
    assert (html.attributes["lang"], skip.text().strip()) == ("de-AT", "Zum Inhalt")


def test_language_without_words_has_english_ones() -> None:
    config = a_config()
    latin = replace(config, site=replace(config.site, language="la"))
    assert '<html lang="la"' in shells(latin).page(EVERYTHING)


def test_template_of_a_root_takes_the_place_of_ours(own: Path) -> None:
    (own / "overrides/partials/disclaimer.html").write_text("<p>Of <b>our</b> own: {{ page.title }}</p>")
    made = shells(own_theme=own)
    assert "<p>Of <b>our</b> own: MHD</p>" in made.page(EVERYTHING) == made.render_fully(EVERYTHING)


def test_file_of_a_root_takes_the_place_of_ours(own: Path) -> None:
    (own / "assets/print.css").write_text(":root {}")
    files = shells(own_theme=own).files
    assert [file for name, file in files.items() if name.endswith("/print.css")] == [own / "assets/print.css"]


def test_style_sheets_of_every_page_are_one_file_in_which_those_of_a_root_count(own: Path) -> None:
    (own / "assets/tokens.css").write_text(":root { --tf-mark: 1 }")
    made = shells(own_theme=own)
    (styles,) = (content for name, content in made.files.items() if name.endswith("/site.css"))
    assert isinstance(styles, bytes)
    assert [mark in styles for mark in (b"--tf-mark: 1", b".tf-table", b"--tf-serif:")] == [True, True, False]
    assert made.page(EVERYTHING).count('rel="stylesheet"') == 2
    assert not [name for name in made.files if name.endswith("/tokens.css")]


def test_theme_that_changes_is_at_an_address_of_its_own(own: Path) -> None:
    (own / "assets/tokens.css").write_text(":root {}")
    changed, unchanged = shells(own_theme=own), shells()
    assert [name for name in changed.files if name.startswith("assets/tf-") and name in unchanged.files] == []


def test_pages_name_the_theme_at_its_own_address(own: Path) -> None:
    made = shells(own_theme=own)
    style = next(name for name in made.files if name.endswith("/site.css"))
    assert f'"../../../{style}"' in made.page(EVERYTHING)


def test_inline_script_of_a_root_becomes_a_file(own: Path) -> None:
    (own / "overrides/partials/disclaimer.html").write_text("<script>let x = 1 < 2</script>")
    made = shells(own_theme=own)
    assert "<script>" not in made.page(EVERYTHING)
    assert b"let x = 1 < 2" in made.files.values()


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("<p onclick='x()'>", "the Content-Security-Policy forbids"),
        ('<p style="color: red">', "the Content-Security-Policy forbids"),
        ('<a href="javascript:x()">', "the Content-Security-Policy forbids"),
        ("<script>let title = {{ page.title | tojson }}</script>", "changes a value of the page"),
        ("{{ page.title | safe }}", "without escaping it"),
        ("{{ page.title | upper }}", "changes a value of the page"),
        ("{{ page.title | truncate }}", "changes a value of the page"),
        ("{% if %}", "partials/disclaimer.html:1"),
        ("{% include 'nowhere.html' %}", "nowhere.html"),
        ("{% include '../../../site_config.yml' %}", "site_config.yml"),
        ("{{ page.nothing.at_all }}", "has no attribute"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ url_for.__globals__ }}", "undefined"),
        ("{{ config.theme.update.__self__ }}", "unsafe"),
        ("{{ range(10 ** 9) | list }}", "Range too big"),
    ],
)  # fmt: skip
def test_template_that_no_page_could_keep_is_refused(own: Path, template: str, message: str) -> None:
    (own / "overrides/partials/disclaimer.html").write_text(template)
    assert message in message_of(own)


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ({"custom_dir": "/etc"}, "theme.custom_dir is not for a root to set"),
        ({"name": "readthedocs"}, "the theme is material, not readthedocs"),
        ({"font": {"text": "Roboto"}}, "theme.font would load fonts from another host"),
        ({"logo": "https://example.org/logo.svg"}, "theme.logo is no file of this site"),
        ({"favicon": "//example.org/icon.png"}, "theme.favicon is no file of this site"),
        ({"icon": {"admonition": {"a}</style><script>": "x"}}}, "is no icon"),
        ({"icon": {"logo": "../../../../etc/passwd"}}, "is no icon"),
        ({"icon": {"logo": "material/no-such-icon"}}, "material/no-such-icon"),
        ({"language": "../../x"}, "partials/languages/../../x.html"),
        ({"language": "tlh"}, "partials/languages/tlh.html"),
        ({"features": 5}, "theme.features is a list of names"),
        ({"palette": 5}, "theme.palette is a mapping or a list of mappings"),
        ({"palette": [{"scheme": "default"}, 5]}, "theme.palette is a mapping or a list of mappings"),
    ],
)  # fmt: skip
def test_setting_that_no_page_could_keep_is_refused(theme: dict[str, object], message: str) -> None:
    assert message in message_of(**theme)


@pytest.mark.parametrize("place", ["overrides/partials/footer.html", "assets/stolen.txt", "overrides/linked"])
def test_symbolic_link_in_a_theme_is_refused(own: Path, place: str) -> None:
    (own / place).symlink_to("/etc")
    assert f"theme/{place} is a symbolic link" in message_of(own)
