"""The copy of a document that LibreOffice lays out: told otherwise than Word, the text is the same."""

from __future__ import annotations

import pytest

from perfgen.docx.laid_out import for_libreoffice
from tests.documents import NS, W

OFF = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="表格文字"><w:pPr>{OFF}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="目录"><w:pPr><w:tabs><w:tab w:val="right" w:pos="3000"/></w:tabs>
<w:ind w:left="200" w:rightChars="200" w:hanging="200"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style></w:styles>"""
AT = "\u200b"


def told(*paragraphs: str) -> list[str]:
    """What LibreOffice is told of paragraphs (their properties, then their runs), with ``|`` for a line break in one."""
    inside = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    body = f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'
    _, root = for_libreoffice({"word/document.xml": body.encode(), "word/styles.xml": STYLES.encode()}, {})
    return [
        "".join("|" if one.tag.endswith("}br") else one.text or "" for one in paragraph.findall("w:r/*", NS))
        for paragraph in root.findall("w:body/w:p", NS)
    ]


def of(style: str, text: str, own: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r>'


def test_chinese_meets_figures_and_letters_without_a_gap_where_the_style_says_so() -> None:
    assert told(of("表格文字", "3月底AB座"), of("正文", "3月底AB座")) == [f"3{AT}月底{AT}AB{AT}座", "3月底AB座"]


@pytest.mark.parametrize("first", [True, False])
def test_what_a_paragraph_says_itself_is_its_own(*, first: bool) -> None:
    """Whichever of the paragraphs of a style comes first."""
    by_style, by_itself = of("正文", "3月"), of("正文", "3月", OFF)
    found = told(by_itself, by_style) if first else told(by_style, by_itself)[::-1]
    assert found == [f"3{AT}月", "3月"]


def test_entries_of_the_contents_end_before_their_numbers() -> None:
    long = (
        '<w:pPr><w:pStyle w:val="目录"/></w:pPr><w:r><w:t>城乡建设用地增减挂钩节余指标</w:t><w:tab/><w:t>12</w:t></w:r>'
    )
    assert told(long) == ["城乡建设用地增减挂钩节余指|标12"]
    assert told(of("目录", "城乡建设用地增减挂钩节余指标")) == ["城乡建设用地增减挂钩节余指标"]  # without a number
