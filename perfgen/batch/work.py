"""Does one job. Runs in any process, on any machine: takes and gives plain values, raises nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from perfgen import building
from perfgen.batch.job import Job, Outcome, Result, is_pdf
from perfgen.batch.printer import PRINTER, engine
from perfgen.batch.record import fresh, layout_digest, record_of, remember, sha256, written
from perfgen.batch.store import Url, put, read
from perfgen.errors import Diagnostic, OfficeError, OutputError, Severity, system_said, what_befell
from perfgen.foreign import content
from perfgen.layouts import Shelf
from perfgen.loading import Prepared, Settings, load
from perfgen.output import make_folder, refuse_input, write_file
from perfgen.scratch import scratch
from perfgen.settings import MOST_BASELINE, Workspace
from perfgen.source import filing_file
from perfgen.workspace import workspace_of


def work(job: Job) -> Outcome:
    """Build a filing, unless its outputs are what it gives today. Whatever goes wrong is in the outcome."""
    try:
        return _worked(job)
    except RecursionError:
        return Outcome(job, Result.FAILED, (Diagnostic("BAT09", "内容嵌套太深，做不出来", job.source),))
    except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
        return Outcome(job, Result.FAILED, what_befell(error, job.source))


def untold(job: Job) -> Outcome:
    """What became of a job whose outcome never came, because who did it was stopped or killed: what it left in the folder."""
    files = {target: written(Path(target), job.run) for target in job.targets if not isinstance(target, Url)}
    done = [target.name for target, digest in files.items() if digest]
    if not done:
        return Outcome(job, Result.LEFT)
    if len(done) < len(job.targets):
        message, hint = f"停下来时只写好了 {'、'.join(done)}", "再运行一次，接着做没有做的"
    else:
        message, hint = "文件已经写好，做它的进程没有来得及报告", "有没有提醒，用 perfgen validate 看"
    said = Diagnostic("BAT08", message, job.source, hint=hint, severity=Severity.WARNING)
    whole = len(done) == len(job.targets)
    return Outcome(job, Result.BUILT if whole else Result.LEFT, (said,), tuple(filter(None, files.values())))


def _worked(job: Job) -> Outcome:
    source, targets = Path(job.source), job.targets
    urls = [target for target in targets if isinstance(target, Url)]
    if not urls:
        return _built(job, source, [Path(target) for target in targets])
    with scratch() as folder:
        files = {folder / url.name: url for url in urls}
        try:
            for file, url in () if job.force else files.items():
                if _fetched(record_of(url), record_of(file)):
                    _fetched(url, file)
            outcome = _built(job, source, list(files))
        except OutputError as error:
            raise OutputError([replace(one, file=files.get(Path(one.file or ""), one.file)) for one in error.diagnostics]) from None  # fmt: skip
        if outcome.result is Result.BUILT:
            for file, url in files.items():
                put(url, file.read_bytes())
                if record_of(file).is_file():
                    put(record_of(url), record_of(file).read_bytes())
        return outcome


def _fetched(url: Url, file: Path) -> bool:
    content = read(url)
    if content is not None:
        make_folder(file.parent)
        write_file(file, content, durable=False)
    return content is not None


def _built(job: Job, place: Path, targets: Sequence[Path]) -> Outcome:
    source = filing_file(place)
    workspace = workspace_of(place)
    shelf = job.shelf or Shelf(() if job.layout else workspace.layout_folders)
    settings = {target: _settings(job, workspace, target) for target in targets}
    if not job.force:
        found = [fresh(target, source, job.layout, settings[target], job.run, shelf) for target in targets]
        there = [one for one in found if one]
        if len(there) == len(targets):
            return Outcome(job, Result.SKIPPED, there[0].said, tuple(one.sha256 for one in there))
    look = _look(job.layout) if job.layout else ""
    loaded = load(source, Settings(job.layout, workspace.defaults.labelled, shelf))
    prepared = loaded.valid
    look = look or _look(prepared.layout.folder)
    said = list(prepared.warnings)
    if job.check:
        from perfgen.checking import Session, Wanted  # noqa: PLC0415 -- with all the rules: only where they are asked for

        layout = job.layout or (prepared.layout.folder if job.shelf else None)
        (checked,) = Session(Wanted(layout=layout), {place: loaded}).check([place])
        said += [one for one in checked.diagnostics if one.severity is not Severity.INFO and one not in said]
        if checked.fails:
            return Outcome(job, Result.FAILED, tuple(said))
    for target in targets:
        refuse_input(target, (*prepared.reading.files, prepared.layout.template))
    docx, pdf, warnings, sure = _made(job, prepared)
    hashes = []
    for target in targets:
        content = pdf if is_pdf(target) else docx
        digest = sha256(content)
        make_folder(target.parent)
        told = (*said, *warnings)
        remember(target, prepared, digest, look=look, settings=settings[target], said=told, run=job.run, sure=sure)
        write_file(target, content, durable=False)
        hashes.append(digest)
    done = tuple(one for one in hashes if one)
    return Outcome(job, Result.BUILT, (*said, *warnings), done, contents=building.has_contents(prepared))


def _made(job: Job, prepared: Prepared) -> tuple[bytes, bytes, tuple[Diagnostic, ...], bool]:
    """The Word file, the PDF (empty where not asked for), what is to be said of them, and whether they are as wanted.

    Raises OfficeError where a filing that must be laid out cannot be.
    """
    pdf = any(map(is_pdf, job.targets))
    if not job.printed or not (pdf or building.has_contents(prepared)):
        return building.render(prepared), b"", (), True
    try:
        done = PRINTER.printed(prepared, numbered=job.numbered is not False, pdf=pdf)
    except OfficeError as error:
        told = tuple(replace(one, file=one.file or job.source) for one in error.diagnostics)
        if pdf or job.numbered:
            raise OfficeError(told) from None
        warnings = tuple(replace(one, severity=Severity.WARNING) for one in told)
        return building.render(prepared), b"", warnings, False
    return done.docx, done.pdf, done.warnings, True


def _look(folder: Path) -> str:
    try:
        return layout_digest(folder)
    except OSError as error:
        message = f"版式文件夹读不出来：{system_said(error)}"
        raise OutputError(Diagnostic("LAY01", message, folder, hint="检查文件权限")) from None


def _settings(job: Job, workspace: Workspace, target: PurePath) -> str:
    """What besides the filing's files and its layout decides what is built, and whether: see `fresh`.

    That is also whether there are page numbers, and the LibreOffice they, or the PDF, are from. A filing that was built without checking has not been checked, so that is part of it, and what it was checked by.
    """
    checked = [workspace.check._asdict(), *_words(workspace)] if job.check else None
    printed = [job.numbered is not False, engine()] if job.depends(target) else None
    said = [job.layout is not None, sorted(workspace.defaults.labelled.items()), checked, printed]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _words(workspace: Workspace) -> list[str]:
    """The content of the files that a check reads besides the filing; empty for one that cannot be read.

    Raises WorkspaceError where one is not of the workspace.
    """
    return [_word(file) for file in workspace.files]


def _word(file: Path) -> str:
    try:
        return sha256(content(file, MOST_BASELINE))
    except OSError:
        return ""
