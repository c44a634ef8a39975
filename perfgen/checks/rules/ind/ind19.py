"""IND19: a satisfaction that nobody reaches, or that asks for too little."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.filing.regex import regex

_HALF = 50
"""Less than this many per cent nobody plans for: a digit is missing."""
_PUBLIC = regex("群众|居民|村民|市民|观众|读者|游客|学生|家长|患者|企业|商户|农户|老人|用户|乘客|参保|学员")
_NOT_ASKED = regex(
    "(?:财政局?|上级|主管部门|本[局县单][一-鿿]{0,3}|局|单位)?领导|财政局|本单位(?:职工|人员)|自我评价|自评"
)


def _find(subject: Subject) -> Iterator[Finding]:
    standard = subject.standard
    least, most = standard.satisfaction_least, standard.satisfaction_most
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        asked = indicator.level1 == standard.satisfaction or indicator.name.strip().endswith("满意度")
        if asked and _PUBLIC.search(indicator.name) and (who := _NOT_ASKED.search(indicator.description)):
            yield Finding(
                one.at("绩效指标描述"),
                f"“{indicator.name}”问的是服务对象，描述却说由“{who[0]}”评价",
                "写问了哪些服务对象、怎么问的",
                who[0],
                who.start(),
                severity=Severity.WARNING,
            )
        if not asked or target.value is None or not reading.is_share(target, Promise.RATIO):
            continue
        if "不满意" in indicator.name or target.operator in ("≤", "<"):
            continue
        path, words, at = reading.quoted_target(one)
        if target.value == most:
            message = f"“{indicator.name}”定为 {words}，很难做到"
            hint = "按往年的调查结果，写一个达得到的数，如 ≥95%"
        elif target.value < least:
            message = f"“{indicator.name}”只要 {words}，低于 {decimal_text(least)}%"
            hint = f"一般不低于 {decimal_text(least)}%；确实只能达到这么多的，在描述里说明"
        else:
            continue
        slipped = Severity.WARNING if target.value < _HALF else None
        yield Finding(path, message, hint, words, at, severity=slipped)


RULE = Rule(
    "IND19",
    Severity.INFO,
    "满意度为100%，或者低于80%",
    "问很多人，很难人人都满意，定 100% 到年底多半完不成；定得太低又没有约束。问群众的，不能由领导或自己评价。两头的界线由版式定（layout.yaml 的 检查 里写 满意度最低、满意度最高）。",
    row("满意度指标", "服务对象满意度指标", "家长满意度", "100%", "≥95%"),
    "评审时常见的意见；样本里满意度多为 90%、95%",
    Tag.MISMATCH,
    _find,
)
