"""How clearly the words around a figure mean a row: what rows are called, and what figures count the same kind of thing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from perfgen.checks.evidence import ENOUGH, SHARES, about, covered, much_alike, only_leaves_out, same_share, same_thing
from perfgen.checks.figures import Figure
from perfgen.checks.naming import normalised
from perfgen.checks.subject import Row
from perfgen.filing.regex import regex

NEAR = 80
_VERBS = regex("^(?:全年|年度|本年|今年|计划|预计|组织|开展|举办|实现|确保|保证|做到|做好|完成)+")
_WHEN = regex("^(?:全年|年度|年内|本年|今年|计划|预计)+(?:度)?")
_MEASURES = regex(
    "(?:数量|总数|个数|次数|人数|人次|批次|场次|期数|家数|件数|户数|台数|套数|辆数|间数|所数|条数|起数|例数|数|量)$"
)
_ALIKE = (
    frozenset({"个", "件", "项", "条", "份", "篇", "宗", "起", "例", "笔"}),
    frozenset({"次", "人次", "场", "场次", "批", "批次", "班次"}),
    frozenset({"人", "名", "位"}),
    frozenset({"家", "个", "户", "所"}),
    frozenset({"台", "套", "辆", "部"}),
    frozenset({"辆", "辆次", "车次"}),
    frozenset({"天", "日"}),
    frozenset({"小时", "个小时"}),
    frozenset({"工作日", "个工作日"}),
)
_LONGEST_NAME = 200
_NOT = "不未非无失"
CERTAIN, AROUND, WEAK = 95, 90, 80
"""Named all but to the letter; all it is about said around the figure; only the thing counted told."""
TELLING, _MOSTLY = 4, 0.8


class Ways(Enum):
    """How a row may be meant: by its name; in the project's own texts; by its name to the letter, or all it is about; by anything that tells."""

    NAMED = "named"
    OWN = "own"
    CERTAIN = "certain"
    ANY = "any"


class SaidWords(NamedTuple):
    """The words around a figure: what it is called, all that stands around it, and what bars other figures (每, 其中)."""

    labels: tuple[str, ...]
    around: str
    following: str
    barred: frozenset[str]


def score(said: SaidWords, row: Row, ways: Ways) -> float:
    """How clearly the words around a figure mean a row, 0 to 100."""
    return _score(said, names_of(row), ways)


@lru_cache(maxsize=8192)
def _score(said: SaidWords, names: tuple[str, ...], ways: Ways) -> float:
    if said.barred and not all(any(sign in name for name in names) for sign in said.barred):
        return 0
    if any(name in said.labels for name in names):
        return 100
    named = max((alike(label, name) for label in said.labels for name in names), default=0)
    if any(_is_described(label, names) for label in said.labels):
        named = max(named, CERTAIN)
    if ways is Ways.NAMED or named >= CERTAIN:
        return named
    if names and any(_is_of_some(label, names[0], names[1:]) for label in said.labels):
        return named
    share = max((covered(name, said.around) for name in names), default=0)
    if ways is Ways.CERTAIN:
        return CERTAIN if _is_told(said, names, share) else named
    if any(same_share(label, name) for label in said.labels for name in names):
        named = max(named, 86)
    return max(named, _hinted(said, names, share, named))


def _is_told(said: SaidWords, names: tuple[str, ...], share: float) -> bool:
    """Whether a row is named all but to the letter, by all it is about or with less said of it."""
    telling = share == 1 and len(about(names[0])) >= TELLING
    telling = telling or (share >= _MOSTLY and len(about(names[0])) > TELLING)
    short = any(len(label) >= TELLING and only_leaves_out(label, name) for label in said.labels for name in names)
    return telling or short or any(_leaves_out_within(label, name) for label in said.labels for name in names[:1])


def _hinted(said: SaidWords, names: tuple[str, ...], share: float, named: float) -> float:
    """How clearly a row is meant that is not called by its name: by what it is about, a part of its name, or the thing alone."""
    if share >= ENOUGH and not names[0].endswith(SHARES):
        named = max(named, NEAR + (AROUND - NEAR) * share)
    if any(only_leaves_out(label, name) for label in said.labels for name in names):
        named = max(named, 82)
    if not names[0].endswith(SHARES) and any(much_alike(label, name) for label in said.labels for name in names):
        named = max(named, 81)
    if named < NEAR and any(
        same_thing(label, said.following, name) for label in said.labels or ("",) for name in names
    ):
        named = WEAK
    return named


def _is_described(label: str, names: Sequence[str]) -> bool:
    """Whether a label is a share's name with what only its description says of whom: 主要街道机械化清扫率, described as 主要街道机扫面积占比."""
    name = names[0] if names else ""
    more = label[: -len(name)] if name.endswith(SHARES) and label.endswith(name) else ""
    return len(more) >= _LEAST_MORE and any(words.startswith(more) for words in names[1:])


_LEAST_MORE = 2


def _is_of_some(label: str, name: str, described: Sequence[str]) -> bool:
    """Whether a label is a share of some only of what a name is the share of: 重大隐患整改率 of 隐患整改率."""
    some = _KIND_OF.search(label[: -len(name)]) if name.endswith(SHARES) and label.endswith(name) else None
    return some is not None and not any(some[0] in words for words in described)


def _leaves_out_within(label: str, name: str) -> bool:
    """Whether a label is what is done by a name, with less said of the thing: 更新公交车辆 of 更新新能源公交车台数."""
    said, whole = about(_VERBS.sub("", label)), about(name)
    telling = len(said) > TELLING and said[:2] == whole[:2] and said[-2:] in whole
    left = iter(whole)
    return telling and all(sign in left for sign in said)


def names_of(row: Row) -> tuple[str, ...]:
    """What a row is called, by name and description, in one word each."""
    return _called(row.indicator.name, row.indicator.description)


@lru_cache(maxsize=4096)
def _called(*names: str) -> tuple[str, ...]:
    return tuple(in_one_word(text) for text in dict.fromkeys(names) if text.strip() and len(text) <= _LONGEST_NAME)


_SAME = (("满意程度", "满意度"), ("满意率", "满意度"), ("金额", "资金"), ("车辆", "车"), ("知晓度", "知晓率"))
"""Words for one thing, as texts and tables say it."""


@lru_cache(maxsize=8192)
def in_one_word(text: str) -> str:
    """A text normalised, with one word where people say the same in several."""
    plain = normalised(text)
    for word, same in _SAME:
        plain = plain.replace(word, same)
    return _EACH.sub(lambda found: f"每{found[1] or found[2]}", plain) if _EACH_SIGN.search(plain) else plain


_EACH_SIGN = regex("[单均]", signs="单均")
_EACH = regex(
    "单([人户亩村校场次件座个台辆册项间所站套车吨])(?!位)|([人户亩村校场次件座个台辆册项间所站套车吨])均(?![匀为可已有])"
)
"""One of many, as names say it and as texts do: 单场补助, 户均补助 of 每场补助, 每户补助."""


_KIND_OF = regex(
    "重大|较大|特大|一般|重点|主要|严重|突出|首次|一次|二次|新增|存量|历史|农村|城镇|城市|高危|紧急|突发|特困|脱贫|困难|低收入"
)
"""What a label has more than a share is of some of it only: 重大隐患整改率 of 隐患整改率."""


_TELLING_SHARE = 5
"""A share of so many characters says of what it is, whatever stands before it: 区域站数据可用率 of 数据可用率."""


@lru_cache(maxsize=8192)
def alike(label: str, name: str) -> float:
    """How like a label and a name are, 0 to 100; 0 unless one only leaves out what the other has, and no 不 or 未."""
    if label == name:
        return 100
    if name.endswith(SHARES) and label.endswith(name):
        some = _KIND_OF.search(label[: -len(name)]) is not None
        if some or len(name) >= _TELLING_SHARE:
            return 0 if some else CERTAIN
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


def is_touched(said: SaidWords, row: Row) -> bool:
    """Whether two characters that go together in what a row is about stand around a figure."""
    words = "".join((*said.labels[:1], said.around))
    return any(name[at : at + 2] in words for name in map(about, names_of(row)[:1]) for at in range(len(name) - 1))


_HOURS = {"分钟": Decimal(1) / 60, "小时": Decimal(1), "个小时": Decimal(1), "天": Decimal(24), "日": Decimal(24)}
_SHARES = {"%": Decimal(1), "‰": Decimal("0.1")}


def comparable(figure: Figure, target: Figure) -> bool:
    """Whether two figures count the same kind of thing: 件 and 个 do, 人次 and 期 do not."""
    if figure.kind != target.kind:
        return False
    units = {figure.unit, target.unit}
    return (
        len(units) == 1 or units <= _HOURS.keys() or units <= _SHARES.keys() or any(units <= group for group in _ALIKE)
    )


def like_unit(target: Figure, unit: str) -> Decimal:
    """The value of a figure in another unit of its kind: 0.3‰ is 0.03%, 2天 are 48小时."""
    if target.unit != unit:
        for units in (_HOURS, _SHARES):
            if target.unit in units and unit in units:
                return target.value * units[target.unit] / units[unit]
    return target.value
