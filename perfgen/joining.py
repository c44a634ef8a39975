"""The filing beside 执行情况: found by its name in them, read, and held against them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.building import said_of
from perfgen.comparing import Joined, joined
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.filing import Filing, Problem, Results
from perfgen.foreign import real
from perfgen.loading import Prepared, load
from perfgen.source.files import refusal
from perfgen.source.reader import FILING_FILE, filing_file
from perfgen.workspace import workspace_of

APART, NOWHERE = "ACT01", "ACT02"
"""The codes of what is apart, and of a filing that cannot be had."""


class FilingBeside(NamedTuple):
    """What is known of 执行情况 and their filing: where it lies, both joined (None where it cannot be had), and what is to be looked at."""

    filing: Path | None = None
    joined: Joined | None = None
    told: tuple[Diagnostic, ...] = ()


def beside(prepared: Prepared, filing: Path | None = None) -> FilingBeside:
    """执行情况 held against their filing: the one at a path, else the one they name (绩效文本) in their own folder or below it.

    Of those in a folder of files it may also be beside that folder. Nothing for a document of another kind, or that names no filing. What is told has its place in 执行情况, and is a reminder:
    an approved filing is never changed. A name that leads out of the folder, and a filing that is not valid, are told.
    """
    results = prepared.filing
    if not isinstance(results, Results):
        return FilingBeside()
    try:
        path = filing or _named(results, prepared)
        if path is None:
            return FilingBeside()
        other = load(filing_file(path), said_of(workspace_of(path))).valid.filing
    except _NowhereError as error:
        return FilingBeside(told=(_placed(prepared, Problem(("绩效文本",), *error.said), NOWHERE),))
    except PerfgenError as error:
        first = error.diagnostics[0].message if error.diagnostics else ""
        problem = Problem(("绩效文本",), f"这份绩效文本还有错，没有和它核对：{first}", "先用 perfgen validate 改好它")
        return FilingBeside(path, told=(_placed(prepared, problem, NOWHERE),))
    if not isinstance(other, Filing):
        problem = Problem(("绩效文本",), "这个文件不是年初的绩效文本", "写年初那份绩效文本的文件名")
        return FilingBeside(path, told=(_placed(prepared, problem, NOWHERE),))
    both = joined(other, results)
    return FilingBeside(path, both, tuple(_placed(prepared, one.problem, APART) for one in both.unlike))


class _NowhereError(Exception):
    """There is no such filing; `said` are message and hint."""

    def __init__(self, *said: str) -> None:
        super().__init__(*said)
        self.said = said


def _named(results: Results, prepared: Prepared) -> Path | None:
    """The filing that 执行情况 name; None where they name none. Raises _NowhereError where it is not there."""
    if not results.filing:
        return None
    said, main = results.filing.replace("\\", "/"), prepared.reading.files[0].absolute()
    hint = "写和这个文件（文件夹）放在一起的绩效文本的文件名，如 2023.yaml"
    if refusal(said) or any(sign in said for sign in "*?["):
        raise _NowhereError("只能写本文件夹里的绩效文本", hint)
    folder = main.parent
    try:
        if main.name == FILING_FILE and not (folder / said).exists():
            folder = folder.parent
        path = folder / said
        outside = not real(path).is_relative_to(real(folder))
        missing = not path.exists()
    except (OSError, ValueError):
        raise _NowhereError("没有这个文件", hint) from None
    if outside:
        raise _NowhereError("这份绩效文本实际在文件夹外面", "把文件本身放进来，不要用链接")
    if missing:
        raise _NowhereError("没有这个文件，没有和年初的绩效文本核对", hint)
    return path


def _placed(prepared: Prepared, problem: Problem, code: str) -> Diagnostic:
    return prepared.reading.diagnostic(problem, code, Severity.WARNING)
