"""The folder that opinions are kept in: a workbook for each department, and 意见.yaml with remarks of the reviewer's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from perfgen.errors import Diagnostic, DocumentError, PerfgenError, Severity, what_befell
from perfgen.filing.base import Model
from perfgen.filing.text import Line, Text
from perfgen.foreign import is_link
from perfgen.importing.titled import is_titled
from perfgen.inputs import read_input
from perfgen.layouts.amiss import reread
from perfgen.opinions.opinion import Decision, Opinion, UnitOpinions
from perfgen.opinions.returned import taken_in
from perfgen.opinions.sheets import TITLE, opinions_in
from perfgen.units import Unit, bare

REMARKS = "意见.yaml"
FILE_END = "审核意见"
"""What the name of a department's workbook ends in, unless a program has put something behind it: `… (1)`, `… - 副本`."""
MOST_WORKBOOK = 64 * 1024 * 1024
"""The largest workbook of opinions that is read, in bytes."""
_DECISIONS = tuple(one.value for one in Decision)
MOST_KEPT = 20_000
"""How many are looked for in a folder: a province has fewer departments."""


@dataclass(frozen=True, slots=True)
class KeptOpinions:
    """What lies in the folder: the opinions, each with its file, and what cannot be read.

    `unread` are the files of the latter: they are left as they are.
    """

    opinions: tuple[tuple[Path, UnitOpinions], ...] = ()
    ill: tuple[Diagnostic, ...] = ()
    unread: frozenset[Path] = frozenset()
    told: tuple[Diagnostic, ...] = ()
    """Reminders: sheets that came back under another name, decisions that are none."""
    remarks: tuple[tuple[str, Opinion], ...] = ()
    """Of 意见.yaml: the code or the name of a department, and what the reviewer says of its filing."""

    @property
    def round(self) -> int:
        """The round that was last; 1 where there is none."""
        return max((one.round for _, one in self.opinions), default=1)


def kept_in(folder: Path) -> KeptOpinions:
    """The opinions in a folder; a workbook that cannot be read is told and does not keep the others from being read."""
    found: list[tuple[Path, UnitOpinions]] = []
    ill: list[Diagnostic] = []
    unread: set[Path] = set()
    for path in sorted(folder.glob("*.xlsx"))[:MOST_KEPT] if folder.is_dir() else ():
        if path.name.startswith("~$") or is_link(path):
            continue
        try:
            if FILE_END in path.stem or is_titled(path, (TITLE,)):
                content = read_input(path, MOST_WORKBOOK, _refused(path))
                one = opinions_in(path, content)
                _refuse_comments(path, content)
                found.append((path, one))
        except Exception as error:  # noqa: BLE001 -- one bad workbook must not stop the others
            ill += what_befell(error, path)
            unread.add(path)
    remarks: tuple[tuple[str, Opinion], ...] = ()
    try:
        remarks = tuple(_remarks(folder / REMARKS)) if (folder / REMARKS).is_file() else ()
    except PerfgenError as error:
        ill += error.diagnostics
    joined, told = taken_in(found)
    told += [one for path, said in joined for one in _undecided(path, said)]
    return KeptOpinions(tuple(joined), tuple(ill), frozenset(unread), tuple(told), remarks)


def _undecided(path: Path, said: UnitOpinions) -> Iterator[Diagnostic]:
    """What stands where a decision should, and is none."""
    for where, decision in (("结论", said.decision), *((one.where, one.decision) for one in said.rows)):
        if decision and decision not in _DECISIONS:
            message = f"{where}：审核一栏写的是“{decision}”，不是同意或退回，没有算"
            yield Diagnostic(
                "OPN02", message, path, hint="选同意或退回，要说的话写在“审核意见”里", severity=Severity.WARNING
            )


def _refuse_comments(path: Path, content: bytes) -> None:
    """Raise DocumentError for a workbook with comments: it is written anew, and they would be gone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    if any(name.startswith(("xl/comments", "xl/threadedComments")) for name in names):
        hint = "把批注里的话写到“审核意见”或“部门答复”里，删掉批注，再运行 perfgen review"
        raise DocumentError(Diagnostic("OPN01", "里面有批注，没有改动这个文件", path, hint=hint))


class _Remark(Model):
    """One remark of the reviewer's own."""

    department: Line = Field(alias="部门", description="单位编码，或者单位名称", examples=["507002"])
    where: Line = Field("", alias="位置", description="在哪里，如 第2个项目 绩效目标")
    said: Text = Field(alias="意见", description="要改什么")
    decision: Literal["同意", "退回", ""] = Field("", alias="审核", description="同意 或 退回；可以不写")


class _Remarks(Model):
    """意见.yaml."""

    remarks: tuple[_Remark, ...] = Field((), alias="意见", description="一条一项")


def _remarks(path: Path) -> Iterable[tuple[str, Opinion]]:
    for one in reread(path, _Remarks, {}).remarks:
        yield one.department, Opinion(one.where, "", decision=one.decision, remark=one.said)


def _refused(path: Path) -> Callable[[str, str], PerfgenError]:
    return lambda message, hint: DocumentError(Diagnostic("OPN01", message, path, hint=hint))


def of_unit(remarks: Iterable[tuple[str, Opinion]], unit: Unit) -> list[Opinion]:
    """The remarks that are about a department."""
    return [one for said, one in remarks if said == unit.code or bare(said) == bare(unit.name)]
