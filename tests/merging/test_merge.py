"""Whole merges: nothing changed, files of a folder, both sides changed, nothing half-written, hostile files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from perfgen import building
from perfgen.errors import Diagnostic, DocumentError, FilingError, OutputError
from perfgen.importing import Remark
from perfgen.loading import Settings, load
from perfgen.merging import written
from perfgen.merging.merge import _title, merge
from perfgen.merging.written import write_all
from tests.conftest import ROOT, Run
from tests.documents import text_of, w
from tests.examples import some_of
from tests.merging.conftest import Desk
from tests.merging.filings import FILING
from tests.merging.leader import (
    Paper,
    behind,
    cell,
    comment,
    gone_over,
    project_in,
    project_moved,
    project_out,
    row_out,
    tracked,
    typed,
)

EXAMPLES = sorted(
    path for path in (ROOT / "examples").iterdir() if path.suffix == ".yaml" or (path / "filing.yaml").is_file()
)
ANOTHER = (("殡仪馆维修", "公墓维修"), ("003C", "004D"), ("屋面防水", "道路硬化"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_word_file_nobody_changed_changes_nothing(path: Path, tmp_path: Path) -> None:
    done = merge(building.build(path, tmp_path / "built.docx"), path, Settings())
    assert (done.files, done.merged, done.left) == ((), (), ())


def test_whatever_is_typed_behind_a_text_something_comes_of_it(desk_of_clerk: Desk) -> None:
    paper = Paper(desk_of_clerk.sent)
    texts = [text_of(one) for one in paper.body.iter(w("p"))]
    for number, text in some_of(list(enumerate(texts))[3::5]):
        if text.strip():
            done = desk_of_clerk.merged(behind(number, "改"))
            assert done.merged or done.left, text


@pytest.mark.parametrize("head", ["绩效指标描述", "指标值", "6月底", "预算数"])
def test_a_label_that_was_typed_over_takes_nothing_out_of_the_yaml(desk_of_clerk: Desk, head: str) -> None:
    paper = Paper(desk_of_clerk.sent)
    number = next(at for at, one in enumerate(paper.body.iter(w("p"))) if text_of(one) == head)
    done = desk_of_clerk.merged(behind(number, "改"))
    assert done.left
    assert done.files == ()


@pytest.mark.parametrize("level", ["数量指标", "质量指标", "时效指标", "产出指标"])
def test_a_level_that_there_is_not_is_told(desk_of_clerk: Desk, level: str) -> None:
    done = desk_of_clerk.merged(typed(level, f"{level}改"))
    assert done.files == ()
    assert any(f"没有“{level}改”" in one.why for one in done.left)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        (
            "滦南县民政局-2024.yaml",
            [("0315-4123456", "0315-4129999"), ("2024年11月底", "2024年10月底"), ("1.到2026年", "1.到2027年")],
        ),
        ("承德县水务局-2021.yaml", [("≥85%", "≥86%"), ("乡镇上报的维修清单", "乡镇上报的维修台账")]),
    ],
)
def test_forms_of_other_layouts_are_merged_alike(name: str, changes: list[tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / name
    before = (ROOT / "examples" / name).read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    desk = Desk(path, building.build(path, tmp_path / "built.docx").read_bytes())
    done = desk.merged(*(typed(old, new) for old, new in changes), write=True)
    assert done.left == ()
    wanted = before
    for old, new in changes:
        wanted = wanted.replace(old.removeprefix("1."), new.removeprefix("1."), 1)
    assert desk.yaml == wanted


# --- files of a folder


def names(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.into / "projects").iterdir())


def test_a_change_goes_into_the_file_its_value_stands_in(desk_with_folder: Desk) -> None:
    done = desk_with_folder.merged(typed("≥48人", "≥50人"), typed("，提高服务水平", ""), comment("≥600平方米", "再量"))
    assert [one.path.name for one in done.files] == ["filing.yaml", "02-孤儿基本生活费.yaml", "03-殡仪馆维修.yaml"]
    assert done.left == ()


def test_a_project_in_a_file_of_its_own_comes_and_goes_with_it(desk_with_folder: Desk) -> None:
    done = desk_with_folder.merged(project_in("殡仪馆维修", *ANOTHER), project_out("殡仪馆维修"), write=True)
    assert names(desk_with_folder) == ["01-高龄补贴.yaml", "02-孤儿基本生活费.yaml", "03-公墓维修.yaml"]
    assert [one.what for one in done.left if "公墓" in one.what or "殡仪馆" in one.what] == []


def test_a_project_whose_file_is_named_by_its_name_goes_with_that(desk_with_folder: Desk) -> None:
    filing = desk_with_folder.into / "filing.yaml"
    files = sorted(path.name for path in (desk_with_folder.into / "projects").iterdir())
    listed = "".join(f"  - projects/{name}  # 第{at}个\n" for at, name in enumerate(files, 1))
    text = re.sub(r"预算项目:.*\n", f"预算项目:\n{listed}", desk_with_folder.yaml)
    filing.write_text(text, encoding="utf-8")
    done = desk_with_folder.merged(project_out("殡仪馆维修"), write=True)
    assert not any("殡仪馆维修 删去项目" in one.what for one in done.left)
    assert desk_with_folder.yaml == "".join(line for line in text.splitlines(keepends=True) if files[2] not in line)
    assert sorted(path.name for path in (desk_with_folder.into / "projects").iterdir()) == files[:2]


def test_a_comment_at_an_amount_of_a_form_comes_above_it(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    path.write_text((ROOT / "examples/滦南县民政局-2024.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    desk = Desk(path, building.build(path, tmp_path / "built.docx").read_bytes())
    done = desk.merged(comment("3260.00", "多了"), comment("80.00", "哪里来的", number=1), write=True)
    assert (done.comments, done.left) == (2, ())
    assert "    # 批注（张局长，2024年3月2日）：多了\n    预算数: 3260.00\n" in desk.yaml


def test_a_project_put_in_between_gets_a_name_between(desk_with_folder: Desk) -> None:
    project = project_in("高龄补贴", ("高龄补贴", "百岁老人慰问"), ("001A", "004D"))
    desk_with_folder.merged(project, write=True)
    assert names(desk_with_folder)[:3] == ["01-高龄补贴.yaml", "01a-百岁老人慰问.yaml", "02-孤儿基本生活费.yaml"]


def test_the_name_of_a_new_file_stays_in_its_folder(desk_with_folder: Desk) -> None:
    project = project_in("殡仪馆维修", ("殡仪馆维修", "../../公墓: 维修\u202e?"), ("003C", "004D"))
    desk_with_folder.merged(project, write=True)
    assert names(desk_with_folder)[-1] == "04-....公墓维修.yaml"


def test_the_order_of_files_is_told_not_changed(desk_with_folder: Desk) -> None:
    done = desk_with_folder.merged(project_moved("殡仪馆维修", "高龄补贴"))
    assert done.files == ()
    assert [(one.what, "文件名" in one.why) for one in done.left] == [("殡仪馆维修 移动项目：第3个 → 第1个", True)]


def test_projects_are_moved_put_in_and_taken_out_with_their_comments(desk_of_clerk: Desk) -> None:
    desk_of_clerk.merged(project_moved("殡仪馆维修", "高龄补贴"), project_in("殡仪馆维修", *ANOTHER), write=True)
    lines = [line for line in desk_of_clerk.yaml.splitlines() if "项目名称" in line or line.startswith("  # ")]
    assert lines == [
        "  - 项目名称: 殡仪馆维修",
        "  - 项目名称: 公墓维修",
        "  # 老龄科",
        "  - 项目名称: 高龄补贴",
        "  # 儿童福利科",
        "  - 项目名称: 孤儿基本生活费",
    ]


# --- how the file is written


def test_line_ends_and_byte_order_mark_stay(desk_of_clerk: Desk) -> None:
    desk_of_clerk.into.write_bytes(("\ufeff" + FILING.replace("\n", "\r\n")).encode("utf-8"))
    desk_of_clerk.merged(
        typed("≥48人", "≥50人"), comment("512.60", "核实"), typed("（二）孤儿", "（2）孤儿"), write=True
    )
    after = desk_of_clerk.into.read_bytes().decode("utf-8")
    assert after.startswith("\ufeff# yaml-language-server")
    assert after.count("\r\n") == after.count("\n") == FILING.count("\n") + 1
    assert "指标值: ≥50人  # 在册人数\r\n" in after


def test_the_second_time_there_is_nothing_left_to_do(desk_of_clerk: Desk) -> None:
    edits = (typed("≥48人", "≥50人"), comment("512.60", "核实"), typed("718.6", "800"), row_out("发放次数"))
    first = desk_of_clerk.merged(*edits, write=True)
    again = desk_of_clerk.merged(*edits)
    assert (again.files, again.merged, again.left) == ((), (), first.left)


def test_tracked_changes_are_read_as_accepted_and_counted(desk_of_clerk: Desk) -> None:
    assert desk_of_clerk.merged(tracked("≥48人", "≥52人")).tracked == 2


# --- the YAML was changed too


def test_what_only_the_yaml_changed_stays_where_the_file_that_was_sent_is_named(desk_of_clerk: Desk) -> None:
    original = desk_of_clerk.into.with_name("发出去的.docx")
    original.write_bytes(desk_of_clerk.sent)
    newer = FILING.replace("≥8600人", "≥8800人").replace("每人每月1500元", "每人每月1600元")
    desk_of_clerk.into.write_text(newer, encoding="utf-8")
    done = desk_of_clerk.merged(
        typed("≥48人", "≥50人"), typed("每月1500元", "每月1700元"), original=original, write=True
    )
    assert desk_of_clerk.yaml == newer.replace("≥48人", "≥50人")
    (conflict,) = done.left
    assert conflict.what.endswith("标准：每人每月[-1500-]{+1700+}元。")
    assert conflict.why == "YAML 里后来也改了，是“用于发放孤儿基本生活费。\\n标准：每人每月1600元。”，没有覆盖"


def test_a_quoted_number_that_was_typed_over_is_not_said_to_be_merged_where_the_sent_file_is_named(
    desk_of_clerk: Desk,
) -> None:
    original = desk_of_clerk.into.with_name("发出去的.docx")
    original.write_bytes(desk_of_clerk.sent)
    done = desk_of_clerk.merged(
        typed("申请预算资金718.6", "共申请预算资金900"), typed("512.60", "540.00"), original=original
    )
    assert any("900" in one.what for one in done.left)
    assert not any("900" in one for one in done.merged)
    assert len([one for one in done.merged if "总体绩效目标" in one]) == 1


def test_what_both_changed_alike_is_no_conflict(desk_of_clerk: Desk) -> None:
    original = desk_of_clerk.into.with_name("发出去的.docx")
    original.write_bytes(desk_of_clerk.sent)
    desk_of_clerk.into.write_text(FILING.replace("≥48人", "≥50人"), encoding="utf-8")
    done = desk_of_clerk.merged(typed("≥48人", "≥50人"), original=original)
    assert (done.files, done.left) == ((), ())


def test_a_row_that_the_yaml_has_no_more_and_the_word_file_changed_is_a_conflict(desk_of_clerk: Desk) -> None:
    original = desk_of_clerk.into.with_name("发出去的.docx")
    original.write_bytes(desk_of_clerk.sent)
    row = "          - {三级指标: 发放次数, 绩效指标描述: 一年发放的次数, 指标值: =12次}\n"
    desk_of_clerk.into.write_text(FILING.replace(row, ""), encoding="utf-8")
    done = desk_of_clerk.merged(typed("=12次", "=24次"), original=original)
    assert (done.files, [one.why for one in done.left]) == ((), ["YAML 里后来也改了这里，没有覆盖"])


# --- refused, and never half done


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("年度: 2024", "年度: 2023", "年度是 2024"),
        ("金额单位: 万元", "金额单位: 元", "金额单位是 万元"),
        ('编码: "226001", 名称: 某县民政局', '编码: "226002", 名称: 某县教育局', "是某县民政局的，YAML 是某县教育局的"),
        ("版式: hebei-2022", "版式: hebei-2021", "版式是 hebei-2022"),
    ],
)
def test_a_word_file_of_something_else_is_refused(desk_of_clerk: Desk, old: str, new: str, said: str) -> None:
    other = FILING.replace(old, new).replace("{{ 年度 }}年", "今年")
    if "2021" in new:
        other = (ROOT / "examples/承德县水务局-2021.yaml").read_text(encoding="utf-8")
    desk_of_clerk.into.write_text(other, encoding="utf-8")
    with pytest.raises(DocumentError, match=said):
        desk_of_clerk.merged()


def test_a_file_that_was_sent_of_another_department_is_refused(desk_of_clerk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "发出去的.docx"
    said = FILING.replace("某县民政局", "某县教育局").replace("226001", "226002")
    (tmp_path / "另一份.yaml").write_text(said, encoding="utf-8")
    building.build(tmp_path / "另一份.yaml", other)
    with pytest.raises(DocumentError, match="是某县教育局的"):
        desk_of_clerk.merged(typed("≥48人", "≥50人"), original=other)


def test_the_number_of_a_page_that_another_program_wrote_is_no_change() -> None:
    pages = [Remark("页脚 第1段", f"— {number} —", "") for number in (1, 24)]
    assert len({_title(page) for page in pages}) == 1
    assert len({_title(Remark("正文 第1段", text, "")) for text in ("6月底", "7月底")}) == 2


def test_what_was_merged_beside_a_quotation_is_counted(desk_of_clerk: Desk) -> None:
    done = desk_of_clerk.merged(typed("718.6", "800"), typed("困难群众基本生活", "群众生活"))
    assert done.merged == ("部门整体绩效目标 总体绩效目标：……保障[-困难-]群众[-基本-]生活，提高服务水平。",)


def test_a_column_taken_out_of_a_table_is_told(desk_of_clerk: Desk) -> None:
    def column_out(paper: Paper) -> None:
        table = next(one for one in paper.body.iter(w("tbl")) if "绩效指标描述" in text_of(one))
        for row in table.iter(w("tr")):
            row.remove(row.findall(w("tc"))[-1])

    done = desk_of_clerk.merged(column_out)
    assert sum("指标值确定依据 删去" in one.what for one in done.left) == 4
    assert done.files == ()


def test_what_a_form_has_no_list_of_yet_comes_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    before = (ROOT / "examples/滦南县民政局-2024.yaml").read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    desk = Desk(path, building.build(path, tmp_path / "built.docx").read_bytes())

    def medium_term(paper: Paper) -> None:
        rows = list(list(paper.body.iter(w("tbl")))[2].iter(w("tr")))  # each project has two
        for number, column, text in ((4, 2, "900"), (5, 2, "900"), (8, 1, "1.三年建成36个")):
            paragraph = next(rows[number].findall(w("tc"))[column].iter(w("p")))
            run = next(paragraph.iter(w("r")), None)
            if run is None:
                run = etree.SubElement(paragraph, w("r"))
            for old in run.findall(w("t")):
                run.remove(old)
            etree.SubElement(run, w("t")).text = text

    assert desk.merged(medium_term, write=True).left == ()
    assert "    中期资金: {预算数: 900, 财政资金: 900}\n" in desk.yaml
    assert "    中期绩效目标:\n      - 三年建成36个\n" in desk.yaml


def test_nothing_is_merged_into_a_filing_with_mistakes(desk_of_clerk: Desk) -> None:
    wrong = FILING.replace("预算数: 120", "预算数: 一百二", 1)
    desk_of_clerk.into.write_text(wrong, encoding="utf-8")
    with pytest.raises(FilingError, match="应当是金额"):
        desk_of_clerk.merged(typed("≥48人", "≥50人"))
    assert desk_of_clerk.yaml == wrong


def test_of_several_files_all_are_written_or_none(desk_with_folder: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done = desk_with_folder.merged(typed("≥48人", "≥50人"), typed("≥600平方米", "≥700平方米"))
    before = {one.path: one.before for one in done.files}
    assert len(before) == 2
    real = written.write_file

    def fails_at_last(target: Path, content: bytes, *, named: bool = False) -> None:
        if target == done.files[-1].path:
            raise OutputError(Diagnostic("OUT01", "文件正被别的程序打开，写不进去", target))
        real(target, content, named=named)

    monkeypatch.setattr(written, "write_file", fails_at_last)
    with pytest.raises(OutputError, match="正被别的程序打开"):
        write_all(done.files)
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_that_was_changed_meanwhile_is_not_written(desk_of_clerk: Desk) -> None:
    done = desk_of_clerk.merged(typed("≥48人", "≥50人"))
    desk_of_clerk.into.write_text(FILING.replace("李四", "王五"), encoding="utf-8")
    with pytest.raises(OutputError, match="什么也没有写"):
        write_all(done.files)
    assert "王五" in desk_of_clerk.yaml


# --- the command


def test_the_command_shows_first_and_writes_then(desk_of_clerk: Desk, perfgen: Callable[..., Run]) -> None:
    document = desk_of_clerk.comes_back(typed("≥48人", "≥50人"), comment("512.60", "核实"))
    shown = perfgen("import", document, "--into", desk_of_clerk.into, "--diff")
    assert shown.code == 0
    assert "-            指标值: ≥48人  # 在册人数\n+            指标值: ≥50人  # 在册人数\n" in shown.out
    assert "能合并 1 处，批注 1 条；没有合并 0 处。" in shown.out
    assert desk_of_clerk.yaml == FILING
    done = perfgen("import", document, "--into", desk_of_clerk.into)
    assert (done.code, "已写入 2024.yaml" in done.out) == (0, True)
    assert load(desk_of_clerk.into).errors == ()
    assert "和 YAML 一样" in perfgen("import", document, "--into", desk_of_clerk.into).out


def test_the_command_tells_what_it_did_not_merge(desk_of_clerk: Desk, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("import", desk_of_clerk.comes_back(typed("718.6", "800")), "--into", desk_of_clerk.into)
    assert ran.code == 1
    assert "提醒 IMP07 没有合并：{{ 合计.预算数 }} 印成“718.6”，Word 里是“800”" in ran.err
    assert "合并 0 处；没有合并 1 处。" in ran.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--diff"], "要和 --into 一起用"),
        (["--into", "2024.yaml", "-o", "x.yaml"], "-o 不能和 --into 一起用"),
        (["--into", "领导改过.docx"], "写 YAML 文件或它的文件夹"),
        (["--into", "2024.yaml", "领导改过.docx"], "一次合并一个"),
    ],
)
def test_what_makes_no_sense_together(
    desk_of_clerk: Desk, perfgen: Callable[..., Run], more: list[str], said: str
) -> None:
    ran = perfgen("import", desk_of_clerk.comes_back().name, *more)
    assert (ran.code, said in ran.err) == (2, True)


# --- hostile files


def test_a_document_with_thousands_of_comments_and_a_text_all_other_stays_within_bounds(desk_of_clerk: Desk) -> None:
    long = "字，" * 20_000
    edits = [comment("512.60", f"第{number}条") for number in range(600)]
    done = desk_of_clerk.merged(
        *edits, typed("718.6", f"{long}800"), typed("保障困难群众", long), cell("≥48人", 4, long[:900])
    )
    assert done.comments <= 600
    assert done.left


@pytest.mark.parametrize(
    "comments",
    [
        b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c>&x;</c>',
        b"<w:comments",
        b"",
    ],
)
def test_comments_that_are_no_xml_of_words_are_told(desk_of_clerk: Desk, comments: bytes) -> None:
    def broken(paper: object) -> None:
        paper.parts["word/comments.xml"] = comments  # type: ignore[attr-defined]

    with pytest.raises(DocumentError):
        desk_of_clerk.merged(broken)


def test_what_a_comment_says_stays_a_comment(desk_of_clerk: Desk) -> None:
    done = desk_of_clerk.merged(comment("512.60", "一\u2028二\n预算数: 1", author="甲\n年度: 2020"))
    assert done.comments == 1
    assert done.files[0].after is not None
    after = done.files[0].after.decode("utf-8")
    assert [line for line in after.splitlines() if line not in FILING.splitlines()] == [
        "    # 批注（甲 年度: 2020，2024年3月2日）：一 二 预算数: 1"
    ]


def test_the_file_the_leader_got_is_told_from_one_of_no_filing(desk_of_clerk: Desk) -> None:
    desk_of_clerk.document.write_bytes(gone_over(desk_of_clerk.sent, []))
    assert merge(desk_of_clerk.document, desk_of_clerk.into, Settings()).files == ()


def test_a_comment_that_says_nothing_is_told(desk_of_clerk: Desk) -> None:
    (left,) = desk_of_clerk.merged(comment("512.60", "")).left
    assert left.what.startswith("批注（张局长，2024年3月2日）：没有文字")


# --- the page that explains it

PAGE = (ROOT / "docs" / "领导改过的Word文件.md").read_text(encoding="utf-8")


def test_the_page_shows_what_the_commands_print(desk_of_clerk: Desk, perfgen: Callable[..., Run]) -> None:
    desk_of_clerk.into.with_name("发出去的.docx").write_bytes(desk_of_clerk.sent)
    desk_of_clerk.comes_back(
        *(typed("512.60", "540.00"), typed("≥48人", "≥50人"), typed("718.6万元", "800万元"), row_out("发放次数")),
        comment("≥8600人", "偏少，再核实"),
    )
    shell, diff, told, later = re.findall(r"```[a-z]*\n(.*?)```", PAGE, re.DOTALL)
    commands = [shlex.split(line, comments=True)[1:] for line in (shell + later).splitlines()]
    ran = [perfgen(*words) for words in commands]
    assert [one.code for one in ran] == [1, 1, 1]
    assert (ran[0].out, ran[0].err) == (diff, told)
    assert "已写入 2024.yaml" in ran[1].out
    assert "能合并 0 处" in ran[2].out
