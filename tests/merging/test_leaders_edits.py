"""What a leader changes in the Word file, and what becomes of it in the YAML: each case with the lines that change."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from tests.merging.conftest import Desk
from tests.merging.filings import FILING
from tests.merging.leader import (
    Edit,
    comment,
    paragraph_in,
    paragraph_out,
    project_out,
    row_in,
    row_out,
    tracked,
    typed,
)


class Case(NamedTuple):
    """Edits of the Word file, the lines that go out of and come into the YAML, and what is told as not merged."""

    edits: Sequence[Edit]
    out: Sequence[str] = ()
    come: Sequence[str] = ()
    left: Sequence[str] = ()


CASES = {
    "an amount": Case(
        [typed("512.60", "540.00"), typed("718.6", "746"), typed("512.6万元", "540万元")],
        ["    预算数: 512.60   # 含上级资金"],
        ["    预算数: 540.00   # 含上级资金"],
    ),
    "an amount, and the text that quotes it left as it was": Case(
        [typed("512.60", "540.00")],
        ["    预算数: 512.60   # 含上级资金"],
        ["    预算数: 540.00   # 含上级资金"],
        ["{{ 合计.预算数 }} 现在印成“746”，Word 里是“718.6”", "预算数 }} 现在印成“540”，Word 里是“512.6”"],
    ),
    "a target in braces": Case(
        [typed("≥8600人", "≥9000人")],
        ["          - {三级指标: 发放人数, 指标值: ≥8600人}"],
        ["          - {三级指标: 发放人数, 指标值: ≥9000人}"],
    ),
    "a target on a line of its own": Case(
        [typed("≥48人", "≥50人")],
        ["            指标值: ≥48人  # 在册人数"],
        ["            指标值: ≥50人  # 在册人数"],
    ),
    "a target that braces would break": Case(
        [typed("=12次", "12次, 每月{1}次")],
        ["          - {三级指标: 发放次数, 绩效指标描述: 一年发放的次数, 指标值: =12次}"],
        ['          - {三级指标: 发放次数, 绩效指标描述: 一年发放的次数, 指标值: "12次, 每月{1}次"}'],
    ),
    "the name of a row that is also its description": Case(
        [typed("发放准确率", "发放正确率"), typed("发放准确率", "发放正确率")],
        ["          - {三级指标: 发放准确率, 指标值: 100%, 指标值确定依据: 发放办法}"],
        ["          - {三级指标: 发放正确率, 指标值: 100%, 指标值确定依据: 发放办法}"],
    ),
    "the name of a row alone": Case(
        [typed("发放准确率", "发放正确率")],
        ["          - {三级指标: 发放准确率, 指标值: 100%, 指标值确定依据: 发放办法}"],
        ["          - {三级指标: 发放正确率, 绩效指标描述: 发放准确率, 指标值: 100%, 指标值确定依据: 发放办法}"],
    ),
    "a basis that rows share, in one of them": Case(
        [typed("年初工作计划", "政府工作报告")],
        ["          - {三级指标: 发放人数, 指标值: ≥8600人}"],
        ["          - {三级指标: 发放人数, 指标值: ≥8600人, 指标值确定依据: 政府工作报告}"],
    ),
    "a basis that rows share, in all of them": Case(
        [typed("年初工作计划", "政府工作报告")] * 3,
        ["    指标值确定依据: 年初工作计划"],
        ["    指标值确定依据: 政府工作报告"],
    ),
    "a text in quotes": Case(
        [typed("80周岁以上", "80周岁（含）以上")],
        ['    资金用途: "用于给80周岁以上老人发放补贴。"'],
        ['    资金用途: "用于给80周岁（含）以上老人发放补贴。"'],
    ),
    "a line of a block": Case(
        [typed("每月1500元", "每月1600元")], ["      标准：每人每月1500元。"], ["      标准：每人每月1600元。"]
    ),
    "a sentence of the narrative, quotations around it": Case(
        [typed("年申请预算资金", "年，我局拟申请财政资金"), typed("，提高服务水平", "")],
        [
            "    {{ 年度 }}年申请预算资金{{ 合计.预算数 }}万元，安排项目{{ 合计.项目数 }}个。",
            "    保障困难群众基本生活，提高服务水平。",
        ],
        [
            "    {{ 年度 }}年，我局拟申请财政资金{{ 合计.预算数 }}万元，安排项目{{ 合计.项目数 }}个。",
            "    保障困难群众基本生活。",
        ],
    ),
    "a paragraph of the narrative put in, another taken out": Case(
        [paragraph_in("保障困难群众", "建设养老服务站12个。"), paragraph_out("（二）孤儿")],
        ['    （二）孤儿基本生活费，预算资金{{ 项目["孤儿基本生活费"].预算数 }}万元。'],
        ["    建设养老服务站12个。"],
    ),
    "a number that is quoted": Case(
        [typed("718.6", "800")], left=["{{ 合计.预算数 }} 印成“718.6”，Word 里是“800”；这里是引用的数据，没有改"]
    ),
    "a number that is quoted, and words beside it": Case(
        [typed("申请预算资金718.6万元", "争取资金800万元")],
        ["    {{ 年度 }}年申请预算资金{{ 合计.预算数 }}万元，安排项目{{ 合计.项目数 }}个。"],
        ["    {{ 年度 }}年争取资金{{ 合计.预算数 }}万元，安排项目{{ 合计.项目数 }}个。"],
        ["{{ 合计.预算数 }} 印成“718.6”，Word 里是“800”"],
    ),
    "braces typed in Word": Case(
        [typed("完善制度，加强", "完善{{制度}}，加强")],
        ["  工作保障措施: 完善制度，加强监督。"],
        ['  工作保障措施: 完善{{ "{{" }}制度}}，加强监督。'],
    ),
    "a row taken out": Case(
        [row_out("发放次数")], ["          - {三级指标: 发放次数, 绩效指标描述: 一年发放的次数, 指标值: =12次}"]
    ),
    "the only row of its kind taken out": Case(
        [row_out("发放准确率")],
        ["        质量指标:", "          - {三级指标: 发放准确率, 指标值: 100%, 指标值确定依据: 发放办法}"],
    ),
    "a row put in, in the style of those beside it": Case(
        [row_in("发放准确率", "质量指标", "审核通过率", "审核通过率", "≥98%", "年初工作计划")],
        [],
        ["          - {三级指标: 审核通过率, 指标值: ≥98%}"],
    ),
    "a row put in on lines of its own": Case(
        [row_in("发放时间", "时效指标", "到账时间", "钱到卡上的时间", "每月15日前", "发放办法")],
        [],
        [
            "          - 三级指标: 到账时间",
            "            绩效指标描述: 钱到卡上的时间",
            "            指标值: 每月15日前",
            "            指标值确定依据: 发放办法",
        ],
    ),
    "a row put in of a kind that was not there": Case(
        [row_in("发放次数", "成本指标", "补贴标准", "补贴标准", "50元", "发放办法")],
        [],
        ["        成本指标:", "          - {三级指标: 补贴标准, 指标值: 50元, 指标值确定依据: 发放办法}"],
    ),
    "a goal": Case(
        [typed("孤儿生活有保障", "孤儿生活有保障、有发展")],
        ["    绩效目标: [孤儿生活有保障]"],
        ["    绩效目标: [孤儿生活有保障、有发展]"],
    ),
    "a goal taken out, with the comment above it": Case(
        [paragraph_out("规范资金管理")], ["      # 第二条是去年加的", "      - 规范资金管理，专款专用"]
    ),
    "goals the other way round": Case(
        [
            typed("1.按月足额发放高龄补贴", "1.规范资金管理，专款专用"),
            typed("2.规范资金管理，专款专用", "2.按月足额发放高龄补贴"),
        ],
        ["      - 按月足额发放高龄补贴"],
        ["      - 按月足额发放高龄补贴"],
    ),
    "a plan without its sign": Case(
        [typed("50%", "40")],
        ["    资金支出计划: {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}"],
        ["    资金支出计划: {3月底: 25%, 6月底: 40%, 10月底: 75%, 12月底: 100%}"],
    ),
    "a quotation typed over, and the text beside it": Case(
        [typed("718.6", "800"), typed("困难群众基本生活", "群众生活")],
        ["    保障困难群众基本生活，提高服务水平。"],
        ["    保障群众生活，提高服务水平。"],
        ["{{ 合计.预算数 }} 印成“718.6”，Word 里是“800”"],
    ),
    "a title of the layout": Case(
        [typed("三、工作保障措施", "三、保障措施", 1)], left=["三、保障措施；这里的字是版式印的"]
    ),
    "a head of a table": Case([typed("三级指标", "具体指标")], left=["具体指标；"]),
    "a goal put in": Case([paragraph_in("规范资金管理", "3.老人满意")], [], ["      - 老人满意"]),
    "a plan": Case(
        [typed("30%", "40%")],
        ["    资金支出计划: {3月底: 0%, 6月底: 30%, 10月底: 80%, 12月底: 100%}"],
        ["    资金支出计划: {3月底: 0%, 6月底: 40%, 10月底: 80%, 12月底: 100%}"],
    ),
    "a plan that falls": Case(
        [typed("30%", "90%")], left=["资金支出计划 6月底 30% → 90%；这样改会有错：资金支出计划是累计数"]
    ),
    "money that is none": Case([typed("512.60", "五百")], left=["高龄补贴 预算数 512.60 → 五百；预算数：应当是金额"]),
    "a project that is quoted renamed, everywhere": Case(
        [typed("高龄补贴", "高龄津贴", number) for number in (3, 2, 1, 0)],
        [
            "  - 项目名称: 高龄补贴",
            '    （一）高龄补贴，预算资金{{ 项目["高龄补贴"].预算数 }}万元。按月发放，应享尽享。',
        ],
        [
            "  - 项目名称: 高龄津贴",
            '    （一）高龄津贴，预算资金{{ 项目["高龄津贴"].预算数 }}万元。按月发放，应享尽享。',
        ],
    ),
    "a project that is quoted taken out": Case(
        [project_out("孤儿基本生活费")],
        left=["孤儿基本生活费 删去项目：预算数 86.00，2 个绩效指标；这样改会有错：“项目”里没有“孤儿基本生活费”"],
    ),
    "a comment on a value, a row and a sentence": Case(
        [comment("512.60", "再核实"), comment("≥8600人", "偏少"), comment("保障困难群众", "写具体")],
        [],
        [
            "    # 批注（张局长，2024年3月2日）：再核实",
            "          # 批注（张局长，2024年3月2日）：偏少",
            "  # 批注（张局长，2024年3月2日）：写具体",
        ],
    ),
    "a comment on what is in no YAML": Case(
        [comment("第二部分", "字体不对")], left=["批注（张局长，2024年3月2日）：字体不对，在"]
    ),
    "a change that is tracked": Case(
        [tracked("≥48人", "≥52人")],
        ["            指标值: ≥48人  # 在册人数"],
        ["            指标值: ≥52人  # 在册人数"],
    ),
}


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


@pytest.mark.parametrize("name", CASES)
def test_what_a_leader_changes(name: str, desk_of_clerk: Desk) -> None:
    case = CASES[name]
    done = desk_of_clerk.merged(*case.edits)
    after = done.files[0].after.decode("utf-8") if done.files and done.files[0].after else FILING
    out, come = changed(FILING, after)
    assert (sorted(out), sorted(come)) == (sorted(case.out), sorted(case.come))
    told = [f"{one.what}；{one.why}" for one in done.left]
    assert len(told) == len(case.left), told
    for said, wanted in zip(told, case.left, strict=True):
        assert wanted in said
