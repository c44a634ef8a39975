"""What every report says of a review."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath

from perfgen.checking import Checked
from perfgen.docx.archive import read_parts
from perfgen.docx.parts import CORE_PART
from perfgen.errors import SEVERITY_WORDS as WORDS
from perfgen.errors import PerfgenError

__all__ = ["WORDS", "Checked", "counts", "is_report", "relative"]

TITLE = "绩效文本检查结果"
"""The title of what was found, in its properties too: by it a report is known again."""
_MOST_PROPERTIES = 64 * 1024


def is_report(path: Path) -> bool:
    """Whether a Word file or workbook is a report of ours, which lies among the filings it is about."""

    def unpack(size: int) -> None:
        if size > _MOST_PROPERTIES:
            raise ValueError

    try:
        properties = read_parts(path, CORE_PART.__eq__, unpack)
    except (PerfgenError, ValueError):
        return False
    return f"<dc:title>{TITLE}</dc:title>".encode() in properties.get(CORE_PART, b"")


def counts(checked: Iterable[Checked]) -> dict[str, int]:
    """How many of each severity, by its word, without those there are none of."""
    found = Counter(one.severity for filing in checked for one in filing.diagnostics)
    return {word: found[severity] for severity, word in WORDS.items() if found[severity]}


def relative(path: PurePath, root: Path) -> str:
    """A path as it is written from `root`, with forward slashes; from outside, whole."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow links the user meant
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()
