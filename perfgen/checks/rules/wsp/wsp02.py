"""WSP02: one sentence in the filings of two departments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfgen.checks.across import Found
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import NARRATIVE, Path, Subject
from perfgen.checks.texts import normalised, sentences
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_LONG = 30
"""A sentence that is shorter, in characters without punctuation, may be anybody's."""
_SHARED_BY = 3
"""What more departments than these have in common they were given."""


def _same_department(one: Subject, other: Subject) -> bool:
    mine, theirs = one.filing.department, other.filing.department
    return mine.code == theirs.code or normalised(mine.name) == normalised(theirs.name)


def _own_texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    for label in ("总体绩效目标", "分项绩效目标"):
        yield (NARRATIVE, label), subject.narrative.get(label, "")
    for placed in subject.projects:
        yield from placed.aims


def _across(subjects: Sequence[Subject]) -> Found:
    places: dict[str, dict[int, tuple[Path, int, str]]] = defaultdict(dict)
    for index, subject in enumerate(subjects):
        for path, text in _own_texts(subject):
            for at, sentence in sentences(text) if len(text) >= _LONG else ():
                key = normalised(sentence)
                if len(key) >= _LONG:
                    places[key].setdefault(index, (path, at, sentence))
    common = regex("|".join(map(re.escape, listed(subjects[0], "boilerplate"))))
    for key, found in places.items():
        if len(found) > 1 and not common.search(key):
            yield from _repeated(subjects, found)


def _repeated(subjects: Sequence[Subject], found: dict[int, tuple[Path, int, str]]) -> Found:
    strangers = {
        index: [other for other in found if not _same_department(subjects[index], subjects[other])] for index in found
    }
    if len({subjects[index].filing.department.code for index in found}) > _SHARED_BY:
        return
    for index, others in strangers.items():
        if not others:
            continue
        path, at, sentence = found[index]
        whose = "、".join(dict.fromkeys(subjects[other].filing.department.name for other in others))
        yield (
            index,
            Finding(
                path,
                f"这句话和{whose}的一字不差",
                "写本单位自己的事；两个单位合办的，分别写各自承担的部分",
                sentence,
                at,
            ),
        )


RULE = Rule(
    "WSP02",
    Severity.WARNING,
    "两个单位写了同一句话",
    "总体、分项绩效目标和项目的用途、目标里，三十个字以上的同一句话出现在两个单位，多半有一家是照抄的。"
    "工作保障措施、贯彻上级部署一类大家都写的话不算。",
    Example(
        words="两个单位的分项绩效目标都写着同一句“为保留的公务用车实现信息化管理，平台网站维护和车辆定位全年不断”。"
    ),
    "样本之间对照：除工作保障措施外，各单位没有相同的长句",
    Tag.IRRELEVANT,
    across=_across,
)
