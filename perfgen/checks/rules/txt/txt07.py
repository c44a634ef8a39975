"""TXT07: blanks at the ends, and marks in the place of a value."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Row, Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex
from perfgen.filing.target import TARGET_COLUMNS

_ONLY_MARKS = regex(r"[\s*＊_＿\-－—–―/／\\~～]+")


def _lines(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The fields of one line: names, descriptions, targets, bases."""
    yield ("部门", "名称"), subject.filing.department.name
    for placed in subject.projects:
        yield placed.at("项目名称"), placed.project.name
        if placed.project.activity:
            yield placed.at("工作活动"), placed.project.activity
    for row in subject.all_rows:
        yield from _cells(row)


def _cells(row: Row) -> Iterator[tuple[Path, str]]:
    one = row.indicator
    yield row.at("一级指标"), one.level1
    yield row.at("二级指标"), one.level2
    yield row.at("三级指标"), one.name
    if one.description != one.name or not _ONLY_MARKS.fullmatch(one.name.strip()):  # left out, it is the name
        yield row.at("绩效指标描述"), one.description
    if one.target.parts is None:
        yield row.at("指标值"), one.target.written
    else:
        yield from (
            ((*row.at("指标值"), label), text) for label, text in zip(TARGET_COLUMNS, one.target.parts, strict=True)
        )
    yield row.at("指标值确定依据"), one.basis


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in _lines(subject):
        words = text.strip()
        if not words:
            continue
        if _ONLY_MARKS.fullmatch(words):
            if path[-1] not in TARGET_COLUMNS[:2]:
                yield Finding(path, f"用“{words}”代替内容", "写上内容；没有这一项就把整行删掉", text, 0)
        elif words != text:
            ends = "两头" if text[0].isspace() and text[-1].isspace() else "开头" if text[0].isspace() else "末尾"
            yield Finding(path, f"“{words}”{ends}有空白", "删掉多余的空格", text, 0, words)


RULE = Rule(
    "TXT07",
    Severity.WARNING,
    "首尾空白、以 * _ - 代值",
    "名称和值的两头不留空格，提交时系统会当成另一个值；没有值不能用 *、_、-、/ 占着。3-5年一类的范围不算。",
    Example(
        bad="预算项目:\n  - 绩效指标:\n      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 改造教室数量, 指标值: '-', 指标值确定依据: 清单}\n",
        good="预算项目:\n  - 绩效指标:\n      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 改造教室使用年限, 指标值: 3-5年, 指标值确定依据: 清单}\n",
    ),
    "样本 乐亭县人民政府办公室2022：“100% ”",
    Tag.OTHER,
    _find,
    fixable=True,
)
