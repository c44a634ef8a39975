"""Shapes of VML, as Word draws text boxes, WordArt and embedded objects for its older versions: their ids in one shape.

An id is Word's own (`_x0000_s1026`), or a name with Word's own beside it (`o:spid`); an embedded object names its shape by
it (ECMA-376 part 4, 19.1.2.19 and 19.2.2.19). Here each is a number behind `perfgen.docx.bookmarks.VML`, and
counted anew where a loop repeats it.
"""

from __future__ import annotations

from lxml import etree

from perfgen.docx.bookmarks import VML
from perfgen.docx.xml import w

_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_DRAWN = [
    f"{_VML}{name}"
    for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "image", "group")
]
_TEXTS = (w("document"), w("body"))
_LINKED = "mso-next-textbox:"


def number_shapes(root: etree._Element) -> None:
    """Give each shape of the text a number; text boxes that run on in one another keep their names."""
    if root.tag not in _TEXTS:
        return
    shapes = [shape for shape in root.iter(*_DRAWN) if shape.get("id") or shape.get(f"{_OFFICE}spid")]
    if any(_LINKED in (shape.get("style") or "") for shape in root.iter(*_DRAWN, f"{_VML}textbox")):
        return
    numbers: dict[str, str] = {}
    for number, shape in enumerate(shapes, 1):
        for name in ("id", f"{_OFFICE}spid"):
            numbers[str(shape.attrib.pop(name, ""))] = f"{VML}{number}"
        shape.set("id", f"{VML}{number}")
    for held in root.iter(f"{_OFFICE}OLEObject"):
        said = held.get("ShapeID")
        if said and said in numbers:
            held.set("ShapeID", numbers[said])
