"""The formats documents are opened from, by suffix: those that come with perfgen, and those of installed packages.

Another package names in its entry points ``perfgen.formats`` a suffix, and an `Opener` for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeAlias

from perfgen.docx.blocks import read_blocks
from perfgen.docx.budget import Budget
from perfgen.errors import Diagnostic, DocumentError
from perfgen.importing.formats.pages import Pages
from perfgen.importing.labels import Labels

GROUP = "perfgen.formats"

Opener: TypeAlias = "Callable[[Path, Budget, Labels], Pages]"
"""The blocks of a file, within a budget. The labels are those of all forms that may be met: for what is told by them, such
as where a row of a table ends that a page end has cut. Raises DocumentError for a file that cannot be read."""

_LATER = {
    ".txt": "perfgen.importing.formats.textdump:read_dump",
    ".pdf": "perfgen.importing.formats.pdf:read_pdf",
}
"""Where the formats stand that are imported when a file is one."""


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be opened, in small letters."""
    return tuple(dict.fromkeys((".docx", *_LATER, *sorted(_installed()))))


def opened(path: Path, budget: Budget, known: Labels) -> Pages:
    """The blocks of a file; one of no known suffix is taken for a .docx. Raises DocumentError."""
    return _opener(path)(path, budget, known)


def _opener(path: Path) -> Opener:
    suffix = path.suffix.lower()
    found: Any = _docx
    if suffix in _LATER:
        module, _, name = _LATER[suffix].partition(":")
        found = getattr(import_module(module), name)
    elif suffix in _installed():
        try:
            found = _installed()[suffix].load()
        except Exception as error:  # whatever a package raises when it is imported
            message = f"读 {suffix} 文件的程序没有装好：{error}"
            raise DocumentError(Diagnostic("DOC02", message, path, hint="重新安装它，或者另存为 .docx 再试")) from error
    return found  # type: ignore[no-any-return]


def _docx(path: Path, budget: Budget, _: Labels) -> Pages:
    return Pages(read_blocks(path, budget))


@cache
def _installed() -> dict[str, EntryPoint]:
    return {one.name.lower(): one for one in entry_points(group=GROUP)}
