"""Numbers in cells: none is broken. One that is wider than the line of its cell is set narrower, until it fits.

Neither Word nor LibreOffice keeps a number whole that a line does not hold; both set letters narrower (``w:w``, ECMA-376
part 1, 17.3.2.43) and keep the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from perfgen.filing.regex import regex

_NUMBER = regex(r"[≤≥＜＞<>=＝±+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_NARROWEST, _SMALLEST = 60, 8
"""Percent that letters may be set narrower, and half points that they are still read at: below that they get smaller too."""
_BEHIND = "highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath"
_AFTER_WIDTH = regex(rf"<w:(?:kern|position|sz|szCs|{_BEHIND})\b|</w:rPr>")
_AFTER_SIZE = regex(rf"<w:(?:{_BEHIND})\b|</w:rPr>")
"""What stands behind the width and the size in the properties of a run (CT_RPr)."""


def wide_numbers(text: str, room: int, size: int) -> Iterator[tuple[int, int, int]]:
    """The numbers in a text that a line of `room` twentieths of a point does not hold: from, to, and percent to set it at.

    `size` is that of the text in half points. Digits are half as wide as they are high in all fonts of official documents;
    ``≥`` and the like are as wide as high.
    """
    digit = size * 5
    for number in _NUMBER.finditer(text):
        width = (len(number[0]) + (number[0][0] > "\x7f")) * digit
        if width > room:
            yield number.start(), number.end(), max(1, room * 100 // width)


def fewest(room: int, size: int) -> int:
    """How many characters a text has at least that holds a number too wide for a line."""
    return max(1, room // max(1, size * 5) - 2)  # besides the signs around it


@cache
def too_wide(room: int, size: int) -> Callable[[str], bool]:
    """What tells whether a text has a number that a line does not hold: quick, where it has no long ones."""
    long = regex(f"[0-9][0-9,.]{{{fewest(room, size) - 1},}}")
    return lambda text: long.search(text) is not None and any(True for _ in wide_numbers(text, room, size))


def narrow(run: str, size: int, percent: int) -> str:
    """The properties of a run, as XML, with which its text is set at a percent of its width."""
    scale = max(percent, _NARROWEST)
    said = _with(run or "<w:rPr></w:rPr>", "w", f'<w:w w:val="{scale}"/>', _AFTER_WIDTH)
    if percent == scale:
        return said
    small = max(_SMALLEST, size * percent // scale)
    return _with(said, "sz|szCs", f'<w:sz w:val="{small}"/><w:szCs w:val="{small}"/>', _AFTER_SIZE)


def _with(run: str, names: str, setting: str, after: re.Pattern[str]) -> str:
    """The properties with a setting in the place of those of some names."""
    kept = re.sub(rf"<w:(?:{names}) [^>]*/>", "", run)
    place = after.search(kept)
    at = place.start() if place else len(kept)
    return kept[:at] + setting + kept[at:]
