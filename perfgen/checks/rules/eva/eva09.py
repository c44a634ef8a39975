"""EVA09: full marks for everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfgen.checks.examples_of_outcomes import judged, piece
from perfgen.checks.outcome import OutcomeForm
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity

_LEAST_ROWS, _LEAST_PROJECTS = 5, 3


def _find(subject: Subject) -> Iterator[Finding]:
    found = [one for one in subject.outcomes if one.table and len(one.rows) >= _LEAST_ROWS]
    full = [one for one in found if _is_full(one)]
    if len(full) == len(found) >= _LEAST_PROJECTS:
        yield Finding(full[0].rows_path, f"{len(full)} 张自评表的指标全部得满分", _hint(), severity=Severity.WARNING)
        return
    for one in full:
        yield Finding(one.rows_path, f"{len(one.rows)} 个指标全部得满分", _hint())


def _hint() -> str:
    return "对照验收、台账、问卷再核一遍实际完成值；确实都完成了的，看看指标值是不是定低了"


def _is_full(outcome: OutcomeForm) -> bool:
    rows: Sequence[object] = [
        one for one in (outcome.table.rows if outcome.table else ()) if one.points is None or one.points != one.weight
    ]
    return not rows


_NAMES = ("维修教室", "维修宿舍", "维修食堂", "更换门窗", "铺设管网")


def _rows(last: str) -> str:
    counts = [judged(f"{name}数量", "≥20处", "25处") for name in _NAMES[:-1]]
    return piece(*counts, judged(f"{_NAMES[-1]}数量", "≥20处", last, "原因说明: 雨季停工"))


RULE = Rule(
    "EVA09",
    Severity.INFO,
    "指标全部得满分",
    "一张表五个以上指标全部满分，评审的人会先怀疑指标定得太低，或者实际完成值是照抄的。一份里三张以上的表张张满分，是提醒。",
    Example(_rows("26处"), _rows("18处")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
)
