"""The PDF of a filing, read by pypdf: what a reader, an archive and a printer ask of it."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from perfgen import building, pagination
from perfgen.errors import OfficeError
from perfgen.office.pictures import pictures
from perfgen.office.type1 import _ADDEND, _FACTOR, _KEY, numbered
from perfgen.office.warm import Office
from tests.conftest import FILINGS

FILING = FILINGS[0]


@pytest.fixture(scope="module", params=[False, True], ids=["pdf", "pdfa"])
def pdf(request: pytest.FixtureRequest, office: Office) -> bytes:
    return pagination.printed(building.prepare(FILING), office, archived=request.param).pdf


def descriptors(reader: PdfReader) -> dict[str, Any]:
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            outer = font.get_object()
            inner = outer["/DescendantFonts"][0].get_object() if "/DescendantFonts" in outer else outer
            found[str(outer["/BaseFont"])] = inner["/FontDescriptor"].get_object()
    return found


def test_title_and_language_are_those_of_the_filing(pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "乐亭县财政局2022年部门预算绩效文本"
    assert reader.metadata.author == "乐亭县财政局"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_every_font_is_in_the_file(pdf: bytes) -> None:
    found = descriptors(PdfReader(io.BytesIO(pdf)))
    assert found
    for name, descriptor in found.items():
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), name
        assert re.match(r"/[A-Z]{6}\+", name)


def test_no_clock_is_in_it(pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)
    opened = pikepdf.open(io.BytesIO(pdf))
    if "/Metadata" in opened.Root:
        assert b"Date" not in opened.Root.Metadata.read_bytes()


def test_marks_for_measuring_are_not_left_in_it(pdf: bytes) -> None:
    names = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Dests"]
    assert len(names) == 11
    assert all("Toc" in name for name in names)


def test_a_pdf_for_the_archive_says_so(office: Office) -> None:
    prepared = building.prepare(FILING)
    first = pagination.printed(prepared, office, archived=True).pdf
    opened = pikepdf.open(io.BytesIO(first))
    assert opened.open_metadata().pdfa_status == "2B"
    assert "/OutputIntents" in opened.Root
    assert len(opened.trailer["/ID"]) == 2
    assert pagination.printed(prepared, office, archived=True).pdf == first


def test_pages_are_drawn(pdf: bytes) -> None:
    drawn = list(pictures(pdf, dpi=20))
    assert len(drawn) == len(PdfReader(io.BytesIO(pdf)).pages)
    assert all(picture.startswith(b"\x89PNG") for picture in drawn)


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(OfficeError, match="不是正常的 PDF"):
        list(pictures(b"no pdf"))


# --- the number in a font


def encrypted(plain: bytes) -> bytes:
    """As Adobe's Type 1 Font Format, 7.1."""
    key, out = _KEY, bytearray()
    for byte in plain:
        out.append(byte ^ (key >> 8))
        key = (out[-1] + key) * _FACTOR + _ADDEND & 0xFFFF
    return bytes(out)


@cache
def font(number: int) -> tuple[bytes, int, int]:
    clear = b"%%!FontType1\n/UniqueID %d def\ncurrentfile eexec\n" % number
    private = b"1234dup /Private 9 dict\n/UniqueID %d def\n" % number + b"/Subrs " + bytes(range(256)) * 20
    return clear + encrypted(private) + b"0" * 512, len(clear), len(private)


def test_a_font_is_given_its_number_in_both_places() -> None:
    program, clear, secret = font(4100123)
    assert numbered(program, clear, secret, 4100001) == font(4100001)[0]


def test_a_font_with_the_number_already_or_without_one_stays() -> None:
    program, clear, secret = font(4100001)
    assert numbered(program, clear, secret, 4100001) == program
    assert (
        numbered(b"%!FontType1\nno number" + program[-512:], 21, 0, 4100001)
        == b"%!FontType1\nno number" + program[-512:]
    )
    other = font(4100123)[0][:clear] + encrypted(b"1234no number here") + b"0"
    assert numbered(other, clear, 18, 4100001)[clear:] == other[clear:]


def test_a_filing_may_lie_under_a_chinese_path_with_blanks(desk: Path, office: Office, filing: Path) -> None:
    assert " " in str(desk)
    assert pagination.printed(building.prepare(filing), office).count == 5
