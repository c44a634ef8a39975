"""WSP: filings of one workspace that contradict or repeat each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from perfgen.checks.codes import divisions_of
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import NARRATIVE, Path, Subject
from perfgen.checks.texts import normalised, sentences
from perfgen.checks.words import listed
from perfgen.errors import Severity

Found: TypeAlias = Iterator[tuple[int, Finding]]
_Key = TypeVar("_Key", bound=Hashable)

_LONG = 30
"""A sentence that is shorter, in characters without punctuation, may be anybody's."""
_SHARED_BY = 3
"""What more departments than these have in common they were given."""
_DIVISION = re.compile(r"\d{6}(?=\d{2}P)")
_COUNTY = re.compile(
    "(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?(?:市|自治州|盟))?([一-鿿]{1,7}?(?:自治县|县|区|旗))|([一-鿿]{2,6}?市)"
)


def _county(subject: Subject) -> str:
    """The county or city the department's name begins with, empty where it begins with none."""
    match = _COUNTY.match(subject.filing.department.name.strip())
    return (match[1] or match[2]) if match else ""


def _division(subject: Subject) -> str:
    """The division (six digits) most project codes of a filing begin with, empty where codes tell none."""
    found = Counter(match[0] for one in subject.projects if (match := _DIVISION.match(one.code)))
    return min(found, key=lambda code: (-found[code], code)) if found else ""


def _same_department(one: Subject, other: Subject) -> bool:
    mine, theirs = one.filing.department, other.filing.department
    return mine.code == theirs.code or normalised(mine.name) == normalised(theirs.name)


def _wsp01(subjects: Sequence[Subject]) -> Found:
    first: dict[str, tuple[int, str]] = {}
    for index, subject in enumerate(subjects):
        for placed in subject.projects:
            project = placed.project
            owner, name = first.setdefault(placed.code, (index, project.name))
            if placed.code and owner != index and normalised(name) != normalised(project.name):
                whose = subjects[owner].filing
                yield (
                    index,
                    Finding(
                        placed.at("项目名称"),
                        f"编码 {project.code} 在{whose.department.name}{whose.year}年的绩效文本里叫“{name}”，这里叫“{project.name}”",
                        "核对项目编码和名称，一个编码只有一个名称",
                        project.name,
                    ),
                )


def _own_texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    for label in ("总体绩效目标", "分项绩效目标"):
        yield (NARRATIVE, label), subject.narrative.get(label, "")
    for placed in subject.projects:
        yield placed.at("资金用途"), placed.project.purpose
        yield from ((placed.at("绩效目标", number), goal) for number, goal in enumerate(placed.project.goals))


def _wsp02(subjects: Sequence[Subject]) -> Found:
    places: dict[str, dict[int, tuple[Path, int, str]]] = defaultdict(dict)
    for index, subject in enumerate(subjects):
        for path, text in _own_texts(subject):
            for at, sentence in sentences(text) if len(text) >= _LONG else ():
                key = normalised(sentence)
                if len(key) >= _LONG:
                    places[key].setdefault(index, (path, at, sentence))
    common = re.compile("|".join(map(re.escape, listed(subjects[0], "boilerplate"))))
    for key, found in places.items():
        if len(found) > 1 and not common.search(key):
            yield from _repeated(subjects, found)


def _repeated(subjects: Sequence[Subject], found: dict[int, tuple[Path, int, str]]) -> Found:
    owner, *others = found
    strangers = [index for index in others if not _same_department(subjects[owner], subjects[index])]
    if len(strangers) >= _SHARED_BY:
        return
    for index in strangers:
        path, at, sentence = found[index]
        yield (
            index,
            Finding(
                path,
                f"这句话和{subjects[owner].filing.department.name}的一字不差",
                "写本单位自己的事；两个单位合办的，分别写各自承担的部分",
                sentence,
                at,
            ),
        )


def _most(values: Iterable[_Key]) -> _Key:
    """The most frequent of some values; of several, the first."""
    return Counter(values).most_common(1)[0][0]


def _wsp03(subjects: Sequence[Subject]) -> Found:
    by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, subject in enumerate(subjects):
        department = subject.filing.department
        by_code[(_division(subject) or _county(subject), department.code)].append(index)
        by_name[normalised(department.name)].append(index)
    for (_, code), group in by_code.items():
        name = _most(normalised(subjects[index].filing.department.name) for index in group)
        named = next(one for one in map(_department_name, (subjects[i] for i in group)) if normalised(one) == name)
        for index in group:
            other = subjects[index].filing.department.name
            if normalised(other) != name:
                message = f"单位编码 {code} 在别的绩效文本里是“{named}”，这里是“{other}”"
                hint = "核对单位编码和名称，一个编码只有一个单位"
                yield index, Finding(("部门", "名称"), message, hint, other)
    for group in by_name.values():
        code = _most(subjects[index].filing.department.code for index in group)
        for index in group:
            mine = subjects[index].filing.department
            if mine.code != code:
                message = f"“{mine.name}”在别的绩效文本里编码是 {code}，这里是 {mine.code}"
                yield index, Finding(("部门", "编码"), message, "核对单位编码，一个单位只有一个编码", mine.code)


def _department_name(subject: Subject) -> str:
    return subject.filing.department.name


def _is_tabled(subject: Subject) -> bool:
    """Whether a table says which division the department belongs to, so that PRJ03 holds its codes against that."""
    return bool(divisions_of(subject, subject.filing.department.name)[0])


def _wsp04(subjects: Sequence[Subject]) -> Found:
    pairs = {index: (_county(one), _division(one)) for index, one in enumerate(subjects)}
    known = {index: pair for index, pair in pairs.items() if all(pair) and not _is_tabled(subjects[index])}
    by_county: dict[str, list[str]] = defaultdict(list)
    by_division: dict[str, list[str]] = defaultdict(list)
    for county, division in known.values():
        by_county[county].append(division)
        by_division[division].append(county)
    for index, (county, division) in known.items():
        right, holder = _most(by_county[county]), _most(by_division[division])
        if right != division:
            message = f"{county}别的单位项目编码都以 {right} 开头，这里以 {division} 开头"
        elif holder != county and {holder[-1], county[-1]} == {"县"}:
            message = f"{division} 开头的项目编码是{holder}各单位的，这里是{county}的单位"
        else:
            continue
        yield index, Finding(_coded(subjects[index], division), message, "核对项目编码前六位的行政区划", division, 0)


def _coded(subject: Subject, division: str) -> Path:
    """The place of the first project code of a division."""
    return next(one.at("项目编码") for one in subject.projects if one.code.startswith(division))


FAMILY = Family(
    "WSP",
    "几份绩效文本之间",
    (
        Rule(
            "WSP01",
            Severity.WARNING,
            "一个项目编码有两个名称",
            "几份绩效文本一起检查时，同一个项目编码应当是同一个项目。",
            Example(words="甲单位的 13022522P004T4010007B 叫“接待管理经费”，乙单位的同一编码叫“会议经费”。"),
            "项目编码在一体化系统里只属于一个项目",
            Tag.OTHER,
            across=_wsp01,
        ),
        Rule(
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
            across=_wsp02,
        ),
        Rule(
            "WSP03",
            Severity.ERROR,
            "单位编码与名称不是一一对应",
            "同一个县里，一个单位编码对应一个单位；去年和今年的绩效文本也应当一致。",
            Example(words="507002 在一份里是“乐亭县机关事务中心”，在另一份里是“乐亭县机关事务管理局”。"),
            "绩效目标表的表头：单位编码后面跟单位名称",
            Tag.OTHER,
            across=_wsp03,
        ),
        Rule(
            "WSP04",
            Severity.WARNING,
            "同县单位的项目编码区划不同",
            "项目编码前六位是行政区划代码；同一个县的单位，区划应当相同，不同的县不应当用同一个区划。"
            "区划表里有的地方由 PRJ03 检查，这里只比表里没有的。",
            Example(words="广饶县各单位的项目编码都以 370523 开头，其中一份以 370522 开头。"),
            "样本：乐亭县 130225，玉田县 130229",
            Tag.OTHER,
            across=_wsp04,
        ),
    ),
)
