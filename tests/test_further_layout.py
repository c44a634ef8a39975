"""A layout that nobody here shipped, a folder without Python: 成本指标 as a 一级指标, and the words of 2024."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import perfgen as library
from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.importing import import_file
from perfgen.layouts import Shelf
from perfgen.loading import Settings
from tests.conftest import ROOT
from tests.documents import part, validator_errors, w

FOLDER = ROOT / "tests" / "layouts" / "central-cost-2024"
FILING = ROOT / "tests" / "layouts" / "滦南县生态环境局-2024.yaml"
COSTS = ("经济成本指标", "社会成本指标", "生态环境成本指标")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return building.build(FILING, tmp_path / "x.docx", FOLDER)


def cells(path: Path) -> list[str]:
    return [line.strip() for line in dump(path).splitlines()]


def test_it_is_two_files_and_no_python() -> None:
    assert sorted(file.name for file in FOLDER.iterdir()) == ["layout.yaml", "template.docx"]
    assert layouts.load(FOLDER).form.taxonomy["成本指标"] == COSTS


def test_microsofts_validator_finds_no_error(built: Path) -> None:
    assert validator_errors(FOLDER / "template.docx") == []
    assert validator_errors(built) == []


def test_everything_of_the_filing_is_printed(built: Path) -> None:
    prepared = building.prepare(FILING, FOLDER)
    assert prepared.warnings == ()
    said = cells(built)
    (project,) = prepared.filing.projects
    for row in project.indicators:
        at = said.index(row.name)
        assert said[at - 1] == row.level2
        assert said[at + 5] == f"{row.weight}"
        assert said[at + 6 : at + 8] == [row.explanation, row.scoring]
    assert said[said.index("项目总成本") : said.index("项目总成本") + 5] == ["项目总成本", "≤", "620", "万元", "反向"]
    assert said[said.index("上年结转资金") + 1] == "120.00"
    assert "{" not in "".join(said)


def test_the_first_level_is_merged_down_over_its_rows(built: Path) -> None:
    merges = [
        [cell.find(f"{w('tcPr')}/{w('vMerge')}") for cell in row.iter(w("tc"))][1]
        for row in list(part(built).iter(w("tr")))[8:]
    ]
    kinds = [None if one is None else one.get(w("val")) or "continue" for one in merges]
    assert [kind for kind in kinds if kind == "restart"] == ["restart"] * 4
    assert len(kinds) == 10


def found(text: str, tmp_path: Path) -> list[str]:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    return sorted(f"{one.code} {one.message}" for one in library.check(file, Settings(layout=FOLDER)))


SAYS = FILING.read_text(encoding="utf-8")


def test_no_rule_finds_fault_with_it(tmp_path: Path) -> None:
    assert found(SAYS, tmp_path) == []


CHANGES = {
    # what is changed in the filing; what is found
    "the cost of the project is its budget": (
        ("三级指标: 项目总成本, 指标值: ≤620万元", "三级指标: 项目总成本, 指标值: ≤520万元"),
        ["NUM05 “项目总成本”是 520万元，项目的预算数是 620万元"],
    ),
    "what others pay is not": (
        ("三级指标: 施工占用村内道路天数, 指标值: ≤20天", "三级指标: 村民自筹接户费用, 指标值: ≤200元"),
        [],
    ),
    "the cost of a project is an amount": (
        ("三级指标: 项目总成本, 指标值: ≤620万元", "三级指标: 项目总成本, 指标值: 不超出预算"),
        ["NUM06 成本指标“项目总成本”的指标值“不超出预算”没有数字"],
    ),
    "time that others lose is a cost to them": (
        ("施工占用村内道路天数, 指标值: ≤20天", "施工影响通行时间, 指标值: ≤20天"),
        [],
    ),
    "time is no cost of the project": (
        ("项目总成本, 指标值: ≤620万元", "工程款支付及时率, 指标值: ≥95%"),
        ["IND17 “工程款支付及时率”说的是“及时”，放在了经济成本指标下"],
    ),
}


_PLACED = re.compile(r"^(\w+) “[^”]*”[^：]*：")
"""The place that a message begins with: the project, and the indicator with its levels."""


@pytest.mark.parametrize(("change", "wanted"), CHANGES.values(), ids=CHANGES)
def test_rules_take_costs_as_the_layout_divides_them(
    change: tuple[str, str], wanted: list[str], tmp_path: Path
) -> None:
    assert change[0] in SAYS
    assert [_PLACED.sub(r"\1 ", one) for one in found(SAYS.replace(*change), tmp_path)] == wanted


@pytest.mark.parametrize(("level", "code"), [("成本指标", "STR10"), ("效益指标", "STR08"), ("满意度指标", "STR11")])
def test_a_level_of_the_layout_that_is_lacking_is_told(level: str, code: str, tmp_path: Path) -> None:
    without = re.sub(rf"^      {level}:\n(?:        .*\n)+", "", SAYS, flags=re.MULTILINE)
    assert without != SAYS
    told = [_PLACED.sub(r"\1 ", one) for one in found(without, tmp_path)]
    assert [one for one in told if level in one] == [f"{code} 这个项目没有{level}"]


def test_its_documents_are_read_back(built: Path, tmp_path: Path) -> None:
    read = import_file(built, shelf=Shelf([FOLDER.parent]))
    assert read.layout.name == "central-cost-2024"
    again = tmp_path / "again.yaml"
    again.write_text(read.yaml, encoding="utf-8")
    said, meant = building.prepare(again, FOLDER).filing, building.prepare(FILING, FOLDER).filing
    assert [one.model_dump() for one in said.projects] == [one.model_dump() for one in meant.projects]
