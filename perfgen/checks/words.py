"""Lists of words the rules know, as data: one entry a line in data/NAME.txt, `#` begins a comment.

A bureau extends them with files of its own (`perfgen.toml`, see `Subject.words`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from perfgen.checks.subject import Subject

_FOLDER = Path(__file__).parent / "data"


def entries(text: str) -> tuple[str, ...]:
    """The entries of a list: its lines without comments and blank ends; empty lines do not count."""
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def shipped(name: str) -> tuple[str, ...]:
    """The entries of a list that comes with perfgen."""
    return entries((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The lists there are."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.txt")))


def added(subject: Subject, name: str) -> tuple[str, ...]:
    """The entries the bureau added to a list: with its name what a compiled list is kept by, as they are few."""
    return subject.words.get(name, ())


def listed(subject: Subject, name: str) -> tuple[str, ...]:
    """The entries of a list, those the bureau added included."""
    return _listed(name, added(subject, name))


@cache
def _listed(name: str, more: tuple[str, ...]) -> tuple[str, ...]:
    return (*shipped(name), *more)
