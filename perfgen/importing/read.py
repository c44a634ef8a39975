"""A Word file, or the text dump of one, to the YAML of a filing and an account of everything that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfgen.docx.blocks import Document, read_blocks
from perfgen.filing import Filing, literal
from perfgen.importing.doubts import doubts
from perfgen.importing.front import (
    Front,
    account_for_cover,
    account_for_margins,
    account_for_part_two,
    cut,
    named_on_cover,
)
from perfgen.importing.goal_table import GoalTable, department, joined
from perfgen.importing.projects import read_project
from perfgen.importing.recognise import check_layout, guessed_year, no_year
from perfgen.importing.report import Ledger, Report, paragraphs_of
from perfgen.importing.split import CODE, NAME, split
from perfgen.importing.textdump import read_dump
from perfgen.importing.words import key
from perfgen.layouts import Layout
from perfgen.source.data import Steps, write_data

_CHECK = "请核对："


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from one file: the filing by its labels, as YAML, and as a model where it is valid."""

    data: dict[str, Any]
    yaml: str
    filing: Filing | None
    report: Report


def open_document(path: Path) -> Document:
    """The blocks of a .docx, or of a text dump (.txt). Raises DocumentError."""
    return read_dump(path) if path.suffix.lower() == ".txt" else read_blocks(path)


def import_file(
    path: Path, layout: Layout, *, year: int | None = None, sure: bool = False, shown: Path | None = None
) -> Imported:
    """Read one file. `sure` takes it for a filing of the layout without looking; `shown` is the file the user named.

    Raises DocumentError for a file that cannot be read, is no filing of the layout, or tells no year.
    """
    file = shown or path
    document = open_document(path)
    if not sure:
        check_layout(file, document)
    ledger = Ledger.of(file, document)
    data, remarks = _read(document, layout, ledger, year)
    filing, found = _validated(data, layout)
    for steps, message in found:
        ledger.doubt(_place(steps), _said(data, steps), message)
        remarks.setdefault(steps, []).append(f"{_CHECK}{message}")
    report = ledger.report()
    head = [f"从 {file.name} 读入。"]
    if report.left:
        head.append(f"原文有 {len(report.left)} 处没有写进来，见 perfgen import 的报告。")
    return Imported(data, write_data(data, head, remarks), filing, report)


def _read(
    document: Document, layout: Layout, ledger: Ledger, year: int | None
) -> tuple[dict[str, Any], dict[Steps, list[str]]]:
    found = split(document.blocks)
    projects = [read_project(rows, at, layout, ledger) for at, rows in enumerate(found.projects, 1)]
    names = [str(project.data[NAME]) for project in projects]
    code, name = department(_agreed([(one.table, one.table.department) for one in projects], "部门", ledger))
    unit = _agreed([(one.table, one.table.unit) for one in projects], "金额单位", ledger)
    before = document.blocks if found.first is None else document.blocks[: found.first]
    front = cut(paragraphs_of(before), layout, ledger)
    name = name or named_on_cover(front.cover)
    cover, printed_year = account_for_cover(front.cover, layout, name, names, ledger)
    account_for_part_two(front.rest, layout, ledger)
    margins = paragraphs_of(document.around)
    account_for_margins(margins, {"名称": name, "封面": f"{name}{printed_year}年部门预算绩效文本"}, ledger)
    remarks: dict[Steps, list[str]] = {}
    overall = _narrative(front, layout, ledger, remarks)
    codes = [str(project.data[CODE]) for project in projects]
    chosen = _year(ledger, year, printed_year, (list(overall.values()), codes), remarks)
    data = {
        "版式": layout.name,
        "年度": chosen,
        "部门": {"编码": code, "名称": name},
        "金额单位": unit,
        **({"封面": cover} if cover else {}),
        "部门整体绩效目标": overall,
        "预算项目": [project.data for project in projects],
    }
    return data, remarks


def _narrative(front: Front, layout: Layout, ledger: Ledger, remarks: dict[Steps, list[str]]) -> dict[str, str]:
    """The texts of part one by label, so that they print to the letter."""
    overall: dict[str, str] = {}
    for label in (label for label, section in layout.sections.items() if section.level == 2):
        paragraphs = front.texts.get(label, [])
        overall[label] = literal(joined(paragraphs))
        ledger.take(*paragraphs)
        if not overall[label]:
            message = f"没有读到{label}"
            ledger.doubt("第一部分", "", message)
            remarks["部门整体绩效目标", label] = [f"{_CHECK}{message}"]
    return overall


def _year(
    ledger: Ledger,
    asked: int | None,
    printed: str,
    hints: tuple[Sequence[str], Sequence[str]],
    remarks: dict[Steps, list[str]],
) -> str:
    if asked is not None:
        if printed not in ("", str(asked)):
            ledger.doubt("封面", printed, f"封面上是 {printed} 年，按要求写成 {asked} 年")
        return str(asked)
    if printed:
        return printed
    year, source = guessed_year(ledger.file, *hints)
    if not year:
        raise no_year(ledger.file)
    ledger.doubt("年度", year, f"封面上没有年度，从{source}看是 {year}")
    remarks["年度",] = [f"{_CHECK}封面上没有年度，从{source}看是 {year}"]
    return year


def _agreed(said: Sequence[tuple[GoalTable, str]], what: str, ledger: Ledger) -> str:
    """What the tables say most often of the filing; what others say is left over."""
    counted = Counter(text for _, text in said if text)
    common = counted.most_common(1)[0][0] if counted else ""
    for table, text in said:
        paragraphs = table.said_by.get(what, [])
        if text == common or key(text) == key(common) != "":
            ledger.take(*paragraphs)
        else:
            ledger.leave(f"这张表的{what}和别的表不一样，写入的是“{common}”", *paragraphs)
    return common


# --- what is doubtful


def _validated(data: dict[str, Any], layout: Layout) -> tuple[Filing | None, list[tuple[Steps, str]]]:
    try:
        return Filing.model_validate(data, context=layout.form), []
    except ValidationError as error:
        return None, doubts(error)


def _place(steps: Steps) -> str:
    """A path in words: 第3个项目 绩效指标 第5行 指标值."""
    words: list[str] = []
    for at, step in enumerate(steps):
        if isinstance(step, int):
            words.append(f"第{step + 1}个项目" if at == 1 else f"第{step + 1}行")
        elif (at, step) != (0, "预算项目"):
            words.append(step)
    return " ".join(words)


def _said(data: Any, steps: Steps) -> str:
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""
