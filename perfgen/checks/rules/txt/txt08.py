"""TXT08: identity cards, mobile phones and bank cards in what will be published."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.codes import CODE
from perfgen.checks.personal import personal_numbers
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject, where
from perfgen.errors import Severity

_CODES = (CODE, "编码")
_HINTS = {
    "身份证号": "绩效文本要公开，删掉身份证号",
    "银行账号": "绩效文本要公开，删掉银行账号",
    "手机号": "绩效文本要公开，删掉手机号；要留电话的，写单位的座机",
}


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in where(subject.texts, lambda text: next(personal_numbers(text), None)):
        if path[-1] in _CODES:
            continue
        for one in personal_numbers(text):
            yield Finding(
                path,
                f"这里有个人的{one.kind} {one.masked}",
                _HINTS[one.kind],
                text[one.start : one.end],
                one.start,
            )


RULE = Rule(
    "TXT08",
    Severity.ERROR,
    "写了身份证号、手机号、银行账号",
    "绩效文本随预算一起公开，个人的证件号、手机号、银行账号不能写在里面。"
    "身份证号和银行账号都验过校验位，编号、文号、金额、座机不算。",
    Example(
        bad="预算项目:\n  - {资金用途: 用于支付聘用人员劳务费，联系人手机13800138000。}\n",
        good="预算项目:\n  - {资金用途: 用于支付聘用人员劳务费，联系电话0315-5012345。}\n",
    ),
    "预算公开的要求：不公开个人信息；身份证号按 GB 11643-1999，银行卡号按 ISO/IEC 7812",
    Tag.OTHER,
    _find,
)
