"""PRJ02: a code whose check character is not its own."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.codes import CODE, check_character, whole_codes
from perfgen.checks.examples import FIRST_CODE, coded
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for placed, code in whole_codes(subject):
        wanted = check_character(code)
        if code[20] != wanted:
            yield Finding(
                placed.at(CODE),
                f"项目编码“{code}”的最后一位应当是 {wanted}，这里是 {code[20]}，其中至少有一位抄错了",
                "与一体化系统里的编码逐位核对",
                code,
            )


RULE = Rule(
    "PRJ02",
    Severity.ERROR,
    "项目编码校验位错误",
    "21 位编码的最后一位由前 20 位算出来，对不上就是抄错了。",
    Example(bad=coded("13022523P004T4100001" + FIRST_CODE[-1]), good=coded(FIRST_CODE)),
    "样本里 31 个 21 位编码全部符合同一算法",
    Tag.OTHER,
    _find,
)
