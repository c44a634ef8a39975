"""`perfgen diff`: what it prints and writes, how it ends, and what it says of what it cannot compare."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from perfgen.building import build
from tests.conftest import ALL_FILINGS, EXAMPLES, ROOT, SMALL, Run

GUIDE = (ROOT / "docs" / "比较.md").read_text("utf-8")
SEVERAL = EXAMPLES / "乐亭县人民政府办公室-2022"


def changed(*pairs: tuple[str, str]) -> str:
    """The small filing with some words in it replaced."""
    text = SMALL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def two(desk: Path) -> tuple[str, str]:
    """Two versions of a filing on the desk."""
    (desk / "一稿.yaml").write_text(SMALL, "utf-8")
    later = changed(("预算数: 184.00", "预算数: 190.00"), ("完善制度。", "完善制度，强化监督。"), ("≥90批", "≥100批"))
    (desk / "二稿.yaml").write_text(later, "utf-8")
    return "一稿.yaml", "二稿.yaml"


TOLD = """\
一稿.yaml → 二稿.yaml

部门整体绩效目标 总体绩效目标：本部门2022年度申请预算资金[-184-]{+190+}万元。
部门整体绩效目标 工作保障措施 完善制度。 → 完善制度，强化监督。

接待管理经费 预算数 184.00 → 190.00（+3.3%）
接待管理经费 产出指标/数量指标/完成接待活动批次 指标值 ≥90批 → ≥100批（+11.1%）

预算数合计 184.00 → 190.00万元（+3.3%）

共 4 处不同。
"""


def test_what_was_changed_is_printed_and_the_exit_code_says_that_there_is_something(
    two: tuple[str, str], perfgen: Callable[..., Run]
) -> None:
    assert perfgen("diff", *two) == Run(1, TOLD, "")
    assert f"```\n{TOLD}```\n" in GUIDE
    assert perfgen("diff", two[0], two[0]) == Run(0, "没有不同。\n", "")


def test_a_file_gets_what_its_ending_says(desk: Path, two: tuple[str, str], perfgen: Callable[..., Run]) -> None:
    for ending, begins in ((".txt", "一稿.yaml → 二稿.yaml\n"), (".html", "<!DOCTYPE html>"), (".json", "{\n")):
        ran = perfgen("diff", *two, "-o", f"结果{ending}")
        assert (ran.code, ran.out) == (1, f"已生成 结果{ending}\n")
        assert (desk / f"结果{ending}").read_text("utf-8").startswith(begins)
    assert (desk / "结果.txt").read_text("utf-8") == TOLD


def test_json_has_keys_that_are_told_in_the_guide(two: tuple[str, str], perfgen: Callable[..., Run]) -> None:
    (one,) = json.loads(perfgen("diff", *two, "--format", "json").out)["filings"]
    assert (one["status"], one["name"]) == ("changed", "乐亭县机关事务中心 2022年")
    assert one["total"] == {"before": "184.00", "after": "190.00万元", "growth": "6.00", "percent": "3.3"}
    assert one["differences"][2] == {
        "kind": "changed", "project": "接待管理经费", "within": [], "label": "预算数",
        "before_path": ["预算项目", 0, "预算数"], "after_path": ["预算项目", 0, "预算数"],
        "before": "184.00", "after": "190.00", "growth": "6.00", "percent": "3.3", "pieces": [],
        "text": "接待管理经费 预算数 184.00 → 190.00（+3.3%）",
    }  # fmt: skip
    assert one["differences"][0]["pieces"][1:3] == [
        {"mark": "removed", "text": "184"}, {"mark": "added", "text": "190"},
    ]  # fmt: skip
    keys = {*one, *one["differences"][0], *one["total"], "version", "filings", "errors", "mark"}
    assert [key for key in sorted(keys) if f"`{key}`" not in GUIDE] == []


class _Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_runs_nothing_and_asks_for_nothing(desk: Path, perfgen: Callable[..., Run]) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}"
    later = changed(
        ("用于接待", f"用于'{hostile[:-9]}的各项接待工作".replace("'", "")), ("完成接待活动批次", "<b>批次</b>")
    )
    (desk / "<i>一.yaml").write_text(SMALL, "utf-8")
    (desk / "二.yaml").write_text(later, "utf-8")
    page = perfgen("diff", "<i>一.yaml", "二.yaml", "--format", "html", "--date", "2023-06-30")
    found = _Page(page.out)
    assert page.code == 1
    assert {"script", "img", "b", "i", "link", "iframe"} & set(found.tags) == set()
    assert "http" not in page.out
    for words in ("<script>alert(1)</script>", "<b>批次</b>", "<i>一.yaml", "2023年6月30日"):
        assert words in found.text


def test_what_a_terminal_would_obey_is_shown(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "一.yaml").write_text(SMALL, "utf-8")
    (desk / "二.yaml").write_text(changed(("项目名称: 接待管理经费", '项目名称: "接待\u202e经费"')), "utf-8")
    said = perfgen("diff", "一.yaml", "二.yaml").out
    assert "\u202e" not in said
    assert "接待\\u202e经费 改名：接待管理经费 → 接待\\u202e经费" in said


def test_a_word_file_is_compared_with_the_yaml_it_was_made_from(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "一.yaml").write_text(SMALL, "utf-8")
    assert perfgen("build", "一.yaml", "-o", "一.docx", "--no-page-numbers").code == 0
    assert perfgen("diff", "一.docx", "一.yaml") == Run(0, "没有不同。\n", "")
    (desk / "二.yaml").write_text(changed(("预算数: 184.00", "预算数: 190.00")), "utf-8")
    ran = perfgen("diff", "一.docx", "二.yaml")
    assert "接待管理经费 预算数 184.00 → 190.00（+3.3%）" in ran.out
    assert perfgen("diff", "一.docx", "二.yaml", "-o", "一.docx").code == 1
    assert "输出文件就是输入文件" in perfgen("diff", "一.docx", "二.yaml", "-o", "一.docx").err


# --- folders


def _unit(code: str, name: str, year: int = 2022) -> str:
    return changed(('"507002"', f'"{code}"'), ("乐亭县机关事务中心", name), ("年度: 2022", f"年度: {year}"))


def test_filings_of_two_folders_are_found_by_unit_and_year(desk: Path, perfgen: Callable[..., Run]) -> None:
    for side, files in {
        "旧": {
            "甲.yaml": _unit("101", "甲局"),
            "乙.yaml": _unit("102", "乙局"),
            "丙.yaml": _unit("103", "丙局"),
            "丁.yaml": _unit("104", "丁局"),
        },
        "新": {
            "别的名字.yaml": _unit("101", "甲局").replace("184.00", "190.00"),
            "下面/乙.yaml": _unit("102", "乙局"),
            "丙.yaml": _unit("203", "丙局"),
            "戊.yaml": _unit("105", "戊局"),
        },
    }.items():
        for name, text in files.items():
            (desk / side / name).parent.mkdir(parents=True, exist_ok=True)
            (desk / side / name).write_text(text, "utf-8")
    ran = perfgen("diff", "旧", "新")
    assert ran.code == 1
    assert "旧/甲.yaml → 新/别的名字.yaml（甲局 2022年）" in ran.out
    assert "部门 编码 103 → 203" in ran.out
    assert "增加 戊局 2022年：新/戊.yaml" in ran.out
    assert "删去 丁局 2022年：旧/丁.yaml" in ran.out
    assert "乙局" not in ran.out
    assert ran.out.endswith("比较了 3 份绩效文本，2 份有不同，共 4 处；增加 1 份，删去 1 份。\n")
    statuses = [one["status"] for one in json.loads(perfgen("diff", "旧", "新", "--format", "json").out)["filings"]]
    assert sorted(statuses) == ["added", "changed", "changed", "removed", "same"]
    page = _Page(perfgen("diff", "旧", "新", "--format", "html").out)
    assert "只在新的一边" in page.text


def test_last_years_folder_goes_with_this_years(desk: Path, perfgen: Callable[..., Run]) -> None:
    for year in (2022, 2023):
        (desk / str(year)).mkdir()
        (desk / str(year) / "甲.yaml").write_text(_unit("101", "甲局", year), "utf-8")
    ran = perfgen("diff", "2022", "2023")
    assert "年度 2022 → 2023" in ran.out


def test_one_that_cannot_be_read_stops_no_other(desk: Path, perfgen: Callable[..., Run]) -> None:
    for side in ("旧", "新"):
        (desk / side).mkdir()
        (desk / side / "甲.yaml").write_text(SMALL, "utf-8")
    (desk / "新" / "坏.yaml").write_text("版式: hebei-2022\n年度: [", "utf-8")
    ran = perfgen("diff", "旧", "新")
    assert ran.code == 1
    assert "新/坏.yaml:2" in ran.err
    assert ran.out == "没有不同。\n"
    found = json.loads(perfgen("diff", "旧", "新", "--format", "json").out)
    assert found["errors"][0]["file"] == "新/坏.yaml"


def test_word_files_that_were_made_of_filings_are_not_compared_again(desk: Path, perfgen: Callable[..., Run]) -> None:
    for side in ("旧", "新"):
        (desk / side).mkdir()
        (desk / side / "甲.yaml").write_text(SMALL, "utf-8")
        assert perfgen("build", f"{side}/甲.yaml", "-o", f"{side}/甲.docx", "--no-page-numbers").code == 0
    assert perfgen("diff", "旧", "新") == Run(0, "没有不同。\n", "")


# --- what cannot be compared

WRONG = {
    "one side only": (("一稿.yaml",), 2, "要写两个"),
    "nothing there": (("一稿.yaml", "没有.yaml"), 2, "没有“没有.yaml”这个文件或文件夹"),
    "an ending": (("一稿.yaml", "二稿.yaml", "-o", "结果.xls"), 2, "比较结果不能写成“.xls”文件"),
    "no folder": (("一稿.yaml", "二稿.yaml", "-o", "没有/结果.html"), 1, "没有“没有”这个文件夹"),
    "an empty folder": (("空", "一稿.yaml"), 1, "里没有绩效文本"),
    "a Word file on the screen": (("一稿.yaml", "二稿.yaml", "--format", "docx"), 2, "要用 -o 写到 .docx 文件"),
    "folders in one Word file": (("好几份", "好几份", "-o", "修订.docx"), 2, "一次写一份"),
    "an author of a page": (
        ("一稿.yaml", "二稿.yaml", "-o", "结果.html", "--author", "甲"),
        2,
        "--author 是修订的作者",
    ),
    "a date on the screen": (("一稿.yaml", "二稿.yaml", "--date", "2023-06-30"), 2, "--date 印在网页"),
    "--git and two": (("一稿.yaml", "二稿.yaml", "--git", "HEAD"), 2, "写了 --git，就只写一个"),
    "not YAML": (("一稿.yaml", "坏.yaml"), 1, "坏.yaml:1:"),
    "no Word file": (("一稿.yaml", "坏.docx"), 1, "DOC01"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_compared_is_told(
    name: str, desk: Path, two: tuple[str, str], perfgen: Callable[..., Run]
) -> None:
    for folder in ("空", "好几份"):
        (desk / folder).mkdir()
    for number in (1, 2):
        (desk / "好几份" / f"{number}.yaml").write_text(_unit(f"10{number}", f"{number}局"), "utf-8")
    (desk / "坏.yaml").write_text("年度: [", "utf-8")
    (desk / "坏.docx").write_bytes(b"PK\3\4")
    arguments, code, words = WRONG[name]
    ran = perfgen("diff", *arguments)
    assert (ran.code, words in ran.err) == (code, True), ran
    assert "Traceback" not in ran.err
    assert not (desk / "修订.docx").exists()
    assert two


def test_filings_of_a_folder_each_with_its_projects_are_one_filing(perfgen: Callable[..., Run]) -> None:
    assert perfgen("diff", SEVERAL, SEVERAL) == Run(0, "没有不同。\n", "")
    assert perfgen("diff", SEVERAL / "projects" / "03-金融办工作经费.yaml", SEVERAL).code == 0


def test_two_real_departments_differ_in_everything(perfgen: Callable[..., Run]) -> None:
    ran = perfgen("diff", ALL_FILINGS[0], ALL_FILINGS[1])
    assert ran.code == 1
    assert "部门 名称 乐亭县财政局 → 乐亭县机关事务中心" in ran.out


@pytest.mark.parametrize("layout", ["central-project", "central-department"])
def test_a_document_is_not_said_to_lack_what_its_layout_does_not_print(
    layout: str, desk: Path, perfgen: Callable[..., Run]
) -> None:
    text = (EXAMPLES / "滦南县民政局-2024.yaml").read_text("utf-8").replace("版式: central-project", f"版式: {layout}")
    (desk / "2024.yaml").write_text(text, "utf-8")
    build(Path("2024.yaml"), Path("2024.docx"))
    for two in (("2024.yaml", "2024.docx"), ("2024.docx", "2024.yaml")):
        assert perfgen("diff", *two) == Run(0, "没有不同。\n", "")
    (desk / "改.yaml").write_text(text.replace("≥12个", "≥15个"), "utf-8")
    assert "≥12个 → ≥15个" in perfgen("diff", "2024.docx", "改.yaml").out


def test_a_cover_that_says_what_it_prints_all_the_same_is_no_difference(
    desk: Path, perfgen: Callable[..., Run]
) -> None:
    (desk / "没写.yaml").write_text(SMALL, "utf-8")
    said = "封面: {编制: 乐亭县机关事务中心, 审核: 乐亭县财政局}\n金额单位"
    (desk / "写了.yaml").write_text(changed(("金额单位", said)), "utf-8")
    build(Path("写了.yaml"), Path("写了.docx"))
    for two in (("没写.yaml", "写了.yaml"), ("写了.yaml", "写了.docx"), ("写了.docx", "没写.yaml")):
        assert perfgen("diff", *two) == Run(0, "没有不同。\n", "")
    (desk / "改了.yaml").write_text(changed(("金额单位", said.replace("乐亭县财政局", "唐山市财政局"))), "utf-8")
    assert "封面" in perfgen("diff", "写了.yaml", "改了.yaml").out
