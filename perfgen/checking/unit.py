"""Whose a filing is that was checked; also of one that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from perfgen import kinds, layouts
from perfgen.checking.session import Checked
from perfgen.errors import PerfgenError
from perfgen.loading import head_of
from perfgen.source.discover import filing_stem
from perfgen.units import Unit
from perfgen.workspace import workspace_of


def is_read(one: Checked) -> bool:
    """Whether a filing could be read."""
    return one.review is not None and one.review.loaded is not None


def whose(one: Checked) -> Unit:
    """Whose a filing is; of one that cannot be read, as far as its head tells, else by the name of its file."""
    loaded = one.review.loaded if one.review else None
    stem = filing_stem(one.path)
    if loaded is not None:
        found = loaded.unit(stem)
        return found if found.code or found.name else replace(found, name=stem)
    head = head_of(one.path)
    year = int(head.year) if head.year.isascii() and head.year.isdigit() and len(head.year) == 4 else None
    return Unit(head.code, head.name or ("" if head.code else stem), year, _kind(head.layout, one.path), stem)


def _kind(layout: str, path: Path) -> str:
    try:
        return layouts.Shelf(workspace_of(path).layout_folders).by_name(layout).kind
    except PerfgenError:
        return kinds.names()[0]
