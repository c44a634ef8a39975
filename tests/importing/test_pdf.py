"""PDF files with a text layer: the same filing as from Word, what a PDF cannot tell, and files that are none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from perfgen import building
from perfgen.docx.budget import DocumentBudget
from perfgen.errors import DocumentError
from perfgen.importing.formats import pdf, pdf_child
from perfgen.importing.formats.pdf_cells import RuledCell, RuledTable, table_of
from perfgen.importing.formats.pdf_child import outcome
from perfgen.importing.formats.pdf_flow import bodies, paragraphs
from perfgen.importing.formats.pdf_lines import (
    JOINED_AT_A_SENTENCE,
    PARTED_AT_A_NUMBER,
    PARTED_NARROWLY,
    UNREADABLE,
    PdfLine,
    lines_of,
    spelled,
)
from perfgen.importing.formats.pdf_page import MOST_PAGES, Glyph, Page
from perfgen.importing.report import Remark
from tests.conftest import ALL_FILINGS, FILINGS, OF_2021, SMALL, Run, program
from tests.documents import w
from tests.effort import effort
from tests.examples import some_of
from tests.importing.built import KNOWN_LABELS, as_printed, imported, layout
from tests.importing.edits import Element, edit

BROKEN_ROWS = [FILINGS[-1], OF_2021]
PURPOSES = [f"{'用于接待' * 30}"[:length] + "。" for length in range(28, 40)]


def with_two_paragraphs(number: int) -> str:
    project = SMALL[SMALL.index("  - 项目名称") :]
    project = project.replace("接待管理经费", f"接待管理经费之{number}")
    return project.replace("用于接待", f"|-\n      {PURPOSES[number]}\n      另起一段的话。")


def printed_by_libreoffice(files: list[Path]) -> None:
    folder = files[0].parent
    subprocess.run(
        [
            program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), *map(str, files),
        ],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip


def rows_may_break(body: Element) -> None:
    for mark in list(body.iter(w("cantSplit"))):
        mark.getparent().remove(mark)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Word files and what LibreOffice prints of them: the examples, some with rows broken over pages, and `purposes`."""
    folder = tmp_path_factory.mktemp("pdf")
    asked = {*some_of(ALL_FILINGS), *FILINGS[:2], *BROKEN_ROWS}
    files = [building.build(path, folder / f"{path.stem}.docx") for path in ALL_FILINGS if path in asked]
    files += [
        edit(folder / f"{path.stem}.docx", rows_may_break).rename(folder / f"{path.stem}-broken.docx")
        for path in some_of(BROKEN_ROWS)
    ]
    source = folder / "purposes.yaml"
    head = SMALL[: SMALL.index("  - 项目名称")].replace("接待活动管理。", "采用 Word 软件和 VPN 专线。")
    source.write_text(head + "".join(map(with_two_paragraphs, range(len(PURPOSES)))), encoding="utf-8")
    files.append(building.build(source, folder / "purposes.docx"))
    small = folder / "small.yaml"
    small.write_text(SMALL, encoding="utf-8")
    files.append(building.build(small, folder / "small.docx"))
    printed_by_libreoffice(files)
    return folder


# What the examples say that a PDF does not tell, and what is told in its place.
NOT_IN_PDF = {"乐亭县人民政府办公室-2022": ('"100% "', '"100%"')}  # a blank at the end of a cell is not printed
DOUBTED = {  # a name over several full lines, one of which begins as an item of a list
    OF_2021.stem: ["2、采购工作", "业务科室日常职能；2、采购工作"],
}


@pytest.mark.parametrize("path", ALL_FILINGS, ids=lambda path: path.stem)
def test_an_example_comes_back_from_pdf(path: Path, folder: Path) -> None:
    result = imported(folder / f"{path.stem}.pdf")
    wanted = as_printed(building.prepare(path).filing)
    if path.stem in NOT_IN_PDF:
        written, read = NOT_IN_PDF[path.stem]
        said = wanted.model_dump_json(by_alias=True)
        assert said.count(written) == 1
        wanted = type(wanted).model_validate_json(said.replace(written, read), context=layout().form)
    assert result.filing == wanted
    assert result.report.left == ()
    assert [one.text for one in result.report.doubtful] == DOUBTED.get(path.stem, [])
    assert result.report.read == result.report.taken + result.report.printed


CLIPPED = "督检查。"
"""The last line of a cell merged down over rows that LibreOffice breaks over a page, and does not print any more."""
TOLD_AT_LEAST = {OF_2021: 10, FILINGS[-1]: 2}
"""Of the second filing but two cells run over a page's end."""


@pytest.mark.parametrize("path", BROKEN_ROWS, ids=lambda path: path.stem)
def test_rows_broken_over_pages_are_put_together_and_said(path: Path, folder: Path) -> None:
    files = [folder / f"{path.stem}{kind}.pdf" for kind in ("-broken", "")]
    broken, whole = map(imported, files)
    if path == OF_2021:
        printed = ["".join(glyph.text for page in pdf._pages(file) for glyph in page.glyphs) for file in files]
        assert printed[0].count(CLIPPED) == printed[1].count(CLIPPED) - 1
        activity = whole.data["部门职责"][2]["工作活动"][0]
        activity["内容描述"] = activity["内容描述"].removesuffix(CLIPPED)
    assert broken.data == whole.data
    assert broken.report.left == ()
    told = [one for one in broken.report.doubtful if "跨了页" in one.why]
    assert len(told) >= TOLD_AT_LEAST[path]
    assert all(one.about and f"# 请核对：{one.place}，这一行在原文里跨了页" in broken.yaml for one in told)


def test_paragraphs_of_a_cell_are_told_apart_or_are_doubted(folder: Path) -> None:
    result = imported(folder / "purposes.pdf")
    wanted = [f"{purpose}\n另起一段的话。" for purpose in PURPOSES]
    read = [project["资金用途"] for project in result.data["预算项目"]]
    run_together = [text for text in read if "\n" not in text]
    assert [text.replace("\n", "") for text in read] == [text.replace("\n", "") for text in wanted]
    assert 1 <= len(run_together) <= 2  # where the line is just full
    assert [one.text for one in result.report.doubtful if one.why == JOINED_AT_A_SENTENCE] == run_together
    assert result.yaml.count(f"页的表格，{JOINED_AT_A_SENTENCE}\n    资金用途:") == len(run_together)
    assert result.data["部门整体绩效目标"]["分项绩效目标"] == "采用 Word 软件和 VPN 专线。"


def test_page_numbers_and_repeated_heads_are_accounted_for(folder: Path) -> None:
    file = folder / f"{OF_2021.stem}.pdf"
    pages = pdf.read_pdf(file, DocumentBudget(file), KNOWN_LABELS)
    places = [one.place for one in pages.repeated]
    assert "第3页 页码" in places
    assert pages.repeated[places.index("第3页 页码")].text == "— 1 —"
    assert "第7页 重复的表头" in places
    assert pages.document.around == pages.repeated


def test_the_command_checks_a_pdf_it_took_in(folder: Path, desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("import", folder / f"{FILINGS[0].stem}.pdf", "-o", desk / "a.yaml", "--check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert perfgen("validate", desk / "a.yaml").code == 0


@pytest.mark.parametrize("path", [FILINGS[0], OF_2021], ids=lambda path: path.stem)
def test_a_pdf_is_checked_as_its_word_file_is(path: Path, folder: Path, perfgen: Callable[..., Run]) -> None:
    ran, word = (perfgen("check", folder / f"{path.stem}{suffix}") for suffix in (".pdf", ".docx"))
    assert f"{path.stem}.pdf: 第1个项目" in ran.out
    assert (ran.code, ran.out.replace(".pdf", ".docx")) == (word.code, word.out)


def test_pdf_files_of_a_folder_are_taken_in(folder: Path, desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "去年").mkdir()
    (desk / "去年" / "甲.pdf").write_bytes((folder / f"{FILINGS[1].stem}.pdf").read_bytes())
    (desk / "去年" / "乙.pdf").write_bytes(b"x")
    ran = perfgen("import", "去年", "-o", "今年")
    assert ran.code == 1
    assert "这不是 PDF 文件" in ran.err
    assert [path.name for path in (desk / "今年").glob("*.yaml")] == ["甲.yaml"]


# --- lines to paragraphs

LEFT, WIDTH, SIZE = 100.0, 100.0, 10.0


def typed(text: str, row: int, left: float = LEFT, size: float = SIZE, page: int = 1) -> PdfLine:
    """A line as it is printed: Chinese as wide as high, Latin half as wide."""
    glyphs: list[Glyph] = []
    for sign in text:
        end = left + size / (2 if sign.isascii() else 1)
        glyphs.append(Glyph(sign, left, end, 20.0 * row, size))
        left = end
    (line,) = lines_of(glyphs, page)
    return line


def cell(*lines: str) -> list[tuple[str, str]]:
    """The paragraphs of a cell that is ten characters wide, and what is doubted of them."""
    found = tuple(typed(line, row) for row, line in enumerate(lines, 1))
    table = RuledTable((0, 0, 0, 0), 1, [[RuledCell(LEFT - 3, LEFT + WIDTH + 3, found, WIDTH)]])
    remarks: list[Remark] = []
    read = table_of(table, 1, remarks)[0].rows[0][0].paragraphs
    doubts = {one.paragraph: one.why for one in remarks}
    return [(one.text, doubts.get(one, "")) for one in read]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["一二三四五六七八九十", "又一行"], [("一二三四五六七八九十又一行", "")]),
        (["一二三四五六", "又一行"], [("一二三四五六", ""), ("又一行", "")]),
        (["一二三四五六", "12345678910个"], [("一二三四五六12345678910个", "")]),  # the number did not fit
        (["一二三四五六七八九", "零，又"], [("一二三四五六七八九零，又", "")]),  # nor a character with its comma
        (["一二三四五六七八1", "又一行"], [("一二三四五六七八1", ""), ("又一行", PARTED_NARROWLY)]),
        (["1.一二三四", "2.又一条"], [("1.一二三四", ""), ("2.又一条", "")]),
        (["1.一二三四五六七八九", "2.又一条"], [("1.一二三四五六七八九", ""), ("2.又一条", PARTED_AT_A_NUMBER)]),
        (["1.一二三四五六七八九", "5.又一条"], [("1.一二三四五六七八九5.又一条", "")]),  # no item follows the first
        (["一二三四五六七八九。", "又一句"], [("一二三四五六七八九。又一句", JOINED_AT_A_SENTENCE)]),
        (["total revenue for", "the county"], [("total revenue for the county", "")]),
        (["13022522P004T401000", "9J"], [("13022522P004T4010009J", "")]),
    ],
)
def test_lines_of_a_cell(lines: list[str], paragraphs: list[tuple[str, str]]) -> None:
    assert cell(*lines) == paragraphs


def test_a_character_that_no_font_tells_is_doubted() -> None:
    (line,) = lines_of([Glyph("(cid:7)", 0, 10, 20, 10), Glyph("月", 10, 20, 20, 10)], 1)
    remarks: list[Remark] = []
    (paragraph,) = paragraphs([line], bodies([line], 595), Counter(), remarks)
    assert paragraph.text == "□月"
    assert [(one.place, one.text, one.why) for one in remarks] == [("第1页 第1段", "□月", UNREADABLE)]


def body(*lines: PdfLine) -> list[tuple[str, str]]:
    """The paragraphs of a page whose lines are 28 characters long, and their styles."""
    full = [typed("字" * 28, row, left=80, size=16) for row in range(100, 110)]
    found = paragraphs([*lines, *full], bodies([*lines, *full], 595), Counter(), [])
    return [(one.text, one.style) for one in found[: -1 if found[-1].text == "字" * 280 else None]]


def test_paragraphs_begin_where_lines_are_indented_or_the_last_was_short() -> None:
    assert body(
        typed("第一部分", 1, left=272, size=16),
        typed("一段话" * 8 + "，正", 3, left=112, size=16),
        typed("好排满了。", 4, left=80, size=16),
        typed("又一段。", 5, left=112, size=16),
        typed("顶格的一段。", 6, left=80, size=16),
        typed("顶格的又一段。", 7, left=80, size=16),
    ) == [
        ("第一部分", ""),
        ("一段话" * 8 + "，正好排满了。", ""),
        ("又一段。", ""),
        ("顶格的一段。", ""),
        ("顶格的又一段。", ""),
    ]


def centred(text: str, row: int, size: float) -> PdfLine:
    width = typed(text, row, 0, size).x1
    return typed(text, row, 80 + (28 * 16 - width) / 2, size)


def test_a_title_over_two_lines_is_one_paragraph() -> None:
    title = "公务用车北斗定位服务费及平台软件运行车安全", "维费用绩效目标表"
    lines = typed("字" * 28, 1, 80, 16), centred(title[0], 3, 21), centred(title[1], 4, 21), centred("又一个", 5, 21)
    assert body(*lines)[1:3] == [("".join(title), ""), ("又一个", "")]


def listed(title: str, leaders: str, page: str, row: int) -> PdfLine:
    """An entry of a contents: its page number stands at the right whatever its title is."""
    entry = typed(title + leaders, row, left=112, size=10)
    return PdfLine(entry.text + page, (*entry.glyphs, Glyph(page, 500 - 5 * len(page), 500, 20.0 * row, 10)), 1)


def test_contents_with_and_without_room_for_leaders() -> None:
    lines = [
        listed("一、总体绩效目标", "." * 40, "1", 1),
        listed("二、分项绩效目标", "." * 40, "12", 2),
        listed("3.很长的绩效目标表", ".", "—", 3),
    ]
    assert body(*lines)[:3] == [
        ("一、总体绩效目标\t1", "目录"),
        ("二、分项绩效目标\t12", "目录"),
        ("3.很长的绩效目标表\t—", "目录"),
    ]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("⼀", "一"), ("⻓", "长"), ("⽬", "目"), ("ﬁ", "fi"), ("，", "，"), ("（", "（"), ("１", "１"), ("①", "①")],
)
def test_radicals_are_characters_and_full_width_signs_stay(printed: str, meant: str) -> None:
    assert spelled(printed) == meant


# --- files that are not read


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(DocumentError) as stop:
        imported(path)
    (said,) = stop.value.diagnostics
    assert said.file == path
    return said.message, said.hint


def pdf_file(path: Path, objects: Iterator[bytes] | list[bytes]) -> Path:
    """A PDF of some objects, the first of which is its catalog."""
    content = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n" % (len(places) + 1, table)
    content += b"<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, content.index(b"xref\n"))
    path.write_bytes(content)
    return path


def one_page(path: Path, stream: bytes, filters: bytes = b"", font: bytes = b"<</Type/Font>>") -> Path:
    return pdf_file(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(stream), filters, stream),
            font,
        ],
    )


def test_without_the_library_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    message, hint = refused(tmp_path / "a.pdf")
    assert "pdfplumber" in message
    assert 'pip install "perfgen[pdf]"' in hint


def test_a_scan_is_said_to_be_one(tmp_path: Path) -> None:
    Image.new("L", (60, 80)).save(tmp_path / "a.pdf")
    message, hint = refused(tmp_path / "a.pdf")
    assert "扫描" in message
    assert "文字识别" in hint


def test_a_page_that_is_a_picture_is_reported(folder: Path, tmp_path: Path) -> None:
    Image.new("L", (60, 80)).save(tmp_path / "scan.pdf")
    writer = PdfWriter(clone_from=folder / f"{FILINGS[1].stem}.pdf")
    writer.append(tmp_path / "scan.pdf")
    writer.write(tmp_path / "a.pdf")
    report = imported(tmp_path / "a.pdf").report
    assert [(one.place, one.text) for one in report.left] == [("第11页", "（这一页是图片，没有文字）")]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_file_is_said_to_be_locked(algorithm: str, folder: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=folder / f"{FILINGS[1].stem}.pdf")
    writer.encrypt("秘密", algorithm=algorithm)
    writer.write(tmp_path / "a.pdf")
    assert "加了密码" in refused(tmp_path / "a.pdf")[0]


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_file_cut_off_is_said_to_be_cut_off(kept: float, folder: Path, tmp_path: Path) -> None:
    whole = (folder / f"{FILINGS[1].stem}.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole[: int(len(whole) * kept)])
    assert "不完整" in refused(tmp_path / "a.pdf")[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "这不是 PDF"),
        (b"PK\3\4 a Word file", "这不是 PDF"),
        (b"%PDF-1.7\nnothing\n%%EOF", "损坏"),
        (b"%PDF-1.7\n\0\xff\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF", "损坏"),
    ],
)
def test_what_is_no_pdf(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert words in refused(tmp_path / "a.pdf")[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf") == ("没有这个文件", "检查路径和文件名")


def test_a_file_of_thousands_of_pages(tmp_path: Path) -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 5_003))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * 5_000
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count 5000>>" % kids, *pages]
    assert f"超过 {MOST_PAGES} 页" in refused(pdf_file(tmp_path / "a.pdf", objects))[0]


@pytest.mark.parametrize("circle", [{1: b"1 0 R"}, {2: b"2 0 R"}, {3: b"4 0 R", 4: b"3 0 R"}, {4: b"4 0 R"}])
def test_references_that_lead_in_a_circle_lead_nowhere(circle: dict[int, bytes], tmp_path: Path) -> None:
    """What is only a reference to itself, or to one that leads back, keeps nobody busy."""
    whole = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length 0>>stream\n\nendstream",
    ]
    path = pdf_file(tmp_path / "a.pdf", [circle.get(number, one) for number, one in enumerate(whole, 1)])
    read: list[object] = []
    assert effort(lambda: read.extend(outcome(path))) < 200
    assert read[-1] in ("", "broken")


def test_bold_by_printing_twice_is_said_once(tmp_path: Path) -> None:
    drawn = b"BT /F 12 Tf 80 700 Td (ab) Tj ET BT /F 12 Tf 80.4 700 Td (ab) Tj ET BT /F 12 Tf 80 600 Td (ab) Tj ET"
    page, _ = outcome(one_page(tmp_path / "a.pdf", drawn, font=HELVETICA))
    assert [glyph[0] for glyph in page[3]] == ["a", "b", "a", "b"]


def test_a_page_full_of_characters_takes_time_in_proportion(tmp_path: Path) -> None:
    """Each in a place of its own, where pdfplumber itself looks for each among all."""

    def takes(lines: int) -> float:
        drawn = b"".join(b"BT /F 5 Tf 9 %d Td (%b) Tj ET " % (y, b"x" * 100) for y in range(lines))
        path = one_page(tmp_path / f"{lines}.pdf", drawn, font=HELVETICA)
        return effort(lambda: [*outcome(path)])

    assert takes(120) < 12 * takes(20)


def test_fonts_that_do_not_tell_their_characters(tmp_path: Path) -> None:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor>>>>]>>"
    path = one_page(tmp_path / "a.pdf", b"BT /F 12 Tf 80 700 Td <00210022> Tj ET", font=font)
    assert "乱码" in refused(path)[0]


def test_a_page_that_grows_without_end(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows does not bound the memory of a process")
    squeezer = zlib.compressobj(9)
    head = squeezer.compress(bytes(1 << 24)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = again.compress(bytes(1 << 24)) + again.flush(zlib.Z_FULL_FLUSH)
    path = one_page(tmp_path / "a.pdf", head + block * 100, b"/Filter/FlateDecode")
    assert path.stat().st_size < 10_000_000
    assert "太大" in refused(path)[0]


@pytest.mark.parametrize("text", ["x", " ", ".", "1.", "，", "字 1", "单位："])
def test_lines_and_cells_made_to_take_long(text: str) -> None:
    many = 20_000
    glyphs = [Glyph(sign, 40.0 * at, 40.0 * at + 9, 20, 10) for at, sign in enumerate(text * many)]

    def put_together() -> None:
        lines = lines_of([*glyphs, Glyph("字", 40.0 * len(glyphs), 40.0 * len(glyphs) + 10, 20, 10)], 1)
        paragraphs(lines, bodies(lines, 595), Counter(), [])
        if text.strip():
            cell(*[text] * many)

    assert effort(put_together) < 2_000


def test_a_page_is_handed_over_before_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what reads them needs no more memory for many than for one."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>", *[page] * 3]
    read: list[int] = []

    def page_read(number: int, _page: object) -> Page:
        read.append(number)
        return Page(number, 595, 842, (), ())

    monkeypatch.setattr(pdf_child, "_page", page_read)
    told = [(said[0], len(read)) for said in outcome(pdf_file(tmp_path / "a.pdf", objects)) if said]
    assert told == [(number, number) for number in range(1, 4)]


@pytest.mark.parametrize("end", ["", '"', '"whole', "[1, 595.0"])
def test_a_reader_that_is_ended_within_a_page_has_read_nothing(end: str, tmp_path: Path) -> None:
    (tmp_path / "pages").write_text(f'[1, 595.0, 842.0, [], [], "", false]\n{end}', encoding="utf-8")
    assert pdf._told(tmp_path / "pages")[1] == "large"


def test_a_filing_is_read_in_half_the_memory_there_is_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_MEMORY", pdf.MOST_MEMORY // 2)
    file = folder / "purposes.pdf"
    assert pdf.read_pdf(file, DocumentBudget(file), KNOWN_LABELS).document.blocks


def test_a_library_that_is_not_whole_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert list(outcome(one_page(tmp_path / "a.pdf", b""))) == ["library"]


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.01)
    assert "还没有完" in refused(one_page(tmp_path / "a.pdf", b""))[0]


@pytest.mark.parametrize(
    ("bound", "stream"),
    [
        ("MOST_LINES_ON_A_PAGE", b"0 0 m 9 9 l S " * 50),
        ("MOST_BYTES_ON_A_PAGE", b" " * 50),
        ("MOST_CHARACTERS", b"BT /F 12 Tf 80 700 Td (%b) Tj ET" % (b"x" * 50)),
        (
            "MOST_IN_A_GRID",
            b"".join(b"%d %d 20 20 re S " % (x, y) for x in range(0, 200, 20) for y in range(0, 200, 20)),
        ),
    ],
)
def test_more_than_a_filing_can_have(
    bound: str, stream: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = one_page(tmp_path / "a.pdf", stream, font=HELVETICA)
    assert list(outcome(path))[-1] == ""
    monkeypatch.setattr(f"perfgen.importing.formats.pdf_child.{bound}", 40)
    assert list(outcome(path)) == ["large"]


def test_a_filing_of_short_lines_only_keeps_its_paragraphs(folder: Path) -> None:
    """No line of it is full, so that none tells where the margin is."""
    read = imported(folder / "small.pdf")
    assert read.filing == as_printed(building.prepare(folder / "small.yaml").filing)
    assert read.report.left == ()


def busy(path: Path) -> Path:
    """A page within all bounds that takes seconds: a hundred thousand characters, each by itself."""
    drawn = b"BT /F 12 Tf 80 700 Td %b ET" % (b"(x)Tj " * 100_000)
    return one_page(path, zlib.compress(drawn), b"/Filter/FlateDecode", HELVETICA)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no processor time; there the clock ends it")
def test_a_pdf_that_keeps_its_reader_busy_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgen.importing.formats.pdf._CPU_SECONDS", 1)
    path = busy(tmp_path / "a.pdf")
    with pytest.raises(DocumentError, match="PDF 太大"):
        pdf.read_pdf(path, DocumentBudget(path), KNOWN_LABELS)


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_no_page_takes_the_time_of_all_pages(tmp_path: Path) -> None:
    """What keeps the library busy ends with the time of a page, however long a large file may be read in all."""
    child = (
        "from perfgen.importing.formats import pdf_child\n"
        "pdf_child._SECONDS_A_PAGE = 1\n"
        f"pdf_child.main({str(busy(tmp_path / 'a.pdf'))!r}, {str(tmp_path / 'pages')!r}, {str(pdf.MOST_MEMORY)!r}, '1000')\n"
    )
    ended = subprocess.run([sys.executable, "-c", child], check=False, capture_output=True, timeout=120)
    assert ended.returncode == -signal.SIGXCPU
