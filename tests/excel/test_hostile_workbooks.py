"""Workbooks made to do harm, and broken ones: an error that says what to do, soon, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from time import thread_time

import pytest

from perfgen.docx.archive import pack
from perfgen.excel.mark import marked
from perfgen.loading import load
from tests.excel.conftest import read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    return pack({**parts(content), **changed}.items())


def sheet_of(content: bytes, name: str) -> str:
    """The part that holds a sheet, in the order that perfgen writes them."""
    names = re.findall(r'<sheet [^>]*?name="([^"]*)"', parts(content)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


def sheet(rows: str, more: str = "") -> bytes:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()


def refused(content: bytes) -> str:
    before = thread_time()
    loaded = read(content)
    assert thread_time() - before < 9
    assert loaded.reading is None
    assert loaded.errors
    return loaded.errors[0].message


@pytest.fixture
def change(filled: bytes) -> Callable[[str, Callable[[bytes], bytes]], bytes]:
    """The workbook with the part of a sheet changed."""

    def changed(name: str, edit: Callable[[bytes], bytes]) -> bytes:
        part = sheet_of(filled, name)
        return with_parts(filled, {part: edit(parts(filled)[part])})

    return changed


def test_a_part_that_unpacks_to_a_hundred_megabytes(filled: bytes) -> None:
    part = sheet_of(filled, "项目")
    assert "文件太大" in refused(with_parts(filled, {part: b" " * 100_000_000}))


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'],
)
def test_entities_are_never_resolved(change: Callable[..., bytes], doctype: str) -> None:
    def edit(content: bytes) -> bytes:
        return doctype.encode() + re.sub(rb"<\?xml.*?\?>", b"", content).replace(b"<t>", b"<t>&a;", 1)

    assert "已经损坏" in refused(change("项目", edit))


def test_a_sheet_that_claims_to_be_huge_costs_what_is_in_it(change: Callable[..., bytes], filled: bytes) -> None:
    def edit(content: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
        content = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', content)
        return content.replace(b"</sheetData>", far)

    before = thread_time()
    loaded = read(change("项目", edit))
    assert loaded.reading is not None
    assert loaded.reading.filing == read(filled).reading.filing
    assert thread_time() - before < 5


def test_merged_ranges_over_everything_cost_nothing(change: Callable[..., bytes]) -> None:
    ranges = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:XFD1048576"/>' * 2_000).encode()
    content = change("指标", lambda content: content.replace(b"</sheetData>", b"</sheetData>" + ranges))
    before = thread_time()
    read(content)
    assert thread_time() - before < 5


def test_ten_thousand_sheets(filled: bytes) -> None:
    many = b"".join(b'<sheet name="s%d" sheetId="%d"/>' % (number, number + 100) for number in range(10_000))
    book = parts(filled)["xl/workbook.xml"].replace(b"</sheets>", many + b"</sheets>")
    assert "张表，最多读 200 张" in refused(with_parts(filled, {"xl/workbook.xml": book}))


def test_one_long_text_shared_by_many_cells(filled: bytes) -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(5, 3_000))
    changed = {"xl/sharedStrings.xml": shared, sheet_of(filled, "指标"): sheet(rows)}
    assert "文字超过" in refused(with_parts(filled, changed))


def test_more_cells_than_any_filing_has(filled: bytes) -> None:
    rows = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 100}</row>' for row in range(1, 1_000))
    assert "文件太大" in refused(with_parts(filled, {sheet_of(filled, "指标"): sheet(rows)}))


def test_macros_are_refused_whatever_the_file_is_called(filled: bytes) -> None:
    assert "带有宏" in refused(with_parts(filled, {"xl/vbaProject.bin": b"\0"}))
    types = parts(filled)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert "带有宏" in refused(with_parts(filled, {"[Content_Types].xml": types}))


def test_a_sheet_somewhere_else_is_not_fetched(filled: bytes) -> None:
    relations = parts(filled)["xl/_rels/workbook.xml.rels"]
    outside = re.sub(
        rb'Target="[^"]*sheet4.xml"', b'Target="http://example.com/s.xml" TargetMode="External"', relations
    )
    assert outside != relations
    assert refused(with_parts(filled, {"xl/_rels/workbook.xml.rels": outside})).startswith("没有“")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "这不是 Excel 的 .xlsx 文件"),
        (b"PK\3\4", "文件已经损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是加了密码的文件，或是老的 .xls、.et 文件"),
        (pack([("word/document.xml", b"<x/>")]), "这不是 Excel 的 .xlsx 文件"),
        (pack([("../x", b"")]), "文件里有越界的路径 ../x"),
    ],
)
def test_what_is_no_workbook(content: bytes, message: str) -> None:
    assert refused(content) == message


@pytest.mark.parametrize("name", ["2022.xls", "2022.et", "2022.xlsm", "2022.csv"])
def test_other_kinds_of_tables_say_what_to_save_them_as(name: str) -> None:
    (one,) = load({name: b"PK"}).errors
    assert ".xlsx" in one.hint


def test_a_workbook_of_somebody_else(filled: bytes) -> None:
    book = parts(filled)["xl/workbook.xml"].replace(b'name="perfgen"', b'name="Sheet9"')
    assert refused(with_parts(filled, {"xl/workbook.xml": book})) == "这不是 perfgen 的填报表"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C5"><v>nan</v></c>', '<c r="C5"><v>1e999</v></c>', '<c r="C5" t="s"><v>99999</v></c>',
        '<c r="C5" s="-1"><v>1</v></c>', '<c r="ZZZZ5"><v>1</v></c>', '<c r="C5" t="s"><v>x</v></c>',
        '<c r="C9999999"><v>1</v></c>',
    ],
)  # fmt: skip
def test_cells_that_no_program_writes(filled: bytes, cell: str) -> None:
    content = with_parts(filled, {sheet_of(filled, "项目"): sheet(f'<row r="5">{cell}</row>')})
    assert refused(content).startswith("文件已经损坏")


def test_damage_anywhere_is_told_and_never_a_fault(filled: bytes) -> None:
    """Signs of the XML changed by chance: what comes is a filing or a list of errors. Marking takes the same."""
    chance = Random(7)
    whole = parts(filled)
    names = [sheet_of(filled, one) for one in ("基本情况", "整体目标", "项目", "指标", "perfgen")]
    for _ in range(60):
        name = chance.choice([*names, "xl/workbook.xml", "xl/styles.xml"])
        content = bytearray(whole[name])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 2)] = chance.choice([b"", b"0", b'"', b"<", b"9", b"A", b"t", b"\xff"])
        changed = with_parts(filled, {name: bytes(content)})
        loaded = read(changed)
        assert loaded.reading or loaded.errors
        if loaded.reading:
            marked(Path("x.xlsx"), changed, ())
