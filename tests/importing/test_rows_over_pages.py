"""Tables of a PDF that go on over a page's end: which rows there are one row, and which are not."""

from __future__ import annotations

import pytest

from perfgen.importing.formats.pdf_cells import RuledCell, RuledTable, join
from tests.importing.built import KNOWN_LABELS
from tests.importing.test_pdf import LEFT, typed

WIDE, NARROW, EDGE, SIZE = 8, 2, 3.0, 10.0
"""How many characters the columns hold, what their cells keep free, and how large the type is, in points."""
HEAD = ["职责", "内容描述", "绩效目标"]
MERGED = "^"
"""A cell merged into the one above."""


def row(page: int, *texts: str) -> list[RuledCell]:
    """Cells in columns of two, eight, eight … characters; lines are parted by blanks."""
    cells: list[RuledCell] = []
    left = LEFT
    for at, text in enumerate(texts):
        room = SIZE * (WIDE if at else NARROW)
        lines = () if text == MERGED else tuple(
            typed(line, number, page=page, size=SIZE, left=left + EDGE) for number, line in enumerate(text.split(), 1)
        )  # fmt: skip
        cells.append(RuledCell(left, left + room + 2 * EDGE, lines, room, continued=text == MERGED))
        left += room + 2 * EDGE
    return cells


def table(page: int, *rows: list[str]) -> RuledTable:
    right = LEFT + SIZE * (NARROW + 2 * WIDE) + 6 * EDGE
    return RuledTable((LEFT, 0, right, 100), page, [row(page, *texts) for texts in rows])


def over_a_page(first: list[list[str]], second: list[list[str]]) -> list[list[str]]:
    """The rows of a table whose second part begins with its head again, as texts."""
    above = table(1, HEAD, *first)
    assert join(above, table(2, HEAD, *second), KNOWN_LABELS.is_label)
    assert [cell.text for _, cells in above.repeated for cell in cells] == HEAD
    return [[MERGED if cell.continued else cell.text for cell in cells] for cells in above.rows[1:]]


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        pytest.param(
            [["行政", "负责全区教育科技", "保障教育科技文化"]], [["科室", "的资金", "的经费"]],
            [["行政科室", "负责全区教育科技的资金", "保障教育科技文化的经费"]], id="one line of every cell before the end",
        ),
        pytest.param(
            [["行政", "负责全区教育科技", "完成"]], [["", "的资金", ""]],
            [["行政", "负责全区教育科技的资金", "完成"]], id="one cell goes on",
        ),
        pytest.param(
            [["行政", "负责全区教育科技", "完成"], [MERGED, MERGED, "合格"]], [["", "的资金", ""]],
            [["行政", "负责全区教育科技的资金", "完成"], [MERGED, MERGED, "合格"]], id="a cell merged down goes on",
        ),
        pytest.param(
            [["行政", "负责教育", "保障教育科技文化"]], [["财务", "的资金", "的经费"]],
            [["行政", "负责教育", "保障教育科技文化"], ["财务", "的资金", "的经费"]], id="a cell had room for more",
        ),
        pytest.param(
            [["行政", "负责全区教育资金。", "保障教育科技文化"]], [["财务", "资金", "的经费"]],
            [["行政", "负责全区教育资金", "保障教育科技文化"], ["财务", "资金", "的经费"]], id="a sentence had ended",
        ),
        pytest.param(
            [["行政", "负责全区教育科技", "保障教育科技文化"]], [["合计", "项目名称", "项目编码"]],
            [["行政", "负责全区教育科技", "保障教育科技文化"], ["合计", "项目名称", "项目编码"]], id="a row begins with labels",
        ),
        pytest.param(
            [["行政", "", ""]], [["财务", "", ""]], [["行政", "", ""], ["财务", "", ""]], id="two names that fill their cells",
        ),
    ],
)  # fmt: skip
def test_a_row_that_goes_on_over_a_page_is_one(
    first: list[list[str]], second: list[list[str]], read: list[list[str]]
) -> None:
    assert over_a_page(first, second) == read
