"""`perfgen fmt` and what import writes: one way to write a filing down, and every comment in its place."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from perfgen import building
from perfgen.api.workbooks import workbook_of
from perfgen.errors import FilingError
from perfgen.filing import Filing
from perfgen.loading import load
from perfgen.source import read
from perfgen.source import writer as module
from perfgen.source.parse import parse
from perfgen.source.writer import CanonicalFault, canonical, write
from tests.conftest import EXAMPLES, OF_CENTRAL, SMALL
from tests.property.strategies import FORM

ROW = "三级指标: 批次, 指标值: ≥90批"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.yaml"


def formatted(page: Path, text: str) -> str:
    """The text as fmt writes it; formatting that again changes nothing."""
    page.write_text(dedent(text), encoding="utf-8")
    once = canonical(page)
    page.write_text(once, encoding="utf-8")
    assert canonical(page) == once
    return once


def becomes(page: Path, before: str, after: str) -> None:
    assert formatted(page, before) == dedent(after)


def stays(page: Path, text: str) -> None:
    becomes(page, text, text)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_canonical(path: Path) -> None:
    assert canonical(path, building.fields_of(path)) == path.read_text(encoding="utf-8")


def test_a_filing_is_written_as_a_clerk_would_write_it(page: Path) -> None:
    page.write_text(SMALL, encoding="utf-8")
    filing = read(page, lambda _: FORM).filing
    assert write(filing, FORM) == SMALL
    assert write(filing, FORM, ["yaml-language-server: $schema=x.json", "导入自 a.docx"]) == (
        f"# yaml-language-server: $schema=x.json\n# 导入自 a.docx\n{SMALL}"
    )


# --- keys


def test_keys_stand_in_the_order_of_the_form_and_in_chinese(page: Path) -> None:
    becomes(
        page,
        """\
        year: 2022
        department:
          name: 县委办
          code: "101"
        layout: hebei-2022
        """,
        """\
        版式: hebei-2022
        年度: 2022
        部门: {编码: "101", 名称: 县委办}
        """,
    )


def test_unknown_keys_stay_at_the_end_with_all_they_hold(page: Path) -> None:
    becomes(
        page,
        """\
        备注: 123
        附件: {甲: [1, "2"]}
        年度: 2022
        """,
        """\
        年度: 2022
        备注: 123
        附件:
          甲: [1, "2"]
        """,
    )


def test_a_key_written_in_both_languages_stays_for_the_clerk_to_decide(page: Path) -> None:
    stays(page, "版式: hebei-2022\nyear: 2022\n年度: 2023\n")


@pytest.mark.parametrize(
    "text",
    [
        "项目名称: 甲\n项目编码: 13022522P004T4010007B\n",
        "- 项目名称: 甲\n  项目编码: 13022522P004T4010007B\n- 项目名称: 乙\n",
        "版式: hebei-2022\n预算项目: [projects/*.yaml]\n",
        "预算项目:\n  - projects/a.yaml\n  - 项目名称: 甲\n",
    ],
    ids=["a project", "a list of projects", "a filing that includes files", "files and projects side by side"],
)
def test_every_kind_of_file_is_known_by_what_it_holds(page: Path, text: str) -> None:
    stays(page, text)


def test_what_has_not_been_filled_in_stays_open(page: Path) -> None:
    stays(page, '部门:\n  编码: "101"\n  名称:\n金额单位:\n')


# --- values


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("年度: ２０２２", "年度: 2022"),
        ('年度: "2022"', "年度: 2022"),
        ("年度: 二〇二二", "年度: 二〇二二"),
        ("年度: 22", '年度: "22"'),
        ("预算数: １，２３４.50", "预算数: 1234.50"),
        ('预算数: "1,234.50"', "预算数: 1234.50"),
        ("预算数: 184万元", "预算数: 184万元"),
        ("预算数: 18,4", '预算数: "18,4"'),
        ("财政资金: 184.00", "财政资金: 184.00"),
        ("资金支出计划: {3月底: 30, 6月底: ６０％, 12月底: '100%'}", "资金支出计划: {3月底: 30%, 6月底: 60%, 12月底: 100%}"),
        ("资金支出计划: {3月底: 0.5, 6月底: 六成}", '资金支出计划: {3月底: "0.5", 6月底: 六成}'),
        ("项目编码: 106", '项目编码: "106"'),
        ('项目编码: "13022522P004T4010007B"', "项目编码: 13022522P004T4010007B"),
        ("部门: {编码: A01}", '部门: {编码: "A01"}'),
    ],
)  # fmt: skip
def test_numbers_become_plain_where_they_are_certain(page: Path, before: str, after: str) -> None:
    becomes(page, f"{before}\n", f"{after}\n")


@pytest.mark.parametrize(
    "value",
    [
        '""', '" 首尾有空格 "', '"　全角空格"', '"2022-01-31"', '"0601"', '"100"', '"1e5"', '"yes"', '"null"', '"~"', '"- 甲"',
        '"# 甲"', '"甲 # 乙"', '"甲: 乙"', '"甲:"', '">90%"', '"@甲"', '"甲\\t乙"', '"甲\\x7f"', '"甲\\u2028乙"', '"\\ufeff甲"',
        '"甲\\n"', "甲#乙", "甲:乙", "<12月底", "≥90批", "𠮷 “甲” \\n '乙'", "2022年12月底", "甲, [乙]",
    ],
)  # fmt: skip
def test_text_is_plain_where_every_reader_takes_it_for_text(page: Path, value: str) -> None:
    stays(page, f"资金用途: {value}\n")


def test_inside_braces_more_needs_quotes(page: Path) -> None:
    stays(page, '部门: {编码: "101", 名称: "甲, 乙"}\n')
    stays(page, '部门: {编码: "101", 名称: "甲:乙"}\n')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"甲\n乙"', "|\n  甲\n  乙"),
        (r'"甲\n\n  乙 \n丙"', "|\n  甲\n\n    乙 \n  丙"),
        (r'"  甲\n乙"', "|2\n    甲\n  乙"),
        (r'"\t甲\n乙"', "|2\n  \t甲\n  乙"),
        (r'"甲\n乙\n"', r'"甲\n乙\n"'),
        (r'"甲\x85\n乙"', r'"甲\x85\n乙"'),
        (r'" \n "', r'" \n "'),
    ],
)
def test_paragraphs_stand_as_a_block_where_one_holds_them_exactly(page: Path, before: str, after: str) -> None:
    becomes(page, f"资金用途: {before}\n", f"资金用途: {after}\n")


def test_narrative_is_always_a_block(page: Path) -> None:
    becomes(page, "部门整体绩效目标: {总体绩效目标: 甲}\n", "部门整体绩效目标:\n  总体绩效目标: |\n    甲\n")


def test_what_an_alias_stands_for_is_written_out(page: Path) -> None:
    becomes(
        page,
        """\
        部门: {编码: "101", 名称: &name 县委办}
        封面: {编制: *name} # 同上
        """,
        """\
        部门: {编码: "101", 名称: 县委办}
        封面: {编制: 县委办}  # 同上
        """,
    )


# --- indicators


def test_what_a_default_says_is_left_out(page: Path) -> None:
    becomes(
        page,
        """\
        指标值确定依据: 计划
        绩效指标:
          产出指标:
            数量指标:
              - {三级指标: 批次, 绩效指标描述: 批次, 指标值: ≥90批, 指标值确定依据: 计划}
              - {三级指标: 人次, 绩效指标描述: 多少人, 指标值: ≥9人, 指标值确定依据: 规划}
        """,
        """\
        指标值确定依据: 计划
        绩效指标:
          产出指标:
            数量指标:
              - {三级指标: 批次, 指标值: ≥90批}
              - {三级指标: 人次, 绩效指标描述: 多少人, 指标值: ≥9人, 指标值确定依据: 规划}
        """,
    )


def rows(*bases: str | None) -> str:
    said = ["" if basis is None else f", 指标值确定依据: {basis}" for basis in bases]
    return "绩效指标:\n  产出指标:\n    数量指标:\n" + "".join(f"      - {{{ROW}{basis}}}\n" for basis in said)


@pytest.mark.parametrize(
    ("bases", "project", "left"),
    [
        (("甲", "乙", "乙"), "乙", ("甲", None, None)),
        (("乙", "甲", "甲", "乙"), "乙", (None, "甲", "甲", None)),
        (("甲", "乙"), None, ("甲", "乙")),
        (("甲", "甲", None), None, ("甲", "甲", None)),
        (("甲",), None, ("甲",)),
    ],
    ids=["most say it", "the first of two", "none says it twice", "a row says nothing", "a single row"],
)
def test_the_commonest_basis_moves_up_to_the_project(
    page: Path, bases: tuple[str, ...], project: str | None, left: tuple[str | None, ...]
) -> None:
    above = f"指标值确定依据: {project}\n" if project else ""
    becomes(page, rows(*bases), above + rows(*left))


def test_flat_rows_are_put_under_their_levels_where_that_keeps_their_order(page: Path) -> None:
    becomes(
        page,
        f"""\
        绩效指标:
          - {{level1: 产出指标, 二级指标: 数量指标, {ROW}}}
          - {{一级指标: 产出指标, 二级指标: 质量指标, {ROW}}} # 第二行
        """,
        f"""\
        绩效指标:
          产出指标:
            数量指标:
              - {{{ROW}}}
            质量指标:
              - {{{ROW}}}  # 第二行
        """,
    )
    stays(
        page,
        f"""\
        绩效指标:
          - {{一级指标: 产出指标, 二级指标: 数量指标, {ROW}}}
          - {{一级指标: 效益指标, 二级指标: 社会效益指标, {ROW}}}
          - {{一级指标: 产出指标, 二级指标: 质量指标, {ROW}}}
        """,
    )


def test_indicators_of_another_shape_stay_as_they_are(page: Path) -> None:
    stays(
        page,
        """\
        - 预算项目
        - 绩效指标: 没有
        - 绩效指标:
            - 一行字
            - 三级指标: {甲: 乙}
        - 绩效指标:
            产出指标: 没有
            效益指标:
              社会效益指标:
                - {绩效指标描述: 批次}
                - 一行字
        - 绩效指标:
            产出指标:
              数量指标:
                批次:
                  - {绩效指标描述: 批次, 三级指标: 批次}
        """,
    )


def test_a_row_goes_on_one_line_up_to_120_columns(page: Path) -> None:
    head = "绩效指标:\n  产出指标:\n    数量指标:\n"
    line = f"      - {{三级指标: {'批' * 43}次, 指标值: 批}}"
    assert len(line.encode("gbk")) == 120
    stays(page, f"{head}{line}  # 注释不算\n")
    becomes(
        page,
        f"{head}{line.replace('次', '次次')}\n",
        f"{head}      - 三级指标: {'批' * 43}次次\n        指标值: 批\n",
    )


# --- comments


def test_comments_stay_where_they_are(page: Path) -> None:
    stays(
        page,
        """\
        # yaml-language-server: $schema=../schemas/filing.schema.json
        # 二〇二二年
        版式: hebei-2022

        # 年度: 2021
        年度: 2022  # 本年 # 是的
        部门: {编码: "101", 名称: 甲#乙}  # 部门
        部门整体绩效目标:
          # 先写总体
          总体绩效目标: |  # 总体
            # 这是正文
            甲 # 也是正文

          # 分项不写
        预算项目:  # 两个
          # 第一个
          - 项目名称: 甲  # 名称
            # 钱
            预算数: 184.00
            绩效指标:
              产出指标:
                数量指标:
                  # 第一行
                  - {三级指标: 批次, 指标值: ≥90批}  # 核对
                  - 三级指标: 人次
                    # 要改
                    指标值: ≥9人  # 今年
                  # 行末
                # 数量末
            # 项目末

          # 第二个
          - 项目名称: 乙
          # 列表末
        # 文件末
        """,
    )


def test_comments_move_with_what_they_are_about(page: Path) -> None:
    becomes(
        page,
        """\
        # 本文件由财政局提供

        # 年度
        年度: 2022 # 本年
        版式: hebei-2022 # 版式
        """,
        """\
        # 本文件由财政局提供
        版式: hebei-2022  # 版式

        # 年度
        年度: 2022  # 本年
        """,
    )


def test_the_comments_of_what_is_left_out_stand_above_what_follows(page: Path) -> None:
    becomes(
        page,
        """\
        绩效指标:
          产出指标:
            数量指标:
              - 三级指标: 批次
                # 同名
                绩效指标描述: 批次 # 可省
                指标值: ≥90批
        """,
        """\
        绩效指标:
          产出指标:
            数量指标:
              - 三级指标: 批次
                # 同名
                # 可省
                指标值: ≥90批
        """,
    )


def test_comments_in_brackets_open_them(page: Path) -> None:
    becomes(
        page,
        """\
        资金支出计划: {3月底: 30%, # 一季度
          # 年底
          12月底: 100%} # 完
        绩效目标: [
          甲, # 第一条
          乙
          # 没有了
        ]
        """,
        """\
        资金支出计划:  # 完
          3月底: 30%  # 一季度
          # 年底
          12月底: 100%
        绩效目标:
          - 甲  # 第一条
          - 乙
          # 没有了
        """,
    )


def test_comments_are_placed_by_their_indentation_where_a_list_is_not_indented(page: Path) -> None:
    becomes(
        page,
        """\
        预算项目:
        - 项目名称: 甲
          # 甲末
        # 乙
        - 项目名称: 乙
        # 文件末
        """,
        """\
        预算项目:
          - 项目名称: 甲
            # 甲末
          # 乙
          - 项目名称: 乙
        # 文件末
        """,
    )


def test_blank_lines_stay_before_comments_only(page: Path) -> None:
    becomes(
        page,
        "\n\n版式: hebei-2022\n\n\n# 年度\n\n年度: 2022\n\n",
        "版式: hebei-2022\n\n# 年度\n年度: 2022\n",
    )


# --- what is not formatted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("项目名称：甲\n年度: 2022\n", "YML04"),
        ("年度: 2022\n年度: 2023\n", "YML05"),
        ("年度: 2022\n甲: 2022-12-31\n", "YML09"),
        ("甲\n", "MOD02"),
    ],
)
def test_a_file_with_mistakes_is_not_formatted(page: Path, text: str, code: str) -> None:
    page.write_text(text, encoding="utf-8")
    with pytest.raises(FilingError) as caught:
        canonical(page)
    assert code in [diagnostic.code for diagnostic in caught.value.diagnostics]


def test_a_file_that_is_parsed_already_is_not_read_again(page: Path) -> None:
    page.write_text("年度: ２０２２\n", encoding="utf-8")
    parsed = parse(page)
    page.unlink()
    assert canonical(parsed) == "年度: 2022\n"


@pytest.mark.parametrize("text", ["年度: 2023\n", "年度: 2022  # 乙\n", "年度: [\n", "年度: yes\n"])
def test_nothing_is_handed_back_that_says_something_else(
    page: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write_text("年度: 2022  # 甲\n", encoding="utf-8")
    monkeypatch.setattr(module, "emit", lambda *_: text)
    with pytest.raises(CanonicalFault):
        canonical(page)


def test_a_filing_that_would_not_read_back_is_not_written(page: Path) -> None:
    page.write_text(SMALL, encoding="utf-8")
    filing = read(page, lambda _: FORM).filing
    target = filing.projects[0].indicators[0].target.model_copy(update={"unit": "次"})
    indicator = filing.projects[0].indicators[0].model_copy(update={"target": target})
    project = filing.projects[0].model_copy(update={"indicators": (indicator,)})
    broken: Filing = filing.model_copy(update={"projects": (project,)})
    with pytest.raises(CanonicalFault):
        write(broken, FORM)


def test_a_list_the_layout_has_no_use_for_is_written_as_far_as_it_says_anything(tmp_path: Path) -> None:
    said = OF_CENTRAL.read_text(encoding="utf-8")
    rows = "整体绩效指标:\n  - {二级指标: 数量指标, 三级指标: 社会救助对象人数, 指标值: ≥8600人}\n"
    other = re.sub(r"整体绩效指标:\n(?:  .*\n)+", rows, said)
    assert other.count(rows) == 1
    path = tmp_path / "改.yaml"
    path.write_text(other, encoding="utf-8")
    loaded = load(path)
    assert loaded.layout is not None
    assert [row.level1 for row in loaded.reading.filing.indicators] == [""]
    again = tmp_path / "再.yaml"
    again.write_text(write(loaded.reading.filing, loaded.layout.form), encoding="utf-8")
    assert load(again).reading.filing == loaded.reading.filing
    book = tmp_path / "又.xlsx"
    book.write_bytes(workbook_of(loaded))
    assert load(book).reading.filing == loaded.reading.filing
