"""`perfgen new --from 2024.yaml --year 2025`: what the 自评表 of the years before tell the new filing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from perfgen.filing import Indicator, Target
from perfgen.scoring.passed import passed
from perfgen.scoring.rules import ScoreRules
from tests.conftest import ROOT, Run

Perfgen = Callable[..., Run]
EXAMPLES = ROOT / "examples"
FILING, RESULTS = "滦南县民政局-2024.yaml", "滦南县民政局-2024-自评.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (FILING, RESULTS):
        shutil.copy(EXAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def earlier(desk: Path, year: int, *changes: tuple[str, str]) -> Path:
    """The 自评表 of an earlier year, by itself."""
    text = (desk / RESULTS).read_text(encoding="utf-8").replace("2024", str(year))
    text = re.sub(r"^绩效文本: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^    项目编码: .*\n", "", text, flags=re.MULTILINE)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = desk / f"{year}自评.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def remarks(text: str) -> dict[str, list[str]]:
    """The remarks of a filing by the 三级指标 they stand above."""
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    for line in text.splitlines():
        if "# 请核对：" in line:
            waiting.append(line.split("请核对：")[1])
        elif name := re.search(r"三级指标: ([^,}]+)", line):
            if waiting:
                found.setdefault(name[1], []).extend(waiting)
            waiting = []
        else:
            waiting = []
    return found


def test_targets_below_what_was_reached_are_marked(desk: Path, perfgen: Perfgen) -> None:
    said = perfgen("new", "2025.yaml", "--from", FILING, "--year", "2025")
    assert said.code == 0
    assert f"看了 1 份自评表：{RESULTS}。" in said.out
    told = remarks((desk / "2025.yaml").read_text(encoding="utf-8"))
    assert told["保障低保对象人数"] == ["上年完成 7356人，指标值 ≥7200人 定得比完成的低"]
    assert told["救助对象认定准确率"] == ["上年完成 98.6%，指标值 ≥98% 定得比完成的低"]
    for fine in ("救助资金按月发放及时率", "建成养老服务站数量", "救助资金总额"):
        assert fine not in told, "as much as was wanted, less, and money"
    for one in (FILING, RESULTS):
        assert (desk / one).read_bytes() == (EXAMPLES / one).read_bytes()


def test_full_marks_three_years_running_are_marked(desk: Path, perfgen: Perfgen) -> None:
    earlier(desk, 2023, ("实际完成值: 1452人", "实际完成值: 1200人"))
    two = perfgen("new", "甲.yaml", "--from", FILING, "--year", "2025")
    assert "连续" not in (desk / "甲.yaml").read_text(encoding="utf-8")
    assert "看了 2 份" in two.out
    earlier(desk, 2022)
    assert perfgen("new", "乙.yaml", "--from", FILING, "--year", "2025").code == 0
    told = remarks((desk / "乙.yaml").read_text(encoding="utf-8"))
    assert "2022 到 2024 年连续 3 年得满分，指标值是不是定低了" in told["保障低保对象人数"]
    assert told["救助资金按月发放及时率"] == ["2022 到 2024 年连续 3 年得满分，指标值是不是定低了"]
    assert all("连续" not in one for one in told["保障特困人员人数"])
    assert "建成养老服务站数量" not in told


def test_what_was_to_be_reached_and_was_reached_is_taken_where_the_layout_has_it(desk: Path, perfgen: Perfgen) -> None:
    folder = desk / "版式" / "本县-2025"
    shutil.copytree(ROOT / "templates" / "central" / "project", folder)
    layout = folder / "layout.yaml"
    said = yaml.safe_load(layout.read_text(encoding="utf-8"))
    said["名称"] = "本县-2025"
    said["字段"]["指标"] = {**said["字段"].get("指标", {}), "上年指标值": "可空"}
    said.setdefault("自定项", {}).setdefault("指标", []).append({"名称": "上年完成值"})
    layout.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    done = perfgen("new", "2025.yaml", "--from", FILING, "--year", "2025", "--layout", str(folder))
    assert done.code == 0, done.err
    rows = yaml.safe_load((desk / "2025.yaml").read_text(encoding="utf-8"))["预算项目"][0]["绩效指标"]
    row = rows["产出指标"]["数量指标"][0]
    assert (row["指标值"], row["上年指标值"], row["上年完成值"]) == ("≥7200人", "≥7200人", "7356人")


def test_only_those_named_count_and_what_is_of_no_use_is_told(desk: Path, perfgen: Perfgen) -> None:
    (desk / "别处").mkdir()
    shutil.move(str(desk / RESULTS), "别处/自评.yaml")
    none = perfgen("new", "甲.yaml", "--from", FILING, "--year", "2025")
    assert "自评表" not in none.out
    other = (
        (desk / "别处" / "自评.yaml")
        .read_text(encoding="utf-8")
        .replace("312001", "999999")
        .replace("滦南县", "滦州市")
    )
    (desk / "别处" / "外单位.yaml").write_text(other, encoding="utf-8")
    (desk / "别处" / "坏.yaml").write_text("版式: central-self-evaluation\n年度: [", encoding="utf-8")
    some = perfgen("new", "乙.yaml", "--from", FILING, "--year", "2025", "--results", "别处")
    assert some.code == 0
    assert "看了 1 份自评表" in some.out
    assert "没有用上：不是滦南县民政局 2024 年或以前全年的自评表" in some.err
    assert "坏.yaml" in some.err
    assert "上年完成 7356人" in (desk / "乙.yaml").read_text(encoding="utf-8")


def test_half_a_year_tells_nothing(desk: Path, perfgen: Perfgen) -> None:
    (desk / RESULTS).unlink()
    shutil.copy(EXAMPLES / "滦南县民政局-2024-监控.yaml", desk)
    said = perfgen("new", "2025.yaml", "--from", FILING, "--year", "2025")
    assert "自评表" not in said.out
    assert "上年完成" not in (desk / "2025.yaml").read_text(encoding="utf-8")


def test_results_go_with_a_new_year(desk: Path, perfgen: Perfgen) -> None:
    said = perfgen("new", "甲.yaml", "--kind", "自评表", "--from", FILING, "--results", RESULTS)
    assert (said.code, "--results" in said.err) == (2, True)
    assert not (desk / "甲.yaml").exists()


@pytest.mark.parametrize(
    ("target", "reached", "level2", "better"),
    [
        ("≥95%", "96%", "质量指标", True),
        ("≥95%", "95%", "质量指标", False),
        ("≥95%", "94.9%", "质量指标", False),
        ("≤24小时", "20小时", "时效指标", True),
        ("≤24小时", "1天", "时效指标", False),
        ("≤2天", "24小时", "时效指标", True),
        ("=86所", "90所", "数量指标", False),
        ("90批", "95批", "数量指标", True),
        ("≥90批", "95人", "数量指标", False),
        ("12月底", "11月底", "时效指标", False),
        ("有所提高", "明显提高", "社会效益指标", False),
        ("≥5%", "没有统计", "社会效益指标", False),
    ],
)  # fmt: skip
def test_better_is_told_in_the_direction_of_the_target(target: str, reached: str, level2: str, better: bool) -> None:  # noqa: FBT001
    row = Indicator.model_validate({"三级指标": "某", "二级指标": level2, "指标值": target})
    assert passed(row, Target.model_validate(reached), ScoreRules()) is better
