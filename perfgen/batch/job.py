"""One filing to build, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from perfgen.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Job:
    """A filing and where it is built to: one file for each format, all in one folder.

    Paths are of this machine; targets may be Urls of a store, and so may the source of a job that is done and shown.
    `layout` is a layout folder in place of the one the filing names; `force` builds even what has not changed;
    `check` refuses a filing with findings of severity error. `run` tells the runs of `perfgen batch` apart.
    """

    source: PurePath
    targets: tuple[PurePath, ...]
    layout: Path | None = None
    force: bool = False
    check: bool = False
    run: str = ""


class Result(str, Enum):
    """What came of a job."""

    BUILT = "built"
    SKIPPED = "skipped"
    FAILED = "failed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its result, everything there is to say, and the SHA-256 of each file it wrote or found."""

    job: Job
    result: Result
    said: tuple[Diagnostic, ...] = ()
    hashes: tuple[str, ...] = ()
