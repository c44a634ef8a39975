"""Many filings as tables: what stands in each form, read back by others than those that wrote it."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from perfgen.api import tables
from perfgen.checking import Wanted, gather
from perfgen.tables import gathering
from perfgen.tables.gathering import TablesTold, gathered_rows
from perfgen.tables.workbook import WorkbookTables, link
from tests import county, own_layouts
from tests.conftest import OF_CENTRAL, OF_RESULTS, SMALL, Run

Perfgen = Callable[..., Run]
UNREAD = county.name_of(county.UNREADABLE)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of ten departments, one unreadable and one there twice, in every form."""
    root = county.county(tmp_path_factory.mktemp("county"), 10)
    gathered = gather([root / "各部门"])
    for form in ("xlsx", "csv", "parquet", "sqlite"):
        tables.write_tables(gathered, root / f"汇总.{form}")
    return root


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    base = sqlite3.connect(path)
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def test_sqlite_sums_to_the_cent(here: Path) -> None:
    base = here / "汇总.sqlite"
    # Nine departments of ten can be read, one twice, and one from elsewhere: eleven filings of the example's five projects.
    assert asked(base, "SELECT count(*), sum(项目数), sum(预算数分) FROM 部门") == [(11, 55, 11 * 415_500_000)]
    assert asked(base, "SELECT sum(预算数分), typeof(sum(预算数分)) FROM 项目") == [(11 * 415_500_000, "integer")]
    assert asked(base, "SELECT sum(本期金额分) FROM 支出计划") == [(11 * 415_500_000,)]
    assert asked(base, "SELECT 部门数, 预算数万元 FROM 年度合计") == [(10, 4155.0)]
    assert asked(base, "PRAGMA foreign_key_check") == asked(base, "PRAGMA integrity_check")[1:] == []


def test_sqlite_tells_who_is_there_twice_and_what_was_not_read(here: Path) -> None:
    base = here / "汇总.sqlite"
    assert asked(base, "SELECT DISTINCT 部门编码 FROM 重复的部门") == [(county.code_of(county.DOUBLED),)]
    assert asked(base, "SELECT 部门编码, 编号, 文件 FROM 问题 WHERE 部门编码 IS NULL") == [
        (None, "YML03", f"各部门/{UNREAD}.yaml")
    ]


def test_every_form_says_the_same(here: Path) -> None:
    names = [(row[0], row[3]) for row in asked(here / "汇总.sqlite", "SELECT 部门编码, 年度, 份, 项目名称 FROM 项目")]
    with (here / "汇总.csv" / "项目.csv").open(encoding="utf-8-sig", newline="") as stream:
        in_csv = list(csv.DictReader(stream))
    assert (here / "汇总.csv" / "项目.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    in_parquet = pq.read_table(here / "汇总.parquet" / "项目.parquet").to_pylist()
    sheet = openpyxl.load_workbook(here / "汇总.xlsx", data_only=True)["项目"]
    rows = list(sheet.iter_rows(min_row=2, max_row=sheet.max_row - 1, values_only=True))
    assert [(one["部门编码"], one["项目名称"]) for one in in_csv] == names
    assert [(one["部门编码"], one["项目名称"]) for one in in_parquet] == names
    assert [(row[0], row[5]) for row in rows] == names
    total = Decimal(11 * 415_500_000) / 10**6
    assert sum(Decimal(one["预算数"]) for one in in_csv) == total
    assert sum(one["预算数"] for one in in_parquet) == total
    assert pq.read_schema(here / "汇总.parquet" / "项目.parquet").field("预算数").metadata == {
        "单位".encode(): "万元".encode()
    }


def test_sums_of_the_workbook_are_formulas_that_hold_their_values(here: Path) -> None:
    held = openpyxl.load_workbook(here / "汇总.xlsx", data_only=True)
    book = openpyxl.load_workbook(here / "汇总.xlsx")
    found = {(row[1].value): (row[2].value, held["合计"].cell(row[2].row, 3).value) for row in book["合计"]["A2:C8"]}
    assert found["预算数"] == ("=SUBTOTAL(109,'部门'!J2:J12)", 4570.5)
    assert (book["部门"]["J13"].value, held["部门"]["J13"].value) == ("=SUBTOTAL(109,'部门'!J2:J12)", 4570.5)
    assert (book["部门"].freeze_panes, book["部门"].auto_filter.ref) == ("E2", "A1:P12")
    assert isinstance(held["部门"]["J2"].value, (int, float))


def test_the_same_filings_give_the_same_bytes(here: Path) -> None:
    gathered = gather([here / "各部门"])
    for form in ("xlsx", "sqlite"):
        again = here / f"又.{form}"
        tables.write_tables(gathered, again)
        assert again.read_bytes() == (here / f"汇总.{form}").read_bytes()
        again.unlink()
    assert [one.name for one in here.iterdir() if "perfgen-" in one.name] == []


FORMULA = SMALL.replace("资金用途: 用于接待", "资金用途: '=cmd|calc!A1'").replace("接待管理经费", "+接待管理经费")


def test_a_text_is_never_a_formula(tmp_path: Path, perfgen: Perfgen) -> None:
    (tmp_path / "甲.yaml").write_text(FORMULA, encoding="utf-8")
    for form in ("csv", "xlsx"):
        assert perfgen("export", tmp_path / "甲.yaml", "--tables", "-o", tmp_path / f"x.{form}").code == 0
    with (tmp_path / "x.csv" / "项目.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["项目名称"], row["资金用途"]) == ("'+接待管理经费", "'=cmd|calc!A1")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["项目"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("a/x#1 y%.yaml", "a/x%231%20y%25.yaml"),
        ("javascript:alert.yaml", "javascript%3Aalert.yaml"),
        ("/根/x.yaml", ""),
        ("C:/x.yaml", ""),
        ("a/\\udcff.yaml", ""),
    ],
)
def test_links_lead_to_files_by_the_folder_of_the_workbook(name: str, address: str) -> None:
    assert link(name) == address


def test_amounts_in_yuan_become_wan_and_far_too_much_is_told(tmp_path: Path) -> None:
    text = SMALL.replace("金额单位: 万元", "金额单位: 元").replace("184.00", "1840000.37")
    (tmp_path / "甲.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "乙.yaml").write_text(SMALL.replace("507002", "507003").replace("184.00", "9" * 15), encoding="utf-8")
    tables.write_tables(gather([tmp_path]), tmp_path / "x.sqlite")
    rows = asked(
        tmp_path / "x.sqlite", "SELECT 原金额单位, 项目.预算数分 FROM 部门 JOIN 项目 USING (部门编码, 年度, 份)"
    )
    assert sorted(rows, key=str) == [("万元", None), ("元", 184_000_037)]
    assert asked(tmp_path / "x.sqlite", "SELECT 部门编码 FROM 问题 WHERE 编号 = 'TAB01'") == [("507003",)]


def test_projects_of_one_code_or_none_have_keys_of_their_own(tmp_path: Path) -> None:
    head, _, project = SMALL.partition("预算项目:\n")
    (tmp_path / "甲.yaml").write_text(f"{head}预算项目:\n{project}{project}", encoding="utf-8")
    tables.write_tables(gather([tmp_path]), tmp_path / "x.sqlite")
    keys = [key for (key,) in asked(tmp_path / "x.sqlite", "SELECT 项目键 FROM 项目 ORDER BY 序号")]
    assert len(set(keys)) == 2
    assert keys[1] == "#2"


def test_a_table_goes_on_in_another_sheet(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (rows,) = gathered_rows(gather([tmp_path]), Wanted(), str, TablesTold())
    book = WorkbookTables(tmp_path / "x.xlsx", tmp_path, most=3)
    for _ in range(4):
        book.add(rows)
    book.finish()
    assert "项目" in book.split
    read = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert read["项目（2）"].max_row == 3
    sums = [row[2].value for row in read["合计"].iter_rows(min_row=2) if row[1].value == "预算数"]
    assert sums[1] == "=SUBTOTAL(109,'项目'!N2:N4,'项目（2）'!N2:N2)"


def test_no_more_than_a_group_is_checked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "GROUP", 2)
    for number in range(5):
        (tmp_path / f"{number}.yaml").write_text(SMALL.replace("507002", f"50700{number}"), encoding="utf-8")
    done = tables.write_tables(gather([tmp_path]), tmp_path / "x.sqlite")
    assert (done.taken, done.apart) == (5, True)


def test_the_command_says_what_it_wrote(tmp_path: Path, perfgen: Perfgen) -> None:
    folder = county.county(tmp_path, 10) / "各部门"
    ran = perfgen("export", folder, "-o", tmp_path / "x.sqlite")
    assert ran.code == 1
    assert "11 份绩效文本" in ran.out
    assert "1 份读不出或有错" in ran.err
    assert "1 个部门同一年有几份" in ran.err
    assert perfgen("export", folder, "-o", tmp_path / "x.sqlite").code != 0
    assert "--force" in perfgen("export", folder, "-o", tmp_path / "x.sqlite").err
    assert perfgen("export", folder, "-o", tmp_path / "x.yaml").code == 2
    assert perfgen("export", folder, "-o", tmp_path / "x.sqlite", "--diff").code == 2


def test_one_filing_stays_a_workbook_to_fill_in(tmp_path: Path, perfgen: Perfgen) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("export", tmp_path / "甲.yaml", "-o", tmp_path / "x.xlsx")
    assert "填写说明" in openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames
    assert "--tables" in ran.err
    assert perfgen("export", tmp_path / "甲.yaml", "-o", tmp_path / "y.xlsx", "--tables").code == 0
    assert openpyxl.load_workbook(tmp_path / "y.xlsx").sheetnames[:2] == ["合计", "部门"]


def test_nothing_of_others_is_replaced(tmp_path: Path, perfgen: Perfgen) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "x.csv").mkdir()
    (tmp_path / "x.csv" / "我的.txt").write_text("留着", encoding="utf-8")
    ran = perfgen("export", tmp_path / "甲.yaml", "-o", tmp_path / "x.csv", "--force")
    assert (ran.code, sorted(one.name for one in tmp_path.iterdir())) == (1, ["x.csv", "甲.yaml"])
    assert [one.name for one in (tmp_path / "x.csv").iterdir()] == ["我的.txt"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "parquet", "sqlite"])
def test_a_folder_that_is_not_there_is_told(form: str, tmp_path: Path, perfgen: Perfgen) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("export", tmp_path / "甲.yaml", "--tables", "-o", tmp_path / "没有" / f"x.{form}")
    assert (ran.code, "先建好文件夹" in ran.err) == (1, True)


def test_a_failed_run_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    for form in ("xlsx", "csv", "parquet", "sqlite"):
        tables.write_tables(gather([tmp_path]), tmp_path / f"x.{form}")
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    monkeypatch.setattr(tables, "gathered_rows", lambda *_: (_ for _ in ()).throw(RuntimeError("half way")))
    for form in ("xlsx", "csv", "parquet", "sqlite"):
        with pytest.raises(RuntimeError, match="half way"):
            tables.write_tables(gather([tmp_path]), tmp_path / f"x.{form}")
    assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before


def test_what_is_no_filing_is_not_in_the_tables(tmp_path: Path) -> None:
    for one in (OF_CENTRAL, *OF_RESULTS):
        (tmp_path / one.name).write_bytes(one.read_bytes())
    assert tables.write_tables(gather([tmp_path]), tmp_path / "x.sqlite").taken == 1
    assert asked(tmp_path / "x.sqlite", "SELECT max(中期预算数分) FROM 资金来源") == [(9_780_000_000,)]


def test_fields_of_ones_own_and_sources_of_money(tmp_path: Path) -> None:
    layout = own_layouts.make(tmp_path / "版式", "hebei-2022", level=True)
    (tmp_path / "各部门").mkdir()
    more = "    项目级别: 省级\n    资金来源: {一般公共预算: 100.01, 上年结转: 83.99}\n    资金用途: "
    (tmp_path / "各部门" / "甲.yaml").write_text(SMALL.replace("    资金用途: ", more), encoding="utf-8")
    tables.write_tables(gather([tmp_path / "各部门"]), tmp_path / "x.sqlite", layout)
    own = asked(tmp_path / "x.sqlite", "SELECT 项目键, 属于, 名称, 类型, 值 FROM 自定项")
    assert [row[1:] for row in own] == [("项目", "项目级别", "选项", "省级")]
    found = asked(tmp_path / "x.sqlite", "SELECT 一般公共预算分, 上年结转分, 政府性基金分 FROM 资金来源")
    assert found == [(100_010_000, 83_990_000, None)]
