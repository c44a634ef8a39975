"""What was built comes back: from Word to the filing it was built from, from the samples to Word and back."""

from __future__ import annotations

import re
import tempfile
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from perfgen import building
from perfgen.docx import dump
from perfgen.filing import Filing
from tests.conftest import FILINGS, TRANSCRIBED
from tests.examples import some
from tests.importing.built import as_printed, imported, rendered
from tests.property.strategies import filings
from tests.roundtrip.test_samples import BREAKS_OFF, SLIPS, lines


@pytest.mark.parametrize("sample", TRANSCRIBED)
def test_a_sample_read_in_and_built_says_what_the_sample_says(sample: str, tmp_path: Path) -> None:
    original, _ = TRANSCRIBED[sample]
    result = imported(original, year=2022)
    assert result.report.left == ()
    text = result.yaml
    if sample in BREAKS_OFF:  # what it breaks off from is asked for, and here filled in
        assert result.filing is None
        assert [(one.place, one.why) for one in result.report.doubtful] == [
            ("第6个项目 绩效指标 第2行 指标值", "指标值：原文里没有这一项"),
            ("第6个项目 绩效指标 第2行 指标值确定依据", "指标值确定依据：原文里没有这一项"),
        ]
        text = text.replace(
            "- 三级指标: 改造工程合格率",
            "- 三级指标: 改造工程合格率\n            指标值: x\n            指标值确定依据: x",
        )
        text = re.sub(
            r"- \{三级指标: 改造工程合格率\}", "- {三级指标: 改造工程合格率, 指标值: x, 指标值确定依据: x}", text
        )
    else:
        assert result.report.doubtful == ()
    source = tmp_path / "dept.yaml"
    source.write_text(text, encoding="utf-8")
    built = lines(dump(building.build(source, tmp_path / "built.docx")), bookmarks=False)
    wanted = [SLIPS[sample].get(line, line) for line in lines(original.read_text(encoding="utf-8"), bookmarks=False)]
    if sample in BREAKS_OFF:
        built = built[: len(wanted)]
    assert built == wanted, "\n".join(unified_diff(wanted, built, lineterm="", n=1))


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_an_example_comes_back_from_word(path: Path, tmp_path: Path) -> None:
    filing = building.prepare(path).filing
    docx = building.build(path, tmp_path / "built.docx")
    result = imported(docx)
    assert result.filing == as_printed(filing)
    assert result.report.left == ()
    assert result.report.doubtful == ()
    assert result.report.read == result.report.taken + result.report.printed

    again = tmp_path / "again.yaml"
    again.write_text(result.yaml, encoding="utf-8")
    assert dump(building.build(again, tmp_path / "again.docx")) == dump(docx)


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_a_dump_says_as_much_as_its_word_file(path: Path, tmp_path: Path) -> None:
    docx = building.build(path, tmp_path / "built.docx")
    text = tmp_path / "built.txt"
    text.write_text(dump(docx), encoding="utf-8")
    from_text, from_word = imported(text), imported(docx)
    assert from_text.data == from_word.data
    assert from_text.report.left == from_text.report.doubtful == ()


def told_apart(filing: Filing) -> bool:
    """Whether all of a filing can be told from what its document prints.

    Not in Word are the department's code and the 金额单位 where there is no project to say them. A department's code and
    name stand in one cell, so that digits are the code and the rest, blanks aside, the name. A goal's later paragraph
    that begins with the next goal's number is the next goal. Blank text is no text, and a row of an indicator that says
    nothing but dots is one that the form leaves to be written.
    """
    department = filing.department
    goals_are_apart = all(
        not re.match(rf"\s*{number + 1}[.．]", later)
        for project in filing.projects
        for number, goal in enumerate(project.goals, 1)
        for later in goal.split("\n")[1:]
    )
    rows_say_something = all(
        re.search(r"[^\s…⋯.·。]", f"{row.name}{row.description}{row.target.written}")
        for project in filing.projects
        for row in project.indicators
    )
    return (
        bool(filing.projects)
        and rows_say_something
        and re.fullmatch("[0-9]{2,20}", department.code) is not None
        and re.match(r"[^\s0-9\-—:：、.].*\S$|\S$", department.name) is not None
        and goals_are_apart
    )


@settings(
    max_examples=some(120), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(filings(max_projects=4))
def test_a_filing_comes_back_from_word(filing: Filing) -> None:
    department = filing.department.model_copy(
        update={"code": "507002", "name": f"县{filing.department.name.strip()}局"}
    )
    filing = filing.model_copy(update={"department": department})
    assume(told_apart(filing))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.docx"
        path.write_bytes(rendered(filing))
        result = imported(path)
    assert result.report.left == ()
    assert result.filing == as_printed(filing), result.yaml
