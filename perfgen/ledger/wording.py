"""How the ledger is said: the cells of its table, and its last line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from perfgen.ledger.rows import DepartmentLedger, FilingState, LedgerRow

HEADS = ("编码", "部门", "联系人", "期限", "状态", "项目", "预算数（万元）", "上年（万元）", "增减", "说明")
"""The columns of the table."""


def cells(row: LedgerRow, root: Path) -> tuple[str, ...]:
    """One department as texts under the `HEADS`; files are told from `root`."""
    owed = row.owed
    return (
        *(owed.code, owed.name, owed.contact, owed.deadline.isoformat() if owed.deadline else ""),
        *(state_said(row), str(row.projects) if row.is_read else ""),
        *(money_said(row.money), money_said(row.money_before), percent_said(row.growth)),
        remark(row, root),
    )


def total_cells(ledger: DepartmentLedger) -> tuple[str, ...]:
    """The sums under the `HEADS`; growth is of the departments that both years are there of."""
    several, before, _ = ledger.compared
    last = (money_said(before) if several else "", percent_said(ledger.growth))
    said = f"上年和增减按两年都有的 {several} 个部门算" if 0 < several < len(ledger.rows) else ""
    return ("", f"合计 {len(ledger.rows)} 个", "", "", "", str(ledger.projects), money_said(ledger.money), *last, said)


def state_said(row: LedgerRow) -> str:
    """The state with how many places: 有错（3 处）."""
    every = row.errors + row.remarks
    counts = {FilingState.ERRORS: row.errors, FilingState.REMARKS: row.remarks}
    counts |= dict.fromkeys((FilingState.SENT_BACK, FilingState.CHANGED), every)
    count = counts.get(row.state)
    return f"{row.state.value}（{count} 处）" if count else row.state.value


def remark(row: LedgerRow, root: Path) -> str:
    """What else there is to say: deadlines that have passed, several filings, why one cannot be read."""
    said = [f"过期 {row.overdue} 天"] if row.overdue else []
    if row.copies > 1:
        said.append(f"有 {row.copies} 份：{'、'.join(near(one.path, root) for one in row.filed)}")
    said += [f"{near(one.path, root)}：{one.why}" for one in row.filed if one.why]
    said += ["有的金额读不出，预算数没有算"] if row.money is None and any(one.unsure for one in row.filed) else []
    return "；".join(said)


def near(path: Path, root: Path) -> str:
    """A file as it is written from `root`; a URL as it is."""
    if "://" in str(path):
        return str(path)
    whole = path.absolute()
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def money_said(amount: Decimal | None) -> str:
    """An amount in 万元; empty for None."""
    return "" if amount is None else f"{amount:,.2f}"


def percent_said(percent: Decimal | None) -> str:
    """How much it grew; empty for None."""
    return "" if percent is None else f"{percent:+}%"


def summed_up(ledger: DepartmentLedger) -> str:
    """How many departments are in each state, and which filings are of nobody."""
    year = f"{ledger.year}年度：" if ledger.year else ""
    counts = "，".join(f"{state.value} {count} 个" for state, count in ledger.counts.items() if count)
    owing = f"应交 {len(ledger.rows)} 个部门" if ledger.listed else f"交来 {len(ledger.rows)} 个部门"
    late = sum(bool(row.overdue) for row in ledger.rows)
    more = [f"过期 {late} 个"] if late else []
    more += [f"不在名册里的 {len(ledger.strangers)} 个"] if ledger.strangers else []
    return "；".join([f"{year}{owing}" + (f"，{counts}" if counts else ""), *more]) + "。"
