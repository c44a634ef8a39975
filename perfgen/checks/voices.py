"""What one text of a project says otherwise than all others of it: a goal with 150批次 where the table and 资金用途 have 180批次.

A project speaks with several voices: its table, 资金用途, its goals, its passage of the narrative. A value that two of them say of
one thing is taken for true. A voice that does not say it, and says another of the same measure of the same thing that
nobody else says, made a slip. Nothing has to be called by its name for that: two characters that go together are enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.slips import slip
from perfgen.checks.subject import Subject
from perfgen.checks.voiced import (
    DATE,
    GOALS,
    OVERVIEW,
    OWN_MEASURES,
    PASSAGE,
    PER,
    PURPOSE,
    TABLE,
    VoicedValue,
    in_text,
    of_table,
)
from perfgen.filing.labels import TASKS

_MOST = 400
"""So many values of a filing's texts are held against each other; those of the samples have a hundred."""


class OddOne(NamedTuple):
    """What one text says, and what the others say instead: as written there, and where."""

    one: VoicedValue
    others: tuple[VoicedValue, ...]


def odd_ones(subject: Subject, reading: NarrativeReading) -> Iterator[OddOne]:
    """The values of a project's texts that its other voices have otherwise, in order."""
    left = _MOST
    narrated = _narrated(subject, reading)
    by_project: dict[str, dict[int, list[VoicedValue]]] = defaultdict(dict)
    for number, placed in enumerate(subject.projects):
        purpose, *goals = placed.aims
        said = [
            *of_table(placed.rows),
            *in_text(subject, PURPOSE, *purpose),
            *(one for goal in goals for one in in_text(subject, GOALS, *goal)),
            *narrated[number],
        ]
        if placed.project.overview:
            said += in_text(subject, OVERVIEW, placed.at("工作活动概况"), placed.project.overview)
        left -= len(said)
        if left < 0:
            return
        yield from _odd(said)
        for one in said:
            by_project[one.measure].setdefault(number, []).append(one)
    yield from _odd_of_all(narrated[None], by_project)
    if not subject.projects and subject.filing.tasks:
        tasks = (((TASKS, at, "主要内容"), task.content) for at, task in enumerate(subject.filing.tasks))
        whole = [*of_table(subject.overall_rows), *narrated[None][:_MOST]]
        yield from _odd([*whole, *(one for task in tasks for one in in_text(subject, TASKS, *task))][:_MOST])


def _odd_of_all(
    said: Sequence[VoicedValue], by_project: Mapping[str, Mapping[int, Sequence[VoicedValue]]]
) -> Iterator[OddOne]:
    """What the text of the whole says of a measure that a single project has, and that project otherwise: 22000亩次 for 20000亩次."""
    several = Counter(one.measure for one in said)
    for one in said[:_MOST]:
        owners = by_project.get(one.measure, {}) if one.measure not in OWN_MEASURES else {}
        if len(owners) > 1:  # of several that have it, the one that speaks of the same thing
            owners = {whose: its for whose, its in owners.items() if _shared(one, its) >= _SURELY}
        if len(owners) != 1:
            continue
        (alike,) = owners.values()
        rivals = sum(its.measure == one.measure and _shared(its, alike) > 0 for its in said[:_MOST])
        if (several[one.measure] == 1 or rivals == 1) and not any(_agree(one, its) for its in alike):
            yield from (odd for odd in _odd_of(one.measure, [one, *alike]) if odd.one is one)


def _narrated(subject: Subject, reading: NarrativeReading) -> Mapping[int | None, list[VoicedValue]]:
    found: dict[int | None, list[VoicedValue]] = defaultdict(list)
    for path, text in subject.narratives():
        for one in in_text(subject, PASSAGE, path, text):
            found[reading.owner(path, one.start)].append(one)
    return found


def _odd(said: Sequence[VoicedValue]) -> Iterator[OddOne]:
    by_measure: dict[str, list[VoicedValue]] = defaultdict(list)
    for one in said:
        by_measure[one.measure].append(one)
    for measure, alike in by_measure.items():
        if measure in _DISTINCT and (odd := _only_two(alike)):
            yield odd
        elif len({one.voice for one in alike}) > (1 if measure.startswith(PER) or measure in _LEAST_SHARED else _TWO):
            yield from _odd_of(measure, alike)


_DISTINCT = frozenset(
    (
        "人次",
        "场次",
        "批次",
        "批",
        "件次",
        "户次",
        "场",
        "期",
        "课时",
        "亩",
        "平方米",
        "个村",
        "个乡镇",
        "个镇",
        "个社区",
        "个班",
    )
)
"""Measures of which a project has one thing as a rule, so that the table and the texts mean it."""


def _only_two(alike: Sequence[VoicedValue]) -> OddOne | None:
    """The value of the only text that says one, where the table has another and one may be the other mistyped."""
    table = [one for one in alike if one.voice == TABLE]
    if len({one.value for one in table}) != 1:
        return None
    right = table[0].value
    odd = [one for one in alike if one.value != right]
    if len(odd) != 1 or any(one.voice == odd[0].voice for one in alike if one is not odd[0]):
        return None
    others = [one for one in alike if one.value == right]
    alone = all(one.voice == TABLE for one in others)
    told = alone or len(odd[0].words) <= _TWO or _shared(odd[0], others) > 0
    return OddOne(odd[0], (table[0],)) if told and _is_near(odd[0], table[0]) else None


_TWO = 2
_SURELY = 3
"""So many pairs of characters in common make it sure that a value of the whole is one of a project."""
_LEAST_SHARED = dict.fromkeys(("小时", "分钟", "工作日", "日", "个月", "年"), 2)
"""So many pairs of characters must be shared where a project has several terms: 24小时 for this, 12小时 for that."""


def _odd_of(measure: str, alike: Sequence[VoicedValue]) -> Iterator[OddOne]:
    """Of values of one measure those that stand alone, each with the one value that two others have of its thing."""
    alike = alike[:_MOST_ALIKE]
    priced = measure.startswith(PER)
    found: dict[tuple[str, VoicedValue], OddOne] = {}
    for one in alike:
        alone = not any(_agree(one, its) for its in alike if its.voice != one.voice)
        if not alone or (one.voice == TABLE and not priced) or _is_sum(one, alike):
            continue
        others = _meant(one, alike, priced=priced)
        mine = [its for its in alike if its.voice == one.voice]
        if not others or (measure != DATE and _are_parts(mine, one, others[0])):
            continue
        # Of two that could be the slip, the one that shares more words with the value is.
        rival = found.get((one.voice, others[0]))
        if rival is None or _shared(one, others) > _shared(rival.one, others):
            found[one.voice, others[0]] = OddOne(one, others)
    yield from found.values()


def _is_sum(one: VoicedValue, alike: Sequence[VoicedValue]) -> bool:
    """Whether a value is what two rows of the table come to: 调解3100件 of 口头1500件 and 书面1600件."""
    rows = [its.value for its in alike if its.voice == TABLE]
    few = len(one.value) != 1 or one.value[0] < _SEVERAL or one.measure in OWN_MEASURES
    return not few and any(sum((*first, *second)) == one.value[0] for first, second in combinations(rows, 2))


_MOST_ALIKE, _SEVERAL = 40, 10


def _meant(one: VoicedValue, alike: Sequence[VoicedValue], *, priced: bool) -> tuple[VoicedValue, ...]:
    """The values that agree with one another and that one should agree with; none where nothing or several could be meant.

    A price in the table is one to hold against a single other where there are but these two.
    """
    few = len({its.value for its in alike}) == _TWO
    enough = 1 if few and (one.voice == TABLE or one.measure in _LEAST_SHARED) else _TWO
    meant: list[tuple[int, tuple[VoicedValue, ...]]] = []
    for at, other in enumerate(alike):
        if any(_agree(its, other) for its in alike[:at]):
            continue
        same = tuple(its for its in alike if _agree(its, other))
        voices = {its.voice for its in same}
        shared = _shared(one, same) + (one.voice == TABLE)
        sure = one.voice == OVERVIEW and len(voices) > _TWO and shared >= _SURELY
        if not (priced or sure or _is_near(one, other)):
            continue
        least = _LEAST_SHARED.get(one.measure, 1) + (len(voices) < _TWO and one.voice != TABLE)
        again = one.voice in voices  # the text says the value elsewhere, and this beside it
        if not (again and priced) and len(voices) >= enough + again and shared >= least:
            meant.append((shared, same))
    meant.sort(key=lambda its: -its[0])
    return meant[0][1] if meant and (len(meant) == 1 or meant[0][0] > meant[1][0]) else ()


def _shared(one: VoicedValue, others: Iterable[VoicedValue]) -> int:
    return max(len(one.words & its.words) for its in others)


def _is_near(one: VoicedValue, other: VoicedValue) -> bool:
    """Whether a number may be another mistyped: no more than twice as much or half, or with a point or nought too many."""
    if one.measure in OWN_MEASURES:
        return True
    first, second = Decimal(one.value[0]), Decimal(other.value[0])
    return min(first, second) * 2 >= max(first, second) or bool(slip(first, second))


def _are_parts(mine: Iterable[VoicedValue], one: VoicedValue, whole: VoicedValue) -> bool:
    """Whether a voice parts what the others say as one (4期 and 2期 of 6期), or adds up what they part."""
    values = [its.value[0] for its in mine]
    return sum(values) == whole.value[0] or (sum(values) - one.value[0] == one.value[0] and len(values) > 1)


def _agree(one: VoicedValue, other: VoicedValue) -> bool:
    """Whether two values of one measure can be meant as one: months without a day agree with each day of theirs."""
    if one.measure != DATE:
        return one.value == other.value
    month, day = one.value
    its_month, its_day = other.value
    return month == its_month and (not day or not its_day or day == its_day)
