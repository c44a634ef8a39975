"""Layouts and kinds of document: which there are, and the JSON Schema of what is written for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from perfgen import building, kinds, layouts
from perfgen.building import UnknownLayoutError
from perfgen.docx import WordTemplate
from perfgen.errors import LayoutError
from perfgen.layouts import LayoutPlace, Origin
from perfgen.loading import is_of_filings
from perfgen.workspace import workspace_of


def layout_names() -> tuple[str, ...]:
    """The names of the layouts there are: those that come with perfgen, and those of installed packages.

    >>> "hebei-2022" in layout_names()
    True
    """
    return layouts.names()


def kind_names() -> tuple[str, ...]:
    """The names of the kinds of document there are: those that come with perfgen, and those of installed packages.

    >>> "绩效文本" in kind_names()
    True
    """
    return kinds.names()


def schema(kind: str, layout: Path | None = None) -> str:
    """The JSON Schema for the editor, as JSON text: of one of `SCHEMA_KINDS`.

    It is for the layout in a folder, or for all that come with perfgen, are installed, or that the workspace here has.
    Raises LayoutError where a layout has mistakes, WorkspaceError where the settings have.

    >>> schema("filing").startswith("{")
    True
    """
    from perfgen.layouts.schemas import schema_text  # noqa: PLC0415 -- who names a layout wants no schema

    shelf = _shelf(Path())
    return schema_text(kind, [layouts.load(layout)] if layout else [shelf.by_name(name) for name in shelf.names()])


def portable_schema(kind: str, layout: Path | None = None) -> str:
    """As `schema`, but without a layout for those that come with perfgen alone: the same on every machine.

    Raises LayoutError where the layout has mistakes.
    """
    from perfgen import starting  # noqa: PLC0415 -- as above

    return starting.portable_schema(kind, layout)


def folder_of(said: str, about: Path) -> Path:
    """The folder of the layout that somebody means by a name or a folder, for a filing at `about` (or nothing yet).

    Raises UnknownLayoutError, with the reason in Chinese, where there is none, LayoutError where one of those of the workspace
    has mistakes, WorkspaceError where the settings have.

    >>> folder_of("hebei-2022", Path()).name
    '2022'
    """
    return building.layout_folder(said, about)


def by_origin(about: Path | None) -> Mapping[Origin, Sequence[str]]:
    """The names of the layouts for a filing at `about`, by whose they are; a name that cannot be read is empty.

    Without `about`, those of no workspace. Raises WorkspaceError where the settings have mistakes.
    """
    return _shelf(about).named()


def find(name: str, about: Path | None) -> LayoutPlace:
    """The layout of a name for a filing at `about`, or in no workspace. Raises LayoutError where there is none."""
    return _shelf(about).find(name)


def try_layout(layout: LayoutPlace | Path) -> None:
    """Load a layout, and compile its template. Raises LayoutError where one has mistakes."""
    loaded = layouts.load(layout) if isinstance(layout, Path) else layout.load()
    WordTemplate(loaded.template)


def _shelf(about: Path | None) -> layouts.Shelf:
    return layouts.Shelf() if about is None else layouts.Shelf(workspace_of(about).layout_folders)


def usual_layout(about: Path) -> str | None:
    """The name of the layout that the settings of `about` say, if any. Raises WorkspaceError where they have mistakes."""
    return workspace_of(about).defaults.layout


def names_for(about: Path) -> tuple[str, ...]:
    """The names of the layouts there are for a filing at `about`, its workspace's among them. Raises as `folder_of`."""
    return tuple(_shelf(about).names())


def of_kind(kind: str, about: Path) -> tuple[Path, ...]:
    """The folders of the layouts that print a kind of document, for a filing at `about`: those of the workspace first.

    Layouts that have mistakes are passed over. Raises WorkspaceError where the settings have mistakes.
    """
    shelf = _shelf(about)
    by_whose = sorted(shelf.named().items(), key=lambda pair: pair[0] is not Origin.FOLDER)
    places = [shelf.find(name) for _, names in by_whose for name in names if name]
    return tuple(place.folder for place in places if _kind_of(place) == kind)


def kind_of_layout(layout: Path) -> str:
    """The kind of document that the layout in a folder prints. Raises LayoutError where it has mistakes."""
    return layouts.load(layout).kind


def kinds_meant(said: str) -> tuple[str, ...]:
    """The names of the kinds of document that somebody means who says less than a whole name; one where that is certain.

    >>> kinds_meant("自评表")
    ('项目支出绩效自评表',)
    """
    return kinds.meant(said)


def _kind_of(place: LayoutPlace) -> str:
    try:
        return place.load().kind
    except LayoutError:
        return ""


def names_of_filings(about: Path) -> tuple[str, ...]:
    """As `names_for`, those that print filings: what somebody may begin with who has nothing yet."""
    return tuple(name for name in names_for(about) if is_of_filings(name))


def own_folder(folder: Path) -> Path | None:
    """A layout folder of one's own; None for one that comes with perfgen."""
    from perfgen import starting  # noqa: PLC0415 -- as above

    return starting.own(folder)


def is_found_by_name(folder: Path, about: Path) -> bool:
    """Whether the layout in a folder is the one that a filing at `about` means by its name."""
    return building.is_found_by_name(folder, about)


def files_of_folders(about: Path, layout: Path | None = None) -> set[Path]:
    """The files of the layout in a folder, or of those that the workspace of `about` has: none where they cannot be told."""
    return building.layout_files(about, layout)


SCHEMA_KINDS = ("filing", "project", "results", "results-project")
"""What there is a schema of: a ``filing``, a ``project`` in a file of its own, and ``results``, with their ``results-project``: 执行情况."""

__all__ = [
    "SCHEMA_KINDS",
    "LayoutPlace",
    "Origin",
    "UnknownLayoutError",
    "by_origin",
    "files_of_folders",
    "find",
    "folder_of",
    "kind_names",
    "kind_of_layout",
    "kinds_meant",
    "layout_names",
    "names_of_filings",
    "of_kind",
    "portable_schema",
    "schema",
    "try_layout",
]
