"""The order of properties in WordprocessingML: what stands elsewhere, Word may refuse (ECMA-376 part 1, annex A)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from perfgen.docx.xml import W, w

_ORDERS: Mapping[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
        "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
        "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
        "tblPrChange",
    ),
    "tcPr": (
        "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText",
        "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
        "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter",
        "docGrid", "printerSettings", "sectPrChange",
    ),
}  # fmt: skip
"""The properties of each kind in their order. Those of runs and rows may stand in any order to Word."""
_ALIKE = {"headerReference": "footerReference"}
"""These two may change places."""
_RANKS = {w(kind): {w(name): order.index(_ALIKE.get(name, name)) for name in order} for kind, order in _ORDERS.items()}
_PREFIX = f"{{{W}}}"
_RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u",
    "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_PUT = {**_RANKS, w("rPr"): {w(name): place for place, name in enumerate(_RUN)}}


def put_in_order(holder: etree._Element) -> None:
    """The properties of a paragraph, run, table, cell or section in their order; those of one place stay as they stand."""
    ranks = _PUT[str(holder.tag)]
    holder[:] = sorted(holder, key=lambda one: ranks.get(str(one.tag), len(ranks)))


def misplaced(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The properties that stand behind one they belong before: the name, and the element itself."""
    for holder in root.iter(*_RANKS):
        ranks, last = _RANKS[str(holder.tag)], -1
        for child in holder:
            rank = ranks.get(str(child.tag))
            if rank is not None and rank < last:
                yield str(child.tag).removeprefix(_PREFIX), child
            last = max(last, rank if rank is not None else -1)
