"""What only docxtpl can do is done by docxtpl, and comes out like everything else: sandboxed, strict, the same bytes."""

from __future__ import annotations

import io
import shutil
import zlib
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate, InlineImage, Listing, RichText

from perfgen import layouts
from perfgen.docx import WordTemplate
from perfgen.errors import LayoutError
from tests.documents import validator_errors
from tests.test_fast_rendering import MAIN_PART, c14n, entries
from tests.test_layout_of_ones_own import edit_template


def picture(colour: bytes) -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" + colour))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A document of Word's own making, with a title property, a tag and a picture."""
    document = docx.Document()
    document.core_properties.title = "{{ 标题 }}"
    document.add_paragraph("{{ 文字 }}")
    document.add_picture(io.BytesIO(picture(b"\xff\0\0")))
    path = tmp_path / "模板.docx"
    document.save(str(path))
    return path


DATA = {"标题": "A<B&C公司", "文字": "一<二\n三"}


def test_plain_data_does_not_need_it(template: Path) -> None:
    xml = entries(WordTemplate(template).render(DATA))[MAIN_PART].decode()
    assert "一&lt;二" in xml
    assert xml.count("<w:p>") + xml.count("<w:p ") >= 3


@pytest.mark.parametrize(
    ("value", "sign"),
    [(RichText("红的", bold=True, color="ff0000"), 'w:val="ff0000"'), (Listing("一\n二"), "<w:br/>")],
    ids=["RichText", "Listing"],
)
def test_rich_text(value: object, sign: str, template: Path) -> None:
    document = docx.Document(str(template))
    document.add_paragraph("{{r 富 }}" if isinstance(value, RichText) else "{{ 富 }}")
    document.save(str(template))
    built = WordTemplate(template).render({**DATA, "富": value})
    assert sign in entries(built)[MAIN_PART].decode()
    assert "一&lt;二" in entries(built)[MAIN_PART].decode()
    assert "<dc:title>A&lt;B&amp;C公司</dc:title>" in entries(built)["docProps/core.xml"].decode()


def test_a_picture_in_the_text(template: Path, tmp_path: Path) -> None:
    owner = DocxTemplate(template)
    (tmp_path / "红.png").write_bytes(picture(b"\0\0\xff"))
    image = InlineImage(owner, str(tmp_path / "红.png"))
    first = WordTemplate(template).render({**DATA, "文字": image})
    assert picture(b"\0\0\xff") in entries(first).values()
    (tmp_path / "built.docx").write_bytes(first)
    assert validator_errors(tmp_path / "built.docx") == []


def test_a_document_in_the_document(template: Path, tmp_path: Path) -> None:
    inner = docx.Document()
    inner.add_paragraph("里面的一段")
    inner.save(str(tmp_path / "inner.docx"))
    document = docx.Document(str(template))
    document.add_paragraph("{{p 附件 }}")
    document.save(str(template))
    owner = DocxTemplate(template)
    built = WordTemplate(template).render({**DATA, "附件": owner.new_subdoc(str(tmp_path / "inner.docx"))})
    assert "里面的一段" in entries(built)[MAIN_PART].decode()


def test_replaced_media(template: Path, tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(picture(b"\xff\0\0"))
    (tmp_path / "new.png").write_bytes(picture(b"\0\xff\0"))
    owner = DocxTemplate(template)
    owner.replace_media(str(tmp_path / "old.png"), str(tmp_path / "new.png"))
    found = entries(WordTemplate(template).render(DATA, owner)).values()
    assert picture(b"\0\xff\0") in found
    assert picture(b"\xff\0\0") not in found


def test_the_same_data_gives_the_same_bytes(template: Path) -> None:
    compiled = WordTemplate(template)
    data = {**DATA, "文字": RichText("红")}
    assert compiled.render(data) == compiled.render(data)


@pytest.mark.parametrize("tag", ["{{ 没有 }}", "{{ ''.__class__ }}", "{{ 列 }}"])
def test_strict_names_and_the_sandbox_hold_there_too(tag: str, template: Path) -> None:
    document = docx.Document(str(template))
    document.add_paragraph(tag)
    document.save(str(template))
    with pytest.raises(LayoutError):
        WordTemplate(template).render({**DATA, "文字": RichText("红"), "列": []})


def test_tags_in_footnotes_need_no_detour(tmp_path: Path) -> None:
    layout = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "版式"))
    path = layout / "template.docx"
    edit_template(layout, "— ", "{{ 年度 }}— ", "word/footer1.xml")
    from tests.test_fast_rendering import written

    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1">'
        "<w:p><w:r><w:t>{{ 年度 }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    built = entries(WordTemplate(written(path, "<w:p/>", footnotes=notes)).render({"年度": "2022"}))
    assert c14n(built["word/footnotes.xml"]) == c14n(
        notes.replace("<w:t>{{ 年度 }}", '<w:t xml:space="preserve">2022').encode()
    )
