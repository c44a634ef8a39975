"""Files as perfgen writes them: whole or not at all, and never over what they are made from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfgen import foreign, output


def write_file(path: Path, content: bytes, *, named: bool = False, within: Path | None = None) -> None:
    """Write a file; until all of it is written the old one stands.

    `named` where somebody named this very file: then a link there is written through. What was found `within` a folder is not
    written where links lead out of it. Raises OutputError where it cannot be written, or its ending is that of a workbook, a
    Word file or a PDF and the content is none.
    """
    output.refuse_other_kind(path, content)
    output.write_file(path, content, named=named, within=within)


def write_own(file: Path, content: bytes) -> None:
    """Write a file of perfgen's own, in a folder of its own beside a filing, which is made where it is missing.

    The folder is never a link; a link in place of the file is taken away. Raises OutputError where it cannot be written.
    """
    output.write_own(file, content)


def file_name(wanted: str) -> str:
    """A file name as near to `wanted` as Windows and Linux take.

    >>> file_name("财政局/2022")
    '财政局_2022'
    """
    return output.file_name(wanted)


def is_link(path: Path) -> bool:
    """Whether a link stands at a path: a symbolic one or, on Windows, a junction."""
    return foreign.is_link(path)


def real(path: Path) -> Path:
    """The file or folder itself, whatever links lead to it; of links that lead in a circle, one of them."""
    return foreign.real(path)


def refuse_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raises OutputError where a file that is to be written is one of those it is made from."""
    output.refuse_input(target, tuple(inputs))


def make_folder(folder: Path, *, within: Path | None = None) -> None:
    """Make a folder and those above it; `within` is the one that links must not lead out of.

    Raises OutputError where it cannot be made.
    """
    output.make_folder(folder, within=within)
