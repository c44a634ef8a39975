"""The tables as Parquet, a file each: money as decimal128(20, 6) in 万元, units and meanings as metadata of the columns."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from perfgen.errors import Diagnostic, OutputError
from perfgen.tables.schema import TABLES, Row, Rows, TableForm

_BATCH = 5_000
"""Rows that are kept until they are written together."""


class ParquetTables:
    """A folder of Parquet files that rows are added to."""

    def __init__(self, folder: Path) -> None:
        """Begin the files in a folder. Raises OutputError where the extra ``parquet`` is not installed."""
        try:
            import pyarrow as pa  # noqa: PLC0415 -- an extra
            import pyarrow.parquet as pq  # noqa: PLC0415 -- an extra
        except ImportError:
            hint = '运行 pip install "perfgen[parquet]"，或写成 .sqlite、.csv'
            raise OutputError(Diagnostic("OUT03", "写 .parquet 要用 pyarrow，这台电脑上没有", hint=hint)) from None
        self._pa = pa
        self._schemas = {one.name: _schema(pa, one) for one in TABLES}
        self._writers = {
            one.name: pq.ParquetWriter(folder / f"{one.name}.parquet", self._schemas[one.name], compression="zstd")
            for one in TABLES
        }
        self._kept: dict[str, list[Row]] = {one.name: [] for one in TABLES}

    def add(self, rows: Rows) -> None:
        """Add what one file gives."""
        for name, found in rows.items():
            self._kept[name] += found
            if len(self._kept[name]) >= _BATCH:
                self._write(name)

    def finish(self) -> None:
        """Write what is left."""
        for name in self._kept:
            self._write(name)
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for writer in self._writers.values():
            writer.close()

    def _write(self, name: str) -> None:
        schema, rows = self._schemas[name], self._kept[name]
        if not rows:
            return
        columns = [
            self._pa.array([_value(said, field.type) for said in column], field.type)
            for column, field in zip(zip(*rows, strict=True), schema, strict=True)
        ]
        self._writers[name].write_table(self._pa.Table.from_arrays(columns, schema=schema))
        rows.clear()


def _value(said: Any, kind: Any) -> Any:
    return float(said) if isinstance(said, Decimal) and str(kind) == "double" else said


def _schema(pa: Any, table: TableForm) -> Any:
    types = {"integer": pa.int64(), "amount": pa.decimal128(20, 6), "number": pa.float64()}
    fields = []
    for one in table.columns:
        about = {label: said for label, said in (("单位", one.unit), ("说明", one.meaning)) if said}
        fields.append(pa.field(one.name, types.get(one.type, pa.string()), metadata=about))
    return pa.schema(fields, metadata={"说明": table.meaning})
