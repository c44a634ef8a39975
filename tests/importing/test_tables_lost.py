"""Texts whose tables did not arrive as tables are told as such, and other forms by their names; neither takes others with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from perfgen.docx.blocks import BlockDocument, Cell, Paragraph, Table
from perfgen.errors import DocumentError
from perfgen.importing import OtherFormError, first_difference
from tests.conftest import EXAMPLES, Run
from tests.importing.built import KNOWN_LABELS, imported
from tests.importing.drawn import drawn
from tests.test_central_forms import filing_on

Perfgen = Callable[..., Run]
HEBEI = EXAMPLES / "乐亭县机关事务中心-2022.yaml"


@pytest.fixture(params=["central-project", "central-department", "hebei-2022"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The dump of a filing."""
    name: str = request.param
    filing = HEBEI if name == "hebei-2022" else filing_on(name, tmp_path)
    return dump(building.build(filing, tmp_path / "x.docx"))


def bars(text: str) -> str:
    """Each row of a dump as Markdown writes it."""
    paragraphs = text.replace("\n\t", "\t").split("\n")
    return "\n".join(f"| {' | '.join(line.split(chr(9))[1:])} |" if "\t" in line else line for line in paragraphs)


def alone(text: str) -> str:
    """Each cell on a line of its own, as a page of the web is copied."""
    return text.replace("\t", "")


def blanks(text: str) -> str:
    return text.replace("\n\t", "\t").replace("\t", "  ")


@pytest.mark.parametrize("change", [bars, alone, blanks])
def test_tables_that_are_none_are_told(change: Callable[[str], str], told: str, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(change(told), encoding="utf-8")
    with pytest.raises(DocumentError, match="没有读到里面的表格") as refused:
        imported(file)
    assert not isinstance(refused.value, OtherFormError)
    assert "--layout" not in refused.value.diagnostics[0].hint


def test_tables_that_only_the_contents_list_are_told(tmp_path: Path) -> None:
    text = dump(building.build(HEBEI, tmp_path / "x.docx"))
    lines = [line for line in text.splitlines() if not line.startswith("\t")]
    file = tmp_path / "x.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DocumentError, match="没有读到里面的表格"):
        imported(file)


def test_other_documents_of_a_folder_are_skipped_and_named(tmp_path: Path, perfgen: Perfgen) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    building.build(filing_on("central-project", tmp_path), folder / "甲.docx")
    report = [["项目名称", "甲", "评价得分", "98"], ["一级指标", "指标解释", "评分标准", "评价结果"]]
    drawn(folder / "评价.docx", "2024年重点评价报告", report)
    drawn(folder / "自评.docx", "2024年绩效自评报告", report)
    (folder / "公开.txt").write_text("某县水务局2024年部门预算公开\n一、收入支出\n", encoding="utf-8")
    (folder / "通知.txt").write_text("会议通知\n", encoding="utf-8")
    ran = perfgen("check", folder)
    assert ran.code == 1
    ran = perfgen("check", folder, "--skip-others")
    assert ran.code == 0, ran.out + ran.err
    assert "检查了 1 份绩效文本" in ran.out
    skipped = [line for line in ran.err.splitlines() if line.startswith("跳过")]
    assert [line.partition("：")[0].removeprefix("跳过 ").rpartition("/")[2] for line in skipped] == [
        *("公开.txt", "自评.docx", "评价.docx", "通知.txt"),
    ]
    assert "“部门预算公开”" in skipped[0]
    assert "“绩效自评报告”" in skipped[1]
    assert "“绩效评价报告”" in skipped[2]


def test_what_cannot_be_read_is_not_skipped(tmp_path: Path, perfgen: Perfgen) -> None:
    folder = tmp_path / "各部门"
    (folder / "文件夹.docx").mkdir(parents=True)
    building.build(filing_on("central-project", tmp_path), folder / "甲.docx")
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04")
    (folder / "竖线.txt").write_text("| 项目名称 | 甲 |\n| 一级指标 | 三级指标 |\n", encoding="utf-8")
    ran = perfgen("check", folder, "--skip-others")
    assert ran.code == 1
    assert "跳过" not in ran.err
    assert "没有读到里面的表格" in ran.out
    assert "检查了 3 份绩效文本" in ran.out
    ran = perfgen("import", folder, "-o", tmp_path / "读入")
    assert ran.code == 1
    assert "共 3 个文件，写出 1 个，失败 2 个。" in ran.out


def test_amounts_of_four_decimals_come_back_and_print(tmp_path: Path, perfgen: Perfgen) -> None:
    filing = filing_on("central-project", tmp_path)
    text = filing.read_text(encoding="utf-8").replace("486.50", "486.5012").replace("406.50", "406.5012")
    filing.write_text(text, encoding="utf-8")
    file = building.build(filing, tmp_path / "x.docx")
    assert "486.5012" in dump(file)
    assert "3260.00" in dump(file)
    ran = perfgen("import", file, "-o", tmp_path / "y.yaml", "--check", "--strict")
    assert ran.code == 0, ran.err
    assert "预算数: 486.5012" in (tmp_path / "y.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("said", ["项 目\u3000名称", "其中： 财政拨款", "总体 目标"])
def test_a_form_with_blanks_inside_its_labels_is_the_same(said: str, tmp_path: Path, perfgen: Perfgen) -> None:
    text = dump(building.build(filing_on("central-project", tmp_path), tmp_path / "x.docx"))
    bare = "".join(said.split())
    assert bare in text
    file = tmp_path / "y.txt"
    file.write_text(text.replace(bare, said), encoding="utf-8")
    ran = perfgen("import", file, "-o", tmp_path / "y.yaml", "--check")
    assert ran.code == 0, ran.err


def test_blanks_inside_a_value_are_a_difference() -> None:
    one, other = (BlockDocument((Table(((Cell((Paragraph(said),), 0),),)),)) for said in ("张 三", "张三"))
    assert first_difference(one, other, KNOWN_LABELS) == ("\t张 三", "\t张三")
