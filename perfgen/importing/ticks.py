"""Boxes that are ticked: ``□新增项目 ☑延续项目`` says 延续项目."""

from __future__ import annotations

import re

from perfgen.importing.words import blank

_TICKED, _EMPTY = "☑☒✓✔√■●◉✅🗹", "□☐○◯◻"
_SIGNS = re.compile(f"([{_TICKED}{_EMPTY}])\ufe0f?")
_LONGEST = 100
"""A text that says more is no choice of a few words."""


def ticked(written: str) -> str:
    """The one choice that is ticked, empty where none is; the text as it stands where it is no choice, or several are."""
    if len(written) > _LONGEST or not _SIGNS.search(written):
        return written
    first, *rest = _SIGNS.split(written)
    signs, words = rest[::2], [word.strip(" \u3000、；;，,/\n\t") for word in rest[1::2]]
    if not blank(first):  # the sign stands behind its word
        if words[-1]:
            return written
        words = [first.strip(" \u3000、；;，,/\n\t"), *words[:-1]]
    if not all(words):
        return written
    chosen = [word for sign, word in zip(signs, words, strict=True) if sign in _TICKED]
    if len(chosen) > 1 or (not chosen and len(signs) == 1):
        return written
    return chosen[0] if chosen else ""
