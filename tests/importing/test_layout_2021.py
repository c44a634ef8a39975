"""Documents of the layout hebei-2021 taken in: told by their labels, read whole, and the same filing again."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from perfgen import building
from perfgen.docx import dump
from perfgen.filing import Filing
from perfgen.importing import first_difference, open_document
from tests.conftest import OF_2021, Run
from tests.examples import some
from tests.importing.built import as_printed, imported, rendered
from tests.importing.edits import Element, cells, copied, edit, paragraph, rows, tables, unmerged, write
from tests.importing.small import small
from tests.property.strategies import filings_of_2021
from tests.test_layout_2021 import OLD


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return building.build(OF_2021, tmp_path / "built.docx")


@pytest.fixture(scope="module")
def built() -> Path:
    return small("hebei-2021")


def test_the_example_comes_back_from_word(example: Path, tmp_path: Path) -> None:
    result = imported(example)
    assert result.filing == as_printed(building.prepare(OF_2021).filing)
    assert result.report.left == result.report.doubtful == ()
    assert result.report.read == result.report.taken + result.report.printed
    again = tmp_path / "again.yaml"
    again.write_text(result.yaml, encoding="utf-8")
    assert dump(building.build(again, tmp_path / "again.docx")) == dump(example)


def test_the_dump_of_the_example_says_as_much(example: Path, tmp_path: Path) -> None:
    text = tmp_path / "built.txt"
    text.write_text(dump(example), encoding="utf-8")
    assert imported(text).data == imported(example).data


def test_the_command_checks_what_it_took_in(example: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("import", example, "-o", example.with_suffix(".yaml"), "--check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert perfgen("fmt", "--check", example.with_suffix(".yaml")).code == 0
    assert perfgen("validate", example.with_suffix(".yaml")).code == 0


_LABEL_ALONE = re.compile(r"^\W*(?:指标值|项目名称)\W*$|^[\s…⋯.·。]*[…⋯.·。][\s…⋯.·。]*$", re.MULTILINE)
"""Of what `HOSTILE` draws: who fills a cell with nothing but a label, or dots, cannot be told from the form, which prints it so."""


def texts_of(value: object) -> Iterator[str]:
    """Every text in a dump of a model."""
    if isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


@settings(
    max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(filings_of_2021())
def test_a_filing_comes_back_from_word(filing: Filing) -> None:
    assume(not any(map(_LABEL_ALONE.search, texts_of(filing.model_dump()))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.docx"
        path.write_bytes(rendered(filing))
        result = imported(path)
    assert result.report.left == ()
    assert result.filing == as_printed(filing), result.yaml


def test_the_code_of_a_special_fund_says_who_reviews_as_well(tmp_path: Path) -> None:
    """Nothing but that tells the county here: the document says its finance office, and what is read says no more."""
    source = tmp_path / "special.yaml"
    source.write_text(
        OLD.replace("乐亭县机关事务中心", "机关事务中心").replace("预算项目:", "预算项目: []\n专项资金:"),
        encoding="utf-8",
    )
    file = building.build(source, tmp_path / "special.docx")
    assert "乐亭县财政局审核" in dump(file)
    assert imported(file).data.get("封面", {}) == {}


# --- edited by hand


def data_of(built: Path, change: Callable[[Element], None]) -> dict[str, object]:
    return imported(edit(built, change)).data


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
