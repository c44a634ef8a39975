"""Part one with its two tables, then a chapter for each 工作活动 under 专项资金 and 预算项目: the filings of 2021."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Block, Paragraph, Row, Table
from perfgen.filing.labels import CODE, key
from perfgen.importing import sentences
from perfgen.importing.activities import ActivityText, Scene, begins_activity, cut_up, finish, is_title, name_activity
from perfgen.importing.duties import above_head, goes_on, read_duties
from perfgen.importing.front import (
    Listed,
    account_for_front,
    account_for_margins,
    cut,
    project_title,
)
from perfgen.importing.goal_table import GoalTable, department
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Labels, TableHead
from perfgen.importing.overall import narrative, narratives, year_of
from perfgen.importing.projects import account_for_captions, in_order, read_tables
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import Ledger, paragraphs_of
from perfgen.importing.split import DEPARTMENT, UNIT, head_item, split
from perfgen.importing.whole import WholePlaces, read_whole, said_first, said_last
from perfgen.importing.words import blank, part_number, unnumbered
from perfgen.layouts import Layout
from perfgen.source.grammar import OVERALL_INDICATORS, PROJECTS

_BUDGETED, _SPECIAL = PROJECTS
_UNIT, _WHOSE = "金额单位", "部门"
_DEPARTMENT = re.compile(r"(.*?)\s*(?:金额|计量)?单\s*位\s*[:：]\s*(\S*元)\s*", re.DOTALL)


def read(job: ReadingJob) -> dict[str, Any]:
    """Read a document laid out like this: the filing by its labels."""
    document, layout, labels, ledger = job.document, job.layout, job.labels, job.ledger
    body = _cut_up(document.blocks, layout, labels)
    written, unit = _department(body, ledger)
    code, name = department(written)
    duties = read_duties(body.duties, labels.duties, ledger)
    indicators = _indicators(body.indicators, layout, labels, ledger)
    projects = _projects(body, layout, labels, ledger)
    front = cut(body.front, layout, labels, ledger)
    codes = [str(project.data[CODE]) for project in projects]
    listed = [
        Listed(project_title(layout, one.number, one.named), code) for one, code in zip(projects, codes, strict=True)
    ]
    name, cover, printed_year = account_for_front(front, layout, name, listed, ledger)
    account_for_margins(paragraphs_of(document.around), name, printed_year, ledger)
    lines = [*front.cover, *said_last(front, labels), *front.rest, *body.after]
    whole = read_whole(WholePlaces([one.table for one in projects], (), lines), front, labels, unit, ledger)
    overall = narrative(front, narratives(layout), ledger)
    chosen = year_of(ledger, job.year, printed_year, ([text for text in overall.values() if text], codes))
    written_in = printed_year or chosen
    by_kind = _finished(projects, Scene(written_in, unit, layout, document.reflowed), ledger)
    _account_for_parts(body, projects, written_in, layout, ledger)
    return {
        **said_first(layout, chosen, {"编码": code, "名称": name}, unit, cover),
        **whole,
        "部门整体绩效目标": overall,
        **({"部门职责": duties} if duties else {}),
        **({OVERALL_INDICATORS: indicators} if indicators else {}),
        **({_SPECIAL: by_kind[_SPECIAL]} if by_kind[_SPECIAL] else {}),
        _BUDGETED: by_kind[_BUDGETED],
    }


# --- which table is which


@dataclass(slots=True)
class _Body:
    """A document cut up: the paragraphs of part one, the lines above 部门职责, the tables, the blocks of the projects."""

    front: list[Paragraph]
    above: list[Paragraph] = field(default_factory=list)
    duties: list[Table] = field(default_factory=list)
    indicators: list[Table] = field(default_factory=list)
    projects: tuple[Block, ...] = ()
    after: list[Paragraph] = field(default_factory=list)


def _cut_up(blocks: tuple[Block, ...], layout: Layout, labels: Labels) -> _Body:
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    first = next((at for at in tables if _is_goal_table(blocks[at], labels)), len(blocks))
    duties = _duties(blocks, first, labels)
    start = duties[-1] + 1 if duties else 0
    heads = _part_heads(blocks, start, first, layout)
    overall = _overall(blocks, start, min(heads, default=first), labels)
    end = overall[-1] + 1 if overall else min(heads, default=_first_title(blocks, start, first, layout))
    front = paragraphs_of(blocks[:end])
    above = _above(blocks, duties[0], labels) if duties else []
    return _Body(
        [one for one in front if one not in above],
        above,
        [block for at in duties if isinstance(block := blocks[at], Table)],
        [block for at in overall if isinstance(block := blocks[at], Table)],
        blocks[end:],
    )


def _is_goal_table(block: Block, labels: Labels) -> bool:
    return isinstance(block, Table) and any(len(row) > 1 and head_item(row, labels) for row in block.rows)


def _duties(blocks: Sequence[Block], first: int, labels: Labels) -> list[int]:
    """The tables of 部门职责: those with its head, and those right behind that go on with them."""
    found: list[int] = []
    between = False
    before: Table | None = None
    for at, block in enumerate(blocks[:first]):
        if isinstance(block, Paragraph):
            between = between or not blank(block.printed)
        elif _headed(block, labels.duties) or (
            before and not between and not _headed(block, labels.indicators) and goes_on(block, before)
        ):
            found.append(at)
            before, between = block, False
    return found


def _headed(table: Table, head: TableHead) -> bool:
    return any(map(head.is_head, table.rows))


def _overall(blocks: Sequence[Block], start: int, end: int, labels: Labels) -> list[int]:
    """The tables of 整体绩效指标: those with their head, and those right behind that go on with them."""
    found: list[int] = []
    between = False
    before: Table | None = None
    for at, block in enumerate(blocks[start:end], start):
        if isinstance(block, Paragraph):
            between = between or not blank(block.printed)
        elif _headed(block, labels.indicators) or (before and not between and goes_on(block, before)):
            found.append(at)
            before, between = block, False
    return found


def _part_heads(blocks: Sequence[Block], start: int, first: int, layout: Layout) -> list[int]:
    """Where the parts of the projects begin: the last head of each."""
    lines = [(at, block) for at in range(start, first) if isinstance(block := blocks[at], Paragraph)]
    parts = {part: at for at, line in lines if "\t" not in line.text and (part := _part(line, layout))}
    return [at for (kind, numbered), at in parts.items() if kind and numbered]


def _first_title(blocks: Sequence[Block], start: int, first: int, layout: Layout) -> int:
    lines = ((at, block) for at in range(start, first) if isinstance(block := blocks[at], Paragraph))
    return next((at for at, line in lines if is_title(line, layout)), first)


def _part(paragraph: Paragraph, layout: Layout) -> tuple[str, bool]:
    """The kind of projects a head of a part lists, and whether it is numbered; empty where it is no head."""
    said = key(paragraph.printed)
    for section in layout.sections.values():
        titles = {key(section.title), key(section.title + (section.subtitle or ""))}
        same = part_number(section.title) == part_number(paragraph.printed) != ""
        bare = key(unnumbered(paragraph.printed)[1]) in ("", key(section.subtitle or ""))
        if section.lists and (said in titles or (same and bare)):
            return section.lists, True
        if section.lists and said == key(section.subtitle or ""):
            return section.lists, False
    return "", False


def _above(blocks: Sequence[Block], at: int, labels: Labels) -> list[Paragraph]:
    """The lines right above 部门职责: what it is, whose it is, and that it follows."""
    table = blocks[at]
    inside = above_head(table, labels.duties) if isinstance(table, Table) else []
    found = {kind: line for line in inside if (kind := _kind(line))}
    for block in reversed(blocks[:at]):
        if isinstance(block, Table):
            break
        kind = _kind(block)
        if kind and kind not in found and not (kind == _WHOSE and _UNIT not in found):
            found[kind] = block
        elif not blank(block.printed):
            break
    return list(found.values())


def _kind(paragraph: Paragraph) -> str:
    """What a line above 部门职责 says; empty where it is none of them."""
    said = key(paragraph.printed)
    if said == "部门职责工作活动绩效目标":
        return "标题"
    if said.startswith("详见分项") and said.endswith("列表"):
        return "列表"
    if UNIT.search(said):
        return _UNIT
    return _WHOSE if DEPARTMENT.fullmatch(paragraph.printed) else ""


def _department(body: _Body, ledger: Ledger) -> tuple[str, str]:
    """The department and the 金额单位 above 部门职责, in one line or in two."""
    written = unit = ""
    for paragraph in body.above:
        found = _DEPARTMENT.fullmatch(paragraph.printed)
        kind = _kind(paragraph)
        if found:
            written, unit = written or found[1], found[2]
        elif kind == _WHOSE:
            written = written or paragraph.printed.strip()
        if found or kind == _WHOSE:
            ledger.take(paragraph)
        else:
            ledger.pass_over(paragraph)
    return written, unit


def _indicators(tables: Sequence[Table], layout: Layout, labels: Labels, ledger: Ledger) -> list[dict[str, Any]]:
    groups: list[tuple[Row, list[tuple[int, Row]]]] = []
    for table in tables:
        ledger.name_rows(enumerate(table.rows, 1), OVERALL_INDICATORS)
        begun = len(groups) if _headed(table, labels.indicators) else 0
        for number, row in enumerate(table.rows, 1):
            if labels.indicators.is_head(row):
                groups.append((row, []))
            elif len(groups) > begun:
                groups[-1][1].append((number, row))
    with ledger.within(OVERALL_INDICATORS):
        return read_indicators(groups, labels, layout.taxonomy, ledger)


# --- the projects of parts two and three


@dataclass(slots=True)
class _Project:
    data: dict[str, Any]
    table: GoalTable
    activity: ActivityText
    kind: str
    number: int
    named: str


def _projects(body: _Body, layout: Layout, labels: Labels, ledger: Ledger) -> list[_Project]:
    found = split(body.projects, labels, lambda line: begins_activity(line, layout))
    body.after = found.after
    kind = _BUDGETED
    projects: list[_Project] = []
    for rows in found.projects:
        activity = cut_up(rows.before, layout, ledger)
        for paragraph in activity.before:
            kind = _part(paragraph, layout)[0] or kind
        number = 1 + sum(one.kind == kind for one in projects)
        place = f"第{number}个项目" if kind == _BUDGETED else f"{kind} 第{number}个项目"
        with ledger.within(kind, number - 1):
            project = read_tables(rows, place, layout, labels, ledger)
            named = name_activity(project.data, activity, number, layout, ledger)
        projects.append(_Project(project.data, project.table, activity, kind, number, named))
    return projects


def _finished(projects: Sequence[_Project], scene: Scene, ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Every project with what its sentences say, by the part it stands in."""
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in PROJECTS}
    for one in projects:
        with ledger.within(one.kind, one.number - 1):
            finish(one.data, one.activity, one.named, scene, ledger)
        by_kind[one.kind].append(in_order(one.data))
    return by_kind


def _account_for_parts(body: _Body, projects: Sequence[_Project], year: str, layout: Layout, ledger: Ledger) -> None:
    """Pass over the heads of the parts, and the sentence that there are no 专项资金."""
    account_for_captions([*(line for one in projects for line in one.activity.before), *body.after], ledger)
    known = {key(line) for section in layout.sections.values() for line in _heads(section.title, section.subtitle)}
    if not any(one.kind == _SPECIAL for one in projects):
        known.add(key(sentences.no_special_funds(year)))
    for paragraph in (*(line for one in projects for line in one.activity.before), *body.after):
        if key(paragraph.printed) in known - {""}:
            ledger.pass_over(paragraph)


def _heads(title: str, subtitle: str | None) -> tuple[str, ...]:
    return title, subtitle or "", f"{title}{subtitle or ''}"
