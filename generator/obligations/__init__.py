"""What follows from a choice of actors: transactions, content, groupings, conditions, national additions."""

from generator.obligations.answer import obligations
from generator.obligations.closure import Choice, Reason, Wish
from generator.obligations.findings import (
    ActorObligation,
    AdditionObligation,
    ConstraintObligation,
    Cycle,
    Decision,
    Gap,
    GroupingObligation,
    Obligations,
    OptionObligation,
    RequirementObligation,
    UseObligation,
)
from generator.obligations.from_graph import missing_tables, rules_of
from generator.obligations.judging import Level, State
from generator.obligations.rules import ActorOfProfile, Rules, Target, Term

__all__ = [
    "ActorObligation",
    "ActorOfProfile",
    "AdditionObligation",
    "Choice",
    "ConstraintObligation",
    "Cycle",
    "Decision",
    "Gap",
    "GroupingObligation",
    "Level",
    "Obligations",
    "OptionObligation",
    "Reason",
    "RequirementObligation",
    "Rules",
    "State",
    "Target",
    "Term",
    "UseObligation",
    "Wish",
    "missing_tables",
    "obligations",
    "rules_of",
]
