"""What several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class ExistingPath(click.ParamType[Path]):
    """A file or folder that must be there."""

    name = "路径"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if not path.exists():
            self.fail(f"没有“{value}”这个文件或文件夹", param, ctx)
        return path


class LayoutFolder(click.ParamType[Path]):
    """A layout: the name of one that comes with perfgen, or a folder of one's own."""

    name = "版式"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from perfgen import layouts  # noqa: PLC0415 -- only where the option is used

        if value in layouts.names():
            return layouts.shipped("templates") / str(value)
        folder = Path(value)
        if not folder.is_dir():
            self.fail(f"没有“{value}”这个版式文件夹；现成的版式有 {'、'.join(layouts.names())}", param, ctx)
        return folder


filing_argument = click.argument("path", metavar="文件或文件夹", type=ExistingPath())
layout_option = click.option(
    "--layout", "layout", metavar="版式", type=LayoutFolder(), help="用另外的版式：现成版式的名称，或自己的版式文件夹"
)
