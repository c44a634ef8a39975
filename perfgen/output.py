"""Output files: named so that every system takes them, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from perfgen import foreign
from perfgen.errors import Diagnostic, OutputError, system_said, windows_said

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_MOST_BYTES = 240
_STALE = 3600
"""Seconds after which a half-written file is nobody's any more."""


_BEGINNINGS = {
    **dict.fromkeys((".docx", ".dotx", ".docm", ".xlsx", ".xlsm", ".pptx"), (b"PK",)),
    **dict.fromkeys((".doc", ".wps", ".xls", ".et"), (b"\xd0\xcf\x11\xe0", b"PK")),
    ".pdf": (b"%PDF",),
}
"""How files begin that other programs open by their ending: nothing else is written in their place."""


def file_name(wanted: str) -> str:
    """A file name as near to `wanted` as Windows and Linux take."""
    seen = "".join("_" if unicodedata.category(char) in _UNSEEN else char for char in wanted)
    stem, dot, suffix = _FORBIDDEN.sub("_", seen).rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    while len(f"{stem}{dot}{suffix}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    name = f"{stem.strip(' .') or '_'}{dot}{suffix}"
    return f"_{name}" if name.partition(".")[0].lower() in _RESERVED else name


def write_file(
    target: Path, content: bytes, *, named: bool = False, within: Path | None = None, durable: bool = True
) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    A link there is written through only where somebody `named` this very file, it leads to a regular file, and it is
    the user's own or the administrator's; a name that perfgen has made up may be somebody else's trap. What is neither
    a file nor a link is left alone: a device that is replaced is lost to the whole system. What was found `within` a folder
    is not written where links, its own or those on the way to it, lead out of that folder.

    A `durable` one also outlives the machine losing power right after; others only the program being killed. Raises
    OutputError for all that, and where the folder is missing or read-only, the disk is full, or the file is open in
    Word; what stood there before still stands.
    """
    if within is not None and foreign.leads_out(target, within):
        raise _fault(target, "通过链接到了文件夹外面，没有往里面写", "要写的，写出这个文件自己的路径")
    with _told(target):
        real, mode = _place(target, named=named)
        _replace(real, content, mode=mode, durable=durable)


@contextlib.contextmanager
def written_beside(target: Path, *, named: bool = False) -> Iterator[Path]:
    """A path beside `target` to write to, too much to be held in memory; it takes the place of `target` at the end.

    Whatever is raised meanwhile, what stood at `target` still stands, and nothing else is left. Raises OutputError as `write_file` does.
    """
    with _told(target):
        real, mode = _place(target, named=named)
        beside = real.with_name(f".perfgen-{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            beside.open("xb").close()
            yield beside
            if mode is not None:
                beside.chmod(mode)
            beside.replace(real)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def refuse_other_kind(target: Path, content: bytes) -> None:
    """Raise OutputError where other programs would open an output, by its ending, as what its content is not."""
    begins = _BEGINNINGS.get(target.suffix.lower())
    if begins and not content.startswith(begins):
        said = f"这里写的不是 {target.suffix} 文件的内容，写进去就打不开了"
        raise _fault(target, said, "换一个文件名，后缀写成 .txt、.yaml 或别的")


def refuse_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raise OutputError where an output is one of the files it is made from: that would be the end of it."""
    for one in inputs if target.exists() else ():
        with contextlib.suppress(OSError):
            if target.samefile(one):
                raise _fault(target, "输出文件就是输入文件", "用 -o 换一个文件名或文件夹")


def write_own(file: Path, content: bytes, *, whole: bool = True) -> None:
    """Write a file of perfgen's own in a folder of its own, which is made where it is missing.

    The folder is never a link; a link in place of the file is taken away. `whole` as in `write_file`; else what is left
    of a program that is killed may be half a file. Raises OutputError.
    """
    with _told(file):
        if foreign.is_link(file.parent) or not file.parent.is_dir():
            make_folder(file.parent, within=file.parent.parent)
        if not whole:
            with contextlib.suppress(FileExistsError):
                _create(file, content)
                return
        there = _status(file)
        if there and not (stat.S_ISREG(there.st_mode) or stat.S_ISLNK(there.st_mode)):
            raise _odd(file, there)
        if whole:
            _replace(file, content, mode=None, durable=True)  # in place of a link, not through it
            return
        file.unlink(missing_ok=True)
        _create(file, content)


def make_folder(folder: Path, *, within: Path | None = None) -> None:
    """Make a folder and those above it. Raises OutputError where that cannot be.

    None of those below `within`, a folder that somebody named, may be a link.
    """
    if within is not None:
        for part in reversed([folder, *folder.parents]):
            if part.is_relative_to(within) and part != within and foreign.is_link(part):
                raise _fault(part, "这个文件夹是一个链接，没有往里面写", "删掉这个链接，或者换一个地方")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _fault(folder, f"文件夹建不了：{system_said(error)}", "换一个地方，或换一个名字") from None


def write_together(files: Mapping[Path, bytes], folder: Path, own: Container[Path] = ()) -> None:
    """Write files that are not there yet into a folder and those below it, all or none, in their order.

    Those that are perfgen's `own` may be there, see `write_own`. Raises OutputError where one cannot be written; then those
    before it, and the folders that were made, are taken away again.
    """
    made: list[Path] = []
    try:
        for file, content in files.items():
            made += [above for above in reversed(file.parents) if not os.path.lexists(above)]
            make_folder(file.parent, within=folder)
            if not os.path.lexists(file):
                made.append(file)
            write_own(file, content) if file in own else write_file(file, content)
    except BaseException:
        for one in reversed(made):
            with contextlib.suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink()
        raise


def replace_together(files: Mapping[Path, bytes]) -> None:
    """Write files, in place of those that are there: all of them, or none.

    Raises OutputError where one cannot be written; then those before it are as they were, or are told with it.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    done: list[Path] = []
    try:
        for path, content in files.items():
            write_file(path, content)
            done.append(path)
    except OutputError as error:
        raise OutputError([*error.diagnostics, *_put_back(done, before)]) from None


def _put_back(done: Iterable[Path], before: Mapping[Path, bytes | None]) -> Iterator[Diagnostic]:
    for path in done:
        content = before[path]
        try:
            write_file(path, content) if content is not None else path.unlink()
        except (OutputError, OSError):
            yield from _fault(path, "这个文件已经写了，改不回去", "再运行一次").diagnostics


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder; what is younger than an hour may be in use."""
    for left in folder.glob(".perfgen-*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """Say in an OutputError what the system says of writing a file."""
    try:
        yield
    except PermissionError as error:
        if known := windows_said(error):
            raise _fault(target, *known) from None
        if target.exists() and os.access(target.parent, os.W_OK):
            message, hint = "文件正被别的程序打开，写不进去", "在 Word 或 WPS 里关掉这个文件，再运行一次"
        else:
            message, hint = "没有权限写到这里", "换一个文件夹，或请管理员开通写权限"
        raise _fault(target, message, hint) from None
    except UnicodeError:
        raise _fault(target, "系统的语言设置不支持中文文件名", "把系统的语言设置改成 UTF-8") from None
    except OSError as error:
        if known := windows_said(error):
            raise _fault(target, *known) from None
        if isinstance(error, (FileNotFoundError, NotADirectoryError)) and not target.parent.is_dir():
            raise _fault(target, f"没有“{target.parent}”这个文件夹", "先建好文件夹，或换一个地方") from None
        if error.errno == errno.ELOOP:
            raise _fault(target, "这个链接绕成了圈", "换一个文件名") from None
        raise _fault(target, f"文件写不进去：{system_said(error)}", "检查磁盘空间和路径") from None


def _place(target: Path, *, named: bool) -> tuple[Path, int | None]:
    """Where a file is really written, and the mode of the one that stands there. Raises OutputError, see `write_file`."""
    real = foreign.real(target.parent) / target.name if ".." in target.parts else target
    there = _status(real)
    if there and stat.S_ISLNK(there.st_mode):
        if not named:
            raise _fault(target, "这里是一个链接，没有往里面写", "删掉这个链接，或者换一个文件名")
        if hasattr(os, "geteuid") and there.st_uid not in (os.geteuid(), 0):
            raise _fault(target, "这里是别人放的链接，没有往里面写", "写出真正的文件名，或者删掉这个链接")
        try:
            there = real.stat()
        except FileNotFoundError:
            raise _fault(target, "这个链接指向的文件不存在", "写出真正的文件名，或者删掉这个链接") from None
        real = foreign.real(real)
    if there and not stat.S_ISREG(there.st_mode):
        raise _odd(target, there)
    return real, stat.S_IMODE(there.st_mode) if there else None


def _odd(target: Path, status: os.stat_result) -> OutputError:
    if stat.S_ISDIR(status.st_mode):
        return _fault(target, "这里是一个文件夹，不能写成文件", "在后面加上文件名")
    return _fault(target, "这里不是普通文件，是设备、管道一类，没有往里面写", "换一个文件名")


def _status(path: Path) -> os.stat_result | None:
    """What stands at a path, a link for itself; None where nothing does."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _create(file: Path, content: bytes) -> None:
    """Write a new file, which no link can lead elsewhere. Raises FileExistsError where anything stands there."""
    with file.open("xb") as stream:
        stream.write(content)


def _replace(target: Path, content: bytes, *, mode: int | None, durable: bool) -> None:
    """Write beside `target`, then in its place; `mode` is that of the file which stood there."""
    beside = target.with_name(f".perfgen-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _fault(target: Path, message: str, hint: str) -> OutputError:
    return OutputError(Diagnostic("OUT01", message, target, hint=hint))
