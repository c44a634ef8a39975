"""Filings handed in twice: what became of what was found, what was changed, and reports of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from perfgen import rounds
from perfgen.rounds import FindingFate, Resubmitted, Rounds, RoundState
from perfgen.rounds.wording import HEADS, cells, findings, summed_up, why_unread


def submissions(before: Path, after: Path) -> Rounds:
    """The filings of two submissions (folders or files), matched by unit and year; see `perfgen.rounds.resubmitted`.

    Raises PerfgenError where one side has no filing, and for settings that are not right.
    """
    return rounds.resubmitted([before], [after])


def report(form: str, found: Rounds, date: str = "") -> bytes:
    """Both submissions as ``json``, ``html`` or ``xlsx``, as a file's content; `date` is printed on the page.

    Raises KeyError for another form, and OutputError for ``xlsx`` where the extra ``report`` is not installed.
    """
    from perfgen.reports.rounds import html_report, json_report, xlsx_report  # noqa: PLC0415 -- for who wants a report

    forms: dict[str, Callable[[], bytes]] = {
        "json": lambda: json_report(found).encode("utf-8"),
        "html": lambda: html_report(found, date).encode("utf-8"),
        "xlsx": lambda: xlsx_report(found),
    }
    return forms[form]()


__all__ = [
    "HEADS",
    "FindingFate",
    "Resubmitted",
    "RoundState",
    "Rounds",
    "cells",
    "findings",
    "report",
    "submissions",
    "summed_up",
    "why_unread",
]
