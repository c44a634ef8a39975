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


def misplaced(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The properties that stand behind one they belong before: the name, and the element itself."""
    for holder in root.iter(*_RANKS):
        ranks, last = _RANKS[str(holder.tag)], -1
        for child in holder:
            rank = ranks.get(str(child.tag))
            if rank is not None and rank < last:
                yield str(child.tag).removeprefix(_PREFIX), child
            last = max(last, rank if rank is not None else -1)
