"""Which findings of a later submission are those of the earlier one, though rows, projects and names have moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.api.rounds import submissions
from tests.conftest import SMALL

WRONG = SMALL.replace("预算数: 184.00", "预算数: 185.00")
"""财政资金 is not the whole 预算数: NUM01, in the one project."""
OTHER = """\
  - 项目名称: 会议经费
    项目编码: 13022522P004T401000CQ
    预算数: 5.00
    财政资金: 5.00
    资金用途: 用于会议
    资金支出计划: {3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}
    绩效目标:
      - 开好会议
    绩效指标:
      产出指标:
        数量指标:
          - {三级指标: 会议次数, 指标值: ≥4次}
"""


@pytest.fixture
def fates(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """What became of the findings of a rule, of two texts of a filing."""

    def told(before: str, after: str, code: str) -> list[str]:
        for name, text in (("一", before), ("二", after)):
            (tmp_path / name).mkdir()
            (tmp_path / name / f"{name}.yaml").write_text(text, encoding="utf-8")
        (one,) = submissions(tmp_path / "一", tmp_path / "二").filings
        of = {"未改": one.findings.left, "新增": one.findings.new, "已改": one.findings.mended}
        return [fate for fate, found in of.items() for each in found if each.rule.code == code]

    return told


Fates = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("after", "fate"),
    [
        pytest.param(SMALL, ["已改"], id="put right"),
        pytest.param(WRONG, ["未改"], id="as it was"),
        pytest.param(SMALL.replace("预算数: 184.00", "预算数: 190.00"), ["未改"], id="another number, wrong as well"),
        pytest.param(WRONG.replace("接待管理经费", "公务接待管理经费"), ["未改"], id="the project renamed"),
        pytest.param(WRONG.replace("预算项目:\n", f"预算项目:\n{OTHER}"), ["未改"], id="a project put before it"),
    ],
)
def test_a_mistake_in_the_budget(fates: Fates, after: str, fate: list[str]) -> None:
    assert fates(WRONG, after, "NUM01") == fate


def test_a_mistake_that_was_not_there_is_new(fates: Fates) -> None:
    assert fates(SMALL, WRONG, "NUM01") == ["新增"]


def test_one_word_put_right_and_another_written_wrong_in_the_same_text(fates: Fates) -> None:
    first, second = (SMALL.replace("完善制度。", text) for text in ("建全制度。", "健全事物管理。"))
    assert fates(first, second, "TXT02") == ["新增", "已改"]


def test_a_sum_in_the_text_that_is_wrong_in_another_way_is_still_wrong(fates: Fates) -> None:
    first, second = (SMALL.replace("{{ 合计.预算数 }}", amount) for amount in ("180.00", "181.00"))
    assert fates(first, second, "XRF01") == ["未改"]


def test_an_indicator_that_was_given_another_name_keeps_its_finding(fates: Fates) -> None:
    all_of_them = SMALL.replace("指标值: ≥95%", "指标值: ≥100%")
    assert fates(all_of_them, all_of_them.replace("接待对象满意度", "接待对象的满意度"), "IND01") == ["未改"]
