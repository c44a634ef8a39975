"""Tables fitted to the pages they fall on: what is decided from the pages of their rows, and what is written."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfgen.docx.archive import pack
from perfgen.docx.fitted_tables import LEAST_MARGIN, LEAST_ROW, Fit, fitted, refitted
from perfgen.docx.sections import marked
from tests.documents import NS, W, text_of, w
from tests.effort import effort

RUN = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"


def cell(text: str, merge: str = "", span: int = 1, more: str = "") -> str:
    merged = {"": "", "first": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    words = RUN.format(text) if text else ""
    return f'<w:tc><w:tcPr>{wide}{merged}</w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{words}{more}</w:p></w:tc>'


def row(*cells: str, head: bool = False, height: str = '<w:trHeight w:val="482"/>') -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, margins: str = "") -> str:
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/>{margins}<w:tblLook w:val="0420"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid/>{''.join(rows)}</w:tbl>"


def document(*blocks: str) -> bytes:
    body = f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}<w:p/><w:sectPr/></w:body></w:document>'
    return pack([("word/document.xml", body.encode())])


def body_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def fit_to(fit: Fit, pages: list[list[int | None]], groups: list[list[int]] | None = None) -> Fit:
    """Fitted to these pages; without groups no cell is merged."""
    return refitted(fit, pages, groups or [list(range(len(rows))) for rows in pages])


MERGED = table(
    row(cell("一级指标"), cell("三级指标"), head=True),
    row(cell("产出指标", "first"), cell("甲")),
    row(cell("", "on"), cell("乙")),
    row(cell("", "on"), cell("丙")),
)


@pytest.mark.parametrize(
    ("pages", "closed"),
    [
        pytest.param([[None, 0, 0, 0]], {}, id="on one page"),
        pytest.param([[None, 0, 0, 1]], {0: {0}}, id="one row overleaf"),
        pytest.param([[None, 0, 0, 1, 1]], {0: {0}}, id="two rows overleaf"),
        pytest.param([[None, 0, 1, 1, 1]], {}, id="three rows overleaf"),
        pytest.param([[None, 0, 1, 1, 1, 2]], {0: {0}}, id="one row on the third page"),
        pytest.param([[0, 0], [None, 0, 0, 1]], {1: {0, 1}}, id="the table before it on its page is closed up too"),
        pytest.param([[0, 0], [None, 1, 1, 2]], {1: {1}}, id="a table of other pages is not"),
        pytest.param([[0, 0], [], [0, 1]], {2: {2}}, id="a table without rows parts them"),
    ],
)
def test_a_table_that_overruns_by_a_row_or_two_is_closed_up(
    pages: list[list[int | None]], closed: dict[int, set[int]]
) -> None:
    assert fit_to(Fit(), pages).closed == closed


def test_what_closing_up_does_not_bring_back_is_left_as_it_was() -> None:
    tried = fit_to(Fit(), [[0, 0, 1]])
    left = fit_to(tried, [[0, 0, 1]])
    assert (tried.closed, left.closed, left.given_up) == ({0: {0}}, {}, {0})
    assert fit_to(left, [[0, 0, 1]]) == left


def test_what_closing_up_brings_back_stays_so() -> None:
    tried = fit_to(Fit(), [[0, 0, 1]])
    done = fit_to(tried, [[0, 0, 0]])
    assert done.closed == tried.closed
    assert fit_to(done, [[0, 0, 0]]) == done


IN_GROUPS = [[0, 1, 1, 1, 1, 5, 5]]
"""The rows 2 to 4 go on from 1, and 6 from 5."""


@pytest.mark.parametrize(
    ("tight", "restarts", "kept"),
    [
        pytest.param([], {(0, 4)}, set(), id="room for a line more"),
        pytest.param([(0, 3)], {(0, 3)}, {(0, 3), (0, 4)}, id="none"),
        pytest.param([(0, 2)], {(0, 4)}, set(), id="of another row, as it stood before"),
    ],
)
def test_a_row_with_hardly_room_goes_over_with_its_name(
    tight: list[tuple[int, int]], restarts: set[tuple[int, int]], kept: set[tuple[int, int]]
) -> None:
    fit = refitted(Fit(), [[None, 0, 0, 0, 1, 1, 1]], IN_GROUPS, tight)
    assert (fit.restarts, fit.kept) == (restarts, kept)


def test_a_table_that_ends_with_hardly_room_is_closed_up_and_stays_so() -> None:
    closed = refitted(Fit(), [[None, 0, 0, 0]], [[0, 1, 1, 1]], [(0, 3)])
    assert (closed.closed, closed.kept) == ({0: {0}}, set())
    assert refitted(closed, [[None, 0, 0, 0]], [[0, 1, 1, 1]], [(0, 3)]) == closed


def test_a_row_that_begins_its_group_and_the_first_of_a_table_stay_where_they_are() -> None:
    assert refitted(Fit(), [[None, 0, 0, 0, 0, 0, 1, 1, 1]], [[0, 1, 1, 1, 1, 5, 6, 6, 6]], [(0, 5)]).kept == set()
    assert refitted(Fit(), [[None, 0, 1, 1, 1]], [[0, 0, 0, 0, 0]], [(0, 1)]).kept == set()


ROWS = st.lists(st.sampled_from([None, 0, 1, 2]), max_size=4)
PAGES = st.lists(ROWS, max_size=3)


@given(st.lists(PAGES, min_size=1, max_size=6))
def test_each_table_is_tried_once_whatever_the_pages_say(rounds: list[list[list[int | None]]]) -> None:
    fit, tried = Fit(), 0
    for pages in rounds:
        better = fit_to(fit, pages)
        tried += len(better.closed.keys() - fit.closed.keys())
        assert fit.given_up <= better.given_up
        assert not better.given_up & better.closed.keys()
        fit = better
    assert tried <= max(len(pages) for pages in rounds)


def test_a_merged_cell_begins_anew_on_the_next_page_with_its_name() -> None:
    again = fitted(document(MERGED), Fit(restarts=frozenset([(0, 3)])))
    cells = body_of(again).findall(".//w:tr/w:tc[1]", NS)
    assert [text_of(one) for one in cells] == ["一级指标", "产出指标", "", "产出指标"]
    merges = [one.find("w:tcPr/w:vMerge", NS) for one in cells]
    assert [None if one is None else one.get(w("val"), "continue") for one in merges] == [
        None,
        "restart",
        "continue",
        "restart",
    ]
    assert cells[3].find("w:p/w:r/w:rPr/w:b", NS) is not None
    assert cells[3].find("w:p/w:pPr/w:jc", NS) is not None


def test_rows_that_a_name_pushed_to_its_page_stay_with_it() -> None:
    """Begun anew in the third row, the first two have no room for the name; begun anew in the second, they had: in circles."""
    pushed = fit_to(Fit(given_up=frozenset([0]), restarts=frozenset([(0, 3)])), [[None, 0, 1, 1]])
    assert (pushed.restarts, pushed.kept) == ({(0, 2)}, {(0, 2)})
    assert fit_to(pushed, [[None, 0, 1, 1]]) == pushed


@pytest.mark.parametrize(
    ("pages", "groups", "begins", "kept"),
    [
        pytest.param([None, 0, 0, 1, 1, 1], [0, 1, 2, 2, 2, 5], {2}, {2, 3}, id="a group after its first row"),
        pytest.param([None, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 5], {3}, set(), id="a group after its second row"),
        pytest.param([None, 0, 0, 1, 1, 1], [0, 1, 2, 3, 3, 5], {3}, set(), id="between groups"),
        pytest.param([None, 0, 1, 1, 1, 1], [0, 1, 1, 1, 1, 5], {2}, set(), id="the first row of a table"),
        pytest.param([None, 0, 1, 2, 2, 2], [0, 1, 2, 2, 2, 5], {2, 3}, set(), id="a row that fills a page"),
    ],
)
def test_a_group_is_not_parted_after_its_first_row(
    pages: list[int | None], groups: list[int], begins: set[int], kept: set[int]
) -> None:
    fit = fit_to(Fit(), [pages], [groups])
    assert {row for _, row in fit.restarts} == begins
    assert {row for _, row in fit.kept} == kept


def test_what_cannot_be_kept_together_begins_anew_after_all() -> None:
    pages: list[list[int | None]] = [[None, 0, 0, 1, 1, 1]]
    tried = fit_to(Fit(), pages, [[0, 1, 2, 2, 2, 5]])
    left = fit_to(tried, pages, [[0, 1, 2, 2, 2, 5]])
    assert left.restarts == {(0, 3)}
    assert fit_to(left, pages, [[0, 1, 2, 2, 2, 5]]) == left


@pytest.mark.parametrize(
    ("restarts", "pages"),
    [
        pytest.param([(0, 3)], [[None, 0, 0, 0]], id="all on one page now"),
        pytest.param([(0, 2)], [[None, 0, 0, 1]], id="a row more on the first page"),
        pytest.param([(0, 3)], [[0, 0, 0, 1], [0, 0, 1]], id="another table"),
    ],
)
def test_other_rows_are_not_kept_together(restarts: list[tuple[int, int]], pages: list[list[int | None]]) -> None:
    fit = Fit(given_up=frozenset([0, 1]), restarts=frozenset(restarts))
    assert fit_to(fit, pages).kept == frozenset()


def kept(content: bytes) -> list[bool]:
    """For each row whether all its paragraphs are kept with the next."""
    rows = body_of(content).findall(".//w:tr", NS)
    return [all(one.find("w:pPr/w:keepNext", NS) is not None for one in line.iter(w("p"))) for line in rows]


def test_where_a_cell_begins_anew_the_row_stays_with_the_next() -> None:
    longer = MERGED.replace("</w:tbl>", f"{row(cell('', 'on'), cell('丁'))}{row(cell('效益指标'), cell('戊'))}</w:tbl>")
    assert kept(fitted(document(longer), Fit(restarts=frozenset([(0, 3)])))) == [
        False,
        False,
        False,
        True,
        False,
        False,
    ]
    assert kept(fitted(document(longer), Fit(restarts=frozenset([(0, 5)])))) == [False] * 6
    both = Fit(restarts=frozenset([(0, 3)]), kept=frozenset([(0, 2)]))
    assert kept(fitted(document(longer), both)) == [False, False, True, True, False, False]


def test_the_last_row_is_not_kept_with_what_is_below_the_table() -> None:
    assert not any(kept(fitted(document(MERGED), Fit(restarts=frozenset([(0, 3)])))))


def test_each_merged_column_begins_anew_wherever_it_stands_in_its_row() -> None:
    rows = (
        row(cell("产出指标", "first", span=2), cell("数量指标", "first"), cell("甲")),
        row(cell("", "on", span=2), cell("", "on"), cell("乙")),
        row(cell("合并", span=3), cell("丙")),
        row(cell("效益指标", span=2), cell("社会效益", "first"), cell("丁")),
        row(cell("另一个", span=2), cell("", "on"), cell("戊")),
    )
    again = fitted(document(table(*rows)), Fit(restarts=frozenset([(0, 1), (0, 4)])))
    assert [[text_of(one) for one in line.findall("w:tc", NS)] for line in body_of(again).findall(".//w:tr", NS)] == [
        ["产出指标", "数量指标", "甲"],
        ["产出指标", "数量指标", "乙"],
        ["合并", "丙"],
        ["效益指标", "社会效益", "丁"],
        ["另一个", "社会效益", "戊"],
    ]


def borders(cell: etree._Element) -> list[tuple[str, str | None]]:
    """The lines a cell has of its own."""
    return [(etree.QName(one).localname, one.get(w("val"))) for one in cell.iterfind("w:tcPr/w:tcBorders/*", NS)]


def test_a_cell_merged_out_of_the_repeated_heads_begins_anew_below_them() -> None:
    """LibreOffice counts the rows of such a cell from the heads of the page, and writes its name over that of the next."""
    rows = (
        row(
            cell("绩效指标", "first", more='<w:bookmarkStart w:id="1" w:name="a"/>'),
            cell("一级指标", "first"),
            head=True,
        ),
        row(cell("", "on"), cell("", "on"), head=True),
        row(cell("", "on"), cell("产出指标", "first")),
        row(cell("", "on"), cell("", "on")),
        row(cell("", "on"), cell("效益指标")),
    )
    assert (
        "tcBorders"
        not in etree.tostring(body_of(fitted(document(table(*rows)), Fit(kept=frozenset([(0, 2)]))))).decode()
    )
    again = body_of(fitted(document(table(*rows)), Fit(restarts=frozenset([(0, 3)]))))
    cells = [line.findall("w:tc", NS) for line in again.findall(".//w:tr", NS)]
    assert [[text_of(one) for one in line] for line in cells] == [
        ["", "一级指标"],
        ["", ""],
        ["绩效指标", "产出指标"],
        ["绩效指标", "产出指标"],
        ["", "效益指标"],
    ]
    merges = [line[0].find("w:tcPr/w:vMerge", NS).get(w("val")) for line in cells]
    assert merges == ["restart", None, "restart", "restart", None]
    assert [borders(line[0]) for line in cells] == [[], [("bottom", "nil")], [("top", "nil")], [], []]
    assert not any(borders(line[1]) for line in cells)
    assert len(again.findall(".//w:bookmarkStart", NS)) == 1


def test_lines_of_ones_own_stay_beside_those_taken_away() -> None:
    own = '<w:tcBorders><w:top w:val="double"/><w:right w:val="single"/></w:tcBorders>'
    rows = (
        row(cell("绩效指标", "first").replace("</w:tcPr>", f"{own}</w:tcPr>"), cell("一级指标"), head=True),
        row(cell("", "on").replace("</w:tcPr>", f"{own}<w:vAlign w:val='center'/></w:tcPr>"), cell("产出指标")),
        row(cell("", "on"), cell("效益指标")),
    )
    again = body_of(fitted(document(table(*rows)), Fit(restarts=frozenset([(0, 2)]))))
    head, below, _ = (line.find("w:tc", NS) for line in again.findall(".//w:tr", NS))
    assert borders(head) == [("top", "double"), ("bottom", "nil"), ("right", "single")]
    assert borders(below) == [("top", "nil"), ("right", "single")]


def test_what_may_be_there_once_only_is_not_written_again() -> None:
    once = (
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    )
    merged = table(row(cell("产出指标", "first", more=once), cell("甲")), row(cell("", "on"), cell("乙")))
    again = body_of(fitted(document(merged), Fit(restarts=frozenset([(0, 1)]))))
    assert len(again.findall(".//w:bookmarkStart", NS)) == 1
    assert len(again.findall(".//w:footnoteReference", NS)) == 1
    assert len(again.findall(".//w:fldChar", NS)) == 1
    assert text_of(again.findall(".//w:tc", NS)[2]) == "产出指标"


def test_a_table_closed_up_has_lower_rows_and_narrower_margins_in_the_order_of_the_schema() -> None:
    exact = row(cell("定高"), height='<w:trHeight w:val="900" w:hRule="exact"/>')
    low = row(cell("矮"), height='<w:trHeight w:val="300"/>')
    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    both = document(table(row(cell("甲")), exact, low, margins=margins), table(row(cell("乙"))))
    root = body_of(fitted(both, Fit(closed={0: frozenset([0])})))
    first, second = root.findall(".//w:tbl", NS)
    assert [one.get(w("val")) for one in first.iter(w("trHeight"))] == [str(LEAST_ROW), "900", "300"]
    assert [etree.QName(side).localname for side in first.findall("w:tblPr/w:tblCellMar/*", NS)] == [
        "top",
        "left",
        "bottom",
        "right",
    ]
    assert first.find("w:tblPr/w:tblCellMar/w:bottom", NS).get(w("w")) == str(LEAST_MARGIN)  # type: ignore[union-attr]
    assert first.find("w:tblPr/w:tblCellMar/w:left", NS).get(w("w")) == "70"  # type: ignore[union-attr]
    assert [etree.QName(one).localname for one in first.find("w:tblPr", NS)] == ["tblW", "tblCellMar", "tblLook"]  # type: ignore[union-attr]
    assert second.find(".//w:trHeight", NS).get(w("val")) == "482"  # type: ignore[union-attr]


def test_a_document_with_nothing_to_do_stays_as_it_is() -> None:
    content = document(MERGED)
    assert fitted(content, Fit(given_up=frozenset([0]))) is content


def test_rows_are_marked_where_they_are_seen_and_heads_are_not() -> None:
    measured = marked(document(MERGED, table(row(cell("乙")))))
    root = body_of(measured.content)
    marks = {
        mark.get(w("name")): text_of(next(mark.iterancestors(w("tc"))))
        for mark in root.iter(w("bookmarkStart"))
        if "row" in str(mark.get(w("name")))
    }
    assert marks == {
        "perfgen_row_0_1": "产出指标",
        "perfgen_row_0_2": "乙",
        "perfgen_row_0_3": "丙",
        "perfgen_row_1_0": "乙",
    }
    assert measured.tables == ((0, 1, 1, 1), (0,))


def test_of_several_merged_cells_the_last_tells_the_group_of_a_row() -> None:
    rows = (
        row(cell("绩效指标", "first"), cell("一级指标"), cell("三级指标")),
        row(cell("", "on"), cell("产出指标", "first"), cell("甲")),
        row(cell("", "on"), cell("", "on"), cell("乙")),
        row(cell("", "on"), cell("满意度指标"), cell("丙")),
        row(cell("合计", span=2), cell("丁")),
    )
    assert marked(document(table(*rows))).tables == ((0, 0, 1, 0, 4),)


def test_thousands_of_bookmarks_between_paragraphs_take_no_long_time() -> None:
    marks = "".join(f'<w:bookmarkStart w:id="{at}" w:name="b{at}"/><w:bookmarkEnd w:id="{at}"/>' for at in range(3_000))
    content = document(marks)
    assert effort(lambda: marked(content)) < 100
    names = [mark.get(w("name")) for mark in body_of(marked(content).content).iter(w("bookmarkStart"))]
    assert len(names) == 3_001  # with the one of the section
    assert {f"b{at}" for at in range(3_000)} < {*names}
