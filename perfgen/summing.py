"""自评结果汇总表 from many 自评表: what each came to, as plain data by the labels of `perfgen.filing.summary`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from perfgen.filing import ProjectResults, Results
from perfgen.filing.numbers import decimal_text
from perfgen.filing.results import MONTHS, months_of
from perfgen.filing.summary import AS_A_WHOLE
from perfgen.loading import Prepared
from perfgen.scoring.sheets import ScoreSheet, sheets
from perfgen.units import bare

_PER_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
_CENTS = Decimal("0.000001")
"""An amount in 万元 to the hundredth of a 分."""


class SummaryHead(NamedTuple):
    """Who sums up: name and code (empty where there is none); the 年度, None for that of the 自评表; 万元 or 元."""

    name: str
    code: str = ""
    year: int | None = None
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class SummedUp:
    """The data of a 自评结果汇总表, and what was passed over: documents of another year, or of less than a year, in the order they came."""

    said: Mapping[str, Any]
    taken: int
    passed: tuple[tuple[Prepared, str], ...]
    unscored: tuple[tuple[Prepared, str], ...]
    """Tables whose 总分 does not stand yet, or whose 分值 do not make 100, by the name of their project (部门整体 for those of a department)."""
    repeated: tuple[tuple[Prepared, str], ...] = ()
    """Tables about what another one before was about, likewise."""


def summed_up(documents: Iterable[Prepared], head: SummaryHead, layout: str) -> SummedUp:
    """Sum up those of some documents that are 自评表: by department, as a whole first, then its projects in their order.

    Without a year it is the newest of them. Money is in the head's unit, points as the layout of each 自评表 scores. Of two 自评表
    about one thing both are taken: which counts is for people to say.
    """
    judged = [one for one in documents if _results(one) and one.layout.scores]
    years = [one.filing.year for one in judged if not _why_not(one, one.filing.year)]
    year = head.year or max(years, default=0)
    why = [_why_not(one, year) for one in judged]
    ours = [one for one, not_so in zip(judged, why, strict=True) if not not_so]
    others = tuple((one, not_so) for one, not_so in zip(judged, why, strict=True) if not_so)
    seen: set[tuple[str, str]] = set()
    repeated: list[tuple[Prepared, str]] = []
    rows: list[tuple[tuple[str, int, int], dict[str, Any]]] = []
    unscored: list[tuple[Prepared, str]] = []
    for at, one in enumerate(ours):
        for whole, row in _rows(one, head.unit):
            rows.append(((_owner(one), 0 if whole else 1, at), row))
            about = (_owner(one), row.get("项目编码") or bare(row.get("项目名称", "")))
            if about in seen:
                repeated.append((one, row.get("项目名称", AS_A_WHOLE)))
            seen.add(about)
            if "得分" not in row:
                unscored.append((one, row.get("项目名称", AS_A_WHOLE)))
    said = {
        "版式": layout,
        "年度": str(year),
        "部门": {**({"编码": head.code} if head.code else {}), "名称": head.name},
        "金额单位": head.unit,
        "自评结果": [row for _, row in sorted(rows, key=lambda pair: pair[0])],
    }
    return SummedUp(said, len(ours), others, tuple(unscored), tuple(repeated))


def _results(one: Prepared) -> Results | None:
    document: Any = one.filing
    return document if isinstance(document, Results) else None


def _why_not(one: Prepared, year: int) -> str:
    """Why a 自评表 is none of a year; empty where it is."""
    results = _results(one)
    if results and months_of(results.period) != MONTHS:
        return f"只到 {results.period}，不是全年的"
    return "" if one.filing.year == year else f"是 {one.filing.year} 年度的"


def _owner(one: Prepared) -> str:
    return f"{one.filing.department.code}\n{one.filing.department.name}"


def _rows(one: Prepared, unit: str) -> Iterable[tuple[bool, dict[str, Any]]]:
    """The rows of a document, each with whether it is about the department as a whole."""
    results, rules = _results(one), one.layout.scores
    if results is None or rules is None:
        return
    scored = iter(sheets(results, rules))  # one for each that has indicators
    owners: list[Results | ProjectResults] = [results, *results.projects]
    for owner in owners:
        if owner.indicators:
            yield isinstance(owner, Results), _row(results, owner, next(scored), unit)


def _row(results: Results, owner: Results | ProjectResults, sheet: ScoreSheet, unit: str) -> dict[str, Any]:
    said: dict[str, Any] = {"部门名称": results.department.name, "部门编码": results.department.code}
    if isinstance(owner, ProjectResults):
        code = {"项目编码": owner.code} if owner.code else {}
        said |= {"类别": "项目", "项目名称": owner.name, **code}
    else:
        said["类别"] = AS_A_WHOLE
    if owner.money:
        said["全年预算数"] = _amount(owner.money.total.budget, results.amount_unit, unit)
        said["执行数"] = _amount(owner.money.total.spent, results.amount_unit, unit)
    whole = sheet.table.total
    if sheet.counts:
        said["得分"] = decimal_text(whole.points)
        said |= {"等级": whole.grade} if whole.grade else {}
    told = (
        ("存在问题", owner.problems or _joined(one.cause for one in owner.indicators)),
        ("改进措施", owner.measures or _joined(one.measures for one in owner.indicators)),
    )
    return said | {label: text for label, text in told if text}


def _joined(texts: Iterable[str | None]) -> str:
    """What the rows of a table say, each thing once: where nothing is said of it as a whole."""
    return "；".join(dict.fromkeys(" ".join(text.split()).rstrip("。；;") for text in texts if text))


def _amount(amount: Decimal, given: str, wanted: str) -> str:
    if given == wanted:
        return f"{amount:f}"
    return decimal_text((amount * _PER_YUAN[given] / _PER_YUAN[wanted]).quantize(_CENTS))
