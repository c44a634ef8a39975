"""分值 for indicators that have none: what is left of their part, equally, exact to the last decimal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from perfgen.filing.numbers import decimal_text
from perfgen.scoring.rules import ScorePart, ScoreRules
from perfgen.scoring.scored import Matter, ScoreRemark


@dataclass(frozen=True, slots=True)
class Weights:
    """The 分值 of each indicator (None where its part has none to give), how they came about, and what is amiss."""

    of: tuple[Decimal | None, ...]
    how: tuple[str, ...]
    remarks: tuple[ScoreRemark, ...]


def spread(levels: Sequence[str], given: Sequence[Decimal | None], rules: ScoreRules) -> Weights:
    """The 分值 of indicators by their 一级指标 (`levels`): those `given` stay, the others share what their part has left.

    With every weight given or none, those of a part sum to the part.
    """
    parts = [rules.part_of(level1) for level1 in levels]
    weights = list(given)
    how: list[str] = []
    homeless = dict.fromkeys(level1 for level1, part in zip(levels, parts, strict=True) if part is None)
    remarks = [ScoreRemark(Matter.WEIGHT, f"评分办法里没有“{level1}”这一部分") for level1 in homeless]
    for part in rules.parts:
        rows = [number for number, its in enumerate(parts) if its is part]
        if part.is_execution:
            continue
        without = [number for number in rows if given[number] is None]
        left = part.weight - sum((given[number] or Decimal(0) for number in rows), Decimal(0))
        shares = list(_shares(left, len(without), rules)) if left > 0 else []
        for number, share in zip(without, shares, strict=False):
            weights[number] = share
        how += _told(part, left, shares, rules)
        remarks += _amiss(part, left, len(rows), len(without))
    return Weights(tuple(weights), tuple(how), tuple(remarks))


def _shares(whole: Decimal, count: int, rules: ScoreRules) -> Iterator[Decimal]:
    if not count:
        return
    least = Decimal(1).scaleb(-rules.decimals)
    share = (whole / count).quantize(least, ROUND_FLOOR)
    rest = whole - share * count
    for number in range(count):
        if rules.remainder == "最后":
            yield share + rest if number == count - 1 else share
        else:
            more = min(max(rest - least * number, Decimal(0)), least)
            yield share + more


def _told(part: ScorePart, left: Decimal, shares: Sequence[Decimal], rules: ScoreRules) -> Iterator[str]:
    if not shares:
        return
    whole = f"“{part.name}”{decimal_text(part.weight)} 分"
    if left != part.weight:
        whole += f"，已经写了 {decimal_text(part.weight - left)} 分，余 {decimal_text(left)} 分"
    among = f"平均分给没有写分值的 {len(shares)} 行"
    each = decimal_text(shares[0])
    if len(set(shares)) == 1:
        yield f"{whole}，{among}，每行 {each} 分"
    elif rules.remainder == "最后":
        yield f"{whole}，{among}，每行 {each} 分，余数在最后一行，{decimal_text(shares[-1])} 分"
    else:
        yield f"{whole}，{among}，前面的 {each} 分，后面的 {decimal_text(shares[-1])} 分"


def _amiss(part: ScorePart, left: Decimal, rows: int, without: int) -> Iterator[ScoreRemark]:
    whole = decimal_text(part.weight)
    if not rows and part.weight:
        yield ScoreRemark(Matter.WEIGHT, f"“{part.name}”没有指标，这一部分的 {whole} 分没有着落")
    elif without and left <= 0:
        yield ScoreRemark(Matter.WEIGHT, f"“{part.name}”的 {whole} 分已经分完，还有 {without} 行没有分值")
    elif rows and not without and left:
        said = decimal_text(part.weight - left)
        yield ScoreRemark(Matter.WEIGHT, f"“{part.name}”的分值合计 {said}，应当是 {whole}")
