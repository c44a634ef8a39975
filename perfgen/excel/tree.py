"""The sheets of a workbook as the tree of a filing, as if it had been written in YAML: each value at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfgen.errors import Diagnostic, Severity
from perfgen.excel.cells import Book, BookSheet
from perfgen.excel.heads import ColumnHeads, Vocabulary, heads_of, vocabulary
from perfgen.excel.place import CellFile, Placer, rows_of
from perfgen.excel.projects import ProjectNames
from perfgen.excel.rows import Grid, SheetRow, mapping
from perfgen.excel.sheets import (
    ACTIVITY,
    BASICS,
    CHARTS,
    CONTENT,
    DUTY_NAME,
    GOAL,
    GRADED,
    GUIDE,
    KIND,
    META,
    OWNER,
    TEXTS,
    SheetColumn,
    SheetPlan,
    TableSheet,
)
from perfgen.filing import nearest
from perfgen.filing.labels import BASIS, DUTY, GRADES, key
from perfgen.filing.text import shortened
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.text_file import Mark

_OURS = (GUIDE, BASICS, TEXTS, CHARTS, META)
_NOT_READ = "没有读"


@dataclass(slots=True)
class Tree:
    """The tree of a workbook, as it is put together; `found` are mistakes, `told` is what should be looked at."""

    book: Book
    file: CellFile
    plan: SheetPlan
    root: Mapping
    found: list[Diagnostic] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """The sheets that are not there, or cannot be read, and of which that is told."""

    def build(self) -> None:
        """Read all sheets of the plan into the root."""
        self._basics()
        self._texts()
        for table in self.plan.tables:
            self._table(table)
        names = {*_OURS, *(table.name for table in self.plan.tables)}
        for name in self.book.others:
            if name.strip() not in names:
                place = f"{name}!A1"
                hint = "这张表不是 perfgen 的，可以留着；要填报的内容写到它该在的表里"
                self.told.append(self._notice(place, f"“{shortened(name)}”这张表{_NOT_READ}", hint))

    # --- forms

    def _basics(self) -> None:
        sheet = self._sheet(BASICS, needed=bool(self.plan.basics))
        if sheet is None:
            return
        placer, words = Placer(self.file, sheet), vocabulary(self.plan.basics)
        seen: set[str] = set()
        for row, columns in rows_of(sheet, 0):
            first = min(columns)
            column = words.column(sheet.cells[row, first].text)
            if column is None:
                if first + 1 in columns and first == 1 and row > 1 and key(sheet.cells[row, first].text) != key("项目"):
                    self._unknown(placer, row, first, sheet.cells[row, first].text, words)
                continue
            if column.key in seen:
                mark = placer.mark(row, first)
                self.found.append(mark.diagnostic("XLS03", f"“{column.said}”写了两次", "只留一处"))
                continue
            seen.add(column.key)
            at = {column.path: first + 1}
            cells = {column.path: sheet.cells[row, first + 1]} if first + 1 in columns else {}
            line = SheetRow(row, placer, cells, at, self.found)
            if line.says(column.path) or column.needed:
                self._put(line.place(column.path), column, line.scalar(column))

    def _put(self, label: Scalar, column: SheetColumn, value: Node) -> None:
        owner = self.root
        for step in column.path[:-1]:
            there = owner.get(step)
            if not isinstance(there, Mapping):
                there = Mapping(label.mark)
                owner.items.append((Scalar(step, label.mark, label.mark), there))
            owner = there
        owner.items.append((label, value))

    def _texts(self) -> None:
        sheet = self._sheet(TEXTS, needed=any(one.needed for one in self.plan.texts))
        if sheet is None:
            return
        placer, words = Placer(self.file, sheet), vocabulary(self.plan.texts)
        said: dict[str, tuple[SheetColumn, int, list[int]]] = {}
        current = ""
        for row, columns in rows_of(sheet, 0):
            label = sheet.cells[row, 1].text if 1 in columns else ""
            column = words.column(label)
            if column is not None:
                current = column.key
                said.setdefault(current, (column, row, []))
            elif label and key(label) not in (key("项目"), key(CONTENT)) and 2 in columns:
                self._unknown(placer, row, 1, label, words)
                current = ""
            if 2 in columns and current and (not label or column is not None):
                said[current][2].append(row)
            elif 2 in columns and not label and not current and said:
                mark = placer.mark(row, 2)
                self.found.append(mark.diagnostic("XLS03", "看不出这一段是哪一项的", "在左边写上它的名称"))
        for column, first, rows in said.values():
            if rows or column.needed:
                self._put(
                    placer.label(first, 1, column.path[-1]), column, self._paragraphs(placer, column, first, rows)
                )

    def _paragraphs(self, placer: Placer, column: SheetColumn, first: int, rows: list[int]) -> Scalar:
        """The text of some cells, one below the other."""
        if not rows:
            return placer.scalar(first, 2, None)
        parts = []
        for row in rows:
            line = SheetRow(row, placer, {column.path: placer.sheet.cells[row, 2]}, {column.path: 2}, self.found)
            parts.append(line.scalar(column))
        text = "\n".join(one.value or "" for one in parts)
        return Scalar(text, parts[0].mark, parts[-1].mark)

    # --- tables

    def _table(self, table: TableSheet) -> None:
        sheet = self._sheet(table.name, needed=table.used and any(one.needed for one in table.heads))
        words = vocabulary(table.heads)
        heads = heads_of(sheet, words) if sheet else None
        if sheet is None or heads is None:
            self._without(table)
            if sheet is not None and sheet.cells:
                place = Placer(self.file, sheet).mark(*min(sheet.cells))
                hint = f"在各栏上面写上名称：{'、'.join(_one_line(one.said) for one in table.heads[:6])}……"
                self.lost.add(table.name)
                self.found.append(place.diagnostic("XLS01", f"“{table.name}”这张表里找不到表头", hint))
            return
        grid = Grid(self.file, sheet, heads, self.found)
        self._heads(sheet, heads, words)
        lacking = [one for one in (OWNER, GOAL) if one in table.heads and one not in heads.columns.values()]
        for column in lacking:
            mark = Placer(self.file, sheet).mark(heads.row, min(heads.columns))
            hint = f"加一列，表头写“{column.said}”"
            self.found.append(mark.diagnostic("XLS01", f"缺少“{column.said}”这一列", hint))
        if lacking:
            self._without(table)
        elif table.scope == "rows":
            self._rows(table, grid)
        elif table.scope == "duties":
            self._duties(table, grid)
        else:
            self._parts(table, grid)

    def _heads(self, sheet: BookSheet, heads: ColumnHeads, words: Vocabulary) -> None:
        """Tell columns that nobody knows and that hold something, and those that are there twice."""
        placer = Placer(self.file, sheet)
        for number, (column, first) in heads.twice.items():
            where = sheet.place(heads.row, first).rpartition("!")[2]
            mark = placer.mark(heads.row, number)
            said = f"“{_one_line(column.said)}”有两列，{where} 已经是了"
            self.found.append(mark.diagnostic("XLS03", said, "只留一列，另一列改名或者删掉"))
        filled = {column for row, column in sheet.cells if row > heads.row}
        for number, text in heads.unknown.items():
            if number in filled:
                hint = nearest(text, [_one_line(one.said) for one in words.known.values()])
                hint = hint if hint.startswith("是不是") else "是自己加的就可以留着，不会印出来"
                place = sheet.place(heads.row, number)
                self.told.append(self._notice(place, f"“{shortened(_one_line(text))}”这一列{_NOT_READ}", hint))

    def _rows(self, table: TableSheet, grid: Grid) -> None:
        items: list[Node] = [mapping(row, _own(row, table.columns)) for row in grid.rows()]
        self._list(table, grid, items)

    def _list(self, table: TableSheet, grid: Grid, items: list[Node]) -> None:
        """Put a list into the root; one of a form that has none only where it says something."""
        if items or table.used:
            mark = Placer(self.file, grid.sheet).mark(grid.heads.row, min(grid.heads.columns))
            self.root.items.append((Scalar(table.label, mark, mark), Sequence(mark, items)))

    def _parts(self, table: TableSheet, grid: Grid) -> None:
        """Rows that belong to projects, each put into the list of its project."""
        owners = self._projects(table)
        names = ProjectNames([_name(one) for one in owners])
        for row in grid.rows():
            owner = self._owner(row, names, table)
            part = self._part(row, table)
            if owner is None or part is None:
                continue
            project = owners[owner]
            there = _list_in(project, part, row.placer.mark(row.number, min(grid.heads.columns)))
            there.items.append(row.scalar(GOAL) if table.scope == "texts" else self._of_project(row, table, project))

        self._without(table)

    def _without(self, table: TableSheet) -> None:
        """Give projects the lists they must have and no row is of: those are empty, as in YAML."""
        for project in self._projects(table):
            for part in table.parts:
                if part in table.asked:
                    _list_in(project, part, project.mark)

    def _projects(self, table: TableSheet) -> list[Mapping]:
        """The projects that the rows of a table may be of."""
        projects = self.root.get(table.label) if table.of else None
        return [one for one in projects.items if isinstance(one, Mapping)] if isinstance(projects, Sequence) else []

    @staticmethod
    def _of_project(row: SheetRow, table: TableSheet, project: Mapping) -> Mapping:
        """A row of a project. What is said once on the project, a row need not say."""
        once = project.get(BASIS) is not None
        return mapping(
            row, [one for one in table.columns if not (once and one.path == (BASIS,) and not row.says((BASIS,)))]
        )

    def _owner(self, row: SheetRow, names: ProjectNames, table: TableSheet) -> int | None:
        path = OWNER.path
        if not row.says(path):
            row.report(path, "XLS03", "这一行没有写是哪个项目的", f"选一个“{table.of}”表里的项目名称")
            return None
        found = names.find(row.text(path))
        if isinstance(found, int):
            return found
        row.report(path, "XLS03", *found)
        return None

    def _part(self, row: SheetRow, table: TableSheet) -> str | None:
        """Which of the lists of a project a row is of."""
        if len(table.parts) == 1:
            return table.parts[0]
        said = row.text(KIND.path).strip()
        if said in table.parts:
            return said
        if not said and KIND.path not in row.at:
            return table.parts[-1]
        message = f"没有“{shortened(said)}”这一类" if said else "这一行没有写类别"
        row.report(KIND.path, "XLS03", message, f"可以写：{'、'.join(table.parts)}")
        return None

    def _duties(self, table: TableSheet, grid: Grid) -> None:
        duties: list[Node] = []
        lists: list[Sequence | None] = [
            None,
            None,
        ]  # the activities of the last duty, the indicators of the last activity
        about = [one for one in table.columns if one not in (DUTY_NAME, ACTIVITY, GRADED) and one.path[0] not in GRADES]
        grades = [one for one in table.columns if one.path[0] in GRADES]
        for row in grid.rows():
            duty, activity = row.says(DUTY_NAME.path), row.says(ACTIVITY.path)
            graded = row.says(GRADED.path) or any(row.says(one.path) for one in grades)
            if duty and activity:
                row.report(ACTIVITY.path, "XLS03", "职责和工作活动写在了一行", "各写一行，工作活动写在职责下面")
                continue
            if duty:
                node, inner = _headed(row, DUTY_NAME, about, "工作活动")
                duties.append(node)
                lists = [inner, None]
            elif activity:
                if lists[0] is None:
                    row.report(ACTIVITY.path, "XLS03", "这项工作活动上面没有职责", "先写一行职责")
                    continue
                node, inner = _headed(row, ACTIVITY, about, GRADED.path[0])
                lists[0].items.append(node)
                lists[1] = inner
            else:
                stray = next((one for one in about if row.says(one.path)), None)
                if stray is not None:
                    row.report(stray.path, "XLS03", "这一行没有写是哪项职责或工作活动的", "写上职责，或者工作活动")
                    continue
            if graded and lists[1] is None:
                where = next(one.path for one in (GRADED, *grades) if row.says(one.path))
                row.report(where, "XLS03", "这个指标上面没有工作活动", "指标写在工作活动那一行，或者它下面")
            elif graded and lists[1] is not None:
                lists[1].items.append(mapping(row, [SheetColumn(GRADED.path, needed=True), *grades]))
        self._list(table, grid, duties)

    # --- what is told

    def _sheet(self, name: str, *, needed: bool) -> BookSheet | None:
        sheet = self.book.sheet(name)
        if sheet is None and needed:
            others = [one for one in self.book.others if one not in _OURS]
            likely = nearest(name, others) if others else ""
            hint = (
                likely if likely.startswith("是不是") else "把它加回来，表名照原样写；也可以用 perfgen new 重新写一份"
            )
            self.lost.add(name)
            self.found.append(self.root.mark.diagnostic("XLS01", f"没有“{name}”这张表", hint))
        return sheet

    def _unknown(self, placer: Placer, row: int, column: int, label: str, words: Vocabulary) -> None:
        hint = nearest(label, [_one_line(one.said) for one in words.known.values()])
        hint = hint if hint.startswith("是不是") else "是自己加的就可以留着，不会印出来"
        place = placer.sheet.place(row, column)
        self.told.append(self._notice(place, f"“{shortened(_one_line(label))}”这一项{_NOT_READ}", hint))

    def _notice(self, place: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic("XLS04", message, self.file.path, hint=hint, severity=Severity.WARNING, place=place)


def _list_in(project: Mapping, part: str, mark: Mark) -> Sequence:
    """A list of a project, which is there from its first row on."""
    there = project.get(part)
    if not isinstance(there, Sequence):
        there = Sequence(mark)
        project.items.append((Scalar(part, mark, mark), there))
    return there


def _headed(row: SheetRow, name: SheetColumn, about: list[SheetColumn], inner: str) -> tuple[Mapping, Sequence]:
    """A duty or an activity: what is said of it, and the list of what belongs to it."""
    node = mapping(row, [name, *about])
    node.items[0][0].value = DUTY
    below = Sequence(node.mark)
    node.items.append((Scalar(inner, node.mark, node.mark), below))
    return node, below


def _own(row: SheetRow, columns: tuple[SheetColumn, ...]) -> Iterator[SheetColumn]:
    """The columns of a row, with those the plan does not know but by their head: steps of a plan a form has none of."""
    yield from columns
    known = {one.path for one in columns}
    yield from (SheetColumn(path) for path in row.at if path not in known)


def _name(project: Mapping) -> str:
    name = project.get("项目名称")
    return (name.value or "") if isinstance(name, Scalar) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
