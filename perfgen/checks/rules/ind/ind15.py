"""IND15: an operator that asks for the worse side."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.mentions import reading as read
from perfgen.checks.reading import Promise, Sense
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.said_bounds import opposite
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.filing.regex import regex
from perfgen.filing.target import Target

_AGAINST = {("≤", Sense.MORE), ("<", Sense.MORE), ("≥", Sense.LESS), (">", Sense.LESS)}


def _find(subject: Subject) -> Iterator[Finding]:
    told = set()
    for one, finding in _by_name(subject):
        told.add(one.path)
        yield finding
    yield from _not_before(subject)
    texts = dict(subject.narratives())
    passages = [(one.project, one.path, texts[one.path][one.start : one.end]) for one in read(subject).passages]
    for other in opposite(subject, passages):
        if other.row.path not in told:
            path, words, at = reading.quoted_target(other.row)
            yield Finding(
                path,
                f"“{other.row.indicator.name}”在{other.label}里写的是“{other.words}”，指标值却是 {words}，方向反了",
                "核对方向，文字和指标值写成同一个方向",
                words,
                at,
            )


def _by_name(subject: Subject) -> Iterator[tuple[Row, Finding]]:
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        if not target.operator or target.value is None or reading.is_date(target.written):
            continue
        better = reading.sense(subject, one)
        if better and (target.operator, better) in _AGAINST:
            path, words, at = reading.quoted_target(one)
            bound = "至多" if better is Sense.MORE else "至少"
            message = (
                f"“{indicator.name}”{better.value}，指标值 {words} 却是{bound} {decimal_text(target.value)}，方向反了"
            )
            yield one, Finding(path, message, _hint(better, target), words, at)


def _hint(better: Sense, target: Target) -> str:
    """How it is written right; all of something is not written “至少 100%”."""
    if better is Sense.MORE and target.value == 100 and reading.is_share(target, Promise.RATIO):
        return "核对方向，最多是 100% 的写成 100%，不写运算符"
    return f"核对方向，应当用 {'≥' if better is Sense.MORE else '≤'}"


_NOT_BEFORE = regex("\\s*(?:≥|≧|>=|＞=|>|＞|不早于|不少于|不低于|大于等于|大于)(?P<date>.+)", signs="≥≧>＞早少低大")


def _not_before(subject: Subject) -> Iterator[Finding]:
    """Dates by which something is to be done, written as if it must not be done before: ≥10月底."""
    for one in subject.all_rows:
        found = _NOT_BEFORE.fullmatch(one.indicator.target.written)
        if (
            found
            and "月" in found["date"]
            and reading.is_date(found["date"])
            and _DONE_BY.search(one.indicator.name)
            and not _BEGUN.search(one.indicator.name)
        ):
            path, words, at = reading.quoted_target(one)
            message = f"“{one.indicator.name}”的指标值 {words} 说的是不早于这个时候，方向反了"
            yield Finding(path, message, f"写成 {found['date'].strip().removesuffix('前')}前", words, at)


_DONE_BY = regex("时间|时限|期限|日期|时效|完成|完工|竣工|结束|发放|拨付|支付|到位")

_BEGUN = regex("启动|开工|动工|开始|起始|进场")

RULE = Rule(
    "IND15",
    Severity.ERROR,
    "运算符方向错误",
    "出勤率、合格率这类越高越好的指标要写 ≥，投诉率、事故数、能耗、污染物浓度、修复时间这类越低越好的要写 ≤；写反了，做得越差越算完成。"
    "名称看不出来的，和这个项目的目标、用途、叙述里的“不少于”“以内”比：同一个数，方向要一样。",
    row("产出指标", "质量指标", "灯具安装合格率", "≤95%", "≥95%"),
    "样本 001",
    Tag.MISMATCH,
    _find,
)
