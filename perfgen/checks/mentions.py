"""Where the narrative speaks of which project: the names it gives them, and the passages that belong to one.

A passage begins with a line that names a project (``（一）财政综合业务管理经费``, ``接待活动管理经费项目,预算资金184万元``) and ends
before the next such line, or the next number of the same or a higher style.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfgen.checks.figures import Figure, money
from perfgen.checks.naming import BRACKETED, LIKE_AT_ALL, Names, likeness, normalised
from perfgen.checks.subject import Path, Subject
from perfgen.filing.numbers import half_width
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

CLOSE = 100
"""Amounts in 元 that differ by no more are the same: 0.01 万元."""

GENERAL = "总体绩效目标"
GOALS = (GENERAL, "分项绩效目标")
"""The texts in which a project may be named otherwise than in the table."""
SAFEGUARDS = "工作保障措施"

_DIGITS = "0123456789０１２３４５６７８９"
_NUMBERS = (
    ("第一二三四五六七八九十", regex(r"\s*第?[一二三四五六七八九十]{1,4}[、.．，]")),
    ("（(", regex(r"\s*[（(][一二三四五六七八九十]{1,4}[)）][、.．]?")),
    (_DIGITS, regex(r"\s*\d{1,3}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))")),
    ("（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", regex(r"\s*(?:[（(]\d{1,3}[)）]|[①-⑳])[、.．]?")),
    (
        "第其一二三四五六七八九十",
        regex(r"\s*(?:[一二三四五六七八九十]{1,3}是|其[一二三四五六七八九十][是，,]|第[一二三四五六七八九十][，,])"),
    ),
)
"""How a line is numbered: what it may begin with, and the whole number."""
_LABEL = regex(r"\s*(?:(?:预算)?项目(?:名称)?\s*(?:[一二三四五六七八九十\d]{1,3}\s*)?[：:])?\s*")
_IN_LINE = regex(r"(?<=[。；;：:])(?=\s*[一二三四五六七八九十]{1,3}是)")
"""Where within a line something begins that is numbered in words: 一是 …；二是 …"""
_DRESSED = regex(
    r"(?:落实|安排|实施|组织实施|发放|做好|开展|推进|完成|支付|保障|使用|通过|用好|申请)?[\s“‘《「『（(\"]*(?:(?:提前)?下达)?(?:20\d\d年?度?)?(?:省级|市级|县级|本级)?[“《\"]*"
)
"""What may stand before a project's name at the beginning of a line."""
_NAME_ENDS = regex(r"[，,。；;：:（(]|$")
_BUDGET_WORDS = r"(?:[，,：:（(、\s”’》」』\"]|约|近|达到?|项目|经费|年度?|\d{4}|本年|今年|计划|共计?|合计|总计|总|额|数|预算|资金|金额|申请|申报|安排|投入|需要?|批复|下达|规模|支出|为|是|拟|人民币)*"
_BUDGET = regex(_BUDGET_WORDS)
_VERBS = regex(
    "加强|做好|推进|推动|完善|强化|提高|提升|深化|加快|规范|保障|确保|落实|积极|全面|组织|开展|绩效|产出|效益|满意度"
)
_MONEY_NAME = regex("(?:费|费用|资金|项目|补助|补贴|专项)$")
_BEGINS_CLAUSE = regex(
    r"(?:^|[，,。；;：:、（(“《\"])(?:其中[：:]?|和|及|与|包括)?(?:(?:提前)?下达)?(?:20\d\d年?度?)?[“《\"]?$"
)
_ENDS = regex(r"整?\s*[）)]?\s*[。；;：:]?\s*(?:$|[，,（(；;。]\s*其中)")
_LONGEST_NAME = 60
_IN_PROSE = 80
_LEAD = regex("(?:预算资金|预算|项目资金|安排资金|安排|申请|为|共计?|合计)+$")
_LONGEST_LEAD = 30


class Mention(NamedTuple):
    """A project named in the narrative: where (characters of the printed text), how, and the budget said beside it.

    `project` is its index in `Subject.projects`; `exact` where the name is the table's to the letter.
    """

    path: Path
    start: int
    end: int
    written: str
    project: int
    exact: bool
    budget: Figure | None = None


class Passage(NamedTuple):
    """What the narrative says of one project: from `start` to `end`, the line that names it included."""

    path: Path
    start: int
    end: int
    project: int


class NarrativeReading(NamedTuple):
    """A narrative read for projects: all places that name one, and the passages that belong to one, in order.

    `texts` are the places of the texts in that order.
    """

    mentions: tuple[Mention, ...]
    passages: tuple[Passage, ...]
    texts: Mapping[Path, int]

    def owner(self, path: Path, at: int) -> int | None:
        """The project of whose passage a character is a part."""
        key = (self.texts.get(path, -1), at)
        place = bisect_right(self.passages, key, key=lambda one: (self.texts[one.path], one.start)) - 1
        if place < 0 or self.passages[place].path != path or at >= self.passages[place].end:
            return None
        return self.passages[place].project


class _Line(NamedTuple):
    path: Path
    start: int
    text: str
    rank: int | None
    body: int


class _Heading(NamedTuple):
    """A line that seems to name a project. `whole` where nothing but its budget follows the name."""

    line: int
    start: int
    end: int
    written: str
    project: int | None
    budget: Figure | None
    whole: bool
    exact: bool


def of_each_project(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[int, Path, int, str]]:
    """The passages of the narrative, then 资金用途 and 绩效目标: of which project (from 0), where, from which character on, the words."""
    texts = dict(subject.narratives())
    for one in reading.passages:
        yield one.project, one.path, one.start, texts[one.path][one.start : one.end]
    for number, placed in enumerate(subject.projects):
        yield from ((number, path, 0, text) for path, text in placed.aims)


def reading(subject: Subject) -> NarrativeReading:
    """Read the narrative of a filing for its projects."""
    projects = [placed.project for placed in subject.projects]
    per_yuan = PER_YUAN[subject.filing.amount_unit]
    budgets = tuple(int(project.budget * per_yuan) for project in projects)
    return _read(tuple(subject.narratives()), tuple(project.name for project in projects), budgets)


@lru_cache(maxsize=2)  # the rules of the family ask for the same reading one after the other
def _read(texts: tuple[tuple[Path, str], ...], titles: tuple[str, ...], budgets: tuple[int, ...]) -> NarrativeReading:
    names = Names(titles)
    lines = [line for path, text in texts for line in _lines(path, text)]
    headings = _resolved(
        [one for number, line in enumerate(lines) for one in _heading(number, line, names)], names, budgets
    )
    found = {heading.line: heading for heading in headings if heading.project is not None}
    passages = tuple(_passages(lines, found, {heading.line for heading in headings if heading.budget}))
    mentions = [_mention(lines[one.line], one) for one in found.values()]
    for number, line in enumerate(lines):
        taken = found[number].end if number in found else 0
        mentions += _in_prose(line, taken, names, budgets)
    order = {path: place for place, (path, _) in enumerate(texts)}
    return NarrativeReading(tuple(sorted(mentions, key=lambda one: (order[one.path], one.start))), passages, order)


def _lines(path: Path, text: str) -> Iterator[_Line]:
    start = 0
    for line in _numbered_apart(text):
        begin = line.lstrip()[:1] or "\n"
        for rank, (begins, number) in enumerate(_NUMBERS):
            if begin in begins and (found := number.match(line)):
                yield _Line(path, start, line.removesuffix("\n"), rank, found.end())
                break
        else:
            yield _Line(path, start, line.removesuffix("\n"), None, 0)
        start += len(line)


_LINES = regex(r"[^\n]*\n|[^\n]+")


def _numbered_apart(text: str) -> Iterator[str]:
    """The lines of a text with their ends, each cut before what is numbered in words within it."""
    for line in _LINES.findall(text):
        yield from _IN_LINE.split(line) if "是" in line else (line,)


def _heading(number: int, line: _Line, names: Names) -> Iterator[_Heading]:
    """The heading a line is or may be: a name at its beginning, with a budget behind it or nothing."""
    label = _LABEL.match(line.text, line.body)
    begin = label.end() if label else line.body
    head = line.text[begin : begin + _LONGEST_NAME]
    exact = next(
        ((start, end, project) for start, end, project in names.within(head) if _DRESSED.fullmatch(head[:start])), None
    )
    if exact is None and (line.path[-1] not in GOALS or _VERBS.match(head)):
        return
    if exact:
        begin, end = begin + exact[0], begin + exact[1]
    else:
        figure = next(money(line.text[begin:]), None)
        stop = _NAME_ENDS.search(line.text, begin)
        end = min(stop.start() if stop else len(line.text), begin + figure.start if figure else len(line.text))
        end = begin + len(_bare(line.text[begin:end]))
    budget = budget_behind(line.text, end)
    if budget and not exact and budget.start == end and not _MONEY_NAME.search(line.text[begin:end]):
        budget = None  # 培训总成本控制在35万元 says what something costs, not what a project has
    if budget and not exact and not _ENDS.match(line.text, budget.end):
        budget = None
    whole = budget is not None or not line.text[end:].strip(" \t　项目：:。，,")
    if not exact and is_budget_said(line.text[begin:end]):
        return  # 预算金额为120万元 names no project
    if exact or (whole and 3 <= end - begin <= _LONGEST_NAME):
        yield _Heading(
            number, begin, end, line.text[begin:end], exact[2] if exact else None, budget, whole, exact is not None
        )


def _bare(name: str) -> str:
    """A name without what leads over to the amount behind it."""
    short = name.rstrip()
    name = (short[:-_LONGEST_LEAD] + _LEAD.sub("", short[-_LONGEST_LEAD:])).rstrip()
    return name.removesuffix("项目") if len(name) > 4 else name


def budget_behind(text: str, at: int) -> Figure | None:
    """The amount that is said to be the budget of what ends at `at`: only words such as 预算资金 stand between."""
    dressed = BRACKETED.match(text, at)
    at = dressed.end() if dressed else at
    amount = next(money(text[at : at + 60]), None)
    if amount is None or (amount.loose and not amount.near):
        return None
    between = text[at : at + amount.start]
    if sum(map(between.count, "，,：:（(")) > 2 or not _BUDGET.fullmatch(half_width(between)):
        return None
    return amount.moved(at)


def is_budget_said(words: str) -> bool:
    """Whether words before an amount do nothing but say that it is a budget: 预算资金, 项目预算为, 申请资金共计."""
    return _BUDGET.fullmatch(words) is not None


def _resolved(headings: list[_Heading], names: Names, budgets: Sequence[int]) -> list[_Heading]:
    """The headings with their projects: exact names first, then what is left by likeness and money."""
    by_money: dict[int, list[int]] = defaultdict(list)
    for index, budget in enumerate(budgets):
        by_money[budget].append(index)
    taken = {heading.project for heading in headings if heading.project is not None}
    resolved: list[_Heading] = []
    for heading in headings:
        project = heading.project
        if project is not None and heading.budget and len(names.exactly(heading.written)) > 1:
            twins = names.exactly(heading.written)
            project = next((one for one in twins if abs(budgets[one] - heading.budget.value) <= CLOSE), project)
        elif project is None:
            same = by_money.get(int(heading.budget.value), ()) if heading.budget else ()
            match = names.closest(heading.written, taken, same, with_money=heading.budget is not None)
            project = match.number if match else None
        resolved.append(heading._replace(project=project))
    return _last_one(_each_once(resolved), budgets, names)


def _each_once(headings: list[_Heading]) -> list[_Heading]:
    """No two different names mean one project: where several claim one, none of them has it."""
    claims: dict[int, list[_Heading]] = defaultdict(list)
    for heading in headings:
        if heading.project is not None and not heading.exact:
            claims[heading.project].append(heading)
    dropped = {
        id(heading) for claim in claims.values() if len({heading.written for heading in claim}) > 1 for heading in claim
    }
    return [one._replace(project=None) if id(one) in dropped else one for one in headings]


def _last_one(headings: list[_Heading], budgets: Sequence[int], names: Names) -> list[_Heading]:
    """Where a single heading with a budget and a single project are left, and are not unlike, they belong together.

    A project that has the name of another has none of its own to be unlike: its budget tells.
    """
    open_ones = [place for place, one in enumerate(headings) if one.project is None and one.budget]
    left = set(range(len(budgets))) - {one.project for one in headings}
    if len(left) != 1:
        return headings
    (project,) = left
    twin = len(names.exactly(names.names[project])) > 1
    fitting = [
        place
        for place in open_ones
        if likeness(normalised(headings[place].written), names.names[project]) >= LIKE_AT_ALL
        or (twin and (budget := headings[place].budget) and budget.value == budgets[project])
    ]
    if len(fitting) == 1:
        headings[fitting[0]] = headings[fitting[0]]._replace(project=project)
    return headings


def _passages(lines: Sequence[_Line], found: dict[int, _Heading], budgeted: set[int]) -> Iterator[Passage]:
    starts = sorted(found)
    for place, number in enumerate(starts):
        heading, first = found[number], lines[number]
        bound = starts[place + 1] if place + 1 < len(starts) else len(lines)
        last = number
        # A name in front of a sentence, without a number, speaks for its own line only.
        while (heading.whole or first.rank is not None) and last + 1 < bound:
            following = lines[last + 1]
            higher = following.rank is not None and first.rank is not None and following.rank <= first.rank
            if following.path != first.path or higher or last + 1 in budgeted:
                break
            last += 1
        yield Passage(first.path, first.start, lines[last].start + len(lines[last].text), heading.project or 0)


def _mention(line: _Line, one: _Heading) -> Mention:
    return Mention(
        line.path,
        line.start + one.start,
        line.start + one.end,
        one.written,
        one.project or 0,
        one.exact,
        one.budget.moved(line.start) if one.budget else None,
    )


def _in_prose(line: _Line, at: int, names: Names, budgets: Sequence[int]) -> Iterator[Mention]:
    """The projects named in the running text of a line from `at` on: to the letter, or with their budget behind."""
    exact: list[int] = []
    for found_start, found_end, project in names.within(line.text[at:]):
        start, end = at + found_start, at + found_end
        if normalised(line.text[start:end]) != names.names[project] and not _BEGINS_CLAUSE.search(line.text, 0, start):
            continue  # 临时救助 in a sentence is the work, not the project 2022年临时救助
        exact.append(end)
        budget = budget_behind(line.text, end)
        written = line.text[start:end]
        moved = budget.moved(line.start) if budget else None
        yield Mention(line.path, line.start + start, line.start + end, written, project, exact=True, budget=moved)
    if line.path[-1] not in GOALS:
        return
    for amount in money(line.text):
        window = max(0, amount.start - 2 * _LONGEST_NAME)
        begin = max(window, *(line.text.rfind(sign, window, amount.start) + 1 for sign in "，,。；;：:、（("))
        name = _bare(line.text[begin : amount.start])
        if begin < at or amount.loose or not 4 <= len(name) <= _LONGEST_NAME or _between(exact, begin, amount.start):
            continue
        match = names.closest(name)
        if match and match.likeness >= _IN_PROSE and _MONEY_NAME.search(name) and amount.value == budgets[match.number]:
            start, budget = line.start + begin, amount.moved(line.start)
            yield Mention(line.path, start, start + len(name), name, match.number, exact=False, budget=budget)


def _between(ends: Sequence[int], begin: int, end: int) -> bool:
    """Whether one of some places, in order, lies behind `begin` and not behind `end`."""
    place = bisect_right(ends, end) - 1
    return place >= 0 and ends[place] > begin
