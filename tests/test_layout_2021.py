"""The layout hebei-2021: its sentences follow from the data, and a filing moves between the layouts by one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.filing import Target
from perfgen.filing.numerals import cardinal, ordinal
from tests.conftest import FILINGS, OF_2021, SMALL, Run
from tests.documents import NS, part, pdf_of, text_of, validator_errors

OLD = (
    SMALL.replace("版式: hebei-2022", "版式: hebei-2021")
    .replace("预算项目:\n", """\
部门职责:
  - 职责活动: 综合科
    年度预算数: 17
    内容描述: 负责党务、政务
    绩效目标: 及时传达
    工作活动:
      - 职责活动: 协调处理
        年度预算数: 17.00
        内容描述: 传达上级部署
        绩效目标: 取得好成绩
        绩效指标:
          - {绩效指标: 群众满意度, 优: 100%, 良: 90%, 中: 80%, 差: 60%以下}
          - {绩效指标: 支出的合规性, 优: 合规, 差: 不合规}
      - {职责活动: 没有指标的活动}
整体绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 出勤率, 评（扣）分标准: 每一例扣1分, 指标值: ≥95%, 指标值确定依据: 考核}
预算项目:
""")
    .replace("  工作保障措施: |\n    完善制度。\n", "  工作保障措施: |\n    完善制度。\n  加强部门整体绩效目标实施: |\n    加强监控。\n")
    .replace("    资金用途: 用于接待\n", "    资金用途: 用于接待\n    工作活动概况: 做好接待。\n")
)  # fmt: skip


@pytest.fixture
def old(desk: Path) -> Path:
    path = desk / "old.yaml"
    path.write_text(OLD, encoding="utf-8")
    return path


def printed(path: Path, out: str = "x.docx") -> str:
    return re.sub(r"\s+", "", dump(building.build(path, path.parent / out)))


def test_sentences_that_state_numbers_follow_from_the_data(old: Path) -> None:
    text = printed(old)
    assert "2022年此项工作活动中主要包含接待管理经费资金184万元。" in text
    assert "接待管理经费工作活动主要设置了1项绩效目标：一是搞好接待服务。" in text
    assert "此项工作活动共设置两项绩效指标。其中：产出指标壹项，满意度指标壹项，具体设置情况详见下表：" in text
    assert "我部门2022年无专项资金预算。" in text


def test_a_filing_may_word_a_sentence_itself(old: Path) -> None:
    funds = "    资金安排:\n      - {名称: 甲, 金额: 100}\n      - {名称: 乙, 金额: 84}\n"
    own = "    绩效目标说明: 本项目目标另行下达。\n    绩效指标说明: 指标见下表。\n"
    old.write_text(OLD.replace("    资金支出计划", f"{funds}{own}    资金支出计划"), encoding="utf-8")
    text = printed(old)
    assert "主要包含甲100万元，乙84万元。" in text
    assert "本项目目标另行下达。" in text
    assert "主要设置了" not in text
    assert "指标见下表。" in text


def test_special_funds_are_projects_of_part_two(old: Path) -> None:
    project = OLD[OLD.index("  - 项目名称") :].replace("接待管理经费", "招商专项资金")
    old.write_text(OLD.replace("预算项目:\n", f"专项资金:\n{project}预算项目:\n"), encoding="utf-8")
    text = printed(old)
    assert "无专项资金预算" not in text
    body = text[text.rindex("第二部分") :]
    assert (
        body.index("一.招商专项资金项目绩效目标") < body.index("第三部分") < body.index("一.接待管理经费项目绩效目标")
    )


def test_duties_print_as_rows_and_amounts_as_they_were_written(old: Path) -> None:
    building.build(old, old.parent / "x.docx")
    table = part(old.parent / "x.docx").findall(".//w:tbl", NS)
    rows = [[text_of(cell) for cell in row.findall("w:tc", NS)] for t in table for row in t.findall("w:tr", NS)]
    assert ["一、综合科", "17", "负责党务、政务", "及时传达", "", "", "", "", ""] in rows
    assert ["1、协调处理", "17.00", "传达上级部署", "取得好成绩", "群众满意度", "100%", "90%", "80%", "60%以下"] in rows
    assert ["", "", "", "", "支出的合规性", "合规", "", "", "不合规"] in rows
    assert ["2、没有指标的活动", "", "", "", "", "", "", "", ""] in rows
    assert ["产出指标", "数量指标", "出勤率", "出勤率", "每一例扣1分", "≥", "95", "%", "考核"] in rows


def test_a_cell_of_the_duties_longer_than_a_page_is_pointed_out(old: Path, perfgen: Callable[..., Run]) -> None:
    old.write_text(OLD.replace("传达上级部署", "长" * 401), encoding="utf-8")
    ran = perfgen("validate", old)
    assert ran.code == 0
    assert "这一格有 401 个字，一页印不下" in ran.err


def test_the_example_is_a_word_file_that_opens(tmp_path: Path) -> None:
    built = building.build(OF_2021, tmp_path / "x.docx")
    assert validator_errors(built) == []
    assert validator_errors(layouts.by_name("hebei-2021").template) == []
    assert pdf_of(built).stat().st_size > 10_000


def test_a_filing_moves_to_2022_by_one_line_and_is_told_what_does_not_print(
    old: Path, perfgen: Callable[..., Run]
) -> None:
    old.write_text(OLD.replace("hebei-2021", "hebei-2022"), encoding="utf-8")
    ran = perfgen("validate", old)
    assert ran.code == 0
    for label in ("部门职责", "整体绩效指标", "加强部门整体绩效目标实施", "工作活动概况"):
        assert label in ran.err
    assert "old.yaml: 提醒 MOD04 这个版式不印：" in ran.err
    assert "1.接待管理经费绩效目标表" in printed(old)


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_a_filing_that_moves_to_2021_is_told_what_it_still_needs(
    path: Path, desk: Path, perfgen: Callable[..., Run]
) -> None:
    assert desk.is_dir()
    ran = perfgen("validate", path, "--layout", "hebei-2021")
    assert ran.code == 1
    for label in ("部门职责", "整体绩效指标", "加强部门整体绩效目标实施", "工作活动概况"):
        assert f"缺少“{label}”" in ran.err


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("≥90批", ("≥", "90", "批")),
        (">=90.00%", (">=", "90.00", "%")),
        ("有所提高", ("文字描述", "", "有所提高")),
        ("12月底", ("文字描述", "", "12月底")),
        ("12月底前", ("文字描述", "", "12月底前")),
        ("2022年12月底", ("文字描述", "", "2022年12月底")),
        ("3个月", ("", "3", "个月")),
        ("≥3年", ("≥", "3", "年")),
        ({"符号": "文字描述", "值": "100.00", "单位": "按时完成"}, ("文字描述", "100.00", "按时完成")),
        ({"值": "0.00"}, ("", "0.00", "")),
    ],
)
def test_a_target_in_three_columns(written: object, columns: tuple[str, str, str]) -> None:
    assert Target.model_validate(written).columns == columns


@pytest.mark.parametrize(
    ("number", "counts", "orders"),
    [(1, "壹", "一"), (2, "两", "二"), (4, "四", "四"), (10, "十", "十"), (12, "十二", "十二"), (20, "二十", "二十"), (105, "一百零五", "一百零五"), (110, "一百一十", "一百一十"), (1005, "一千零五", "一千零五"), (1110, "一千一百一十", "一千一百一十"), (10000, "10000", "10000")],
)  # fmt: skip
def test_numerals(number: int, counts: str, orders: str) -> None:
    assert (cardinal(number), ordinal(number)) == (counts, orders)
