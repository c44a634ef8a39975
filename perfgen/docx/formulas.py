"""Formulas on one line, as they are typed: a fraction is a/b, a power x², a root √x (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from perfgen.docx.xml import w

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_UNSEEN = {w("del"), w("moveFrom"), w("rPr")}
_COMPOUND = re.compile(r"[-+−±×÷·*/=<>≤≥\s]")
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def formula(element: etree._Element) -> str:
    """What an ``m:oMath``, or a part of one, says."""
    if element.tag in (f"{MATH}t", w("t")):
        return element.text or ""
    written = _WRITTEN.get(str(element.tag).removeprefix(MATH))
    return written(element) if written else _within(element)


def _within(element: etree._Element) -> str:
    return "".join(formula(child) for child in element if child.tag not in _UNSEEN and not callable(child.tag))


def _of(element: etree._Element, name: str) -> str:
    found = element.find(f"{MATH}{name}")
    return "" if found is None else _within(found)


def _sign(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"*/{MATH}{name}")
    return default if found is None else found.get(f"{MATH}val") or ""


def _together(text: str) -> str:
    """In brackets where another sign beside it would tear it apart."""
    return f"({text})" if _COMPOUND.search(text) and not (text[:1] == "(" and text.find(")") == len(text) - 1) else text


def _script(text: str, small: dict[int, int], sign: str) -> str:
    if text and all(ord(one) in small for one in text):
        return text.translate(small)
    return f"{sign}{_together(text)}" if text else ""


def _fraction(element: etree._Element) -> str:
    return f"{_together(_of(element, 'num'))}/{_together(_of(element, 'den'))}"


def _scripts(element: etree._Element) -> str:
    below, above = _script(_of(element, "sub"), _LOWERED, "_"), _script(_of(element, "sup"), _RAISED, "^")
    return f"{_together(_of(element, 'e'))}{below}{above}"


def _root(element: etree._Element) -> str:
    return f"{_script(_of(element, 'deg'), _RAISED, '')}√{_together(_of(element, 'e'))}"


def _sum(element: etree._Element) -> str:
    """A sign over all that follows, with its bounds: ∑ and its like; ∫ where none is said."""
    below, above = _script(_of(element, "sub"), _LOWERED, "_"), _script(_of(element, "sup"), _RAISED, "^")
    return f"{_sign(element, 'chr', '∫')}{below}{above}{_together(_of(element, 'e'))}"


def _brackets(element: etree._Element) -> str:
    inner = _sign(element, "sepChr", "|").join(_within(one) for one in element.iterchildren(f"{MATH}e"))
    return f"{_sign(element, 'begChr', '(')}{inner}{_sign(element, 'endChr', ')')}"


def _limit(element: etree._Element) -> str:
    return f"{_of(element, 'e')}_{_together(_of(element, 'lim'))}"


def _lines(element: etree._Element) -> str:
    return "\n".join(_within(one) for one in element.iterchildren(f"{MATH}e"))


def _matrix(element: etree._Element) -> str:
    rows = (row.iterchildren(f"{MATH}e") for row in element.iterchildren(f"{MATH}mr"))
    return "；".join("，".join(_within(one) for one in row) for row in rows)


_WRITTEN: dict[str, Callable[[etree._Element], str]] = {
    "f": _fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), _scripts),
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    **dict.fromkeys(("limLow", "limUpp"), _limit),
    "eqArr": _lines,
    "m": _matrix,
}
"""The parts of a formula that are more than the texts in them, one after the other."""
