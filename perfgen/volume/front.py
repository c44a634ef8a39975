"""The front of a volume: cover, word in advance and contents, by a Word template; its last section shows heads and feet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from perfgen.docx import WordTemplate
from perfgen.docx.archive import pack, unpacked
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import parse_xml, w
from perfgen.errors import Diagnostic, LayoutError
from perfgen.layouts import shipped
from perfgen.source.discover import TEMPLATE_FILE
from perfgen.volume.joined import HEADING, STYLES

UNKNOWN = "—"
"""A page number before it is known."""
_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """A line of the contents: its title, the bookmark it leads to, its level (departments have 1), and the number of its page."""

    title: str
    bookmark: str
    level: int
    page: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front says besides the contents. `money` is 预算数合计 of all departments in 万元; `left_out` names departments."""

    title: str
    year: int
    unit: str
    date: str
    departments: int
    projects: int
    money: Decimal
    order: str
    left_out: tuple[str, ...] = ()


class VolumeFront:
    """A template of a volume's front: a Word file, or a folder with a template.docx; the one that comes with perfgen by default.

    Raises LayoutError where it is at fault: a tag that is no Jinja.
    """

    def __init__(self, template: Path | None = None) -> None:
        folder = template or shipped("templates") / "volume"
        self._path = folder / TEMPLATE_FILE if folder.is_dir() else folder
        self._template = WordTemplate(self._path)

    def render(
        self, matter: FrontMatter, contents: Sequence[VolumeLine], words: str = "", department: str = ""
    ) -> bytes:
        """The front; `words` are those of the field of contents, `department` is whose running head its last section shows.

        Raises LayoutError where the template has no style for a department's name, or a tag names what there is not.
        """
        made = self._template.render(_data(matter, contents or (VolumeLine("", "_", 1),), words, department))
        styles = parse_xml(unpacked(made)[STYLES])
        if not any(one.get(w("styleId")) == HEADING for one in styles.iterchildren(w("style"))):
            hint = "从 perfgen 自带的模板改；部门名称按这个样式印在每个部门的开头"
            raise LayoutError(Diagnostic("TPL02", f"汇编的模板里没有“{HEADING}”这个样式", self._path, hint=hint))
        return made

    def frame(self, matter: FrontMatter, department: str) -> bytes:
        """The same without its text: what a part gets its heads and feet from, and is laid out with."""
        entries = unpacked(self.render(matter, (), department=department))
        root = parse_xml(entries[MAIN_PART])
        body = root.find(w("body"))
        for block in list(body) if body is not None else ():
            if body is not None and block.tag != w("sectPr"):
                body.remove(block)
        entries[MAIN_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return pack(entries.items())


def _data(matter: FrontMatter, contents: Sequence[VolumeLine], words: str, department: str) -> Mapping[str, Any]:
    return {
        "标题": matter.title,
        "年度": str(matter.year),
        "编制单位": matter.unit,
        "日期": matter.date,
        "部门数": str(matter.departments),
        "项目数": str(matter.projects),
        "预算数合计": f"{matter.money.quantize(_PLACES):f}",
        "次序": matter.order,
        "未收": "、".join(matter.left_out),
        "部门": department,
        "目录域": words or "TOC",
        "目录": [{"标题": one.title, "书签": one.bookmark, "级别": one.level, "页码": one.page} for one in contents],
    }
