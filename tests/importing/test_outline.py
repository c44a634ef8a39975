"""What an imported document shows of its structure: contents, headings, bookmarks, and where it breaks off."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.docx.blocks import BlockDocument, Paragraph
from perfgen.filing.outline import Outline
from perfgen.importing import import_file
from perfgen.importing.labels import labels_of
from perfgen.importing.outline import outline_of
from tests.checks.cases import CLEAN
from tests.conftest import OF_2021, TRANSCRIBED


def read(path: Path) -> Outline:
    outline = import_file(path).outline
    assert outline
    return outline


def lines(text: str, layout: str = "hebei-2021") -> Outline:
    """The outline of a document that has these paragraphs."""
    document = BlockDocument(tuple(Paragraph(line, place=f"第{at}行") for at, line in enumerate(text.split("\n"), 1)))
    return outline_of(document, layouts.by_name(layout), labels_of(layouts.by_name(layout)), {}, dump=True)


def sample(number: str) -> Outline:
    return read(TRANSCRIBED[number][0])


def test_a_built_document_has_all_of_it(tmp_path: Path) -> None:
    outline = read(building.build(CLEAN["hebei-2022"], tmp_path / "built.docx"))
    assert [entry.title for entry in outline.contents] == [heading.title for heading in outline.headings]
    assert outline.contents[0].text == "第一部分 部门整体绩效目标\t—"
    projects = [heading for heading in outline.headings if heading.project is not None]
    assert [heading.bookmark[-2:] for heading in projects] == ["04", "05", "06", "07", "08"]
    assert (outline.missing, outline.broken_off) == ((), False)


def test_projects_of_hebei_2021_are_found_below_its_other_tables(tmp_path: Path) -> None:
    outline = read(building.build(OF_2021, tmp_path / "built.docx"))
    titles = [heading.title for heading in outline.headings if heading.project is not None]
    assert titles[0] == "一.国库电子化和一体化建设项目绩效目标"
    assert len(titles) == 7
    assert {entry.title for entry in outline.contents} <= {heading.title for heading in outline.headings}


def test_sample_004_lacks_a_part_and_its_bookmarks_are_astray() -> None:
    outline = sample("004")
    assert outline.missing == ("第一部分",)
    marks = [heading.bookmark[-2:] for heading in outline.headings if heading.project is not None]
    assert marks[:7] == ["04", "10", "06", "07", "08", "09", ""]
    assert outline.contents == ()


@pytest.mark.parametrize(("number", "broken_off"), [("000", True), ("002", False), ("003", False), ("004", False)])
def test_a_dump_that_stops_before_the_last_kind_of_indicators_is_broken_off(number: str, *, broken_off: bool) -> None:
    assert sample(number).broken_off is broken_off


@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_samples_with_all_their_headings(number: str) -> None:
    assert sample(number).missing == ()


def test_a_word_file_never_breaks_off(tmp_path: Path) -> None:
    built = building.build(TRANSCRIBED["004"][1], tmp_path / "built.docx")
    short = tmp_path / "short.txt"
    whole = dump(built)
    short.write_text(whole[: whole.rindex("满意度指标")], encoding="utf-8")
    assert not read(built).broken_off
    assert read(short).broken_off


CONTENTS = """目录
第一部分 2021 年部门整体绩效目标 .....\t1
一.部门整体绩效目标 .....\t1
二.商务活动项目绩效目标 .....\t错误! 未定义书签。

第一部分
2021 年部门整体绩效目标
一.部门整体绩效目标
2021 年，做好各项工作。"""


def test_contents_end_where_the_body_begins() -> None:
    outline = lines(CONTENTS)
    assert [entry.title for entry in outline.contents] == [
        "第一部分 2021 年部门整体绩效目标",
        "一.部门整体绩效目标",
        "二.商务活动项目绩效目标",
    ]
    assert outline.contents[2].text.endswith("错误! 未定义书签。")
    assert [heading.title for heading in outline.headings] == [
        "第一部分 2021 年部门整体绩效目标",
        "一.部门整体绩效目标",
    ]


def test_a_section_that_only_the_contents_have_is_missing() -> None:
    assert (
        lines(CONTENTS.replace("\n一.部门整体绩效目标\n2021 年，做好", "\n2021 年，做好")).missing[0]
        == "一.部门整体绩效目标"
    )


def test_a_heading_stands_though_a_character_of_it_is_lost() -> None:
    assert "五.部门整体支出绩效指标情况" not in lines("五. 门整体支出绩效指标情况").missing
    assert "五.部门整体支出绩效指标情况" in lines("门整体支出绩效指标情况").missing
