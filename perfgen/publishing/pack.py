"""The pack: PDF/A, Word file, page and workbook of one filing, all or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from perfgen import building, kinds
from perfgen.checking import Session, Wanted
from perfgen.docx.blocks import read_blocks
from perfgen.errors import Diagnostic, OutputError, PerfgenError, Severity
from perfgen.excel.hidden import hidden_places
from perfgen.excel.read import opened
from perfgen.filing import Form
from perfgen.output import file_name
from perfgen.publishing.agreement import document_differences, page_differences, workbook_differences
from perfgen.publishing.cleaned import cleaned
from perfgen.publishing.content import not_told, published, title_of
from perfgen.publishing.forms import page_of, workbook_of
from perfgen.publishing.gate import CODE, document_faults, package_faults, pdf_faults
from perfgen.scratch import scratch
from perfgen.source.discover import is_workbook
from perfgen.word_and_pdf import make


class PublishingError(PerfgenError):
    """A filing that may not be published as it is."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is published: the files by name, and what should be looked at."""

    files: Mapping[str, bytes]
    warnings: tuple[Diagnostic, ...] = ()


def pack(path: Path) -> Pack:
    """The pack of the filing in a file or folder. Nothing is written.

    Raises FilingError where it is not valid, PublishingError with everything that keeps it from being published, OfficeError
    where LibreOffice is missing or fails, OutputError where an extra is not installed.
    """
    _refuse_without(_NEEDED)
    prepared = building.prepare(path)
    wrong = [*_hidden(path, prepared.layout.form), *_errors(path)]
    if wrong:
        raise PublishingError(wrong)
    made = make(prepared, numbered=None, pdf=True, archived=True)
    word = cleaned(made.files["docx"])
    name = kinds.by_name(prepared.layout.kind).output_name(prepared.filing)
    department = prepared.filing.department.name
    with scratch() as folder:
        docx, pdf = (folder / f"{file_name(name)}.{ending}" for ending in ("docx", "pdf"))
        docx.write_bytes(word)
        pdf.write_bytes(made.files["pdf"])
        document = read_blocks(docx)
        said = published(document, prepared.layout, title_of(word, name))
        page, book = page_of(said), workbook_of(said)
        files = {
            docx.name: word,
            pdf.name: made.files["pdf"],
            f"{docx.stem}.html": page.encode("utf-8"),
            f"{docx.stem}.xlsx": book,
        }
        at = {ending: Path(f"{docx.stem}.{ending}") for ending in ("docx", "pdf", "html", "xlsx")}
        wrong += package_faults(at["docx"], files[docx.name], department)
        wrong += document_faults(at["docx"], document)
        wrong += pdf_faults(at["pdf"], files[pdf.name], department)
        wrong += package_faults(at["xlsx"], book, department)
        wrong += page_differences(at["html"], page, said)
        wrong += workbook_differences(at["xlsx"], book, said)
        year = prepared.filing.year
        for file in (docx, pdf):
            wrong += _read_back(path, file, year)
    if wrong:
        raise PublishingError(wrong)
    return Pack(files, (*prepared.warnings, *made.warnings, *_not_in_all(at["html"], not_told(document))))


_NEEDED = {"pdfplumber": "读回 PDF 要用 pdfplumber", "xlsxwriter": "写 .xlsx 要用 XlsxWriter"}
"""The packages of the extras ``pdf`` and ``report``, and what for."""


def _refuse_without(packages: Mapping[str, str]) -> None:
    """Raise OutputError where an extra is not installed: before anything is laid out."""
    missing = [what for package, what in packages.items() if find_spec(package) is None]
    if missing:
        hint = '运行 pip install "perfgen[pdf,report]"'
        raise OutputError(Diagnostic("OUT03", f"公开时{'，'.join(missing)}，这台电脑上没有装", hint=hint))


def _hidden(path: Path, form: Form) -> Iterator[Diagnostic]:
    """What a workbook hides and would be published with the rest."""
    if not is_workbook(path):
        return
    for place in hidden_places(path, opened(path).content, form):
        hint = "取消隐藏、清除筛选，看过再做；不要的删掉"
        yield Diagnostic(CODE, f"{place}藏着，里面的内容会一起公开", path, hint=hint)


def _not_in_all(page: Path, said: Sequence[str]) -> Iterator[Diagnostic]:
    """That pictures are on paper alone."""
    if said:
        message = f"网页和 Excel 表里没有：{'、'.join(said)}；Word 文件和 PDF 里有"
        hint = "图里说的，在正文里也写一遍；不要图的，从模板里删掉"
        yield Diagnostic("PUB03", message, page, hint=hint, severity=Severity.WARNING)


def _read_back(path: Path, file: Path, year: int) -> list[Diagnostic]:
    """How a document differs from the filing, or why it cannot be read back; told by its name alone."""
    try:
        found = list(document_differences(path, file, year))
    except PerfgenError as error:
        hint = "读不回来的表不发布；这个版式要先写上怎样读入，见“做一个本省的版式”"
        found = [replace(one, message=f"读不回来，没法核对：{one.message}", hint=hint) for one in error.diagnostics]
    return [replace(one, file=Path(file.name), line=0, column=0, excerpt="") for one in found]


def _errors(path: Path) -> Iterator[Diagnostic]:
    """What the rules find that is an error. Neither comments nor settings keep the numbers of persons quiet: see `document_faults`."""
    for one in Session(Wanted(use_baseline=False)).check([path]):
        yield from (said for said in one.diagnostics if said.severity is Severity.ERROR)
