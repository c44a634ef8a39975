"""Filled 监控表 and 自评表 read into 执行情况: those that the layouts print, and those that departments fill in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perfgen import building
from perfgen.docx import dump
from perfgen.errors import DocumentError
from perfgen.importing import holds_form, import_file
from tests.conftest import OF_RESULTS, Run
from tests.documents import w
from tests.importing.built import imported
from tests.importing.edits import Element, edit
from tests.importing.filled import ALL, COLUMNS, SHORT, Filled, as_workbook, written
from tests.importing.filled_shapes import FORM, FURTHER, ONE, SHAPES, WORSE, spoilt
from tests.importing.measured import measured
from tests.importing.test_nothing_lost import ADDED, MARK, adds_up, said_by, without_comment

NOT_ON_IT = {"layout", "filing", "department"}
"""What a form does not say: 绩效文本, and the code of the department."""
SCORED = "central-self-evaluation-scored"


def built(source: Path, folder: Path, layout: str = "") -> Path:
    text = source.read_text(encoding="utf-8")
    if layout:
        text = text.replace("版式: central-self-evaluation\n", f"版式: {layout}\n")
    file = folder / "form.yaml"
    file.write_text(text, encoding="utf-8")
    return building.build(file, folder / "form.docx")


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".xlsx"])
@pytest.mark.parametrize(
    ("source", "layout"),
    [*((one, "") for one in OF_RESULTS), (OF_RESULTS[0], SCORED)],
    ids=lambda one: one.stem if isinstance(one, Path) else one,
)
def test_a_form_comes_back(source: Path, layout: str, suffix: str, tmp_path: Path) -> None:
    file = built(source, tmp_path, layout)
    if suffix == ".txt":
        file = tmp_path / "form.txt"
        file.write_text(dump(tmp_path / "form.docx"), encoding="utf-8")
    elif suffix == ".xlsx":
        file = as_workbook(file, tmp_path / "form.xlsx")
    before = building.prepare(tmp_path / "form.yaml").filing
    read = imported(file)
    data = read.data | {"部门": {"编码": before.department.code, "名称": read.data["部门"]["名称"]}}
    after = read.layout.form.model.model_validate(data, context=read.layout.form)
    assert after.model_dump(exclude=NOT_ON_IT) == before.model_dump(exclude=NOT_ON_IT)
    assert read.layout.name == (layout or before.layout)
    assert read.report.left == ()
    assert adds_up(read)


@pytest.mark.parametrize("form", [*SHAPES, *FURTHER, *WORSE], ids=lambda form: form.name)
def test_nothing_is_wrong_without_a_word(form: Filled, tmp_path: Path) -> None:
    if form.name == "only two levels":
        with pytest.raises(DocumentError, match="项目支出绩效自评表"):
            imported(written(form, tmp_path / "form.docx"))
        return
    found = measured(form, tmp_path)
    assert found.wrong == ()
    assert found.untold == ()
    assert adds_up(found.read)
    assert [one for one in without_comment(found.read) if "单位" not in one] == []
    if form in (*SHAPES, *FURTHER):
        assert found.told == (), "what a form says in so many words is read"


def notes(*cells: str) -> Filled:
    return Filled("x", [ONE, spoilt(0, *cells)], ALL)


def test_points_that_follow_are_not_written_and_others_are_kept_and_told(tmp_path: Path) -> None:
    rows = imported(written(Filled("x", [ONE, FORM], ALL), tmp_path / "a.docx")).data["预算项目"][0]["绩效指标"]
    assert not any({"得分", "分值"} & row.keys() for row in rows[:1]), "25 and 25 as the layout gives them"
    typed = notes("^", "产出指标", "数量指标", "养护里程", "≥80公里", "85公里", "25", "20", "")
    read = imported(written(typed, tmp_path / "b.docx"))
    assert read.data["预算项目"][0]["绩效指标"][0]["得分"] == "20"
    (why,) = [one.why for one in read.report.doubtful if one.about[-1:] == ("得分",)]
    assert "表上的得分是 20，按评分办法算是 25" in why


def test_a_sum_that_is_wrong_is_told_and_a_right_one_is_not(tmp_path: Path) -> None:
    right = imported(written(Filled("x", [ONE, FORM], ALL), tmp_path / "a.docx"))
    assert right.report.left == ()
    wrong = [[{"92": "95"}.get(cell, cell) for cell in row] if row[0] == "总分" else row for row in FORM]
    read = imported(written(Filled("x", [ONE, wrong], ALL), tmp_path / "b.docx"))
    assert [(one.text, one.why) for one in read.report.left] == [("95", "总分按评分办法算是 92，和这里不一样")]


def test_a_total_in_the_place_of_points_is_not_taken_for_the_weights(tmp_path: Path) -> None:
    wrong = [["总分", "<", "<", "<", "<", "<", "", "100", ""] if row[0] == "总分" else row for row in FORM]
    read = imported(written(Filled("x", [ONE, wrong], ALL), tmp_path / "a.docx"))
    assert [one.text for one in read.report.left] == ["100"]


def test_a_formula_in_a_cell_is_text(tmp_path: Path) -> None:
    form = notes("^", "产出指标", "数量指标", "养护里程", "≥80公里", "=cmd|'/c calc'!A1", "25", "", "")
    row = imported(written(form, tmp_path / "a.docx")).data["预算项目"][0]["绩效指标"][0]
    assert row["实际完成值"] == "=cmd|'/c calc'!A1"


def test_a_county_in_bulk(desk: Path, perfgen: Run) -> None:
    folder = desk / "各部门"
    folder.mkdir()
    for at in range(3):
        written(SHAPES[at], folder / f"部门{at}-2024.docx")
    as_workbook(folder / "部门0-2024.docx", folder / "部门3-2024.xlsx")
    openpyxl.Workbook().save(folder / "台账.xlsx")
    ran = perfgen("import", folder, "-o", desk / "out")
    assert sorted(one.name for one in (desk / "out").glob("*.yaml")) == [f"部门{at}-2024.yaml" for at in range(4)], (
        ran.err
    )
    first = (desk / "out" / "部门0-2024.yaml").read_text(encoding="utf-8")
    assert first.startswith("# yaml-language-server: $schema=.perfgen/results.schema.json\n")
    assert perfgen("validate", desk / "out" / "部门3-2024.yaml").code == 0
    scored = perfgen("score", desk / "out" / "部门0-2024.yaml")
    assert "92" in scored.out
    assert perfgen("build", desk / "out" / "部门0-2024.yaml", "-o", desk / "back.docx", "--no-page-numbers").code == 0


def test_every_form_of_a_county_has_its_file(desk: Path, perfgen: Run) -> None:
    """One call for all, as a bureau makes it: what each says is in its own file, and one that cannot be read stops no other."""
    folder, said = desk / "报来的表", {}
    (folder / "乡镇").mkdir(parents=True)
    for at, form in enumerate((*SHAPES[:8], *FURTHER)):
        name = f"部门{at:02}-2024"
        said[name] = written(form, folder / ("乡镇" if at % 3 == 2 else "") / f"{name}.docx")
    (folder / "坏了.docx").write_bytes(b"PK\x03\x04 and no more")
    ran = perfgen("import", folder, "-o", desk / "out")
    assert (ran.code, "坏了.docx" in ran.err) == (1, True)
    assert {one.stem for one in (desk / "out").rglob("*.yaml")} == set(said)
    for name, file in said.items():
        (made,) = (desk / "out").rglob(f"{name}.yaml")
        assert without_comments(made) == without_comments_of(file)


def without_comments(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]


def without_comments_of(document: Path) -> list[str]:
    return [line for line in imported(document).yaml.splitlines() if not line.lstrip().startswith("#")]


def test_a_workbook_of_something_else_is_no_form(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    assert not holds_form(tmp_path / "a.xlsx")
    assert not holds_form(tmp_path / "b.xlsx")
    assert not holds_form(tmp_path / "none.xlsx")


def test_more_rows_than_a_form_has_are_accounted_for(tmp_path: Path) -> None:
    many = [list(COLUMNS), *(list(SHORT[0]) for _ in range(60))]
    read = imported(written(Filled("x", [ONE, many], ALL), tmp_path / "a.docx"))
    assert len(read.data["预算项目"][0]["绩效指标"]) == 60
    assert adds_up(read)


@pytest.mark.parametrize("source", OF_RESULTS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("kinds", "change"), ADDED, ids=[change.__name__ for _, change in ADDED])
def test_nothing_put_anywhere_is_lost(
    kinds: tuple[str, ...], change: Callable[[Element, str], None], source: Path, tmp_path: Path
) -> None:
    """Marks in many places at once, each place in one of three documents."""
    file = built(source, tmp_path)
    layout = building.prepare(source).layout
    lost = []
    for first in range(3):
        marks: list[str] = []

        def apply(body: Element, first: int = first, marks: list[str] = marks) -> None:
            for place, element in list(enumerate(body.iter(*map(w, kinds))))[first::3]:
                marks.append(f"{MARK}{place}处")
                change(element, marks[-1])

        result = import_file(edit(file, apply), layout, year=2024)
        said = said_by(result)
        lost += [mark for mark in marks if mark not in said]
        assert adds_up(result)
    assert lost == []
