"""What is to be said of a template as it stands: its tags, styles and fonts, and what was left in it for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from perfgen.docx.archive import read_archive
from perfgen.docx.jinja_render import MOST_PARTS, MOST_XML, RENDERED
from perfgen.docx.output_faults import WITH_TEXT
from perfgen.docx.places import Places
from perfgen.docx.remarks import KeeperRemark, remarks
from perfgen.docx.revisions import accept
from perfgen.docx.runs import TEXT, join_tags, pieces
from perfgen.docx.stylesheet import Stylesheet
from perfgen.docx.tag_faults import PlacedFault, faults, half_formatted
from perfgen.docx.tag_shapes import Shape
from perfgen.docx.written_tags import tags_in
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w
from perfgen.errors import Diagnostic, Severity

TAGS, LOOKS, REMARKS = "TPL01", "TPL02", "TPL03"
"""The codes of a wrong tag, of styles and fonts, and of comments and changes."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_OF_DOCUMENTS = frozenset(
    (
        *(
            "仿宋_gb2312",
            "fangsong_gb2312",
            "仿宋",
            "fangsong",
            "华文仿宋",
            "stfangsong",
            "方正仿宋_gbk",
            "方正仿宋简体",
        ),
        *("楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "华文楷体", "stkaiti", "方正楷体_gbk", "方正楷体简体"),
        *("黑体", "simhei", "华文黑体", "方正黑体_gbk", "方正黑体简体"),
        *("宋体", "simsun", "新宋体", "nsimsun", "华文宋体", "stsong", "方正书宋_gbk", "方正书宋简体"),
        *("方正小标宋简体", "方正小标宋_gbk", "fzxiaobiaosong-b05s", "fzxiaobiaosong-b05", "华文中宋", "stzhongsong"),
    )
)
"""The fonts of GB/T 9704-2012 by the names they have on the machines of offices, in small letters."""
_LOOKED_AT = re.compile(rf"{RENDERED.pattern}|word/(?:styles|comments)\.xml|word/theme/.*")
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\.xml")
"""Notes may name what the loop around their reference calls so: whether that is there, the trial shows."""
_STATEMENT = re.compile(r"\{%[-+]?(?:p|tr|tc)\s[^{}]*%\}")
_SHOWN = 60
_MOST_TOLD = 20
"""How many of one kind of finding are told one by one."""


class Template:
    """A template of a layout, read once. Raises DocumentError for what is no .docx."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = read_archive(path)
        self.is_bounded = self._is_bounded()
        self._roots = {
            name: root for name in self.entries if WITH_TEXT.fullmatch(name) and (root := self._root(name)) is not None
        }

    def _is_bounded(self) -> bool:
        """Whether it is no larger than a template may be: else compiling it says so, and nothing more is looked at."""
        sizes = [len(content) for name, content in self.entries.items() if _LOOKED_AT.fullmatch(name)]
        return len(sizes) <= MOST_PARTS and sum(sizes) <= MOST_XML

    def _root(self, name: str) -> etree._Element | None:
        try:
            return parse_xml(self.entries[name])
        except ForbiddenXMLError:
            return None  # which compiling the template tells

    def tag_faults(self, shape: Shape | None) -> Iterator[Diagnostic]:
        """Every wrong tag; names are held against the `shape` of the data, where there is one."""
        for name, content in self.entries.items():
            if RENDERED.fullmatch(name):
                try:
                    found = list(faults(name, content, None if _NOTES.fullmatch(name) else shape))
                except ForbiddenXMLError:
                    continue
                yield from (self.said(fault) for fault in found)

    def said(self, placed: PlacedFault, code: str = TAGS, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A fault as it is told."""
        fault, place = placed
        tag = f"：{_short(fault.tag)}" if fault.tag and fault.tag not in fault.message else ""
        return self._diagnostic(code, f"{fault.message}{tag}", place, fault.around, fault.hint, severity)

    def has_tags(self) -> bool:
        """Whether there is any tag in the text."""
        return any(any(tags_in(_text(paragraph))) for root in self._roots.values() for paragraph in root.iter(w("p")))

    def where(self, name: str) -> tuple[str, str]:
        """The place of the first tag that says a name, and its paragraph; both empty where none does."""
        sign = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for part, content in self.entries.items():
            root = parse_xml(content) if part in self._roots else None
            if root is None:
                continue
            places = Places(part, root)
            join_tags(root)
            for paragraph in root.iter(w("p")):
                text = _text(paragraph)
                if any(sign.search(tag.text) for tag in tags_in(text)):
                    return places.of(paragraph), text
        return "", ""

    def looks(self) -> Iterator[Diagnostic]:
        """What is to be said of styles, fonts, and tags that are formatted in part."""
        sheet = Stylesheet(self.entries)
        missing: dict[str, list[tuple[str, str]]] = {}
        fonts: dict[str, list[tuple[str, str]]] = {}
        for name in self._roots:
            root = parse_xml(self.entries[name])
            places = Places(name, root)
            accept(root)
            for style, mark in sheet.missing(root):
                missing.setdefault(style, []).append((places.of(mark), _text(_paragraph(mark))))
            for message, paragraph in _odd_fonts(root, sheet):
                fonts.setdefault(message, []).append((places.of(paragraph), _text(paragraph)))
            for tag, text, place in half_formatted(root, places):
                said, hint = f"这个标签一半一种格式，印出来都按开头的格式：{_short(tag)}", "选中整个标签，设成一种格式"
                yield self._diagnostic(LOOKS, said, place, text, hint, Severity.WARNING)
        for style, found in missing.items():
            said, hint = (
                f"模板里没有“{style}”这个样式，用到它的地方按正文的样式印",
                "给这一段另选一个样式，或者从原来的文件把样式复制过来",
            )
            yield self._several(said, hint, found)
        for message, found in fonts.items():
            yield self._several(
                message,
                "在 Word 里选中这些字（最好是改样式），“中文字体”选仿宋_GB2312、楷体_GB2312、黑体、宋体或方正小标宋简体",
                found,
            )

    def _several(self, message: str, hint: str, found: list[tuple[str, str]]) -> Diagnostic:
        place, text = found[0]
        more = f"（共 {len(found)} 处，这是第一处）" if len(found) > 1 else ""
        return self._diagnostic(LOOKS, f"{message}{more}", place, text, hint, Severity.WARNING)

    def remarks(self) -> Iterator[Diagnostic]:
        """The comments and tracked changes, of which nothing reaches a filing but inserted text."""
        found = list(remarks(self.entries))
        for one in found[:_MOST_TOLD]:
            by = f"（{one.author}）" if one.author else ""
            message, hint = _remark_said(one)
            yield self._diagnostic(REMARKS, f"{message}{by}", one.place, one.text, hint, Severity.INFO)
        if len(found) > _MOST_TOLD:
            message = f"另有 {len(found) - _MOST_TOLD} 处批注、修订没有列出"
            yield self._diagnostic(REMARKS, message, "", "", "定稿的模板，接受或拒绝全部修订，删掉批注", Severity.INFO)

    def _diagnostic(  # noqa: PLR0913, PLR0917 -- what a diagnostic says
        self, code: str, message: str, place: str, text: str, hint: str, severity: Severity
    ) -> Diagnostic:
        return Diagnostic(code, message, self.path, excerpt=text[:400], hint=hint, severity=severity, place=place)


def _remark_said(one: KeeperRemark) -> tuple[str, str]:
    if one.kind == "批注":
        return f"有一条批注：{_short(one.text)}，不会印出来", "看过了就删掉"
    counts = one.kind in ("插入", "移来")
    what = one.of + (f"“{_short(one.text)}”" if one.text or not one.of else "")
    return (
        f"有一处没有定下来的修订，{one.kind}的{what}{'算数' if counts else '不算'}",
        "在 Word 里接受或拒绝",
    )


def _odd_fonts(root: etree._Element, sheet: Stylesheet) -> Iterator[tuple[str, etree._Element]]:
    """The paragraphs with Chinese in a font that is none of documents, or in none that is named; and what to say."""
    for paragraph in root.iter(w("p")):
        if _STATEMENT.fullmatch(_text(paragraph).strip()):
            continue  # which is not printed
        seen = set()
        for piece in pieces(paragraph, TEXT):
            run = piece.getparent()
            if run is None or run.tag != w("r") or not _CHINESE.search(piece.text or ""):
                continue
            font = sheet.font(run, paragraph)
            if font.chinese is None:
                western = f"（只给西文设了“{font.western}”）" if font.western else ""
                seen.add(f"这里的汉字没有设字体{western}，每台电脑印得不一样")
            elif font.chinese.strip().lower() not in _OF_DOCUMENTS:
                seen.add(f"字体“{font.chinese}”不是公文用的字体")
        yield from ((message, paragraph) for message in sorted(seen))


def _paragraph(element: etree._Element) -> etree._Element:
    inside = next((one for one in (element, *element.iterancestors()) if one.tag == w("p")), None)
    if inside is not None:
        return inside
    table = next(element.iterancestors(w("tbl")), element)  # the style of a table is said before its rows
    first = next(table.iter(w("p")), None)
    return table if first is None else first


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in pieces(paragraph, TEXT))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
