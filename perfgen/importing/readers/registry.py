"""The readers by name (读法 in a layout.yaml): those that come with perfgen, and those of installed packages.

The name of an entry point of the group ``perfgen.readers`` is the 读法, its value leads to a `Reader`. A layout can only
name what is installed, and none takes the place of one that comes with perfgen.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint

from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing import nearest
from perfgen.importing.readers.job import Reader
from perfgen.installed import called, entries, package
from perfgen.layouts import Layout
from perfgen.source.discover import LAYOUT_FILE

GROUP = "perfgen.readers"

_SHIPPED = {
    "逐项目两张表": "perfgen.importing.readers.project_tables:read",
    "逐项目一张表": "perfgen.importing.readers.project_forms:read",
    "整体一张表": "perfgen.importing.readers.department_forms:read",
    "逐项目执行情况": "perfgen.importing.readers.result_forms:read_projects",
    "整体执行情况": "perfgen.importing.readers.result_forms:read_whole",
    "逐工作活动": "perfgen.importing.readers.activity_chapters:read",
}


def names() -> tuple[str, ...]:
    """The names of all readers, those that come with perfgen first."""
    return tuple(dict.fromkeys((*_SHIPPED, *entries(GROUP))))


def reader_of(layout: Layout) -> Reader:
    """The reader a layout names. Raises LayoutError where it names none, or none that is installed.

    A reader of a package raises LayoutError too, where it cannot be loaded or breaks.
    """
    if layout.reading is None:
        raise _fault(
            layout,
            f"版式“{layout.name}”不能读入：layout.yaml 里没有写 读入",
            f"照现成的版式写，如 读入: {{读法: {names()[0]}}}",
        )
    name = layout.reading.reader
    if name in _SHIPPED:
        module, _, value = _SHIPPED[name].partition(":")
        found: Reader = getattr(import_module(module), value)
        return found
    entry = entries(GROUP).get(name)
    if entry is None:
        raise _fault(layout, f"没有“{name}”这种读法", nearest(name, names()))
    return _guarded(entry, layout)


def _guarded(entry: EntryPoint, layout: Layout) -> Reader:
    """The reader of a package, whatever goes wrong in it told as its fault."""
    return partial(called, entry, dict, lambda why: _broken(entry, layout, why))


def _broken(entry: EntryPoint, layout: Layout, why: str) -> LayoutError:
    message = f"读法“{entry.name}”（{package(entry)}）出了错：{why}"
    return _fault(layout, message, f"更新或重新安装 {package(entry)}")


def _fault(layout: Layout, message: str, hint: str) -> LayoutError:
    return LayoutError(Diagnostic("LAY04", message, layout.folder / LAYOUT_FILE, hint=hint))
