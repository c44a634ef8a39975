"""What a document may hold besides plain text, as Word writes it, for a paragraph of a small filing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tests.documents import W, text_of, w
from tests.importing.edits import MC, WPS, Element, V, edit
from tests.importing.small import small

SPACES = {
    "w": W,
    "mc": MC,
    "wps": WPS,
    "v": V,
    "o": "urn:schemas-microsoft-com:office:office",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
DECLARED = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
SENTENCE, PURPOSE = "完善制度。", "用于接待"
"""A paragraph of the narrative of the small filing, and one of a cell of its tables."""


def xml(source: str) -> list[Element]:
    """Elements, written without their namespaces."""
    return list(etree.fromstring(f"<root {DECLARED}>{source}</root>"))


def run(text: str, properties: str = "") -> str:
    said = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{said}</w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def drawing(inner: str, description: str = "") -> str:
    said = f' descr="{description}"' if description else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="7" name="图片 7"{said}/><a:graphic><a:graphicData uri="x">{inner}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def either(choice: str, fallback: str) -> str:
    """What a newer Word shows, and an older one instead."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def form_field(settings: str, code: str, result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="控件1"/><w:enabled/>{settings}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def code(text: str) -> str:
    """A field that has only a code."""
    return form_field("", text).replace("<w:ffData>", "<!--").replace("</w:ffData>", "-->")


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def relations(*targets: str) -> dict[str, str]:
    """What the main part refers to, as rId1, rId2 and so on."""
    listed = "".join(f'<Relationship Id="rId{at}" Target="{target}"/>' for at, target in enumerate(targets, 1))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{listed}</Relationships>'}


def part(name: str, inner: str) -> str:
    return f"<{name} {DECLARED}>{inner}</{name}>"


@dataclass(frozen=True)
class Holding:
    """What is put at the end of a paragraph, or behind it as blocks; what is to be read there, and what is to be told.

    `left` are the texts that are left over with part of the reason.
    """

    name: str
    inner: str = ""
    read: str = ""
    left: tuple[tuple[str, str], ...] = ()
    blocks: str = ""
    parts: dict[str, str] = field(default_factory=dict)


def document(one: Holding, where: str = SENTENCE, layout: str = "hebei-2022") -> Path:
    """A small filing that holds it."""

    def change(body: Element) -> None:
        found = next(element for element in body.iter(w("p")) if text_of(element) == where)
        for element in xml(one.inner):
            found.append(element)
        for element in reversed(xml(one.blocks)):
            found.addnext(element)

    return edit(small(layout), change, one.parts)


BOX = f"<w:txbxContent>{paragraph(run('框里的话'))}</w:txbxContent>"
PICTURE = '<pic:pic><pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill></pic:pic>'
OLE = '<w:r><w:object><v:shapetype id="t"><v:path/></v:shapetype><v:shape><v:imagedata r:id="rId2"/></v:shape><o:OLEObject Type="Embed" ProgID="{}" r:id="rId1"/></w:object></w:r>'
NO_PLACE = "版式里没有放它的地方"


def symbols(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text: str) -> str:
    return f"<m:r><w:rPr/><m:t>{text}</m:t></m:r>"


HOLDINGS = [
    # --- content controls
    Holding("dropdown", control("<w:dropDownList><w:listItem w:value='1'/></w:dropDownList>", run("一次性项目")), "一次性项目"),
    Holding("date", control("<w:date w:fullDate='2022-03-01T00:00:00Z'/>", run("2022年3月1日")), "2022年3月1日"),
    Holding("prompt", control("<w:showingPlcHdr/><w:text/>", run("单击此处输入文字。")), "", (("单击此处输入文字。", "没有填的内容控件"),)),
    Holding("prompt said off", control("<w:showingPlcHdr w:val='0'/><w:text/>", run("甲")), "甲"),
    Holding("prompting paragraphs", "", "", (("选择一项。", "没有填的内容控件"),), control("<w:showingPlcHdr/>", paragraph(run("选择") + run("一项。")))),
    Holding("checkbox", control("<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>", run("☒")) + run("是"), "☒是"),
    Holding("checkbox of symbols", control("<w14:checkbox/>", "<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>") + run("是"), "☑是"),
    # --- forms of old
    Holding("ticked", form_field("<w:checkBox><w:sizeAuto/><w:default w:val='0'/><w:checked/></w:checkBox>", "FORMCHECKBOX") + run("是"), "☑是"),
    Holding("not ticked", form_field("<w:checkBox><w:default w:val='0'/></w:checkBox>", "FORMCHECKBOX") + run("否"), "☐否"),
    Holding("ticked by default", form_field("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX"), "☑"),
    Holding("ticked off again", form_field("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "FORMCHECKBOX"), "☐"),
    Holding("text field", form_field("<w:textInput/>", "FORMTEXT", "张三"), "张三"),
    Holding("list field", form_field("<w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList>", "FORMDROPDOWN"), "乙"),
    Holding("list field with result", form_field("<w:ddList><w:listEntry w:val='甲'/></w:ddList>", "FORMDROPDOWN", "甲"), "甲"),
    Holding("list field of nothing", form_field("<w:ddList><w:result w:val='9'/></w:ddList>", "FORMDROPDOWN"), ""),
    # --- signs
    Holding("symbols", "".join(f"<w:r><w:sym w:font='{font}' w:char='{char}'/></w:r>" for font, char in (("Wingdings", "F0FE"), ("Wingdings", "F0A8"), ("Wingdings", "F0FC"), ("Wingdings 2", "F0A3"), ("Wingdings 2", "F051"), ("Wingdings", "F078"), ("Symbol", "F0B4"))), "☑☐✓☐☒☒×"),
    Holding("typed in a symbol font", run("R", symbols("Wingdings 2")) + run("是") + run("£", symbols("Wingdings 2")) + run("否") + run("\uf0fe", symbols("Wingdings")), "☑是☐否☑"),
    Holding("words in a symbol font", run("是否R", symbols("宋体")) + run("是", symbols("Wingdings")), "是否R是"),
    Holding("laid over", code(r"EQ \o\ac(□,√)") + run("是") + code(r"eq \o\ac(○,3)") + code(r'SYMBOL 163 \f "Wingdings 2" \s 12') + run("否"), "☑是③☐否"),
    Holding("fraction field", code(r"EQ \f(实际数,计划数)"), "实际数/计划数"),
    Holding("other equation field", code(r"EQ \x\to(甲乙)"), "", ((r"EQ \x\to(甲乙)", "公式 1 个没有读入"),)),
    Holding("button", code("MACROBUTTON NoMacro 请填写"), "请填写"),
    # --- formulas
    Holding("fraction", math(mr("完成率=") + f"<m:f><m:fPr/><m:num>{mr('实际完成数')}</m:num><m:den>{mr('计划数+调整数')}</m:den></m:f>" + mr("×100%")), "完成率=实际完成数/(计划数+调整数)×100%"),
    Holding("powers and roots", math(f"<m:sSup><m:e>{mr('m')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup><m:sSub><m:e>{mr('x')}</m:e><m:sub>{mr('甲')}</m:sub></m:sSub><m:rad><m:deg/><m:e>{mr('a+b')}</m:e></m:rad>"), "m²x_甲√(a+b)"),
    Holding("sum in brackets", math(f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{mr('i=1')}</m:sub><m:sup>{mr('n')}</m:sup><m:e><m:d><m:dPr/><m:e>{mr('x-y')}</m:e></m:d></m:e></m:nary>"), "∑_(i=1)ⁿ(x-y)"),
    Holding("formula between paragraphs", "", "\nx/y", (), "<m:oMathPara>" + math(f"<m:f><m:num>{mr('x')}</m:num><m:den>{mr('y')}</m:den></m:f>") + "</m:oMathPara>"),
    # --- shapes with text
    Holding("text box of either kind", either(f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>", f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"), "\n框里的话"),
    Holding("text box of old", f"<w:r><w:pict><v:shapetype id='t'><v:textpath on='t'/></v:shapetype><v:shape type='#t'><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>", "\n框里的话"),
    Holding("WordArt of old", "<w:r><w:pict><v:shape><v:textpath on='t' string='内部资料'/></v:shape></w:pict></w:r>", "\n内部资料"),
    Holding("text of a canvas", drawing("<a:sp><a:txBody><a:p><a:r><a:t>画布上的字</a:t></a:r></a:p></a:txBody></a:sp>"), "\n画布上的字"),
    Holding("SmartArt", drawing('<dgm:relIds r:dm="rId1"/>'), "\n收入\n支出", (), "", relations("diagrams/data1.xml") | {"word/diagrams/data1.xml": part("dgm:dataModel", "".join(f"<dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt>" for word in ("收入", "支出")))}),
    Holding("paragraphs of either kind", "", "\n新的", (), f"<mc:AlternateContent><mc:Choice Requires='wps'>{paragraph(run('新的'))}</mc:Choice><mc:Fallback>{paragraph(run('旧的'))}</mc:Fallback></mc:AlternateContent>"),
    # --- what is no text
    Holding("picture", drawing(PICTURE), "", (("", "图片 1 张没有读入"),)),
    Holding("picture described", drawing(PICTURE, "财政局公章"), "", (("财政局公章", "图片 1 张没有读入"),)),
    Holding("three pictures", drawing(PICTURE) * 3, "", (("", "图片 3 张没有读入"),)),
    Holding("picture of old", "<w:r><w:pict><v:shape alt='扫描件'><v:imagedata r:id='rId9'/></v:shape></w:pict></w:r>", "", (("扫描件", "图片 1 张没有读入"),)),
    Holding("picture of either kind", either(f"<w:drawing>{PICTURE}</w:drawing>", "<w:pict><v:shape><v:imagedata/></v:shape></w:pict>"), "", (("", "图片 1 张没有读入"),)),
    Holding("picture in a paragraph of its own", "", "", (("", "图片 1 张没有读入"),), paragraph(drawing(PICTURE))),
    Holding("chart", drawing('<c:chart r:id="rId1"/>'), "", (("支出情况、人员经费、公用经费", "图表 1 个没有读入"),), "", relations("charts/chart1.xml") | {"word/charts/chart1.xml": part("c:chartSpace", "<c:title><a:p><a:r><a:t>支出情况</a:t></a:r></a:p></c:title><c:cat><c:pt><c:v>人员经费</c:v></c:pt><c:pt><c:v>公用经费</c:v></c:pt></c:cat><c:val><c:v>12</c:v></c:val>")}),
    Holding("chart whose part is missing", drawing('<c:chart r:id="rId8"/>'), "", (("", "图表 1 个没有读入"),)),
    Holding("SmartArt whose part is broken", drawing('<dgm:relIds r:dm="rId1"/>'), "", (("", "SmartArt 图形 1 个没有读入"),), "", relations("diagrams/data1.xml") | {"word/diagrams/data1.xml": "<dgm"}),
    Holding("embedded workbook", OLE.format("Excel.Sheet.12"), "", (("支出明细.xlsx", "嵌入的 Excel 表格 1 个没有读入"),), "", relations("embeddings/支出明细.xlsx")),
    Holding("embedded by WPS", OLE.format("ET.Xlsx.6"), "", (("", "嵌入的 Excel 表格 1 个没有读入"),), "", relations("embeddings/oleObject1.bin")),
    Holding("embedded by who knows", OLE.format("Visio.Drawing.15"), "", (("Visio.Drawing.15", "嵌入的对象 1 个没有读入"),)),
    Holding("equation of old", OLE.format("Equation.3"), "", (("", "公式 1 个没有读入"),)),
    Holding("ActiveX", "<w:r><w:object><v:shape><v:imagedata/></v:shape><w:control w:name='CheckBox1' r:id='rId1'/></w:object></w:r>", "", (("CheckBox1", "控件 1 个没有读入"),)),
    Holding("another file", "", "", (("表.html", "插入的文件 1 个没有读入"),), '<w:altChunk r:id="rId1"/>', relations("/word/表.html")),
    Holding("drawn line", either("<w:drawing><wps:wsp><wps:bodyPr/></wps:wsp></w:drawing>", "<w:pict><v:line/></w:pict>"), "", (("", "图形 1 个没有读入"),)),
    # --- what is not printed
    Holding("hidden text", run("看得见") + run("看不", "<w:vanish/>") + run("见", "<w:vanish/>"), "看得见", (("看不见", "隐藏的文字没有读入"),)),
    Holding("not hidden", run("看得见", "<w:vanish w:val='0'/>") + run("也看得见", "<w:webHidden/>"), "看得见也看得见"),
    Holding("hidden by a style", "", "", (("窗体顶端", "隐藏的文字"),), paragraph(run("窗体顶端"), "<w:pStyle w:val='hid'/>"), {"word/styles.xml": part("w:styles", "<w:style w:styleId='hid'><w:name w:val='z-窗体顶端'/><w:rPr><w:vanish/></w:rPr></w:style>")}),
    # --- tracked changes
    Holding("tracked", f"<w:ins>{run('加的')}</w:ins><w:del><w:r><w:delText>删的</w:delText></w:r></w:del><w:moveTo>{run('移来的')}</w:moveTo><w:moveFrom>{run('移走的')}</w:moveFrom>", "加的移来的"),
    Holding("deleted picture", f"<w:del>{drawing(PICTURE)}</w:del><w:ins>{drawing(PICTURE)}</w:ins>", "", (("", "图片 1 张没有读入"),)),
    Holding("deleted paragraph", "", "\n后文", (), paragraph("<w:del><w:r><w:delText>删的</w:delText></w:r></w:del>", "<w:rPr><w:del/></w:rPr>") + paragraph(run("后文"))),
    # --- around the text
    Holding("footnote", "<w:r><w:footnoteReference w:id='2'/></w:r>", "", (("脚注的话", NO_PLACE),), "", {"word/footnotes.xml": part("w:footnotes", f"<w:footnote w:id='2'>{paragraph(run('脚注的话'))}</w:footnote>")}),
    Holding("endnote", "", "", (("尾注的话", NO_PLACE), ("", "图片 1 张没有读入")), "", {"word/endnotes.xml": part("w:endnotes", f"<w:endnote w:id='2'>{paragraph(run('尾注的话') + drawing(PICTURE))}</w:endnote>")}),
    Holding("comment", "<w:commentRangeStart w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>", "", (("金额再核一下", NO_PLACE),), "", {"word/comments.xml": part("w:comments", f"<w:comment w:id='0' w:author='张三'>{paragraph(run('金额再核一下'))}</w:comment>"), "word/commentsExtended.xml": "<no xml"}),
    Holding("header", "", "", (("内部资料", NO_PLACE), ("", "图片 1 张没有读入")), "", {"word/header7.xml": part("w:hdr", paragraph(run("内部资料")) + paragraph(drawing(PICTURE)))}),
    Holding("watermark", "", "", (("草稿", NO_PLACE),), "", {"word/header7.xml": part("w:hdr", paragraph("<w:r><w:pict><v:shape><v:textpath string='草稿'/></v:shape></w:pict></w:r>"))}),
    Holding("footer of page numbers", "", "", (), "", {"word/footer7.xml": part("w:ftr", paragraph(run("第") + run("1") + run("页")))}),
]  # fmt: skip
