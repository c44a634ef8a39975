"""The tables as CSV (RFC 4180), a file each, as Excel opens them: UTF-8 with its mark, lines that end as on Windows."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfgen.filing.numbers import decimal_text
from perfgen.tables.schema import TABLES, Rows, Value

_ORDERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What Excel takes for the beginning of a formula (OWASP, "CSV Injection")."""


class CsvTables:
    """A folder of CSV files that rows are added to."""

    def __init__(self, folder: Path) -> None:
        """Begin the files in a folder."""
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}
        for table in TABLES:
            stream = (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")
            self._writers[table.name] = csv.writer(self._stack.enter_context(stream), lineterminator="\r\n")
            self._writers[table.name].writerow([one.name for one in table.columns])

    def add(self, rows: Rows) -> None:
        """Add what one file gives."""
        for name, found in rows.items():
            self._writers[name].writerows([cell(said) for said in row] for row in found)

    def finish(self) -> None:
        """Write what is left."""
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._stack.close()


def cell(said: Value) -> str | int:
    """A value as it stands in a CSV file: an apostrophe before a text that would be a formula.

    >>> cell("=1+1"), cell("接待"), cell(None)
    ("'=1+1", '接待', '')
    """
    if said is None:
        return ""
    if isinstance(said, Decimal):
        return decimal_text(said)
    return f"'{said}" if isinstance(said, str) and said.lstrip(" ").startswith(_ORDERS) else said
