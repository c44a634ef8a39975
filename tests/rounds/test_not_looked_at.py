"""What could not be looked for in the later submission was not put right: filings with mistakes, filings that did not come again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfgen.api.rounds import submissions
from tests.conftest import SMALL

OTHER = SMALL.replace('"507002"', '"507003"').replace("乐亭县机关事务中心", "乐亭县信访局")
"""Of another department, with the same code of its project: PRJ04 in both or in one of them, whichever is second."""
WRONG = OTHER.replace("预算数: 184.00", "预算数: 185.00")
"""财政资金 is not the whole 预算数: NUM01."""
OWN_CODE = OTHER.replace("13022522P004T4010007B", "13022522P004T401000CQ")


def no_code(text: str) -> str:
    """A filing with a mistake: the department's code is not there."""
    return re.sub('编码: "50700.", ', "", text)


@pytest.mark.parametrize(
    ("again", "code", "fate"),
    [
        pytest.param((SMALL, OTHER), "PRJ04", "未改", id="both as they were"),
        pytest.param((OTHER,), "PRJ04", "未改", id="the other one did not come"),
        pytest.param((OWN_CODE,), "PRJ04", "已改", id="put right, and the other one did not come"),
        pytest.param((no_code(SMALL), OTHER), "PRJ04", "未改", id="the other one is as it was"),
        pytest.param((SMALL, no_code(OTHER)), "PRJ04", "未改", id="a filing with a mistake is not compared"),
        pytest.param(
            (SMALL.replace("\n部门:", "\n\0部门:"), OTHER), "PRJ04", "未改", id="the other one cannot be read"
        ),
        pytest.param((no_code(WRONG),), "NUM01", "未改", id="what hangs on nothing that is missing"),
        pytest.param((no_code(OTHER),), "NUM01", "已改", id="put right beside a mistake"),
        pytest.param(
            (WRONG.replace("财政资金: 184.00", "财政资金: 全部"),), "NUM01", "未改", id="an amount cannot be read"
        ),
    ],
)
def test_what_was_not_looked_at_was_not_put_right(tmp_path: Path, again: tuple[str, ...], code: str, fate: str) -> None:
    for name, texts in (("一", (SMALL, WRONG)), ("二", again)):
        (tmp_path / name).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / name / f"{number}.yaml").write_text(text, encoding="utf-8")
    (one,) = (
        one for one in submissions(tmp_path / "一", tmp_path / "二").filings if "乐亭县信访局" in one.name and one.after
    )
    of = {"未改": one.findings.left, "新增": one.findings.new, "已改": one.findings.mended}
    assert [what for what, found in of.items() for each in found if each.rule.code == code] == [fate]


def test_what_was_changed_is_told_of_one_that_does_not_say_its_code(tmp_path: Path) -> None:
    for name, text in (("一", WRONG), ("二", no_code(OTHER))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.yaml").write_text(text, encoding="utf-8")
    (one,) = submissions(tmp_path / "一", tmp_path / "二").filings
    assert [(said.about, said.before, said.after) for said in one.substance] == [("预算数", "185.00", "184.00")]
