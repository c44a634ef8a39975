"""Several filings of one workspace compared: where a department is, by its name and by its project codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from perfgen.checks.rule import Finding
from perfgen.checks.subject import Subject
from perfgen.filing.regex import regex

Found: TypeAlias = Iterator[tuple[int, Finding]]
"""Findings, each with the index of its filing."""
_Key = TypeVar("_Key", bound=Hashable)

_DIVISION = regex(r"\d{6}(?=\d{2}P)")
_COUNTY = "(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?(?:市|自治州|盟))?([一-鿿]{1,7}?(?:自治县|县|区|旗))|([一-鿿]{2,6}?市)"


def county_of(subject: Subject) -> str:
    """The county or city the department's name begins with, empty where it begins with none."""
    # Compiled where filings are compared, and then kept by `re`: a single filing starts without.
    match = re.match(_COUNTY, subject.filing.department.name.strip())
    return (match[1] or match[2]) if match else ""


def division_of(subject: Subject) -> str:
    """The division (six digits) most project codes of a filing begin with, empty where codes tell none."""
    found = Counter(match[0] for one in subject.projects if (match := _DIVISION.match(one.code)))
    return min(found, key=lambda code: (-found[code], code)) if found else ""


def most(values: Iterable[_Key]) -> _Key:
    """The most frequent of some values; of several, the first."""
    return Counter(values).most_common(1)[0][0]
