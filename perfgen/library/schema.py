"""The library's file: what stands in it, and whether a file is one.

The file may come from somebody else. Before SQLite reads it, its first bytes must say that perfgen wrote it; then its tables must be
those of perfgen and nothing besides (no trigger, no view), and its own functions are not trusted.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from perfgen.errors import Diagnostic, PerfgenError, system_said
from perfgen.foreign import opened

APPLICATION, VERSION = 0x50474C42, 1
"""What the file says of itself (``application_id``, the letters PGLB, and ``user_version``)."""

MOST_BYTES = 512 * 1024 * 1024
"""The largest library: ten years of a province's counties have less."""

_MOST_STEPS, _STEP = 5000, 100_000
"""How long a question may take, in steps of SQLite's machine: some seconds. One of a county takes a thousandth."""

_LIMITS = {0: 4 * 1024 * 1024, 7: 0}
"""SQLITE_LIMIT_LENGTH, the longest value in bytes, and SQLITE_LIMIT_ATTACHED, how many other files may be opened (sqlite3.h)."""

_HEAD = 100
"""Bytes of the header (SQLite, "Database File Format", 1.3)."""

_OWN = (
    """CREATE TABLE "文本" ("号" INTEGER PRIMARY KEY, "单位" TEXT NOT NULL, "部门编码" TEXT NOT NULL, "部门名称" TEXT NOT NULL,
 "年度" INTEGER NOT NULL, "种类" TEXT NOT NULL, "版式" TEXT NOT NULL, "指纹" TEXT NOT NULL, UNIQUE ("单位", "年度", "种类"))""",
    """CREATE TABLE "项目" ("号" INTEGER PRIMARY KEY, "文本" INTEGER NOT NULL, "项目名称" TEXT NOT NULL, "用途" TEXT NOT NULL)""",
    """CREATE TABLE "指标" ("号" INTEGER PRIMARY KEY, "项目" INTEGER NOT NULL, "词条" INTEGER NOT NULL, "一级指标" TEXT NOT NULL,
 "二级指标" TEXT NOT NULL, "三级指标" TEXT NOT NULL, "绩效指标描述" TEXT NOT NULL, "指标值" TEXT NOT NULL, "符号" TEXT NOT NULL,
 "单位" TEXT NOT NULL, "指标值确定依据" TEXT NOT NULL, "退回" INTEGER NOT NULL)""",
    """CREATE TABLE "词条" ("号" INTEGER PRIMARY KEY, "二级指标" TEXT NOT NULL, "名称" TEXT NOT NULL)""",
    """CREATE INDEX "项目_文本" ON "项目" ("文本")""",
    """CREATE INDEX "指标_项目" ON "指标" ("项目")""",
    """CREATE INDEX "指标_词条" ON "指标" ("词条")""",
    """CREATE VIRTUAL TABLE "指标检索" USING fts5("词", "字", "说明")""",
    """CREATE VIRTUAL TABLE "项目检索" USING fts5("词", "字", "用途")""",
)
"""The tables. 词条 are the names there are, each once under its 二级指标; the last two hold words with blanks between."""


class LibraryError(PerfgenError):
    """A file is no library, or cannot be read or written as one."""


def fault(path: Path, message: str, hint: str = "") -> LibraryError:
    """What is wrong with a library."""
    return LibraryError(Diagnostic("LIB01", message, path, hint=hint))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A library, to be asked only. Raises LibraryError where there is none, or it cannot be read."""
    if not path.exists():
        raise fault(path, "没有这个指标库", "先用 perfgen library add 把以前的绩效文本放进来")
    if not _is_ours(path):
        raise fault(path, "这个指标库是空的", "先用 perfgen library add 把以前的绩效文本放进来")
    with _said(path), closing(_connected(path, "ro")) as base:
        steps = iter(range(_MOST_STEPS))
        base.set_progress_handler(lambda: int(next(steps, None) is None), _STEP)
        _refuse_others(path, base)
        yield base


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A library, made where there is none, to be changed: all of it at the end, or nothing where something is raised.

    Who comes second waits. Raises LibraryError where there is another file, or it cannot be written.
    """
    if path.exists():
        _is_ours(path)
    with _said(path), closing(_connected(path, "rwc")) as base:
        base.execute("BEGIN IMMEDIATE")
        try:
            if not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _OWN:
                    base.execute(statement)
                base.execute(f"PRAGMA application_id = {APPLICATION}")
                base.execute(f"PRAGMA user_version = {VERSION}")
            _refuse_others(path, base)
            yield base
        except BaseException:
            base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=60)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    if hasattr(base, "setlimit"):  # from Python 3.11
        for limit, most in _LIMITS.items():
            base.setlimit(limit, most)
    return base


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        message, hint = next((said for sign, said in _SAID.items() if sign in str(error)), _BROKEN)
        raise fault(path, message, hint) from None


_BROKEN = ("指标库坏了，读不出来", "删掉它，用 perfgen library add 重新做一个")
_SAID = {
    "locked": ("指标库正被别的程序占用", "等它做完，再运行一次"),
    "readonly": ("写不到这里：没有写的权限", "换一个地方，或请管理员放开权限"),
    "unable to open": ("打不开，或写不到这里", "先建好文件夹，看看有没有权限"),
    "full": ("磁盘满了，没有写完，指标库还是原来的", "腾出地方，再运行一次"),
    "interrupted": ("指标库太大或坏了，查得太久，停下了", _BROKEN[1]),
}
"""What SQLite says, and what it means to a user."""


def _is_ours(path: Path) -> bool:
    """Whether a file is a library, False for an empty one. Raises LibraryError for any other."""
    try:
        descriptor = opened(path)
        with open(descriptor, "rb") as stream:  # noqa: PTH123 -- of a descriptor
            head, size = stream.read(_HEAD), os.fstat(descriptor).st_size
    except OSError as error:
        raise fault(path, f"打不开：{system_said(error)}") from None
    if not size:
        return False
    ours = head[:16] == b"SQLite format 3\0" and head[18:20] == b"\1\1"
    if not ours or int.from_bytes(head[68:72], "big") != APPLICATION:
        raise fault(path, "这个文件不是 perfgen 的指标库", "换一个文件名；原来的文件没有动")
    if int.from_bytes(head[60:64], "big") != VERSION:
        raise fault(path, "这个指标库是别的版本的 perfgen 写的", "用那个版本，或用 perfgen library add 重新做一个")
    if size > MOST_BYTES:
        raise fault(path, f"指标库太大：超过 {MOST_BYTES // 1024 // 1024} MB", "不像是指标库；重新做一个")
    return True


def _refuse_others(path: Path, base: sqlite3.Connection) -> None:
    """Raise LibraryError for a file in which more or other things stand than perfgen writes."""
    expected = _standing()
    found = _things(base)
    if found.keys() != expected.keys() or any(
        found[one] != said for one, said in expected.items() if one not in _shadows()
    ):
        raise fault(path, "里面有不是 perfgen 写的东西，没有读", _BROKEN[1])


def _things(base: sqlite3.Connection) -> dict[tuple[str, str], str | None]:
    return {
        (str(kind), str(name)): sql for kind, name, sql in base.execute("SELECT type, name, sql FROM sqlite_master")
    }


@cache
def _standing() -> dict[tuple[str, str], str | None]:
    """What stands in a library, with the statements that make it."""
    with closing(sqlite3.connect(":memory:")) as base:
        for statement in _OWN:
            base.execute(statement)
        return _things(base)


@cache
def _shadows() -> frozenset[tuple[str, str]]:
    """Tables that FTS5 makes for itself; how, is the affair of its version."""
    return frozenset(one for one in _standing() if one[1].startswith(("指标检索_", "项目检索_")))
