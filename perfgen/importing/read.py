"""A Word file, a PDF, or the text of one, to the YAML of a filing and an account of everything that was read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from perfgen.docx.blocks import BlockDocument
from perfgen.docx.budget import DocumentBudget
from perfgen.errors import PerfgenError
from perfgen.filing import Filing, Results
from perfgen.filing.misplanned import misplanned
from perfgen.filing.outline import Outline
from perfgen.filing.result_labels import every_word
from perfgen.filing.walk import data_at
from perfgen.importing.doubts import MISSING, doubts
from perfgen.importing.formats.pages import located
from perfgen.importing.formats.registry import is_form_in_workbook, opened
from perfgen.importing.labels import Labels, labels_of, together
from perfgen.importing.outline import outline_of
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.readers.registry import reader_of
from perfgen.importing.recognise import Candidate, candidates, recognise
from perfgen.importing.remarked import Remarked, remarked
from perfgen.importing.report import Ledger, Report
from perfgen.importing.written import WrittenWords
from perfgen.layouts import Layout, Shelf
from perfgen.shown import visible
from perfgen.source.data import Steps, write_data
from perfgen.source.grammar import PROJECTS
from perfgen.source.reading import demanded

_LOCKS = ("~$", ".~")
"""What the names of lock files begin with, of Word and Excel, and of WPS."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from one file: the filing by its labels, as YAML, and as a model where it is valid.

    `labels` are those it was read by; `remarked` are the values that comments are about.
    """

    layout: Layout
    data: dict[str, Any]
    yaml: str
    filing: Filing | None
    report: Report
    labels: Labels
    outline: Outline | None = None
    remarked: tuple[Remarked, ...] = ()


def open_document(path: Path) -> BlockDocument:
    """The blocks of a file, of any format that can be read. Raises DocumentError."""
    return opened(path, DocumentBudget(path), together([one.labels for one in candidates(Shelf())])).document


def holds_form(path: Path, shelf: Shelf | None = None) -> bool:
    """Whether a workbook holds a form of a layout that can be read. False also for what is none, or cannot be opened."""
    if not is_form_in_workbook(path) or path.name.startswith(_LOCKS):
        return False
    among = candidates(shelf or Shelf())
    try:
        document = opened(path, DocumentBudget(path), together([one.labels for one in among])).document
        recognise(path, document, among)
    except PerfgenError:
        return False
    return True


def import_file(
    path: Path,
    layout: Layout | None = None,
    *,
    year: int | None = None,
    shown: Path | None = None,
    shelf: Shelf | None = None,
) -> Imported:
    """Read one file. `shown` is the file the user named.

    Where no layout is given, it is the one of those on `shelf` (without one: that come with perfgen and are installed)
    by whose signs it is told.

    Raises DocumentError for a file that cannot be read, is of no layout that can be, or tells no year; LayoutError for
    a layout whose documents cannot be read.
    """
    file = shown or path
    budget = DocumentBudget(file)
    among = [Candidate(layout, labels_of(layout))] if layout else candidates(shelf or Shelf())
    pages = opened(path, budget, together([one.labels for one in among]))
    document = pages.document
    chosen = among[0] if layout else recognise(file, document, among)
    layout, labels = chosen.layout, chosen.labels
    reader = reader_of(layout)
    ledger = Ledger.of(file, document, budget)
    ledger.pass_over(*pages.repeated)
    data = reader(ReadingJob(document, layout, labels, ledger, year))
    levels = (*layout.taxonomy, *chain.from_iterable(layout.taxonomy.values()))
    levels += every_word() if layout.form.model is Results else ()
    ledger.hold_against(WrittenWords.of(data, ledger.left_texts(), labels, levels).lacks)
    ledger.doubtful[:0] = located(filter(ledger.concerns, pages.remarks), data)
    filing, found = _validated(data, layout)
    for steps, message in found:
        ledger.doubt(_place(steps), _said(data, steps), message, *steps)
    report = ledger.report()
    head = [f"从 {visible(file.name)} 读入。"]
    if report.left:
        head.append(f"原文有 {len(report.left)} 处没有写进来，见 perfgen import 的报告。")
    outline = outline_of(document, layout, labels, data, dump=path.suffix.lower() == ".txt")
    yaml = write_data(data, head, ledger.comments(), layout.form.fields, layout.form.model)
    notes = remarked(document, ledger, data)
    return Imported(layout, data, yaml, filing, report, labels, outline, notes)


def _validated(data: dict[str, Any], layout: Layout) -> tuple[Filing | None, list[tuple[Steps, str]]]:
    lacking = [((*steps, label), f"{label}：{MISSING}") for steps, label in demanded(data, layout.form)]
    try:
        filing = layout.form.model.model_validate(data, context=layout.form)
    except ValidationError as error:
        return None, [*doubts(error), *lacking]
    if not isinstance(filing, Filing):
        return (None if lacking else cast("Filing", filing)), lacking
    planned = [(one.path, f"{one.path[-1]}：{one.message}") for one in misplanned(filing, layout.form)]
    return (None if lacking or planned else filing), [*lacking, *planned]


def _place(steps: Steps) -> str:
    """A path in words: 第3个项目 绩效指标 第5行 指标值."""
    words: list[str] = []
    for at, step in enumerate(steps):
        if isinstance(step, int):
            project = at == 1 and steps[0] in PROJECTS
            words.append(f"第{step + 1}个项目" if project else f"第{step + 1}行")
        elif (at, step) != (0, "预算项目"):
            words.append(step)
    return " ".join(words)


def _said(data: Any, steps: Steps) -> str:
    said = data_at(data, steps)
    return said if isinstance(said, str) else ""
