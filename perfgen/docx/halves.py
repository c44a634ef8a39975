"""Tags of which one half is missing: opened in a paragraph and not closed there, or closed and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WHOLE = re.compile(r"\{#.*?#\}|(?:\{\s?\{|\{\s?[%％]|\{)[^{}]*?(?:[%％]\s?\}|\}\s?\}|\})", re.DOTALL)
"""What has both halves, rightly written or not."""
_MARK = re.compile(r"\{\{|\{%|\}\}|%\}")
_WIDE = re.compile("[｛｝]")
_NAME = r"[^\W\d]\w*(?:\.\w+|\[[^\]{}]{0,40}\])*(?:\s?\|\s?\w+(?:\([^(){}]{0,40}\))?)*"
_NAME_BEHIND = re.compile(rf"[-+]?\s{{0,9}}({_NAME})?")
_NAME_BEFORE = re.compile(rf"({_NAME})\s{{0,9}}\Z")
_STATEMENT_BEFORE = re.compile(
    r"(?<!\w)(?:(?:p|tr|tc|r)\s{1,9})?(?:for|if|elif|else|endfor|endif|vm)(?!\w)[^{}]{0,200}\Z"
)
_LONGEST = 300
"""How far before its end a tag may have begun."""


class Half(NamedTuple):
    """A half of a tag as it is written, what stands in it, and which of its braces is there: ``{{``, ``{%``, ``}}`` or ``%}``."""

    text: str
    inner: str
    brace: str


def halves(text: str) -> list[Half]:
    """The halves of tags in the text of a paragraph; none where braces of a Chinese keyboard may be the others."""
    if not _MARK.search(text) or _WIDE.search(text):
        return []
    return list(_halves(_WHOLE.sub(lambda whole: "\0" * len(whole[0]), text)))


def _halves(text: str) -> Iterator[Half]:
    begun: re.Match[str] | None = None
    last = 0
    for mark in _MARK.finditer(text):
        if mark[0] in ("{{", "{%"):
            if begun:
                yield _opened(text[: mark.start()], begun)
            begun = mark
        elif begun:
            begun = None
        else:
            yield _closed(text[last : mark.start()], mark[0])
        last = mark.end()
    if begun:
        yield _opened(text, begun)


def _opened(text: str, begun: re.Match[str]) -> Half:
    rest = text[begun.end() :].partition("\0")[0].rstrip()
    if begun[0] == "{{":
        name = _NAME_BEHIND.match(rest)
        end = name.end() if name else 0
        return Half(begun[0] + rest[:end], (name[1] or "") if name else "", begun[0])
    return Half(begun[0] + rest, rest, begun[0])


def _closed(text: str, brace: str) -> Half:
    before = text.rpartition("\0")[2][-_LONGEST:]
    found = (_NAME_BEFORE if brace == "}}" else _STATEMENT_BEFORE).search(before)
    inner = found[0] if found else ""
    return Half(inner + brace, inner, brace)
