"""The table 部门职责-工作活动绩效目标: duties, the activities under them, and how each activity is graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Cell, Paragraph, Row, Table
from perfgen.filing.labels import DUTY, DUTY_BUDGET, DUTY_CONTENT, GOALS, GRADES, GRADING, INDICATORS, key
from perfgen.importing.columns import Columns, columns_of
from perfgen.importing.goal_table import text
from perfgen.importing.labels import TableHead
from perfgen.importing.report import JOINED, Ledger
from perfgen.importing.words import OF_ACTIVITY, OF_DUTY, blank, is_total

NAME, BUDGET, CONTENT, GOAL = DUTY, DUTY_BUDGET, DUTY_CONTENT, GOALS
ACTIVITIES = "工作活动"
DUTIES = "部门职责"
OWN = (NAME, BUDGET, CONTENT, GOAL)


@dataclass(slots=True)
class _Duties:
    """The duties as they are read; the activity at hand takes the graded indicators."""

    ledger: Ledger
    found: list[dict[str, Any]] = field(default_factory=list)
    activity: dict[str, Any] | None = None

    def row(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Take one row: it begins a duty or an activity, or goes on with the indicators of the activity at hand."""
        own = {label: [cell for cell in cells.get(label, ()) if not blank(cell.text)] for label in OWN}
        name = text(own[NAME])
        if is_total(name):
            said = [one for part in cells.values() for cell in part for one in cell.paragraphs]
            self.ledger.leave("合计由程序自己算，不写进来", *said)
            return
        if name:
            graded = any(not blank(cell.text) for label in (INDICATORS, *GRADES) for cell in cells.get(label, ()))
            self._begin(name, own, graded=graded)
        elif self.activity is None and not any(own.values()):
            return
        self._grade(cells)

    def _begin(self, name: str, own: Mapping[str, Sequence[Cell]], *, graded: bool) -> None:
        """Begin what the number of a name says; without a number, an activity where it is `graded`, else a duty."""
        number = OF_DUTY.match(name) or OF_ACTIVITY.match(name)
        activity = bool(OF_ACTIVITY.match(name)) or (number is None and graded)
        written = name[number.end() :] if number else name
        part: dict[str, Any] = {NAME: written.replace("\n", "")}
        part |= {label: text(cells) for label, cells in own.items() if label != NAME and cells}
        self.ledger.take(*(one for cells in own.values() for cell in cells for one in cell.paragraphs))
        above = len(self.found) - 1
        under = (
            (above, ACTIVITIES, len(self.found[-1].get(ACTIVITIES, []))) if activity and self.found else (above + 1,)
        )
        about = (DUTIES, *under, NAME)
        place = self.ledger.place(one for cell in own[NAME] for one in cell.paragraphs)
        if "\n" in written:
            self.ledger.doubt(place, part[NAME], f"{NAME}：{JOINED}", *about)
        if number is None:
            self.ledger.doubt(
                place, name, f"前面没有序号，当作一项{'工作活动' if activity and self.found else '职责'}", *about
            )
        if number and activity and not self.found:
            self.ledger.doubt(place, name, "前面没有职责，当作一项职责", *about)
        if activity and self.found:
            self.found[-1].setdefault(ACTIVITIES, []).append(part)
            self.activity = part
        else:
            self.found.append(part)
            self.activity = None

    def _grade(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Take the indicator of a row. A duty has none: what stands there stays with the ledger."""
        labels = (INDICATORS, *GRADES)
        said = {label: [cell for cell in cells.get(label, ()) if not blank(cell.text)] for label in labels}
        if self.activity is None or not any(said.values()):
            return
        indicator = {label: text(part) for label, part in said.items() if part or label == INDICATORS}
        if "\n" in indicator[INDICATORS]:
            indicator[INDICATORS] = indicator[INDICATORS].replace("\n", "")
            place = self.ledger.place(one for cell in said[INDICATORS] for one in cell.paragraphs)
            rows = len(self.activity.get(INDICATORS, []))
            about = (DUTIES, len(self.found) - 1, ACTIVITIES, len(self.found[-1][ACTIVITIES]) - 1, INDICATORS, rows)
            self.ledger.doubt(place, indicator[INDICATORS], f"{INDICATORS}：{JOINED}", *about)
        self.activity.setdefault(INDICATORS, []).append(indicator)
        self.ledger.take(*(one for part in said.values() for cell in part for one in cell.paragraphs))


def goes_on(table: Table, before: Table) -> bool:
    """Whether a table without a head goes on with the duties of the one before: its rows are as long."""
    return bool(table.rows and before.rows) and len(table.rows[0]) == len(before.rows[-1])


def above_head(table: Table, head: TableHead) -> list[Paragraph]:
    """What stands in the rows above the head row: what the table is, and whose."""
    at = next((at for at, row in enumerate(table.rows) if head.is_head(row)), 0)
    return [paragraph for row in table.rows[:at] for cell in row for paragraph in cell.paragraphs]


def read_duties(tables: Sequence[Table], head: TableHead, ledger: Ledger) -> list[dict[str, Any]]:
    """Read 部门职责. A table without a head row has the columns of the one before."""
    duties = _Duties(ledger)
    columns: Columns | None = None
    for table in tables:
        ledger.name_rows(enumerate(table.rows, 1), DUTIES)
        at = next((at for at, row in enumerate(table.rows) if head.is_head(row)), None)
        if at is None and columns is not None:
            _read(duties, columns, head, list(enumerate(table.rows, 1)))
        elif at is not None:
            below = list(enumerate(table.rows[at + 1 :], at + 2))
            columns, rows = columns_of(table.rows[at], below, head.columns, (GRADING, head.parts), ledger)
            _read(duties, columns, head, rows)
    return duties.found


def _read(duties: _Duties, columns: Columns, head: TableHead, rows: Sequence[tuple[int, Row]]) -> None:
    for _, row in rows:
        if head.is_head(row):  # said again on the next page
            duties.ledger.pass_over(*(one for cell in row for one in cell.paragraphs if key(cell.text) in head.columns))
        else:
            duties.row(columns.cells(row))
