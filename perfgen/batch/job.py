"""One filing to build, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from perfgen.errors import Diagnostic
from perfgen.layouts import Shelf


@dataclass(frozen=True, slots=True)
class Job:
    """A filing and where it is built to: one file for each format, all in one folder.

    Paths are of this machine; targets may be Urls of a store, and so may the source of a job that is done and shown.
    `layout` is a layout folder in place of the one the filing names; `shelf` is where that one is looked for, None where
    its workspace says; `force` builds even what has not changed;
    `check` refuses a filing with findings of severity error. `run` tells the runs of `perfgen batch` apart. `kind` is what it is called where it is counted.

    `numbered`: whether contents get page numbers; None: where LibreOffice manages to lay the filing out, and without
    them, and with a warning, where it does not.
    """

    source: PurePath
    targets: tuple[PurePath, ...]
    layout: Path | None = None
    force: bool = False
    check: bool = False
    run: str = ""
    numbered: bool | None = False
    shelf: Shelf | None = None
    kind: str = "绩效文本"

    @property
    def printed(self) -> bool:
        """Whether LibreOffice lays the filing out."""
        return any(map(self.depends, self.targets))

    def depends(self, target: PurePath) -> bool:
        """Whether a target of the job depends on how LibreOffice lays the filing out."""
        return is_pdf(target) or self.numbered is not False


def is_pdf(target: PurePath) -> bool:
    """Whether an output is a PDF; others are Word files."""
    return target.suffix.lower() == ".pdf"


class Result(str, Enum):
    """What came of a job."""

    BUILT = "built"
    SKIPPED = "skipped"
    FAILED = "failed"
    LEFT = "left"


RESULT_WORDS = {Result.BUILT: "已生成", Result.SKIPPED: "没有变", Result.FAILED: "失败", Result.LEFT: "没有做"}
"""What a result is called, on screens and in reports."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its result, everything there is to say, and the SHA-256 of each file it wrote or found.

    `contents` tells whether the document has any with page numbers.
    """

    job: Job
    result: Result
    said: tuple[Diagnostic, ...] = ()
    hashes: tuple[str, ...] = ()
    contents: bool = True


def how_many(outcomes: Iterable[Outcome]) -> str:
    """How many documents of each kind, in the order they came, as ``2 份绩效文本、1 份项目支出绩效自评表``."""
    counted = Counter(one.job.kind for one in outcomes)
    return "、".join(f"{count} 份{kind}" for kind, count in counted.items())


def heading(outcomes: Iterable[Outcome]) -> str:
    """What stands above their names: what all of them are, else 来源."""
    kinds = {one.job.kind for one in outcomes}
    return kinds.pop() if len(kinds) == 1 else "来源"
