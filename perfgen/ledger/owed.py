"""Who owes a filing: the list that perfgen.toml names, and the departments it says itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfgen.errors import Diagnostic, DocumentError, system_said
from perfgen.excel.cells import BookSheet, read_book
from perfgen.foreign import content
from perfgen.ledger.rows import Owed
from perfgen.settings import Workspace, WorkspaceError, day_of
from perfgen.units import bare

MOST_LIST = 4 * 1024 * 1024
"""The largest list of departments, in bytes. One of 80 has 10 KB."""
MOST_OWED = 20_000
"""How many departments may be listed: more than a province has."""
_MOST_TOLD = 20
_HEAD_WITHIN = 10
"""In how many of the first rows the heads are looked for: titles and notes may stand above them."""

_HEADS = {
    "code": ("单位编码", "编码", "部门编码", "预算单位编码", "单位代码", "代码"),
    "name": ("单位名称", "部门名称", "名称", "预算单位", "单位", "部门"),
    "contact": ("联系人", "经办人"),
    "deadline": ("期限", "截止日期", "上报期限", "报送期限"),
}
"""What the columns of a list are called, the usual word first."""
_SUMS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class _Table:
    """A list as rows of texts by column, and how a cell is told. `unread` are cells that show no value, and why."""

    path: Path
    rows: Mapping[int, Mapping[int, str]]
    fault: Callable[[int, int, str, str], Diagnostic]
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)


def lists_of(workspace: Workspace) -> list[Path]:
    """The files that a workspace names as lists of departments. Raises WorkspaceError, see `Workspace.beside`."""
    named = workspace.departments.list
    return [workspace.beside(named)] if named else []


def opinions_of(workspace: Workspace) -> list[Path]:
    """The folder that a workspace keeps its opinions in, where it names one. Raises WorkspaceError, see `Workspace.beside`."""
    named = workspace.departments.opinions
    return [workspace.beside(named)] if named else []


def owed_in(workspace: Workspace) -> list[Owed]:
    """Who owes a filing in a workspace, those of the list first; empty where nobody is named.

    Raises WorkspaceError with everything that is wrong with the list, or where a department is named twice.
    """
    settings = workspace.departments
    found: list[Owed] = []
    wrong: list[Diagnostic] = []
    places: list[Callable[[str], Diagnostic]] = []
    for path in lists_of(workspace):
        table = _read(path)
        for place, one in _departments(table, wrong):
            found.append(one)
            places.append(place)
    for entry in settings.each:
        found.append(Owed(entry.code.strip(), entry.name.strip(), entry.contact.strip(), entry.deadline))
        places.append(lambda said: Diagnostic("SET03", said, workspace.file, hint=_TWICE))
    wrong += _twice(found, places)
    if wrong:
        raise WorkspaceError(_first(wrong))
    return [Owed(one.code, one.name, one.contact, one.deadline or settings.deadline) for one in found]


_VALUES = "写成文字，或在 Excel 里打开算一遍再存"
_TWICE = "一个部门只写一次"


def _twice(found: list[Owed], places: list[Callable[[str], Diagnostic]]) -> Iterator[Diagnostic]:
    codes: set[str] = set()
    names: set[str] = set()
    for one, place in zip(found, places, strict=True):
        name = bare(one.name)
        if one.code and one.code in codes:
            yield place(f"编码 {one.code} 写了两次")
        elif name in names:
            yield place(f"“{one.name}”写了两次")
        codes.add(one.code)
        names.add(name)


def _first(wrong: list[Diagnostic]) -> list[Diagnostic]:
    """What is wrong; of very much, the first."""
    left = len(wrong) - _MOST_TOLD
    more = [Diagnostic("SET03", f"还有 {left} 处写得不对，没有列出", wrong[0].file)] if left > 0 else []
    return [*wrong[:_MOST_TOLD], *more]


def _departments(table: _Table, wrong: list[Diagnostic]) -> Iterator[tuple[Callable[[str], Diagnostic], Owed]]:
    """The departments of a list, each with how it is told; what is wrong is added to `wrong`."""
    top, columns = _heads(table)
    for number, cells in table.rows.items():
        said = {key: "".join(cells.get(column, "").splitlines()).strip() for key, column in columns.items()}
        code, name = said.get("code", ""), said.get("name", "")
        if number <= top or not (code or name) or "".join(name.split()) in _SUMS:
            continue
        ill = [column for column in columns.values() if (number, column) in table.unread]
        if ill:
            wrong += [table.fault(number, column, table.unread[number, column], _VALUES) for column in ill]
            continue
        if not name:
            wrong.append(table.fault(number, columns["code"], f"编码 {code} 没有名称", "在名称一栏写上部门的全称"))
            continue
        until = said.get("deadline", "")
        deadline = day_of(until)
        if until and deadline is None:
            wrong.append(table.fault(number, columns["deadline"], f"“{until}”不是日期", "写成 2023-11-30"))

        def place(message: str, number: int = number) -> Diagnostic:
            return table.fault(number, columns["name"], message, _TWICE)

        yield place, Owed(code, name, said.get("contact", ""), deadline)


def _heads(table: _Table) -> tuple[int, Mapping[str, int]]:
    """The row of the heads, and the column of each. Raises WorkspaceError where no row has the head of a name."""
    for number, cells in list(table.rows.items())[:_HEAD_WITHIN]:
        heads = {"".join(text.split()): column for column, text in reversed(list(cells.items()))}
        found = {key: next((heads[word] for word in words if word in heads), 0) for key, words in _HEADS.items()}
        if found["name"]:
            return number, {key: column for key, column in found.items() if column}
    hint = "第一行写上：单位编码、单位名称、联系人、期限；至少要有单位名称"
    raise WorkspaceError(Diagnostic("SET03", "名册里找不到“单位名称”一栏", table.path, hint=hint))


def _read(path: Path) -> _Table:
    """The list in a file. Raises WorkspaceError where it is none, cannot be read, or is too long."""
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        hint = "存成 .xlsx（在 Excel 或 WPS 里另存为），或者 .csv"
        raise WorkspaceError(Diagnostic("SET03", f"名册不能是 {path.suffix or '没有后缀的'} 文件", path, hint=hint))
    try:
        table = kind(path, content(path, MOST_LIST))
    except OSError as error:
        hint = f"检查 perfgen.toml 里 list 写的文件名；名册最多 {MOST_LIST // 1024 // 1024} MB"
        raise WorkspaceError(Diagnostic("SET03", f"名册读不出来：{system_said(error)}", path, hint=hint)) from None
    except DocumentError as error:
        raise WorkspaceError(error.diagnostics) from None
    if len(table.rows) > MOST_OWED:
        raise WorkspaceError(Diagnostic("SET03", f"名册超过 {MOST_OWED} 行", path, hint="检查是不是选错了文件"))
    return table


_UNREAD = {"unknown": "这一格是公式，还没有算出结果", "error": "这一格的公式算不出来"}


def _of_workbook(path: Path, said: bytes) -> _Table:
    sheets = [one for one in read_book(path, said, lambda _: True).sheets if one.cells]
    sheet = sheets[0] if sheets else BookSheet("", {})
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = cell.text.replace(",", "") if cell.kind == "number" else cell.text
    unread = {place: _UNREAD[cell.kind] for place, cell in sheet.cells.items() if cell.kind in _UNREAD}

    def fault(row: int, column: int, message: str, hint: str) -> Diagnostic:
        excerpt = rows[row].get(column, "")
        return Diagnostic("SET03", message, path, excerpt=excerpt, hint=hint, place=sheet.place(row, column))

    return _Table(path, rows, fault, unread)


def _of_csv(path: Path, said: bytes) -> _Table:
    text = _decoded(path, said)
    lines = text.splitlines()
    rows: dict[int, dict[int, str]] = {}
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows[reader.line_num] = dict(enumerate(cells, 1))
    except csv.Error:
        raise WorkspaceError(
            Diagnostic("SET03", "CSV 写得不对", path, reader.line_num, hint="检查引号；或在 Excel 里另存为 .xlsx")
        ) from None

    def fault(row: int, column: int, message: str, hint: str) -> Diagnostic:
        line = lines[row - 1] if row <= len(lines) else ""
        at = line.find(rows[row].get(column, "")) + 1
        return Diagnostic("SET03", message, path, row, max(at, 1), line, hint)

    return _Table(path, rows, fault)


def _decoded(path: Path, said: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # what Excel calls CSV is GBK on a Chinese Windows
        try:
            return said.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkspaceError(Diagnostic("SET03", "名册不是 UTF-8，也不是 GBK 编码", path, hint="另存为 UTF-8 的 CSV 再试"))


_KINDS: Mapping[str, Callable[[Path, bytes], _Table]] = {".xlsx": _of_workbook, ".csv": _of_csv}
