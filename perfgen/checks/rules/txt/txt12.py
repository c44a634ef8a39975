"""TXT12: safeguards of which only the headings are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from perfgen.checks.mentions import SAFEGUARDS
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import NARRATIVE, Subject
from perfgen.checks.texts import normalised, sentences
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_CLAUSE, _SENTENCE = 14, 24
"""What has more characters says more than a heading: 加强资金使用的监督管理 has eleven; a sentence may have several."""
_CLAUSES = regex("[，,、：:]")
_SAYS_HOW = regex(
    r"\d|[每按]季|[每按]月|每年|由.{1,12}(?:负责|复核|审核|核对|汇总|牵头|检查|把关|审批)|专人|定期|不定期|[一二三四五六七八九十两]次|《|报[^，。；]{1,14}(?:备案|审批|审核|批准)"
)
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
    text = subject.narrative.get(SAFEGUARDS, "")
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
        (NARRATIVE, SAFEGUARDS),
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
                (NARRATIVE, SAFEGUARDS),
                f"这一条只有标题“{words}”，没有写怎么做",
                "在标题后面写上做法：谁来做、什么时候做、按哪项制度做",
                words,
                at,
            )


def _empty_items(text: str) -> Iterator[Finding]:
    """Clauses in a row that would do for any department: 采取有力措施，加强领导，提高认识. An item is told once."""
    items = list(_ITEM.finditer(text))
    for one, behind in zip_longest(items, items[1:]):
        said = next(_empty_rows(text, one.end(), behind.start() if behind else len(text)), None)
        if said:
            at, words = said
            yield Finding(
                (NARRATIVE, SAFEGUARDS),
                f"“{words}”哪个单位都能写，没有写怎么做",
                "写上做法：谁来做、什么时候做、按哪项制度做",
                words,
                at,
                severity=Severity.INFO,
            )


def _empty_rows(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """The empty clauses, two or more, that a sentence of an item ends with; where it has several, the first is its heading."""
    sentences = list(_SENTENCES.finditer(text, begin, end))
    for sentence in sentences[1:] or sentences:
        row: list[int] = []
        for one in _CLAUSES_OF.finditer(text, *sentence.span()):
            empty = _EMPTY.fullmatch(normalised(one[0])) and not _SAYS_HOW.search(one[0])
            row = [*row, one.start()] if empty else []
        if len(row) >= _TWO:
            yield row[0], text[row[0] : sentence.end()].rstrip("，,、 ")


_TWO = 2
_SENTENCES = regex("[^。；;\\n]+")
_CLAUSES_OF = regex("[^，,、。；;\\n]+")
_EMPTY = regex(
    "(?:采取|制定|落实)(?:有力|有效|切实|得力|各项)*的?措施|"
    "(?:切实|进一步|全面)?(?:加强|强化)(?:对[\u4e00-\u9fff]{2,8}的?)?(?:组织)?领导|"
    "(?:切实|进一步)?提高(?:思想|政治)?(?:认识|站位)|"
    "(?:切实|进一步|不断|牢固|持续|充分)*(?:增强|强化|树立|树牢)[\u4e00-\u9fff]{0,6}(?:意识|观念|理念|责任感|担当)|"
    "(?:思想|行动|组织)上[\u4e00-\u9fff]{2,6}|全面完成好?[\u4e00-\u9fff]{0,10}任务|不断加强管理|努力把[\u4e00-\u9fff]{2,8}做[到得]更好|统一思想|要?高度重视|(?:切实)?抓紧抓[好实](?:抓好)?|周密安排|保障到位|各项保障到位|抓好落实|抓紧抓实|齐抓共管|上下联动|通力协作|密切配合|形成(?:工作|强大)?合力|"
    "(?:狠|真|强)抓[\u4e00-\u9fff]{0,4}(?:落实|实干)|再上新台阶|迈上新台阶|高标准|严要求|高质量推进|统筹(?:推进|安排)|科学(?:谋划|安排)|"
    "(?:认真|精心|周密)(?:组织|部署|落实)(?:实施)?|"
    "(?:扎实|稳步|全力|积极|有序|统筹|强力)(?:推进|推动|做好|抓好)[\u4e00-\u9fff]{0,10}|"
    "严格(?:管理|要求|把关|落实|执行)|"
    "(?:务求|力求|力争|务必)?取得[\u4e00-\u9fff]{0,8}|"
    "(?:认真|切实|扎实)?(?:做好|抓好)(?:相关|各项|有关|本职)*工作|"
    "(?:不断|持续|进一步|切实)?(?:提升|提高|夯实|巩固)[\u4e00-\u9fff]{2,10}|"
    "(?:层层)?(?:压实|落实|明确|强化)(?:工作|主体)?责任|"
    "(?:强化|加强|规范)(?:日常)?(?:管理|监督|监管|措施)|"
    "(?:不断)?(?:完善|健全)(?:各项|相关)?(?:制度|机制)|"
    "(?:充分)?发挥[\u4e00-\u9fff]{0,8}作用|营造[\u4e00-\u9fff]{2,8}氛围|"
    "(?:保质保量|高质量|圆满|不折不扣|坚决)(?:地)?(?:完成|落实|执行)?[\u4e00-\u9fff]{0,8}|"
    "(?:确保|保证|推动)[\u4e00-\u9fff]{0,8}(?:取得[\u4e00-\u9fff]{0,8}|安全|有效|安全有效|高效|落到实处|落实|实效|(?:再上|迈上)新台阶|顺利(?:完成|实施|开展)|高质量发展)|"
    "(?:为|给)[\u4e00-\u9fff]{2,12}提供(?:坚强|有力|坚实|可靠)的?[\u4e00-\u9fff]{0,4}保障|"
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
