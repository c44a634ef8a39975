"""A workbook read as a filing: the same tree that YAML gives, held against the same form, so that everything else is the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from perfgen.errors import Diagnostic, DocumentError, FilingError, PerfgenError
from perfgen.excel.cells import Book, read_book, sheet_parts
from perfgen.excel.place import CellFile
from perfgen.excel.sheets import BASICS, META, SHAPE, TEXTS, SheetPlan, every, plan_of
from perfgen.excel.texts import said_by
from perfgen.excel.tree import Tree
from perfgen.filing import Form
from perfgen.filing.filing import Filing
from perfgen.inputs import read_input
from perfgen.source.discover import OTHER_WORKBOOKS, WORKBOOKS
from perfgen.source.files import Snapshot
from perfgen.source.head import FilingHead
from perfgen.source.nodes import Mapping as Node
from perfgen.source.nodes import Scalar
from perfgen.source.parse import Parsed
from perfgen.source.placed import Placed
from perfgen.source.reading import LAYOUT_KEYS, YamlReading
from perfgen.source.unread import Unread

MOST_BYTES = 16 * 1024 * 1024
_NEW = "用 perfgen new 2023.xlsx 写一份空的，把内容粘贴进去"


@dataclass(frozen=True)
class WorkbookFile:
    """A workbook of perfgen, of which nothing but its bytes and the name of its layout is known yet."""

    path: Path
    content: bytes

    @cached_property
    def layout(self) -> str:
        """The name of its layout. Raises FilingError for a workbook that is none of perfgen's, or cannot be read."""
        return _layout(self._book({META}), self.path)

    def _book(self, names: set[str]) -> Book:
        try:
            return read_book(self.path, self.content, names.__contains__)
        except DocumentError as error:
            raise FilingError(error.diagnostics) from None

    def parsed(self, form: Form | None) -> tuple[Parsed, Tree]:
        """Its tree and what is wrong with its cells; then how it was put together.

        `form` is that of its layout, None where that cannot be had. Raises FilingError as `layout`.
        """
        plan = plan_of(form or Form(Filing, {}, (), 2), every)
        book = self._book({META, *_names(plan)})
        file = CellFile(self.path, "", hashlib.sha256(self.content).hexdigest())
        top = file.mark(f"{BASICS}!A1")
        root = Node(top, [(Scalar(LAYOUT_KEYS[0], top, top), Scalar(_layout(book, self.path), top, top))])
        tree = Tree(book, file, plan, root)
        tree.build()
        size = sum(len(cell.text) for sheet in book.sheets for cell in sheet.cells.values())
        return Parsed(file, root, tree.found, text=size), tree


def sheets_of(form: Form) -> frozenset[str]:
    """The sheets of a form's workbook that are read as its filing."""
    return _names(plan_of(form, every))


def _names(plan: SheetPlan) -> frozenset[str]:
    return frozenset((BASICS, TEXTS, *(table.name for table in plan.tables)))


def opened(path: Path) -> WorkbookFile:
    """A workbook of this machine. Raises FilingError where it cannot be read, or is of a kind that is not."""
    refuse_others(path)

    def refused(message: str, hint: str) -> FilingError:
        return FilingError(Diagnostic("YML01", message, path, hint=hint))

    return WorkbookFile(path, read_input(path, MOST_BYTES, refused))


def refuse_others(path: Path) -> None:
    """Raises FilingError for a kind of workbook that is not read."""
    if path.suffix.lower() in OTHER_WORKBOOKS:
        message, hint = f"{path.suffix} 文件不能直接读", "在 Excel 或 WPS 里另存为 .xlsx；宏不会运行，也不会留下"
        raise FilingError(Diagnostic("DOC01", message, path, hint=hint))


def attempt(
    book: WorkbookFile, form: Callable[[str], Form], defaults: Mapping[str, str]
) -> tuple[YamlReading | Unread, tuple[Diagnostic, ...]]:
    """The filing of a workbook, as `perfgen.source.reader.attempt` gives that of YAML; and what should be looked at.

    Raises FilingError where it is none.
    """
    try:
        known = form(book.layout)
    except PerfgenError:
        known = None  # which is told of the place where it is named
    parsed, tree = book.parsed(known)
    unreadable = {(one.place) for one in parsed.found if one.code == "XLS02"}
    placed = Placed(book.path, Snapshot(), form, defaults, parsed)
    result = placed.result()
    if isinstance(result, Unread):
        file = parsed.file
        order = file.order() if isinstance(file, CellFile) else {}
        # Of a cell that cannot be read it is not said besides that nothing stands in it.
        found = [one for one in result.found if one.place not in unreadable or one.code == "XLS02"]
        found = [said for one in found if (said := _as_of_a_table(one, known, tree.lost))]
        result = replace(result, found=tuple(sorted(found, key=lambda one: order.get(one.place, -1))))
    return result, tuple(tree.told)


_LACKS = re.compile("缺少“(.+?)”$")


def _as_of_a_table(one: Diagnostic, form: Form | None, lost: Container[str]) -> Diagnostic | None:
    """What is said of something that lacks, in the words of who looks at a table; None where the table is `lost`."""
    lacks = _LACKS.match(one.message) if one.code == "MOD01" else None
    if lacks is None:
        return one
    tables = {one.label: one for one in plan_of(form, lambda _: False).tables if not one.of} if form else {}
    table = tables.get(lacks[1])
    if table is None:
        return replace(one, hint=f"在“{lacks[1]}”那一栏写上；没有这一栏，就加一栏")
    if table.name in lost:
        return None
    message, hint = f"“{table.name}”这张表还没有填", "一项一行写在这张表里"
    return replace(one, message=message, hint=hint, place=f"{table.name}!A1", excerpt="")


def holds_filing(path: Path) -> bool:
    """Whether a file is a workbook of perfgen; one that cannot be read is taken for one, so that it is not passed over in silence."""
    if path.suffix.lower() not in WORKBOOKS or path.name.startswith(("~$", ".~")):
        return False
    try:
        book = opened(path)
        return META in sheet_parts(path, book.content)
    except PerfgenError:
        return True


def head_of(path: Path) -> FilingHead:
    """The head of the filing in a workbook, as `perfgen.source.head.head_of` gives that of YAML."""
    try:
        parsed, _ = opened(path).parsed(None)
        layout = opened(path).layout
    except PerfgenError:
        return FilingHead()
    root = parsed.root
    said = {label: _said(root, label) for label in ("年度", "编码", "名称")}
    return FilingHead(layout, said["年度"], said["编码"], said["名称"])


def _said(root: object, label: str) -> str:
    if isinstance(root, Node):
        department = root.get("部门")
        found = root.get(label) or (department.get(label) if isinstance(department, Node) else None)
        return (found.value or "") if isinstance(found, Scalar) else ""
    return ""


def _layout(book: Book, path: Path) -> str:
    """What the hidden sheet says the layout is."""
    meta = book.sheet(META)
    cells = meta.cells if meta else {}
    said = {cells[row, 1].text: cells[row, 2].text for row in (1, 2) if {(row, 1), (row, 2)} <= cells.keys()}
    if not said.get("版式"):
        raise FilingError(Diagnostic("XLS01", "这不是 perfgen 的填报表", path, hint=_NEW))
    shape = said.get("表样", "")
    if shape not in map(str, range(1, SHAPE + 1)):
        message = "这份填报表是更新的 perfgen 写的，这里读不了"
        raise FilingError(Diagnostic("XLS01", message, path, hint="升级 perfgen 再试"))
    return said_by(said["版式"])
