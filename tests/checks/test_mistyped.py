"""TXT15: characters mistyped for others that sound or look like them, without a list of wrong words."""

from __future__ import annotations

import pytest

from perfgen.checks.lexicon import lexicon
from perfgen.checks.mistyped import mistyped
from tests.checks.cases import found, quoted
from tests.checks.test_copied_and_empty import goal, purpose


def meant(text: str, *known: str) -> list[tuple[str, str]]:
    return [(one.written, one.meant) for one in mistyped([(("资金用途",), text)], known)]


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        ("安全培训覆盖绿达到百分之百", "覆盖绿", "覆盖率"),
        ("全年抽茶食品经营单位", "抽茶", "抽查"),
        ("群众对办事的满意督不断上升", "满意督", "满意度"),
        ("资金由财务股及时拔付到学校", "拔付", "拨付"),
        ("全面完成年度设建任务", "设建", "建设"),
        ("按照合同约定的服吴站点运行", "服吴", "服务"),
    ],
)
def test_what_is_likely_mistyped(text: str, written: str, right: str) -> None:
    assert meant(text) == [(written, right)]


@pytest.mark.parametrize(
    "text",
    [
        "安全培训覆盖率达到百分之百",
        "由第三方逐块测量，单册流通成本下降",
        "印发《覆盖绿管理办法》",
        "覆盖绿的村比上年增加，覆盖绿的户也增加",
        "对稻子沟村的河道开展保洁",
    ],
)
def test_what_is_written_on_purpose(text: str) -> None:
    assert meant(text) == []


def test_a_word_of_the_bureau_is_right() -> None:
    assert meant("全年抽茶食品经营单位", "抽茶") == []


def test_how_sure_it_is_is_told_by_the_severity() -> None:
    sure, likely = found("TXT15", goal("安全培训覆盖绿达到百分之百")), found("TXT15", purpose("全年抽茶教室灯具"))
    assert [one.diagnostic.severity.value for one in (*sure, *likely)] == ["warning", "info"]


def test_a_word_of_the_list_of_wrong_words_is_told_once() -> None:
    assert quoted("TXT02", purpose("资金及时拔付到学校")) == ["拔付"]


def test_a_text_is_cut_into_its_likeliest_words() -> None:
    cost, places = lexicon().cut("绩效目标申报")
    assert [("绩效目标申报"[a:b]) for a, b in places] == ["绩效", "目标", "申报"]
    assert cost > 0
