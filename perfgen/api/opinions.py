"""Opinions that a bureau sends back: what is said of each department, round by round, and the files of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfgen import opinions
from perfgen.opinions import Opinion, OpinionState, Reviewed, ReviewWish, UnitOpinions
from perfgen.source.discover import TEMPLATE_FILE


def review(paths: Sequence[Path], wish: ReviewWish) -> Reviewed:
    """Check the filings at some paths and put what is found with what was said before; nothing is written.

    Raises PerfgenError for settings that are not right.
    """
    return opinions.reviewed(paths, wish)


def letters(found: Reviewed, *, date: str = "", closes: bool = False, template: Path | None = None) -> dict[str, bytes]:
    """The files of a round by name: for each department a workbook and a letter in Word, and a workbook of all.

    A department that handed nothing in this time has them already. `date` is printed in the letters; `template` is a .docx in the
    place of the one that comes with perfgen, or a folder with a template.docx. Raises
    LayoutError where it is at fault, OutputError where the extra ``report`` is not installed.
    """
    from perfgen.reports.opinions import Letter, letter, overall_workbook, unit_workbook  # noqa: PLC0415 -- for who writes

    what = Letter(date, closes)
    template = template / TEMPLATE_FILE if template and template.is_dir() else template
    word = "复核" if closes else ""
    files: dict[str, bytes] = {}
    for name, one in found.opinions.items():
        if name in found.silent:
            continue
        files[f"{name}.xlsx"] = unit_workbook(one)
        files[f"{name}-第{found.round}轮{word}.docx"] = letter(one, what, template)
    files[OVERALL] = overall_workbook([(one, f"{name}.xlsx") for name, one in found.opinions.items()])
    return files


OVERALL = "审核情况汇总.xlsx"
"""What the workbook of all is called."""

__all__ = ["OVERALL", "Opinion", "OpinionState", "ReviewWish", "Reviewed", "UnitOpinions", "letters", "review"]
