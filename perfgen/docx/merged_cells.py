"""Cells that a loop merges down: ``{% vm %}``, as docxtpl means it, in any cell.

docxtpl itself puts the merge behind all other properties, where Word's schema has it before borders, shading and vertical
alignment, finds no place in a cell without properties, and empties but one piece of text. Here the cell is merged, and what
it holds is printed once.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from perfgen.docx.runs import TEXT, pieces
from perfgen.docx.xml import w

_VM = re.compile(r"\{%\s*vm\s*%\}")
_CELL, _PROPERTIES, _PARAGRAPH, _MERGE = w("tc"), w("tcPr"), w("p"), w("vMerge")
_BEFORE = {w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
"""What stands before the merge in a cell's properties (ECMA-376 part 1, CT_TcPr)."""
_FIRST, _ELSE, _END = "{% if loop.first %}", "{% else %}", "{% endif %}"


def merge_down(root: etree._Element) -> None:
    """Write what ``{% vm %}`` stands for."""
    for cell in list(root.iter(_CELL)):
        texts = [piece for block in cell.iterchildren() for piece in pieces(block, TEXT)]
        marked = [piece for piece in texts if _VM.search(piece.text or "")]
        if marked:
            for piece in marked:
                piece.text = _VM.sub("", piece.text or "")
            _merge(cell)
            _print_once(cell, texts)


def _merge(cell: etree._Element) -> None:
    properties = cell.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        cell.insert(0, properties)
    for old in properties.findall(_MERGE):
        properties.remove(old)
    at = sum(child.tag in _BEFORE for child in properties)
    properties.insert(at, etree.Element(_MERGE, {w("val"): f"{_FIRST}restart{_ELSE}continue{_END}"}))


def _print_once(cell: etree._Element, texts: list[etree._Element]) -> None:
    """Print what the cell holds in the first row only, in the others an empty paragraph."""
    blocks = [child for child in cell if child.tag != _PROPERTIES]
    if len(texts) == 1 and len(blocks) == 1:
        texts[0].text = f"{_FIRST}{texts[0].text}{_END}"
        return
    empty = etree.Element(_PARAGRAPH)
    properties = next((one for block in blocks for one in block.iter(w("pPr"))), None)
    if properties is not None:
        empty.append(deepcopy(properties))
    before, last = blocks[0].getprevious(), blocks[-1]
    if before is None:
        cell.text = (cell.text or "") + _FIRST
    else:
        before.tail = (before.tail or "") + _FIRST
    last.tail = (last.tail or "") + _ELSE
    empty.tail = _END
    cell.append(empty)
