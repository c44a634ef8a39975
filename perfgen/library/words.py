"""A Chinese text as words and as pairs of characters, by which the library finds it again.

Words are told by rjieba (the extra ``library``): it carries its dictionary and reads no file, while jieba, the Python one, reads
a cache in the folder for temporary files, where others may have put it. Pairs of characters find what no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from perfgen.units import bare

_PIECE = re.compile(r"[^\W_]+")
"""What is no sign: letters, digits, characters."""

_LONGEST = 2000
"""Characters of a text that are heeded: a 资金用途 says in its first sentences what the money is for."""

_EVERYWHERE = frozenset("的和与及等对在为了是有各其并或年月日")
"""Words of one character that say nothing of what a text is about."""

ALIKE = {
    one: words[0]
    for words in (
        ("数量", "个数", "次数", "场次", "人数", "人次", "批次", "家数", "条数", "间数", "份数", "座数", "期数", "数"),
        ("时间", "时限", "时效", "时长"),
        ("成本", "费用", "花费", "支出", "开支"),
        ("完成率", "办结率", "处置率"),
        ("提高", "提升", "增强", "改善"),
        ("合格率", "达标率", "通过率"),
        ("及时", "按时", "按期"),
        ("群众", "居民", "公众", "民众", "村民"),
        ("运行", "运转"),
        ("维修", "检修", "修复"),
        ("学员", "参训"),
    )
    for one in words
}
"""Words that name the same thing in names of indicators, by the one that stands for all."""


class MissingSegmenterError(RuntimeError):
    """What tells Chinese words apart is not installed; it says in Chinese how it is."""


@cache
def _segmenter() -> Callable[[str], list[str]]:
    try:
        import rjieba  # noqa: PLC0415 -- an extra
    except ImportError as error:
        if error.name != "rjieba":
            raise
        said = '指标库要用 rjieba 分词，还没有装；运行 pip install "perfgen[library]"'
        raise MissingSegmenterError(said) from None
    found: Callable[[str], list[str]] = rjieba.cut_for_search
    return found


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, also those within longer ones, in order; of words that name the same thing, the one in `ALIKE`.

    Raises MissingSegmenterError where what tells them apart is not installed.
    """
    found = _segmenter()(bare(text)[:_LONGEST].casefold())
    return tuple(ALIKE.get(one, one) for one in found if _PIECE.fullmatch(one) and one not in _EVERYWHERE)


def pairs(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of a text.

    >>> pairs("水样合格率")
    ('水样', '样合', '合格', '格率')
    """
    pieces = _PIECE.findall(bare(text)[:_LONGEST].casefold())
    return tuple(one[at : at + 2] for one in pieces for at in range(max(1, len(one) - 1)))


_OF_ANY_PROJECT = frozenset(
    (
        "经费",
        "资金",
        "项目",
        "专项",
        "费用",
        "成本",
        "工作",
        "业务",
        "补助",
        "补贴",
        "管理",
        "服务",
        "建设",
        "运行",
        "维护",
        "保障",
        "综合",
        "其他",
        "年度",
        "金",
    ),
)
_PLACE = re.compile(r"^[^县市]{2,3}[县市]")
"""The name of a county or town that a name begins with."""


def subjects(name: str) -> frozenset[str]:
    """The words of a project's name that say what it is about: not those of any project, nor names of places. Raises as `words`.

    >>> sorted(subjects("乐亭县教师培训经费"))
    ['培训', '教师']
    """
    said = words(_PLACE.sub("", bare(name)))
    return frozenset(one for one in said if len(one) > 1 and one not in _OF_ANY_PROJECT)
