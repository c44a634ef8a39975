"""Places beyond the folders of this machine, opened through fsspec: s3://bucket/2023, sftp://host/share, memory://x."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from perfgen.errors import Diagnostic, PerfgenError, system_said
from perfgen.output import make_folder, write_file
from perfgen.settings import FILE as SETTINGS
from perfgen.settings import MOST_BYTES as MOST_SETTINGS
from perfgen.settings import WorkspaceError
from perfgen.source.discover import TEMPLATE_FILE
from perfgen.source.files import MOST_BYTES
from perfgen.workspace import workspace_of

_URL = re.compile(r"[a-z][a-z0-9+.:-]+://", re.IGNORECASE)
_READ = (".yaml", ".yml", ".xlsx", ".toml", ".txt", ".json", ".csv")
"""What a filing and its workspace are read from, besides the templates of layouts."""

_WHOLE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "oci", "tos"}
"""Stores that put an object whole or not at all; elsewhere a file is written under another name and moved."""

STORES = frozenset(_WHOLE | {"sftp", "ssh", "smb"})
"""The stores that are opened: those that keep files, and do nothing else with what they are told.

fsspec knows many more: some run what stands in a file (reference), some unpack or keep copies of others (zip, filecache),
some forget (memory), some are read-only pages (http, github), and ftp sends passwords and filings for all to read.
"""

_AT_ONCE = 100
_EXTRA = 'pip install "perfgen[cluster]"'
_P = ParamSpec("_P")
_R = TypeVar("_R")


class StoreError(PerfgenError):
    """A store cannot be opened, read or written."""


class Url(PurePosixPath):
    """A place in a store. Has a name, a suffix and a parent like any path; reads as a URL."""

    __slots__ = ()

    def __str__(self) -> str:
        """Give back the second slash that a path takes away."""
        return super().__str__().replace(":/", "://", 1)


def place(text: str) -> Path | Url:
    """What somebody means who writes a path or a URL; file:// means a path."""
    if text.lower().startswith("file://"):
        from urllib.request import url2pathname  # noqa: PLC0415 -- with all of HTTP: seldom needed

        return Path(url2pathname(urlsplit(text).path))
    return Url(text) if _URL.match(text) else Path(text)


def refusal(url: Url) -> str | None:
    """Why a URL is not opened, in Chinese; None where it may be."""
    scheme = str(url).partition("://")[0]
    if "::" in str(url):
        return "不能用 :: 把几个地址串起来"
    return None if scheme.lower() in STORES else f"不认识 {scheme}://"


def choices() -> str:
    """What may be written instead of a URL that is not opened, in Chinese."""
    return f"可以写 {'、'.join(f'{name}://' for name in sorted(STORES))}、file://，或一个共享文件夹"


def read(url: Url, most: int | None = None) -> bytes | None:
    """The content of an object, None where there is none. Raises StoreError, also where it has more than `most` bytes."""
    return _read(url, most)


def exists(url: Url) -> bool:
    """Whether there is such an object. Raises StoreError."""
    return _exists(url)


def put(url: Url, content: bytes) -> None:
    """Write an object whole or not at all. Raises StoreError; what stood there before then still stands."""
    _put(url, content)


def remove(url: Url) -> None:
    """Remove an object, if it is there. Raises StoreError."""
    _remove(url)


@dataclass(frozen=True, slots=True)
class Mirror:
    """A part of a store as it was, copied into a folder of this machine."""

    local: Path
    url: Url

    def named(self, path: PurePath) -> PurePath:
        """The place in the store of a path in the copy; any other path as it is."""
        for local, url in zip((self.local, *self.local.parents), _levels(self.url), strict=False):
            if path == local or local in path.parents:
                return url / path.relative_to(local)
        return path


def mirror(url: Url, into: Path, documents: tuple[str, ...] = ()) -> Mirror:
    """Copy the texts below a URL, and the settings of the workspace it lies in with what they name, to their places in a folder.

    Files with one of the suffixes `documents` are copied too. Raises StoreError where there is nothing, or something cannot
    be read.
    """
    local = into.joinpath(*(re.sub(r"\W", "_", part) for part in url.parts[:1]), *url.parts[1:])
    copied = Mirror(local, url)
    read_too = (*_READ, *documents)
    if not _copy(url, local, read_too):
        raise StoreError(Diagnostic("BAT05", "没有这个文件或文件夹", _shown(url), hint="检查地址"))
    for folder, above in zip(local.parents, _levels(url)[1:], strict=False):
        settings = None if (local / SETTINGS).is_file() else read(above / SETTINGS, MOST_SETTINGS)
        if settings is not None:
            make_folder(folder)
            write_file(folder / SETTINGS, settings, durable=False)
            for parts in _named(folder):
                if not (there := above.joinpath(*parts)).is_relative_to(url):
                    _copy(there, folder.joinpath(*parts), read_too)
            break
    return copied


def _named(folder: Path) -> list[list[str]]:
    """What the settings of a folder name, each by its parts; nothing where they are wrong, which is told where they are used."""
    try:
        said = workspace_of(folder)
    except WorkspaceError:
        return []
    departments = said.departments
    names = (departments.list, departments.opinions, said.check.baseline, *said.check.words.values())
    return [name.replace("\\", "/").split("/") for name in (*filter(None, names), *said.layouts.folders)]


def _levels(url: Url) -> list[Url]:
    """A URL and those above it, down to its bucket or host."""
    return [Url(one) for one in (url, *url.parents) if len(one.parts) > 1]


def _said(url: Url, error: Exception) -> StoreError:
    """What went wrong with a store, in a line."""
    scheme = str(url).partition("://")[0]
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("fsspec"):
        message, hint = f"打开 {scheme}:// 要用 fsspec，这台电脑上没有", f"运行 {_EXTRA}"
    elif isinstance(error, ImportError):
        message, hint = f"打开 {scheme}:// 还缺一个库", f"照它说的装上：{error}"
    elif isinstance(error, ValueError) and "rotocol" in str(error):
        message, hint = f"不认识 {scheme}://", choices()
    elif isinstance(error, FileNotFoundError):
        message, hint = "没有这个文件或文件夹", "检查地址"
    elif isinstance(error, PermissionError):
        message, hint = "没有权限", "检查账号和密钥"
    elif isinstance(error, OSError) and error.errno:
        message, hint = system_said(error), "检查地址和网络"
    else:
        first = (str(error).splitlines() or [""])[0]
        message, hint = f"读写不了（{type(error).__name__}：{first}）", "检查地址、账号和网络"
    return StoreError(Diagnostic("BAT05", message, _shown(url), hint=hint))


def _shown(url: Url) -> Any:
    """A URL where a diagnostic holds a path: it is only shown."""
    return url


def _told(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Say in a StoreError whatever the library of a store raises; each has errors of its own."""

    @wraps(function)
    def call(*arguments: _P.args, **named: _P.kwargs) -> _R:
        try:
            return function(*arguments, **named)
        except PerfgenError:
            raise
        except Exception as error:  # noqa: BLE001 -- see above
            raise _said(arguments[0], error) from None  # type: ignore[arg-type]

    return call


def _opened(url: Url) -> tuple[Any, str]:
    """The file system of a URL, and the path there. Raises StoreError for a URL that is not opened."""
    refused = refusal(url)
    if refused:
        raise StoreError(Diagnostic("BAT05", refused, _shown(url), hint=choices()))
    from fsspec.core import url_to_fs  # noqa: PLC0415 -- an extra

    system, path = url_to_fs(str(url))
    return system, path


@_told
def _read(url: Url, most: int | None) -> bytes | None:
    system, path = _opened(url)
    try:
        if most is not None and (system.info(path).get("size") or 0) > most:
            raise StoreError(Diagnostic("BAT05", f"文件超过 {most // 1024} KB", _shown(url), hint="检查这个文件"))
        content: bytes = system.cat_file(path)
    except FileNotFoundError:
        return None
    return content


@_told
def _exists(url: Url) -> bool:
    system, path = _opened(url)
    system.invalidate_cache()
    return bool(system.exists(path))


@_told
def _put(url: Url, content: bytes) -> None:
    system, path = _opened(url)
    if _object_store(system):
        system.pipe_file(path, content)
        return
    folder, _, name = path.rpartition("/")
    beside = f"{folder}/.perfgen-{secrets.token_hex(8)}.tmp"
    system.makedirs(folder, exist_ok=True)
    try:
        system.pipe_file(beside, content)
        try:
            system.mv(beside, f"{folder}/{name}")
        except Exception:  # some do not move over what is there
            if not system.exists(path):
                raise
            system.rm_file(path)
            system.mv(beside, path)
    except BaseException:
        with suppress(Exception):
            system.rm_file(beside)
        raise


def _object_store(system: Any) -> bool:
    protocol = system.protocol
    return bool(_WHOLE & set((protocol,) if isinstance(protocol, str) else protocol))


@_told
def _remove(url: Url) -> None:
    system, path = _opened(url)
    with suppress(FileNotFoundError):
        system.rm_file(path)


@_told
def _copy(url: Url, local: Path, suffixes: tuple[str, ...]) -> int:
    """Copy what can be read below a URL, by its suffix. How many files that were."""
    system, path = _opened(url)
    system.invalidate_cache()
    found: dict[str, Any] = system.find(path, detail=True)
    names = {name: name.removeprefix(path).strip("/") for name in found if name.startswith(path)}
    wanted = {name: inner for name, inner in names.items() if _may_be_read(inner or url.name, suffixes)}
    large = {name for name in wanted if (found[name].get("size") or 0) > MOST_BYTES}
    small = sorted(wanted.keys() - large)
    for start in range(0, len(small), _AT_ONCE):
        _keep(system.cat(small[start : start + _AT_ONCE]).items(), wanted, local)
    for name in large:
        _keep([(name, system.cat_file(name, end=MOST_BYTES + 1))], wanted, local)
    return len(wanted)


def _may_be_read(inner: str, suffixes: tuple[str, ...]) -> bool:
    parts = PureWindowsPath(inner).parts  # an object of a store may be called anything, also `..\\x` or `C:x`
    there = PureWindowsPath(inner).anchor == "" and "\\" not in inner
    return (
        there
        and inner.lower().endswith((*suffixes, TEMPLATE_FILE))
        and not any(part.startswith((".", "~$")) for part in parts)
    )


def _keep(contents: Iterable[tuple[str, bytes]], wanted: dict[str, str], local: Path) -> None:
    for name, content in contents:
        target = local / wanted[name] if wanted[name] else local
        make_folder(target.parent)
        write_file(target, content, durable=False)
