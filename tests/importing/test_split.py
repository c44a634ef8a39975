"""A document cut into its projects: each line is looked at once, however many tables stand between."""

from __future__ import annotations

from collections import Counter

from perfgen.docx.blocks import Block, Cell, Paragraph, Table
from perfgen.importing.split import split
from tests.importing.built import KNOWN_LABELS


def test_a_line_is_looked_at_once_for_a_title_where_small_tables_follow_one_another() -> None:
    looked: Counter[str] = Counter()

    def titled(paragraph: Paragraph) -> bool:
        looked[paragraph.place] += 1
        return False

    blocks: list[Block] = []
    for number in range(300):
        row = (Cell((Paragraph("甲"),), 0), Cell((Paragraph("乙"),), 1))
        blocks += [Paragraph("说明", place=f"第{number}段"), Table((row,))]
    split(tuple(blocks), KNOWN_LABELS, titled)
    assert set(looked.values()) == {1}
    assert len(looked) == 300
