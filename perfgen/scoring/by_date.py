"""Points for dates: by the last day that the target covers, or so much less for each day or month after it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.scoring import dates
from perfgen.scoring.entry import ScoreEntry
from perfgen.scoring.exact import earned, equals, rounded
from perfgen.scoring.rules import Late
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.wanted import ByDate

IN_TIME = {
    *(
        "按时完成",
        "按期完成",
        "如期完成",
        "及时完成",
        "提前完成",
        "按时",
        "按期",
        "及时",
        "已及时完成",
        "如期",
        "已按时完成",
        "已按期完成",
    ),
    *("全部按时完成", "按计划完成", "按时限完成", "按规定时间完成", "均按时完成"),
}
"""What says that a date was kept without saying when."""
_NOT_DONE = {"未完成", "没有完成", "尚未完成", "未开展", "未实施", "未启动", "未动工", "未开工", "未竣工", "未验收"}


def score(wanted: ByDate, entry: ScoreEntry) -> Scored:
    """When something was done against when it was to be done."""
    text, both = entry.cleaned, f"目标 {entry.aim}，实际 {entry.done}"
    if text in IN_TIME:
        return entry.full(both)
    if text in _NOT_DONE:
        return entry.nothing(both)
    done = dates.read(text)
    if done is None:
        return entry.incomparable("目标是日期，实际没有写哪一天，请写完成的年月日，如 2023年11月20日")
    # Neither says a year and nobody else does: then both mean the same one.
    year = entry.year or wanted.date.year or (None if done.year else 2000)
    deadline, span = wanted.date.span(year), done.span(wanted.date.year or year)
    if deadline is None or span is None:
        return entry.incomparable("目标没有写年份，看不出晚没晚，请写上年度")
    scored = _held(deadline[1], span, entry)
    if done.before and scored.met:
        scored = scored.telling(Matter.ASSUMED, f"实际只写了“{entry.done}”，没有写哪一天")
    if wanted.date.by_month and scored.met is not None:
        return scored.telling(Matter.ASSUMED, f"“{entry.aim}”按当月月底以前算")
    return scored


def _held(deadline: date, span: tuple[date, date], entry: ScoreEntry) -> Scored:
    """What was done on a day of `span`, which may be several."""
    unclear = f"只写“{entry.done}”看不出比 {entry.aim} 早还是晚、晚多少，请写到日"
    if span[1] <= deadline:
        return entry.full(f"实际 {entry.done}，不晚于目标 {entry.aim}")
    if span[0] <= deadline:
        return entry.incomparable(unclear)
    both, late = f"目标 {entry.aim}，实际 {entry.done}", entry.rules.late
    if late is None:
        return entry.nothing(f"{both}，晚了")
    (least, share), (_, other) = (_less(late, deadline, done) for done in span)
    if share != other:
        return entry.incomparable(unclear)
    less = f"{decimal_text(late.less)}%"
    both += f"，晚了 {least} {_COUNTED[late.every]}{'' if share else '以上'}，每晚{_EACH[late.every]}扣 {less}"
    if not share:
        return entry.nothing(f"{both}，扣完")
    points = earned(share, entry.weight, entry.rules.decimals)
    how = (
        f"{both}：{decimal_text(entry.weight)}×（1－{least}×{less}）{equals(share * Fraction(entry.weight), points)}分"
    )
    return Scored(points, entry.weight, how, rounded(share * 100, 2), met=False)


_EACH = {"日": "一天", "月": "一个月（不足一个月算一个月）"}
_COUNTED = {"日": "天", "月": "个月"}


def _less(late: Late, deadline: date, done: date) -> tuple[int, Fraction]:
    """How late that is, and the share of 分值 that is left."""
    count = {"日": dates.days_late, "月": dates.months_late}[late.every](deadline, done)
    return count, max(1 - count * Fraction(late.less) / 100, Fraction(0))
