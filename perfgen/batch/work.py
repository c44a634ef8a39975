"""Does one job. Runs in any process, on any machine: takes and gives plain values, raises nothing."""

from __future__ import annotations

import json
from pathlib import Path

from perfgen import pipeline
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.record import fresh, layout_digest, remember, sha256
from perfgen.errors import Diagnostic, OutputError, PerfgenError, Severity, system_said
from perfgen.output import make_folder, write_file
from perfgen.review import Session, Wanted
from perfgen.source import filing_file
from perfgen.workspace import Workspace, workspace_of


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
        hashes = [fresh(target, source, job.layout, settings, job.run) for target in job.targets]
        if all(hashes):
            return Outcome(job, Result.SKIPPED, hashes=tuple(one for one in hashes if one))
    look = _look(job.layout) if job.layout else ""
    prepared = pipeline.prepare(source, job.layout)
    look = look or _look(prepared.layout.folder)
    said = list(prepared.warnings)
    if job.check:
        (checked,) = Session(Wanted(layout=job.layout)).check([job.source])
        said += [one for one in checked.diagnostics if one.severity is not Severity.INFO and one not in said]
        if checked.fails:
            return Outcome(job, Result.FAILED, tuple(said))
    hashes = []
    for target in job.targets:
        _refuse_input(target, (*prepared.reading.files, prepared.layout.template))
        content = pipeline.render(prepared)
        make_folder(target.parent)
        write_file(target, content, durable=False)
        remember(target, prepared, look, settings, content, job.run)
        hashes.append(sha256(content))
    return Outcome(job, Result.BUILT, tuple(said), tuple(one for one in hashes if one))


def _look(folder: Path) -> str:
    try:
        return layout_digest(folder)
    except OSError as error:
        message = f"版式文件夹读不出来：{system_said(error)}"
        raise OutputError(Diagnostic("LAY01", message, folder, hint="检查文件权限")) from None


def _refuse_input(target: Path, inputs: tuple[Path, ...]) -> None:
    if target.exists() and any(target.samefile(file) for file in inputs):
        raise OutputError(Diagnostic("OUT01", "输出文件就是输入文件", target, hint="换一个输出的文件夹"))


def _settings(job: Job) -> str:
    """What besides the filing's files and its layout decides what is built, and whether: see `fresh`.

    A filing that was built without checking has not been checked, so that is part of it, and what it was checked by.
    """
    workspace = workspace_of(job.source)
    checked = [workspace.check.model_dump(), *_words(workspace)] if job.check else None
    said = [job.layout is not None, sorted(workspace.defaults.labelled.items()), checked]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _words(workspace: Workspace) -> list[str]:
    """The content of the files that a check reads besides the filing; empty for one that cannot be read."""
    return [sha256(file.read_bytes()) if file.is_file() else "" for file in workspace.files]
