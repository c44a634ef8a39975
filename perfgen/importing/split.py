"""Tables to projects: which rows belong to which project, however the tables were joined, split or cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from perfgen.docx.blocks import Block, Paragraph, Row, Table
from perfgen.filing.labels import key
from perfgen.importing.labels import Labels
from perfgen.importing.words import blank

UNIT = re.compile(r"(?:金额|计量)?单位(.{0,4}元)$")
DEPARTMENT = re.compile(r"\s*[0-9]{3,12}\s*[-—]?\s*[^\W\d年月日][^，。；：,;:]{1,40}")
"""A department by its code and name alone."""
_WHOSE = "单位"
"""The item of a row that says whose table it is, and in which unit of money."""

_TITLE = re.compile(r"绩效目标表[ \u3000]*$")


@dataclass(slots=True)
class Rows:
    """The rows of one project, numbered within their table, and the paragraphs that stand before it."""

    before: list[Paragraph] = field(default_factory=list)
    goals: list[tuple[int, Row]] = field(default_factory=list)
    indicators: list[tuple[Row, list[tuple[int, Row]]]] = field(default_factory=list)
    """Groups of rows, each under its head row."""


@dataclass(slots=True)
class Split:
    """The projects of a document; where the first begins; and the paragraphs after the last table."""

    projects: list[Rows] = field(default_factory=list)
    first: int | None = None
    after: list[Paragraph] = field(default_factory=list)


def split(blocks: tuple[Block, ...], labels: Labels, titles: Callable[[Paragraph], bool] | None = None) -> Split:
    """Find the projects. Tables that belong to none are in no project.

    `titles` tells the paragraphs that only stand where a project begins.
    """
    splitter = _Splitter(labels, titles or is_title)
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            splitter.paragraph(block)
        else:
            splitter.table(block, at)
    splitter.found.after = splitter.between
    return splitter.found


def unit_cell(row: Row) -> bool:
    """Whether a row says 单位：万元, as the first row of a goal table does."""
    said = [cell for cell in row if not blank(cell.text)]
    return 0 < len(said) <= 3 and bool(UNIT.search(key(said[-1].text)))


def head_item(row: Row, labels: Labels) -> str:
    """项目编码 or 项目名称 where a row begins with one, its value behind it in the same cell or not; else empty."""
    said = re.split("[:：\n]\\s*(?=\\S)", row[0].text, maxsplit=1) if row else [""]
    whole = key(row[0].text) if row else ""
    return labels.top.get(whole) or labels.top.get(key(said[0])) or ""


def department_row(row: Row) -> bool:
    """Whether a row says a department by its code and name, and nothing else."""
    said = [cell for cell in row if not blank(cell.text)]
    return len(said) == 1 and bool(DEPARTMENT.fullmatch(said[0].text))


def is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the title of a project's tables."""
    return bool(_TITLE.search(paragraph.text))


@dataclass(slots=True)
class _Splitter:
    labels: Labels
    titles: Callable[[Paragraph], bool]
    found: Split = field(default_factory=Split)
    between: list[Paragraph] = field(default_factory=list)
    _mode: str = ""
    _titled: bool = False
    """Whether a title stands before the table at hand whose project has not begun yet."""

    _announced: bool = False
    """Whether a title is among the paragraphs between tables: each is looked at once, also where one small table follows the other."""

    def paragraph(self, paragraph: Paragraph) -> None:
        self.between.append(paragraph)
        self._announced = self._announced or self.titles(paragraph)

    def table(self, table: Table, at: int) -> None:
        self._titled = self._announced
        if not (table.rows and self._goes_on(table.rows[0]) and not self._titled):
            self._mode = ""
        for number, row in enumerate(table.rows, 1):
            if self.labels.indicators.is_head(row):
                self._header(row, at)
            elif len(row) == 1 and any(self.titles(paragraph) for paragraph in row[0].paragraphs):
                self.between += row[0].paragraphs
                self._titled = self._announced = True
                self._mode = ""
            elif self._head_items(row):
                if self._begins(row):
                    self._open(at)
                self._goals(number, row)
            elif self._mode == "goals" or (self._is_headed(row) and self._current is not None):
                self._goals(number, row)
            elif self._mode == "indicators" and self._current is not None:
                self._current.indicators[-1][1].append((number, row))

    @property
    def _current(self) -> Rows | None:
        return self.found.projects[-1] if self.found.projects else None

    def _open(self, at: int) -> None:
        """Begin a project, unless the one at hand has only just begun."""
        if self.found.first is None:
            self.found.first = at
        self.found.projects.append(Rows(self.between))
        self.between = []
        self._announced = False
        self._titled = False

    def _goals(self, number: int, row: Row) -> None:
        self._mode = "goals"
        if self._current is not None:
            self._current.goals.append((number, row))

    def _header(self, row: Row, at: int) -> None:
        if self._current is None or self._titled:
            self._open(at)
        self._mode = "indicators"
        if self._current is not None:
            self._current.indicators.append((row, []))

    def _begins(self, row: Row) -> bool:
        """Whether a project begins with this row: it says again what the project at hand has said."""
        if self._current is None or self._titled:
            return True
        if not self._current.goals:  # its indicators stand before them
            return False
        said = {item for _, earlier in self._current.goals for item in self._head_items(earlier)}
        again = bool(self._head_items(row) & said)
        if not again and len(self._current.goals) == 1 and said == {_WHOSE} and not self._current.indicators:
            return False  # its first row is a table of its own
        return again or self._mode in ("", "indicators")

    def _head_items(self, row: Row) -> set[str]:
        item = head_item(row, self.labels)
        if not item and (unit_cell(row) or (self._mode == "" and department_row(row))):
            return {_WHOSE}
        return {item} if item else set()

    def _is_headed(self, row: Row) -> bool:
        return bool(row) and len(row) > 1 and key(row[0].text) in self.labels.row_heads

    def _goes_on(self, first: Row) -> bool:
        """Whether a table goes on with the one before: the rows of its first line have no head, and fit."""
        if (
            self._mode == "indicators"
            and self._current is not None
            and not any(not blank(p.text) for p in self.between)
        ):
            header, _ = self._current.indicators[-1]
            rows = self._current.indicators[-1][1]
            return len(first) in {len(header), len(rows[-1][1]) if rows else 0} and not self.labels.indicators.is_head(
                first
            )
        return self._mode == "goals" and (self._is_headed(first) or self.labels.indicators.is_head(first))
