"""The readers by name (读法 in a layout.yaml): those that come with perfgen, and those of installed packages.

Another package names in its entry points ``perfgen.readers`` a reader. A layout can only name what is installed.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing import nearest
from perfgen.importing.readers.job import Reader
from perfgen.layouts import Layout
from perfgen.source.discover import LAYOUT_FILE

GROUP = "perfgen.readers"

_SHIPPED = {
    "逐项目两张表": "perfgen.importing.readers.project_tables:read",
    "逐工作活动": "perfgen.importing.readers.activity_chapters:read",
}


def names() -> tuple[str, ...]:
    """The names of all readers, those that come with perfgen first."""
    return tuple(dict.fromkeys((*_SHIPPED, *sorted(_installed()))))


def reader_of(layout: Layout) -> Reader:
    """The reader a layout names. Raises LayoutError where it names none, or none that is installed."""
    file = layout.folder / LAYOUT_FILE
    if layout.reading is None:
        raise _fault(
            file,
            f"版式“{layout.name}”不能读入：layout.yaml 里没有写 读入",
            f"照现成的版式写，如 读入: {{读法: {names()[0]}}}",
        )
    name = layout.reading.reader
    if name not in names():
        raise _fault(file, f"没有“{name}”这种读法", nearest(name, names()))
    found: Any
    try:
        if name in _SHIPPED:
            module, _, value = _SHIPPED[name].partition(":")
            found = getattr(import_module(module), value)
        else:
            found = _installed()[name].load()
    except Exception as error:  # whatever a package raises when it is imported
        raise _fault(file, f"读法“{name}”没有装好：{error}", "重新安装带这种读法的程序") from error
    return found  # type: ignore[no-any-return]


def _fault(file: Path, message: str, hint: str) -> LayoutError:
    return LayoutError(Diagnostic("LAY04", message, file, hint=hint))


@cache
def _installed() -> dict[str, EntryPoint]:
    return {one.name: one for one in entry_points(group=GROUP)}
