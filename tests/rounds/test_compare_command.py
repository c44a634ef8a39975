"""`perfgen compare`: a county's two submissions, as tests/county.py writes them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from perfgen.api.rounds import Rounds, report, submissions
from perfgen.excel.cells import read_book
from tests import county
from tests.conftest import Run

DEPARTMENTS = 63
"""All of whom something becomes, but the one that hands in late."""
Perfgen = Callable[..., Run]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("county")
    county.county(root, DEPARTMENTS)
    county.second(root / "第二次", DEPARTMENTS)
    return root


@pytest.fixture(scope="module")
def compared(both: Path) -> Rounds:
    return submissions(both / "各部门", both / "第二次")


@pytest.fixture(scope="module")
def told(compared: Rounds) -> dict[str, dict[str, Any]]:
    data = json.loads(report("json", compared))
    return {one["name"].removesuffix(" 2023 年度"): one for one in data["filings"] if one["after"] or one["before"]}


def fates(one: dict[str, Any]) -> list[tuple[str, str]]:
    return [(said["fate"], said["code"]) for said in one["findings"]]


@pytest.mark.parametrize(
    ("number", "state", "found"),
    [
        pytest.param(20, "done", [("mended", "WSP02"), ("mended", "TXT01")], id="put right"),
        pytest.param(30, "done", [("mended", "TXT12")], id="put right, a reminder"),
        pytest.param(21, "open", [("left", "WSP02"), ("left", "TXT01")], id="not put right"),
        pytest.param(50, "open", [("new", "WSP02"), ("new", "TXT01")], id="a new mistake"),
        pytest.param(40, "missing", [], id="not handed in again"),
        pytest.param(1, "done", [], id="nothing to put right"),
        pytest.param(62, "open", [("new", "MOD01")], id="matched by its name, where the code is missing"),
        pytest.param(61, "open", [("new", "NAR01")], id="a quotation of what is gone"),
        pytest.param(9, "done", [("mended", "WSP06")], id="handed in twice, and then once"),
        pytest.param(5, "done", [], id="could not be read, matched by the name of the file"),
    ],
)
def test_each_department_is_told_what_became_of_it(
    told: dict[str, dict[str, Any]], number: int, state: str, found: list[tuple[str, str]]
) -> None:
    one = told[county.name_of(number)]
    assert (one["state"], fates(one)) == (state, found)


def test_changed_amounts_and_projects_are_told(told: dict[str, dict[str, Any]]) -> None:
    dearer, less = told[county.name_of(county.DEARER)], told[county.name_of(county.WITH_ONE_PROJECT_LESS)]
    assert dearer["money"] == ["415.50", "445.50"]
    assert "义务教育学校教室照明改造资金 预算数 120.00 → 150.00（+25.0%）" in dearer["changes"]
    assert less["projects"] == [5, 4]
    assert less["changes"] == ["家庭经济困难学生营养膳食补助 删去项目：预算数 186.00，6 个绩效指标"]


def test_the_command_says_it_in_lines_and_ends_with_1(both: Path, perfgen: Perfgen) -> None:
    ran = perfgen("compare", str(both / "各部门"), str(both / "第二次"))
    assert ran.code == 1
    assert f"{county.name_of(20)} 2023 年度  合格" in ran.out
    assert "未改 TXT12 工作保障措施：只有“完善制度”这样的标题，没有写怎么做" in ran.out
    assert ran.out.splitlines()[-1] == (
        "共 64 份：没有再交 2 份，没有改完 6 份，合格 56 份。问题已改 5 处，未改 3 处，新增 6 处。"
    )


def test_two_that_are_alike_and_clean_end_with_0(tmp_path: Path, perfgen: Perfgen) -> None:
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(county.filing_of(1), encoding="utf-8")
    sides = str(tmp_path / "一"), str(tmp_path / "二")
    ran = perfgen("compare", *sides)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "共 1 份：合格 1 份。问题已改 0 处，未改 0 处，新增 0 处。")
    assert perfgen("compare", *sides, "-o", str(tmp_path / "比较.txt")).code == 0
    assert (tmp_path / "比较.txt").read_text(encoding="utf-8").endswith("新增 0 处。\n")


def test_the_reports_say_the_same(compared: Rounds, tmp_path: Path) -> None:
    (tmp_path / "比较.xlsx").write_bytes(report("xlsx", compared))
    page = html.parse(io.BytesIO(report("html", compared))).getroot()
    assert len(page.findall(".//section")) == len(page.findall("body/div/table/tbody/tr")) == 64
    file = tmp_path / "比较.xlsx"
    book = {sheet.name: sheet for sheet in read_book(file, file.read_bytes(), lambda _: True).sheets}
    assert list(book) == ["各部门", "问题", "改动"]
    assert [book["各部门"].cells[66, column].text for column in (1, 3, 4, 5)] == ["合计", "5", "3", "6"]


def test_a_folder_without_filings_is_told(tmp_path: Path, both: Path, perfgen: Perfgen) -> None:
    ran = perfgen("compare", str(tmp_path), str(both / "第二次"))
    assert ran.code == 1
    assert "里没有绩效文本" in ran.err


def test_an_input_is_not_written_over(both: Path, tmp_path: Path, perfgen: Perfgen) -> None:
    book = tmp_path / "第二次.xlsx"
    assert perfgen("export", str(both / "各部门" / f"{county.name_of(1)}.yaml"), "-o", str(book)).code == 0
    before = book.read_bytes()
    assert perfgen("compare", str(both / "各部门"), str(book), "-o", str(book)).code != 0
    assert book.read_bytes() == before


def test_a_baseline_of_the_first_submission_keeps_the_second_quiet(
    both: Path, tmp_path: Path, perfgen: Perfgen
) -> None:
    """Files have other names and lie elsewhere; only what is new is told."""
    baseline = tmp_path / "基线.json"
    assert perfgen("check", str(both / "各部门"), "--write-baseline", str(baseline)).code == 1  # one cannot be read
    ran = perfgen("check", str(both / "第二次"), "--baseline", str(baseline), "--no-info")
    assert [code in ran.out for code in ("TXT01", "TXT12", "NUM09", "NUM05")] == [True, False, True, True]
    assert (
        ran.out.splitlines()[-1]
        == "检查了 62 份绩效文本，共 2 处提醒，4 处错误；合格 58 份；基线里已有的 3 处没有列出。"
    )
