"""XRF10: numbers and dates in a project's own goals and purpose, against its indicators."""

from __future__ import annotations

import json

import pytest

from tests.checks.cases import found, quoted


def project(goal: str, *rows: str, label: str = "绩效目标") -> str:
    said = json.dumps([goal] if label == "绩效目标" else goal, ensure_ascii=False)
    lines = "".join(
        '      - {{一级指标: 产出指标, 二级指标: {}, 三级指标: {}, 指标值: "{}", 指标值确定依据: 计划}}\n'.format(
            *row.split()
        )
        for row in rows
    )
    return f"预算项目:\n  - {label}: {said}\n    绩效指标:\n{lines}"


ROOMS, TERMS, PEOPLE = "数量指标 改造教室数量 ≥240间", "数量指标 培训期数 ≥12期", "数量指标 培训教师人数 ≥600人"
DONE, PAID = "时效指标 改造完成时间 8月底", "时效指标 补助发放时间 2023年9月30日前"


@pytest.mark.parametrize(
    ("text", "rows", "words"),
    [
        ("完成18所学校230间教室的照明改造。", (ROOMS,), ["230间"]),
        ("组织10期培训，提高教学水平。", (TERMS,), ["10期"]),
        ("培训500名乡村教师。", (PEOPLE,), ["500名"]),
        ("更换2000套护眼灯具。", ("数量指标 更换灯具数量 2400套",), ["2000套"]),
        ("与公安机关联网，80所学校联网。", ("数量指标 联网学校数量 =86所",), ["80所"]),
        ("10月底前完成教室照明改造。", (DONE,), ["10月底前"]),
        ("教室照明改造于2023年9月15日前完工。", (DONE,), ["2023年9月15日前"]),
        ("年底前把补助发放到位。", (PAID,), ["年底前"]),
        ("2024年9月底前发放补助。", (PAID,), ["2024年9月底前"]),
        ("10月底前完成全部工作。", ("时效指标 项目完成时限 12月底",), ["10月底前"]),
        ("７月底前改造２３０间教室。", (ROOMS, DONE), ["２３０间", "７月底前"]),
    ],
)
def test_xrf10_the_indicator_says_another(text: str, rows: tuple[str, ...], words: list[str]) -> None:
    assert sorted(quoted("XRF10", project(text, *rows))) == sorted(words)
    in_purpose = project(text, *rows, label="资金用途") + "    绩效目标: [提高质量。]\n"
    assert sorted(quoted("XRF10", in_purpose)) == sorted(words)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("完成18所学校240间教室的照明改造。", (ROOMS,)),
        ("改造小学140间教室、中学100间教室。", (ROOMS,)),
        ("全县共有1200间教室，逐步改造。", (ROOMS,)),
        ("每所改造12间教室。", (ROOMS,)),
        ("完成240间教室改造。", ("数量指标 改造教室数量 0间",)),
        ("上年改造200间教室。", (ROOMS,)),
        ("巡查300间教室。", (ROOMS,)),
        ("组织3次检查。", (TERMS,)),
        ("每期培训50名教师。", (PEOPLE,)),
        ("约500名教师参加培训。", (PEOPLE,)),
        ("培训500名教师、100名校长。", (PEOPLE,)),
        ("8月31日前完成教室照明改造。", (DONE,)),
        ("2023年8月底前完成改造。", (DONE,)),
        ("5月底前完成改造招标，8月底前完成改造。", (DONE,)),
        ("10月底前完成改造工程审计。", (DONE,)),
        ("每年10月底前完成检查。", (DONE,)),
        ("9月底前把补助发放到位。", (PAID,)),
        ("3月底前完成方案，6月底前完成招标，12月底前完成全部工作。", ("时效指标 项目完成时限 12月底",)),
        ("6月、12月各开展一次改造检查。", (DONE,)),
        ("10月底前完成宣传。", (DONE,)),
        ("8月底前完成教室改造。", ("时效指标 项目完成时限 12月底",)),
    ],
)
def test_xrf10_is_silent_where_it_agrees_or_means_something_else(text: str, rows: tuple[str, ...]) -> None:
    assert quoted("XRF10", project(text, *rows)) == []


def test_xrf10_the_message_names_project_label_and_indicator() -> None:
    (one,) = found("XRF10", project("组织10期培训。", TERMS))
    assert one.finding.message.endswith("的绩效目标里是 10期，指标“培训期数”的指标值是 ≥12期")
