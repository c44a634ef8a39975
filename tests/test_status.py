"""`perfgen status`: who owes a filing, what has come of each, and what is written down of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from perfgen import render
from perfgen.api import ledger
from perfgen.excel.cells import read_book
from perfgen.ledger.owed import owed_in
from perfgen.ledger.rows import DepartmentLedger, FilingState, Owed, Received
from perfgen.ledger.standing import ledger_of
from perfgen.ledger.wording import HEADS, cells, total_cells
from perfgen.settings import WorkspaceError
from perfgen.workspace import workspace_of
from tests import county
from tests.conftest import SMALL, Run

DAY = date(2023, 11, 20)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county.county(tmp_path_factory.mktemp("县") / "某县 财政局")


@pytest.fixture(scope="module")
def found(place: Path) -> DepartmentLedger:
    return ledger.stand([place], day=DAY)


def states(found: DepartmentLedger) -> dict[str, FilingState]:
    return {row.owed.code: row.state for row in found.rows}


def test_every_department_of_a_county_stands_as_it_does(found: DepartmentLedger) -> None:
    expected = dict.fromkeys(range(1, 81), FilingState.CLEAN)
    expected |= dict.fromkeys(county.MISSING, FilingState.MISSING)
    expected |= dict.fromkeys((*county.WRONG, county.DOUBLED), FilingState.ERRORS)
    expected |= dict.fromkeys((*county.REMARKED, *county.BEFORE), FilingState.REMARKS)
    expected[county.UNREADABLE] = FilingState.UNREADABLE
    assert states(found) == {county.code_of(number): state for number, state in expected.items()}
    assert found.due
    assert [(row.owed.code, row.state) for row in found.strangers] == [("999001", FilingState.CLEAN)]


def test_two_filings_of_one_unit_are_both_told_and_counted_once(found: DepartmentLedger) -> None:
    row = found.rows[county.DOUBLED - 1]
    assert (row.copies, row.projects, row.money) == (2, 5, Decimal("415.50"))
    said = cells(row, Path("/"))[-1]
    assert "有 2 份" in said
    assert f"{county.name_of(county.DOUBLED)}.yaml" in said
    assert f"{county.name_of(county.DOUBLED)}-改.yaml" in said


def test_a_wrong_code_is_found_by_the_name(found: DepartmentLedger) -> None:
    (filed,) = found.rows[county.BY_NAME - 1].filed
    assert filed.code == "123456"


def test_deadlines_that_have_passed_are_told_of_what_is_due(found: DepartmentLedger) -> None:
    overdue = {row.owed.code: row.overdue for row in found.rows if row.overdue}
    late = (county.UNREADABLE, county.DOUBLED, *county.WRONG, county.MISSING[2])
    assert overdue == {county.code_of(number): 3 for number in late}
    deadlines = [found.rows[number - 1].owed.deadline for number in county.MISSING]
    assert deadlines == [date(2023, 11, 20), date(2023, 11, 30), date(2023, 11, 17)]


def test_money_is_held_against_last_year_where_it_lies_there(found: DepartmentLedger) -> None:
    assert [row.owed.code for row in found.rows if row.money_before is not None] == [
        county.code_of(number) for number in county.BEFORE
    ]
    assert found.rows[0].growth == Decimal("5.1")  # 395.50 to 415.50
    assert found.compared == (4, Decimal("1582.00"), Decimal("1662.00"))
    assert (found.projects, found.money) == (76 * 5, 76 * Decimal("415.50"))


def test_last_year_can_be_asked_for(place: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("status", place / "去年", "--year", "2022")
    assert ran.code == 1
    assert "2022年度：应交 80 个部门，未交 76 个" in ran.out


def test_the_table_of_a_county(place: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    ran = perfgen("status", ".", "--date", "2023-11-20")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert len(lines) == 1 + 80 + 1 + 2 + 1
    assert lines[5].startswith("360005  乐亭县零五路街道办事处  张三    2023-11-17  读不出")
    assert lines[20].split()[4:6] == ["有错（1", "处）"]
    assert lines[-1] == (
        "2023年度：应交 80 个部门，未交 3 个，读不出 1 个，有错 3 个，有提醒 7 个，合格 66 个；过期 5 个；不在名册里的 1 个。"
    )


# --- what is written


def test_json_holds_what_the_ledger_does(found: DepartmentLedger, place: Path) -> None:
    data = json.loads(ledger.report("json", found, place))
    assert data["counts"] == {
        "missing": 3,
        "unreadable": 1,
        "sent_back": 0,
        "changed": 0,
        "errors": 3,
        "warnings": 7,
        "clean": 66,
    }
    assert data["total"] == {"departments": 80, "projects": 380, "money": "31578.00"}
    wrong = data["departments"][county.UNREADABLE - 1]["filings"]
    assert [(one["file"], one["state"]) for one in wrong] == [("各部门/乐亭县零五路街道办事处.yaml", "unreadable")]


def test_the_workbook_sums_and_holds_the_sums(found: DepartmentLedger, place: Path) -> None:
    content = ledger.report("xlsx", found, place)
    assert content == ledger.report("xlsx", found, place)
    table, states, strangers = read_book(Path("情况.xlsx"), content, lambda _: True).sheets
    assert [table.name, states.name, strangers.name] == ["各部门", "状态", "不在名册里"]
    assert (table.cells[82, 1].text, table.cells[82, 9].text, table.cells[82, 10].text) == ("合计", "380", "31,578.00")
    assert [states.cells[row, 2].text for row in range(2, 10)] == ["3", "1", "0", "0", "3", "7", "66", "80"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        counted = package.read("xl/worksheets/sheet2.xml").decode()
    assert "xl/charts/chart1.xml" in names
    assert "<f>SUBTOTAL(109,J2:J81)</f>" in sheet
    assert '<autoFilter ref="A1:O81"/>' in sheet
    assert 'state="frozen"' in sheet
    assert "<f>COUNTIF(各部门!$E$2:$E$81,A2)</f><v>3</v>" in counted


HOSTILE = "<script>alert(1)</script>\u202e=1+1"


def test_names_of_others_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    one = ledger_of([Owed("=1+1", HOSTILE)], [])
    page = ledger.report("html", one, tmp_path).decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e" in page
    (table, _) = read_book(Path("x.xlsx"), ledger.report("xlsx", one, tmp_path), lambda _: True).sheets
    assert table.cells[2, 1].text == "=1+1"


def test_the_page_has_a_row_for_each(found: DepartmentLedger, place: Path) -> None:
    root = etree.HTML(ledger.report("html", found, place).decode())
    _, rows, strange = root.findall(".//table")
    assert [head.text for head in rows.iterfind("thead/tr/th")] == list(HEADS)
    assert len(rows.findall("tbody/tr")) == 80
    assert [cell.text or "" for cell in rows.iterfind("tfoot/tr/td")] == list(total_cells(found))
    assert len(strange.findall("tbody/tr")) == 1
    assert not root.findall(".//script")


# --- who owes a filing


def settings(folder: Path, text: str) -> list[Owed]:
    (folder / "perfgen.toml").write_text(text, encoding="utf-8")
    return owed_in(workspace_of(folder))


def told(folder: Path, text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(WorkspaceError) as caught:
        settings(folder, text)
    return [(one.code, one.line, one.message) for one in caught.value.diagnostics]


IN_LIST = '[departments]\nlist = "名册.csv"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_may_be_csv_as_excel_writes_it(tmp_path: Path, encoding: str) -> None:
    text = "某县名册,,\r\n编码,部门 名称,期限\r\n\r\n001,教育局,2023/11/3\r\n,水务局,\r\n合计,合计,\r\n"
    (tmp_path / "名册.csv").write_bytes(text.encode(encoding))
    assert settings(tmp_path, f'{IN_LIST}deadline = "2023-11-30"\n') == [
        Owed("001", "教育局", "", date(2023, 11, 3)),
        Owed("", "水务局", "", date(2023, 11, 30)),
    ]


def test_a_list_in_excel_is_read_as_it_shows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "名册.xlsx")) as book:
        sheet = book.add_worksheet()
        grouped = book.add_format({"num_format": "#,##0"})
        sheet.write_row(0, 0, ("编码", "单位名称"))
        sheet.write_number(1, 0, 507002, grouped)
        sheet.write_string(1, 1, "乐亭县\n水务局（本级）")
    (found,) = settings(tmp_path, '[departments]\nlist = "名册.xlsx"\n')
    assert found == Owed("507002", "乐亭县水务局（本级）")


def test_formulas_of_a_list_are_not_run(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "名册.xlsx")) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ("编码", "单位名称"))
        sheet.write_formula(1, 1, '="教育"&"局"', None, "")
        sheet.write_formula(2, 1, "=A9/0", None, "#DIV/0!")
    with pytest.raises(WorkspaceError) as caught:
        settings(tmp_path, '[departments]\nlist = "名册.xlsx"\n')
    assert [(one.place, one.message) for one in caught.value.diagnostics] == [
        ("名册!B2", "这一格是公式，还没有算出结果"),
        ("名册!B3", "这一格的公式算不出来"),
    ]


def test_departments_may_stand_in_the_settings(tmp_path: Path) -> None:
    many = "".join(f'[[departments.each]]\ncode = "{n}"\nname = "单位{n}"\n' for n in range(300))
    last = '[[departments.each]]\nname = "教育局"\ncontact = "张三"\ndeadline = 2023-11-30\n'
    found = settings(tmp_path, many + last)
    assert len(found) == 301
    assert found[-1] == Owed("", "教育局", "张三", date(2023, 11, 30))


def test_mistakes_in_the_settings_are_told_at_their_lines(tmp_path: Path) -> None:
    text = (
        '[departments]\nlist = "../名册.xlsx"\ndeadline = "月底"\n[[departments.each]]\nname = "甲"\n'
        '[[departments.each]]\nnmae = "乙"\n[[departments.each]]\nname = "丙"\ndeadline = "2023-02-30"\n[[departments.each]]\nname = " "\n'
    )
    assert told(tmp_path, text) == [
        ("SET02", 2, "“list”不能写 .."),
        ("SET01", 3, "“deadline”不是日期"),
        ("SET01", 6, "缺少“name”"),
        ("SET01", 7, "没有“nmae”这一项"),
        ("SET01", 10, "“deadline”不是日期"),
        ("SET01", 12, "“name”是空的"),
    ]


def test_mistakes_in_a_list_are_told_all_at_once(tmp_path: Path) -> None:
    rows = "单位编码,单位名称,期限\n1,甲,月底\n1,乙,\n3,,\n4,甲,\n"
    (tmp_path / "名册.csv").write_text(rows, encoding="utf-8")
    assert told(tmp_path, IN_LIST) == [
        ("SET03", 2, "“月底”不是日期"),
        ("SET03", 4, "编码 3 没有名称"),
        ("SET03", 3, "编码 1 写了两次"),
        ("SET03", 5, "“甲”写了两次"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("名册.csv", b"a,b\n1,2\n", "名册里找不到“单位名称”一栏"),
        ("名册.csv", b"", "名册里找不到“单位名称”一栏"),
        ("名册.csv", b"\xff\xff\xff", "名册不是 UTF-8，也不是 GBK 编码"),
        ("名册.csv", "单位名称\n".encode() + b'"' + b"x" * 200_000, "CSV 写得不对"),
        ("名册.csv", "单位名称\n".encode() + b"x\n" * 20_001, "名册超过 20000 行"),
        ("名册.xlsx", b"PK no workbook", "文件已经损坏"),
        ("名册.xls", b"", "名册不能是 .xls 文件"),
        ("名册.csv", None, "名册读不出来：找不到"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ((_, _, said),) = told(tmp_path, f'[departments]\nlist = "{name}"\n')
    assert message in said


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (b" " * 40 * 1024 * 1024, "解开后超过 32 MB"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "文件已经损坏"),
    ],
    ids=["bomb", "entity"],
)
def test_a_list_that_would_take_too_much_is_refused(tmp_path: Path, sheet: bytes, message: str) -> None:
    content = io.BytesIO(ledger.report("xlsx", ledger_of([Owed("1", "甲")], []), tmp_path))
    path = tmp_path / "名册.xlsx"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    ((_, _, said),) = told(tmp_path, '[departments]\nlist = "名册.xlsx"\n')
    assert message in said


def test_a_list_may_not_be_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "外面.csv").write_text("单位名称\n甲\n", encoding="utf-8")
    inside = tmp_path / "里面"
    inside.mkdir()
    (inside / "名册.csv").symlink_to(tmp_path / "外面.csv")
    assert [code for code, _, _ in told(inside, IN_LIST)] == ["SET02"]


# --- the command


def test_yuan_and_wan_are_added_up_in_wan(tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    yuan = SMALL.replace("金额单位: 万元", "金额单位: 元").replace("184.00", "1840000.00")
    other = yuan.replace("507002", "507003").replace("乐亭县机关事务中心", "乐亭县档案馆")
    (tmp_path / "乙.yaml").write_text(other, encoding="utf-8")
    ran = perfgen("status", tmp_path)
    assert "合计 2 个" in ran.out
    assert "368.00" in ran.out
    assert "只列了交来的" in ran.err


@pytest.mark.parametrize(("number", "said"), [(1, "合格 1 个"), (county.REMARKED[0], "有提醒 1 个")])
def test_it_ends_with_0_where_nothing_is_due(
    tmp_path: Path, perfgen: Callable[..., Run], number: int, said: str
) -> None:
    (tmp_path / "x.yaml").write_text(county.seeded(number), encoding="utf-8")
    settings(tmp_path, f'[[departments.each]]\nname = "{county.name_of(number)}"\n')
    ran = perfgen("status", tmp_path)
    assert ran.code == 0, ran.out
    assert said in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["."], "这里没有绩效文本，也没有写明谁应当交"),
        ([".", "-o", "情况.pdf"], "-o 的文件名要以 .html、.xlsx、.json 或 .txt 结尾"),
        ([".", "--date", "昨天"], "不是日期"),
    ],
)
def test_a_wrong_call(desk: Path, perfgen: Callable[..., Run], arguments: list[str], message: str) -> None:
    ran = perfgen("status", *arguments)
    assert (ran.code, list(desk.iterdir())) == (2, [])
    assert message in ran.err


def test_the_list_is_never_written_over(filing: Path, perfgen: Callable[..., Run]) -> None:
    book = ledger.report("xlsx", ledger_of([Owed("1", "甲")], []), filing.parent)
    named = filing.parent / "名册.xlsx"
    named.write_bytes(book)
    (filing.parent / "perfgen.toml").write_text('[departments]\nlist = "名册.xlsx"\n', encoding="utf-8")
    ran = perfgen("status", ".", "-o", "名册.xlsx")
    assert ran.code == 1
    assert named.read_bytes() == book


def test_prints_of_a_filing_are_not_counted_again(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.with_suffix(".docx").write_bytes(render(filing))
    ran = perfgen("status", ".")
    assert "交来 1 个部门" in ran.out
    assert "另有 1 个文件是这里的绩效文本做出来的" in ran.err


def test_names_are_the_same_with_blanks_and_wide_signs() -> None:
    filed = Received(Path("a.yaml"), "", "水务局 (本级)", 2023, "hebei-2022", money=Decimal(1))
    found = ledger_of([Owed("1", "水务局（本级）")], [filed])
    assert (found.rows[0].state, found.strangers) == (FilingState.CLEAN, ())


def unread(path: str) -> Received:
    return Received(Path(path), "", "", None, "", 1, why="读不出")


def test_what_cannot_be_read_goes_by_the_name_of_its_file() -> None:
    owed = [Owed("1", "教育局"), Owed("2", "教育局幼儿园"), Owed("3", "水务局")]
    found = ledger_of(owed, [unread("a/教育局幼儿园（定稿）.docx"), unread("a/别的.docx")])
    assert [row.state.name for row in found.rows] == ["MISSING", "UNREADABLE", "MISSING"]
    assert [row.owed.name for row in found.strangers] == ["别的"]


def test_money_that_cannot_be_read_is_not_made_up(tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL.replace("预算数: 184.00", "预算数: 一百八"), encoding="utf-8")
    (tmp_path / "乙.yaml").write_text(SMALL.replace('"507002"', "").replace("机关事务中心", "档案馆"), encoding="utf-8")
    second, first, *_ = (line.split() for line in perfgen("status", tmp_path).out.splitlines()[1:])
    assert first[3:] == ["处）", "1", "有的金额读不出，预算数没有算"]
    assert (second[0], *second[2:]) == ("乐亭县档案馆", "处）", "1", "184.00")
