"""What texts of 执行情况 say of one row of the table: its number, its 完成率, that it was done, exceeded or not done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfgen.checks.claims import CLAUSE, NOT_YET, OF_PLAN, SENTENCE, is_of_another_year, stem
from perfgen.checks.outcome import OutcomeForm
from perfgen.checks.outcome_money import agrees
from perfgen.checks.reached import Reached, reached
from perfgen.checks.rule import Finding
from perfgen.checks.subject import Path
from perfgen.filing import IndicatorResults
from perfgen.filing.numbers import NUMBER, decimal_text, half_width, parse_decimal
from perfgen.filing.numerals import LONGEST, SIGNS, parse
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.filing.text import shortened
from perfgen.scoring.exact import rounded
from perfgen.scoring.scored import Scored
from perfgen.scoring.units import RATIO, measure
from perfgen.scoring.wanted import ByDate, read

_SIGN = (
    rf"百分之(?P<percent>[{SIGNS}]{{1,{LONGEST}}})|(?P<arabic>{NUMBER.pattern})|(?P<chinese>[{SIGNS}]{{1,{LONGEST}}})"
)
_FILLED = (
    r"(?P<filled>(?:建设|数量|总数|人数|户数|面积|里程|任务|工作|项目|总共|共计?|合计|总计|实际|全年|本年|当年|已经?|完成|建成|达到?|增加到|"
    r"提高到|为|是|有|了|[:：\s])*)"
)
_BEHIND = regex(rf"{_FILLED}(?:{_SIGN})")
_BEFORE = regex(rf"(?P<filled>完成|建成|新建|实施|举办|开展|组织|发放|购置|培训|救助|保障)了?(?:{_SIGN})")
_LOOSE = regex(r"\s*(?:以[上下内]|左右|上下|多|余|中|里)")
_OF_ANOTHER = regex(r"[\u4e00-\u9fff]")
"""A number with a noun behind it counts that: 养老服务站12个选址."""
_IN_ALL = regex("共|合计|总计|全年|实际")
_LEADS_ALL = regex(
    r"(?:(?:我[局委办院校中心]{1,2}|年度|本年|全年|共计?|总共|合计|总计|实际|已|建成|新建|完成|新增|建设|培训|救助|保障|举办|开展|了)*(?:共|合计|总计|全年|实际)"
    r"(?:已|建成|新建|完成|新增|建设|培训|救助|保障|举办|开展|了)*)"
)
_LONGEST_UNIT = 8
_RATE = regex(
    r"(?:(?:目标|任务|计划)?完成率(?:均|都)?(?:达到?了?|为|是|[:：\s])*|完成了?(?:年度|全年|年初|预期|既定|绩效)*(?:目标|计划|任务)(?:任务|数|值)?的)"
    rf"(?P<number>{NUMBER.pattern})\s*[%％](?!以|左右|多)"
)
_OVER = regex("超额(?:完成|达成|实现)|超过了?(?:年度|年初|全年|预期|预定|既定|绩效)*(?:目标|指标值|计划)")
_ADVERB = "均|都|全部|全面|圆满|如期|按期|按时|按计划|超额|顺利"
_ADVERBS = regex(_ADVERB)
_DONE = regex(
    rf"(?:(?:已经?|{_ADVERB})+地?(?:得到|予以)?(?:完成|达成|实现|达标|建成|完工|竣工|达到)"
    r"(?=了?(?:年度|年初|全年|既定|预定|预期|绩效|建设|目标|任务|指标|要求|并|且|\W|\Z))|"
    r"(?:完成|达成|实现|达到)了?(?:年度|年初|全年|既定|预定|预期|绩效)*(?:目标|任务|指标))(?!率|情况|时间|的)"
)
_IN_TIME = regex(r"(?:按时|如期|按期|按计划|及时|提前)[^，。；,;]{0,6}?(?:完工|竣工|建成|完成|投入使用|验收)(?!率)")
_NOT_DONE = regex(
    r"(?:还|尚|仍)?(?:未|没有)(?:能)?(?:按期|按时|如期|全部|完全)?(?:完成|达到|达成|达标|实现|建成|完工)(?!率|的|过|情况)"
)
_NEGATED = regex("未|没有|尚|除|基本|部分|个别|大部分|原因|影响|导致")
_LATER = regex("推迟|延期|滞后|延后|逾期|晚于|跨年")
_THEN = regex("年初|上半年|下半年|季度|月|起初|原|曾|中期|半年")
_CARRIED = regex(
    r"(?:目标|任务|计划)?完成率|完成了?(?:年度|全年|年初)*(?:目标|计划|任务)|超额|(?:均|都|全部|圆满|如期|按期|按时|已经?)+(?:完成|达成|建成|达标)"
)
_HAN = regex(r"[\u4e00-\u9fff]*\Z")
_OF_ALL = regex(
    r"(?:实际|全年|其中|经?测评|经?调查|问卷|的|受益|服务对象|群众|项目|年度|本年|显示|结果|总体|综合|平均|一是|二是|三是)*"
)
_TAILS = ("满意度", "合格率", "及时率", "准确率", "覆盖率", "达标率", "知晓率", "到位率", "完好率", "入学率", "就业率")
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what texts call it, how far it got as a number, and whether that is far enough."""

    number: int
    one: IndicatorResults
    key: str
    tail: str
    got: Reached | None
    scored: Scored
    unmet: bool

    def found(self, clause: str) -> int | None:
        """Where a clause has named the row; None where it does not."""
        if self.key and (at := clause.find(self.key)) >= 0:
            return at + len(self.key)
        if not self.tail or (at := clause.find(self.tail)) < 0:
            return None
        lead = _HAN.search(clause[:at])
        said = lead[0] if lead else ""
        whose = _OF_ALL.fullmatch(said) or all(sign in self.one.name for sign in said)
        return at + len(self.tail) if whose else None


def of_rows(
    outcome: OutcomeForm, held: Sequence[Scored], done: Sequence[Target | None], texts: Sequence[tuple[Path, str]]
) -> Iterator[Finding]:
    """Clauses that name a row, or stand in it, and say of it what its cell, held against its target, denies."""
    rows = [*_rows(outcome, held, done)]
    own = [(outcome.row(row.number, "原因说明"), row.one.cause, row) for row in rows if row.one.cause]
    for path, text, owner in [*((path, text, None) for path, text in texts), *own] if rows else ():
        for sentence in SENTENCE.finditer(text or ""):
            before = [owner] if owner else []
            for clause in CLAUSE.finditer(sentence[0]):
                at = sentence.start() + clause.start()
                named = [(row, end) for row in rows if (end := row.found(clause[0])) is not None]
                longest = max((len(row.key) for row, _ in named), default=0)
                meant = [(row, end) for row, end in named if len(row.key) == longest or longest == 0]
                if not meant and len(before) == 1 and _CARRIED.match(clause[0]):
                    meant = [(before[0], 0)]
                before = [row for row, _ in meant]
                said = clause[0]
                if NOT_YET.search(said) or is_of_another_year(text or "", at + len(said), outcome.year):
                    continue
                for row, end in meant if len(meant) == 1 else ():
                    yield from _of_row(row, said, end, path, at)
                if not meant and owner is None:
                    yield from _of_time(rows, sentence[0], said, path, at)


def _rows(outcome: OutcomeForm, held: Sequence[Scored], done: Sequence[Target | None]) -> Iterator[_Row]:
    names = [one.name for one in outcome.rows]
    for number, (one, scored, value) in enumerate(zip(outcome.rows, held, done, strict=True)):
        if value is None:
            continue
        tail = next((tail for tail in _TAILS if one.name.endswith(tail)), "")
        alone = tail and sum(tail in name for name in names) == 1
        got = reached(one, value, outcome.rules)
        yield _Row(number, one, stem(one.name), tail if alone else "", got, scored, outcome.is_unmet(scored))


def _of_row(row: _Row, clause: str, end: int, path: Path, at: int) -> Iterator[Finding]:
    for told in (_rate(row, clause), _number(row, clause, end), _words(row, clause, end)):
        if told:
            words, message, start = told
            yield Finding(path, message, "核对文字和表里的实际完成值，写得一致", words, at + start)
            return


_Told = tuple[str, str, int]


def _rate(row: _Row, clause: str) -> _Told | None:
    """A 完成率 that is not the share of what was reached in the target; more than 100 % may be written as that."""
    got, found = row.got, _RATE.search(half_width(clause))
    if not found or not got or got.sign in ("≤", "<", "") or got.low <= 0 or row.key.endswith("完成率"):
        return None
    said, true = parse_decimal(found["number"]), got.value / got.low * 100
    if said is None or agrees(said, true) or (true > _WHOLE and said == _WHOLE):
        return None
    words = clause[found.start() : found.end()]
    share = f"{decimal_text(rounded(true, 2))}%"
    return words, f"文字里写“{words}”，“{_name(row)}”{_both(row)}，完成率是 {share}", found.start()


def _number(row: _Row, clause: str, end: int) -> _Told | None:
    """A number right beside the name, in whatever unit, that is not the one of the table. A smaller one may be of a part."""
    got, narrow = row.got, half_width(clause)
    if not got or not got.unit or OF_PLAN.search(clause):
        return None
    found = _BEHIND.match(narrow, end)
    behind = found is not None
    if not found:
        begin = clause.find(row.key) if row.key else -1
        found = next((one for one in _BEFORE.finditer(narrow) if 0 < begin - one.end() <= _LONGEST_UNIT), None)
    if not found or (found["percent"] is None and _LOOSE.match(narrow, found.end())):
        return None
    value = parse_decimal(found["arabic"]) if found["arabic"] else parse(found["percent"] or found["chinese"])
    if value is None:
        return None
    wanted, start = measure(got.unit), found.end("filled")
    length, times = (0, Fraction(1)) if found["percent"] else _unit(narrow, found.end(), wanted.base)
    if (
        times is None
        or (behind and _OF_ANOTHER.match(narrow, found.end() + length))
        or _LOOSE.match(narrow, found.end() + length)
    ):
        return None
    true = got.value * wanted.times / times
    larger = Fraction(value) > true
    lead = clause[: end - len(row.key)] if clause[:end].endswith(row.key) else ""
    in_all = _IN_ALL.search(found["filled"]) or _LEADS_ALL.fullmatch(lead)
    both_ways = behind and (got.unit == RATIO or in_all)
    if agrees(value, true) or not (larger or both_ways):
        return None
    words = clause[start : found.end() + length]
    return words, f"文字里写 {words}，表里“{_name(row)}”实际完成的{'没有这么多' if larger else '比这多'}", start


def _unit(text: str, at: int, base: str) -> tuple[int, Fraction | None]:
    """The longest unit that stands at a place and can be turned into a base, and how many of it that is."""
    behind = text[at : at + _LONGEST_UNIT]
    for length in range(len(behind), 0, -1):
        unit = measure(behind[:length].strip())
        if unit.base == base:
            return length, unit.times
    return 0, None


def _words(row: _Row, clause: str, end: int) -> _Told | None:
    """Words that say that it was exceeded, done, or not done."""
    if over := _OVER.search(clause):
        counts = row.got is not None and row.got.sign in ("≥", ">", "=") and row.got.value <= row.got.low
        return _said(row, over[0], over.start(), "没有超过") if counts or row.unmet else None
    return _not_done(row, clause, end) if row.scored.met else _done(row, clause) if row.unmet else None


def _not_done(row: _Row, clause: str, end: int) -> _Told | None:
    found = _NOT_DONE.search(clause, end)
    if not found or _THEN.search(clause) or "原因" in clause or _NEGATED.search(clause[: found.start()]):
        return None
    return _said(row, found[0], found.start(), "达到了")


def _done(row: _Row, clause: str) -> _Told | None:
    found = _DONE.search(clause)
    if not found or _NEGATED.search(clause) or _has_own_number(row, clause):
        return None
    has_number = NUMBER.search(half_width(clause)) is not None
    return None if has_number and not _ADVERBS.search(found[0]) else _said(row, found[0], found.start(), "没有达到")


def _said(row: _Row, words: str, start: int, how: str) -> _Told:
    return words, f"文字里写“{words}”，表里“{_name(row)}”{_both(row)}，{how}", start


def _has_own_number(row: _Row, clause: str) -> bool:
    """Whether a clause says the number of the table: 11个站点全部建成, of the 12 that were to be."""
    if not row.got:
        return False
    numbers = (parse_decimal(found[0]) for found in NUMBER.finditer(half_width(clause)))
    return any(one is not None and Fraction(one) == row.got.value for one in numbers)


def _of_time(rows: Sequence[_Row], sentence: str, clause: str, path: Path, at: int) -> Iterator[Finding]:
    """Words that say that it was in time, where the one row that has a day was late."""
    dated = [row for row in rows if isinstance(read(row.one.adjusted or row.one.target), ByDate)]
    found = _IN_TIME.search(clause) if len(dated) == 1 and dated[0].unmet else None
    if found and not _NEGATED.search(sentence) and not _LATER.search(sentence):
        message = f"文字里写“{found[0]}”，表里“{_name(dated[0])}”{_both(dated[0])}，晚了"
        yield Finding(path, message, "核对文字和表里的实际完成值，写得一致", found[0], at + found.start())


def _name(row: _Row) -> str:
    return shortened(row.one.name)


def _both(row: _Row) -> str:
    done = row.one.actual.written if row.one.actual else ""
    return f"的指标值是 {(row.one.adjusted or row.one.target).written}，实际 {done}"
