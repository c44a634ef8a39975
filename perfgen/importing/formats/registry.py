"""The formats documents are opened from, by suffix: those that come with perfgen, and those of installed packages.

The name of an entry point of the group ``perfgen.formats`` is a suffix (``.wps``), its value leads to an `Opener`. None
takes the place of one that comes with perfgen, and none is imported before a file of its suffix is met.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TypeAlias

from perfgen.docx.blocks import read_blocks
from perfgen.docx.budget import DocumentBudget
from perfgen.errors import Diagnostic, DocumentError
from perfgen.importing.formats.pages import DocumentFromPages
from perfgen.importing.formats.suffixes import DOCX, LATER, installed_formats
from perfgen.importing.labels import Labels
from perfgen.installed import called, package

Opener: TypeAlias = "Callable[[Path, DocumentBudget, Labels], DocumentFromPages]"
"""The blocks of a file, within a budget. The labels are those of all forms that may be met: for what is told by them, such
as where a row of a table ends that a page end has cut. Raises DocumentError for a file that cannot be read."""

_WORKBOOKS = {".xlsx": "perfgen.importing.formats.sheet:read_sheets"}
"""The same of files that hold a form now and then, and mostly something else: they are none of the documents of a folder."""


def is_form_in_workbook(path: Path) -> bool:
    """Whether a file is called as a workbook is that may hold a form."""
    return path.suffix.lower() in _WORKBOOKS


def opened(path: Path, budget: DocumentBudget, known: Labels) -> DocumentFromPages:
    """The blocks of a file; one of no known suffix is taken for a .docx. Raises DocumentError."""
    suffix = path.suffix.lower()
    ours = LATER | _WORKBOOKS
    if suffix in ours:
        module, _, name = ours[suffix].partition(":")
        found: DocumentFromPages = getattr(import_module(module), name)(path, budget, known)
        return found
    entry = installed_formats().get(suffix) if suffix != DOCX else None
    if entry is None:
        return DocumentFromPages(read_blocks(path, budget))
    return called(entry, DocumentFromPages, lambda why: _broken(entry, path, why), path, budget, known)


def _broken(entry: EntryPoint, path: Path, why: str) -> DocumentError:
    message = f"读 {entry.name} 文件的程序（{package(entry)}）出了错：{why}"
    hint = f"更新或卸载 {package(entry)}；或者另存为 .docx 再试"
    return DocumentError(Diagnostic("DOC02", message, path, hint=hint))
