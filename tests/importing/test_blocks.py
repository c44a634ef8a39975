"""A Word document as blocks, and automatic numbers as Word prints them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from perfgen.docx.blocks import BlockDocument, Paragraph, Table, read_blocks
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.numbering import formatted
from perfgen.filing.numerals import ordinal
from perfgen.importing.formats.textdump import read_dump
from tests.documents import W
from tests.importing.built import KNOWN_LABELS
from tests.importing.edits import MC, WPS, V

SPACES = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="{V}"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def document(tmp_path: Path, body: str, **parts: str) -> BlockDocument:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return read_blocks(path)


def texts(found: BlockDocument) -> list[str]:
    return [block.printed for block in found.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一百"),
     (105, "一百零五"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (2022, "二千零二十二"), (0, "零"), (10_000, "10000")],
)  # fmt: skip
def test_numbers_in_chinese(number: int, said: str) -> None:
    assert ordinal(number) == said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("decimal", "12"), ("chineseCountingThousand", "十二"), ("japaneseCounting", "十二"), ("ideographDigital", "一二"),
        ("chineseLegalSimplified", "壹拾贰"), ("ideographTraditional", "乙"), ("ideographZodiac", "亥"), ("decimalZero", "12"),
        ("decimalFullWidth", "１２"), ("upperLetter", "L"), ("lowerLetter", "l"), ("upperRoman", "XII"), ("lowerRoman", "xii"),
        ("decimalEnclosedCircle", "⑫"), ("decimalEnclosedParen", "⑿"), ("bullet", ""), ("none", ""), ("nobody", "12"),
    ],
)  # fmt: skip
def test_formats_of_automatic_numbers(form: str, said: str) -> None:
    assert formatted(12, form) == said


def test_lists_count_by_level_and_start_again_where_told(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        + level.format(0, "chineseCounting", "（%1）") + level.format(1, "decimal", "%1.%2")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">'
        '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )  # fmt: skip
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )

    def one(text: str, number: int, level: int) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(text)}</w:p>'

    styled = f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>{run("戊")}</w:p>'
    plain = f'<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("己")}</w:p>'
    body = one("甲", 1, 0) + one("乙", 1, 1) + one("丙", 1, 1) + one("丁", 1, 0) + styled + plain + one("庚", 2, 0)
    found = document(tmp_path, body, numbering=numbering, styles=styles)
    assert texts(found) == ["（一）甲", "一.1乙", "一.2丙", "（二）丁", "（三）戊", "己", "（五）庚"]
    assert [block.style for block in found.blocks][4] == "heading 1"


def test_signs_symbols_breaks_and_fields_across_paragraphs(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('甲')}<w:r><w:tab/><w:br/><w:br w:type='page'/><w:noBreakHyphen/><w:softHyphen/>"
        "<w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>"
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>{run('目')}</w:p>"
        f"<w:p>{run('录')}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('没有结束的域')}</w:p>{'<w:p>' + run('后文') + '</w:p>'}"
        f"<w:p><w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(document(tmp_path, body)) == ["甲\t\n-≥✓", "目", "录", "没有结束的域", "后文", "拼"]


def test_text_boxes_are_read_once_and_where_they_stand(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('框')}</w:p><w:tbl><w:tr><w:tc><w:p>{run('格')}</w:p></w:tc></w:tr></w:tbl></w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    cell = f"<w:tbl><w:tr><w:tc><w:p>{run('外')}{drawing}</w:p></w:tc></w:tr></w:tbl>"
    blocks = document(tmp_path, f"<w:p>{run('前')}{drawing}</w:p>{cell}<w:p>{run('后')}</w:p>").blocks
    said = [
        block.text if isinstance(block, Paragraph) else [c.text for row in block.rows for c in row] for block in blocks
    ]
    assert said == ["前", "框", ["格"], ["外"], "框", ["格"], "后"]
    assert blocks[1].place.startswith("文本框")


def test_where_cells_stand_in_the_grid(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc>"
    rows = "<w:tr>" + cell.format('<w:gridSpan w:val="2"/>') + cell.format('<w:vMerge w:val="restart"/>') + "</w:tr>"
    rows += '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell.format("<w:vMerge/>") + "</w:tr>"
    (table,) = document(tmp_path, f"<w:tbl>{rows}</w:tbl>").blocks
    assert isinstance(table, Table)
    assert [[(c.column, c.span, c.continued) for c in row] for row in table.rows] == [
        [(0, 2, False), (2, 1, False)],
        [(2, 1, True)],
    ]


def test_a_text_dump_is_the_same_blocks(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("[bookmark: a][bookmark: b]题  \n\n\t甲\n二段\n\t\n\n\t丙\n\n\n尾", encoding="utf-8-sig")
    title, blank, table, after, last = read_dump(file, DocumentBudget(file), KNOWN_LABELS).document.blocks
    assert (title.text, title.bookmarks, title.place) == ("题  ", ("a", "b"), "第1行")
    assert [[c.text for c in row] for row in table.rows] == [["甲\n二段", ""], ["丙"]]
    assert (blank.text, after.text, last.text) == ("", "", "尾")
