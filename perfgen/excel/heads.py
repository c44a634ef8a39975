"""Where the columns of a table are, found by what stands at their heads: they may have been moved, parted or typed otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfgen.excel.cells import BookSheet
from perfgen.excel.sheets import VERDICT, Holds, SheetColumn
from perfgen.filing.labels import NUMBER, PLAN, VALUE_COLUMNS, key, meant_by

_LOOKED_AT = 30
"""The rows among which the heads of a table are looked for."""
_TAIL = re.compile(r"[（(][^（()）]*[)）]\s*\*?\s*$")
"""What a head may add to its label: 预算数（万元）."""
_OURS = {key(VERDICT), key(NUMBER), key("合计")}
"""ColumnHeads of columns that are there for the reader."""


@dataclass(frozen=True, slots=True)
class ColumnHeads:
    """The heads of a table: the row they stand in, the columns found, by number; and what else stands there.

    `twice` are columns whose head is there again, with the number of the first. `verdict` is the column for findings, 0
    where there is none.
    """

    row: int
    columns: Mapping[int, SheetColumn]
    unknown: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, tuple[SheetColumn, int]] = field(default_factory=dict)
    verdict: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The heads that are known, by how they are read."""

    known: Mapping[str, SheetColumn]

    def column(self, text: str) -> SheetColumn | None:
        """The column a head means, None for one nobody knows."""
        for word in (text, _TAIL.sub("", text)):
            found = self.known.get(key(word)) or self.known.get(key(meant_by(word) or ""))
            if found:
                return found
            step = key(word).removeprefix(PLAN)
            if step and step != key(word):
                return SheetColumn((PLAN, step), Holds.PERCENT)
        return None


def vocabulary(columns: Iterable[SheetColumn]) -> Vocabulary:
    """What the heads of some columns are read by: their labels, the heads they are given, and the last label where only one has it."""
    listed = list(columns)
    last: dict[str, list[SheetColumn]] = {}
    for one in listed:
        last.setdefault(key(one.path[-1]), []).append(one)
    known = {word: found[0] for word, found in last.items() if len(found) == 1}
    for one in listed:
        others = VALUE_COLUMNS.get(one.path[-1], ()) if len(one.path) > 1 else ()
        known |= {key(word): one for word in others}
    for one in listed:
        known |= {one.key: one, key(one.said): one}
    return Vocabulary(known)


def heads_of(sheet: BookSheet, words: Vocabulary) -> ColumnHeads | None:
    """The heads of a table: the first row, of those that have most, with labels that are known. None where there is none."""
    best: ColumnHeads | None = None
    for row, cells in _first_rows(sheet):
        columns: dict[int, SheetColumn] = {}
        unknown: dict[int, str] = {}
        twice: dict[int, tuple[SheetColumn, int]] = {}
        verdict = 0
        for number, text in cells:
            found = words.column(text)
            if found is None and key(text) == key(VERDICT):
                verdict = number
            elif found is None:
                if key(text) not in _OURS:
                    unknown[number] = text
            elif found in columns.values():
                twice[number] = found, next(at for at, one in columns.items() if one == found)
            else:
                columns[number] = found
        if columns and (best is None or len(columns) > len(best.columns)):
            best = ColumnHeads(row, columns, unknown, twice, verdict)
    return best


def _first_rows(sheet: BookSheet) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.kind == "text":
            rows.setdefault(row, []).append((column, cell.text))
    for row in sorted(rows)[:_LOOKED_AT]:
        yield row, sorted(rows[row])
