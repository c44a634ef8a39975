"""指标值: its columns are those its text is made of, however they are found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.filing import target
from perfgen.filing.target import OPERATORS, Target
from tests.examples import some

BLANKS = st.sampled_from(["", "", " ", "  ", "\u3000", "\xa0", "\t", "\x1f"])
NUMBERS = st.sampled_from(
    ["90", "９０", "1,000", "1，000", "0.5", "２．５", "12", "2022", "007", "1,00", "3.", "１２３"]
)
UNITS = st.sampled_from(["", "批", "%", "％", "万 元", "人次/年", "月底", "年", "个（含）", "≥", "m2", "元\n", "  个 "])
WRITTEN = st.one_of(
    st.tuples(
        BLANKS, st.sampled_from(["", "约", *OPERATORS]), BLANKS, NUMBERS, BLANKS, UNITS, BLANKS
    ).map("".join),
    st.text(max_size=20),
)  # fmt: skip


@settings(max_examples=some(500), deadline=None)
@given(written=WRITTEN)
def test_the_columns_are_what_was_written_taken_apart(written: str) -> None:
    try:
        found = Target.model_validate(written)
    except ValueError:
        return
    assert found.columns == target._columns_of(found.written)
