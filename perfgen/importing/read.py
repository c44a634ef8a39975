"""A Word file, a PDF, or the text of one, to the YAML of a filing and an account of everything that was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfgen import layouts
from perfgen.docx.blocks import Document, read_blocks
from perfgen.docx.budget import Budget
from perfgen.filing import Filing
from perfgen.filing.outline import Outline
from perfgen.importing import hebei_2021, hebei_2022
from perfgen.importing.doubts import MISSING, doubts
from perfgen.importing.formats.pages import Pages, located
from perfgen.importing.formats.pdf import read_pdf
from perfgen.importing.formats.textdump import read_dump
from perfgen.importing.outline import outline_of
from perfgen.importing.recognise import HEBEI_2021, HEBEI_2022, recognise
from perfgen.importing.report import Ledger, Report
from perfgen.layouts import Layout
from perfgen.shown import visible
from perfgen.source.data import Steps, write_data
from perfgen.source.grammar import OVERALL_INDICATORS, PROJECTS
from perfgen.source.reading import demanded

Reader = Callable[[Document, Layout, Ledger, int | None], dict[str, Any]]
_READERS: dict[str, Reader] = {HEBEI_2022: hebei_2022.read, HEBEI_2021: hebei_2021.read}
"""How a document is read, by its layout."""
_OPENERS: dict[str, Callable[[Path, Budget], Pages]] = {".txt": read_dump, ".pdf": read_pdf}
"""How a file is opened that is no .docx, by its suffix."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from one file: the filing by its labels, as YAML, and as a model where it is valid."""

    data: dict[str, Any]
    yaml: str
    filing: Filing | None
    report: Report
    outline: Outline | None = None


def open_document(path: Path) -> Document:
    """The blocks of a .docx, of a .pdf, or of a text (.txt). Raises DocumentError."""
    return _opened(path, Budget(path)).document


def _opened(path: Path, budget: Budget) -> Pages:
    opener = _OPENERS.get(path.suffix.lower())
    return opener(path, budget) if opener else Pages(read_blocks(path, budget))


def import_file(
    path: Path, layout: Layout | None = None, *, year: int | None = None, shown: Path | None = None
) -> Imported:
    """Read one file. Its layout is told by its labels unless one is given; `shown` is the file the user named.

    Raises DocumentError for a file that cannot be read, is no filing of a known layout, or tells no year.
    """
    file = shown or path
    budget = Budget(file)
    opened = _opened(path, budget)
    document = opened.document
    layout = layout or layouts.by_name(recognise(file, document))
    ledger = Ledger.of(file, document, budget)
    ledger.pass_over(*opened.repeated)
    data = _reader(layout)(document, layout, ledger, year)
    ledger.doubtful[:0] = located(filter(ledger.concerns, opened.remarks), data)
    filing, found = _validated(data, layout)
    for steps, message in found:
        ledger.doubt(_place(steps), _said(data, steps), message, *steps)
    report = ledger.report()
    head = [f"从 {visible(file.name)} 读入。"]
    if report.left:
        head.append(f"原文有 {len(report.left)} 处没有写进来，见 perfgen import 的报告。")
    outline = outline_of(document, layout, data, dump=path.suffix.lower() == ".txt")
    return Imported(data, write_data(data, head, ledger.comments()), filing, report, outline)


def _reader(layout: Layout) -> Reader:
    """The reader of a layout; of one with a name of its own, that of the layout it has the sections of."""
    alike = HEBEI_2021 if OVERALL_INDICATORS in layout.sections else HEBEI_2022
    return _READERS.get(layout.name) or _READERS[alike]


def _validated(data: dict[str, Any], layout: Layout) -> tuple[Filing | None, list[tuple[Steps, str]]]:
    """The filing, where it is valid and has all that its layout demands; and what is wrong with it."""
    filing: Filing | None = None
    found: list[tuple[Steps, str]] = []
    try:
        filing = Filing.model_validate(data, context=layout.form)
    except ValidationError as error:
        found = doubts(error)
    found += [((*steps, label), f"{label}：{MISSING}") for steps, label in demanded(data, layout.form)]
    return None if found else filing, found


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
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""
