"""Indicators found in the library: by a name however it is put, and by what a project is about.

Rank is bm25 over words and pairs of characters (SQLite, "FTS5", 5.1.1). Of equal ones the more used stands first, then the order
of the texts, so that the same library and question give the same answer.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfgen.library.schema import reading
from perfgen.library.words import pairs, subjects, words
from perfgen.units import Unit, bare

_WEIGHTS = "1.0, 1.0, 0.3"
_OF_PROJECTS = "1.0, 0.5, 0.5"
_MOST_FOUND, _MOST_ALIKE = 60, 20
_LEAST_ALIKE = 0.15
"""How near a project must be to count, as a share of the nearest."""
_MOST_TOKENS = 200
LONGEST = 500
"""Characters of a text out of a library that are told again."""


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """A 三级指标 as departments have used it.

    `level1`, `level2`, `name` and `description` are as most have written them. `projects` are the names of some projects that
    have it; `units` the units of its 指标值, `operators` its signs (≥ ≤ > < =), `values` the 指标值 themselves, each the most
    frequent first. `filings` and `departments` is how many have it, `last` the year it was last used in (0 for none), `returned`
    in how many filings reviewers sent it back.
    """

    level1: str
    level2: str
    name: str
    description: str
    basis: str
    projects: tuple[str, ...]
    units: tuple[str, ...]
    operators: tuple[str, ...]
    values: tuple[str, ...]
    filings: int
    departments: int
    last: int
    returned: int

    @property
    def direction(self) -> str:
        """正向 where more is better, 反向 where less is, by its usual sign; empty where that does not say."""
        return {"≥": "正向", ">": "正向", "≤": "反向", "<": "反向"}.get(self.operators[0] if self.operators else "", "")

    @property
    def unit(self) -> str:
        """Its usual unit, empty where it has none."""
        return self.units[0] if self.units else ""


@dataclass(frozen=True, slots=True)
class AskedProject:
    """A project that indicators are looked for: its name, and what it is about (资金用途, 绩效目标).

    `without` are names, as `bare` gives them, that are not wanted; `apart` tells the units whose filings do not count. Where only
    `kin` is wanted, a project counts whose name shares a subject with this one (`perfgen.library.words.subjects`).
    """

    name: str
    about: str = ""
    without: Container[str] = ()
    apart: Callable[[Unit], bool] = lambda _: False
    kin: bool = False


class Library:
    """A library that is open, to be asked. See `opened_library`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Ask a file that was checked."""
        self._base = base

    def search(self, text: str, most: int = 5, *, level2: str = "") -> list[KnownIndicator]:
        """Indicators whose name says what a text says, the nearest first; only those of a 二级指标 where one is given."""
        scores = self._scored("指标检索", _WEIGHTS, ("词", "字", "说明"), text)
        names = self._names(scores)
        wanted = [one for one in scores if not level2 or names[one][0] == bare(level2)]
        counts = self._counts(wanted)
        order = sorted(wanted, key=lambda one: (-scores[one], -counts[one], names[one]))
        return [self._known(one) for one in order[:most]]

    def suggest(self, asked: AskedProject, most: int = 5) -> dict[tuple[str, str], list[KnownIndicator]]:
        """What projects like one have, by 一级指标 and 二级指标, the likeliest first, at most so many of each."""
        scores = self._scored("项目检索", _OF_PROJECTS, ("词", "字", "用途"), asked.name, asked.about)
        found: dict[int, float] = defaultdict(float)
        there = [one for one in scores if not asked.apart(self._unit_of(one))]
        if asked.kin:
            wanted = subjects(asked.name)
            there = [one for one in there if wanted & subjects(self._project(one)[0])]
        best = max((scores[one] for one in there), default=0.0)
        alike = sorted(there, key=lambda one: (-scores[one], self._project(one)))[:_MOST_ALIKE]
        for number in alike:
            if scores[number] < best * _LEAST_ALIKE:
                break
            for (entry,) in self._base.execute('SELECT DISTINCT "词条" FROM "指标" WHERE "项目" = ?', (number,)):
                found[int(entry)] += (scores[number] / best) ** 2
        names = self._names(found)
        order = sorted(found, key=lambda one: (-round(found[one], 6), names[one]))
        told: dict[tuple[str, str], list[KnownIndicator]] = {}
        filled = Counter[str]()
        for entry in order:
            level2, name = names[entry]
            if name in asked.without or filled[level2] >= most:
                continue
            filled[level2] += 1
            one = self._known(entry)
            told.setdefault((one.level1, one.level2), []).append(one)
        return told

    def usual(self, whose: str = "", most: int = 30) -> dict[str, list[str]]:
        """The names most used, by 二级指标: those of a unit (code, or name) first, then those that several have. None that reviewers mostly sent back."""
        rows = self._base.execute(_USUAL, (whose,))
        told: dict[str, list[str]] = defaultdict(list)
        for level2, name in rows:
            if len(told[_text(level2)]) < most:
                told[_text(level2)].append(_text(name))
        return dict(told)

    def _scored(self, table: str, weights: str, columns: Sequence[str], *texts: str) -> dict[int, float]:
        """The rows that have words or pairs of some texts, each with how near it is: more is nearer."""
        first, second, third = columns
        named = _quoted(word for text in texts for word in words(text))
        paired = _quoted(pair for text in texts for pair in pairs(text))
        parts = [f"{first} : ({named})", f"{third} : ({named})"] if named else []
        parts += [f"{second} : ({paired})"] if paired else []
        if not parts:
            return {}
        # A rank is rounded: the last digits of a sum hang on the order of its parts.
        asked = f'SELECT rowid, round(-bm25("{table}", {weights}), 6) FROM "{table}" WHERE "{table}" MATCH ? ORDER BY 2 DESC, 1 LIMIT {_MOST_FOUND * 5}'  # noqa: S608 -- names of ours
        return {int(number): float(score) for number, score in self._base.execute(asked, (" OR ".join(parts),))}

    def _names(self, entries: Iterable[int]) -> dict[int, tuple[str, str]]:
        asked = 'SELECT "二级指标", "名称" FROM "词条" WHERE "号" = ?'
        found = ((one, self._base.execute(asked, (one,)).fetchone() or ("", "")) for one in entries)
        return {one: (_text(said[0]), _text(said[1])) for one, said in found}

    def _counts(self, entries: Iterable[int]) -> Mapping[int, int]:
        asked = 'SELECT count(*) FROM "指标" WHERE "词条" = ?'
        return {one: int(self._base.execute(asked, (one,)).fetchone()[0]) for one in entries}

    def _project(self, number: int) -> tuple[str, str]:
        found = self._base.execute('SELECT "项目名称", "用途" FROM "项目" WHERE "号" = ?', (number,)).fetchone()
        return (_text(found[0]), _text(found[1])) if found else ("", "")

    def _unit_of(self, number: int) -> Unit:
        found = self._base.execute(
            'SELECT "部门编码", "部门名称", "年度", "种类" FROM "文本" WHERE "号" = (SELECT "文本" FROM "项目" WHERE "号" = ?)',
            (number,),
        ).fetchone() or ("", "", 0, "")
        return Unit(_text(found[0]), _text(found[1]), int(found[2]) or None, _text(found[3]))

    def _known(self, entry: int) -> KnownIndicator:
        rows: list[dict[str, Any]] = [
            dict(zip(_FIELDS, row, strict=True)) for row in self._base.execute(_ROWS, (entry, _MOST_FOUND * 50))
        ]
        first = {label: _usual(rows, label) for label in _FIELDS[:9]}
        filings = {row["文本"] for row in rows}
        level1, level2, name = (next(iter(first[label]), "") for label in _FIELDS[:3])
        return KnownIndicator(
            level1,
            level2,
            name,
            _common(rows, "绩效指标描述", first["绩效指标描述"]),
            _common(rows, "指标值确定依据", first["指标值确定依据"]),
            projects=first["项目名称"][:3],
            units=first["单位"],
            operators=first["符号"],
            values=first["指标值"][:5],
            filings=len(filings),
            departments=len({row["谁"] for row in rows}),
            last=max((int(row["年度"]) for row in rows), default=0),
            returned=len({row["文本"] for row in rows if row["退回"]}),
        )


_FIELDS = (
    *("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值确定依据", "项目名称", "单位", "符号", "指标值"),
    *("文本", "谁", "年度", "退回"),
)
_ROWS = """SELECT z."一级指标", z."二级指标", z."三级指标", z."绩效指标描述", z."指标值确定依据", p."项目名称", z."单位", z."符号", z."指标值",
 t."号", t."单位", t."年度", z."退回" FROM "指标" z JOIN "项目" p ON p."号" = z."项目" JOIN "文本" t ON t."号" = p."文本"
 WHERE z."词条" = ? ORDER BY t."单位", t."年度", t."种类", z."号" LIMIT ?"""


def usual_names(path: Path, whose: str = "", most: int = 30) -> dict[str, list[str]]:
    """As `Library.usual`, of the library at a path; nothing of a text is looked up, and no extra needed. Raises LibraryError."""
    with reading(path) as base:
        return Library(base).usual(whose, most)


_USUAL = """SELECT level2, name FROM (SELECT d."二级指标" AS level2, min(z."三级指标") AS name, d."名称" AS bare, count(DISTINCT t."号") AS filings,
 count(*) AS rows, max(t."单位" = ?) AS own, count(DISTINCT t."单位") AS units, sum(z."退回" > 0) AS returned
 FROM "词条" d JOIN "指标" z ON z."词条" = d."号" JOIN "项目" p ON p."号" = z."项目" JOIN "文本" t ON t."号" = p."文本" GROUP BY d."号")
 WHERE 2 * returned < rows AND (own OR units > 1) ORDER BY level2, own DESC, filings DESC, rows DESC, bare"""


@contextmanager
def opened_library(path: Path) -> Iterator[Library]:
    """The library at a path, to be asked while the block runs.

    Raises LibraryError where there is none or it cannot be read, also while it is asked, and MissingSegmenterError where what tells
    words apart is not installed.
    """
    words("")
    with reading(path) as base:
        yield Library(base)


def _usual(rows: Iterable[Mapping[str, Any]], label: str) -> tuple[str, ...]:
    """What stands in a column, each once, the most frequent first, then in the order of the texts; nothing that is empty."""
    counts = Counter(_text(row[label]) for row in rows)
    return tuple(sorted(filter(None, counts), key=lambda one: (-counts[one], one)))


def _common(rows: Sequence[Mapping[str, Any]], label: str, usual: Sequence[str]) -> str:
    """The usual text of a column where half of the rows have it: what one department says of its own does not fit others."""
    first = next(iter(usual), "")
    return first if 2 * sum(_text(row[label]) == first for row in rows) >= len(rows) else ""


def _quoted(tokens: Iterable[str]) -> str:
    """Words as FTS5 asks for any of them (SQLite, "FTS5", 3.1)."""
    return " OR ".join(f'"{one}"' for one in list(dict.fromkeys(tokens))[:_MOST_TOKENS] if '"' not in one)


def _text(value: object) -> str:
    """A text out of the file, on one line; empty for what is none."""
    return " ".join(value[:LONGEST].split()) if isinstance(value, str) else ""
