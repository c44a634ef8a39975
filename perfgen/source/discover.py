"""Which YAML files are filings, which belong to one, and which are something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen.errors import FilingError
from perfgen.filing.regex import regex
from perfgen.foreign import real
from perfgen.source.files import beginning, read_file
from perfgen.source.grammar import document_models
from perfgen.source.reader import FILING_FILE
from perfgen.source.text_file import SourceFile

if TYPE_CHECKING:
    from perfgen.filing.base import Model

YAML = (".yaml", ".yml")
WORKBOOKS = (".xlsx",)
"""How the names of workbooks end that are read as filings."""
OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".et", ".ett", ".ods", ".csv")
"""How those end that have to be saved as one first."""
LAYOUT_FILE, TEMPLATE_FILE = LAYOUT_FILES = ("layout.yaml", "template.docx")
"""What a layout is, in a folder of its own: among filings it is none."""

_LAYOUT_LINE = regex(r"^(?:版式|layout)[ \t]*[:：]", re.MULTILINE)


def is_workbook(path: Path) -> bool:
    """Whether a path is called as a workbook is, whatever it holds."""
    return path.suffix.lower() in (*WORKBOOKS, *OTHER_WORKBOOKS)


def filings(path: Path, documents: tuple[str, ...] = (), holds: Callable[[Path], bool] | None = None) -> list[Path]:
    """The filings at a path, in the order of their names.

    A file is what it is (a file of projects stands for the filing that includes it). In a folder every filing is
    found, in folders below too, and files with one of the suffixes `documents`; other YAML files are passed over, and
    so are workbooks, but those of which it `holds` that they are filings.
    """
    if path.is_dir():
        return list(_within(path, documents, holds, set()))
    return [filing_of(path) if path.suffix.lower() in YAML else path]


def filing_of(path: Path) -> Path:
    """The filing a path belongs to: for a file of projects the folder above it that holds a filing, else the path itself."""
    if path.is_dir() or path.name == FILING_FILE or is_workbook(path):
        return path
    if _names_its_layout(path):
        return path
    try:
        if _kind(read_file(path)) in (*document_models(), None):
            return path
    except FilingError:
        return path
    above = [folder for folder in (*path.parents, *path.absolute().parents[:3]) if (folder / FILING_FILE).is_file()]
    return above[0] if above else path


def is_foreign(path: Path) -> bool:
    """Whether a YAML file is clearly something else than a filing or its projects."""
    from perfgen.source.file_kind import kind_of  # noqa: PLC0415 -- seldom needed
    from perfgen.source.parse import parse_text  # noqa: PLC0415 -- as above

    try:
        root = parse_text(read_file(path)).root
    except FilingError:
        return False
    return root is not None and kind_of(root) is None


def _within(
    folder: Path, documents: tuple[str, ...], holds: Callable[[Path], bool] | None, seen: set[Path]
) -> Iterator[Path]:
    """The filings of a folder. One that has been `seen` by another way, through a link, is not looked at again."""
    try:
        itself = real(folder)
        if itself in seen:
            return
        seen.add(itself)
        if (folder / FILING_FILE).is_file():
            yield folder
            return
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return
    if {path.name for path in inside}.issuperset(LAYOUT_FILES):
        return
    for path in inside:
        suffix = path.suffix.lower()
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            yield from _within(path, documents, holds, seen)
        elif (
            suffix in documents
            or (suffix in YAML and _is_filing(path))
            or (suffix in WORKBOOKS and holds is not None and path.is_file() and holds(path))
        ):
            yield path


def _is_filing(path: Path) -> bool:
    """Whether a YAML file is meant as a filing; one that cannot be read is, so that it is not passed over in silence."""
    if _names_its_layout(path):
        return True
    try:
        file = read_file(path)
        return _LAYOUT_LINE.search(file.text) is not None or _kind(file) in document_models()
    except FilingError:
        return True


def filing_stem(path: Path) -> str:
    """What a filing in a file or folder is called: the name of the folder, or of the file without its ending."""
    return path.name if path.is_dir() else path.stem


def yaml_files(path: Path) -> Iterator[Path]:
    """The file itself, or all YAML files in a folder and below it, in order; hidden ones are left alone."""
    if path.is_dir():
        for file in sorted(path.rglob("*.y*ml")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.suffix in YAML and not hidden:
                yield file
    else:
        yield path


def _names_its_layout(path: Path) -> bool:
    """Whether a file says at its beginning which layout it is for."""
    return _LAYOUT_LINE.search(beginning(path)) is not None


def _kind(file: SourceFile) -> type[Model] | None:
    """What a file holds, see `kind_of`."""
    from perfgen.source.file_kind import kind_of  # noqa: PLC0415 -- as above
    from perfgen.source.parse import parse_text  # noqa: PLC0415 -- as above

    return kind_of(parse_text(file).root)
