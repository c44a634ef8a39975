"""The folder that opinions are kept in: a workbook for each department, and 意见.yaml with remarks of the reviewer's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
from perfgen.opinions.elsewhere import WORD, answers_in, is_as_printed, with_row_of_all, written_in_all
from perfgen.opinions.opinion import Decision, Opinion, UnitOpinions
from perfgen.opinions.returned import taken_in, with_rows
from perfgen.opinions.sheets import TITLE, opinions_in
from perfgen.units import Unit, bare

REMARKS = "意见.yaml"
OVERALL = "审核情况汇总.xlsx"
"""What the workbook of all is called."""
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
    typed: frozenset[str] = frozenset()
    """The letters, by name, that do not say what they said when they were made: they are left as they are."""
    filled: frozenset[str] = frozenset()
    """The sheets, by name without ending, that take in what was written in letters and in the workbook of all."""
    remarks: tuple[tuple[str, Opinion], ...] = ()
    """Of 意见.yaml: the code or the name of a department, and what the reviewer says of its filing."""

    @property
    def round(self) -> int:
        """The round that was last; 1 where there is none."""
        return max((one.round for _, one in self.opinions), default=1)


def kept_in(folder: Path, *, letters: bool = True) -> KeptOpinions:
    """The opinions in a folder; a workbook that cannot be read is told and does not keep the others from being read.

    Without the `letters` nothing is known of what departments answered in them.
    """
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
    before = dict(joined)
    there = frozenset(one.name for one in folder.glob(f"*{WORD}")) if joined and letters else frozenset()
    typed: set[str] = set()
    for number, (path, said) in enumerate(joined):
        joined[number] = path, _with_letters(path, said, there, typed, told)
    joined = _with_workbook_of_all(folder / OVERALL, joined, told)
    took_in = frozenset(path.stem for path, said in joined if said.rows != before[path].rows)
    told += [one for path, said in joined for one in _undecided(path, said)]
    return KeptOpinions(tuple(joined), tuple(ill), frozenset(unread), tuple(told), frozenset(typed), took_in, remarks)


def _with_letters(
    path: Path, one: UnitOpinions, there: frozenset[str], typed: set[str], told: list[Diagnostic]
) -> UnitOpinions:
    """A department's opinions with what it answered in its letters; those that were changed are added to `typed`."""
    known = dict(one.letters)
    for name in sorted(there):
        if not name.startswith(f"{path.stem}-第") or is_as_printed(path.with_name(name), known.get(name, "")):
            continue
        typed.add(name)
        if name not in known:
            continue  # of a round before there were fingerprints
        letter = path.with_name(name)
        try:
            answers, lost = answers_in(letter, one)
        except PerfgenError as error:
            told += [replace(said, severity=Severity.WARNING) for said in error.diagnostics]
            continue
        one, against = with_rows(one, answers)
        if not (answers or lost or name.startswith(f"{path.stem}-第{one.round}轮")):
            continue  # it was told in its round
        taken = "，里面的部门答复已经并进 Excel 表" if len(answers) > len(against) else ""
        other = f"；{'、'.join(against)}和 Excel 表里写的不一样，用的是表里的" if against else ""
        other += f"；部门答复“{'”“'.join(lost)}”对不上是答哪一条，没有并进去" if lost else ""
        message = f"这份 Word 文件改过，没有覆盖{taken}{other}"
        hint = "要说的话写在 Excel 表里；这份不要了就删掉，再运行 perfgen review"
        told.append(Diagnostic("OPN02", message, letter, hint=hint, severity=Severity.WARNING))
    return one


def _with_workbook_of_all(
    path: Path, joined: list[tuple[Path, UnitOpinions]], told: list[Diagnostic]
) -> list[tuple[Path, UnitOpinions]]:
    """The opinions with what somebody wrote in the workbook of all, which is made anew each time."""
    if not path.is_file() or is_link(path):
        return joined
    try:
        rows = list(written_in_all(path, read_input(path, MOST_WORKBOOK, _refused(path))))
    except PerfgenError as error:
        told += [replace(said, severity=Severity.WARNING) for said in error.diagnostics]
        return joined
    found = list(joined)
    against: list[str] = []
    for row in rows:
        at = next((at for at, (_, one) in enumerate(found) if (one.unit.code, one.unit.name) == row[:2]), None)
        if at is None:
            against.append(f"{row.name} {row.words}")
            continue
        whole, otherwise = with_row_of_all(found[at][1], row)
        found[at] = found[at][0], whole
        against += [f"{row.name} {said}" for said in otherwise]
    if rows:
        other = f"；{'、'.join(against)}没有并进去，要的话写到那个部门的表里" if against else ""
        message = f"这份汇总里写了东西，已经并进各部门的表{other}"
        hint = "以后写在各部门自己的表里：汇总每次都重新做"
        told.append(Diagnostic("OPN02", message, path, hint=hint, severity=Severity.WARNING))
    return found


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
