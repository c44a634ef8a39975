"""Numbers of persons in a text: identity cards, mobile phones, bank cards, each known by its check digit or its form.

Sources: GB 11643-1999 (identity numbers, check character ISO 7064 MOD 11-2); ISO/IEC 7812 (Luhn; 62 is UnionPay);
mobile numbers as China numbers them: eleven digits from 13 to 19.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from perfgen.filing.regex import regex

_LONG = regex(r"\d[\d \-]{9}")
_ALONE, _ENDS = r"(?<![\dA-Za-z.\-])", r"(?![\dA-Za-z]|[.\-]\d)"
_IDENTITY = regex(rf"{_ALONE}[1-8１-８]\d{{5}}[ \-]?(\d{{4}})[ \-]?(\d\d)(\d\d)[ \-]?\d{{3}}[\dXxＸｘ]{_ENDS}")
_MOBILE = regex(
    rf"{_ALONE}(?:\+?86[ \-]?)?[1１][3-9３-９]\d[ \-]?\d{{4}}[ \-]?\d{{4}}{_ENDS}(?!,\d{{3}})(?!\s*(?:[%％号]|[万亿千百]*元))"
)
_CARD = regex(
    rf"{_ALONE}(?:\d{{4}}(?: \d{{4}}){{3}}(?: \d{{1,3}})?|\d{{4}}(?:-\d{{4}}){{3}}(?:-\d{{1,3}})?|\d{{13,19}}){_ENDS}"
)
_OF_BANK = regex("卡号|[账帐][号户]|银行卡|存折|开户")
_OF_PAPER = regex(r"(?<![证件])(?:编号|文号|单号|合同号|批号|案号|代码|编码)[为是：:\s]*$")
_BEFORE = 16
"""As far back, in characters, as a word such as 账号 or 合同编号 is looked for."""
_LEAST_CARD = 16
_SAID_BEFORE = 8
_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
_CHECKS = "10X98765432"


class PersonalNumber(NamedTuple):
    """A number that belongs to somebody: what it is, where it stands, and how it can be shown."""

    kind: str
    start: int
    end: int
    masked: str


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """The personal numbers of a text in order; digits may be full-width and parted by blanks."""
    if _LONG.search(text) is None:
        return
    taken: set[int] = set()
    found: list[PersonalNumber] = []
    for kind, pattern, is_one in (
        ("身份证号", _IDENTITY, _is_identity),
        ("银行账号", _CARD, _is_card),
        ("手机号", _MOBILE, _is_mobile),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            if is_one(match) and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(PersonalNumber(kind, start, end, _masked(match[0])))
    yield from sorted(found, key=lambda one: one.start)


def _digits(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isdecimal()]


def _is_identity(match: re.Match[str]) -> bool:
    if _is_of_paper(match):
        return False
    if "身份证" in match.string[max(0, match.start() - _SAID_BEFORE) : match.start()]:
        return True  # it is said to be one, whatever was mistyped in it
    year, month, day = (int(part) for part in match.groups())
    if not (1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return False
    last = match[0][-1]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, _digits(match[0][:-1]), strict=True))
    return _CHECKS[total % 11] == ("X" if last in "XxＸｘ" else str(int(last)))


def _is_card(match: re.Match[str]) -> bool:
    digits = _digits(match[0])
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    known = digits[:2] == [6, 2] and len(digits) >= _LEAST_CARD and not _is_of_paper(match)
    return (known or _OF_BANK.search(before) is not None) and len(set(digits)) > 1 and _luhn(digits)


def _luhn(digits: list[int]) -> bool:
    doubled = [digit if at % 2 == 0 else digit * 2 - 9 * (digit > 4) for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _is_mobile(match: re.Match[str]) -> bool:
    return not _is_of_paper(match)


def _is_of_paper(match: re.Match[str]) -> bool:
    """Whether a number is said to be that of a document or a thing."""
    return _OF_PAPER.search(match.string[max(0, match.start() - _BEFORE) : match.start()]) is not None


def _masked(written: str) -> str:
    """The number with its middle hidden, so that a report does not publish it again."""
    bare = re.sub(r"[ \-]", "", written)
    return f"{bare[:3]}{'*' * (len(bare) - 7)}{bare[-4:]}"
