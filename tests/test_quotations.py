"""Narrative that quotes the filing's own data, so that a number is written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building
from perfgen.errors import FilingError
from perfgen.filing import literal
from tests.conftest import SMALL

SECOND = """\
  - 项目名称: 平台 “建设” 费
    项目编码: 13022522P004T4010009J
    预算数: 8.87
    财政资金: 6.00
    其他资金: 2.87
    资金用途: 用于平台
    资金支出计划: {3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}
    绩效目标: []
    绩效指标: {}
"""


@pytest.fixture
def narrative(filing: Path) -> Callable[[str], str]:
    def written(text: str) -> str:
        filing.write_text(SMALL.replace("接待活动管理。", text) + SECOND, encoding="utf-8")
        return building.prepare(filing).narrative["分项绩效目标"]

    return written


QUOTED = {
    "{{ 年度 }}": "2022",
    "{{年度}}": "2022",
    "{{ 部门.名称 }}（{{ 部门.编码 }}）": "乐亭县机关事务中心（507002）",
    "{{ 金额单位 }}": "万元",
    "{{ 合计.预算数 }}": "192.87",
    "{{ 合计.财政资金 }}": "190",
    "{{ 合计.其他资金 }}": "2.87",
    "{{ 合计.项目数 }}": "2",
    "{{ 项目.接待管理经费.预算数 }}": "184",
    '{{ 项目["接待管理经费"].预算数 }}': "184",
    "{{ 项目['接待管理经费'].其他资金 }}": "0",
    '{{ 项目["平台 “建设” 费"].项目编码 }}': "13022522P004T4010009J",
    '{{ 项目["接待管理经费"].项目名称 }}': "接待管理经费",
    "{{ 合计.预算数|元 }}": "1928700",
    "{{ 0.1 + 0.2 }}": "0.3",
    "{{ 年度 - 1 }}": "2021",
    "{{ 合计.预算数|万元 }}": "192.87",
    '{{ 合计.预算数 - 项目["接待管理经费"].预算数 }}': "8.87",
    '{{ (项目["接待管理经费"].预算数 + 8)|元 }}': "1920000",
    '{{ "{{" }} 年度 }}': "{{ 年度 }}",
    '{{ "{{" }}{{ "{{" }}': "{{{{",
    "{% raw %} {# 注 #} {_{ }} %}": "{% raw %} {# 注 #} {_{ }} %}",
    "50% {年度}": "50% {年度}",
}


@pytest.mark.parametrize("written", QUOTED)
def test_quotations(written: str, narrative: Callable[[str], str]) -> None:
    assert narrative(written) == QUOTED[written]


def test_a_quotation_in_every_paragraph(narrative: Callable[[str], str]) -> None:
    assert narrative("{{ 年度 }}年\n    第二段{{ 合计.项目数 }}个") == "2022年\n第二段2个"


def test_amounts_in_yuan_are_converted_the_other_way(filing: Path) -> None:
    text = SMALL.replace("金额单位: 万元", "金额单位: 元").replace("合计.预算数 }}", "合计.预算数|万元 }}")
    filing.write_text(text, encoding="utf-8")
    assert building.prepare(filing).narrative["总体绩效目标"] == "本部门2022年度申请预算资金0.0184万元。"


FAULTS = {
    "{{ 部门 }}": "“部门”下面还有数据",
    "{{ 项目 }}": "“项目”下面还有数据",
    "{{ 项目.没有 }}": "“项目.没有”下面还有数据",
    '{{ 项目["接待"].预算数 }}': "“项目”里没有“接待”",
    "{{ 合计.预算 }}": "“合计”里没有“预算”",
    "{{ 年度.月 }}": "“年度”下面没有别的数据",
    "{{ 部门.名称 + 1 }}": "“部门.名称”不是数字",
    "{{ 部门.名称|元 }}": "“部门.名称”不是金额",
    "{{ 合计|元 }}": "“合计”不是金额",
    "{{ 合计.预算数|元|元 }}": "换算要放在最后",
    "{{ 合计.预算数 - 合计.其他资金|元 }}": "换算要放在最后",
    "{{ 年度|元 }}": "“年度”不是金额",
    "{{ true }}": "不能印的内容",
    "{{ none }}": "不能印的内容",
    "{{ 1e400 }}": "不能印的内容",
    '{{ "\\x00" }}': "不能印的内容",
    "{{ 9999999999999999999999 - 1 }}": "不能印的内容",
}


@pytest.mark.parametrize("written", FAULTS)
def test_a_quotation_that_cannot_be_filled_is_told_at_its_braces(
    written: str, filing: Path, narrative: Callable[[str], str]
) -> None:
    with pytest.raises(FilingError) as caught:
        narrative(f"{{{{ 年度 }}}}年，{written}")
    (found,) = caught.value.diagnostics
    assert (found.code, found.file, found.excerpt[found.column - 1 :]) == ("NAR01", filing, written)
    assert FAULTS[written] in found.message


@pytest.mark.parametrize("text", ["", "{{", "{{{{", "{{{", "a{{ 年度 }}b{", '{{ "{{" }}', "}}{{}}"])
def test_a_literal_text_prints_as_it_is(text: str, narrative: Callable[[str], str]) -> None:
    assert narrative(literal(text).replace("\n", "\n    ")) == text
