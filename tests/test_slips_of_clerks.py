"""Slips as clerks make them: each told once, on its line, by its name; what stands after it is looked at all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen import building, loading
from perfgen.api.tidying import punctuated, yaml_files
from perfgen.errors import Diagnostic, PerfgenError, Severity
from tests.conftest import ALL_FILINGS, EXAMPLES, Run
from tests.examples import some

TEXT = (EXAMPLES / "乐亭县机关事务中心-2022.yaml").read_text(encoding="utf-8")
HEAD = '部门: {编码: "507002", 名称: 乐亭县机关事务中心}'
PLAN = "{3月底: 30%, 6月底: 40%, 10月底: 70%, 12月底: 100%}"
ROW = "          - {三级指标: 维护监控公车数量, 绩效指标描述: 维护、监控公车数量, 指标值: 325辆}"
QUOTED = '{{ 项目["接待管理经费"].预算数 }}'
BLOCK = "        质量指标:\n          - {三级指标: 项目完成率, 指标值: 100%}"
GOAL = "    绩效目标:\n      - 保留公务用车全部纳入平台管理，对支现任务的公务用车实时监督，减少违规用车。"

SECOND_GOAL = "\n      - 完成机关后勤的其他工作。"

# What is written in place of what; the line told, counted from that of what is replaced; words of the message or the mend.
SLIPS = {
    "full-width colons on lines that follow one another": ("年度: 2022\n", "年度：2022\n", 0, "冒号是全角的"),
    "a full-width colon on the first line of a project": ("- 项目名称: 接待", "- 项目名称：接待", 0, "冒号是全角的"),
    "a mapping that is full-width throughout": (HEAD, "部门: ｛编码：“507002”，名称：乐亭县机关事务中心｝", 0, '{编码: "507002", 名称: 乐亭县机关事务中心}'),
    "the same with its colon": (HEAD, "部门：｛编码：“507002”，名称：乐亭县机关事务中心｝", 0, "花括号、冒号、逗号、引号是全角的"),
    "a plan that is full-width throughout": (PLAN, "｛3月底：30%，6月底：40%，10月底：70%，12月底：100%｝", 0, "花括号、冒号、逗号是全角的"),
    "a list that is full-width throughout": (GOAL, "    绩效目标: ［甲，乙］", 0, "方括号"),
    "an extra blank": ("    预算数: 8.87", "     预算数: 8.87", 0, "多了 1 格"),
    "a blank too few": ("    预算数: 8.87", "   预算数: 8.87", 0, "少了 1 格"),
    "a project without its dash": ("  - 项目名称: 接待管理经费", "    项目名称: 接待管理经费", 0, "少了“- ”"),
    "a line pasted under a value": ("运维费用\n    项目编码", "运维费用\n      （含升级）\n    项目编码", 1, "接到了上一行后面"),
    "a line pasted at column 0 into a block": ("    招商综合服务。负责", "招商综合服务。负责", 0, "缩进得少，接不上去"),
    "a thousands separator in braces": ("指标值: 325辆", "指标值: ≥8,600人", 0, "数字里的逗号"),
    "a comma of text in braces": ("指标值: 推动经济社会快速发展}", "指标值: 推动经济, 社会快速发展}", 0, "文字里的英文逗号"),
    "a hyphen for nothing": ("    财政资金: 8.87", "    财政资金: 8.87\n    其他资金: -", 1, "只写了一个“-”"),
    "a value that begins with words in quotes": ("用途: 主要用于全县", '用途: "公车"主要用于全县', 0, "“公车”"),
    "a quote closed full-width": ('"507002"', '"507002”', 0, "配不成对"),
    "a quote opened full-width": ('"507002"', '“507002"', 0, "配不成对"),
    "rows without their 二级指标": ("        数量指标:\n" + ROW, "        " + ROW.strip(), 0, "少了一层：二级指标的名称"),
    "二级指标 without their 一级指标": ("      产出指标:\n        数量", "        数量", 0, "少了一层：一级指标的名称"),
    "another word for 三级指标": ("{三级指标: 维护", "{指标名称: 维护", 0, "“三级指标”"),
    "another word for 预算数": ("    预算数: 8.87", "    预算金额: 8.87", 0, "“预算数”"),
    "a full-width dot in a quotation": ("{{ 合计.预算数 }}", "{{合计。预算数}}", 0, "引用里的“。”"),
    "full-width quotes in a quotation": (QUOTED, "{{ 项目[“接待管理经费”].预算数 }}", 0, "引用里的““”"),
    "brackets of headings in a quotation": (QUOTED, "{{ 项目【接待管理经费】.预算数 }}", 0, '{{ 项目["接待管理经费"].预算数 }}'),
    "a full-width bar in a quotation": ("{{ 合计.预算数 }}", "{{ 合计.预算数｜元 }}", 0, "引用里的“｜”"),
    "a full-width dash for a goal": ("      - 保留", "      － 保留", 0, "短横线写得不对"),
    "a long dash for a goal": ("      - 保留", "      — 保留", 0, "短横线写得不对"),
    "a dot for a goal": ("      - 保留", "      · 保留", 0, "短横线写得不对"),
    "a comment that takes the end of the braces along": ("指标值: 325辆}", "指标值: 325辆 #台}", 0, "“#台}”成了注释"),
    ">= in a row": ("指标值: 325辆", "指标值: >=325辆", 0, "写成 ≥"),
    "a block that is moved by a blank": (BLOCK, " " + BLOCK.replace("\n", "\n "), 0, "从这里起 2 行都是"),
    "a blank too many before the first line of a text": ("    本部门{{", "     本部门{{", 0, "多缩进了 1 格"),
    "a tab before a line of a text": ("    招商综合服务。负责", "\t招商综合服务。负责", 0, "Tab"),
    "blanks of a Chinese keyboard before a key at the margin": ("金额单位: 万元", "\u3000\u3000金额单位: 万元", 0, "全角空格"),
    "a goal typed without its dash": (GOAL, "    绩效目标:\n      - 甲\n      乙", 2, "少了“- ”"),
    "the first project without its dash": ("  - 项目名称: 公务", "    项目名称: 公务", 0, "少了“- ”"),
    "a dash written twice": ("  - 项目名称: 接待", "  - - 项目名称: 接待", 0, "写了两个"),
    "an asterisk for a goal": ("      - 保留", "      * 保留", 0, "短横线写得不对"),
    "a row without its dash": (ROW, ROW.replace("- {", "{"), 0, "少了“- ”"),
    "no heading above 二级指标 of another kind": ("      效益指标:\n        经济", "        经济", 0, "在它上面加一行“效益指标:”"),
    "绩效指标 left out": ("    绩效指标:\n      产出", "      产出", 0, "“绩效指标:”"),
    "预算项目 left out": ("预算项目:\n  - 项目名称: 公务", "  - 项目名称: 公务", 0, "“预算项目:”"),
    "部门整体绩效目标 left out": ("部门整体绩效目标:\n  总体", "  总体", 0, "“部门整体绩效目标:”"),
    "a misspelt 一级指标": ("      满意度指标:", "      满意度:", 0, "满意度指标"),
    "a misspelt 绩效指标": ("    绩效指标:\n", "    绩效的指标:\n", 0, "绩效指标"),
    "a key of which the right one is missing": ("    资金用途: 主要用于全县", "    项目用途: 主要用于全县", 0, "资金用途"),
    "keys in 繁体字": ("    预算数: 8.87", "    預算數: 8.87", 0, "繁体字"),
    "a blank within a key": ("    项目编码: 13022522P004T4010009J", "    项目 编码: 13022522P004T4010009J", 0, "空格"),
    "a character without width in a key": ("    预算数: 8.87", "    预\u200b算数: 8.87", 0, "U+200B"),
    "a character without width behind a number": ("    预算数: 8.87", "    预算数: 8.87\u200b", 0, "U+200B"),
    "no brace before a row": ("- {三级指标: 维护", "- 三级指标: 维护", 0, "少了左边的花括号"),
    "a brace too many": ("指标值: 325辆}", "指标值: 325辆}}", 0, "多了一个"),
    "two commas": ('"507002", 名称', '"507002",, 名称', 0, "逗号"),
    "no comma": ('"507002", 名称', '"507002" 名称', 0, "少了逗号"),
    "the sign between parts of a sentence for a comma": ('"507002", 名称', '"507002"、名称', 0, "“、”"),
    "round brackets for braces": (HEAD, '部门: （编码: "507002", 名称: 乐亭县机关事务中心）', 0, "花括号"),
    "two kinds of quotes": ('"507002"', "'507002\"", 0, "引号"),
    "a quote that is not closed, in braces": ('"507002"', '"507002', 0, "引号没有收尾"),
    "quotes of a keyboard typed full-width": ('"507002"', "＂507002＂", 0, "引号"),
    "a key of a task typed full-width": (HEAD, HEAD.replace(", 名称:", "，名称："), 0, "逗号、冒号是全角的"),
    "a merge that was not finished": ("\n年度: 2022\n", "\n<<<<<<< HEAD\n年度: 2022\n=======\n年度: 2023\n>>>>>>> b\n", 1, "版本合并"),
    "a text that became a comment": ("用途: 主要用于全县", "用途: #1楼主要用于全县", 0, "成了注释"),
    "a bracket that is not closed": ("项目完成率, 指标值: 100%}", "项目完成率, 指标值: 100%", 0, "括号没有收尾"),
}  # fmt: skip

TAIL = TEXT[TEXT.index("  - 项目名称: 综合服务") :]
SECOND = TEXT[TEXT.index("  - 项目名称: 接待") : TEXT.index("  - 项目名称: 综合服务")]
LEVELS = SECOND[SECOND.index("      产出指标:") :]
NARRATIVE = TEXT[TEXT.index("  总体绩效目标:") : TEXT.index("预算项目:")]
PASTED = "项目名称: 接待车辆租赁费\n项目编码: 13022522P004T4010099A\n预算数: 5.00\n资金用途: 租车\n"


def moved(text: str, by: int) -> str:
    """Lines so many blanks further right, or left."""
    return "".join(" " * by + line if by > 0 else line[-by:] for line in text.splitlines(keepends=True))


SLIPS |= {
    "a project a level too far right": (SECOND, moved(SECOND, 2), 0, "多了 2 格，从这里起 27 行都是"),
    "a project at the margin": (SECOND, moved(SECOND, -2), 0, "少了 2 格，从这里起 27 行都是"),
    "all 一级指标 beside 绩效指标": (LEVELS, moved(LEVELS, -2), 0, "“产出指标”属于“绩效指标”，缩进少了一层（这样的有 3 项）"),
    "a 一级指标 beside 绩效指标": (LEVELS[LEVELS.index("      满意度") :], moved(LEVELS[LEVELS.index("      满意度") :], -2), 0, "“满意度指标”属于“绩效指标”"),
    "a 一级指标 among 二级指标": (LEVELS[LEVELS.index("      满意度") :], moved(LEVELS[LEVELS.index("      满意度") :], 2), 0, "缩进多了 2 格"),
    "the parts of 部门整体绩效目标 at the margin": (NARRATIVE, moved(NARRATIVE, -2), 0, "“总体绩效目标”属于“部门整体绩效目标”，缩进少了一层"),
    "a project pasted behind the last": (TAIL, TAIL + PASTED, 27, "移到“预算项目”下面"),
    "another word for 部门": ("部门: {编码", "单位: {编码", 0, "“部门”"),
    "words behind the last line": (TAIL, TAIL + "以上内容已经审定。\n", 27, "加“# ”"),
    "a sign of another way of writing": ("  - 项目名称: 接待", "```\n  - 项目名称: 接待", 0, "只有符号"),
    "a row pasted from a sheet": (ROW, ROW + "\n          巡查次数\t全年巡查\t12次", 1, "- {三级指标: 巡查次数, 绩效指标描述: 全年巡查, 指标值: 12次}"),
    "a row pasted from a sheet, and no other": (ROW, "          巡查次数\t12次", 0, "- {三级指标: 巡查次数, 指标值: 12次}"),
    "a row of a table with bars": (ROW, ROW + "\n          | 巡查次数 | 12次 |", 1, "- {三级指标: 巡查次数, 指标值: 12次}"),
    "the number of a row for its dash": (ROW, ROW.replace("- {", "1、{"), 0, "写成了“1、”"),
    "the sign of subtraction for a dash": ("  - 项目名称: 接待", "  − 项目名称: 接待", 0, "写成了“−”"),
    "a comma behind the braces": (PLAN, PLAN + "，", 0, "多了“，”"),
    "round brackets in a quotation": (QUOTED, '{{ 项目("接待管理经费").预算数 }}', 0, QUOTED),
    "marks of titles in a quotation": (QUOTED, "{{ 项目《接待管理经费》.预算数 }}", 0, QUOTED),
    "a quotation that is not closed": (QUOTED, QUOTED[:-1], 0, "少了一个“}”"),
    "two long dashes for a goal": ("      - 保留", "      —— 保留", 0, "“——”"),
    "two wide hyphens for a goal": ("      - 保留", "      －－保留", 0, "“－－”"),
    "a box for a goal": ("      - 保留", "      □ 保留", 0, "“□”"),
    "a long vowel for a goal": ("      - 保留", "      ー 保留", 0, "“ー”"),
    "the figure one for a goal": ("      - 保留", "      一 保留", 0, "“一”"),
    "a number for a goal": ("      - 保留", "      1、保留", 0, "“1、”"),
    "a number in brackets for a goal": ("      - 保留", "      （1）保留", 0, "“（1）”"),
    "a first goal without its dash": (GOAL, GOAL.replace("- ", "") + SECOND_GOAL, 1, "少了“- ”"),
    "a second goal a blank too far right": (GOAL, GOAL + SECOND_GOAL.replace("- ", " - "), 2, "多了 1 格"),
    "a second goal two blanks too far right": (GOAL, GOAL + SECOND_GOAL.replace("- ", "  - "), 2, "多了 2 格"),
    "a bar that is none": ("总体绩效目标: |", "总体绩效目标: 丨", 0, "“丨”"),
    "a bar in a quotation that is none": ("{{ 合计.预算数 }}", "{{ 合计.预算数丨元 }}", 0, "引用里的“丨”"),
    "a quotation closed full-width": ("{{ 合计.预算数 }}", "{{ 合计.预算数｝｝", 0, "“｝｝”"),
    "three braces": ("{{ 合计.预算数 }}", "{{{ 合计.预算数 }}}", 0, "多了一层"),
    "a name without brackets": (QUOTED, '{{ 项目"接待管理经费".预算数 }}', 0, QUOTED),
    "a name without quotes": (QUOTED, "{{ 项目[接待管理经费].预算数 }}", 0, QUOTED),
    "a row closed by a round bracket": ("指标值: 325辆}", "指标值: 325辆)", 0, "“)”"),
    "a row in round brackets": (ROW, ROW.replace("{", "(").replace("}", ")"), 0, "圆括号"),
    "a full stop between entries": (", 指标值: 325辆", "。指标值: 325辆", 0, "“。”"),
    ">＝ in a row": ("指标值: 325辆", "指标值: >＝325辆", 0, "写成 ≥"),
    "no-break blanks after a colon": ("金额单位: 万元", "金额单位:\u00a0万元", 0, "不换行空格"),
    "two hyphens for nothing": ("    财政资金: 8.87", "    财政资金: 8.87\n    其他资金: --", 1, "整行不写"),
    "a code in single Chinese quotes": ('"507002"', "‘507002’", 0, "引号要用英文的"),
    "text behind a bar": ("总体绩效目标: |", "总体绩效目标: | 全年", 0, "竖线后面还有字"),
    "lines pasted at column 0 as the first of a block": ("  总体绩效目标: |\n", "  总体绩效目标: |\n一、甲。\n二、乙。\n", 1, "缩进得少"),
    "a line with a colon pasted into a block": ("    招商综合服务。负责", "其中: 负责", 0, "缩进得少"),
    "a line with a colon pasted at the end of a block": ("  分项绩效目标: |", "其中: 甲\n  分项绩效目标: |", 0, "缩进得少"),
    "a last 二级指标 left out": ("        服务对象满意度指标:\n", "", 0, "“服务对象满意度指标:”"),
    "a date for the year": ("年度: 2022\n", "年度: 2022-01-01\n", 0, "四位数字"),
}  # fmt: skip

REMINDERS = {
    "single braces": ("{{ 合计.预算数 }}", "{合计.预算数}", "只有一层花括号"),
    "full-width braces": ("{{ 合计.预算数 }}", "｛｛ 合计.预算数 ｝｝", "“｛｛”"),
    "an ideographic blank at the beginning": ("名称: 乐亭县机关", "名称: \u3000乐亭县机关", "全角空格"),
    "blanks before a paragraph": ("    招商综合服务。负责", "    \u3000\u3000招商综合服务。负责", "段落开头"),
    "braces with a blank between them": ("{{ 年度 }}", "{ { 年度 } }", "之间有空格"),
    "brackets of headings for braces": ("{{ 年度 }}", "【年度】", "不是英文的两层花括号"),
    "no braces before a quotation": ("{{ 年度 }}", "年度 }}", "前面没有“{{”"),
    "braces of two kinds": ("{{ 年度 }}", "{｛ 年度 ｝}", "“{｛”"),
    "full-width signs for ≥": ("指标值: ≥8%", "指标值: ＞＝8%", "不是大于、小于的符号"),
    "=> for ≥": ("指标值: ≥8%", "指标值: =>8%", "不是大于、小于的符号"),
    "a sign of a book for ≥": ("指标值: ≥8%", "指标值: 》=8%", "“》=”不是大于、小于的符号"),
    "≧ for ≥": ("指标值: ≥8%", "指标值: ≧8%", "“≧”不是大于、小于的符号"),
    "a comma before the end of the braces": ("指标值: 325辆", "指标值: 325辆，", "末尾多了一个“，”"),
    "square brackets for braces": ("{{ 年度 }}", "[[ 年度 ]]", "不是英文的两层花括号"),
    "round brackets for braces": ("{{ 年度 }}", "（（年度））", "不是英文的两层花括号"),
    "a blank before a paragraph": ("    招商综合服务。负责", "     招商综合服务。负责", "多了 1 个空格"),
    "a thousands separator typed full-width": ("指标值: 325辆", "指标值: 8，600辆", "逗号是全角的"),
    "a character without width": ("项目名称: 接待管理", "项目名称: 接待\u200b管理", "U+200B"),
    "a no-break blank": ("用途: 主要用于全县", "用途: 主要\u00a0用于全县", "不换行空格"),
    "a bracket left behind": ("用途: 主要用于全县", "用途: 主要用于】全县", "没有“【”"),
}


def written(filing: Path, old: str, new: str) -> int:
    """Write the filing with a slip; the line of what was replaced."""
    assert old in TEXT
    filing.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return TEXT[: TEXT.index(old)].count("\n") + 1


def told(filing: Path) -> list[Diagnostic]:
    try:
        return list(building.prepare(filing).warnings)
    except PerfgenError as error:
        return list(error.diagnostics)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_on_its_line_by_its_name(slip: str, filing: Path) -> None:
    old, new, lines, words = SLIPS[slip]
    first = written(filing, old, new)
    found = told(filing)
    assert [one.line for one in found] == [first + lines], found
    assert words in f"{found[0].message} {found[0].hint}"
    assert found[0].severity is Severity.ERROR


def test_two_slips_on_a_line_are_both_told(filing: Path) -> None:
    written(filing, "  - 项目名称: 接待", "  －项目名称：接待")
    assert sorted(one.message for one in told(filing)) == ["冒号是全角的“：”", "列表的短横线写得不对，写成了“－”"]


@pytest.mark.parametrize("slip", SLIPS)
def test_what_stands_after_a_slip_is_looked_at_too(slip: str, filing: Path) -> None:
    """The last row of the file has a mistake of its own; so has the year at its beginning."""
    old, new, *_ = SLIPS[slip]
    text = TEXT.replace(old, new, 1)
    at = text.rindex("三级指标:")
    text = text[:at] + "三级指标名: " + text[at + len("三级指标: ") :]
    text = text.replace("年度: 2022", "年度: 2022年").replace("年度：2022", "年度：2022年")
    filing.write_text(text, encoding="utf-8")
    words = " ".join(one.message for one in told(filing))
    assert "三级指标名" in words
    assert "应当是年度" in words


@pytest.mark.parametrize("case", REMINDERS)
def test_what_prints_otherwise_than_meant_is_a_reminder(case: str, filing: Path) -> None:
    old, new, words = REMINDERS[case]
    line = written(filing, old, new)
    found = told(filing)
    assert [(one.line, one.severity) for one in found] == [(line, Severity.WARNING)], found
    assert words in found[0].message


def test_a_draft_with_many_mistakes_needs_one_round(filing: Path) -> None:
    text = TEXT
    for old, new in (
        ("年度: 2022\n", "年度: 2022年\n"), ("预算数: 8.87", "预算数: 8.87万"), ("指标值: 325辆", "指标值: >=8600人"),
        ("  - 项目名称: 接待管理经费", "    项目名称: 接待管理经费"), ("    财政资金: 300.00", "     财政资金: 300.00"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new, 1)
    filing.write_text(text, encoding="utf-8")
    assert sorted(one.code for one in told(filing)) == ["MOD03", "MOD03", "YML04", "YML04", "YML04"]


NO_SLIPS = {
    "a text in Chinese quotes": ("用途: 主要用于全县", "用途: “公车”主要用于全县"),
    "a text in quotes": (
        "用途: 主要用于全县机关事业单位公务用车",
        '用途: "主要：用于，全县"\n    立项依据: 用于公务用车',
    ),
    "brackets in a text": ("用途: 主要用于全县", "用途: 主要用于【重点】全县"),
    "a colon and a comma in a text": ("用途: 主要用于全县", "用途: 主要：用于，全县｛含乡镇｝"),
    "a goal that begins with a number": ("      - 保留", "      - 1个目标：保留"),
    "a goal that begins with a decimal number": ("      - 保留", "      - 1.5万辆：保留"),
    "round brackets around a text": ("用途: 主要用于全县", "用途: (其中：全县)主要用于"),
    "a literal brace": ("本部门年初设定的", "本部门年初设定的{甲}"),
}


@pytest.mark.parametrize("case", NO_SLIPS)
def test_right_text_is_not_accused(case: str, filing: Path) -> None:
    old, new = NO_SLIPS[case]
    written(filing, old, new)
    assert [one for one in told(filing) if "不印" not in one.message] == []


ODD_BUT_RIGHT = (
    "    ```\n    ====\n    | 项目 | 金额 |\n    接待\t184.00\n    ① 甲；② 乙。\n    ○ 丙\n    《办法》（试行），见附件\n",
    "    填表说明\n    － 丁\n    // 戊\n    预算数 184.00\n    } ，\n",
)


@pytest.mark.parametrize("lines", ODD_BUT_RIGHT)
@pytest.mark.parametrize("slip", ["a comma behind the braces", "words behind the last line", "a project at the margin"])
def test_right_text_is_not_accused_beside_a_slip(slip: str, lines: str, filing: Path) -> None:
    """A slip has the lines around it looked at; those of a text under ``|`` may begin with what they like."""
    old, new, *_ = SLIPS[slip]
    text = TEXT.replace(old, new, 1).replace("  工作保障措施: |\n", "  工作保障措施: |\n" + lines, 1)
    filing.write_text(text, encoding="utf-8")
    assert len(told(filing)) == 1, told(filing)


UNCERTAIN = {"a line pasted under a value", "a hyphen for nothing", "rows without their 二级指标", "二级指标 without their 一级指标",
             "another word for 三级指标", "another word for 预算数", "no heading above 二级指标 of another kind",
             "绩效指标 left out", "预算项目 left out", "部门整体绩效目标 left out", "a misspelt 一级指标", "a misspelt 绩效指标",
             "a key of which the right one is missing", "a merge that was not finished", "a text that became a comment",
             "a row without its dash", "a comment that takes the end of the braces along",
             "a project a level too far right", "a project at the margin", "all 一级指标 beside 绩效指标", "a 一级指标 beside 绩效指标",
             "a 一级指标 among 二级指标", "the parts of 部门整体绩效目标 at the margin", "a project pasted behind the last",
             "another word for 部门", "words behind the last line", "a sign of another way of writing", "a row pasted from a sheet",
             "a row pasted from a sheet, and no other", "a row of a table with bars", "two hyphens for nothing",
             "text behind a bar", "a last 二级指标 left out",
             "a date for the year"}  # fmt: skip
"""What only a person can put right."""
CERTAIN = {**{slip: (old, new) for slip, (old, new, *_) in SLIPS.items() if slip not in UNCERTAIN},
           "single braces": REMINDERS["single braces"][:2], "full-width braces": REMINDERS["full-width braces"][:2],
           "braces with a blank between them": REMINDERS["braces with a blank between them"][:2],
           "a tab": ("    预算数: 8.87", "\t预算数: 8.87"), "full-width blanks": ("    预算数: 8.87", "　　预算数: 8.87")}  # fmt: skip


@pytest.mark.parametrize("slip", CERTAIN)
def test_fmt_puts_right_what_is_certain_and_shows_it(slip: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    written(filing, *CERTAIN[slip])
    ran = perfgen("fmt", "--fix-punctuation", filing)
    assert ran.code == 0, ran.out
    assert f"已改 {filing.name} 的标点：" in ran.out.replace(str(filing.parent) + "/", "")
    assert "\n+" in ran.out
    assert [one for one in told(filing) if one.severity is Severity.ERROR] == []


def test_braces_with_a_blank_between_them_become_the_quotation(filing: Path) -> None:
    written(filing, *REMINDERS["braces with a blank between them"][:2])
    one = punctuated(filing)
    assert one is not None
    assert one.after.decode("utf-8") == TEXT


@pytest.mark.parametrize("slip", sorted(UNCERTAIN))
def test_what_is_not_certain_is_left_to_a_person(slip: str, filing: Path) -> None:
    old, new, *_ = SLIPS[slip]
    written(filing, old, new)
    assert punctuated(filing) is None


NUMBERS = {
    "a code in full-width quotes": ('"507002"', "“507002”"),
    "a year with its word": ("年度: 2022", "年度: 2022年"),
    "an amount with its unit": ("预算数: 8.87", "预算数: 8.87万元"),
    "an amount with the stop of a sentence": ("预算数: 8.87", "预算数: 8。87"),
    "an amount with the sign of the currency": ("预算数: 8.87", "预算数: ￥8.87"),
    "a percent sign twice": ("3月底: 30%", "3月底: 30%%"),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_loses_what_is_no_part_of_it(case: str, filing: Path) -> None:
    written(filing, *NUMBERS[case])
    one = punctuated(filing)
    assert one is not None
    assert one.after.decode("utf-8") == TEXT


def test_every_quotation_of_a_text_is_told_at_once(filing: Path) -> None:
    """One that cannot be read, one behind it, and one whose braces are single."""
    quoted = "{{ 合计.预算数 }}"
    first = written(filing, quoted, "{{ 合计。预算数 }}甲{{合计。项目数}}乙{年度}丙{{ 合计.预算数｝｝")
    found = told(filing)
    assert [(one.line, one.code) for one in found] == [(first, "NAR01")] * 4
    assert len({one.column for one in found}) == 4
    one = punctuated(filing)
    assert one is not None
    assert f"{quoted}甲{{{{ 合计.项目数 }}}}乙{{{{ 年度 }}}}丙{quoted}" in one.after.decode("utf-8")


def test_a_row_written_over_lines_whose_colons_are_all_full_width_is_told_line_by_line(filing: Path) -> None:
    row = "          - {三级指标: 项目完成率, 指标值: 100%}"
    first = written(filing, row, "          - 三级指标：项目完成率\n            指标值：100%")
    assert [(one.line, one.message) for one in told(filing)] == [(first + n, "冒号是全角的“：”") for n in (0, 1)]


def test_an_amount_in_another_unit_is_left_to_a_person(filing: Path) -> None:
    written(filing, "预算数: 8.87", "预算数: 88700元")
    assert punctuated(filing) is None


def test_what_is_certain_is_put_right_beside_what_is_not(filing: Path) -> None:
    """Words at the end stop a parser; the colon, the dash and the brace before them are mended all the same."""
    right = TEXT + "以上内容已经审定。\n"
    text = (
        right.replace("预算数: 184.00", "预算数：184.00")
        .replace("      - 服务员", "      —服务员")
        .replace("90批}", "90批")
    )
    filing.write_text(text, encoding="utf-8")
    one = punctuated(filing)
    assert one is not None
    assert one.after.decode("utf-8") == right


def _typed(line: str, how: str, at: int) -> str:
    """A line of the filing as a hand may have typed it."""
    head = line[: len(line) - len(line.lstrip(" "))]
    body = line[len(head) :]
    places = [place for place, sign in enumerate(body) if sign in how[0]]
    if how in _WIDE:
        return line if not places else head + _replaced(body, places[at % len(places)], _WIDE[how])
    return {
        "blank": f" {line}", "short": line[1:] if head else line, "tab": f"\t{line}", "wide": f"\u3000{line}",
        "unseen": f"{head}\u200b{body}", "inner": f"{head}{body[:3]} {body[3:]}", "dash": line.replace("- ", "－", 1),
        "twice": line.replace("- ", "- - ", 1), "nodash": line.replace("- ", "  ", 1), "bullet": line.replace("- ", "• ", 1),
    }[how]  # fmt: skip


_WIDE = {":": "：", ",": "，", "{": "｛", "}": "｝", '"': "“", "%": "％", ".": "。", "-": "—"}
_HOWS = (*_WIDE, "blank", "short", "tab", "wide", "unseen", "inner", "dash", "twice", "nodash", "bullet")


def _replaced(text: str, at: int, sign: str) -> str:
    return text[:at] + sign + text[at + 1 :]


RIGHT = loading.load(EXAMPLES / "乐亭县机关事务中心-2022.yaml").reading
LINES = TEXT.splitlines(keepends=True)
STRUCTURE = [number for number, line in enumerate(LINES) if line[:8].strip() and not line.startswith(("#", "    本"))]
STRUCTURE = [number for number in STRUCTURE if number < 6 or number > LINES.index("预算项目:\n")]


SLIPS_ON_LINES = st.lists(
    st.tuples(st.sampled_from(STRUCTURE), st.sampled_from(_HOWS), st.integers(0, 20)), min_size=1, max_size=4
)
STRAY = st.sampled_from(
    ("", "以上内容已审定\n", "```\n", "巡查\t12次\n", "    其他资金: -\n", "          | 甲 | 3次 |\n")
)


@given(SLIPS_ON_LINES, STRAY, st.sampled_from(STRUCTURE))
@settings(max_examples=some(60), deadline=None)
def test_mending_never_changes_what_is_said(slips: list[tuple[int, str, int]], stray: str, at: int) -> None:
    """What a file says once its slips are mended is what it said without them; or it is still told to be wrong.

    Each line put right says by itself what it should, indented as it was, whatever else is wrong; a stray line stays.
    """
    lines = list(LINES)
    for number, how, place in slips:
        lines[number] = _typed(LINES[number], how, place)
    if stray:
        lines.insert(at, stray)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.yaml"
        file.write_text("".join(lines), encoding="utf-8")
        before = loading.load(file)
        one = punctuated(file)
        if one is None:
            return
        file.write_bytes(one.after)
        after = loading.load(file)
    assert RIGHT is not None
    if after.reading is not None:
        wanted = [reading.filing for reading in (before.reading, RIGHT) if reading is not None]
        assert after.reading.filing in wanted
    mended = one.after.decode("utf-8").splitlines(keepends=True)
    assert len(mended) == len(lines)
    if stray:
        assert mended.pop(at) == lines.pop(at)
    beside = [
        right[: len(right) - len(right.lstrip())] + new.lstrip(" ") if new != old else right
        for new, old, right in zip(mended, lines, LINES, strict=True)
    ]
    alone = loading.load("".join(beside))
    assert alone.reading is not None, alone.errors
    assert alone.reading.filing == RIGHT.filing


def test_fmt_check_only_shows(filing: Path, perfgen: Callable[..., Run]) -> None:
    written(filing, *CERTAIN["an extra blank"])
    before = filing.read_bytes()
    ran = perfgen("fmt", "--check", "--fix-punctuation", filing)
    assert ran.code == 1
    assert "+    预算数: 8.87" in ran.out
    assert filing.read_bytes() == before


def test_line_ends_and_what_is_right_stay(filing: Path) -> None:
    text = "\ufeff" + TEXT.replace("年度: 2022\n", "年度：2022 # 注：甲，乙\n", 1)
    filing.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    one = punctuated(filing)
    assert one is not None
    assert one.after == text.replace("年度：2022", "年度: 2022", 1).replace("\n", "\r\n").encode("utf-8")


def test_each_line_keeps_its_own_end(filing: Path) -> None:
    head, rest = TEXT.split("部门:", 1)
    mixed = head.replace("\n", "\r\n") + "部门:" + rest
    filing.write_bytes(mixed.replace("年度: 2022", "年度：2022", 1).encode("utf-8"))
    one = punctuated(filing)
    assert one is not None
    assert one.after == mixed.encode("utf-8")


@pytest.mark.parametrize("example", ALL_FILINGS, ids=lambda path: path.stem)
def test_there_is_nothing_to_put_right_in_what_is_right(example: Path) -> None:
    for file in yaml_files(example):
        assert punctuated(file) is None


FOREIGN = "services:\n  web:\n    image：nginx\n    note: {a: 1，b: 2}\n"
TORN = FOREIGN + "{{- if .plan }}\n年度: 2022年\n{{- end }}\n"
"""What no reader takes, whatever is put right in it."""


@pytest.mark.parametrize("call", [("fmt", "--fix-punctuation"), ("check", "--fix")])
def test_yaml_of_others_in_a_folder_is_left_alone(
    call: tuple[str, ...], tmp_path: Path, perfgen: Callable[..., Run]
) -> None:
    folder = tmp_path / "部门"
    folder.mkdir()
    (folder / "filing.yaml").write_text(TEXT.replace("年度: 2022", "年度：2022"), encoding="utf-8")
    for name, text in (("compose.yml", FOREIGN), ("chart.yaml", TORN)):
        (folder / name).write_text(text, encoding="utf-8")
    perfgen(*call, folder)
    assert (folder / "compose.yml").read_text(encoding="utf-8") == FOREIGN
    assert (folder / "chart.yaml").read_text(encoding="utf-8") == TORN
    assert "年度: 2022\n" in (folder / "filing.yaml").read_text(encoding="utf-8")


def test_check_puts_slips_right_before_it_looks(filing: Path, perfgen: Callable[..., Run]) -> None:
    written(filing, *CERTAIN["a project without its dash"])
    ran = perfgen("check", "--fix", "--diff", filing)
    assert "+  - 项目名称: 接待管理经费" in ran.out
    assert [one for one in told(filing) if one.severity is Severity.ERROR] == []
