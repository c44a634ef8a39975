"""The text of a YAML file as it is mended in memory, line by line, with the way back to what was written.

What is mended is read on with, so that what stands after a mistake is looked at too; all places told are those of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from perfgen.errors import Diagnostic
from perfgen.source.scalars import begins_with
from perfgen.source.text_file import Mark, SourceFile

MOST_LOOKED_AT = 2_000
"""A line with more characters is not looked at for slips: patterns take their time, and no clerk types such a line."""


class Replaced(NamedTuple):
    """Characters of a line, from `start` to before `end`, and what stands in their place."""

    start: int
    end: int
    text: str


class Edit(NamedTuple):
    """Where a line has grown by so many characters, or shrunk, in the columns it had then."""

    column: int
    more: int


Edits: TypeAlias = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of a file with what is mended so far.

    `edits` tell by line how its columns have moved; `origin` has for each line the line of the file it was, None where
    all are where they were. `found` is what was said of each thing mended.
    """

    file: SourceFile
    lines: tuple[str, ...]
    edits: Mapping[int, Edits] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    origin: tuple[int, ...] | None = None

    @classmethod
    def of(cls, file: SourceFile) -> Draft:
        """The text of a file as it was written."""
        return cls(file, tuple(file.text.splitlines(keepends=True)))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    def place(self, line: int, column: int) -> Mark:
        """The place in the file of a place in the draft."""
        for at, more in reversed(self.edits.get(line, ())):
            if more > 0 and column > at:
                column = max(at, column - more)
            elif more < 0 and column >= at:
                column -= more
        return Mark(self.file, self.written_line(line), column)

    def written_line(self, line: int) -> int:
        """The line of the file that a line of the draft was."""
        if self.origin is None:
            return line
        return self.origin[line] if line < len(self.origin) else self.origin[-1] + 1

    def put_in(self, written: int) -> int:
        """How many lines were put in before a line of the file."""
        return self.origin.count(written) - 1 if self.origin else 0

    def line_of(self, written: int) -> int:
        """The line of the draft that a line of the file has become."""
        return written if self.origin is None else len(self.origin) - 1 - self.origin[::-1].index(written)

    def columns_of(self, word: str, but: int = -1) -> set[int]:
        """Where lines begin that have a word for their key, one of them left out."""
        return {
            column_of(text)
            for number, text in enumerate(self.lines)
            if number != but and word in text and begins_with(text, word)
        }

    def said(self, line: int, column: int, message: str, hint: str) -> Diagnostic:
        """What is told of a slip at a place in the draft."""
        return self.place(line, column).diagnostic("YML04", message, hint)

    def changed(self, line: int, changes: Sequence[Replaced], told: Diagnostic | None) -> Draft:
        """The draft with characters of a line replaced (in order, none twice), and what is told of it."""
        text, moved, edits = self.lines[line], 0, []
        for start, end, new in changes:
            at = start + moved
            text = text[:at] + new + text[end + moved :]
            more = len(new) - (end - start)
            if more:
                edits.append(Edit(at + min(len(new), end - start), more))
            moved += more
        return replace(
            self,
            lines=(*self.lines[:line], text, *self.lines[line + 1 :]),
            edits={**self.edits, line: (*self.edits.get(line, ()), *edits)},
            found=(*self.found, told) if told else self.found,
        )

    def with_line(self, line: int, text: str, told: Diagnostic) -> Draft:
        """The draft with a line put in before one, which counts as a part of it."""
        origin = self.origin or tuple(range(len(self.lines)))
        return replace(
            self,
            lines=(*self.lines[:line], text, *self.lines[line:]),
            edits={number + (number >= line): edits for number, edits in self.edits.items()},
            found=(*self.found, told),
            origin=(*origin[:line], origin[line], *origin[line:]),
        )


def column_of(line: str) -> int:
    """Where a line begins: how many blanks stand before it."""
    return len(line) - len(line.lstrip(" "))
