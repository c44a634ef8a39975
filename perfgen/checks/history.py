"""Years that are rightly not the filing's: what was reached before, and projects that go on into another year."""

from __future__ import annotations

import re

from perfgen.checks.figures import money
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.checks.texts import remembered
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

_SENTENCE_END = regex("[。；;！？\\n]")
_AHEAD, _BEHIND = 200, 80
"""As far ahead and back, in characters, as a sentence is read."""
_REACHED = regex(
    "(?:执行率|完成率|支出率|支出进度|到位率|合格率|达标率|满意度|覆盖率|普及率|知晓率)"
    r"(?:已经?)?(?:为|是|达到?了?|仅为|仅|只有)?\s*(?:\d{1,3}\.\d{1,4}[%％]|\d{1,3}[%％])(?!\s*以上|及以上|左右)"
)
_AIMED = regex("不低于|不小于|不少于|不高于|≥|≤|力争|确保|争取|以上|目标|计划|安排|拟|预计|达到\\d")
_GOES_ON = "[^。；;\\n]{0,20}(?:继续|接续|计划|拟|将|力争|预计|再|持续|进一步|安排|延续|巩固|稳定|保持|达到|提高|提升|扩大|新增|增加|不低于|不少于)"
_YEAR = regex(r"(?<!\d)(20\d\d)年")
_BEFELL = regex("(?:度|全年)?[，,]?(?:[我全][县区市省镇乡局])?(?:未|共|累计|已)?(?:发生|查处|死亡|接报|新冠)")
"""What only befell a year, and nobody plans."""
_STOCK = regex(
    r"[末底](?![前之])[^，,。；;\d]{0,4}(?:全[县市区镇乡]|总|共有|保有|现有|存量|在册)[^，,。；;\d]{0,12}\d",
    signs="末底",
)
"""How much of something there was when a year ended: 2020年末全县公路总里程1106公里."""
_SPOKEN_OF = regex(r"(20\d\d)年(\d{1,2}月|[底末])?")


def of_another_year(text: str, *, own: int) -> bool:
    """Whether the last year that some words say is not the filing's `own`; a later one that is only by when (2026年1月底前) is none."""
    years = [int(year) for year, by in _SPOKEN_OF.findall(text) if not (by and int(year) > own)]
    return bool(years) and years[-1] != own


_CROSSING = regex(
    r"跨年|跨(?:两|二|三|多)个?年度|分(?:两|二|三|四|五|多)个?年度?(?:实施|建设|完成|投入|拨付|支付)|[两二三]年期|"
    r"续建|接转|建设(?:周期|期|工期)|施工期|工期|次年|下一?年|明年|年度间",
    signs=("跨", "分", "年期", "续建", "接转", "建设期", "周期", "工期", "次年", "下年", "一年", "明年", "年度间"),
)
_FROM_TO = regex(
    r"20\d\d年?[-—－~～至到]+20\d\d年"
    r"|(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[底初末]?\s{0,2}[-—－~～至到]{1,2}\s{0,2}(?!\1)20\d\d年",
    signs=("20",),
)


def is_history(text: str, end: int, *, own: int) -> bool:
    """Whether an earlier year (it ends at `end`) is set against the filing's `own`, or goes with what was reached.

    ``2023年已完成改造20公里，2024年继续改造30公里`` and ``2023年预算执行率为96.5%`` of a filing of 2024.
    """
    stop = _SENTENCE_END.search(text, end, end + _AHEAD)
    rest = text[end : stop.start() if stop else end + _AHEAD]
    own_year = re.search(f"(?:{own}年|今年|本年度?){_GOES_ON}", rest)
    if own_year or _BEFELL.match(rest) or _STOCK.match(rest):
        return True
    if stop and stop[0] in "；;" and re.match(f"{own}年|今年|本年", text[stop.end() : stop.end() + _AHEAD].lstrip()):
        return True  # 2023年改造21个；2024年扩面提质
    reached = _REACHED.search(re.split("[，,]", rest, maxsplit=1)[0])
    return reached is not None and not _AIMED.search(rest[: reached.end()])


_WAS = regex("(?:由|从)(?:上年的?|去年的?|目前的?|现在的?|原来的?|原)?[^\\d，,。；;]{0,4}$")
_BECOMES = regex(
    "[^\\d，,。；;]{0,3}(?:缩短|压缩|压减|降低?|下降|减少?|提高|提升|增加?|增长|扩大|上升|延长)[^\\d，,。；;]{0,4}(?:到|至|为)"
)


def is_former(text: str, start: int, end: int) -> bool:
    """Whether a figure is what is changed, and not what it is changed to: the 4小时 of 由4小时缩短到2小时以内."""
    return _WAS.search(text, max(0, start - _SHORT), start) is not None and _BECOMES.match(text, end) is not None


_SHORT = 12


def is_account(text: str, end: int) -> bool:
    """Whether a sentence of an earlier year (it ends at `end`) only counts what was and aims at nothing.

    ``2023年全县参保21.1万人、参保率94.6%`` of a filing of 2024 that says 2024 too; what aims at something may be last year's, left as it was.
    """
    stop = _SENTENCE_END.search(text, end, end + _AHEAD)
    rest = text[end : stop.start() if stop else end + _AHEAD]
    return re.search(r"\d", rest) is not None and not _AIMED.search(rest)


_EARLIER = regex("上年|去年|上一年|往年|前期|截至|截止|目前")


@remembered
def of_earlier_year(text: str, at: int, *, own: int) -> bool:
    """Whether the sentence a character stands in says before it that it speaks of an earlier year."""
    window = max(0, at - _BEHIND)
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, window, at)), default=window)
    said = text[begin:at].translate(HALF_WIDTH)
    years = [int(year) for year in _YEAR.findall(said)]
    return (bool(years) and years[-1] < own) or _EARLIER.search(said) is not None


_ANY_YEAR = regex(r"(\d{4})年", signs="年")


def of_this_year(subject: Subject, text: str, start: int, end: int) -> bool:
    """Whether a part of a text says no other year than the filing's, or its sentence has the filing's own total.

    ``本部门2021年项目预算总额2186万元`` of a filing of 2022 that has 2186 万元 was not brought up to date.
    """
    years = (int(found) for found in _ANY_YEAR.findall(text[start:end].translate(HALF_WIDTH)))
    return all(year == subject.filing.year for year in years) or says_own_total(subject, text, end)


def says_own_total(subject: Subject, text: str, at: int) -> bool:
    """Whether the sentence of a place has the sum of all budgets: then it speaks of this filing, whatever year it says."""
    total = subject.total * PER_YUAN[subject.filing.amount_unit]
    window = max(0, at - _AHEAD)
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, window, at)), default=window)
    stop = _SENTENCE_END.search(text, at, at + _AHEAD)
    sentence = text[begin : stop.start() if stop else at + _AHEAD]
    return total > 0 and any(abs(one.value - total) <= _CLOSE for one in money(sentence))


_CLOSE = 100
"""Amounts in 元 that differ by no more are the same: 0.01 万元."""


def crosses_years(placed: PlacedProject) -> bool:
    """Whether a project says of itself that it goes on after its year: 跨年, 续建, 工期, 2023—2024年."""
    project = placed.project
    texts = (project.name, project.purpose, project.overview or "", *project.goals)
    return any(map(crosses, texts))


def says_year_crossed(description: str, placed: PlacedProject, year: int) -> bool:
    """Whether a row says of itself that it goes on after its year, or the project's goals say until when: 剩余30%于2025年5月底前完工."""
    goals = (goal.translate(HALF_WIDTH) for goal in placed.project.goals)
    return crosses(description) or any(f"{year}年" in goal for goal in goals)


def crosses(text: str) -> bool:
    """Whether a text speaks of more years than one: 跨年, 分三年实施, 工期, 2023—2024年."""
    narrow = text.translate(HALF_WIDTH)
    return (_CROSSING.search(narrow) or _FROM_TO.search(narrow)) is not None
