"""How a filing is set: fonts of signs, numbers in cells, titles, heads of the narrative, contents, and the reviewer."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.docx.east_asian import SIGNS, as_chinese, chinese, latin
from perfgen.docx.numbers import fewest, narrow, too_wide, wide_numbers
from perfgen.docx.template import WordTemplate
from perfgen.docx.titles import indent
from perfgen.filing.heads import told_apart
from perfgen.filing.reviewer import UNKNOWN, finance_office
from tests.conftest import EXAMPLES, OF_2021, OF_CENTRAL, OF_RESULTS, ROOT, SMALL, Run
from tests.documents import NS, part, text_of, validator_errors, w
from tests.own_layouts import edit, make

SENTENCE = "弘扬“工匠”精神——落实‘三保’…参加“don’t panic”活动·说 “best practice” café 2020—2022年"
LONG = "城乡建设用地增减挂钩节余指标跨省域调剂及高标准农田建设配套基础设施管护补助"


@pytest.fixture
def made(filing: Path, tmp_path: Path) -> Callable[..., Path]:
    """Builds the small filing with other texts in it."""

    def build(*changes: tuple[str, str], layout: Path | None = None) -> Path:
        text = SMALL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        filing.write_text(text, encoding="utf-8")
        return building.build(filing, tmp_path / "x.docx", layout)

    return build


def runs(docx: Path, text: str) -> list[etree._Element]:
    """The runs of the paragraph that has a text, those that print something."""
    paragraphs = [one for one in part(docx).iter(w("p")) if text in text_of(one)]
    return [run for paragraph in paragraphs for run in paragraph.iter(w("r")) if run.findtext("w:t", "", NS)]


def hinted(docx: Path, text: str) -> str:
    """The text of those runs that say that they are Chinese."""
    chinese = (run for run in runs(docx, text) if run.find("w:rPr/w:rFonts[@w:hint='eastAsia']", NS) is not None)
    return "".join(run.findtext("w:t", "", NS) for run in chinese)


@pytest.mark.parametrize("place", ["用于接待", "接待活动管理。", "搞好接待服务", "接待管理经费", "完成接待活动批次"])
def test_signs_beside_chinese_are_set_in_its_font(place: str, made: Callable[..., Path]) -> None:
    """In narrative, cells, titles and contents."""
    docx = made((place, f"{place}“甲”—乙"))
    found = {hinted(docx, text) for text in (f"{place}“甲”—乙",)}
    assert all("“甲”—乙" in one for one in found)
    assert validator_errors(docx) == []


def test_signs_among_latin_letters_stay_latin(made: Callable[..., Path]) -> None:
    docx = made(("用于接待", SENTENCE))
    assert hinted(docx, SENTENCE) == "弘扬“工匠”精神——落实‘三保’…参加“" + "”活动·说 “best practice”" + "—2022年"


@pytest.mark.parametrize(
    ("text", "of_chinese", "of_latin"),
    [
        ("实施“PPP”模式", "“”", ""),
        ("推广“A”", "“”", ""),
        ("中文 said “A”", "", "“”"),
        ("中文“A” and “B”中文", "“”“”", ""),
        ("2020—2022年", "—", ""),
        ("A座—B座", "—", ""),
        ("卡尔·马克思", "·", ""),
        ("don’t", "", "’"),
        ("2020—2022", "", ""),
        ("第一行“甲”\nsecond ‘line’", "“”", "‘’"),
    ],
)
def test_whose_a_sign_is(text: str, of_chinese: str, of_latin: str) -> None:
    def signs(parts: Any) -> str:
        return "".join(re.findall(f"[{SIGNS}]", "".join(text[start:end] for start, end in parts)))

    assert signs(chinese(text)) == of_chinese
    assert signs(latin(text)) == of_latin


@given(st.text(alphabet="中文、。 aé“”’—·12\n\t"))
def test_no_sign_is_both(text: str) -> None:
    parts = sorted([*chinese(text), *latin(text)])
    assert all(0 <= start < end <= len(text) for start, end in parts)
    for (_, end), (start, _) in pairwise(parts):
        assert end <= start


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("", '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'),
        ("<w:rPr><w:b/></w:rPr>", '<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>'),
        (
            '<w:rPr><w:rStyle w:val="a"/><w:rFonts w:ascii="Arial" w:hint="default"/></w:rPr>',
            '<w:rPr><w:rStyle w:val="a"/><w:rFonts w:hint="eastAsia" w:ascii="Arial"/></w:rPr>',
        ),
    ],
)
def test_whatever_the_run_of_the_template_says(run: str, said: str) -> None:
    assert as_chinese(run) == said


def test_both_ways_to_render_and_docxtpl_set_the_same(filing: Path, tmp_path: Path) -> None:
    text = SMALL.replace("用于接待", SENTENCE).replace("184.00", "123456789012.50").replace("接待管理经费", LONG)
    filing.write_text(text, encoding="utf-8")
    prepared = building.prepare(filing)
    template = WordTemplate(prepared.layout.template)
    seen = building.view(prepared)
    fast = template.render(seen)
    template._fast.clear()
    assert template.render(seen) == fast
    for name, content in (("fast", fast), ("peer", template.render(seen, DocxTemplate(prepared.layout.template)))):
        (tmp_path / f"{name}.docx").write_bytes(content)
    told = [
        [
            (run.findtext("w:t", "", NS), [etree.tostring(one) for one in run.findall("w:rPr/*", NS)])
            for run in part(tmp_path / f"{name}.docx").iter(w("r"))
            if run.findtext("w:t", "", NS)
        ]
        for name in ("fast", "peer")
    ]
    assert told[0] == told[1]
    indents = [
        [dict(one.attrib) for one in part(tmp_path / f"{name}.docx").iter(w("ind"))] for name in ("fast", "peer")
    ]
    assert indents[0] == indents[1]


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("乐亭县财政局-2022.yaml", "预算数: "),
        ("承德县水务局-2021.yaml", "年度预算数: "),
        ("滦南县民政局-2024.yaml", "预算数: "),
    ],
)
def test_an_amount_of_twelve_digits_fits_its_cell(example: str, said: str, tmp_path: Path) -> None:
    amount = "123456789012.50"
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    path = tmp_path / example
    path.write_text(re.sub(f"{said}[0-9.]+", f"{said}{amount}", text), encoding="utf-8")
    docx = building.build(path, tmp_path / "x.docx")
    styles_of_cells = [
        (run, next(run.iterancestors(w("tc")))) for run in runs(docx, amount) if run.findtext("w:t", "", NS) == amount
    ]
    assert styles_of_cells
    for run, cell in styles_of_cells:
        scale = run.find("w:rPr/w:w", NS)
        width = 15 * 105 * (100 if scale is None else int(scale.get(w("val"), ""))) / 100
        size = run.find("w:rPr/w:sz", NS)
        width *= 1 if size is None else int(size.get(w("val"), "")) / 21
        room = cell.find("w:tcPr/w:tcW", NS)
        assert room is not None
        assert width <= int(room.get(w("w"), ""))
    assert amount in dump(docx)
    assert validator_errors(docx) == []


@given(st.integers(0, 10**12), st.integers(200, 3000), st.sampled_from([18, 21, 24, 32]))
def test_numbers_that_are_too_wide_are_found_and_fit(number: int, room: int, size: int) -> None:
    text = f"约≥{number}.00万元"
    found = list(wide_numbers(text, room, size))
    width = (len(f"{number}.00") + 2) * size * 5
    assert bool(found) == (width > room) == too_wide(room, size)(text)
    assert not found or len(text) >= fewest(room, size)
    for start, end, percent in found:
        assert text[start:end] == f"≥{number}.00"
        assert width * percent <= room * 100


def test_the_properties_of_a_narrow_run_are_in_words_order() -> None:
    run = '<w:rPr><w:b/><w:kern w:val="0"/><w:sz w:val="21"/><w:u w:val="single"/></w:rPr>'
    assert narrow(run, 21, 80) == run.replace("<w:kern", '<w:w w:val="80"/><w:kern')
    smaller = '<w:rPr><w:b/><w:w w:val="60"/><w:kern w:val="0"/><w:sz w:val="10"/><w:szCs w:val="10"/><w:u w:val="single"/></w:rPr>'
    assert narrow(run, 21, 30) == smaller
    assert narrow("", 21, 90) == '<w:rPr><w:w w:val="90"/></w:rPr>'


@given(st.integers(1, 120))
def test_the_lines_of_a_title_are_about_as_long(characters: int) -> None:
    room, size, most = 8844, 36, 24
    by = indent("长" * characters, room, size)
    line = (room - 2 * by) // (size * 10)
    lines = -(-characters // line)
    assert lines == -(-characters // most)
    assert lines == 1 or characters - (lines - 1) * line >= 5


@pytest.mark.parametrize(
    "title",
    [
        "4.中小学生体质健康监测经费PPP模式“A座”—B座绩效目标表",
        "12.乡村教师培训经费PPP模式“A座”—B座绩效目标表",
        "8.校园视频监控联网运行维护费（2021—2025年）VPN专线绩效目标表",
        f"7.{LONG}5G应用与MES系统升级改造补助资金绩效目标表",
    ],
)
@pytest.mark.parametrize(("letter", "gap"), [(0.45, 0.0), (0.5, 0.2), (0.65, 0.25)])
def test_titles_with_latin_words_break_before_their_last_word(title: str, letter: float, gap: float) -> None:
    """Whatever the font of the letters, and whether there is a gap beside them."""
    room, size = 8844, 36
    line = (room - 2 * indent(title, room, size)) / (size * 10)
    widths = [letter if sign.isalpha() and sign.isascii() else 0.5 if sign.isascii() else 1.0 for sign in title]
    for at, (one, next_) in enumerate(pairwise(title)):
        if one.isalnum() and next_.isalnum() and one.isascii() != next_.isascii():
            widths[at] += gap
    start, lines = 0, []
    for word in re.finditer("[（“]*(?:[!-~]+|.)[”—）]*", title):
        if sum(widths[start : word.end()]) > line:
            lines.append(title[start : word.start()])
            start = word.start()
    lines.append(title[start:])
    assert len(lines) > 1
    assert lines[-1].endswith("绩效目标表")
    assert sum(widths[start:]) >= line / 2


@pytest.mark.parametrize(("name", "even"), [("接待管理经费", False), (LONG[:20], True), (LONG, True)])
def test_a_long_title_is_set_in_lines_of_one_length(name: str, made: Callable[..., Path], *, even: bool) -> None:
    docx = made(("接待管理经费", name))
    (title,) = [
        one
        for one in part(docx).iter(w("p"))
        if (style := one.find("w:pPr/w:pStyle", NS)) is not None and style.get(w("val")) == "项目标题"
    ]
    assert text_of(title) == f"1.{name}绩效目标表"
    said = title.find("w:pPr/w:ind", NS)
    assert said is not None
    assert said.get(w("left")) == said.get(w("right"))
    assert (int(said.get(w("left"), "")) > 0) == even


HEAD = "（一）加快预算支出，确保达到序时进度目标"


@pytest.mark.parametrize(
    ("paragraphs", "heads"),
    [
        ((HEAD, "1.强化预算执行分析。"), (0,)),
        (("总的要求。", HEAD, "1.强化。", "2.严格。", "（二）积极争取资金", "争取。"), (1, 4)),
        (("（一）加快预算支出。按照要求推进各项工作。", "其他。"), ()),
        (("（一）加快预算支出：按照要求推进", "其他。"), ()),
        (("（一）深入贯彻落实中央和省市各项决策部署全面加强部门预算绩效管理各环节工作", "其他。"), ()),
        (("（一）甲", "（二）乙", "（三）丙", "其他。"), ()),
        ((HEAD,), ()),
        ((HEAD, ""), ()),
        (("（一）", "其他。", "（二）", "其他。"), (0, 2)),
        (("见（一）加快预算支出", "其他。"), ()),
        (("(一)加快预算支出", "其他。"), (0,)),
    ],
)
def test_which_paragraphs_are_heads(paragraphs: tuple[str, ...], heads: tuple[int, ...]) -> None:
    assert [at for at, head in enumerate(told_apart(paragraphs, "（一）")) if head] == list(heads)
    assert not any(told_apart(paragraphs, None))


def styles_with(docx: Path, text: str) -> list[str]:
    found = (one.find("w:pPr/w:pStyle", NS) for one in part(docx).iter(w("p")) if text_of(one) == text)
    return [one.get(w("val")) or "" for one in found if one is not None]


def test_a_head_has_a_style_of_its_own_by_the_layouts_word(made: Callable[..., Path], tmp_path: Path) -> None:
    text = ("    接待活动管理。\n", f"    {HEAD}\n    1.强化预算执行分析。\n")
    docx = made(text)
    assert styles_with(docx, HEAD) == ["叙述标题"]
    assert styles_with(docx, "1.强化预算执行分析。") == ["公文正文"]
    styles = part(docx, "word/styles.xml")
    (style,) = styles.findall("w:style[@w:styleId='叙述标题']", NS)
    assert style.find("w:pPr/w:keepNext", NS) is not None
    assert style.find("w:pPr/w:outlineLvl", NS).get(w("val")) == "2"  # type: ignore[union-attr]
    (base,) = styles.findall(f"w:style[@w:styleId='{style.find('w:basedOn', NS).get(w('val'))}']", NS)  # type: ignore[union-attr]
    assert base.find("w:rPr/w:rFonts", NS).get(w("eastAsia")) == "楷体_GB2312"  # type: ignore[union-attr]
    printed = dump(docx)
    own = make(tmp_path / "版式", "本县")
    edit(own, "叙述标题: （一）\n", "")
    docx = made(text, layout=own)
    assert styles_with(docx, HEAD) == ["公文正文"]
    assert dump(docx) == printed


def test_a_layout_asks_for_a_head_there_is(tmp_path: Path, filing: Path, perfgen: Callable[..., Run]) -> None:
    own = make(tmp_path / "版式", "本县")
    edit(own, "叙述标题: （一）", "叙述标题: 甲")
    ran = perfgen("validate", filing, "--layout", own)
    assert ran.code == 1
    assert "叙述标题" in ran.err + ran.out


@pytest.mark.parametrize("layout", ["hebei-2022", "hebei-2021"])
def test_the_contents_and_the_parts(layout: str) -> None:
    template = layouts.by_name(layout).template
    styles = {one.get(w("styleId")): one for one in part(template, "word/styles.xml").iter(w("style"))}
    for name in ("TOC1", "TOC2"):
        said = styles[name].find("w:pPr/w:ind", NS)
        assert said is not None
        assert int(said.get(w("rightChars"), "0")) >= 200
        assert int(said.get(w("hanging"), "0")) > 0
    level = styles["部分标题"].find("w:pPr/w:outlineLvl", NS)
    assert level is not None
    assert level.get(w("val")) == "0"
    (field,) = [one.text or "" for one in part(template).iter(w("instrText")) if (one.text or "").startswith(" TOC")]
    assert '\\o "2-2"' in field
    assert "\\u" not in field  # or the parts, which TC fields list, would be listed by their level as well


def test_the_last_entries_of_the_contents_stay_together(tmp_path: Path) -> None:
    docx = building.render(building.prepare(EXAMPLES / "乐亭县财政局-2022.yaml"))
    file = tmp_path / "x.docx"
    file.write_bytes(docx)
    entries = [
        one
        for one in part(file).iter(w("p"))
        if (style := one.find("w:pPr/w:pStyle", NS)) is not None and (style.get(w("val")) or "").startswith("TOC2")
    ]
    kept = [one.find("w:pPr/w:keepNext", NS) is not None for one in entries]
    assert kept == [False] * (len(kept) - 2) + [True, True]


@pytest.mark.parametrize("layout", layouts.names())
def test_a_page_is_as_many_lines_high_as_its_grid_has(layout: str) -> None:
    """LibreOffice leaves what is less than a line of the grid empty, and breaks tables earlier than Word does."""
    for section in part(layouts.by_name(layout).template).iter(w("sectPr")):
        grid, size, margins = (section.find(f"w:{name}", NS) for name in ("docGrid", "pgSz", "pgMar"))
        assert size is not None
        assert margins is not None
        if grid is not None:
            high = int(size.get(w("h"), "")) - sum(int(margins.get(w(side), "")) for side in ("top", "bottom"))
            assert high % int(grid.get(w("linePitch"), "")) < 60


@pytest.mark.parametrize("layout", layouts.names())
def test_heads_of_columns_stay_with_the_rows_below_them(layout: str) -> None:
    """LibreOffice asks the first paragraph of a row, whatever the others say."""
    template = layouts.by_name(layout).template
    kept = {
        str(style.get(w("styleId")))
        for style in part(template, "word/styles.xml").iter(w("style"))
        if style.find("w:pPr/w:keepNext", NS) is not None
    }
    rows = 0
    for row in part(template).iter(w("tr")):
        styles = [
            [str(one.get(w("val"))) for one in cell.findall("w:p/w:pPr/w:pStyle", NS)]
            for cell in row.findall("w:tc", NS)
        ]
        if len(styles) > 1 and all(names == ["表头"] for names in styles[1:]):
            first = row.find("w:tc/w:p", NS)
            assert first is not None
            assert styles[0][0] in kept or first.find("w:pPr/w:keepNext", NS) is not None
            rows += 1
    assert rows > 0


@pytest.mark.parametrize(
    "filing", [EXAMPLES / "乐亭县财政局-2022.yaml", OF_2021, OF_CENTRAL, *OF_RESULTS], ids=lambda path: path.stem
)
def test_every_table_has_a_title_of_its_own(filing: Path, tmp_path: Path) -> None:
    docx = building.build(filing, tmp_path / "x.docx")
    tables = list(part(docx).iter(w("tbl")))
    found = [one.find("w:tblPr/w:tblCaption", NS) for one in tables]
    titles = [title.get(w("val")) for title in found if title is not None]
    assert len(titles) == len(tables)
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert validator_errors(docx) == []


@pytest.mark.parametrize(
    "template", sorted((ROOT / "templates").rglob("template.docx")), ids=lambda path: path.parent.name
)
def test_every_table_of_our_templates_has_a_title(template: Path) -> None:
    assert all(one.find("w:tblPr/w:tblCaption", NS) is not None for one in part(template).iter(w("tbl")))


@pytest.mark.parametrize(
    ("department", "office"),
    [
        ("乐亭县机关事务中心", "乐亭县财政局"),
        ("承德高新技术产业开发区财政局", "承德高新技术产业开发区财政局"),
        ("唐山市城市管理局", "唐山市财政局"),
        ("唐山市市场监督管理局", "唐山市财政局"),
        ("唐山市路北区城市管理局", "唐山市路北区财政局"),
        ("河北省唐山市乐亭县水务局", "乐亭县财政局"),
        ("河北省教育厅", "河北省财政厅"),
        ("青龙满族自治县教育局", "青龙满族自治县财政局"),
        ("内蒙古自治区锡林郭勒盟太仆寺旗农牧局", "太仆寺旗财政局"),
        ("北京市朝阳区教育委员会", "北京市朝阳区财政局"),
        ("中共磁县县委办公室", "磁县财政局"),
        ("唐山市水利局灌区管理处", "唐山市财政局"),
        ("定州市民政局", "定州市财政局"),
        ("唐山市民族宗教事务局", "唐山市财政局"),
        ("唐山市遵化市民政局", "遵化市财政局"),
        ("保定市容城县水利局", "容城县财政局"),
        ("乐亭县汀流河镇人民政府", "乐亭县财政局"),
        ("迁安市杨店子街道办事处", "迁安市财政局"),
        ("市民服务中心", UNKNOWN),
        ("农贸市场服务中心", UNKNOWN),
        ("和平社区卫生服务中心", UNKNOWN),
        ("县委办公室", UNKNOWN),
    ],
)
def test_the_finance_office_of_a_departments_own_level(department: str, office: str) -> None:
    assert finance_office(department) == office


@pytest.mark.parametrize(
    ("division", "office"),
    [
        ("130225", "乐亭县财政局"),
        ("130200", "唐山市财政局"),
        ("130203", "唐山市路北区财政局"),
        ("130000", "河北省财政厅"),
    ],
)
def test_codes_tell_the_place_where_the_name_does_not(division: str, office: str) -> None:
    code = f"{division}22P004T4010007B"
    assert finance_office("县委办公室", [None, "106-0401", code]) == office
    assert finance_office("玉田县水务局", [code]) == "玉田县财政局"


@pytest.mark.parametrize(
    ("filing_says", "layout_says", "printed"),
    [
        ("", "", "乐亭县财政局审核"),
        ("", "唐山市财政局", "唐山市财政局审核"),
        ("河北省财政厅", "唐山市财政局", "河北省财政厅审核"),
    ],
)
def test_what_is_said_of_the_reviewer_wins(
    filing_says: str, layout_says: str, printed: str, made: Callable[..., Path], tmp_path: Path
) -> None:
    own = make(tmp_path / "版式", "本县")
    if layout_says:
        edit(own, "金额小数位: 2", f"金额小数位: 2\n审核: {layout_says}")
    said = f"金额单位: 万元\n封面: {{审核: {filing_says}}}" if filing_says else "金额单位: 万元"
    assert printed in dump(made(("金额单位: 万元", said), layout=own))
