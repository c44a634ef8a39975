"""Indicator values said in the narrative of a project, held against the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from perfgen.checks.figures import Figure, counts, money, of_target
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import Path, PlacedProject, Row, Subject

_BREAKS = "，,。；;\n（）()"
_LABEL = re.compile(
    r"^.{0,20}?指标(?:情况分析|情况)?[：:。]\s*|^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])+\s*"
)
_LEADS = re.compile(
    r"(?:[\s≥≤><＞＜=＝：:]|年度|指标值|目标值|全年|计划|预计|力争|实现|控制在|保持在|稳定在|不低于|不少于|不高于|不超过|不超出|不多于|"
    r"至少|最多|大于|小于|等于|高于|低于|超过|达到|达|为|是|等|共计|共)+$"
)
_NOT_THIS = re.compile("每|人均|上年|去年|往年|同比|环比|比上|较|其中|分别|累计|第|完成值|超出|减少")
_PART = re.compile(r"\s*[（(](?:[上下前第每]|其中|[一二三四]季度)")
_VERBS = re.compile("^(?:全年|年度|本年|今年|计划|预计|组织|开展|举办|实现|确保|保证|做到|做好|完成)+")
_MEASURES = re.compile(
    "(?:数量|总数|个数|次数|人数|人次|批次|场次|期数|家数|件数|户数|台数|套数|辆数|间数|所数|条数|数|量)$"
)
_ALIKE = (
    frozenset({"个", "件", "项", "条", "份", "篇", "宗", "起", "例", "笔"}),
    frozenset({"次", "人次", "场", "场次", "批", "批次", "班次"}),
    frozenset({"人", "名", "位"}),
    frozenset({"家", "个", "户", "所"}),
    frozenset({"台", "套", "辆", "部"}),
    frozenset({"天", "日"}),
    frozenset({"小时", "个小时"}),
    frozenset({"工作日", "个工作日"}),
)
_NEAR, _CLEARLY = 80, 10
_WINDOW = 80
_MOST_COMPARED = 300_000
"""How many times figures are held against rows. The largest sample takes 1,000; it is a check, not a search without end."""
_LONGEST_NAME = 200
_NOT = "不未非无失"


@dataclass(slots=True)
class _Effort:
    """How many times a figure may still be held against a row."""

    left: int

    def spend(self, times: int) -> bool:
        """Take so many of them; whether there were any left."""
        self.left -= times
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A value in the narrative (from `start`, as `written`) that is not the one of `row`."""

    path: Path
    start: int
    written: str
    row: Row


def contradicted(subject: Subject, reading: NarrativeReading) -> Iterator[Contradiction]:
    """The values said in a project's passages, and in its own 资金用途 and 绩效目标, that its table has otherwise."""
    texts, projects, effort = dict(subject.narratives()), subject.projects, _Effort(_MOST_COMPARED)
    budgets = {(one.path, one.budget.start) for one in reading.mentions if one.budget}
    for passage in reading.passages:
        text = texts[passage.path][passage.start : passage.end]
        for figure, row in _contradicted_in(text, projects[passage.project], effort):
            at = passage.start + figure.start
            if (passage.path, at) not in budgets:
                yield Contradiction(passage.path, at, text[figure.start : figure.end], row)
    for placed in projects:
        own = ((placed.at("绩效目标", number), goal) for number, goal in enumerate(placed.project.goals))
        for path, text in ((placed.at("资金用途"), placed.project.purpose), *own):
            for figure, row in _contradicted_in(text, placed, effort):
                yield Contradiction(path, figure.start, text[figure.start : figure.end], row)


def _contradicted_in(text: str, placed: PlacedProject, effort: _Effort) -> Iterator[tuple[Figure, Row]]:
    """The figures of a text about one project that a row of it clearly means and has otherwise."""
    rows = [(row, figure) for row in placed.rows if (figure := of_target(row.indicator.target))]
    last = 0
    for figure in sorted((*money(text), *counts(text)), key=lambda one: one.start):
        labels = _labels(text, last, figure)
        last = max(last, figure.end)
        if labels and not figure.loose and not _PART.match(text, figure.end) and effort.spend(len(rows)):
            row = _other_value(labels, figure, rows)
            if row:
                yield figure, row


def _labels(text: str, last: int, figure: Figure) -> list[str]:
    """What the words before a figure call it: the whole clause, and what stands behind its last 、."""
    window = max(last, figure.start - _WINDOW)
    begin = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in _BREAKS))
    clause = text[begin : figure.start]
    if not clause.strip(" ：:") or _is_bare(clause):
        earlier = text[window:begin].rstrip(_BREAKS)
        clause = earlier[max(earlier.rfind(sign) for sign in _BREAKS) + 1 :] + clause
    if _NOT_THIS.search(clause) or len(clause) > 60:
        return []
    bare = _LEADS.sub("", _LABEL.sub("", clause))
    labels = [bare, bare.rpartition("、")[2], re.split("[：:]", bare)[-1]]
    return [label for label in dict.fromkeys(map(normalised, labels)) if len(label) >= 2]


def _is_bare(clause: str) -> bool:
    return clause.strip().startswith(("年度指标值", "指标值", "目标值")) and not _LEADS.sub("", clause).strip()


def _other_value(labels: Sequence[str], figure: Figure, rows: Sequence[tuple[Row, Figure]]) -> Row | None:
    """The one row that clearly is meant and says another value; None where it agrees or none is meant."""
    scored = sorted(
        (
            (max((_alike(label, name) for label in labels for name in _names(row)), default=0), number)
            for number, (row, target) in enumerate(rows)
            if comparable(figure, target)
        ),
        key=lambda one: (-one[0], one[1]),
    )
    if not scored or scored[0][0] < _NEAR:
        return None
    best = scored[0][0]
    near = [number for score, number in scored if score > best - _CLEARLY]
    if any(rows[number][1].value == figure.value for number in near):
        return None
    if len(near) > 1 and (best < 100 or scored[1][0] == best):
        return None
    return rows[near[0]][0]


def _names(row: Row) -> tuple[str, ...]:
    return tuple(
        normalised(text)
        for text in dict.fromkeys((row.indicator.name, row.indicator.description))
        if text.strip() and len(text) <= _LONGEST_NAME
    )


def _alike(label: str, name: str) -> float:
    """How like a label and a name are, 0 to 100; 0 unless one only leaves out what the other has, and no 不 or 未."""
    if label == name:
        return 100
    bare, other = (_MEASURES.sub("", _VERBS.sub("", text)) or text for text in (label, name))
    if min(len(bare), len(other)) < 2:
        return 0
    if bare == other:
        return 99
    shorter, longer = sorted((label, name), key=len)
    if LCSseq.similarity(shorter, longer) < len(shorter) or any(longer.count(one) > shorter.count(one) for one in _NOT):
        return 0
    return fuzz.ratio(label, name)


def comparable(figure: Figure, target: Figure) -> bool:
    """Whether two figures count the same kind of thing: 件 and 个 do, 人次 and 期 do not."""
    if figure.kind != target.kind:
        return False
    return figure.unit == target.unit or any({figure.unit, target.unit} <= group for group in _ALIKE)
