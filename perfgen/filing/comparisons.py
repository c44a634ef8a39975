"""Comparisons in words: ``大于等于95%``, ``不少于 5 次``, ``90%以上`` say what ≥95%, ≥5次 and ≥90% say.

A target that prints so is text to the form, and stays so; here it is read for the rules.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perfgen.filing.numbers import HALF_WIDTH, NUMBER
from perfgen.filing.regex import either, regex
from perfgen.filing.target import OPERATORS, Target

SAID = {
    "≥": ("大于等于", "大于或等于", "大于且等于", "等于大于", "高于或等于", "高于等于", "不低于", "不少于", "不小于", "不短于",
          "不下于", "不得低于", "不得少于", "至少达到", "至少", "最少", "最低", "达到", "≮", "=>", "＝＞", "≥="),
    "≤": ("小于等于", "小于或等于", "小于且等于", "等于小于", "低于或等于", "低于等于", "少于等于", "不高于", "不超过", "不长于",
          "不超出", "不大于", "不多于", "不得超过", "不得高于", "不突破", "最多", "至多", "最高", "控制在", "≯", "=<",
          "＝＜", "≤="),
    ">": ("大于", "高于", "多于", "超过", "﹥"),
    "<": ("小于", "低于", "少于", "﹤"),
    "=": ("等于", "﹦"),
}  # fmt: skip
"""What is written for an operator that is none of the signs the form knows."""

_MEANS = {words: sign for sign, ways in SAID.items() for words in ways}
_WORDS = either(_MEANS)
AT_LEAST, AT_MOST = (
    either(words for words, means in {**OPERATORS, **_MEANS}.items() if means in signs) for signs in ("≥>", "≤<")
)
"""Patterns of all that says at least (or more than), and at most (or less than), before a number."""

_ANY = either({*OPERATORS, *_MEANS})
_SIGN = regex(rf"\s*(?P<sign>{_ANY})")
_FORM = regex(
    rf"\s*(?:(?P<sign>{_WORDS})\s*)?(?P<value>{NUMBER.pattern})"
    r"\s*(?!(?<=\d{4})年|[月日号](?:底|末|初|中|前)*\s*$)(?P<unit>[^\s\d≥≤><=][^\d≥≤><=\n]{0,15}?)?\s*"
)
_BOUNDED = regex(
    r"(?:(?P<least>(?:及|或|含|\(含\)|（含）)?以上)|(?:及|或)?(?:以下|以内)|之内|(?<=[天日时月年周钟秒])内)$",
    signs=("以上", "以下", "内"),
)
_DAYS = regex(
    rf"\s*(?P<sign>{either({**OPERATORS, **_MEANS})})\s*(?P<value>\d{{1,3}})\s*日\s*", signs={**OPERATORS, **_MEANS}
)
"""So many days at least or at most; with 前 or 内, or without a sign, it is a day of the month."""
_FIRST = frozenset("上下内").union(words[0] for words in _MEANS)
"""One of these is in whatever begins or ends with a comparison: what each of the words begins with, and 以上, 以下, 以内."""
_LONGEST = 100
"""A target that is longer is text (as for the form)."""


@lru_cache(maxsize=65536)
def read(written: str, operator: str | None = None) -> Target | None:
    """What a target says that begins or ends with a comparison in words; None where it does not.

    `operator` is the sign it has besides: ``≥90%以上`` has both, and the sign stands.
    """
    narrow = written.translate(HALF_WIDTH) if len(written) <= _LONGEST else ""
    if "日" in narrow and (days := _DAYS.fullmatch(narrow)):
        return Target.model_construct(
            written=written,
            operator={**OPERATORS, **_MEANS}[days["sign"]],
            value=Decimal(days["value"]),
            unit="日",
            parts=None,
        )
    found = None if _FIRST.isdisjoint(narrow) else _FORM.fullmatch(narrow)
    if found is None:
        return None
    bound = _BOUNDED.search(found["unit"] or "")
    if not found["sign"] and not bound:
        return None
    means = _MEANS[found["sign"]] if found["sign"] else "≥" if bound and bound["least"] else "≤"
    value = Decimal(found["value"].replace(",", ""))
    return Target.model_construct(
        written=written, operator=operator or means, value=value, unit=found["unit"], parts=None
    )


def is_days(written: str) -> bool:
    """Whether a target (half-width) bounds a number of days, ≥15日, which is no date."""
    return _DAYS.fullmatch(written) is not None


def is_bounded(unit: str) -> bool:
    """Whether what stands behind a number says at least or at most: %以上, 个工作日内."""
    return _BOUNDED.search(unit) is not None


def without_bound(unit: str) -> str:
    """A unit without 以上, 以内 and the like."""
    return _BOUNDED.sub("", unit)


def sign_of(written: str) -> tuple[str, str]:
    """What a target begins with to say how its number is meant, as written, and the sign that it means; or nothing."""
    found = _SIGN.match(written)
    words = found["sign"] if found else ""
    return words, OPERATORS.get(words) or _MEANS.get(words, "")
