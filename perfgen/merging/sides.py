"""Both sides of a merge, read alike: the filing as it prints, and the Word file that somebody went over."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from perfgen import layouts
from perfgen.building import render
from perfgen.comparing import Comparison, Difference, DifferenceKind
from perfgen.docx.comments import GoneOver, gone_over
from perfgen.errors import Diagnostic, DocumentError
from perfgen.filing import Filing
from perfgen.filing.walk import Steps, data_at
from perfgen.importing import Imported, as_docx, import_file
from perfgen.loading import Loaded
from perfgen.merging.opened import OpenedFiling
from perfgen.merging.wording import worded
from perfgen.shown import visible
from perfgen.source.grammar import PROJECTS
from perfgen.source.salvage import salvage


@dataclass(frozen=True, slots=True)
class MergeSide:
    """A reading of a document: as data by its labels, and as a model, in which what cannot be read is filled in."""

    read: Imported
    filing: Filing
    doubted: dict[Steps, str]

    @classmethod
    def of(cls, read: Imported, shown: Path) -> MergeSide:
        """What was read of a document. Raises DocumentError where it is no filing, whatever is filled in."""
        if read.filing is not None:
            return cls(read, read.filing, {})
        whys = {one.about: one.why for one in read.report.doubtful if one.about}
        saved = salvage(read.data, read.layout.form)
        without: tuple[Steps, ...] = ()
        if saved is None:
            data, without = _without(read.data, whys)
            saved = salvage(data, read.layout.form)
        if saved is None or not isinstance(saved.one, read.layout.form.model):
            message = "文件里的内容读不成一份绩效文本，没有合并"
            raise DocumentError(Diagnostic("IMP06", message, shown, hint="用 perfgen import 单独读一次，看它说缺什么"))
        return cls(read, saved.one, {steps: _why(steps, whys) for steps in (*saved.filled, *without)})

    def worded(self, one: Difference, comparison: Comparison) -> str:
        """A difference, with what the document says where that cannot be read."""
        path = one.after_path or ()
        if any(path[: len(steps)] == steps or steps[: len(path)] == path != () for steps in self.doubted):
            one = replace(one, after=data_at(self.read.data, path), kind=DifferenceKind.CHANGED)
        return worded(one, comparison, self.read.layout.form.fields)


def _without(data: Any, doubted: Iterable[Steps]) -> tuple[Any, tuple[Steps, ...]]:
    """The data without the parts of projects, or of the whole, in which something cannot be read; and the paths of those."""
    data, gone = deepcopy(data), []
    for path in doubted:
        steps = path[: _DEEP if path[0] in PROJECTS else 1]
        if isinstance(data_at(data, steps), (dict, list)):
            del data_at(data, steps[:-1])[steps[-1]]
            gone.append(steps)
    return data, tuple(gone)


_DEEP = 3
"""How long the path of a part of a project is."""


def read_side(document: Path, opened: OpenedFiling, year: int | None) -> tuple[MergeSide, GoneOver]:
    """A Word file of the filing read, and what people left in it. Raises DocumentError where it is of something else."""
    settings = opened.settings
    layout = layouts.load(settings.layout) if settings.layout else None
    with as_docx(document) as readable:
        read = import_file(readable, layout, year=year, shown=document, shelf=settings.shelf)
        _refuse_other(document, read, opened.loaded)
        people = gone_over(readable) if readable.suffix.lower() == ".docx" else GoneOver((), 0)
        return MergeSide.of(read, document), people


def printed_side(loaded: Loaded, folder: Path, shown: Path) -> MergeSide:
    """A filing printed, and read back; `shown` is the document it is printed for. Raises FilingError and LayoutError."""
    prepared = loaded.valid
    built = folder / "printed.docx"
    built.write_bytes(render(prepared))
    return MergeSide.of(import_file(built, prepared.layout, year=prepared.filing.year), shown)


def _refuse_other(document: Path, theirs: Imported, loaded: Loaded) -> None:
    ours, said = loaded.valid.filing, theirs.data
    pairs = (
        ("版式", theirs.layout.name, ours.layout if loaded.layout is None else loaded.layout.name),
        ("年度", str(said.get("年度", "")), str(ours.year)),
        ("金额单位", str(said.get("金额单位", "")), ours.amount_unit),
    )
    for label, there, here in pairs:
        if there != here and (there or label == "版式"):
            message = f"这份 Word 文件的{label}是 {visible(there)}，{loaded.path.name} 是 {here}，没有合并"
            raise DocumentError(Diagnostic("IMP06", message, document, hint="检查是不是选错了文件"))


def refuse_other_department(document: Path, theirs: Imported, ours: Imported) -> None:
    """Raise DocumentError where neither the name nor the code of the department is that of the filing."""
    (code, name), (our_code, our_name) = (
        (said["部门"]["编码"], said["部门"]["名称"]) for said in (theirs.data, ours.data)
    )
    if code != our_code and name != our_name:
        message = f"这份 Word 文件是{visible(name)}的，YAML 是{our_name}的，没有合并"
        raise DocumentError(Diagnostic("IMP06", message, document, hint="检查是不是选错了文件"))


def _why(steps: Steps, whys: dict[Steps, str]) -> str:
    shared = (why for about, why in whys.items() if about[: len(steps)] == steps or steps[: len(about)] == about)
    return next(shared, "读不出来")
