"""Indicator values said in the narrative of a project, held against the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from perfgen.checks.called import (
    AROUND,
    CERTAIN,
    NEAR,
    TELLING,
    WEAK,
    SaidWords,
    Ways,
    comparable,
    in_one_word,
    is_touched,
    like_unit,
    names_of,
    score,
)
from perfgen.checks.evidence import about, behind
from perfgen.checks.figures import COUNT, MONEY, TIME, Figure, counts, figures_in, money, of_target
from perfgen.checks.history import crosses, is_former
from perfgen.checks.mentions import GENERAL, NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.reading import parsed
from perfgen.checks.said_budgets import said_budgets
from perfgen.checks.slips import slip
from perfgen.checks.subject import Path, Row, Subject
from perfgen.checks.texts import remembered
from perfgen.filing.labels import TASKS
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（）()"
_LABEL = regex(r"^.{0,20}?指标(?:情况分析|情况)?[：:。]\s*|^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])+\s*")
_LEADS = regex(
    r"(?:[\s“”≥≤≧≦><＞＜=＝：:]|年度|指标值|目标值|全年|计划|预计|力争|实现|控制在|保持在|稳定在|不低于|不小于|不大于|不少于|不高于|不超过|不超出|不多于|"
    r"至少|最多|大于|小于|等于|高于|低于|超过|达到|达|为|是|等|共计|共|提高到|提升到|降到|降至|约|近)+$"
)
_NOT_THIS = regex(
    "每(?!年)(?:[人户亩村校场次件座个台辆册项间所站套车吨]|公里|平方米)?|各[有派配设聘建]|人均|户均|上年|去年|往年|同比|环比|比上|较|分别|累计|第|完成值|超出|减少|增加"
)
_PART = regex(r"\s*[（(](?:[上下前第每]|其中|[一二三四]季度)")
_CLEARLY = 10
_WINDOW = 80
_MOST_COMPARED = 300_000
"""How many times figures are held against rows. The largest sample takes 1,000; it is a check, not a search without end."""
_FOR = ("为", "向", "给", "对")
"""What a clause begins with that says behind the number what is done: 为900名残疾人适配辅助器具."""
_YEAR = regex(r"(20\d\d)年")
_PARTS = regex(
    '其中|[一二三四五]五[”"’]?(?:时期|期间|规划)|规划期|[一二三四五两]年(?:内|来|间|累计|行动)|(?<![较比])(?:上年|去年|往年|上一年)'
)
_GIVER = regex("财政|自筹|配套|捐赠|企业|社会|个人|[镇村]级|中央|省级|市级|县级")
_SUM = regex("(?:共计?|合计|总计|总共)(?:有|为|达)?$", signs="共计")
"""What stands before the number of all that is listed: 县道、乡道、村道共计1416公里."""
_BESIDE = regex(r"[\u4e00-\u9fff][和及与]\s*$", signs="和及与")
_NEXT = regex(r"、|(?<=[\u4e00-\u9fff])[和及与](?=\s*$)")
_BRACKETED = regex(r"[（(][^（）()]*[)）]", signs="（(")
_Valued: TypeAlias = tuple[Row, Figure]


@dataclass(slots=True)
class _Effort:
    """How many times a figure may still be held against a row."""

    left: int

    def spend(self, times: int) -> bool:
        """Take so many of them; whether there were any left."""
        self.left -= times
        return self.left >= 0


class _Read(NamedTuple):
    """A text that is read: how its figures may mean rows, and all values it says."""

    ways: Ways
    values: frozenset[tuple[str, Decimal]]


class Contradiction(NamedTuple):
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
    every = [row for rows in by_project for row in rows]
    for path, text in subject.duty_texts():
        for figure, row in _contradicted_in(text, every, effort, Ways.CERTAIN, year):
            yield Contradiction(path, figure.start, text[figure.start : figure.end], row)
    yield from _in_tasks(subject, effort, every)
    yield from _in_own(subject, effort, Ways.NAMED)


def _in_tasks(subject: Subject, effort: _Effort, of_projects: Sequence[_Valued]) -> Iterator[Contradiction]:
    """The values of 年度主要任务 that 整体绩效指标 have otherwise, or the project that is the task, or a row named to the letter."""
    overall = _overall(subject)
    for number, task in enumerate(subject.filing.tasks):
        told = set[int]()
        own = [placed for placed in subject.projects if task.budget and placed.project.budget == task.budget]
        its = _figured(own[0].rows) if len(own) == 1 else []
        for rows, ways in ((overall, Ways.OWN), (its, Ways.OWN), (of_projects, Ways.CERTAIN)):
            for figure, row in _contradicted_in(task.content, rows, effort, ways, subject.filing.year):
                if figure.start not in told:
                    path: Path = (TASKS, number, "主要内容")
                    yield Contradiction(path, figure.start, task.content[figure.start : figure.end], row)
                told.add(figure.start)


def contradicted_by_own(subject: Subject) -> Iterator[Contradiction]:
    """The values said in 资金用途 and 绩效目标 that the tables have otherwise, also where a row is only spoken of and not named."""
    yield from _in_own(subject, _Effort(_MOST_COMPARED), Ways.OWN)


def _in_own(subject: Subject, effort: _Effort, ways: Ways) -> Iterator[Contradiction]:
    year = subject.filing.year
    for placed in subject.projects:
        terms = ((placed.rows, placed.aims, year), (placed.medium_rows, placed.medium_aims, None))
        for rows, aims, within in terms:
            figured = _figured(rows) if aims else []
            for path, text in aims:
                for figure, row in _contradicted_in(text, figured, effort, ways, within):
                    yield Contradiction(path, figure.start, text[figure.start : figure.end], row)


def _overall(subject: Subject) -> list[_Valued]:
    """The figures of 整体绩效指标, without those that are weights."""
    return [one for one in _figured(subject.overall_rows) if one[1].unit != "分"]


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
) -> Iterator[tuple[Path, int, int, list[_Valued], Ways]]:
    """The passages with the rows of their projects, and the rest of the narrative with all rows."""
    every = [row for rows in by_project for row in rows]
    rest = Ways.CERTAIN if every else Ways.ANY
    every += _overall(subject)
    things = [one for one in every if one[1].kind == COUNT]  # how long a notice hangs out is no row's term
    for path, text in subject.narratives():
        end = 0
        for passage in reading.passages:
            if passage.path != path:
                continue
            yield path, end, passage.start, every if path[-1] == GENERAL else things, rest
            yield path, passage.start, passage.end, by_project[passage.project], Ways.ANY
            end = passage.end
        yield path, end, len(text), every if path[-1] == GENERAL else things, rest


def _contradicted_in(
    text: str, rows: Sequence[_Valued], effort: _Effort, ways: Ways, year: int | None
) -> Iterator[tuple[Figure, Row]]:
    """The figures of a text that one of some rows clearly means and has otherwise."""
    last: Figure | None = None
    kinds = {figure.kind for _, figure in rows}
    figures = figures_in(text) if rows and text.strip() else ()
    read = _Read(ways, frozenset((figure.kind, figure.value) for figure in figures))
    for figure in figures:
        before, last = last, figure if last is None or figure.end > last.end else last
        if figure.kind not in kinds or (figure.loose and not figure.near) or _PART.match(text, figure.end):
            continue
        if is_former(text, figure.start, figure.end):
            continue
        same = [one for one in rows if comparable(figure, one[1]) and not _is_word(text, figure, one[1])]
        said = _said(text, before, figure, year) if same and effort.spend(len(same)) else None
        if said is None:
            continue
        row = _other_value(said, figure, same, read) or _slipped(said, figure, same, read)
        if row and not _is_part(figure, figures, text, next(target for one, target in same if one is row)):
            yield figure, row


_ENUMERATED = regex(
    r"\s*(?:[大重]?[大要实好难]事|重点|重要|主要|工作|任务|措施|环节|方面|原则|制度|行动|关口?|底线|抓手|机制|体系|举措|战役|工程(?!项)|目标)"
)


def _is_word(text: str, figure: Figure, target: Figure) -> bool:
    """Whether a Chinese numeral only counts what is listed (三件大事), or means any (改造一座、验收一座)."""
    if figure.digits[0].isdigit():
        return False
    one_of_many = figure.digits == "一" and target.value > _FEW
    return one_of_many or _ENUMERATED.match(text, figure.end) is not None


_FEW = 3


def _slipped(said: SaidWords, figure: Figure, rows: Sequence[_Valued], read: _Read) -> Row | None:
    """The one row whose value a number of things is by a slip of the hand; of all projects, or of two digits, words must tell too."""
    if figure.kind != COUNT or figure.near or said.barred or any(_agree(figure, target) for _, target in rows):
        return None
    found = [
        row
        for row, target in rows
        if (digits := slip(figure.value, target.value)) >= _LEAST_SLIP
        and (
            (digits >= _SURE_SLIP and read.ways is not Ways.CERTAIN)
            or (is_touched(said, row) and (target.kind, target.value) not in read.values)
        )
    ]
    return found[0] if len(found) == 1 else None


_LEAST_SLIP, _SURE_SLIP = 2, 3
"""So many digits a number that was mistyped has at least; and so many where nothing else but its unit need tell."""


def _is_part(figure: Figure, figures: Sequence[Figure], text: str, whole: Figure) -> bool:
    """Whether a figure stands in a list, 购置DR设备1台、彩超2台, of which the value is the sum."""
    start = max((text.rfind(sign, 0, figure.start) for sign in _LIST_ENDS), default=-1)
    end = min((at for sign in _LIST_ENDS if (at := text.find(sign, figure.end)) >= 0), default=len(text))
    listed = [one.value for one in figures if start < one.start < end and one.kind == figure.kind]
    everywhere = [one.value for one in figures if (one.kind, one.unit) == (figure.kind, figure.unit) and not one.loose]
    return figure.value < whole.value and any(
        len(some) > 1 and sum(some) == whole.value for some in (listed, everywhere)
    )


_LIST_ENDS = "，,。；;\n"


@remembered
def _said(text: str, previous: Figure | None, figure: Figure, year: int | None) -> SaidWords | None:
    """What the words around a figure say: the clause before it, what stands behind its last 、, and what follows.

    None where they speak of another year than `year`; where that is None, the whole text is of several.
    """
    window, last = max(0, figure.start - _WINDOW), previous.end if previous else 0
    sentence = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in "。；;\n"))
    lead = max(sentence, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,"))
    years = _YEAR.findall(text[sentence : figure.start])
    part = _PARTS.search(text, sentence, figure.start)
    if year and figure.kind == MONEY and crosses(text[sentence : figure.end + _WINDOW].split("。", maxsplit=1)[0]):
        return None  # what is spent over several years is no target of one
    if year and ((years and int(years[-1]) != year) or (part and not _is_of_money(text, part, figure))):
        return None
    begin = max(last, window, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,。；;\n"))
    inner = _open_bracket(text, begin, figure.start)
    clause = text[inner : figure.start]
    if previous and begin == last and not clause.strip(" 、及") and previous.unit != figure.unit:
        # 新建游客服务中心1处2400平方米, 政策培训4期、230人: the words before the one are those of the other
        clause = text[max(window, *(text.rfind(sign, window, previous.start) + 1 for sign in _BREAKS)) : previous.start]
    following = behind(text, figure.end)
    told_behind = len(normalised(following)) >= TELLING and clause.strip() in _FOR
    if (not told_behind and not _LEADS.sub("", _LABEL.sub("", clause)).strip(" ：:，,、")) or _is_bare(clause):
        earlier = text[max(last, window) : inner].rstrip(_BREAKS)
        clause = earlier[max(earlier.rfind(sign) for sign in _BREAKS) + 1 :] + clause
    if len(clause) > 60:
        return None
    bare = _LEADS.sub("", _LABEL.sub("", clause))
    ways = [
        bare,
        bare.removeprefix(f"{year}年").removeprefix("度"),
        bare.rpartition("、")[2],
        bare[max(bare.rfind("："), bare.rfind(":")) + 1 :],
        _BRACKETED.sub("", bare),
    ]
    labels = tuple(label for label in dict.fromkeys(map(in_one_word, ways)) if len(label) >= 2)
    if _BESIDE.search(clause):
        labels = ()  # 冷藏车和34台冰箱: what stands before is another thing
    listed = clause if _SUM.search(clause) else _NEXT.split(clause)[-1]
    barred = frozenset(_NOT_THIS.findall(in_one_word(text[min(lead, begin) : figure.start] + bare)))
    return SaidWords(labels, in_one_word(listed + following), following, barred if year else barred - _OVER_YEARS)


_OVER_YEARS = {"累计"}
"""What every number of a 中期 goal is, whether its row says so or not."""


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


def _other_value(said: SaidWords, figure: Figure, rows: Sequence[_Valued], read: _Read) -> Row | None:
    """The one row that clearly is meant and says another value; None where it agrees or none is meant.

    Where only the thing that is counted tells, the row is not meant if the text says its value elsewhere.
    """
    if any(_agree(figure, target) and score(said, row, Ways.NAMED) >= CERTAIN for row, target in rows):
        return None
    if read.ways is Ways.CERTAIN and (sole := _only_one(said, figure, rows, read)):
        return sole
    scored = sorted(
        ((score(said, row, read.ways), number) for number, (row, _) in enumerate(rows)),
        key=lambda one: (-one[0], rows[one[1]][1].unit != figure.unit, one[1]),
    )
    if not scored or scored[0][0] < (NEAR if read.ways is not Ways.CERTAIN else CERTAIN):
        return None
    best = scored[0][0]
    if best < CERTAIN and not _is_clear(best, said, figure, rows[scored[0][1]], read):
        return None
    least = max(best - _CLEARLY, AROUND) if best >= CERTAIN else best - _CLEARLY
    near = [number for score, number in scored if score > least]
    if any(_agree(figure, rows[number][1]) for number in near):
        return None
    if len(near) > 1 and len(alike := [number for number in near if rows[number][1].unit == figure.unit]) == 1:
        return rows[alike[0]][0]  # 900人次 are no 6场
    if len({(rows[number][1].unit, rows[number][1].value) for number in near}) == 1:
        return rows[near[0]][0]  # of the whole and of a project
    if len(near) > 1 and (best < 100 or scored[1][0] == best):
        return None
    return rows[near[0]][0]


def _only_one(said: SaidWords, figure: Figure, rows: Sequence[_Valued], read: _Read) -> Row | None:
    """The row that a number of things means where no other counts in its unit: 修完25部预案 of 修编预案部数."""
    same = [(row, target) for row, target in rows if target.unit == figure.unit]
    if figure.kind != COUNT or figure.unit in _COMMON or len(same) != 1 or not figure.digits[0].isdigit():
        return None
    ((row, target),) = same
    near = min(figure.value, target.value) * _NEAR >= max(figure.value, target.value)
    meant = near and score(said, row, Ways.OWN) >= _SPOKEN_OF and (target.kind, target.value) not in read.values
    return row if meant and not _agree(figure, target) else None


_COMMON = ("个", "项", "次", "人", "人次", "户", "家", "件", "名")
_NEAR, _SPOKEN_OF = 4, 86


def _is_clear(best: float, said: SaidWords, figure: Figure, meant: _Valued, read: _Read) -> bool:
    """Whether a row that is not named to the letter may be meant."""
    row, target = meant
    elsewhere = figure.value != target.value and (target.kind, target.value) in read.values
    to_the_letter = not target.value and (best < AROUND or read.ways is Ways.OWN)  # what must not happen
    if to_the_letter or ((best < AROUND or read.ways is Ways.OWN) and elsewhere):
        return False
    if read.ways is Ways.OWN and (best <= WEAK or _is_some(best, said, figure, meant)):
        return False
    if figure.kind == COUNT and figure.digits != target.digits and _is_far(figure.value, target.value):
        return False  # 12项业务就近办理 are not the 1.5万件 of 群众就近办理业务件数
    if (
        figure.kind == MONEY
        and any(_GIVER.search(label) for label in said.labels)
        and not _GIVER.search(row.indicator.name)
    ):
        return False  # 企业投资400万元 is a part of 年度投资额
    if (
        figure.kind == MONEY
        and not any(sign.startswith("每") for sign in said.barred)
        and any("每" in name for name in names_of(row))
    ):
        return False
    return (
        figure.kind != TIME
        or figure.unit == target.unit
        or figure.digits == target.digits
        or like_unit(target, figure.unit) == target.value
        or any(len(label) >= TELLING and label in name for label in said.labels for name in names_of(row))
    )


_FAR = 100


def _is_far(one: Decimal, other: Decimal) -> bool:
    return bool(one and other) and max(one, other) >= _FAR * min(one, other)


def _is_some(best: float, said: SaidWords, figure: Figure, meant: _Valued) -> bool:
    """Whether fewer things, of which more is said or not all a name says, are some of what a row counts: 水上救援演练2次."""
    row, target = meant
    if figure.kind != COUNT or figure.value >= target.value:
        return False
    names = [about(name) for name in names_of(row)]
    more = any(one.endswith(name) and len(one) > len(name) for one in map(about, said.labels) for name in names)
    return more or (best < AROUND and not _OF_ALL.search(said.around))


_OF_ALL = regex("全年|全部|总共|合计|一共")
"""What says that a number is that of all there are."""


def _agree(figure: Figure, target: Figure) -> bool:
    value = like_unit(target, figure.unit)
    return figure.is_about(value) if figure.near else figure.value == value
