"""The styles of a Word file, and the font that a run of Chinese text gets by them.

A font comes from the run, else from its character style, its paragraph style, those they are based on, and the defaults of the
document (ECMA-376 part 1, 17.7.2); a font of the theme is that for simplified Chinese (20.1.4.1.16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

_STYLES, _THEMES = "word/styles.xml", "word/theme/"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
USED = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
"""What names a style, and of which type it is."""
_ID, _VALUE, _TYPE = w("styleId"), w("val"), w("type")
_DEEPEST = 20
"""Styles that are based on one another; Word itself keeps to eleven."""


@dataclass(frozen=True, slots=True)
class RunFonts:
    """The font of Chinese text, None where none is named; `western` is that of letters and digits."""

    chinese: str | None
    western: str | None


class Stylesheet:
    """The styles of a package."""

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        root = _root(entries.get(_STYLES))
        self._styles = {} if root is None else {(one.get(_TYPE), one.get(_ID)): one for one in root.iter(w("style"))}
        self._theme = _theme(entries)
        self._ground = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        usual = (
            number
            for (kind, number), one in self._styles.items()
            if kind == "paragraph" and one.get(w("default")) in ("1", "true")
        )
        self._usual = next(usual, None)

    def missing(self, root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        """The styles that a part uses and the package has not: the id, and where it is used."""
        for mark in root.iter(*USED):
            said = mark.get(_VALUE)
            if said and (USED[str(mark.tag)], said) not in self._styles:
                yield said, mark

    def font(self, run: etree._Element, paragraph: etree._Element) -> RunFonts:
        """The fonts of a run."""
        found = [_fonts(properties) for properties in self._properties(run, paragraph) if properties is not None]
        chinese, western = (
            next((name for fonts in found if (name := self._named(fonts, kind))), None)
            for kind in ("eastAsia", "ascii")
        )
        return RunFonts(chinese, western)

    def _properties(self, run: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element | None]:
        own, styled = run.find(w("rPr")), paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        yield own
        character = own.find(w("rStyle")) if own is not None else None
        if character is not None:
            yield from self._chain("character", character.get(_VALUE))
        yield from self._chain("paragraph", styled.get(_VALUE) if styled is not None else self._usual)
        yield self._ground

    def _chain(self, kind: str, said: str | None) -> Iterator[etree._Element | None]:
        for _ in range(_DEEPEST):
            style = self._styles.get((kind, said))
            if style is None:
                return
            yield style.find(w("rPr"))
            above = style.find(w("basedOn"))
            said = above.get(_VALUE) if above is not None else None

    def _named(self, fonts: etree._Element | None, kind: str) -> str | None:
        if fonts is None:
            return None
        theme = fonts.get(w(f"{kind}Theme"))
        return self._theme.get("major" if theme.startswith("major") else "minor") if theme else fonts.get(w(kind))


def _fonts(properties: etree._Element) -> etree._Element | None:
    return properties.find(w("rFonts"))


def _root(content: bytes | None) -> etree._Element | None:
    try:
        return None if content is None else parse_xml(content)
    except ForbiddenXMLError:
        return None


def _theme(entries: Mapping[str, bytes]) -> dict[str, str]:
    """The Chinese fonts of the theme: of headings (major) and of text (minor)."""
    root = _root(next((content for name, content in entries.items() if name.startswith(_THEMES)), None))
    found: dict[str, str] = {}
    for kind in ("major", "minor") if root is not None else ():
        fonts = root.find(f".//{_A}{kind}Font") if root is not None else None
        if fonts is not None:
            named = (one.get("typeface") for one in fonts.findall(f"{_A}font") if one.get("script") == "Hans")
            east = fonts.find(f"{_A}ea")
            found[kind] = (east.get("typeface") if east is not None else "") or next(named, "") or ""
    return {kind: name for kind, name in found.items() if name}
