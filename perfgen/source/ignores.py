"""Comments that keep a finding quiet: ``# perfgen: ignore[IND02] 理由``.

One at the end of a line speaks for that line; one on a line of its own for the next line that says something. Where a
block of text (``|``) begins on that line, it speaks for the whole block, since no comment can stand inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfgen.errors import FilingError
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.text_file import Mark, SourceFile

_MARK = re.compile("perfgen\\s*[:：]", re.IGNORECASE)
_FORM = re.compile(r"#\s*perfgen\s*[:：]\s*ignore\s*[\[［【]([^\]］】]*)[\]］】]\s*(.*)", re.IGNORECASE)
_MEANT = re.compile(r"#\s*perfgen\s*[:：]", re.IGNORECASE)
"""Signs as a Chinese input method types them will do."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """What a comment keeps quiet: rules by code or prefix, on lines `first` to `last` (from 1) of its file.

    `codes` is empty where the comment is not written right.
    """

    mark: Mark
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int


def ignores(file: SourceFile) -> list[Ignore]:
    """The ignores in a YAML file that was read, in order."""
    if not _MARK.search(file.text):
        return []
    from perfgen.source.parse import parse_text  # noqa: PLC0415 -- few files have such comments

    try:
        parsed = parse_text(file)
    except FilingError:
        return []
    if parsed.root is None:
        return []
    from perfgen.source.remarks import comments  # noqa: PLC0415 -- as above

    ends = dict(_blocks(parsed.root))
    saying = _saying(parsed.file.lines)
    found = []
    for comment in comments(parsed.file.text, parsed.root):
        if not _MEANT.match(comment.text):
            continue
        form = _FORM.match(comment.text)
        codes = tuple(code.upper() for code in re.split(r"[\s,，、]+", form[1]) if code) if form else ()
        line = saying[comment.at[0] + 1] if comment.own else comment.at[0]
        line = comment.at[0] if line is None else line
        mark = Mark(parsed.file, *comment.at)
        found.append(Ignore(mark, codes, form[2].strip() if form else "", line + 1, ends.get(line, line) + 1))
    return found


def _saying(lines: tuple[str, ...]) -> list[int | None]:
    """For each line (from 0), and for what is behind the last, the next line that says something; None where none does."""
    found: list[int | None] = [None]
    for number in range(len(lines) - 1, -1, -1):
        says = lines[number].strip() and not lines[number].lstrip().startswith("#")
        found.append(number if says else found[-1])
    return found[::-1]


def _blocks(node: Node) -> Iterator[tuple[int, int]]:
    """First and last line (from 0) of every block of text."""
    if isinstance(node, Scalar):
        if node.style in ("|", ">"):
            yield node.mark.line, max(node.end.line - (node.end.column == 0), node.mark.line)
    elif isinstance(node, Mapping):
        for _, value in node.items:
            yield from _blocks(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _blocks(item)
