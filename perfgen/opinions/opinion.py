"""What a bureau says of a department's filing, round by round: what was found, and what its reviewer adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from perfgen.checking.doubt import Unsure, never
from perfgen.checking.finding_key import FindingKey
from perfgen.units import Unit


class OpinionState(str, Enum):
    """How an opinion stands in a submission."""

    NEW = "新提出"
    LEFT = "未改"
    MENDED = "已改"


class Decision(str, Enum):
    """What a reviewer decides."""

    AGREED = "同意"
    SENT_BACK = "退回"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One thing to be put right.

    `key` is what the finding is known by, None for a remark of the reviewer's own.
    `where` is the place in the form's words, `problem` what is wrong, `hint` how to mend it. `first` is the round it was told
    in first. `decision`, `remark` (审核意见) and `answer` (部门答复) are what people wrote, kept as they wrote it;
    `more` is what they wrote in columns of their own, by their heads.
    """

    where: str
    problem: str
    hint: str = ""
    severity: str = ""
    key: FindingKey | None = None
    first: int = 1
    decision: str = ""
    remark: str = ""
    answer: str = ""
    state: str = OpinionState.NEW.value
    more: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: not put right, and not agreed to as it is."""
        return self.state != OpinionState.MENDED.value and self.decision != Decision.AGREED.value


@dataclass(frozen=True, slots=True)
class UnitOpinions:
    """All that is said of one department's filing, up to a round.

    `content` is the fingerprint of the filing that it was said of (`fingerprint`); `decision` is what the bureau decides of the
    whole, 退回 or 同意, empty where it has not. `letters` are the Word files that were made of it, by name, each with the fingerprint
    of what it says (`perfgen.opinions.elsewhere`). It is `closed` where the round was closed with that filing, and
    `settled` where the last letter said that nothing is left to do.
    """

    unit: Unit
    rows: tuple[Opinion, ...]
    round: int = 1
    decision: str = ""
    content: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    settled: bool = False

    @property
    def open(self) -> tuple[Opinion, ...]:
        """What is still to be done."""
        return tuple(one for one in self.rows if one.is_open)

    def count(self, state: OpinionState) -> int:
        """How many stand so; what was agreed to as it is is neither new nor left."""
        return sum(one.state == state.value and (one.is_open or state is OpinionState.MENDED) for one in self.rows)

    @property
    def sent_back(self) -> bool:
        """Whether the filing was sent back: as a whole, or for one of the opinions that are open."""
        return self.decision == Decision.SENT_BACK.value or any(
            one.decision == Decision.SENT_BACK.value for one in self.open
        )


class Submission(NamedTuple):
    """What came of a department: whose it is, what was found in it, its fingerprint, and whether all of it could be read.

    `unsure` tells of what was found before whether it may still be there, though it was not found.
    """

    unit: Unit
    found: Sequence[Opinion]
    content: str
    is_read: bool = True
    unsure: Unsure = never


def merged(before: UnitOpinions | None, came: Submission, round_: int, *, closes: bool = False) -> UnitOpinions:
    """The opinions of a round: what was found now, with what people wrote of it before, and what was put right since.

    A finding is that of before where its key is the same, else where its rule and place are. Remarks of the reviewer's own
    stay as they are. Nothing that anybody wrote is lost. In the order of before, what is new last. Where the same submission
    is looked at again in the same round, nothing of what was found is called 未改, unless that `closes` the round; nor where it is
    what the round before was closed with. In what cannot be read nothing was put right.
    """
    old = list(before.rows) if before else []
    fresh = list(came.found)
    partners = _partners(old, fresh)
    alike = before is not None and before.content == came.content
    within = before is not None and before.round == round_
    closed = before is not None and before.closed and alike
    again = (closed and within) if closes else (closed or (alike and within))
    rows = [
        _own(one, asked=one.first < round_ or (closes and not again))
        if one.key is None
        else _later(
            one,
            fresh[partners[number]] if number in partners else None,
            again=again,
            read=came.is_read and not came.unsure(one.key),
        )
        for number, one in enumerate(old)
    ]
    taken = set(partners.values())
    rows += [replace(one, first=round_) for number, one in enumerate(fresh) if number not in taken]
    decision = before.decision if before and alike and within else ""
    letters, settled = (before.letters, before.settled) if before else ((), False)
    closed = closes or (closed and within)
    return UnitOpinions(came.unit, tuple(rows), round_, decision, came.content, letters, closed, settled)


def _partners(old: Sequence[Opinion], fresh: Sequence[Opinion]) -> dict[int, int]:
    """Which of the old opinions is which of those found now, by their numbers."""
    partners: dict[int, int] = {}
    for whole in (True, False):
        there: dict[tuple[str, ...], list[int]] = defaultdict(list)
        taken = set(partners.values())
        for number, one in enumerate(fresh):
            if one.key is not None and number not in taken:
                there[one.key if whole else one.key[:2]].append(number)
        for number, one in enumerate(old):
            if one.key is not None and number not in partners:
                several = there.get(one.key if whole else one.key[:2])
                if several:
                    partners[number] = several.pop(0)
    return partners


def _own(one: Opinion, *, asked: bool) -> Opinion:
    """A remark of the reviewer's own: whether it was put right the reviewer says, by 同意; until then it is not.

    It was `asked` for before this submission where it has a state from then, or the department answered.
    """
    left = asked and (one.state == OpinionState.NEW.value or (not one.state and bool(one.answer)))
    return replace(one, state=OpinionState.LEFT.value if left else one.state or OpinionState.NEW.value)


def _later(before: Opinion, now: Opinion | None, *, again: bool, read: bool) -> Opinion:
    """An opinion as it stands now; `again` where the same submission is looked at again in the same round, `read` where it could be."""
    if now is None and read:
        return replace(before, state=OpinionState.MENDED.value)
    now = before if now is None else now
    if before.state == OpinionState.MENDED.value and now is before:
        return before
    state = before.state if again and before.state != OpinionState.MENDED.value else OpinionState.LEFT.value
    return replace(
        now, first=before.first, decision=before.decision, remark=before.remark, answer=before.answer, state=state,
        more=before.more,
    )  # fmt: skip
