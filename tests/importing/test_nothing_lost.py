"""Whatever is put into a document comes out: in the YAML, or in the report."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from perfgen import pipeline
from perfgen.importing import Imported
from tests.conftest import SMALL
from tests.documents import w
from tests.importing.built import imported
from tests.importing.edits import Element, edit, write, xml

MARK = "丢不得的字"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    text = SMALL + SMALL[SMALL.index("  - 项目名称") :].replace("接待管理经费", "第二个项目")
    (folder / "dept.yaml").write_text(text, encoding="utf-8")
    return pipeline.build(folder / "dept.yaml", folder / "built.docx")


def count(built: Path, *names: str) -> int:
    found: list[int] = []
    edit(built, lambda body: found.append(sum(1 for _ in body.iter(*map(w, names)))))
    return found[0]


def found(result: Imported) -> bool:
    said = yaml.safe_load(result.yaml)
    in_yaml = MARK in repr(said)
    in_report = any(MARK in one.text for one in result.report.left)
    counted = result.report.read == result.report.taken + result.report.printed + len(result.report.left)
    return counted and (in_yaml or in_report)


def test_a_paragraph_put_anywhere_is_not_lost(built: Path) -> None:
    lost = []
    for number in range(count(built, "p", "tbl")):

        def change(body: Element, number: int = number) -> None:
            block = list(body.iter(w("p"), w("tbl")))[number]
            block.addprevious(xml(f"<w:p><w:r><w:t>{MARK}</w:t></w:r></w:p>"))

        if not found(imported(edit(built, change), year=2022)):
            lost.append(number)
    assert lost == []


def test_words_put_at_the_end_of_any_paragraph_are_not_lost(built: Path) -> None:
    lost = []
    for number in range(count(built, "p")):

        def change(body: Element, number: int = number) -> None:
            list(body.iter(w("p")))[number].append(xml(f"<w:r><w:t>{MARK}</w:t></w:r>"))

        if not found(imported(edit(built, change), year=2022)):
            lost.append(number)
    assert lost == []


def test_a_cell_put_into_any_row_is_not_lost(built: Path) -> None:
    lost = []
    for number in range(count(built, "tc")):

        def change(body: Element, number: int = number) -> None:
            cell = list(body.iter(w("tc")))[number]
            cell.addnext(xml(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:tc>"))

        if not found(imported(edit(built, change), year=2022)):
            lost.append(number)
    assert lost == []


def test_words_that_take_the_place_of_any_cell_are_not_lost(built: Path) -> None:
    lost = []
    for number in range(count(built, "tc")):

        def change(body: Element, number: int = number) -> None:
            write(list(body.iter(w("tc")))[number], MARK)

        if not found(imported(edit(built, change), year=2022)):
            lost.append(number)
    assert lost == []


def test_a_row_put_anywhere_is_not_lost(built: Path) -> None:
    lost = []
    for number in range(count(built, "tr")):

        def change(body: Element, number: int = number) -> None:
            row = list(body.iter(w("tr")))[number]
            row.addnext(xml(f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:tc></w:tr>"))

        if not found(imported(edit(built, change), year=2022)):
            lost.append(number)
    assert lost == []


def test_every_row_said_twice_is_in_the_filing_or_in_the_report(built: Path) -> None:
    lost = []
    for number in range(count(built, "tr")):

        def change(body: Element, number: int = number) -> None:
            row = list(body.iter(w("tr")))[number]
            copy = deepcopy(row)
            for cell in copy.iter(w("tc")):
                paragraph = list(cell.iter(w("p")))[-1]
                paragraph.append(xml(f"<w:r><w:t>{MARK}</w:t></w:r>"))
            row.addnext(copy)

        result = imported(edit(built, change), year=2022)
        cells: list[int] = []
        edit(built, lambda body, n=number, c=cells: c.append(len(list(list(body.iter(w("tr")))[n].iter(w("tc"))))))
        said = repr(result.data) + "".join(one.text for one in result.report.left)
        if said.count(MARK) < cells[0]:
            lost.append((number, said.count(MARK), cells[0]))
    assert lost == []


def test_an_unknown_table_in_the_narrative_is_reported_cell_by_cell(built: Path) -> None:
    table = "<w:tbl><w:tr>" + "<w:tc><w:tcPr/><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>" * 3 + "</w:tr></w:tbl>"

    def change(body: Element) -> None:
        next(one for one in body.iter(w("p")) if "完善制度" in "".join(one.itertext())).addnext(xml(table))

    left = imported(edit(built, change)).report.left
    assert [one.place for one in left] == [f"正文 第1个表格 第1行 第{column}格" for column in (1, 2, 3)]
