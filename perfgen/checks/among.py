"""A sum and what it says it is made of: 共210万元，其中财政补助150万元、林场自筹50万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfgen.checks.figures import Figure, money
from perfgen.checks.mentions import CLOSE
from perfgen.checks.slips import one_digit, slip
from perfgen.filing.regex import regex

_AMONG = regex(r"\s*(?:[，,]\s*(?:其中|由)|(?P<bracket>[（(])\s*(?:其中[：:]?|由)|[。；;]\s*其中)\s*[：:]?")
_ENDS = regex(r"[。；;\n]|$")
_NO_PART = regex(
    "每|均|单价|标准|其中|上年|去年|往年|结转|结余|累计|增|减|比|各|分别|以[内上下]|不超|不低|不少|至少|最[高低]|已|以前|贷款|逐年|合计|共计|总计|小计"
)
"""What makes an amount behind 其中 something else than a part."""
_SOURCE = regex("财政|预算|自筹|自有|单位资金|其[他它]资金|收入|配套|补助|捐|基金|债券|中央|省级|市级|县级|本级|上级")
_OPEN = regex("等|其余|剩余|余下|另")


class Among(NamedTuple):
    """A sum in a text and its parts that do not go with it; amounts in 元. `start` and `end` are those of the whole passage."""

    start: int
    end: int
    whole: Decimal
    parts: Decimal


def unequal(text: str) -> Iterator[Among]:
    """The sums whose parts come to more than they, or to less where the parts are all the sources of the money."""
    if "其中" not in text and "由" not in text:
        return
    amounts = list(money(text))
    for whole in amounts:
        among = _AMONG.match(text, whole.end)
        if among is None or whole.loose or _EACH.search(text, max(0, whole.start - _LONGEST_LEAD), whole.start):
            continue
        end = _ENDS.search(text, among.end())
        last = min(
            place
            for place in (end.start() if end else len(text), *_closed(text, among.end(), bracket=among["bracket"]))
            if place >= 0
        )
        parts = [one for one in amounts if among.end() <= one.start < last]
        labels = _labels(text, among.end(), parts)
        if len(parts) < _LEAST or any(one.loose for one in parts) or any(map(_NO_PART.search, labels)):
            continue
        total, give = sum((one.value for one in parts), Decimal(0)), CLOSE * len(parts)
        sources = all(map(_SOURCE.search, labels)) and not _OPEN.search(text, among.end(), last)
        if total > whole.value + give or (sources and total < whole.value - give):
            yield Among(whole.start, parts[-1].end, whole.value, total)


_LEAST = 2
_EACH = regex(r"(?:每[\u4e00-\u9fff]{1,2}|人均|户均)[\u4e00-\u9fff]{0,6}\s*$")
"""What a price for each stands behind: it is no whole, whatever is said among behind it."""


def slipped(text: str, budget: Decimal, *, over_years: bool = False) -> Iterator[Figure]:
    """The totals in a text of a project's money that are its `budget` (in 元) but for a slip of the hand: 共1008万元 of 1080万元.

    What is said of money `over_years` is said of all of it, so that one other digit is a slip too.
    """
    for one in money(text):
        slips = max(slip(one.value, budget), one_digit(one.value, budget) if over_years else 0)
        if one.loose or one.value == budget or slips < _SURE_SLIP:
            continue
        if _TOTAL.search(text, max(0, one.start - _LONGEST_LEAD), one.start):
            yield one


_TOTAL = regex(
    r"(?:共|共计|合计|总计|小计|总额|累计|计|投入|共需|需|安排|预算)(?:(?:[省市县区]级)?(?:补助|财政|专项)?(?:资金|投入|安排|预算|补助))?(?:为|是)?\s*$"
)
_LONGEST_LEAD = 16
_SURE_SLIP = 3
"""So many digits a number has that can be told from another by a slip alone."""


def _closed(text: str, start: int, *, bracket: str | None) -> tuple[int, ...]:
    """Where the bracket ends that the parts stand in."""
    return (text.find("）", start), text.find(")", start)) if bracket else ()


def _labels(text: str, start: int, parts: Sequence[Figure]) -> list[str]:
    """What is said before each part, from the end of the one before."""
    begins = [start, *(one.end for one in parts)]
    return [text[begin : one.start] for begin, one in zip(begins, parts, strict=False)]
