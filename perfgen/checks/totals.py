"""Where the narrative states what all projects of the filing cost together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfgen.checks.declared import project_counts
from perfgen.checks.figures import Figure, counts, money
from perfgen.checks.history import of_this_year
from perfgen.checks.mentions import CLOSE, GOALS, NarrativeReading
from perfgen.checks.subject import Path, Subject
from perfgen.checks.texts import remembered
from perfgen.checks.whole import OURS
from perfgen.filing.numerals import parse
from perfgen.filing.regex import regex

_SENTENCE, _CLAUSE = "。；;\n", "，,（(、"
_TAIL = regex(
    r"(?:\s|预算|项目|资金|经费|支出|金额|规模|总计|总量|总|额|数|合计|共计|共|申请|申报|安排|编报|批复|核定|投入|需求|需要?|为|是|达到?|人民币|约|近|大约|将近|：|:)+$"
)
_WHOLE = rf"部门|{OURS}|全(?:局|县|系统|年)|本级"
_OTHER_WORDS = (
    r"\s|\d{4}年度?|本年度?|今年|年度|年初|拟|计划|全部|所有|各项?|整体|预算|项目|支出|资金|申请|申报|安排|编报|批复|核定|设立|"
    r"共计|合计|共有?|总|部门|单位|涉及|包括|设置|绩效|金额|投入|数量|个数|中|[\d一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]+[个项]|个|，|,|：|:|、|根据|按照|实际|工作|需要|统筹|筹措|落实|下达|需求"
)
_NAME = "\0"
"""What stands for the department's name: no text can have it."""
_OF_WHOLE = regex(_WHOLE)
_WORDS = regex(rf"(?:{_WHOLE}|{_NAME}|{_OTHER_WORDS})*")
_NOT_THE_TOTAL = regex(
    "其中|上年|去年|往年|以前|上一年|三公|基本支出|人员|公用|收入|税|增加|增长|减少|压减|节约|节省|结余|采购|债|每|人均|单价|"
    "奖励|补助|剩余|超|不低于|不小于|不少于|至少|累计|上述|以上|其余|部分|财政拨款|财政资金|其他资金|单位资金|自有资金|自筹|上级|省级|市级|中央|专项|类|"
    "已|完成投资|总投资|追加|调整"
)
_FOR_SOMETHING = regex("用于|支持|专项|购买|购置|开展|实施|建设")
_ALSO = regex("(?:基本支出|人员经费|公用经费)(?!不)", signs=("基本支出", "人员经费", "公用经费"))
_OF_PROJECTS = regex("项目|申请|申报|编报|资金|经费")
_PARTED = regex(
    r"\s*[，,；;（(]\s*(?:其中\s*[：:，,]?\s*)?(?:(?:全部|均|都)(?:为|是|由|来自)?\s*)?(?:财政|一般公共预算)"
)
"""What stands behind an amount of which the sources are told: it is a whole, though nothing before it says so."""
_SUMMED = regex(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])?\s*(?:以上|上述)(?:全部|所有|各)?(?:[\d一二两三四五六七八九十]+[个项])?"
    r"(?:预算|绩效)?项目(?:支出|资金|经费|预算|金额)*[，,]?(?:合计|共计|总计|共需?|总额)(?:预算|资金|经费|支出|金额|申请|安排|投入|为|约|：|:)*",
    signs=("以上", "上述"),
)
"""What sums up all projects after each was said."""
_SPENT = regex("(?:其中[：:]?)?项目支出(?:预算|总额|合计|共计|为|：|:)*", signs=("项目支出",))
"""Beside 基本支出, what all projects cost."""
_OTHER_YEAR = regex("上年|去年|往年|上一年|比|较|三公|收入|决算")
_AGAIN = regex(r"\s*[（(]\s*(?:即|折合|合|折|约合|相当于)?\s*", signs="（(")
"""What stands between a total and the same in another unit: 21860000元（2186万元）."""
_MONEY = regex("预算|资金|经费|项目|总|合计|共")
_LONGEST, _WINDOW = 60, 160
_STRONG = regex("项目预算|项目支出|项目资金|申请|申报|总|合计|共")


def stated_totals(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[Path, Figure]]:
    """The amounts said to be the sum of all projects, with the text they stand in."""
    spoken_for = {(one.path, one.budget.start) for one in reading.mentions if one.budget}
    name = subject.filing.department.name
    for path, text in subject.narratives():
        end = -1
        for amount in money(text):
            again = 0 < end <= amount.start and _AGAIN.fullmatch(text, end, amount.start) is not None
            end = -1
            if again and not amount.loose and text[amount.end : amount.end + 2].strip()[:1] in ("）", ")"):
                yield path, amount
                continue
            if (amount.loose and not amount.near) or (path, amount.start) in spoken_for:
                continue
            if reading.owner(path, amount.start) is not None and not _is_summed(text, amount):
                continue
            said_of_all = path[-1] not in GOALS and _ALL_MONEY.search(
                text, max(0, amount.start - _LONGEST), amount.start
            )
            if said_of_all or _is_total(text, amount, name, subject):
                end = amount.end
                yield path, amount


_ALL_MONEY = regex(
    r"(?:^|[，,。；;：:\n])\s*(?:全部|各|年度)?项目(?:预算)?(?:资金|支出|预算)(?:共计?|合计|总计)?\s*$", signs=("项目",)
)
"""In what keeps the goals safe, the money of the projects is that of all of them."""


def _is_words(text: str, name: str) -> bool:
    """Whether a text is made of nothing but words such as 本部门申请预算, and the department's name.

    The name is taken out first: as one word among others it could be read in many ways, each of which would be tried.
    """
    return _WORDS.fullmatch(without_name(text, name)) is not None


def without_name(text: str, name: str) -> str:
    """A text with a sign for the department's name, also where its county is left out: 县民政局, 民政局 for 滦南县民政局."""
    for one in _ways_of(name):
        text = text.replace(one, _NAME)
    return _ABBREVIATED.sub(lambda found: _cut_short(found[0], name), text)


_ABBREVIATED = regex(
    "[\u4e00-\u9fff]{2,10}?(?:局|委|办|联|会|馆|校|院|站|所|中心)", signs=(*"局委办联会馆校院站所", "中心")
)
_LEAST_SHORT = 3


def _cut_short(words: str, name: str) -> str:
    """Some words with a sign for the department's name cut short at their end: 县残联, 成安县妇联 of 成安县妇女联合会."""
    for start in range(len(words) - _LEAST_SHORT + 1):
        signs = iter(name)
        if all(sign in signs for sign in words[start:]):
            return words[:start] + _NAME
    return words


_PLACE = regex(r".{1,8}?(?=[县区市旗])")


@lru_cache(maxsize=64)
def _ways_of(name: str) -> tuple[str, ...]:
    place = _PLACE.match(name)
    short = name[place.end() :] if place else ""
    return tuple(one for one in (name, short, short[1:]) if len(one) >= _SHORTEST_NAME)


_SHORTEST_NAME = 3


class _Stated(NamedTuple):
    """An amount in its sentence: what stands before it in the sentence and in the clause, what follows in both.

    `tail` are the words of money the clause ends with; `begins` where the clause begins the sentence.
    """

    prefix: str
    clause: str
    tail: str
    rest: str
    beyond: str
    begins: bool


def _stated(text: str, amount: Figure) -> _Stated | None:
    """The words around an amount; None where none before it are about money."""
    window = max(0, amount.start - _WINDOW)
    sentence = max(window, *(text.rfind(sign, window, amount.start) + 1 for sign in _SENTENCE))
    begin = max(sentence, *(text.rfind(sign, window, amount.start) + 1 for sign in _CLAUSE))
    clause = text[begin : amount.start]
    ends = [place for sign in _SENTENCE if (place := text.find(sign, amount.end, amount.end + _WINDOW)) >= 0]
    rest = text[amount.end : min(ends, default=amount.end + _WINDOW)]
    beyond = text[amount.end : amount.end + _WINDOW].partition("\n")[0]
    tail = _TAIL.search(clause) if len(clause) <= _LONGEST else None
    return _Stated(text[sentence : amount.start], clause, tail[0], rest, beyond, begin == sentence) if tail else None


def _is_total(text: str, amount: Figure, name: str, subject: Subject) -> bool:
    if _is_beside_count(text, amount, len(subject.projects)):
        return True
    one = _stated(text, amount)
    if one is None or not of_this_year(subject, text, amount.start - len(one.prefix), amount.start):
        return False
    if not _of_all(one.prefix, len(subject.projects) or len(subject.filing.tasks)):
        return False
    if _SUMMED.fullmatch(one.clause) or (_SPENT.fullmatch(one.clause) and not _OTHER_YEAR.search(one.prefix)):
        return True
    return _may_be_total(one, name) and _is_of_whole(one, name)


_BESIDE_COUNT = regex(
    r"(?<![\u4e00-\u9fff])(?:[^，,。；;：:\n\d]{0,8}?)(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})个(?:预算|支出)?项目(?:自评)?[、，,]\s*(?:共计?|合计|总计|资金|金额|预算|支出)*\s*$",
    signs=("项目",),
)


def _is_beside_count(text: str, amount: Figure, projects: int) -> bool:
    """Whether an amount stands right behind the number of all projects: 五个项目、330.80万元逐笔挂账."""
    found = _BESIDE_COUNT.search(text, max(0, amount.start - _LONGEST), amount.start)
    if found is None or _NOT_THE_TOTAL.search(found[0]):
        return False
    return (int(found["count"]) if found["count"].isdigit() else parse(found["count"])) == projects > 1


def _may_be_total(one: _Stated, name: str) -> bool:
    """Whether nothing says that an amount is a part, or something else than money of projects."""
    if _NOT_THE_TOTAL.search(one.clause) or _FOR_SOMETHING.match(one.rest.lstrip()):
        return False
    if _ALSO.search(one.prefix + one.beyond) or not (_OF_PROJECTS.search(one.prefix) or _is_parted(one)):
        return False
    return _is_words(one.clause[: len(one.clause) - len(one.tail)], name)


def _is_of_whole(one: _Stated, name: str) -> bool:
    """Whether the sentence speaks of the whole department: it counts its projects, names it, or says 总 of a 预算."""
    if project_counts(one.prefix + one.rest):
        return True
    if not _MONEY.search(one.tail):
        return False
    whole = _NAME in without_name(one.prefix, name) or _OF_WHOLE.search(one.prefix) is not None
    if _is_parted(one) and (whole or _PROJECTS_COUNTED.search(one.prefix)):
        return True
    if "预算" in one.clause and _STRONG.search(one.clause):
        return one.begins or whole or bool(re.search("总|合计|共", one.clause))
    return whole and _is_words(one.prefix[: len(one.prefix) - len(one.tail)], name)


_PROJECTS_COUNTED = regex(
    r"项目(?:共|有|为)?[\d一二两三四五六七八九十]{1,3}个|[\d一二两三四五六七八九十]{1,3}个[\u4e00-\u9fff]{0,8}项目"
)
"""How many projects there are, in whatever words: of all, since a number of some keeps an amount from being the total."""


def _is_parted(one: _Stated) -> bool:
    """Whether what a year is to be spent is followed by its sources: 全年预算安排6482.6万元，其中财政拨款 …."""
    return _MONEY.search(one.tail) is not None and _PARTED.match(one.rest) is not None


def _is_summed(text: str, amount: Figure) -> bool:
    """Whether an amount sums up what was said before it: 以上三个项目合计."""
    window = max(0, amount.start - _LONGEST)
    begin = max(window, *(text.rfind(sign, window, amount.start) + 1 for sign in _SENTENCE))
    return _SUMMED.fullmatch(text[begin : amount.start]) is not None


@remembered
def _of_all(prefix: str, projects: int) -> bool:
    """Whether a number of projects said before, if any, is that of all: 3个项目共 … is a part of five.

    One that is said to be the number of all is no part, though it may be wrong: XRF07 tells that.
    """
    declared = {start for start, _ in project_counts(prefix)}
    return all(
        figure.value == projects or figure.start in declared or prefix.startswith(_TASKS, figure.end)
        for figure in counts(prefix)
        if figure.unit in ("个", "项")
    )


_TASKS = ("任务", "工作", "职能", "职责", "措施", "目标")
"""What is counted beside the projects that are for it: 围绕三项任务编制项目5个."""


def agrees(amount: Figure, sums: list[Decimal]) -> bool:
    """Whether an amount is one of some sums in 元, to 0.01 万元; in 亿元 to what its decimals can say."""
    if amount.near:
        return any(map(amount.is_about, sums))
    tolerance = Decimal(CLOSE)
    if amount.places is not None:
        tolerance = max(tolerance, Decimal(10**8).scaleb(-amount.places) / 2)
    return any(abs(amount.value - one) <= tolerance for one in sums)
