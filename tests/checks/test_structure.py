"""STR01 to STR04: headings, contents and bookmarks of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen import building
from perfgen.checking import load
from perfgen.checks import chosen, run
from perfgen.filing.outline import ContentsEntry, Heading, Outline
from tests.checks.cases import found, quoted
from tests.conftest import ALL_FILINGS


def entry(text: str) -> ContentsEntry:
    return ContentsEntry(text, text.partition("\t")[0], "正文 第1段")


def listing(*texts: str) -> tuple[ContentsEntry, ...]:
    return tuple(map(entry, texts))


def projects(*marked: tuple[str, str]) -> tuple[Heading, ...]:
    return tuple(Heading(title, f"第{at}行", mark, at) for at, (title, mark) in enumerate(marked))


def marked(*numbers: int) -> tuple[Heading, ...]:
    return projects(
        *((f"{at}.甲{at}", f"_Toc_4_4_{number:010}" if number else "") for at, number in enumerate(numbers))
    )


@pytest.mark.parametrize("missing", [("第一部分",), ("二、分项绩效目标",), ("第一部分", "三、工作保障措施")])
def test_str01_a_section_without_a_heading(missing: tuple[str, ...]) -> None:
    assert quoted("STR01", outline=Outline(missing=missing)) == list(missing)


@pytest.mark.parametrize("outline", [None, Outline(), Outline(headings=marked(1, 2), broken_off=True)])
def test_str01_is_silent_where_nothing_is_missing(outline: Outline | None) -> None:
    assert quoted("STR01", outline=outline) == []


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("各项目见第错误!未定义书签页。", "错误!未定义书签", ""),
        ("详见附件错误！未找到引用源，按月实施。", "错误！未找到引用源", ""),
        ("见 Error! Bookmark not defined 一节。", "Error! Bookmark not defined", ""),
        ("全年组织实施。错误! 未定义书签。", "错误! 未定义书签。", ""),
        ("错误!未定义书签。", "错误!未定义书签。", None),
    ],
)
def test_str02_an_error_of_word_in_the_text(text: str, words: str, fix: str | None) -> None:
    (one,) = found("STR02", f"部门整体绩效目标:\n  总体绩效目标: '{text}'\n")
    assert (one.finding.quoted, one.finding.fix, one.finding.at) == (words, fix, text.index(words))


def test_str02_each_entry_of_the_contents_that_has_it() -> None:
    outline = Outline(listing("一.甲\t3", "二.乙\t错误! 未定义书签。", "三.丙\t错误!未找到引用源。"))
    assert quoted("STR02", outline=outline) == ["错误! 未定义书签", "错误!未找到引用源"]


@pytest.mark.parametrize("text", ["没有发生错误！", "未定义书签的标题要补上书签。", "Error rate below 1%."])
def test_str02_is_silent_about_other_errors(text: str) -> None:
    assert quoted("STR02", f"部门整体绩效目标:\n  总体绩效目标: '{text}'\n", outline=Outline(listing("一.甲\t3"))) == []


TITLES = projects(("一.甲项目绩效目标", ""), ("二.乙项目绩效目标", ""))


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (("一.甲项目绩效目标\t3", "二.丙项目绩效目标\t4"), ["二.丙项目绩效目标", "二.乙项目绩效目标"]),
        (("一.甲项目绩效目标\t3",), ["二.乙项目绩效目标"]),
        (("一.甲项目绩效目标\t3", "二.乙项目绩效目标\t4", "三.丁项目绩效目标\t5"), ["三.丁项目绩效目标"]),
        (("一.乙项目绩效目标\t3", "二.乙项目绩效目标\t4"), ["一.乙项目绩效目标", "一.甲项目绩效目标"]),
    ],
)
def test_str03_contents_and_headings_that_differ(contents: tuple[str, ...], words: list[str]) -> None:
    assert quoted("STR03", outline=Outline(listing(*contents), TITLES)) == words


@pytest.mark.parametrize(
    "contents",
    [
        ("一.甲项目绩效目标\t3", "二.乙项目绩效目标\t4"),
        ("一．甲项目　绩效目标\t3", "二、乙项目绩效目标\t4"),
        (),
    ],
)
def test_str03_is_silent_where_they_say_the_same_or_there_are_no_contents(contents: tuple[str, ...]) -> None:
    assert quoted("STR03", outline=Outline(listing(*contents), TITLES)) == []


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((4, 10, 6, 7, 8), ["_Toc_4_4_0000000010"]),
        ((4, 5, 0, 7), ["2.甲2"]),
        ((4, 5, 6, 1, 0), ["_Toc_4_4_0000000001", "4.甲4"]),
        ((4, 5, 5, 6), ["_Toc_4_4_0000000005"]),
    ],
)
def test_str04_a_bookmark_that_lacks_or_is_out_of_order(numbers: tuple[int, ...], words: list[str]) -> None:
    assert quoted("STR04", outline=Outline(headings=marked(*numbers))) == words


@pytest.mark.parametrize(
    "headings",
    [
        marked(4, 5, 6),
        marked(4, 7, 30),
        marked(0, 0, 0),
        projects(("甲", "_Toc98765432"), ("乙", "_Toc98765401")),
    ],
)
def test_str04_is_silent_about_gaps_none_at_all_and_words_own_names(headings: tuple[Heading, ...]) -> None:
    assert quoted("STR04", outline=Outline(headings=headings)) == []


@pytest.mark.parametrize("example", ALL_FILINGS, ids=lambda path: path.stem)
def test_what_perfgen_builds_is_in_order(example: Path, tmp_path: Path) -> None:
    subject = load(building.build(example, tmp_path / "built.docx")).subject
    assert subject.outline
    assert len(subject.outline.contents) > len(subject.projects)
    assert [heading.project for heading in subject.outline.headings if heading.project is not None] == [
        *range(len(subject.projects))
    ]
    assert [finding.quoted for _, finding in run(subject, chosen(["STR01", "STR02", "STR03", "STR04"]))] == []
