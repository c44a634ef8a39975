"""What the library of a workspace offers where a filing is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from perfgen.cli.report import report


def offered(target: Path, layout: Path, code: str, department: str) -> dict[str, list[str]]:
    """The usual 三级指标 by the 二级指标 of a layout; none where the workspace of a file names no library, or, which is told, it cannot be read."""
    from perfgen.api.library import LibraryError, library_of, usual  # noqa: PLC0415 -- for who has a library

    library = library_of(target)
    try:
        return usual(library, code, department, layout) if library and library.exists() else {}
    except LibraryError as error:
        report(error.diagnostics)
        return {}


def usual_as_comments(usual: Mapping[str, Sequence[str]]) -> str:
    """The same as comments of YAML."""
    from perfgen.api.library import usual_as_comments as comments  # noqa: PLC0415 -- as above

    return comments(usual)
