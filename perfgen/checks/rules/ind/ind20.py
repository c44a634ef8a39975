"""IND20: a basis that says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_AROUND = regex("^(?:根据|依据|按照|按|依照|结合|参照)|(?:而定|制定|确定|执行|测算|来定)$")


_NO_DOCUMENT = regex(
    "(?:上级|各级|国家|省市?|县里?|有关|相关|部门|单位|领导|主要|分管)+(?:的)?(?:文件|政策|规定|会议|工作)*(?:精神|要求|规定|部署|安排|批示|指示|意见|交办|文件|政策)+"
)
"""A basis that names nobody's document: 上级有关文件要求."""
_ANYBODYS = regex(
    "(?:本年|当年|年度?|日常|业务|工作|项目|实际|单位|部门|具体|任务|职能|管理)*(?:需要|需求|要求)|工作计划安排|工作安排|年度安排"
)
"""What says no more than that it is so: 年度工作需要, 按要求."""


def _find(subject: Subject) -> Iterator[Finding]:
    empty = frozenset(listed(subject, "empty_bases"))
    for one in subject.all_rows:
        words = one.indicator.basis.strip()
        bare = _AROUND.sub("", normalised(words))
        if words and (bare in empty or _ANYBODYS.fullmatch(bare) or _NO_DOCUMENT.fullmatch(bare)):
            yield Finding(
                one.at("指标值确定依据"),
                f"只写“{words}”，没有说是哪份文件、哪个数",
                "写出文件的名称、合同、标准，或者哪一年的实际数",
                words,
            )


RULE = Rule(
    "IND20",
    Severity.INFO,
    "依据没有内容",
    "“无”“工作要求”“实际情况”对哪个指标都能写，查不到指标值从哪里来。",
    rows(
        "产出指标",
        "数量指标",
        (cells("维修设备数量", "≥20台", basis="工作要求"),),
        (cells("维修设备数量", "≥20台", basis="设备维修计划"),),
    ),
    "评审时常见的意见",
    Tag.INCOMPLETE,
    _find,
)
