"""Signs of symbol fonts as the characters they look like: boxes and ticks of forms, and signs of mathematics.

Where a sign stands in its font is Microsoft's and URW's tables for Symbol, Wingdings, Wingdings 2 and Webdings, as Unicode lists
them (L2/11-344).
"""

from __future__ import annotations

from lxml import etree

from perfgen.docx.xml import owners, w
from perfgen.filing.text import NOT_XML

UNREAD = "□"
"""What is written for a character that cannot be told, or that no Word file can hold."""

_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xD6: "√"},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA1: "○", 0xA8: "☐", 0xD8: "➢",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x2A: "☐", 0x30: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐",
    },
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"},
}  # fmt: skip
_PRIVATE = 0xF000
"""Where Word puts the signs of a symbol font in Unicode: from here on (ECMA-376 part 1, 17.3.3.30)."""


def symbol_of(font: str, code: int) -> str:
    """The sign at a place of a font; the character of that number for a place or a font that is not known."""
    if not 0 < code < 0xFFFE or NOT_XML.match(chr(code)):
        return UNREAD
    low = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    known = _SYMBOLS.get(font.strip().casefold(), {})
    if low in known:
        return known[low]
    return chr(low) if font == "Symbol" and 0x20 <= low < 0x7F else chr(code)


def symbol(element: etree._Element) -> str:
    """The sign a ``w:sym`` is."""
    try:
        code = int(element.get(w("char")) or "", 16)
    except ValueError:
        return UNREAD
    return symbol_of(element.get(w("font")) or "", code)


def respell(root: etree._Element) -> None:
    """Put in the place of letters that are typed in a symbol font what they print as: an R of Wingdings 2 is ☑."""
    for run, fonts in owners(root.iter(w("rFonts"))):
        known = _SYMBOLS.get((fonts.get(w("ascii")) or "").strip().casefold())
        if known and run.tag == w("r"):
            places = {code: sign for low, sign in known.items() for code in (low, low + _PRIVATE)}
            for text in run.iterchildren(w("t")):
                text.text = (text.text or "").translate(places)


def mentions_symbols(content: bytes) -> bool:
    """Whether a part may have letters typed in a symbol font."""
    return b"ingdings" in content or b"ebdings" in content or b'"Symbol"' in content
