"""检查 in a layout.yaml: rules that do not apply, and what the others hold a filing to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import layouts
from tests.conftest import MODEL, OF_2021, Run

Perfgen = Callable[..., Run]


@pytest.fixture
def layout(tmp_path: Path) -> Callable[..., Path]:
    """A layout of one's own: one that comes with perfgen, its 检查 replaced."""

    def make(standard: str, name: str = "hebei-2022") -> Path:
        folder = tmp_path / "我的版式"
        shutil.copytree(layouts.by_name(name).folder, folder)
        file = folder / "layout.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text[: text.index("检查:")] + f"检查:\n{standard}", encoding="utf-8")
        return folder

    return make


def codes(perfgen: Perfgen, filing: Path, layout: Path, *rules: str) -> dict[str, int]:
    lines = perfgen("check", str(filing), "--layout", str(layout), "--select", ",".join(rules), "--statistics").out
    rows = (line.split() for line in lines.splitlines()[:-1])
    return {row[1]: int(row[0]) for row in rows}


def test_rules_that_do_not_apply_are_silent(perfgen: Perfgen, layout: Callable[..., Path], tmp_path: Path) -> None:
    filing = tmp_path / "a.yaml"
    filing.write_text(MODEL.read_text(encoding="utf-8").replace("≥240间", "≥95%"), encoding="utf-8")
    assert codes(perfgen, filing, layout("  不适用: [IND02]\n"), "IND02", "IND05") == {"IND05": 1}


def test_the_indicators_a_project_must_have(perfgen: Perfgen, layout: Callable[..., Path]) -> None:
    required = layout("  必有一级指标: [[产出指标], [满意度指标]]\n  必有二级指标: [数量指标, 生态效益指标]\n")
    assert codes(perfgen, MODEL, required, "STR08", "STR09") == {"STR09": 5}


def test_cost_may_be_a_first_level(perfgen: Perfgen, layout: Callable[..., Path], tmp_path: Path) -> None:
    folder = layout("  成本: 成本指标\n  成本指标: 要求\n")
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8").replace("时效指标, 成本指标]", "时效指标]\n  成本指标: [经济成本指标]")
    file.write_text(text, encoding="utf-8")
    filing = tmp_path / "a.yaml"
    said = MODEL.read_text(encoding="utf-8")
    lines = ["      成本指标:", "        经济成本指标:"]
    filing.write_text(
        said.replace("        成本指标:", "\n".join(lines)).replace("≤120万元", "≤130万元"), encoding="utf-8"
    )
    assert codes(perfgen, filing, folder, "STR10", "NUM05") == {"NUM05": 1}


@pytest.mark.parametrize(("total", "found"), [("100", {}), ("90", {"NUM07": 1}), ("80", {"NUM07": 1})])
def test_weights_add_up_to_what_the_layout_says(
    perfgen: Perfgen, layout: Callable[..., Path], total: str, found: dict[str, int]
) -> None:
    assert codes(perfgen, OF_2021, layout(f"  权重合计: {total}\n", "hebei-2021"), "NUM07") == found


@pytest.mark.parametrize(
    ("standard", "said"),
    [
        ("  不适用: [IND2]\n", "“IND2”不是规则编号"),
        ("  项目编码: '[0-9'\n", "项目编码的写法“[0-9”不是正则表达式"),
        ("  成本指标: 看情况\n", "只能写 要求 或 不要求"),
        ("  权重合计: 0\n", "权重合计"),
        ("  权重: 100\n", "权重"),
    ],
)
def test_a_standard_that_is_not_right_is_placed(
    perfgen: Perfgen, layout: Callable[..., Path], standard: str, said: str
) -> None:
    ran = perfgen("check", str(MODEL), "--layout", str(layout(standard)))
    assert ran.code == 1
    assert said in ran.out
    assert "layout.yaml:" in ran.out
