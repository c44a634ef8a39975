"""IND10: targets in words that fit every project."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.grades import is_grade
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import MEDIUM_INDICATORS, Row, Subject
from perfgen.checks.vagueness import vague_words
from perfgen.checks.wishes import is_wish
from perfgen.errors import Severity
from perfgen.filing.regex import regex
from perfgen.filing.text import shortened


def _vague_words(subject: Subject, one: Row) -> str:
    said = reading.wording(one.indicator.target)
    if MEDIUM_INDICATORS in one.path and _EACH_YEAR.fullmatch(said.strip()):
        return ""  # over some years it is seen whether each was better than the one before
    return vague_words(subject, said, benefit=one.indicator.level1 in reading.BENEFITS) if said else ""


_EACH_YEAR = regex("逐年(?:提高|提升|增加|增长|上升|下降|降低|减少)")
_SOME = regex(
    "若干(?:[个条件次场期批项处名人户篇份]|[\u4e00-\u9fff]{0,2})|[\u4e00-\u9fff]{2}一定数量的?[\u4e00-\u9fff]{0,4}"
)


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        vague = "" if is_grade(one) else _vague_words(subject, one)
        if vague:
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"“{one.indicator.name}”的指标值"
                + (f"“{words}”" if vague == words else f"里“{vague}”")
                + "太空，无法考核",
                "写出提高到多少、降到多少，或者看哪个数、哪项标准",
                words,
                at,
            )
    yield from _vague_goals(subject)


def _vague_goals(subject: Subject) -> Iterator[Finding]:
    """Goals that say nothing but that something gets better, without a number, a date or a document: 使氛围得到较好营造."""
    for placed in subject.projects:
        for number, goal in enumerate(placed.project.goals):
            words = goal.strip().rstrip("。；;")
            if is_wish(subject, words):
                yield Finding(
                    placed.at("绩效目标", number),
                    f"绩效目标“{shortened(words)}”太空，无法考核",
                    "写出做多少、做到什么程度，或者看哪个数",
                    words,
                )
            elif some := _SOME.search(goal):
                yield Finding(
                    placed.at("绩效目标", number),
                    f"“{some[0]}”没有写多少，无法考核",
                    "写出具体的数",
                    some[0],
                    some.start(),
                )


RULE = Rule(
    "IND10",
    Severity.WARNING,
    "定性值空泛",
    "“有所提高”“推动经济社会发展”对哪个项目都能这样写，到年底也没法说完成没完成。",
    row("效益指标", "社会效益指标", "居民对垃圾分类的了解", "有所提高", "知晓率达到90%"),
    "样本 001、002、004",
    Tag.NOT_QUANTIFIED,
    _find,
    supersedes=("IND11",),
)
