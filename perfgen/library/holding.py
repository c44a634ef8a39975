"""What is in the library, filing by filing, and filings taken out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgen.library.adding import drop, index
from perfgen.library.schema import reading, writing
from perfgen.library.searching import LONGEST


@dataclass(frozen=True, slots=True)
class HeldFiling:
    """A filing that is in the library: whose, of which year (0 for none) and kind, and how many projects and indicators it brought.

    `whose` is what its unit is known by: the code, or the name where it has none.
    """

    whose: str
    code: str
    name: str
    year: int
    kind: str
    projects: int
    indicators: int


def held(path: Path) -> list[HeldFiling]:
    """Every filing in the library at a path, by unit and year. Raises LibraryError where there is none, or it cannot be read."""
    with reading(path) as base:
        return _held(base)


def forget(path: Path, keys: Iterable[tuple[str, int, str]]) -> list[HeldFiling]:
    """Take filings, by unit, year and kind, out of the library at a path, and tell which were there.

    Raises LibraryError where there is none or it cannot be written; then nothing is changed.
    """
    with reading(path):
        pass  # one that is there and sound
    wanted = set(keys)
    with writing(path) as base:
        there = [one for one in _held(base) if (one.whose, one.year, one.kind) in wanted]
        for one in there:
            key = (one.whose, one.year, one.kind)
            asked = 'SELECT "号" FROM "文本" WHERE "单位" = ? AND "年度" = ? AND "种类" = ?'
            drop(base, int(base.execute(asked, key).fetchone()[0]))
        if there:
            index(base)
    return there


def _held(base: sqlite3.Connection) -> list[HeldFiling]:
    return [_filing(row) for row in base.execute(_HELD)]


def _filing(row: Sequence[object]) -> HeldFiling:
    whose, code, name, year, kind, projects, indicators = row
    return HeldFiling(
        _text(whose), _text(code), _text(name), _number(year), _text(kind), _number(projects), _number(indicators)
    )


def _text(said: object) -> str:
    return str(said)[:LONGEST]


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0


_HELD = """SELECT "单位", "部门编码", "部门名称", "年度", "种类",
 (SELECT count(*) FROM "项目" WHERE "项目"."文本" = "文本"."号"),
 (SELECT count(*) FROM "指标" WHERE "项目" IN (SELECT "号" FROM "项目" WHERE "项目"."文本" = "文本"."号"))
 FROM "文本" ORDER BY "单位", "年度", "种类" """
