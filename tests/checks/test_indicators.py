"""IND: what indicators count, promise and say. Each case is one row; what is quoted is what the rule objects to."""

from __future__ import annotations

import pytest

from perfgen.checks import RULES, run
from perfgen.checks.rules.ind.ind17 import misclassified
from tests.checks.cases import found, loaded, quoted

LEVEL1 = {
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "成本": "产出指标",
    "经济效益": "效益指标",
    "社会效益": "效益指标",
    "生态效益": "效益指标",
    "可持续影响": "效益指标",
    "服务对象满意度": "满意度指标",
}


def row(name: str, target: str, description: str = "", basis: str = "年度工作计划") -> str:
    """A row in one line; a target in braces is one of three columns."""
    said = f", 绩效指标描述: {description}" if description else ""
    value = target if target.startswith("{") else f'"{target}"'
    return f'{{三级指标: "{name}"{said}, 指标值: {value}, 指标值确定依据: {basis}}}'


def project(*rows: tuple[str, str]) -> str:
    """A project's table: rows with the 二级指标 they stand under."""
    tree: dict[str, dict[str, list[str]]] = {}
    for level2, cells in rows:
        tree.setdefault(LEVEL1[level2], {}).setdefault(level2, []).append(cells)
    lines = ["  - 绩效指标:"]
    for level1, classes in tree.items():
        lines.append(f"      {level1}:")
        for level2, under in classes.items():
            lines += [f"        {level2}指标:", *(f"          - {cells}" for cells in under)]
    return "\n".join(lines) + "\n"


def filing(*projects: str) -> str:
    return "预算项目:\n" + "".join(projects)


def one(level2: str, name: str, target: str, description: str = "", basis: str = "年度工作计划") -> str:
    return filing(project((level2, row(name, target, description, basis))))


def fixes(code: str, piece: str, layout: str = "hebei-2022") -> list[tuple[str, int | None, str | None]]:
    return [(f.finding.quoted, f.finding.at, f.finding.fix) for f in found(code, piece, layout)]


# IND01 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "fix"),
    [
        (one("质量", "路灯完好率", "≥100%"), ("≥100%", 0, "100%")),
        (one("质量", "药品抽检合格率", " >=100.00 %"), (">=100.00 %", 1, "100.00 %")),
        (one("服务对象满意度", "参观者满意度", "＞１００％"), ("＞１００％", 0, "１００％")),
        (one("质量", "疫苗接种覆盖比例", "≥100比率"), ("≥100比率", 0, "100比率")),
        (one("质量", "材料归档率", "≥100"), ("≥100", 0, "100")),
    ],
)
def test_ind01_more_than_all_of_something(piece: str, fix: tuple[str, int, str]) -> None:
    assert fixes("IND01", piece) == [fix]


@pytest.mark.parametrize(
    "piece",
    [
        one("质量", "路灯完好率", "100%"),
        one("质量", "路灯完好率", "≥99.5%"),
        one("经济效益", "合作社产值增长率", "≥100%"),
        one("经济效益", "税收收入完成率", "≥100%"),
        one("数量", "栽种行道树", "≥100棵"),
        one("质量", "材料归档率", "=100%"),
    ],
)
def test_ind01_is_silent_where_more_is_possible_or_not_said(piece: str) -> None:
    assert quoted("IND01", piece) == []


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("材料归档准确率", "≥120%", ["≥120%"]),
        ("路灯完好率", "980%", ["980%"]),
        ("疫苗接种覆盖率", ">100.5%", [">100.5%"]),
        ("床位使用率", "≥105%", []),
        ("毛入学率", "≥102%", []),
        ("材料归档准确率", "≤120%", []),
    ],
)
def test_ind01_a_part_of_all_is_not_more_than_all(name: str, target: str, words: list[str]) -> None:
    assert fixes("IND01", one("质量", name, target)) == [(one_, at, None) for one_ in words for at in (0,)]


def test_ind01_takes_away_the_sign_in_its_own_column() -> None:
    piece = one("质量", "路灯完好率", '{符号: "≥", 值: "100 ", 单位: "%"}')
    (finding,) = found("IND01", piece)
    assert (finding.finding.path[-1], finding.finding.quoted, finding.finding.fix) == ("符号", "≥", "")


# IND02, IND03 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("数量", "惠农政策宣讲率", "100%"), "100%"),
        (one("数量", "在册河道巡查", "≥95％ "), "≥95％"),
        (one("数量", "应急物资储备率", "≥90"), "≥90"),
        (one("数量", "老旧管网改造比例", "=60百分比"), "=60百分比"),
    ],
)
def test_ind02_a_quantity_that_is_a_ratio(piece: str, words: str) -> None:
    assert quoted("IND02", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        one("数量", "惠农政策宣讲次数", "≥6次"),
        one("质量", "惠农政策宣讲到场率", "100%"),
        one("数量", "铺设管网", "≥90"),
        one("数量", "治理水土流失", "1400亩"),
    ],
)
def test_ind02_is_silent_for_quantities_and_for_ratios_elsewhere(piece: str) -> None:
    assert quoted("IND02", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("质量", "征集民间故事", "≥60条"), "≥60条"),
        (one("质量", "史料整理", ">50万字"), ">50万字"),
        (one("质量", "培训干部", "40人次"), "40人次"),
    ],
)
def test_ind03_a_quality_that_is_a_number_of_things(piece: str, words: str) -> None:
    assert quoted("IND03", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        one("质量", "史料核对准确率", "≥98%"),
        one("质量", "出厂水浊度", "<1NTU"),
        one("质量", "施工安全事故起数", "≤1起"),
        one("数量", "征集民间故事", "≥60条"),
    ],
)
def test_ind03_is_silent_for_ratios_measures_and_mishaps(piece: str) -> None:
    assert quoted("IND03", piece) == []


# IND04 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "fix"),
    [
        (one("质量", "电话接听率", "≥90比率"), ("比率", 3, "%")),
        (one("数量", "临时救助", "≥ 10 人数"), ("人数", 5, "人")),
        (one("时效", "案件办结", "≤180天数"), ("天数", 4, "天")),
        (one("数量", "入户走访", "120户数以上"), ("户数", 3, "户")),
        (one("质量", "电话接听率", "0.95比率"), ("比率", 4, None)),
    ],
)
def test_ind04_a_name_in_the_place_of_a_unit(piece: str, fix: tuple[str, int, str | None]) -> None:
    assert fixes("IND04", piece) == [fix]


@pytest.mark.parametrize(
    "piece",
    [
        one("质量", "电话接听率", "≥90%"),
        one("数量", "临时救助人数", "≥10人"),
        one("数量", "临时救助", "约定人数"),
        one("时效", "案件办结", "≤7工作日"),
    ],
)
def test_ind04_is_silent_for_units(piece: str) -> None:
    assert quoted("IND04", piece) == []


def test_ind04_finds_the_unit_in_its_own_column() -> None:
    piece = one("质量", "电话接听率", '{符号: "≥", 值: " 90", 单位: "百分比 "}')
    (finding,) = found("IND04", piece)
    assert (finding.finding.path[-1], finding.finding.at, finding.finding.fix) == ("单位", 0, "%")


# IND05, IND07, IND10, IND11: one speaks ------------------------------------------------------------------------------


def speaking(piece: str) -> list[str]:
    rules = [RULES[code] for code in ("IND05", "IND07", "IND10", "IND11")]
    return [rule.code for rule, _ in run(loaded(piece).subject, rules)]


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("质量", "秸秆利用率", "明显提高"), "明显提高"),
        (one("质量", "秸秆利用率", "≥30个"), "≥30个"),
        (one("时效", "工资发放及时率", "每月15日前"), "每月15日前"),
        (one("时效", "竣工率", "11月底"), "11月底"),
        (one("服务对象满意度", "菜农满意度", "满意"), "满意"),
        (one("数量", "种植面积", "100%"), "100%"),
        (one("数量", "慰问老人人数", "≥95比率"), "≥95比率"),
    ],
)
def test_ind05_a_name_that_promises_another_value(piece: str, words: str) -> None:
    assert quoted("IND05", piece) == [words]
    assert speaking(piece) == ["IND05"]


@pytest.mark.parametrize(
    "piece",
    [
        one("质量", "秸秆利用率", "不低于95%"),
        one("质量", "秸秆利用率", "达到百分之九十"),
        one("质量", "师生比例", "1:15"),
        one("社会效益", "窗口办事效率", "平均3天办结"),
        one("数量", "种植面积", "≥300亩"),
        one("数量", "旅游收入金额", "≥10%", description="比上年增长的比例"),
        one("社会效益", "提高污水处理率", "≥85%"),
    ],
)
def test_ind05_is_silent_where_value_and_name_agree(piece: str) -> None:
    assert quoted("IND05", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("社会效益", "保障机关正常运转", "保障机关正常运转"), "保障机关正常运转"),
        (one("社会效益", "提高就业率", "提高毕业生就业率。", description="提高毕业生就业率"), "提高毕业生就业率。"),
        (one("质量", "验收合格率", " 验收，合格率"), "验收，合格率"),
        (one("可持续影响", "提升服务水平", "提升服务水平"), "提升服务水平"),
    ],
)
def test_ind07_a_target_that_repeats_the_row(piece: str, words: str) -> None:
    assert quoted("IND07", piece) == [words]
    assert speaking(piece) == ["IND07"]


@pytest.mark.parametrize(
    "piece",
    [
        one("社会效益", "保障机关正常运转", "全年停水停电不超过2次"),
        one("社会效益", "保障机关正常运转", "保障机关和食堂正常运转"),
        one("时效", "12月底", "12月底"),
        one("数量", "90", "90"),
    ],
)
def test_ind07_is_silent_for_targets_of_their_own(piece: str) -> None:
    assert quoted("IND07", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("社会效益", "居民防火意识", "有所增强"), "有所增强"),
        (one("社会效益", "项目达到的效果", "推动经济社会快速发展"), "推动经济社会快速发展"),
        (one("生态效益", "节能减排", "促进生态文明建设"), "促进生态文明建设"),
        (one("质量", "讲解员水平", "业务水平得到提升"), "业务水平得到提升"),
        (one("可持续影响", "长效管护", "较好"), "较好"),
        (one("社会效益", "困难群众生活", "得到有效保障"), "得到有效保障"),
        (one("质量", "网络使用", "网络通畅,满足日常工作需求"), "网络通畅,满足日常工作需求"),
        (one("经济效益", "群众收入", "逐步提高，受到好评"), "逐步提高，受到好评"),
    ],
)
def test_ind10_words_that_fit_every_project(piece: str, words: str) -> None:
    assert quoted("IND10", piece) == [words]
    assert speaking(piece) == ["IND10"]


@pytest.mark.parametrize(
    "piece",
    [
        one("社会效益", "居民防火意识", "知晓率提高到80%"),
        one("社会效益", "火灾起数", "逐步减少，全年不超过三起"),
        one("可持续影响", "管护机制", "建立村级管护员制度"),
        one("质量", "上级考核等次", "优秀"),
        one("数量", "改善环境", "12处"),
    ],
)
def test_ind10_is_silent_for_words_that_can_be_checked(piece: str) -> None:
    assert quoted("IND10", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("数量", "设备保养", "约定次数"), "约定次数"),
        (one("时效", "竣工时间", "及时"), "及时"),
        (one("质量", "路面施工", "保证平整"), "保证平整"),
        (one("质量", "路面施工", "一定平整"), "一定平整"),
        (one("质量", "资金使用合规性", "合规"), "合规"),
        (one("数量", "设备维修", "零星维修"), "零星维修"),
    ],
)
def test_ind11_neither_number_nor_time(piece: str, words: str) -> None:
    assert quoted("IND11", piece) == [words]
    assert speaking(piece) == ["IND11"]


@pytest.mark.parametrize(
    "piece",
    [
        one("数量", "等保设备", "达到等保2.0标准"),
        one("数量", "设备保养", "每周三次"),
        one("时效", "竣工时间", "国庆节前"),
        one("时效", "退税办理时限", "即时办结"),
        one("时效", "报送时间", "12月"),
        one("质量", "室内环境", "符合《公共场所卫生指标及限值要求》"),
        one("社会效益", "方便群众出行", "打通断头路"),
        one("质量", "工程质量标准", "合格"),
        one("质量", "竣工验收结果", "合格"),
        one("质量", "文物完好", "零损坏"),
        one("数量", "欠薪线索", "动态清零"),
        one("成本", "总成本", "不超出预算"),
    ],
)
def test_ind11_is_silent_for_numbers_dates_standards_and_other_classes(piece: str) -> None:
    assert quoted("IND11", piece) == []


# IND06, IND08, IND09 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("description", ["桥梁检测", " 桥梁检测"])
def test_ind06_a_description_that_is_the_name(description: str) -> None:
    assert quoted("IND06", one("数量", "桥梁检测", "≥6座", description=f'"{description}"')) == ["桥梁检测"]


@pytest.mark.parametrize("description", ["检测的桥梁座数", "桥梁检测数量", "对六座桥进行桥梁检测"])
def test_ind06_is_silent_where_it_says_more(description: str) -> None:
    assert quoted("IND06", one("数量", "桥梁检测", "≥6座", description=description)) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("成本", "支出控制", "不超出预算", basis="不超出预算。"), "不超出预算。"),
        (one("数量", "桥梁检测", "≥6座", basis="桥梁检测"), "桥梁检测"),
        (one("数量", "桥梁检测", "≥6座", description="检测的桥梁", basis="检测的桥梁"), "检测的桥梁"),
    ],
)
def test_ind08_a_basis_that_repeats_the_row(piece: str, words: str) -> None:
    assert quoted("IND08", piece) == [words]


@pytest.mark.parametrize("basis", ["桥梁检测合同", "上年度检测6座", '""'])
def test_ind08_is_silent_for_a_source_and_for_nothing(basis: str) -> None:
    assert quoted("IND08", one("数量", "桥梁检测", "≥6座", basis=basis)) == []


def bases(*told: str) -> str:
    """Five projects with two rows each, that have these bases in turn."""
    rows = [("数量", row(f"第{number}项工作", "≥2次", basis=told[number % len(told)])) for number in range(10)]
    return filing(*(project(*pair) for pair in zip(rows[::2], rows[1::2], strict=True)))


@pytest.mark.parametrize("told", [("年初计划",), ("年初计划", "年初 计划"), ("年初计划",) * 9 + ("合同",)])
def test_ind09_one_basis_for_nearly_all(told: tuple[str, ...]) -> None:
    assert quoted("IND09", bases(*told)) == ["年初计划"]


@pytest.mark.parametrize("told", [("年初计划", "合同"), ("年初计划",) * 8 + ("合同", "文件"), ("计划", "合同", "文件")])
def test_ind09_is_silent_where_bases_differ(told: tuple[str, ...]) -> None:
    assert quoted("IND09", bases(*told)) == []


# IND12, IND13 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("target", "words"), [("8个", "8个"), (" 95%", "95%"), ("12.5万元", "12.5万元")])
def test_ind12_a_number_of_which_nobody_knows_whether_it_is_the_least(target: str, words: str) -> None:
    assert quoted("IND12", one("数量", "建设泵站", target)) == [words]


@pytest.mark.parametrize(
    "target",
    ["≥8个", "=0起", "0起", "100%", "12月", "2022年12月底", "有所提高", "100.00百分比", "7个工作日内", "90%以上"],
)
def test_ind12_is_silent_for_operators_dates_and_all(target: str) -> None:
    assert quoted("IND12", one("数量", "建设泵站", target)) == []


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("12月", "12月底"), [("12月", 0, "12月底")]),
        (("<12月", "<12月底"), [("<12月", 0, "12月底"), ("<12月底", 0, "12月底")]),
        (("2022年12月末 ", "12月底"), [("2022年12月末", 0, "2022年12月底")]),
        (("６月", "06月底前"), [("６月", 0, "6月底"), ("06月底前", 0, "6月底")]),
    ],
)
def test_ind13_one_month_in_several_ways(targets: tuple[str, ...], expected: list[tuple[str, int, str]]) -> None:
    rows = [("时效", row(f"第{number}项完成时间", target)) for number, target in enumerate(targets)]
    assert fixes("IND13", filing(project(*rows))) == expected


@pytest.mark.parametrize(
    "targets",
    [("10月", "10月"), ("6月底", "12月底"), ("2022年12月底", "12月底"), ("12月10日", "12月底"), ("12月前", "12月底")],
)
def test_ind13_is_silent_for_one_way_and_for_other_times(targets: tuple[str, ...]) -> None:
    rows = [("时效", row(f"第{number}项完成时间", target)) for number, target in enumerate(targets)]
    assert quoted("IND13", filing(*([project(*rows)] * 5))) == []


# IND14, IND15 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("时效", "清运及时率", "=0.00%"), "=0.00%"),
        (one("社会效益", "资金管理", "0.00"), "0.00"),
        (one("数量", "破获刑事案件", "0起"), "0起"),
        (one("数量", "举办培训班", "≥0期"), "≥0期"),
        (one("社会效益", "资金管理", '{符号: 文字描述, 值: "100.00", 单位: 按上级部署做好}'), "100.00"),
        (one("服务对象满意度", "商户满意度", '{符号: ">=", 值: "90.00", 单位: 满意达到90%}'), "满意达到90%"),
    ],
)
def test_ind14_nothing_as_target_and_two_targets_in_one(piece: str, words: str) -> None:
    assert quoted("IND14", piece) == [words]


def test_ind14_stands_at_the_column() -> None:
    (number,) = found("IND14", one("社会效益", "资金管理", '{符号: 文字描述, 值: "100.00", 单位: 按上级部署做好}'))
    assert number.finding.path[-1] == "值"
    (unit,) = found("IND14", one("服务对象满意度", "商户满意度", '{符号: ">=", 值: "90", 单位: 满意达到90%}'))
    assert unit.finding.path[-1] == "单位"


@pytest.mark.parametrize(
    "piece",
    [
        one("社会效益", "重大交通事故数量", "=0起"),
        one("质量", "有效投诉次数", "0次"),
        one("成本", "公用经费增长率", "≤0%"),
        one("质量", "水质总磷含量", "<0.4mg/l"),
        one("社会效益", "重大动物疫情", "0起"),
        one("生态效益", "劣Ⅴ类水体比例", "0%"),
        one("社会效益", "网络安全事件发生次数", "0次"),
        one("社会效益", "火灾亡人情况", "0例"),
        one("质量", "补助资金截留", "=0元"),
        one("社会效益", "资金管理", '{符号: 文字描述, 值: "", 单位: 按上级部署做好}'),
        one("质量", "管网年度漏损率", "≤10%"),
    ],
)
def test_ind14_is_silent_where_nothing_is_the_aim(piece: str) -> None:
    assert quoted("IND14", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (one("质量", "网格员出勤率", "≤95%"), "≤95%"),
        (one("时效", "社保缴费申报及时性", "<15分"), "<15分"),
        (one("社会效益", "受理投诉率", "≥3%"), "≥3%"),
        (one("社会效益", "在园幼儿辍学比例", ">0.5%"), ">0.5%"),
        (one("时效", "故障修复时长", "≥24小时"), "≥24小时"),
        (one("质量", "投诉处理率", "≤90%"), "≤90%"),
        (one("经济效益", "用电成本降低率", "≤5%"), "≤5%"),
        (one("成本", "项目总成本", "≥48万元"), "≥48万元"),
        (one("质量", "传输丢包率", "≥0.1%"), "≥0.1%"),
        (one("社会效益", "城区内涝点数量", "≥3处"), "≥3处"),
        (one("质量", "道路完好率", "≤60%"), "≤60%"),
        (one("质量", "网格员出勤率", '{符号: "≤", 值: "10.00分", 单位: ""}'), "≤10.00分"),
    ],
)
def test_ind15_a_direction_against_the_sense(piece: str, words: str) -> None:
    assert quoted("IND15", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        one("质量", "网格员出勤率", "≥95%"),
        one("质量", "投诉处理率", "≥90%"),
        one("数量", "救助失业人数", "≥100人"),
        one("社会效益", "失业率", "≤4%"),
        one("经济效益", "减少火灾损失", "≥100万元"),
        one("经济效益", "三公经费控制率", "≤100%"),
        one("经济效益", "预算控制", "≤10分"),
        one("质量", "冷库温度", "≤4℃"),
        one("质量", "无事故率", "≥99%"),
        one("成本", "管理费用占比", "≤5%"),
        one("时效", "影像保存天数", "≥90天"),
        one("数量", "聘用人数", "≤5人"),
        one("时效", "竣工时间", "<12月底"),
        one("生态效益", "供热管网失水率", "≤2%"),
        one("质量", "路面平整度", "≤3.5m/km"),
        one("质量", "剖宫产率", "≤45%"),
        one("成本", "财政补助占服务价格比例", "≤30%"),
        one("社会效益", "大班额比例", "≤3%"),
        one("生态效益", "化肥施用量增长率", "≤0"),
        one("时效", "招标公告期限", "≥5个工作日"),
        one("时效", "审批时限压缩天数", "≥3天"),
        one("数量", "报告事故起数", "≥1起"),
    ],
)
def test_ind15_is_silent_for_the_right_direction_and_names_of_neither_sense(piece: str) -> None:
    assert quoted("IND15", piece) == []


# IND16, IND17, IND18 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [("举办书画展", "举办书画展"), ("举办书画展", "举办书画展 "), ("举办（书画）展", "举办(书画)展")],
)
def test_ind16_one_name_twice_in_a_project(first: str, second: str) -> None:
    (finding,) = found("IND16", filing(project(("数量", row(first, "≥2场")), ("质量", row(second, "≥95%")))))
    assert finding.finding.quoted == second.strip()
    assert finding.finding.path[:4] == ("预算项目", 0, "绩效指标", 1)


@pytest.mark.parametrize(
    "piece",
    [
        filing(project(("数量", row("举办书画展", "≥2场"))), project(("数量", row("举办书画展", "≥2场")))),
        filing(project(("数量", row("举办书画展", "≥2场")), ("社会效益", row("举办书画展", "观众1万人次")))),
        filing(project(("数量", row("举办书画展", "≥2场")), ("数量", row("举办摄影展", "≥2场")))),
    ],
)
def test_ind16_is_silent_across_projects_and_groups(piece: str) -> None:
    assert quoted("IND16", piece) == []


@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("成本", "垃圾清运及时性"),
        ("成本", "竣工验收时限"),
        ("生态效益", "发放金额不超过成本"),
        ("经济效益", "联合检查次数"),
        ("社会效益", "购置图书数量"),
        ("质量", "读者满意度"),
        ("生态效益", "保障社会发展"),
        ("社会效益", "带来的经济效益"),
    ],
)
def test_ind17_a_name_under_another_class(level2: str, name: str) -> None:
    assert quoted("IND17", one(level2, name, "≥95%")) == [name]


@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("时效", "垃圾清运及时性"),
        ("社会效益", "受益企业数量"),
        ("社会效益", "安全生产事故次数"),
        ("社会效益", "促进经济社会发展"),
        ("社会效益", "节约社会成本"),
        ("服务对象满意度", "读者满意度"),
        ("社会效益", "公众生态环境意识"),
        ("数量", "联合检查次数"),
    ],
)
def test_ind17_is_silent_in_the_right_class(level2: str, name: str) -> None:
    assert quoted("IND17", one(level2, name, "≥95%")) == []


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("开展信息采集", "≥80条", ["开展信息采集"]),
        ("发放宣传资料", "2万份", ["发放宣传资料"]),
        ("开展信息采集", "≥95%", []),
        ("开展培训受益群众", "≥80人", []),
        ("群众办事跑动次数", "≤1次", []),
        ("网络攻击得逞次数", "0次", []),
        ("服务企业次数", "≥200次", ["服务企业次数"]),
        ("信息采集开展后的收入", "≥80万元", []),
    ],
)
def test_ind17_what_is_done_and_counted_is_no_benefit(name: str, target: str, words: list[str]) -> None:
    assert quoted("IND17", one("经济效益", name, target)) == words


def test_other_rules_can_ask_what_is_misclassified() -> None:
    subject = loaded(one("成本", "垃圾清运及时性", "及时清运")).subject
    assert misclassified(subject, subject.rows[0]) == ("及时", "时效指标")
    subject = loaded(one("成本", "清运总成本", "及时清运")).subject
    assert misclassified(subject, subject.rows[0]) is None


@pytest.mark.parametrize(
    "names",
    [
        ("县域发展水平",) * 3,
        ("县域发展水平", "县域 发展水平", "县域发展水平", "县域发展水平"),
        ("县域发展水平",) * 5,
    ],
)
def test_ind18_one_name_for_several_projects(names: tuple[str, ...]) -> None:
    piece = filing(*(project(("可持续影响", row(name, "≥90%"))) for name in names))
    assert quoted("IND18", piece) == ["县域发展水平"]


@pytest.mark.parametrize(
    "piece",
    [
        filing(*([project(("可持续影响", row("县域发展水平", "≥90%")))] * 2)),
        filing(*([project(("服务对象满意度", row("服务对象满意度", "≥90%")))] * 4)),
        filing(*([project(("时效", row("完成时间", "12月底")), ("成本", row("总成本", "≤5万元")))] * 4)),
    ],
)
def test_ind18_is_silent_for_two_and_for_what_every_project_has(piece: str) -> None:
    assert quoted("IND18", piece) == []


# The form of three columns, and what a bureau adds -------------------------------------------------------------------


def columns(level2: str, name: str, *parts: str) -> str:
    """A row of the older form: 符号, 值 and 单位 apart, and 效果指标 in the place of 效益指标."""
    target = ", ".join(f'{label}: "{part}"' for label, part in zip(("符号", "值", "单位"), parts, strict=True))
    return one(level2, name, f"{{{target}}}").replace(" 效益指标:", " 效果指标:")


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("IND01", columns("质量", "路灯完好率", ">=", "100.00", "%"), ">=100.00%"),
        ("IND02", columns("数量", "参会率", ">=", "90.00", "%"), ">=90.00%"),
        ("IND04", columns("质量", "路灯完好率", ">=", "90.00", "百分比"), "百分比"),
        ("IND05", columns("时效", "编制及时率", "文字描述", "", "按要求编制"), "按要求编制"),
        ("IND10", columns("社会效益", "会计水平", "文字描述", "", "业务水平有所提高"), "业务水平有所提高"),
        ("IND13", columns("时效", "完成时间", "<", "12", "月"), ""),
        ("IND17", columns("经济效益", "专项检查次数", ">=", "4.00", "次"), "专项检查次数"),
    ],
)
def test_the_older_form_is_read_alike(code: str, piece: str, words: str) -> None:
    first = [f.finding.quoted for f in found(code, piece, "hebei-2021") if f.finding.path[:2] == ("预算项目", 0)]
    assert first == ([words] if words else [])


def test_ind13_mends_nothing_that_stands_in_two_columns() -> None:
    apart = '{符号: "<", 值: "12", 单位: "月"}'
    rows = [("时效", row("采购完成时间", apart)), ("时效", row("安装完成时间", "12月底"))]
    assert fixes("IND13", filing(project(*rows))) == [("<12月", None, None)]


def test_a_score_in_one_column_with_its_unit_is_a_number() -> None:
    cells = row("在岗人员出勤率", '{符号: "≤", 值: 10.00分, 单位: ""}')
    piece = f"整体绩效指标:\n  产出指标:\n    数量指标:\n      - {cells}\n"
    assert quoted("IND15", piece, "hebei-2021") == ["≤10.00分"]
    assert ("整体绩效指标", 0) not in [f.finding.path[:2] for f in found("IND05", piece, "hebei-2021")]
