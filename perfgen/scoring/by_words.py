"""Points for targets of text: met, not met, or met so far as a band says and a chosen rate within it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.filing.regex import regex
from perfgen.scoring.by_date import IN_TIME
from perfgen.scoring.entry import ScoreEntry
from perfgen.scoring.exact import earned, equals, rounded
from perfgen.scoring.rules import Band, ScoreRules
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.wanted import InWords

MET = {
    *(
        "完成",
        "已完成",
        "全部完成",
        "已全部完成",
        "达成",
        "已达成",
        "达标",
        "已达标",
        "达到",
        "已达到",
        "达到预期",
        "达到目标",
    ),
    *("达到预期目标", "符合", "实现", "已实现", "是", "100%", "按时完成", "按期完成", "圆满完成", "完成目标"),
}
UNMET = {
    *(
        "未完成",
        "没有完成",
        "未达成",
        "未达到",
        "未达标",
        "不达标",
        "未实现",
        "未开展",
        "未实施",
        "未启动",
        "不合格",
        "不符合",
    ),
    *("否", "没有达到", "没有达成", "未达到预期"),
}
"""What says of any target of text that it was met, or was not."""

_PUNCTUATION = regex(r"[\s。.,，；;、“”\"（）()]")
_ALREADY = regex("^(?:已经?|均|全部|都|实际)+")
_WITH_RATE = regex(r"(?P<band>.+?)[（(:，,]?\s*(?P<rate>\d{1,3}(?:\.\d{1,6})?)\s*%\s*[）)]?")
_DIGIT = regex(r"\d")


def score(wanted: InWords, entry: ScoreEntry) -> Scored:
    """Words against words; `entry.rate` (%) is what the department chose within the band that the actual names."""
    band, own_rate = _named(entry.cleaned, entry.rules)
    chosen = own_rate if entry.rate is None else entry.rate
    if band is None and chosen is None:
        return _met_or_not(wanted, entry)
    if band is None and chosen is not None:
        band = _band_of(wanted, entry, chosen)
    if band is None:
        return entry.incomparable(f"没有哪一档有 {_shown(chosen)}，{_choose(entry.rules)}")
    if chosen is None or not band.lower <= chosen <= band.upper:
        how = (
            f"选“{band.name}”（{band.limits}），{'比例没有选' if chosen is None else f'比例 {_shown(chosen)}'}，不计分"
        )
        why = (
            f"请在 {band.limits} 之间选一个比例" if chosen is None else f"比例 {_shown(chosen)} 不在 {band.limits} 之间"
        )
        return Scored(None, entry.weight, how, band=band).telling(Matter.RATE, f"“{band.name}”：{why}")
    return of_band(band, Fraction(chosen) / 100, entry.weight, entry.rules)


def of_band(band: Band, share: Fraction, weight: Decimal, rules: ScoreRules) -> Scored:
    """The points for a share chosen within a band."""
    points = earned(share, weight, rules.decimals)
    rate = rounded(share * 100, 2)
    how = (
        f"选“{band.name}”（{band.limits}），比例 {decimal_text(rate)}%："
        f"{decimal_text(rate)}%×{decimal_text(weight)}{equals(share * Fraction(weight), points)}分"
    )
    return Scored(points, weight, how, rate, band=band)


def _met_or_not(wanted: InWords, entry: ScoreEntry) -> Scored:
    aim, done = _PUNCTUATION.sub("", wanted.words), _PUNCTUATION.sub("", entry.cleaned)
    if aim in (done, _ALREADY.sub("", done)):
        return entry.full(f"实际和目标一致（{entry.aim}）")
    both = f"目标 {entry.aim}，实际 {entry.done}"
    if (aim in IN_TIME and done in IN_TIME) or (done in MET and not _DIGIT.search(aim)):
        return entry.full(both)
    if done in UNMET:
        return entry.nothing(both)
    return entry.incomparable(f"看不出“{entry.done}”算不算达到，{_choose(entry.rules)}")


def _named(text: str, rules: ScoreRules) -> tuple[Band | None, Decimal | None]:
    """The band an actual names, and the rate that stands behind it."""
    found = _WITH_RATE.fullmatch(text)
    for said, rate in ((text, None), (found["band"] if found else "", Decimal(found["rate"]) if found else None)):
        bare = _PUNCTUATION.sub("", said)
        for band in rules.bands:
            if bare in (_PUNCTUATION.sub("", name) for name in (band.name, *band.also)):
                return band, rate
    return None, None


def _band_of(wanted: InWords, entry: ScoreEntry, rate: Decimal) -> Band | None:
    """The band meant where none is named: by words that say met or not, else the one the rate lies in."""
    done, bands = _PUNCTUATION.sub("", entry.cleaned), entry.rules.bands
    if bands and (done in MET or done == _PUNCTUATION.sub("", wanted.words)):
        return bands[0]
    if bands and done in UNMET:
        return bands[-1]
    return next((band for band in bands if band.lower <= rate <= band.upper), None)


def _choose(rules: ScoreRules) -> str:
    if not rules.bands:
        return "请写“已完成”或“未完成”"
    return f"请写 {'、'.join(band.name for band in rules.bands)} 中的一个，再选比例"


def _shown(rate: Decimal | None) -> str:
    return "" if rate is None else f"{decimal_text(rate)}%"
