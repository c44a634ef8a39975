"""STR06: numbers that jump, go back or are left out."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.numbering import faults, numbered_texts
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in numbered_texts(subject):
        for at, quoted, message, hint, fix in faults(text):
            yield Finding(path, message, hint, quoted, at, fix or None)


RULE = Rule(
    "STR06",
    Severity.WARNING,
    "序号断档",
    "同一级的序号应当从一开始连着编，不跳号、不重复。编了“（1）”，后面并列的就要有“（2）”；写了“一是”，后面就写“二是”。",
    Example(
        bad="部门整体绩效目标:\n  工作保障措施: 一是健全制度，规范管理；二做好绩效自评。\n",
        good="部门整体绩效目标:\n  工作保障措施: 一是健全制度，规范管理；二是做好绩效自评。\n",
    ),
    "样本 002 有（1）没有（2）；样本 001 的“二做好”",
    Tag.OTHER,
    _find,
    fixable=True,
)
