"""The filings of two submissions, matched by unit and year: what became of the findings, and what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path

from perfgen.checking import (
    Checked,
    Found,
    Review,
    Wanted,
    check_filings,
    gather,
    is_read,
    key_of,
    recalling,
    unsure,
    whose,
)
from perfgen.checking.finding_key import FindingKey
from perfgen.checks import Example, Finding, Rule, Tag
from perfgen.comparing.wording import Saying, is_of_substance
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.rounds.beside import found_beside
from perfgen.rounds.findings import FindingFates, fates
from perfgen.shown import near
from perfgen.units import paired, same
from perfgen.versions import Compared, Version, side_by_side, version_of


class RoundState(Enum):
    """How a department's second submission stands to its first, the worst first."""

    MISSING = "没有再交"
    UNREADABLE = "读不出"
    OPEN = "没有改完"
    NEW = "第一次没有交"
    DONE = "合格"


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """One department's filing in both submissions; None on a side that it is not on.

    Where one of both cannot be read, there is nothing to compare: `compared` is None, and everything found in the later one
    is new.
    """

    before: Checked | None
    after: Checked | None
    findings: FindingFates
    compared: Compared | None = None

    @property
    def name(self) -> str:
        """部门名称 and 年度, as the later one says them; the file's name where neither does."""
        several = [one for one in (self.after, self.before) if one is not None]
        return next((one.name for one in several if one.name), several[0].path.name)

    @property
    def state(self) -> RoundState:
        """How it stands."""
        if self.after is None:
            return RoundState.MISSING
        if not is_read(self.after):
            return RoundState.UNREADABLE
        if self.before is None:
            return RoundState.NEW
        return RoundState.OPEN if self.findings.left or self.findings.new else RoundState.DONE

    @property
    def money(self) -> tuple[Decimal | None, Decimal | None]:
        """预算数合计 before and after in 万元, None where it is not known."""
        return _money(self.before), _money(self.after)

    @property
    def projects(self) -> tuple[int | None, int | None]:
        """How many projects there were, and there are; None where it is not known."""
        return _projects(self.before), _projects(self.after)

    @property
    def substance(self) -> tuple[Saying, ...]:
        """What was changed of amounts, projects, indicators and their values."""
        said = self.compared.said if self.compared else ()
        return tuple(one for one in said if is_of_substance(one))

    @property
    def wording(self) -> int:
        """How much else was changed."""
        return len(self.compared.said) - len(self.substance) if self.compared else 0


@dataclass(frozen=True, slots=True)
class Rounds:
    """Every filing of two submissions: those in the worst state first, within it in the order of the later submission.

    `prints` is how many documents were passed over because they are made of the others.
    """

    filings: tuple[Resubmitted, ...]
    prints: int = 0

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do for anybody: all handed in again, readable, without errors or reminders."""
        return all(
            one.state is RoundState.DONE or (one.state is RoundState.NEW and not one.findings.new)
            for one in self.filings
        )

    @property
    def counts(self) -> dict[RoundState, int]:
        """How many filings are in each state."""
        states = [one.state for one in self.filings]
        return {state: states.count(state) for state in RoundState}


class NothingHandedInError(PerfgenError):
    """There is no filing on one side."""


def resubmitted(before: Sequence[Path], after: Sequence[Path], wanted: Wanted | None = None) -> Rounds:
    """Check both submissions and tell what became of what was found. Nothing is written.

    What counts as a filing, and what is found in it, is as `perfgen check` has it. Raises NothingHandedInError where one side
    has no filing, PerfgenError for settings that are not right; a filing that cannot be read is told with the others.
    """
    prints, sides = 0, []
    for paths in (before, after):
        gathered = gather(paths)
        if not gathered.filings:
            hint = "给出放着各部门绩效文本的文件夹，第一次的在前，第二次的在后"
            raise NothingHandedInError(Diagnostic("CMP01", f"“{paths[0]}”里没有绩效文本", hint=hint))
        checked = check_filings(gathered, wanted or Wanted(use_baseline=False), recalling(paths))
        prints += checked.prints
        sides.append(checked.filings)
    later = [whose(one) for one in sides[1]]
    filings = [
        _both(before, after)
        for before, after in paired(sides[0], sides[1], whose)
        # Of a unit that handed in twice and then once, it is no matter that the other is gone.
        if after is not None or before is None or not any(same(whose(before), one) for one in later)
    ]
    order = list(RoundState)
    return Rounds(tuple(sorted(_beside_absent(filings), key=lambda one: order.index(one.state))), prints)


def _beside_absent(filings: Sequence[Resubmitted]) -> Sequence[Resubmitted]:
    """The filings; what was not found because the other filing is not there, or cannot be compared, was not put right."""
    across = {found.rule.code: found.rule for one in filings for found in one.findings.mended if found.rule.across}
    if not across:
        return filings
    still = found_beside([(one.before, one.after) for one in filings], across.values())
    return [
        replace(one, findings=_kept(one.findings, _review(one.before), keys)) if one.before and keys else one
        for one, keys in zip(filings, still, strict=True)
    ]


def _kept(findings: FindingFates, before: Review, still: frozenset[FindingKey]) -> FindingFates:
    return findings.without(lambda one: bool(one.rule.across) and key_of(before, one) in still)


def _both(before: Checked | None, after: Checked | None) -> Resubmitted:
    old, new = _counted(before), _counted(after)
    if before is None or after is None or not is_read(before) or not is_read(after):
        # What can no longer be read has nothing put right in it.
        gone = () if after is None or not is_read(after) else old
        return Resubmitted(before, after, FindingFates(mended=gone, new=new))
    one, other = _version(before), _version(after)
    if one and other:
        one, other = _of_one_unit(one, other, before), _of_one_unit(other, one, after)
    compared = side_by_side(one, other) if one and other else None
    comparison = compared.comparison if compared else None
    found = fates((_review(before), old), (_review(after), new), comparison)
    is_unsure = unsure([after])
    found = found.without(lambda one: is_unsure(key_of(_review(before), one)))
    return Resubmitted(before, after, found, compared)


def _counted(one: Checked | None) -> tuple[Found, ...]:
    """The errors and reminders; of a filing that could be read also those that no rule found."""
    found = [*map(_as_found, one.said if is_read(one) else ()), *one.found] if one else []
    return tuple(each for each in found if each.diagnostic.severity is not Severity.INFO)


def _as_found(said: Diagnostic) -> Found:
    """What was said of a filing when it was read, as a finding that is known by its words."""
    rule = Rule(said.code, said.severity, said.message, "", Example(), "", Tag.OTHER)
    return Found(rule, Finding((), said.message, said.hint, said.message, place="整份"), said)


def _review(one: Checked) -> Review:
    return one.review or Review(one.path, None)


def _version(one: Checked) -> Version | None:
    """A filing as it is compared; None for one of which more could not be read than whose it is."""
    loaded = _review(one).loaded
    filled = loaded.saved.filled if loaded and loaded.saved else ()
    return (
        None
        if loaded is None or any(steps[0] not in _WHOSE for steps in filled)
        else version_of(loaded, near(one.path))
    )


_WHOSE = ("部门", "年度")


def _of_one_unit(version: Version, other: Version, one: Checked) -> Version:
    """A version as it is; one that does not say whose it is, as if it said what the other does."""
    loaded = _review(one).loaded
    if loaded is None or loaded.saved is None:
        return version
    whose_it_is = {"department": other.filing.department, "year": other.filing.year}
    return replace(version, filing=version.filing.model_copy(update=whose_it_is))


def _money(one: Checked | None) -> Decimal | None:
    loaded = _review(one).loaded if one else None
    return loaded.money if loaded else None


def _projects(one: Checked | None) -> int | None:
    loaded = _review(one).loaded if one else None
    return len(loaded.subject.filing.projects) if loaded else None
