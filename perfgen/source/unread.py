"""What reading a filing with mistakes gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfgen.errors import Diagnostic
from perfgen.filing import Filing, Form
from perfgen.source.locator import Locator
from perfgen.source.reading import Steps


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Two filings that differ in what was filled in, and the places of that."""

    one: Filing
    other: Filing
    filled: tuple[Steps, ...]

    def touches(self, path: Steps) -> bool:
        """Whether a place was filled in, or lies within what was."""
        return any(path[: len(steps)] == steps for steps in self.filled)


@dataclass(frozen=True)
class Unread:
    """A filing with mistakes: all of them in order, the places of its parts, and what can be read of it all the same.

    `form` is that of its layout, None where the layout cannot be had; `salvaged` is None where nothing can be read.
    """

    found: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    locator: Locator
    form: Form | None
    salvaged: Salvaged | None
