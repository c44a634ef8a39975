"""A file of text as it was read, and places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from perfgen.errors import Diagnostic, Severity

LINE_BREAK = "[\n\x85\u2028\u2029]"
"""What ends a line for libyaml, whose marks count lines."""


@dataclass(frozen=True, eq=False)
class SourceFile:
    """A file as it was read: its lines are what diagnostics show. `sha256` is of its bytes, empty where none were read."""

    path: Path
    text: str
    sha256: str = ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without what ends them."""
        text = self.text
        odd = any(sign in text for sign in "\x85\u2028\u2029")
        return tuple(re.split(LINE_BREAK, text) if odd else text.split("\n"))

    def line_at(self, line: int) -> str:
        """A line, counted from 0; empty where there is none."""
        return self.lines[line] if line < len(self.lines) else ""

    def place(self, line: int) -> str:  # noqa: ARG002 -- for others
        """What a line (from 0) is called in a file that shows none: the cell of a workbook. Empty where lines are counted."""
        return ""


class Mark(NamedTuple):
    """A place in a file; `line` and `column` (in characters) count from 0."""

    file: SourceFile
    line: int
    column: int

    def diagnostic(self, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
        """A diagnostic about what stands here."""
        excerpt = self.file.line_at(self.line)
        if place := self.file.place(self.line):
            return Diagnostic(code, message, self.file.path, excerpt=excerpt, hint=hint, severity=severity, place=place)
        return Diagnostic(code, message, self.file.path, self.line + 1, self.column + 1, excerpt, hint, severity)
