"""The rules that tell a good filing from a valid one: RULES.md's catalogue, each rule with its why and its examples.

Rules read a filing and report by path; they know neither YAML nor screens.
"""

from perfgen.checks.engine import run, run_across
from perfgen.checks.registry import FAMILIES, RULES, chosen, unknown
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Row, Subject

__all__ = [
    "FAMILIES",
    "RULES",
    "Example",
    "Family",
    "Finding",
    "PlacedProject",
    "Row",
    "Rule",
    "Subject",
    "Tag",
    "chosen",
    "run",
    "run_across",
    "unknown",
]
