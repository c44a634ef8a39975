"""What a Word file or a workbook is called in its own properties."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfgen.docx.archive import read_parts
from perfgen.docx.parts import CORE_PART
from perfgen.errors import PerfgenError

_MOST_PROPERTIES = 64 * 1024


def is_titled(path: Path, titles: Iterable[str]) -> bool:
    """Whether one of those is its title. False for what cannot be read, or is no such file."""

    def unpack(size: int) -> None:
        if size > _MOST_PROPERTIES:
            raise ValueError

    try:
        properties = read_parts(path, CORE_PART.__eq__, unpack)
    except (PerfgenError, ValueError):
        return False
    said = properties.get(CORE_PART, b"")
    return any(f"<dc:title>{title}</dc:title>".encode() in said for title in titles)
