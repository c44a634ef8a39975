"""The tags that stand in a text, found in one pass over it, however many of them do not end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_BEGINS = re.compile(r"\{[{%#]")
ENDS: Mapping[str, re.Pattern[str]] = {
    begin: re.compile(end) for begin, end in (("{{", r"\}\}"), ("{%", "%}"), ("{#", "#}"))
}
"""What ends a tag, by what begins it."""
_EITHER = re.compile(r"[%}]\}")
MISTYPED: Mapping[str, re.Pattern[str]] = {"{{": _EITHER, "{%": _EITHER}
"""The same where somebody may have mistaken one end for the other: of what is shown to him as a tag."""


class WrittenTag(NamedTuple):
    """A tag as it is written, with its braces, and from where to where it stands in the text."""

    text: str
    start: int
    end: int


def tags_in(text: str, ends: Mapping[str, re.Pattern[str]] = ENDS) -> Iterator[WrittenTag]:
    """The tags of a text in order, each up to the first end of its kind; none begins within another.

    A beginning without an end is no tag. That an end is missing is found out once for all beginnings of a kind: the time
    taken goes by the length of the text.
    """
    endless: set[str] = set()
    at = 0
    while begin := _BEGINS.search(text, at):
        at = begin.start() + 1
        if begin[0] not in ends or begin[0] in endless:
            continue
        end = ends[begin[0]].search(text, begin.end())
        if end is None:
            endless.add(begin[0])
            continue
        at = end.end()
        yield WrittenTag(text[begin.start() : at], begin.start(), at)
