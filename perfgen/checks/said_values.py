"""Indicator values said in the narrative of a project, held against the rows of its table."""

from __future__ import annotations

from collections import Counter
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
    is_touched,
    like_unit,
    names_of,
    score,
)
from perfgen.checks.evidence import about
from perfgen.checks.figures import COUNT, MONEY, TIME, Figure, figures_in, of_target
from perfgen.checks.history import is_former
from perfgen.checks.mentions import GENERAL, GOALS, NarrativeReading
from perfgen.checks.reading import COST, parsed
from perfgen.checks.said_budgets import said_budgets
from perfgen.checks.said_words import BESIDE, words_around
from perfgen.checks.slips import slip
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.labels import TASKS
from perfgen.filing.regex import regex

_PART = regex(r"\s*[（(](?:[上下前第每]|其中|[一二三四]季度)")
_CLEARLY = 10
_MOST_COMPARED = 300_000
"""How many times figures are held against rows. The largest sample takes 1,000; it is a check, not a search without end."""
_GIVER = regex("财政|自筹|配套|捐赠|企业|社会|个人|[镇村]级|中央|省级|市级|县级")
_ONLY_EACH = regex("每(?:[一-鿿]|公里|平方米|立方米)")
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
    """A text that is read: how its figures may mean rows, and the values it says that one row at most has."""

    ways: Ways
    values: frozenset[tuple[str, Decimal]]

    def says(self, target: Figure) -> bool:
        """Whether a row's value stands in it, and can be that of no other row."""
        return (target.kind, target.value) in self.values


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
        # What stands between the passages of the goals may be of a project that the table has not.
        spoken = every if path[-1] == GENERAL else [] if path[-1] in GOALS else things
        end = 0
        for passage in reading.passages:
            if passage.path != path:
                continue
            yield path, end, passage.start, spoken, rest
            yield path, passage.start, passage.end, by_project[passage.project], Ways.ANY
            end = passage.end
        yield path, end, len(text), spoken, rest


def _contradicted_in(
    text: str, rows: Sequence[_Valued], effort: _Effort, ways: Ways, year: int | None
) -> Iterator[tuple[Figure, Row]]:
    """The figures of a text that one of some rows clearly means and has otherwise."""
    last: Figure | None = None
    kinds = {figure.kind for _, figure in rows}
    figures = figures_in(text) if rows and text.strip() else ()
    several = Counter((target.kind, target.value) for target in {row.path: target for row, target in rows}.values())
    read = _Read(ways, frozenset(one for figure in figures if several[one := (figure.kind, figure.value)] <= 1))
    for figure in figures:
        before, last = last, figure if last is None or figure.end > last.end else last
        if figure.kind not in kinds or (figure.loose and not figure.near) or _PART.match(text, figure.end):
            continue
        if is_former(text, figure.start, figure.end):
            continue
        same = [one for one in rows if comparable(figure, one[1]) and not _is_word(text, figure, one[1])]
        said = words_around(text, before, figure, year) if same and effort.spend(len(same)) else None
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
            or (is_touched(said, row) and not read.says(target))
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
    beside = BESIDE.search(text, max(0, figure.start - 3), figure.start) is not None
    return figure.value < whole.value and (
        beside or any(len(some) > 1 and sum(some) == whole.value for some in (listed, everywhere))
    )


_LIST_ENDS = "，,。；;\n"


def _other_value(said: SaidWords, figure: Figure, rows: Sequence[_Valued], read: _Read) -> Row | None:
    """The one row that clearly is meant and says another value; None where it agrees or none is meant.

    Where only the thing that is counted tells, the row is not meant if the text says its value elsewhere.
    """
    agreeing = [row for row, target in rows if _agree(figure, target)]
    counts = figure.kind == COUNT
    if any(score(said, row, Ways.NAMED) >= CERTAIN or (counts and is_touched(said, row)) for row in agreeing):
        return None
    if read.ways is Ways.CERTAIN and (sole := _only_one(said, figure, rows, read)):
        return sole
    scored = sorted(
        ((score(said, row, read.ways), number) for number, (row, _) in enumerate(rows)),
        key=lambda one: (-one[0], rows[one[1]][1].unit != figure.unit, one[1]),
    )
    best = scored[0][0] if scored else 0
    if best < (NEAR if read.ways is not Ways.CERTAIN else CERTAIN):
        return None
    if best < CERTAIN and not _is_clear(best, said, figure, rows[scored[0][1]], read):
        return None
    least = max(best - _CLEARLY, AROUND) if best >= CERTAIN else best - _CLEARLY
    return _meant_of(figure, [(score, *rows[number]) for score, number in scored if score > least])


def _meant_of(figure: Figure, near: Sequence[tuple[float, Row, Figure]]) -> Row | None:
    """The one of the rows that come nearest, each with its score, the best first; None where a figure agrees with one."""
    if any(_agree(figure, target) for _, _, target in near):
        return None
    (best, row, _), *others = near
    alike = [one for _, one, target in near if target.unit == figure.unit]
    if others and len(alike) == 1:
        return alike[0]  # 900人次 are no 6场
    same = len({(target.unit, target.value) for _, _, target in near}) == 1  # a row of the whole and one of a project
    return row if same or not others or (best >= 100 and others[0][0] < best) else None


def _only_one(said: SaidWords, figure: Figure, rows: Sequence[_Valued], read: _Read) -> Row | None:
    """The row that a number of things means where no other counts in its unit: 修完25部预案 of 修编预案部数."""
    same = [(row, target) for row, target in rows if target.unit == figure.unit]
    if figure.kind != COUNT or figure.unit in _COMMON or len(same) != 1 or not figure.digits[0].isdigit():
        return None
    ((row, target),) = same
    near = min(figure.value, target.value) * _NEAR >= max(figure.value, target.value)
    meant = near and score(said, row, Ways.OWN) >= _SPOKEN_OF and not read.says(target)
    return row if meant and not _agree(figure, target) else None


_COMMON = ("个", "项", "次", "人", "人次", "户", "家", "件", "名")
_NEAR, _SPOKEN_OF = 4, 86


def _is_clear(best: float, said: SaidWords, figure: Figure, meant: _Valued, read: _Read) -> bool:
    """Whether a row that is not named to the letter may be meant."""
    row, target = meant
    elsewhere = figure.value != target.value and read.says(target)
    to_the_letter = not target.value and (best < AROUND or read.ways is Ways.OWN)  # what must not happen
    if to_the_letter or ((best < AROUND or read.ways is Ways.OWN) and elsewhere):
        return False
    if read.ways is Ways.OWN and (best <= WEAK or _is_some(best, said, figure, meant)):
        return False
    if figure.kind == COUNT and figure.digits != target.digits and _is_far(figure.value, target.value):
        return False  # 12项业务就近办理 are not the 1.5万件 of 群众就近办理业务件数
    if figure.kind == MONEY and _is_other_money(said, row):
        return False
    return (
        figure.kind != TIME
        or figure.unit == target.unit
        or figure.digits == target.digits
        or like_unit(target, figure.unit) == target.value
        or any(len(label) >= TELLING and label in name for label in said.labels for name in names_of(row))
    )


def _is_other_money(said: SaidWords, row: Row) -> bool:
    """Whether an amount is of another sort than a row's: what each costs and what each brings, a part that somebody gives."""
    only_each = all(_ONLY_EACH.fullmatch(label) for label in said.labels)
    if only_each and COST not in (row.indicator.level1, row.indicator.level2):
        return True  # 每亩720元 are no 亩均产值增加额
    if any(_GIVER.search(label) for label in said.labels) and not _GIVER.search(row.indicator.name):
        return True  # 企业投资400万元 is a part of 年度投资额
    return not any(sign.startswith("每") for sign in said.barred) and any("每" in name for name in names_of(row))


_FAR = 100


def _is_far(one: Decimal, other: Decimal) -> bool:
    return bool(one and other) and max(one, other) >= _FAR * min(one, other)


def _is_some(best: float, said: SaidWords, figure: Figure, meant: _Valued) -> bool:
    """Whether fewer things, of which more is said or not all a name says, are some of what a row counts: 水上救援演练2次."""
    row, target = meant
    if figure.kind != COUNT or figure.value >= target.value:
        return False
    names = [about(name) for name in names_of(row)]
    if any(len(label) >= TELLING and name.endswith(label) for label in said.labels for name in names_of(row)):
        return False  # 覆盖人口 of 广播电视覆盖人口
    more = any(one.endswith(name) and len(one) > len(name) for one in map(about, said.labels) for name in names)
    return more or (best < AROUND and not _OF_ALL.search(said.around))


_OF_ALL = regex("全年|全部|总共|合计|一共")
"""What says that a number is that of all there are."""


def _agree(figure: Figure, target: Figure) -> bool:
    value = like_unit(target, figure.unit)
    return figure.is_about(value) if figure.near else figure.value == value
