"""A Word file that somebody went over, merged into its YAML: what `perfgen import --into` does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfgen.building import said_of
from perfgen.errors import Diagnostic, Severity
from perfgen.merging.merge import ChangedFile, Merge, NotMerged, merge
from perfgen.merging.written import write_all
from perfgen.workspace import workspace_of


def merged(
    document: Path,
    into: Path,
    layout: Path | None = None,
    *,
    year: int | None = None,
    original: Path | None = None,
) -> Merge:
    """Merge what was changed in a Word file into the filing in a file or folder; nothing is written.

    `original` is the Word file as it was sent, where the YAML was changed since: what both changed is then told, not merged.
    `layout` is a layout folder in the place of the layout the filing names; `year` the budget year of a document that does
    not tell it. Raises PerfgenError where the filing has mistakes, or the document is not of it.
    """
    return merge(document, into, said_of(workspace_of(into), layout), year=year, original=original)


def write_merge(done: Merge, into: Path) -> None:
    """Write the files that a merge changed: all, or none. Raises OutputError."""
    write_all(done.files, [into])


def left_over(done: Merge, document: Path) -> Iterator[Diagnostic]:
    """What was not merged, each with the reason."""
    hint = "打开 YAML 对照 Word 文件自己改；不用改的不用管"
    for one in done.left:
        yield Diagnostic("IMP07", f"没有合并：{one.what}；{one.why}", document, hint=hint, severity=Severity.WARNING)
        hint = ""


__all__ = ["ChangedFile", "Merge", "NotMerged", "left_over", "merged", "write_merge"]
