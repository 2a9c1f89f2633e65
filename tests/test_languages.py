"""Words of the interface are said in the site's language where a catalogue says them, else in English."""

from __future__ import annotations

import datetime
from pathlib import Path

import jinja2
import pytest

from generator.languages import BrokenCatalogue, Language, load
from generator.messages import counted, label, message
from generator.wording import speak

HEAD = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
    'Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
)
TRACE = 'msgid "Trace of %(key)s"\nmsgstr "Trace de %(key)s"\n'
EVENTS = (
    'msgid "%(num)s event"\nmsgid_plural "%(num)s events"\n'
    'msgstr[0] "%(num)s session"\nmsgstr[1] "%(num)s sessions"\n'
)


def a_theme(folder: Path, *entries: str, name: str = "fr") -> Path:
    path = folder / f"locales/{name}/LC_MESSAGES/tfpub.po"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join((HEAD, *entries)), encoding="utf-8")
    return folder


def french(folder: Path, *entries: str) -> Language:
    return load("fr", [a_theme(folder, *entries)])


def shown(language: Language, template: str, **values: object) -> str:
    environment = jinja2.Environment(autoescape=True)
    speak(environment, language)
    return environment.from_string(template).render(values)


def test_a_message_is_english_text_for_who_knows_no_language() -> None:
    assert message("Trace of %(key)s", key="MHD") == "Trace of MHD"


def test_a_message_is_said_in_the_language_with_its_values(tmp_path: Path) -> None:
    assert french(tmp_path, TRACE).said(message("Trace of %(key)s", key="MHD")) == "Trace de MHD"


def test_text_that_is_no_message_stays_as_it_is(tmp_path: Path) -> None:
    assert french(tmp_path, TRACE).said("Trace of %(key)s") == "Trace of %(key)s"


def test_what_the_catalogue_lacks_stays_english(tmp_path: Path) -> None:
    assert french(tmp_path, TRACE).said(label("trial-implementation")) == "Trial Implementation"


def test_what_is_fuzzy_or_empty_stays_english(tmp_path: Path) -> None:
    language = french(tmp_path, f"#, fuzzy\n{TRACE}", 'msgid "Event"\nmsgstr ""\n')
    assert language.said(message("Trace of %(key)s", key="MHD")) == "Trace of MHD"
    assert language.said(message("Event")) == "Event"


@pytest.mark.parametrize(("number", "words"), [(0, "0 session"), (1, "1 session"), (2, "2 sessions")])
def test_the_language_has_its_own_rule_of_plurals(tmp_path: Path, number: int, words: str) -> None:
    assert french(tmp_path, EVENTS).said(counted("%(num)s event", "%(num)s events", number)) == words


def test_numbers_and_days_are_written_as_the_language_does(tmp_path: Path) -> None:
    language = french(tmp_path, 'msgid "yyyy-MM-dd"\nmsgstr "d MMMM y"\n')
    assert language.number(12345) == "12\u202f345"
    assert language.day(datetime.date(2025, 6, 3)) == "3 juin 2025"


def test_without_a_catalogue_a_day_is_written_as_in_english(tmp_path: Path) -> None:
    assert load("ar", [tmp_path]).day(datetime.date(2025, 6, 3)) == "2025-06-03"


def test_the_theme_of_a_root_wins_word_by_word(tmp_path: Path) -> None:
    own = a_theme(tmp_path / "own", TRACE.replace("Trace de", "Suivi de"))
    language = load("fr", [own, a_theme(tmp_path / "shipped", TRACE, EVENTS)])
    assert language.said(message("Trace of %(key)s", key="MHD")) == "Suivi de MHD"
    assert language.said(counted("%(num)s event", "%(num)s events", 2)) == "2 sessions"


def test_a_region_has_the_words_of_its_language(tmp_path: Path) -> None:
    language = load("fr-CA", [a_theme(tmp_path, TRACE)])
    assert language.said(message("Trace of %(key)s", key="MHD")) == "Trace de MHD"


@pytest.mark.parametrize(("tag", "expected"), [("ar", True), ("he", True), ("fr", False), ("zz", False)])
def test_the_script_of_a_language_has_a_direction(tag: str, expected: bool) -> None:
    assert load(tag, []).is_right_to_left is expected


def test_a_broken_catalogue_is_told(tmp_path: Path) -> None:
    path = a_theme(tmp_path) / "locales/fr/LC_MESSAGES/tfpub.po"
    path.write_text('msgid "A"\nno catalogue', encoding="utf-8")
    with pytest.raises(BrokenCatalogue, match=r"theme/locales/fr/LC_MESSAGES/tfpub\.po is no catalogue"):
        load("fr", [tmp_path])


def test_a_rule_of_plurals_that_is_no_arithmetic_is_told(tmp_path: Path) -> None:
    path = a_theme(tmp_path) / "locales/fr/LC_MESSAGES/tfpub.po"
    path.write_text(HEAD.replace("(n > 1)", "alert(n)"), encoding="utf-8")
    with pytest.raises(BrokenCatalogue):
        load("fr", [tmp_path])


def test_a_catalogue_is_text_and_no_markup(tmp_path: Path) -> None:
    language = french(tmp_path, 'msgid "Hello"\nmsgstr "<b>Bon</b> <strong>jour</strong>"\n')
    assert shown(language, "{% trans %}Hello{% endtrans %}") == "&lt;b&gt;Bon&lt;/b&gt; <strong>jour</strong>"
    assert shown(language, '{{ _("Hello") }}').startswith("&lt;b&gt;")


def test_what_a_sentence_is_told_is_escaped(tmp_path: Path) -> None:
    language = french(tmp_path, TRACE)
    template = "{% trans key=name %}Trace of {{ key }}{% endtrans %}"
    assert shown(language, template, name="<i>") == "Trace de &lt;i&gt;"


def test_templates_say_messages_that_they_are_given(tmp_path: Path) -> None:
    language = french(tmp_path, TRACE)
    assert shown(language, "{{ title }}", title=message("Trace of %(key)s", key="A&B")) == "Trace de A&amp;B"
