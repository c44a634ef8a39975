"""A layout that is there, before it is read: its name, its folder, and whose it is."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from perfgen.errors import Diagnostic, LayoutError
from perfgen.layouts.layout import Layout, load
from perfgen.source.discover import LAYOUT_FILE


class Origin(Enum):
    """Whose a layout is. Only one in a folder may be anybody's, and is read with care."""

    SHIPPED = "自带"
    FOLDER = "文件夹"
    INSTALLED = "软件包"


class LayoutPlace(NamedTuple):
    """A layout that is there: its name, its folder, and whose it is. `package` is the installed package it is from."""

    name: str
    folder: Path
    origin: Origin
    package: str = ""

    def load(self) -> Layout:
        """The layout. Raises LayoutError with everything that is wrong with it, also where it calls itself otherwise."""
        layout = load(self.folder, linked=self.origin is not Origin.FOLDER)
        if layout.name != self.name:
            message = f"layout.yaml 里的名称是“{layout.name}”，找的是“{self.name}”"
            raise LayoutError(Diagnostic("LAY03", message, self.folder / LAYOUT_FILE, hint="两处写成一样的"))
        return layout
