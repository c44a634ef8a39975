"""Counts that a filing states of itself: projects, goals, indicators. What is stated, and what is there."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfgen.checks.history import of_another_year, says_own_total
from perfgen.checks.mentions import GOALS, NarrativeReading
from perfgen.checks.naming import normalised, undressed
from perfgen.checks.subject import Path, Subject
from perfgen.checks.texts import remembered
from perfgen.checks.whole import OURS
from perfgen.filing import Project
from perfgen.filing.numbers import half_width, parse_decimal
from perfgen.filing.numerals import LONGEST, SIGNS, in_style_of, parse
from perfgen.filing.regex import regex

_COUNT = regex(rf"(?P<digits>(?<!\d)\d{{1,4}}(?!\d)|(?<![{SIGNS}])[{SIGNS}]{{1,{LONGEST}}})\s*(?P<measure>项|个|条)")
_LONGEST_LEAD = 80
"""Characters before a count among which stands what says that it is one of ours."""
_SAME = {"效益指标": "效果指标", "效果指标": "效益指标"}
_LEVEL = "[一二三]级(?:绩效)?指标"
_KINDS = (
    "产出指标|效益指标|效果指标|满意度指标|成本指标|数量指标|质量指标|时效指标|经济效益指标|社会效益指标|生态效益指标|"
    f"可持续影响指标|服务对象满意度指标|绩效指标|绩效目标|{_LEVEL}"
)


class _Around(NamedTuple):
    """What stands right before a count, and what right behind it. Either may have the `kind` of what is counted."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


def _around(before: str = "", behind: str = "", *, signs: Sequence[str] = ()) -> _Around:
    """`signs` are those of what stands before it, see `regex`."""
    return _Around(regex(rf"(?:{before})\Z", signs=signs), regex(behind))


_INDICATORS = (
    _around(behind=rf"\s*(?P<kind>{_KINDS})(?!值)"),
    _around(
        rf"(?<![经济社会生态])(?P<kind>{_KINDS})\s*(?:(?:共设置|共设立|共设|共计|共有|共|合计|总计|为|有|设置了|设置|设定|设立|设|包括|分为)\s*)?",
        rf"(?!\s*(?:{_KINDS}))",
        signs=("指标", "绩效目标"),
    ),
)
_PROJECTS = (
    _around(r"预算项目\s*(?:(?:共计|共|总数|数量|数|为|有)+\s*)?"),
    _around(r"(?:共|共有|共计|合计|总共)\s*(?:(?:设立|设置|安排|申报|申请|编报|编制|有)\s*)?", r"\s*(?:预算)?项目"),
    _around(rf"{OURS}\s*(?:\d{{4}}年度?\s*)?(?:安排|设立|申报|编报|申请|设置|有|共有)\s*", r"\s*(?:预算)?项目"),
    _around(
        r"(?:安排|设立|申报|编报|编列|申请|设置|编制|涉及|包括)(?:的|了)?(?:绩效|部门预算|专项)?项目(?:支出|资金)?\s*(?:(?:共计|共有|共|合计|总数|数量|有|为)+\s*)?",
        "(?!项目)",
        signs=("项目",),
    ),
    _around(
        r"项目支出\s*(?:(?:预算|共计|共有|共|合计|总数|数量|有|为)+\s*)?",
        "(?!项目)",
        signs=("项目支出",),
    ),
    _around(
        r"(?:预算|绩效|支出)项目(?:支出)?\s*(?:共计|共有|共|合计|总计)\s*",
        "(?!项目)",
        signs=("预算项目", "绩效项目", "支出项目"),
    ),
    _around(
        r"(?<![\u4e00-\u9fff“”])项目(?:共计|共有|共|合计|总计)\s*",
        "(?!项目)",
        signs=("项目共", "项目合计", "项目总计"),
    ),
    _around(
        r"(?:[我本](?:局|委|办|院|校|中心|会|站|所|社|馆|队|镇|乡|部门|单位|系统)|部门)\s*共有(?:预算|支出)?项目\s*",
        "(?=[，,。；;、]|$)",
        signs=("项目",),
    ),
    _around(r"(?<=元[，,])(?:预算)?项目\s*", "(?=[，,。；;、]|$)", signs=("项目",)),
    _around(r"(?<![\u4e00-\u9fff])", r"\s*项目(?:均|全部|都|各)"),
    _around(r"20\d\d年度?(?:预算|支出)?项目共?(?:计|有)?\s*", "(?=[，,。；;、]|$)", signs=("项目",)),
    _around(
        r"(?:申请|申报|安排|编报)[^。；;\n]{1,24}元[，,][^。；;，,\n]{0,16}[，,]?(?:共?用于|共?涉及)\s*",
        r"\s*(?:预算|支出)?项目(?=[，,。；;]|$)",
    ),
    _around(r"(?<![\u4e00-\u9fff“”])项目\s*", r"(?=[，,；;]\s*(?:财政|资金|预算|总|申请))", signs=("项目",)),
    _around(r"项目支出[^。；;\n]{1,60}[，,]共(?:计|有)?\s*", "(?=[。；;\n]|$)", signs=("项目支出",)),
    _around(r"项目(?:总数|数量|个数|总数量)\s*(?:(?:共计|共|合计|为|是|达)+\s*)?", signs=("项目",)),
    _around(
        r"(?:设立|申报|编报|申请|安排|设置|编制|涉及|包括|包含|分为)(?:了|有)?\s*",
        r"\s*(?:预算|绩效|支出)?项目(?![标区部组点法经单管类])",
    ),
    _around(
        r"(?:汇总|通报|梳理|统计|监控|跟踪|分析|调度|督促|公开|全部|对)\s*",
        r"\s*(?:预算|支出)?项目(?:的?(?:支出|预算|执行|绩效|资金|进度)|逐[项一个])",
    ),
)
_IN_SAFEGUARDS = (
    _around(
        r"(?:^|[，,。；;、：:\n]|全部|以上|对|将|把|按|就|给|为)\s*",
        r"\s*(?:预算|支出)?项目(?![标区部组点法经单管类])(?=[\u4e00-\u9fff])",
    ),
)
"""In what keeps the goals safe, a number of projects is that of all."""
_TASKS = (
    _around(behind=r"\s*(?:年度主要|主要|年度)(?:工作)?任务(?=[，,。；;、]|$)"),
    _around(
        r"年度(?:主要)?(?:工作)?任务\s*(?:(?:共计|共有|共|合计|有|为)+\s*)?", "(?=[，,。；;、]|$)", signs=("任务",)
    ),
)
"""How many of 年度主要任务 a text says there are."""
_TOGETHER = "绩效指标|三级指标|产出指标|效益指标|满意度指标|数量指标|质量指标|时效指标|成本指标"
_ALL = regex("(?:本部门|本单位|我局|部门整体|全部|所有|各项目|项目)[^。；;\\n]{0,20}(?:共|合计|总计|总共)")
"""What says that indicators are counted over all projects."""
_WINDOW = 40
_NOT_ALL = regex(
    "上级|争取|省级|市级|中央|招商|重大|谋划|储备|入库|其中|上年|去年|往年|每|新增|重点|上述|前|分别|余|至少|不少于|不低于|不小于|已"
)


class Declared(NamedTuple):
    """A count a text states that is not so. `start` and `end` are those of the number with its measure word.

    `fix` is what to write instead, in the same style; None where nothing is there to be counted, or more than one
    count would do.
    """

    path: Path
    start: int
    end: int
    quoted: str
    of: str
    stated: int
    actual: int
    fix: str | None


@remembered
def project_counts(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text says how many projects there are: the beginning and end of the number with its measure word."""
    narrow = half_width(text)
    found = (one for one, _ in _counts(narrow, _PROJECTS))
    return tuple(one.span() for one in found if not _NOT_ALL.search(_clause(narrow, one.start())))


def _counts(text: str, ways: Sequence[_Around], end: int = sys.maxsize) -> Iterator[tuple[re.Match[str], str]]:
    """The counts in a text that stand in one of some ways, and the kind of what is counted: empty where they do not tell it."""
    for found in _COUNT.finditer(text, 0, end):
        for way in ways:
            behind = way.behind.match(text, found.end(), end)
            before = behind and way.before.search(text, max(0, found.start() - _LONGEST_LEAD), found.start())
            if behind and before:
                yield found, (before.groupdict() | behind.groupdict()).get("kind") or ""


def _of_another_year(text: str, start: int, year: int) -> bool:
    """Whether the sentence speaks of another year before a number."""
    window = max(0, start - _WINDOW)
    begin = max(window, *(text.rfind(sign, window, start) + 1 for sign in "。；;\n"))
    return of_another_year(text[begin:start], own=year)


def _clause(text: str, start: int) -> str:
    window = max(0, start - _WINDOW)
    return text[max(window, *(text.rfind(sign, window, start) + 1 for sign in "，,。；;\n：、")) : start]


def declared(subject: Subject, reading: NarrativeReading) -> Iterator[Declared]:
    """The counts the filing states of its projects, goals and indicators that are not so; what is cut off is silent."""
    projects = subject.projects
    counted = [_counted(placed.project) for placed in projects]
    broken_off = subject.outline is not None and subject.outline.broken_off
    for path, text in subject.narratives():
        yield from enumerated(path, text) if "一是" in text else ()
        if not broken_off:
            yield from _of_whole(subject, reading, path, text, counted)
        for passage in reading.passages:
            if passage.path == path and not projects[passage.project].unfinished:
                piece = text[passage.start : passage.end]
                for one in _counts_of(counted[passage.project], path, piece):
                    yield one._replace(start=one.start + passage.start, end=one.end + passage.start)
    for placed, actual in zip(projects, counted, strict=True):
        said = (
            ("工作活动概况", placed.project.overview),
            ("绩效目标说明", placed.project.goals_said),
            ("绩效指标说明", placed.project.indicators_said),
        )
        for label, words in said if not placed.unfinished else ():
            if words:
                yield from _counts_of(actual, placed.at(label), words)


def _of_whole(
    subject: Subject, reading: NarrativeReading, path: Path, text: str, counted: Sequence[Mapping[str, set[int]]]
) -> Iterator[Declared]:
    """The counts a text states of all projects, and of the indicators of all projects together, that are not so."""
    narrow, year = half_width(text), subject.filing.year
    numbers = {"项目": {len(subject.filing.projects), len(subject.projects)}}
    said = [*_found(path, text, _PROJECTS, numbers, "项目")]
    if path[-1] not in GOALS:
        told = {one.start for one in said}
        # 上述 is one of the words of some only, and here it is all that were said before.
        more = _found(path, text.replace("上述", "全部"), _IN_SAFEGUARDS, numbers, "项目")
        said += [one for one in more if one.start not in told and one.quoted.endswith("个")]
    if subject.filing.tasks:
        tasks = {"年度主要任务": {len(subject.filing.tasks)}}
        said += _found(path, text, _TASKS, tasks, "年度主要任务")
    together = {kind: _sums(kind, counted, subject) for kind in _TOGETHER.split("|")}
    for one in _counts_of(together, path, text):
        words = narrow[max(0, one.start - _WINDOW) : one.end]
        if reading.owner(path, one.start) is None and _ALL.search(words):
            said.append(one)
    said += _of_names(subject, path, text, {one.start for one in said})
    for one in said:
        if not _of_another_year(narrow, one.start, year) or says_own_total(subject, text, one.start):
            yield one


_SENTENCE = regex(r"[^。；;\n]+")


def _of_names(subject: Subject, path: Path, text: str, told: set[int]) -> Iterator[Declared]:
    """The counts that sum up or announce a list of projects by their names: 安排A、B、C项目共3个, 用于3个项目：A、B、C."""
    if "、" not in text or not any(_counts(half_width(text), _LISTED)):
        return
    names = [short for placed in subject.budget_projects if len(short := _short(placed.project.name)) >= _LEAST_NAME]
    actual = {len(subject.filing.projects), len(subject.projects)}
    for sentence in _SENTENCE.finditer(text):
        if "、" not in sentence[0] or len(sentence[0]) > _LONGEST:
            continue
        narrow = half_width(sentence[0])
        if not any(_counts(narrow, _LISTED)):
            continue
        plain = normalised(sentence[0])
        named = sum(name in plain for name in names)
        part = _NOT_ALL.search(narrow) if named > 1 else None
        for found, _ in _counts(narrow, _LISTED, part.start() if part else sys.maxsize) if named > 1 else ():
            number = parse_decimal(digits) if (digits := found["digits"])[0].isascii() else parse(digits)
            start = sentence.start() + found.start("digits")
            if number is None or start in told or int(number) in {*actual, named}:
                continue
            end = sentence.start() + found.end("measure")
            right = max(actual)
            model, measure = text[start : sentence.start() + found.end("digits")], found["measure"]
            fix = in_style_of(model, right, beside=text) + measure if len(actual) == 1 else None
            yield Declared(path, start, end, text[start:end], "项目", int(number), right, fix)


def _short(name: str) -> str:
    """A project's name without year and level, and without what only says that it is money."""
    return _MONEY_TAIL.sub("", normalised(undressed(name)))


_LEAST_NAME, _LONGEST = 4, 2_000
"""A longer sentence is no list of projects."""
_MONEY_TAIL = regex("(?:项目)?(?:资金|经费|费用|费)(?:项目)?$")
_LISTED = (
    _around(
        r"(?:共计|共有|共|合计|总计|总共|等|分为|用于|包括|涉及|安排|有|(?<=[费金助贴程目护设]))\s*",
        r"\s*(?:预算|支出)?(?:项目)?(?=[，,：:）)。；;\n]|$)",
    ),
)
"""A number of things at the end of a clause; only where the sentence names projects."""


_ENUMERATED = regex(
    "(?<![\\d一二三四五六七八九十百])(?P<digits>[二三四五六七八九十两]|[2-9])(?:个方面|个|项|点|条|件)(?=[\u4e00-\u9fff]{0,8}[：:]\\s*一是(?P<rest>[^\\n]*))"
)
_ORDER = "一二三四五六七八九十"


def enumerated(path: Path, text: str) -> Iterator[Declared]:
    """The counts before a row of 一是、二是 that has more or fewer: 工作重点四项：一是…；二是…；三是…."""
    for found in _ENUMERATED.finditer(text):
        stated = int(found["digits"]) if found["digits"].isdigit() else int(parse(found["digits"]) or 0)
        actual = next((at for at in range(1, len(_ORDER)) if f"{_ORDER[at]}是" not in found["rest"]), len(_ORDER))
        if stated != actual and actual > 1:
            yield Declared(path, *found.span(), found[0], "后面列的", stated, actual, None)


def _sums(kind: str, counted: Sequence[Mapping[str, set[int]]], subject: Subject) -> set[int]:
    """How many indicators of a kind all projects have together; those of 整体绩效指标 would do as well."""
    overall = subject.filing.indicators
    own = {len(overall), sum(kind in (row.level1, row.level2) for row in overall)} if overall else set[int]()
    return {sum(max(actual.get(kind, {0})) for actual in counted)} | own


def _counted(project: Project) -> dict[str, set[int]]:
    """How many goals and indicators a project has, by what they are called; more than one number where either would do."""
    rows = project.indicators
    actual: dict[str, set[int]] = {"绩效目标": {len(project.goals)}, "绩效指标": {len(rows)}}
    first = Counter(row.level1 for row in rows)
    either = first + Counter(row.level2 for row in rows if row.level2 != row.level1)
    for kind in {*_KINDS.split("|"), *either}:
        actual.setdefault(kind, {either[kind] or first[_SAME.get(kind, "")]})
    for sign, levels in (
        ("一", {row.level1 for row in rows}),
        ("二", {(row.level1, row.level2) for row in rows}),
        ("三", {(row.level1, row.level2, row.name) for row in rows}),
    ):
        actual[f"{sign}级指标"] = {len(levels), len(rows)} if sign == "三" else {len(levels)}
    return actual


def _counts_of(actual: Mapping[str, set[int]], path: Path, text: str) -> Iterator[Declared]:
    yield from _found(path, text, _INDICATORS, actual)


def _found(
    path: Path, text: str, ways: Sequence[_Around], actual: Mapping[str, set[int]], of: str = ""
) -> Iterator[Declared]:
    """The counts that are not so, of the kinds that stand beside them, or else of `of`."""
    folded_text, seen = half_width(text), set[int]()
    for found, named in _counts(folded_text, ways):
        start, end = found.span()
        kind = named.replace("级绩效", "级") or of
        clause = _clause(folded_text, start)
        digits = found["digits"]
        number = parse_decimal(digits) if digits[0].isdigit() and digits.isascii() else parse(digits)
        if start in seen or number is None or kind not in actual or _NOT_ALL.search(clause) or "第" in clause[-1:]:
            continue
        seen.add(start)
        stated, right = int(number), actual[kind]
        if stated not in right:
            model, measure = text[start : found.end("digits")], text[found.end("digits") : end]
            certain = len(right) == 1 and max(right) > 0
            fix = in_style_of(model, max(right), beside=text) + measure if certain else None
            yield Declared(path, start, end, text[start:end], kind, stated, max(right), fix)
