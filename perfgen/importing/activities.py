"""The paragraphs of a project of hebei-2021: its title, what stands under its heads, and which sentences are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfgen.docx.blocks import Paragraph
from perfgen.filing.labels import BUDGET, GOALS, NAME, PLAN, key
from perfgen.filing.numbers import HALF_WIDTH, decimal_text, parse_decimal
from perfgen.importing import sentences
from perfgen.importing.front import PARTED, parted, project_title
from perfgen.importing.goal_table import joined
from perfgen.importing.report import Ledger
from perfgen.importing.words import blank, unnumbered
from perfgen.layouts import Layout
from perfgen.source.grammar import INDICATORS

ACTIVITY, OVERVIEW, FUNDS, FUNDS_SAID = "工作活动", "工作活动概况", "资金安排", "资金安排情况"
GOALS_SAID, INDICATORS_SAID = "绩效目标说明", "绩效指标说明"
_BASICS, _TABLES = "基本情况", "预算项目绩效表"
_HEADS = {
    _BASICS: "",
    "工作活动概况": OVERVIEW,
    "资金安排情况": FUNDS_SAID,
    "绩效目标和指标设置情况": "",
    "绩效目标": GOALS_SAID,
    "绩效指标": INDICATORS_SAID,
    _TABLES: "",
}
"""The heads above a project's tables in their order, and the item each has below it."""


@dataclass(slots=True)
class ActivityText:
    """The paragraphs before a project's tables, cut up: what goes before its title, the title, the texts by item."""

    before: list[Paragraph]
    title: Paragraph | None = None
    heads: list[Paragraph] = field(default_factory=list)
    texts: dict[str, list[Paragraph]] = field(default_factory=dict)
    parted: list[tuple[str, Paragraph]] = field(default_factory=list)
    """The texts that stood in one paragraph with their head, by item."""


def cut_up(before: Sequence[Paragraph], layout: Layout, ledger: Ledger) -> ActivityText:
    """Find title and heads among the paragraphs before a project's tables."""
    paragraphs = list(before)
    heads: list[tuple[int, str]] = []
    parts: list[tuple[str, Paragraph]] = []
    for head, label in _HEADS.items():
        start = heads[-1][0] + 1 if heads else 0
        at = _find(paragraphs, start, head)
        if at is None and label:
            at = parted(paragraphs, start, (head,), ledger)
            parts += [] if at is None else [(label, paragraphs[at + 1])]
        if at is not None:
            heads.append((at, label))
    first = heads[0][0] if heads else len(paragraphs)
    title = next((at for at in range(first - 1, -1, -1) if not blank(paragraphs[at].printed)), None)
    if title is None or not is_title(paragraphs[title], layout):
        title = None
    found = ActivityText(list(paragraphs[: first if title is None else title]))
    found.parted = parts
    found.title = None if title is None else paragraphs[title]
    found.heads = [paragraphs[at] for at, _ in heads]
    for (at, label), end in zip(heads, [*(at for at, _ in heads[1:]), len(paragraphs)], strict=False):
        if label:
            found.texts[label] = list(paragraphs[at + 1 : end])
    return found


def _find(paragraphs: Sequence[Paragraph], start: int, head: str) -> int | None:
    """The first numbered paragraph that says it, else the first that does."""
    said = [(at, unnumbered(paragraphs[at].printed.translate(HALF_WIDTH))) for at in range(start, len(paragraphs))]
    alike = [(at, number) for at, (number, rest) in said if key(rest) == head]
    return next((at for at, number in alike if number), alike[0][0] if alike else None)


def is_title(paragraph: Paragraph, layout: Layout) -> bool:
    """Whether a paragraph ends as the title of a project does, and is no head of a part."""
    parts = {key(section.subtitle or "") for section in layout.sections.values()}
    return paragraph.printed.rstrip().endswith(_suffix(layout)) and key(paragraph.printed) not in parts


def begins_activity(paragraph: Paragraph, layout: Layout) -> bool:
    """Whether a paragraph only stands before the tables of a project."""
    number, rest = unnumbered(paragraph.printed)
    return is_title(paragraph, layout) or key(paragraph.printed) == _TABLES or (bool(number) and key(rest) == _BASICS)


def _suffix(layout: Layout) -> str:
    return project_title(layout, 1, "\0").partition("\0")[2]


def name_activity(project: dict[str, Any], activity: ActivityText, number: int, layout: Layout, ledger: Ledger) -> str:
    """Take the 工作活动 from the title where it is another than 项目名称. Returns it."""
    ledger.pass_over(*activity.heads)
    for label, behind in activity.parted:
        ledger.doubt(behind.place, behind.text, PARTED, label)
    if activity.title is None:
        return str(project[NAME])
    title = activity.title.printed
    start, _, suffix = project_title(layout, number, "\0").partition("\0")
    bare = title if title.endswith(suffix) else title.strip()
    named = bare.removeprefix(start) if bare.startswith(start) else unnumbered(bare)[1]
    named = named.removesuffix(suffix)
    if not project[NAME]:
        project[NAME] = named
        ledger.doubt(ledger.place([activity.title]), named, "表里没有项目名称，用的是标题里的", NAME)
    if named == project[NAME]:
        ledger.pass_over(activity.title)
    elif not blank(named):
        project[ACTIVITY] = named
        ledger.take(activity.title)
    return named


@dataclass(frozen=True, slots=True)
class Scene:
    """What the sentences of a project take from its filing; `reflowed` where blanks in them say nothing."""

    year: str
    unit: str
    layout: Layout
    reflowed: bool = False


def finish(project: dict[str, Any], activity: ActivityText, named: str, scene: Scene, ledger: Ledger) -> None:
    """Take the texts of a project, and what its sentences say."""
    texts = {label: joined(activity.texts.get(label, [])) for label in _HEADS.values() if label}
    if texts[OVERVIEW]:
        project[OVERVIEW] = texts[OVERVIEW]
        ledger.take(*activity.texts[OVERVIEW])
    written = {
        GOALS_SAID: sentences.goals_sentence(named, project[GOALS]),
        INDICATORS_SAID: sentences.indicators_sentence(project[INDICATORS]),
    }
    for label, generated in written.items():
        if texts[label] == generated or (scene.reflowed and sentences.same_words(texts[label], generated)):
            ledger.pass_over(*activity.texts[label])
        else:
            _own(project, label, texts[label], activity, ledger)
    _percents(project, scene.layout)
    _funds(project, texts[FUNDS_SAID], activity, scene, ledger)


def _own(project: dict[str, Any], label: str, said: str, activity: ActivityText, ledger: Ledger) -> None:
    """Take a sentence in a filing's own words."""
    if said:
        project[label] = said
        ledger.take(*activity.texts[label])
    else:
        ledger.doubt(
            f"项目“{project[NAME]}”", "", f"没有读到{label.removesuffix('说明')}这句话，版式会按数据写一句", label
        )


def _funds(project: dict[str, Any], said: str, activity: ActivityText, scene: Scene, ledger: Ledger) -> None:
    """资金安排 where the sentence is the layout's own; 预算数 as the sum of its amounts, where no table has it."""
    spaced = sentences.respaced(said, scene.year, scene.unit) if scene.reflowed else said
    funds = sentences.read_funds(spaced, scene.year, scene.unit)
    total = sum((Decimal(amount) for _, amount in funds), Decimal(0))
    printed = parse_decimal(str(project[BUDGET])) if project[BUDGET] else total
    if not funds:
        _own(project, FUNDS_SAID, said, activity, ledger)
        if not project[BUDGET]:
            _budget(project, said, scene.unit, ledger)
        return
    project[BUDGET] = project[BUDGET] or decimal_text(total)
    if printed == total and [name for name, _ in funds] == [f"{project[NAME]}资金"]:
        ledger.pass_over(*activity.texts[FUNDS_SAID])
    else:
        project[FUNDS] = [{"名称": name, "金额": amount} for name, amount in funds]
        ledger.take(*activity.texts[FUNDS_SAID])


def _budget(project: dict[str, Any], said: str, unit: str, ledger: Ledger) -> None:
    """预算数 from a filing's own sentence; where that says no amount, validation asks for it."""
    project[BUDGET], summed = sentences.amount_in(said, unit)
    if project[BUDGET]:
        why = f"预算数是从资金安排情况的文字里{'各笔相加' if summed else '读出'}来的"
        ledger.doubt(f"项目“{project[NAME]}” {BUDGET}", project[BUDGET], why, BUDGET)


def _percents(project: dict[str, Any], layout: Layout) -> None:
    """Percentages that print without their sign are written with it."""
    if layout.plan_decimals is None:
        return
    for checkpoint, share in project[PLAN].items():
        number = parse_decimal(share)
        if number is not None:
            project[PLAN][checkpoint] = f"{decimal_text(number)}%"
