"""Documents that mean harm, or are none: a clear error, soon, in bounded memory."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from perfgen.docx import dump
from perfgen.docx.blocks import Paragraph, Table, read_blocks
from perfgen.docx.budget import MOST_BYTES, MOST_CELLS, MOST_CHARACTERS, MOST_MARKS, MOST_PARAGRAPHS
from perfgen.errors import Diagnostic, DocumentError
from perfgen.importing.sentences import amount_in, funds_sentence, read_funds, respaced
from tests.documents import W
from tests.effort import effort
from tests.importing.built import imported

HEAD = f'<w:document xmlns:w="{W}"><w:body>'
TAIL = "</w:body></w:document>"
CELL = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"


def document(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", HEAD + body + TAIL)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def refused(path: Path) -> str:
    found: list[Diagnostic] = []

    def opened() -> None:
        with pytest.raises(DocumentError) as stop:
            imported(path)
        found.extend(stop.value.diagnostics)

    assert effort(opened) < 2_000
    (said,) = found
    assert said.hint
    return said.message


def test_a_table_of_thousands_of_pages(tmp_path: Path) -> None:
    rows = f"<w:tr>{CELL * 6}</w:tr>" * (MOST_CELLS // 6 + 1)
    assert "表格太大" in refused(document(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>"))


def test_a_table_of_thousands_of_columns(tmp_path: Path) -> None:
    assert "表格太宽" in refused(document(tmp_path / "a.docx", f"<w:tbl><w:tr>{CELL * 5_000}</w:tr></w:tbl>"))
    (tmp_path / "a.txt").write_text("\t格\n" * 5_000 + "\n", encoding="utf-8")
    assert "表格太大" in refused(tmp_path / "a.txt")


@pytest.mark.parametrize("sign", ["-", " ", "：", "1.", "。\t", "20", "x：", "项目编码：", "(", "单位："])
def test_words_made_to_take_long(sign: str, tmp_path: Path) -> None:
    text = sign * (20_000 // len(sign))
    said = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{text}x{end}</w:t></w:r></w:p>" for end in ("", "元", "绩效目标表")
    )
    labels = ("项目编码", "项目名称", "预算数", "其他资金", "资金支出计划", "绩效目标", "一级指标", "单位：万元")
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc><w:tc>{said}</w:tc></w:tr>" for label in labels
    )
    path = document(
        tmp_path / "a.docx",
        f"{said}<w:p>{'<w:r><w:t>一、总体绩效目标</w:t></w:r>'}</w:p>{said}<w:tbl>{rows}</w:tbl>{said}",
    )
    assert effort(lambda: imported(path, year=2022)) < 2_000


def test_a_large_table_takes_time_in_proportion(tmp_path: Path) -> None:
    def seconds(rows: int) -> float:
        path = document(tmp_path / f"{rows}.docx", f"<w:tbl>{f'<w:tr>{CELL * 6}</w:tr>' * rows}</w:tbl>")
        start = time.process_time()
        read_blocks(path)
        return time.process_time() - start

    seconds(200)
    assert seconds(8_000) < 40 * max(seconds(1_000), 0.01)


@pytest.mark.parametrize(
    ("opening", "inner", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "<w:p/>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "<w:p/>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "<w:p/>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
@pytest.mark.parametrize("depth", [80, 600])
def test_what_nests_without_end(depth: int, opening: str, inner: str, closing: str, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", opening * depth + inner + closing * depth)
    assert refused(path)
    with pytest.raises(DocumentError):
        dump(path)


def test_deep_but_allowed_nesting_is_read(tmp_path: Path) -> None:
    opening, closing = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    path = document(tmp_path / "a.docx", f"{opening * 60}<w:p><w:r><w:t>深</w:t></w:r></w:p>{closing * 60}")
    assert [block.text for block in read_blocks(path).blocks] == ["深"]


def test_absurd_spans_and_numbers(tmp_path: Path) -> None:
    wild = (
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/>'
        '</w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="-1"/><w:vMerge w:val="x"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="S"/><w:numPr><w:ilvl w:val="99"/><w:numId w:val="１"/></w:numPr></w:pPr></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:sym w:char="ZZ"/><w:sym w:char="D800"/><w:fldChar/></w:r></w:p>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="S"><w:basedOn w:val="T"/></w:style>'
        '<w:style w:styleId="T"><w:basedOn w:val="S"/></w:style></w:styles>'
    )
    table, *paragraphs = read_blocks(document(tmp_path / "a.docx", wild, styles=styles)).blocks
    assert [cell.span for row in table.rows for cell in row] == [1000, 1]
    assert [paragraph.text for paragraph in paragraphs] == ["", "□□"]


@pytest.mark.parametrize("part", ["styles", "numbering", "header1", "footnotes"])
def test_a_broken_part(part: str, tmp_path: Path) -> None:
    assert refused(document(tmp_path / "a.docx", "<w:p/>", **{part: "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}))


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>{HEAD}<w:p><w:r><w:t>&s;</w:t></w:r></w:p>{TAIL}',
        )
    assert "秘密" not in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 Word"),
        (b"PK\3\4", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "密码"),
        (b"%PDF-1.4", "不是 Word"),
    ],
)
def test_what_is_no_document(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert words in refused(tmp_path / "a.docx")


@pytest.mark.parametrize("content", [b"\xff\xfe\0x", b"", "随便一段话".encode(), b"\t\n\t\n\n\t"])
def test_a_text_file_that_is_no_dump(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert refused(tmp_path / "a.txt")


def test_a_document_of_something_else(tmp_path: Path) -> None:
    assert "认不出" in refused(document(tmp_path / "a.docx", "<w:p><w:r><w:t>会议通知</w:t></w:r></w:p>"))
    (tmp_path / "empty").mkdir()
    other = tmp_path / "old.txt"
    other.write_text(
        "".join(f"\t{label}\n" for label in ("职责活动", "年度预算数", "内容描述", "评价标准")) + "\n", encoding="utf-8"
    )
    assert "认不出" in refused(other)


def paragraphs(count: int, text: str = "字", properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>" * count


def test_headers_are_counted_together_before_one_is_unpacked(tmp_path: Path) -> None:
    header = " " * (MOST_BYTES // 3)
    path = document(tmp_path / "a.docx", "<w:p/>", **{f"header{number}": header for number in range(4)})
    assert "解开后超过 32 MB" in refused(path)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:p/>" * (MOST_MARKS + 1), "格式和内容太多"),
        (f"<w:p {'a=' * MOST_MARKS}/>", "格式和内容太多"),
        ("<w:p/>" * (MOST_PARAGRAPHS + 1), "超过 10 万段"),
        (paragraphs(1, "字" * (MOST_CHARACTERS + 1)), "文字超过 100 万字"),
    ],
)
def test_a_document_has_one_budget(body: str, words: str, tmp_path: Path) -> None:
    assert words in refused(document(tmp_path / "a.docx", body))


def test_numbers_count_as_text_and_are_as_long_as_words_own(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999"/>'
        f'<w:lvlText w:val="{"%1" * 100_000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="77777"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    path = document(tmp_path / "a.docx", paragraphs(2, properties=numbered), numbering=numbering)
    assert [len(block.number) for block in read_blocks(path).blocks] == [2_500, 3_000]
    path = document(tmp_path / "b.docx", paragraphs(2_000, properties=numbered), numbering=numbering)
    assert "文字超过" in refused(path)


def test_a_chain_of_styles_is_followed_once(tmp_path: Path) -> None:
    chain = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="{"名" * 300}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(5_000)
    )
    last = '<w:style w:styleId="s5000"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = paragraphs(5_000, properties='<w:pPr><w:pStyle w:val="s0"/></w:pPr>')
    styles = f'<w:styles xmlns:w="{W}">{chain}{last}</w:styles>'
    path = document(tmp_path / "a.docx", body, styles=styles, numbering=numbering)
    blocks: list[Paragraph | Table] = []
    assert effort(lambda: blocks.extend(read_blocks(path).blocks)) < 1_000
    assert blocks[-1].number == "5000."
    assert len(blocks[-1].style) == 255


def test_a_part_nobody_needs_is_not_unpacked(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", paragraphs(1))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", b"\0" * (2 * MOST_BYTES))
    assert len(read_blocks(path).blocks) == 1
    assert dump(path) == "字\n"


def test_a_directory_without_end_is_not_read(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", paragraphs(1))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(9_000):
            archive.writestr(f"{number}" * 40, b"")
    assert "损坏" in refused(path)


@pytest.mark.parametrize("encoding", ["cp037", "utf-7"])
def test_a_part_in_an_encoding_that_hides_its_marks_is_refused(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        content = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}<w:p/>{TAIL}'
        archive.writestr("word/document.xml", content.encode(encoding))
    assert "不是正常的 Word 文件" in refused(path)


def test_the_clock_of_a_document_runs_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgen.docx.budget.MOST_SECONDS", -1.0)
    assert "还没有完" in refused(document(tmp_path / "a.docx", paragraphs(1)))


def test_a_broken_page_number_with_blanks_without_end(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t xml:space='preserve'>错误!{' ' * 50_000}x</w:t></w:r></w:p>"
    labels = "".join(paragraphs(1, label) for label in ("一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施"))
    path = document(tmp_path / "a.docx", body + labels)
    assert effort(lambda: imported(path, year=2022)) < 500


@pytest.mark.parametrize("piece", ["甲乙", "1", "1,", "1.", " 1", "1 ", "1万", " "])
def test_a_sentence_without_end_about_funds(piece: str) -> None:
    sentence = funds_sentence("2021", "万元", ()).removesuffix("。") + piece * (60_000 // len(piece))

    def understood() -> None:
        read_funds(sentence, "2021", "万元")
        amount_in(sentence, "万元")
        respaced(sentence, "2021", "万元")

    assert effort(understood) < 200
