"""Workbooks at the command line: where YAML may stand, a workbook may; findings stand at their cells."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfgen.api.starting import StarterHead
from perfgen.api.workbooks import new_workbook
from perfgen.cli.main import main
from perfgen.docx import dump
from perfgen.layouts import shipped_layouts
from perfgen.loading import load
from tests.excel.conftest import EXAMPLE, read
from tests.excel.test_hostile_workbooks import parts

HEAD = StarterHead(2023, "318002", "乐亭县财政局", "万元")


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return int(end.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a filing as YAML and as a workbook, in which commands run."""
    shutil.copy(EXAMPLE, tmp_path / "2022.yaml")
    (tmp_path / "2022.xlsx").write_bytes(filled)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_workbook_builds_the_same_document_as_its_yaml(folder: Path) -> None:
    assert run("build", "2022.xlsx", "-o", "a.docx", "--no-page-numbers") == 0
    assert run("build", "2022.yaml", "-o", "b.docx", "--no-page-numbers") == 0
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()
    assert "接待管理经费" in dump(folder / "a.docx")


def test_findings_stand_at_their_cells_with_what_stands_there(
    folder: Path, altered: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "2022.xlsx").write_bytes(altered(lambda book: book["项目"].__setitem__("C5", "18万元")))
    assert run("validate", "2022.xlsx") == 1
    told = capsys.readouterr().err
    assert "2022.xlsx:项目!C5: 错误 MOD03 金额里不要写单位，这里是“18万元”" in told
    assert "| 18万元" in told


def test_a_folder_is_built_with_its_workbooks_but_not_with_those_of_others(folder: Path) -> None:
    (folder / "2022.yaml").unlink()
    book = openpyxl.Workbook()
    book.save(folder / "工资.xlsx")
    (folder / "~$2022.xlsx").write_bytes(b"")
    assert run("batch", ".", "-o", "成品", "--no-page-numbers", "--jobs", "1") == 0
    assert [file.name for file in (folder / "成品").glob("*.docx")] == ["乐亭县机关事务中心-2022.docx"]
    assert run("check", ".") == 0


def test_what_was_found_is_marked_in_the_workbook_and_nothing_else_is_changed(folder: Path, altered: Any) -> None:
    content = altered(lambda book: book["指标"].__setitem__("G5", "良好"))
    (folder / "2022.xlsx").write_bytes(content)
    before = read(content).reading.filing
    run("check", "2022.xlsx", "--mark")
    marked = (folder / "2022.xlsx").read_bytes()
    assert read(marked).reading.filing == before
    rows = openpyxl.load_workbook(io.BytesIO(marked))["指标"]
    verdicts = [str(row[-1].value) for row in rows.iter_rows(min_row=5, max_col=10)]
    assert verdicts[0].startswith(("提醒", "错误"))
    assert "通过" in verdicts
    touched = {name for name, part in parts(marked).items() if parts(content)[name] != part}
    assert all(name.startswith("xl/worksheets/") for name in touched)
    run("check", "2022.xlsx", "--mark")
    assert (folder / "2022.xlsx").read_bytes() == marked


@pytest.mark.parametrize("layout", sorted(shipped_layouts()))
def test_every_layout_has_a_workbook_to_fill_in(layout: str) -> None:
    content = new_workbook(shipped_layouts()[layout].folder, HEAD)
    assert content == new_workbook(shipped_layouts()[layout].folder, HEAD)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [book.worksheets[0].title, book.worksheets[1].title] == ["填写说明", "基本情况"]
    assert book["perfgen"].sheet_state == "hidden"
    table = [sheet for sheet in book.worksheets if sheet.freeze_panes][-1]
    assert table.protection.sheet
    assert table.data_validations.dataValidation
    assert table.freeze_panes == "B5"
    assert table.print_title_rows == "$4:$4"
    loaded = load({"2023.xlsx": content})
    assert loaded.layout is not None
    assert loaded.layout.name == layout
    assert {one.code for one in loaded.errors} <= {"MOD01", "MOD03"}


def test_lists_come_from_the_hidden_sheet_and_second_levels_follow_the_first(filled: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled))["指标"]
    rules = {str(one.sqref).partition("5")[0]: one for one in sheet.data_validations.dataValidation}
    assert rules["A"].formula1.startswith("OFFSET(项目!$A$5")
    assert rules["B"].formula1.startswith("perfgen!$")
    assert "MATCH($B5,perfgen!$" in rules["C"].formula1
    assert rules["F"].formula1.startswith("perfgen!$")


@pytest.mark.usefixtures("folder")
def test_new_writes_a_workbook_and_never_over_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new", "2023.xlsx", "--department", "乐亭县财政局", "--code", "318002", "--year", "2023"]
    assert run(*words) == 0
    assert "用 Excel 或 WPS 打开填写" in capsys.readouterr().out
    assert run(*words) == 1


def test_there_and_back_gives_the_same_yaml(folder: Path) -> None:
    assert run("export", "2022.yaml", "-o", "往.xlsx") == 0
    assert run("export", "往.xlsx", "-o", "返.yaml") == 0
    assert run("import", "往.xlsx", "-o", "读.yaml") == 0
    there = load(folder / "返.yaml").reading.filing
    assert there == load(folder / "2022.yaml").reading.filing == load(folder / "读.yaml").reading.filing
    assert (folder / "往.xlsx").read_bytes() == (folder / "2022.xlsx").read_bytes()


def test_yaml_that_is_there_keeps_its_comments_order_and_quotations(folder: Path, altered: Any) -> None:
    text = (folder / "2022.yaml").read_text(encoding="utf-8")
    text = text.replace("    预算数: 184.00\n", "    预算数: 184.00 # 财政局核过\n", 1)
    assert "财政局核过" in text
    (folder / "2022.yaml").write_text(text, encoding="utf-8")

    def edit(book: Any) -> None:
        book["项目"]["C6"] = book["项目"]["D6"] = 190
        book["目标"]["A8"], book["目标"]["B8"] = "接待管理经费", "厉行节约，反对浪费"

    (folder / "2022.xlsx").write_bytes(altered(edit))
    assert run("export", "2022.xlsx", "-o", "2022.yaml") == 0
    after = (folder / "2022.yaml").read_text(encoding="utf-8").splitlines()
    changed = [line.strip() for line in after if line not in text.splitlines()]
    assert changed == ["预算数: 190.00 # 财政局核过", "财政资金: 190.00", "- 厉行节约，反对浪费"]
    assert load(folder / "2022.yaml").reading.filing == load(folder / "2022.xlsx").reading.filing


@pytest.mark.usefixtures("folder")
def test_without_openpyxl_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "openpyxl" or one == "perfgen.excel.write"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    import perfgen.excel

    monkeypatch.delattr(perfgen.excel, "write", raising=False)
    assert run("export", "2022.yaml", "-o", "又.xlsx") == 2
    assert 'pip install "perfgen[excel]"' in capsys.readouterr().err
    assert run("validate", "2022.xlsx") == 0


def test_a_text_too_long_for_a_cell_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "2022.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.strip().startswith("资金用途:"))
    path.write_text(text.replace(line, f"{line}{'长' * 40_000}", 1), encoding="utf-8")
    assert run("export", "2022.yaml", "-o", "长.xlsx") == 1
    assert "最多写 32767 个字" in capsys.readouterr().err
    assert not (folder / "长.xlsx").exists()
