"""PRJ01: a code that is not of the layout's form."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.codes import CODE
from perfgen.checks.examples import FIRST_CODE, coded
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex


def _find(subject: Subject) -> Iterator[Finding]:
    form = regex(subject.standard.code)
    example = subject.standard.code_example
    for placed in subject.projects:
        code = placed.code
        if code and not form.fullmatch(code):
            yield Finding(
                placed.at(CODE),
                f"项目编码“{code}”不是这个版式的写法" + _length(code, example),
                f"从一体化系统里复制，形如 {example}" if example else "从一体化系统里复制",
                code,
            )


def _length(code: str, example: str) -> str:
    return f"：有 {len(code)} 位，应当是 {len(example)} 位" if example and len(code) != len(example) else ""


RULE = Rule(
    "PRJ01",
    Severity.ERROR,
    "项目编码格式错误",
    "一体化系统里的编码有固定的写法。2022 年起是 21 位：6 位区划、2 位年份、字母 P、11 位顺序和 1 位校验。",
    Example(bad=coded(FIRST_CODE[:-1]), good=coded(FIRST_CODE)),
    "五份样本的 38 个项目编码",
    Tag.OTHER,
    _find,
)
