"""The sentences that the layout hebei-2021 writes from the data: told from a filing's own wording, and read for amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfgen.filing.numbers import NUMBER, decimal_text, parse_decimal
from perfgen.filing.numerals import cardinal, ordinal

_SIGNS = "。；"
"""What a goal's end is freed of where goals follow each other in a sentence."""


def goals_sentence(activity: str, goals: Sequence[str]) -> str:
    """绩效目标: how many there are, and which."""
    listed = "；".join(f"{ordinal(number)}是{goal.strip(_SIGNS)}" for number, goal in enumerate(goals, 1))
    return f"{activity}工作活动主要设置了 {len(goals)} 项绩效目标{'：' if goals else ''}{listed}。"


def indicators_sentence(indicators: Sequence[Mapping[str, Any]]) -> str:
    """绩效指标: how many there are, and how many of each 一级指标."""
    counts = Counter(str(row.get("一级指标", "")) for row in indicators)
    listed = "".join(f"{level1}{cardinal(count)}项，" for level1, count in counts.items())
    total = cardinal(len(indicators))
    return f"此项工作活动共设置{total}项绩效指标。{'其中：' if listed else ''}{listed}具体设置情况详见下表："


def funds_sentence(year: str, unit: str, funds: Sequence[tuple[str, str]]) -> str:
    """资金安排情况: the sums the money is arranged in."""
    listed = "，".join(f"{name} {amount} {unit}" for name, amount in funds)
    return f"{year} 年此项工作活动中主要包含{listed}。"


def no_special_funds(year: str) -> str:
    """What part two says where there are no 专项资金."""
    return f"我部门 {year} 年无专项资金预算。"


def read_funds(sentence: str, year: str, unit: str) -> list[tuple[str, str]]:
    """The sums in a sentence, where it is exactly what the layout writes of them; else none."""
    inner, begin = _inner(sentence, year), 0
    funds: list[tuple[str, str]] = []
    for found in re.finditer(rf" (\d+(?:\.\d+)?) {re.escape(unit)}(?:，|。$)", inner) if unit else ():
        funds.append((inner[begin : found.start()], found[1]))
        begin = found.end()
    kept = all(decimal_text(Decimal(amount)) == amount and name.strip() for name, amount in funds)
    return funds if funds and kept and funds_sentence(year, unit, funds) == sentence else []


def respaced(sentence: str, year: str, unit: str) -> str:
    """A sentence about 资金安排 that has no blanks, with those that the layout writes."""
    begun = f"{year}年"
    rest = sentence.removeprefix(begun)
    bare = f"{year} 年{rest}" if rest != sentence else sentence
    return re.sub(rf"(?<![\d.])(\d{{1,12}}(?:\.\d{{1,6}})?){re.escape(unit)}", rf" \1 {unit}", bare) if unit else bare


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, blanks aside."""
    return re.sub(r"\s", "", one) == re.sub(r"\s", "", other)


def _inner(sentence: str, year: str) -> str:
    return sentence.removeprefix(funds_sentence(year, "", ()).removesuffix("。"))


def amount_in(sentence: str, unit: str) -> tuple[str, bool]:
    """The amount a clerk's own sentence says, and whether it is the sum of several; empty where it says none.

    Where the first is the sum of the others, it is the whole.
    """
    written = re.findall(rf"({NUMBER.pattern})\s*{re.escape(unit)}", sentence) if unit else []
    amounts = [amount for text in written if (amount := parse_decimal(text)) is not None]
    if not amounts:
        return "", False
    first, *others = amounts
    if not others or first == sum(others):
        return decimal_text(first), False
    return decimal_text(first + sum(others)), True
