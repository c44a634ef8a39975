"""PRJ07: a project named after another year than the filing's."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.regex import regex

_YEAR = regex(r"(?<!\d)(?P<first>20\d\d)\s*年?\s*(?:[\-—~～－至到]+\s*(?P<last>20\d\d)\s*)?年")
_IN_TITLE = regex("《[^《》]*》|〔[^〔〕]*〕")
_OF_THE_PAST = regex(
    "结转|结余|续建|尾款|余款|欠款|欠付|质保|清算|补发|追加|上年|往年|以前年度|偿还|还本|付息|债券|决算|招聘|入职|建成|立项|批次"
)
"""What is paid for this year and named after an earlier one."""


def _find(subject: Subject) -> Iterator[Finding]:
    year = subject.filing.year
    for placed in subject.projects:
        name = placed.project.name
        text = _IN_TITLE.sub(lambda found: " " * len(found[0]), name.translate(HALF_WIDTH))
        found = list(_YEAR.finditer(text))
        if not found or _OF_THE_PAST.search(name):
            continue
        if any(int(one["first"]) <= year <= int(one["last"] or one["first"]) for one in found):
            continue
        words = name[found[0].start() : found[0].end()]
        yield Finding(
            placed.at("项目名称"),
            f"项目名称里是{words}，这份绩效文本是{year}年度的",
            f"核对批复的名称；是今年的项目就改成{year}年，各处一起改",
            words,
            found[0].start(),
        )


RULE = Rule(
    "PRJ07",
    Severity.INFO,
    "项目名称里的年份不是本年度",
    "名称里写着去年的年份，多半是从去年的文本里带过来的。上年结转、还本付息、几年连续实施的项目不提示。",
    Example(
        bad="预算项目:\n  - 项目名称: 2021年乡村教师培训经费\n",
        good="预算项目:\n  - 项目名称: 2021—2025年乡村教师培训经费\n",
    ),
    "预算公开检查时常见",
    Tag.OTHER,
    _find,
)
