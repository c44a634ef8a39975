"""For tests of what is made of findings: what the rules find in a filing is looked for once, however often it is checked.

A filing is known by all that rules read of it, so that one in which anything is otherwise is another. Rules of other
packages are run each time. Tests of the rules themselves, and of how long they take, do without this.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from perfgen.checking import run
from perfgen.checks import Finding, Rule, Subject
from perfgen.checks.subject import Path

_Said = list[tuple[Rule, Finding]]
_run_alone = run.run_alone
_found: dict[tuple[Any, ...], tuple[dict[Path, bool], _Said]] = {}
"""What was found, with the places that rules asked to be left out and what they were told."""


def remembered(subject: Subject, rules: Iterable[Rule]) -> _Said:
    """What `run_alone` gives, or gave before for the same filing and the same rules."""
    running = tuple(rules)
    if any(rule.package for rule in running):
        return _run_alone(subject, running)
    read = (subject.filing, subject.standard, subject.narrative, subject.outline, subject.words, subject.scores)
    key = (running, subject.form, pickle.dumps(read))
    asked, said = _found.get(key, ({}, None))
    if said is None or any(subject.left_out(path) != answer for path, answer in asked.items()):
        asked = {}

        def left_out(path: Path) -> bool:
            return asked.setdefault(path, subject.left_out(path))

        said = _run_alone(replace(subject, left_out=left_out), running)
        _found[key] = asked, said
    return list(said)
