"""`perfgen publish`: four files that say the same, behind a gate. Needs LibreOffice: it makes the PDF."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import openpyxl
import pikepdf
import pytest
import xlsxwriter
from lxml import etree, html

from perfgen import building, layouts
from perfgen.api.publishing import Pack, PublishingError, pack, write_pack
from perfgen.docx.archive import pack as packed
from perfgen.docx.archive import unpacked
from perfgen.docx.blocks import read_blocks
from perfgen.errors import OutputError
from perfgen.publishing import agreement, forms, gate
from perfgen.publishing.cleaned import cleaned
from perfgen.publishing.content import Published, not_told, published
from tests.conftest import EXAMPLES, FILINGS, MODEL, OF_2021, Run, program
from tests.documents import W, validator_errors
from tests.office_once import kept

Perfgen = Callable[..., Run]
NPM = Path(__file__).parents[1] / "npm"
OF_CENTRAL = EXAMPLES / "滦南县民政局-2024.yaml"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(program("soffice")))
    monkeypatch.setattr("perfgen.pagination.office", kept)


def content_of(path: Path, folder: Path) -> Published:
    prepared = building.prepare(path)
    file = folder / "a.docx"
    file.write_bytes(building.render(prepared))
    return published(read_blocks(file), prepared.layout, "标题")


@pytest.mark.usefixtures("office")
def test_four_files_that_say_the_same_are_written(tmp_path: Path, perfgen: Perfgen) -> None:
    ran = perfgen("publish", str(MODEL), "-o", str(tmp_path / "公开"))
    assert (ran.code, ran.err) == (0, "")
    stem = "乐亭县教育和体育局-2023"
    files = {path.suffix: path for path in (tmp_path / "公开").iterdir()}
    assert {path.name for path in files.values()} == {f"{stem}{end}" for end in (".docx", ".pdf", ".html", ".xlsx")}
    with pikepdf.open(files[".pdf"]) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2<" in said
        assert b"<pdfaid:conformance>B<" in said
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, len(intent.DestOutputProfile.read_bytes()) > 1000) == ("/GTS_PDFA1", True)
        assert bool(pdf.Root.MarkInfo.Marked)
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
    text = MODEL.read_text(encoding="utf-8")
    other = tmp_path / "别的.yaml"
    changes = {
        "预算数 121.00 → 120.00": ("预算数: 120.00", "预算数: 121.00"),
        "部门 名称 乐亭县教育局 → 乐亭县教育和体育局": ("名称: 乐亭县教育和体育局", "名称: 乐亭县教育局"),
        "改名：乡村教师进修经费 → 乡村教师培训经费": ("项目名称: 乡村教师培训经费", "项目名称: 乡村教师进修经费"),
        "项目编码 13022523P00A3T610031R → 13022523P00A3T610023H": ("13022523P00A3T610023H", "13022523P00A3T610031R"),
        "指标值 ≥241间 → ≥240间": ("指标值: ≥240间", "指标值: ≥241间"),
    }
    for change in changes.values():
        text = text.replace(*change)
    other.write_text(text, encoding="utf-8")
    for ending in (".docx", ".pdf"):
        told = "".join(one.message for one in agreement.document_differences(other, files[ending], 2023))
        assert [one for one in changes if one not in told] == []


@pytest.mark.usefixtures("office")
def test_one_with_an_error_is_not_published_and_the_others_are(tmp_path: Path, perfgen: Perfgen) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    text = MODEL.read_text(encoding="utf-8")
    (folder / "好.yaml").write_text(text, encoding="utf-8")
    (folder / "坏.yaml").write_text(
        text.replace("教育和体育局", "水务局").replace("财政资金: 120.00", "财政资金: 12.00"), encoding="utf-8"
    )
    ran = perfgen("publish", str(folder), "-o", str(tmp_path / "公开"))
    assert ran.code == 1
    assert "NUM01" in ran.err
    assert ran.out.splitlines()[-1] == "做了 1 份，没有做 1 份。"
    assert {path.stem for path in (tmp_path / "公开").iterdir()} == {"乐亭县教育和体育局-2023"}


@pytest.mark.usefixtures("office")
def test_what_is_not_installed_is_told_before_anything_is_made(
    tmp_path: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.yaml").write_bytes(MODEL.read_bytes())
    module = import_module("perfgen.publishing.pack")
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setattr(module, "make", None)
    ran = perfgen("publish", tmp_path / "甲.yaml", "-o", tmp_path / "公开")
    assert ran.code == 1
    assert "公开时读回 PDF 要用 pdfplumber，写 .xlsx 要用 XlsxWriter，这台电脑上没有装" in ran.err
    assert 'pip install "perfgen[pdf,report]"' in ran.err


@pytest.mark.usefixtures("office")
def test_two_filings_of_one_unit_are_not_written_over_one_another(tmp_path: Path, perfgen: Perfgen) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    text = MODEL.read_text(encoding="utf-8")
    (folder / "一.yaml").write_text(text, encoding="utf-8")
    (folder / "二.yaml").write_text(text.replace('编码: "360001"', '编码: "360002"'), encoding="utf-8")
    ran = perfgen("publish", str(folder), "-o", str(tmp_path / "公开"))
    assert ran.code == 1
    assert "都要写成 乐亭县教育和体育局-2023" in ran.err
    assert ran.out.splitlines()[-1] == "做了 1 份，没有做 1 份。"


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    first.write_bytes(b"old")
    second.mkdir()
    with pytest.raises(OutputError):
        write_pack(Pack({"new.html": b"new", "a.html": b"new", "b.html": b"new"}), tmp_path)
    assert first.read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir()} == {"a.html", "b.html"}


# --- the page


@pytest.mark.parametrize("path", [MODEL, FILINGS[1], OF_2021, OF_CENTRAL], ids=lambda path: path.stem)
def test_the_page_says_everything_that_is_on_paper(path: Path, tmp_path: Path) -> None:
    said = content_of(path, tmp_path)
    page = html.document_fromstring(forms.page_of(said))
    there = "".join("".join(map(str, page.itertext())).split())
    document = read_blocks(tmp_path / "a.docx")
    contents = re.compile("toc ", re.IGNORECASE)
    for block in document.blocks:
        cells = [cell for row in getattr(block, "rows", ()) for cell in row if not cell.continued]
        texts = [cell.text for cell in cells] if cells else [str(getattr(block, "printed", ""))]
        for text in texts if not contents.match(getattr(block, "style", "")) else ():
            assert all(word in there for word in text.split())


@pytest.mark.parametrize("path", [MODEL, OF_2021, OF_CENTRAL], ids=lambda path: path.stem)
def test_the_page_can_be_read_aloud_and_needs_nothing_from_elsewhere(path: Path, tmp_path: Path) -> None:
    text = forms.page_of(content_of(path, tmp_path))
    page = html.document_fromstring(text)
    assert page.get("lang") == "zh-CN"
    assert not re.search(r"<script|src=|url\(|https?:|\son\w+=", text)
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels) if later > 2)
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert all(head.get("scope") in ("row", "col") for head in table.iter("th"))
        assert _is_a_grid(table)
    targets = {one.get("id") for one in page.iter() if isinstance(one.tag, str) and one.get("id")}
    assert {link.get("href", "")[1:] for link in page.iter("a")} <= targets


@pytest.mark.parametrize("path", [MODEL, OF_2021, OF_CENTRAL], ids=lambda path: path.stem)
def test_axe_finds_nothing_on_the_page(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(forms.page_of(content_of(path, tmp_path)), encoding="utf-8")
    assert violations(page) == []


def test_axe_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<!DOCTYPE html><title>甲</title><main><h1>甲</h1></main>", encoding="utf-8")
    assert [one["id"] for one in violations(page)] == ["html-has-lang"]


def violations(page: Path) -> list[dict[str, str]]:
    """What axe-core finds on a page, by all its rules but that of colours: nothing is drawn here."""
    node = program("node")
    ran = subprocess.run([node, NPM / "axe.js", page], capture_output=True, text=True, check=True, timeout=120)
    found: list[dict[str, str]] = json.loads(ran.stdout)
    return found


def test_notes_stand_behind_the_text_and_pictures_are_told(tmp_path: Path) -> None:
    docx = building.render(building.prepare(MODEL))
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p><w:r><w:t>见年报</w:t></w:r></w:p></w:footnote></w:footnotes>'
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    picture = f"<w:r><w:drawing><p:pic xmlns:p='{drawing}/picture'/></w:drawing></w:r>"
    with_note = spoilt(docx, "word/footnotes.xml", lambda _: note.encode())
    file = tmp_path / "a.docx"
    file.write_bytes(spoilt(with_note, "word/document.xml", before("</w:p>", picture)))
    document = read_blocks(file)
    said = published(document, layouts.by_name("hebei-2022"), "标题")
    assert said.parts[-1] == "见年报"
    assert "<p>见年报</p>" in forms.page_of(said)
    assert list(agreement.page_differences(Path("a.html"), forms.page_of(said), said)) == []
    assert list(agreement.workbook_differences(Path("a.xlsx"), forms.workbook_of(said), said)) == []
    assert not_told(document) == ("图片 1 个",)


def _is_a_grid(table: html.HtmlElement) -> bool:
    """Whether every row, with what hangs down into it, is as wide as the others."""
    filled: dict[int, int] = {}
    rows = table.findall(".//tr")
    for number, row in enumerate(rows):
        for cell in row:
            for down in range(int(cell.get("rowspan", 1))):
                filled[number + down] = filled.get(number + down, 0) + int(cell.get("colspan", 1))
    return len({filled.get(number) for number in range(len(rows))}) == 1


def test_what_looks_like_html_in_a_filing_is_text_on_the_page(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        MODEL.read_text(encoding="utf-8").replace("资金用途: 用于", "资金用途: <script>alert(1)</script>用于", 1),
        encoding="utf-8",
    )
    text = forms.page_of(content_of(file, tmp_path))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


# --- the workbook


def test_the_workbook_holds_each_project_on_a_sheet_with_numbers_as_numbers(tmp_path: Path) -> None:
    book = forms.workbook_of(content_of(MODEL, tmp_path))
    assert book == forms.workbook_of(content_of(MODEL, tmp_path))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = etree.fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet")
        first = archive.read("xl/worksheets/sheet2.xml").decode()
    assert [one.get("name") for one in sheets][:2] == ["正文", "1.义务教育学校教室照明改造资金绩效目标表"]
    assert "<v>120</v>" in first


# --- the gate


def test_what_a_workbook_hides_is_not_published(tmp_path: Path, perfgen: Perfgen) -> None:
    file = tmp_path / "填报.xlsx"
    assert perfgen("export", str(MODEL), "-o", str(file)).code == 0
    book = openpyxl.load_workbook(file)
    for row in range(6, 12):
        book["指标"].row_dimensions[row].hidden = True
    book["指标"].row_dimensions[900].hidden = True
    book["项目"].column_dimensions["E"].hidden = True
    book["项目"].column_dimensions["F"].hidden = True
    book["目标"].sheet_state = "hidden"
    book.save(file)
    with pytest.raises(PublishingError) as raised:
        pack(file)
    assert [one.message for one in raised.value.diagnostics] == [
        "“项目”表E、F列藏着，里面的内容会一起公开",
        "“目标”这张表藏着，里面的内容会一起公开",
        "“指标”表第6、7、8、9、10 等 6 行藏着，里面的内容会一起公开",
    ]


def spoilt(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        entries = {one: archive.read(one) for one in archive.namelist()}
    return packed({**entries, name: change(entries.get(name, b""))}.items())


_TEXT = b'<w:t xml:space="preserve">'
_SPOILT = {
    "批注": (
        "word/comments.xml",
        lambda _: b"<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>",
    ),
    "没有接受的修订": (
        "word/document.xml",
        lambda part: part.replace(b"</w:p>", b"<w:ins w:id='1' w:author='x'><w:r><w:t>x</w:t></w:r></w:ins></w:p>", 1),
    ),
    "文件属性的“作者”里写着“张三”": (
        "docProps/core.xml",
        lambda part: re.sub(rb"<dc:creator>[^<]*", "<dc:creator>张三".encode(), part),
    ),
}


CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICIAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def before(end: str, put: str) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(end.encode(), (put + end).encode(), 1)


def external(kind: str, target: str) -> Callable[[bytes], bytes]:
    return before(
        "</Relationships>", f'<Relationship Id="rX" Type="{OFFICIAL}/{kind}" Target="{target}" TargetMode="External"/>'
    )


def table_book(*, hidden: str = "", author: str = "") -> bytes:
    """A workbook as it lies behind a chart."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.set_properties({"author": author})
    sheet = book.add_worksheet("数据")
    sheet.write_row(0, 0, ("财政", 3))
    more = book.add_worksheet("工资")
    if hidden == "表":
        more.hide()
    elif hidden == "行":
        sheet.set_row(3, None, None, {"hidden": True})
    elif hidden == "列":
        sheet.set_column(4, 4, None, None, {"hidden": True})
    book.close()
    return stream.getvalue()


def formatted(said: str) -> str:
    """A run of text with some formatting."""
    return f"<w:r><w:rPr>{said}</w:rPr><w:t>内部价</w:t></w:r>"


JPEG = b"\xff\xd8\xff\xe1\x00\x0aExif\0\0GP\xff\xda\x00\x02\xff\xd9"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x08tEXtAuthor\0X\0\0\0\0\x00\x00\x00\x00IEND\0\0\0\0"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_SPOILT |= {
    **{
        f"文件属性的“{called}”里写着“内部”": (
            "docProps/core.xml",
            before("</cp:coreProperties>", f"<{tag}>内部</{tag}>"),
        )
        for called, tag in {
            "主题": "dc:subject",
            "标记": "cp:keywords",
            "备注": "dc:description",
            "类别": "cp:category",
            "状态": "cp:contentStatus",
            "最后一次保存者": "cp:lastModifiedBy",
        }.items()
    },
    **{
        f"文件属性的“{called}”里写着“内部”": ("docProps/app.xml", before("</Properties>", f"<{tag}>内部</{tag}>"))
        for called, tag in {"经理": "Manager", "单位": "Company", "超链接基础": "HyperlinkBase"}.items()
    },
    "文件属性里有自定义的内容": ("docProps/custom.xml", lambda _: b"<Properties><property name='x'/></Properties>"),
    "看不见的数据（customXml/item1.xml）": ("customXml/item1.xml", lambda _: "<a><b>密</b></a>".encode()),
    "读不懂的部分 customXml/item2.xml": ("customXml/item2.xml", lambda _: b"<!DOCTYPE a><a/>"),
    "链接来的东西，写着它放在哪里：\\\\srv\\a.png": (_RELATIONS, external("image", r"\\srv\a.png")),
    "连到内部文件的链接：file:///C:/a.docx": (_RELATIONS, external("hyperlink", "file:///C:/a.docx")),
    "嵌着 oleObject1.bin": ("word/embeddings/oleObject1.bin", lambda _: b"\xd0\xcf"),
    "图表后面的 b.xlsx：有隐藏的工作表“工资”": ("word/embeddings/b.xlsx", lambda _: table_book(hidden="表")),
    "图表后面的 b.xlsx：有隐藏的行": ("word/embeddings/b.xlsx", lambda _: table_book(hidden="行")),
    "图表后面的 b.xlsx：有隐藏的列": ("word/embeddings/b.xlsx", lambda _: table_book(hidden="列")),
    "有隐藏的表格行": (_DOCUMENT, before("</w:trPr>", "<w:hidden/>")),
    "有白色的字：内部价": (_DOCUMENT, before("</w:p>", formatted("<w:color w:val='FFFFFF'/>"))),
    "有极小的字：内部价": (_DOCUMENT, before("</w:p>", formatted("<w:sz w:val='2'/>"))),
    "有隐藏的图片或文本框": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:drawing><x:docPr xmlns:x='x' hidden='1'/></w:drawing></w:r>"),
    ),
    "替代文字是它放在哪里：C:\\Users\\a.png": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:drawing><x:docPr xmlns:x='x' descr='C:\\Users\\a.png'/></w:drawing></w:r>"),
    ),
    "读别处内容的域：INCLUDETEXT": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:instrText> INCLUDETEXT a.docx </w:instrText></w:r>"),
    ),
    "里面有写着印不出来的文字的域：IF 1 = 2": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:instrText> IF 1 = 2 &quot;内部价&quot; </w:instrText></w:r>"),
    ),
    "里面插着另一个文件": (_DOCUMENT, before("<w:sectPr", "<w:altChunk r:id='rX'/>")),
    "有白色的字：按样式": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:rPr><w:rStyle w:val='白'/></w:rPr><w:t>按样式</w:t></w:r>"),
    ),
    "有透明的字：内部价": (
        _DOCUMENT,
        before("</w:p>", formatted(f"<x:textFill xmlns:x='{W14}'><x:noFill/></x:textFill>")),
    ),
    "看不见的数据（customXml/item3.xml）": ("customXml/item3.xml", lambda _: "<a b='密'/>".encode()),
    "图片的替代文字里有个人的手机号": (
        _DOCUMENT,
        before("</w:p>", "<w:r><w:drawing><x:docPr xmlns:x='x' descr='13800138000'/></w:drawing></w:r>"),
    ),
    "文件属性里有个人的手机号": ("docProps/core.xml", before("</dc:title>", "13800138000")),
    "书签的名字里有个人的手机号": (_DOCUMENT, before("</w:p>", "<w:bookmarkStart w:id='9' w:name='张三13800138000'/>")),
    "链接里有个人的手机号": (_RELATIONS, external("hyperlink", "tel:13800138000")),
    "图片 a.jpg 里带着拍摄": ("word/media/a.jpg", lambda _: JPEG),
    "图片 a.png 里带着拍摄": ("word/media/a.png", lambda _: PNG),
}


@pytest.mark.parametrize("told", _SPOILT)
def test_what_a_template_left_in_the_file_keeps_it_back(told: str) -> None:
    name, change = _SPOILT[told]
    white = (
        "<w:style w:type='character' w:styleId='白底'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='白'><w:basedOn w:val='白底'/></w:style>"
    )
    docx = spoilt(building.render(building.prepare(MODEL)), "word/styles.xml", before("</w:styles>", white))
    assert list(gate.package_faults(Path("a.docx"), docx, "乐亭县教育和体育局")) == []
    found = gate.package_faults(Path("a.docx"), spoilt(docx, name, change), "乐亭县教育和体育局")
    assert [told in one.message for one in found] == [True]


@pytest.mark.parametrize("shade", ["<w:shd w:val='clear' w:fill='003366'/>", "<w:highlight w:val='blue'/>"])
def test_white_letters_on_something_dark_are_read(shade: str) -> None:
    docx = building.render(building.prepare(MODEL))
    seen = spoilt(docx, _DOCUMENT, before("</w:p>", formatted(f"<w:color w:val='FFFFFF'/>{shade}")))
    assert list(gate.package_faults(Path("a.docx"), seen, "乐亭县教育和体育局")) == []


def test_hidden_text_and_numbers_of_persons_keep_it_back(tmp_path: Path) -> None:
    docx = building.render(building.prepare(MODEL))
    file = tmp_path / "a.docx"
    file.write_bytes(docx)
    assert list(gate.document_faults(file, read_blocks(file))) == []

    def change(part: bytes) -> bytes:
        hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r></w:p><w:p><w:r><w:t>电话13800138000</w:t></w:r></w:p>"
        return part.replace(b"<w:body>", b"<w:body>" + hidden.encode(), 1)

    file.write_bytes(spoilt(docx, "word/document.xml", change))
    said = [one.message for one in gate.document_faults(file, read_blocks(file))]
    assert said == ["有隐藏的文字：正文开头", "有个人的手机号 138****8000"]

    def further(part: bytes) -> bytes:
        run = "<w:r><w:rPr><w:rStyle w:val='藏'/></w:rPr><w:t>内部</w:t></w:r>"
        control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击填写</w:t></w:r></w:sdtContent></w:sdt>"
        return part.replace(b"<w:body>", f"<w:body><w:p>{run}</w:p><w:p>{run}{control}</w:p>".encode(), 1)

    style = "<w:style w:type='character' w:styleId='{}'>{}</w:style>"
    hiding = style.format("藏底", "<w:rPr><w:vanish/></w:rPr>") + style.format("藏", "<w:basedOn w:val='藏底'/>")
    styled = spoilt(docx, "word/styles.xml", before("</w:styles>", hiding))
    file.write_bytes(spoilt(styled, "word/document.xml", further))
    said = [one.message for one in gate.document_faults(file, read_blocks(file))]
    assert said == ["有隐藏的文字：正文开头 等 2 处", "内容控件没有填，会印出提示的字：正文开头"]


def test_a_pdf_with_another_author_or_a_script_is_kept_back() -> None:
    pdf = pikepdf.new()
    pdf.docinfo["/Author"] = "张三"
    pdf.docinfo["/Keywords"] = "内部"
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())
    page = pdf.add_blank_page()
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(URI="file:///C:/a.docx"))
    page.Annots = pikepdf.Array([link])
    out = io.BytesIO()
    pdf.save(out)
    said = [one.message for one in gate.pdf_faults(Path("a.pdf"), out.getvalue(), "某局")]
    assert said == [
        "文件属性里写着“张三”",
        "文件属性里写着“内部”",
        "PDF 里有脚本或附件",
        "PDF 里有连到内部文件的链接：file:///C:/a.docx",
        "PDF 不是归档用的 PDF/A",
    ]


def test_a_workbook_behind_a_chart_that_shows_all_it_holds_may_be_there() -> None:
    docx = spoilt(building.render(building.prepare(MODEL)), "word/embeddings/b.xlsx", lambda _: table_book())
    assert list(gate.package_faults(Path("a.docx"), docx, "乐亭县教育和体育局")) == []


_UNPRINTED = (
    "<!-- zhangsan --><w:permStart w:id='1' w:ed='zhangsan'/><w:sdt><w:sdtPr><w:alias w:val='zhangsan'/><w:tag w:val='zhangsan'/>"
    "<w:dropDownList><w:listItem w:value='zhangsan'/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:fldChar "
    "w:fldCharType='begin'><w:ffData><w:name w:val='a'/><w:statusText w:val='zhangsan'/></w:ffData></w:fldChar></w:r><w:r>"
    "<w:fldChar w:fldCharType='end'/></w:r></w:sdtContent></w:sdt><w:permEnd w:id='1'/>"
)


def test_what_programs_leave_in_a_file_is_taken_out_and_nothing_that_is_printed(tmp_path: Path) -> None:
    docx = building.render(building.prepare(MODEL))
    assert cleaned(docx) == docx
    left = docx
    for name, change in {
        "word/document.xml": lambda part: part.replace(b"<w:p>", b'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE">'),
        "word/settings.xml": before(
            "</w:settings>",
            '<w:attachedTemplate r:id="rT"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>'
            '<w:docVars><w:docVar w:name="a" w:val="zhangsan"/></w:docVars>',
        ),
        "word/_rels/settings.xml.rels": lambda _: (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rT" Type="{OFFICIAL}/attachedTemplate" '
            'Target="file:///C:/zhangsan/a.dotx" TargetMode="External"/></Relationships>'
        ).encode(),
        "docProps/core.xml": before("</cp:coreProperties>", "<cp:revision>47</cp:revision>"),
        "docProps/app.xml": before(
            "</Properties>",
            "<Template>zhangsan.dotx</Template><TotalTime>533</TotalTime><TitlesOfParts><a>zhangsan</a></TitlesOfParts>",
        ),
        "word/glossary/document.xml": lambda _: b"<a>zhangsan</a>",
        "word/glossary/styles.xml": lambda _: b"<a>zhangsan</a>",
        "_xmlsignatures/origin.sigs": lambda _: b"",
        "_xmlsignatures/sig1.xml": lambda _: b"<a>zhangsan</a>",
        "docProps/thumbnail.jpeg": lambda _: b"zhangsan",
        "_rels/.rels": before(
            "</Relationships>",
            f'<Relationship Id="rP" Type="{PACKAGE}/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'
            f'<Relationship Id="rS" Type="{PACKAGE}/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>',
        ),
        "word/printerSettings/p.bin": lambda _: b"zhangsan",
        "word/_rels/document.xml.rels": before(
            "</Relationships>",
            f'<Relationship Id="rP" Type="{OFFICIAL}/printerSettings" Target="printerSettings/p.bin"/>'
            f'<Relationship Id="rG" Type="{OFFICIAL}/glossaryDocument" Target="glossary/document.xml"/>',
        ),
    }.items():
        left = spoilt(left, name, change)
    left = spoilt(left, "word/document.xml", before("<w:pgSz", '<w:printerSettings r:id="rP"/>'))
    left = spoilt(left, "word/document.xml", before("</w:p>", _UNPRINTED))
    found = unpacked(cleaned(left))
    assert set(found) == {*unpacked(docx), "word/_rels/settings.xml.rels"}
    assert not [name for name, part in found.items() if re.search(rb"zhangsan|rsid|00AB|>47<|533|printerS", part)]
    file, plain = tmp_path / "a.docx", tmp_path / "b.docx"
    file.write_bytes(cleaned(left))
    plain.write_bytes(docx)
    assert validator_errors(file) == []
    layout = layouts.by_name("hebei-2022")
    assert published(read_blocks(file), layout, "标题") == published(read_blocks(plain), layout, "标题")


# --- read back


def test_a_changed_amount_is_found_in_each_form(tmp_path: Path) -> None:
    said = content_of(MODEL, tmp_path)
    page, book = forms.page_of(said), forms.workbook_of(said)
    assert list(agreement.page_differences(Path("a.html"), page, said)) == []
    assert list(agreement.workbook_differences(Path("a.xlsx"), book, said)) == []
    assert list(agreement.document_differences(MODEL, tmp_path / "a.docx", 2023)) == []
    other = content_of_text(MODEL.read_text(encoding="utf-8").replace("120.00", "121.00"), tmp_path)
    assert len(list(agreement.page_differences(Path("a.html"), forms.page_of(other), said))) >= 2
    assert len(list(agreement.workbook_differences(Path("a.xlsx"), forms.workbook_of(other), said))) >= 2
    text = page.replace("全县义务教育巩固率保持在98%以上", "全县义务教育巩固率保持在89%以上")
    assert [one.code for one in agreement.page_differences(Path("a.html"), text, said)] == ["PUB02"]
    longer = page.replace("</table>", "<tr><td>多出来的</td></tr></table>", 1)
    (more,) = agreement.page_differences(Path("a.html"), longer, said)
    assert "多出来的" in more.message
    (more,) = agreement.page_differences(
        Path("a.html"), page.replace("</main>", "<div><table><tr><td>多出来的</td></tr></table></div></main>"), said
    )
    assert more.message == "纸面上没有的：多出来的"
    with_more = openpyxl.load_workbook(io.BytesIO(book))
    with_more.worksheets[-1]["A99"] = "多出来的"
    with_more.save(tmp_path / "多.xlsx")
    told = agreement.workbook_differences(Path("a.xlsx"), (tmp_path / "多.xlsx").read_bytes(), said)
    assert [one.message for one in told] == ["纸面上没有的：多出来的"]
    (first, *_) = agreement.document_differences(MODEL, tmp_path / "a.docx", 2023)
    assert "预算数 120.00 → 121.00" in first.message


def content_of_text(text: str, folder: Path) -> Published:
    file = folder / "other.yaml"
    file.write_text(text, encoding="utf-8")
    return content_of(file, folder)


def test_labels_of_own_fields_are_heads(tmp_path: Path) -> None:
    said = content_of(OF_CENTRAL, tmp_path)
    heads = {cell.text for table in said.tables for cell in table.cells if cell.is_head}
    assert {"项目名称", "指标值"} <= {"".join(one.split()) for one in heads}
    assert layouts.by_name("central-project").name
