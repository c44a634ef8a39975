"""`perfgen review`: opinions for each department, written in by people, kept over rounds, and closed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from perfgen.api.documents import document_text
from tests import county
from tests.conftest import Run
from tests.documents import validator_errors

Perfgen = Callable[..., Run]
SENT, MENDS, STAYS = 21, 20, 32
"""Departments with findings; see tests/county.py."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few departments of the county in two submissions, and a list."""
    for folder in ("第一次", "第二次"):
        (tmp_path / folder).mkdir()
    for number in (1, MENDS, SENT, STAYS):
        (tmp_path / "第一次" / f"{number}.yaml").write_text(county.seeded(number), encoding="utf-8")
        again = county.filing_of(number) if number == MENDS else county.seeded(number)
        (tmp_path / "第二次" / f"改{number}.yaml").write_text(again, encoding="utf-8")
    (tmp_path / "perfgen.toml").write_text(
        '[check]\nignore = ["WSP02"]\n[departments]\nopinions = "意见"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def book_of(place: Path, number: int) -> Path:
    return place / "意见" / f"{county.code_of(number)}-{county.name_of(number)}-2023-审核意见.xlsx"


def write(path: Path, row: int, **said: str) -> None:
    """What somebody writes in the sheet, by the heads of its columns."""
    book = openpyxl.load_workbook(path)
    sheet = book["审核意见"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for head, text in said.items():
        sheet.cell(row, heads[head], text)
    book.save(path)


def rows(path: Path) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(path)["审核意见"]
    heads = [cell.value for cell in sheet[1]]
    listed = [
        dict(zip(heads, (str(cell.value or "") for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)
    ]
    return [row for row in listed if row["位置"] or row["审核意见"]]


def test_without_the_library_only_what_helps_is_said(
    place: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = perfgen("review", "第一次/20.yaml", "-o", "意见")
    assert 'pip install "perfgen[report]"\n' in ran.err
    assert list((place / "意见").glob("*")) == []


def test_each_department_with_findings_gets_a_sheet_and_a_letter(place: Path, perfgen: Perfgen) -> None:
    ran = perfgen("review", "第一次", "-o", "意见", "--date", "2023-11-20")
    assert (ran.code, ran.out.splitlines()[-1]) == (
        0,
        "第 1 轮：3 个部门有意见；没有问题的 1 个。写在 意见，汇总在 审核情况汇总.xlsx。",
    )
    assert len(list((place / "意见").iterdir())) == 3 * 2 + 1
    (first,) = rows(book_of(place, SENT))
    assert (first["位置"], first["问题"]) == ("“义务教育学校教室照明改造资金”资金用途", "“XX”是没有填的占位文字")
    assert (first["轮次"], first["状态"], first["规则"]) == ("1", "新提出", "TXT01")
    letter = book_of(place, SENT).with_name(f"{book_of(place, SENT).stem}-第1轮.docx")
    text = document_text(letter)
    assert "2023年11月20日" in text
    assert "怎样改：换成要写的内容；没有这项内容就删掉" in text
    assert validator_errors(letter) == []


def test_the_same_input_gives_the_same_bytes(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    before = {path.name: path.read_bytes() for path in (place / "意见").iterdir()}
    perfgen("review", "第一次", "-o", "意见")
    assert {path.name: path.read_bytes() for path in (place / "意见").iterdir()} == before


def test_what_people_wrote_is_kept_though_rows_were_sorted_and_added(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    write(path, 2, 审核="退回", 审核意见="两家各写各的", 部门答复="照改")
    write(path, 5, 位置="绩效目标", 审核意见="目标写具体", 审核="退回")
    book = openpyxl.load_workbook(path)
    book["审核意见"].insert_cols(1)
    book["审核意见"].cell(1, 1, "经办")
    book["审核意见"].cell(2, 1, "张三")
    book["审核意见"].move_range("A2:N2", rows=5)
    book.save(path)
    assert perfgen("review", "第一次", "-o", "意见").code == 0
    said = {(row["规则"], row["审核"], row["审核意见"], row["部门答复"]) for row in rows(path)}
    assert said == {
        ("TXT01", "退回", "两家各写各的", "照改"),
        ("", "退回", "目标写具体", ""),
    }
    assert [(row["规则"], row["经办"]) for row in rows(path)] == [("", ""), ("TXT01", "张三")]


def test_a_sheet_or_a_comment_that_somebody_added_keeps_the_file_as_it_is(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    for added in ("表", "批注"):
        book = openpyxl.load_workbook(path)
        if added == "表":
            book.create_sheet("我的记录").cell(1, 1, "电话里说过")
        else:
            del book["我的记录"]
            book["审核意见"]["B2"].comment = Comment("再核一遍", "张三")
        book.save(path)
        before = path.read_bytes()
        ran = perfgen("review", "第一次", "-o", "意见")
        assert (ran.code, path.read_bytes()) == (1, before)
        assert added in ran.err


def test_a_round_is_closed_with_the_next_submission(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write(book_of(place, STAYS), 2, 审核="同意")
    write(book_of(place, SENT), 3, 位置="绩效目标", 审核意见="写具体", 部门答复="写了")
    write(book_of(place, SENT), 4, 位置="资金用途", 审核意见="这次才看出来的")
    ran = perfgen("review", "第二次", "-o", "意见", "--close")
    assert ran.code == 1
    table = [line.split() for line in ran.out.splitlines()[1:4]]
    assert [(line[0], *line[3:]) for line in table] == [
        (county.code_of(MENDS), "0", "0", "1", "同意"),
        (county.code_of(SENT), "1", "2", "0", "退回"),
        (county.code_of(STAYS), "0", "0", "0", "同意"),
    ]
    assert [row["状态"] for row in rows(book_of(place, SENT))] == ["未改", "未改", "新提出"]
    closing = book_of(place, SENT).with_name(f"{book_of(place, SENT).stem}-第1轮复核.docx")
    assert "绩效文本复核结果" in document_text(closing)


def test_the_next_round_returns_what_is_left_with_what_was_written(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write(book_of(place, SENT), 2, 审核="退回", 审核意见="还是没有填")
    assert perfgen("review", "第二次", "-o", "意见", "--round", "2").code == 0
    left = [row for row in rows(book_of(place, SENT)) if row["规则"] == "TXT01"]
    assert [(row["轮次"], row["状态"], row["审核意见"]) for row in left] == [("1", "未改", "还是没有填")]
    assert book_of(place, SENT).with_name(f"{book_of(place, SENT).stem}-第2轮.docx").exists()


def test_remarks_of_a_yaml_file_go_into_the_sheets_once(place: Path, perfgen: Perfgen) -> None:
    (place / "意见").mkdir()
    remark = f'意见:\n  - {{部门: "{county.code_of(1)}", 位置: 第2个项目, 意见: 写清楚办几件事, 审核: 退回}}\n'
    (place / "意见" / "意见.yaml").write_text(remark, encoding="utf-8")
    for _ in range(2):
        assert perfgen("review", "第一次", "-o", "意见").code == 0
    (row,) = rows(book_of(place, 1))
    assert (row["位置"], row["审核意见"], row["审核"]) == ("第2个项目", "写清楚办几件事", "退回")


def test_a_mistake_in_the_yaml_file_is_told_in_its_place(place: Path, perfgen: Perfgen) -> None:
    (place / "意见").mkdir()
    (place / "意见" / "意见.yaml").write_text("意见:\n  - {部门: 甲, 意见: 改, 审核: 退}\n", encoding="utf-8")
    ran = perfgen("review", "第一次", "-o", "意见")
    assert ran.code == 1
    assert "意见.yaml:2:" in ran.err


@pytest.mark.parametrize("spoiled", ["no workbook", "heads gone", "sheet gone"])
def test_a_sheet_that_cannot_be_read_is_told_and_left_as_it_is(place: Path, perfgen: Perfgen, spoiled: str) -> None:
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    if spoiled == "no workbook":
        path.write_bytes(b"PK\x03\x04 damaged")
    else:
        book = openpyxl.load_workbook(path)
        if spoiled == "heads gone":
            book["审核意见"].delete_rows(1)
        else:
            del book["说明"]
        book.save(path)
    before = path.read_bytes()
    ran = perfgen("review", "第一次", "-o", "意见")
    assert ran.code == 1
    assert path.name in ran.err
    assert path.read_bytes() == before
    assert "2 个部门有意见" in ran.out


def test_a_formula_in_a_sheet_is_not_run_and_stays_a_text(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write(book_of(place, SENT), 2, 部门答复='=HYPERLINK("http://x","y")')
    assert perfgen("review", "第一次", "-o", "意见").code == 0
    cells = openpyxl.load_workbook(book_of(place, SENT))["审核意见"]
    assert all(cell.data_type != "f" for row in cells.iter_rows() for cell in row)


def test_opinions_among_the_filings_are_no_filings(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    shutil.copytree(place / "意见", place / "第一次" / "意见")
    before = perfgen("check", "第一次").out.splitlines()[-1]
    assert before.startswith("检查了 4 份绩效文本")


def test_status_tells_who_was_sent_back_and_who_has_changed_it(
    place: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    perfgen("review", "第一次", "-o", "意见")
    monkeypatch.setattr("perfgen.opinions.folder.is_as_printed", None)  # answers in letters are nothing to it
    write(book_of(place, SENT), 2, 审核="退回")
    write(book_of(place, MENDS), 2, 审核="退回")
    lines = {line.split()[0]: line for line in perfgen("status", "第一次").out.splitlines()[1:]}
    assert "已退回（1 处）" in lines[county.code_of(SENT)]
    (place / "第一次" / f"{SENT}.yaml").write_text(county.seeded(SENT).replace("完善", "健全", 1), encoding="utf-8")
    (place / "第一次" / f"{MENDS}.yaml").write_text(county.filing_of(MENDS), encoding="utf-8")
    ran = perfgen("status", "第一次")
    lines = {line.split()[0]: line for line in ran.out.splitlines()[1:]}
    assert "已改（1 处）" in lines[county.code_of(SENT)]
    assert "合格" in lines[county.code_of(MENDS)]


@pytest.mark.usefixtures("place")
def test_opinions_are_not_written_among_the_filings(perfgen: Perfgen) -> None:
    ran = perfgen("review", "第一次", "-o", "第一次")
    assert ran.code == 2
    assert "意见写到别的文件夹" in ran.err


def test_what_keeps_a_filing_from_being_valid_is_in_the_opinion(place: Path, perfgen: Perfgen) -> None:
    file = place / "第一次" / "1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("年度: 2023", "年度: 二零", 1), encoding="utf-8")
    assert perfgen("review", "第一次/1.yaml", "-o", "意见").code == 0
    (book,) = (place / "意见").glob("*-审核意见.xlsx")
    assert any("年度" in row["问题"] or "年" in row["问题"] for row in rows(book))


def test_a_sheet_that_comes_back_under_another_name_is_taken_in(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    book = book_of(place, SENT)
    copy = book.with_name(f"{book.stem} (1).xlsx")
    shutil.copy(book, copy)
    write(copy, 2, 部门答复="已经改好")
    write(book, 2, 审核="退回")
    ran = perfgen("review", "第一次", "-o", "意见")
    assert "里面写的已经并进去" in ran.err
    assert ran.code == 0
    assert (rows(book)[0]["部门答复"], rows(book)[0]["审核"]) == ("已经改好", "退回")
    write(copy, 2, 部门答复="没有改")
    assert "写得不一样" in perfgen("review", "第一次", "-o", "意见").err
    assert rows(book)[0]["部门答复"] == "已经改好"


def test_who_hands_nothing_in_gets_nothing_anew(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    (place / "第二次" / f"改{SENT}.yaml").unlink()
    before = book_of(place, SENT).read_bytes()
    ran = perfgen("review", "第二次", "-o", "意见", "--round", "2")
    assert f"{county.name_of(SENT)}这次没有交，上次的意见没有动" in ran.out
    assert book_of(place, SENT).read_bytes() == before
    assert not list((place / "意见").glob(f"{county.code_of(SENT)}*第2轮*"))


def test_a_decision_that_is_none_is_told(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write(book_of(place, SENT), 2, 审核="同意修改")
    assert "写的是“同意修改”，不是同意或退回，没有算" in perfgen("review", "第一次", "-o", "意见").err


def test_what_was_sent_back_stands_first_in_the_letter_that_closes(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    book = book_of(place, STAYS)
    last = len(rows(book)) + 1
    write(book, last + 1, 位置="整份", 审核意见="缺部门职责", 审核="退回")
    perfgen("review", "第一次", "-o", "意见", "--close")
    (letter,) = (place / "意见").glob(f"{county.code_of(STAYS)}*复核.docx")
    text = document_text(letter)
    assert text.index("缺部门职责") < text.index(rows(book)[0]["问题"][:10])


def test_the_template_may_be_a_folder(place: Path, perfgen: Perfgen) -> None:
    source = Path(__file__).parents[2] / "templates" / "opinions"
    shutil.copytree(source, place / "模板")
    assert perfgen("review", "第一次", "-o", "意见", "--template", "模板").code == 0
    assert list((place / "意见").glob("*.docx"))


def test_rows_sorted_without_the_columns_that_are_not_shown_keep_what_was_written_of_each(
    place: Path, perfgen: Perfgen
) -> None:
    two = county.seeded(SENT)
    at = two.rindex("资金用途: 用于")
    (place / "第一次" / f"{SENT}.yaml").write_text(f"{two[:at]}资金用途: 用于XX{two[at + 8 :]}", encoding="utf-8")
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    before = {row["位置"]: row["所在"] for row in rows(path)}
    assert len(before) == 2
    for row, said in enumerate(rows(path), 2):
        write(path, row, 审核意见=f"说的是{said['位置']}")
    first, second = rows(path)
    for row, said in ((2, second), (3, first)):
        write(path, row, **{head: said[head] for head in ("位置", "问题", "怎样改", "审核意见")})
    perfgen("review", "第一次", "-o", "意见")
    assert {row["位置"]: (row["所在"], row["审核意见"]) for row in rows(path)} == {
        where: (found, f"说的是{where}") for where, found in before.items()
    }


def copied(path: Path, row: int, onto: Path, to: int, **said: str) -> None:
    """Copy a whole row, with what is not shown, into another sheet."""
    cells = [cell.value for cell in openpyxl.load_workbook(path)["审核意见"][row]]
    book = openpyxl.load_workbook(onto)
    for column, value in enumerate(cells, 1):
        book["审核意见"].cell(to, column, value)
    book.save(onto)
    write(onto, to, **said)


def test_a_copied_row_is_a_remark_and_nothing_put_right(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    copied(path, 2, path, 3, 审核="退回", 审核意见="还有一处")
    copied(path, 2, path, 4)
    copied(book_of(place, STAYS), 2, path, 5, 审核意见="你们也一样")
    perfgen("review", "第一次", "-o", "意见")
    assert [(row["规则"], row["状态"], row["审核意见"]) for row in rows(path)] == [
        ("TXT01", "新提出", ""),
        ("", "新提出", "还有一处"),
        ("", "新提出", "你们也一样"),
    ]
    assert "已退回 1 个" in perfgen("status", "第一次").out


def test_a_sheet_without_the_columns_that_are_not_shown_is_left_as_it_is(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    path = book_of(place, SENT)
    book = openpyxl.load_workbook(path)
    book["审核意见"].delete_cols(11, 4)
    book.save(path)
    before = path.read_bytes()
    ran = perfgen("review", "第一次", "-o", "意见")
    assert (ran.code, "OPN01" in ran.err) == (1, True)
    assert path.read_bytes() == before


UNREAD = "版式: [\n"


@pytest.mark.parametrize("name", ["水务局2023", f"{county.name_of(40)}-改"])
def test_what_could_not_be_read_has_an_opinion_under_its_files_name_until_it_is_mended(
    name: str, place: Path, perfgen: Perfgen
) -> None:
    (place / "第一次" / f"{name}.yaml").write_text(UNREAD, encoding="utf-8")
    perfgen("review", "第一次", "-o", "意见")
    path = place / "意见" / f"{name}-审核意见.xlsx"
    assert {row["级别"] for row in rows(path)} == {"读不出"}
    write(path, 2, 审核="退回", 审核意见="打不开，重新报")
    again = place / "第二次" / (f"{name}.yaml" if name.startswith("水务局") else "40.yaml")
    again.write_text(county.filing_of(40), encoding="utf-8")
    ran = perfgen("review", "第二次", "-o", "意见", "--close")
    assert "没有交" not in ran.out
    assert {row["状态"] for row in rows(path)} == {"已改"}
    assert rows(path)[0]["审核意见"] == "打不开，重新报"
    assert not [one for one in (place / "意见").iterdir() if county.code_of(40) in one.name]


def test_in_what_can_no_longer_be_read_nothing_was_put_right(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    (place / "第二次" / f"改{SENT}.yaml").unlink()
    (place / "第二次" / f"{county.name_of(SENT)}.yaml").write_text(UNREAD, encoding="utf-8")
    perfgen("review", "第二次", "-o", "意见", "--close")
    path = book_of(place, SENT)
    assert [row["状态"] for row in rows(path) if row["规则"] == "TXT01"] == ["未改"]
    about = openpyxl.load_workbook(path)["说明"]
    assert [about.cell(row, 2).value for row in (2, 3)] == [county.code_of(SENT), county.name_of(SENT)]


def test_in_a_filing_with_mistakes_only_what_was_looked_at_was_put_right(place: Path, perfgen: Perfgen) -> None:
    good = county.filing_of(50)
    wrong = good.replace("财政资金: 120.00", "财政资金: 12.00").replace("指标值: ≥95%", "指标值: ≥950%")
    (place / "50.yaml").write_text(wrong, encoding="utf-8")
    perfgen("review", "50.yaml", "-o", "意见")
    again = good.replace("财政资金: 120.00", "财政资金: 全部").replace(f'编码: "{county.code_of(50)}", ', "")
    (place / "50.yaml").write_text(again, encoding="utf-8")
    ran = perfgen("review", "50.yaml", "-o", "意见", "--close")
    assert ran.out.splitlines()[1].split()[0] == county.code_of(50)
    states = {row["规则"]: row["状态"] for row in rows(book_of(place, 50))}
    assert (states["NUM01"], states["IND01"], states["MOD01"]) == ("未改", "已改", "新提出")


def letter_of(place: Path, number: int, end: str = "第1轮") -> Path:
    return book_of(place, number).with_name(f"{book_of(place, number).stem}-{end}.docx")


def answer(letter: Path, text: str, column: int = 4) -> None:
    """What a department types in the first row of its letter: behind 审核意见 stands 部门答复."""
    document = docx.Document(str(letter))
    document.tables[-1].rows[1].cells[column].text = text
    document.save(str(letter))


def test_an_answer_in_the_letter_is_taken_in_and_the_letter_left_as_it_is(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    answer(letter_of(place, SENT), "已改为室外照明")
    typed = letter_of(place, SENT).read_bytes()
    for _ in range(2):
        ran = perfgen("review", "第一次", "-o", "意见")
        assert ran.code == 0
        assert rows(book_of(place, SENT))[0]["部门答复"] == "已改为室外照明"
        assert letter_of(place, SENT).read_bytes() == typed
        assert "已改为室外照明" in document_text(letter_of(place, SENT, "第1轮-2"))
        assert f"{letter_of(place, SENT).name}: 提醒 OPN02 这份 Word 文件改过，没有覆盖" in ran.err
    assert not letter_of(place, SENT, "第1轮-3").exists()
    assert not letter_of(place, STAYS, "第1轮-2").exists()


def test_an_answer_in_the_letter_comes_back_in_the_next_round(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    answer(letter_of(place, SENT), "正在改")
    perfgen("review", "第二次", "-o", "意见", "--round", "2")
    assert [(one["状态"], one["部门答复"]) for one in rows(book_of(place, SENT))] == [("未改", "正在改")]
    assert "正在改" in document_text(letter_of(place, SENT, "第2轮"))


def test_of_two_answers_the_one_in_the_sheet_counts_and_the_other_is_told(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    answer(letter_of(place, SENT), "不改")
    write(book_of(place, SENT), 2, 部门答复="已改")
    ran = perfgen("review", "第一次", "-o", "意见")
    assert rows(book_of(place, SENT))[0]["部门答复"] == "已改"
    assert "资金用途的部门答复“不改”和 Excel 表里写的不一样，用的是表里的" in ran.err


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"PK"), lambda path: answer(path, "盖章", 5)])
def test_a_letter_that_was_changed_otherwise_is_left_as_it_is(
    place: Path, perfgen: Perfgen, spoil: Callable[[Path], object]
) -> None:
    perfgen("review", "第一次", "-o", "意见")
    spoil(letter_of(place, SENT))
    typed = letter_of(place, SENT).read_bytes()
    ran = perfgen("review", "第一次", "-o", "意见")
    assert ran.code == 0
    assert letter_of(place, SENT).name in ran.err
    assert letter_of(place, SENT).read_bytes() == typed
    assert letter_of(place, SENT, "第1轮-2").exists()


def test_a_letter_saved_again_by_another_program_is_made_anew(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    docx.Document(str(letter_of(place, SENT))).save(str(letter_of(place, SENT)))
    assert perfgen("review", "第一次", "-o", "意见").err == ""
    assert not letter_of(place, SENT, "第1轮-2").exists()


def write_in_all(place: Path, code: str, **said: str) -> None:
    path = place / "意见" / "审核情况汇总.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["意见"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(cell.row for cell in sheet["A"] if cell.value == code)
    for head, text in said.items():
        sheet.cell(row, heads[head], text)
    book.save(path)


@pytest.mark.parametrize("handed_in", ["第一次", "第二次"])
def test_what_is_written_in_the_workbook_of_all_goes_into_the_sheets(
    place: Path, perfgen: Perfgen, handed_in: str
) -> None:
    """Also of a department that handed nothing in this time."""
    perfgen("review", "第一次", "-o", "意见")
    write_in_all(place, county.code_of(SENT), 审核="退回", 审核意见="说清是哪所学校")
    (place / "第二次" / f"改{SENT}.yaml").unlink()
    ran = perfgen("review", handed_in, "-o", "意见")
    (one,) = rows(book_of(place, SENT))
    assert (one["审核"], one["审核意见"]) == ("退回", "说清是哪所学校")
    assert "审核情况汇总.xlsx: 提醒 OPN02 这份汇总里写了东西，已经并进各部门的表" in ran.err
    assert perfgen("review", handed_in, "-o", "意见").err == ""


def test_what_was_changed_in_both_is_told_with_its_words(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write_in_all(place, county.code_of(SENT), 审核意见="写清楚")
    write(book_of(place, SENT), 2, 审核意见="重写")
    ran = perfgen("review", "第一次", "-o", "意见")
    assert rows(book_of(place, SENT))[0]["审核意见"] == "重写"
    assert "资金用途的审核意见“写清楚”没有并进去，要的话写到那个部门的表里" in ran.err


def test_what_was_written_of_a_department_whose_sheet_is_gone_is_told_with_its_words(
    place: Path, perfgen: Perfgen
) -> None:
    perfgen("review", "第一次", "-o", "意见")
    write_in_all(place, county.code_of(SENT), 审核意见="写清楚")
    book_of(place, SENT).write_bytes(b"PK")
    ran = perfgen("review", "第一次", "-o", "意见")
    assert ran.code == 1
    assert "资金用途写的“写清楚”没有并进去" in ran.err


def added(path: Path, **said: str) -> None:
    """A row that the reviewer adds."""
    write(path, len(rows(path)) + 2, **said)


def state_of(place: Path, number: int) -> list[tuple[str, str, str, str]]:
    return [(row["轮次"], row["状态"], row["审核意见"], row["部门答复"]) for row in rows(book_of(place, number))]


def test_three_rounds_with_answers_in_sheets_and_letters(place: Path, perfgen: Perfgen) -> None:
    """As the guide has it: said, closed with what comes next, which is where the next round begins."""
    third = place / "第三次"
    third.mkdir()
    slips = county.filing_of(1).replace("资金用途: 用于", "资金用途: 用于XX", 1)
    (place / "第二次" / "改1.yaml").write_text(slips, encoding="utf-8")
    perfgen("review", "第一次", "-o", "意见")
    added(book_of(place, SENT), 位置="第2个项目", 审核意见="人数和去年对不上", 审核="退回")
    perfgen("review", "第一次", "-o", "意见")
    answer(letter_of(place, STAYS), "已补充")
    document = docx.Document(str(letter_of(place, SENT)))
    for row in document.tables[-1].rows[1:]:
        row.cells[4].text = "已核对" if "人数" in row.cells[3].text else "下次改"
    document.save(str(letter_of(place, SENT)))

    for _ in range(2):  # closed again by mistake, it is the same
        ran = perfgen("review", "第二次", "-o", "意见", "--close")
        assert (ran.code, "3 个部门有意见；已经了结的 1 个。" in ran.out) == (1, True)
        assert state_of(place, 1) == [("1", "新提出", "", "")]
        assert state_of(place, SENT) == [
            ("1", "未改", "", "下次改"),
            ("1", "未改", "人数和去年对不上", "已核对"),
        ]
    assert letter_of(place, MENDS, "第1轮复核").exists()

    ran = perfgen("review", "第二次", "-o", "意见", "--round", "2")
    assert "3 个部门有意见；已经了结的 1 个。" in ran.out
    assert state_of(place, 1) == [("1", "新提出", "", "")]  # nobody could mend it yet
    assert not letter_of(place, MENDS, "第2轮").exists()
    write(book_of(place, SENT), 3, 审核="同意")
    write(book_of(place, STAYS), 2, 审核="同意", 审核意见="可以")
    added(book_of(place, SENT), 位置="整份", 审核意见="写短些")
    for number in (1, MENDS):
        (third / f"{number}.yaml").write_text(county.filing_of(number), encoding="utf-8")
    for number in (SENT, STAYS):
        shutil.copy(place / "第一次" / f"{number}.yaml", third)

    ran = perfgen("review", "第三次", "-o", "意见", "--close")
    assert "OPN02" not in ran.err  # what was written in the letters of the first round was told
    assert state_of(place, 1) == [("1", "已改", "", "")]
    assert state_of(place, STAYS) == [("1", "未改", "可以", "已补充")]
    assert letter_of(place, STAYS, "第2轮复核").exists()  # the letter before said that it is sent back
    assert state_of(place, SENT) == [
        ("1", "未改", "", "下次改"),
        ("1", "未改", "人数和去年对不上", "已核对"),
        ("2", "新提出", "写短些", ""),
    ]
    ran = perfgen("review", "第三次", "-o", "意见", "--round", "3", "--close")
    assert (ran.code, "第 3 轮：1 个部门有意见；已经了结的 3 个。" in ran.out) == (1, True)
    closed = [letter_of(place, MENDS, f"第{number}轮复核").exists() for number in (1, 2, 3)]
    assert closed == [True, False, False]  # it was told once that nothing is left
    assert letter_of(place, 1, "第2轮复核").exists()
    assert not letter_of(place, 1, "第3轮复核").exists()
    assert state_of(place, SENT)[-1] == ("2", "未改", "写短些", "")


def test_an_answer_to_nothing_that_was_said_is_told(place: Path, perfgen: Perfgen) -> None:
    perfgen("review", "第一次", "-o", "意见")
    document = docx.Document(str(letter_of(place, SENT)))
    document.tables[-1].add_row().cells[4].text = "另有一事"
    document.save(str(letter_of(place, SENT)))
    assert "部门答复“另有一事”对不上是答哪一条，没有并进去" in perfgen("review", "第一次", "-o", "意见").err


def test_departments_without_a_code_are_not_taken_for_one(place: Path, perfgen: Perfgen) -> None:
    for number in (MENDS, SENT):
        text = county.seeded(number).replace(f'编码: "{county.code_of(number)}", ', "")
        (place / "第一次" / f"{number}.yaml").write_text(text, encoding="utf-8")
    for _ in range(2):
        ran = perfgen("review", "第一次", "-o", "意见")
        assert (ran.code, ran.err, "第 1 轮：3 个部门有意见" in ran.out) == (0, "", True)
    for number in (MENDS, SENT):
        assert (place / "意见" / f"{county.name_of(number)}-2023-审核意见.xlsx").exists()
