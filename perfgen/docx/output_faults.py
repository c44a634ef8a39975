"""What is wrong with a finished Word file, and its text: asked of what a template makes of data that was made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from lxml import etree

from perfgen.docx.finished import refused
from perfgen.docx.places import Places, part_said
from perfgen.docx.property_order import misplaced
from perfgen.docx.structure import TagFault
from perfgen.docx.tag_faults import PlacedFault
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

WITH_TEXT = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The parts of a package that hold text."""
_PAGE = re.compile(r"\b(?:PAGEREF|REF)\s+(\S+)")
_LONGEST_NAME = 40
"""Characters of a bookmark's name (ECMA-376 part 1, 17.13.6.2)."""
_ALWAYS = ("_top", "_GoBack")


def output_faults(entries: Mapping[str, bytes]) -> Iterator[PlacedFault]:
    """What Word would refuse in the entries of a package, or show otherwise than meant."""
    names: Counter[str] = Counter()
    links: dict[str, tuple[str, etree._Element, etree._Element]] = {}
    for name, content in entries.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = parse_xml(content)
        except ForbiddenXMLError:
            yield PlacedFault(
                TagFault(f"印出来的 {name} 不再是正常的 Word 内容", "检查这一部分里的标签", ""),
                part_said(name),
            )
            continue
        if WITH_TEXT.fullmatch(name):
            broken = refused(name, content)
            if broken:
                yield PlacedFault(broken, part_said(name))
            names.update(mark.get(w("name")) or "" for mark in root.iter(w("bookmarkStart")))
            links |= {target: (name, root, element) for target, element in _links(root)}
    yield from _astray(names, links)


def disorder(entries: Mapping[str, bytes]) -> PlacedFault | None:
    """The properties that stand in another order than Word's schema has them: Word mostly reads them, others may not."""
    found: list[tuple[str, str]] = []
    for name, root in _with_text(entries):
        wrong = list(misplaced(root))
        places = Places(name, root) if wrong else None
        found += [(property_, places.of(element)) for property_, element in wrong if places]
    if not found:
        return None
    names = "、".join(dict.fromkeys(property_ for property_, _ in found))
    hint = "多半是用别的程序（如 LibreOffice）存过：用 Word 打开模板，另存一份"
    return PlacedFault(TagFault(f"有 {len(found)} 处格式的先后不合规矩（{names}），这是第一处", hint, ""), found[0][1])


def _with_text(entries: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The parts of a package that hold text, by name; those that are no XML are passed over."""
    for name, content in entries.items():
        if WITH_TEXT.fullmatch(name):
            with suppress(ForbiddenXMLError):
                yield name, parse_xml(content)


def _links(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for link in root.iter(w("hyperlink"), w("instrText"), w("fldSimple")):
        said = link.get(w("anchor")) if link.tag == w("hyperlink") else None
        code = link.text if link.tag == w("instrText") else link.get(w("instr"))
        page = _PAGE.search(code or "")
        target = said or (page[1].strip('"') if page else "")
        if target and target not in _ALWAYS:
            yield target, link


def _astray(
    names: Counter[str], links: Mapping[str, tuple[str, etree._Element, etree._Element]]
) -> Iterator[PlacedFault]:
    for target, (name, root, element) in links.items():
        if target not in names:
            place = Places(name, root).of(element)
            hint = "给它指到的标题加上书签，书签的名称写成同一个标签"
            yield PlacedFault(TagFault(f"目录或链接指到的书签“{target}”没有印出来", hint, target), place)
    for name, count in names.items():
        if count > 1:
            hint = "循环里的书签，名称里要有标签，如 {{ 项目.书签 }}；或者删掉这个书签"
            yield PlacedFault(TagFault(f"书签“{name}”印出来有 {count} 个，Word 只认第一个", hint, name), "")
        if len(name) > _LONGEST_NAME:
            yield PlacedFault(TagFault(f"书签“{name}”太长", f"最多 {_LONGEST_NAME} 个字", name), "")


def text_of_package(entries: Mapping[str, bytes]) -> str:
    """The text of all parts of a package that hold text, a paragraph a line; of parts that are no XML none."""
    lines: list[str] = []
    for _, root in _with_text(entries):
        lines += ["".join(piece.text or "" for piece in paragraph.iter(w("t"))) for paragraph in root.iter(w("p"))]
    return "\n".join(lines)
