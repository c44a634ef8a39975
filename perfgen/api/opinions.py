"""Opinions that a bureau sends back: what is said of each department, round by round, and the files of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from perfgen import opinions
from perfgen.opinions import OVERALL, Opinion, OpinionState, Reviewed, ReviewWish, UnitOpinions
from perfgen.source.discover import TEMPLATE_FILE


def review(paths: Sequence[Path], wish: ReviewWish) -> Reviewed:
    """Check the filings at some paths and put what is found with what was said before; nothing is written.

    Raises PerfgenError for settings that are not right.
    """
    return opinions.reviewed(paths, wish)


def letters(found: Reviewed, *, date: str = "", closes: bool = False, template: Path | None = None) -> dict[str, bytes]:
    """The files of a round by name: for each department a workbook and a letter in Word, and a workbook of all.

    A department that handed nothing in this time has them already, and one that has nothing left to do gets no letter but the one that says so; beside a letter in which somebody wrote there is one of
    another name. `date` is printed in the letters; `template` is a .docx in the place of the one that comes with perfgen, or a
    folder with a template.docx. Raises LayoutError where it is at fault, OutputError where the extra ``report`` is not installed.
    """
    from perfgen.reports.opinions import Letter, letter, overall_workbook, unit_workbook  # noqa: PLC0415 -- for who writes

    what = Letter(date, closes)
    template = template / TEMPLATE_FILE if template and template.is_dir() else template
    word = "复核" if closes else ""
    files: dict[str, bytes] = {}
    for name, said in found.opinions.items():
        if name in found.silent or not (said.open or closes) or (closes and _knows(name, said, found.round)):
            if name in found.filled or name not in found.silent:
                files[f"{name}.xlsx"] = unit_workbook(said)
            continue
        file = _not_typed_in(f"{name}-第{found.round}轮{word}", found.typed)
        files[file] = letter(said, what, template)
        known = {before: mark for before, mark in said.letters if before != file}
        made = tuple((known | {file: opinions.printed(files[file])}).items())
        one = replace(said, letters=made, settled=closes and not said.open)
        files[f"{name}.xlsx"] = unit_workbook(one)
    files[OVERALL] = overall_workbook([(one, f"{name}.xlsx") for name, one in found.opinions.items()])
    return files


def _knows(name: str, said: UnitOpinions, round_: int) -> bool:
    """Whether a letter of an earlier round told a department that nothing is left to do, and nothing is."""
    last = said.letters[-1][0] if said.letters else ""
    return said.settled and not said.open and not last.startswith(f"{name}-第{round_}轮")


def _not_typed_in(name: str, typed: Container[str]) -> str:
    """The name of a letter, with a number where somebody wrote in the one of that name."""
    names = (f"{name}{f'-{number}' if number > 1 else ''}{opinions.WORD}" for number in count(1))
    return next(one for one in names if one not in typed)


__all__ = ["OVERALL", "Opinion", "OpinionState", "ReviewWish", "Reviewed", "UnitOpinions", "letters", "review"]
