"""What keeps files from being published: looked for in the files themselves, as whoever downloads them would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from lxml import etree

from perfgen.checks.personal import personal_numbers
from perfgen.docx.blocks import BlockDocument, Paragraph
from perfgen.docx.objects import HIDDEN_TEXT
from perfgen.docx.xml import parse_xml, w
from perfgen.errors import Diagnostic

CODE = "PUB01"
_TRACKED = frozenset(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
    )
)
"""What says that something was changed, and by whom (ECMA-376 part 1, 17.13.5)."""
_NAMES = frozenset(("creator", "lastModifiedBy", "Manager", "Company"))
"""Who made a file, as its properties say it (ECMA-376 part 2, 11; part 1, 22.2)."""
_SCRIPTS = ("/JavaScript", "/EmbeddedFiles")


def _fault(file: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(CODE, message, file, hint=hint)


def package_faults(file: Path, content: bytes, allowed: str) -> Iterator[Diagnostic]:
    """What of a .docx or .xlsx is not to be published: comments, tracked changes, names of authors other than `allowed`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith(("word/comments", "word/people", "xl/comments", "xl/threadedComments", "xl/persons")):
                yield _fault(file, "里面有批注", "从模板里删掉批注再做")
            elif name == "docProps/custom.xml":
                yield _fault(file, "文件属性里有自定义的内容", "在 Word 的“文件 → 信息 → 属性”里删掉再做")
            elif name in ("docProps/core.xml", "docProps/app.xml"):
                yield from _author_faults(file, parse_xml(part), allowed)
            elif name.startswith("word/") and name.endswith(".xml") and _has_tracked(part):
                yield _fault(file, "里面有没有接受的修订", "在 Word 里打开模板，“审阅 → 接受所有修订”再做")


def _has_tracked(part: bytes) -> bool:
    return any(element.tag in _TRACKED for element in parse_xml(part).iter(*_TRACKED))


def _author_faults(file: Path, root: etree._Element, allowed: str) -> Iterator[Diagnostic]:
    for element in root.iter():
        said = (element.text or "").strip()
        if etree.QName(element).localname in _NAMES and said and said != allowed:
            yield _fault(file, f"文件属性里写着“{said}”", "在模板的“文件 → 信息 → 属性”里删掉作者、单位再做")


def document_faults(file: Path, document: BlockDocument) -> Iterator[Diagnostic]:
    """What of the words of a document is not to be published: hidden ones, numbers of persons."""
    for paragraph in _paragraphs(document):
        if any(one.kind == HIDDEN_TEXT for one in paragraph.objects):
            yield _fault(file, f"有隐藏的文字：{paragraph.place}", "在模板里选中它，取消“字体 → 隐藏”，或者删掉")
        for one in personal_numbers(paragraph.printed):
            yield _fault(file, f"有个人的{one.kind} {one.masked}", "删掉；要留电话的，写单位的座机")


def _paragraphs(document: BlockDocument) -> Iterator[Paragraph]:
    for block in (*document.blocks, *document.around):
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                yield from (paragraph for cell in row for paragraph in cell.paragraphs)


def pdf_faults(file: Path, content: bytes, allowed: str) -> Iterable[Diagnostic]:
    """What of a PDF is not to be published: an author other than `allowed`, scripts, files inside, fonts that are not."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = str(pdf.docinfo.get("/Author", "")).strip()
        if said not in ("", allowed):
            yield _fault(file, f"文件属性里写着“{said}”", "在模板的“文件 → 信息 → 属性”里删掉作者再做")
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        if any(name in names for name in _SCRIPTS) or ("/OpenAction" in pdf.Root and "/JS" in str(pdf.Root.OpenAction)):
            yield _fault(file, "PDF 里有脚本或附件", "从模板里删掉嵌入的文件再做")
        if "/OutputIntents" not in pdf.Root or b"pdfaid" not in _metadata(pdf):
            yield _fault(file, "PDF 不是归档用的 PDF/A", "更新 LibreOffice 再做")


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    return pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
