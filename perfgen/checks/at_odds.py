"""Clauses that deny themselves: a rise that is a fall, a share of more than all, what must not happen more than so often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfgen.checks.slips import one_digit, slip
from perfgen.checks.texts import remembered_all
from perfgen.filing.numbers import NUMBER, half_width, parse_decimal
from perfgen.filing.regex import regex


@dataclass(frozen=True, slots=True)
class AtOdds:
    """Words of a text (from `start`) that cannot be meant, why, and what to do."""

    start: int
    written: str
    why: str
    hint: str


_BOTH_WAYS = regex(
    r"(?:(?:增长|提高|提升|上升|增加)了?(?:下降|降低|减少)|(?:下降|降低|减少)了?(?:增长|提高|提升|上升|增加))"
    rf"(?=(?:到|至|约|不少于|不低于|不小于|不超过)?\s*(?:{NUMBER.pattern}))"
)
_ALL = regex(
    r"(?P<name>[\u4e00-\u9fff]{0,12}(?:合格|准确|正确|及时|覆盖|知晓|完好|达标|到位|通过|优良|成活|办结|满意|整改|处置|发放|拨付|建档|签约|参保|回收|响应|治愈|兑付|落实|就业|普及|检定|结案|巩固|抽检|抽查|入学|毕业|录用|使用|完整|存活)(?:率|度|的?比例))"
    r"(?:要|均|都|应|力争|确保|保持在?|稳定在|达到?|为|在|控制在|\s)*"
    r"(?P<said>(?:不低于|不小于|不少于|大于等于|大于|高于|超过|[≥>])\s*100(?:\.0+)?\s*%|100(?:\.0+)?\s*%\s*(?:及|或)?以上|(?:不低于|不小于|不少于|达到|[≥>＝=])?\s*1[0-9]{2}(?<!100)(?:\.\d+)?\s*%)"
)
_HUNDRED = regex(r"(?<![\d.])[1１][\d.]{2,6}[ \t]{0,4}[%％]")
_NEVER = regex(
    r"(?:不发生|不出现|杜绝|无)(?P<what>[\u4e00-\u9fff、]{2,24}?)(?P<said>(?:(?:不超过|不多于|控制在)?\s*[1-9]\d{0,3}\s*[起件例次](?:及?以[上下内]|之内)?))(?=[，,。；;、\s]|$)"
)
_MOSTLY_BAD = regex(
    r"(?P<name>[\u4e00-\u9fff]{0,8}(?:辍学|流失|差错|失误|故障|投诉|漏损|超限|死亡|发病|患病|复发|返贫|返修|不合格|违约|逾期|事故|受害|成灾)率)(?:控制|保持|稳定)?在?(?P<said>\s*(?:9\d|100)(?:\.\d+)?\s*%\s*(?:及|或)?以[上内下])"
)
_BALANCED = regex(
    rf"收入(?:预算|总计|合计|总额)?\D{{0,6}}(?P<income>{NUMBER.pattern})(?P<unit>万?元)[，,；;、]\s*(?:部门|单位|全年|总)?支出(?:预算|总计|合计|总额)?\D{{0,6}}(?P<spent>{NUMBER.pattern})(?P=unit)(?P<balanced>[^。\n]{{0,12}}?(?:平衡|相等|持平))?",
    signs=("收入",),
)
_ONCE_MORE = regex(r"(?:一次|每次|单次|同时|累计|连续)")
_MAY = regex(r"(?<![不得未的者])(?:可以|可|允许)(?P<what>[\u4e00-\u9fff]{4,6})")
_STOPS = "。；;\n"
_IF = regex("的|者|如|若|但|除|凡|确需|情况|条件|特殊|原则|外")


@remembered_all
def at_odds(text: str) -> Iterator[AtOdds]:
    """Where a text says in one breath what cannot be; most texts have none of the words it takes."""
    folded = ""
    for signs, look in _LOOKS:
        if any(sign in text for sign in signs):
            folded = folded or half_width(text)
            yield from look(text, folded)


def _both_ways(text: str, folded: str) -> Iterator[AtOdds]:
    for found in _BOTH_WAYS.finditer(folded):
        yield AtOdds(found.start(), text[slice(*found.span())], "又说升又说降", "只留一个，核对是升还是降")


def _over_a_hundred(text: str, folded: str) -> Iterator[AtOdds]:
    for found in _ALL.finditer(folded) if _HUNDRED.search(text) else ():
        said = text[slice(*found.span("said"))]
        yield AtOdds(found.start("said"), said, f"“{found['name']}”最多是 100%", "写成 100%，或者写一个达得到的数")


_SURE_SLIP = 3


def _out_of_balance(text: str, folded: str) -> Iterator[AtOdds]:
    for found in _BALANCED.finditer(folded):
        income, spent = (parse_decimal(found[side]) or Decimal(0) for side in ("income", "spent"))
        slipped = max(slip(income, spent), one_digit(income, spent)) >= _SURE_SLIP
        if income != spent and (found["balanced"] or slipped):
            start, end = found.start("income"), found.end("unit")
            why = f"收入是 {found['income']}{found['unit']}，支出是 {found['spent']}{found['unit']}"
            yield AtOdds(start, text[start:end], why, "收支平衡的，两个数要一样；核对哪一个是对的")


def _never_so_often(text: str, folded: str) -> Iterator[AtOdds]:
    for found in _NEVER.finditer(folded):
        if not _ONCE_MORE.search(found["what"]):
            said = text[slice(*found.span())]
            hint = "确实不许发生的，删去数；允许有几起的，删去前面的词"
            yield AtOdds(found.start(), said, "前面说不发生，后面又写了数", hint)


def _two_rhythms(text: str, _: str) -> Iterator[AtOdds]:
    for found in _TWO_RHYTHMS.finditer(text):
        if found["one"] != found["other"]:
            why = f"一处说每{found['one']}，一处说每{found['other']}"
            yield AtOdds(found.start(), found[0], why, "只留一个，核对多久一次")


def _wanted_bad(text: str, folded: str) -> Iterator[AtOdds]:
    for found in _WANTED_BAD.finditer(folded):
        why = f"“{found['bad']}”越少越好，这样写是越多越好"
        yield AtOdds(found.start(), text[slice(*found.span())], why, "改成“不超过”，或者写 0")


_TWO_RHYTHMS = regex(
    "每(?P<one>半年|年|季度|个?月|周|天|日)(?P<does>[\u4e00-\u9fff]{2,4})(?P<times>[一二三四五六两])次[，,、]"
    "每(?P<other>半年|年|季度|个?月|周|天|日)(?P=does)(?P=times)次"
)
_WANTED_BAD = regex(
    r"(?P<bad>(?:差错|失误|事故|投诉|漏报|误报|违规|违纪|舞弊|停播|断供|故障|返工|返贫)(?:件数|次数|起数|数)?)(?:应|须|要)?(?:不少于|不低于|至少|达到)\s*[1-9]\d{0,3}\s*[起件例次]"
)
_OF_THEM = regex(
    r"(?<![\d.])(?P<all>\d{1,7})(?P<unit>[人户名家件场套台辆座])(?P<between>[^。；;\n\d]{0,20})其中(?P<lead>[^，,。；;\n\d]{0,12}?)(?P<some>\d{1,7})(?P=unit)(?!次)"
)


_MORE_OFTEN = regex(
    r"每周[\u4e00-\u9fff]{0,6}(?P<week>\d{1,3})天|每[天日][\u4e00-\u9fff]{0,6}(?P<day>\d{1,3})个?小时|每月[\u4e00-\u9fff]{0,6}(?P<month>\d{1,3})天|每年[\u4e00-\u9fff]{0,6}(?P<year>\d{1,2})个月"
)
_MOST = {
    "week": (7, "一周只有7天"),
    "day": (24, "一天只有24小时"),
    "month": (31, "一个月最多31天"),
    "year": (12, "一年只有12个月"),
}


def _more_than_there_are(text: str, _: str) -> Iterator[AtOdds]:
    for found in _MORE_OFTEN.finditer(text):
        most, why = _MOST[found.lastgroup or "week"]
        if int(found[found.lastgroup or "week"]) > most:
            yield AtOdds(found.start(), found[0], why, "核对这个数")


_SHARES = regex(
    r"(?:占|付|支付|拨付|预付|付款)(?:[\u4e00-\u9fff]{0,6})?(?P<share>\d{1,3})[%％](?P<between>[^。；;\n\d%％]{1,24})(?P<other>\d{1,3})[%％](?=[，,。；;\n]|$)"
)
_NO_PARTS = regex("达到|不超|不低|不少|累计|以上|其中|比|增|减|月|季|年底|至")
"""What says that shares are of other things, or paid up to then: 6月底支付60%，12月底支付100%."""


def _over_all(text: str, folded: str) -> Iterator[AtOdds]:
    """Shares side by side that come to more than all: 小修保养占60%，绿化保洁占50%."""
    for found in _SHARES.finditer(folded):
        whole = int(found["share"]) + int(found["other"])
        parted = "占" in found["between"] or "付" in found["between"]
        if whole > _HUNDRED_PERCENT and parted and not _NO_PARTS.search(found["between"]):
            written = text[slice(*found.span())]
            yield AtOdds(found.start(), written, f"两项加起来是 {whole}%", "各项占的比例加起来不能超过 100%")


_HUNDRED_PERCENT = 100
_TOO_EARLY = regex(r"(?<!\d)(?P<by>1[0-2]|[1-9])月(?:底|末)?(?:之?前|以前)?完成1[至\-—~～到](?P<last>1[0-2]|[1-9])月")


def _before_it_is_over(text: str, _: str) -> Iterator[AtOdds]:
    for found in _TOO_EARLY.finditer(text):
        if int(found["by"]) < int(found["last"]):
            yield AtOdds(found.start(), found[0], f"{found['by']}月还没有过完{found['last']}月", "核对两个月份")


_SO_MANY_BAD = regex(
    r"(?<!不)发生[\u4e00-\u9fff]{0,8}(?:事故|案件|差错|火灾|纠纷)\s*[1-9]\d{0,2}\s*[起件例次](?:及以上|以上)(?=[，,。；;\n]|$)"
)


def _so_many_bad(text: str, _: str) -> Iterator[AtOdds]:
    for found in _SO_MANY_BAD.finditer(text):
        yield AtOdds(found.start(), found[0], "把要防的事写成了要达到的数", "写“不发生”，或者写不超过几起")


_LACKS_NOT = regex(
    r"(?:^|(?<=[，,。；;\n]))\s*(?:确保|保证)?(?:全年|年内|全县|全镇|全乡|辖区)?发生(?:重大|较大|特大|重特大|一般)[\u4e00-\u9fff]{0,8}(?:事故|火灾|疫情|舆情|案件|事件)(?=[。；;\n]|$)"
)


def _lacks_not(text: str, _: str) -> Iterator[AtOdds]:
    for found in _LACKS_NOT.finditer(text):
        yield AtOdds(found.start(), found[0].strip(), "把要防的事写成了要办的事", "像是漏了“不”字")


def _more_than_all(text: str, folded: str) -> Iterator[AtOdds]:
    """Parts that are more than the whole: 退役士兵80人全部参加适应性培训，其中90人参加职业技能培训."""
    for found in _OF_THEM.finditer(folded):
        if int(found["some"]) > int(found["all"]):
            start, end = found.span("some")
            written = text[start : end + len(found["unit"])]
            why = f"其中的比前面的 {found['all']}{found['unit']}还多"
            yield AtOdds(start, written, why, "核对这两个数")


def _mostly_bad(text: str, folded: str) -> Iterator[AtOdds]:
    """Shares of what had better not be that are nearly all: 辍学率98%以下."""
    for found in _MOSTLY_BAD.finditer(folded):
        said = text[slice(*found.span("said"))].strip()
        why = f"“{found['name']}”越低越好，这样写是几乎全都如此"
        yield AtOdds(found.start("said"), said, why, "核对这个数，也看是不是把名称写反了")


def _allowed_and_not(text: str, _: str) -> Iterator[AtOdds]:
    """What a sentence allows and rules out, with nothing said of when it is which: 可重复奖励，做到不重复奖励."""
    for found in _MAY.finditer(text):
        end = min(at for sign in _STOPS if (at := f"{text}{_STOPS}".find(sign, found.end())) >= 0)
        begin = max(text.rfind(sign, 0, found.start()) + 1 for sign in _STOPS)
        for length in range(len(found["what"]), _LEAST - 1, -1):
            what = found["what"][:length]
            for word in ("不得", "不再", "不能", "不可", "不"):
                places = (text.find(word + what, begin, found.start()), text.find(word + what, found.end(), end))
                for at in places:
                    behind = max(at, found.start())
                    if at >= 0 and not _IF.search(text[min(at, found.start()) : behind]):
                        yield AtOdds(
                            found.start(),
                            text[found.start() : found.start("what") + length],
                            f"同一句里又说“{word}{what}”",
                            "只留一个说法；分情况的，写清楚什么情况",
                        )
                        return


_LEAST = 4


_TWO_BOUNDS = regex(r"(?P<one>不[少低小]于|至少)\s*[\d.]+[^，,。；;\n\d至到-]{0,6}?(?P<other>(?:及|或)?以上)")


def _bounded_twice(text: str, folded: str) -> Iterator[AtOdds]:
    """Bounds said before a number and behind it: 不少于15天以上."""
    for found in _TWO_BOUNDS.finditer(folded):
        said = text[slice(*found.span())]
        yield AtOdds(found.start(), said, f"“{found['one']}”和“{found['other']}”说了两遍", "只留一个")


_REWARDED = regex(
    r"(?:晚|迟|逾期|延期|超期|推迟|缺席|漏报|少完成|未完成)[^，,。；;\n]{0,12}加\s*[\d.]+\s*分|(?:提前|早|多完成|超额)[^，,。；;\n]{0,12}扣\s*[\d.]+\s*分"
)


def _turned_points(text: str, folded: str) -> Iterator[AtOdds]:
    """Points given for what is done worse, and taken for what is done better: 每晚1个月加3分."""
    for found in _REWARDED.finditer(folded):
        why = "做得差的加分、做得好的扣分，写反了"
        yield AtOdds(found.start(), text[slice(*found.span())], why, "核对是加分还是扣分")


_LOOKS: tuple[tuple[tuple[str, ...], Callable[[str, str], Iterator[AtOdds]]], ...] = (
    (("降", "减少"), _both_ways),
    (("%", "％"), _over_a_hundred),
    (("率",), _mostly_bad),
    (("不发生", "不出现", "杜绝"), _never_so_often),
    (("其中",), _more_than_all),
    (("一次，每", "一次、每", "次，每"), _two_rhythms),
    (("不少于", "不低于", "不小于", "至少", "达到"), _wanted_bad),
    (("发生",), _lacks_not),
    (("发生",), _so_many_bad),
    (("每周", "每天", "每日", "每月", "每年"), _more_than_there_are),
    (("占", "付"), _over_all),
    (("完成1",), _before_it_is_over),
    (("可", "允许"), _allowed_and_not),
    (("以上",), _bounded_twice),
    (("加", "扣"), _turned_points),
    (("收入",), _out_of_balance),
)
"""What is looked for in texts that have one of some signs, in the text as written and folded to half width."""
