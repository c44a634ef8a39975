"""Totals in a text that what is listed before them does not make: 科技周8万元、进校园12万元、大集9万元，共26万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from perfgen.checks.figures import COUNT, MONEY, Figure, counts, figures_in, money, said_like
from perfgen.checks.mentions import CLOSE
from perfgen.checks.texts import remembered_all
from perfgen.filing.regex import regex

_PIECE = regex(r"[^。\n]+")
_TOTAL = regex(
    r"(?:(?<![公总])共计?|合计|总计|小计|总共)(?:需要?|安排|投入|支出|发放|补助|奖励)?(?:资金|经费|金额)?(?:为|是)?\s*$"
)
_MAKES = regex(r"(?<![统预设会审估累])计\s*$")
"""What stands before what one item of a list comes to."""
_ENDS = regex(r"[，,。；;、\n）)]|$")
_NO_LIST = regex(
    "其中|等|其余|剩余|余下|另|标准|单价|定额|上年|去年|往年|以前|结转|结余|累计|增|减|比|各|分别|不超|不低|不少|至少|最[高低]|以[内上下]|已|贷款|部分"
)
"""What says that not all is listed, or that what is listed is not added."""
_EACH = regex("每|均")
_DETAILS = regex("(?<=[元个人名家户件台套])[（(][^（）()]{1,80}[)）]", signs="（(")
"""What an amount is made of, in brackets behind it: 每辆2.92万元（油料1.60万元、维修1.32万元）."""
_LEAST = 2
_MOST = 12
"""So many numbers at most are added up; a longer list is a table."""
_LONGEST = 500


class WrongTotal(NamedTuple):
    """A total in a text from `start`, as `written`, and what the numbers before it come to, with its unit."""

    start: int
    written: str
    comes_to: str


@remembered_all
def wrong_totals(text: str) -> Iterator[WrongTotal]:
    """The totals at the end of a list in one sentence that neither the whole list nor the end of it makes."""
    for piece in _PIECE.finditer(text):
        said = _DETAILS.sub(lambda found: " " * len(found[0]), piece[0])
        yield from _in_brackets(piece[0], piece.start())
        if len(said) > _LONGEST or not ("共" in said or "计" in said):
            continue
        figures = [one for one in figures_in(said) if one.kind in (MONEY, COUNT)]
        for at, total in enumerate(figures):
            listed = _listed(said, figures[:at], total)
            if not listed or total.loose or not _ENDS.match(said, total.end):
                continue
            sums = list(accumulate(reversed(listed)))
            give = CLOSE * len(listed) if total.kind == MONEY else 0
            if all(abs(one - total.value) > give for one in sums):
                yield WrongTotal(piece.start() + total.start, said[total.start : total.end], said_like(sums[-1], total))


def _in_brackets(said: str, start: int) -> Iterator[WrongTotal]:
    """Amounts that what stands in brackets behind them does not make: 每辆2.92万元（油料1.60万元、维修0.92万元、保险0.60万元）."""
    for found in _DETAILS.finditer(said):
        its = list(money(found[0]))
        whole = next((one for one in money(said[: found.start()]) if one.end == found.start()), None)
        if whole is None or whole.loose or len(its) < _LEAST or any(one.loose for one in its):
            continue
        if _NO_PARTS.search(found[0]) or len(its) != found[0].count("、") + 1:
            continue
        total = sum((one.value for one in its), Decimal(0))
        if abs(total - whole.value) > CLOSE * len(its):
            yield WrongTotal(start + whole.start, said[whole.start : whole.end], said_like(total, whole))


_NO_PARTS = regex(r"等|每|均|×|\*|其中|上年|不含|另|以[上下内]")


def _listed(said: str, before: Sequence[Figure], total: Figure) -> Sequence[Decimal]:
    """The numbers of the same unit that a total comes behind, each with what it is multiplied by; none where it is no total."""
    alike = [one for one in before if one.unit == total.unit]
    end = alike[-1].end if alike else 0
    if not alike or not _TOTAL.search(said, end, total.start) or len(alike) > _MOST:
        return ()
    listed, begin = list[Decimal](), 0
    for one in alike:
        label, begin = said[begin : one.start], one.end
        if _TOTAL.search(label) or _MAKES.search(label):
            # What comes before is one item: 终端300套，每套2800元，计84万元；平台6万元，共90万元.
            sums = list(accumulate(reversed(listed)))
            summed = next((at + 1 for at, its in enumerate(sums) if abs(its - one.value) <= CLOSE * (at + 1)), 0)
            if listed and not summed:
                return ()
            listed = [*listed[: len(listed) - summed], one.value]
        elif one.loose or _NO_LIST.search(label):
            return ()
        elif not _EACH.search(label):
            listed.append(one.value)
        elif times := _times(label):
            listed.append(one.value * times)
    last = said[begin : total.start]
    return () if len(listed) < _LEAST or _NO_LIST.search(last) or _EACH.search(last) else listed


def _times(label: str) -> Decimal | None:
    """Of how many a price is for each, by what stands before it: 3家每家奖励; None where that is not told by one number."""
    said = [one for one in counts(label) if one.kind == COUNT and (not one.loose or label.startswith("每", one.end))]
    return said[0].value if len(said) == 1 else None
