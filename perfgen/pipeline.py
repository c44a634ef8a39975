"""The way through: YAML to filing to view to Word file. What the commands and the batch run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfgen import kinds, layouts
from perfgen.errors import Diagnostic, OutputError, PerfgenError
from perfgen.filing.fields import Fields
from perfgen.loading import Prepared, Settings, load, template_of
from perfgen.output import file_name, write_file
from perfgen.source import filing_of
from perfgen.source.grammar import NO_FIELDS
from perfgen.source.head import head_of
from perfgen.workspace import workspace_of


def prepare(path: Path, layout_folder: Path | None = None, defaults: Mapping[str, str] | None = None) -> Prepared:
    """Read and validate the filing in a file or folder, without writing anything.

    `layout_folder` takes the place of the layout the filing names; `defaults` that of what its workspace says for what
    a filing need not say. Raises PerfgenError with everything found.
    """
    said = workspace_of(path).defaults.labelled if defaults is None else defaults
    return load(path, Settings(layout_folder, said)).valid


def render(prepared: Prepared, pages: Mapping[str, str] | None = None) -> bytes:
    """The Word file of a prepared filing, with the page numbers of its contents where they are known.

    Raises LayoutError where the template is at fault.
    """
    return template_of(prepared.layout).render(view(prepared, pages))


def view(prepared: Prepared, pages: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """What the template of a prepared document sees of it, with page numbers by bookmark where they are known."""
    return kinds.by_name(prepared.layout.kind).view(prepared.filing, prepared.layout, prepared.narrative, pages)


def output_pattern(layout: str, layout_folder: Path | None = None) -> str:
    """What documents of a layout, by name or by folder, are called; see `Kind.output`. Of one there is not, as most are."""
    try:
        chosen = layouts.load(layout_folder) if layout_folder else layouts.by_name(layout)
    except PerfgenError:
        return _USUAL
    return kinds.by_name(chosen.kind).output


_USUAL = "{部门名称}-{年度}"


def fields_of(path: Path) -> Fields:
    """The fields of the layout that a YAML file, or the filing it belongs to, is for; the standard ones where none is told."""
    try:
        said = head_of(filing_of(path)).layout or workspace_of(path).defaults.layout or ""
        return layouts.by_name(said).form.fields
    except PerfgenError:
        return NO_FIELDS


def shipped_layout(name: str) -> Path:
    """The folder of a layout that comes with perfgen. Raises LookupError where there is none of that name."""
    if name not in layouts.names():
        raise LookupError(name)
    return layouts.shipped("templates") / name


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
    inputs = (*prepared.reading.files, prepared.layout.template)
    if target.exists() and any(target.samefile(file) for file in inputs):
        raise OutputError(Diagnostic("OUT01", "输出文件就是输入文件", target, hint="用 -o 另写一个文件名"))
    return target
