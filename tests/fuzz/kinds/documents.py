"""Word files: XML changed element by element, parts changed, and the archive around them damaged."""

from __future__ import annotations

import io
import random
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from perfgen import building
from perfgen.docx.archive import pack, read_archive
from tests.conftest import MODEL, SMALL
from tests.documents import W, w
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import damaged, number, scalar, some, times
from tests.fuzz.kinds.holdings import put_in
from tests.importing.edits import xml
from tests.test_layout_2021 import OLD

Element: TypeAlias = etree._Element

MAIN = "word/document.xml"
WORDS = (
    "项目编码", "绩效目标", "一级指标", "单位：万元", "预算数", "3月底", "第二部分", "第三部分", "职责活动", "符号", "（一）基本情况", "二、分项绩效目标", "1.甲绩效目标表", "",
    "目录", "部门预算绩效文本", "2022年", "分值", "优", "专项资金绩效目标", "其中：财政    资金",
)  # fmt: skip
PIECES = (
    "<w:p/>", "<w:tbl/>", "<w:tr/>", "<w:tc/>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:p><w:r><w:br/><w:tab/><w:cr/></w:r></w:p>",
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='9'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr></w:p>", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", "<w:r><w:instrText>TOC</w:instrText></w:r>", "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "<w:bookmarkStart w:id='0' w:name='x'/>",
    "<w:bookmarkStart/>", "<w:bookmarkEnd w:id='x'/>", "<mc:AlternateContent><mc:Choice/><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>",
    "<mc:AlternateContent/>", "<w:r><w:sym w:font='x' w:char='F0FE'/></w:r>", "<w:r><w:sym/></w:r>", "<w:r><w:sym w:char='zz'/></w:r>",
    "<w:r><w:footnoteReference w:id='1'/></w:r>", "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>", "<w:sectPr/>", "<w:r><w:drawing/></w:r>",
    "<w:r><w:pict><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></w:pict></w:r>", "<w:tblGrid><w:gridCol/></w:tblGrid>",
    "<w:altChunk/>", "<w:r><w:noBreakHyphen/><w:softHyphen/><w:ptab/></w:r>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:trPr><w:gridBefore w:val='3'/></w:trPr>",
    "<w:trPr><w:gridBefore w:val='99999999999'/></w:trPr>", "<w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr>", "<w:tcPr><w:hMerge/></w:tcPr>",
)  # fmt: skip
ATTRIBUTES = (
    "val",
    "ilvl",
    "numId",
    "id",
    "name",
    "start",
    "char",
    "w",
    "type",
    "fldCharType",
    "abstractNumId",
    "styleId",
)
NUMBERING = (
    "<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='{a}'><w:lvl w:ilvl='{b}'><w:start w:val='{c}'/><w:numFmt w:val='{f}'/>"
    "<w:lvlText w:val='{t}'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='{a}'/>"
    "<w:lvlOverride w:ilvl='{b}'><w:startOverride w:val='{c}'/></w:lvlOverride></w:num></w:numbering>"
)
FORMATS = ("decimal", "chineseCounting", "upperRoman", "lowerLetter", "chineseLegalSimplified", "ideographTraditional", "bullet", "none", "x",
           "decimalEnclosedCircle", "upperLetter", "taiwaneseCounting", "ordinal", "cardinalText")  # fmt: skip
STYLES = (
    "<w:styles xmlns:w='{W}'><w:style w:styleId='a' w:type='paragraph'><w:name w:val='x'/><w:basedOn w:val='{0}'/><w:pPr><w:numPr><w:numId w:val='1'/>"
    "</w:numPr></w:pPr></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/><w:link w:val='b'/></w:style></w:styles>"
)


@cache
def bases() -> tuple[dict[str, bytes], ...]:
    """The parts of documents that are changed: small ones of both layouts, and a whole one."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("a", SMALL), ("b", OLD), ("c", MODEL.read_text(encoding="utf-8"))):
            source = Path(folder) / f"{name}.yaml"
            source.write_text(text, encoding="utf-8")
            found.append(read_archive(building.build(source, source.with_suffix(".docx"))))
    return (found[0], found[0], found[1], found[1], found[2])


def make(chance: random.Random) -> Case:
    """A Word file that was changed, read in, checked or printed as text."""
    command = list(
        chance.choice(
            (
                ("import", "a.docx", "-o", "y.yaml"), ("import", "a.docx", "-o", "y.yaml", "--year", "2022"), ("text", "a.docx"), ("check", "a.docx", "--info"),
                ("import", "a.docx", "-o", "y.yaml", "--check", "--strict", "--report", "r.json"), ("import", "a.docx", "--layout", "hebei-2021"),
                ("import", "a.docx", "--layout", "hebei-2022", "--year", "2022"), ("check", ".", "--format", "json"),
            )
        )
    )  # fmt: skip
    return Case("docx", "", {"a.docx": document(chance, chance.choice(bases()))}, [command])


def document(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    """A changed package."""
    parts = dict(parts)
    if chance.random() < 0.85:
        parts[MAIN] = changed_xml(chance, parts[MAIN])
    if chance.random() < 0.35:
        put_in(chance, parts)
    if chance.random() < 0.35:
        change_parts(chance, parts)
    if chance.random() < 0.15:
        return damaged_archive(chance, parts)
    return pack(parts.items())


def changed_xml(chance: random.Random, content: bytes) -> bytes:
    """The main part with its elements changed."""
    root = etree.fromstring(content)
    body = root.find(w("body"))
    if body is None:
        return content
    for _ in some(chance, 12):
        elements = list(body.iter(w(chance.choice(("p", "tc", "tr", "tbl", "r", "t", "tcPr", "pPr")))))
        if elements:
            _change(chance, chance.choice(elements), body)
    written = etree.tostring(root, encoding="UTF-8")
    return damaged(chance, written) if chance.random() < 0.05 else written


def _change(chance: random.Random, element: Element, body: Element) -> None:
    if element.getparent() is not None and element is not body:
        chance.choice(_CHANGES)(chance, element, body)


def _remove(_: random.Random, element: Element, __: Element) -> None:
    element.getparent().remove(element)


def _repeat(chance: random.Random, element: Element, _: Element) -> None:
    for _number in range(times(chance)):
        element.addnext(deepcopy(element))


def _swap(_: random.Random, element: Element, __: Element) -> None:
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def _word(chance: random.Random, element: Element, _: Element) -> None:
    _say(element, chance.choice(WORDS) if chance.random() < 0.5 else scalar(chance))


def _piece(chance: random.Random, element: Element, _: Element) -> None:
    chance.choice((element.addnext, element.addprevious, element.append))(xml(chance.choice(PIECES)))


def _elsewhere(chance: random.Random, element: Element, body: Element) -> None:
    other = chance.choice(list(body.iter(w(chance.choice(("p", "tc", "tr", "tbl"))))) or [element])
    if other is not element and not any(above is element for above in other.iterancestors()):
        chance.choice((other.addnext, other.append))(element)


def _attribute(chance: random.Random, element: Element, _: Element) -> None:
    element.set(chance.choice(list(element.attrib) or [w(chance.choice(ATTRIBUTES))]), number(chance))


def _attributes(chance: random.Random, element: Element, _: Element) -> None:
    for below in element.iter():
        if below.attrib and chance.random() < 0.3:
            below.set(chance.choice(list(below.attrib)), number(chance))


def _wrap(chance: random.Random, element: Element, _: Element) -> None:
    names = ("ins", "del", "sdt", "sdtContent", "smartTag", "hyperlink", "tc", "tr", "p", "r", "fldSimple", "x")
    around = etree.Element(w(chance.choice(names)))
    element.getparent().replace(element, around)
    around.append(element)


def _rename(chance: random.Random, element: Element, _: Element) -> None:
    element.tag = w(chance.choice(("p", "tc", "tr", "tbl", "r", "t", "tab", "br", "x", "body", "sdt")))


def _deep(chance: random.Random, element: Element, _: Element) -> None:
    deepest = element
    for _level in range(chance.choice((2, 20, 149, 151, 300))):
        for name in ("tbl", "tr", "tc"):
            deepest = etree.SubElement(deepest, w(name))
    etree.SubElement(deepest, w("p"))


def _merge(chance: random.Random, element: Element, _: Element) -> None:
    for cell in [element, *element.iter(w("tc"))][:20]:
        if cell.tag == w("tc") and chance.random() < 0.5:
            properties = cell.find(w("tcPr"))
            if properties is None:
                properties = etree.Element(w("tcPr"))
                cell.insert(0, properties)
            merge = etree.SubElement(properties, w(chance.choice(("gridSpan", "vMerge", "hMerge"))))
            merge.set(w("val"), chance.choice(("restart", "continue", number(chance))))


_CHANGES = (_remove, _repeat, _swap, _word, _piece, _elsewhere, _attribute, _attributes, _wrap, _rename, _deep, _merge)


def _say(element: Element, text: str) -> None:
    texts = list(element.iter(w("t")))
    if texts:
        texts[0].text = "".join(
            sign
            for sign in text
            if sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"
        )


def change_parts(chance: random.Random, parts: dict[str, bytes]) -> None:
    """Change which parts there are, and those beside the main one."""
    kind = chance.randrange(9)
    name = chance.choice(list(parts))
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = damaged(chance, parts[name])
    elif kind == 2:
        parts[
            f"word/{chance.choice(('header', 'footer', 'footnotes', 'endnotes'))}{chance.choice(('', '1', '9'))}.xml"
        ] = chance.choice(
            (
                parts.get(MAIN, b"")[:50_000],
                f"<w:hdr xmlns:w='{W}'><w:p><w:r><w:t>眉</w:t></w:r></w:p></w:hdr>".encode(),
                b"",
                b"<x/>",
            )
        )
    elif kind in (3, 4):
        parts["word/numbering.xml"] = NUMBERING.format(
            W=W, a=number(chance)[:30], b=chance.choice(("0", "1", "8", "9", "-1", "x")), c=number(chance)[:30].replace("'", ""),
            f=chance.choice(FORMATS), t=chance.choice(("%1.", "%1%2%9", "%", "%10", "（%1）", "", "%1" * 2000)),
        ).encode()  # fmt: skip
        numbered = b"<w:pPr><w:numPr><w:ilvl w:val='%b'/><w:numId w:val='1'/></w:numPr></w:pPr>" % chance.choice(
            (b"0", b"1", b"8", b"-1", b"x")
        )
        parts[MAIN] = parts.get(MAIN, b"").replace(b"<w:p><w:r>", b"<w:p>" + numbered + b"<w:r>")
    elif kind == 5:
        parts["word/styles.xml"] = STYLES.format(chance.choice(("a", "b", "c", "")), W=W).encode()
    elif kind == 6:
        parts[
            chance.choice(
                (
                    "../x",
                    "/x",
                    "word\\document.xml",
                    "word/",
                    "x" * 60_000,
                    "[Content_Types].xml",
                    "word/document.xml/x",
                    "甲",
                    "a\x00b",
                )
            )
        ] = b"<x/>"
    elif kind == 7:
        parts["[Content_Types].xml"] = parts.get("[Content_Types].xml", b"").replace(
            b"wordprocessingml", chance.choice((b"spreadsheetml", b"x", b""))
        )
    else:
        parts[MAIN] = parts.get(MAIN, b"").replace(
            b"?>", b"?><!DOCTYPE x [<!ENTITY a 'aaaa'>]>" if chance.random() < 0.5 else b"?><!-- -->", 1
        )


def damaged_archive(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    """A zip file that is not as it should be."""
    return chance.choice(_DAMAGE)(chance, parts)


def _lying_sizes(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    whole = bytearray(pack(parts.items()))
    for signature, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = whole.find(signature)
        if at >= 0:
            struct.pack_into("<I", whole, at + place, chance.choice((0, 1, 10, 2**31, 2**32 - 1)))
    return bytes(whole)


def _odd_fields(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    whole = bytearray(pack(parts.items()))
    for _ in some(chance, 4):
        at = whole.rfind(chance.choice((b"PK\1\2", b"PK\5\6")))
        if at >= 0:
            whole[at + chance.randrange(4, 22)] = chance.choice((0, 1, 8, 9, 12, 14, 93, 255))
    return bytes(whole)


def _by_zipfile(chance: random.Random, parts: dict[str, bytes], more: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_DAMAGE: tuple[Callable[[random.Random, dict[str, bytes]], bytes], ...] = (
    lambda chance, parts: damaged(chance, pack(parts.items())),
    _lying_sizes,
    _odd_fields,
    _by_zipfile,
    lambda chance, parts: _by_zipfile(chance, parts, {"word/media/x.bin": b"\0" * chance.choice((10**6, 3 * 10**7))}),
    lambda chance, parts: _by_zipfile(
        chance, parts, {f"word/{at}.xml": b"" for at in range(chance.choice((100, 4100)))}
    ),
    lambda chance, parts: pack(parts.items())[: -chance.choice((1, 10, 22, 100))],
    lambda _, parts: pack(parts.items()) + zlib.compress(b"x"),
)
