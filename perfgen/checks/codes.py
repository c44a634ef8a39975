"""PRJ: the codes of projects, which say where and when a project was set up, and check themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a code: digits and capitals without I O S V Z."""
_WHOLE = re.compile(rf"[0-9]{{8}}P[{ALPHABET}]{{12}}")
"""Division (6), year (2), P, number (11), check character."""
_CODE = "项目编码"


def check_character(code: str) -> str:
    """The 21st character of a code that begins with these 20."""
    total = sum(ALPHABET.index(sign) * pow(3, at, 31) for at, sign in enumerate(code[:20]))
    return ALPHABET[(30 - total) % 31]


def _whole_codes(subject: Subject) -> list[tuple[PlacedProject, str]]:
    coded = ((placed, placed.code) for placed in subject.projects)
    return [(placed, code) for placed, code in coded if _WHOLE.fullmatch(code)]


def _prj01(subject: Subject) -> Iterator[Finding]:
    form = re.compile(subject.standard.code)
    example = subject.standard.code_example
    for placed in subject.projects:
        code = placed.code
        if code and not form.fullmatch(code):
            yield Finding(
                placed.at(_CODE),
                f"项目编码“{code}”不是这个版式的写法" + _length(code, example),
                f"从一体化系统里复制，形如 {example}" if example else "从一体化系统里复制",
                code,
            )


def _length(code: str, example: str) -> str:
    return f"：有 {len(code)} 位，应当是 {len(example)} 位" if example and len(code) != len(example) else ""


def _prj02(subject: Subject) -> Iterator[Finding]:
    for placed, code in _whole_codes(subject):
        wanted = check_character(code)
        if code[20] != wanted:
            yield Finding(
                placed.at(_CODE),
                f"项目编码“{code}”的最后一位应当是 {wanted}，这里是 {code[20]}，其中至少有一位抄错了",
                "与一体化系统里的编码逐位核对",
                code,
            )


# --- divisions


@cache
def _divisions(entries: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of divisions and the codes they have, longer names first; several districts have one name."""
    names: dict[str, list[str]] = {}
    for entry in entries:
        code, _, name = entry.partition(" ")
        names.setdefault(name.strip(), []).append(code)
    return tuple(sorted(((name, tuple(codes)) for name, codes in names.items()), key=lambda one: -len(one[0])))


_BEFORE = re.compile("(?:河北省|中国共产党|中共|中国|共青团)*")


def divisions_of(subject: Subject, name: str) -> tuple[str, tuple[str, ...]]:
    """The division a department's name begins with, and the codes it may have; a city's are those of all within it.

    Empty where the name tells none.
    """
    known = _divisions(listed(subject, "divisions_hebei"))
    rest = name.strip()
    rest = rest[end.end() :] if (end := _BEFORE.match(rest)) else rest
    first = next(((one, codes) for one, codes in known if rest.startswith(one)), None)
    if first is None:
        return "", ()
    place, codes = first
    if not codes[0].endswith("00"):
        return place, codes
    inner = rest[len(place) :]
    for one, within in known:
        inside = tuple(code for code in within if code[:4] == codes[0][:4] and not code.endswith("00"))
        if inside and inner.startswith(one):
            return place + one, inside
    return place, (codes[0][:4],)


def _prj03(subject: Subject) -> Iterator[Finding]:
    coded = _whole_codes(subject)
    place, codes = divisions_of(subject, subject.filing.department.name)
    common = "" if place else _most(code[:6] for _, code in coded)
    for placed, code in coded:
        if place and not code.startswith(codes):
            own = f"{place}的区划代码是 {'或 '.join(codes)}" if len(codes[0]) == len(code[:6]) else f"{place}不是"
            yield Finding(
                placed.at(_CODE), f"项目编码以 {code[:6]} 开头，{own}", "核对编码是不是别的地方的项目", code[:6], 0
            )
        elif common and code[:6] != common:
            yield Finding(
                placed.at(_CODE),
                f"项目编码以 {code[:6]} 开头，其他项目以 {common} 开头",
                "核对编码是不是别的地方的项目",
                code[:6],
                0,
            )


def _most(divisions: Iterator[str]) -> str:
    counted = Counter(divisions).most_common(1)
    return counted[0][0] if counted else ""


# --- twice, and too late


def _prj04(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, PlacedProject] = {}
    for placed in subject.projects:
        code = placed.code
        earlier = seen.setdefault(code, placed)
        if code and earlier is not placed:
            yield Finding(
                placed.at(_CODE),
                f"项目编码“{code}”和项目“{earlier.project.name}”的一样",
                "每个项目有自己的编码，从一体化系统里核对",
                code,
            )


def _prj04_across(subjects: Sequence[Subject]) -> Iterator[tuple[int, Finding]]:
    """One code in two filings of a year. One project of one department is one project, in however many files."""
    seen: dict[tuple[int, str], tuple[int, str]] = {}
    for index, subject in enumerate(subjects):
        filing = subject.filing
        for placed in subject.projects:
            code, name = placed.code, placed.project.name
            first, named = seen.setdefault((filing.year, code), (index, name))
            other = subjects[first].filing.department.name
            again = other == filing.department.name and named == name
            if code and first != index and not again:
                yield (
                    index,
                    Finding(
                        placed.at(_CODE),
                        f"项目编码“{code}”在“{other}”{filing.year}年的绩效文本里已经有了",
                        "每个项目有自己的编码，从一体化系统里核对",
                        code,
                    ),
                )


def _prj05(subject: Subject) -> Iterator[Finding]:
    year = subject.filing.year
    for placed, code in _whole_codes(subject):
        if 2000 + int(code[6:8]) > year:
            yield Finding(
                placed.at(_CODE),
                f"项目编码里的年份是 20{code[6:8]} 年，晚于预算年度 {year} 年",
                "核对项目编码和年度",
                code[6:8],
                6,
            )


def _coded(*codes: str) -> str:
    return "预算项目:\n" + "".join(f"  - 项目编码: {code}\n" for code in codes)


def _sound(start: str) -> str:
    return start + check_character(start)


_FIRST = _sound("13022523P004T4010001")
_SECOND = _sound("13022523P004T4010002")

FAMILY = Family(
    "PRJ",
    "项目编码",
    (
        Rule(
            "PRJ01",
            Severity.ERROR,
            "项目编码格式错误",
            "一体化系统里的编码有固定的写法。2022 年起是 21 位：6 位区划、2 位年份、字母 P、11 位顺序和 1 位校验。",
            Example(bad=_coded(_FIRST[:-1]), good=_coded(_FIRST)),
            "五份样本的 38 个项目编码",
            Tag.OTHER,
            _prj01,
        ),
        Rule(
            "PRJ02",
            Severity.ERROR,
            "项目编码校验位错误",
            "21 位编码的最后一位由前 20 位算出来，对不上就是抄错了。",
            Example(bad=_coded("13022523P004T4100001" + _FIRST[-1]), good=_coded(_FIRST)),
            "样本里 31 个 21 位编码全部符合同一算法",
            Tag.OTHER,
            _prj02,
        ),
        Rule(
            "PRJ03",
            Severity.WARNING,
            "项目编码区划与单位不符",
            "编码的前六位是区划代码，如 130225 是乐亭县。与单位所在的地方不同，多半是从别处复制来的。",
            Example(bad=_coded(_sound("13022923P004T4010001")), good=_coded(_FIRST)),
            "样本的编码：130225 乐亭县、130229 玉田县（GB/T 2260）",
            Tag.OTHER,
            _prj03,
        ),
        Rule(
            "PRJ04",
            Severity.ERROR,
            "项目编码重复",
            "一个编码只属于一个项目。一份绩效文本里，或者同一年度的几份绩效文本里，编码都不能重复。",
            Example(bad=_coded(_FIRST, _FIRST), good=_coded(_FIRST, _SECOND)),
            "项目编码的用途",
            Tag.OTHER,
            _prj04,
            _prj04_across,
        ),
        Rule(
            "PRJ05",
            Severity.ERROR,
            "项目编码年份晚于预算年度",
            "编码第 7、8 位是项目设立的年份，不会晚于预算年度。",
            Example(bad=_coded(_sound("13022525P004T4010001")), good=_coded(_FIRST)),
            "样本的编码里的年份，如 22",
            Tag.OTHER,
            _prj05,
        ),
    ),
)
