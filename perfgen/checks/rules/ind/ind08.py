"""IND08: a basis that is the target, the name or the description once more."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_SOURCE = regex(
    "问卷|台账|报告|记录|登记|清单|名册|统计|报表|文件|通知|办法|标准|规程|合同|协议|系统|平台|凭证|档案|测评"
)
"""What a value may come from."""


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator = one.indicator
        basis = normalised(indicator.basis)
        texts = (
            ("指标值", indicator.target.written),
            ("三级指标", indicator.name),
            ("绩效指标描述", indicator.description),
        )
        same = next((label for label, text in texts if basis and basis == normalised(text)), "")
        if same == "绩效指标描述" and _SOURCE.search(basis):
            continue  # the description tells by what it is measured, and so does the basis
        if same:
            words = indicator.basis.strip()
            yield Finding(
                one.at("指标值确定依据"),
                f"指标值确定依据“{words}”与{same}一样，没有说指标值从哪里来",
                "写指标值的来处，如文件、标准、合同、上年实际数",
                words,
            )


RULE = Rule(
    "IND08",
    Severity.WARNING,
    "依据与指标值或名称相同",
    "指标值确定依据要说明指标值从哪里来，把指标值、名称或描述再抄一遍不是依据。",
    rows(
        "产出指标",
        "成本指标",
        (cells("改造总成本", "≤120万元", basis="改造总成本"),),
        (cells("改造总成本", "≤120万元", basis="财政评审价"),),
    ),
    "样本 003",
    Tag.INCOMPLETE,
    _find,
)
