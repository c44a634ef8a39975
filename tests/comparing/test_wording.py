"""What is said of a difference: the sentence of a reviewer, and a text with its changes marked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.comparing import compare
from perfgen.comparing.marked import GAP, Fate, Marker, shortened
from perfgen.comparing.wording import Growth, lines, percent_text, sayings, sentence, total
from tests.comparing.edits import Edit, filing, indicator, insert, move, project, put, take
from tests.effort import effort

P, I = "预算项目", "绩效指标"  # noqa: E741 -- as the form has them
ROW = (P, 0, I, 0)
GENERAL = ("部门整体绩效目标", "总体绩效目标")


def everywhere(label: str, value: str) -> Edit:
    return lambda said: [row.update({label: value}) for row in said[P][0][I]]


SENTENCES: dict[str, list[Edit]] = {
    "高龄补贴 预算数 512.60 → 540.00（+5.3%）": [put(P, 0, "预算数", "540.00")],
    "高龄补贴 预算数 512.60 → 540.00（+5.3%） ": [put(P, 0, "预算数", "540")],
    "高龄补贴 预算数 512.60 → 500.00（-2.5%）": [put(P, 0, "预算数", "500")],
    "高龄补贴 预算数 512.600 → 512.605（增加不到0.1%）": [put(P, 0, "预算数", "512.605")],
    "高龄补贴 预算数 512.60 → 0.00（-100.0%）": [put(P, 0, "预算数", "0")],
    "高龄补贴 其他资金 增加：10": [put(P, 0, "其他资金", "10")],
    "高龄补贴 财政资金 删去：512.60": [take(P, 0, "财政资金")],
    "年度 2024 → 2025": [put("年度", "2025")],
    "部门 名称 某县民政局 → 某县民政和救助局": [put("部门", "名称", "某县民政和救助局")],
    "高龄补贴 项目编码 13022624P00312010001A → 13022624P00312010001C": [put(P, 0, "项目编码", "13022624P00312010001C")],
    "高龄补贴 产出指标/数量指标/高龄补贴受益人数 指标值 ≥8600人 → ≥9000人（+4.7%）": [put(*ROW, "指标值", "≥9000人")],
    "高龄补贴 产出指标/数量指标/高龄补贴受益人数 指标值 ≥8600人 → ≥8600户": [put(*ROW, "指标值", "≥8600户")],
    "高龄补贴 产出指标/数量指标/高龄补贴受益人数 指标值 ≥8600人 → 有所增加": [put(*ROW, "指标值", "有所增加")],
    "高龄补贴 满意度指标/服务对象满意度指标/受益对象满意度 指标值 ≥90% → ≥92.5%（+2.5 个百分点）": [
        put(P, 0, I, 2, "指标值", "≥92.5%")
    ],
    "高龄补贴 产出指标/质量指标/资金使用合规率 分值 增加：10": [put(P, 0, I, 1, "分值", "10")],
    "高龄补贴 产出指标/成本指标/人均补贴 增加指标：≤800元": [
        insert(P, 0, I, 1, indicator("成本指标", "人均补贴", "≤800元"))
    ],
    "高龄补贴 产出指标/质量指标/资金使用合规率 删去指标：100%": [take(P, 0, I, 1)],
    "高龄补贴 满意度指标/服务对象满意度指标/受益对象满意度 移动指标：第3个 → 第1个": [move(P, 0, I, 2, 0)],
    "高龄补贴 产出指标/数量指标/高龄补贴受益人次 改名：高龄补贴受益人数 → 高龄补贴受益人次": [
        put(*ROW, "三级指标", "高龄补贴受益人次"),
        put(*ROW, "绩效指标描述", "高龄补贴受益人次"),
    ],
    "高龄补贴 3 行的 指标值确定依据 年初工作计划 → 上级文件": [everywhere("指标值确定依据", "上级文件")],
    "高龄补贴 绩效目标 第2条：规范资金管理，专款专用{+，及时足额拨付+}": [
        put(P, 0, "绩效目标", 1, "规范资金管理，专款专用，及时足额拨付")
    ],
    "高龄补贴 绩效目标 第1条 增加：让老人满意": [insert(P, 0, "绩效目标", 0, "让老人满意")],
    "殡仪馆维修 绩效目标 第1条 删去：完成屋面防水改造": [take(P, 2, "绩效目标", 0)],
    "殡仪馆维修 绩效目标 第2条 移动：第1条 → 第2条": [move(P, 2, "绩效目标", 1, 0)],
    "高龄补贴 资金支出计划 3月底 25% → 30%": [put(P, 0, "资金支出计划", "3月底", "30%")],
    "高龄补贴 资金支出计划 删去：3月底 25%，6月底 50%，10月底 75%，12月底 100%": [take(P, 0, "资金支出计划")],
    "临时救助 增加项目：预算数 30.00，3 个绩效指标": [insert(P, 1, project("临时救助", None, "30.00"))],
    "孤儿基本生活费 删去项目：预算数 86.00，3 个绩效指标": [take(P, 1)],
    "殡仪馆维修 移动项目：第3个 → 第1个": [move(P, 2, 0)],
    "高龄补贴 移动项目：预算项目 第1个 → 专项资金 第1个": [
        put("专项资金", []),
        lambda said: said["专项资金"].append(said[P].pop(0)),
    ],
    "高龄津贴 改名：高龄补贴 → 高龄津贴": [put(P, 0, "项目名称", "高龄津贴")],
    "殡仪馆  维修 改名：殡仪馆维修 → 殡仪馆  维修（只差空格和看不见的字符）": [put(P, 2, "项目名称", "殡仪馆  维修")],
    "高龄补贴 资金来源 增加：一般公共预算 500，单位资金 12.60": [
        put(P, 0, "资金来源", {"一般公共预算": "500", "单位资金": "12.60"})
    ],
    "部门职责/社会救助 增加：工作活动 职责活动 低保，年度预算数 30": [
        put("部门职责", [{"职责活动": "社会救助", "工作活动": [{"职责活动": "低保", "年度预算数": "30"}]}])
    ],
    "高龄补贴 级别 增加：县级": [put(P, 0, "自定项", {"级别": "县级"})],
    "部门整体绩效目标 总体绩效目标：……保障困难群众{+和老年人+}基本生活。……": [
        put(*GENERAL, "今年申请预算资金。保障困难群众和老年人基本生活。提高服务水平。")
    ],
    "部门整体绩效目标 总体绩效目标：……提高服务水平。{+↵让群众满意。+}": [
        put(*GENERAL, "今年申请预算资金。保障困难群众基本生活。提高服务水平。\n让群众满意。")
    ],
}


@pytest.mark.parametrize("words", SENTENCES)
def test_a_difference_is_said_as_a_reviewer_says_it(words: str) -> None:
    said = sayings(compare(filing(), filing(*SENTENCES[words])))
    assert [sentence(one) for one in said] == [words.rstrip()]


def test_money_in_another_unit_is_compared_by_what_it_is_worth() -> None:
    said = sayings(
        compare(filing(), filing(put("金额单位", "元"), put(P, 0, "预算数", "5126000"), put(P, 1, "预算数", "946000")))
    )
    assert [sentence(one) for one in said][:3] == [
        "金额单位 万元 → 元",
        "高龄补贴 预算数 512.60万元 → 5126000元（换了单位，金额没有变）",
        "孤儿基本生活费 预算数 86.00万元 → 946000元（+10.0%）",
    ]


def test_rows_in_which_the_same_was_changed_are_told_at_once() -> None:
    rows = [indicator("数量指标", f"第{number}项", "1个") for number in range(3)]
    graded = [{"绩效指标": f"第{number}项", "优": "好", "良": "差"} for number in range(4)]
    duty = {"职责活动": "救助", "工作活动": [{"职责活动": "低保", "绩效指标": graded}]}
    earlier = filing(put("整体绩效指标", rows), put("部门职责", [duty]))
    later = [{**row, "指标值确定依据": "文件"} for row in rows]
    better = {
        "职责活动": "救助",
        "工作活动": [{"职责活动": "低保", "绩效指标": [{**one, "优": "很好"} for one in graded]}],
    }
    said = sayings(compare(earlier, filing(put("整体绩效指标", later), put("部门职责", [better]))))
    assert [sentence(one) for one in said] == [
        "部门职责/救助/低保 4 行的 优 好 → 很好",
        "整体绩效指标 3 行的 指标值确定依据 年初工作计划 → 文件",
    ]


def test_the_sum_of_all_projects() -> None:
    found = total(compare(filing(), filing(take(P, 1))))
    assert found is not None
    assert (*found[:2], percent_text(found[2])) == ("718.60", "632.60万元", "-12.0%")
    assert total(compare(filing(), filing(put("年度", "2025")))) is None


@pytest.mark.parametrize(
    ("by", "percent", "said"), [("5", None, "+5"), ("-0.50", None, "-0.5"), ("1", "12.345", "+12.3%")]
)
def test_growth_in_words(by: str, percent: str | None, said: str) -> None:
    assert percent_text(Growth(Decimal(by), Decimal(percent) if percent else None)) == said


def test_everything_a_filing_says_line_by_line() -> None:
    said = list(lines(filing()))
    assert "高龄补贴 预算数：512.60" in said
    assert "高龄补贴 产出指标/数量指标/高龄补贴受益人数 指标值：≥8600人" in said
    assert "高龄补贴 资金支出计划 3月底：25%" in said
    assert not [line for line in said if "绩效指标描述" in line]  # it says the name again
    changed = [line for line in lines(filing(put(P, 0, "预算数", "540.00"))) if line not in said]
    assert changed == ["高龄补贴 预算数：540.00"]


# --- marked texts

MARKED = [
    ("预算718.6万元", "预算746万元", "预算[-718.6-]{+746+}万元"),
    ("完成1,200户", "完成1,250户", "完成[-1,200-]{+1,250+}户"),
    ("用于Word培训", "用于Excel培训", "用于[-Word-]{+Excel+}培训"),
    ("做好接待工作", "做好服务工作", "做好[-接待-]{+服务+}工作"),
    ("甲。乙。丙。", "甲。丙。", "甲。[-乙。-]丙。"),
    ("完全是另外的意思", "Nothing alike", "[-完全是另外的意思-]{+Nothing alike+}"),
    ("", "新写的", "{+新写的+}"),
    ("保障对象应保尽保", "保障老年人应享尽享", "保障[-对象应保尽保-]{+老年人应享尽享+}"),
]


def _said(before: str, after: str) -> str:
    brackets = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}"}
    return "".join(brackets[piece.fate].format(piece.text) for piece in Marker().marked(before, after))


@pytest.mark.parametrize(("before", "after", "marked"), MARKED)
def test_a_text_is_marked_by_the_word(before: str, after: str, marked: str) -> None:
    assert _said(before, after) == marked


_TEXTS = st.text(st.sampled_from("一二三的了，。\n 12.a"), max_size=30)


@given(_TEXTS, _TEXTS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = Marker().marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED) == after
    assert all(piece.text for piece in pieces)


def test_of_a_long_text_the_changed_sentences_are_shown() -> None:
    rest = "这一句没有改过。" * 50
    shown = shortened(
        Marker().marked(f"{rest}预算492.87万元，用于接待。{rest}", f"{rest}预算500.00万元，用于接待。{rest}")
    )
    assert "".join(piece.text for piece in shown) == f"{GAP}预算492.87500.00万元，用于接待。{GAP}"


def test_texts_made_to_take_long_do_not() -> None:
    before, after = ("".join(signs[number * number % 7 % 2] for number in range(100_000)) for signs in ("的了", "了的"))
    assert effort(lambda: [Marker().marked(f"{before}甲", f"乙{after}") for _ in range(3)]) < 500
