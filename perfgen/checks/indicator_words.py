"""IND05 to IND08, IND10 and IND11: what the words of an indicator say, and what they only repeat.

Of a target in words one rule speaks, the most specific: IND07 before IND05 before IND10 before IND11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfgen.checks import reading
from perfgen.checks.indicator_examples import cells, row, rows
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.texts import normalised
from perfgen.checks.words import listed
from perfgen.errors import Severity

_COUNTED = (reading.QUANTITY, reading.QUALITY, reading.TIME)
_CHANGE = re.compile("增长|增幅|增速|下降|降低|减少|提高|同比|占|比例|[率比]$")


def _mismatch(subject: Subject, one: Row) -> str:
    """What the name of a row promises and its target does not keep, in words; empty where they agree."""
    indicator, target = one.indicator, reading.parsed(one.indicator.target)
    promised = reading.promise(subject, indicator.name)
    written = target.written.strip()
    if not written or reading.is_filled_twice(target):
        return ""
    if promised is Promise.RATIO:
        if target.value is None and not reading.has_share(written):
            return "名称说的是比率，指标值却是时间" if reading.is_date(written) else "名称说的是比率，指标值却是文字"
        if target.value is not None and reading.is_measure(subject, reading.unit_of(target)):
            return "名称说的是比率，指标值却是数量"
    if promised is Promise.QUANTITY and reading.is_ratio(reading.unit_of(target)):
        return "" if _CHANGE.search(reading.bare(indicator.description)) else "名称说的是数量，指标值却是比率"
    return ""


@cache
def _vague(words: tuple[str, ...]) -> re.Pattern[str]:
    def gaps(entry: str) -> str:
        return "[^，。；,;]{0,40}?".join(map(re.escape, entry.split("…")))

    whole = [gaps(entry[1:]) for entry in words if entry.startswith("=")]
    parts = [gaps(entry) for entry in words if not entry.startswith("=")]
    return re.compile(f"^(?:{'|'.join(whole)})[。；]?$|{'|'.join(parts)}")


_GRADE = re.compile("优秀?|优良|良好?|合格|不合格")
_GRADED = re.compile("等级|等次|级别|评级|考核|考评|评定|评价|评分|标准|验收|检验|鉴定|审查")


def _is_grade(one: Row) -> bool:
    """Whether the target is a grade that somebody gives: 考核等次 优秀."""
    indicator = one.indicator
    return (
        _GRADE.fullmatch(reading.wording(indicator.target)) is not None
        and _GRADED.search(indicator.name + indicator.description) is not None
    )


def _vague_words(subject: Subject, one: Row) -> str:
    said = reading.wording(one.indicator.target)
    found = _vague(listed(subject, "vague")).search(said)
    return found[0] if found and not reading.has_number(said) else ""


def _numberless(one: Row) -> bool:
    target = one.indicator.target
    said = reading.wording(target)
    named = "《" in said  # a standard by its title can be looked up
    return one.indicator.level2 in _COUNTED and said != "" and not named and not reading.has_number(target.written)


def fault(subject: Subject, one: Row) -> str:
    """The code of the rule that speaks about the words of a row's target, empty where none does."""
    if reading.repeated(one):
        return "IND07"
    if _mismatch(subject, one):
        return "IND05"
    if _is_grade(one):
        return ""
    if _vague_words(subject, one):
        return "IND10"
    return "IND11" if _numberless(one) else ""


def _at_fault(subject: Subject, code: str) -> Iterator[Row]:
    return (one for one in subject.all_rows if fault(subject, one) == code)


def _ind05(subject: Subject) -> Iterator[Finding]:
    for one in _at_fault(subject, "IND05"):
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path,
            f"“{one.indicator.name}”{_mismatch(subject, one)}“{words}”",
            "比率写百分数，数量写数和计量单位；或者改指标名称",
            words,
            at,
        )


def _ind06(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        name, said = one.indicator.name.strip(), one.indicator.description.strip()
        if said == name:
            yield Finding(
                one.at("绩效指标描述"),
                f"绩效指标描述与三级指标一样，都是“{name}”",
                "写清楚指标的含义或算法",
                said,
            )


def _ind07(subject: Subject) -> Iterator[Finding]:
    for one in _at_fault(subject, "IND07"):
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path,
            f"指标值“{words}”照抄了{reading.repeated(one)}，没有说要达到什么程度",
            "写一个能考核的值：数、比率或时间；实在不能量化的，写清楚看什么、达到什么标准",
            words,
            at,
        )


def _ind08(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator = one.indicator
        basis = normalised(indicator.basis)
        texts = (
            ("指标值", indicator.target.written),
            ("三级指标", indicator.name),
            ("绩效指标描述", indicator.description),
        )
        same = next((label for label, text in texts if basis and basis == normalised(text)), "")
        if same:
            words = indicator.basis.strip()
            yield Finding(
                one.at("指标值确定依据"),
                f"指标值确定依据“{words}”与{same}一样，没有说指标值从哪里来",
                "写指标值的来处，如文件、标准、合同、上年实际数",
                words,
            )


def _ind10(subject: Subject) -> Iterator[Finding]:
    for one in _at_fault(subject, "IND10"):
        path, words, at = reading.quoted_target(one)
        vague = _vague_words(subject, one)
        yield Finding(
            path,
            f"“{one.indicator.name}”的指标值" + (f"“{words}”" if vague == words else f"里“{vague}”") + "太空，无法考核",
            "写出提高到多少、降到多少，或者看哪个数、哪项标准",
            words,
            at,
        )


def _ind11(subject: Subject) -> Iterator[Finding]:
    for one in _at_fault(subject, "IND11"):
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path,
            f"{one.indicator.level2}“{one.indicator.name}”的指标值“{words}”里没有数，也没有时间",
            "数量写多少，质量写比率或标准，时效写到哪一天或几天以内",
            words,
            at,
        )


RULES = (
    Rule(
        "IND05",
        Severity.WARNING,
        "指标名与单位或值不匹配",
        "名称以率、比例、满意度结尾，指标值应当是百分数；名称说的是面积、人数、次数，指标值应当是数。两者对不上，年终没法算。",
        row("产出指标", "质量指标", "水质监测达标率", "有所提高", "≥95%"),
        "样本 004",
        Tag.MISMATCH,
        _ind05,
    ),
    Rule(
        "IND06",
        Severity.INFO,
        "描述与名称相同",
        "绩效指标描述用来写清楚指标的含义或算法，和名称一样等于没写。",
        rows(
            "产出指标",
            "质量指标",
            (cells("设备完好率", "≥98%"),),
            (cells("设备完好率", "≥98%", description="巡检时正常工作的设备占全部设备的比例"),),
        ),
        "样本 000、002、003、004",
        Tag.INCOMPLETE,
        _ind06,
    ),
    Rule(
        "IND07",
        Severity.WARNING,
        "指标值与名称或描述相同",
        "指标值要说达到什么程度，把名称或描述再抄一遍等于没有目标。",
        row("效益指标", "社会效益指标", "提高群众办事便利程度", "提高群众办事便利程度", "办事时间缩短到2天"),
        "样本 000、003",
        Tag.NOT_QUANTIFIED,
        _ind07,
    ),
    Rule(
        "IND08",
        Severity.WARNING,
        "依据与指标值或名称相同",
        "指标值确定依据要说明指标值从哪里来，把指标值、名称或描述再抄一遍不是依据。",
        rows(
            "产出指标",
            "成本指标",
            (cells("改造总成本", "≤120万元", basis="改造总成本"),),
            (cells("改造总成本", "≤120万元", basis="财政评审价"),),
        ),
        "样本 003",
        Tag.INCOMPLETE,
        _ind08,
    ),
    Rule(
        "IND10",
        Severity.WARNING,
        "定性值空泛",
        "“有所提高”“推动经济社会发展”对哪个项目都能这样写，到年底也没法说完成没完成。",
        row("效益指标", "社会效益指标", "居民对垃圾分类的了解", "有所提高", "知晓率达到90%"),
        "样本 001、002、004",
        Tag.NOT_QUANTIFIED,
        _ind10,
    ),
    Rule(
        "IND11",
        Severity.WARNING,
        "数量、质量、时效值无数字",
        "数量、质量和时效是能量化的，指标值里既没有数也没有时间，就没有考核的尺子。",
        row("产出指标", "数量指标", "设备维修", "约定次数", "≥12次"),
        "样本 001、004",
        Tag.NOT_QUANTIFIED,
        _ind11,
    ),
)
