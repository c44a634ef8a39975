"""The layouts in folders that somebody else may write to: which there are, by the names they give themselves."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from stat import S_ISREG

from perfgen.errors import Diagnostic, LayoutError, system_said
from perfgen.foreign import is_link, leads_out
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE
from perfgen.source.head import Said, said_at_top

MOST_ENTRIES = 200
"""Files and folders in a folder of layouts. A province has a handful of layouts a year; each filing looks through them."""

_NAME = frozenset(("名称", "name"))
_RENAME = "改 layout.yaml 里的 名称，如加上单位和年度：乐亭县-2024"


def found_in(folders: Sequence[Path], taken: Container[str]) -> dict[str, Path]:
    """The layout folders by name; under the empty name the first whose name cannot be read, if any.

    Raises LayoutError where a folder cannot be read, holds no layout, or leads elsewhere by a link, and where two
    layouts have one name, or one has a name that is `taken`.
    """
    found: dict[str, Path] = {}
    for folder, said in {folder: said for top in folders for folder, said in _within(top)}.items():
        if said.text in taken:
            raise LayoutError(_clash(folder, said, f"“{said.text}”是自带的版式的名称，自己的版式不能用"))
        other = found.setdefault(said.text, folder)
        if said.text and other is not folder:
            raise LayoutError(_clash(folder, said, f"有两个版式都叫“{said.text}”，另一个在 {other}"))
    return found


def _within(top: Path) -> Iterator[tuple[Path, Said]]:
    """The layout folders at a place, itself or those in it in the order of their names, and what each calls itself."""
    own = _name(top)
    if own:
        yield top, own
        return
    none = True
    for name in _listed(top):
        folder = top / name
        if is_link(folder) and leads_out(folder, top):
            hint = "把版式文件夹本身复制进来，不要用链接"
            raise LayoutError(Diagnostic("LAY01", "这是一个链接，指到放版式的文件夹外面", folder, hint=hint))
        said = _name(folder)
        if said:
            none = False
            yield folder, said
    if none:
        hint = f"一个版式一个文件夹，里面有 {LAYOUT_FILE} 和 {TEMPLATE_FILE}"
        raise LayoutError(Diagnostic("LAY01", "这个文件夹里没有版式", top, hint=hint))


def _listed(top: Path) -> list[str]:
    try:
        with os.scandir(top) as entries:
            names = [one.name for one in islice(entries, MOST_ENTRIES + 1)]
    except OSError as error:
        message, hint = f"放版式的文件夹读不出来：{system_said(error)}", "检查 perfgen.toml 里 [layouts] 写的文件夹"
        raise LayoutError(Diagnostic("LAY01", message, top, hint=hint)) from None
    if len(names) > MOST_ENTRIES:
        message, hint = f"放版式的文件夹里最多 {MOST_ENTRIES} 样东西", "[layouts] 里写只放版式的文件夹"
        raise LayoutError(Diagnostic("LAY01", message, top, hint=hint))
    return sorted(name for name in names if not name.startswith((".", "~$")))


def _name(folder: Path) -> Said | None:
    """What a layout calls itself: nothing where that cannot be read, or stands elsewhere. None where there is no layout."""
    file = os.path.join(folder, LAYOUT_FILE)  # noqa: PTH118 -- asked for every filing of a batch
    try:
        status = os.stat(file)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    if not S_ISREG(status.st_mode):
        return None
    if is_link(Path(file)) and leads_out(Path(file), folder):
        return Said()
    return _said(file, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))


@lru_cache(maxsize=1000)
def _said(file: str, state: tuple[int, ...]) -> Said:  # noqa: ARG001 -- an edited layout is read anew
    return said_at_top(Path(file), _NAME)


def _clash(folder: Path, said: Said, message: str) -> Diagnostic:
    return Diagnostic("LAY03", message, folder / LAYOUT_FILE, said.line, said.column, said.excerpt, _RENAME)
