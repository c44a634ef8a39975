"""What texts of 执行情况 count: so many targets done, so many not, all exceeded, so much spent; held against the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from perfgen.checks.claims import NOT_YET, SENTENCE, is_meant, is_of_another_year
from perfgen.checks.outcome import OutcomeForm
from perfgen.checks.outcome_money import agrees
from perfgen.checks.reached import reached
from perfgen.checks.row_claims import of_rows
from perfgen.checks.rule import Finding
from perfgen.checks.subject import Path
from perfgen.filing.numbers import NUMBER, decimal_text, half_width, parse_decimal
from perfgen.filing.numerals import SIGNS, parse
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.scoring.exact import rounded
from perfgen.scoring.scored import Scored
from perfgen.scoring.units import measure

_COUNT = rf"(?P<number>\d{{1,3}}|[{SIGNS}]{{1,4}})\s*[项个]"
_KIND = r"(?:绩效|三级|年度|产出|效益|满意度|数量|质量|时效|成本|具体|细化|考核)*"
_AIM = rf"{_KIND}(?:指标|目标)(?:任务|值)?"
_FULLY = "(?:已经?|均|都|全部|全面|圆满|如期|按期|按时|顺利|得到)*"
_MET = "(?:完成|达成|达标|达到|实现)"
_NOT = "(?:还|尚|仍)?(?:未|没有)(?:能)?(?:按期|按时|如期|全部|完全)?"
_DONE = (
    regex(rf"{_COUNT}{_AIM}{_FULLY}{_MET}(?!率|情况|时间|的)"),
    regex(rf"(?<!未)(?<!没有){_MET}了?{_AIM}(?:共|有|为|数)*\s*{_COUNT}"),
    regex(rf"{_AIM}[^。；，,]{{0,8}}?[项个](?:中|里)?[，,、]?(?:其中)?[，,]?(?:有|已经?|全部)*{_MET}了?\s*{_COUNT}"),
    regex(rf"{_AIM}(?:\d{{1,3}}[项个])?(?:中|里)[，,]?(?:有|已经?)?\s*{_COUNT}(?:{_KIND}指标)?{_FULLY}{_MET}(?!率|的)"),
    regex(rf"[项个]{_AIM}(?:中|里)[，,]?(?:有|已经?)?{_MET}了?\s*{_COUNT}"),
)
_UNDONE = (
    regex(rf"{_COUNT}{_AIM}{_NOT}{_MET}(?!的?原因)"),
    regex(rf"{_NOT}{_MET}的?{_AIM}(?:共|有|为|数)*\s*{_COUNT}"),
)
_SOME_UNDONE = regex(
    rf"(?:部分|个别|有的|多数|大部分|少数|一些|各项|全部)?{_AIM}(?:均|都)?{_NOT}{_MET}(?!的|率|过|情况|原因)"
)
_NO = regex("(?:没有|无|不存在|未发现|如果?|原因)")
_SHARE = regex(
    rf"(?<![\u4e00-\u9fff])(?:各项|全部|所有|绩效|年度|全年|三级|项目|本项目|的)*(?:指标|目标|任务)(?:总体|整体|平均)?完成率(?:达到?了?|为|是|[:：\s])*(?P<number>{NUMBER.pattern})\s*[%％](?!以|左右|多)"
)
_OVER = regex(
    rf"(?:各项|全部|所有|年度|全年|绩效|的)*{_AIM}(?:任务)?(?:均|都|全部|已经?)*超额{_MET}|(?:全面|全部|均|都)超额{_MET}"
)
_SPENT = regex(
    r"(?<![\u4e00-\u9fff])(?P<lead>(?:截至(?:年底|年末|12月底|12月31日)|全年|本年度?|当年|年度|本项目|该项目|项目|资金|实际|共计?|累计|已|"
    r"\d{4}年度?)*)(?P<what>执行数|支出数|支出|执行|支付|使用)(?:项目|专项|财政|预算)?(?:资金|金额|总额)?(?:共计?|合计|达到?|为|是|了|[:：\s])*"
    rf"(?P<number>{NUMBER.pattern})\s*(?P<unit>亿元|万元|千元|元)(?!以|左右|多|余|/|／|每|用于)"
)
_OF_THE_WHOLE = regex("全年|本年|当年|年度|项目|预算|共|执行数|支出数|年底|年末|12月|实际")


def denied(outcome: OutcomeForm, unit: str) -> Iterator[Finding]:
    """Whatever texts say of rows, counts and money that what was done up to the time of the document denies; `unit` is its 金额单位."""
    done, texts = [one.actual for one in outcome.rows], outcome.texts
    yield from counted(outcome, outcome.actuals, done, texts)
    yield from of_rows(outcome, outcome.actuals, done, texts)
    yield from misspent(outcome, unit, texts)


def counted(
    outcome: OutcomeForm, held: Sequence[Scored], done: Sequence[Target | None], texts: Sequence[tuple[Path, str]]
) -> Iterator[Finding]:
    """Sentences that count what was done and what was not, otherwise than the rows do."""
    for path, text in texts if outcome.rows else ():
        for sentence in SENTENCE.finditer(text):
            said, at = sentence[0], sentence.start()
            if NOT_YET.search(said) or is_of_another_year(text, at + len(said), outcome.year):
                continue
            told = _numbers(outcome, held, said) or _words(outcome, held, done, said)
            if told:
                words, message, start = told
                yield Finding(path, message, "照表里的实际完成值数一数，文字和表写得一致", words, at + start)


_Told = tuple[str, str, int]


def _numbers(outcome: OutcomeForm, held: Sequence[Scored], said: str) -> _Told | None:
    for patterns, undone in ((_UNDONE, True), (_DONE, False)):
        for pattern in patterns:
            if found := pattern.search(said):
                number = parse_decimal(found["number"]) if found["number"].isdecimal() else parse(found["number"])
                met, unmet, every = _tally(outcome, held, found[0])
                low, high = (unmet, every - met) if undone else (met, every - unmet)
                if number is None or not every or number > every or low <= number <= high:
                    return None
                count = f"{low}" if low == high else f"{low} 至 {high}"
                what = "没有达到" if undone else "达到"
                return found[0], f"写着“{found[0]}”，表里 {every} 个指标，{what}的是 {count} 个", found.start()
    if found := _SHARE.search(half_width(said)):
        number = parse_decimal(found["number"])
        met, unmet, every = _tally(outcome, held, found[0])
        if number is None or number >= 100 or not every:
            return None
        least, most = Fraction(met * 100, every), Fraction((every - unmet) * 100, every)
        if least <= number <= most or agrees(number, least) or agrees(number, most):
            return None
        words = said[found.start() : found.end()]
        share = f"{decimal_text(rounded(most, 2))}%"
        return words, f"写着“{words}”，表里 {every} 个指标，达到的是 {every - unmet} 个（{share}）", found.start()
    return None


def _tally(outcome: OutcomeForm, held: Sequence[Scored], words: str) -> tuple[int, int, int]:
    """How many rows that words are about were certainly reached, certainly not, and are there in all."""
    rows = [scored for one, scored in zip(outcome.rows, held, strict=True) if is_meant(one, words)]
    unmet = sum(outcome.is_unmet(one) for one in rows)
    first = outcome.rules.bands[0] if outcome.rules.bands else None
    met = sum(bool(one.met) or (one.band is not None and one.band == first) for one in rows)
    return met, unmet, len(rows)


def _words(outcome: OutcomeForm, held: Sequence[Scored], done: Sequence[Target | None], said: str) -> _Told | None:
    if (found := _SOME_UNDONE.search(said)) and not _NO.search(said):
        met, _, every = _tally(outcome, held, found[0])
        if every and met == every:
            return found[0], f"写着“{found[0]}”，表里 {every} 个指标都达到了", found.start()
    if found := _OVER.search(said):
        gots = [reached(one, value, outcome.rules) for one, value in zip(outcome.rows, done, strict=True)]
        bound = [got for got in gots if got and got.sign in ("≥", ">", "=")]
        _, unmet, _ = _tally(outcome, held, found[0])
        if bound and len(bound) == len(gots) and not unmet and not any(got.value > got.low for got in bound):
            return found[0], f"写着“{found[0]}”，表里没有一个指标超过指标值", found.start()
    return None


def misspent(outcome: OutcomeForm, unit: str, texts: Sequence[tuple[Path, str]]) -> Iterator[Finding]:
    """Amounts that texts say were spent in all, in whatever unit of money, and are not 执行数; `unit` is that of the document."""
    whole = outcome.whole
    if whole is None:
        return
    ours = measure(unit).times
    for path, text in texts:
        for found in _SPENT.finditer(half_width(text)):
            said = parse_decimal(found["number"])
            wholly = _OF_THE_WHOLE.search(found["lead"] + found["what"])
            if said is None or not wholly or is_of_another_year(text, found.end(), outcome.year):
                continue
            true = Fraction(whole.spent.spent) * ours / measure(found["unit"]).times
            if agrees(said, true) or _is_cents(said, true, found["unit"]):
                continue
            yield Finding(
                path,
                f"文字里{found['what']}是 {said:f}{found['unit']}，项目资金里执行数是 {decimal_text(whole.spent.spent)}{unit}",
                "核对文字和项目资金，写同一个数",
                text[found.start("number") : found.end()],
                found.start("number"),
            )


def _is_cents(said: Decimal, true: Fraction, unit: str) -> bool:
    """Whether 元 are told more exactly than the table has 万元."""
    return unit == "元" and abs(Fraction(said) - true) <= 50
