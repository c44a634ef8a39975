"""What LibreOffice is told otherwise than Word, in the copy of a document that it lays out: the text is the same.

It leaves a gap between Chinese and letters whatever a style says of that (``w:autoSpaceDE``, ``w:autoSpaceDN``), knows no
right indent in characters (``w:rightChars``), and puts one font in the place of another for all of its signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree

from perfgen.docx.measures import STYLES, Styles, is_off, number, style_of, styles_of
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.runs import TEXT, pieces
from perfgen.docx.xml import parse_xml, w

_CHINESE = r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff]"
_LETTER, _DIGIT = r"[A-Za-z\u00c0-\u024f]", "[0-9]"
_NO_GAP = "\u200b"
"""A line may be broken at it, as it may be broken there anyhow."""
_FONT = re.compile(rb'w:(ascii|hAnsi)="([^"]*)"')
_PARTS = re.compile(r"word/(document|styles|header\d*|footer\d*|footnotes|endnotes)\.xml")
_LOOKED_UP = frozenset(w(name) for name in ("autoSpaceDE", "autoSpaceDN", "ind", "tabs"))
_LINES_BEGIN_WITH_NONE = frozenset("，。；：、！？）》」』】”’%％")


def for_libreoffice(entries: Mapping[str, bytes], latin: Mapping[str, str]) -> tuple[dict[str, bytes], etree._Element]:
    """The entries of a document, and the root of its main part, which is to be written yet.

    `latin` are the names under which LibreOffice has fonts for their letters and digits alone.
    """
    told = {name: _fonts(content, latin) if _PARTS.fullmatch(name) else content for name, content in entries.items()}
    root = parse_xml(told[MAIN_PART])
    styles = styles_of({STYLES: told.get(STYLES, b"")})
    kinds: dict[str | None, tuple[re.Pattern[str] | None, int, int]] = {}
    for paragraph in root.iter(w("p")):
        kind = None if _has_its_own(paragraph) else style_of(paragraph)
        if kind is None or kind not in kinds:
            kinds[kind] = (_without_gaps(paragraph, styles), styles.size(paragraph), _indent(paragraph, styles))
        meets, size, indent = kinds[kind]
        if meets is not None:
            _close(paragraph, meets)
        if indent:
            _part(paragraph, styles, size, indent)
    return told, root


def _has_its_own(paragraph: etree._Element) -> bool:
    """Whether a paragraph says itself what is looked up here, so that its style does not tell it."""
    properties = paragraph.find(w("pPr"))
    return properties is not None and any(one.tag in _LOOKED_UP for one in properties)


def _fonts(content: bytes, latin: Mapping[str, str]) -> bytes:
    return _FONT.sub(
        lambda said: b'w:%b="%b"' % (said[1], latin.get(said[2].decode(), said[2].decode()).encode()), content
    )


def _without_gaps(paragraph: etree._Element, styles: Styles) -> re.Pattern[str] | None:
    """What meets without a gap in a paragraph of this style: a sign, with the other behind it; None where nothing does."""
    kinds = {"autoSpaceDE": _LETTER, "autoSpaceDN": _DIGIT}
    off = "|".join(sign for name, sign in kinds.items() if is_off(styles.setting(paragraph, name)))
    return re.compile(f"{_CHINESE}(?={off})|(?:{off})(?={_CHINESE})") if off else None


def _close(paragraph: etree._Element, meets: re.Pattern[str]) -> None:
    """Put a sign without width where LibreOffice would leave a gap: it prints none, and there is no gap beside it."""
    found = list(pieces(paragraph, TEXT))
    if meets.search("".join(piece.text or "" for piece in found)) is None:
        return  # as in nearly all cells
    for piece, behind in zip(found, (*found[1:], None), strict=False):
        first = "" if behind is None else (behind.text or "")[:1]
        text = piece.text or ""
        piece.text = meets.sub(lambda sign: f"{sign[0]}{_NO_GAP}", text + first)
        if first:
            piece.text = piece.text[:-1]


def _indent(paragraph: etree._Element, styles: Styles) -> int:
    """The right indent of a paragraph that says it in characters alone, in twentieths of a point; 0 where there is none."""
    said = styles.setting(paragraph, "ind")
    if said is None or said.get(w("right")) is not None or styles.setting(paragraph, "tabs") is None:
        return 0
    return number(said, "rightChars") * styles.size(paragraph) // 10


def _part(paragraph: etree._Element, styles: Styles, size: int, indent: int) -> None:
    """Break the lines of an entry of the contents, which end before its page number, where the indent would."""
    tabs = styles.setting(paragraph, "tabs")
    said = styles.setting(paragraph, "ind")
    stops = [] if tabs is None else [number(tab, "pos") for tab in tabs if tab.get(w("val")) == "right"]
    if not stops or said is None:
        return
    room = max(stops) - indent - number(said, "left")
    before_tab = _up_to_tab(paragraph)
    for piece, at in reversed(list(_breaks(before_tab, room, number(said, "hanging"), size))):
        _break(piece, at)


def _up_to_tab(paragraph: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for piece in pieces(paragraph, frozenset((w("t"), w("tab")))):
        parent = piece.getparent()
        if piece.tag == w("tab") and parent is not None and parent.tag == w("r"):
            return found
        if piece.tag == w("t"):
            found.append(piece)
    return []


def _breaks(found: list[etree._Element], room: int, more: int, size: int) -> Iterator[tuple[etree._Element, int]]:
    """Where a line ends: a piece of text, and how many of its characters are still in the line. The first has `more` room."""
    signs = [(piece, at, sign) for piece in found for at, sign in enumerate(piece.text or "")]
    left = room + more
    for at, (piece, within, sign) in enumerate(signs):
        wide = _width(sign, size)
        word = (
            at > 0 and sign.isascii() and sign.isalnum() and signs[at - 1][2].isascii() and signs[at - 1][2].isalnum()
        )
        if wide > left and not word and sign not in _LINES_BEGIN_WITH_NONE:
            yield piece, within
            left = room
        left -= wide


def _width(sign: str, size: int) -> int:
    """How wide a sign is; of Latin ones, as wide as the widest of the fonts that stand in for others."""
    return size * 10 if unicodedata.east_asian_width(sign) in "WFA" else size * 6


def _break(piece: etree._Element, at: int) -> None:
    text = piece.text or ""
    behind = etree.Element(w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    piece.text, behind.text = text[:at], text[at:]
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    piece.addnext(behind)
    piece.addnext(etree.Element(w("br")))
