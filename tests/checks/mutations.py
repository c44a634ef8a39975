"""Breaks the clean filings in every way a clerk does, and counts what the rules find.

A defect is a small function that yields broken filings, each with the place where the finding must stand; the modules
``defects_*`` hold them, written from the catalogue of rules. ``python -m tests.checks.mutations`` prints how many were
found (recall) and how much of what is said is about what was broken (precision); `test_mutations` holds both.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from perfgen.checks import RULES, Rule, Subject, run, run_together
from perfgen.checks.rule import Finding
from perfgen.checks.subject import INDICATORS, OVERALL
from perfgen.errors import Severity
from perfgen.filing.outline import Outline
from tests.checks.clean import Clean, Data, Steps, cleans, put, subject_of


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken filing: where a finding must stand (its path begins so), and what was done.

    `others` are filings it is checked together with; `more` are further places with a finding each.
    """

    data: Data
    where: Steps = ()
    what: str = ""
    more: tuple[tuple[Steps, str], ...] = ()
    outline: Outline | None = None
    others: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the clean filing made another: the finding stands at `where`, at the value itself unless told.

    Changes of different rows and texts are made in one filing, sixteen at a time: rules look at each by itself.
    """

    path: Steps
    value: object
    what: str = ""
    where: Steps | None = None

    @property
    def place(self) -> Steps:
        """Where the finding must stand."""
        return self.path if self.where is None else self.where


Make: TypeAlias = Callable[[Clean], Iterator["Mutant | Change"]]
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of defect and the rule that must find it; `implies` are rules that must speak too, with the reason."""

    name: str
    rule: str
    make: Make
    implies: Mapping[str, str] = field(default_factory=dict)


DEFECTS: list[Defect] = []
HARMLESS: list[Defect] = []
"""Edits that break nothing; `rule` is empty."""


def defect(rule: str, name: str, **implies: str) -> Callable[[Make], Make]:
    """Registers a defect."""

    def registered(make: Make) -> Make:
        DEFECTS.append(Defect(name, rule, make, implies))
        return make

    return registered


def harmless(name: str) -> Callable[[Make], Make]:
    """Registers an edit after which every filing is as clean as before."""

    def registered(make: Make) -> Make:
        HARMLESS.append(Defect(name, "", make))
        return make

    return registered


@dataclass(slots=True)
class Score:
    """What became of the defects of one rule. `wrong` counts findings of rules that were not asked, by code."""

    injected: int = 0
    found: int = 0
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of defects that were found."""
        return self.found / self.injected

    @property
    def precision(self) -> float:
        """The share of errors and warnings that are about the defect."""
        said = self.right + self.wrong.total()
        return self.right / said if said else 1.0


Said: TypeAlias = tuple[str, Finding]


_ACROSS = {rule.code for rule in RULES.values() if rule.across}
_COMPARING = [rule for rule in RULES.values() if rule.across or _ACROSS & {*rule.supersedes}]
"""The rules that compare filings, and those that take their findings' place."""


def _said(subject: Subject, others: tuple[Subject, ...], rules: Sequence[Rule] = tuple(RULES.values())) -> list[Said]:
    found = run(subject, rules)
    if others:
        alone = [*(run(one, _COMPARING) for one in others), found]
        together = run_together((*others, subject), _COMPARING)
        found = [*found, *(one for its, said in zip(alone, together, strict=True) for one in said if one not in its)]
    return [(rule.code, finding) for rule, finding in found]


@cache
def _known(layout: str) -> Counter[str]:
    (clean,) = (one for one in cleans() if one.layout == layout)
    return Counter(code for code, _ in _said(clean.subject, ()))


@cache
def _with_those_above(code: str) -> tuple[Rule, ...]:
    """A rule and those that may take its findings' place."""
    found, before = {code}, 0
    while len(found) > before:
        before = len(found)
        found |= {rule.code for rule in RULES.values() if found & {*rule.supersedes}}
    return tuple(rule for rule in RULES.values() if rule.code in found)


def new_findings(clean: Clean, mutant: Mutant, rules: Sequence[Rule] = tuple(RULES.values())) -> list[Said]:
    """What the rules say of a broken filing and do not say of the clean one."""
    subject = subject_of(clean, mutant.data, mutant.outline)
    known = _known(clean.layout).copy()
    fresh: list[Said] = []
    for code, finding in _said(subject, mutant.others, rules):
        if RULES[code].severity is Severity.INFO and known[code]:
            known[code] -= 1
        else:
            fresh.append((code, finding))
    return fresh


def _owner(path: Steps) -> Steps:
    """The row or text a value belongs to."""
    if path[0] == OVERALL:
        return path[:2]
    return path[:4] if INDICATORS in path[:3] else path[:3]


def made(one: Defect, clean: Clean) -> Iterator[Mutant]:
    """The filings a defect makes of a clean one."""
    changes: list[Change] = []
    for item in one.make(clean):
        if isinstance(item, Mutant):
            yield item
        else:
            changes.append(item)
    while changes:
        batch: dict[Steps, Change] = {}
        for change in changes:
            if len(batch) < AT_ONCE:
                batch.setdefault(_owner(change.path), change)
        taken = [*batch.values()]
        changes = [change for change in changes if change not in taken]
        data = clean.data
        for change in taken:
            data = put(data, change.path, change.value)
        yield Mutant(data, taken[0].place, taken[0].what, tuple((change.place, change.what) for change in taken[1:]))


def measured(defects: list[Defect], most: int | None = None) -> dict[str, Score]:
    """The scores of some defects by rule, in the order of the rules; at `most` so many mutants of each in a filing, from all over it.

    Then each is looked for by the rule that must find it, and all rules are asked of every second.
    """
    scores: dict[str, Score] = {}
    for one in defects:
        score = scores.setdefault(one.rule, Score())
        for clean in cleans():
            mutants = [*made(one, clean)]
            step = max(1, -(-len(mutants) // most)) if most else 1
            for number, mutant in enumerate(mutants[::step]):
                _count(score, one, clean, mutant, whole=most is None or not one.rule or number % 2 == 0)
    return {code: scores[code] for code in ("", *RULES) if code in scores}


def _meet(path: Steps, where: Steps) -> bool:
    """Whether one of two places is within the other."""
    shared = min(len(path), len(where))
    return path[:shared] == where[:shared]


def _count(score: Score, one: Defect, clean: Clean, mutant: Mutant, *, whole: bool) -> None:
    """Add what became of a mutant; what is said of it besides is counted where the `whole` of the rules are asked."""
    findings = new_findings(clean, mutant) if whole else new_findings(clean, mutant, _with_those_above(one.rule))
    label = f"{clean.layout} {one.name}"
    for where, what in ((mutant.where, mutant.what), *mutant.more):
        score.injected += 1
        if any(code == one.rule and finding.path[: len(where)] == where for code, finding in findings):
            score.found += 1
        else:
            score.missed.append(f"{label} {'/'.join(map(str, where))} {what}")
    for code, finding in findings if whole else ():
        if RULES[code].severity is Severity.INFO:
            continue
        places = (mutant.where, *(where for where, _ in mutant.more))
        if code in one.implies or (code == one.rule and any(_meet(finding.path, where) for where in places)):
            score.right += 1
        else:
            score.wrong[code] += 1
            place = "/".join(map(str, finding.path))
            score.false.append(f"{label} {mutant.what} → {code} {place}“{finding.quoted}”{finding.message}")


def report(scores: Mapping[str, Score]) -> str:
    """The table: a line for each rule."""
    lines = [f"{'rule':6}{'injected':>9}{'found':>7}{'recall':>8}{'precision':>11}  other findings"]
    for code, score in scores.items():
        wrong = "  ".join(f"{other}×{count}" for other, count in sorted(score.wrong.items()))
        lines.append(
            f"{code:6}{score.injected:9}{score.found:7}{score.recall:8.3f}{score.precision:11.3f}  {wrong}".rstrip()
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, then every defect that was missed and every finding beside the mark."""
    import tests.checks.all_defects as book

    scores = book.measured(book.DEFECTS)
    near = book.measured(book.HARMLESS)[""]
    out = [report(scores), f"\nharmless edits: {near.injected}, errors and warnings: {near.wrong.total()}"]
    for code, score in (*scores.items(), ("harmless", near)):
        out += [f"{code} missed: {one}" for one in score.missed if code != "harmless"]
        out += [f"{code} beside: {one}" for one in score.false]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
