"""Projects recognised by the names texts give them."""

from __future__ import annotations

import pytest

from perfgen.checks.naming import Names, normalised

OFFICE = ("公务用车北斗定位服务费及平台软件运维费用", "接待管理经费", "综合服务管理经费")
FINANCE = (
    "财政综合事物管理经费", "财政综合业务管理经费", "非税局专项经费", "国有资产监管维护运营费", "投资评审业务及国企审计费",
    "税务局办税服务厅智慧化改造资金",
)  # fmt: skip


def recognised(names: tuple[str, ...], written: str, *same_money: int, with_money: bool = False) -> str | None:
    match = Names(names).closest(written, same_money=same_money, with_money=with_money)
    return names[match.number] if match else None


@pytest.mark.parametrize(
    ("names", "written", "meant"),
    [
        (OFFICE, "接待活动管理经费", "接待管理经费"),
        (OFFICE, "接待管理费", "接待管理经费"),
        (OFFICE, "综合服务经费", "综合服务管理经费"),
        (FINANCE, "财政投资评审业务费", "投资评审业务及国企审计费"),
        (FINANCE, "国有资产监管维护运营", "国有资产监管维护运营费"),
        (FINANCE, "税务局办税厅智慧化改造资金", "税务局办税服务厅智慧化改造资金"),
    ],
)
def test_usual_shortenings_are_recognised(names: tuple[str, ...], written: str, meant: str) -> None:
    assert recognised(names, written) == meant


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (FINANCE, "财政综合管理经费"),
        (("道路建设一期资金", "道路建设三期资金"), "道路建设二期资金"),
        (("档案工作专项经费", "物业管理经费"), "信访工作专项经费"),
        (("会计培训", "业务委托费"), "网络设备运维"),
        (("教师培训经费",), "教育经费"),
        (("乡镇空气站运维费", "城区道路清扫费"), "微型站运维"),
        (OFFICE, "完善制度建设"),
    ],
)
def test_names_that_fit_none_clearly_are_not_recognised(names: tuple[str, ...], written: str) -> None:
    assert recognised(names, written) is None


def test_money_decides_where_the_name_alone_does_not() -> None:
    assert recognised(OFFICE, "公务用车平台建设经费") is None
    assert recognised(OFFICE, "公务用车平台建设经费", 0, with_money=True) == OFFICE[0]
    assert recognised(OFFICE, "办公楼维修", 0, with_money=True) is None


def test_names_are_found_in_text_the_longer_one_first() -> None:
    names = Names(("管理经费", "接待管理经费", "培训费"))
    text = "其中“接待管 理经费”184万元、管理经费 3万元、培训费1万元"
    assert [(text[start:end], index) for start, end, index in names.within(text)] == [
        ("接待管 理经费", 1),
        ("管理经费", 0),
    ]


def test_width_and_punctuation_do_not_matter() -> None:
    assert normalised("（Ａ区）道路·改造 资金") == normalised("(a区)道路改造资金")
    assert Names(("农村危房改造补助（省级）资金",)).exactly("农村危房改造补助(省级)资金") == [0]


def test_many_projects_are_searched_without_comparing_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    import perfgen.checks.naming as module

    calls = 0
    real = module.likeness

    def counting(one: str, other: str) -> float:
        nonlocal calls
        calls += 1
        return real(one, other)

    monkeypatch.setattr(module, "likeness", counting)
    signs = [chr(0x4E00 + number) for number in range(3000)]
    names = Names([f"{signs[n]}{signs[n + 1500]}村道路建设资金" for n in range(1500)])
    assert all(
        (match := names.closest(f"{signs[n]}{signs[n + 1500]}村公路建设资金")) and match.number == n
        for n in range(1500)
    )
    assert calls < 1500 * 20
