"""What several commands take."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from fnmatch import fnmatch
from functools import wraps
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from perfgen.api.stores import NamedPlaces

_WILD = frozenset("*?[")
_Path = TypeVar("_Path", bound=PurePath)


class AnyPath(click.ParamType[Path]):
    """A path, there or not. The shell completes it as it completes files."""

    name = "路径"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises BadParameter for the sign by which other programs name the screen."""
        if value == "-":
            self.fail("这里不能写“-”，写一个文件名", param, ctx)
        return Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Let the shell complete it as a file."""
        return [CompletionItem(incomplete, type="file")]


class ExistingPath(AnyPath):
    """A file or folder that must be there; wildcards may say which, as long as they match one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises BadParameter where nothing is there, or there are several."""
        found = matching(Path(value))
        if not found:
            self.fail(f"没有“{value}”这个文件或文件夹", param, ctx)
        if len(found) > 1:
            self.fail(
                f"“{value}”有 {len(found)} 个，这个命令一次只能做一个；要一次做许多份，用 perfgen batch", param, ctx
            )
        return found[0]


class _ExistingPaths(AnyPath):
    """Files or folders that must be there: those that wildcards match."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The paths. Raises BadParameter where there are none."""
        found = matching(Path(value))
        return tuple(found) if found else self.fail(f"没有“{value}”这个文件或文件夹", param, ctx)


class _ExistingPlaces(_ExistingPaths):
    """The same, or URLs of stores, which are looked for when they are read."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The paths, or the Url. Raises BadParameter where there are none, and for a store that is not read."""
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        where = AnyPlace(there=True).convert(value, param, ctx)
        return tuple(matching(where)) if isinstance(where, Path) else (where,)


class ExistingPlace(ExistingPath):
    """The same as `ExistingPath`, or the URL of a store."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the Url. Raises BadParameter as `ExistingPath` does, and for a store that is not read."""
        where = AnyPlace().convert(value, param, ctx) if "://" in str(value) else Path(value)
        return super().convert(where, param, ctx) if isinstance(where, Path) else where


def _flat(_ctx: click.Context, _param: click.Parameter, said: tuple[tuple[_Path, ...], ...]) -> tuple[_Path, ...]:
    return tuple(dict.fromkeys(path for paths in said for path in paths))


def matching(path: Path) -> list[Path]:
    """What a path names: itself where it is there, else what its wildcards match, in order; nothing where there is nothing.

    Most shells have matched them before; programs without one, and a path in quotes, leave it to us.
    """
    if path.exists():
        return [path]
    found = [Path(path.anchor)]
    for part in path.parts[1 if path.anchor else 0 :]:
        found = _once(one for folder in found for one in _called(folder, part))
    return sorted(found)


def _called(folder: Path, part: str) -> Iterator[Path]:
    """What is called so in a folder; for ``**`` the folder and those below it. Hidden files are not meant by a wildcard."""
    if part == "**":
        seen: set[str] = set()
        for name, inner, _ in os.walk(folder, followlinks=True):
            at = Path(name)
            itself = os.path.realpath(at)
            if itself in seen:
                inner.clear()
                continue
            seen.add(itself)
            shown = sorted(below for below in inner if not below.startswith("."))
            inner[:] = [below for link in (False, True) for below in shown if (at / below).is_symlink() == link]
            yield at
    elif not _WILD.intersection(part):
        if (folder / part).exists():
            yield folder / part
    else:
        with suppress(OSError):
            names = sorted(os.listdir(folder))  # noqa: PTH208 -- names only
            yield from (
                folder / name
                for name in names
                if fnmatch(name, part) and (part.startswith(".") or not name.startswith("."))
            )


def _once(paths: Iterable[Path]) -> list[Path]:
    """Paths without the folders that are there already by another way: links in a circle would lead on for ever."""
    seen: set[str | Path] = set()
    kept = []
    for path in paths:
        itself = os.path.realpath(path) if path.is_dir() else path
        if itself not in seen:
            seen.add(itself)
            kept.append(path)
    return kept


class AnyPlace(click.ParamType[PurePath]):
    """A path, or a URL of a store. What is `there` is checked for a path (see `matching`); for a URL, when it is read."""

    name = "路径"

    def __init__(self, *, there: bool = False) -> None:
        self._there = there

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PurePath:
        """The path, or the Url of a store. Raises BadParameter for a store that is not read, and where nothing is there."""
        from perfgen.api.stores import UnreadStoreError, place  # noqa: PLC0415 -- only where the option is used

        try:
            where = place(str(value))
        except UnreadStoreError as error:
            self.fail(str(error), param, ctx)
        if self._there and isinstance(where, Path) and not matching(where):
            self.fail(f"没有“{value}”这个文件或文件夹", param, ctx)
        return where

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Let the shell complete it as a file."""
        return [CompletionItem(incomplete, type="file")]


class Day(click.ParamType["date | None"]):
    """A day, given as 2023-06-30 or 2023年6月30日; None for nothing."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | None:
        """The day. Raises BadParameter for what is none."""
        text = str(value).strip()
        found = re.fullmatch(r"([0-9]{4})(?:-|/|年)([0-9]{1,2})(?:-|/|月)([0-9]{1,2})日?", text)
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if text and day is None:
            self.fail(f"“{text}”不是日期，写成 2023-06-30", param, ctx)
        return day


def day_said(day: date | None) -> str:
    """A day as it is printed: 2023年6月30日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


class PrintedOutput(AnyPath):
    """Where a finished filing goes: a .docx, .pdf or .xlsx file, or a folder that is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises BadParameter for what is none of these files, and no folder that is there."""
        path = Path(value)
        if not value or (not path.is_dir() and path.suffix.lower() not in (".docx", ".pdf", ".xlsx")):
            folder = not path.suffix or str(value).endswith(("/", "\\"))
            missing = f"没有“{value}”这个文件夹，请先建好；要写成文件，文件名以 .docx、.pdf 或 .xlsx 结尾"
            self.fail(missing if folder else f"输出文件名要以 .docx、.pdf 或 .xlsx 结尾，这里是“{value}”", param, ctx)
        return path


def path_about(ctx: click.Context | None) -> Path:
    """What a command is about: the first path it was given, or the folder we are in."""
    said = ctx.params if ctx else {}
    first = next((one for name in ("path", "paths", "source") for one in _several(said.get(name))), None)
    return Path(first) if isinstance(first, (str, Path)) else Path()


def _several(said: Any) -> tuple[Any, ...]:
    return said if isinstance(said, tuple) else (said,) if said else ()


class LayoutFolder(click.ParamType[Path]):
    """A layout: the name of one there is for what the command is about (whose paths are eager therefore), or a folder."""

    name = "版式"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The folder of the layout. Raises BadParameter where there is no such layout, or the folder holds none."""
        from perfgen.api.layouts import UnknownLayoutError, folder_of  # noqa: PLC0415 -- only where the option is used

        try:
            return folder_of(str(value), path_about(ctx))
        except UnknownLayoutError as error:
            return self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Let the shell complete it as a folder."""
        return [CompletionItem(incomplete, type="dir")]


skip_option = click.option("--skip-others", is_flag=True, help="不是绩效文本的文件跳过，不算错")
strict_option = click.option("--strict", is_flag=True, help="规则查出错误（如加起来对不上）也算有错")
filing_argument = click.argument("path", metavar="文件或文件夹", type=ExistingPath(), is_eager=True)


def on_copies(command: Callable[..., int]) -> Callable[..., int]:
    """Let a command with a `places_argument` work on paths of this machine; `where` tells it what they are called, None where they all are."""

    @wraps(command)
    def called(*, paths: tuple[PurePath, ...], **others: Any) -> int:
        with _at_hand(paths) as (there, where):
            return command(paths=there, where=where, **others)

    return called


def at_hand(*names: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Let a command work on paths of this machine: those in its arguments `names`, which may be Urls of stores."""

    def decorated(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def called(*args: Any, **others: Any) -> int:
            said = {name: _several(others[name]) for name in names}
            with _at_hand(tuple(path for paths in said.values() for path in paths)) as (there, _):
                left = iter(there)
                found = {name: tuple(islice(left, len(paths))) for name, paths in said.items()}
                given = {name: found[name] if isinstance(others[name], tuple) else found[name][0] for name in names}
                return command(*args, **{**others, **given})

        return called

    return decorated


@contextmanager
def _at_hand(paths: tuple[PurePath, ...]) -> Iterator[tuple[tuple[Path, ...], NamedPlaces | None]]:
    """What was named, as paths of this machine, and what they are called; None for the latter where they all are."""
    local = tuple(path for path in paths if isinstance(path, Path))
    if len(local) == len(paths):
        yield local, None
        return
    from perfgen.api.stores import at_hand  # noqa: PLC0415 -- only where there is a store

    with at_hand(paths) as where, where.speaking():
        yield where.paths, where


places_argument = click.argument(
    "paths", metavar="文件或文件夹…", type=_ExistingPlaces(), nargs=-1, required=True, is_eager=True, callback=_flat
)
"""As `paths_argument`; Urls of stores besides, see `on_copies` and `at_hand`."""
paths_argument = click.argument(
    "paths", metavar="文件或文件夹…", type=_ExistingPaths(), nargs=-1, required=True, is_eager=True, callback=_flat
)
layout_option = click.option(
    "--layout", "layout", metavar="版式", type=LayoutFolder(), help="用另外的版式：版式的名称，或自己的版式文件夹"
)


def kind_meant(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The kind of document that somebody means, by its whole name. Raises BadParameter where that is none, or not certain."""
    if value is None:
        return None
    from perfgen.api.layouts import kind_names, kinds_meant  # noqa: PLC0415 -- only where the option is used

    found = kinds_meant(value)
    if len(found) != 1:
        known = "、".join(found or kind_names())
        raise click.BadParameter(
            f"“{value}”可以是 {known}，写全一些" if found else f"没有“{value}”这种文件，可以写：{known}"
        )
    return found[0]


library_option = click.option(
    "--library", "library", metavar="文件", type=AnyPath(), help="指标库文件；不写时照 perfgen.toml 里的 [library]"
)


def library_said(said: Path | None, about: Path) -> Path:
    """The library that is meant: the one that was named, or that of the workspace. Raises UsageError where there is neither."""
    from perfgen.api.library import library_of  # noqa: PLC0415 -- only where the option is used

    found = said or library_of(about)
    if found is None:
        raise click.UsageError(
            '没有说是哪个指标库：写 --library 指标库.sqlite，或在 perfgen.toml 里写 [library] file = "指标库.sqlite"'
        )
    return found
