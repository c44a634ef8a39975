"""What became of the findings of a filing in its next submission: put right, still there, or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import Enum

from perfgen.checking import Review, key_of
from perfgen.checking.run import Found
from perfgen.comparing import Comparison


class FindingFate(str, Enum):
    """What became of a finding."""

    LEFT = "未改"
    NEW = "新增"
    MENDED = "已改"


@dataclass(frozen=True, slots=True)
class FindingFates:
    """The findings of two submissions of one filing.

    `mended` are those of the earlier one that are no longer there, `left` those that still are, as the later one has them,
    `new` those that only the later one has. Each is in the order of its filing.
    """

    mended: tuple[Found, ...] = ()
    left: tuple[Found, ...] = ()
    new: tuple[Found, ...] = ()

    def of(self, fate: FindingFate) -> tuple[Found, ...]:
        """The findings that something became of."""
        return {FindingFate.LEFT: self.left, FindingFate.NEW: self.new, FindingFate.MENDED: self.mended}[fate]

    def without(self, unsure: Callable[[Found], bool]) -> FindingFates:
        """The same, without those called put right of which that is `unsure`: they are left as they were."""
        unknown = tuple(one for one in self.mended if unsure(one))
        return FindingFates(tuple(one for one in self.mended if one not in unknown), (*self.left, *unknown), self.new)


Submission = tuple[Review, Iterable[Found]]
"""A filing that was checked, and those of its findings that count."""


def fates(before: Submission, after: Submission, comparison: Comparison | None = None) -> FindingFates:
    """What became of the findings of the earlier submission in the later one.

    A finding is the same one where the same rule finds it in the same place: that which `comparison` knows to be the same
    row, project or item, though it has moved or has another name; else the one of the same names. What is wrong there may
    be written otherwise by now. In the texts of a filing, which hold many findings of a rule, the words at fault count too.
    """
    (earlier, old), (later, new) = before, after
    left_over = list(old)
    partners: dict[int, int] = {}
    fresh = list(new)

    def place(found: Found) -> Hashable:
        path = found.finding.path
        return comparison.before_of(path) if comparison is not None else path

    passes: tuple[tuple[Callable[[Found], Hashable], Callable[[Found], Hashable]], ...] = (
        (lambda one: _exact(one, one.finding.path), lambda one: _exact(one, place(one))),
        (lambda one: key_of(earlier, one), lambda one: key_of(later, one)),
        (lambda one: _roughly(one, one.finding.path), lambda one: _roughly(one, place(one))),
    )
    gone: set[int] = set()
    for of_old, of_new in passes:
        there: dict[Hashable, list[int]] = defaultdict(list)
        for number, one in enumerate(left_over):
            key = of_old(one)
            if number not in gone and key is not None:
                there[key].append(number)
        for number, one in enumerate(fresh):
            key = None if number in partners else of_new(one)
            if key is not None and there.get(key):
                partners[number] = there[key].pop(0)
                gone.add(partners[number])
    return FindingFates(
        tuple(one for number, one in enumerate(left_over) if number not in gone),
        tuple(one for number, one in enumerate(fresh) if number in partners),
        tuple(one for number, one in enumerate(fresh) if number not in partners),
    )


def _exact(found: Found, path: Hashable) -> Hashable | None:
    return None if path is None else (found.rule.code, path, found.finding.place, found.finding.quoted)


def _roughly(found: Found, path: Hashable) -> Hashable | None:
    """The rule and the place; None in a running text, where the same rule may find another thing.

    What texts say against the tables (XRF) is the same, whatever number is wrong there now.
    """
    in_text = found.finding.at is not None and not found.rule.code.startswith("XRF")
    return None if path is None or in_text or found.finding.place else (found.rule.code, path)
