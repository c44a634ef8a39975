"""The layouts of installed packages: entry points of the group ``perfgen.layouts``.

The name of an entry point is the layout's, its value a module: the layout.yaml and the template.docx lie in its folder.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

from perfgen.errors import Diagnostic, LayoutError
from perfgen.installed import blamed, entries, package
from perfgen.layouts.place import LayoutPlace, Origin

GROUP = "perfgen.layouts"


def names() -> tuple[str, ...]:
    """The names of the layouts of installed packages."""
    return tuple(entries(GROUP))


def find(name: str) -> LayoutPlace | None:
    """The layout of that name; None where no package has one. Nothing is imported but the packages its module is within.

    Raises LayoutError where a package says it has it, and its folder cannot be found.
    """
    entry = entries(GROUP).get(name)
    return LayoutPlace(name, _folder(entry), Origin.INSTALLED, package(entry)) if entry else None


def _folder(one: EntryPoint) -> Path:
    """The folder of a module: of a package its own, of another the one it stands in."""
    with blamed(lambda why: _broken(one, why)):  # the packages it is within are imported
        spec = find_spec(one.module)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if places:
        return Path(places[0])
    if spec is None or spec.origin is None:
        raise _broken(one, f"没有 {one.module}")
    return Path(spec.origin).parent


def _broken(one: EntryPoint, why: str) -> LayoutError:
    message = f"软件包 {package(one)} 里的版式“{one.name}”找不到：{why}"
    return LayoutError(Diagnostic("LAY01", message, hint="重新安装这个软件包，或卸掉它"))
