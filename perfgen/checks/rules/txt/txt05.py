"""TXT05: years that are not the filing's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from perfgen.checks.figures import counts, of_target
from perfgen.checks.history import crosses_years, is_account, is_history, says_year_crossed
from perfgen.checks.mentions import SAFEGUARDS
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, PlacedProject, Row, Subject
from perfgen.checks.texts import Spans
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_YEAR = regex(r"(?<![\d.\-—~～－至到])(20\d\d)(?!\d)(?!\s*[\-—~～－至到]\s*20\d\d)\s*年?")
_PLANNED = regex(
    r"(?<=年)(?:度|部门预算|预算|年?[底末]|(?:1[0-2]|[1-9])月[底末]|工作计划"
    r"|[，,]?(?:我们|我县|我区|我市|我局|我办|我单位|我部门|本部门|本单位|全县|全区|全局|计划|拟|将|要|力争|预计|安排|申请|继续|确保|进一步)|[，,]?[一-鿿]{2,14}(?:局|委|办|院|中心|政府|办事处)(?:将|计划|拟|要|预计|安排|申请))"
)
_DOES = regex("(?<=年)[，,]?(?:完成|开展|组织|举办|建设|新建|改造|保障|培训|购置|实施)(?!了|的)")
"""What a goal that begins with a year goes on with, where the year is that of the goal."""
_DONE = regex("时|期|完工|竣工|完成|验收|交付|投用")
_OF_PLACE = regex("[，,]?(?:我|全)[县区市旗镇乡]")
"""What goes on of a county and not of what a department means to do."""
_LONG_TERM = regex("[底末]")
_SINCE = regex(r"(?:截至|截止|自从|自|从|较|比|同比|对比|与|于|沿用|参照|原|始于|上年|去年|上一年)\s*$")
_UNTIL = regex("(?:到|至|力争|争取)\\s*$")
_TITLE = regex("《[^《》\\n]*》|〔[^〕\\n]*〕|\\[20\\d\\d\\]|（20\\d\\d）")
_STOP = regex("[，,。；;！？\\n]")
_SENTENCE_END = regex("[。；;！？\\n]")
_CLAUSE, _AHEAD = 60, 300
"""As far back and ahead, in characters, as a clause is read."""
_BEFORE = 6
"""As far back, in characters, as a word such as 截至 is looked for."""
_TEXTS = ("资金用途", "绩效目标", "工作活动概况", "资金安排情况", "绩效目标说明", "绩效指标说明")


def _find(subject: Subject) -> Iterator[Finding]:
    for row in subject.all_rows:
        yield from _in_target(subject, row)
    for placed in subject.projects:
        yield from _of_period(subject, placed)
    for path, text in _prose(subject):
        yield from _in_prose(subject, path, text)


def _of_period(subject: Subject, placed: PlacedProject) -> Iterator[Finding]:
    """A 项目期 that is over before the year of the filing, or begins after it: 2024年1月至12月 in one of 2025."""
    said = placed.project.period or ""
    years = [int(found) for found in re.findall(r"20\d\d", half_width(said))]
    own = subject.filing.year
    if years and (max(years) < own or min(years) > own) and not _LONG.search(said):
        yield _finding(subject, placed.at("项目期"), said.strip(), said.index(said.strip()))


_LONG = regex("长期|常年|[起始]|延续|至今")


def _prose(subject: Subject) -> Iterator[tuple[Path, str]]:
    yield from subject.narratives()
    yield from subject.duty_texts()
    for placed in subject.projects:
        project = placed.project
        said = (
            project.purpose,
            project.goals,
            project.overview,
            project.funds_said,
            project.goals_said,
            project.indicators_said,
        )
        for label, texts in zip(_TEXTS, said, strict=True):
            if isinstance(texts, tuple):
                yield from ((placed.at(label, number), text) for number, text in enumerate(texts))
            elif texts:
                yield placed.at(label), texts


def _in_target(subject: Subject, row: Row) -> Iterator[Finding]:
    written = row.indicator.target.written
    for at, words, year in _others(subject, written):
        if _is_next_end(subject, row, year):
            continue
        if not _SINCE.search(written[max(0, at - _BEFORE) : at]) and words != str(year):
            path, inner = row.within_target(at)
            yield _finding(subject, path, words, inner)


def _is_next_end(subject: Subject, row: Row, year: int) -> bool:
    """Whether a later year is when a project that goes on after its own year is to be done."""
    if year <= subject.filing.year or _DONE.search(row.indicator.name + row.indicator.level2) is None:
        return False
    if row.project is None:  # what is said of the whole is right where a project says the same
        return any(one.indicator.target.written == row.indicator.target.written for one in subject.rows)
    if _goes_on(subject, row, year):
        return True
    return crosses_years(row.project) or says_year_crossed(row.indicator.description, row.project, year)


def _goes_on(subject: Subject, row: Row, year: int) -> bool:
    """Whether the project has a date at the end of its own year, and this is one soon after: 11月付印, 次年3月配送完."""
    own, later = subject.filing.year, _SOON.search(row.indicator.target.written)
    others = [] if later is None or year != own + 1 or row.project is None else row.project.rows
    return any(_LATE.search(half_width(one.indicator.target.written).replace(f"{own}年", "")) for one in others)


_SOON = regex("年(?:0?[1-6])月")
_LATE = regex(r"^[≤<]?\s*1[0-2]月")


def _in_prose(subject: Subject, path: Path, text: str) -> Iterator[Finding]:
    yield from _judged_too_early(subject, path, text)
    others = [*_others(subject, text)]
    if not others:
        return
    own = subject.filing.year
    history = listed(subject, "history")
    own_year = cache(partial(re.search, f"{own}年|今年|本年|年内", text))
    for at, words, year in others:
        end = at + len(words)
        if path[-1] == SAFEGUARDS and year > own + 1 and _BY.match(text, end):
            yield _finding(subject, path, words, at)  # what is left to do of a year is done in the next
            continue
        planned = _PLANNED.match(text, end) or (_begins(path, text, at) and _DOES.match(text, end))
        of_this = year < own and (
            _says_own_values(subject, text, end)
            or own - year == _TEN
            or (path[-1] in _LATER_WORK and _WORK_TO_DO.match(text, end) is not None)
        )
        since = _SINCE.search(text[max(0, at - _BEFORE) : at])
        by_then = since is not None and since[0].strip() == "于" and _BY.match(text, end)  # 于2020年10月底前报
        if not (planned or of_this) or (since and not by_then):
            continue
        if year > own and f"{own}年" in _sentence_before(text, at):
            continue  # 2025年12月底前完成2026年度医保征缴
        if year > own and planned and (_LONG_TERM.search(planned[0]) or _UNTIL.search(text[max(0, at - 4) : at])):
            continue
        of_place = _OF_PLACE.match(text, end) and is_account(text, end) and own_year()
        if year < own and not of_this and (is_history(text, end, own=own) or of_place):
            continue
        read = planned.end() if planned else end
        stops = _SENTENCE_END if text.startswith(("，", ","), end) else _STOP
        stop = stops.search(text, read, read + _AHEAD)
        begin = max(
            (match.end() for match in _STOP.finditer(text, max(0, at - _CLAUSE), at)), default=max(0, at - _CLAUSE)
        )
        clause = text[begin : stop.start() if stop else read + _AHEAD]
        if not any(word in clause for word in history):
            yield _finding(subject, path, words, at)


def _judged_too_early(subject: Subject, path: Path, text: str) -> Iterator[Finding]:
    """自评 that is to be done when the year has only begun: it is that of the year, and comes after it."""
    year = subject.filing.year
    for found in _JUDGED.finditer(text):
        if int(found["year"]) < year and found["by"]:
            yield _finding(subject, path, f"{found['year']}年", found.start())
        if int(found["year"]) == year and found["begun"]:
            yield Finding(
                path,
                f"{found['year']}年年初做不了{year}年度的自评",
                f"自评在年度结束以后做，应当是{year + 1}年",
                found[0],
                found.start(),
            )


_JUDGED = regex(
    r"(?P<year>20\d\d)年(?:(?P<begun>[12])|1?\d)月(?:\d{1,2}[日号]|[底末])?(?P<by>之?前|以前)?[^，,。；;\n上去已]{0,10}(?:绩效)?自评"
)


def _says_own_values(subject: Subject, text: str, at: int) -> bool:
    """Whether a sentence says several numbers of things that are the tables' own: it is about this year, whatever year it says."""
    stop = _SENTENCE_END.search(text, at, at + _AHEAD)
    said = [one for one in counts(text[at : stop.start() if stop else at + _AHEAD]) if one.value >= _TELLING]
    if len(said) < _SEVERAL:
        return False
    own = {(one.unit, one.value) for row in subject.all_rows if (one := of_target(row.indicator.target))}
    return sum((one.unit, one.value) in own for one in said) >= _SEVERAL


_LATER_WORK = (SAFEGUARDS, "加强部门整体绩效目标实施")
_WORK_TO_DO = regex(
    r"\s*(?:1[0-2]|[1-9])月(?:\d{1,2}[日号]|[底末])?(?:之?前|以前)?(?:对|组织|开展|完成)[^。；;\n]{0,24}(?:自查|监控|整改|通报|检查)"
)
"""What is to be done in the year of the filing, whatever year it is said to be in."""
_TEN = 10
"""2016 for 2026: so many years ago nothing was that a filing of this year speaks of, but for what began then."""
_TELLING, _SEVERAL = 20, 2
_BY = regex(r"\s*(?:1[0-2]|[1-9])月(?:\d{1,2}[日号]|[底末])?(?:之?前|以前)")


def _sentence_before(text: str, at: int) -> str:
    return _SENTENCE_END.split(half_width(text[max(0, at - _CLAUSE) : at]))[-1]


def _begins(path: Path, text: str, at: int) -> bool:
    """Whether a goal begins with what stands at `at`."""
    return "绩效目标" in path and at <= _CLAUSE and not text[:at].strip(" 　（）()0123456789.、一二三四五六七八九十")


def _others(subject: Subject, text: str) -> Iterator[tuple[int, str, int]]:
    """The years of a text that are not the filing's nor part of a title or a document's number."""
    found = [match for match in _YEAR.finditer(half_width(text)) if int(match[1]) != subject.filing.year]
    titles = Spans(title.span() for title in _TITLE.finditer(text)) if found else Spans(())
    for match in found:
        if not titles.hold(match.start()):
            yield match.start(), text[match.start() : match.end()].rstrip(), int(match[1])


def _finding(subject: Subject, path: Path, words: str, at: int) -> Finding:
    year = subject.filing.year
    return Finding(
        path,
        f"写的是{words}，这份绩效文本是{year}年度的",
        f"是今年的事就改成{year}年；说的是往年的事，请写明",
        words,
        at,
    )


RULE = Rule(
    "TXT05",
    Severity.WARNING,
    "年度不一致",
    "指标值里、说今年打算的话里，出现了别的年份，多半是从去年的文本抄来没有改。"
    "《》里的标题、文号，建成、印发、决算一类往年的事，拿往年和今年对照的话，跨年项目的完工时间不算。",
    Example(
        bad="预算项目:\n  - 绩效目标: [2022年度组织12期培训。]\n",
        good="预算项目:\n  - 绩效目标: [按照《2022年培训计划》，对2021年建成的校舍开展检查。]\n",
    ),
    "上级抽查预算公开时常见；样本 承德高新区财政局2021里往年的事不算",
    Tag.OTHER,
    _find,
)
