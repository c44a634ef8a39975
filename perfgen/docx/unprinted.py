"""What a part holds and nobody sees on paper as content: hidden text, and the words that prompt in an empty content control.

Both are given a name of their own before a part is read, so that reading it need not look for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from perfgen.docx.xml import owners, w, with_bases

HIDDEN, PROMPT = "{perfgen}hidden", "{perfgen}prompt"
"""How a text is named that is hidden, and one that only says what to fill in."""

_OFF = ("0", "false", "off")


def is_on(mark: etree._Element | None) -> bool:
    """Whether a property is there, and not to say that it does not hold (ECMA-376 part 1, 17.17.4)."""
    return mark is not None and (mark.get(w("val")) or "1") not in _OFF


def hiding_styles(styles: etree._Element | None) -> frozenset[str]:
    """The styles that hide their text, by what they or the styles they are based on say."""
    named = {} if styles is None else {one.get(w("styleId")) or "": one for one in styles.iter(w("style"))}
    return frozenset(name for name in named if is_on(_hiding_mark(name, named)))


def _hiding_mark(style: str, named: Mapping[str, etree._Element]) -> etree._Element | None:
    marks = (one.find(f"{w('rPr')}/{w('vanish')}") for one in with_bases(style, named))
    return next((mark for mark in marks if mark is not None), None)


def name_unprinted(root: etree._Element, content: bytes, hiding: frozenset[str]) -> None:
    """Name what is hidden, and what prompts, in a part; `hiding` are the styles that hide."""
    if b"showingPlcHdr" in content:
        _name_prompts(root)
    if b"vanish" in content:
        for owner, mark in owners(root.iter(w("vanish"))):
            if is_on(mark):
                _hide(owner)
    for kind in ("pStyle", "rStyle") if hiding else ():
        for owner, style in owners(root.iter(w(kind))):
            if style.get(w("val")) in hiding:
                _hide(owner)


def _name_prompts(root: etree._Element) -> None:
    within: set[etree._Element] = set()
    for control, mark in owners(root.iter(w("showingPlcHdr"))):
        if is_on(mark) and control not in within:
            within.update(control.iter(w("sdt")))
            _rename(control.iter(w("t")), PROMPT)


def _hide(owner: etree._Element) -> None:
    """Hide the text of a run, or of the runs of a paragraph; the mark that ends a paragraph has no text."""
    if owner.tag == w("r"):
        _rename(owner.iterchildren(w("t")), HIDDEN)
    elif owner.tag == w("p"):
        for run in owner.iterchildren(w("r")):
            vanish = run.find(f"{w('rPr')}/{w('vanish')}")
            _rename(run.iterchildren(w("t")) if vanish is None or is_on(vanish) else [], HIDDEN)


def _rename(texts: Iterable[etree._Element], name: str) -> None:
    for text in list(texts):
        text.tag = name
