"""`perfgen library`: what a bureau does with it."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from perfgen.api.library import add_filings, pick, search
from perfgen.checking import gather
from perfgen.library import words
from tests.conftest import MODEL, ROOT, Run
from tests.documents import validator_errors

Perfgen = Callable[..., Run]
CENTRE = ROOT / "examples" / "乐亭县机关事务中心-2022.yaml"


@pytest.fixture
def bureau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two filings and a library that its settings name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perfgen.toml").write_text('[library]\nfile = "指标库.sqlite"\n', encoding="utf-8")
    (tmp_path / "各部门").mkdir()
    for one in (MODEL, CENTRE):
        shutil.copy(one, tmp_path / "各部门")
    return tmp_path


@pytest.fixture
def filled(bureau: Path, perfgen: Perfgen) -> Path:
    assert perfgen("library", "add", "各部门").code == 0
    return bureau


def test_the_same_filing_counts_once_and_a_changed_one_takes_its_place(filled: Path, perfgen: Perfgen) -> None:
    assert "新的 0 份，换了 0 份，没有变的 2 份" in perfgen("library", "add", "各部门").out
    file = filled / "各部门" / MODEL.name
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("监控设备完好率", "监控摄像机完好率"), encoding="utf-8")
    said = perfgen("library", "add", "各部门").out
    assert "新的 0 份，换了 1 份，没有变的 1 份" in said
    assert "现在有 2 份绩效文本" in said
    found = [one.name for one in search(filled / "指标库.sqlite", "监控设备完好率")]
    assert found[0] == "监控摄像机完好率"
    assert "监控设备完好率" not in found


@pytest.mark.usefixtures("filled")
def test_a_word_file_of_a_filing_is_no_second_one(perfgen: Perfgen) -> None:
    assert perfgen("build", f"各部门/{MODEL.name}", "-o", "别处.docx", "--no-page-numbers").code == 0
    shutil.move("别处.docx", "各部门/盖章稿.docx")
    assert "没有变的 2 份" in perfgen("library", "add", "各部门").out


def test_workbooks_are_taken_too(bureau: Path, perfgen: Perfgen) -> None:
    (bureau / "表").mkdir()
    assert perfgen("export", f"各部门/{MODEL.name}", "-o", "表/2023.xlsx").code == 0
    assert "新的 1 份" in perfgen("library", "add", "表").out
    assert search(bureau / "指标库.sqlite", "教室照度达标率")[0].name == "照度检测合格率"


@pytest.mark.usefixtures("filled")
def test_a_name_is_found_with_what_is_usual(perfgen: Perfgen) -> None:
    said = perfgen("library", "search", "摄像头完好率", "-n", "1").out
    assert said.splitlines() == [
        "1. 监控设备完好率（产出指标/质量指标）",
        "   巡检时正常工作的设备占全部设备的比例",
        "   常用：单位 %，正向",
        "   1 个部门用过，如 ≥98%，最近一次在 2023 年",
        "   项目：校园视频监控联网运行维护费",
    ]
    only = perfgen("library", "search", "满意度", "--level2", "质量指标").out
    assert "满意度指标" not in only


def test_what_is_picked_can_be_pasted_and_then_checked(filled: Path, perfgen: Perfgen) -> None:
    said = perfgen("library", "pick", "农村教师培训", "--layout", "hebei-2022")
    assert said.code == 0
    rows = yaml.safe_load(said.out)["绩效指标"]
    assert list(rows) == ["产出指标", "效益指标", "满意度指标"]
    assert rows["产出指标"]["数量指标"][0] == {
        "三级指标": "培训教师人次",
        "绩效指标描述": "参加集中培训的教师人次",
        "指标值": "≥【填写】人次",
        "指标值确定依据": "年度培训计划",
    }
    head = MODEL.read_text(encoding="utf-8").rpartition("    绩效指标:")[0]
    pasted = "".join(f"    {line}\n" for line in said.out.splitlines())
    (filled / "新的.yaml").write_text(head + pasted.replace("【填写】", "5"), encoding="utf-8")
    assert perfgen("validate", "新的.yaml").code == 0


def test_levels_are_those_of_the_layout(filled: Path) -> None:
    def layout(name: str) -> Path:
        return ROOT / "templates" / "hebei" / name

    library = filled / "指标库.sqlite"
    assert {level1 for level1, _ in pick(library, "教师培训", layout=layout("2022"))} >= {"效益指标"}
    assert {level1 for level1, _ in pick(library, "教师培训", layout=layout("2021"))} >= {"效果指标"}


def test_answers_do_not_hang_on_the_order_of_adding(bureau: Path) -> None:
    one, other = bureau / "甲.sqlite", bureau / "乙.sqlite"
    for path in (MODEL, CENTRE):
        add_filings(gather([path]), one)
    for path in (CENTRE, MODEL):
        add_filings(gather([path]), other)
    for text in ("满意度", "完成时间", "数量", "成本"):
        assert search(one, text, 20) == search(other, text, 20)
        assert pick(one, text, most=9) == pick(other, text, most=9)


def test_what_reviewers_sent_back_is_counted(filled: Path, perfgen: Perfgen) -> None:
    (filled / "意见").mkdir()
    (filled / "意见" / "意见.yaml").write_text(
        "意见:\n  - {部门: 507002, 位置: 接待管理经费 接待对象满意度, 意见: 怎样调查的要写清楚, 审核: 退回}\n",
        encoding="utf-8",
    )
    assert perfgen("review", "各部门", "-o", "意见").code == 0
    assert "换了 1 份" in perfgen("library", "add", "各部门", "--opinions", "意见").out
    assert "审核退回过 1 次" in perfgen("library", "search", "接待对象满意度", "-n", "1").out
    assert "退回" not in perfgen("library", "search", "完成接待活动批次", "-n", "1").out


def test_a_filing_with_mistakes_is_told_and_the_others_are_added(bureau: Path, perfgen: Perfgen) -> None:
    (bureau / "各部门" / "坏.yaml").write_text("版式: hebei-2022\n年度: 2023\n部门: [", encoding="utf-8")
    said = perfgen("library", "add", "各部门")
    assert said.code == 1
    assert "坏.yaml" in said.err
    assert "新的 2 份" in said.out


def test_without_a_library_it_is_said_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Perfgen
) -> None:
    monkeypatch.chdir(tmp_path)
    for words_ in (("search", "满意度"), ("pick", "培训"), ("add", str(MODEL))):
        said = perfgen("library", *words_)
        assert said.code == 2
        assert "--library 指标库.sqlite" in said.err
    missing = perfgen("library", "search", "满意度", "--library", "没有.sqlite")
    assert (missing.code, "没有这个指标库" in missing.err) == (1, True)
    assert not (tmp_path / "没有.sqlite").exists()


@pytest.mark.usefixtures("filled")
def test_without_the_extra_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, perfgen: Perfgen) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    words._segmenter.cache_clear()
    words.words.cache_clear()
    try:
        for said in (("search", "满意度"), ("pick", "培训"), ("add", "各部门")):
            done = perfgen("library", *said)
            assert done.code == 2
            assert 'pip install "perfgen[library]"' in done.err
        checked = perfgen("check", f"各部门/{CENTRE.name}")
        assert 'pip install "perfgen[library]"' in checked.out + checked.err
    finally:
        words._segmenter.cache_clear()
        words.words.cache_clear()


def test_check_says_what_like_projects_have(filled: Path, perfgen: Perfgen) -> None:
    text = MODEL.read_text(encoding="utf-8").replace("360001", "360002").replace("乐亭县教育和体育局", "滦南县教育局")
    head, _, rest = text.partition("  - 项目名称: 乡村教师培训经费")
    bare = rest.replace("时效指标", "时效指标", 1)
    start, end = bare.index("        时效指标:"), bare.index("        成本指标:")
    (filled / "新的.yaml").write_text(
        f"{head}  - 项目名称: 骨干教师培训经费{bare[:start]}{bare[end:]}", encoding="utf-8"
    )
    said = perfgen("check", "新的.yaml").out
    assert "补上时效指标；同类项目常用：培训完成时间" in said
    (filled / "perfgen.toml").unlink()
    assert "同类项目" not in perfgen("check", "新的.yaml").out


def test_the_filing_itself_is_no_like_project(filled: Path, perfgen: Perfgen) -> None:
    file = filled / "各部门" / CENTRE.name
    assert "同类项目" not in perfgen("check", str(file), "--select", "IND10").out


def test_the_library_is_never_overwritten_by_a_report(filled: Path, perfgen: Perfgen) -> None:
    before = (filled / "指标库.sqlite").read_bytes()
    assert perfgen("check", "各部门", "-o", "指标库.sqlite", "--format", "html").code != 0
    assert (filled / "指标库.sqlite").read_bytes() == before
    with sqlite3.connect("指标库.sqlite") as base:
        assert base.execute('SELECT count(*) FROM "文本"').fetchone() == (2,)


def test_new_says_what_is_usual(filled: Path, perfgen: Perfgen) -> None:
    head = ("--department", "乐亭县教育和体育局", "--code", "360001", "--year", "2024", "--layout", "hebei-2022")
    assert perfgen("new", "2024.yaml", *head).code == 0
    text = (filled / "2024.yaml").read_text(encoding="utf-8")
    assert "\n# 质量指标：培训考核合格率、照度检测合格率、监控设备完好率、" in text
    assert "接待" not in text
    assert perfgen("new", "2024/", *head).code == 0
    assert "# 质量指标：培训考核合格率" in (filled / "2024" / "projects" / "01.yaml").read_text(encoding="utf-8")
    (filled / "指标库.sqlite").write_bytes(b"spoilt")
    said = perfgen("new", "又一份.yaml", *head)
    assert (said.code, "LIB01" in said.err) == (0, True)
    assert (filled / "又一份.yaml").is_file()


def test_the_workbook_offers_what_is_usual(filled: Path, perfgen: Perfgen) -> None:
    head = ("--department", "乐亭县教育和体育局", "--code", "360001", "--year", "2024", "--layout", "hebei-2022")
    assert perfgen("new", "2024.xlsx", *head).code == 0
    assert perfgen("export", f"各部门/{MODEL.name}", "-o", "各部门/2023.xlsx").code == 0
    for path in (filled / "2024.xlsx", filled / "各部门" / "2023.xlsx"):
        book = load_workbook(path)
        lists = book["perfgen"]
        there = {
            lists.cell(4, column).value: [
                cell.value for (cell,) in lists.iter_rows(5, None, column, column) if cell.value
            ]
            for column in range(1, lists.max_column + 1)
        }
        assert "监控设备完好率" in there["质量指标"]
        sheet, at = next(
            (one, cell.column_letter)
            for one in book.worksheets
            for row in one.iter_rows(1, 5)
            for cell in row
            if str(cell.value).startswith("三级指标")
        )
        (rule,) = [one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(at)]
        assert "MATCH(" in rule.formula1
        assert not rule.showErrorMessage
        assert [one for one in validator_errors(path) if "styles.xml" not in str(one)] == []  # openpyxl orders fonts so


def test_what_is_asked_for_by_name_comes_into_a_project(filled: Path, perfgen: Perfgen) -> None:
    file = filled / "新的.yaml"
    file.write_text(MODEL.read_text(encoding="utf-8"), encoding="utf-8")
    before = file.read_text(encoding="utf-8").splitlines()
    said = perfgen("library", "pick", "乡村教师培训经费", "--into", "新的.yaml", "--take", "照度检测合格率")
    assert said.code == 0, said.err
    assert "已放进 新的.yaml“乡村教师培训经费”：产出指标/质量指标/照度检测合格率" in said.out
    after = file.read_text(encoding="utf-8").splitlines()
    changes = [one for one in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if one[0] != "equal"]
    assert [one[0] for one in changes] == ["insert"], "nothing but the new row is written"
    rows = yaml.safe_load("\n".join(after))["预算项目"][1]["绩效指标"]["产出指标"]["质量指标"]
    assert [row["三级指标"] for row in rows] == ["培训考核合格率", "照度检测合格率"]
    assert rows[-1]["指标值"] == "【填写】%"
    again = perfgen("library", "pick", "乡村教师培训经费", "--into", "新的.yaml", "--take", "照度检测合格率")
    assert (again.code, "已经有了" in again.err) == (1, True)
    assert file.read_text(encoding="utf-8").splitlines() == after


@pytest.mark.parametrize("folder", [False, True], ids=["a file", "a folder"])
def test_it_comes_in_place_of_what_waits_to_be_filled_in(filled: Path, perfgen: Perfgen, *, folder: bool) -> None:
    target = "甲/" if folder else "甲.yaml"
    head = ("--department", "乙县教育局", "--code", "123001", "--year", "2024", "--layout", "hebei-2022")
    assert perfgen("new", target, *head).code == 0
    file = filled / ("甲/projects/01.yaml" if folder else "甲.yaml")
    text = re.sub("项目名称: 【填写[^】]*】", "项目名称: 教师培训", file.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")
    said = perfgen("library", "pick", "教师培训", "--into", target)
    assert (said.code, "培训教师人次" in said.err) == (2, True)
    take = ("--take", "培训教师人次", "--take", "没有这样的指标")
    said = perfgen("library", "pick", "教师培训", "--into", target, *take)
    assert (said.code, "没有放进去：没有这样的指标" in said.err) == (1, True)
    after = file.read_text(encoding="utf-8")
    assert len(after.splitlines()) == len(text.splitlines())
    assert after.count("三级指标: 【填写】") == text.count("三级指标: 【填写】") - 1
    assert "{三级指标: 培训教师人次, " in after


def test_a_project_without_indicators_gets_its_first(filled: Path, perfgen: Perfgen) -> None:
    head, _, _ = MODEL.read_text(encoding="utf-8").rpartition("    绩效指标:")
    (filled / "新的.yaml").write_text(f"{head}# 完\n", encoding="utf-8")
    name = yaml.safe_load(head)["预算项目"][-1]["项目名称"]
    take = ("--take", "培训教师人次", "--take", "监控设备完好率")
    assert perfgen("library", "pick", name, "--into", "新的.yaml", *take).code == 0
    text = (filled / "新的.yaml").read_text(encoding="utf-8")
    assert list(yaml.safe_load(text)["预算项目"][-1]["绩效指标"]["产出指标"]) == ["数量指标", "质量指标"]
    assert text.startswith(head)


@pytest.mark.parametrize(
    ("arguments", "words_"),
    [
        (("没有的项目", "--into", "甲.yaml", "--take", "满意度"), "没有叫“没有的项目”的项目"),
        (("乡村教师培训经费", "--take", "满意度"), "--take 和 --into 一起用"),
        (("乡村教师培训经费", "--into", "坏.yaml", "--take", "满意度"), "坏.yaml"),
        (("居家和社区养老服务站建设", "--into", "自评.yaml", "--take", "满意度"), "只放进绩效文本"),
    ],
)
def test_what_cannot_be_put_in_is_told(arguments: tuple[str, ...], words_: str, filled: Path, perfgen: Perfgen) -> None:
    shutil.copy(MODEL, "甲.yaml")
    shutil.copy(ROOT / "examples" / "滦南县民政局-2024-自评.yaml", "自评.yaml")
    Path("坏.yaml").write_text(MODEL.read_text(encoding="utf-8").replace("{编码", "{{编码"), encoding="utf-8")
    before = [file.read_bytes() for file in sorted(filled.glob("*.yaml"))]
    said = perfgen("library", "pick", *arguments)
    assert said.code != 0
    assert words_ in said.err
    assert "Traceback" not in said.err
    assert [file.read_bytes() for file in sorted(filled.glob("*.yaml"))] == before


@pytest.mark.usefixtures("filled")
def test_what_is_in_it_is_listed_and_can_be_taken_out(perfgen: Perfgen) -> None:
    said = perfgen("library", "list").out
    assert said.splitlines()[-1].startswith("指标库.sqlite：2 个部门，2 份绩效文本，8 个项目，")
    assert "乐亭县教育和体育局  360001  2023  1         5     32" in said
    assert perfgen("library", "forget", "360001", "--year", "2019").code == 1
    gone = perfgen("library", "forget", f"各部门/{MODEL.name}")
    assert (gone.code, "拿掉了 乐亭县教育和体育局 2023：5 个项目，32 行指标" in gone.out) == (0, True)
    assert "培训教师人次" not in perfgen("library", "search", "培训教师人次").out
    assert "乐亭县教育和体育局" not in perfgen("library", "list").out
    assert perfgen("library", "forget", "乐亭县机关事务中心").code == 0
    assert perfgen("library", "list").out == "指标库.sqlite：0 个部门，0 份绩效文本，0 个项目，0 行指标。\n"
    again = perfgen("library", "forget", "乐亭县机关事务中心")
    assert (again.code, "里没有“乐亭县机关事务中心”的" in again.err) == (1, True)


def test_what_was_put_in_and_taken_out_leaves_no_trace(bureau: Path, perfgen: Perfgen) -> None:
    add_filings(gather([CENTRE]), bureau / "甲.sqlite")
    add_filings(gather([CENTRE, MODEL]), bureau / "乙.sqlite")
    assert perfgen("library", "forget", MODEL, "--library", "乙.sqlite").code == 0
    for text in ("满意度", "完成时间", "数量"):
        assert search(bureau / "甲.sqlite", text, 20) == search(bureau / "乙.sqlite", text, 20)


def test_without_a_library_check_loads_nothing_of_it(bureau: Path) -> None:
    (bureau / "perfgen.toml").unlink()
    program = "import sys\nfrom perfgen.cli.main import main\ntry:\n    main(sys.argv[1:])\nfinally:\n    print(*sys.modules, file=sys.stderr)\n"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", f"各部门/{CENTRE.name}"],
        capture_output=True, text=True, encoding="utf-8", check=True, cwd=bureau,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "perfgen.checking.session" in loaded
    assert not {
        one for one in loaded if one.startswith(("perfgen.library", "perfgen.checking.hinting", "sqlite3", "rjieba"))
    }
