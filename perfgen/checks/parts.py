"""What a text says a project's money is made of: amounts side by side, a number times a price, a price for each.

Only a list that seems whole is read: where words say that more follows (等, 其余), that an amount is a rate, a limit or of
another year, the text tells nothing that could be added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from math import prod
from typing import NamedTuple

from perfgen.checks.figures import COUNT, TIME, Figure, counts, known_unit, money
from perfgen.checks.mentions import CLOSE
from perfgen.checks.rates import explained
from perfgen.checks.slips import one_digit, slip
from perfgen.checks.texts import remembered_all
from perfgen.filing.numbers import NUMBER, half_width, parse_decimal
from perfgen.filing.numerals import SCALES
from perfgen.filing.regex import regex

_TIMES = "[×✕*xX＊·]"
_TIMES_SIGNS = frozenset(_TIMES[1:-1])
_UNIT = r"[^\d\s×✕*xX＊·+＋=＝，,。；;：:、（）()]{0,8}"
_GAP = r"[ \t\u3000]{0,2}"
_FACTOR = rf"(?:{NUMBER.pattern}){_GAP}{_UNIT}"
_PRODUCT = regex(
    rf"(?<![\d.]){_FACTOR}(?:{_GAP}{_TIMES}{_GAP}{_FACTOR}){{1,4}}(?:{_GAP}[=＝]{_GAP}(?P<result>{_FACTOR}))?"
)
_ONE_FACTOR = regex(rf"(?P<number>{NUMBER.pattern}){_GAP}(?P<unit>{_UNIT})")
_SCALED = regex(r"(?P<scale>[十百千万亿]{0,2})(?P<money>[元圆])?")

_RATE = regex(
    rf"(?:每(?P<unit>平方米|立方米|公里|延米|人天|工日|月(?![^元]{{0,6}}次)|点|[个名人生间处座家所户村校站台套辆次场期批公里米亩吨棵株盏件份册卷块条项张本页字课集餐盒门班团幢栋眼口根组支部架片枚瓶袋箱桶颗幅把副羽尾只头剂]{{1,2}})(?:每?(?P<times>[天日次期年月]))?|(?P<mean>[人生户村校亩])均(?:每年|年|每?(?P<mean_times>[天日次期月]))?)[^\d，,。；;每年月天日]{{0,14}}{_GAP}$",
    signs="每均",
)
_LONGEST_RATE = 20
_COUNTED_AS = {
    "人": ("人", "名", "位"),
    "名": ("人", "名", "位"),
    "生": ("人", "名"),
    "村": ("村", "个"),
    "校": ("所",),
    "站": ("个", "座"),
    "家次": ("家次", "家"),
    "月": ("个月",),
    "点": ("个", "处"),
}
"""How things are counted that a price is for each of: 每生 with 人 and 名."""
_PRICE = regex(r"每|人均|户均|单价|标准|定额|各\s*(?=\d)")
_OPEN = regex("等|其余|剩余|余下|另|还")
"""What says that not all parts are named: then they may come to less than the budget."""
_OTHER = regex(
    "余款|结余|结转|部分|上年|去年|往年|以前|累计|已经?|合同|尾款|首付|质保金|总投资|以后年度|增收|产值|贷款|"
    "(?<!低)收入|税|节约|节省|罚|标准(?![物件化间])|单价|定额|人均|户均|不超|以内|以上|以下|限额|最高|最低|至少|不低于|不小于|不少于|左右|比例|分年|缺口|追加|调整"
)
"""Where a text has one of them, its amounts need not be this year's money at all."""
_SOURCE = regex(
    "财政|自筹|自有|其他资金|单位资金|(?:[县市区镇乡村级]|企业|单位|地方|自行)配套|配套(?:资金|投入)|(?:中央|省级?|市级?|县级?|区级?|上级|本级)(?:补助|资金|专项|拨款|承担|安排)"
)
_WHOLE = regex(
    r"(?:\s|\d{4}|年度?|本年|今年|全年|年初|本|该|项目|工作|预算|资金|经费|费用|金额|支出|申请|申报|安排|投入|需要?|共计?|合计|总计|总|额|数"
    r"|规模|计划|拟|批复|核定|投资|为|是|人民币|用于|主要)+"
)
_ALL = regex("(?:共计?|合计|总计|小计|总额|总共|共需)(?:为|是|需要?|安排|投入)?$")
_SUBTOTAL = regex(r"(?:共计?|合计|总计|小计|共需)\s*[\d０-９]")
"""Where it stands more than once, it closes an item: 电脑10台，共计5万元；打印机5台，共计2万元."""
_OF_WHICH = regex(r"\s*[，,：:；;。（(]?\s*(?:其中|包括|分别|具体|明细)")
_AND_MORE = regex(
    r"[，,。；;\s）)]*(?:用于|以及|及|和|与|、|并|购|买|付|做|开展|组织|聘|租|建|修|改|换|新|发|印|培|维|检)"
)
_JOINED = regex("[、和与]|(?<![惠普涉以遍])及(?!时)", signs="、和与及")
_BREAKS = "，,。；;：:、\n（）()"
_PIECE = "。；;\n"
_LONGEST = 2_000
"""A longer purpose is an essay, not a list of amounts."""


class Part(NamedTuple):
    """A sum of money in a text: its place, and how much in 元. `claimed` is the result the text itself gives a product.

    `give` is what it may be off by, as what it was reckoned with is rounded.
    """

    start: int
    end: int
    yuan: Decimal
    claimed: Decimal | None = None
    reckoned: bool = False
    give: Decimal = Decimal(0)


@remembered_all
def products(text: str) -> Iterator[Part]:
    """The products in a text that come to money: ``12公里×5万元``, ``500人×2次×300元=30万元``, ``8处，每处5万元，计40万元``."""
    folded_text = half_width(text)
    if "每" in text or "均" in text:
        yield from _told_in_words(text)
        for its in explained(text):
            yield Part(its.start, its.end, its.yuan, its.claimed, reckoned=True)
    if _TIMES_SIGNS.isdisjoint(folded_text):
        return
    for found in _PRODUCT.finditer(folded_text):
        body = found[0].partition("=")[0].partition("＝")[0]
        factors = [_factor(one[0]) for one in _ONE_FACTOR.finditer(body)]
        priced = [one for one in factors if one and one[1]]
        if len(priced) != 1 or any(one is None for one in factors):
            continue
        yuan = Decimal(1)
        for one in factors:
            yuan *= one[0] if one else 1
        result = _factor(found["result"]) if found["result"] else None
        claimed = result[0] if result and result[1] else None
        yield Part(*found.span(), yuan, claimed, reckoned=True)


def _told_in_words(text: str) -> Iterator[Part]:
    """A number, a price for each, and what they come to, in a piece of a text: 标志牌320块，每块1200元，计38.4万元."""
    for piece in _PIECES.finditer(text):
        words = piece[0]
        amounts = list(money(words)) if _EACH.search(words) else []
        for price, total in pairwise(amounts):
            if price.loose or total.loose or not _COMES_TO.fullmatch(words, price.end, total.start):
                continue
            begin = max((one.end for one in amounts if one.end <= price.start), default=0)
            one = _rated(words[begin : total.end], [price.moved(-begin)])
            if one:
                same = abs(one.yuan - total.value) <= CLOSE + one.give or _comes_to(
                    price, total, words[begin : total.start]
                )
                rate = _RATE.search(half_width(words), max(0, price.start - _LONGEST_RATE), price.start)
                start = piece.start() + (rate.start() if rate else price.start)
                yield Part(
                    start, piece.start() + total.end, total.value if same else one.yuan, total.value, reckoned=True
                )


def _comes_to(price: Figure, total: Figure, words: str) -> bool:
    """Whether a price times some of the numbers of a text comes to a total: 7期, 每期60人, 每人300元, 共12.6万元."""
    several = [one.value for one in counts(words) if one.kind in (COUNT, TIME)][:_MOST_FACTORS]
    return any(
        abs(price.value * prod(some) - total.value) <= CLOSE
        for length in range(1, len(several) + 1)
        for some in combinations(several, length)
    )


_MOST_FACTORS = 6
_PIECES = regex("[^。；;\\n]+")
_EACH = regex("每|均")
_COMES_TO = regex(
    "(?:[^\\d，,。；;元]{1,14}\\d{1,7}[^\\d，,。；;元万]{1,6}|[^\\d，,。；;]{0,4})(?:[，,][^\\d，,。；;元]{0,8}\\d{1,6}[^\\d，,。；;元万]{1,6})?[，,、]?\\s*(?:全年|每年|年)?(?:一?共|共需|共计|合计|总计|小计|总共|合|计)(?:需|为)?\\s*"
)


def _factor(text: str) -> tuple[Decimal, bool] | None:
    """What a factor multiplies by, money in 元, and whether it is money."""
    found = _ONE_FACTOR.match(text.strip())
    number = parse_decimal(found["number"]) if found else None
    if found is None or number is None:
        return None
    unit = found["unit"]
    if unit.startswith("%"):
        return number / 100, False
    scaled = _SCALED.match(unit)
    for sign in scaled["scale"] if scaled else "":
        number *= SCALES[sign]
    bare = scaled is not None and bool(scaled["scale"]) and scaled.end() == len(unit)
    return number, bool(scaled and scaled["money"]) or bare


def parts(text: str, budget: Decimal) -> Sequence[Part]:
    """The amounts a text parts a `budget` (in 元) into, none where it does not seem to name them all.

    A single amount is a part only where it is reckoned (a product, or a price for each of a number said).
    """
    if len(text) > _LONGEST:
        return ()
    reckoned = list(products(text))
    plain = [one for one in money(text) if not any(its.start <= one.start < its.end for its in reckoned)]
    if not plain and not reckoned:
        return ()
    rated = _rated(text, plain) if not reckoned else None
    if rated:
        return (
            ()
            if (rated.yuan <= budget and text[rated.end : rated.end + 1] in _BREAKS and _more(text, rated.end))
            or _OPEN.search(text)
            or _OTHER.search(text.replace("均", "", 1) if "每" not in text else text)
            else (rated,)
        )
    priced = _priced(text, plain) if not reckoned else None
    if priced:
        return priced
    if any(one.loose for one in plain) or _OTHER.search(text) or _PRICE.search(_outside(text, reckoned)):
        return ()
    found = sorted((*reckoned, *(Part(one.start, one.end, one.value) for one in plain)), key=lambda one: one.start)
    return _listed(text, found, budget)


def _outside(text: str, reckoned: Sequence[Part]) -> str:
    for one in reversed(reckoned):
        text = text[: one.start] + text[one.end :]
    return text


def _rated(text: str, plain: Sequence[Figure]) -> Part | None:
    """The only amount of a text, where it is a price for each of a number that is said once: 240间…，每间0.5万元."""
    if len(plain) != 1 or plain[0].loose:
        return None
    price = plain[0]
    rate = _RATE.search(half_width(text), max(0, price.start - _LONGEST_RATE), price.start)
    if rate is None or _JOINED.search(text, price.end):
        return None
    counted = [one for one in counts(text) if not text.startswith(("/", "／"), one.end)]
    unit = rate["unit"] or rate["mean"]
    number = _only(counted, unit, text)
    often = rate["times"] or rate["mean_times"]
    times = _only(counted, often, text) if often and often != "年" else None
    number = number or _named(counted, unit, text)
    if number is None or (often and often != "年" and times is None):
        return None
    per = known_unit(unit)[0]  # 公里 are counted in 米
    of_each = _OF_EACH.search(text, 0, number.start)  # 21个村，每村1名，每人1200元
    every = _only(counted, of_each[1], text) or _named(counted, of_each[1], text) if of_each else None
    if of_each and every is None:
        return None
    each = price.value * (times.value if times else 1) * (every.value if every else 1) / per
    return Part(
        price.start,
        price.end,
        each * number.value,
        reckoned=True,
        give=each * _step(number, text[number.start : number.end]) / 2,
    )


def _only(counted: Sequence[Figure], unit: str, text: str) -> Figure | None:
    """The only number there is of a unit."""
    ways = _COUNTED_AS.get(unit, (unit,))
    same = [
        one
        for one in counted
        if one.kind in (COUNT, TIME) and any(text[one.start : one.end].removesuffix("数").endswith(way) for way in ways)
    ]
    return same[0] if len(same) == 1 and not same[0].loose else None


def _named(counted: Sequence[Figure], unit: str, text: str) -> Figure | None:
    """The only number of things whose name ends with what a price is for each of: 8个司法所, 每所8万元; 15家企业, 每企业."""
    if unit not in _ALSO_NAMES:
        return None
    same = [
        one
        for one in counted
        if one.unit in _MEASURED_WITH and (thing := _THING.match(text, one.end)) and thing[0].endswith(unit)
    ]
    return same[0] if len(same) == 1 and not same[0].loose else None


_OF_EACH = regex("每个?([一-鿿]{1,2})(?:有|派|配|设|聘)?\\Z", signs="每")
_ALSO_NAMES = frozenset("所站村校户厅室点")
_MEASURED_WITH = frozenset({"个", "处", "座"})
_THING = regex("[\u4e00-\u9fff]{1,6}?(?:所|站|村|校|户|厅|室|点)", signs="所站村校户厅室点")
"""What is counted with 个 and is called by its last character as well: 司法所, 行政村, 养老服务站."""


def _step(number: Figure, written: str) -> Decimal:
    """What the last digit of a number counts, where it is rounded to 万 or to decimals; else 0."""
    said = parse_decimal(number.digits.replace(",", "")) if number.digits[0].isdigit() else None
    if not said or ("." not in number.digits and not _MANY.search(written)):
        return Decimal(0)
    return number.value / said * Decimal(1).scaleb(-len(number.digits.partition(".")[2]))


_MANY = regex("[万亿]", signs="万亿")


def _priced(text: str, plain: Sequence[Figure]) -> Sequence[Part]:
    """A price for each of a number said once, with other amounts beside it: 讲座60场，课酬每场2000元，印制手册6万元."""
    rates = [one for one in plain if _RATE.search(half_width(text), max(0, one.start - _LONGEST_RATE), one.start)]
    if len(rates) != 1 or not 1 < len(plain) <= _MOST_BESIDE or any(one.loose for one in plain):
        return ()
    if _OPEN.search(_BESIDE.sub("", text)) or _OTHER.search(text) or _SOURCE.search(text) or _ALL_WORDS.search(text):
        return ()
    rated = _rated(text, rates)
    beside = [Part(one.start, one.end, one.value) for one in plain if one is not rates[0]]
    labels = [text[max(0, *(text.rfind(sign, 0, one.start) + 1 for sign in _BREAKS)) : one.start] for one in beside]
    named = all(label.strip() and not _PRICE.search(label) and not _JOINED.search(label) for label in labels)
    if rated is None or not named or "（" in text or "(" in text:
        return ()
    found = sorted((rated, *beside), key=lambda one: one.start)
    return () if _more(text, found[-1].end) else found


_MOST_BESIDE = 6
_BESIDE = regex(r"(?<=[，,；;])另外?(?=[^，,。；;\d等]{2,20}\d)")
"""What goes on with a further amount and leaves none out: 每座8万元，另安排管网抢修4万元."""
_ALL_WORDS = regex(r"其中|共计|合计|总计|总额|总共|共需|预算|共\s*\d")


def _listed(text: str, found: Sequence[Part], budget: Decimal) -> Sequence[Part]:
    """The parts of a list: without the whole it begins or ends with, the sources of the money, and parts of parts."""
    kept: list[Part] = []
    subtotals = len(_SUBTOTAL.findall(text)) > 1
    taken = skip = 0
    for one in found:
        begin = max(taken, *(text.rfind(sign, taken, one.start) + 1 for sign in _BREAKS))
        clause = text[begin : one.start]
        explained = _OF_WHICH.match(text, one.end) is not None
        previous, taken = taken, one.end
        if one.start < skip or _SOURCE.search(clause) or _SOURCE.match(text, one.end):
            continue
        if _is_detail(text, previous, one):
            if kept and kept[-1].end == previous:
                skip = text.find("）", one.end) if "（" in text[previous : one.start] else text.find(")", one.end)
            continue
        if subtotals and _ALL.search(clause) and one.yuan != budget:
            kept.append(one)
            continue
        whole = clause.strip() and _WHOLE.fullmatch(clause) and one.yuan * 2 >= budget
        if _ALL.search(clause) or whole or (not kept and explained):
            continue
        if explained:
            skip = min(place for sign in _PIECE if (place := f"{text}{_PIECE}".find(sign, one.end)) >= 0)
        kept.append(one)
    if not kept or (len(kept) == 1 and not kept[0].reckoned):
        return ()
    if any(one.yuan == budget and not one.reckoned for one in kept):
        return ()
    less = sum(one.yuan for one in kept) < budget and not _lacks_a_slip(kept, budget)
    return () if less and (_OPEN.search(text) or _more(text, kept[-1].end) or _joined(text, kept[0])) else kept


_IN_ALL = regex(
    r"[，,。；;\s]*(?:以上)?(?:[一二三四五六七八九十两\d]{1,2}[项笔])?(?:一共|共计|合计|总计|总共)(?:为|是|需|需要|安排)?\s*"
)


def stated_total(text: str, found: Sequence[Part]) -> Figure | None:
    """What the text itself says that all of several parts come to, right behind the last of them."""
    told = _IN_ALL.match(text, found[-1].end) if len(found) > 1 else None
    amount = next(money(text[told.end() :]), None) if told else None
    return amount.moved(told.end()) if told and amount and not amount.start and not amount.loose else None


def _lacks_a_slip(kept: Sequence[Part], budget: Decimal) -> bool:
    """Whether parts come to the budget but for one slip in one of them: then they are all, whatever else is said."""
    total = sum((one.yuan for one in kept), Decimal(0))
    if len(kept) > 1 and one_digit(total, budget) >= _SURE_SLIP and total * _MOSTLY > budget * (_MOSTLY - 1):
        return True
    return len(kept) > 1 and any(slip(one.yuan, budget - total + one.yuan) >= _LEAST_SLIP for one in kept)


_LEAST_SLIP, _SURE_SLIP = 2, 3
_MOSTLY = 10
"""Where only one digit tells the sum of parts from the budget, one in so many may be missing; more is money that is not named."""


def _is_detail(text: str, previous: int, one: Part) -> bool:
    """Whether an amount stands in brackets behind one, or before one: 培训费（500人×300元）15万元."""
    between = text[previous : one.start]
    opened = max(between.rfind("（"), between.rfind("("))
    if opened < 0 or max(between.rfind("）"), between.rfind(")")) > opened:
        return False
    behind = re.match(r"[^（）()]{0,40}[）)]\s*(?:为|共|共计|合计)?\s*", text[one.end :])
    followed = behind is not None and next((f.start == 0 for f in money(text[one.end + behind.end() :][:30])), False)
    return followed or (previous > 0 and not between[:opened].strip())


def _more(text: str, end: int) -> bool:
    """Whether what stands behind the last amount names something more the money is for."""
    return _AND_MORE.match(text, end) is not None


def _joined(text: str, first: Part) -> bool:
    """Whether several things are named before the first amount, so that some may have none: 办公、购置电脑20万元."""
    begin = max(0, *(text.rfind(sign, 0, first.start) + 1 for sign in "，,。；;：:\n"))
    return not text.startswith(("其中", "包括", "分别"), begin) and _JOINED.search(text, begin, first.start) is not None
