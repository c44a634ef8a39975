"""IND05: a name that promises one sort of value, and a target of another."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.asked import (
    asks_for_time,
    counts_by_name,
    counts_other,
    is_bought,
    is_event,
    is_measured,
    is_no_money,
    measures_other,
    own_number,
    says_how_well,
)
from perfgen.checks.examples import row
from perfgen.checks.figures import has_number
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.vagueness import rules_out, vague_words
from perfgen.errors import Severity
from perfgen.filing.regex import regex
from perfgen.filing.target import Target

_CHANGE = regex("增长|增幅|增速|下降|降低|减少|提高|同比|占|比例|[率比]$")


_SORTS = "比率写百分数，数量写数和计量单位；或者改指标名称"
_TIMES = "写到哪一天，或者几天以内；要考核比率的，名称写成“按时完成率”这样"
_EVENTS = "名称写成能算比率的，如“诉求办结率”“设备完好率”；或者写看哪个数、达到什么标准"
_NUMBERS = "核对名称和指标值里的数和单位，写成一样的"
_COUNTED = "写数和单位，如 ≥300人；只能写文字的，名称里去掉“人数”“次数”这样的词"
_MEASURED = "写量出来的数和单位，如 ≤24℃；要考核比率的，名称写成“温湿度达标率”这样"
_BOUGHT = "写买多少，如 ≥8台、≥20套；要考核采购次数的，名称写成“采购次数”"
_TIMES_DONE = ("次", "场", "期", "场次", "人次")
_LESSONS = ("课时", "学时")
"""Units of time in which teaching is counted."""


_DESCRIBED = "名称、描述、指标值说同一个数；描述是从别的指标抄来的，换成这一项怎么算"
_AGREE = ("", "")


def _mismatch(subject: Subject, one: Row) -> tuple[str, str]:
    """What the name of a row promises and its target does not keep, and what to do, in words; empty where they agree."""
    target = reading.parsed(one.indicator.target)
    written = target.written.strip()
    promised = reading.promise(subject, one.indicator.name) if written else None
    if promised is Promise.RATIO:
        return _no_ratio(subject, target)
    if target.value is None:
        told = not written or has_number(written) or rules_out(written) or _is_told_by_others(subject, one, written)
        counted = "" if told else counts_by_name(one)
        return (f"名称数的是{counted}，指标值却是文字", _COUNTED) if counted else _AGREE
    unit = reading.unit_of(target)
    if unit.lstrip("百千万亿") in ("元", "圆") and is_no_money(one):
        return "名称说的不是钱，指标值却是金额", _NUMBERS
    if reading.is_ratio(unit):
        return _not_of_a_hundred(subject, one, promised)
    if other := _priced_otherwise(one, unit) or measures_other(one, unit):
        return f"名称说的是“{other}”，指标值的单位却不是：", _NUMBERS
    return _not_counted(subject, one, unit) if reading.is_count(subject, unit.partition("/")[0]) else _AGREE


_PER = "套|台|辆|座|间|户|亩|场|期|件|公里|平方米|村|校|公顷"
_EACH_NAMED = regex(f"[单每](?P<of>{_PER})")
_EACH_UNIT = regex(rf"[百千万亿]*元[/／每](?P<of>{_PER})(?:次|年|月|天|日)?")


def _priced_otherwise(one: Row, unit: str) -> str:
    """What a name has a price for one of, where the unit is the price of another thing: 单套费用 in 元/辆."""
    named, said = _EACH_NAMED.search(one.indicator.name), _EACH_UNIT.fullmatch(unit)
    return named[0] if named and said and named["of"] != said["of"] else ""


_COUNT_DESCRIBED = regex("(?:人数|次数|数量|个数|户数|家数|件数|场次|面积|金额|里程|时间|天数)$")
_SHARE_DESCRIBED = regex("(?:占比|比例|比率|百分比|的比重)$")


def _not_described(subject: Subject, one: Row) -> tuple[str, str]:
    """What is said of a target that is not what the description of the row says is measured: 参加培训的人数 under ≥95%."""
    target = reading.parsed(one.indicator.target)
    unit = reading.unit_of(target).partition("/")[0] if target.value is not None else ""
    if not reading.is_ratio(unit) and not reading.is_count(subject, unit):
        return _AGREE
    description = reading.bare(one.indicator.description).rstrip("。；;")
    if reading.is_ratio(unit):
        found = _COUNT_DESCRIBED.search(description)
        return (f"绩效指标描述说的是“{found[0]}”，指标值却是比率", _DESCRIBED) if found else _AGREE
    found = _SHARE_DESCRIBED.search(description)
    return (f"绩效指标描述说的是“{found[0]}”，指标值却是数量", _DESCRIBED) if found else _AGREE


def _is_told_by_others(subject: Subject, one: Row, written: str) -> bool:
    """Whether words are told of anyway: vague ones by IND10, those under 产出指标 by IND11."""
    return one.indicator.level1 not in reading.BENEFITS or bool(vague_words(subject, written, benefit=True))


def _no_ratio(subject: Subject, target: Target) -> tuple[str, str]:
    """What is said of a target that is no ratio, under a name that asks for one."""
    written = target.written.strip()
    if target.value is not None and target.unit == "分" and 0 < target.value <= 1:
        return "名称说的是百分比，指标值却不到 1 分", "写成百分数，如 85%"
    if target.value is None and not reading.has_share(written):
        kept = "时间" if reading.is_date(written) else "文字"
        return f"名称说的是比率，指标值却是{kept}", _SORTS
    if target.value is not None and reading.is_measure(subject, reading.unit_of(target)):
        return "名称说的是比率，指标值却是数量", _SORTS
    return _AGREE


def _not_counted(subject: Subject, one: Row, unit: str) -> tuple[str, str]:
    """What is said of a number of things, under a name that asks for a time, for how well, or for another number."""
    if unit not in _LESSONS and asks_for_time(subject, one):
        return "名称说的是时间，指标值却是数量", _TIMES
    if is_bought(one) and unit in _TIMES_DONE:
        return "名称说的是买了什么，指标值却是次数", _BOUGHT
    if says_how_well(one):
        return "名称说的是做得怎样，指标值却是数量", _SORTS
    other = counts_other(subject, one, unit)
    if other:
        return f"名称数的是{other}，指标值却是", _NUMBERS
    told = own_number(subject, one)
    return (f"名称里写的是{told}，指标值却是", _NUMBERS) if told else _AGREE


def _not_of_a_hundred(subject: Subject, one: Row, promised: Promise | None) -> tuple[str, str]:
    """What is said of a ratio under a name that does not ask for one."""
    if promised is Promise.QUANTITY:
        told = _CHANGE.search(reading.bare(one.indicator.description))
        return _AGREE if told else ("名称说的是数量，指标值却是比率", _SORTS)
    if promised is None and asks_for_time(subject, one):
        return "名称说的是时间，指标值却是比率", _TIMES
    if promised is None and is_measured(one):
        return "名称说的是量出来的数，指标值却是比率", _MEASURED
    if promised is None and one.indicator.level2 != reading.QUANTITY and is_event(subject, one):
        return "名称说的是一件事，没有说是什么的比率，指标值却是", _EVENTS
    return _AGREE


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        wrong, hint = _mismatch(subject, one)
        if not wrong:
            wrong, hint = _not_described(subject, one)
        if wrong:
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"“{one.indicator.name}”{wrong}“{words}”",
                hint,
                words,
                at,
                # Of a number and words at once it is not clear which is the value: the words may be vague besides.
                supersedes=() if reading.is_filled_twice(one.indicator.target) else None,
            )


RULE = Rule(
    "IND05",
    Severity.WARNING,
    "指标名与单位或值不匹配",
    "名称以率、比例、满意度结尾，指标值应当是百分数；名称说的是面积、人数、次数，指标值应当是数；名称说的是时间或者一件事，写百分数没有意义；名称里有数的，指标值要和它一样；名称数的是人次、户数，单位就不能是场、个。对不上，年终没法算。",
    row("产出指标", "质量指标", "水质监测达标率", "有所提高", "≥95%"),
    "样本 004",
    Tag.MISMATCH,
    _find,
    supersedes=("IND10", "IND11"),
)
