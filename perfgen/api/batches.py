"""Many filings built at once: what is asked for, the run with its outcomes as they come, and what became of each.

::

    with begun([Path("各部门")], BatchWish(Path("成品"))) as batch:
        for outcome in batch:
            print(outcome.job.source, outcome.result)
        left = [one for one in batch.outcomes() if one.result is Result.FAILED]

Workers are processes of their own, which import the program that started them: what a program does when it is run stands
below ``if __name__ == "__main__":``, as `multiprocessing` asks for.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath
from typing import TypeAlias

from perfgen import scratch
from perfgen.batch import local
from perfgen.batch.job import RESULT_WORDS, Job, Outcome, Result, heading, how_many
from perfgen.batch.places import NamedPlaces, places
from perfgen.batch.plan import FIELDS, FORMATS, PatternError, Wish, check_formats, check_pattern, plan
from perfgen.batch.record import FOLDER
from perfgen.batch.store import Url
from perfgen.batch.work import untold
from perfgen.checking.copies import without_copies
from perfgen.errors import OfficeError
from perfgen.foreign import is_link
from perfgen.loading import holds_filing
from perfgen.office.find import find
from perfgen.office.warm import missing
from perfgen.output import make_folder, sweep
from perfgen.shown import visible
from perfgen.source.discover import filing_stem, filings
from perfgen.workspace import workspace_of


class NothingToBuildError(ValueError):
    """There is no filing, or no folder to build into; it says so in Chinese."""


@dataclass(frozen=True, slots=True)
class BatchWish:
    """What is asked of a run.

    `output` is a folder (or the Url of a store) to build into, None: the one that the settings of the first filing say.
    `pattern` is how files are called, with some of `FIELDS` in braces, None: as the kind of document says. `formats` are
    some of `FORMATS`. `numbered` tells whether contents get page numbers, None: where LibreOffice is on this machine.
    `layout` is a layout folder in the place of those that filings name. `force` builds what has not changed too; `check`
    refuses a filing with findings of severity error.

    The work is done by `workers` processes of this machine, None: as many as it has cores; or by the cluster of dask whose
    `scheduler` is at that address.
    """

    output: PurePath | None = None
    pattern: str | None = None
    formats: tuple[str, ...] = FORMATS[:1]
    numbered: bool | None = None
    layout: Path | None = None
    force: bool = False
    check: bool = False
    workers: int | None = None
    scheduler: str | None = None


_Run: TypeAlias = "Generator[Outcome, None, None]"


class Batch:
    """A run that has begun: its outcomes as they come, once, and what became of every filing.

    `numbered` tells whether contents get page numbers, as in `Job`. `passed` are the files that are not built: copies of filings, and
    documents, of which no other is made.
    """

    def __init__(  # noqa: PLR0913 -- made in one place
        self,
        jobs: Sequence[Job],
        refused: Collection[Outcome],
        where: NamedPlaces,
        run: _Run,
        late: list[Outcome],
        *,
        numbered: bool | None,
        passed: Collection[Path] = (),
    ) -> None:
        """`run` gives the outcomes of those that are not `refused`; in `late` it leaves those that came when it was stopped."""
        self.numbered = numbered
        self.passed = tuple(passed)
        self._jobs, self._refused, self._where, self._run, self._late = jobs, refused, where, run, late
        self._done: dict[Job, Outcome] = {}

    def __len__(self) -> int:
        """How many filings there are."""
        return len(self._jobs)

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes, each when it is there. Raises PerfgenError where the work cannot go on, or not begin."""
        for outcome in map(self._where.outcome, chain(self._refused, self._run)):
            self._done[outcome.job] = outcome
            yield outcome

    def stop(self) -> None:
        """Begin no more; what is being written is finished."""
        self._run.close()

    def outcomes(self) -> list[Outcome]:
        """What became of each filing, in the order they were found; LEFT where it was stopped before. Stops the work."""
        self.stop()
        for outcome in map(self._where.outcome, chain(self._refused, self._late)):
            self._done.setdefault(outcome.job, outcome)
        return [self._done.get(self._where.job(job)) or self._where.outcome(untold(job)) for job in self._jobs]


@contextmanager
def begun(named: Sequence[PurePath], wish: BatchWish | None = None) -> Iterator[Batch]:
    """Within it the filings at some places are built: paths of this machine, folders among them, and Urls of stores.

    A filing that cannot be built fails alone: its outcome says why. Leaving the block stops the work. What a run that was
    killed left half-written in the output folder is cleared away.

    Filings that would be one file fail too, all of them.

    Raises NothingToBuildError where there is no filing, or no folder to build into; OutputError where the folder cannot be made; WorkspaceError where the settings have mistakes; StoreError where a store cannot
    be read; OfficeError where LibreOffice is needed and missing. Iterating the run raises WorkersError or ClusterError where
    there is nobody to do the work.
    """
    wish = wish or BatchWish()
    with places(named) as where, where.speaking():
        found, passed = _found(where)
        if not wish.scheduler and wish.workers != 1 and len(found) > 1:
            with suppress(OSError):  # it is told where they are needed
                local.get_ready(check=wish.check)
        folder = wish.output or _set_output(where)
        numbered = _numbered(wish)
        asked = Wish(folder, wish.pattern, wish.formats, wish.layout, wish.force, wish.check, numbered)
        jobs, refused = plan(found, asked)
        begun_with = [job for job in jobs if job not in refused]
        _prepare(folder)
        late: list[Outcome] = []
        if wish.scheduler:
            from perfgen.batch import cluster  # noqa: PLC0415 -- an extra

            run: _Run = cluster.run(begun_with, wish.scheduler, folder)
        else:
            run = local.run(begun_with, min(wish.workers or local.cores(), len(begun_with)), late)
        with closing(run):
            yield Batch(jobs, refused.values(), where, run, late, numbered=numbered, passed=_outside(passed, folder))


def write_report(target: Path, outcomes: Sequence[Outcome], date: str = "") -> None:
    """Write what became of a run to a file, as its suffix says: .json for programs, .xlsx or .html for people.

    `date` is printed on the page; reports look at no clock.
    Raises OutputError for another suffix, for a library that is missing, and where the file cannot be written.
    """
    from perfgen.reports import batch  # noqa: PLC0415 -- a library of its own for each kind

    batch.write_report(target, outcomes, date)


_DOCUMENTS = (".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".txt")
"""What a filing may be handed in as that nothing is built from."""


def _found(where: NamedPlaces) -> tuple[list[Path], list[Path]]:
    """The filings, none of them twice, and what else lies in their folders that may be meant: copies, documents."""
    found: dict[str, Path] = {}
    passed: list[Path] = []
    for path in where.paths:
        inside = list(filings(path, _DOCUMENTS, holds_filing))
        own = [one for one in inside if path.is_file() or one.is_dir() or one.suffix.lower() not in _DOCUMENTS]
        kept, copies = (own, []) if path.is_file() else without_copies(own)
        for filing in kept:
            found.setdefault(os.path.abspath(filing), filing)  # noqa: PTH100 -- resolve() would follow links
        prints = {one.parent / filing_stem(one) for one in own}
        passed += [one for one in inside if one in copies or (one not in own and _may_be_meant(one, prints))]
    if not found:
        raise NothingToBuildError("这里没有绩效文本")
    return list(found.values()), passed


def _may_be_meant(document: Path, prints: Collection[Path]) -> bool:
    """Whether a document may be a filing: no print of one beside it, and none that tells what was found."""
    if document.with_suffix("") in prints:
        return False
    from perfgen.checking import is_report  # noqa: PLC0415 -- seldom needed

    return not is_report(document)


def _outside(passed: Iterable[Path], folder: PurePath) -> list[Path]:
    """Those files that do not lie where we write to."""
    return [
        one for one in passed if not (isinstance(folder, Path) and one.absolute().is_relative_to(folder.absolute()))
    ]


def _set_output(where: NamedPlaces) -> PurePath:
    workspace = workspace_of(where.paths[0])
    if workspace.output is None:
        raise NothingToBuildError("缺少 -o 文件夹；也可以在 perfgen.toml 里写 output")
    return where.named(workspace.beside(workspace.output))


def _numbered(wish: BatchWish) -> bool | None:
    """Whether contents get page numbers; see `Job`. On a cluster, whose machines must be alike then, where asked for."""
    needed = "pdf" in wish.formats or wish.numbered is True
    if needed and not wish.scheduler and find() is None:
        raise OfficeError(missing())
    if needed or wish.numbered is False:
        return wish.numbered is not False
    return None if find() and not wish.scheduler else False


def _prepare(folder: PurePath) -> None:
    """Make the output folder, and clear it of what was left half-written."""
    if isinstance(folder, Url):
        return
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NothingToBuildError(f"-o 后面要写文件夹，“{visible(str(folder))}”是一个文件")
    make_folder(folder)
    sweep(folder)
    if is_link(folder / FOLDER):
        make_folder(folder / FOLDER, within=folder)  # which says why not
    sweep(folder / FOLDER)
    scratch.sweep()


__all__ = [
    "FIELDS",
    "FORMATS",
    "RESULT_WORDS",
    "Batch",
    "BatchWish",
    "Job",
    "NothingToBuildError",
    "Outcome",
    "PatternError",
    "Result",
    "begun",
    "check_formats",
    "check_pattern",
    "heading",
    "how_many",
    "write_report",
]
