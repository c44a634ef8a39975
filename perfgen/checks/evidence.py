"""How far the words around a figure speak of an indicator, where they do not call it by its name.

``完成186公里农村公路养护`` speaks of 养护农村公路里程: the characters that make up what the name is about stand there.
"""

from __future__ import annotations

from functools import lru_cache

from perfgen.checks.naming import normalised
from perfgen.filing.regex import regex

_MEASURES = regex(
    "数量|总数|个数|次数|人数|人次|批次|场次|期数|家数|件数|户数|台数|套数|辆数|间数|所数|条数|册数|对数|天数|字数|份数|处数|起数|例数|面积|里程|长度|"
    "公里数|种类|时长|时限|时间|期限|数$|量$"
)
_GENERAL = regex(
    "全年|年度|完成|开展|组织|实现|保障|进行|实施|工作(?![站室队组者坊服台证日车])|任务|项目(?!部)|情况|不少于|不低于|不小于|不大于|以上|达到|全县|全部|每月|每年"
)
_BRACKETED = regex(r"[（(][^（）()]*[)）]", signs="（(")
SHARES = ("率", "度", "比例", "比重", "占比")
"""What the name of a share ends with."""
_STOPS = regex(r"[，,。；;、：:\n（）()\d]")
_BEHIND = regex(r"\s*(?:数)?(?:及?以[上下内]|之?内|左右|的)*")
_AHEAD = 16
_NOT = "不未非无失"
_LEAST_SHARED, _MOST_OF = 3, 0.75
ENOUGH = 0.6
"""The share of what a name is about that must be there."""


def behind(text: str, at: int) -> str:
    """What stands behind a figure in its clause, without 以上 and the like."""
    passed = _BEHIND.match(text, at)
    start = passed.end() if passed else at
    stop = _STOPS.search(text, start, start + _AHEAD)
    return text[start : stop.start() if stop else start + _AHEAD]


@lru_cache(maxsize=4096)
def about(name: str) -> str:
    """What an indicator's name is about: without measures, brackets and what any name may say."""
    bare = normalised(_BRACKETED.sub("", name))
    return _GENERAL.sub("", _MEASURES.sub("", bare)) or bare


def covered(name: str, words: str) -> float:
    """The share of what a name is about that some (normalised) words have, 0 to 1; 0 where no two characters go together."""
    subject = about(name)
    if len(subject) < 2:
        return 0
    pairs = [subject[at : at + 2] for at in range(len(subject) - 1)]
    together = [pair for pair in pairs if pair in words]
    if not together:
        return 0
    return sum(sign in words for sign in subject) / len(subject)


def much_alike(label: str, name: str) -> bool:
    """Whether most of the shorter of a label and what a name is about is in the other: 新设公示牌, 设立河长公示牌."""
    one, other = about(label), about(name)
    shorter, longer = sorted((one, other), key=len)
    shared = sum(sign in longer for sign in shorter)
    if shared < _LEAST_SHARED or shared < _MOST_OF * len(shorter):
        return False
    return any(shorter[at : at + 2] in longer for at in range(len(shorter) - 1))


def same_thing(label: str, following: str, name: str) -> bool:
    """Whether a name ends with the thing that is counted: 920 班主任 of 享受津贴班主任人数, 17 所学校 of 维修学校数量."""
    subject = about(name)
    if _denies(label) != _denies(name) or name.endswith(SHARES):
        return False
    thing = normalised(following).split("的")[0]
    counted = 2 <= len(thing) < len(subject) and subject.endswith(thing)
    # What is said of the thing may go on behind it: 4个工作站全年有人值守 of 运行工作站个数.
    counted = counted or any(
        subject.endswith(thing[:end]) for end in range(_LEAST_SHARED, min(len(thing), len(subject)))
    )
    return counted or (len(label) > _LEAST_SHARED < len(subject) and label[-_LEAST_SHARED:] == subject[-_LEAST_SHARED:])


def only_leaves_out(label: str, name: str) -> bool:
    """Whether a label is what a name is about, shortened: all its characters are there (培训 of 培训高素质农民人数)."""
    bare = about(label)
    return len(bare) >= 2 and bare in about(name)


def _denies(words: str) -> int:
    return sum(words.count(sign) for sign in _NOT)


def same_share(label: str, name: str) -> bool:
    """Whether a label is the end of a name that is a share: 建档率 of 居民电子健康档案建档率, 群众满意度 of 沿线群众满意度."""
    return len(label) >= 3 and _denies(label) == _denies(name) and label.endswith(SHARES) and name.endswith(label)
