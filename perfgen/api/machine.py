"""What is on this machine: LibreOffice, and the fonts it lays out with."""

from __future__ import annotations

import time
from pathlib import Path

from perfgen.office import find, fonts
from perfgen.office.find import OLDEST
from perfgen.office.fonts import Chosen
from perfgen.office.warm import Office

_TRIAL = "试排\n".encode()
"""A text document of one word."""


def libreoffice() -> Path | None:
    """Its program; None where it is not there."""
    return find.find()


def libreoffice_version(program: Path) -> tuple[int, ...]:
    """The numbers of its version, such as (7, 4, 7); none where it does not tell."""
    return find.version(program)


def how_to_install_libreoffice() -> str:
    """In Chinese, for this system."""
    return find.how_to_install()


def try_libreoffice(program: Path) -> tuple[float, float]:
    """Lay out a word twice: the seconds of the first time, starting it and all, and of the second.

    Raises OfficeError where it does not.
    """
    started = time.monotonic()
    with Office(program=program) as office:
        office.convert(_TRIAL, "txt", "pdf")
        cold, again = time.monotonic() - started, time.monotonic()
        office.convert(_TRIAL, "txt", "pdf")
        return cold, time.monotonic() - again


def chosen_fonts() -> tuple[Chosen, ...]:
    """The fonts of official documents, and what each is laid out with here."""
    return tuple(fonts.choose(fonts.families()))


def stand_in_fonts() -> tuple[str, ...]:
    """Those of them that are not on this machine, each with what it is laid out with, in Chinese words: 仿宋_GB2312→…."""
    from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

    return tuple(pagination.stand_ins())


__all__ = [
    "OLDEST",
    "Chosen",
    "chosen_fonts",
    "how_to_install_libreoffice",
    "libreoffice",
    "libreoffice_version",
    "stand_in_fonts",
    "try_libreoffice",
]
