"""Narrative that quotes the filing's own data: ``申请预算资金{{ 合计.预算数 }}万元``.

The language is the smallest part of Jinja's that does the work: names, attributes, items, sums and differences, and
the two filters ``万元`` and ``元``. Nothing can be called and nothing loops, so that a filing from anywhere is safe to
read. ``{%`` and ``{#`` mean nothing here and stay as they are; a literal ``{{`` is written ``{{ "{{" }}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault, together
from perfgen.filing.form import form_of
from perfgen.filing.numbers import decimal_text
from perfgen.filing.quotable import SHAPE, shape
from perfgen.filing.regex import regex
from perfgen.filing.text import TEXT_SCHEMA, check_text

MOST_FILLED = 400_000
"""How many characters the texts of a filing may come to, all of them together and filled in: a short quotation may stand
for a long name. Those of the largest sample come to 3,336."""
_MOST_QUOTATIONS = 1_000
"""How many quotations one text may have; those in the samples have up to ten."""
_MOST_FAULTS = 20
_ENDED = regex(r"[^{}｛｝\n]{0,500}[}｝]\s*[}｝]?")
_SIMPLE = regex(
    r"\{\{ ?(?:(?P<names>(?:年度|部门|金额单位|合计)(?:\.[^\W\d]\w{0,20}){0,2})"
    r'|项目\["(?P<project>[^"\\{}\x00-\x1f]{1,200})"\]\.(?P<name>[^\W\d]\w{0,20})) ?\}\}'
)
"""The quotations nearly all are: names, and what a project has under one. Jinja is not even asked what they mean."""


class Piece(NamedTuple):
    """A part of a filled narrative: what it prints, where it begins in the source, and whether it stands there so."""

    printed: str
    start: int
    literal: bool


def fill(text: str, data: Mapping[str, Any], per_yuan: Decimal, room: int = MOST_FILLED) -> str:
    """The narrative with its quotations filled in. Raises PydanticCustomError, all faults in it `together`.

    `data` is what may be quoted, by label: text, numbers, and mappings of those. Money in it is in the filing's 金额单位, of
    which one is `per_yuan` 元 (10000 for 万元). `room` is how many characters it may come to: at the quotation that goes
    beyond it is a fault.
    """
    return "".join(piece.printed for piece in filled(text, data, per_yuan, room))


def filled(text: str, data: Mapping[str, Any], per_yuan: Decimal, room: int = MOST_FILLED) -> list[Piece]:
    """As `fill`, piece by piece. Raises PydanticCustomError, every fault in the quotations `together`."""
    done: list[Piece] = []
    faults: list[PydanticCustomError] = []
    end = count = 0
    room -= len(text)
    try:
        while len(faults) < _MOST_FAULTS and (start := text.find("{{", end)) >= 0:
            if start > end:
                done.append(Piece(text[end:start], end, literal=True))
            simple = _SIMPLE.match(text, start)
            printed = _looked_up(_steps(simple), data) if simple else None
            if simple and printed is not None:
                end = simple.end()
            else:
                from perfgen.filing.quotation import Evaluation, quotation  # noqa: PLC0415 -- with Jinja: seldom needed

                end = _past(text, start)
                try:
                    quoted = quotation(text, start)
                    end = start + len(quoted.source)
                    printed = Evaluation(quoted, data, per_yuan).printed(quoted.parse(tuple(data)))
                except PydanticCustomError as error:
                    faults.append(error)
                    continue
            done.append(Piece(printed, start, literal=False))
            count, room = count + 1, room - len(printed)
            if count > _MOST_QUOTATIONS or room < 0:
                raise _too_much(text, start, filled_up=room < 0)
    except PydanticCustomError as error:
        faults.append(error)
    if faults:
        raise together(faults)
    if end < len(text):
        done.append(Piece(text[end:], end, literal=True))
    return done


def _past(text: str, start: int) -> int:
    """Where to read on behind a quotation that cannot be read."""
    ended = _ENDED.match(text, start + 2)
    return ended.end() if ended else start + 2


def _too_much(text: str, start: int, *, filled_up: bool) -> PydanticCustomError:
    at = (text.count("\n", 0, start), start - (text.rfind("\n", 0, start) + 1))
    many, long = f"这段文字里的引用超过 {_MOST_QUOTATIONS} 处", f"文字加上引用的内容，到这里超过 {MOST_FILLED} 个字"
    return fault(long if filled_up else many, "少引用一些", offset=at, code="NAR01")


def _steps(simple: re.Match[str]) -> Sequence[str]:
    return simple["names"].split(".") if simple["names"] else ("项目", simple["project"], simple["name"])


def _looked_up(steps: Iterable[str], data: Mapping[str, Any]) -> str | None:
    """What is printed for the end of some steps; None where there is no such thing."""
    value: Any = data
    for name in steps:
        if not isinstance(value, Mapping) or name not in value:
            return None
        value = value[name]
    if isinstance(value, Mapping):
        return None
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def _narrative(value: Any, info: ValidationInfo[Any]) -> Any:
    text = check_text(value)
    if "{{" in text:
        form = form_of(info)
        try:
            fill(text, shape(form.fields.own) if form else SHAPE, Decimal(1))
        except PydanticCustomError as error:
            raise _with_braces(text, error) from None
    return text


def _with_braces(text: str, error: PydanticCustomError) -> PydanticCustomError:
    """The faults of a text, and its quotations that are none for their braces: nobody looks at it again before these are mended."""
    from perfgen.filing.braces import braces  # noqa: PLC0415 -- with Jinja: seldom needed

    told = [error.context or {}, *(error.context or {}).get("more", ())]
    places = {one.get("offset") for one in told}
    more = []
    for start, (message, hint) in braces(text):
        at = (text.count("\n", 0, start), start - (text.rfind("\n", 0, start) + 1))
        if at not in places:
            more.append(fault(message, hint, offset=at, code="NAR01"))
    return together([error, *more]) if more else error


Narrative = Annotated[str, BeforeValidator(_narrative), WithJsonSchema(TEXT_SCHEMA)]
"""Text of any number of paragraphs that may quote the filing's data, own fields of its layout among it."""


def literal(text: str) -> str:
    """The narrative that prints `text` to the letter."""
    return text.replace("{{", '{{ "{{" }}')
