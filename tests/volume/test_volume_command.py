"""`perfgen volume`: one book of all departments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests import county
from tests.conftest import EXAMPLES, Run
from tests.documents import validator_errors
from tests.volume.conftest import FIRST, LAST, MIDDLE

RunPerfgen = Callable[..., Run]


def outline(pdf: Path) -> list[tuple[int, str, int]]:
    """The bookmarks of a PDF: level, title, and the page from 1."""
    found: list[tuple[int, str, int]] = []
    with pikepdf.open(pdf) as opened:
        numbers = {page.objgen: number for number, page in enumerate(opened.pages, 1)}

        def walk(items: object, level: int) -> None:
            for item in items:  # type: ignore[attr-defined]
                found.append((level, item.title, numbers[item.destination[0].objgen]))
                walk(item.children, level + 1)

        with opened.open_outline() as whole:
            walk(whole.root, 1)
    return found


def text_of(docx: Path, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(docx).read(part).decode("utf-8")


def said_pages(docx: Path) -> list[tuple[str, str]]:
    """The lines of the contents: title and page."""
    xml = text_of(docx)
    entries = re.findall(r'<w:hyperlink w:anchor="[^"]*".*?</w:hyperlink>', xml)
    texts = [re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one) for one in entries]
    return [("".join(words[:-1]), words[-1]) for words in texts]


def test_departments_follow_one_another_by_code_each_on_an_odd_page(folder: Path, perfgen: RunPerfgen) -> None:
    ran = perfgen(
        "volume", str(folder), "-o", "汇编.docx", "-o", "汇编.pdf", "--by", "乐亭县财政局", "--date", "2022-12-01"
    )
    assert ran.code == 0, ran.err
    assert "3 个部门，15 个项目" in ran.out
    found = outline(folder.parent / "汇编.pdf")
    heads = [(title, page) for level, title, page in found if level == 1]
    assert [title for title, _ in heads] == [FIRST, MIDDLE, LAST]
    assert all(page % 2 == 1 for _, page in heads)
    assert {level for level, _, _ in found} == {1, 2, 3}
    said = said_pages(folder.parent / "汇编.docx")
    body = heads[0][1]
    assert [(title, str(page - body + 1)) for _, title, page in found] == said
    with pikepdf.open(folder.parent / "汇编.pdf") as pdf:
        called = [page.label for page in pdf.pages]
    assert (called.count("I"), called[body - 1]) == (1, "1")  # as the feet of the contents and of the body say
    assert validator_errors(folder.parent / "汇编.docx") == []


def test_each_department_has_its_running_head_and_pages_count_on(folder: Path, perfgen: RunPerfgen) -> None:
    assert perfgen("volume", str(folder), "-o", "汇编.docx").code == 0
    with zipfile.ZipFile(folder.parent / "汇编.docx") as archive:
        heads = [archive.read(name).decode("utf-8") for name in archive.namelist() if "header" in name]
    for name in (FIRST, MIDDLE, LAST):
        assert any(f">{name}<" in head for head in heads)
    xml = text_of(folder.parent / "汇编.docx")
    assert re.findall(r"<w:pgNumType[^>]*>", xml)[1:] == ['<w:pgNumType w:start="1"/>']
    assert xml.count('<w:type w:val="oddPage"/>') == 2 + 3


def test_bookmarks_and_their_numbers_are_each_there_once(folder: Path, perfgen: RunPerfgen) -> None:
    assert perfgen("volume", str(folder), "-o", "汇编.docx").code == 0
    xml = text_of(folder.parent / "汇编.docx")
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"', xml)
    numbers = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert len(names) == len(set(names)) == len(set(numbers)) > 3
    assert sorted(numbers) == sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"', xml))
    led = set(re.findall(r"PAGEREF (\S+)", xml)) | set(re.findall(r'w:anchor="([^"]*)"', xml))
    assert led <= set(names)


def test_forms_of_two_layouts_keep_their_looks(folder: Path, perfgen: RunPerfgen) -> None:
    other = (EXAMPLES / "承德县水务局-2021.yaml").read_text(encoding="utf-8").replace("2021年", "2023年")
    (folder / "甲.yaml").write_text(other.replace("年度: 2021", "年度: 2023"), encoding="utf-8")
    ran = perfgen("volume", str(folder), "-o", "汇编.docx", "-o", "汇编.pdf")
    assert ran.code == 0, ran.err
    assert "PDF03" not in ran.err
    assert validator_errors(folder.parent / "汇编.docx") == []
    styles = text_of(folder.parent / "汇编.docx", "word/styles.xml")
    ids = re.findall(r'w:styleId="([^"]*)"', styles)
    names = [one.lower() for one in re.findall(r'<w:name w:val="([^"]*)"', styles)]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert set(re.findall(r'<w:pStyle w:val="([^"]*)"', text_of(folder.parent / "汇编.docx"))) <= set(ids)


def test_who_has_not_changed_is_not_laid_out_again_and_the_bytes_are_the_same(
    folder: Path, perfgen: RunPerfgen
) -> None:
    assert perfgen("volume", str(folder), "-o", "一.docx").code == 0
    again = perfgen("volume", str(folder), "-o", "二.docx")
    assert "有 3 个部门没有变，没有重排" in again.out
    assert (folder.parent / "一.docx").read_bytes() == (folder.parent / "二.docx").read_bytes()
    (folder / "乙.yaml").write_text(
        county.filing_of(1).replace("资金用途: 用于", "资金用途: 全部用于", 1), encoding="utf-8"
    )
    assert "有 2 个部门没有变，没有重排" in perfgen("volume", str(folder), "-o", "二.docx").out
    assert "全部用于" in text_of(folder.parent / "二.docx")


def test_who_is_missing_or_wrong_keeps_the_volume_from_being_made(folder: Path, perfgen: RunPerfgen) -> None:
    (folder.parent / "perfgen.toml").write_text(
        '[[departments.each]]\nname = "乐亭县档案馆"\n'
        + "".join(f'[[departments.each]]\nname = "{name}"\n' for name in (FIRST, MIDDLE, LAST)),
        encoding="utf-8",
    )
    (folder / "丙.yaml").write_text(
        county.filing_of(2).replace("资金用途: 用于", "资金用途: 用于XX", 1), encoding="utf-8"
    )
    ran = perfgen("volume", str(folder), "-o", "汇编.docx")
    assert ran.code == 1
    assert "乐亭县档案馆还没有交" in ran.err
    assert f"{MIDDLE}的还有 1 处错误" in ran.err
    assert not (folder.parent / "汇编.docx").exists()
    ran = perfgen("volume", str(folder), "-o", "汇编.docx", "--allow-missing", "--order", "名册")
    assert ran.code == 0, ran.err
    assert f"没有收的：乐亭县档案馆、{MIDDLE}" in ran.out
    assert [title for title, _ in said_pages(folder.parent / "汇编.docx") if title in (FIRST, MIDDLE, LAST)] == [
        FIRST,
        LAST,
    ]
    assert f"下列部门的文本没有收入：乐亭县档案馆、{MIDDLE}" in text_of(folder.parent / "汇编.docx")


def test_two_of_one_unit_and_what_is_of_no_list_are_told(folder: Path, perfgen: RunPerfgen) -> None:
    (folder / "丁.yaml").write_text((folder / "甲.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    ran = perfgen("volume", str(folder), "-o", "汇编.docx")
    assert ran.code == 1
    assert f"{LAST}有 2 份" in ran.err
    (folder.parent / "perfgen.toml").write_text(f'[[departments.each]]\nname = "{FIRST}"\n', encoding="utf-8")
    assert f"{MIDDLE}不在名册里" in perfgen("volume", str(folder), "-o", "汇编.docx").err


@pytest.mark.parametrize("target", ["汇编.txt", "各部门"])
def test_what_is_no_word_file_and_no_pdf_is_refused(target: str, folder: Path, perfgen: RunPerfgen) -> None:
    assert perfgen("volume", str(folder), "-o", target).code == 2


@pytest.mark.parametrize("kind", ["自评表", "监控表", "部门自评表"])
def test_what_no_volume_is_made_of_is_said_plainly(kind: str, folder: Path, perfgen: RunPerfgen) -> None:
    ran = perfgen("volume", str(folder), "-o", "汇编.docx", "--kind", kind)
    assert ran.code == 2
    assert "不能汇编；能汇编的是 绩效文本、" in ran.err
    assert "perfgen summary" in ran.err


def test_a_filing_is_never_written_over(folder: Path, perfgen: RunPerfgen) -> None:
    template = folder.parent / "封面.docx"
    template.write_bytes((EXAMPLES.parent / "templates" / "volume" / "template.docx").read_bytes())
    before = template.read_bytes()
    ran = perfgen("volume", str(folder), "-o", "封面.docx", "--template", "封面.docx")
    assert ran.code == 1
    assert template.read_bytes() == before


def test_a_template_without_the_style_of_a_departments_name_is_told(folder: Path, perfgen: RunPerfgen) -> None:
    source = EXAMPLES.parent / "templates" / "volume" / "template.docx"
    made = io.BytesIO()
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(made, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name).replace("汇编部门".encode(), "别的".encode()))
    (folder.parent / "封面.docx").write_bytes(made.getvalue())
    ran = perfgen("volume", str(folder), "-o", "汇编.docx", "--template", "封面.docx")
    assert ran.code == 1
    assert "没有“汇编部门”这个样式" in ran.err
