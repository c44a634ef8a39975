"""Inputs that lie in a store, worked on as copies, spoken of by the names their user knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from perfgen.batch.job import Job, Outcome
from perfgen.batch.store import Mirror, Url, mirror
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.scratch import scratch
from perfgen.settings import FILE as SETTINGS
from perfgen.shown import called


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """What somebody named, as paths of this machine; `mirrors` are the copies of what is elsewhere."""

    paths: tuple[Path, ...]
    mirrors: tuple[Mirror, ...] = ()

    def named(self, path: PurePath) -> PurePath:
        """What the user calls a path."""
        for one in self.mirrors:
            found = one.named(path)
            if found is not path:
                return found
        return path

    def job(self, job: Job) -> Job:
        """A job as it is shown."""
        return replace(job, source=self.named(job.source)) if self.mirrors else job

    def outcome(self, outcome: Outcome) -> Outcome:
        """An outcome as it is shown."""
        if not self.mirrors:
            return outcome
        said = tuple(self.diagnostic(one) for one in outcome.said)
        return replace(outcome, job=self.job(outcome.job), said=said)

    def diagnostic(self, one: Diagnostic) -> Diagnostic:
        """A diagnostic as it is shown."""
        return replace(one, file=self.named(one.file)) if one.file else one

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Errors raised within speak of the user's names, and so does what is shown."""
        try:
            with called(self.named):
                yield
        except PerfgenError as error:
            error.diagnostics = tuple(self.diagnostic(one) for one in error.diagnostics)
            raise


@contextmanager
def places(named: Sequence[PurePath], documents: tuple[str, ...] = ()) -> Iterator[NamedPlaces]:
    """Copies what lies in stores into a folder that is gone afterwards: see `mirror`. Raises StoreError where it cannot be read."""
    if not any(isinstance(one, Url) for one in named):
        yield NamedPlaces(tuple(Path(one) for one in named))
        return
    with scratch() as folder:
        (folder / SETTINGS).write_bytes(b"")  # the store's settings, or none: never those of a folder above
        mirrors: list[Mirror] = []
        paths: list[Path] = []
        for one in named:
            if isinstance(one, Url):
                mirrors.append(mirror(one, folder, documents))
            paths.append(mirrors[-1].local if isinstance(one, Url) else Path(one))
        yield NamedPlaces(tuple(paths), tuple(mirrors))
