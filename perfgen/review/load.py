"""A filing to be checked, from YAML or from a document: what the rules read, and how their findings are placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfgen import layouts, pipeline
from perfgen.checks import Finding, Rule, Subject
from perfgen.checks.subject import INDICATORS, PROJECTS, TARGET
from perfgen.errors import Diagnostic, FilingError, Severity
from perfgen.filing import Filing, Form, advice, quote
from perfgen.importing import CONVERTED, as_docx, import_file, read_as_they_are
from perfgen.importing.doubts import doubts
from perfgen.layouts import Layout
from perfgen.review.place import Written, in_words
from perfgen.source import Reading, filing_file, read
from perfgen.source.grammar import BASIS
from perfgen.workspace import workspace_of


def documents() -> tuple[str, ...]:
    """The suffixes of the documents that are read."""
    return (*read_as_they_are(), *CONVERTED)


"""The kinds of files that are imported before they are checked."""

Place = Callable[[Rule, Finding], Diagnostic]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A filing that can be checked.

    `files` are those it was read from; `reading` is None for an imported document, in which nothing can be mended.
    `place` turns a finding into a diagnostic; `warnings` are what `validate` says besides.
    """

    path: Path
    subject: Subject
    place: Place
    files: tuple[Path, ...]
    reading: Reading | None = None
    warnings: tuple[Diagnostic, ...] = ()


def load(
    path: Path,
    layout_folder: Path | None = None,
    words: Mapping[str, tuple[str, ...]] | None = None,
    year: int | None = None,
    defaults: Mapping[str, str] | None = None,
) -> Loaded:
    """Read the filing in a YAML file, a folder, or a document (see `documents`).

    `layout_folder` takes the place of the layout the filing names; `words` extend the lists of words the rules know;
    `year` is the budget year of a document that does not tell it; `defaults` take the place of what the workspace of a
    YAML filing says for what it need not say.
    Raises PerfgenError with everything that keeps it from being read.
    """
    if path.is_file() and path.suffix.lower() in documents():
        return _document(path, layout_folder, words or {}, year)
    defaults = workspace_of(path).defaults.labelled if defaults is None else defaults
    return _yaml(path, layout_folder, words or {}, defaults)


def _lenient(layout: Layout) -> Form:
    return replace(layout.form, lenient=True)


def _yaml(
    path: Path, layout_folder: Path | None, words: Mapping[str, tuple[str, ...]], defaults: Mapping[str, str]
) -> Loaded:
    found: list[Layout] = []

    def form(name: str) -> Form:
        found.append(layouts.load(layout_folder) if layout_folder else layouts.by_name(name))
        return _lenient(found[0])

    reading = read(filing_file(path), form, defaults)
    filing, layout = reading.filing, found[0]
    narrative, problems = quote(filing)
    if problems:
        raise FilingError([reading.diagnostic(problem, "NAR01") for problem in problems])
    subject = Subject(filing, _lenient(layout), layout.standard, narrative, words=words)
    written = Written(filing)

    def place(rule: Rule, finding: Finding) -> Diagnostic:
        mark = reading.locator.mark(finding.path, written.offset(finding))
        return mark.diagnostic(rule.code, finding.message, finding.hint, rule.severity)

    warnings = tuple(
        reading.diagnostic(one, "MOD04", Severity.WARNING) for one in advice(filing, pipeline.prints(layout))
    )
    return Loaded(path, subject, place, reading.files, reading, warnings)


def _with_blanks(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a document with cells that are not there read as empty ones: a document may end within a row."""
    blank = dict.fromkeys((TARGET, BASIS), "")
    projects = [
        {**project, INDICATORS: [{**blank, **row} for row in project[INDICATORS]]} for project in data[PROJECTS]
    ]
    return {**data, PROJECTS: projects}


def _document(path: Path, layout_folder: Path | None, words: Mapping[str, tuple[str, ...]], year: int | None) -> Loaded:
    chosen = layouts.load(layout_folder) if layout_folder else None
    with as_docx(path) as readable:
        imported = import_file(readable, chosen, year=year, shown=path)
    layout = chosen or layouts.by_name(imported.data["版式"])
    try:
        filing = Filing.model_validate(_with_blanks(imported.data), context=_lenient(layout))
    except ValidationError as error:
        hint = "先用 perfgen import 读成 YAML，改好带“# 请核对”的地方，再检查 YAML"
        raise FilingError(
            [Diagnostic("IMP04", message, path, hint=hint, place=in_words(steps)) for steps, message in doubts(error)]
        ) from None
    narrative, _ = quote(filing)
    subject = Subject(filing, _lenient(layout), layout.standard, narrative, imported.outline, words)

    def place(rule: Rule, finding: Finding) -> Diagnostic:
        where = finding.place or in_words(finding.path, filing)
        return Diagnostic(
            rule.code,
            finding.message,
            path,
            excerpt=finding.quoted,
            hint=finding.hint,
            severity=rule.severity,
            place=where,
        )

    return Loaded(path, subject, place, (path,))
