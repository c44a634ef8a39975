"""What people wrote where nobody is asked to: in a department's letter in Word, in the workbook of all.

Both are made anew in every round. A letter in which something was written is not written over, and the 部门答复 in it go into the
department's sheet; so does what was written in the workbook of all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from perfgen.docx.archive import read_parts
from perfgen.docx.blocks import Table, read_blocks, word_part
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import parse_xml, w
from perfgen.errors import PerfgenError
from perfgen.excel.cells import BookSheet, read_book
from perfgen.opinions.opinion import Opinion, UnitOpinions
from perfgen.opinions.torn import short
from perfgen.shown import visible

WORD = ".docx"
WHERE, PROBLEM, DECISION, REMARK, ANSWER = "位置", "问题", "审核", "审核意见", "部门答复"
CODE, NAME = "单位编码", "部门"
ROW_MARK = "核对"
"""The last column of the workbook of all, which is not shown: what was written in the row when it was made, see `row_mark`."""
WRITTEN = {"decision": DECISION, "remark": REMARK, "answer": ANSWER}
"""What people write in a row."""
_WRITTEN = tuple(WRITTEN.values())


def printed(letter: bytes) -> str:
    """The fingerprint of what a letter of ours says, from its content."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        root = parse_xml(archive.read(MAIN_PART))
    return _of_words(root)


def is_as_printed(path: Path, fingerprint: str) -> bool:
    """Whether a letter says what it said when it was made; not where it cannot be read."""
    budget = DocumentBudget(path)
    try:
        root = word_part(budget, read_parts(path, MAIN_PART.__eq__, budget.unpack), MAIN_PART)
    except PerfgenError:
        return False
    return _of_words(root) == fingerprint


def _of_words(root: etree._Element) -> str:
    """Of all text without blanks: programs part and join the runs it stands in."""
    return short(_bare("".join(one.text or "" for one in root.iter(w("t")))))


class Answers(NamedTuple):
    """The opinions that a department answered, each with nothing but the answer; and answers of which nobody knows to what."""

    rows: list[Opinion]
    lost: list[str]


def answers_in(path: Path, one: UnitOpinions) -> Answers:
    """What a department answered in its letter. Raises DocumentError."""
    found = Answers([], [])
    left = list(one.rows)
    for table in read_blocks(path).blocks:
        for said in _rows(table) if isinstance(table, Table) else ():
            row = _meant(said, left)
            if row is None:
                if said[ANSWER] and all(_bare(said[ANSWER]) != _bare(mine.answer) for mine in one.rows):
                    found.lost.append(said[ANSWER])
                continue
            left.remove(row)
            if said[ANSWER] and _bare(said[ANSWER]) != _bare(row.answer):
                own = row.remark if row.key is None else ""  # by which it is known
                found.rows.append(replace(row, decision="", remark=own, answer=said[ANSWER]))
    return found


def _rows(table: Table) -> Iterator[dict[str, str]]:
    """What stands under the heads of a table of opinions; nothing for another."""
    heads: dict[str, int] = {}
    for row in table.rows:
        texts = {cell.column: cell.text.strip() for cell in row}
        if not heads:
            named = {text: column for column, text in texts.items()}
            problem = next((column for text, column in named.items() if text.startswith(PROBLEM)), None)
            if problem is not None and WHERE in named and ANSWER in named:
                heads = {name: named[name] for name in (WHERE, REMARK, ANSWER) if name in named} | {PROBLEM: problem}
            continue
        yield {name: texts.get(column, "") for name, column in heads.items()}


def _meant(said: Mapping[str, str], rows: Sequence[Opinion]) -> Opinion | None:
    """The opinion that a row of a letter is about: place and problem are the same; of a reviewer's own remark, place and remark."""
    where, problem, remark = (_bare(said.get(name, "")) for name in (WHERE, PROBLEM, REMARK))
    return next(
        (
            one
            for one in rows
            if _bare(visible(one.where)) == where
            and problem.startswith(_bare(visible(one.problem)))
            and (one.key is not None or (not problem and remark.endswith(_bare(visible(one.remark)))))
        ),
        None,
    )


def row_mark(decision: str, remark: str, answer: str) -> str:
    """What tells whether something was written in a row of the workbook of all since it was made."""
    return short("\0".join(map(_bare, (decision, remark, answer))))


class WrittenRow(NamedTuple):
    """A row of the workbook of all in which somebody wrote: whose it is, what it says now, and its mark."""

    code: str
    name: str
    said: Opinion
    mark: str

    @property
    def words(self) -> str:
        """What was written, and where, as it is told."""
        written = "；".join(filter(None, (self.said.decision, self.said.remark, self.said.answer)))
        return f"{self.said.where}写的“{written}”"


def written_in_all(path: Path, content: bytes) -> Iterator[WrittenRow]:
    """The rows of the workbook of all in which somebody wrote since it was made. Raises DocumentError where it cannot be read."""
    for sheet in read_book(path, content, lambda _: True).sheets:
        for said in _table(sheet):
            decision, remark, answer = (said.get(name, "") for name in _WRITTEN)
            if said[ROW_MARK] and row_mark(decision, remark, answer) != said[ROW_MARK]:
                opinion = Opinion(said[WHERE], said[PROBLEM], decision=decision, remark=remark, answer=answer)
                yield WrittenRow(said[CODE], said[NAME], opinion, said[ROW_MARK])


def _table(sheet: BookSheet) -> Iterator[dict[str, str]]:
    heads = {sheet.cells[at].text.strip(): at[1] for at in sorted(sheet.cells) if at[0] == 1}
    if not {CODE, NAME, WHERE, PROBLEM, ROW_MARK, *_WRITTEN} <= heads.keys():
        return
    for number in sorted({row for row, _ in sheet.cells if row > 1}):
        yield {
            name: sheet.cells[number, at].text.strip() if (number, at) in sheet.cells else ""
            for name, at in heads.items()
        }


def with_row_of_all(one: UnitOpinions, row: WrittenRow) -> tuple[UnitOpinions, list[str]]:
    """A department's opinions with what was written in a row of the workbook of all; and what is not taken in, in words.

    Where nothing was written in the department's own sheet since, the row counts as it is; else it fills what is empty there.
    """
    alike = [
        number
        for number, mine in enumerate(one.rows)
        if (_bare(mine.where), _bare(mine.problem)) == (_bare(row.said.where), _bare(row.said.problem))
    ]
    unchanged = [
        number
        for number in alike
        if row_mark(one.rows[number].decision, one.rows[number].remark, one.rows[number].answer) == row.mark
    ]
    if not alike:
        return one, [row.words]
    at = (unchanged or alike)[0]
    mine = one.rows[at]
    against: list[str] = []
    if unchanged:
        new = replace(mine, decision=row.said.decision, remark=row.said.remark, answer=row.said.answer)
    else:
        new, against = filled(mine, row.said)
    return replace(one, rows=(*one.rows[:at], new, *one.rows[at + 1 :])), against


def filled(mine: Opinion, theirs: Opinion) -> tuple[Opinion, list[str]]:
    """An opinion with what people wrote of it elsewhere, where it says nothing; and in words what is said otherwise there."""
    against: list[str] = []
    for name, words in WRITTEN.items():
        said, other = getattr(mine, name), getattr(theirs, name)
        if other and not said:
            mine = replace(mine, **{name: other})
        elif _bare(other) and _bare(other) != _bare(said):
            against.append(f"{mine.where}的{words}“{other}”")
    return mine, against


def _bare(text: str) -> str:
    return "".join(text.split())
