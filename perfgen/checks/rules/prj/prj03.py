"""PRJ03: a code of another place than the department's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfgen.checks.codes import CODE, divisions_of, whole_codes
from perfgen.checks.examples import FIRST_CODE, coded, sound
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    coded = whole_codes(subject)
    place, codes = divisions_of(subject, subject.filing.department.name)
    common = "" if place else _most(code[:6] for _, code in coded)
    for placed, code in coded:
        if place and not code.startswith(codes):
            own = f"{place}的区划代码是 {'或 '.join(codes)}" if len(codes[0]) == len(code[:6]) else f"{place}不是"
            yield Finding(
                placed.at(CODE), f"项目编码以 {code[:6]} 开头，{own}", "核对编码是不是别的地方的项目", code[:6], 0
            )
        elif common and code[:6] != common:
            yield Finding(
                placed.at(CODE),
                f"项目编码以 {code[:6]} 开头，其他项目以 {common} 开头",
                "核对编码是不是别的地方的项目",
                code[:6],
                0,
                supersedes=(),
            )


def _most(divisions: Iterator[str]) -> str:
    counted = Counter(divisions).most_common(1)
    return counted[0][0] if counted else ""


RULE = Rule(
    "PRJ03",
    Severity.WARNING,
    "项目编码区划与单位不符",
    "编码的前六位是区划代码，如 130225 是乐亭县。与单位所在的地方不同，多半是从别处复制来的。",
    Example(bad=coded(sound("13022923P004T4010001")), good=coded(FIRST_CODE)),
    "样本的编码：130225 乐亭县、130229 玉田县（GB/T 2260）",
    Tag.OTHER,
    _find,
    supersedes=("WSP04",),
)
