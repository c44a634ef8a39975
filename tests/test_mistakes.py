"""What a clerk can get wrong in YAML, and what perfgen says: place, message, hint, all in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen import building
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.source import canonical
from tests.conftest import SMALL


def diagnostics(path: Path) -> list[Diagnostic]:
    with pytest.raises(PerfgenError) as caught:
        building.prepare(path)
    return list(caught.value.diagnostics)


# What is written in place of what, and what is said: code, the text the caret stands at, words of the message.
SLIPS = {
    "a missing key": ("年度: 2022\n", "", "MOD01", "版式", "缺少“年度”"),
    "a missing key of a project": ("    资金用途: 用于接待\n", "", "MOD01", "项目名称", "缺少“资金用途”"),
    "an unknown key, the nearest offered": ("资金用途:", "资金用处:", "MOD01", "资金用处", "没有“资金用处”这一项"),
    "a key written twice": ("年度: 2022\n", "年度: 2022\n年度: 2023\n", "YML05", "年度: 2023", "“年度”写了两次，第 2 行已经有了"),
    "a key written in both languages": ("年度: 2022\n", "年度: 2022\nyear: 2023\n", "YML05", "year", "“year”和“年度”是同一项"),
    "text where parts are wanted": ('部门: {编码: "507002", 名称: 乐亭县机关事务中心}', "部门: 机关事务中心", "MOD03", "机关事务中心", "这里应当分项写"),
    "parts where text is wanted": ("用于接待", "{甲: 乙}", "MOD03", "{甲", "这里应当是一段文字"),
    "a list where a plan is wanted": ("{3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}", "[1]", "MOD03", "[1]", "这里应当分项写"),
    "text where a list is wanted": ("\n      - 搞好接待服务", " 搞好接待服务", "MOD03", "搞好接待服务", "这里应当是一个列表"),
    "nothing where something is wanted": ("用途: 用于接待", "用途:", "MOD03", "\n    资金支出计划", "这里还没有填"),
    "a tab for indentation": ("    预算数: 184.00", "\t预算数: 184.00", "YML04", "\t", "用制表符（Tab）缩进"),
    "a full-width colon at a key": ("项目名称: 接待管理经费", "项目名称：接待管理经费", "YML04", "：接待管理经费", "冒号是全角的"),
    "full-width colons in a whole mapping": (
        '部门: {编码: "507002", 名称: 乐亭县机关事务中心}', "部门:\n  编码： 507002\n  名称： 机关事务中心",
        "YML04", "： 507002", "冒号是全角的",
    ),
    "a full-width colon in braces": ("{3月底: 30%, 6月底", "{3月底：30%, 6月底", "YML04", "：30%", "冒号是全角的"),
    "a full-width comma in braces": ("3月底: 30%, 6月底", "3月底: 30%，6月底", "YML04", "，6月底", "逗号是全角的"),
    "full-width colons and commas in braces": (
        '部门: {编码: "507002", 名称: 乐亭县机关事务中心}', '部门: {编码："507002"，名称：乐亭县机关事务中心}',
        "YML04", '："507002"', "冒号、逗号是全角的",
    ),
    "a full-width comma in a row": ("完成接待活动批次, 指标值", "完成接待活动批次，指标值", "YML04", "，指标值", "逗号是全角的"),
    "no blank after a colon in braces": ("{3月底: 30%", "{3月底:30%", "YML04", ":30%", "冒号后面少一个空格"),
    "a full-width blank after a colon": ("预算数: 184.00", "预算数:\u3000184.00", "YML04", "\u3000", "冒号后面是全角空格"),
    "a full-width blank for indentation": ("    预算数: 184.00", "\u3000\u3000预算数: 184.00", "YML04", "\u3000", "用全角空格缩进"),
    "a full-width dash": ("- 项目名称", "－ 项目名称", "YML04", "－ 项目", "列表的短横线写得不对"),
    "a full-width bar": ("总体绩效目标: |", "总体绩效目标: ｜", "YML04", "｜", "竖线是全角的"),
    "text behind a bar": ("分项绩效目标: |\n    接待", "分项绩效目标: | 接待", "YML04", "接待活动管理", "竖线后面还有字"),
    "text that runs over lines": ("资金用途: 用于接待", "资金用途: 用于\n      接待", "YML10", "接待\n    资金支出", "换行会变成空格"),
    "text in quotes that runs over lines": ("资金用途: 用于接待", '资金用途: "用于\n      接待"', "YML10", '接待"', "换行会变成空格"),
    "text without a bar whose first line has a colon": (
        "工作保障措施: |\n    完善制度。", "工作保障措施:\n    主要任务：甲。\n    重点工作：乙。", "YML10", "重点工作", "换行会变成空格",
    ),
    "a text that begins with a bracket": ("用于接待", "[重点]接待", "YML04", "[重点]", "不能以 [ 或 { 开头"),
    "a quotation without quotes around it": ("用于接待", "{{ 年度 }}年用", "YML04", "{{ 年度 }}年用", "不能以 [ 或 { 开头"),
    "text folded by >": ("分项绩效目标: |", "分项绩效目标: >", "YML10", ">", "换行会变成空格"),
    "text lost as a comment": ("用于接待", "购买 #3 锅炉用煤", "YML10", "购买", "“#3 锅炉用煤”被当成注释"),
    "a line of a block that stands too far left": (
        "    接待活动管理。\n", "    接待活动管理。\n   第二段：很长。\n", "YML04", "第二段", "接不上去",
    ),
    "a row with >= unquoted": (
        "- {三级指标: 完成接待活动批次, 指标值: ≥90批}", "- 三级指标: 完成\n            指标值: >=90批",
        "YML04", ">=90批", "大于号不能放在开头",
    ),
    "no blank after a colon": ("金额单位: 万元", "金额单位:万元", "YML04", ":万元", "冒号后面少一个空格"),
    "a text without its closing quote": ("资金用途: 用于接待", '资金用途: "用于接待', "YML04", '"用于接待', "引号没有收尾"),
    "a line out of line": ("    项目编码: 1302", "   项目编码: 1302", "YML04", "项目编码", "缩进和上面的行对不齐"),
    "a text that begins with a sign": ("用于接待", "@接待", "YML04", "@接待", "不能以这个符号开头"),
    "a text that begins with a star": ("用于接待", "*接待*", "YML04", "*接待*", "不能以 * 或 & 开头"),
    "a code that begins with 0, unquoted": ('"507002"', "0507002", "YML09", "0507002", "前面的 0 会丢掉"),
    "a date, unquoted": ("指标值: ≥90批", "指标值: 2022-12-31", "YML09", "2022-12-31", "会被别的软件当成日期"),
    "a yes, unquoted": ("用于接待", "yes", "YML09", "yes", "会被别的软件当成“是”或“否”"),
    "a code with full-width digits": ('"507002"', '"５０７００２"', "MOD03", '"５', "编码只能由数字、英文字母和连字符组成"),
    "a percentage beyond 100": ("60%", "160%", "MOD03", "160%", "百分数应当在 0% 到 100% 之间"),
    "a percentage that is none": ("60%", "六成", "MOD03", "六成", "应当是百分数，这里是“六成”"),
    "a share for a percentage": ("30%", "0.3", "MOD03", "0.3", "看不出“0.3”是百分之几"),
    "a plan that falls": ("80%", "50%", "MOD03", "50%", "10月底的 50% 不能小于6月底的 60%"),
    "a plan that does not end at 100 %": ("100%", "95%}"[:3], "MOD03", "95%", "应当是 100%，这里是 95%"),
    "a checkpoint too few": ("10月底: 80%, ", "", "MOD03", "{3月底", "缺少10月底"),
    "a checkpoint the form has not": ("10月底", "9月底", "MOD03", "80%", "没有“9月底”这个时点"),
    "an amount with its unit": ("预算数: 184.00", "预算数: 184.00万元", "MOD03", "184.00万元", "金额里不要写单位"),
    "an amount that is none": ("预算数: 184.00", "预算数: 一百八十四", "MOD03", "一百八十四", "应当是金额，这里是“一百八十四”"),
    "thousands separators in wrong places": ("预算数: 184.00", "预算数: 18,4.00", "MOD03", "18,4.00", "应当是金额"),
    "an amount below zero": ("预算数: 184.00", "预算数: -184.00", "MOD03", "-184.00", "金额不能是负数"),
    "more decimals than the form prints": ("预算数: 184.00", "预算数: 184.005", "MOD03", "184.005", "最多写 2 位小数"),
    "an unknown unit": ("金额单位: 万元", "金额单位: 亿元", "MOD03", "亿元", "只能写 万元 或 元"),
    "a year that is none": ("年度: 2022", "年度: 22", "MOD03", "22\n部门", "年度应当是 2000 到 2099 之间的年份"),
    "an unknown layout": ("版式: hebei-2022", "版式: hebei2022", "LAY02", "hebei2022", "没有“hebei2022”这个版式"),
    "an unknown 一级指标": ("产出指标:", "产出:", "MOD03", "产出:", "没有“产出”这个一级指标"),
    "an unknown 二级指标": ("        数量指标:", "        数量:", "MOD03", "数量:", "“产出指标”下没有“数量”这个二级指标"),
    "a 一级指标 without 二级指标": ("        数量指标:\n  ", "", "MOD02", "- {三级指标: 完成", "少了一层：二级指标的名称"),
    "a row that is text": ("- {三级指标: 完成接待活动批次, 指标值: ≥90批}", "- 完成接待活动批次", "MOD03", "完成接待活动批次", "这里应当分项写"),
    "a row without its basis": ("    指标值确定依据: 年初工作计划\n", "", "MOD01", "{三级指标: 完成", "缺少“指标值确定依据”"),
    "a quotation of what is not there": ("合计.预算数", "合计.预算", "NAR01", "{{ 合计", "“合计”里没有“预算”"),
    "a quotation of nothing known": ("合计.预算数", "总计", "NAR01", "{{ 总计", "没有“总计”这个数据"),
    "a quotation without end": ("合计.预算数 }}", "合计.预算数", "NAR01", "{{ 合计", "花括号里的引用写得不完整"),
    "a quotation of more than one thing": ("合计.预算数", "合计", "NAR01", "{{ 合计", "“合计”下面还有数据"),
    "two filings in one file": ("金额单位", "---\n金额单位", "YML06", "---", "一个文件里只能写一份"),
    "a tag": ("用于接待", "!!python/name:os.system 用于接待", "YML08", "!!python", "不支持 YAML 标签"),
    "a merge": ("金额单位", "<<: {甲: 乙}\n金额单位", "YML08", "<<", "不支持 <<"),
    "a key that is a list": ("金额单位", "[甲]: 乙\n金额单位", "YML08", "[甲]", "这里应当是一个名称"),
    "an alias of nothing": ("用于接待", "*use", "YML08", "*use", "没有对应的"),
    "a control character": ("用于接待", "用于\x07接待", "YML03", "\x07", "U+0007"),
    "a control character in an escape": ("用于接待", r'"用于\x07接待"', "MOD03", r"\x07", "U+0007"),
    "what perfgen new left to fill in": ("用于接待", "【填写：用途】", "MOD03", "【填写", "这里还没有填"),
    "what perfgen new left in a block": ("接待活动管理。", "【填写：分项】", "MOD03", "【填写", "这里还没有填"),
    "what perfgen new left for a number": ("预算数: 184.00", "预算数: 【填写】", "MOD03", "【填写", "这里还没有填，应当是金额"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_place(slip: str, filing: Path) -> None:
    old, new, code, at, words = SLIPS[slip]
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    filing.write_text(text, encoding="utf-8")
    found = [d for d in diagnostics(filing) if d.code == code and words in d.message]
    assert found, diagnostics(filing)
    before = text[: text.index(at)]
    assert (found[0].line, found[0].column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert found[0].excerpt == text.split("\n")[found[0].line - 1]
    assert found[0].hint
    assert found[0].file == filing


# What a Chinese keyboard makes of YAML, line by line: what is written in place of what, and the line and words told.
KEYBOARD = {
    "a colon missing": ("年度: 2022", "年度 2022", 2, "名称后面少了冒号"),
    "a semicolon": ("年度: 2022", "年度；2022", 2, "这里要用英文冒号"),
    "an equals sign": ("年度: 2022", "年度=2022", 2, "这里要用英文冒号"),
    "a ratio sign": ("年度: 2022", "年度∶ 2022", 2, "这里要用英文冒号"),
    "a blank before a full-width colon": ("年度: 2022", "年度 ：2022", 2, "冒号是全角的"),
    "a no-break blank after a colon": ("年度: 2022", "年度:\xa02022", 2, "冒号后面是不换行空格"),
    "a full-width number sign": ("年度: 2022", "＃ 注\n年度: 2022", 2, "注释要用英文的 #"),
    "slashes for a comment": ("年度: 2022", "// 注\n年度: 2022", 2, "注释要用英文的 #"),
    "a dash without a blank": ("  - 项目名称", "  -项目名称", 13, "短横线写得不对"),
    "a long dash": ("  - 项目名称", "  —项目名称", 13, "短横线写得不对"),
    "a dash without a blank before a goal": ("      - 搞好", "      - 提高\n      -搞好", 21, "短横线写得不对"),
    "a full-width dash before a goal": ("      - 搞好", "      - 提高\n      －搞好", 21, "短横线写得不对"),
    "full-width braces": ("{三级指标: 接待对象满意度, 指标值: ≥95%}", "｛三级指标: 接待对象满意度, 指标值: ≥95%｝", 28, "花括号不是英文的"),
    "brackets for braces": ("{三级指标: 接待对象满意度, 指标值: ≥95%}", "【三级指标: 接待对象满意度, 指标值: ≥95%】", 28, "花括号不是英文的"),
    "a brace that is not closed": ("名称: 乐亭县机关事务中心}", "名称: 乐亭县机关事务中心", 3, "括号没有收尾"),
    "a quote closed by a full-width one": ("年度: 2022", '年度: "2022”', 2, "配不成对"),
    "a full-width colon before a long block": (
        "总体绩效目标: |\n", "总体绩效目标：|\n" + "    一段话。\n" * 9, 6, "冒号是全角的",
    ),
    "full-width colons all over a row": (
        "{三级指标: 完成接待活动批次, 指标值: ≥90批}", "{三级指标：完成接待活动批次，指标值：≥90批}", 25, "冒号是全角的",
    ),
    "no blanks in a row": (
        "{三级指标: 完成接待活动批次, 指标值: ≥90批}", "{三级指标:完成接待活动批次,指标值:≥90批}", 25, "冒号后面少一个空格",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", KEYBOARD)
def test_slips_of_a_chinese_keyboard(case: str, filing: Path) -> None:
    old, new, line, words = KEYBOARD[case]
    filing.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    found = diagnostics(filing)
    assert {(d.line, words in d.message or "逗号是全角的" in d.message) for d in found} == {(line, True)}, found


# Right text next to a mistake: nobody must be told to change it.
RIGHT = {
    "goals that begin with a word and a colon": (
        "      - 搞好接待服务\n", "      - 一是：搞好\n      - 二是：提高\n     甲: 1\n", [22],
    ),
    "paragraphs that begin with a word and a colon": (
        "总体绩效目标: |\n    本部门", "总体绩效目标： |\n    目标1：甲\n    职责：乙\n    本部门", [6],
    ),
    "a block with a line too far left": (
        "    接待活动管理。\n", "    活动：管理。\n   少一格。\n", [10],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_right_text_is_not_accused(case: str, filing: Path) -> None:
    old, new, lines = RIGHT[case]
    assert old in SMALL
    filing.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    assert [d.line for d in diagnostics(filing)] == lines


def test_all_slips_of_a_file_are_told_in_one_pass(filing: Path) -> None:
    slips = (
        "a year that is none", "no blank after a colon", "a full-width colon at a key", "an amount that is none",
        "a key written in both languages", "a full-width comma in braces", "an unknown 一级指标",
        "a quotation of nothing known", "a date, unquoted",
    )  # fmt: skip
    text = SMALL
    for old, new, *_ in (SLIPS[slip] for slip in reversed(slips)):
        text = text.replace(old, new, 1) if old in text else text.replace("部门:", "year: 2023\n部门:", 1)
    filing.write_text(text.replace("60%", "六成"), encoding="utf-8")
    found = diagnostics(filing)
    assert [(d.code, d.line) for d in found] == [
        ("MOD03", 2), ("YML05", 3), ("YML04", 5), ("NAR01", 8), ("YML04", 14), ("MOD03", 16), ("YML04", 19), ("MOD03", 19),
        ("MOD03", 24), ("YML09", 26),
    ]  # fmt: skip


def test_slips_of_all_files_of_a_folder_are_told_in_their_order(desk: Path) -> None:
    head, _, project = SMALL.partition("预算项目:\n")
    lines = [line[4:] for line in project.splitlines()]
    (desk / "projects").mkdir()
    (desk / "filing.yaml").write_text(
        head.replace("年度: 2022", "年度: 22") + "预算项目: [projects/*.yaml]\n", encoding="utf-8"
    )
    for name in ("b.yaml", "a.yaml"):
        text = "\n".join(lines).replace("184.00", "很多", 1)
        (desk / "projects" / name).write_text(text + "\n", encoding="utf-8")
    found = diagnostics(desk)
    assert [(d.file.relative_to(desk).as_posix(), d.line) for d in found if d.file] == [
        ("filing.yaml", 2),
        ("projects/a.yaml", 3),
        ("projects/b.yaml", 3),
    ]


# Sound YAML that nobody may be told to change.
SOUND = {
    "prose with a colon in a row": ("指标值: ≥90批}", "指标值: 完成全年任务，其中数量指标：90批}"),
    "prose with a known word in a row": ("指标值: ≥90批}", "绩效指标描述: 建设情况，名称：某局, 指标值: ≥90批}"),
    "prose on a line of its own": ("资金用途: 用于接待", "资金用途:\n      绩效目标：提升服务"),
    "a range of dates": ("指标值: ≥90批", "指标值: 2022-01-01 至 2022-12-31"),
    "a time of day": ("用于接待", "08:30"),
    "a norm for filling in": ("用于接待", "按【填写规范】办"),
    "a comment without a blank after a quotation": ("资金用途: 用于接待", '资金用途: "用于接待" #注'),
    "signs within text": ("用于接待", "A/B//C；甲=乙，丙－丁 -5%【戊】{己}*&@"),
}


@pytest.mark.parametrize("case", SOUND)
def test_sound_yaml_is_left_alone(case: str, filing: Path) -> None:
    old, new = SOUND[case]
    assert old in SMALL
    filing.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    before = building.prepare(filing).filing
    filing.write_text(canonical(filing), encoding="utf-8")
    assert building.prepare(filing).filing == before


CERTAIN = {
    "full-width digits": ("184.00", "１８４．００"),
    "thousands separators": ("预算数: 184.00", "预算数: 1,184.00"),
    "a full-width percent sign": ("30%", "３０％"),
    "no percent sign": ("30%", "30"),
    "a year in full-width digits": ("年度: 2022", "年度: ２０２２"),
    "an unquoted code": ('"507002"', "507002"),
    "English keys": ("金额单位: 万元", "amount_unit: 万元"),
    "an English key in a project": ("预算数: 184.00", "budget: 184.00"),
    "an English key in a row": ("指标值: ≥90批", "target: ≥90批"),
    "a byte order mark": ("版式", "\ufeff版式"),
    "line ends of Windows": ("\n", "\r\n"),
    "quotations of what they stand for": ("合计.预算数", '项目["接待管理经费"].预算数'),
}


@pytest.mark.parametrize("way", CERTAIN)
def test_what_is_certain_is_understood(way: str, filing: Path) -> None:
    old, new = CERTAIN[way]
    plain = building.prepare(filing)
    filing.write_bytes(SMALL.replace(old, new).encode())
    prepared = building.prepare(filing)
    assert prepared.filing.projects[0].indicators == plain.filing.projects[0].indicators
    assert prepared.filing.projects[0].spending_plan == plain.filing.projects[0].spending_plan
    if "," not in new:
        assert prepared.filing.projects[0].budget == plain.filing.projects[0].budget
        assert prepared.narrative == plain.narrative


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("gbk", "GBK 编码"), ("utf-16", "UTF-16 编码"), ("utf-16-be", "不是文本文件")],
)
def test_another_encoding_is_told_with_the_way_out(encoding: str, words: str, filing: Path) -> None:
    filing.write_bytes(SMALL.encode(encoding))
    (found,) = diagnostics(filing)
    assert words in found.message
    assert "UTF-8" in found.hint or "YAML" in found.hint


def test_a_gbk_file_is_shown_readably(filing: Path) -> None:
    filing.write_bytes(SMALL.encode("gbk"))
    (found,) = diagnostics(filing)
    assert found.excerpt == "版式: hebei-2022"


@pytest.mark.parametrize("content", ["", "\n  \n", "# 只有注释\n"])
def test_an_empty_file_is_told(content: str, filing: Path) -> None:
    filing.write_text(content, encoding="utf-8")
    (found,) = diagnostics(filing)
    assert "空" in found.message


def test_a_file_that_is_no_filing_is_told(filing: Path) -> None:
    filing.write_text("- 甲\n- 乙\n", encoding="utf-8")
    assert "这里应当是一份绩效文本" in diagnostics(filing)[0].message
    filing.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    assert "这不是文本文件" in diagnostics(filing)[0].message


INCLUDES = {
    "missing": ("projects/没有.yaml", "INC01", "没有找到"),
    "climbing out": ("../*.yaml", "INC02", "只能引用本文件夹里的文件"),
    "climbing out by Windows' sign": ("..\\*.yaml", "INC02", "只能引用本文件夹里的文件"),
    "absolute": ("/etc/passwd", "INC02", "只能引用本文件夹里的文件"),
    "a drive": ("C:/x.yaml", "INC02", "只能引用本文件夹里的文件"),
    "every folder below": ("**/*.yaml", "INC02", "不能用 **"),
    "a folder": (".", "INC02", "这里应当是文件名"),
    "a name without end": (
        "甲" * 3000,
        "INC01",
        "",
    ),  # up to Python 3.12 the system refuses it, then there is no such file
    "a whole filing": ("whole.yaml", "MOD02", "这是一整份绩效文本"),
    "itself": ("dept.yaml", "INC03", "引用了自己"),
    "a link out of the folder": ("link.yaml", "INC02", "实际在文件夹外面"),
    "a circle": ("a.yaml", "INC03", "引用了自己"),
    "one in another, on and on": ("chain0.yaml", "INC04", "引用一层套一层，超过 24 层"),
    "a file twice": ('one.yaml", "one.yaml', "INC03", "引用了两次"),
    "no project": ("text.yaml", "MOD02", "这里应当是一个项目"),
    "an empty file": ("empty.yaml", "YML01", "文件是空的"),
}


@pytest.mark.parametrize("case", INCLUDES)
def test_includes_that_cannot_be(case: str, filing: Path, tmp_path: Path) -> None:
    written, code, words = INCLUDES[case]
    folder = filing.parent
    head, _, project = SMALL.partition("预算项目:\n")
    one = "\n".join(line[4:] for line in project.splitlines())
    (tmp_path / "outside.yaml").write_text(one, encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "a.yaml").write_text('["b.yaml"]', encoding="utf-8")
    (folder / "b.yaml").write_text('["a.yaml"]', encoding="utf-8")
    for number in range(400):
        (folder / f"chain{number}.yaml").write_text(f'["chain{number + 1}.yaml"]', encoding="utf-8")
    (folder / "one.yaml").write_text(one, encoding="utf-8")
    (folder / "whole.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "text.yaml").write_text("只有文字", encoding="utf-8")
    (folder / "empty.yaml").write_text("", encoding="utf-8")
    escaped = written.replace("\\", "\\\\")
    filing.write_text(f'{head}预算项目: ["{escaped}"]\n', encoding="utf-8")
    found = diagnostics(filing)
    assert [(d.code, words in d.message) for d in found] == [(code, True)], found


def test_a_folder_without_a_filing_is_told(desk: Path) -> None:
    (found,) = diagnostics(desk)
    assert "没有 filing.yaml" in found.message


def test_two_projects_of_one_name_cannot_be_quoted_by_it(filing: Path) -> None:
    head, mark, project = SMALL.partition("预算项目:\n")
    quoting = head.replace("合计.预算数", '项目["接待管理经费"].预算数')
    filing.write_text(quoting + mark + project + project, encoding="utf-8")
    (found,) = diagnostics(filing)
    assert found.code == "NAR01"
    assert "有 2 个项目都叫“接待管理经费”" in found.message


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_line_ends_that_no_editor_shows_are_pointed_out(sign: str, filing: Path) -> None:
    filing.write_text(SMALL.replace("用于接待", f'"用{sign}于"').replace("60%", "六成"), encoding="utf-8")
    (found,) = diagnostics(filing)
    assert (found.code, found.line, found.column) == ("YML03", 17, 13)
    assert f"U+{ord(sign):04X}" in found.message
