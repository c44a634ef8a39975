"""Opinions as workbooks, one for each department and one for all, and as letters in Word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfgen.docx.template import WordTemplate
from perfgen.layouts import shipped
from perfgen.opinions import (
    ABOUT,
    HEADS,
    ROW_MARK,
    TABLE,
    TITLE,
    Decision,
    Opinion,
    OpinionState,
    UnitOpinions,
    about_rows,
    own_heads,
    row_mark,
    table_rows,
)
from perfgen.reports.workbooks import Column, Formula, Sheet, workbook
from perfgen.shown import visible

_WIDTHS = (6, 30, 48, 40, 7, 6, 9, 9, 30, 30, 9, 20, 20, 12)
_HIDDEN = 4
"""So many columns at the end are there to be read again, and not shown."""
_OWN_WIDTH = 20
_SPARE = 10
"""Empty rows below the others, for what a reviewer adds."""
_DECISIONS = tuple(one.value for one in Decision)
_NOTES = (
    (
        "怎样填",
        "财政局在“审核”里选同意或退回，在“审核意见”里写；部门在“部门答复”里写。可以在最后加行，写位置和审核意见。",
    ),
    ("", "“结论”写 同意 或 退回，是对整份的。别的由 perfgen 填写，再运行 perfgen review 时会更新；您写的都留着。"),
)


def _columns() -> tuple[Column, ...]:
    return tuple(
        Column(head, width, _DECISIONS if head == "审核" else (), hidden=at >= len(HEADS) - _HIDDEN)
        for at, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True))
    )


def unit_workbook(one: UnitOpinions) -> bytes:
    """A department's opinions, to be written in. Raises OutputError where the extra ``report`` is not installed."""
    own = tuple(Column(head, _OWN_WIDTH) for head in own_heads(one))
    rows = [*table_rows(one), *[("",) * (len(HEADS) + len(own))] * _SPARE]
    about = (Column("项", 12), Column("内容", 60))
    return workbook(
        TITLE, [Sheet(TABLE, (*_columns(), *own), rows), Sheet(ABOUT, about, [*about_rows(one), *_NOTES])], instead=""
    )


_OF_ALL = (
    *(
        Column("单位编码", 10),
        Column("部门", 28),
        Column("轮次", 6),
        Column("结论", 8),
        Column("新提出", 8),
        Column("未改", 8),
    ),
    *(Column("已改", 8), Column("退回", 8), Column("文件", 40)),
)
_SUMMED = "EFGH"
"""The columns with sums, by their letters."""


def overall_workbook(several: Iterable[tuple[UnitOpinions, str]]) -> bytes:
    """All opinions: 部门, a row each with the sums below, and 意见. With each department the name of its own workbook.

    Raises OutputError where the extra ``report`` is not installed.
    """
    listed = list(several)
    rows = [
        (one.unit.code, one.unit.name, one.round, one.decision, *counted(one), _sent_back(one), file)
        for one, file in listed
    ]
    last = max(len(rows), 1) + 1
    sums = [
        Formula(f"=SUBTOTAL(109,{letter}2:{letter}{last})", sum(int(row[at]) for row in rows))
        for at, letter in enumerate(_SUMMED, 4)
    ]
    said = [
        (one.unit.code, one.unit.name, *row[1:10], row_mark(*map(str, row[7:10])))
        for one, _ in listed
        for row in table_rows(one)
    ]
    head = (
        *(Column("单位编码", 10), Column("部门", 28), *(Column(one.head, one.width) for one in _columns()[1:10])),
        Column(ROW_MARK, 12, hidden=True),
    )
    return workbook(
        TITLE_OF_ALL,
        [Sheet("部门", _OF_ALL, rows, ["合计", "", "", "", *sums, ""]), Sheet("意见", head, said)],
        instead="",
    )


TITLE_OF_ALL = "绩效文本审核意见汇总"


def counted(one: UnitOpinions) -> tuple[int, int, int]:
    """How many opinions are new, not put right, and put right."""
    return (
        one.count(OpinionState.NEW),
        one.count(OpinionState.LEFT),
        one.count(OpinionState.MENDED),
    )


def _sent_back(one: UnitOpinions) -> int:
    return sum(said.decision == Decision.SENT_BACK.value for said in one.open)


class Letter(NamedTuple):
    """What a letter says besides the opinions: its date, empty for none, and whether it closes a round."""

    date: str = ""
    closes: bool = False


def letter(one: UnitOpinions, what: Letter, template: Path | None = None) -> bytes:
    """The letter to a department in Word: what is still to be done, and what was done.

    `template` is a .docx in the place of the one that comes with perfgen. Raises LayoutError where it is at fault.
    """
    new, left, mended = counted(one)
    rows = sorted(one.rows if what.closes else one.open, key=lambda said: said.decision != Decision.SENT_BACK.value)
    return (WordTemplate(template) if template else _shipped()).render(
        {
            "单位编码": visible(one.unit.code),
            "单位名称": visible(one.unit.name),
            "年度": str(one.unit.year or ""),
            "轮次": str(one.round),
            "标题": "绩效文本复核结果" if what.closes else "绩效文本审核意见",
            "日期": what.date,
            "结论": visible(one.decision),
            "新提出": str(new),
            "未改": str(left),
            "已改": str(mended),
            "意见": [_row(number, said) for number, said in enumerate(rows, 1)],
        }
    )


def _row(number: int, one: Opinion) -> dict[str, str]:
    return {
        "序号": str(number),
        "位置": visible(one.where),
        "问题": visible(one.problem),
        "怎样改": visible(one.hint),
        "状态": visible(one.state),
        "审核": visible(one.decision),
        "审核意见": visible(one.remark),
        "部门答复": visible(one.answer),
    }


@cache
def _shipped() -> WordTemplate:
    return WordTemplate(shipped("templates") / "opinions" / "template.docx")
