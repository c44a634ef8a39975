"""What the words around a figure in a text say: what it is called, what stands around it, and what it cannot be."""

from __future__ import annotations

import re

from perfgen.checks.called import TELLING, SaidWords, in_one_word
from perfgen.checks.evidence import behind
from perfgen.checks.figures import MONEY, TIME, Figure, counts, money
from perfgen.checks.history import crosses, of_another_year
from perfgen.checks.naming import normalised
from perfgen.checks.texts import remembered
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（）()"
_LABEL = regex(r"^.{0,20}?指标(?:情况分析|情况)?[：:。]\s*|^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])+\s*")
_LEADS = regex(
    r"(?:[\s“”≥≤≧≦><＞＜=＝：:]|年度|指标值|目标值|全年|计划|预计|力争|实现|控制在|保持在?|维持在?|稳定在|不低于|不小于|不大于|不少于|不高于|不超过|不超出|不多于|"
    r"至少|最多|大于|小于|等于|高于|低于|超过|达到|达|为|是|等|共计|共|提高到|提升到|降到|降至|约|近)+$"
)
_NOT_THIS = regex(
    "每(?!年)(?:[人户亩村校场次件座个台辆册项间所站套车吨]|公里|平方米)?|各[有派配设聘建]|人均|户均|上年|去年|往年|同比|环比|比上|较|分别|累计|第|完成值|超出|减少|增加"
)
_WINDOW = 80
_FOR = ("为", "向", "给", "对")
"""What a clause begins with that says behind the number what is done: 为900名残疾人适配辅助器具."""
_PARTS = regex(
    '其中|[一二三四五]五[”"’]?(?:时期|期间|规划)|规划期|[一二三四五两]年(?:内|来|间|累计|行动)|(?<![较比])(?:上年|去年|往年|上一年)'
)
_SUM = regex("(?:共计?|合计|总计|总共)(?:有|为|达)?$", signs="共计")
"""What stands before the number of all that is listed: 县道、乡道、村道共计1416公里."""
BESIDE = regex(r"[\u4e00-\u9fff](?:[和与]|(?<![惠涉普以])及)\s*$", signs="和及与")
"""What joins another thing to the one that is counted behind it: 文化馆、图书馆和15个文化站."""
_NEXT = regex(r"、|(?<=[\u4e00-\u9fff])(?:[和与]|(?<![惠涉普以])及)(?=\s*$)")
_BRACKETED = regex(r"[（(][^（）()]*[)）]", signs="（(")


@remembered
def words_around(text: str, previous: Figure | None, figure: Figure, year: int | None) -> SaidWords | None:
    """What the words around a figure say: the clause before it, what stands behind its last 、, and what follows.

    None where they speak of another year than `year`; where that is None, the whole text is of several.
    """
    window, last = max(0, figure.start - _WINDOW), previous.end if previous else 0
    sentence = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in "。；;\n"))
    lead = max(sentence, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,"))
    other = year is not None and of_another_year(text[sentence : figure.start], own=year)
    part = _PARTS.search(text, sentence, figure.start)
    if year and figure.kind == MONEY and crosses(text[sentence : figure.end + _WINDOW].split("。", maxsplit=1)[0]):
        return None  # what is spent over several years is no target of one
    if other or (year and part and not _is_of_money(text, part, figure)):
        return None
    begin = max(last, window, *(text.rfind(sign, window, figure.start) + 1 for sign in "，,。；;\n"))
    inner = _open_bracket(text, begin, figure.start)
    clause = text[inner : figure.start]
    if previous and begin == last and not clause.strip(" 、及") and previous.unit != figure.unit:
        # 新建游客服务中心1处2400平方米, 政策培训4期、230人: the words before the one are those of the other
        clause = text[max(window, *(text.rfind(sign, window, previous.start) + 1 for sign in _BREAKS)) : previous.start]
    following = behind(text, figure.end)
    told_behind = len(normalised(following)) >= TELLING and clause.strip() in _FOR
    if (not told_behind and not _LEADS.sub("", _LABEL.sub("", clause)).strip(" ：:，,、")) or _is_bare(clause):
        earlier = text[max(last, window) : inner].rstrip(_BREAKS)
        clause = earlier[max(earlier.rfind(sign) for sign in _BREAKS) + 1 :] + clause
    if len(clause) > 60:
        return None
    bare = _LEADS.sub("", _LABEL.sub("", clause))
    ways = [
        bare,
        bare.removeprefix(f"{year}年").removeprefix("度"),
        bare.rpartition("、")[2],
        bare[max(bare.rfind("："), bare.rfind(":")) + 1 :],
        _BRACKETED.sub("", bare),
    ]
    labels = tuple(label for label in dict.fromkeys(map(in_one_word, ways)) if len(label) >= 2)
    if BESIDE.search(clause):
        labels = ()  # 冷藏车和34台冰箱: what stands before is another thing
    listed = clause if _SUM.search(clause) else _NEXT.split(clause)[-1]
    barred = frozenset(_NOT_THIS.findall(in_one_word(text[min(lead, begin) : figure.start] + bare)))
    if figure.kind == TIME:
        barred = frozenset(one for one in barred if one not in _EACH_PERSON)  # 每人集中培训7天 is how long it takes
    return SaidWords(labels, in_one_word(listed + following), following, barred if year else barred - _OVER_YEARS)


_EACH_PERSON = ("每人", "每名")
_OVER_YEARS = {"累计"}
"""What every number of a 中期 goal is, whether its row says so or not."""


def _is_of_money(text: str, part: re.Match[str], figure: Figure) -> bool:
    """Whether 其中 parts money (其中财政28.3万元、自筹50万元，硬化道路5.2公里), so that what is counted behind it is whole."""
    if figure.kind == MONEY or part[0] != "其中":
        return False
    first = next(counts(text[part.end() : figure.end]), None)
    amount = next(money(text[part.end() : figure.start]), None)
    return amount is not None and (first is None or amount.start < first.start)


def _open_bracket(text: str, begin: int, end: int) -> int:
    """Where what stands in the bracket that is open at `end` begins; `begin` where none is."""
    opened = max(text.rfind(sign, begin, end) for sign in "（(")
    return opened + 1 if opened > max(text.rfind(sign, begin, end) for sign in "）)") else begin


def _is_bare(clause: str) -> bool:
    return clause.strip().startswith(("年度指标值", "指标值", "目标值")) and not _LEADS.sub("", clause).strip()
