"""Indicator values said in the narrative of a project, held against the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from perfgen.checks.evidence import ENOUGH, about, behind, covered, much_alike, only_leaves_out, same_share, same_thing
from perfgen.checks.figures import COUNT, MONEY, Figure, counts, figures_in, money, of_target
from perfgen.checks.mentions import GENERAL, NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.reading import parsed
from perfgen.checks.said_budgets import said_budgets
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（）()"
_LABEL = regex(r"^.{0,20}?指标(?:情况分析|情况)?[：:。]\s*|^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])+\s*")
_LEADS = regex(
    r"(?:[\s“”≥≤≧≦><＞＜=＝：:]|年度|指标值|目标值|全年|计划|预计|力争|实现|控制在|保持在|稳定在|不低于|不少于|不高于|不超过|不超出|不多于|"
    r"至少|最多|大于|小于|等于|高于|低于|超过|达到|达|为|是|等|共计|共|提高到|提升到|降到|降至|约|近)+$"
)
_NOT_THIS = regex("每|人均|户均|上年|去年|往年|同比|环比|比上|较|分别|累计|第|完成值|超出|减少|增加")
_PART = regex(r"\s*[（(](?:[上下前第每]|其中|[一二三四]季度)")
_VERBS = regex("^(?:全年|年度|本年|今年|计划|预计|组织|开展|举办|实现|确保|保证|做到|做好|完成)+")
_WHEN = regex("^(?:全年|年度|年内|本年|今年|计划|预计)+(?:度)?")
_MEASURES = regex(
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
_CERTAIN, _AROUND, _WEAK = 95, 90, 80
"""Named all but to the letter; all it is about said around the figure; only the thing counted told."""
_TELLING, _MOSTLY = 4, 0.8
_FOR = ("为", "向", "给", "对")
"""What a clause begins with that says behind the number what is done: 为900名残疾人适配辅助器具."""
_YEAR = regex(r"(20\d\d)年")
_PARTS = regex(
    '其中|[一二三四五]五[”"’]?(?:时期|期间|规划)|规划期|[一二三四五两]年(?:内|来|间|累计|行动)|(?<![较比])(?:上年|去年|往年|上一年)'
)
_BRACKETED = regex(r"[（(][^（）()]*[)）]")
_SHARE = regex("(?:率|度|比例|比重|占比)$")
_Valued: TypeAlias = tuple[Row, Figure]


class _Ways(Enum):
    """How a row may be meant: by its name; by its name to the letter, or all it is about; by anything that tells."""

    NAMED = "named"
    CERTAIN = "certain"
    ANY = "any"


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
    """The values said in the narrative, and in a project's own 资金用途 and 绩效目标, that the tables have otherwise."""
    texts, projects, effort = dict(subject.narratives()), subject.projects, _Effort(_MOST_COMPARED)
    budgets = {(one.path, one.budget.start) for one in reading.mentions if one.budget}
    year = subject.filing.year
    by_project = [_figured(placed.rows) for placed in projects]
    for path, begin, end, rows, ways in _pieces(subject, reading, by_project):
        text = texts[path][begin:end]
        for figure, row in _contradicted_in(text, rows, effort, ways, year):
            at = begin + figure.start
            if any(one.path == path and one.start <= at < one.end for one in reading.mentions):
                continue  # a figure in a project's name
            if (path, at) not in budgets and not (figure.kind == MONEY and _says_budget(subject, reading, path, at)):
                yield Contradiction(path, at, text[figure.start : figure.end], row)
    for placed, rows in zip(projects, by_project, strict=True):
        own = ((placed.at("绩效目标", number), goal) for number, goal in enumerate(placed.project.goals))
        for path, text in ((placed.at("资金用途"), placed.project.purpose), *own):
            for figure, row in _contradicted_in(text, rows, effort, _Ways.NAMED, year):
                yield Contradiction(path, figure.start, text[figure.start : figure.end], row)


def _says_budget(subject: Subject, reading: NarrativeReading, path: Path, at: int) -> bool:
    return any((one.path, one.amount.start) == (path, at) for one in said_budgets(subject, reading))


def _figured(rows: Sequence[Row]) -> list[_Valued]:
    return [(row, figure) for row in rows if (figure := _figure(row))]


def _figure(row: Row) -> Figure | None:
    """The figure of a target; its unit is the one its name ends with where it has none (聘用保洁员人数 88)."""
    target = parsed(row.indicator.target)
    if target.value is not None and not target.unit:
        unit = _UNIT_IN_NAME.search(row.indicator.name)
        return Figure(0, len(target.written), target.value, unit[1] or unit[2], COUNT, target.written) if unit else None
    return of_target(target)


_UNIT_IN_NAME = regex("(人次|场次|批次|人|户|家|件|台|套|辆|间|所|条|次|期|处|册|份)数$|(?<=[^率])(人次|场次|批次)$")


def _pieces(
    subject: Subject, reading: NarrativeReading, by_project: Sequence[list[_Valued]]
) -> Iterator[tuple[Path, int, int, list[_Valued], _Ways]]:
    """The passages with the rows of their projects, and the rest of 总体绩效目标 with all rows."""
    every = [row for rows in by_project for row in rows]
    for path, text in subject.narratives():
        end = 0
        for passage in reading.passages:
            if passage.path != path:
                continue
            if path[-1] == GENERAL:
                yield path, end, passage.start, every, _Ways.CERTAIN
            yield path, passage.start, passage.end, by_project[passage.project], _Ways.ANY
            end = passage.end
        if path[-1] == GENERAL:
            yield path, end, len(text), every, _Ways.CERTAIN


def _contradicted_in(
    text: str, rows: Sequence[_Valued], effort: _Effort, ways: _Ways, year: int
) -> Iterator[tuple[Figure, Row]]:
    """The figures of a text that one of some rows clearly means and has otherwise."""
    last = 0
    kinds = {figure.kind for _, figure in rows}
    figures = figures_in(text) if rows and text.strip() else ()
    all_values = {(figure.kind, figure.value) for figure in figures}
    for figure in figures:
        before, last = last, max(last, figure.end)
        if figure.kind not in kinds or (figure.loose and not figure.near) or _PART.match(text, figure.end):
            continue
        same = [one for one in rows if comparable(figure, one[1])]
        said = _said(text, before, figure, year) if same and effort.spend(len(same)) else None
        row = _other_value(said, figure, same, ways, all_values) if said else None
        if row and not _is_part(figure, figures, text, next(target for one, target in same if one is row)):
            yield figure, row


def _is_part(figure: Figure, figures: Sequence[Figure], text: str, whole: Figure) -> bool:
    """Whether a figure stands in a list, 购置DR设备1台、彩超2台, of which the value is the sum."""
    start = max((text.rfind(sign, 0, figure.start) for sign in _LIST_ENDS), default=-1)
    end = min((at for sign in _LIST_ENDS if (at := text.find(sign, figure.end)) >= 0), default=len(text))
    listed = [one.value for one in figures if start < one.start < end and one.kind == figure.kind]
    return len(listed) > 1 and figure.value < whole.value and sum(listed) == whole.value


_LIST_ENDS = "，,。；;\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """The words around a figure: what it is called, all that stands around it, and what bars other figures (每, 其中)."""

    labels: tuple[str, ...]
    around: str
    following: str
    barred: frozenset[str]


def _said(text: str, last: int, figure: Figure, year: int) -> _Said | None:
    """What the words around a figure say: the clause before it, what stands behind its last 、, and what follows."""
    window = max(0, figure.start - _WINDOW)
    sentence = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in "。；;\n"))
    lead = max(sentence, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,"))
    years = _YEAR.findall(text[sentence : figure.start])
    part = _PARTS.search(text, sentence, figure.start)
    if (years and int(years[-1]) != year) or (part and not _is_of_money(text, part, figure)):
        return None
    begin = max(last, window, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,。；;\n"))
    inner = _open_bracket(text, begin, figure.start)
    clause = text[inner : figure.start]
    following = behind(text, figure.end)
    told_behind = len(normalised(following)) >= _TELLING and clause.strip() in _FOR
    if (not told_behind and not _LEADS.sub("", _LABEL.sub("", clause)).strip(" ：:，,、")) or _is_bare(clause):
        earlier = text[max(last, window) : inner].rstrip(_BREAKS)
        clause = earlier[max(earlier.rfind(sign) for sign in _BREAKS) + 1 :] + clause
    if len(clause) > 60:
        return None
    bare = _LEADS.sub("", _LABEL.sub("", clause))
    ways = [bare, bare.rpartition("、")[2], re.split("[：:]", bare)[-1], _BRACKETED.sub("", bare)]
    labels = tuple(label for label in dict.fromkeys(map(_in_one_word, ways)) if len(label) >= 2)
    around = _in_one_word(clause.rpartition("、")[2] + following)
    return _Said(labels, around, following, frozenset(_NOT_THIS.findall(text[min(lead, begin) : figure.start] + bare)))


def _is_of_money(text: str, part: re.Match[str], figure: Figure) -> bool:
    """Whether 其中 parts money (其中财政28.3万元、自筹50万元，硬化道路5.2公里), so that what is counted behind it is whole."""
    if figure.kind == MONEY or part[0] != "其中":
        return False
    first = next(counts(text[part.end() : figure.end]), None)
    amount = next(money(text[part.end() : figure.start]), None)
    return amount is not None and (first is None or amount.start < first.start)


def _open_bracket(text: str, begin: int, end: int) -> int:
    """Where what stands in the bracket that is open at `end` begins; `begin` where none is."""
    opened = max(text.rfind(sign, begin, end) for sign in "（(")
    return opened + 1 if opened > max(text.rfind(sign, begin, end) for sign in "）)") else begin


def _is_bare(clause: str) -> bool:
    return clause.strip().startswith(("年度指标值", "指标值", "目标值")) and not _LEADS.sub("", clause).strip()


def _other_value(
    said: _Said, figure: Figure, rows: Sequence[_Valued], ways: _Ways, all_values: set[tuple[str, Decimal]]
) -> Row | None:
    """The one row that clearly is meant and says another value; None where it agrees or none is meant.

    Where only the thing that is counted tells, the row is not meant if the text says its value elsewhere.
    """
    if any(_agree(figure, target) and _score(said, row, _Ways.NAMED) >= _CERTAIN for row, target in rows):
        return None
    scored = sorted(
        ((_score(said, row, ways), number) for number, (row, _) in enumerate(rows)), key=lambda one: (-one[0], one[1])
    )
    if not scored or scored[0][0] < (_NEAR if ways is not _Ways.CERTAIN else _CERTAIN):
        return None
    best = scored[0][0]
    first = rows[scored[0][1]][1]
    if best <= _WEAK and (first.kind, first.value) in all_values:
        return None
    least = max(best - _CLEARLY, _AROUND) if best >= _CERTAIN else best - _CLEARLY
    near = [number for score, number in scored if score > least]
    if any(_agree(figure, rows[number][1]) for number in near):
        return None
    if len(near) > 1 and (best < 100 or scored[1][0] == best):
        return None
    return rows[near[0]][0]


def _agree(figure: Figure, target: Figure) -> bool:
    return figure.is_about(target.value) if figure.near else figure.value == target.value


def _score(said: _Said, row: Row, ways: _Ways) -> float:
    """How clearly the words around a figure mean a row, 0 to 100."""
    names = _names(row)
    if said.barred and not all(any(sign in name for name in names) for sign in said.barred):
        return 0
    if any(name in said.labels for name in names):
        return 100
    named = max((_alike(label, name) for label in said.labels for name in names), default=0)
    if ways is _Ways.NAMED or named >= _CERTAIN:
        return named
    share = max((covered(name, said.around) for name in names), default=0)
    if ways is _Ways.CERTAIN:
        telling = share == 1 and len(about(names[0])) >= _TELLING
        telling = telling or (share >= _MOSTLY and len(about(names[0])) > _TELLING)
        short = any(len(label) >= _TELLING and only_leaves_out(label, name) for label in said.labels for name in names)
        cut = any(_leaves_out_within(label, name) for label in said.labels for name in names[:1])
        return _CERTAIN if telling or short or cut else named
    if any(same_share(label, name) for label in said.labels for name in names):
        named = max(named, 86)
    if share >= ENOUGH and not _SHARE.search(names[0]):
        named = max(named, _NEAR + (_AROUND - _NEAR) * share)
    if any(only_leaves_out(label, name) for label in said.labels for name in names):
        named = max(named, 82)
    if not _SHARE.search(names[0]) and any(much_alike(label, name) for label in said.labels for name in names):
        named = max(named, 81)
    if named < _NEAR and any(
        same_thing(label, said.following, name) for label in said.labels or ("",) for name in names
    ):
        named = _WEAK
    return named


def _leaves_out_within(label: str, name: str) -> bool:
    """Whether a label is what is done by a name, with less said of the thing: 更新公交车辆 of 更新新能源公交车台数."""
    said, whole = about(_VERBS.sub("", label)), about(name)
    telling = len(said) > _TELLING and said[:2] == whole[:2] and said[-2:] in whole
    left = iter(whole)
    return telling and all(sign in left for sign in said)


def _names(row: Row) -> tuple[str, ...]:
    return _called(row.indicator.name, row.indicator.description)


@lru_cache(maxsize=4096)
def _called(*names: str) -> tuple[str, ...]:
    return tuple(_in_one_word(text) for text in dict.fromkeys(names) if text.strip() and len(text) <= _LONGEST_NAME)


_SAME = (("满意程度", "满意度"), ("满意率", "满意度"), ("金额", "资金"), ("车辆", "车"), ("知晓度", "知晓率"))
"""Words for one thing, as texts and tables say it."""


@lru_cache(maxsize=8192)
def _in_one_word(text: str) -> str:
    """A text normalised, with one word where people say the same in several."""
    plain = normalised(text)
    for word, same in _SAME:
        plain = plain.replace(word, same)
    return plain


def _alike(label: str, name: str) -> float:
    """How like a label and a name are, 0 to 100; 0 unless one only leaves out what the other has, and no 不 or 未."""
    if label == name:
        return 100
    bare, other = (_MEASURES.sub("", _VERBS.sub("", text)) or text for text in (label, name))
    if min(len(bare), len(other)) < 2:
        return 0
    if bare == other:
        return 99
    label = _WHEN.sub("", label) or label
    shorter, longer = sorted((label, name), key=len)
    left = iter(longer)
    if not all(sign in left for sign in shorter) or any(longer.count(one) > shorter.count(one) for one in _NOT):
        return 0
    return 100 * (1 - (len(longer) - len(shorter)) / (len(label) + len(name)))


def comparable(figure: Figure, target: Figure) -> bool:
    """Whether two figures count the same kind of thing: 件 and 个 do, 人次 and 期 do not."""
    if figure.kind != target.kind:
        return False
    return figure.unit == target.unit or any({figure.unit, target.unit} <= group for group in _ALIKE)
