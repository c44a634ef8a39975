"""Layout folders of one's own: a new one to edit, and everything there is to say of one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from perfgen import layouts
from perfgen.errors import Diagnostic, LayoutError, OutputError
from perfgen.foreign import is_link
from perfgen.layout_check import folder as layout_check
from perfgen.layout_check.folder import LayoutReport
from perfgen.layouts.copied import copied
from perfgen.output import file_name, write_together
from perfgen.settings import FILE
from perfgen.workspace import workspace_of

SIMPLEST = "central-project"
"""The layout that a new one is copied from where nothing else is said: one table a project, as most provinces have it."""


class TakenNameError(ValueError):
    """A layout cannot be called so; it says why in Chinese."""


class NewLayout(NamedTuple):
    """A layout folder that was made: `files` in it, the layout that it is a copy of, and the settings that find it by name.

    `settings` is the perfgen.toml of the workspace, or where one would be; `found` tells whether it names the folder already,
    `named` what is to stand in its list of folders.
    """

    folder: Path
    files: tuple[Path, ...]
    source: str
    settings: Path
    found: bool
    named: str


def check_name(name: str, about: Path) -> None:
    """Whether a new layout may be called so, in the workspace of `about`.

    Raises TakenNameError where not, with the reason in Chinese: a name that no folder can have, or that another layout has.
    Raises PerfgenError where the settings have mistakes.
    """
    if not name.strip() or file_name(name) != name:
        raise TakenNameError(f"“{name}”不能作版式的名称：文件夹不能这样起名；如 安徽-2025")
    if name in _taken(about):
        raise TakenNameError(f"已经有“{name}”这个版式；换一个名称，如加上单位和年度")


def _taken(about: Path) -> Collection[str]:
    folders = workspace_of(about).layout_folders
    try:
        return layouts.Shelf(folders).names()
    except LayoutError:  # a folder without layouts, perhaps, for which this is to be the first
        return layouts.names()


def new_layout(folder: Path, source: Path) -> NewLayout:
    """Make a layout folder, called as its last part is, by copying the layout in the folder `source`.

    Raises OutputError where a layout is there already, or cannot be written, and then nothing is; LayoutError where the layout that is
    copied has mistakes; PerfgenError where the settings of the workspace have.
    """
    name = folder.name
    files = {folder / one: content for one, content in copied(source, name).items()}
    there = [file for file in files if file.exists() or is_link(file)]
    if there:
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", file, hint="换一个名称") for file in there)
    workspace = workspace_of(folder.parent)
    top = (workspace.root or Path()).absolute()
    found = any(one.absolute() in (folder.absolute(), folder.parent.absolute()) for one in workspace.layout_folders)
    write_together(files, folder)
    named = folder if folder.parent.absolute() == top else folder.parent
    inside = named.absolute().is_relative_to(top)
    said = named.absolute().relative_to(top).as_posix() if inside else named.as_posix()
    return NewLayout(folder, tuple(files), layouts.load(source).name, top / FILE, found, said)


def check_layout(folder: Path) -> LayoutReport:
    """Everything there is to say of a layout folder, in one pass; it is tried on filings that are made up. Nothing is written.

    >>> from perfgen.api.layouts import folder_of
    >>> check_layout(folder_of("central-department", Path())).findings
    ()
    """
    return layout_check.checked(folder)


__all__ = [
    "SIMPLEST",
    "LayoutReport",
    "NewLayout",
    "TakenNameError",
    "check_layout",
    "check_name",
    "new_layout",
]
