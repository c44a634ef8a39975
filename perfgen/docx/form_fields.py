"""Fields that have no result of their own to read: boxes to tick, lists to choose from, and signs put together by a code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.symbols import symbol_of
from perfgen.docx.unprinted import is_on
from perfgen.docx.xml import w, whole

TICKED, EMPTY = "☑", "☐"
_OVER = re.compile(r"EQ\s+\\o\s*(?:\\a[clr]\s*)*[(（]\s*(.)\s*[,;，；、]\s*(.{1,3}?)\s*[)）]", re.IGNORECASE)
_FRACTION = re.compile(r"EQ\s+\\f\s*[(（]([^,;，；()（）]{1,60})[,;，；]([^,;，；()（）]{1,60})[)）]", re.IGNORECASE)
_SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9a-f]{1,4}|[0-9]{1,5})(?:\s.*?\\f\s*"?([^"\\]{1,40}))?', re.IGNORECASE)
_BUTTON = re.compile(r"(?:MACRO|GOTO)BUTTON\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_CODE = 500
"""Characters of a code that is looked at; one that prints a sign has twenty."""


@dataclass(slots=True)
class OpenField:
    """A field whose end has not come: where its code began among the pieces of text, and its result, -1 before that.

    `shown` is what it prints where it has no result.
    """

    start: int
    shown: str = ""
    result: int = -1
    code: list[str] = field(default_factory=list)

    def printed(self) -> str:
        """What it prints where it has no result: what is ticked or chosen, or what its code says."""
        return self.shown or printed_by("".join(self.code).strip())


def chosen(begin: etree._Element) -> str:
    """What a form field shows by its settings: a box ticked or not, the chosen entry of a list; empty for others."""
    settings = begin.find(w("ffData"))
    box = None if settings is None else settings.find(w("checkBox"))
    if box is not None:
        ticked = box.find(w("checked"))
        return TICKED if is_on(box.find(w("default")) if ticked is None else ticked) else EMPTY
    entries = None if settings is None else settings.find(w("ddList"))
    if entries is None:
        return ""
    number = next((found for name in ("result", "default") if (found := entries.find(w(name))) is not None), None)
    at = 0 if number is None else whole(number.get(w("val")))
    listed = entries.findall(w("listEntry"))
    return (listed[at].get(w("val")) or "") if at < len(listed) else ""


def printed_by(code: str) -> str:
    r"""What a field code prints by itself: ``EQ \o\ac(□,√)`` is ☑, ``SYMBOL 82 \f "Wingdings 2"`` too."""
    code = code[:_LONGEST_CODE]
    over = _OVER.match(code)
    if over:
        return _laid_over(over[1], over[2])
    fraction = _FRACTION.match(code)
    if fraction:
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    sign = _SYMBOL.match(code)
    if sign:
        return symbol_of((sign[2] or "").strip(), int(sign[1], 0) if sign[1][:2].lower() == "0x" else int(sign[1]))
    button = _BUTTON.match(code)
    return button[1] if button else ""


def _laid_over(around: str, inner: str) -> str:
    """Two signs one on the other: a box with a tick or a cross, a number in a ring; of others, what is in the ring."""
    if around in "□☐◻":
        return TICKED if inner in "√✓✔" else "☒" if inner in "×✗✘xX" else inner
    number = whole(inner)
    return chr(0x245F + number) if around in "○◯〇" and 0 < number <= 20 else inner
