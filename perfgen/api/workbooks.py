"""Workbooks (.xlsx) that clerks fill in: new ones, those of filings there are, and filings of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from perfgen import layouts
from perfgen.building import said_of
from perfgen.errors import Diagnostic, FilingError, OutputError
from perfgen.loading import Loaded, Prepared, Settings, load, template_of
from perfgen.source.discover import WORKBOOKS
from perfgen.source.reader import filing_file
from perfgen.source.starter import modeline, schema_of
from perfgen.source.writer import said_by
from perfgen.starting import StarterHead, actuals_of
from perfgen.workspace import workspace_of

if TYPE_CHECKING:
    from perfgen.checking import Checked
    from perfgen.merging.merge import Merge


class MissingExtraError(RuntimeError):
    """A library is not installed that only some need; it says in Chinese how it is."""


def _writer() -> Any:
    try:
        from perfgen.excel import write  # noqa: PLC0415 -- an extra
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "openpyxl":
            raise
        raise MissingExtraError('写 Excel 表要用 openpyxl，还没有装；运行 pip install "perfgen[excel]"') from None
    return write


def opened(path: Path, layout: Path | None = None) -> Loaded:
    """The filing in a YAML file, a folder or a workbook; settings are those of its workspace.

    `layout` is a layout folder in the place of the one it names. Raises FilingError with every mistake that keeps it from
    being read.
    """
    loaded = load(filing_file(path), said_of(workspace_of(path), layout))
    if loaded.reading is None or loaded.layout is None:
        raise FilingError(loaded.diagnostics)
    return loaded


_Usual = Mapping[str, Sequence[str]]


def workbook_of(loaded: Loaded, usual: _Usual = MappingProxyType({})) -> bytes:
    """The workbook of a filing that `opened` gave: the same bytes for the same filing. `usual` 三级指标 are offered by their 二级指标.

    Raises MissingExtraError where openpyxl is not installed, FilingError for what no workbook holds; RuntimeError, a fault of
    perfgen's own, where the workbook would not read as the filing.
    """
    if loaded.layout is None:
        raise FilingError(loaded.diagnostics)
    if loaded.reading is None:
        raise FilingError(loaded.diagnostics)
    write = _writer()
    form = loaded.layout.form
    contents = write.WorkbookContents(
        form, loaded.layout.name, said_by(loaded.reading.filing, form), _cover(loaded.layout), usual
    )
    try:
        content: bytes = write.workbook(contents)
    except write.TooLongError as error:
        hint = "分成几段写，一段一行"
        raise FilingError(Diagnostic("XLS05", str(error), loaded.path, hint=hint)) from None
    again = load({f"filing{WORKBOOKS[0]}": content}, Settings(loaded.layout.folder))
    if again.reading is None or again.reading.filing != loaded.reading.filing:
        raise RuntimeError(f"{loaded.path}: the workbook does not read as what it was written from")
    return content


def new_workbook(layout: Path, head: StarterHead, usual: _Usual = MappingProxyType({})) -> bytes:
    """An empty workbook of a layout, by its folder, to be filled in; `usual` as in `workbook_of`. Raises LayoutError where that has mistakes, MissingExtraError as `workbook_of`."""
    chosen = layouts.load(layout)
    said: dict[str, Any] = {
        "年度": str(head.year),
        "部门": {"编码": head.code, "名称": head.name},
        "金额单位": head.unit,
        **({"封面": {"审核": head.reviewer}} if head.reviewer else {}),
    }
    write = _writer()
    content: bytes = write.workbook(write.WorkbookContents(chosen.form, chosen.name, said, _cover(chosen), usual))
    return content


def begun_workbook(prepared: Prepared, layout: Path, target: Path, period: str) -> bytes:
    """执行情况 of a filing as a workbook, of the layout in a folder: what happened is left empty, to be filled in.

    Raises as `perfgen.api.starting.begun`, and MissingExtraError as `workbook_of`.
    """
    chosen = layouts.load(layout)
    found = actuals_of(prepared, chosen, target, period)
    said = {label: value for label, value in found.filled.items() if label != "版式"}
    write = _writer()
    content: bytes = write.workbook(write.WorkbookContents(chosen.form, chosen.name, said, _cover(chosen)))
    return content


def marked(checked: Checked) -> bytes:
    """The workbook that was checked, with what was found in the rows it is about; all else stays as it is.

    Raises PerfgenError where it cannot be read.
    """
    from perfgen.excel import mark, read  # noqa: PLC0415 -- who reads YAML needs nothing of it

    told = [mark.Told(one.place, one.severity, one.code, one.message) for one in checked.said if one.in_cell]
    told += [
        mark.Told(one.diagnostic.place, one.diagnostic.severity, one.rule.code, one.finding.message)
        for one in checked.found
        if one.diagnostic.in_cell
    ]
    return mark.marked(checked.path, read.opened(checked.path).content, told)


def _cover(layout: layouts.Layout) -> Callable[[Sequence[str]], bool]:
    """Which parts of the cover have their place in a workbook: those that the layout prints."""
    template = template_of(layout)

    def wanted(path: Sequence[str]) -> bool:
        if tuple(path) == ("封面",):
            return any(template.prints("封面", one) for one in ("编制", "审核"))
        return path[0] == "封面" and template.prints(*path)

    return wanted


def yaml_of(loaded: Loaded) -> str:
    """The canonical YAML of a filing that `opened` gave. Raises FilingError where it cannot be read."""
    from perfgen.source.writer import write  # noqa: PLC0415 -- all that writes YAML

    if loaded.reading is None or loaded.layout is None:
        raise FilingError(loaded.diagnostics)
    return f"{modeline(schema_of(loaded.layout.form.model))}{write(loaded.reading.filing, loaded.layout.form)}"


def merged_into(loaded: Loaded, target: Path) -> Merge:
    """What a filing says otherwise than the YAML that is there, merged into it; nothing is written: see `write_merge`.

    Raises FilingError where one of the two has mistakes, OutputError where there is another filing.
    """
    from perfgen.merging.other import merge_filing  # noqa: PLC0415 -- as above

    settings = said_of(workspace_of(target), None)
    ours, theirs = load(filing_file(target), settings).valid.filing, loaded.valid.filing
    for label, here, there in (
        ("版式", ours.layout, theirs.layout),
        ("部门编码", ours.department.code, theirs.department.code),
    ):
        if here != there:
            message = f"这里已经有另一份绩效文本：{label}是 {here}，要写的是 {there}"
            raise OutputError(Diagnostic("OUT02", message, target, hint="换一个文件名；确实要覆盖时加 --force"))
    return merge_filing(loaded, target, settings)


__all__ = [
    "WORKBOOKS",
    "Loaded",
    "MissingExtraError",
    "begun_workbook",
    "marked",
    "merged_into",
    "new_workbook",
    "opened",
    "workbook_of",
    "yaml_of",
]
