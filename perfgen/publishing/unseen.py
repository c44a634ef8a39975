"""What lies in a Word file or workbook and is not seen where it is printed: whoever downloads it can take it out.

Told part by part, in words of Word's own menus. What programs left there by themselves is taken out before, see `cleaned`.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from itertools import chain
from posixpath import basename
from typing import NamedTuple

from lxml import etree

from perfgen.docx.archive import unpacked
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w


class Unseen(NamedTuple):
    """One thing that is there: what it is, and how it is taken away."""

    message: str
    hint: str


_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后一次保存者",
    "Manager": "经理",
    "Company": "单位",
    "subject": "主题",
    "keywords": "标记",
    "description": "备注",
    "category": "类别",
    "contentStatus": "状态",
    "HyperlinkBase": "超链接基础",
}
"""What somebody may have written of a file in its properties, as Word calls it (ECMA-376 part 2, 11; part 1, 22.2)."""
_NAMES = ("creator", "lastModifiedBy", "Manager", "Company")
_PATH = re.compile(r"^\s*(?:file:|[A-Za-z]:[\\/]|\\\\|//|/(?:home|Users|mnt|media)/)|[A-Za-z]:\\", re.IGNORECASE)
"""A place on somebody's disk, or on a server of the house."""
_FIELD = re.compile(
    r"^\s*(INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|DATABASE|USERNAME|USERINITIALS|USERADDRESS|LASTSAVEDBY)\b"
)
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _COLUMN, _SHEET = (f"{{{_SPREADSHEET}}}{name}" for name in ("row", "col", "sheet"))
_CALLED = ("descr", "title", "name", "alt")
_EMBEDDED = ("word/embeddings/", "word/activeX/", "xl/embeddings/", "xl/externalLinks/", "xl/activeX/")
_COMMENTS = ("word/comments", "word/people", "xl/comments", "xl/threadedComments", "xl/persons")
_TAKE_OUT = "在模板的“文件 → 信息 → 检查文档”里删掉再做"


def unseen(content: bytes, allowed: str) -> Iterator[Unseen]:
    """What a .docx or .xlsx holds besides what it shows. `allowed` is the only name its properties may say."""
    entries = unpacked(content)
    for name, part in entries.items():
        try:
            yield from _of_part(name, part, allowed)
        except ForbiddenXMLError:
            yield Unseen(f"里面有读不懂的部分 {name}", "在 Word 里打开模板，另存一份再做")


def _of_part(name: str, part: bytes, allowed: str) -> Iterator[Unseen]:
    if name.startswith(_COMMENTS):
        yield Unseen("里面有批注", "从模板里删掉批注再做")
    elif name.startswith("docProps/") and name.endswith(".xml"):
        yield from _of_properties(name, part, allowed)
    elif name.startswith("customXml/item") and "Props" not in name:
        if "".join(map(str, parse_xml(part).itertext())).strip():
            yield Unseen(f"里面夹着看不见的数据（{name}）", _TAKE_OUT)
    elif name.endswith(".rels"):
        yield from _outside(part)
    elif name.startswith(_EMBEDDED) or "vbaProject" in name:
        yield from _embedded(name, part, allowed)
    elif "/media/" in name:
        yield from _of_picture(name, part)
    elif name.startswith("word/") and name.endswith(".xml"):
        yield from _of_text(parse_xml(part))
    elif name.startswith("xl/") and name.endswith(".xml"):
        yield from _of_sheets(parse_xml(part))


def _of_properties(name: str, part: bytes, allowed: str) -> Iterator[Unseen]:
    if name.endswith("/custom.xml"):
        if len(parse_xml(part)):
            yield Unseen("文件属性里有自定义的内容", "在模板的“文件 → 信息 → 属性 → 高级属性 → 自定义”里删掉再做")
        return
    for element in parse_xml(part).iter():
        called, said = etree.QName(element).localname, (element.text or "").strip()
        if called in _PROPERTIES and said and not (said == allowed and called in _NAMES):
            yield Unseen(f"文件属性的“{_PROPERTIES[called]}”里写着“{said}”", "在模板的“文件 → 信息 → 属性”里删掉再做")


def _outside(part: bytes) -> Iterator[Unseen]:
    """Of what lies elsewhere, all but links to addresses of the web."""
    for one in parse_xml(part).iter("{*}Relationship"):
        if one.get("TargetMode") == "External":
            target = one.get("Target") or ""
            if not (one.get("Type") or "").endswith("/hyperlink"):
                hint = "在模板里把链接来的换成插入的：“文件 → 信息 → 编辑指向文件的链接 → 断开链接”"
                yield Unseen(f"里面有链接来的东西，写着它放在哪里：{target}", hint)
            elif is_inside(target):
                yield Unseen(f"里面有连到内部文件的链接：{target}", "在模板里右键它，“取消超链接”")


def is_inside(target: str) -> bool:
    """Whether a link leads to somewhere that is not on the web: a disk, a server of the house."""
    return re.match(r"https?://|mailto:|tel:|#", target, re.IGNORECASE) is None


def _embedded(name: str, part: bytes, allowed: str) -> Iterator[Unseen]:
    """A workbook behind a chart may be there where it holds nothing unseen itself; anything else may not."""
    called = basename(name)
    if zipfile.is_zipfile(io.BytesIO(part)) and called.lower().endswith(".xlsx"):
        hint = "在模板里右键图表，“编辑数据 → 在 Excel 中编辑数据”，取消隐藏、删掉再做；或者把图表换成图片"
        for one in unseen(part, allowed):
            yield Unseen(f"图表后面的 {called}：{one.message}", hint)
    elif not name.endswith(".rels"):
        yield Unseen(f"里面嵌着 {called}，下载的人能取出来", "从模板里删掉它，或者换成图片")


def _of_text(root: etree._Element) -> Iterator[Unseen]:
    if any(one.get(w("val")) not in ("0", "false", "off") for one in root.iterfind(f".//{w('trPr')}/{w('hidden')}")):
        yield Unseen("有隐藏的表格行", "在模板里选中整张表，取消“字体 → 隐藏”，或者删掉那一行")
    for run in root.iter(w("r")):
        if (text := "".join(str(one.text or "") for one in run.iter(w("t"))).strip()) and (why := _not_read(run)):
            yield Unseen(f"有{why}的字：{text[:_SHOWN]}", "在模板里选中它，改成黑色和正常的字号，或者删掉")
    shapes = (one for one in root.iter("{*}docPr", "{*}cNvPr", "{*}shape", "{*}imagedata"))
    for one in shapes:
        if one.get("hidden") in ("1", "true") or "visibility:hidden" in (one.get("style") or "").replace(" ", ""):
            yield Unseen("有隐藏的图片或文本框", "在模板的“开始 → 选择 → 选择窗格”里让它显示，或者删掉")
        for said in (value for called in _CALLED if (value := one.get(called))):
            if _PATH.search(said):
                yield Unseen(f"图片的替代文字是它放在哪里：{said}", "在模板里右键图片，“编辑替代文字”，改成说明")
    simple = (one.get(w("instr")) or "" for one in root.iter(w("fldSimple")))
    for said in chain(simple, (str(one.text or "") for one in root.iter(w("instrText")))):
        if _FIELD.match(said):
            yield Unseen(f"里面有读别处内容的域：{said.strip()}", "在模板里选中它，按 Ctrl+Shift+F9 变成文字，或者删掉")


_SHOWN = 20
_WHITE = ("FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC")
_TINY = 4
"""Half-points: letters of two points look like a stroke."""


def _not_read(run: etree._Element) -> str:
    """What keeps the words of a run from being read by whoever sees the page: 白色, 极小; empty where nothing does.

    White is read on what is shaded: the run, its paragraph, or the cell around it.
    """
    said = run.find(w("rPr"))
    if said is None:
        return ""
    size, color = (said.find(w(name)) for name in ("sz", "color"))
    value = size.get(w("val")) if size is not None else None
    if value and value.isdecimal() and int(value) <= _TINY:
        return "极小"
    white = color is not None and (
        (color.get(w("val")) or "").upper() in _WHITE or color.get(w("themeColor")) in ("background1", "light1")
    )
    return "白色" if white and not any(map(_is_shaded, (run, *run.iterancestors(w("p"), w("tc"), w("tbl"))))) else ""


_PROPERTIES_OF = {"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}


def _is_shaded(part: etree._Element) -> bool:
    said = part.find(w(_PROPERTIES_OF[etree.QName(part).localname]))
    shading = said.find(w("shd")) if said is not None else None
    if said is not None and said.find(w("highlight")) is not None:
        return True
    filled = (shading.get(w("fill")) or "auto").upper() if shading is not None else "AUTO"
    return filled not in ("AUTO", *_WHITE)


def _of_sheets(root: etree._Element) -> Iterator[Unseen]:
    for one in root.iter(_SHEET):
        if one.get("state") in ("hidden", "veryHidden"):
            yield Unseen(f"有隐藏的工作表“{one.get('name')}”", "取消隐藏，或者删掉")
    for tag, called in ((_ROW, "行"), (_COLUMN, "列")):
        if any(one.get("hidden") in ("1", "true") for one in root.iter(tag)):
            yield Unseen(f"有隐藏的{called}", "取消隐藏，或者删掉")


def _of_picture(name: str, part: bytes) -> Iterator[Unseen]:
    if _tells_of_itself(part):
        hint = "在 Windows 里右键原来的图片，“属性 → 详细信息 → 删除属性和个人信息”，再换到模板里"
        yield Unseen(f"图片 {basename(name)} 里带着拍摄、制作的信息（时间、地点、作者）", hint)


_TOLD = {b"Author", b"Artist", b"Comment", b"Description", b"Copyright", b"Source", b"XML:com.adobe.xmp"}


def _tells_of_itself(part: bytes) -> bool:
    """Whether a picture says who made it, when or where: Exif, XMP or IPTC of a JPEG, texts of a PNG."""
    if part.startswith(b"\xff\xd8"):
        return any(
            kind == 0xFE or (kind == 0xE1 and body.startswith((b"Exif\0", b"http://ns.adobe.com/"))) or kind == 0xED
            for kind, body in _segments(part)
        )
    if part.startswith(b"\x89PNG\r\n\x1a\n"):
        return any(
            kind == b"eXIf" or (kind in (b"tEXt", b"zTXt", b"iTXt") and body.split(b"\0", 1)[0] in _TOLD)
            for kind, body in _chunks(part)
        )
    return False


def _segments(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its first scan (ITU T.81, B.1)."""
    at = 2
    while at + 4 <= len(part) and part[at] == 0xFF and part[at + 1] != 0xDA:
        size = struct.unpack(">H", part[at + 2 : at + 4])[0]
        yield part[at + 1], part[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _chunks(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(part):
        size = struct.unpack(">I", part[at : at + 4])[0]
        yield part[at + 4 : at + 8], part[at + 8 : at + 8 + size]
        at += 12 + size
