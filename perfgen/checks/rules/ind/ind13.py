"""IND13: one month written in several ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import two_ways
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.regex import regex

_MONTH = regex(
    r"(?P<sign>[<≤≦⩽=]=?)?\s*(?:(?P<year>\d{4}年)\s*)?0?(?P<month>1[0-2]|[1-9])月\s*(?P<tail>底前|底|末前|末|份|内)?"
)


def _find(subject: Subject) -> Iterator[Finding]:
    ways: dict[str, list[tuple[Row, re.Match[str], str]]] = defaultdict(list)
    for one in reading.of_class(subject.all_rows, reading.TIME):
        written = one.indicator.target.written
        found = _MONTH.fullmatch(written.translate(HALF_WIDTH).strip())
        if found:
            form = f"{found['sign'] or ''}{found['month']}月{found['tail'] or ''}"
            ways[found["month"]].append((one, found, form))
    for month, rows in ways.items():
        forms = tuple(dict.fromkeys(form for _, _, form in rows))
        wanted = f"{month}月底"
        if len(forms) == 1:
            continue
        for one, found, form in rows:
            if form != wanted:
                path, words, at = reading.quoted_target(one)
                fix = f"{found['year'] or ''}{wanted}"
                yield Finding(
                    path,
                    f"同是{month}月，这里写“{words}”，全文写法有{'、'.join(f'“{way}”' for way in forms)}",
                    f"统一写成“{wanted}”",
                    words,
                    at,
                    None if at is None else fix,
                )


RULE = Rule(
    "IND13",
    Severity.INFO,
    "时限表述不统一",
    "同一份文本里“12月”“<12月”“12月底”说的是一个时间，写法统一了才好核对。",
    two_ways("12月", "12月底"),
    "样本 004",
    Tag.OTHER,
    _find,
    fixable=True,
)
