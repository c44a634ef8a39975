"""The work all engines do: the projects of sample 004, each with its goal table and its indicator table.

The data is the same JSON for all; each engine has a template of its own dialect with the same tables, made of the styles
and settings of the layout hebei-2022. What differs between dialects is a table below.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfgen import building
from perfgen.kinds.filing.view import view as view_of

ROOT = Path(__file__).parents[2]
FILING = ROOT / "examples" / "乐亭县人民政府办公室-2022"
LAYOUT = ROOT / "templates" / "hebei" / "2022" / "template.docx"

GOAL_ROWS = (
    ("项目编码", "p.code", "项目名称", "p.name"),
    ("预算数", "p.budget", "其中：财政    资金", "p.fiscal", "其他资金", "p.other"),
    ("预算规模及资金用途", "p.purpose"),
    ("3月底", "6月底", "10月底", "12月底"),
    ("p.q1", "p.q2", "p.q3", "p.q4"),
)
HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
ROW = ("r.l1", "r.l2", "r.l3", "r.text", "r.value", "r.basis")
QUARTERS = ("q1", "q2", "q3", "q4")


def view(projects: int) -> dict[str, Any]:
    """What the layout hebei-2022 sees of the filing with its projects repeated up to a number."""
    prepared = building.prepare(FILING)
    filing = prepared.filing
    many = tuple(filing.projects[n % len(filing.projects)] for n in range(projects))
    return dict(view_of(filing.model_copy(update={"projects": many}), prepared.layout, prepared.narrative))


def plain(projects: int) -> dict[str, Any]:
    """The same projects by names that every engine takes."""
    return {"projects": [_project(project) for project in view(projects)["预算项目"]]}


def _project(project: Mapping[str, Any]) -> dict[str, Any]:
    rows = [row for group in project["绩效指标"] for row in group["指标"]]
    named = zip(ROW, ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"), strict=True)
    columns = [(name[2:], label) for name, label in named]
    return {
        "title": project["标题"], "code": project["项目编码"], "name": project["项目名称"],
        "budget": project["预算数"], "fiscal": project["财政资金"], "other": project["其他资金"], "purpose": project["资金用途"],
        **{quarter: step["比例"] for quarter, step in zip(QUARTERS, project["资金支出计划"], strict=True)},
        "goals": [{"n": str(n), "text": goal} for n, goal in enumerate(project["绩效目标"], 1)],
        "rows": [{name: row[label] for name, label in columns} for row in rows],
    }  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How an engine writes a value, and what opens and closes a loop.

    Loops over projects and goals stand in paragraphs of their own; that over rows in rows of its own, or (`in_cells`)
    in the first and the last cell. `again` is for an engine that wants the first value of the next turn instead.
    """

    value: Callable[[str], str]
    projects: tuple[str, str] = ("", "")
    goals: tuple[str, str] = ("", "")
    rows: tuple[str, str] = ("", "")
    in_cells: bool = False
    again: bool = False


_CURLY = Dialect(
    lambda name: f"{{{name[2:]}}}", ("{#projects}", "{/projects}"), ("{#goals}", "{/goals}"), ("{#rows}", "{/rows}"), in_cells=True
)  # fmt: skip
_OF_CARBONE = {"p": "d.projects[i]", "g": "d.projects[i].goals[i]", "r": "d.projects[i].rows[i]"}

DIALECTS: dict[str, Dialect] = {
    "docxtpl": Dialect(
        lambda name: f"{{{{ {name} }}}}",
        ("{%p for p in projects %}", "{%p endfor %}"),
        ("{%p for g in p.goals %}", "{%p endfor %}"),
        ("{%tr for r in p.rows %}", "{%tr endfor %}"),
    ),
    "docxtemplater": _CURLY,
    "easy-template-x": _CURLY,
    "docx-templates": Dialect(
        lambda name: f"+++INS ${name}+++",
        ("+++FOR p IN projects+++", "+++END-FOR p+++"),
        ("+++FOR g IN $p.goals+++", "+++END-FOR g+++"),
        ("+++FOR r IN $p.rows+++", "+++END-FOR r+++"),
    ),
    "carbone": Dialect(lambda name: f"{{{_OF_CARBONE[name[0]]}{name[1:]}}}", again=True),
}


def template(dialect: Dialect) -> bytes:
    """The .docx template in a dialect."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(LAYOUT) as layout, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in layout.namelist():
            content = layout.read(name)
            if name == "word/document.xml":
                content = _document(content.decode("utf-8"), dialect).encode("utf-8")
            elif name == "docProps/core.xml":
                content = re.sub(rb"\{\{.*?\}\}", b"-", content)
            archive.writestr(name, content)
    return buffer.getvalue()


def _document(xml: str, dialect: Dialect) -> str:
    def value(text: str) -> str:
        return dialect.value(text) if re.match(r"[pgr]\.", text) else text

    def next_turn(name: str) -> str:
        """The value by which carbone knows where the next turn begins."""
        inner = value(name)
        at = inner.rindex("[i]")
        return _paragraph(f"{inner[:at]}[i+1]{inner[at + 3 :]}")

    def loop(marks: tuple[str, str], inside: str, first: str) -> str:
        return inside + next_turn(first) if dialect.again else _paragraph(marks[0]) + inside + _paragraph(marks[1])

    goals = loop(dialect.goals, _paragraph(f"{value('g.n')}.{value('g.text')}"), "g.n")
    goal_table = "".join(_row([_paragraph(value(text)) for text in row], 6) for row in GOAL_ROWS)
    goal_table += _row([_paragraph("绩效目标"), goals], 6)
    cells = [value(text) for text in ROW]
    if dialect.in_cells:
        cells[0], cells[-1] = dialect.rows[0] + cells[0], cells[-1] + dialect.rows[1]
    row = _row([_paragraph(text) for text in cells], 6)
    if dialect.again:
        row += _row([next_turn("r.l1")] + [_paragraph("")] * 5, 6)
    elif not dialect.in_cells:
        row = _row([_paragraph(dialect.rows[0])], 6) + row + _row([_paragraph(dialect.rows[1])], 6)
    indicators = _row([_paragraph(head) for head in HEADS], 6) + row
    project = _paragraph(value("p.title")) + _table(goal_table) + _paragraph("") + _table(indicators)
    head = xml[: xml.index("<w:body>") + len("<w:body>")]
    section = xml[xml.rindex("<w:sectPr>") :]
    return head + loop(dialect.projects, project + _paragraph(""), "p.title") + section


def _paragraph(text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="表格文字"/></w:pPr>{run}</w:p>'


def _row(cells: list[str], columns: int) -> str:
    """A row whose last cell takes the columns that are left."""
    spans = [1] * (len(cells) - 1) + [columns - len(cells) + 1]
    xml = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{1474 * span}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + f"</w:tcPr>{cell}</w:tc>"
        for cell, span in zip(cells, spans, strict=True)
    )
    return f"<w:tr>{xml}</w:tr>"


def _table(rows: str) -> str:
    grid = '<w:gridCol w:w="1474"/>' * 6
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="绩效表"/><w:tblW w:w="8844" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def texts(docx: bytes) -> list[str]:
    """What a document says: its paragraphs in order, without the empty ones."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    paragraphs = ("".join(re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", part)) for part in xml.split("</w:p>"))
    return [text for text in paragraphs if text]


def write_work(folder: Path, projects: int) -> None:
    """Put the data and the templates where the engines read them."""
    (folder / "plain.json").write_text(json.dumps(plain(projects), ensure_ascii=False), encoding="utf-8")
    (folder / "view.json").write_text(json.dumps(view(projects), ensure_ascii=False), encoding="utf-8")
    for name, dialect in DIALECTS.items():
        (folder / f"{name}.docx").write_bytes(template(dialect))
