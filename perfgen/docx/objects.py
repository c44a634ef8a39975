"""What a document holds besides text: what it is called, how much of it there is, and what it says of itself.

Pictures are not read; what is put into a document from another program is not opened. They are told with their place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from posixpath import basename, splitext

from lxml import etree

from perfgen.docx.xml import w

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

PICTURE, CHART, SMART_ART, SHAPE = "图片", "图表", "SmartArt 图形", "图形"
HIDDEN_TEXT, PROMPT_TEXT, EQUATION = "隐藏的文字", "没有填的内容控件", "公式"
WORD_ART = "艺术字"
_WHY = {
    PICTURE: "图片 {count} 张没有读入，程序不认图片里的字",
    SHAPE: "图形 {count} 个没有读入，里面没有文字",
    HIDDEN_TEXT: "隐藏的文字没有读入，打印时看不见",
    PROMPT_TEXT: "没有填的内容控件，里面提示的字没有读入",
}

_PIECES = (HIDDEN_TEXT, PROMPT_TEXT)
"""What one text may be parted into."""

_QUOTED = 12
"""Characters of the text beside an object that its place is found by."""
_LONGEST = 200
"""Characters of what an object says of itself; a description that Word makes has thirty."""


@dataclass(frozen=True, slots=True)
class NotText:
    """Something in a document that is not read as text: what it is, how many of it, and what it says of itself.

    `relation` names the part of the package that it is kept in, by the part that it stands in.
    """

    kind: str
    said: str = ""
    count: int = 1
    relation: str = ""

    @property
    def why(self) -> str:
        """The sentence of a report about it."""
        return _WHY.get(self.kind, "{kind} {count} 个没有读入").format(kind=self.kind, count=self.count)


@dataclass(frozen=True, slots=True)
class Floating:
    """Text that stands beside the lines of a paragraph: a box that holds paragraphs, or lines of their own."""

    kind: str
    box: etree._Element | None = None
    lines: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Text on one line, cut where nobody reads on."""
    said = " ".join(text[: 2 * _LONGEST].split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def quoted(text: str) -> str:
    """How a text begins, in quotation marks, to be found by; empty for none."""
    said = " ".join(text[: 3 * _QUOTED].split())
    return f"“{said[:_QUOTED]}{'…' if len(said) > _QUOTED else ''}”" if said else ""


def together(found: Iterable[NotText]) -> tuple[NotText, ...]:
    """Objects of one paragraph: those of a kind that say nothing counted as one, pieces of a text put together."""
    kept: list[NotText] = []
    for (kind, said), alike in groupby(found, lambda one: (one.kind, None if one.kind in _PIECES else one.said)):
        counted = list(alike)
        if said is None:
            kept.append(NotText(kind, "".join(one.said for one in counted)))
        else:
            kept.append(NotText(kind, said, sum(one.count for one in counted)))
    return tuple(kept)


# --- what an element is

OBJECTS = {
    f"{_PIC}pic": (PICTURE, ""),
    f"{_V}imagedata": (PICTURE, ""),
    f"{_C}chart": (CHART, f"{RELATION}id"),
    f"{_CX}chart": (CHART, f"{RELATION}id"),
    f"{_DGM}relIds": (SMART_ART, f"{RELATION}dm"),
    f"{_W14}contentPart": ("墨迹", ""),
    w("control"): ("控件", ""),
    w("altChunk"): ("插入的文件", f"{RELATION}id"),
    w("subDoc"): ("子文档", f"{RELATION}id"),
}
"""What elements are by their name, and the attribute that leads to the part they are kept in."""

_SHAPES = {
    f"{_WPS}wsp",
    *(f"{_V}{name}" for name in ("shape", "rect", "oval", "line", "polyline", "roundrect", "arc", "curve", "image")),
}
DRAWN = {w("drawing"), w("pict"), *_SHAPES}
"""Elements that show something even where nothing in them is known."""
UNDRAWN = {f"{_V}shapetype", f"{_V}background"}
"""Elements that describe what is drawn elsewhere."""
TEXT_PATH, TEXT_BODY = f"{_V}textpath", f"{_A}txBody"
"""The words of WordArt, and of a shape that is not Word's own, as on a canvas of a presentation."""
PARTS_OF_TEXT = {w("altChunk"), w("subDoc")}
"""Objects that stand between paragraphs."""

_PROGRAMS = (
    (("excel", "et.", "ket."), "嵌入的 Excel 表格"),
    (("word", "wps.", "kwps."), "嵌入的 Word 文档"),
    (("powerpoint", "wpp.", "kwpp."), "嵌入的演示文稿"),
    (("equation", "mathtype"), EQUATION),
    (("package",), "嵌入的文件"),
    (("acroexch", "foxit", "acrobat"), "嵌入的 PDF"),
)
"""What is embedded, by how its program calls itself."""


def object_of(element: etree._Element) -> NotText:
    """What an element of `OBJECTS` is."""
    kind, relation = OBJECTS[str(element.tag)]
    return NotText(kind, relation=(element.get(relation) or "") if relation else "")


def embedded(element: etree._Element) -> NotText:
    """What a ``w:object`` is, by the program that made it."""
    ole = element.find(f"{_O}OLEObject")
    control = element.find(w("control"))
    if ole is None:
        name = "" if control is None else control.get(w("name")) or ""
        return NotText("控件" if control is not None else "嵌入的对象", one_line(name))
    program = ole.get("ProgID") or ""
    kind = next((kind for starts, kind in _PROGRAMS if program.casefold().startswith(starts)), "嵌入的对象")
    return NotText(kind, one_line(program) if kind == "嵌入的对象" else "", relation=ole.get(f"{RELATION}id") or "")


def description(element: etree._Element) -> str:
    """What the author, or Word, says a drawing shows."""
    properties = element.find(f"*/{_WP}docPr") if element.tag == w("drawing") else element.find("*[@alt]")
    if properties is None:
        return ""
    return one_line(properties.get("descr") or properties.get("title") or properties.get("alt") or "")


# --- what is kept in parts of its own


def drawn_lines(root: etree._Element) -> tuple[str, ...]:
    """The paragraphs of a part in DrawingML, or of an element of it, that say something."""
    lines: list[list[str]] = []
    for one in root.iter(f"{_A}p", f"{_A}t"):  # each once, however paragraphs are nested
        if one.tag == f"{_A}p":
            lines.append([])
        elif lines:
            lines[-1].append(one.text or "")
    return tuple(line for pieces in lines if (line := "".join(pieces)).strip())


def chart_words(root: etree._Element) -> str:
    """The title, the series and the categories of a chart, each word once."""
    holders = (
        one for tag in (f"{_C}tx", f"{_C}cat") for one in root.iter(tag) if next(one.iterancestors(tag), None) is None
    )
    cached = (text.text or "" for one in holders for text in one.iter(f"{_C}v"))
    return "、".join(dict.fromkeys((*drawn_lines(root), *(word for word in cached if word.strip()))))


def file_name(target: str) -> str:
    """The file a part is named after, where its name says more than that it is one."""
    name = basename(target)
    return one_line(name) if splitext(name)[1] not in ("", ".bin", ".xml") else ""
