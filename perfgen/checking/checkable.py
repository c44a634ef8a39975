"""A filing to be checked, from YAML or from a document: what the rules read, and how their findings are placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from perfgen import kinds, layouts, loading
from perfgen.checking.named import PlaceNames
from perfgen.checking.place import Written, in_words
from perfgen.checking.reckoned import subject_of
from perfgen.checks import Finding, Rule, Subject
from perfgen.checks.subject import INDICATORS, PROJECTS, TARGET
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import Document, Filing, Results
from perfgen.layouts import Layout
from perfgen.settings import Workspace
from perfgen.source import YamlReading, filing_file
from perfgen.source.discover import YAML, is_workbook
from perfgen.source.grammar import BASIS
from perfgen.source.unread import Salvaged
from perfgen.units import Unit, unit_of
from perfgen.workspace import workspace_of


def documents() -> tuple[str, ...]:
    """The suffixes of the documents that are read."""
    from perfgen.importing import CONVERTED, read_as_they_are  # noqa: PLC0415 -- who checks YAML reads no documents

    return (*read_as_they_are(), *CONVERTED)


Place = Callable[[Rule, Finding], Diagnostic]


@dataclass(frozen=True, slots=True)
class Checkable:
    """A filing that can be checked.

    `layout` is what it is for; `files` are those it was read from; `reading` is None for a workbook and an imported document, in which nothing can be mended.
    `applies` tells by its code whether a rule is for this kind of document. `place` turns a finding into a diagnostic; `warnings` are what `validate` says besides.

    A filing with `errors` is one of which some places were filled in, and `other` is the same filled in otherwise: what
    the rules find in both is in the filing (`saved`, see `perfgen.source.salvage`).
    `sha256` are those of its files, as they were read; none where more than they decides what is read.
    """

    path: Path
    layout: Layout
    subject: Subject
    place: Place
    files: tuple[Path, ...]
    applies: Callable[[str], bool]
    reading: YamlReading | None = None
    warnings: tuple[Diagnostic, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    other: Subject | None = None
    saved: Salvaged | None = None
    sha256: tuple[str, ...] = ()

    @property
    def money(self) -> Decimal | None:
        """预算数合计 in 万元; None where an amount in it was filled in because it cannot be read."""
        found = self.subject.filing.budget_in_wan
        other = self.other.filing.budget_in_wan if self.other else found
        return found if found == other else None

    def unit(self, file: str = "") -> Unit:
        """Whose it is, without what was filled in because it is not said; `file` is what the file is called."""
        found = unit_of(self.subject.filing, self.layout.kind, file)
        if self.saved is None:
            return found
        code, name, year = map(self.saved.touches, (("部门", "编码"), ("部门", "名称"), ("年度",)))
        return Unit(
            "" if code else found.code, "" if name else found.name, None if year else found.year, found.kind, file
        )


def load(
    path: Path,
    layout_folder: Path | None = None,
    words: Mapping[str, tuple[str, ...]] | None = None,
    year: int | None = None,
    workspace: Workspace | None = None,
) -> Checkable:
    """Read the filing in a YAML file, a folder, or a document (see `documents`).

    `layout_folder` takes the place of the layout the filing names; `words` extend the lists of words the rules know;
    `year` is the budget year of a document that does not tell it; `workspace` takes the place of the one it lies in.
    Raises PerfgenError with everything that keeps it from being read.
    """
    suffix = path.suffix.lower()
    if suffix not in YAML and path.is_file() and suffix in documents():
        return _document(path, layout_folder, words or {}, year, workspace or workspace_of(path))
    return _yaml(path, layout_folder, words or {}, workspace or workspace_of(path))


def _yaml(
    path: Path, layout_folder: Path | None, words: Mapping[str, tuple[str, ...]], workspace: Workspace
) -> Checkable:
    shelf = layouts.Shelf() if layout_folder else layouts.Shelf(workspace.layout_folders)
    settings = loading.Settings(layout_folder, workspace.defaults.labelled, shelf)
    return of_filing(loading.load(filing_file(path), settings), words)


def of_filing(found: loading.Loaded, words: Mapping[str, tuple[str, ...]]) -> Checkable:
    """A filing that was loaded, for the rules. Raises FilingError where nothing of it could be read."""
    subject, layout = subject_of(found, words), cast(Layout, found.layout)
    saved = found.unread.salvaged if found.unread else None
    written, names = Written(subject.filing), PlaceNames(subject.filing)

    def place(rule: Rule, finding: Finding) -> Diagnostic:
        mark = found.locator.mark(finding.path, written.offset(finding))
        return mark.diagnostic(rule.code, _naming(names, finding), finding.hint, finding.severity or rule.severity)

    mendable = None if is_workbook(found.path) else found.reading
    other = replace(subject, filing=saved.other) if saved else None
    applies = kinds.by_name(layout.kind).rules
    return Checkable(
        found.path,
        layout,
        subject,
        place,
        found.files,
        applies,
        mendable,
        (*found.slips, *_apart(found)),
        found.errors,
        other,
        saved,
        found.reading.sha256 if found.reading else (),
    )


def _apart(found: loading.Loaded) -> tuple[Diagnostic, ...]:
    """In what 执行情况 without mistakes are apart from the filing beside them."""
    document: Document | None = found.reading.filing if found.reading else None
    if not isinstance(document, Results) or found.errors or found.out_of_step:
        return ()
    from perfgen.joining import beside  # noqa: PLC0415 -- for who has 执行情况

    return beside(found.valid).told


def _naming(names: PlaceNames, finding: Finding) -> str:
    """The message of a finding, which names the project and the indicator it is about."""
    about = "" if finding.place else names.about(finding.path)
    return f"{about}：{finding.message}" if about else finding.message


def _with_blanks(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a document with cells that are not there read as empty ones: a document may end within a row."""
    blank = dict.fromkeys((TARGET, BASIS), "")
    projects = [
        {**project, INDICATORS: [{**blank, **row} for row in project.get(INDICATORS, ())]}
        for project in data.get(PROJECTS, ())
    ]
    return {**data, PROJECTS: projects}


def _filled(data: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """The data of a document as they are held against its form."""
    return _with_blanks(data) if layout.form.model is Filing else data


def _document(
    path: Path,
    layout_folder: Path | None,
    words: Mapping[str, tuple[str, ...]],
    year: int | None,
    workspace: Workspace,
) -> Checkable:
    from perfgen.importing import as_docx, import_file  # noqa: PLC0415 -- as above
    from perfgen.importing.doubts import doubts  # noqa: PLC0415

    chosen = layouts.load(layout_folder) if layout_folder else None
    with as_docx(path) as readable:
        shelf = layouts.Shelf(workspace.layout_folders)
        imported = import_file(readable, chosen, year=year, shown=path, shelf=shelf)
    layout = imported.layout
    try:
        filing = cast(Filing, layout.form.model.model_validate(_filled(imported.data, layout), context=layout.form))
    except ValidationError as error:
        hint = "先用 perfgen import 读成 YAML，改好带“# 请核对”的地方，再检查 YAML"
        raise FilingError(
            [Diagnostic("IMP04", message, path, hint=hint, place=in_words(steps)) for steps, message in doubts(error)]
        ) from None
    narrative, _ = kinds.by_name(layout.kind).quote(filing)
    subject = Subject(filing, layout.form, layout.standard, narrative, imported.outline, words)
    names = PlaceNames(filing)

    def place(rule: Rule, finding: Finding) -> Diagnostic:
        where = finding.place or in_words(finding.path, filing)
        return Diagnostic(
            rule.code,
            _naming(names, finding),
            path,
            excerpt=finding.quoted,
            hint=finding.hint,
            severity=finding.severity or rule.severity,
            place=where,
        )

    return Checkable(path, layout, subject, place, (path,), kinds.by_name(layout.kind).rules)
