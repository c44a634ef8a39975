"""Which paragraphs of a narrative are heads of their own: ``（一）加快预算支出``, alone in a paragraph, and text below it.

A paragraph that merely begins so is none: one that is long, that ends a sentence, or that goes on after its head. Nor are
those of a list, which follow one another. A number alone is one: the head whose words are still missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from perfgen.filing.regex import regex

HeadForm: TypeAlias = Literal["一、", "（一）", "1.", "（1）"]
"""How a head begins. Source: GB/T 9704-2012, 7.3.3, the four levels of numbers in the body of a document."""

_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "一、": regex("[一二三四五六七八九十]{1,3}、"),
    "（一）": regex("[（(][一二三四五六七八九十]{1,3}[）)]"),
    "1.": regex(r"[0-9０-９]{1,2}[.．](?![0-9０-９])"),
    "（1）": regex("[（(][0-9０-９]{1,2}[）)]"),
}
_LONGEST = 32
"""Characters of a head: it may run a little over a line of the standard, which holds 28."""
_GOES_ON = regex("[。！？；：!?;:…]|[，、,]$", signs="。！？；：!?;:…，、,")


def told_apart(paragraphs: Sequence[str], form: HeadForm | None) -> list[bool]:
    """For each paragraph of a text whether it is a head of that form; without a form, none is."""
    if form is None:
        return [False] * len(paragraphs)
    like = [_like_a_head(paragraph, form) for paragraph in paragraphs]
    around = [False, *like, False]
    followed = [bool(below.strip()) for below in [*paragraphs[1:], ""]]
    return [
        head and follows and not (around[at] or around[at + 2])
        for at, (head, follows) in enumerate(zip(like, followed, strict=True))
    ]


def _like_a_head(paragraph: str, form: HeadForm) -> bool:
    text = paragraph.strip()
    number = _NUMBERS[form].match(text) if len(text) <= _LONGEST else None
    return number is not None and not _GOES_ON.search(text, number.end())
