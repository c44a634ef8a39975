"""TXT08: numbers of persons in what will be published. All numbers here are made up; their check digits are right."""

from __future__ import annotations

import json

import pytest

from perfgen.checks.personal import personal_numbers
from tests.checks.cases import found, quoted

IDENTITY = "11010519491231002X"  # the example of GB 11643-1999
CARD = "6222021234567890128"


def purpose(text: str) -> str:
    return f"预算项目:\n  - 资金用途: {json.dumps(text, ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"补助对象张某，身份证号{IDENTITY}。", [IDENTITY]),
        ("身份证：110105 19491231 002x", ["110105 19491231 002x"]),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ", ["１１０１０５１９４９１２３１００２Ｘ"]),
        ("联系人王某，手机13800138000。", ["13800138000"]),
        ("电话：138-0013-8000或+86 159 0000 0001", ["138-0013-8000", "+86 159 0000 0001"]),
        ("（１３８００１３８０００）", ["１３８００１３８０００"]),
        (f"身份证件编号{IDENTITY}", [IDENTITY]),
        (f"转入个人账户{CARD}", [CARD]),
        ("卡号6222 0212 3456 7890 128", ["6222 0212 3456 7890 128"]),
        ("开户行农业银行，账号4111111111111111", ["4111111111111111"]),
        (f"{IDENTITY}、13900000000", [IDENTITY, "13900000000"]),
    ],
)
def test_txt08_numbers_of_persons(text: str, words: list[str]) -> None:
    assert quoted("TXT08", purpose(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "合同编号110105194912310021",
        "合同编号11010519491231002X",
        "序列号110105199913310021",
        "联系电话0315-5012345，传真03155012345",
        "服务热线12345、4008001234",
        "合同编号：13800138000",
        "共13800138000元",
        "13,800,138,000.00元",
        "项目编码13022522P004T4010007B",
        "统一社会信用代码11130225000123456X",
        "资产编号6222021234567890128",
        "卡号6222021234567890123",
        "账号管理系统1套，设备编号1234567890123456",
        "冀财〔2022〕13800138000号",
        "12800138000、1380013800",
        "测量值138001380001",
        "2022-01-01至2022-12-31",
    ],
)
def test_txt08_is_silent_where_a_number_is_nobodys(text: str) -> None:
    assert quoted("TXT08", purpose(text)) == []


def test_txt08_a_message_does_not_publish_the_number_again() -> None:
    (one,) = found("TXT08", purpose(f"身份证号{IDENTITY}"))
    assert IDENTITY not in one.finding.message
    assert "110***********002X" in one.finding.message


def test_txt08_reads_every_text_of_the_filing() -> None:
    narrative = "部门整体绩效目标:\n  工作保障措施: 由李某负责，电话13800138000。\n"
    assert quoted("TXT08", narrative) == ["13800138000"]
    row = "{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 培训人数, 指标值: ≥20人, 指标值确定依据: 联系13800138000}"
    assert quoted("TXT08", f"预算项目:\n  - 绩效指标:\n      - {row}\n") == ["13800138000"]


@pytest.mark.parametrize("at", range(17))
def test_an_identity_number_with_a_digit_changed_is_none(at: int) -> None:
    changed = IDENTITY[:at] + str((int(IDENTITY[at]) + 1) % 10) + IDENTITY[at + 1 :]
    assert [one.kind for one in personal_numbers(changed)] == []


def test_two_numbers_are_told_in_their_order() -> None:
    assert [one.kind for one in personal_numbers(f"13800138000 {IDENTITY}")] == ["手机号", "身份证号"]
