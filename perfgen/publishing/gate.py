"""What keeps files from being published: looked for in the files themselves, as whoever downloads them would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from perfgen.checks.personal import personal_numbers
from perfgen.docx.blocks import BlockDocument
from perfgen.docx.objects import HIDDEN_TEXT, PROMPT_TEXT
from perfgen.docx.xml import parse_xml, w
from perfgen.errors import Diagnostic
from perfgen.publishing.content import paragraphs
from perfgen.publishing.unseen import is_inside, unseen

CODE = "PUB01"
_TRACKED = frozenset(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
    )
)
"""What says that something was changed, and by whom (ECMA-376 part 1, 17.13.5)."""
_SCRIPTS = ("/JavaScript", "/EmbeddedFiles")


def _fault(file: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(CODE, message, file, hint=hint)


def package_faults(file: Path, content: bytes, allowed: str) -> Iterator[Diagnostic]:
    """What of a .docx or .xlsx is not to be published: comments, tracked changes, what is there and not seen.

    `allowed` is the name that may be its author's.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("word/") and name.endswith(".xml") and _has_tracked(part):
                yield _fault(file, "里面有没有接受的修订", "在 Word 里打开模板，“审阅 → 接受所有修订”再做")
    for one in dict.fromkeys(unseen(content, allowed)):
        yield _fault(file, *one)


def _has_tracked(part: bytes) -> bool:
    return any(element.tag in _TRACKED for element in parse_xml(part).iter(*_TRACKED))


_LEFT = {
    HIDDEN_TEXT: ("有隐藏的文字", "在模板里选中它，取消“字体 → 隐藏”，或者删掉"),
    PROMPT_TEXT: ("内容控件没有填，会印出提示的字", "在模板里填上，或者删掉"),
}
"""What a template may not leave in a document to be published, and how it is taken away."""


def document_faults(file: Path, document: BlockDocument) -> Iterator[Diagnostic]:
    """What of the words of a document is not to be published: hidden ones, numbers of persons."""
    everywhere = tuple(paragraphs((*document.blocks, *document.around)))
    for kind, (message, hint) in _LEFT.items():
        places = [one.place for one in everywhere if any(thing.kind == kind for thing in one.objects)]
        if places:
            more = f" 等 {len(places)} 处" if len(places) > 1 else ""
            yield _fault(file, f"{message}：{places[0]}{more}", hint)
    for paragraph in everywhere:
        for one in personal_numbers(paragraph.printed):
            yield _fault(file, f"有个人的{one.kind} {one.masked}", "删掉；要留电话的，写单位的座机")


def pdf_faults(file: Path, content: bytes, allowed: str) -> Iterable[Diagnostic]:
    """What of a PDF is not to be published: properties but the title and an author `allowed`, scripts, files inside, links to files."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key, said in pdf.docinfo.items():
            words = str(said).strip()
            if key not in _USUAL and words and (key, words) != ("/Author", allowed):
                yield _fault(file, f"文件属性里写着“{words}”", "在模板的“文件 → 信息 → 属性”里删掉再做")
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        if any(name in names for name in _SCRIPTS) or ("/OpenAction" in pdf.Root and "/JS" in str(pdf.Root.OpenAction)):
            yield _fault(file, "PDF 里有脚本或附件", "从模板里删掉嵌入的文件再做")
        for target in dict.fromkeys(_links(pdf)):
            if is_inside(target):
                yield _fault(file, f"PDF 里有连到内部文件的链接：{target}", "在模板里右键它，“取消超链接”")
        if "/OutputIntents" not in pdf.Root or b"pdfaid" not in _metadata(pdf):
            yield _fault(file, "PDF 不是归档用的 PDF/A", "更新 LibreOffice 再做")


_USUAL = ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped")


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Where the links of a PDF lead to: addresses, and files."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            action = link.get("/A", pikepdf.Dictionary())
            if "/URI" in action:
                yield str(action.URI)
            elif action.get("/S") in ("/Launch", "/GoToR"):
                place = action.get("/F", "")
                yield "file:" + str(place.get("/F", "") if isinstance(place, pikepdf.Dictionary) else place)


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    return pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
