"""A keeper's comments and tracked changes stay with the keeper; what a loop repeats gets numbers of its own."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate
from lxml import etree

from perfgen import layouts
from perfgen.docx import WordTemplate, dump
from perfgen.docx.parts import MAIN_PART
from tests.conftest import FILINGS, Run
from tests.documents import W, validator_errors
from tests.own_layouts import edit_template
from tests.test_fast_rendering import entries
from tests.test_templates_survive import ENDFOR, FOR, c14n, p, rendered, table, word_file
from tests.test_with_docxtpl import picture

BY = 'w:author="周管理员" w:date="2026-01-01T00:00:00Z"'


def changed(kind: str, content: str, number: int = 900) -> str:
    return f'<w:{kind} w:id="{number}" {BY}>{content}</w:{kind}>'


def run(text: str, kind: str = "t") -> str:
    return f"<w:r><w:{kind}>{text}</w:{kind}></w:r>"


def mark(kind: str) -> str:
    """A paragraph's properties that say its end was inserted or deleted."""
    return f'<w:pPr><w:rPr><w:{kind} w:id="901" {BY}/></w:rPr></w:pPr>'


ACCEPTED = {
    # what is in the template; what is printed
    "inserted text counts": (p("甲", changed("ins", run("乙"))), p("甲", "乙")),
    "deleted text does not": (p("甲", changed("del", run("乙", "delText"))), p("甲")),
    "text that was moved": (
        p(changed("moveFrom", run("甲"))) + p("乙", changed("moveTo", run("甲"))),
        p() + p("乙", "甲"),
    ),
    "a tag half of which is tracked": (
        p("{{ 各", changed("del", run("错", "delText")), changed("ins", run("[0] }}"))),
        p("一"),
    ),
    "a loop that was inserted": (
        p(changed("ins", run(FOR))) + p("{{ 甲 }}") + p(changed("ins", run(ENDFOR))),
        p("一") + p("二"),
    ),
    "a paragraph that was deleted": (
        p(mark("del"), changed("del", run("甲", "delText"))) + p("乙"),
        p("乙"),
    ),
    "two paragraphs that were joined": (p(mark("del"), "甲") + p("乙"), p("甲", "乙")),
    "a format that was changed": (
        p(f'<w:r><w:rPr><w:b/>{changed("rPrChange", "<w:rPr/>")}</w:rPr><w:t>甲</w:t></w:r>'),
        p("<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>"),
    ),
    "a row that was deleted": (
        f'<w:tbl><w:tr><w:trPr><w:del w:id="9" {BY}/></w:trPr><w:tc>{p("甲")}</w:tc></w:tr><w:tr><w:tc>{p("乙")}</w:tc></w:tr></w:tbl>',
        f"<w:tbl><w:tr><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), ACCEPTED.values(), ids=ACCEPTED)
def test_tracked_changes_are_taken_as_accepted(body: str, wanted: str, tmp_path: Path) -> None:
    made = re.sub(r"<w:pPr><w:rPr ?/></w:pPr>", "", rendered(tmp_path, body))
    assert c14n(made) == c14n(wanted)


@pytest.fixture
def remarked(tmp_path: Path) -> Path:
    """A document of python-docx's making in which somebody commented on a tag, twice printed, with tracking on."""
    document = docx.Document()
    for text in (FOR, "{{ 甲 }}", ENDFOR):
        document.add_paragraph(text)
    document.add_comment(document.paragraphs[1].runs, text="这里不对吧", author="周管理员", initials="周")
    document.settings.element.append(etree.Element(f"{{{W}}}trackRevisions"))
    path = tmp_path / "模板.docx"
    document.save(str(path))
    assert "周管理员" in entries(path.read_bytes())["word/comments.xml"].decode()
    return path


@pytest.mark.parametrize("by_docxtpl", [False, True])
def test_comments_do_not_reach_a_filing(by_docxtpl: bool, remarked: Path, tmp_path: Path) -> None:  # noqa: FBT001
    made = tmp_path / "made.docx"
    made.write_bytes(
        WordTemplate(remarked).render({"各": ["一", "二"]}, DocxTemplate(remarked) if by_docxtpl else None)
    )
    assert dump(made).split() == ["一", "二"]
    for name, content in entries(made.read_bytes()).items():
        for sign in ("周管理员", "不对", "commentR", "trackRevisions"):
            assert sign.encode() not in content, name
    assert validator_errors(made) == []


def test_pictures_and_bookmarks_in_a_loop_have_numbers_of_their_own(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (FOR, "{{ 甲 }}", ENDFOR):
        document.add_paragraph(text)
    document.paragraphs[1].add_run().add_picture(io.BytesIO(picture(b"\xff\0\0")))
    path, made = tmp_path / "模板.docx", tmp_path / "made.docx"
    document.save(str(path))
    made.write_bytes(WordTemplate(path).render({"各": ["一", "二", "三"]}))
    xml = entries(made.read_bytes())[MAIN_PART].decode()
    assert re.findall(r'<wp:docPr[^>]*\sid="(\d+)"', xml) == ["1", "2", "3"]
    assert validator_errors(made) == []


def test_a_tracked_row_of_a_table_prints(tmp_path: Path) -> None:
    template = word_file(
        tmp_path / "x.docx",
        table(f"<w:tc><w:tcPr/>{p('{{ 甲 }}')}</w:tc>").replace(
            "<w:tr>", f'<w:tr><w:trPr><w:ins w:id="9" {BY}/></w:trPr>'
        )
        + "<w:p/>",
    )
    made = tmp_path / "made.docx"
    made.write_bytes(WordTemplate(template).render({"各": ["一", "二"]}))
    assert dump(made).split() == ["一", "二"]
    assert validator_errors(made) == []


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def drawn(attributes: str, content: str = "", kind: str = "rect") -> str:
    return (
        f'<w:r><w:pict><v:{kind} {VML} {attributes} style="width:90pt;height:30pt">{content}</v:{kind}></w:pict></w:r>'
    )


@pytest.mark.parametrize("by_docxtpl", [False, True])
def test_shapes_in_a_loop_have_ids_of_their_own(by_docxtpl: bool, tmp_path: Path) -> None:  # noqa: FBT001
    box = drawn(
        'o:spid="_x0000_s1026" id="文本框 2"', f"<v:textbox><w:txbxContent>{p('{{ 甲 }}')}</w:txbxContent></v:textbox>"
    )
    line = drawn('id="_x0000_s1027" from="0,0" to="90pt,0"', kind="line")
    template = word_file(tmp_path / "x.docx", p(FOR) + p("{{ 甲 }}", box, line) + p(ENDFOR) + p(drawn('id="戊"')))
    made = tmp_path / "made.docx"
    made.write_bytes(
        WordTemplate(template).render({"各": ["一", "二"]}, DocxTemplate(template) if by_docxtpl else None)
    )
    xml = entries(made.read_bytes())[MAIN_PART].decode()
    ids = re.findall(r'<v:(?:rect|line)\b[^>]*\sid="([^"]*)"', xml)
    assert len(ids) == len(set(ids)) == 5
    assert "spid" not in xml
    assert validator_errors(made) == []


def test_an_embedded_object_in_a_loop_stays_with_its_shape(tmp_path: Path) -> None:
    held = (
        f'<w:r><w:object><v:shape {VML} id="_x0000_i1025" style="width:90pt;height:30pt"/>'
        f'<o:OLEObject {VML} Type="Embed" ProgID="Excel.Sheet.12" ShapeID="_x0000_i1025" DrawAspect="Content" ObjectID="_1"/></w:object></w:r>'
    )
    xml = rendered(tmp_path, p(FOR) + p("{{ 甲 }}", held) + p(ENDFOR))
    shapes, objects = re.findall(r'<v:shape\b[^>]*\sid="([^"]*)"', xml), re.findall(r'ShapeID="([^"]*)"', xml)
    assert shapes == objects
    assert len(set(shapes)) == 2


def test_text_boxes_that_run_on_in_one_another_still_do(tmp_path: Path) -> None:
    first = drawn('id="_x0000_s1026"', '<v:textbox style="mso-next-textbox:#_x0000_s1027"/>')
    xml = rendered(tmp_path, p(first, drawn('id="_x0000_s1027"')))
    assert re.findall(r'\sid="([^"]*)"', xml) == ["_x0000_s1026", "_x0000_s1027"]


def test_build_tells_what_its_keeper_left_in_the_template(tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    own = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "own"))
    for old, new in (
        ("编制</w:t></w:r>", f"编制</w:t></w:r>{changed('ins', run('（章）'))}"),
        (
            "审核</w:t></w:r>",
            f'审核</w:t></w:r>{changed("del", run("局", "delText"), 902)}<w:r><w:commentReference w:id="0"/></w:r>',
        ),
    ):
        edit_template(own, old, new)
    ran = perfgen("build", FILINGS[0], "-o", tmp_path / "x.docx", "--layout", own)
    assert ran.code == 0
    assert "提醒 TPL03 模板里有 1 条批注、2 处修订，没有印进文件；修订里插入的字算数，删除的不算" in ran.err
    assert "共 1 处提醒。" in ran.err
    assert "（章）" in dump(tmp_path / "x.docx")
    assert "TPL03" not in perfgen("build", FILINGS[0], "-o", tmp_path / "z.docx").err
