"""The rules that tell a good filing from a valid one: RULES.md's catalogue, each rule with its why and its examples.

Rules read a filing and report by path; they know neither YAML nor screens, nor each other. IND07 is found in
`rules/ind/ind07.py`.
"""

from perfgen.checks.engine import BROKEN, run, run_across, run_alone, run_together
from perfgen.checks.registry import RULES, Catalogue, catalogue, chosen, unknown
from perfgen.checks.rule import Example, Family, Finding, Reach, Rule, Tag
from perfgen.checks.subject import PlacedProject, Row, Subject
from perfgen.checks.supersede import precedence, stands
from perfgen.errors import Severity

__all__ = [
    "BROKEN",
    "RULES",
    "Catalogue",
    "Example",
    "Family",
    "Finding",
    "PlacedProject",
    "Reach",
    "Row",
    "Rule",
    "Severity",
    "Subject",
    "Tag",
    "catalogue",
    "chosen",
    "precedence",
    "run",
    "run_across",
    "run_alone",
    "run_together",
    "stands",
    "unknown",
]
