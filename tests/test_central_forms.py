"""The forms that most provinces use, printed by layouts that are folders: nothing dropped, and what each still needs told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import perfgen as library
from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.filing import Filing, Indicator
from perfgen.filing.base import Scope
from tests.conftest import OF_CENTRAL, Run
from tests.documents import pdf_of, validator_errors

CENTRAL = ("central-department", "central-project", "central-project-scored")


def printed_on(layout: str, folder: Path, **changes: str) -> Path:
    """The example with one line changed, and `changes` to its text besides."""
    text = OF_CENTRAL.read_text(encoding="utf-8").replace("版式: central-project", f"版式: {layout}")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    file = folder / "滦南县民政局.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def scored(folder: Path) -> Path:
    """The example with a score on every row, for the form that has a column of them."""
    file = printed_on("central-project-scored", folder)
    text = re.sub(
        r"(三级指标: [^,]+, 指标值: [^,}]+)}",
        r"\1, 分值: 5, 指标方向性: 正向, 备注: 见附件}",
        file.read_text(encoding="utf-8"),
    )
    file.write_text(text, encoding="utf-8")
    return file


def filing_on(layout: str, folder: Path) -> Path:
    return scored(folder) if layout == "central-project-scored" else printed_on(layout, folder)


def cells(path: Path) -> list[str]:
    """What cells and paragraphs of a Word file say, in order."""
    return [line.strip() for line in dump(path).splitlines()]


def rows_of(filing: Filing) -> Iterator[Indicator]:
    for project in filing.projects:
        yield from (*project.medium_indicators, *project.indicators)


@pytest.mark.parametrize("layout", CENTRAL)
def test_microsofts_validator_finds_no_error(layout: str, tmp_path: Path) -> None:
    assert validator_errors(layouts.by_name(layout).template) == []
    assert validator_errors(building.build(filing_on(layout, tmp_path), tmp_path / "x.docx")) == []


@pytest.mark.parametrize("layout", ["central-project", "central-project-scored"])
def test_lists_of_uneven_length_are_printed_whole(layout: str, tmp_path: Path) -> None:
    prepared = building.prepare(filing_on(layout, tmp_path))
    said = cells(building.write(prepared, tmp_path, tmp_path / "x.docx"))
    for row in rows_of(prepared.filing):
        assert row.name in said
        assert row.level2 in said
    for project in prepared.filing.projects:
        for number, goal in enumerate(project.goals, 1):
            assert f"{number}.{goal}" in said
        assert (project.leader or "") in said


def test_medium_term_and_year_stand_side_by_side(tmp_path: Path) -> None:
    said = cells(building.build(OF_CENTRAL, tmp_path / "x.docx"))
    at = said.index("三年累计救助困难群众人次")
    assert said[at - 2 : at + 5] == [
        *("产出指标", "数量指标", "三年累计救助困难群众人次", "≥26000人次"),
        *("数量指标", "保障低保对象人数", "≥7200人"),
    ]
    below = said.index("保障特困人员人数")
    assert said[below - 5 : below + 1] == ["", "", "", "", "数量指标", "保障特困人员人数"]


def test_sign_value_and_unit_have_columns_of_their_own(tmp_path: Path) -> None:
    said = cells(building.build(scored(tmp_path), tmp_path / "x.docx"))
    at = said.index("保障特困人员人数")
    assert said[at : at + 7] == ["保障特困人员人数", "≥", "1400", "人", "正向", "5", "见附件"]
    at = said.index("社会救助标准")
    assert said[at : at + 4] == ["社会救助标准", "定性", "逐年提高", ""]


def test_the_tasks_of_a_department_are_summed_up(tmp_path: Path) -> None:
    file = printed_on("central-department", tmp_path)
    said = cells(building.build(file, tmp_path / "x.docx"))
    at = said.index("金额合计")
    assert said[at + 1 : at + 4] == ["3746.50", "3666.50", "80.00"]
    tasks: Any = building.prepare(file).filing.tasks
    assert sum(task.budget for task in tasks) == Decimal("3746.50")


def test_no_two_documents_of_a_filing_share_a_file(tmp_path: Path) -> None:
    names = {building.default_output(building.prepare(filing_on(one, tmp_path)), tmp_path).name for one in CENTRAL}
    assert names == {
        "滦南县民政局-2024-项目支出绩效目标申报表.docx",
        "滦南县民政局-2024-部门整体支出绩效目标申报表.docx",
    }


def test_what_another_form_still_needs_is_told_once(tmp_path: Path) -> None:
    needs = {
        "central-project-scored": {"分值"},
        "hebei-2022": {"分项绩效目标", "工作保障措施", "资金用途", "资金支出计划", "项目编码", "指标值确定依据"},
    }
    for layout, labels in needs.items():
        said = [one for one in library.check(printed_on(layout, tmp_path)) if one.severity.name == "ERROR"]
        assert {re.findall("“(.+?)”", one.message)[0] for one in said} == labels
        assert {one.code for one in said} == {"MOD01"}
        places = [(one.line, one.message) for one in said]
        assert len(places) == len(set(places))


def test_a_plan_that_the_form_has_no_room_for_is_kept(tmp_path: Path) -> None:
    file = printed_on(
        "central-project",
        tmp_path,
        **{"    项目负责人: 张三": "    项目负责人: 张三\n    资金支出计划: {6月底: 40%, 12月底: 100%}"},
    )
    found = library.validate(file)
    assert "资金支出计划" in " ".join(one.message for one in found if one.code == "MOD04")
    assert not [one for one in found if one.severity.name == "ERROR"]


@pytest.mark.parametrize("layout", CENTRAL)
def test_a_starter_holds_every_field_of_the_form(layout: str, tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    made = perfgen(
        "new", tmp_path / "x.yaml", "--layout", layout, "--department", "某局", "--code", "1", "--year", "2024"
    )
    assert made.code == 0, made.err
    text = (tmp_path / "x.yaml").read_text(encoding="utf-8")
    form = layouts.by_name(layout)
    labels = [*form.uses[Scope.WHOLE], *form.uses.get(Scope.PROJECT, {})]
    assert [label for label in labels if f"{label}: " not in text and f"{label}:\n" not in text] == []
    assert form.kind in text


def test_the_head_of_the_indicators_stands_on_every_page_they_run_over(tmp_path: Path) -> None:
    files = []
    for name in CENTRAL:
        folder = tmp_path / name
        folder.mkdir()
        source = filing_on(name, folder)
        text = source.read_text(encoding="utf-8")
        source.write_text(_MANY.sub(lambda row: row[0] * 18, text), encoding="utf-8")
        files.append(building.build(source, tmp_path / f"{name}.docx"))
    for file in files:
        second = "".join(PdfReader(pdf_of(file)).pages[1].extract_text().split())
        assert second.count("三级指标") >= 1, file.name
        assert second.index("三级指标") < second.index("数量指标"), file.name


_MANY = re.compile(
    r"^ +- \{三级指标: (?:保障低保对象人数|社会救助对象人数|三年累计救助困难群众人次)[^\n]*\n", re.MULTILINE
)
"""One indicator of each form, which is said again and again."""
