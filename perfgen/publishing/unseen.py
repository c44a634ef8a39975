"""What lies in a Word file or workbook and is not seen where it is printed: whoever downloads it can take it out.

Told part by part, in words of Word's own menus. What programs left there by themselves is taken out before, see `cleaned`.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from itertools import chain
from posixpath import basename
from typing import NamedTuple

from lxml import etree

from perfgen.checks.personal import personal_numbers
from perfgen.docx.archive import unpacked
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w
from perfgen.publishing.unread import why_not_read


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
_SILENT = re.compile(r"^\s*(IF|SET|ASK|FILLIN|PRIVATE|ADDIN|NEXTIF|SKIPIF|COMPARE)\b")
"""Fields whose code holds words that are not printed, or not all of them (ECMA-376 part 1, 17.16.5)."""
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _COLUMN, _SHEET = (f"{{{_SPREADSHEET}}}{name}" for name in ("row", "col", "sheet"))
_CALLED = ("descr", "title", "name", "alt")
_EMBEDDED = ("word/embeddings/", "word/activeX/", "xl/embeddings/", "xl/externalLinks/", "xl/activeX/")
_COMMENTS = ("word/comments", "word/people", "xl/comments", "xl/threadedComments", "xl/persons")
_TAKE_OUT = "在模板的“文件 → 信息 → 检查文档”里删掉再做"


def unseen(content: bytes, allowed: str) -> Iterator[Unseen]:
    """What a .docx or .xlsx holds besides what it shows. `allowed` is the only name its properties may say."""
    entries = unpacked(content)
    styles = _styles(entries.get("word/styles.xml"))
    for name, part in entries.items():
        try:
            yield from _of_part(name, part, allowed, styles)
        except ForbiddenXMLError:
            yield Unseen(f"里面有读不懂的部分 {name}", "在 Word 里打开模板，另存一份再做")


def _styles(part: bytes | None) -> dict[str, etree._Element]:
    """The styles by their ids; of two with one id the first."""
    try:
        found = () if part is None else [*parse_xml(part).iterchildren(w("style"))]
    except ForbiddenXMLError:
        return {}
    return {one.get(w("styleId")) or "": one for one in reversed(found)}


def _of_part(name: str, part: bytes, allowed: str, styles: Mapping[str, etree._Element]) -> Iterator[Unseen]:
    if name.startswith(_COMMENTS):
        yield Unseen("里面有批注", "从模板里删掉批注再做")
    elif name.startswith("docProps/") and name.endswith(".xml"):
        yield from _of_properties(name, part, allowed)
    elif name.startswith("customXml/item") and "Props" not in name:
        if _says_something(parse_xml(part)):
            yield Unseen(f"里面夹着看不见的数据（{name}）", _TAKE_OUT)
    elif name.endswith(".rels"):
        yield from _outside(part)
    elif name.startswith(_EMBEDDED) or "vbaProject" in name:
        yield from _embedded(name, part, allowed)
    elif "/media/" in name:
        yield from _of_picture(name, part)
    elif name.startswith("word/") and name.endswith(".xml"):
        yield from _of_text(parse_xml(part), styles)
    elif name.startswith("xl/") and name.endswith(".xml"):
        yield from _of_sheets(parse_xml(part))


_OF_A_STYLE = ("SelectedStyle", "StyleName", "Version")
"""How the list of sources that Word puts into every file says by which style it is printed: nobody wrote it."""


def _says_something(root: etree._Element) -> bool:
    texts = (*map(str, root.itertext()), *(str(said) for one in root.iter("{*}*") for said in _attributes(one)))
    return any(text.strip() for text in texts)


def _attributes(one: etree._Element) -> Iterator[str]:
    yield from (str(said) for name, said in one.attrib.items() if name not in _OF_A_STYLE)


def _of_persons(where: str, said: str) -> Iterator[Unseen]:
    for one in personal_numbers(said):
        yield Unseen(f"{where}里有个人的{one.kind} {one.masked}", "删掉；要留电话的，写单位的座机")


def _of_properties(name: str, part: bytes, allowed: str) -> Iterator[Unseen]:
    if name.endswith("/custom.xml"):
        if len(parse_xml(part)):
            yield Unseen("文件属性里有自定义的内容", "在模板的“文件 → 信息 → 属性 → 高级属性 → 自定义”里删掉再做")
        return
    for element in parse_xml(part).iter():
        called, said = etree.QName(element).localname, (element.text or "").strip()
        yield from _of_persons("文件属性", said)
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
            else:
                yield from _of_persons("链接", target.removeprefix("tel:"))


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


_SHOWN = 20


def _of_text(root: etree._Element, styles: Mapping[str, etree._Element]) -> Iterator[Unseen]:
    if any(one.get(w("val")) not in ("0", "false", "off") for one in root.iterfind(f".//{w('trPr')}/{w('hidden')}")):
        yield Unseen("有隐藏的表格行", "在模板里选中整张表，取消“字体 → 隐藏”，或者删掉那一行")
    for run in root.iter(w("r")):
        if (text := "".join(str(one.text or "") for one in run.iter(w("t"))).strip()) and (
            why := why_not_read(run, styles)
        ):
            yield Unseen(f"有{why}的字：{text[:_SHOWN]}", "在模板里选中它，改成黑色和正常的字号，或者删掉")
    if next(root.iter(w("altChunk"), w("subDoc")), None) is not None:
        yield Unseen("里面插着另一个文件", "在模板里删掉它，把要印的文字粘进来")
    for one in root.iter(w("bookmarkStart")):
        yield from _of_persons("书签的名字", one.get(w("name")) or "")
    yield from _of_shapes(root)
    yield from _of_fields(root)


def _of_shapes(root: etree._Element) -> Iterator[Unseen]:
    for one in root.iter("{*}docPr", "{*}cNvPr", "{*}shape", "{*}imagedata"):
        if one.get("hidden") in ("1", "true") or "visibility:hidden" in (one.get("style") or "").replace(" ", ""):
            yield Unseen("有隐藏的图片或文本框", "在模板的“开始 → 选择 → 选择窗格”里让它显示，或者删掉")
        for said in (value for called in _CALLED if (value := one.get(called))):
            if _PATH.search(said):
                yield Unseen(f"图片的替代文字是它放在哪里：{said}", "在模板里右键图片，“编辑替代文字”，改成说明")
            yield from _of_persons("图片的替代文字", said)


def _of_fields(root: etree._Element) -> Iterator[Unseen]:
    simple = (one.get(w("instr")) or "" for one in root.iter(w("fldSimple")))
    hint = "在模板里选中它，按 Ctrl+Shift+F9 变成文字，或者删掉"
    for said in chain(simple, (str(one.text or "") for one in root.iter(w("instrText")))):
        if _FIELD.match(said):
            yield Unseen(f"里面有读别处内容的域：{said.strip()}", hint)
        elif _SILENT.match(said):
            yield Unseen(f"里面有写着印不出来的文字的域：{said.strip()}", hint)


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
