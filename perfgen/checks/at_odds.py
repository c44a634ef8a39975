"""Clauses that deny themselves: a rise that is a fall, a share of more than all, what must not happen more than so often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfgen.filing.numbers import NUMBER, half_width
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
    rf"(?=(?:到|至|约|不少于|不低于|不超过)?\s*(?:{NUMBER.pattern}))"
)
_ALL = regex(
    r"(?P<name>[\u4e00-\u9fff]{0,12}(?:合格|准确|正确|及时|覆盖|知晓|完好|达标|到位|通过|优良|成活|办结|满意|整改|处置|发放|拨付|建档|签约|参保|回收|响应|治愈|兑付|落实|就业|普及|检定|结案|巩固|抽检|抽查|入学|毕业|录用|使用|完整|存活)(?:率|度|的?比例))"
    r"(?:要|均|都|应|力争|确保|保持在?|稳定在|达到?|为|在|控制在|\s)*"
    r"(?P<said>(?:不低于|不少于|大于等于|大于|高于|超过|[≥>])\s*100(?:\.0+)?\s*%|100(?:\.0+)?\s*%\s*(?:及|或)?以上|(?:不低于|不少于|达到|[≥>＝=])?\s*1[0-9]{2}(?<!100)(?:\.\d+)?\s*%)"
)
_HUNDRED = regex(r"(?<![\d.])[1１][\d.]{2,6}[ \t]{0,4}[%％]")
_NEVER = regex(
    r"(?:不发生|不出现|杜绝|无)(?P<what>[\u4e00-\u9fff、]{2,24}?)(?P<said>(?:(?:不超过|不多于|控制在)?\s*[1-9]\d{0,3}\s*[起件例次](?:及?以[上下内]|之内)?))(?=[，,。；;、\s]|$)"
)
_MOSTLY_BAD = regex(
    r"(?P<name>[\u4e00-\u9fff]{0,8}(?:辍学|流失|差错|失误|故障|投诉|漏损|超限|死亡|发病|患病|复发|返贫|返修|不合格|违约|逾期|事故|受害|成灾)率)(?:控制|保持|稳定)?在?(?P<said>\s*(?:9\d|100)(?:\.\d+)?\s*%\s*(?:及|或)?以[上内下])"
)
_ONCE_MORE = regex(r"(?:一次|每次|单次|同时|累计|连续)")
_MAY = regex(r"(?<![不得未的者])(?:可以|可|允许)(?P<what>[\u4e00-\u9fff]{4,6})")
_STOPS = "。；;\n"
_IF = regex("的|者|如|若|但|除|凡|确需|情况|条件|特殊|原则|外")


def at_odds(text: str) -> Iterator[AtOdds]:
    """Where a text says in one breath what cannot be; most texts have none of the words it takes."""
    folded = ""
    if "降" in text or "减少" in text:
        folded = half_width(text)
        for found in _BOTH_WAYS.finditer(folded):
            yield AtOdds(found.start(), text[slice(*found.span())], "又说升又说降", "只留一个，核对是升还是降")
    if _HUNDRED.search(text):
        folded = folded or half_width(text)
        for found in _ALL.finditer(folded):
            said = text[slice(*found.span("said"))]
            yield AtOdds(found.start("said"), said, f"“{found['name']}”最多是 100%", "写成 100%，或者写一个达得到的数")
    if "率" in text and ("9" in text or "100" in text):
        yield from _mostly_bad(text)
    if "不发生" in text or "不出现" in text or "杜绝" in text:
        folded = folded or half_width(text)
        for found in _NEVER.finditer(folded):
            if not _ONCE_MORE.search(found["what"]):
                said = text[slice(*found.span())]
                yield AtOdds(
                    found.start(),
                    said,
                    "前面说不发生，后面又写了数",
                    "确实不许发生的，删去数；允许有几起的，删去前面的词",
                )
    if ("可" in text or "允许" in text) and "不" in text:
        yield from _allowed_and_not(text)


def _mostly_bad(text: str) -> Iterator[AtOdds]:
    """Shares of what had better not be that are nearly all: 辍学率98%以下."""
    for found in _MOSTLY_BAD.finditer(half_width(text)):
        said = text[slice(*found.span("said"))].strip()
        why = f"“{found['name']}”越低越好，这样写是几乎全都如此"
        yield AtOdds(found.start("said"), said, why, "核对这个数，也看是不是把名称写反了")


def _allowed_and_not(text: str) -> Iterator[AtOdds]:
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
