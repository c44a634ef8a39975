"""A department's opinions as a workbook that the reviewer and the department write in, and that is read again.

The table has a row each. What a finding is known by stands in columns that are not shown, so that rows may be sorted, and
rows and columns added. A second sheet says whose it is, and of which round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from perfgen.checking.finding_key import FindingKey
from perfgen.checking.gathering import OPINION_TITLE
from perfgen.errors import Diagnostic, DocumentError
from perfgen.excel.cells import BookSheet, read_book
from perfgen.opinions.elsewhere import WORD
from perfgen.opinions.opinion import Opinion, UnitOpinions
from perfgen.opinions.torn import MarkedRow, marks, put_together
from perfgen.units import Unit

TITLE = OPINION_TITLE
"""The title of the workbook, in its properties: by it one is known among other files."""
TABLE, ABOUT = "审核意见", "说明"
MOST_ROWS = 20_000
"""How many opinions are read of one department."""

MARK = "核对"
HEADS = (
    "序号",
    "位置",
    "问题",
    "怎样改",
    "级别",
    "轮次",
    "状态",
    "审核",
    "审核意见",
    "部门答复",
    "规则",
    "所在",
    "原文",
    MARK,
)
"""The columns of the table; the last four say what a finding is known by, see `perfgen.opinions.torn`."""
_NEEDED = ("位置", "问题", "审核意见", "规则", "所在", "原文")
CODE, NAME, YEAR, KIND, FILE, ROUND, DECIDED, CONTENT, CLOSED, SETTLED = (
    "单位编码", "单位名称", "年度", "类型", "文件名", "轮次", "结论", "内容指纹", "复核", "了结",
)  # fmt: skip
"""What the second sheet says, a line each."""
_YES = "是"


def own_heads(one: UnitOpinions) -> tuple[str, ...]:
    """The heads of the columns that people added, in order."""
    return tuple(dict.fromkeys(head for said in one.rows for head, _ in said.more))


def table_rows(one: UnitOpinions) -> list[tuple[str | int, ...]]:
    """The rows of the table, under the `HEADS` and the `own_heads`."""
    own = own_heads(one)
    return [
        (
            *(number, said.where, said.problem, said.hint, said.severity, said.first, said.state),
            *(said.decision, said.remark, said.answer, *(said.key or ("", "", "")), mark),
            *(dict(said.more).get(head, "") for head in own),
        )
        for number, (said, mark) in enumerate(zip(one.rows, marks(one.unit, one.rows), strict=True), 1)
    ]


def about_rows(one: UnitOpinions) -> list[tuple[str, str]]:
    """The rows of the second sheet: what it is about, and what that is; a letter with its fingerprint each."""
    unit = one.unit
    return [
        *((CODE, unit.code), (NAME, unit.name), (YEAR, str(unit.year or "")), (KIND, unit.kind)),
        (FILE, unit.file if unit.is_named_by_file else ""),
        *(
            (ROUND, str(one.round)),
            (DECIDED, one.decision),
            (CONTENT, one.content),
            (CLOSED, _YES if one.closed else ""),
            (SETTLED, _YES if one.settled else ""),
        ),
        *one.letters,
    ]


def opinions_in(path: Path, content: bytes) -> UnitOpinions:
    """What a workbook of ours says by now. Raises DocumentError where it cannot be read, or something of ours is gone from it."""
    book = read_book(path, content, lambda _: True)
    about = next(filter(None, map(_about, book.sheets)), None)
    table = next(filter(None, map(_heads, book.sheets)), None)
    if about is None or table is None:
        message = f"里面没有“{ABOUT if about is None else TABLE}”这张表，或者表头改了"
        raise _fault(
            path,
            message,
            "把表头和这张表改回来；改乱了的，把写过的话抄出来，删掉这个文件，再运行 perfgen review 重新做一份",
        )
    others = [one.name for one in book.sheets if one.cells and one is not table[0] and not _about(one)]
    if others:
        hint = "挪到别的文件里，再运行 perfgen review：重新写这个文件时，多出来的表留不住"
        raise _fault(path, f"里面多了“{others[0]}”这张表，没有改动这个文件", hint)
    sheet, head, heads = table
    round_ = int(about[ROUND]) if _is_number(about[ROUND]) else 1
    rows: list[MarkedRow] = []
    for number in sorted({row for row, _ in sheet.cells if row > head}):
        said = {name: sheet.cells[number, at].text.strip() for name, at in heads.items() if (number, at) in sheet.cells}
        if any(text for name, text in said.items() if name not in ("序号", MARK)):
            rows.append(MarkedRow(_opinion(said, round_), said.get(MARK, "")))
        if len(rows) > MOST_ROWS:
            raise _fault(path, f"审核意见超过 {MOST_ROWS} 行", "检查是不是拿错了文件")
    year = about.get(YEAR, "")
    unit = Unit(
        about.get(CODE, ""), about.get(NAME, ""), int(year) if _is_number(year) else None, about.get(KIND, ""),
        about.get(FILE, ""),
    )  # fmt: skip
    return UnitOpinions(
        unit,
        put_together(unit, rows),
        round_,
        about.get(DECIDED, ""),
        about.get(CONTENT, ""),
        tuple((name, said) for name, said in about.items() if name.endswith(WORD)),
        about.get(CLOSED) == _YES,
        about.get(SETTLED) == _YES,
    )


def _opinion(said: Mapping[str, str], round_: int) -> Opinion:
    """A row; what somebody added is of the round of the sheet."""
    key = FindingKey(said["规则"], said.get("所在", ""), said.get("原文", "")) if said.get("规则") else None
    first = said.get("轮次", "")
    return Opinion(
        said.get("位置", ""),
        said.get("问题", ""),
        said.get("怎样改", ""),
        said.get("级别", ""),
        key=key,
        first=int(first) if _is_number(first) else round_,
        decision=said.get("审核", ""),
        remark=said.get("审核意见", ""),
        answer=said.get("部门答复", ""),
        state=said.get("状态", ""),
        more=tuple((head, text) for head, text in said.items() if head not in HEADS and text),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _heads(sheet: BookSheet) -> tuple[BookSheet, int, dict[str, int]] | None:
    """The table in a sheet: the row of its heads, and the columns by name; None where it has none."""
    for row in sorted({row for row, _ in sheet.cells})[:10]:
        found: dict[str, int] = {}
        for name, at in _named(sheet, row):
            found.setdefault(name, at)
        if all(name in found for name in _NEEDED):
            return sheet, row, found
    return None


def _named(sheet: BookSheet, row: int) -> Iterator[tuple[str, int]]:
    yield from ((cell.text.strip(), at) for (number, at), cell in sorted(sheet.cells.items()) if number == row)


def _about(sheet: BookSheet) -> dict[str, str]:
    """What the second sheet says of the whole; empty where it is another."""
    said = {
        cell.text.strip(): sheet.cells[row, 2].text.strip() if (row, 2) in sheet.cells else ""
        for (row, column), cell in sorted(sheet.cells.items())
        if column == 1
    }
    return said if NAME in said and ROUND in said else {}


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("OPN01", message, path, hint=hint))
