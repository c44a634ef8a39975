"""Long titles in lines of about one length, so that none breaks before its last few characters.

The standard wants a title of several lines symmetrical (GB/T 9704-2012, 7.3.1). The title is indented on either side until
its lines are about equally long; the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perfgen.filing.regex import regex

_OPENING, _CLOSING = "（〈《「『【〔“‘", "，。、；：！？）〉》」』】〕”’…—·"
_PIECE = regex(f"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)
"""What is not broken: a character, or a word of Latin ones, with the brackets around it and what ends a clause behind it."""
_WORD = regex("[0-9A-Za-z]+")
_LETTER = regex("[A-Za-z]")
_MOST_LINES = 6
"""A title of more lines is left as it is: indented, each of them could be short by a character."""
_LAST = 6
"""Characters that the last line has at least: titles end with 绩效目标表 or 项目绩效目标, which is not broken."""

_SPARE = 5
"""Twentieths of a character that a line is longer than what it holds, where programs round."""


class _Setting(NamedTuple):
    """How wide Latin letters are, and the gap between them and Chinese: in twentieths of what is as wide as high."""

    letter: int
    gap: int


_SETTINGS = (_Setting(9, 0), _Setting(13, 5))
"""The narrowest and the widest: fonts and programs differ in both, and a title is to break well in all."""


@lru_cache(maxsize=16)  # both sides of a title ask
def indent(title: str, room: int, size: int) -> int:
    """How far to indent a title on either side of a line of `room` twentieths of a point; `size` is in half points.

    0 for a title of one line.
    """
    if size <= 0 or "\n" in title:
        return 0
    ends = [_ends(title, setting) for setting in _SETTINGS]
    most = 2 * room // size  # twentieths of a character in a line
    if most <= _LAST * 20 or max(end[-1] for end in ends) <= most:
        return 0
    for lines in range(max(-(-end[-1] // most) for end in ends), _MOST_LINES + 1):
        for line in range(max(_LAST * 20, -(-ends[0][-1] // lines)), most + 1, 10):
            if all(_even(title, end, line, lines) for end in ends):
                return max(0, (room - (line + _SPARE) * size // 2) // 2)
    return 0


def _ends(title: str, setting: _Setting) -> list[int]:
    """Where each character of a title ends, in twentieths of a character, set in one line; where it begins, first."""
    gaps = set(_gaps(title))
    ends = [0]
    for at, sign in enumerate(title):
        narrow = setting.letter if _LETTER.match(sign) else 10
        ends.append(ends[-1] + (narrow if sign <= "~" else 20) + (setting.gap if at in gaps else 0))
    return ends


def _gaps(title: str) -> Iterator[int]:
    """Where Chinese and Latin letters or figures meet."""
    for word in _WORD.finditer(title):
        start, end = word.span()
        if _is_chinese(title[max(0, start - 1) : start]):
            yield start
        if _is_chinese(title[end : end + 1]):
            yield end


def _is_chinese(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u9fff"


def _even(title: str, ends: list[int], line: int, lines: int) -> bool:
    """Whether a title is broken in so many lines, and its last is no stub."""
    found = list(_broken(title, ends, line))
    return len(found) == lines and found[-1] >= max(_LAST * 20, line // 2)


def _broken(title: str, ends: list[int], line: int) -> Iterator[int]:
    """How long the lines are that a title is broken into."""
    start = before = 0
    for piece in _PIECE.finditer(title):
        if ends[piece.end()] - ends[start] > line and before > start:
            yield ends[before] - ends[start]
            start = before
        before = piece.end()
    yield ends[before] - ends[start]
