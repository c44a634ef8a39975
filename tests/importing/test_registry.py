"""Which layout a document has and who reads it: by what layouts say, never by a name in code."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import layouts
from perfgen.docx.blocks import BlockDocument, Paragraph
from perfgen.errors import DocumentError, LayoutError
from perfgen.importing import import_file, open_document
from perfgen.importing.labels import labels_of
from perfgen.importing.recognise import Candidate, candidates, recognise
from perfgen.layouts import Shelf
from tests.conftest import Run
from tests.documents import W
from tests.importing.edits import edit
from tests.importing.small import KNOWN, small
from tests.importing.test_other_labels import ADDED, with_rows


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "本县"))


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return folder


def document(path: Path, *lines: str) -> Path:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return path


# --- which layout


@pytest.mark.parametrize("name", KNOWN)
def test_a_document_has_the_layout_whose_signs_it_has(name: str) -> None:
    assert recognise(Path("a"), open_document(small(name)), candidates(Shelf())).layout.name == name


def test_of_two_the_one_more_of_whose_fields_are_said(own: Path) -> None:
    changed(
        own, ("名称: hebei-2022", "名称: 本县"), ("    项目编码: 必填\n", "    项目编码: 必填\n    项目属性: 可空\n")
    )
    layout = layouts.load(own)
    among = [*candidates(Shelf()), Candidate(layout, labels_of(layout))]
    plain, more = open_document(small("hebei-2022")), open_document(edit(small("hebei-2022"), with_rows(ADDED)))
    assert recognise(Path("a"), plain, among).layout.name == "hebei-2022"
    assert recognise(Path("a"), more, among).layout.name == "本县"


def test_layouts_of_the_workspace_are_asked_too(own: Path, tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    changed(
        own, ("名称: hebei-2022", "名称: 本县"), ("    项目编码: 必填\n", "    项目编码: 必填\n    项目属性: 可空\n")
    )
    (tmp_path / "perfgen.toml").write_text('[layouts]\nfolders = ["本县"]\n', encoding="utf-8")
    file = tmp_path / "2022.docx"
    file.write_bytes(edit(small("hebei-2022"), with_rows(ADDED)).read_bytes())
    ran = perfgen("import", file)
    assert ran.code == 0, ran.err
    written = file.with_suffix(".yaml").read_text(encoding="utf-8")
    assert "版式: 本县\n" in written
    assert "项目属性: 延续项目\n" in written
    assert perfgen("validate", file.with_suffix(".yaml")).code == 0
    assert perfgen("check", file).code < 2


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("某县民政局2023年度部门整体绩效自评报告", "绩效自评报告"),
        ("某县水务局2024年部门预算公开", "部门预算公开"),
        ("某县水务局2023年度部门决算公开说明", "部门决算公开"),
    ],
)
def test_another_form_is_told_by_its_title(title: str, form: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refused:
        import_file(document(tmp_path / "a.docx", title, "项目名称", "得分"))
    said = refused.value.diagnostics[0]
    assert (said.code, said.message) == ("IMP01", f"这像是“{form}”，没有哪个版式能读它")
    assert "--layout" not in said.hint
    assert "hebei-2021、hebei-2022" in said.hint


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("部门整体支出绩效目标申报表", "部门整体支出绩效目标申报表"),
        ("（ 2023 年 度 ）项目支出绩效目标表", "项目支出绩效目标申报表"),
        ("项目支出绩效自评表", "项目支出绩效自评表"),
        ("2023年度项目绩效自评表", "项目支出绩效自评表"),
        ("项目支出绩效目标自评表（2024年度）", "项目支出绩效自评表"),
        ("2024年1-8月项目绩效监控情况表", "绩效运行监控表"),
    ],
)
def test_a_form_whose_table_is_not_there_is_told(title: str, form: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refused:
        import_file(document(tmp_path / "a.docx", title, "项目名称"))
    said = refused.value.diagnostics[0]
    assert (said.code, said.message) == ("IMP01", f"像是“{form}”，可是没有读到里面的表格")


def test_what_is_no_form_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refused:
        import_file(document(tmp_path / "a.docx", "会议通知"))
    assert refused.value.diagnostics[0].message == "认不出这是哪个版式的文件，开头写的是“会议通知”"


def test_what_is_not_known_is_named_by_its_title(tmp_path: Path) -> None:
    lines = ("附件3：", "（2025年度）", "2025年政府采购预算表", "采购项目", "采购数量")
    with pytest.raises(DocumentError) as refused:
        import_file(document(tmp_path / "a.docx", *lines))
    assert refused.value.diagnostics[0].message.endswith("，开头写的是“2025年政府采购预算表”")


def test_what_begins_with_no_title_is_only_not_known(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refused:
        import_file(document(tmp_path / "a.docx", "今天上午召开了会议，" * 9))
    assert refused.value.diagnostics[0].message == "认不出这是哪个版式的文件"


def test_a_layout_may_tell_its_documents_by_other_words(own: Path) -> None:
    changed(own, ("- 标题: [总体绩效目标, 分项绩效目标, 工作保障措施]", "- 标题: [花果山预算说明]"))
    layout = layouts.load(own)
    found = BlockDocument((Paragraph("二、花果山预算说明（2023）"),))
    assert recognise(Path("a"), found, [Candidate(layout, labels_of(layout))]).layout is layout


# --- what a layout says of it


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  读法: 逐项目两张表\n", "", "缺少“读法”"),
        ("至少: 6", "至少: 14", "至少 比列出来的字还多"),
        ("    - 标题: [总体绩效目标, 分项绩效目标, 工作保障措施]\n", "    - 至少: 1\n", "标签 和 标题 至少写一样"),
        ("  读法:", "  别名: {项目名字: [名字]}\n  读法:", "没有“项目名字”这一项"),
        ("  读法:", "  别名: {项目名称: [项目编码]}\n  读法:", "“项目编码”已经是“项目编码”的写法，不能再作“项目名称”的"),
        ("  读法:", f"  别名: {{项目名称: [{'、, ' * 101}]}}\n  读法:", "这里最多写 200 项"),
    ],
)  # fmt: skip
def test_a_mistake_in_it_is_told(old: str, new: str, said: str, own: Path) -> None:
    if "200" in said:
        new = new.replace("、, " * 101, ", ".join(f"甲{number}" for number in range(201)))
    with pytest.raises(LayoutError) as refused:
        layouts.load(changed(own, (old, new)))
    assert said in refused.value.diagnostics[0].message


# --- who reads it


def test_a_layout_that_says_nothing_of_reading_reads_nothing(own: Path, perfgen: Callable[..., Run]) -> None:
    file = own / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("读入:")], encoding="utf-8")
    with pytest.raises(LayoutError, match="没有写 读入"):
        import_file(small("hebei-2022"), layouts.load(own))
    ran = perfgen("import", small("hebei-2022"), "--layout", own)
    assert ran.code == 2
    assert "没有写 读入" in ran.err


@pytest.mark.parametrize("name", ["逐项目俩张表", "os:system", "perfgen.importing.readers.project_tables:read"])
def test_a_layout_names_a_reader_that_is_installed_or_none(name: str, own: Path) -> None:
    changed(own, ("读法: 逐项目两张表", f"读法: {name}"))
    with pytest.raises(LayoutError) as refused:
        import_file(small("hebei-2022"), layouts.load(own))
    said = refused.value.diagnostics[0]
    assert (said.code, said.message) == ("LAY04", f"没有“{name}”这种读法")
    assert "逐项目两张表" in said.hint
