"""How two submissions are said: the cells of their table, what was found and changed in each filing, and the last line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from perfgen.checking import Checked, Found
from perfgen.errors import Severity
from perfgen.rounds.findings import FindingFate
from perfgen.rounds.resubmitted import Resubmitted, Rounds, RoundState
from perfgen.shown import near

HEADS = ("部门", "状态", "已改", "未改", "新增", "第一次（万元）", "第二次（万元）", "增减", "项目", "其他改动")
"""The columns of the table."""
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}


class FindingSaid(NamedTuple):
    """A finding as it is told: what became of it, how bad it is, its rule, where it is, what is wrong and how to mend it."""

    fate: FindingFate
    severity: str
    code: str
    where: str
    message: str
    hint: str


def cells(one: Resubmitted) -> tuple[str, ...]:
    """One filing as texts under the `HEADS`."""
    before, after = one.money
    counts = [str(len(one.findings.of(fate))) for fate in (FindingFate.MENDED, FindingFate.LEFT, FindingFate.NEW)]
    unknown = one.state in (RoundState.MISSING, RoundState.UNREADABLE)
    return (
        *(one.name, one.state.value, *(["", "", ""] if unknown else counts)),
        *(money_said(before), money_said(after), growth_said(one)),
        *(_projects(one), _changes(one)),
    )


def money_said(amount: Decimal | None) -> str:
    """An amount in 万元; empty for None."""
    return "" if amount is None else f"{amount:,.2f}"


def growth(one: Resubmitted) -> Decimal | None:
    """By how many 万元 the sum of the budgets grew; None where one of both is not known."""
    before, after = one.money
    return None if before is None or after is None else after - before


def growth_said(one: Resubmitted) -> str:
    """By how much it grew, and by how many percent; empty where it did not."""
    by, (before, _) = growth(one), one.money
    if not by:
        return ""
    percent = f"（{(by * 100 / before).quantize(Decimal('0.1'), ROUND_HALF_UP):+}%）" if before else ""
    return f"{by:+,.2f}{percent}"


def _projects(one: Resubmitted) -> str:
    before, after = one.projects
    if before is None or after is None or before == after:
        return str(after if after is not None else "" if before is None else before)
    return f"{before} → {after}"


def _changes(one: Resubmitted) -> str:
    said = [f"内容 {len(one.substance)} 处"] if one.substance else []
    said += [f"文字 {one.wording} 处"] if one.wording else []
    return "，".join(said)


def findings(one: Resubmitted) -> Iterator[FindingSaid]:
    """What was found in a filing: what is still there, what is new, what was put right."""
    for fate in FindingFate:
        for found in one.findings.of(fate):
            yield _said(fate, found)


def _said(fate: FindingFate, found: Found) -> FindingSaid:
    said = found.diagnostic
    line = f"第 {said.line} 行" if said.line else ""
    where = said.place or " ".join(filter(None, (near(said.file) if said.file else "", line)))
    return FindingSaid(fate, SEVERITIES[said.severity], said.code, where, said.message, said.hint)


def why_unread(one: Resubmitted) -> str:
    """Why the later submission cannot be read, or the earlier; empty where both can."""
    several = [side for side in (one.after, one.before) if side is not None and not side.name and side.said]
    return "；".join(f"{near(side.path)}：{side.said[0].message}" for side in several)


def files(one: Resubmitted) -> tuple[str, str]:
    """Where both filings lie; empty for one that is not there."""
    return _file(one.before), _file(one.after)


def _file(one: Checked | None) -> str:
    return near(Path(one.path)) if one else ""


def summed_up(found: Rounds) -> str:
    """How many filings are in each state, and what became of the findings of all."""
    states = "，".join(f"{state.value} {count} 份" for state, count in found.counts.items() if count)
    sums = {fate: sum(len(one.findings.of(fate)) for one in found.filings) for fate in FindingFate}
    fates = "，".join(
        f"{fate.value} {sums[fate]} 处" for fate in (FindingFate.MENDED, FindingFate.LEFT, FindingFate.NEW)
    )
    return f"共 {len(found.filings)} 份：{states}。问题{fates}。"
