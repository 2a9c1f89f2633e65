"""The words in which exports give results, in the languages that test management is translated to.

English, French and Japanese are the words of Gazelle Test Management's own bundles
(`gazelle.tm.testing.results.*`); its other languages fall back to English where nothing is translated, so
those words are here beside likely translations. No German, Italian or Spanish bundle that translates them was
found in public copies of its sources (their Spanish bundle holds English throughout), so the words of these
three are our own translations; `keywords.yml` adds what an export really says. A word that may mean two
things is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.records.sessions import Outcome

_WORDS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.COMPLETED: (
        "Pass",
        "Passed",
        "Réussi",
        "Reussi",
        "Bestanden",
        "Superato",
        "Superado",
        "Aprobado",
        "合格",
    ),
    Outcome.NOT_COMPLETED: (
        "Did not complete",
        "Not completed",
        "Fail",
        "Failed",
        "N'a pas terminé",
        "N’a pas terminé",
        "Pas terminé",
        "Non terminé",
        "Échoué",
        "Echoué",
        "Échec",
        "Nicht abgeschlossen",
        "Nicht bestanden",
        "Non completato",
        "Non ha completato",
        "Non superato",
        "No completado",
        "No completó",
        "No ha completado",
        "No superado",
        "No terminado",
        "不合格",
        "未完了",
    ),
    Outcome.AT_RISK: (
        "At Risk",
        "À risque",
        "A risque",
        "Gefährdet",
        "Mit Risiko",
        "A rischio",
        "En riesgo",
        "リスクあり",
    ),
    Outcome.WITHDRAWN: (
        "Withdrawn",
        "Retiré",
        "Zurückgezogen",
        "Ritirato",
        "Retirado",
        "取り消し",
        "取消",
        "取り下げ",
    ),
    Outcome.NOT_GRADED: (
        "Option not graded",
        "Not graded",
        "No grading",
        "Option non classée",
        "Option non notée",
        "Option non évaluée",
        "Option nicht bewertet",
        "Nicht bewertet",
        "Opzione non valutata",
        "Non valutato",
        "Opción no evaluada",
        "Opción no calificada",
        "No evaluado",
        "オプション未評価",
        "未評価",
    ),
    Outcome.NO_PEER: (
        "No Peer",
        "Pas de partenaire",
        "Aucun partenaire",
        "Sans partenaire",
        "Kein Partner",
        "Kein Testpartner",
        "Kein Peer",
        "Nessun partner",
        "Nessun peer",
        "Sin par",
        "Sin pareja",
        "Sin socio",
        "Sin interlocutor",
        "ピアなし",
        "相手なし",
    ),
    Outcome.UNGRADED: ("",),
}

SHEET_LABELS: Mapping[str, Outcome] = {word: outcome for outcome, words in _WORDS.items() for word in words}
"""Word -> outcome, as sheets of test management give it. Completed is their Pass and nothing else."""

PLAIN_LABELS: Mapping[str, Outcome] = {
    "" if outcome is Outcome.UNGRADED else outcome.value: outcome for outcome in Outcome
}
"""Word -> outcome, as plain results give it."""

REPORT_LABELS: Mapping[str, Outcome] = {
    "completed/pass": Outcome.COMPLETED,
    "completed/fail": Outcome.NOT_COMPLETED,
    "completed/pending": Outcome.UNGRADED,
    "completed/": Outcome.UNGRADED,
    **{
        f"{status}/{result}": outcome
        for status, outcome in (
            ("in-progress", Outcome.UNGRADED),
            ("waiting", Outcome.UNGRADED),
            ("stopped", Outcome.NOT_COMPLETED),
            ("entered-in-error", Outcome.WITHDRAWN),
        )
        for result in ("", "pass", "fail", "pending")
    },
}
"""Status and result of a test report -> outcome. These are codes: their case counts."""
