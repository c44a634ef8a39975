"""What a part holds and nobody sees on paper as content: hidden text, and the words that prompt in an empty content control.

Both are given a name of their own before a part is read, so that reading it need not look for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from perfgen.docx.xml import w

HIDDEN, PROMPT = "{perfgen}hidden", "{perfgen}prompt"
"""How a text is named that is hidden, and one that only says what to fill in."""

_OFF = ("0", "false", "off")


def is_on(mark: etree._Element | None) -> bool:
    """Whether a property is there, and not to say that it does not hold (ECMA-376 part 1, 17.17.4)."""
    return mark is not None and (mark.get(w("val")) or "1") not in _OFF


def hiding_styles(styles: etree._Element | None) -> frozenset[str]:
    """The styles that hide their text by what they say themselves."""
    found = () if styles is None else styles.iter(w("style"))
    return frozenset(one.get(w("styleId")) or "" for one in found if is_on(one.find(f"{w('rPr')}/{w('vanish')}")))


def name_unprinted(root: etree._Element, content: bytes, hiding: frozenset[str]) -> None:
    """Name what is hidden, and what prompts, in a part; `hiding` are the styles that hide."""
    if b"showingPlcHdr" in content:
        for mark in root.iter(w("showingPlcHdr")):
            properties = mark.getparent()
            control = None if properties is None or not is_on(mark) else properties.getparent()
            _rename([] if control is None else control.iter(w("t")), PROMPT)
    if b"vanish" in content:
        for mark in root.iter(w("vanish")):
            properties = mark.getparent()
            if is_on(mark) and properties is not None:
                _hide(properties.getparent())
    for kind in ("pStyle", "rStyle") if hiding else ():
        for style in root.iter(w(kind)):
            properties = style.getparent()
            if style.get(w("val")) in hiding and properties is not None:
                _hide(properties.getparent())


def _hide(owner: etree._Element | None) -> None:
    """Hide the text of a run, or of the runs of a paragraph; the mark that ends a paragraph has no text."""
    if owner is not None and owner.tag == w("r"):
        _rename(owner.iterchildren(w("t")), HIDDEN)
    elif owner is not None and owner.tag == w("p"):
        for run in owner.iterchildren(w("r")):
            vanish = run.find(f"{w('rPr')}/{w('vanish')}")
            _rename(run.iterchildren(w("t")) if vanish is None or is_on(vanish) else [], HIDDEN)


def _rename(texts: Iterable[etree._Element], name: str) -> None:
    for text in list(texts):
        text.tag = name
