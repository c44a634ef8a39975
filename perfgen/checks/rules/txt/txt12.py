"""TXT12: safeguards of which only the headings are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import NARRATIVE, Subject
from perfgen.checks.texts import normalised, sentences
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_LABEL = "工作保障措施"
_CLAUSE, _SENTENCE = 14, 24
"""What has more characters says more than a heading: 加强资金使用的监督管理 has eleven; a sentence may have several."""
_CLAUSES = regex("[，,、：:]")
_SAYS_HOW = regex(r"\d|[每按]季|[每按]月|每年|由.{1,12}负责|专人|定期|不定期|[一二三四五六七八九十两]次")
"""What tells of who, when and how often, however short the sentence."""


_ITEM = regex(
    r"(?:^|(?<=[。；;，,\n]))[ \t　]*(?:(?P<brackets>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<chinese>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<arabic>\d{1,2}[.．、])|(?P<says>[一二三四五六七八九十]是)|(?P<ordinal>第[一二三四五六七八九十]，))"
)
_BEGINS = regex(
    "(?:加强|强化|完善|健全|严把|严格|严肃|落实|压实|做好|抓好|明确|规范|优化|注重|突出|狠抓|加大|确保|建立|提升|提高|推进|深化|夯实)"
)
_HEAD, _SEVERAL = 12, 3
"""What has more characters and stands as an item of its own among several says something."""


def _find(subject: Subject) -> Iterator[Finding]:
    text = subject.narrative.get(_LABEL, "")
    said = [(at, sentence) for at, sentence in sentences(text) if normalised(sentence)]
    if not said:
        return
    if any(not _is_heading(sentence) for _, sentence in said):
        bare = list(_bare_items(text))
        yield from bare
        told = {one.at for one in bare}
        yield from (one for one in _empty_items(text) if one.at not in told)
        return
    at, words = said[0]
    yield Finding(
        (NARRATIVE, _LABEL),
        f"{'几条都' if len(said) > 1 else ''}只有“{words}”这样的标题，没有写怎么做",
        "在每一条后面写上做法：谁来做、什么时候做、按哪项制度做",
        words,
        at,
    )


def _bare_items(text: str) -> Iterator[Finding]:
    """Items of which only the heading is there, while others have more; what is numbered below a heading is its text."""
    items = list(_ITEM.finditer(text))
    if len(items) < _SEVERAL:
        return
    for one, behind in zip_longest(items, items[1:]):
        said = text[one.end() : behind.start() if behind else len(text)]
        words = said.strip().rstrip("。；;，,")
        below = behind is not None and behind.lastgroup != one.lastgroup
        is_head = "\n" not in words and "。" not in words and _BEGINS.match(words) and _is_heading(words)
        if is_head and not below and len(normalised(words)) <= _HEAD:
            at = one.end() + said.index(words)
            yield Finding(
                (NARRATIVE, _LABEL),
                f"这一条只有标题“{words}”，没有写怎么做",
                "在标题后面写上做法：谁来做、什么时候做、按哪项制度做",
                words,
                at,
            )


def _empty_items(text: str) -> Iterator[Finding]:
    """Items whose every clause would do for any department: 采取有力措施，加强领导，提高认识."""
    begins = [one.end() for one in _ITEM.finditer(text)]
    for begin, end in zip_longest(begins, begins[1:], fillvalue=len(text)):
        body = text[begin:end].split("\n", maxsplit=1)[0]
        head, stop, rest = body.partition("。")
        said, at = (rest, begin + len(head) + 1) if stop and rest.strip() else (body, begin)
        said = _ITEM.split(said)[0].strip()
        clauses = [one for one in (normalised(one) for one in _PARTED.split(said)) if one]
        if len(clauses) >= _TWO and all(map(_EMPTY.fullmatch, clauses)) and not _SAYS_HOW.search(said):
            words = said.rstrip("。；;")
            yield Finding(
                (NARRATIVE, _LABEL),
                f"“{words}”哪个单位都能写，没有写怎么做",
                "写上做法：谁来做、什么时候做、按哪项制度做",
                words,
                text.index(words, at),
                severity=Severity.INFO,
            )


_TWO = 2
_PARTED = regex("[，,、；;。]")
_EMPTY = regex(
    "(?:采取|制定|落实)(?:有力|有效|切实|得力|各项)*的?措施|"
    "(?:切实|进一步|全面)?(?:加强|强化)(?:对[\u4e00-\u9fff]{2,8}的?)?(?:组织)?领导|"
    "(?:切实|进一步)?提高(?:思想|政治)?认识|"
    "统一思想|高度重视|周密安排|保障到位|各项保障到位|狠抓落实|真抓实干|再上新台阶|"
    "(?:认真|精心|周密)(?:组织|部署|落实)|"
    "(?:扎实|稳步|全力|积极|有序)(?:推进|推动|做好|抓好)[\u4e00-\u9fff]{0,10}|"
    "严格(?:管理|要求|把关|落实|执行)|"
    "(?:务求|力求|力争|务必)?取得[\u4e00-\u9fff]{0,6}|"
    "认真做好(?:相关|各项|有关)?工作|"
    "(?:不断|持续|进一步)?(?:提升|提高|夯实|巩固)[\u4e00-\u9fff]{2,10}|"
    "(?:压实|落实|明确|强化)(?:工作)?责任|"
    "(?:强化|加强|规范)(?:日常)?(?:管理|监督|监管|措施)|"
    "(?:不断)?(?:完善|健全)(?:各项|相关)?(?:制度|机制)|"
    "(?:确保|保证)[\u4e00-\u9fff]{0,8}(?:取得[\u4e00-\u9fff]{0,8}|安全|有效|安全有效|高效|落到实处|落实|实效|再上新台阶|顺利(?:完成|实施|开展))|"
    "(?:管好|用好|管好用好)资金"
)
"""Clauses that would do for any department."""


def _is_heading(sentence: str) -> bool:
    """Whether a sentence is a heading or a row of such: 加强组织领导，完善管理制度."""
    clauses = [normalised(one) for one in _CLAUSES.split(sentence)]
    return (
        len(normalised(sentence)) <= _SENTENCE
        and all(len(one) <= _CLAUSE for one in clauses)
        and not _SAYS_HOW.search(sentence)
    )


RULE = Rule(
    "TXT12",
    Severity.WARNING,
    "保障措施只有标题",
    "“加强组织领导、完善制度、强化监督”哪个单位都能写；没有写谁来做、怎么做，到年底没法对照。",
    Example(
        bad="部门整体绩效目标:\n  工作保障措施: 一是加强组织领导。二是完善制度建设。三是强化监督检查。\n",
        good="部门整体绩效目标:\n  工作保障措施: 一是完善制度建设。修订项目资金管理办法，明确各股室在预算编制、执行中的分工，按季度通报执行进度。\n",
    ),
    "评审时常见的意见；样本的保障措施每条标题后面都写了做法",
    Tag.NOT_QUANTIFIED,
    _find,
)
