"""Word files with tracked changes: who accepts them has the later document, who rejects them the earlier one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgen import kinds, layouts, loading
from perfgen.docx.blocks import Paragraph, read_blocks
from perfgen.filing import Filing, quote
from perfgen.loading import template_of
from perfgen.tracking import Reviser, tracked
from tests.comparing.edits import filing, move, project, put
from tests.comparing.revisions import said, settled
from tests.comparing.test_compare import CHANGES
from tests.conftest import ALL_FILINGS, EXAMPLES, OF_2021, OF_CENTRAL, Run
from tests.documents import part, validator_errors, w
from tests.effort import effort
from tests.examples import some
from tests.property.strategies import filings

P = "预算项目"
REVISER = ("审核人", "2023-06-30")


def printed(one: Filing, folder: Path, name: str, layout: str = "") -> Path:
    """A filing as a Word file."""
    found = layouts.by_name(layout or one.layout)
    file = folder / name
    view = kinds.by_name(found.kind).view(one, found, quote(one)[0], None)
    file.write_bytes(template_of(found).render(view))
    return file


def hold(before: Path, after: Path, folder: Path) -> Path:
    """Hold that the changes lead to both documents; gives the file that has them."""
    both = folder / "tracked.docx"
    both.write_bytes(tracked(before, after, Reviser(*REVISER)))
    assert said(settled(part(both), accepted=True)) == said(part(after))
    assert said(settled(part(both), accepted=False)) == said(part(before))
    assert len(list(part(both).iter(w("sectPr")))) == len(list(part(after).iter(w("sectPr"))))
    return both


@pytest.mark.parametrize("name", sorted(CHANGES.keys() - {"no plan"}))  # which this layout asks for
def test_every_change_of_a_reviewer_can_be_accepted_and_rejected(name: str, tmp_path: Path) -> None:
    before, after = printed(filing(), tmp_path, "a.docx"), printed(filing(*CHANGES[name][0]), tmp_path, "b.docx")
    hold(before, after, tmp_path)
    hold(after, before, tmp_path)


GOALS = ["第一条目标", "第二条目标", "完全不同的另外一条"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GOALS[:1], GOALS), (GOALS[:2], GOALS), (GOALS[1:], GOALS), (GOALS[::2], GOALS), (GOALS[:1], GOALS[2:]),
        (GOALS[:2], GOALS[2:]), (GOALS[:1], ["甲乙丙", "丁戊己"]), (GOALS, [GOALS[0], "甲乙丙"]), (GOALS, [*GOALS[1:], "甲乙丙"]),
    ],
)  # fmt: skip
def test_paragraphs_of_a_cell_come_and_go_at_its_beginning_and_end(
    before: list[str], after: list[str], tmp_path: Path
) -> None:
    files = [
        printed(filing(put(P, 0, "绩效目标", goals)), tmp_path, f"{len(goals)}{goals[0]}.docx")
        for goals in (before, after)
    ]
    hold(files[0], files[1], tmp_path)
    hold(files[1], files[0], tmp_path)


PAIRS = {
    "another department": (ALL_FILINGS[0], ALL_FILINGS[1]),
    "another layout": (ALL_FILINGS[1], OF_2021),
    "another form": (ALL_FILINGS[0], OF_CENTRAL),
    "another of 2021": (OF_2021, EXAMPLES / "承德县水务局-2021.yaml"),
}
VALIDATED = {"another department", "another of 2021"}


@pytest.mark.parametrize("name", PAIRS)
def test_documents_that_have_little_in_common(name: str, tmp_path: Path) -> None:
    before, after = (
        printed(loading.load(path).valid.filing, tmp_path, f"{number}.docx") for number, path in enumerate(PAIRS[name])
    )
    both = hold(before, after, tmp_path)
    if name in VALIDATED:
        assert validator_errors(both) == []


@given(filings(max_projects=2), filings(max_projects=2), st.booleans())
@settings(
    max_examples=some(8),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_two_filings(tmp_path: Path, one: Filing, other: Filing, alike: bool) -> None:  # noqa: FBT001 -- drawn
    after = one.model_copy(update={"projects": (*other.projects, *one.projects)}) if alike else other
    hold(printed(one, tmp_path, "a.docx"), printed(after, tmp_path, "b.docx"), tmp_path)


def test_a_reader_of_the_file_sees_the_later_document(tmp_path: Path) -> None:
    edits = CHANGES["a project for another that has a code"][0]
    before, after = printed(filing(), tmp_path, "a.docx"), printed(filing(*edits), tmp_path, "b.docx")
    both = hold(before, after, tmp_path)
    seen = [
        [block.printed for block in read_blocks(file).blocks if isinstance(block, Paragraph)] for file in (both, after)
    ]
    assert seen[0] == seen[1]


def test_who_changed_it_and_when_stands_at_each_change(tmp_path: Path) -> None:
    edits = [put(P, 0, "预算数", "540.00"), move(P, 2, 0)]
    before, after = printed(filing(), tmp_path, "a.docx"), printed(filing(*edits), tmp_path, "b.docx")
    root = part(hold(before, after, tmp_path))
    marks = [*root.iter(w("ins")), *root.iter(w("del"))]
    assert {(mark.get(w("author")), mark.get(w("date"))) for mark in marks} == {("审核人", "2023-06-30T00:00:00Z")}
    numbers = [mark.get(w("id")) for mark in root.iter() if mark.get(w("id")) and mark.tag != w("bookmarkEnd")]
    assert len(numbers) == len(set(numbers))


def test_only_the_words_that_changed_are_marked(tmp_path: Path) -> None:
    edits = [put(P, 0, "绩效目标", 1, "规范资金管理，专款专用，及时拨付"), put(P, 0, "预算数", "540.00")]
    before, after = printed(filing(), tmp_path, "a.docx"), printed(filing(*edits), tmp_path, "b.docx")
    root = part(hold(before, after, tmp_path))
    assert ["".join(mark.itertext()) for mark in root.iter(w("ins"))] == ["540.00", "，及时拨付"]
    assert ["".join(mark.itertext()) for mark in root.iter(w("del"))] == ["512.60"]


def test_the_same_document_has_no_change_and_the_same_changes_are_the_same_bytes(tmp_path: Path) -> None:
    one, other = printed(filing(), tmp_path, "a.docx"), printed(filing(put("年度", "2025")), tmp_path, "b.docx")
    root = part(hold(one, one, tmp_path))
    assert [*root.iter(w("ins")), *root.iter(w("del"))] == []
    assert tracked(one, other, Reviser(*REVISER)) == tracked(one, other, Reviser(*REVISER))


def test_without_a_date_there_is_none(tmp_path: Path) -> None:
    one, other = printed(filing(), tmp_path, "a.docx"), printed(filing(put("年度", "2025")), tmp_path, "b.docx")
    (tmp_path / "c.docx").write_bytes(tracked(one, other, Reviser("甲")))
    assert all(mark.get(w("date")) is None for mark in part(tmp_path / "c.docx").iter(w("ins")))


def test_a_large_document_takes_no_time_to_speak_of(tmp_path: Path) -> None:
    rows = [project(f"第{number}项补助", None, "1") for number in range(40)]
    before = printed(filing(put(P, rows)), tmp_path, "a.docx")
    after = printed(filing(put(P, [{**row, "预算数": "2"} for row in rows[::-1]])), tmp_path, "b.docx")
    assert effort(lambda: hold(before, after, tmp_path)) < 3_000


# --- the command


def test_the_command_writes_it(desk: Path, perfgen: Callable[..., Run]) -> None:
    for name, path in (("旧.yaml", ALL_FILINGS[1]), ("新.yaml", ALL_FILINGS[1])):
        (desk / name).write_text(
            path.read_text("utf-8").replace(
                "预算数: 184.00", f"预算数: {len(name)}84.00" if name == "旧.yaml" else "预算数: 190.00"
            ),
            "utf-8",
        )
    ran = perfgen("diff", "旧.yaml", "新.yaml", "-o", "修订.docx", "--author", "张三", "--date", "2023年6月30日")
    assert (ran.code, ran.out) == (1, "已生成 修订.docx\n")
    assert zipfile.is_zipfile(desk / "修订.docx")
    marks = list(part(desk / "修订.docx").iter(w("ins")))
    assert {mark.get(w("author")) for mark in marks} == {"张三"}
    assert perfgen("diff", "新.yaml", "新.yaml", "-o", "没有改.docx").code == 0
    for wrong, words in (
        (("--author", ""), "写一个姓名"),
        (("--author", "a\x07"), "写一个姓名"),
        (("--date", "昨天"), "不是日期"),
        (("--format", "json"), "这里写的不是 .docx 文件的内容"),
    ):
        again = perfgen("diff", "旧.yaml", "新.yaml", "-o", "修订2.docx", *wrong)
        assert words in again.err
        assert not (desk / "修订2.docx").exists()
