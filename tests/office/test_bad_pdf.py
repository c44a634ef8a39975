"""A LibreOffice that gives something else than the pages of the filing: a sentence, and the Word file all the same."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from perfgen import building
from perfgen.batch.job import Job, Result
from perfgen.batch.work import work
from perfgen.errors import OfficeError
from perfgen.office import pdf as reading
from perfgen.office import pictures as drawing
from perfgen.office import warm
from perfgen.office.pictures import pictures
from tests.conftest import SMALL, Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")

SCRIPT = """\
#!/bin/sh
case " $* " in
*" --version "*) echo "LibreOffice 7.4.7.2" ;;
*" --convert-to "*)
  while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
  cp "$0.pdf" "$out/source.pdf" ;;
*)
  for last; do :; done
  : > "$(dirname "$last")/.~lock.keeper.fodt#"
  exec sleep 1000 ;;
esac
"""


def blank(pages: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def pointing(target: pikepdf.Object) -> bytes:
    """A PDF with a bookmark that leads to no page."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Dests = pikepdf.Dictionary({"/perfgen5F0": target, "/x": target})
        pdf.save(out)
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


BAD = {
    "with a password": locked(),
    "empty": b"",
    "no PDF": "版式".encode(),
    "the beginning of one": b"%PDF-1.6\n%\xe4\xe3\n1 0 obj\n<<",
    "only its head": b"%PDF-1.6\n%%EOF\n",
    "zeros": b"%PDF-1.6\n" + b"\0" * 5000,
    "cut off": blank(3)[:400],
    "no pages": blank(0),
    "pages of something else": blank(3),
    "bookmarks that lead nowhere": pointing(pikepdf.Array([1, 2])),
    "bookmarks that are none": pointing(pikepdf.String("x")),
    "a trailer in circles": b"%PDF-1.6\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n9\n%%EOF\n",
}


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts a LibreOffice in place that answers everything with these bytes."""
    program = tmp_path / "soffice"
    program.write_text(SCRIPT, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(program))
    return lambda content: (tmp_path / "soffice.pdf").write_bytes(content) and None


@pytest.mark.parametrize("case", BAD)
def test_the_word_file_is_built_without_numbers(
    case: str, fake: Callable[[bytes], None], filing: Path, perfgen: Callable[..., Run]
) -> None:
    fake(BAD[case])
    ran = perfgen("build", filing, "-o", "a.docx")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "已生成 a.docx")
    assert "提醒 PDF02 LibreOffice" in ran.err
    assert Path("a.docx").read_bytes() == building.render(building.prepare(filing))


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("asked", [("--page-numbers",), ("-o", "a.pdf"), ("-o", "a.pdf", "--no-page-numbers")])
def test_who_insists_gets_a_sentence_and_no_file(
    case: str, asked: tuple[str, ...], fake: Callable[[bytes], None], filing: Path, perfgen: Callable[..., Run]
) -> None:
    fake(BAD[case])
    ran = perfgen("build", filing, *asked)
    assert (ran.code, ran.out) == (1, "")
    assert "错误 PDF02 LibreOffice" in ran.err
    assert sorted(path.name for path in Path().iterdir()) == ["dept.yaml"]


def test_in_a_batch_only_the_numbers_are_missing(fake: Callable[[bytes], None], tmp_path: Path) -> None:
    fake(BAD["cut off"])
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    outcome = work(Job(tmp_path / "a.yaml", (tmp_path / "a.docx",), numbered=None))
    assert (outcome.result, [one.code for one in outcome.said]) == (Result.BUILT, ["PDF02"])
    again = work(Job(tmp_path / "a.yaml", (tmp_path / "a.docx",), numbered=None))
    assert again.result is Result.BUILT  # what has no numbers yet is tried again


def test_more_than_a_filing_can_be_is_not_read(
    fake: Callable[[bytes], None], filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "MOST_BYTES", 1024 * 1024)
    fake(b"%PDF-1.6\n" + b" " * 1024 * 1024)
    ran = perfgen("build", filing, "-o", "a.pdf")
    assert ran.code == 1
    assert "PDF02 LibreOffice 做出来的文件超过 1 MB" in ran.err


def a_font_of_zeros(pdf: pikepdf.Pdf) -> None:
    packed = zlib.compress(bytes(100_000))
    stream = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode, Length1=10, Length2=99_990)
    kind = {"Type": pikepdf.Name.FontDescriptor, "FontName": pikepdf.Name.A, "FontFile": pdf.make_indirect(stream)}
    pdf.Root.Unused = pdf.make_indirect(pikepdf.Dictionary(**kind))


def a_profile_of_zeros(pdf: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(pdf, zlib.compress(bytes(100_000)), Filter=pikepdf.Name.FlateDecode)
    pdf.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(DestOutputProfile=pdf.make_indirect(stream))])


def junk_about_itself(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pikepdf.Stream(pdf, b"<x><<<&&& junk")


def a_page_of_the_web_about_itself(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pikepdf.Stream(pdf, b"<html><body>junk</body></html>")


def a_title_that_is_no_text(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.Array([1, 2])))


@pytest.mark.parametrize(
    "spoil",
    [
        *(a_font_of_zeros, a_profile_of_zeros),
        *(junk_about_itself, a_page_of_the_web_about_itself, a_title_that_is_no_text),
    ],
)
def test_what_cannot_be_put_right_is_no_good_pdf(
    spoil: Callable[[pikepdf.Pdf], None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "_LONGEST_STREAM", 50_000)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        spoil(pdf)
        pdf.save(out, fix_metadata_version=False)
    with pytest.raises(OfficeError, match="PDF 是坏的"), reading.whole():
        reading.finished(out.getvalue(), "zh-CN", [], [], "")
    assert not caplog.records


def test_a_page_as_large_as_a_field_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14400, 14400))
        pdf.save(out)
    monkeypatch.setattr(drawing, "MOST_PIXELS", 1_000_000)
    with pytest.raises(OfficeError, match="大得不正常"):
        list(pictures(out.getvalue()))


def test_what_is_no_description_at_all_is_written_anew() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.trailer.Info = pdf.make_indirect(pikepdf.Array([1, 2]))
        pdf.save(out, fix_metadata_version=False)
    done = reading.finished(out.getvalue(), "zh-CN", [], [], "")
    with pikepdf.open(io.BytesIO(done)) as pdf:
        assert dict(pdf.docinfo) == {}
        assert pdf.open_metadata()["dc:language"] == {"zh-CN"}
