"""The rows of a table as mappings of a filing's tree, each value at its cell; what cannot be read is told there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfgen.errors import Diagnostic
from perfgen.excel.cells import BookSheet, Merged, SheetCell
from perfgen.excel.heads import ColumnHeads
from perfgen.excel.place import CellFile, Placer, rows_of, text_in
from perfgen.excel.sheets import Labels, SheetColumn
from perfgen.filing.labels import SIGN, TARGET, UNIT
from perfgen.filing.target import TARGET_COLUMNS, TEXT_SIGN
from perfgen.filing.text import shortened
from perfgen.source.grammar import QUALITATIVE
from perfgen.source.nodes import Mapping as Node
from perfgen.source.nodes import Scalar

_UNREADABLE = {
    "unknown": ("这一格是公式，文件里没有它的结果", "在 Excel 或 WPS 里打开、保存一次再试；或者直接写出数字"),
    "error": ("这一格是错误值", "改正公式，或者直接写出内容"),
    "logical": ("这一格是逻辑值", "写成文字，如 是 或 否"),
}
_YES = {"TRUE": "是", "FALSE": "否"}
SIGN_OF, VALUE_OF, UNIT_OF = ((TARGET, one) for one in TARGET_COLUMNS)


@dataclass(slots=True)
class SheetRow:
    """A row of a table: what stands in its columns, and where."""

    number: int
    placer: Placer
    cells: Mapping[Labels, SheetCell]
    at: Mapping[Labels, int]
    """The column of each label, also of those that are empty here."""
    found: list[Diagnostic]

    def says(self, path: Labels) -> bool:
        """Whether something stands under a label."""
        return path in self.cells

    def text(self, path: Labels) -> str:
        """What stands under a label; empty where nothing does."""
        return text_in(self.cells[path]) if path in self.cells else ""

    def scalar(self, column: SheetColumn) -> Scalar:
        """The value under a label at its cell; None where nothing stands there."""
        return self._scalar(self.cells.get(column.path), self.at[column.path], column)

    def place(self, path: Labels) -> Scalar:
        """The place of a label of the row."""
        return self.placer.label(self.number, self.at[path], path[-1])

    def report(self, path: Labels, code: str, message: str, hint: str) -> None:
        """Tell what is wrong with what stands under a label."""
        mark = self.placer.mark(self.number, self.at.get(path, min(self.at.values())))
        self.found.append(mark.diagnostic(code, message, hint))

    def _scalar(self, cell: SheetCell | None, at: int, column: SheetColumn) -> Scalar:
        if cell is None:
            return self.placer.scalar(self.number, at, None)
        if cell.kind == "logical" and column.choices == ("是", "否"):
            return self.placer.scalar(self.number, at, _YES[cell.text])
        if cell.kind in _UNREADABLE:
            message, hint = _UNREADABLE[cell.kind]
            mark = self.placer.mark(self.number, at)
            said = "" if cell.kind == "unknown" else f" {shortened(cell.text)}"
            self.found.append(mark.diagnostic("XLS02", f"{message}{said}", hint))
            return self.placer.scalar(self.number, at, None)
        return self.placer.scalar(self.number, at, text_in(cell))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a sheet: its heads and its rows. `found` is what is wrong with it."""

    file: CellFile
    sheet: BookSheet
    heads: ColumnHeads
    found: list[Diagnostic] = field(default_factory=list)

    def rows(self) -> Iterator[SheetRow]:
        """The rows that say something, without those that only say it above."""
        placer = Placer(self.file, self.sheet)
        at = {one.path: number for number, one in self.heads.columns.items()}
        lines = [(row, columns & self.heads.columns.keys()) for row, columns in rows_of(self.sheet, self.heads.row)]
        said = [row for row, columns in lines if columns]
        spoken = self._merged(said)
        for row in said:
            cells = {
                column.path: self.sheet.cells[spoken.get((row, number), (row, number))]
                for number, column in self.heads.columns.items()
                if spoken.get((row, number), (row, number)) in self.sheet.cells
            }
            yield SheetRow(row, placer, cells, at, self.found)

    def _merged(self, rows: list[int]) -> dict[tuple[int, int], tuple[int, int]]:
        """For cells that a merged range speaks for, the one that holds its text; other ranges are told."""
        spoken: dict[tuple[int, int], tuple[int, int]] = {}
        for one in self.sheet.merged:
            inside = rows[bisect_left(rows, one.top) : bisect_left(rows, one.bottom + 1)]
            columns = [number for number in self.heads.columns if one.left <= number <= one.right]
            if not inside or not columns or (one.top, one.left) not in self.sheet.cells:
                continue
            filling = len(columns) == 1 and self.heads.columns[columns[0]].fills
            if filling and len(spoken) < len(self.sheet.cells) * 4:
                spoken |= {(row, columns[0]): (one.top, one.left) for row in inside}
            elif len(columns) > 1 or len(inside) > 1:
                self._tell(one)
        return spoken

    def _tell(self, one: Merged) -> None:
        mark = Placer(self.file, self.sheet).mark(one.top, one.left)
        last = self.sheet.place(one.bottom, one.right).rpartition("!")[2]
        self.found.append(
            mark.diagnostic("XLS03", f"这一格和别的格合并了（到 {last}），看不出哪一格是多少", "取消合并，一格写一项")
        )


def mapping(row: SheetRow, columns: Iterable[SheetColumn]) -> Node:
    """A row as a mapping of labels: values, and mappings of those that belong together."""
    listed = [one for one in columns if one.path in row.at]
    first = next((row.at[one.path] for one in listed), 1)
    root = Node(row.placer.mark(row.number, first))
    inner: dict[str, Node] = {}
    for one in listed:
        if one.path[0] == TARGET:
            if one.path == VALUE_OF:
                root.items.append((row.place(one.path), target(row, one)))
                root.items[-1][0].value = TARGET
            continue
        if len(one.path) > 1:
            _nested(row, one, listed, root, inner)
        elif row.says(one.path) or one.needed:
            root.items.append((row.place(one.path), row.scalar(one)))
    return root


def _nested(row: SheetRow, one: SheetColumn, listed: list[SheetColumn], root: Node, inner: dict[str, Node]) -> None:
    """Put a value into the mapping it belongs to, which is there where one of its values is, or it must be."""
    group = one.path[:1]
    if not any(row.says(other.path) for other in listed if other.path[:1] == group):
        if one.needed and group[0] not in inner:
            inner[group[0]] = Node(row.placer.mark(row.number, row.at[one.path]))
            label = row.placer.label(row.number, row.at[one.path], group[0])
            root.items.append((label, row.scalar(one)))
        return
    if not (row.says(one.path) or one.needed):
        return
    owner = root
    for step in one.path[:-1]:
        there = owner.get(step)
        if not isinstance(there, Node):
            there = Node(row.placer.mark(row.number, row.at[one.path]))
            owner.items.append((row.placer.label(row.number, row.at[one.path], step), there))
        owner = there
    if not row.says(one.path) or row.text(one.path):  # an empty text only tells that the mapping is there
        owner.items.append((row.place(one.path), row.scalar(one)))


def target(row: SheetRow, column: SheetColumn) -> Scalar | Node:
    """The 指标值 of a row: in one piece where only its value stands there, else in the parts it has."""
    sign, unit = (row.cells.get(one) for one in (SIGN_OF, UNIT_OF))
    value = row.cells.get(VALUE_OF)
    percent = value is not None and value.kind == "percent"
    if sign is None and (unit is None or (percent and unit.text.strip() in ("%", "％"))):
        return row.scalar(column)
    parts = {part: row.scalar(SheetColumn((TARGET, part))) for part in TARGET_COLUMNS if (TARGET, part) in row.cells}
    said = {part: (node.value or "") for part, node in parts.items()}
    if percent and value is not None and said.get(UNIT, "%").strip() in ("%", "％"):
        # What shows as 98% is the number 98 and the unit %.
        number = parts["值"]
        parts["值"] = Scalar(value.text.removesuffix("%"), number.mark, number.end)
        parts[UNIT] = parts.get(UNIT) or Scalar("%", number.mark, number.end)
    elif said.get(SIGN) in (QUALITATIVE, TEXT_SIGN) and UNIT not in parts and "值" in parts:
        parts[SIGN].value = TEXT_SIGN
        parts[UNIT] = parts.pop("值")
    first = next(iter(parts.values())).mark
    return Node(first, [(Scalar(part, node.mark, node.mark), node) for part, node in parts.items()])
