"""The files of a filing written after a merge: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from perfgen.errors import Diagnostic, OutputError, system_said
from perfgen.merging.merge import ChangedFile
from perfgen.output import write_file


def write_all(files: Sequence[ChangedFile], named: Iterable[Path] = ()) -> None:
    """Write files that were changed, make those that are new, and remove those that go; all, or none.

    `named` are those that somebody named, see `perfgen.output.write_file`. Raises OutputError where one cannot be written or
    was changed meanwhile: then all are as they were, and those that could not be put back are told.
    """
    for one in files:
        if _content(one.path) != one.before:
            hint = "关掉打开它的程序，再运行一次"
            raise OutputError(Diagnostic("OUT02", "合并的时候这个文件被改了，什么也没有写", one.path, hint=hint))
    links = set(named)
    done: list[ChangedFile] = []
    try:
        for one in files:
            _put(one.path, one.after, named=one.path in links)
            done.append(one)
    except OutputError as error:
        raise OutputError([*error.diagnostics, *_put_back(done, links)]) from None


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _put(path: Path, content: bytes | None, *, named: bool) -> None:
    if content is not None:
        write_file(path, content, named=named)
        return
    try:
        path.unlink()
    except OSError as error:
        said = f"文件删不掉：{system_said(error)}"
        raise OutputError(Diagnostic("OUT01", said, path, hint="关掉打开它的程序，再运行一次")) from None


def _put_back(done: Iterable[ChangedFile], named: set[Path]) -> Iterable[Diagnostic]:
    for one in done:
        try:
            _put(one.path, one.before, named=one.path in named)
        except OutputError:
            hint = "从备份或版本管理里取回原来的文件"
            yield Diagnostic("OUT01", "这个文件已经合并，改不回去了", one.path, hint=hint)
