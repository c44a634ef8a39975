"""New filings: a starter of a layout, or last year's carried over, with the schemas that the editor reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from perfgen import kinds, layouts
from perfgen.errors import Diagnostic, OutputError
from perfgen.filing import Filing, Results
from perfgen.filing.numbers import Year
from perfgen.filing.results import Period
from perfgen.filing.reviewer import UNKNOWN, finance_office
from perfgen.filing.text import Code, Line
from perfgen.filing.walk import Steps
from perfgen.foreign import is_link, real
from perfgen.layouts.schemas import schema_text
from perfgen.loading import Prepared, template_of
from perfgen.output import file_name, write_together
from perfgen.source import FILING_FILE
from perfgen.source.carry import Carried, LastYear, carry
from perfgen.source.starter import SCHEMA_FOLDER, SCHEMA_SUFFIX, modeline, project_starter, schema_of

if TYPE_CHECKING:
    from perfgen.source.actuals import Actuals


class StarterHead(NamedTuple):
    """What a new filing says at its head: budget year, code and name of the department, 万元 or 元.

    `reviewer` is who reviews it, where that is not who `usual_reviewer` tells.
    """

    year: int
    code: str
    name: str
    unit: str
    reviewer: str = ""


class WrongValueError(ValueError):
    """A value that cannot stand at the head of a filing; it says why in Chinese."""


def _reader(kind: Any) -> Callable[[Any], Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(value: Any) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            context = error.errors()[0].get("ctx") or {}
            raise WrongValueError(str(context.get("said", "这里的内容不对"))) from None

    return read


READERS: Mapping[str, Callable[[Any], Any]] = {
    "year": _reader(Year),
    "code": _reader(Code),
    "name": _reader(Line),
    "period": _reader(Period),
}
"""What reads a value of `StarterHead` as somebody typed it. Raises WrongValueError."""


def new_filing(layout: Path, target: Path, head: StarterHead, *, in_folder: bool) -> dict[Path, str]:
    """The files of a new filing at `target`, itself first: to be written by `write_new`.

    `layout` is the folder of its layout. Raises LayoutError where that has mistakes.
    """
    chosen = layouts.load(layout)
    filing = target / FILING_FILE if in_folder else target
    said = {name: value for name, value in head._asdict().items() if value != ""}  # a kind may know of no reviewer
    text = kinds.by_name(chosen.kind).starter(chosen.name, chosen.form, in_folder=in_folder, **said)
    called = schema_of(chosen.form.model)
    of_project = "project" if called == "filing" else f"{called}-project"
    files = {filing: text, **_schemas(filing.parent, own(layout), called, *((of_project,) if in_folder else ()))}
    if in_folder:
        files[target / "projects" / "01.yaml"] = project_starter(chosen.form, of_project)
    return files


def usual_reviewer(layout: Path, department: str) -> str | None:
    """Who reviews the filing of a department where it does not say; empty where nothing tells.

    None for a layout, by its folder, that prints no reviewer. Raises LayoutError where it has mistakes.
    """
    chosen = layouts.load(layout)
    if not template_of(chosen).prints("封面", "审核"):
        return None
    told = chosen.reviewed_by or finance_office(department)
    return "" if told == UNKNOWN else told


def carried(prepared: Prepared, year: int, learned: Mapping[Steps, LastYear] = MappingProxyType({})) -> Carried:
    """Last year's filing for `year`, with what was `learned` of its indicators, and how many places are to be filled in and looked at again."""
    return carry(prepared.filing, year, prepared.layout.form, learned)


def carried_filing(found: Carried, target: Path, layout: Path | None) -> dict[Path, str]:
    """The files of a filing that was carried over, as `new_filing` gives them. Raises LayoutError as it does."""
    schemas = _schemas(target.parent, own(layout) if layout else None, "filing")
    return {target: f"{modeline('filing')}{found.text}", **schemas}


class Begun(NamedTuple):
    """执行情况 begun from a filing: its files, itself first, and what is to be done in it."""

    files: dict[Path, str]
    fill_in: int
    look_again: int


def begun(prepared: Prepared, layout: Path, target: Path, period: str, *, in_folder: bool = False) -> Begun:
    """执行情况 of a filing, of the layout in a folder, up to a `Period`: to be written by `write_new`.

    With `in_folder` the target is a folder, and every project has a file of its own in it. Raises LayoutError where the layout has mistakes, WrongValueError as `actuals_of`.
    """
    chosen = layouts.load(layout)
    found = actuals_of(prepared, chosen, target, period)
    called = schema_of(chosen.form.model)
    if not in_folder:
        files = {target: f"{modeline(called)}{found.yaml(chosen.form)}", **_schemas(target.parent, own(layout), called)}
        return Begun(files, found.fill_in, found.look_again)
    text, projects = found.files(chosen.form)
    of_project = f"{called}-project"
    files = {target / FILING_FILE: f"{modeline(called)}{text}", **_schemas(target, own(layout), called, of_project)}
    top = modeline(of_project, "../")
    files |= {target / "projects" / file_name(f"{name}.yaml"): f"{top}{one}" for name, one in projects.items()}
    return Begun(files, found.fill_in, found.look_again)


def actuals_of(prepared: Prepared, layout: layouts.Layout, target: Path, period: str) -> Actuals:
    """What 执行情况 at a target say to begin with. Raises WrongValueError where the layout is not one of them, or the filing is none itself."""
    from perfgen.source.actuals import ActualsHead, actuals  # noqa: PLC0415 -- with all that writes YAML

    if not holds_results(layout):
        raise WrongValueError(f"版式 {layout.name} 印的是{layout.kind}，不是从绩效文本写出的执行情况")
    if not isinstance(prepared.filing, Filing):
        raise WrongValueError(f"--from 要的是年初的绩效文本，这里是{prepared.layout.kind}")
    head = ActualsHead(layout.name, period, _beside(prepared.reading.files[0], target))
    return actuals(prepared.filing, prepared.narrative, layout.form, head)


def holds_results(layout: layouts.Layout) -> bool:
    """Whether a layout prints 执行情况."""
    return issubclass(layout.form.model, Results)


def name_of_begun(prepared: Prepared, layout: Path) -> str:
    """What 执行情况 of a filing are called, without ending. Raises LayoutError where the layout has mistakes."""
    return kinds.by_name(layouts.load(layout).kind).output_name(prepared.filing)


def _beside(file: Path, target: Path) -> str:
    """Where a filing lies from the folder that a target, a file or a folder, is in, with forward slashes; empty where it lies outside it."""
    try:
        return real(file).relative_to(real(target.absolute().parent)).as_posix()
    except ValueError:
        return ""


def own(layout: Path) -> Path | None:
    """A layout folder of one's own; None for one that comes with perfgen."""
    return None if any(place.folder == layout for place in layouts.shipped_layouts().values()) else layout


def portable_schema(kind: str, layout: Path | None) -> str:
    """The schema for a layout folder; without one, for those of all that come with perfgen. Raises LayoutError."""
    ours = layouts.shipped_layouts().values()
    return schema_text(kind, [layouts.load(layout)] if layout else [place.load() for place in ours])


def _schemas(folder: Path, layout: Path | None, *called: str) -> dict[Path, str]:
    return {folder / SCHEMA_FOLDER / f"{kind}{SCHEMA_SUFFIX}": portable_schema(kind, layout) for kind in called}


def write_new(files: Mapping[Path, str]) -> None:
    """Write new files, the filing, which is the first of them, last; schemas anew.

    Raises OutputError where one is there already or cannot be written; then none is.
    """
    there = [file for file in files if not _is_schema(file) and (file.exists() or is_link(file))]
    if there:
        raise OutputError(
            Diagnostic("OUT02", "已经有这个文件，没有改动它", file, hint="换一个文件名") for file in there
        )
    folder = next(iter(files)).parent
    last_first = {file: text.encode("utf-8") for file, text in reversed(list(files.items()))}
    write_together(last_first, folder, own=[file for file in files if _is_schema(file)])


def _is_schema(file: Path) -> bool:
    return file.parent.name == SCHEMA_FOLDER and file.name.endswith(SCHEMA_SUFFIX)
