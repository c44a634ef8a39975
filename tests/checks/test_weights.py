"""NUM07 and NUM08: scores that do not make a hundred, and grades that do not meet."""

from __future__ import annotations

import pytest

from tests.checks.cases import found, quoted


def scored(*targets: str) -> str:
    said = "绩效指标描述: 完成情况, 指标值确定依据: 年度考核"
    return "整体绩效指标:\n" + "".join(
        f"  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 工作{at}, 指标值: '{target}', {said}}}\n"
        for at, target in enumerate(targets)
    )


def graded(*grades: str) -> str:
    said = ", ".join(f"{label}: '{text}'" for label, text in zip("优良中差", grades, strict=True))
    return (
        "部门职责:\n  - 职责活动: 综合科\n    工作活动:\n      - 职责活动: 日常工作\n"
        f"        绩效指标:\n          - {{绩效指标: 群众满意度, {said}}}\n"
    )


@pytest.mark.parametrize(
    ("targets", "total"),
    [
        (("40分", "30分", "20分"), "90分"),
        (("≤60分", "＝50 分"), "110分"),
        (("33.3分", "33.3分", "33.3分", "有所提高"), "99.9分"),
    ],
)
def test_num07_scores_that_do_not_make_the_whole(targets: tuple[str, ...], total: str) -> None:
    (one,) = found("NUM07", scored(*targets))
    assert total in one.finding.message


@pytest.mark.parametrize(
    "targets",
    [("40分", "30分", "30分"), ("33.3分", "33.3分", "33.4分"), ("≥90分", "100%", "20次"), ("100%", "20次")],
)
def test_num07_is_silent_where_they_do_or_are_no_weights(targets: tuple[str, ...]) -> None:
    assert found("NUM07", scored(*targets)) == []


@pytest.mark.parametrize(
    ("grades", "words"),
    [
        (("100%", "90%", "80%", "60%以下"), ["60%以下"]),
        (("100%", "90%", "80%", "小于 60%"), ["小于 60%"]),
        (("95%以上", "85%-90%", "80%-85%", "<80%"), ["85%-90%"]),
        (("≥90分", "80-89分", "60-75分", "60分以下"), ["60-75分"]),
    ],
)
def test_num08_neighbours_with_a_gap(grades: tuple[str, ...], words: list[str]) -> None:
    assert quoted("NUM08", graded(*grades)) == words


@pytest.mark.parametrize(
    "grades",
    [
        ("95%以上", "90%", "80%", "<80%"),
        ("90%以上", "80%", "60%-80%", "60%以下"),
        ("≥90分", "80-89分", "60-79分", "60分以下"),
        ("合规", "", "", "不合规"),
        ("0次", "1次", "2次", "3次以上"),
        ("100%", "90%", "80%", "60次以下"),
    ],
)
def test_num08_is_silent_where_they_meet_or_cannot_be_compared(grades: tuple[str, ...]) -> None:
    assert quoted("NUM08", graded(*grades)) == []
