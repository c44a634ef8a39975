"""What is worked out against the tables worked by hand (see RULES.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfgen.filing import Target
from perfgen.scoring.execution import execution
from perfgen.scoring.override import override
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.spread import spread
from perfgen.scoring.total import total
from tests.scoring.worked import WORKED, WorkedRow, WorkedTable

SHAPES = {
    "10+50+30+10": {},
    "10+90": {"各部分": [{"名称": "预算执行率", "分值": "10"}, {"名称": "绩效指标", "分值": "90"}]},
    "20+40+40": {
        "各部分": [
            {"名称": "预算执行率", "分值": "20"},
            {"名称": "产出指标", "分值": "40"},
            {"名称": "效益指标", "分值": "40", "一级指标": ["效益指标", "满意度指标"]},
        ]
    },
}


def rules_of(table: WorkedTable) -> ScoreRules:
    said: dict[str, Any] = {**SHAPES[table.shape]}
    if "等于" in table.rules:
        said["等于"] = table.rules["等于"]
    if "迟" in table.rules:
        every, less = table.rules["迟"]
        said["超期"] = {"每": every, "扣": f"{less}%"}
    return ScoreRules.model_validate(said)


def worked_out(table: WorkedTable, row: WorkedRow, weight: Decimal | None) -> Scored:
    rules = rules_of(table)
    rate, typed = row.more.get("比例"), row.more.get("填报")
    scored = score(
        Target.model_validate(row.target),
        row.actual,
        weight,
        rules,
        direction=row.more.get("方向"),
        rate=Decimal(rate) if rate else None,
        level2=row.level2,
        year=table.year,
    )
    return override(scored, Decimal(typed) if typed else None, row.more.get("理由"), rules)


def told(scored: Scored) -> set[str]:
    return {one.matter.value for one in scored.remarks} - {Matter.ASSUMED.value}


ROWS = [(table, row) for table in WORKED for row in table.rows]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{table.name}-{row.name}" for table, row in ROWS])
def test_a_row(table: WorkedTable, row: WorkedRow) -> None:
    scored = worked_out(table, row, row.weight)
    assert (scored.points, told(scored)) == (row.points, row.told), scored.how


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.name)
def test_the_money(table: WorkedTable) -> None:
    funds = table.funds
    scored = execution(*(Decimal(funds[name]) for name in ("预算", "执行", "分值")), rules_of(table))
    assert (scored.rate, scored.points) == (Decimal(funds["执行率"]), Decimal(funds["得分"])), scored.how
    assert told(scored) == set(funds.get("提示", ()))


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.name)
def test_the_sum_and_the_grade(table: WorkedTable) -> None:
    rules = rules_of(table)
    given = [None if table.spread else row.weight for row in table.rows]
    weights = spread([row.level1 for row in table.rows], given, rules)
    assert weights.of == tuple(row.weight for row in table.rows)
    assert weights.remarks == ()
    funds = execution(*(Decimal(table.funds[name]) for name in ("预算", "执行", "分值")), rules)
    rows = [worked_out(table, row, weight) for row, weight in zip(table.rows, weights.of, strict=True)]
    found = total([funds, *rows], rules)
    assert (found.points, found.grade, found.weight) == (table.total, table.grade, 100)
    assert found.unscored == sum(row.points is None for row in table.rows)
