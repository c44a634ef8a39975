"""The one way in: a filing from its YAML or its workbook, with everything there is to say of it. Nothing is written, printed or looked for.

Every command, the batch, and other programs load filings by `load`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfgen import kinds, layouts
from perfgen.docx import WordTemplate
from perfgen.docx.paths import covers
from perfgen.errors import Diagnostic, FilingError, LayoutError, Severity
from perfgen.filing import Filing, Form, advice
from perfgen.filing.advice import Advice, Prints
from perfgen.filing.misplanned import misplanned
from perfgen.filing.quoting import Problem
from perfgen.layouts import Layout, Shelf
from perfgen.source import FILING_FILE, YamlReading
from perfgen.source.discover import is_workbook
from perfgen.source.files import Files, Virtual
from perfgen.source.reader import attempt

if TYPE_CHECKING:
    from perfgen.source.head import FilingHead
    from perfgen.source.locator import Locator
    from perfgen.source.unread import Unread

Source: TypeAlias = "Path | str | bytes | Mapping[str, str | bytes]"
"""Where a filing is: a file or folder (Path), its YAML (text or bytes), or virtual files by name, first of them the filing.

A file whose name ends in .xlsx is a workbook."""


class Settings(NamedTuple):
    """What is said of a filing from outside it.

    `layout` is a layout folder in the place of the layout the filing names; `defaults` are texts by label for what the
    filing need not say itself (版式, 年度, 金额单位). `shelf` is where the layout it names is looked for.
    """

    layout: Path | None = None
    defaults: Mapping[str, str] = MappingProxyType({})
    shelf: Shelf = Shelf()


@dataclass(frozen=True)
class Loaded:
    """A filing as far as it can be read, and everything that is wrong with it.

    `path` is what it is called; `files` are those it was read from. `reading` is the valid filing with its places, None
    where there are mistakes in it; then `unread` has what can be read all the same, if anything. `layout` is None where
    it cannot be had. `narrative` are the finished texts of 部门整体绩效目标 by label, those that can be filled in.

    `errors` stop the filing, `warnings` do not; `slips` are those of them that are about how something was typed. `out_of_step` are errors too, for whoever runs no rules: the rule NUM02
    says the same.
    """

    path: Path
    files: tuple[Path, ...] = ()
    layout: Layout | None = None
    reading: YamlReading | None = None
    unread: Unread | None = None
    narrative: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[Diagnostic, ...] = ()
    out_of_step: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    slips: tuple[Diagnostic, ...] = ()

    @property
    def locator(self) -> Locator:
        """The place of every part that could be read. Raises FilingError where nothing could."""
        if self.reading:
            return self.reading.locator
        if self.unread is None:
            raise FilingError(self.errors)
        return self.unread.locator

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything there is to say: errors in the order of files and lines, then warnings."""
        return (*_in_order((*self.errors, *self.out_of_step), self.files), *self.warnings)

    @property
    def valid(self) -> Prepared:
        """The filing, ready to be rendered. Raises FilingError with every error there is, and what is not printed."""
        if self.reading is None or self.layout is None or self.errors or self.out_of_step:
            raise FilingError(self.diagnostics)
        return Prepared(self.reading, self.layout, self.narrative, self.warnings)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A filing that is valid for its layout, with its narrative filled in; `warnings` should be looked at."""

    reading: YamlReading
    layout: Layout
    narrative: Mapping[str, str]
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def filing(self) -> Filing:
        """The filing itself."""
        return self.reading.filing


_UNSAID = Settings()


def load(source: Source, settings: Settings = _UNSAID) -> Loaded:
    """Load a filing. What is wrong with it is in what comes back; only its YAML decides, no file beside it.

    A source that is no filing at all (no such file, not YAML) comes back with errors and nothing else.
    """
    path, files = _located(source)
    chosen: list[Layout] = []

    def form(name: str) -> Form:
        chosen[:] = [layouts.load(settings.layout) if settings.layout else settings.shelf.by_name(name)]
        return chosen[0].form

    told: tuple[Diagnostic, ...] = ()
    try:
        if is_workbook(path):
            result, told = _of_workbook(path, source, form, settings)
        else:
            result = attempt(path, form, settings.defaults, files)
    except FilingError as error:
        return Loaded(path, (path,), errors=error.diagnostics)
    layout = chosen[0] if chosen else None
    found = (
        _whole(path, layout, result) if isinstance(result, YamlReading) and layout else _mistaken(path, layout, result)
    )
    return replace(found, warnings=(*told, *found.warnings), slips=(*told, *found.slips)) if told else found


def _of_workbook(
    path: Path, source: Source, form: Callable[[str], Form], settings: Settings
) -> tuple[YamlReading | Unread, tuple[Diagnostic, ...]]:
    """What a workbook says, and what should be looked at. Raises FilingError for one that says no filing."""
    from perfgen.excel import read  # noqa: PLC0415 -- who reads YAML needs nothing of it

    if isinstance(source, Path):
        book = read.opened(path)
    else:
        content = source[str(next(iter(source)))] if isinstance(source, Mapping) else source
        read.refuse_others(path)
        book = read.WorkbookFile(path, content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    return read.attempt(book, form, settings.defaults)


def head_of(path: Path) -> FilingHead:
    """What a filing is called, as far as its head says it; see `perfgen.source.head`."""
    from perfgen.source import head  # noqa: PLC0415 -- for who names many filings

    if not is_workbook(path):
        return head.head_of(path)
    from perfgen.excel import read  # noqa: PLC0415 -- as above

    return read.head_of(path)


def is_of_filings(layout: str) -> bool:
    """Whether a layout, by its name, prints filings; also where it is not known by its name alone, as those of a workspace."""
    try:
        return issubclass(layouts.by_name(layout).form.model, Filing)
    except LayoutError:
        return True


def kind_said(layout: str) -> str:
    """What documents of a layout, by its name, are called: 绩效文本 for filings and where the name is not known."""
    return "绩效文本" if is_of_filings(layout) else layouts.by_name(layout).kind


def files_of(path: Path) -> list[Path]:
    """The file of a filing and those it includes. Raises FilingError where one cannot be read, or may not be included."""
    from perfgen.source.include import included  # noqa: PLC0415 -- for who takes a filing elsewhere

    return [path] if is_workbook(path) else included(path)


def holds_filing(path: Path) -> bool:
    """Whether a workbook is a filing; one that cannot be read is taken for one."""
    from perfgen.excel import read  # noqa: PLC0415 -- as above

    return read.holds_filing(path)


def _located(source: Source) -> tuple[Path, Files | None]:
    """What a source is called, and the files it is read from; None for those of this machine."""
    if isinstance(source, Path):
        return source, None
    if isinstance(source, (str, bytes)):
        source = {FILING_FILE: source}
    return Path(next(iter(source), FILING_FILE)), Virtual(source)


def _whole(path: Path, layout: Layout, reading: YamlReading) -> Loaded:
    filing = reading.filing
    narrative, problems = kinds.by_name(layout.kind).quote(filing)
    found = advice(filing, prints(layout))
    slips = _reminders(found.texts, reading)
    return Loaded(
        path,
        reading.files,
        layout,
        reading,
        narrative=narrative,
        errors=tuple(reading.diagnostic(one, "NAR01") for one in problems),
        out_of_step=tuple(reading.diagnostic(one, "MOD03") for one in misplanned(filing, layout.form)),
        warnings=(*_reminders(found.unprinted, reading), *slips),
        slips=slips,
    )


def _mistaken(path: Path, layout: Layout | None, unread: Any) -> Loaded:
    found, saved = unread.found, unread.salvaged
    if saved is None or layout is None:
        return Loaded(path, unread.files, layout, unread=unread, errors=found)
    narrative, _ = kinds.by_name(layout.kind).quote(saved.one)
    said = [one for one in misplanned(saved.one, layout.form) if not saved.touches(one.path)]
    try:
        told = advice(saved.one, prints(layout))
    except LayoutError:
        told = Advice([], [])  # the template is at fault, too
    left_out, slips = (
        _reminders([one for one in some if not saved.touches(one.path)], unread.locator) for some in told
    )
    return Loaded(
        path, unread.files, layout, unread=unread, narrative=narrative, errors=found,
        out_of_step=tuple(unread.locator.diagnostic(one, "MOD03") for one in said), warnings=(*left_out, *slips), slips=slips,
    )  # fmt: skip


def _reminders(said: Iterable[Problem], places: YamlReading | Locator) -> tuple[Diagnostic, ...]:
    """What should be looked at, in its places; they are looked up only where there is something."""
    return tuple(places.diagnostic(one, "MOD04", Severity.WARNING) for one in said)


def _in_order(found: tuple[Diagnostic, ...], files: tuple[Path, ...]) -> list[Diagnostic]:
    ranks = {file: number for number, file in enumerate(files)}
    return sorted(found, key=lambda one: (ranks.get(Path(one.file), -1) if one.file else -1, one.line, one.column))


# --- what a layout prints


def prints(layout: Layout) -> Prints:
    """Whether a layout prints what stands at a path of labels. Raises LayoutError where its template is at fault."""
    template = template_of(layout)
    known = _PRINTS.get(layout.template)
    if known is None or known[0] is not layout or known[1] is not template:
        found = template.printed
        known = _PRINTS[layout.template] = layout, template, layouts.shows(layout, lambda names: covers(found, names))
    return known[2]


_PRINTS: dict[Path, tuple[Layout, WordTemplate, Prints]] = {}
"""What is worked out of a layout and its template, as they were read last: it is asked for every filing."""


def template_of(layout: Layout) -> WordTemplate:
    """The compiled template of a layout, one for each state of its file. Raises LayoutError where it is at fault."""
    status = layout.template.stat()
    return _template(layout.template, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))


@cache
def _template(path: Path, state: tuple[int, ...]) -> WordTemplate:  # noqa: ARG001 -- an edited template is compiled anew
    return WordTemplate(path)
