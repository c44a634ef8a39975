"""The filings in a folder: YAML files that are filings, and folders that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from perfgen.errors import FilingError
from perfgen.filing import Filing
from perfgen.source.files import beginning, read_file
from perfgen.source.grammar import kind_of
from perfgen.source.parse import parse_text
from perfgen.source.reader import FILING_FILE, filing_of

YAML = (".yaml", ".yml")
_PLAINLY = re.compile(r"^(?:版式|layout)[ \t]*[:：]", re.MULTILINE)


def filings(path: Path, documents: tuple[str, ...] = ()) -> list[Path]:
    """The filings at a path, in the order of their names.

    A file is what it is (a file of projects stands for the filing that includes it). In a folder every filing is
    found, in folders below too, and files with one of the suffixes `documents`; other YAML files are passed over.
    """
    if path.is_dir():
        return list(_within(path, documents, set()))
    return [filing_of(path) if path.suffix.lower() in YAML else path]


def _within(folder: Path, documents: tuple[str, ...], seen: set[Path]) -> Iterator[Path]:
    """The filings of a folder. One that has been `seen` by another way, through a link, is not looked at again."""
    try:
        real = folder.resolve()
        if real in seen:
            return
        seen.add(real)
        if (folder / FILING_FILE).is_file():
            yield folder
            return
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return
    for path in inside:
        suffix = path.suffix.lower()
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            yield from _within(path, documents, seen)
        elif suffix in documents or (suffix in YAML and _is_filing(path)):
            yield path


def _is_filing(path: Path) -> bool:
    """Whether a YAML file is meant as a filing; one that cannot be read is, so that it is not passed over in silence."""
    try:
        if _PLAINLY.search(beginning(path)):
            return True
        file = read_file(path)
        if _PLAINLY.search(file.text):
            return True
        root = parse_text(file).root
    except FilingError:
        return True
    return kind_of(root) is Filing
