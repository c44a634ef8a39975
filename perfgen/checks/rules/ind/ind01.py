"""IND01: a share of at least all, or of more than all."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity
from perfgen.filing.comparisons import AT_LEAST, without_bound
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.regex import regex

_ABOVE_ALL = regex(rf"(?P<sign>{AT_LEAST})?\s*(?P<value>100(?:\.0+)?)")
_PART_OF_ALL = regex(
    "(?:合格|准确|正确|及时|覆盖|知晓|完好|达标|到位|通过|优良|成活|办结|满意)(?:率|度|比例|性)$"
    "|(?:按计划|按期|按时|活动|演出|改造|整改|验收)完成率$|(?:参保|处理|处置|整改|建档|公开|签约|验收|发放|拨付|报告|巩固|规范|管理|有效|在线|完整|成功|结案|追回|收缴|兑付|落实|回收|就业|治愈|检定|接听|接通|接待|出勤|到课|到岗|在岗|受理|审结|结办|送达|配备|配置|(?<!毛)入学|(?<!毛)入园|保存|存活|响应|反馈|回访|查处|纳入|普及)率$"
)


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        if not (target.value is not None and target.value >= 0):
            yield from _below_nothing(one)
        yield from _not_whole(one)
        if target.value is None or target.value < 100 or target.operator in ("≤", "<"):
            continue
        if target.value > 100:
            yield from _impossible(subject, one)
            continue
        if target.operator not in ("≥", ">"):
            continue
        promised = {reading.promise(subject, indicator.name), reading.promise(subject, indicator.description)}
        bounded = Promise.RATIO in promised or indicator.level1 == subject.standard.satisfaction
        if (
            not bounded
            or not reading.is_share(target, Promise.RATIO)
            or reading.mentions(subject, "growing", indicator.name + indicator.description)
        ):
            continue
        path, words, at = reading.quoted_target(one)
        found = _ABOVE_ALL.match(words.translate(HALF_WIDTH))
        if not found:
            continue
        fix = without_bound(words[found.start("value") :])
        if at is None:  # the sign has a column of its own
            start = target.written.index(words)
            words, fix = found["sign"] or words, ""
            path, at = reading.in_target(one, start, words)
        yield Finding(
            path,
            f"“{indicator.name}”最多是 100%，写成了 {target.written.strip()}",
            _SATISFIED if indicator.level1 == subject.standard.satisfaction else "去掉运算符，写成 100%",
            words,
            at,
            fix,
        )


_BELOW = regex(r"^\s*(?:≥|≤|>|<|=|＞|＜|＝)?\s*[-−－]\s*\d+(?:\.\d+)?\s*[%％‰]")
_SHARE = regex("(?:率|占比|比例|满意度)$")


def _below_nothing(one: Row) -> Iterator[Finding]:
    """A share of less than nothing: 能耗下降率 -5%, which would be a rise."""
    if _SHARE.search(reading.bare(one.indicator.name)) and _BELOW.match(one.indicator.target.written):
        path, words, at = reading.quoted_target(one)
        hint = "核对正负号；说的是下降的，名称写“下降率”，指标值写正数"
        yield Finding(path, f"“{one.indicator.name}”写成了负数 {words}", hint, words, at)


def _not_whole(one: Row) -> Iterator[Finding]:
    """A number of things that cannot be had in parts: 240.5间."""
    target = reading.parsed(one.indicator.target)
    unit = reading.unit_of(target)
    if target.value is None or target.value % 1 == 0 or unit not in _WHOLE or "均" in one.indicator.name:
        return
    path, words, at = reading.quoted_target(one)
    yield Finding(
        path, f"“{one.indicator.name}”是 {words}，个数没有小数", "核对这个数，也看是不是漏了“万”字", words, at
    )


_WHOLE = frozenset("个人名位户家间所座处台辆套件场次期批条项村")


_SATISFIED = "写一个达得到的数，如 ≥95%；确实要人人满意的，去掉运算符"


def _impossible(subject: Subject, one: Row) -> Iterator[Finding]:
    """A share of more than all, of what certainly is a share of something."""
    indicator, target = one.indicator, reading.parsed(one.indicator.target)
    whole = _PART_OF_ALL.search(reading.bare(indicator.name)) or indicator.level1 == subject.standard.satisfaction
    if whole and reading.is_share(target, Promise.RATIO) and reading.is_ratio(reading.unit_of(target)):
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path, f"“{indicator.name}”最多是 100%，写成了 {words}", "核对这个数，比率不会超过 100%", words, at
        )


RULE = Rule(
    "IND01",
    Severity.WARNING,
    "有界比率写成≥100%",
    "完成率、合格率一类的比率最多是 100%，“至少 100%”和“100%”是一回事，多写一个运算符反而让人以为还能超过；超过 100% 的多半是写错了数。",
    row("产出指标", "质量指标", "灯具安装合格率", "≥100%", "100%"),
    "样本 000、003",
    Tag.MISMATCH,
    _find,
    fixable=True,
)
