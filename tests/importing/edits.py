"""A built document edited by hand: its XML changed as a clerk's Word would change it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

from lxml import etree

from tests.documents import NS, W, text_of, w

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
V = "urn:schemas-microsoft-com:vml"
Element = etree._Element


def xml(source: str) -> Element:
    """An element of WordprocessingML, written without its namespaces."""
    spaces = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="{V}"'
    root = etree.fromstring(f"<root {spaces}>{source}</root>")
    return root[0]


def edit(docx: Path, change: Callable[[Element], None], parts: dict[str, str] | None = None) -> Path:
    """The document with its body changed, and parts added or replaced, in a file beside it."""
    target = docx.with_name("edited.docx")
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(target, "w") as edited:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(root.find("w:body", NS))
                content = etree.tostring(root)
            if name not in (parts or {}):
                edited.writestr(name, content)
        for name, text in (parts or {}).items():
            edited.writestr(name, text)
    return target


def tables(body: Element) -> list[Element]:
    return list(body.iter(w("tbl")))


def rows(table: Element) -> list[Element]:
    return list(table.iter(w("tr")))


def cells(row: Element) -> list[Element]:
    return list(row.iter(w("tc")))


def paragraphs(body: Element, text: str) -> Iterator[Element]:
    """The paragraphs that say exactly this."""
    return (paragraph for paragraph in list(body.iter(w("p"))) if text_of(paragraph) == text)


def paragraph(body: Element, text: str) -> Element:
    """The last paragraph that says exactly this (the contents come first)."""
    return list(paragraphs(body, text))[-1]


def write(element: Element, text: str) -> None:
    """Put another text in a paragraph, or in the first paragraph of a cell."""
    if element.tag == w("tc"):
        element = element.find("w:p", NS)
    for child in list(element):
        if child.tag not in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd")):
            element.remove(child)
    element.append(xml(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'))


def unmerged(cell: Element) -> None:
    for merge in list(cell.iter(w("vMerge"))):
        merge.getparent().remove(merge)


def spanning(cell: Element, span: int) -> None:
    properties = cell.find("w:tcPr", NS)
    for old in properties.findall("w:gridSpan", NS):
        properties.remove(old)
    properties.insert(1, xml(f'<w:gridSpan w:val="{span}"/>'))


def copied(element: Element) -> Element:
    """A copy, put right behind."""
    copy = deepcopy(element)
    element.addnext(copy)
    return copy


def wrapped(element: Element, source: str, at: str) -> None:
    """Put an element inside another, at its descendant named `at`."""
    around = xml(source)
    element.getparent().replace(element, around)
    next(around.iter(w(at))).append(element)
