"""Does one job. Runs in any process, on any machine: takes and gives plain values, raises nothing."""

from __future__ import annotations

from perfgen import pipeline
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.record import fresh, remember, sha256
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.output import make_folder, write_file
from perfgen.review import Session, Wanted
from perfgen.source import filing_file
from perfgen.workspace import workspace_of


def work(job: Job) -> Outcome:
    """Build a filing, unless its outputs are what it gives today. Whatever goes wrong is in the outcome."""
    try:
        return _worked(job)
    except PerfgenError as error:
        return Outcome(job, Result.FAILED, error.diagnostics)
    except RecursionError:
        return Outcome(job, Result.FAILED, (Diagnostic("BAT09", "内容嵌套太深，做不出来", job.source),))
    except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
        hint = "请把这个文件发给维护者"
        return Outcome(
            job, Result.FAILED, (Diagnostic("BAT09", f"perfgen 自己出了错（{error!r}）", job.source, hint=hint),)
        )


def _worked(job: Job) -> Outcome:
    source, settings = filing_file(job.source), _settings(job)
    if not job.force:
        hashes = [fresh(target, source, settings) for target in job.targets]
        if all(hashes):
            return Outcome(job, Result.SKIPPED, hashes=tuple(one for one in hashes if one))
    prepared = pipeline.prepare(source, job.layout)
    said = list(prepared.warnings)
    if job.check:
        (checked,) = Session(Wanted(layout=job.layout)).check([job.source])
        said = [one for one in checked.diagnostics if one.severity is not Severity.INFO]
        if checked.fails:
            return Outcome(job, Result.FAILED, tuple(said))
    hashes = []
    for target in job.targets:
        content = pipeline.render(prepared)
        make_folder(target.parent)
        write_file(target, content, durable=False)
        remember(target, prepared.reading.files, prepared.layout.folder, settings, content)
        hashes.append(sha256(content))
    return Outcome(job, Result.BUILT, tuple(said), tuple(one for one in hashes if one))


def _settings(job: Job) -> str:
    """What besides the filing's own files decides what is printed: a layout asked for, the workspace's defaults."""
    return f"{job.layout.resolve() if job.layout else ''} {sorted(workspace_of(job.source).defaults.labelled.items())}"
