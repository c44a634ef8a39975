"""A form for each project, one table each, 中期 beside 年度 where it has both: 项目支出绩效目标申报表 in its central shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Paragraph, Row, Table
from perfgen.filing.base import Scope
from perfgen.filing.labels import BUDGET, CODE, FORMS, GOALS, INDICATORS, NAME, SUPERVISOR, key
from perfgen.importing.front import account_for_margins
from perfgen.importing.goal_table import GoalTable, department, read_goal_table, value_of
from perfgen.importing.goals import goals
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Labels
from perfgen.importing.overall import year_of
from perfgen.importing.projects import BUDGETED, in_order
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import Ledger, paragraphs_of
from perfgen.importing.split import UNIT
from perfgen.importing.whole import agreed
from perfgen.importing.words import blank

MEDIUM, YEAR = "中期", "年度"
FUNDS, MEDIUM_GOALS, MEDIUM_INDICATORS = "中期资金", "中期绩效目标", "中期绩效指标"
_MONEY = re.compile(r"(?:项目)?资金(?:情况)?(?:单位)?(万?元)?")
_AIMS = re.compile(r"(?:总体|绩效|项目)目标")
_ROWS = re.compile(rf"({MEDIUM}|{YEAR})?绩效指标")
_SIDE = re.compile(rf"({MEDIUM}|实施期|{YEAR})")
_YEARS = re.compile(r"[（(]([^（）()]*\d{4}[^（）()]*)[)）]")
_OF_YEAR = re.compile(r"(20\d\d)\s*年度?")
_LONGEST_HEADING = 60
_GOALS_OF = re.compile(r"\s*(?:中期|实施期|年度)(?:总体|绩效|预期)?目标\s*(?:[（(][^（）()]*[)）])?\s*[:：]?\s*")
"""What heads a column of goals, or stands beside them; never the goals themselves."""
_UNIT_IN_LABEL = re.compile(r"[（(](万?元)[)）]\s*$")
_TITLES = frozenset(key(word) for form, words in FORMS.items() if form.startswith("项目") for word in (form, *words))


def read(job: ReadingJob) -> dict[str, Any]:
    """The filing by its labels. A form says the supervisor by code and name; the filing's 部门 is taken from there."""
    ledger = job.ledger
    forms: list[_Form] = []
    years: list[str] = []
    unit = ""
    for block in job.document.blocks:
        if isinstance(block, Table):
            for number, row in enumerate(block.rows, 1):
                if not forms or _begins(row, forms[-1], job.labels, first=number == 1):
                    forms.append(_Form(job.labels, ledger, GoalTable(unit=unit)))
                forms[-1].row(number, row)
        else:
            year, said = _heading(block, ledger)
            years += [year] if year else []
            unit = said or unit
    projects = [form.read(at, job) for at, form in enumerate(forms)]
    printed, *others = dict.fromkeys(years or [""])
    account_for_margins(paragraphs_of(job.document.around), "", printed, ledger)
    if others:
        ledger.doubt("申报表", "、".join(others), f"还有 {'、'.join(others)} 年的表，都写成了 {printed} 年", "年度")
    tables = [form.table for form in forms]
    supervisor = agreed([(one, one.whole.get(SUPERVISOR, "")) for one in tables], SUPERVISOR, ledger)
    code, name = department(supervisor)
    if name:
        ledger.doubt("申报表", name, "表上没有部门的编码，照主管部门写的", "部门")
    units = list(dict.fromkeys(one.unit for one in tables if one.unit)) or ["万元"]
    for at, one in enumerate(tables):
        if one.unit not in ("", units[0]):
            why = f"这张表的单位是{one.unit}，别的表是{units[0]}，金额没有换算"
            ledger.doubt(f"第{at + 1}个项目", one.unit, why, BUDGETED, at, BUDGET)
    year = year_of(ledger, job.year, printed, ([], [str(project.get(CODE, "")) for project in projects]))
    return {
        "版式": job.layout.name,
        "年度": year,
        "部门": {"编码": code, "名称": name},
        "金额单位": units[0],
        **({SUPERVISOR: {"编码": code, "名称": name}} if name else {}),
        "预算项目": projects,
    }


def _begins(row: Row, form: _Form, labels: Labels, *, first: bool) -> bool:
    """Whether a row begins another form: the first of a table that names a project, or one that names it again."""
    named = any(labels.names(cell.text, labels.top) for cell in row[:1])
    return named and (first or form.names_project(row))


def _heading(paragraph: Paragraph, ledger: Ledger) -> tuple[str, str]:
    """The year and the unit of money that a line above a form says; what says nothing else is the layout's own."""
    if len(paragraph.printed) > _LONGEST_HEADING:
        return "", ""
    year, unit = _OF_YEAR.search(paragraph.printed), UNIT.search(key(paragraph.printed))
    rest = key(_OF_YEAR.sub("", paragraph.printed))
    if unit:
        rest = UNIT.sub("", rest)
    if rest in _TITLES or not rest:
        ledger.pass_over(paragraph)
    return year[1] if year else "", unit[1] if unit else ""


@dataclass(slots=True)
class _Group:
    """Rows of indicators of one side, under their head row. The columns in `others` are those of the other side."""

    side: str
    head: Row
    others: range = range(0)
    below: list[tuple[int, Row]] = field(default_factory=list)


@dataclass(slots=True)
class _Form:
    """The rows of one project's form, by what they are about."""

    labels: Labels
    ledger: Ledger
    table: GoalTable = field(default_factory=GoalTable)
    items: list[tuple[int, Row]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    groups: list[_Group] = field(default_factory=list)
    _open: list[_Group] = field(default_factory=list)
    """Those whose rows are being read: two where they stand beside each other."""
    _part: str = ""
    _sides: tuple[str, ...] = ()
    _beside: list[tuple[int, str]] = field(default_factory=list)
    """The columns in which goals begin, and whose they are."""
    _whose: str = YEAR

    def names_project(self, row: Row) -> bool:
        """Whether the form has said before what a row says at its beginning."""
        said = {key(cells[0].text) for _, cells in self.items if cells}
        return key(row[0].text) in said

    def row(self, number: int, row: Row) -> None:
        """Take the next row of the form."""
        if not row:
            return
        rest = self._headed(row)
        if self._part == "money":
            self._money(rest)
        elif self._part == "aims":
            self._aims(rest)
        elif self._part == "rows":
            self._row_of_indicators(number, rest)
        else:
            self.items.append((number, row))

    def _headed(self, row: Row) -> Row:
        """A row without the cell at its left that says what several rows are about."""
        first, said = row[0], key(row[0].text)
        for part, head in (("money", _MONEY), ("aims", _AIMS), ("rows", _ROWS)):
            found = head.fullmatch(said)
            if found and len(row) > 1:
                if part != self._part:
                    self._part, self._sides, self._beside = part, (), []
                if part == "money":
                    self.table.unit = found[1] or self.table.unit
                if part == "rows":
                    self._whose = found[1] or YEAR
                self.ledger.pass_over(*first.paragraphs)
                return row[1:]
        if self._part and (first.continued or blank(first.text)):
            return row[1:]
        if (
            len(row) > 1
            and _GOALS_OF.fullmatch(first.text)
            and not any(_GOALS_OF.fullmatch(cell.text) for cell in row[1:])
        ):
            self._part, self._beside = "aims", [(0, _side(first.text))]  # beside the goals, not above them
            self.ledger.pass_over(*first.paragraphs)
            return row[1:]
        self._part = ""
        return row

    def _money(self, row: Row) -> None:
        """Labels and amounts by turns, the first of a row about the first side."""
        pairs = list(zip(row[::2], row[1::2], strict=False))
        sides = tuple(_side(label.text) or YEAR for label, _ in pairs)
        self._sides = self._sides or sides
        for at, (head, value) in enumerate(pairs):
            side = _side(head.text) or (self._sides[at] if at < len(self._sides) else YEAR)
            bare = _SIDE.sub("", head.text.strip(), count=1) if _side(head.text) else head.text
            label = self.labels.names(bare, self.labels.amounts)
            if not label:
                continue
            unit = _UNIT_IN_LABEL.search(head.text)
            self.table.unit = unit[1] if unit else self.table.unit
            amount = value_of(label, [value], self.labels, self.table.unit)
            if amount:
                holder = self.data.setdefault(FUNDS, {}) if side == MEDIUM else self.data
                holder[label] = amount
            self.ledger.pass_over(*head.paragraphs)
            (self.ledger.take if amount else self.ledger.pass_over)(*value.paragraphs)

    def _aims(self, row: Row) -> None:
        """A row that says whose goals stand below, or the goals themselves."""
        said = [cell for cell in row if not blank(cell.text)]
        if not self._beside and said and all(_GOALS_OF.fullmatch(cell.text) for cell in said):
            self._beside = [(cell.column, _side(cell.text)) for cell in said]
            for cell in said:
                years = _YEARS.search(cell.text)
                if years and _side(cell.text) == MEDIUM:
                    self.data[MEDIUM] = years[1]
                    self.ledger.take(*cell.paragraphs)
                self.ledger.pass_over(*cell.paragraphs)
            return
        for cell in said:
            side = next((side for column, side in reversed(self._beside) if column <= cell.column), YEAR)
            above = self.data.setdefault(MEDIUM_GOALS if side == MEDIUM else GOALS, [])
            above += goals(cell.paragraphs, len(above))
            self.ledger.take(*cell.paragraphs)

    def _row_of_indicators(self, number: int, row: Row) -> None:
        if self.labels.indicators.is_head(row):
            self._open = list(_parted(row, self._whose))
            self.groups += self._open
        else:
            for group in self._open:
                group.below.append((number, tuple(cell for cell in row if cell.column not in group.others)))

    def read(self, at: int, job: ReadingJob) -> dict[str, Any]:
        """The project by the labels of the form."""
        ledger, layout = self.ledger, job.layout
        place = f"第{at + 1}个项目"
        ledger.name_rows(self.items, f"{place} 申报表")
        with ledger.within(BUDGETED, at):
            unit = self.table.unit
            self.table = read_goal_table(self.items, (), self.labels, layout.checkpoints, ledger)
            self.table.unit = self.table.unit or unit
            found = {NAME: "", **self.table.data, **self.data}
            for side, label in ((MEDIUM, MEDIUM_INDICATORS), (YEAR, INDICATORS)):
                groups = [(one.head, one.below) for one in self.groups if one.side == side]
                with ledger.within(label):
                    rows = read_indicators(groups, self.labels, layout.taxonomy, ledger)
                if rows:
                    found[label] = rows
        if not found.get(CODE) and CODE not in layout.form.fields.required(Scope.PROJECT):
            found.pop(CODE, None)
        return in_order(found)


def _side(written: str) -> str:
    """Whose a cell is that begins with 中期 or 年度; 实施期 is 中期. Empty where it says neither."""
    found = _SIDE.match(key(written))
    return (YEAR if found[1] == YEAR else MEDIUM) if found else ""


def _parted(head: Row, whose: str) -> Iterator[_Group]:
    """The indicators under a head row; under one whose labels come twice, those of 中期 and of 年度."""
    labels = [key(cell.text) for cell in head]
    again = next((at for at, label in enumerate(labels) if label and label in labels[:at]), None)
    if again is None:
        yield _Group(whose, head)
        return
    first = labels.index(labels[again])
    left, right, end = head[first].column, head[again].column, head[-1].column + head[-1].span
    yield _Group(MEDIUM, head[:again], range(right, end))
    yield _Group(YEAR, (*head[:first], *head[again:]), range(left, right))
