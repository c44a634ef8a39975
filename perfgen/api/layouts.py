"""Layouts and kinds of document: which there are, and the JSON Schema of what is written for them."""

from __future__ import annotations

from pathlib import Path

from perfgen import building, kinds, layouts
from perfgen.building import UnknownLayoutError
from perfgen.layouts.schemas import SCHEMAS, schema_text
from perfgen.workspace import workspace_of


def layout_names() -> tuple[str, ...]:
    """The names of the layouts there are."""
    return layouts.names()


def kind_names() -> tuple[str, ...]:
    """The names of the kinds of document there are: those that come with perfgen, and those of installed packages.

    >>> "绩效文本" in kind_names()
    True
    """
    return kinds.names()


def schema(kind: str, layout: Path | None = None) -> str:
    """The JSON Schema for the editor, as JSON text: of a ``filing``, or of a ``project`` in a file of its own.

    It is for the layout in a folder, or for all that come with perfgen, are installed, or that the workspace here has.
    Raises LayoutError where a layout has mistakes, WorkspaceError where the settings have.

    >>> schema("filing").startswith("{")
    True
    """
    shelf = layouts.Shelf(workspace_of(Path()).layout_folders)
    return schema_text(kind, [layouts.load(layout)] if layout else [shelf.by_name(name) for name in shelf.names()])


def portable_schema(kind: str, layout: Path | None = None) -> str:
    """As `schema`, but without a layout for those that come with perfgen alone: the same on every machine.

    Raises LayoutError where the layout has mistakes.
    """
    ours = layouts.shipped_layouts().values()
    return schema_text(kind, [layouts.load(layout)] if layout else [place.load() for place in ours])


def folder_of(said: str, about: Path) -> Path:
    """The folder of the layout that somebody means by a name or a folder, for a filing at `about` (or nothing yet).

    Raises UnknownLayoutError, with the reason in Chinese, where there is none, LayoutError where one of those of the workspace
    has mistakes, WorkspaceError where the settings have.

    >>> folder_of("hebei-2022", Path()).name
    '2022'
    """
    return building.layout_folder(said, about)


def files_of_folders(about: Path, layout: Path | None = None) -> set[Path]:
    """The files of the layout in a folder, or of those that the workspace of `about` has: none where they cannot be told."""
    return building.layout_files(about, layout)


SCHEMA_KINDS = tuple(SCHEMAS)
"""What there is a schema of: ``filing`` and ``project``."""

__all__ = [
    "SCHEMA_KINDS",
    "UnknownLayoutError",
    "files_of_folders",
    "folder_of",
    "kind_names",
    "layout_names",
    "portable_schema",
    "schema",
]
