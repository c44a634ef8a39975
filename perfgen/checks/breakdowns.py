"""Numbers that a sentence parts: 培训教师1150人次，其中校长190人次，新教师160人次，其他教师900人次; the parts and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfgen.checks.figures import COUNT, MONEY, Figure, figures_in, said_like
from perfgen.checks.mentions import CLOSE
from perfgen.checks.slips import one_digit, slip
from perfgen.checks.texts import remembered_all
from perfgen.filing.regex import regex

_SENTENCE = regex(r"[^。；;\n]+")
_OF_WHICH = regex(r"(?:[^，,。；;：:、（）()\d]{1,20}[，,])?(?:[\s，,：:（(]*其中[：:，,]?|[，,](?=基本支出))")
_BETWEEN = regex(r"[\s，,、和及与]*(?P<label>(?!其中)[^，,。；;：:（）()\d]{1,20}?)\s*(?:各|共|约|为|是|有)?")
_REST = regex("^(?:其他|其它|其余|剩余|另外?)")
_BY_SOURCE = regex("财政|中央|省|市级|县级|上级|自筹|配套|自有|其他资金|捐赠|贷款")
_OVERLAP = regex("女|男|党员|残疾|少数民族|脱贫|低保|困难|留守|老年|青年|新增|续|首次")
"""Whom more than one of the parts may count: 其中妇女120人、残疾人80人."""
_LEAST_DIGITS = 3
_NOT_PARTS = regex("每|各|至少|不少于|不低于|不小于|以上|新增|同比|比上年|增长|占")
_LONGEST = 500
"""A longer sentence is no list."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A number in a text that the numbers it is parted into do not make: the number, and their sum with its unit."""

    start: int
    written: str
    parts: str
    total: str


@remembered_all
def wrong_sums(text: str) -> Iterator[WrongSum]:
    """The numbers whose parts make another sum though none is left out or said twice.

    That is so where the last of them is all the others, and where one of them need only be mended to make the sum.
    """
    for sentence in _SENTENCE.finditer(text):
        if ("其中" in sentence[0] or "基本支出" in sentence[0]) and len(sentence[0]) <= _LONGEST:
            for one in _in_sentence(sentence[0]):
                yield WrongSum(sentence.start() + one.start, one.written, one.parts, one.total)


def _in_sentence(text: str) -> Iterator[WrongSum]:
    figures = [one for one in figures_in(text) if one.kind in (COUNT, MONEY)]
    for number, whole in enumerate(figures):
        marked = _OF_WHICH.match(text, whole.end)
        if whole.loose or marked is None:
            continue
        parts, complete = _parts(text, marked.end(), whole, figures[number + 1 :])
        total = sum((one.value for one in parts), Decimal(0))
        if len(parts) < _LEAST or _NOT_PARTS.search(text, _clause_of(text, whole), _behind(text, parts[-1].end)):
            continue
        if total == whole.value or (whole.kind == MONEY and abs(total - whole.value) <= CLOSE):
            continue
        income = "收入" in text[_clause_of(text, whole) : whole.start]
        if whole.kind == MONEY and not income and _BY_SOURCE.search(text, whole.end, parts[-1].end):
            continue  # the tables have the sources: XRF09
        if complete or _are_all(text, whole, parts) or _lacks_a_slip(text, parts, whole, total):
            first, last = parts[0], parts[-1]
            said = said_like(total, whole)
            yield WrongSum(whole.start, text[whole.start : whole.end], text[first.start : last.end], said)


def _clause_of(text: str, whole: Figure) -> int:
    """Where the clause of a number begins."""
    return max(text.rfind(sign, 0, whole.start) + 1 for sign in "，,：:")


def _behind(text: str, end: int) -> int:
    """Where the clause that ends a list ends, what bounds its last number (以上) included."""
    return min((at for sign in "，," if (at := text.find(sign, end)) >= 0), default=len(text))


def _are_all(text: str, whole: Figure, parts: list[Figure]) -> bool:
    """Whether nothing else can be a part beside these, by how they are called: 基本支出 and 项目支出."""
    labels = [text[begin.end : one.start] for begin, one in zip((whole, *parts), parts, strict=False)]
    return len(parts) == _LEAST and all(kind in label for kind, label in zip(("基本", "项目"), labels, strict=True))


def _lacks_a_slip(text: str, parts: list[Figure], whole: Figure, total: Decimal) -> bool:
    """Whether parts make a number but for one slip in one of them; where they come to more, none can have been left out."""
    words = text[whole.end : parts[-1].end]
    if _OVERLAP.search(words):
        return False
    if slip(whole.value, total) >= _LEAST_DIGITS and "等" not in words:
        return True
    if total > whole.value and _exclude_one_another(text, whole, parts):
        return True
    for one in parts:
        wanted = whole.value - total + one.value
        if slip(one.value, wanted) >= (_LEAST if whole.kind == MONEY else _LEAST_DIGITS) or (
            total > whole.value and one_digit(one.value, wanted) >= _LEAST
        ):
            return True
    return False


def _exclude_one_another(text: str, whole: Figure, parts: list[Figure]) -> bool:
    """Whether nothing can be of two parts, by how they are called: 省级3家、市级7家."""
    labels = [text[begin.end : one.start] for begin, one in zip((whole, *parts), parts, strict=False)]
    return any(len({kind for label in labels for kind in kinds if kind in label}) == len(labels) for kinds in _KINDS)


_KINDS = (
    ("国家级", "省级", "市级", "县级", "区级", "乡级", "镇级", "村级"),
    ("幼儿园", "小学", "初中", "高中", "大学"),
    ("新建", "改建", "扩建", "续建", "改扩建"),
    ("大修", "中修", "小修", "重建"),
    ("城区", "城镇", "农村", "县城", "乡镇"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("上半年", "下半年"),
    ("一类", "二类", "三类"),
    ("甲级", "乙级", "丙级"),
    ("大型", "中型", "小型"),
    ("春季", "夏季", "秋季", "冬季"),
)
"""Words of which a thing has one only."""


def _parts(text: str, at: int, whole: Figure, figures: list[Figure]) -> tuple[list[Figure], bool]:
    """The numbers of the same unit that follow each other from `at` on, each with its name; whether they are all."""
    parts: list[Figure] = []
    complete = False
    for one in figures:
        label = _BETWEEN.fullmatch(text, at, one.start)
        if label is None or one.unit != whole.unit or one.loose or one.value > whole.value:
            break
        parts.append(one)
        complete = _REST.match(label["label"]) is not None
        at = one.end
    return parts, complete
