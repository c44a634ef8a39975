"""From filings to jobs: what each output is called, and which are called alike."""

from __future__ import annotations

import dataclasses
import re
import secrets
import string
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from perfgen.batch.job import Job, Outcome, Result
from perfgen.building import called
from perfgen.errors import Diagnostic
from perfgen.filing import nearest
from perfgen.loading import head_of
from perfgen.output import file_name
from perfgen.settings import WorkspaceError
from perfgen.shown import visible
from perfgen.source.discover import filing_stem
from perfgen.workspace import workspace_of

if TYPE_CHECKING:
    from perfgen.source.head import FilingHead

FIELDS = ("部门名称", "编码", "年度", "版式", "文件名")
"""What a name pattern may hold between braces."""


FORMATS = ("docx", "pdf")
"""What a filing can be built into."""


class PatternError(ValueError):
    """A name pattern, or a list of formats, that cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run asks of every filing: output folder, name pattern, formats (suffixes without dot), and how to work.

    A filing is called as its kind of document says where there is no `pattern`. `run` is a name no other run has; `numbered` as in `Job`.
    """

    output: PurePath
    pattern: str | None = None
    formats: tuple[str, ...] = ("docx",)
    layout: Path | None = None
    force: bool = False
    check: bool = False
    numbered: bool | None = False
    run: str = dataclasses.field(default_factory=lambda: secrets.token_hex(8))


def check_pattern(pattern: str) -> str:
    """The pattern itself. Raises PatternError where it names something there is not, or no file at all."""
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        raise PatternError("花括号没有成对") from None
    for _, field, spec, conversion in parts:
        if field is not None and field not in FIELDS:
            raise PatternError(f"没有“{field}”，{nearest(field, FIELDS)}")
        if spec or conversion:
            raise PatternError(f"“{field}”后面不能再写别的，写成 {{{field}}}")
    if not pattern.strip() or not any(field for _, field, _, _ in parts):
        raise PatternError(f"文件名里至少要有一项，可以写：{'、'.join(FIELDS)}")
    return pattern


def check_formats(said: str) -> tuple[str, ...]:
    """The formats that a list like ``docx,pdf`` names, each once. Raises PatternError where there is no such format."""
    names = [one.strip().lower().removeprefix(".") for one in re.split("[,，、]", said)]
    for name in names:
        if name not in FORMATS:
            raise PatternError(f"没有“{name}”这种格式；可以写 {'、'.join(FORMATS)} 或 {','.join(FORMATS)}")
    return tuple(dict.fromkeys(names))


def plan(filings: Iterable[Path], wish: Wish) -> tuple[list[Job], dict[Job, Outcome]]:
    """The jobs, in order, and what is said of those among them that are not begun: filings that would be one file, all of them."""
    jobs = [_job(path, wish) for path in filings]
    return jobs, _clashes(jobs)


def _job(path: Path, wish: Wish) -> Job:
    head = head_of(path)
    what = called(path, head.layout, wish.layout)
    name = _name(path, head, wish.pattern or what.output)
    targets = tuple(wish.output / file_name(f"{name}.{suffix}") for suffix in wish.formats)
    return Job(path, targets, wish.layout, wish.force, wish.check, wish.run, wish.numbered, kind=what.kind)


def _name(path: Path, head: FilingHead, pattern: str) -> str:
    said = {"部门名称": head.name, "编码": head.code, "年度": head.year, "版式": head.layout}
    fields = {field for _, field, _, _ in string.Formatter().parse(pattern) if field}
    if not all(said[field] for field in fields if field in said):
        said |= {label: text for label, text in _defaults(path).items() if label in said and not said[label]}
    said["文件名"] = visible(filing_stem(path))
    # A filing that does not even say its name cannot be built; what it would be called only serves the report.
    return pattern.format(**said) if all(said[field] for field in fields) else said["文件名"]


def _defaults(path: Path) -> dict[str, str]:
    """What the filing's workspace says; nothing where it says it wrong, which is told when the filing is built."""
    try:
        return workspace_of(path).defaults.labelled
    except WorkspaceError:
        return {}


def _clashes(jobs: Sequence[Job]) -> dict[Job, Outcome]:
    """Jobs whose outputs are one file, at least on Windows and macOS, where case and composition of letters do not count.

    None of them is begun: which is the right one is not for us to say.
    """
    alike: dict[str, list[Job]] = {}
    for job in jobs:
        alike.setdefault(unicodedata.normalize("NFC", str(job.targets[0])).casefold(), []).append(job)
    return {
        job: Outcome(job, Result.FAILED, (_clash(job, several),))
        for several in alike.values()
        if len(several) > 1
        for job in several
    }


def _clash(job: Job, several: Sequence[Job]) -> Diagnostic:
    others = "、".join(other.source.name for other in several if other is not job)
    hint = "留下一份；都要做的，用 --name-pattern 区分，如 {部门名称}-{年度}-{文件名}"
    return Diagnostic("BAT01", f"和 {others} 都要生成 {job.targets[0].name}，一份也没有做", job.source, hint=hint)
