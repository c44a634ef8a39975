"""What a filing says once, whichever layout it has: its year, and the texts of part one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfgen.filing import Overall, literal
from perfgen.importing.front import Front
from perfgen.importing.goal_table import joined
from perfgen.importing.recognise import guessed_year, no_year
from perfgen.importing.report import Ledger
from perfgen.layouts import Layout
from perfgen.source.grammar import keys


def narratives(layout: Layout) -> list[str]:
    """The texts of part one that a layout has, in the order of the model."""
    return [label for label in keys(Overall) if label in layout.sections]


def narrative(front: Front, labels: Iterable[str], ledger: Ledger) -> dict[str, str]:
    """The texts of part one by label, so that they print to the letter."""
    overall: dict[str, str] = {}
    for label in labels:
        paragraphs = front.texts.get(label, [])
        overall[label] = literal(joined(paragraphs))
        ledger.take(*paragraphs)
        if not overall[label]:
            ledger.doubt("第一部分", "", f"没有读到{label}", "部门整体绩效目标", label)
    return overall


def year_of(ledger: Ledger, asked: int | None, printed: str, hints: tuple[Sequence[str], Sequence[str]]) -> str:
    """The year: as asked for, else as printed, else guessed from the narrative and the codes in `hints`.

    Raises DocumentError where nothing tells it.
    """
    if asked is not None:
        if printed not in ("", str(asked)):
            ledger.doubt("封面", printed, f"封面上是 {printed} 年，按要求写成 {asked} 年", "年度")
        return str(asked)
    if printed:
        return printed
    year, source = guessed_year(ledger.file, *hints)
    if not year:
        raise no_year(ledger.file)
    ledger.doubt("年度", year, f"封面上没有年度，从{source}看是 {year}", "年度")
    return year
