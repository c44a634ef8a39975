"""Filings compared: what a reviewer says of two versions, and reports of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from perfgen import kinds, versions
from perfgen.comparing.wording import Saying, growth_text, head, lines, note, percent_text, total, values
from perfgen.docx import dump
from perfgen.errors import Diagnostic, LayoutError, PerfgenError
from perfgen.loading import template_of
from perfgen.scratch import scratch
from perfgen.source import filing_of
from perfgen.source.discover import YAML
from perfgen.source.files import read_file
from perfgen.versions import Compared, ComparisonError, Comparisons, Version
from perfgen.versions.git import Revision, revision_of
from perfgen.workspace import workspace_of


def at_revision(name: str, path: Path) -> Revision:
    """The filing that a path belongs to, in a git revision."""
    return Revision(name, filing_of(path))


def compare(before: Path | Revision, after: Path | Revision, year: int | None = None) -> Comparisons:
    """Compare two filings, or those of two folders; see `perfgen.versions.compared`. Raises PerfgenError."""
    return versions.compared(before, after, year)


def report(form: str, found: Comparisons, date: str = "") -> str:
    """What is different, as ``json`` or ``html``; `date` is printed on the page. Raises KeyError for another form."""
    from perfgen.reports.differences import html_report, json_report  # noqa: PLC0415 -- with Jinja: for who wants a report

    forms: dict[str, Callable[[], str]] = {
        "json": lambda: json_report(found),
        "html": lambda: html_report(found, date),
    }
    return forms[form]()


def tracked_changes(one: Compared, author: str, day: str = "") -> bytes:
    """The Word file of the later version, in which what is different from the earlier one stands as tracked changes.

    They are by `author`, of the `day` (2023-06-30), which is empty for none. Contents have no page numbers until Word updates
    them. Raises PerfgenError where one of them cannot be rendered; ValueError for a filing that is on one side only.
    """
    from perfgen.tracking import Reviser, tracked  # noqa: PLC0415 -- with lxml: for who wants a Word file

    if one.before is None or one.after is None:
        raise ValueError(one.name)
    with scratch() as folder:
        files = []
        for number, version in enumerate((one.before, one.after)):
            files.append(folder / f"{number}.docx")
            files[-1].write_bytes(_rendered(version))
        return tracked(files[0], files[1], Reviser(author, day))


def _rendered(version: Version) -> bytes:
    """The Word file of a version. Raises PerfgenError where a document lacks what its layout needs, or a template is at fault."""
    view = kinds.by_name(version.layout.kind).view(version.filing, version.layout, version.narrative, None)
    try:
        return template_of(version.layout).render(view)
    except LayoutError:
        if not version.is_document:
            raise
        hint = "先用 perfgen import 读成 YAML，补全以后再比较"
        message = f"“{version.shown}”里缺了版式要印的内容，做不成 Word 文件"
        raise ComparisonError(Diagnostic("CMP02", message, hint=hint)) from None


def spelt_out(path: Path) -> str:
    """What a filing says, a line for each value with its place before it: what git compares line by line.

    A file that cannot be read as a filing by itself, such as one that includes others, is given as its text. Raises
    PerfgenError where that cannot be had either.
    """
    try:
        version = versions.read(path, path.name, workspace_of(path))
    except PerfgenError:
        return read_file(path).text if path.suffix.lower() in YAML else dump(path)
    return "".join(f"{line}\n" for line in lines(version.printed))


__all__ = [
    "Compared",
    "Comparisons",
    "Revision",
    "Saying",
    "at_revision",
    "compare",
    "growth_text",
    "head",
    "lines",
    "note",
    "percent_text",
    "report",
    "revision_of",
    "spelt_out",
    "total",
    "tracked_changes",
    "values",
]
