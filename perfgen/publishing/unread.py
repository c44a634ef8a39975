"""Letters that are printed and cannot be read: white on white, or very small, by what a run says or by its styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from lxml import etree

from perfgen.docx.xml import w, with_bases

_WHITE = ("FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC")
_BACKGROUNDS = ("background1", "light1", "bg1", "lt1")
_TINY = 4
"""Half-points: letters of two points look like a stroke."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OWN = {w("r"): w("rPr"), w("p"): w("pPr"), w("tc"): w("tcPr"), w("tbl"): w("tblPr")}
"""Where the shading of what holds letters is said."""


def why_not_read(run: etree._Element, styles: Mapping[str, etree._Element]) -> str:
    """What keeps the words of a run from being read by whoever sees the page: 白色, 极小, 透明; empty where nothing does.

    White is read on what is shaded: the run, its paragraph, the cell or table around it, or a style of one of them.
    """
    said = list(_said(run, styles))
    size = _first(said, w("sz"))
    value = "" if size is None else size.get(w("val")) or ""
    if value.isdecimal() and int(value) <= _TINY:
        return "极小"
    fill = _first(said, f"{_W14}textFill")
    if fill is not None and fill.find(f"{_W14}noFill") is not None:
        return "透明"
    return "白色" if _is_white(said, fill) and not _is_shaded(run, styles) else ""


def _said(run: etree._Element, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """The properties of letters that hold for a run, the nearest first."""
    own = run.find(w("rPr"))
    if own is not None:
        yield own
    paragraph = next(run.iterancestors(w("p")), None)
    for owner, kind in ((own, w("rStyle")), (None if paragraph is None else paragraph.find(w("pPr")), w("pStyle"))):
        for style in _chain(owner, kind, styles):
            properties = style.find(w("rPr"))
            if properties is not None:
                yield properties


def _chain(owner: etree._Element | None, kind: str, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """The style that properties name, and those it is based on."""
    named = owner.find(kind) if owner is not None else None
    return iter(()) if named is None else with_bases(named.get(w("val")) or "", styles)


def _first(said: list[etree._Element], name: str) -> etree._Element | None:
    return next((found for one in said if (found := one.find(name)) is not None), None)


def _is_white(said: list[etree._Element], fill: etree._Element | None) -> bool:
    color = _first(said, w("color"))
    if fill is not None:
        values = {one.get(f"{_W14}val") or "" for one in fill.iter(f"{_W14}srgbClr", f"{_W14}schemeClr")}
        return bool(values) and all(value.upper() in _WHITE or value in _BACKGROUNDS for value in values)
    return color is not None and (
        (color.get(w("val")) or "").upper() in _WHITE or color.get(w("themeColor")) in _BACKGROUNDS
    )


def _is_shaded(run: etree._Element, styles: Mapping[str, etree._Element]) -> bool:
    for part in chain((run,), run.iterancestors(w("p"), w("tc"), w("tbl"))):
        own = part.find(_OWN[str(part.tag)])
        if own is not None and (own.find(w("highlight")) is not None or _is_dark(own.find(w("shd")))):
            return True
        for kind in (w("rStyle"), w("pStyle"), w("tblStyle")):
            if any(_is_dark(one) for style in _chain(own, kind, styles) for one in style.iter(w("shd"))):
                return True
    return False


def _is_dark(shading: etree._Element | None) -> bool:
    return shading is not None and (shading.get(w("fill")) or "auto").upper() not in ("AUTO", *_WHITE)
