"""The lines above a form of one table, and rows of it that say no more: title, year, unit of money, who files it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.labels import APPLICATIONS, BUDGET, DEPARTMENT, FORMS, YEAR, key
from perfgen.filing.result_labels import FORM_TITLES
from perfgen.importing.form_labels import is_signature, of_document
from perfgen.importing.goal_table import department
from perfgen.importing.label_value import lines, pairs
from perfgen.importing.labels import Labels
from perfgen.importing.report import NO_PLACE, Ledger
from perfgen.importing.result_words import period_in, without_period
from perfgen.importing.split import UNIT
from perfgen.importing.words import blank

_OF_YEAR = re.compile(r"(20\d\d)\s*年度?(?!度|\s*\d{1,2}\s*月)")
"""A budget year; in 2023年12月5日 none is said."""
_YEAR_APART = re.compile(rf"[（(]\s*{_OF_YEAR.pattern}\s*[)）]|\s{_OF_YEAR.pattern}(?=\s|$)")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_UNIT_SAID = re.compile(r"(?:金额|计量)?\s*单\s*位\s*[:：]\s*\S{0,4}元")
_NUMBERED = re.compile(r"附(?:件|表)?\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)*\s*[:：]?")
_LONGEST = 80
"""A line that says more is no head of a form."""


class Filed(NamedTuple):
    """Who files a form, by code and name; empty where it does not say."""

    code: str
    name: str


@dataclass(slots=True)
class Heads:
    """What the heads of the forms of one document say. `unit` is the last unit of money that was said.

    `periods` are the 时间 that lines say, as 1-8月.
    """

    form: str
    labels: Labels
    ledger: Ledger
    unit: str = ""
    years: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    _named: list[tuple[str, tuple[Paragraph, ...]]] = field(default_factory=list)
    """Who files by a line or a row of its own, with where it stands."""
    _titled: list[tuple[str, Paragraph]] = field(default_factory=list)
    """What stands before the title in its line."""

    @property
    def _place(self) -> str:
        return "申报表" if self.form in APPLICATIONS else self.form

    def line(self, paragraph: Paragraph) -> None:
        """Take a line between the tables."""
        if len(paragraph.printed) > _LONGEST:
            return
        text = paragraph.printed
        unit = UNIT.search(key(text))
        self.unit = unit[1] if unit else self.unit
        self.periods += filter(None, [period_in(text)])
        bare = without_period(_UNIT_SAID.sub(" ", text), keeping_year=True)
        year = None if is_signature([text]) else _OF_YEAR.search(text)
        self.years += [year[1]] if year else []
        if self._of_document(Paragraph(_YEAR_APART.sub(" ", bare).strip()), paragraph):
            return
        number = _NUMBERED.match(bare.strip())
        rest = key(_OF_YEAR.sub("", _NUMBERED.sub("", bare.strip(), count=1)))
        title = next((one for one in _titles(self.form) if rest.endswith(one)), "")
        if title and number:
            self.ledger.leave_piece(paragraph.place, number[0], NO_PLACE)
        if rest == title and (title or not number):
            self.ledger.pass_over(paragraph)
        elif title:
            self._titled.append((rest.removesuffix(title), paragraph))

    def row(self, row: Row) -> bool:
        """Whether a row says title, year or unit of money in one cell: then it is none of the form's."""
        said = [cell for cell in row if not blank(cell.text)]
        if not said or any(cell.text != said[0].text for cell in said) or len(said[0].text) > _LONGEST:
            return False
        rest = key(_OF_YEAR.sub("", without_period(_UNIT_SAID.sub("", said[0].text), keeping_year=True)))
        title = any(rest.endswith(one) for one in _titles(self.form))
        if rest and not title:
            return False
        for cell in said:
            for one in cell.paragraphs:
                self.line(one)
        return True

    def taken(self, row: Row) -> Row:
        """A row without what it says of the document beside a label: who files, and of which year."""
        known = of_document()
        if not any(self.labels.names(_head(cell), known) for cell in row):
            return row
        gone: set[Cell] = set()
        for pair in pairs(row, known, self.labels):
            if pair.label and not pair.within:
                said = " ".join(cell.text.strip() for cell in pair.values if not blank(cell.text))
                if pair.label == YEAR and not _ANY_YEAR.search(said):
                    continue  # the head of a column
                self.ledger.pass_over(*pair.head.paragraphs)
                self._say(pair.label, said, tuple(one for cell in pair.values for one in cell.paragraphs))
                gone |= {pair.head, *pair.values}
            elif pair.label and len(row) > 1:
                self._say(pair.label, pair.values[0].text.strip(), pair.head.paragraphs)
                gone.add(pair.head)
        return tuple(cell for cell in row if cell not in gone)

    def _of_document(self, said: Paragraph, whole: Paragraph) -> bool:
        found = [pair for pair in lines([said], of_document(), self.labels) if pair.label]
        for pair in found:
            self._say(pair.label, pair.values[0].text.strip(), (whole,))
        return bool(found)

    def _say(self, label: str, said: str, where: tuple[Paragraph, ...]) -> None:
        if label == YEAR:
            year = _ANY_YEAR.search(said)
            self.years += [year[0]] if year else []
            if year:
                self.ledger.take(*where)
        elif label == DEPARTMENT and said:
            self._named.append((said, where))
        else:
            self.ledger.pass_over(*where)

    def filed(self, supervisor: str) -> Filed:
        """Who files the forms: as a line says, else the supervisor, else as the title does; doubts are told."""
        code, name = department(self._named[0][0]) if self._named else ("", "")
        over, above = department(supervisor)
        for said, where in self._named:
            if key(department(said)[1]) == key(name):
                self.ledger.take(*where)
        titled = next((before for before, _ in self._titled), "")
        name = name or above or titled
        for before, paragraph in self._titled:
            if before == key(name):
                self.ledger.pass_over(paragraph)
        if not code and over and key(name) == key(above):
            code = over
            self.ledger.doubt(self._place, name, "表上没有部门的编码，照主管部门写的", DEPARTMENT)
        return Filed(code, name)

    def printed_year(self) -> str:
        """The year that the forms say; where they say several, the first, and the others are told."""
        year, *others = dict.fromkeys(self.years or [""])
        if others:
            why = f"还有 {'、'.join(others)} 年的表，都写成了 {year} 年"
            self.ledger.doubt(self._place, "、".join(others), why, YEAR)
        return year


def _head(cell: Cell) -> str:
    return cell.text.replace(":", "：", 1).partition("：")[0]


def _titles(form: str) -> Sequence[str]:
    words = {key(word) for word in (form, *FORMS.get(form, ()), *FORM_TITLES.get(form, ()))}
    return sorted(words, key=lambda word: (-len(word), word))


def agreed_unit(units: Iterable[str], ledger: Ledger, place: str) -> str:
    """The unit of money that the first form says; each that says another is told."""
    first = ""
    for at, unit in enumerate(units):
        first = first or unit
        if unit not in ("", first):
            why = f"这张表的单位是{unit}，别的表是{first}，金额没有换算"
            ledger.doubt(f"第{at + 1}个项目", unit, why, place, at, BUDGET)
    return first or "万元"
