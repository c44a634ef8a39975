"""Footnotes and endnotes of a template say what the text around them may say, and each has a number of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docxtpl import DocxTemplate

from perfgen import building, layouts
from perfgen.docx import WordTemplate
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.parts import MAIN_PART
from perfgen.errors import LayoutError
from tests.conftest import FILINGS
from tests.documents import W, part, text_of, validator_errors, w
from tests.test_fast_rendering import fast_only  # noqa: F401 -- a fixture
from tests.test_templates_survive import ENDFOR, FOR, p, word_file

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"


def noted(path: Path, kind: str, *notes: str) -> Path:
    """A Word file that has notes of a kind besides, numbered from 2, as Word numbers them."""
    apart = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in enumerate(("separator", "continuationSeparator"))
    )
    said = "".join(
        f'<w:{kind} w:id="{number}">{p(f"<w:r><w:{kind}Ref/></w:r>", note)}</w:{kind}>'
        for number, note in enumerate(notes, 2)
    )
    entries = read_archive(path)
    entries[f"word/{kind}s.xml"] = f'<w:{kind}s xmlns:w="{W}">{apart}{said}</w:{kind}s>'.encode()
    said = f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"/>'
    entries[TYPES] = entries[TYPES].replace(b"</Types>", f"{said}</Types>".encode())
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    said = f'<Relationship Id="rId{kind}" Type="{space}/{kind}s" Target="{kind}s.xml"/>'
    entries[RELATIONS] = entries[RELATIONS].replace(b"</Relationships>", f"{said}</Relationships>".encode())
    path.write_bytes(pack(entries.items()))
    return path


def mark(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(docx: Path, kind: str = "footnote") -> list[str]:
    """What the notes say to which the text refers, in its order."""
    said = {note.get(w("id")): text_of(note) for note in part(docx, f"word/{kind}s.xml").iter(w(kind))}
    assert len(said) == len(list(part(docx, f"word/{kind}s.xml").iter(w(kind))))
    return [said[one.get(w("id"))] for one in part(docx).iter(w(f"{kind}Reference"))]


BODY = p(FOR) + p("{{ 甲.名 }}", mark(2)) + p(ENDFOR) + p("尾", mark(3))
DATA = {"各": [{"名": "一", "源": "甲文件"}, {"名": "二", "源": "乙文件\n又一段"}], "年度": "2024"}


@pytest.mark.usefixtures("fast_only")
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_a_loop_says_what_the_loop_is_at(kind: str, tmp_path: Path) -> None:
    body = BODY.replace("footnote", kind)
    template = noted(word_file(tmp_path / "x.docx", body), kind, "依据{{ 甲.源 }}", "{{ 年度 }}年")
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render(DATA))
    assert notes(made, kind) == ["依据甲文件", "依据乙文件\n又一段", "2024年"]
    assert [one.get(w("id")) for one in part(made).iter(w(f"{kind}Reference"))] == ["2", "3", "4"]
    assert part(made).find(f".//{{*}}p//{{*}}{kind}") is None
    assert validator_errors(made) == []


def test_a_note_without_tags_is_printed_for_each_reference(tmp_path: Path) -> None:
    template = noted(word_file(tmp_path / "x.docx", BODY), "footnote", "同上", "完")
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render(DATA))
    assert notes(made) == ["同上", "同上", "完"]


def test_docxtpl_prints_notes_alike(tmp_path: Path) -> None:
    template = noted(word_file(tmp_path / "x.docx", BODY), "footnote", "依据{{ 甲.源 }}", "{{ 年度 }}年")
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render(DATA, DocxTemplate(template)))
    assert notes(made) == ["依据甲文件", "依据乙文件\n又一段", "2024年"]
    assert validator_errors(made) == []


def test_an_empty_loop_has_no_notes(tmp_path: Path) -> None:
    template = noted(word_file(tmp_path / "x.docx", BODY), "footnote", "依据{{ 甲.源 }}", "完")
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render({**DATA, "各": []}))
    assert notes(made) == ["完"]


def test_a_mistake_in_a_note_is_told(tmp_path: Path) -> None:
    template = noted(word_file(tmp_path / "x.docx", BODY), "footnote", "依据{{ 甲.没有 }}", "完")
    with pytest.raises(LayoutError) as caught:
        WordTemplate(template).render(DATA)
    (said,) = caught.value.diagnostics
    assert "没有" in said.message
    assert "依据" in said.excerpt


def test_what_stands_behind_a_note_keeps_its_own_paragraph(tmp_path: Path) -> None:
    """A value of two paragraphs behind a reference takes the format of the text, not that of the note."""
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    template = noted(word_file(tmp_path / "x.docx", p(centred, "头", mark(2), "{{ 文 }}")), "footnote", "注")
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render({"文": "一\n二"}))
    assert [text_of(one) for one in part(made).iter(w("p"))][:2] == ["头一", "二"]
    assert [one.get(w("val")) for one in part(made).iter(w("jc"))] == ["center", "center"]


def test_the_notes_of_projects_in_a_shipped_layout(tmp_path: Path) -> None:
    """A keeper of hebei-2022 puts a footnote at the end of the title of each project."""
    template = tmp_path / "template.docx"
    entries = read_archive(layouts.by_name("hebei-2022").template)
    xml = entries[MAIN_PART].decode()
    entries[MAIN_PART] = re.sub(r"\{\{ 项目\.标题 \}\}</w:t></w:r>", rf"\g<0>{mark(2)}", xml).encode()
    assert mark(2).encode() in entries[MAIN_PART]
    template.write_bytes(pack(entries.items()))
    noted(template, "footnote", "{{ 项目.项目编码 }}的资金用途：{{ 项目.资金用途 }}")
    prepared = building.prepare(FILINGS[1])
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render(building.view(prepared)))
    wanted = [f"{one.code}的资金用途：{one.purpose}" for one in prepared.filing.projects]
    assert notes(made) == wanted
    assert validator_errors(made) == []
