"""The quotations that are looked up without Jinja print what Jinja's reading of them prints."""

from __future__ import annotations

import sys
from decimal import Decimal

from hypothesis import event, given
from hypothesis import strategies as st

from perfgen.filing import narrative
from perfgen.filing.quotation import Evaluation, quotation
from perfgen.filing.target import _BLANKS

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)


@given(NAMES, st.sampled_from(["预算数", "项目名称", "没有"]), st.sampled_from(["", " "]))
def test_what_a_project_has(name: str, key: str, blank: str) -> None:
    text = f'{{{{{blank}项目["{name}"].{key}{blank}}}}}'
    data = {"项目": {name: {"预算数": Decimal("1.50"), "项目名称": name}}}
    simple = narrative._SIMPLE.match(text)
    quick = narrative._looked_up(narrative._steps(simple), data) if simple else None
    event(f"quick: {quick is not None}")
    if quick is not None:
        quoted = quotation(text, 0)
        assert quoted.source == simple[0] == text
        assert Evaluation(quoted, data, Decimal(1)).printed(quoted.parse(tuple(data))) == quick


def test_an_ordinary_name_is_looked_up_without_jinja() -> None:
    simple = narrative._SIMPLE.match('{{ 项目["接待管理经费（二）"].预算数 }}')
    assert simple
    assert (
        narrative._looked_up(narrative._steps(simple), {"项目": {"接待管理经费（二）": {"预算数": Decimal(184)}}})
        == "184"
    )


def test_all_blanks_stand_before_a_number() -> None:
    assert set(_BLANKS) == {sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()}
