"""Documents of the layout hebei-2021 taken in: told by their labels, read whole, and the same filing again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from perfgen import pipeline
from perfgen.docx import dump
from perfgen.filing import Filing
from perfgen.importing import first_difference, open_document
from tests.conftest import OF_2021, Run
from tests.documents import text_of, w
from tests.importing.built import as_printed, imported, rendered
from tests.importing.edits import Element, cells, copied, edit, paragraph, rows, tables, unmerged, write, xml
from tests.property.strategies import filings_of_2021
from tests.test_layout_2021 import OLD

MARK = "丢不得的字"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return pipeline.build(OF_2021, tmp_path / "built.docx")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small filing with everything in it, a project of 专项资金 among it."""
    folder = tmp_path_factory.mktemp("small")
    special = OLD[OLD.index("  - 项目名称") :].replace("接待管理经费", "招商专项资金")
    text = OLD.replace("预算项目:\n", f"专项资金:\n{special}预算项目:\n")
    (folder / "dept.yaml").write_text(text, encoding="utf-8")
    return pipeline.build(folder / "dept.yaml", folder / "built.docx")


def test_the_example_comes_back_from_word(example: Path, tmp_path: Path) -> None:
    result = imported(example)
    assert result.filing == as_printed(pipeline.prepare(OF_2021).filing)
    assert result.report.left == result.report.doubtful == ()
    assert result.report.read == result.report.taken + result.report.printed
    again = tmp_path / "again.yaml"
    again.write_text(result.yaml, encoding="utf-8")
    assert dump(pipeline.build(again, tmp_path / "again.docx")) == dump(example)


def test_the_dump_of_the_example_says_as_much(example: Path, tmp_path: Path) -> None:
    text = tmp_path / "built.txt"
    text.write_text(dump(example), encoding="utf-8")
    assert imported(text).data == imported(example).data


def test_the_command_checks_what_it_took_in(example: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("import", example, "-o", example.with_suffix(".yaml"), "--check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert perfgen("fmt", "--check", example.with_suffix(".yaml")).code == 0
    assert perfgen("validate", example.with_suffix(".yaml")).code == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(filings_of_2021())
def test_a_filing_comes_back_from_word(filing: Filing) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.docx"
        path.write_bytes(rendered(filing))
        result = imported(path)
    assert result.report.left == ()
    assert result.filing == as_printed(filing), result.yaml


# --- nothing is lost


def places(built: Path, kind: str) -> int:
    found: list[int] = []
    edit(built, lambda body: found.append(sum(1 for _ in body.iter(w(kind)))))
    return found[0]


def lost(built: Path, kind: str, change: Callable[[Element], None]) -> list[int]:
    """At which of the elements a change that puts the mark there loses it."""
    missing = []
    for number in range(places(built, kind)):

        def apply(body: Element, number: int = number) -> None:
            change(list(body.iter(w(kind)))[number])

        result = imported(edit(built, apply), year=2022)
        said = repr(yaml.safe_load(result.yaml)) + "".join(one.text for one in result.report.left)
        report = result.report
        if MARK not in said or report.read != report.taken + report.printed + len(report.left):
            missing.append(number)
    return missing


def before(element: Element) -> None:
    element.addprevious(xml(f"<w:p><w:r><w:t>{MARK}</w:t></w:r></w:p>"))


def at_the_end(element: Element) -> None:
    element.append(xml(f"<w:r><w:t>{MARK}</w:t></w:r>"))


def another_cell(element: Element) -> None:
    element.addnext(xml(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:tc>"))


def in_its_place(element: Element) -> None:
    write(element, MARK)


def another_row(element: Element) -> None:
    element.addnext(xml(f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:tc></w:tr>"))


@pytest.mark.parametrize(
    ("kind", "change"),
    [("p", before), ("p", at_the_end), ("tc", another_cell), ("tc", in_its_place), ("tr", another_row)],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_nothing_put_anywhere_is_lost(built: Path, kind: str, change: Callable[[Element], None]) -> None:
    assert lost(built, kind, change) == []


# --- edited by hand


def data_of(built: Path, change: Callable[[Element], None]) -> dict[str, object]:
    return imported(edit(built, change)).data


def test_levels_and_duties_said_in_every_row_instead_of_merged(built: Path) -> None:
    def change(body: Element) -> None:
        for cell in list(body.iter(w("tc"))):
            unmerged(cell)

    assert data_of(built, change) == imported(built).data


def test_titles_without_bookmarks(built: Path) -> None:
    def change(body: Element) -> None:
        for mark in [*body.iter(w("bookmarkStart")), *body.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)

    assert data_of(built, change) == imported(built).data


def test_labels_with_other_blanks_and_brackets(built: Path) -> None:
    other = {
        "单位（文字描述）": "单位 (文字描述)", "评（扣）分标准": "评(扣)分标准", "1.工作活动概况": "１．工作活动概况",
        "资金支出计划（累计进度%）": "资金支出计划 (累计进度％)", "目标 1": "目标1", "第三部分": "第 三 部 分",
    }  # fmt: skip

    def change(body: Element) -> None:
        for one in list(body.iter(w("p"))):
            if text_of(one) in other:
                write(one, other[text_of(one)])

    assert data_of(built, change) == imported(built).data


def test_a_sentence_reworded_is_kept_as_the_filings_own(built: Path) -> None:
    said = "2022 年此项工作活动中主要包含接待管理经费资金 184 万元。"
    own = "今年共安排 184.5 万元，其中甲 100 万元，乙 84.5 万元。"
    result = imported(edit(built, lambda body: write(paragraph(body, said), own)))
    (project,) = result.data["预算项目"]
    assert (project["资金安排情况"], project["预算数"]) == (own, "184.5")
    assert [one.why for one in result.report.doubtful] == ["预算数是从资金安排情况的文字里读出来的"]
    assert "# 请核对：预算数是从资金安排情况的文字里读出来的" in result.yaml


def test_the_total_of_the_duties_is_reported(built: Path) -> None:
    def change(body: Element) -> None:
        row = copied(rows(tables(body)[0])[-1])
        for cell, text in zip(cells(row)[:2], ("合计", "17"), strict=True):
            unmerged(cell)
            write(cell, text)

    result = imported(edit(built, change))
    assert result.data["部门职责"] == imported(built).data["部门职责"]
    assert [one.text for one in result.report.left] == ["合计", "17"]


def test_projects_are_found_without_the_table_of_overall_indicators(built: Path) -> None:
    def change(body: Element) -> None:
        table = tables(body)[1]
        table.getparent().remove(table)

    whole = imported(built).data
    assert data_of(built, change) == {label: said for label, said in whole.items() if label != "整体绩效指标"}


def test_a_check_finds_what_was_reworded_in_the_frame(built: Path) -> None:
    edited = edit(built, lambda body: write(paragraph(body, "预算项目绩效目标"), "预算项目的绩效目标"))
    assert [one.text for one in imported(edited).report.left] == ["预算项目的绩效目标"]
    assert first_difference(open_document(edited), open_document(built)) is not None
