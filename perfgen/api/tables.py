"""Many filings as tables: a workbook, folders of CSV or Parquet files, or one SQLite file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from perfgen.api.files import make_folder
from perfgen.checking import Checked, Gathered, Wanted
from perfgen.errors import Diagnostic, OutputError, system_said
from perfgen.foreign import is_link
from perfgen.output import written_beside
from perfgen.scratch import Scratch
from perfgen.shown import user_path, visible
from perfgen.tables.csv_files import CsvTables
from perfgen.tables.gathering import GROUP, TablesTold, gathered_rows
from perfgen.tables.parquet_files import ParquetTables
from perfgen.tables.schema import TABLES, Rows
from perfgen.tables.sqlite_file import SqliteTables
from perfgen.tables.workbook import WorkbookTables

FORMS = {".xlsx": "xlsx", ".csv": "csv", ".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite"}
"""What can be written, by the ending of the output."""


@dataclass(frozen=True, slots=True)
class TablesWritten:
    """What was written: how many filings are in it, and what there is to know.

    `ill` are filings that are not in the tables, only in 问题; `prints` documents that were passed over; `twice` units with
    several filings of a year; `split` tables on several sheets. `apart` where filings were compared only within groups of `GROUP`.
    """

    taken: int
    prints: int
    ill: Sequence[Checked]
    twice: Sequence[str]
    split: Sequence[str]
    apart: bool


class _Writer(Protocol):
    def add(self, rows: Rows) -> None: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...


_WRITERS: Mapping[str, Callable[[Path], _Writer]] = {"csv": CsvTables, "parquet": ParquetTables, "sqlite": SqliteTables}


def write_tables(gathered: Gathered, output: Path, layout: Path | None = None) -> TablesWritten:
    """Write the filings gathered as tables; the ending of `output` says how: see `FORMS`. Findings are as `perfgen check` has them.

    ``.csv`` and ``.parquet`` are folders with a file for each table. What stands there is replaced when all is written.
    No more than `GROUP` filings are in memory at a time. `layout` is a layout folder in the place of those they name.

    Raises KeyError for another ending, OutputError where it cannot be written or an extra is missing, WorkspaceError and
    LayoutError for settings that are not right.
    """
    form, told = FORMS[output.suffix.lower()], TablesTold()
    split: tuple[str, ...] = ()
    with _target(form, output) as path, _closing(form, path) as writer:
        for rows in gathered_rows(gathered, Wanted(layout=layout), partial(_called, output.absolute().parent), told):
            writer.add(rows)
        if isinstance(writer, WorkbookTables):
            split = writer.split
        writer.finish()
    return TablesWritten(told.taken, told.prints, told.ill, told.twice, split, told.groups > 1)


def _called(folder: Path, file: Path) -> str:
    """The path of a file from a folder, with slashes; the whole path on another drive, and the URL of what lies in a store."""
    known = str(user_path(file))
    if "://" in known:
        return visible(known)
    try:
        found = os.path.relpath(file.absolute(), folder)
    except ValueError:  # Windows has no path from one drive to another
        found = str(file.absolute())
    return visible(Path(found).as_posix())


@contextmanager
def _target(form: str, output: Path) -> Iterator[Path]:
    """Where to write: a file, or a folder, that takes the place of the output at the end."""
    if form in ("xlsx", "sqlite"):
        with written_beside(output, named=True) as path:
            yield path
        return
    with _folder(output, {f"{one.name}.{form}" for one in TABLES}) as folder:
        yield folder


@contextmanager
def _closing(form: str, path: Path) -> Iterator[_Writer]:
    """The writer of a form, which lets go of its files whatever happens."""
    with ExitStack() as stack:
        if form == "xlsx":
            writer: _Writer = WorkbookTables(path, stack.enter_context(closing(Scratch())).path)
        else:
            writer = _WRITERS[form](path)
        stack.callback(writer.close)
        yield writer


@contextmanager
def _folder(output: Path, names: set[str]) -> Iterator[Path]:
    """A folder beside the output whose files take the place of those there. Raises OutputError where others are there."""
    if is_link(output) or (output.exists() and not output.is_dir()):
        raise OutputError(Diagnostic("OUT01", "这里要写成一个文件夹，已经有别的东西", output, hint="换一个名字"))
    strange = sorted(one.name for one in output.iterdir() if one.name not in names) if output.exists() else []
    if strange:
        hint = "换一个名字，写到一个新的文件夹"
        raise OutputError(Diagnostic("OUT01", f"这个文件夹里有别的文件：{strange[0]}", output, hint=hint))
    try:
        beside = Path(mkdtemp(prefix=".perfgen-", suffix=".tmp", dir=output.parent))
    except OSError as error:
        said = f"写不到这里：{system_said(error)}"
        raise OutputError(Diagnostic("OUT01", said, output, hint="先建好文件夹，或换一个地方")) from None
    try:
        yield beside
        beside.chmod(0o755)
        make_folder(output)
        for one in sorted(names):
            with written_beside(output / one) as file:
                (beside / one).replace(file)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


__all__ = ["FORMS", "GROUP", "TablesWritten", "write_tables"]
