"""Money of 执行情况: whether its lines add up, and what 执行率 was written beside what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from perfgen.checks.outcome import MoneyLine, OutcomeForm, execution_of
from perfgen.checks.rule import Finding
from perfgen.errors import Severity
from perfgen.filing import Spent
from perfgen.filing.numbers import NUMBER, decimal_text, half_width, parse_decimal
from perfgen.filing.regex import regex
from perfgen.scoring.exact import rounded

_ROUNDED = Decimal("0.01")
"""What amounts in 万元, each rounded to its second decimal, may be apart. 元 are not rounded."""
_COLUMNS = (
    ("年初预算数", "planned"),
    ("全年预算数", "budget"),
    ("执行数", "spent"),
    ("全年预计执行数", "forecast"),
)
_RATE = regex(
    r"(?<![\u4e00-\u9fff])(?P<lead>[\u4e00-\u9fff]{0,12}?)执行率(?:达到了?|达|为|是|约|近|[:：\s])*"
    rf"(?P<number>{NUMBER.pattern})\s*[%％](?P<loose>左右|以[上下内]|多)?"
)
_OF_ALL = regex(
    r"(?:截至(?:年底|年末|目前)|全年|年度|本年度?|当年|本项目|该项目|项目|预算|资金|支出|总体|整体|总|经费|综合|我[局委办院校]|本单位|本部门|部门|实际|的)*"
)
_LOOSE = regex(r"约|近|大约")


def uneven(outcome: OutcomeForm, unit: str) -> Iterator[Finding]:
    """The columns in which the lines of money do not add up to the sum; `unit` is the document's 金额单位."""
    if len(outcome.lines) < 2 or outcome.whole is None:
        return
    whole, *others = outcome.lines
    if not outcome.path and len(others) < 2:
        return  # of a department's money one kind of spending may be left out
    for label, name in _COLUMNS:
        amounts = [getattr(line.spent, name) for line in outcome.lines]
        if None in amounts or (name == "budget" and all(line.spent.adjusted is None for line in outcome.lines)):
            continue
        total, *those = amounts
        added = sum(those, Decimal(0))
        if abs(added - total) <= (_ROUNDED if len(those) > 1 and unit != "元" else 0):
            continue
        said = "＋".join(f"{line.label} {decimal_text(amount)}" for line, amount in zip(others, those, strict=True))
        comes = f"＝{decimal_text(added)}" if len(those) > 1 else ""
        is_adjusted = name != "budget" or whole.spent.adjusted is not None
        of_budget = "" if is_adjusted else "合计没有写全年预算数，按年初预算数算："
        off = f"{'多' if total > added else '少'} {decimal_text(abs(total - added))}{unit}"
        yield Finding(
            (*whole.path, label if is_adjusted else "年初预算数"),
            f"{of_budget}{said}{comes}，合计写的是 {decimal_text(total)}，{off}",
            "核对每一行资金，让各行加起来等于合计；少了哪种资金就补上一行",
            decimal_text(total),
        )


def wrong_rates(outcome: OutcomeForm) -> Iterator[Finding]:
    """执行率 that was written and is not 执行数 ÷ 全年预算数: in the table, and in what is told in sentences."""
    for line in outcome.lines:
        rate, written = execution_of(line.spent), line.spent.rate
        if written is None or rate is None or agrees(written, rate):
            continue
        yield Finding(
            (*line.path, "执行率"),
            f"写的是 {decimal_text(written)}%，执行数 {decimal_text(line.spent.spent)}÷预算数 "
            f"{decimal_text(line.spent.budget)} 是 {_percent(rate)}",
            "核对执行数和全年预算数；执行率不用写，印的时候按它们算",
            decimal_text(written),
        )
    yield from _in_texts(outcome)


def _in_texts(outcome: OutcomeForm) -> Iterator[Finding]:
    rate = outcome.execution
    if rate is None:
        return
    for path, text in outcome.texts:
        for found in _RATE.finditer(half_width(text)):
            written = parse_decimal(found["number"])
            loose = found["loose"] or _LOOSE.search(found[0])
            if written is None or loose or not _OF_ALL.fullmatch(found["lead"]) or agrees(written, rate):
                continue
            yield Finding(
                path,
                f"文字里的执行率是 {decimal_text(written)}%，按资金算是 {_percent(rate)}",
                "核对文字和项目资金，写同一个数",
                text[found.start("number") : found.end("number")],
                found.start("number"),
            )


def agrees(written: Decimal, exact: Fraction) -> bool:
    """Whether a number is another one, rounded (halves up) to as many decimals as it was written with.

    >>> agrees(Decimal("96.6"), Fraction(9661, 100)), agrees(Decimal("96.60"), Fraction(9661, 100))
    (True, False)
    """
    return rounded(exact, max(0, -int(written.as_tuple().exponent))) == written


def over(lines: Sequence[MoneyLine], wrong: Callable[[Spent], bool]) -> Sequence[MoneyLine]:
    """The lines of which something is wrong: the sum alone where it is wrong of the sum."""
    return lines[:1] if lines and wrong(lines[0].spent) else [line for line in lines if wrong(line.spent)]


def overspent(outcome: OutcomeForm, unit: str) -> Iterator[Finding]:
    """Lines of which more was spent than their budget; where a reason was given, as information. Of the sum, no part is told again."""
    for line in over(outcome.lines, lambda one: one.spent > one.budget):
        spent, budget = line.spent.spent, line.spent.budget
        rate = execution_of(line.spent)
        shown = f"，执行率 {_percent(rate)}" if rate is not None else ""
        yield Finding(
            (*line.path, "执行数"),
            f"{decimal_text(spent)}{unit}，比全年预算数 {decimal_text(budget)}{unit}多 {decimal_text(spent - budget)}{unit}{shown}",
            "年中追加了预算的，改 全年预算数；没有追加的，核对金额单位和小数点",
            decimal_text(spent),
            severity=Severity.INFO if outcome.why_money else None,
        )


def _percent(rate: Fraction) -> str:
    return f"{decimal_text(rounded(rate, 2))}%"
