"""IND09 and IND16 to IND18: where an indicator stands, and how often it is used. The family IND as a whole."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from perfgen.checks import indicator_values, indicator_words, reading
from perfgen.checks.indicator_examples import cells, moved, rows, several
from perfgen.checks.rule import Family, Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.texts import normalised
from perfgen.checks.words import listed
from perfgen.errors import Severity

_MANY_ROWS, _MOST = 10, 0.9
_MANY_PROJECTS = 3
_ANYWHERE = "_"
_BENEFITS = ("效益指标", "效果指标")


def _ind09(subject: Subject) -> Iterator[Finding]:
    told = [(one, normalised(one.indicator.basis)) for one in subject.all_rows]
    if len(told) < _MANY_ROWS:
        return
    (basis, count), *_ = Counter(basis for _, basis in told).most_common(1)
    if basis and count >= _MOST * len(told):
        first = next(one for one, same in told if same == basis)
        words = first.indicator.basis.strip()
        yield Finding(
            first.at("指标值确定依据"),
            f"{len(told)} 行里有 {count} 行的指标值确定依据都是“{words}”",
            "按每一行写指标值的来处，如文件、标准、合同、上年实际数",
            words,
        )


def _ind16(subject: Subject) -> Iterator[Finding]:
    for rows_of_one in (subject.overall_rows, *(project.rows for project in subject.projects)):
        seen: set[tuple[str, str]] = set()
        for one in rows_of_one:
            indicator = one.indicator
            key = (indicator.level1, normalised(indicator.name))
            if key in seen:
                yield Finding(
                    one.at("三级指标"),
                    f"{indicator.level1}里已经有“{indicator.name.strip()}”了",
                    "删去重复的一行，或者把名称写得有区别",
                    indicator.name.strip(),
                )
            seen.add(key)


@dataclass(frozen=True, slots=True)
class _Misplaced:
    """A word that does not belong under a class, where it belongs, and the words beside which it may."""

    word: str
    under: str
    belongs: str
    unless: tuple[str, ...]

    def speaks_of(self, row: Row) -> bool:
        indicator = row.indicator
        classes = (indicator.level1, indicator.level2)
        own = self.belongs.removesuffix("指标")
        under = not any(own in one for one in classes) if self.under == _ANYWHERE else self.under in classes
        return under and self.word in indicator.name and not any(word in indicator.name for word in self.unless)


@cache
def _misplaced(entries: tuple[str, ...]) -> tuple[_Misplaced, ...]:
    columns = ((*entry.split(), "")[:4] for entry in entries if len(entry.split()) >= 3)
    return tuple(
        _Misplaced(word, under, belongs, tuple(filter(None, unless.split("、"))))
        for word, under, belongs, unless in columns
    )


@cache
def _any_word(entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted({re.escape(one.word) for one in _misplaced(entries)})))


def _spared(subject: Subject, one: _Misplaced, row: Row) -> bool:
    """Whether a number of things is a benefit by itself: 受益企业个数, 事故数量, 群众跑腿次数 ≤1次."""
    name, target = row.indicator.name, reading.parsed(row.indicator.target)
    return one.belongs == reading.QUANTITY and bool(
        target.operator in ("≤", "<")
        or target.value == 0
        or reading.mentions(subject, "carrying", name)
        or reading.is_adverse(subject, name)
    )


def misclassified(subject: Subject, row: Row) -> tuple[str, str] | None:
    """The word of an indicator's name that does not belong under its class, and the class it belongs to, if any."""
    name = row.indicator.name
    entries = listed(subject, "classes")
    for one in _misplaced(entries) if _any_word(entries).search(name) else ():
        if one.speaks_of(row) and not _spared(subject, one, row):
            return one.word, one.belongs
    return _activity(subject, row)


def _activity(subject: Subject, row: Row) -> tuple[str, str] | None:
    """What is done, counted as if it were a benefit: 开展信息采集 ≥80条 under 经济效益指标."""
    name, target = row.indicator.name.strip(), reading.parsed(row.indicator.target)
    word = reading.begins_with(subject, "activities", name)
    counted = target.value is not None and reading.is_count(subject, reading.unit_of(target))
    if row.indicator.level1 not in _BENEFITS or not word or not counted:
        return None
    spared = reading.mentions(subject, "carrying", name) or reading.is_adverse(subject, name)
    return None if spared else (word, reading.QUANTITY)


def _ind17(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator = one.indicator
        wrong = misclassified(subject, one)
        if wrong:
            word, belongs = wrong
            name = indicator.name.strip()
            yield Finding(
                one.at("三级指标"),
                f"“{name}”说的是“{word}”，放在了{indicator.level2}下",
                f"看看是不是应当放到{belongs}；确实属于{indicator.level2}的，换一个说得清的名称",
                name,
            )


def _ind18(subject: Subject) -> Iterator[Finding]:
    own = (subject.standard.satisfaction, subject.standard.cost, reading.TIME)
    used: dict[str, list[Row]] = defaultdict(list)
    for one in subject.rows:
        if not {one.indicator.level1, one.indicator.level2} & set(own):
            used[normalised(one.indicator.name)].append(one)
    for same in used.values():
        projects = len({one.path[:2] for one in same})
        if projects >= _MANY_PROJECTS:
            name = same[0].indicator.name.strip()
            yield Finding(
                same[0].at("三级指标"),
                f"{projects} 个项目都用了指标“{name}”",
                "换成只有本项目才有的指标，说清楚这笔钱办成了什么",
                name,
            )


def _bases(*bases: str) -> tuple[tuple[str, ...], ...]:
    """Two rows in each of five projects, with these bases in turn."""
    told = [cells(f"第{number + 1}项工作完成率", "≥95%", bases[number % len(bases)]) for number in range(10)]
    return tuple(zip(told[::2], told[1::2], strict=True))


_RULES = (
    Rule(
        "IND09",
        Severity.INFO,
        "依据全文雷同",
        "每个指标值的来处不会都一样；全文一个依据，等于没有依据。",
        several("产出指标", "质量指标", _bases("年初工作计划"), _bases("年初工作计划", "政府采购合同", "上年度实际数")),
        "样本 000、004",
        Tag.INCOMPLETE,
        _ind09,
    ),
    Rule(
        "IND16",
        Severity.ERROR,
        "三级指标重名",
        "一个项目里两行同名，填报系统不收，年终自评时也分不清是哪一行。",
        rows(
            "产出指标",
            "数量指标",
            (cells("举办培训班", "≥6期"), cells("举办培训班", "≥8期")),
            (cells("举办业务培训班", "≥6期"), cells("举办安全培训班", "≥8期")),
        ),
        "绩效目标填报系统的校验",
        Tag.OTHER,
        _ind16,
    ),
    Rule(
        "IND17",
        Severity.WARNING,
        "二级指标分类疑似错误",
        "名称说的是时间，却放在成本指标下；说的是次数，却放在效益指标下。放错了位置，该有的指标就缺了。",
        moved("设备维护及时率", "≥95%", ("产出指标", "成本指标"), ("产出指标", "时效指标")),
        "样本 001、002",
        Tag.WRONG_LEVEL2,
        _ind17,
    ),
    Rule(
        "IND18",
        Severity.INFO,
        "多个项目套用同一指标",
        "哪个项目都能用的指标，说明不了这笔钱办成了什么。满意度、时效、成本指标除外。",
        several(
            "效益指标",
            "社会效益指标",
            ((cells("全县教育发展水平", "≥90%"),),) * 3,
            tuple((cells(name, "≥90%"),) for name in ("教室照度达标率", "汇报课优良率", "监控图像完整率")),
        ),
        "样本 004",
        Tag.IRRELEVANT,
        _ind18,
    ),
)

FAMILY = Family(
    "IND",
    "绩效指标",
    tuple(sorted((*indicator_values.RULES, *indicator_words.RULES, *_RULES), key=lambda rule: rule.code)),
)
