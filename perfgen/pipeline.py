"""The way through: YAML to filing to view to Word file. What the commands and the batch run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfgen import layouts
from perfgen.docx import WordTemplate
from perfgen.errors import Diagnostic, FilingError, Severity
from perfgen.filing import Filing, Form, advice, quote
from perfgen.layouts import Layout
from perfgen.output import file_name, spare, write_file
from perfgen.source import Reading, read
from perfgen.workspace import workspace_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A filing that is valid for its layout, with its narrative filled in."""

    reading: Reading
    layout: Layout
    narrative: dict[str, str]
    warnings: tuple[Diagnostic, ...] = ()
    """What does not stop the filing but should be looked at."""

    @property
    def filing(self) -> Filing:
        """The filing itself."""
        return self.reading.filing


def prepare(path: Path, layout_folder: Path | None = None, defaults: Mapping[str, str] | None = None) -> Prepared:
    """Read and validate the filing in a file or folder, without writing anything.

    `layout_folder` takes the place of the layout the filing names; `defaults` that of what its workspace says for what
    a filing need not say. Raises PerfgenError with everything found.
    """
    chosen: list[Layout] = []

    def form(name: str) -> Form:
        chosen.append(layouts.load(layout_folder) if layout_folder else layouts.by_name(name))
        return chosen[0].form

    reading = read(path, form, workspace_of(path).defaults.labelled if defaults is None else defaults)
    narrative, problems = quote(reading.filing)
    if problems:
        raise FilingError([reading.diagnostic(problem, "NAR01") for problem in problems])
    warnings = [
        reading.diagnostic(problem, "MOD04", Severity.WARNING) for problem in advice(reading.filing, chosen[0].form)
    ]
    return Prepared(reading, chosen[0], narrative, tuple(warnings))


def render(prepared: Prepared, pages: Mapping[str, str] | None = None) -> bytes:
    """The Word file of a prepared filing, with the page numbers of its contents where they are known.

    Raises LayoutError where the template is at fault.
    """
    template = prepared.layout.template
    status = template.stat()
    compiled = _template(template, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))
    return compiled.render(layouts.view(prepared.filing, prepared.layout, prepared.narrative, pages))


def shipped_layout(name: str) -> Path:
    """The folder of a layout that comes with perfgen. Raises LookupError where there is none of that name."""
    if name not in layouts.names():
        raise LookupError(name)
    return layouts.shipped("templates") / name


@cache
def _template(path: Path, state: tuple[int, ...]) -> WordTemplate:  # noqa: ARG001 -- an edited template is compiled anew
    return WordTemplate(path)


def default_output(prepared: Prepared, path: Path) -> Path:
    """Where a filing is built to when nothing else is said: 部门名称-年度.docx beside its file or folder."""
    return path.absolute().parent / file_name(f"{prepared.filing.department.name}-{prepared.filing.year}.docx")


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
    spare(target, (*prepared.reading.files, prepared.layout.template))
    return target
