"""Findings as one page of HTML that a reviewer can send back: nothing on it comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfgen.checking import Checked
from perfgen.checks import catalogue
from perfgen.reports.base import clean, counts, how_many, is_unread
from perfgen.reports.findings import listed
from perfgen.reports.pages import page


def report(checked: Sequence[Checked], root: Path, date: str = "") -> str:
    """The page: a summary, then each filing with its findings by project. `date` is printed as it is; without it, none is."""
    filings = [listed(number, one, root) for number, one in enumerate(checked, 1)]
    known = catalogue().rules
    codes = sorted({code for filing in filings for code in filing["codes"]})
    return page(
        "check.html.j2",
        filings=filings,
        how_many=how_many(checked),
        date=date,
        counts=counts(one for one in checked if not is_unread(one)),
        unread=sum(map(is_unread, checked)),
        clean=clean(checked),
        codes=[(code, known[code].message if code in known else "") for code in codes],
        rules=[rule for code, rule in known.items() if code in codes],
    )
