"""What a Word file may hold besides plain text, put anywhere: objects, boxes, controls, fields, notes, charts, other files."""

from __future__ import annotations

import random
from contextlib import suppress

from lxml import etree

from tests.documents import w
from tests.fuzz.kinds.chance import damaged, number, scalar, some, times
from tests.importing.objects import DECLARED, HOLDINGS, OLE, part, relations, xml

MAIN = "word/document.xml"
TARGETS = (
    "charts/chart1.xml", "diagrams/data1.xml", "embeddings/支出明细.xlsx", "embeddings/oleObject1.bin", "/word/表.html", "表.docx", "document.xml", "/word/document.xml",
    "../word/document.xml", "_rels/document.xml.rels", "footnotes.xml", "", ".", "/", "..", "../../../etc/passwd", "file:///dev/zero", "http://x/y", "\\\\x\\y", "a" * 5000,
    "charts/chart1.xml#x", "charts/%2e%2e/x", "charts//chart1.xml", "甲\nb", "\u202exslx.甲",
)  # fmt: skip
PROGRAMS = (
    "Excel.Sheet.12",
    "ET.Xlsx.6",
    "Word.Document.12",
    "Equation.3",
    "Package",
    "AcroExch.Document",
    "",
    "x" * 5000,
    "\u202ex",
    "甲\tb",
)
PARTS = (
    "charts/chart1.xml",
    "diagrams/data1.xml",
    "footnotes.xml",
    "endnotes.xml",
    "comments.xml",
    "header7.xml",
    "表.html",
    "embeddings/支出明细.xlsx",
)


def put_in(chance: random.Random, parts: dict[str, bytes]) -> None:
    """Put some of it into the main part, with the parts it refers to, and change them."""
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(parts.get(MAIN, b""))
        for _ in some(chance, 5):
            _hold(chance, root, parts)
        parts[MAIN] = etree.tostring(root, encoding="UTF-8")
    if chance.random() < 0.5:
        parts.update(_encoded(relations(*(chance.choice(TARGETS).replace("&", "") for _ in range(9)))))
    for _ in range(chance.choice((0, 0, 1, 2))):
        name = f"word/{chance.choice(PARTS)}"
        parts[name] = _part(chance, parts.get(name) or parts.get(MAIN, b"")[:50_000])


def _hold(chance: random.Random, root: etree._Element, parts: dict[str, bytes]) -> None:
    one = chance.choice(HOLDINGS)
    source = one.inner + one.blocks
    if chance.random() < 0.2:
        source = OLE.format(chance.choice(PROGRAMS))
    elements = xml(source * times(chance) if len(source) < 300 else source)
    for element in elements:
        if chance.random() < 0.4:
            _change(chance, element)
    wanted = chance.choice(("p", "p", "r", "tc", "tr", "body", "pPr", "txbxContent", "t"))
    places = list(root.iter(w(wanted))) or list(root.iter(w("p"))) or [root]
    place = chance.choice(places)
    for element in reversed(elements):
        place.addnext(element) if chance.random() < 0.5 and place.getparent() is not None else place.append(element)
    parts.update(_encoded(one.parts))


def _change(chance: random.Random, element: etree._Element) -> None:
    """Change the words, the attributes and the nesting of what is put in."""
    within = [one for one in element.iter() if isinstance(one.tag, str)]
    for _ in some(chance, 6):
        one = chance.choice(within)
        kind = chance.randrange(5)
        with suppress(ValueError):  # of lxml: no sign of XML, or an element within itself
            if kind == 0 and one.attrib:
                one.set(chance.choice(list(one.attrib)), number(chance) if chance.random() < 0.5 else scalar(chance))
            elif kind == 1:
                one.text = scalar(chance)
            elif kind == 2:
                chance.choice(within).append(chance.choice(within))
            elif kind == 3:
                one.tag = chance.choice(within).tag
            else:
                for _level in range(chance.choice((1, 3, 60, 200))):
                    inner = etree.SubElement(one, one.tag)
                    one = inner


def _part(chance: random.Random, content: bytes) -> bytes:
    kind = chance.randrange(6)
    if kind == 0:
        return damaged(chance, content)
    if kind == 1:
        return part("c:chartSpace", "<c:cat><c:v>甲</c:v></c:cat>" * times(chance)).encode()
    if kind == 2:
        notes = "".join(
            f"<w:footnote w:id='{number(chance)[:9]}'><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:footnote>"
            for _ in some(chance, 9)
        )
        return part("w:footnotes", notes.replace("&", "") * times(chance)).encode()
    if kind == 3:
        depth = chance.choice((10, 149, 1000))
        return f"<x {DECLARED}>{'<a:p>' * depth}{'</a:p>' * depth}</x>".encode()
    if kind == 4:
        return b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"
    return b""


def _encoded(parts: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode("utf-8") for name, text in parts.items()}
