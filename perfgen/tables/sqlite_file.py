"""The tables as one SQLite file. Its schema is documented in docs/汇总成表.md.

Amounts are kept as whole numbers of 分, so that their sums are exact.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

from perfgen.tables.schema import TABLES, Rows, TableColumn, TableForm, Value

_TYPES = {"text": "TEXT", "file": "TEXT", "integer": "INTEGER", "amount": "INTEGER", "number": "REAL"}
_CENTS = 6
"""Places of 万元 that are a 分."""

_VIEWS = {
    "部门合计": """
        SELECT "部门编码", "年度", "份", "部门名称", "项目数", "指标数", "预算数分" / 1000000.0 AS "预算数万元",
            "财政资金分" / 1000000.0 AS "财政资金万元", "其他资金分" / 1000000.0 AS "其他资金万元", "错误", "提醒", "文件"
        FROM "部门" """,
    "年度合计": """
        SELECT "年度", count(*) AS "部门数", sum("项目数") AS "项目数", sum("预算数分") AS "预算数分",
            sum("预算数分") / 1000000.0 AS "预算数万元", sum("财政资金分") / 1000000.0 AS "财政资金万元",
            sum("其他资金分") / 1000000.0 AS "其他资金万元"
        FROM "部门" WHERE "份" = 1 GROUP BY "年度" """,
    "重复的部门": """
        SELECT "部门编码", "年度", "份", "部门名称", "文件" FROM "部门" AS one
        WHERE EXISTS (SELECT 1 FROM "部门" AS other WHERE other."部门编码" = one."部门编码"
            AND other."年度" = one."年度" AND other."份" > 1)""",
    "各规则几处": """
        SELECT "编号", "级别", count(*) AS "几处", count(DISTINCT "部门编码") AS "几个部门"
        FROM "问题" GROUP BY "编号", "级别" """,
    "各时点支出": """
        SELECT "年度", "时点", sum("累计金额分") / 1000000.0 AS "累计金额万元", sum("本期金额分") / 1000000.0 AS "本期金额万元"
        FROM "支出计划" WHERE "份" = 1 GROUP BY "年度", "时点" ORDER BY "年度", min("序号") """,
}
"""Usual questions: their names, and the queries."""


def column_name(column: TableColumn) -> str:
    """What a column is called here: those of money say that they are in 分."""
    return f"{column.name}分" if column.type == "amount" else column.name


def schema() -> list[str]:
    """The statements that make the tables, their indices and the views."""
    made = [_create(table) for table in TABLES]
    made += [
        'CREATE INDEX "项目_编码" ON "项目" ("项目编码")',
        'CREATE INDEX "问题_编号" ON "问题" ("编号")',
        'CREATE INDEX "问题_部门" ON "问题" ("部门编码", "年度", "份")',
    ]
    return [*made, *(f'CREATE VIEW "{name}" AS {dedent(query).strip()}' for name, query in _VIEWS.items())]


def _create(table: TableForm) -> str:
    lines = [f'"{column_name(one)}" {_TYPES[one.type]}' for one in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    for other in TABLES:
        columns = {one.name for one in table.columns}
        if other.name in {table.within, "项目"} - {table.name} and columns.issuperset(other.key) and other.key:
            lines.append(f'FOREIGN KEY ({_names(other.key)}) REFERENCES "{other.name}" ({_names(other.key)})')
    inner = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {inner}\n)'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{one}"' for one in names)


class SqliteTables:
    """An SQLite file that rows are added to. The same rows give the same bytes."""

    def __init__(self, path: Path) -> None:
        """Begin the file at `path`, which is there and empty."""
        self._base = sqlite3.connect(path, isolation_level=None)
        # Nothing else reads it before it is whole: no journal beside it, no waiting for the disk at every step.
        for said in ("journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'", "cache_size = -16000"):
            self._base.execute(f"PRAGMA {said}")
        self._base.execute("BEGIN")
        for statement in schema():
            self._base.execute(statement)
        self._inserts = {
            one.name: f'INSERT INTO "{one.name}" VALUES ({", ".join("?" * len(one.columns))})'  # noqa: S608 -- names of ours
            for one in TABLES
        }

    def add(self, rows: Rows) -> None:
        """Add what one file gives. Raises OSError where the disk is full."""
        for table in TABLES:
            if found := rows.get(table.name):
                types = [one.type for one in table.columns]
                values = [[_value(said, kind) for said, kind in zip(row, types, strict=True)] for row in found]
                with _said():
                    self._base.executemany(self._inserts[table.name], values)

    def finish(self) -> None:
        """Write what is left. Raises OSError where the disk is full, RuntimeError, a fault of perfgen's own, where rows point to rows that are not there."""
        with _said():
            self._base.execute("COMMIT")
        if lost := self._base.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError(f"a row without the one it belongs to: {lost}")
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


@contextmanager
def _said() -> Iterator[None]:
    """Raise OSError for what SQLite says of the disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        number = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise OSError(number, str(error)) from None


def _value(said: Value, kind: str) -> str | int | float | None:
    if not isinstance(said, Decimal):
        return said
    return int(said.scaleb(_CENTS)) if kind == "amount" else float(said)
