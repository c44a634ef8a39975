"""YAML written by perfgen: nothing is lost, whatever the text is, and formatting is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.errors import FilingError
from perfgen.source import read
from perfgen.source.file_kind import kind_of
from perfgen.source.parse import parse
from perfgen.source.writer import canonical, write
from tests.examples import some
from tests.property.strategies import FORM, filings

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from perfgen.filing import Filing

ENGLISH = {"项目名称": "name", "预算项目": "projects", "年度": "year", "绩效指标": "indicators", "指标值": "target"}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that every example is written to."""
    return tmp_path_factory.mktemp("yaml") / "filing.yaml"


def _written(page: Path, text: str) -> Path:
    page.write_bytes(text.encode())
    return page


def _read(page: Path) -> Filing | None:
    """The filing on the page, None where it holds a mistake."""
    try:
        return read(page, lambda _: FORM).filing
    except FilingError:
        return None


@settings(max_examples=some(120), deadline=None)
@given(filing=filings())
def test_what_is_written_reads_back_to_the_letter(page: Path, filing: Filing) -> None:
    reading = read(_written(page, write(filing, FORM)), lambda _: FORM)
    assert reading.filing == filing


@settings(max_examples=some(60), deadline=None)
@given(filing=filings(max_projects=3))
def test_what_is_written_is_canonical(page: Path, filing: Filing) -> None:
    text = write(filing, FORM)
    assert canonical(_written(page, text)) == text


@settings(max_examples=some(60), deadline=None)
@given(filing=filings(max_projects=2))
def test_other_readers_take_text_for_text(filing: Filing) -> None:
    """PyYAML's own parser shares no code with libyaml, and types what is not quoted as YAML 1.1 does."""
    said = yaml.load(write(filing, FORM), yaml.SafeLoader)
    assert said["部门"] == {"编码": filing.department.code, "名称": filing.department.name}
    assert _same(said["部门整体绩效目标"], filing.overall.model_dump(by_alias=True, exclude_none=True))
    for project, meant in zip(said["预算项目"], filing.projects, strict=True):
        assert (project["项目名称"], project["项目编码"]) == (meant.name, meant.code)
        assert _same(dict(enumerate(project["绩效目标"])), dict(enumerate(meant.goals)))


def _same(said: dict[Any, str], meant: dict[Any, str]) -> bool:
    """Whether the texts are the same, but for the line break that a block ends with for other readers."""
    return said.keys() == meant.keys() and all(said[key] in (text, f"{text}\n") for key, text in meant.items())


@settings(max_examples=some(80), deadline=None)
@given(
    filing=filings(max_projects=2),
    random=st.randoms(use_true_random=False),
    style=st.fixed_dictionaries(
        {
            "default_flow_style": st.sampled_from((None, True, False)),
            "default_style": st.sampled_from((None, "'", '"', "|", ">")),
            "width": st.sampled_from((20, 80, 100_000)),
            "indent": st.sampled_from((2, 5)),
            "allow_unicode": st.booleans(),
        }
    ),
)
def test_however_a_filing_is_written_it_is_formatted_alike(
    page: Path, filing: Filing, random: Random, style: dict[str, Any]
) -> None:
    text = yaml.dump(_scrambled(_full(filing), random), sort_keys=False, **style)
    if _read(_written(page, text)) == filing:
        assert canonical(page) == write(filing, FORM)


def _full(filing: Filing) -> dict[str, Any]:
    """A filing with nothing left out, as plain data; yaml.dump makes aliases of what it says twice."""
    full = {**filing.model_dump(mode="json", by_alias=True, exclude_none=True), "年度": str(filing.year)}
    for label in ("封面", "部门职责", "整体绩效指标", "专项资金"):
        if not full[label]:
            del full[label]  # an empty list that is written stays written
    for project in full["预算项目"]:
        if not project["资金安排"]:
            del project["资金安排"]
    for project in full["预算项目"]:
        project["资金支出计划"] = {date: f"{float(at):g}%" for date, at in project["资金支出计划"].items()}
        rows = {str(row): {**row, "指标值": row["指标值"]["written"]} for row in project["绩效指标"]}
        project["绩效指标"] = [rows[str(row)] for row in project["绩效指标"]]
    return full


def _scrambled(data: Any, random: Random) -> Any:
    """The same data with keys in any order, some of them in English."""
    if isinstance(data, list):
        copies = {id(item): _scrambled(item, random) for item in data}
        return [copies[id(item)] for item in data]
    if not isinstance(data, dict):
        return data
    items = [(random.choice((key, ENGLISH.get(key, key))), value) for key, value in data.items()]
    if "3月底" not in data:
        random.shuffle(items)
    return {key: _scrambled(value, random) for key, value in items}


@settings(max_examples=some(100), deadline=None)
@given(
    filing=filings(max_projects=2),
    random=st.randoms(use_true_random=False),
    style=st.fixed_dictionaries({"default_flow_style": st.sampled_from((None, True, False))}),
)
def test_what_is_misshapen_is_formatted_without_loss(
    page: Path, filing: Filing, random: Random, style: dict[str, Any]
) -> None:
    """`canonical` raises where its text would say something else."""
    text = yaml.dump(_spoilt(_full(filing), random), sort_keys=False, **style)
    parsed = parse(_written(page, text))
    if not parsed.found and kind_of(parsed.root):
        formatted = canonical(page)
        assert canonical(_written(page, formatted)) == formatted


def _spoilt(data: Any, random: Random) -> Any:
    """The data with some of it missing, misnamed, or not of the shape it should be."""
    if random.random() < 0.03:
        return random.choice((None, "", "12", ["甲"], {"乙": ["丙", {"丁": None}]}, [], {}, [[["戊"]]]))
    if isinstance(data, list):
        return [_spoilt(item, random) for item in data if random.random() > 0.03]
    if not isinstance(data, dict):
        return data
    names = [*ENGLISH, *ENGLISH.values(), "basis", "一级指标", "未知", "名" * 600]
    named = {
        random.choice(names) if random.random() < 0.05 else key: _spoilt(value, random) for key, value in data.items()
    }
    return named or {"项目名称": "甲"}


@settings(max_examples=some(100), deadline=None)
@given(filing=filings(max_projects=2), data=st.data())
def test_formatting_keeps_every_comment_once(page: Path, filing: Filing, data: st.DataObject) -> None:
    commented, notes = _commented(write(filing, FORM), data)
    formatted = canonical(_written(page, commented))
    assert all(formatted.count(note) == 1 for note in notes)
    assert canonical(_written(page, formatted)) == formatted
    assert _read(page) == filing


def _commented(text: str, data: st.DataObject) -> tuple[str, list[str]]:
    """The text with comments at ends of lines and on lines of their own, wherever no block of text stands."""
    block = _block_lines(text)
    notes: list[str] = []
    out: list[str] = []
    for number, line in enumerate(text.split("\n")):
        free = () if number in block else ("above", "parted", "beside", "both")
        place = data.draw(st.sampled_from(("", "", "", *free)))
        if place in ("above", "parted", "both"):
            indent = data.draw(st.integers(0, len(line) - len(line.lstrip(" "))))
            notes.append(f"# 注{len(notes)}. : {{\"'| ")
            out += [""] * (place == "parted") + [" " * indent + notes[-1]]
        beside = place in ("beside", "both") and line != ""
        if beside:
            notes.append(f"# 注{len(notes)}. # -")
        out.append(f"{line} {notes[-1]}" if beside else line)
    return "\n".join(out), notes


def _block_lines(text: str) -> set[int]:
    scalars = [event for event in yaml.parse(text, yaml.SafeLoader) if isinstance(event, yaml.ScalarEvent)]
    blocks = [(event.start_mark.line + 1, event.end_mark.line) for event in scalars if event.style == "|"]
    return {line for first, end in blocks for line in range(first, end)}
