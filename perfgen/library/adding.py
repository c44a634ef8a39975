"""Filings put into the library, and taken out of it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from perfgen.library.kept import KeptFiling, KeptIndicator
from perfgen.library.schema import writing
from perfgen.library.words import pairs, words
from perfgen.units import bare


@dataclass(frozen=True, slots=True)
class Added:
    """What became of filings: how many are `new`, took the place of an older one (`changed`), were there as they are (`same`).

    `filings`, `projects` and `names` (each once under its 二级指标) are how many the library now has.
    """

    new: int
    changed: int
    same: int
    filings: int
    projects: int
    names: int


def add(path: Path, filings: Iterable[KeptFiling]) -> Added:
    """Put filings into the library at a path, which is made where there is none.

    A filing of the same unit, year and kind takes the place of the one that is there. Raises LibraryError where it is none or
    cannot be written, MissingSegmenterError where what tells words apart is not installed; then nothing is changed.
    """
    words("")  # raises before anything is written
    counts = dict.fromkeys(("new", "changed", "same"), 0)
    with writing(path) as base:
        for one in filings:
            counts[_put(base, one)] += 1
        if counts["new"] or counts["changed"]:
            index(base)
        numbers = [base.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in ("文本", "项目", "词条")]  # noqa: S608 -- names of ours
    return Added(**counts, filings=numbers[0], projects=numbers[1], names=numbers[2])


def _put(base: sqlite3.Connection, one: KeptFiling) -> str:
    unit, key = one.unit, (one.whose, one.unit.year or 0, one.unit.kind)
    there = base.execute(
        'SELECT "号", "指纹" FROM "文本" WHERE "单位" = ? AND "年度" = ? AND "种类" = ?', key
    ).fetchone()
    if there and there[1] == one.fingerprint:
        return "same"
    if there:
        drop(base, there[0])
    head = (one.whose, unit.code, unit.name, unit.year or 0, unit.kind, one.layout, one.fingerprint)
    filing = base.execute('INSERT INTO "文本" VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)', head).lastrowid
    for project in one.projects:
        values = (filing, project.name, project.about)
        number = base.execute('INSERT INTO "项目" VALUES (NULL, ?, ?, ?)', values).lastrowid
        rows = [_values(number, row) for row in project.indicators]
        base.executemany('INSERT INTO "指标" VALUES (NULL, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)', rows)
    return "changed" if there else "new"


def _values(project: int | None, row: KeptIndicator) -> tuple[object, ...]:
    return (
        project, row.level1, row.level2, row.name, row.description, row.target, row.operator, row.unit, row.basis,
        row.returned,
    )  # fmt: skip


def drop(base: sqlite3.Connection, filing: int) -> None:
    """Take a filing, by its number, out of the tables; what is looked up is made anew by `index`."""
    within = 'SELECT "号" FROM "项目" WHERE "文本" = ?'
    base.execute(f'DELETE FROM "指标" WHERE "项目" IN ({within})', (filing,))  # noqa: S608 -- as above
    base.execute('DELETE FROM "项目" WHERE "文本" = ?', (filing,))
    base.execute('DELETE FROM "文本" WHERE "号" = ?', (filing,))


def index(base: sqlite3.Connection) -> None:
    """Make anew what is looked up: the names, and the words of names and projects. It does not hang on the order of what was added."""
    for table in ("词条", "指标检索", "项目检索"):
        base.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- as above
    rows: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for number, level2, name, description in base.execute(
        'SELECT "号", "二级指标", "三级指标", "绩效指标描述" FROM "指标"'
    ):
        rows[bare(level2), bare(name)].append((number, description))
    for at, (key, members) in enumerate(sorted(rows.items()), 1):
        base.execute('INSERT INTO "词条" VALUES (?, ?, ?)', (at, *key))
        base.executemany('UPDATE "指标" SET "词条" = ? WHERE "号" = ?', [(at, number) for number, _ in members])
        about = sorted({description for _, description in members} - {""})
        _write(base, "指标检索", at, (words(key[1]), pairs(key[1]), chain.from_iterable(map(words, about))))
    for number, name, about_it in base.execute('SELECT "号", "项目名称", "用途" FROM "项目"').fetchall():
        _write(base, "项目检索", number, (words(name), pairs(name), words(about_it)))


def _write(base: sqlite3.Connection, table: str, number: int, columns: tuple[Iterable[str], ...]) -> None:
    holes = ", ".join("?" * len(columns))
    names = ", ".join(_COLUMNS[table])
    values = (number, *(" ".join(one) for one in columns))
    base.execute(f'INSERT INTO "{table}" (rowid, {names}) VALUES (?, {holes})', values)  # noqa: S608 -- as above


_COLUMNS = {"指标检索": ('"词"', '"字"', '"说明"'), "项目检索": ('"词"', '"字"', '"用途"')}
