"""Objects, controls and hidden text in a document: read where they hold text, told with their place where not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from perfgen.docx.blocks import Paragraph, read_blocks
from perfgen.docx.budget import MOST_PARAGRAPHS
from perfgen.errors import DocumentError
from tests.effort import effort
from tests.importing.built import imported
from tests.importing.objects import (
    HOLDINGS,
    NO_PLACE,
    PICTURE,
    PURPOSE,
    SENTENCE,
    Holding,
    code,
    document,
    drawing,
    paragraph,
    part,
    relations,
    run,
)
from tests.importing.test_nothing_lost import adds_up


def package(folder: Path, body: str, parts: dict[str, str] | None = None) -> Path:
    """A document of nothing else."""
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("w:document", f"<w:body>{body}</w:body>"))
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("one", HOLDINGS, ids=lambda one: one.name)
def test_what_is_put_into_the_narrative_is_read_there_or_told(one: Holding) -> None:
    result = imported(document(one))
    assert result.data["部门整体绩效目标"]["工作保障措施"] == f"{SENTENCE}{one.read}"
    left = result.report.left
    assert [remark.text for remark in left] == [text for text, _ in one.left]
    for remark, (_, why) in zip(left, one.left, strict=True):
        assert why in remark.why
        assert remark.place
    assert adds_up(result)
    assert result.filing is not None


@pytest.mark.parametrize("one", [one for one in HOLDINGS if one.inner], ids=lambda one: one.name)
def test_what_is_put_into_a_cell_is_accounted_for(one: Holding) -> None:
    result = imported(document(one, PURPOSE))
    beside, *below = one.read.split("\n")
    assert result.data["预算项目"][0]["资金用途"] == f"{PURPOSE}{beside}"
    left = sorted((remark.text, remark.why) for remark in result.report.left)
    told = sorted([*one.left, *((line, "版式里没有放它的地方") for line in below)])
    assert [text for text, _ in left] == [text for text, _ in told]
    assert adds_up(result)
    assert result.filing is not None


# --- places


@pytest.mark.parametrize(
    ("one", "where", "place"),
    [
        (Holding("", drawing(PICTURE)), SENTENCE, "正文 第20段“完善制度。”"),
        (Holding("", blocks=paragraph(drawing(PICTURE))), SENTENCE, "正文 第20段“完善制度。”之后"),
        (Holding("", blocks='<w:altChunk r:id="rId1"/>'), SENTENCE, "正文 第20段“完善制度。”之后"),
        (Holding("", drawing(PICTURE)), PURPOSE, "第1个项目 绩效目标表 第4行 第2格“用于接待”"),
        (Holding("", blocks=paragraph(drawing(PICTURE))), PURPOSE, "第1个项目 绩效目标表 第4行 第2格"),
        (Holding("", blocks=f"<w:tbl><w:tr><w:tc>{paragraph(run('甲'))}</w:tc></w:tr></w:tbl>{paragraph(drawing(PICTURE))}"), SENTENCE, "正文 第1个表格之后"),
    ],
)  # fmt: skip
def test_a_picture_is_told_with_its_place(one: Holding, where: str, place: str) -> None:
    left = imported(document(one, where)).report.left
    assert [remark.place for remark in left if "没有读入" in remark.why] == ([place] if place else [])


# --- as LibreOffice saves it


def test_a_filing_that_libreoffice_saved_with_objects_in_it() -> None:
    """Made in LibreOffice 7.4: a picture, a comment, a footnote, hidden text, controls old and new, a frame, shapes, Fontwork."""
    result = imported(Path(__file__).with_name("objects.docx"))
    text = result.data["部门整体绩效目标"]["工作保障措施"]
    assert text.rstrip() == f"{SENTENCE}乙类☒☑\n\n图形里的话\n艺术字的话\n文本框的话"
    assert [(one.text.strip(), one.why.partition("，")[0]) for one in result.report.left] == [
        ("财政局公章", "图片 1 张没有读入"),
        ("看不见的话", "隐藏的文字没有读入"),
        ("脚注的话", NO_PLACE),
        ("金额再核一下", NO_PLACE),
    ]
    assert adds_up(result)


# --- meant to do harm


def test_objects_count_for_the_budget_of_a_document(tmp_path: Path) -> None:
    many = "".join(
        f"<w:pict><v:shape alt='{at}'><v:imagedata/></v:shape></w:pict>" for at in range(MOST_PARAGRAPHS + 1)
    )
    with pytest.raises(DocumentError, match="超过 10 万段"):
        read_blocks(package(tmp_path, paragraph(f"<w:r>{many}</w:r>")))


def test_what_an_object_says_of_itself_is_cut(tmp_path: Path) -> None:
    (block,) = read_blocks(package(tmp_path, paragraph(drawing(PICTURE, "长" * 100_000)))).blocks
    assert isinstance(block, Paragraph)
    (one,) = block.objects
    assert len(one.said) < 300


def test_ways_within_ways_are_each_looked_at_once(tmp_path: Path) -> None:
    deep = "<mc:AlternateContent><mc:Choice/><mc:Fallback>" * 60 + "</mc:Fallback></mc:AlternateContent>" * 60
    path = package(tmp_path, deep + paragraph(f"<w:r>{deep}</w:r>"))
    assert effort(lambda: read_blocks(path)) < 200


def test_a_chart_too_large_to_look_into_is_named(tmp_path: Path) -> None:
    parts = relations("charts/chart1.xml") | {"word/charts/chart1.xml": part("c:chartSpace", "<c:v>1</c:v>" * 200_000)}
    (block,) = read_blocks(package(tmp_path, paragraph(drawing('<c:chart r:id="rId1"/>')), parts)).blocks
    assert isinstance(block, Paragraph)
    assert [one.why for one in block.objects] == ["图表 1 个没有读入"]


def test_words_within_words_are_each_read_once(tmp_path: Path) -> None:
    """A chart whose elements are nested as deep as is read, and a SmartArt."""
    inner = "<c:v>甲</c:v><a:t>甲</a:t>" * 9_000
    for name in ("c:cat", "a:p"):
        deep = part("c:chartSpace", f"<{name}>" * 140 + inner + f"</{name}>" * 140)
        path = package(
            tmp_path,
            paragraph(drawing('<c:chart r:id="rId1"/>')),
            relations("charts/chart1.xml") | {"word/charts/chart1.xml": deep},
        )
        assert effort(lambda: read_blocks(path)) < 60  # noqa: B023 -- done with before the next


@pytest.mark.parametrize("target", ["../../../etc/passwd", "file:///etc/passwd", "http://example.org/x", ""])
def test_a_relation_that_leads_out_of_the_package_leads_nowhere(target: str, tmp_path: Path) -> None:
    body = paragraph(drawing('<c:chart r:id="rId1"/>') + drawing('<dgm:relIds r:dm="rId1"/>'))
    (block,) = read_blocks(package(tmp_path, body, relations(target))).blocks
    assert isinstance(block, Paragraph)
    assert [one.why for one in block.objects] == ["图表 1 个没有读入", "SmartArt 图形 1 个没有读入"]


@pytest.mark.parametrize(
    "text", ["EQ \\o(" + "(" * 5_000, "SYMBOL 1 " + " \\f" * 5_000, "EQ \\o" + "\\ac" * 5_000, "EQ " + " " * 9_000]
)
def test_a_code_without_end(text: str, tmp_path: Path) -> None:
    path = package(tmp_path, paragraph(code(text)))
    assert effort(lambda: read_blocks(path)) < 200


MARKS = 60_000
HARMFUL = {
    "a control that prompts often": f"<w:sdt><w:sdtPr>{'<w:showingPlcHdr/>' * MARKS}</w:sdtPr><w:sdtContent>{paragraph('<w:t/>' * MARKS)}</w:sdtContent></w:sdt>",
    "controls within controls": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" * 70 + paragraph("<w:t/>" * MARKS) + "</w:sdtContent></w:sdt>" * 70,
    "a run hidden often": paragraph(f"<w:r><w:rPr>{'<w:vanish/>' * MARKS}</w:rPr>{'<w:t>x</w:t>' * MARKS}</w:r>"),
    "a run in a symbol font often": paragraph("<w:r>" + "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>" * MARKS + "<w:t>x</w:t>" * MARKS + "</w:r>"),
    "fields within fields": paragraph("<w:r>" + "<w:fldChar w:fldCharType='begin'/><w:fldChar w:fldCharType='separate'/>" * MARKS + "<w:t> </w:t>" * MARKS + "<w:fldChar w:fldCharType='end'/>" * MARKS + "</w:r>"),
    "drawings within drawings": paragraph("<w:r>" + "<w:pict><v:shape alt='x'/>" * 70 + "<v:imagedata/>" * MARKS + "</w:pict>" * 70 + "</w:r>"),
    "one chart often": paragraph(drawing('<c:chart r:id="rId1"/>') * 6_000),
}  # fmt: skip


@pytest.mark.parametrize("body", HARMFUL.values(), ids=HARMFUL)
def test_what_is_said_again_and_again_is_looked_at_once(body: str, tmp_path: Path) -> None:
    large = relations("charts/chart1.xml") | {"word/charts/chart1.xml": part("c:chartSpace", "长" * 300_000)}
    path = package(tmp_path, body, large)
    assert effort(lambda: read_blocks(path)) < 2_000
