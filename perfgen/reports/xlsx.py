"""Findings as a workbook (.xlsx): a row each, with columns for what is decided and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from perfgen.checking import Checked
from perfgen.checking.gathering import REPORT_TITLE
from perfgen.checks import catalogue
from perfgen.reports.base import WORDS, clean
from perfgen.reports.findings import UNREAD, listed
from perfgen.reports.workbooks import Cell, Column, Formula, Sheet, workbook

_FOUND = (
    *(Column("序号", 6), Column("绩效文本", 26), Column("项目或部分", 26), Column("位置", 28), Column("级别", 7)),
    *(Column("编号", 9), Column("问题", 48), Column("原文", 24), Column("怎么改", 40)),
    *(Column("处理", 10, ("要改", "不改", "再议")), Column("说明", 24)),
)
_FILINGS = (
    Column("绩效文本", 30),
    Column("文件", 40),
    *(Column(word, 8) for word in WORDS.values()),
    Column("结果", 14),
)
_RULES = (Column("编号", 9), Column("规则", 48), Column("几处", 8))


def report(checked: Sequence[Checked], root: Path) -> bytes:
    """The workbook: 问题, a row each; 绩效文本, how much was found in each; 规则, how often each. Files are told from `root`.

    Raises OutputError where the extra ``report`` is not installed.
    """
    filings = [listed(number, one, root) for number, one in enumerate(checked, 1)]
    found = [
        (filing["name"], group["name"], item["where"], item["word"], item["code"], item["message"],
         item["quoted"] or item["excerpt"], item["hint"], "", "")
        for filing in filings for group in filing["groups"] for item in group["items"]
    ]  # fmt: skip
    overview = [
        (filing["name"], filing["file"], *(filing["counts"].get(word, 0) for word in WORDS.values()), _result(filing))
        for filing in filings
    ]
    known = catalogue().rules
    counts = Counter(row[4] for row in found)
    rules = [
        (code, known[code].message if code in known else "", counts[code])
        for code in sorted(counts, key=lambda code: (-counts[code], code))
    ]
    sheets = (
        Sheet("问题", _FOUND, [(number, *row) for number, row in enumerate(found, 1)]),
        Sheet("绩效文本", _FILINGS, overview, _total(checked, overview)),
        Sheet("规则", _RULES, rules),
    )
    return workbook(REPORT_TITLE, sheets)


def _total(checked: Sequence[Checked], overview: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The row below: what there is of each severity, and how many filings are clean."""
    last = max(len(overview), 1) + 1
    columns = range(2, 2 + len(WORDS))
    sums = [
        Formula(
            f"=SUBTOTAL(109,{chr(65 + column)}2:{chr(65 + column)}{last})",
            sum(int(str(row[column])) for row in overview),
        )
        for column in columns
    ]
    return [f"合计 {len(overview)} 份", "", *sums, f"合格 {clean(checked)} 份"]


def _result(filing: dict[str, object]) -> str:
    if filing["unread"]:
        return UNREAD
    return "有问题" if filing["groups"] else "没有发现问题"
