"""The kinds of cases, each a function from a source of chance to files and commands."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.case import Case
from tests.fuzz.kinds import documents, dumps, layouts, names, pdfs, settings, templates, workbooks, yamls

KINDS: dict[str, Callable[[random.Random], Case]] = {
    "yaml": yamls.make,
    "docx": documents.make,
    "pdf": pdfs.make,
    "dump": dumps.make,
    "template": templates.make,
    "layout": layouts.make,
    "toml": settings.make,
    "names": names.make,
    "xlsx": workbooks.make,
}


def make(kind: str, seed: int, number: int) -> Case:
    """The case of a kind, a seed and a number: the same each time."""
    case = KINDS[kind](random.Random(f"{kind} {seed} {number}"))
    return Case(kind, f"{kind} {seed}/{number}", case.files, case.commands, case.links)
