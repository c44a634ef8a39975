"""What counts as a filing in a folder: `check`, `status`, `export` and `batch` agree, and say what they pass over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from perfgen.api.workbooks import opened, workbook_of
from perfgen.building import build
from perfgen.checking import documents, gather
from perfgen.source import FILING_FILE
from tests import county
from tests.conftest import Run

RunPerfgen = Callable[..., Run]
FILING = county.filing_of(1)
RESULTS = {
    "情况": "编码  部门\n507002  司法局\n2023年度：应交 80 个部门，未交 3 个。\n",
    "检查": "检查了 79 份绩效文本，没有发现问题。\n",
    "屏幕": "检查了 1 份绩效文本，共 1 处错误。\n另有 1 个文件是这里的绩效文本做出来的，没有再查。\n",
    "比较": "共 1 份：没有改完 1 份。问题已改 0 处，未改 1 处，新增 0 处。\n",
}


def yaml(folder: Path) -> None:
    (folder / "甲.yaml").write_text(FILING, encoding="utf-8")


def other(folder: Path) -> None:
    (folder / "乙.yaml").write_text(county.filing_of(2), encoding="utf-8")


def whole_folder(folder: Path) -> None:
    (folder / "丙").mkdir()
    (folder / "丙" / FILING_FILE).write_text(county.filing_of(3), encoding="utf-8")


def workbook(folder: Path) -> None:
    """The filing as a workbook of the same name."""
    (folder / "甲.xlsx").write_bytes(workbook_of(opened(folder / "甲.yaml")))


def changed_workbook(folder: Path) -> None:
    (folder / "别的.yaml").write_text(FILING.replace("年度: 2023", "年度: 2022"), encoding="utf-8")
    (folder / "甲.xlsx").write_bytes(workbook_of(opened(folder / "别的.yaml")))
    (folder / "别的.yaml").unlink()


def workbook_alone(folder: Path) -> None:
    yaml(folder)
    workbook(folder)
    (folder / "甲.yaml").unlink()


def link(folder: Path) -> None:
    (folder / "0链接.yaml").symlink_to(folder / "甲.yaml")


def printed(folder: Path) -> None:
    build(folder / "甲.yaml", folder / "甲.docx")


def printed_by_another_name(folder: Path) -> None:
    build(folder / "甲.yaml", folder / "交给财政局.docx")


def stranger(folder: Path) -> None:
    """A Word file of a department that has no YAML."""
    (folder / "丁.yaml").write_text(county.filing_of(4), encoding="utf-8")
    build(folder / "丁.yaml", folder / "丁.docx")
    (folder / "丁.yaml").unlink()


def odds_and_ends(folder: Path) -> None:
    (folder / "~$甲.docx").write_bytes(b"x")
    (folder / ".隐藏.yaml").write_text(FILING, encoding="utf-8")
    with xlsxwriter.Workbook(str(folder / "名册.xlsx")) as book:
        book.add_worksheet("名册").write("A1", "单位编码")
    (folder / "词表.yaml").write_text("常用词: [甲]\n", encoding="utf-8")


# What lies there, whose sources count (built by `batch`, too), and which documents count besides.
CASES: dict[str, tuple[tuple[Callable[[Path], None], ...], tuple[str, ...], tuple[str, ...]]] = {
    "a filing": ((yaml,), ("甲.yaml",), ()),
    "two, and a folder": ((yaml, other, whole_folder), ("丙", "乙.yaml", "甲.yaml"), ()),
    "its workbook beside it": ((yaml, workbook), ("甲.yaml",), ()),
    "a workbook that says something else": ((yaml, changed_workbook), ("甲.xlsx", "甲.yaml"), ()),
    "a workbook alone": ((workbook_alone,), ("甲.xlsx",), ()),
    "a link beside it": ((yaml, link), ("甲.yaml",), ()),
    "its print beside it": ((yaml, printed), ("甲.yaml",), ()),
    "its print under another name": ((yaml, printed_by_another_name), ("甲.yaml",), ()),
    "a Word file of another unit": ((yaml, stranger), ("甲.yaml",), ("丁.docx",)),
    "all of it": (
        (yaml, other, whole_folder, workbook, link, printed, printed_by_another_name, stranger, odds_and_ends),
        ("丙", "乙.yaml", "甲.yaml"), ("丁.docx",),
    ),
}  # fmt: skip


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, tuple[str, ...], tuple[str, ...]]:
    folder = tmp_path / "各部门"
    folder.mkdir()
    made, sources, more = CASES[request.param]
    for make in made:
        make(folder)
    return folder, sources, more


def test_the_commands_agree_on_what_is_a_filing(
    case: tuple[Path, tuple[str, ...], tuple[str, ...]], tmp_path: Path, perfgen: RunPerfgen
) -> None:
    folder, sources, more = case
    checked = perfgen("check", str(folder), "--fail-on", "error")
    assert f"检查了 {len(sources) + len(more)} 份绩效文本" in checked.out
    status = perfgen("status", str(folder), "--year", "2023", "-o", str(tmp_path / "情况.json"))
    assert ("做出来的" in status.err) == ("做出来的" in checked.err)
    perfgen("export", str(folder), "-o", str(tmp_path / "表.sqlite"))
    with sqlite3.connect(tmp_path / "表.sqlite") as base:
        (count,) = base.execute("SELECT count(*) FROM 部门").fetchone()
    assert count == len(sources) + len(more)
    built = perfgen(
        "batch", str(folder), "-o", str(tmp_path / "成品"), "-j", "1", "--no-page-numbers", "--name-pattern", "{文件名}"
    )
    assert f"共 {len(sources)} 份绩效文本" in built.out


def test_gather_gives_the_sources_each_once(case: tuple[Path, tuple[str, ...], tuple[str, ...]]) -> None:
    folder, sources, _ = case
    found = [one.name for one in gather([folder]).filings if one.suffix.lower() not in documents()]
    assert sorted(found) == sorted(sources)


def test_texts_in_which_results_were_told_are_no_filings(tmp_path: Path) -> None:
    for name, text in RESULTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "文本.txt").write_text(
        "检查了 3 份绩效文本，\n一\n二\n三\n", encoding="utf-8"
    )  # what nobody knows is told of
    assert [one.name for one in gather([tmp_path]).filings] == ["文本.txt"]
    assert len(gather([tmp_path / "情况.txt"]).filings) == 1  # who names it gets to know why it is none


def test_batch_says_what_it_passed_over(tmp_path: Path, perfgen: RunPerfgen) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    for make in (yaml, workbook, stranger):
        make(folder)
    for name, text in {**RESULTS, "戊": "乐亭县水务局"}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ran = perfgen("batch", str(folder), "-o", str(tmp_path / "成品"), "-j", "1", "--no-page-numbers")
    assert "另有 3 个文件没有做" in ran.out
    assert "丁.docx" in ran.out
    assert "甲.xlsx" in ran.out
    assert "戊.txt" in ran.out
    again = perfgen("batch", str(folder / "甲.yaml"), "-o", str(tmp_path / "成品"), "-j", "1", "--no-page-numbers")
    assert "没有做" not in again.out


@pytest.mark.parametrize("command", ["check", "status", "batch"])
def test_a_workbook_that_cannot_be_read_is_not_passed_over(tmp_path: Path, perfgen: RunPerfgen, command: str) -> None:
    (tmp_path / "甲.yaml").write_text(FILING, encoding="utf-8")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK no workbook any more")
    more = ("-o", tmp_path / "成品", "--no-page-numbers") if command == "batch" else ()
    ran = perfgen(command, tmp_path, *more)
    assert ran.code == 1
    assert "坏的.xlsx" in ran.out + ran.err
    assert "文件已经损坏" in ran.out + ran.err
