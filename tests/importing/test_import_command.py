"""`perfgen import` as a clerk runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from tests.conftest import ALL_FILINGS, EXAMPLES, SAMPLES, TRANSCRIBED, Run
from tests.importing.edits import cells, copied, edit, paragraph, rows, tables, write
from tests.importing.variations import NUMBERING, bookmarks_gone, numbered

Perfgen = Callable[..., Run]
EXAMPLE = EXAMPLES / "乐亭县机关事务中心-2022.yaml"


@pytest.fixture
def docx(desk: Path) -> Path:
    return building.build(EXAMPLE, desk / "去年.docx")


def with_a_row_more(docx: Path) -> Path:
    def change(body: object) -> None:
        row = copied(rows(tables(body)[0])[1])
        for cell, text in zip(cells(row), ("主管部门", "县政府", "", ""), strict=True):
            write(cell, text)

    return edit(docx, change)


def test_a_file_becomes_yaml_beside_it_that_builds(docx: Path, perfgen: Perfgen, desk: Path) -> None:
    ran = perfgen("import", docx)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "已写入 去年.yaml",
        "读到 261 处文字：写入 185 处，版式自带 76 处，没有写入 0 处；需要核对 0 处。",
    ]
    assert perfgen("validate", "去年.yaml").code == 0
    assert perfgen("fmt", "--check", "去年.yaml").code == 0
    assert sorted(path.name for path in desk.iterdir()) == [".perfgen", "去年.docx", "去年.yaml"]


def test_what_is_left_is_told_and_fails_only_when_strict(docx: Path, perfgen: Perfgen) -> None:
    edited = with_a_row_more(docx)
    ran = perfgen("import", edited, "-o", "a.yaml")
    assert ran.code == 0
    assert "edited.docx: 提醒 IMP03 没有写入：第1个项目 绩效目标表 第3行 第2格" in ran.err
    assert "县政府" in ran.err
    strict = perfgen("import", edited, "-o", "b.yaml", "--strict")
    assert strict.code == 1
    assert "错误 IMP03" in strict.err
    assert Path("a.yaml").read_text(encoding="utf-8") == Path("b.yaml").read_text(encoding="utf-8")
    assert perfgen("import", docx, "--strict").code == 0


def test_how_to_go_on_is_said_once(docx: Path, perfgen: Perfgen) -> None:
    ran = perfgen("import", with_a_row_more(docx), "-o", "a.yaml", "--year", 2023)
    assert ran.err.count("IMP03") == 2
    assert ran.err.count("怎么改：这些内容用得着时") == 1
    assert ran.err.count("怎么改：在 YAML 里找“# 请核对”") == 1


def test_many_doubts_of_one_kind_are_told_in_one_line(docx: Path, perfgen: Perfgen) -> None:
    def change(body: object) -> None:
        for table in tables(body)[1::2]:
            for row in rows(table)[1:]:
                write(cells(row)[1], "数量类指标")

    ran = perfgen("import", edit(docx, change), "-o", "a.yaml")
    told, *others = [line for line in ran.err.splitlines() if "IMP04 请核对" in line]
    assert len(others) < 6
    assert "：第1个项目 绩效指标 第1行 二级指标、第1个项目 绩效指标 第2行 二级指标、" in told
    assert Path("a.yaml").read_text(encoding="utf-8").count("# 请核对：二级指标：") > 3


def test_a_folder_of_what_was_built_comes_back_whole(perfgen: Perfgen, desk: Path) -> None:
    built = desk / "成品"
    built.mkdir()
    for path in ALL_FILINGS:
        building.build(path, built / f"{path.stem}.docx")
    ran = perfgen("import", built, "-o", "今年", "--check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    for path in ALL_FILINGS:
        again = building.build(desk / "今年" / f"{path.stem}.yaml", desk / "再来.docx")
        assert dump(again) == dump(built / f"{path.stem}.docx")


def test_a_check_counts_automatic_numbers_as_typed_ones(docx: Path, perfgen: Perfgen) -> None:
    def change(body: object) -> None:
        bookmarks_gone(body)
        for text in ("一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施"):
            numbered(paragraph(body, text), text[2:], 1)

    ran = perfgen("import", edit(docx, change, {"word/numbering.xml": NUMBERING}), "--check")
    assert (ran.code, ran.err) == (0, "")


def test_the_report_keeps_every_place(docx: Path, perfgen: Perfgen) -> None:
    perfgen("import", with_a_row_more(docx), "-o", "a.yaml", "--report", "a.json")
    (said,) = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert said["读到"] == said["写入"] + said["版式自带"] + len(said["没有写入"])
    assert said["没有写入"][1] == {
        "位置": "第1个项目 绩效目标表 第3行 第2格", "文字": "县政府", "原因": "版式里没有放它的地方",
    }  # fmt: skip
    assert said["输出"] == "a.yaml"


def test_nothing_is_written_over_unless_forced(docx: Path, perfgen: Perfgen) -> None:
    Path("去年.yaml").write_text("我自己写的", encoding="utf-8")
    ran = perfgen("import", docx)
    assert ran.code == 1
    assert "OUT02" in ran.err
    assert Path("去年.yaml").read_text(encoding="utf-8") == "我自己写的"
    assert perfgen("import", docx, "--force").code == 0
    assert perfgen("validate", "去年.yaml").code == 0


def test_check_builds_again_and_compares(docx: Path, perfgen: Perfgen) -> None:
    assert perfgen("import", docx, "--check").code == 0

    def change(body: object) -> None:
        write(paragraph(body, "二、分项绩效目标"), "（二）分项绩效目标")

    ran = perfgen("import", edit(docx, change), "--check")
    assert ran.code == 1
    assert "原文“（二）分项绩效目标”，现在“二、分项绩效目标”" in ran.err


@pytest.mark.parametrize("sample", ["002", "003"])
def test_a_text_dump_is_taken_and_checked(sample: str, perfgen: Perfgen, desk: Path) -> None:
    original, _ = TRANSCRIBED[sample]
    ran = perfgen("import", original, "-o", desk / "a.yaml", "--check", "--year", 2022)
    assert (ran.code, ran.err) == (0, "")


def test_the_year_is_asked_for_where_nothing_tells_it(docx: Path, perfgen: Perfgen) -> None:
    def change(body: object) -> None:
        for text in ("2022年部门预算绩效文本", "本部门2022年度申请预算资金492.87万元，无专项项目。"):
            write(paragraph(body, text), "部门预算绩效文本" if text.endswith("文本") else "本部门。")
        for table in tables(body)[::2]:
            write(cells(rows(table)[1])[1], "1")

    edited = edit(docx, change)
    ran = perfgen("import", edited)
    assert ran.code == 1
    assert "--year 2022" in ran.err
    assert perfgen("import", edited, "--year", "2023").code == 0
    assert "年度: 2023" in edited.with_suffix(".yaml").read_text(encoding="utf-8")


def test_a_folder_is_read_file_by_file_and_a_bad_one_fails_alone(docx: Path, perfgen: Perfgen) -> None:
    folder = Path("旧文件")
    (folder / "子").mkdir(parents=True)
    shutil.copy(docx, folder / "一.docx")
    shutil.copy(docx, folder / "子" / "二.docx")
    shutil.copy(docx, folder / "~$一.docx")
    (folder / "坏.docx").write_bytes(b"not a document")
    (folder / "说明.md").write_text("x", encoding="utf-8")
    ran = perfgen("import", folder, "-o", "新", "--report", "r.json")
    assert ran.code == 1
    assert "坏.docx: 错误 DOC01" in ran.err
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["文件", "结果", "读到", "写入", "版式自带", "没有写入", "需要核对"]
    assert [line[:2] for line in lines[1:4]] == [
        ["旧文件/一.docx", "已写入"], ["旧文件/坏.docx", "失败"], ["旧文件/子/二.docx", "已写入"],
    ]  # fmt: skip
    assert lines[4] == ["共", "3", "个文件，写出", "2", "个，失败", "1", "个。"]
    assert sorted(str(path) for path in Path("新").rglob("*.yaml")) == ["新/一.yaml", "新/子/二.yaml"]
    assert len(json.loads(Path("r.json").read_text(encoding="utf-8"))) == 3


def test_two_files_of_one_name_do_not_write_over_each_other(docx: Path, perfgen: Perfgen) -> None:
    Path("甲").mkdir()
    shutil.copy(docx, "甲/去年.docx")
    ran = perfgen("import", docx, "甲/去年.docx", "-o", "新", "--force")
    assert ran.code == 1
    assert "OUT02" in ran.err
    assert "写出 1 个，失败 1 个" in ran.out


def test_a_wrong_call_is_told_apart(docx: Path, perfgen: Perfgen) -> None:
    for arguments in (
        (), ("没有.docx",), (docx, docx, "-o", "a.yaml"), (docx, "-o", "a.txt"), (docx, "--year", "22"),
        (docx, "--layout", "没有"),
    ):  # fmt: skip
        assert perfgen("import", *arguments).code == 2, arguments
    Path("空").mkdir()
    assert perfgen("import", "空").code == 2


def test_a_year_that_the_cover_says_otherwise_is_mentioned(docx: Path, perfgen: Perfgen) -> None:
    ran = perfgen("import", docx, "--year", "2023")
    assert ran.code == 0
    assert "封面上是 2022 年，按要求写成 2023 年" in ran.err


def test_what_is_doubtful_makes_canonical_yaml_all_the_same(perfgen: Perfgen, desk: Path) -> None:
    original, _ = TRANSCRIBED["000"]
    ran = perfgen("import", original, "-o", desk / "a.yaml", "--strict")
    assert ran.code == 0
    text = (desk / "a.yaml").read_text(encoding="utf-8")
    assert "# 请核对：指标值：原文里没有这一项" in text
    assert perfgen("fmt", "--check", "a.yaml").code == 0
    validated = perfgen("validate", "a.yaml")
    assert validated.code == 1
    assert "缺少“指标值”" in validated.err


def test_pages_of_the_older_layout_without_tables_are_refused_in_words(perfgen: Perfgen, desk: Path) -> None:
    pages = (SAMPLES / "001_7caf0c8bcc4a454c.txt").read_text(encoding="utf-8")
    lines = [line for line in pages.split("\n") if "\t" not in line]
    (desk / "pages.txt").write_text("\n".join(lines), encoding="utf-8")
    ran = perfgen("import", desk / "pages.txt", "-o", desk / "a.yaml")
    assert ran.code == 1
    assert "IMP01" in ran.err
    assert "hebei-2021" in ran.err
    assert not (desk / "a.yaml").exists()


def test_a_layout_of_ones_own_is_used_by_its_folder(docx: Path, perfgen: Perfgen) -> None:
    shutil.copytree(EXAMPLES.parent / "templates/hebei/2022", "我的版式")
    file = Path("我的版式/layout.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("名称: hebei-2022", "名称: 我的版式"), encoding="utf-8")
    ran = perfgen("import", docx, "--layout", "我的版式", "--check")
    assert (ran.code, ran.err) == (0, "")
    assert "版式: 我的版式" in Path("去年.yaml").read_text(encoding="utf-8")


def test_a_report_is_never_written_over_another_file(docx: Path, perfgen: Perfgen, desk: Path) -> None:
    before = docx.read_bytes()
    (desk / "old.json").write_text("{}", encoding="utf-8")
    for report, code in (
        (docx, 2),
        (desk / "q.yaml", 2),
        (desk, 2),
        (desk / "old.json", 1),
        (desk / "没有" / "r.json", 1),
    ):
        assert perfgen("import", docx, "-o", "q.yaml", "--report", report).code == code
    assert docx.read_bytes() == before
    assert (desk / "old.json").read_text(encoding="utf-8") == "{}"
    assert not (desk / "q.yaml").exists()
