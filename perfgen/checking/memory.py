"""What rules found in each filing by itself, kept between runs in the user's own folder (`perfgen.kept`).

A filing is known by the content of its files, as they were read. What else the findings hang on is the state they are kept with: perfgen
itself, its settings, the rules that run. Nothing that hangs on other filings is kept, nor where a finding stands, nor what
keeps it quiet: that is made anew of what is there.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter

from perfgen.checking.checkable import Checkable
from perfgen.checks import BROKEN, Finding, Rule
from perfgen.foreign import content
from perfgen.kept import keep, recall
from perfgen.source.discover import YAML
from perfgen.source.files import MOST_BYTES

_MOST_KEPT_BYTES = 64 * 1024 * 1024
_MOST_KEPT = 20

_Said: TypeAlias = tuple[str, Finding]
"""A finding with the code of its rule: rules are functions."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds: findings by the hashes of a filing's files, and what they hang on besides."""

    state: str
    found: dict[str, list[_Said]]


@dataclass(slots=True)
class FindingMemory:
    """What was found by some rules under some settings. `file` is where it is kept, `state` what it hangs on."""

    file: Path
    state: str
    rules: Sequence[Rule]
    _before: dict[str, list[_Said]] = field(default_factory=dict)
    _now: dict[str, list[_Said]] = field(default_factory=dict)
    _firsts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        known = {rule.code for rule in self.rules}
        try:
            kept = _adapter().validate_json(recall(self.file, _MOST_KEPT_BYTES))
            if kept.state == self.state and all(code in known for said in kept.found.values() for code, _ in said):
                self._before = kept.found
        except (OSError, ValueError):
            pass
        self._firsts = frozenset(key[:_HASH] for key in self._before)

    def may_know(self, path: Path) -> bool:
        """Whether a file is likely to be that of a filing that is known; it is not read as one for that."""
        if not self._firsts or path.suffix.lower() not in YAML:
            return False
        try:
            return hashlib.sha256(content(path, MOST_BYTES)).hexdigest() in self._firsts
        except OSError:
            return False

    def found(self, one: Checkable) -> list[tuple[Rule, Finding]] | None:
        """What the rules find in a filing; None where that is not known."""
        said = self._before.get(_key(one)) if one.sha256 else None
        if said is None:
            return None
        self._now[_key(one)] = said
        rules = {rule.code: rule for rule in self.rules}
        return [(rules[code], finding) for code, finding in said]

    def learn(self, one: Checkable, found: Sequence[tuple[Rule, Finding]]) -> None:
        """Keep in mind what was found in a filing; not where a rule broke, which it may not do again."""
        if one.sha256 and all(rule is not BROKEN for rule, _ in found):
            self._now[_key(one)] = [(rule.code, finding) for rule, finding in found]

    def keep(self) -> None:
        """Keep it for the next run, where anything is new."""
        if self._now != self._before:
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                keep(self.file, _adapter().dump_json(_Kept(self.state, self._now)), _MOST_KEPT)


_HASH = 64
"""Characters of a SHA-256 in hex."""


def _key(one: Checkable) -> str:
    return " ".join(one.sha256)


def _adapter() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)
