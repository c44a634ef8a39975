"""The paragraphs of a goal cell to goals: each begins where the next number in order stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from perfgen.docx.blocks import Paragraph
from perfgen.filing.numerals import MOST_CIRCLED, circled, ordinal
from perfgen.importing.words import blank, unnumbered

_NEVER = "(?!)"
_NAMED = re.compile(r"\s*目标\s*[\d一二三四五六七八九十]{1,3}\s*[:：、.．]")
_STYLES: tuple[Callable[[int], str], ...] = (
    lambda number: rf"\s*{number}[.．]",
    lambda number: rf"\s*{number}\s*[、,，.．)）]\s*",
    lambda number: rf"\s*[(（]\s*{number}\s*[)）][、.．]?\s*",
    lambda number: rf"\s*目标\s*(?:{number}|{ordinal(number)})\s*[:：、.．]\s*",
    lambda number: rf"\s*{circled(number)}[、.．]?\s*" if number <= MOST_CIRCLED else _NEVER,
    lambda number: rf"\s*{ordinal(number)}[、.．]\s*",
    lambda number: rf"\s*[(（]\s*{ordinal(number)}\s*[)）][、.．]?\s*",
)
"""How goals are numbered, the layout's own way first."""


def goals(paragraphs: Sequence[Paragraph], before: int = 0) -> list[str]:
    """The goals, without their numbers, typed or automatic; every paragraph is one where none is numbered.

    `before` is how many goals the cells above have.
    """
    said = [paragraph for paragraph in paragraphs if not blank(paragraph.printed)]
    style = next(
        (style for style in _STYLES if any(re.match(style(before + 1), paragraph.text) for paragraph in said)), None
    )
    if style is None and not any(paragraph.number for paragraph in said):
        return [paragraph.text.strip() for paragraph in said]
    found: list[list[str]] = []
    begun = paragraphs[next(at for at, one in enumerate(paragraphs) if one in said) :]
    for paragraph in begun:
        typed = re.match(style(before + len(found) + 1), paragraph.text) if style else None
        if paragraph.number or typed or not found:
            found.append([paragraph.text[typed.end() :] if typed else paragraph.text])
        else:
            found[-1].append(paragraph.text)
    return [_trimmed(goal) for goal in found]


def is_numbered_goal(line: Paragraph) -> bool:
    """Whether a line begins with a number, or with 目标 and one."""
    return blank(line.printed) or bool(unnumbered(line.printed)[0] or _NAMED.match(line.printed))


def _trimmed(paragraphs: list[str]) -> str:
    while paragraphs and blank(paragraphs[-1]):
        paragraphs.pop()
    while paragraphs and blank(paragraphs[0]):
        paragraphs.pop(0)
    return "\n".join(paragraphs)
