"""Where a paragraph of a Word file stands, in the words of who looks for it: 正文 第2个表格 第5行 第3格."""

from __future__ import annotations

import re

from lxml import etree

from perfgen.docx.parts import CORE_PART, MAIN_PART
from perfgen.docx.xml import w

_PARTS = (
    (re.compile(re.escape(MAIN_PART)), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/styles\.xml"), "样式"),
    (re.compile(re.escape(CORE_PART)), "文件属性"),
)
_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_COUNTED = {_PARAGRAPH: "段", _TABLE: "个表格", _ROW: "行", _CELL: "格"}


def part_said(name: str) -> str:
    """What a part of the package is called; its own name where it has no other."""
    return next((said for sign, said in _PARTS if sign.fullmatch(name)), name)


class Places:
    """The places of the paragraphs of a part, as it stands in the file: to be made before anything in it moves."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.part = part_said(name)
        self._said: dict[etree._Element, str] = {}
        counts: dict[etree._Element, dict[str, int]] = {root: {}}
        for element in root.iter(_PARAGRAPH, _TABLE, _ROW, _CELL):
            holder = next((one for one in element.iterancestors() if one in counts), root)
            kind = _COUNTED[str(element.tag)]
            number = counts[holder][kind] = counts[holder].get(kind, 0) + 1
            above = self._said.get(holder, self.part)
            # A cell mostly has one paragraph: which of several it is, its text tells.
            self._said[element] = (
                above if element.tag == _PARAGRAPH and holder.tag == _CELL else f"{above} 第{number}{kind}"
            )
            if element.tag != _PARAGRAPH or next(element.iterdescendants(_PARAGRAPH), None) is not None:
                counts[element] = {}

    def of(self, element: etree._Element) -> str:
        """The place of an element: that of the paragraph, or else the cell, row or table, that it is or stands in."""
        held = (one for one in (element, *element.iterancestors()) if one in self._said)
        return next((self._said[one] for one in held), self.part)
