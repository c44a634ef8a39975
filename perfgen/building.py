"""The way through: YAML to filing to view to Word file. What the commands and the batch run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import kinds, layouts
from perfgen.errors import Diagnostic, LayoutError, PerfgenError
from perfgen.filing import Filing, nearest
from perfgen.filing.fields import Fields
from perfgen.foreign import real
from perfgen.layouts import Layout, Origin, Shelf
from perfgen.loading import Prepared, Settings, head_of, load, template_of
from perfgen.output import file_name, refuse_input, write_file
from perfgen.settings import Workspace
from perfgen.shown import near
from perfgen.source import filing_of
from perfgen.source.discover import LAYOUT_FILE, LAYOUT_FILES
from perfgen.source.grammar import NO_FIELDS
from perfgen.workspace import workspace_of


def prepare(path: Path, layout_folder: Path | None = None, settings: Settings | None = None) -> Prepared:
    """Read and validate the filing in a file or folder, without writing anything.

    `layout_folder` takes the place of the layout the filing names; `settings` that of what its workspace says.
    Raises PerfgenError with everything found.
    """
    return load(path, settings or said_of(workspace_of(path), layout_folder)).valid


class UnknownLayoutError(LookupError):
    """There is no such layout; it says so in Chinese, with the nearest that there is."""


class Validated(NamedTuple):
    """A filing that is valid, and what should be looked at: `left_out` are files it does not include, `apart` is how it differs from one it belongs to."""

    prepared: Prepared
    left_out: tuple[Diagnostic, ...]
    apart: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything there is to say."""
        return (*self.left_out, *self.apart, *self.prepared.warnings)


def validated(path: Path, named: Iterable[Path], layout_folder: Path | None = None) -> Validated:
    """The filing in a file or folder, which the files that were `named` should be parts of. Raises PerfgenError as `prepare`."""
    prepared = prepare(path, layout_folder)
    read = {real(file) for file in prepared.reading.files}
    hint = "在 预算项目 里写上它，或写 projects/*.yaml"
    left_out = [
        Diagnostic("INC05", f"{near(path)} 没有引用这个文件，所以没有检查它", file, hint=hint)
        for file in named
        if file.is_file() and real(file) not in read
    ]
    return Validated(prepared, tuple(left_out))


def said_of(workspace: Workspace, layout_folder: Path | None = None) -> Settings:
    """What a workspace says of its filings. Raises WorkspaceError where it names a folder that is not in it."""
    shelf = Shelf() if layout_folder else Shelf(workspace.layout_folders)
    return Settings(layout_folder, workspace.defaults.labelled, shelf)


def render(prepared: Prepared, pages: Mapping[str, str] | None = None) -> bytes:
    """The Word file of a prepared filing, with the page numbers of its contents where they are known.

    Raises LayoutError where the template is at fault.
    """
    return template_of(prepared.layout).render(view(prepared, pages))


def has_contents(prepared: Prepared) -> bool:
    """Whether the document of a filing has a table of contents with page numbers. Raises LayoutError as `render` does."""
    return template_of(prepared.layout).has_contents


def told_of_template(prepared: Prepared) -> tuple[Diagnostic, ...]:
    """What the keeper of the template should hear, whatever the filing. Raises LayoutError as `render` does."""
    return template_of(prepared.layout).told


def view(prepared: Prepared, pages: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """What the template of a prepared document sees of it, with page numbers by bookmark where they are known."""
    return kinds.by_name(prepared.layout.kind).view(prepared.filing, prepared.layout, prepared.narrative, pages)


def layout_folder(said: str, about: Path) -> Path:
    """The folder of the layout that somebody means by a name or a folder. See `perfgen.api.layouts.folder_of`.

    Raises UnknownLayoutError, with the reason in Chinese, where there is none, LayoutError where one of those of the workspace
    of `about` has mistakes, WorkspaceError where the settings have.
    """
    ours, folder = layouts.shipped_layouts().get(said), Path(said)
    if ours or (said and (folder / LAYOUT_FILE).is_file()):
        return ours.folder if ours else folder
    shelf = Shelf(workspace_of(about).layout_folders)
    try:
        return shelf.find(said).folder
    except LayoutError as error:
        if any(one.file for one in error.diagnostics):
            raise
    if said and folder.is_dir():
        return folder  # and what it lacks is told when it is read
    raise UnknownLayoutError(f"没有“{said}”这个版式，也没有这个文件夹；{nearest(said, shelf.names())}")


def is_found_by_name(folder: Path, about: Path) -> bool:
    """Whether the layout in a folder is the one that a filing at `about` means by its name; False also where it has mistakes."""
    try:
        shelf = Shelf(workspace_of(about).layout_folders)
        return real(shelf.find(layouts.load(folder).name).folder) == real(folder)
    except PerfgenError:
        return False


def layout_files(about: Path, layout_folder: Path | None = None) -> set[Path]:
    """The files of a layout, or of those the workspace of `about` has: what is wrong in one may be mended."""
    if layout_folder:
        folders = {real(layout_folder)}
    else:
        try:
            shelf = Shelf(workspace_of(about).layout_folders)
            folders = {real(shelf.find(name).folder) for name in shelf.named()[Origin.FOLDER] if name}
        except PerfgenError:
            return set()
    return {folder / name for folder in folders for name in LAYOUT_FILES}


class Called(NamedTuple):
    """What a document is: `kind` as people say it, 绩效文本 of whatever layout, and `output` as in `Kind.output`."""

    kind: str = "绩效文本"
    output: str = "{部门名称}-{年度}"


def called(path: Path, layout: str, layout_folder: Path | None = None) -> Called:
    """What the document at a path is, by its layout's name, or by the folder of another.

    What most are where the layout cannot be had, which is told when the document is built.
    """
    try:
        found = layouts.load(layout_folder) if layout_folder else _layout(path, layout)
        output = kinds.by_name(found.kind).output
        return Called(output=output) if issubclass(found.form.model, Filing) else Called(found.kind, output)
    except PerfgenError:
        return Called()


def fields_of(path: Path) -> Fields:
    """The fields of the layout that a YAML file, or the filing it belongs to, is for; the standard ones where none is told."""
    try:
        return _layout(path, head_of(filing_of(path)).layout).form.fields
    except PerfgenError:
        return NO_FIELDS


def _layout(path: Path, name: str) -> Layout:
    """The layout of a name, or the one that the workspace of a path says. Raises PerfgenError where there is none."""
    if name in layouts.shipped_layouts():
        return layouts.by_name(name)
    workspace = workspace_of(path)
    return said_of(workspace).shelf.by_name(name or workspace.defaults.layout or "")


def default_output(prepared: Prepared, path: Path) -> Path:
    """Where a document is built to when nothing else is said: 部门名称-年度.docx, or as its kind says, beside its file."""
    name = kinds.by_name(prepared.layout.kind).output_name(prepared.filing)
    return path.absolute().parent / file_name(f"{name}.docx")


def build(path: Path, output: Path | None = None, layout_folder: Path | None = None) -> Path:
    """Build the filing in a file or folder into `output` (a file, or a folder to put it in). Returns the file written.

    Raises PerfgenError with everything found; the old output, if any, then still stands.
    """
    return write(prepare(path, layout_folder), path, output)


def write(prepared: Prepared, path: Path, output: Path | None = None) -> Path:
    """Build a filing already prepared from `path`, as `build` does."""
    target = target_of(prepared, path, output)
    write_file(target, render(prepared), named=target == output)
    return target


def target_of(prepared: Prepared, path: Path, output: Path | None = None) -> Path:
    """The file that a filing prepared from `path` is written to. Raises OutputError where that is one of its inputs."""
    target = output or default_output(prepared, path)
    if target.is_dir():
        target /= default_output(prepared, path).name
    refuse_input(target, (*prepared.reading.files, prepared.layout.template))
    return target
