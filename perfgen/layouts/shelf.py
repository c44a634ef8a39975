"""Where layouts stand, found by name: those that come with perfgen, those in given folders, those of installed packages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing import nearest
from perfgen.layouts.data import shipped
from perfgen.layouts.layout import Layout, load
from perfgen.layouts.place import LayoutPlace, Origin
from perfgen.source.discover import LAYOUT_FILE


@cache
def shipped_layouts() -> Mapping[str, LayoutPlace]:
    """The layouts that come with perfgen, by name: the folders one stands in, joined by “-” (hebei/2022 is hebei-2022)."""
    top = shipped("templates")
    folders = sorted(file.parent for file in top.rglob(LAYOUT_FILE))
    named = {"-".join(folder.relative_to(top).parts): folder for folder in folders}
    return {name: LayoutPlace(name, folder, Origin.SHIPPED) for name, folder in sorted(named.items())}


class Shelf(NamedTuple):
    """Where layouts are looked for. Each of `folders` is a layout, or has layouts in it; what they hold is not trusted.

    No layout in them may have the name of another or of one that comes with perfgen: a copy whose name was not changed
    would be there, and the original be printed. Installed packages are asked where nobody else has the name.
    """

    folders: tuple[Path, ...] = ()

    def find(self, name: str) -> LayoutPlace:
        """The place of the layout of that name.

        Raises LayoutError: without a place where there is none; where `folders` cannot be read, or names clash.
        """
        own = self._own()
        folder = own.get(name) if name else None
        found = LayoutPlace(name, folder, Origin.FOLDER) if folder else shipped_layouts().get(name)
        if found is None:
            from perfgen.layouts import installed  # noqa: PLC0415 -- asks every package that is installed

            found = installed.find(name)
        if found is None and "" in own:
            load(own[""])  # the layout that is looked for may be the one whose name cannot be read
        if found is None:
            hint = f"{nearest(name, self.names())}；自己的版式，写在 perfgen.toml 的 [layouts] 里，或加 --layout 文件夹"
            raise LayoutError(Diagnostic("LAY02", f"没有“{name}”这个版式", hint=hint))
        return found

    def by_name(self, name: str) -> Layout:
        """The layout of that name. Raises LayoutError as `find` does, and with everything that is wrong with it."""
        return self.find(name).load()

    def named(self) -> Mapping[Origin, tuple[str, ...]]:
        """The names of all layouts there are, by whose they are. One in `folders` whose name cannot be read has none: “”.

        Raises LayoutError as `find` does for `folders`.
        """
        from perfgen.layouts import installed  # noqa: PLC0415 -- as above

        return {
            Origin.SHIPPED: tuple(shipped_layouts()),
            Origin.FOLDER: tuple(self._own()),
            Origin.INSTALLED: installed.names(),
        }

    def names(self) -> tuple[str, ...]:
        """The names of all layouts there are, each once. Raises LayoutError as `named`."""
        return tuple(dict.fromkeys(name for names in self.named().values() for name in names if name))

    def _own(self) -> Mapping[str, Path]:
        if not self.folders:
            return {}
        from perfgen.layouts.folders import found_in  # noqa: PLC0415 -- only where somebody has layouts of their own

        return found_in(self.folders, shipped_layouts())


_OURS = Shelf()


def names() -> tuple[str, ...]:
    """The names of the layouts that come with perfgen and of those of installed packages."""
    return _OURS.names()


def by_name(name: str) -> Layout:
    """The layout of that name, as `Shelf.by_name` without folders."""
    return _OURS.by_name(name)
