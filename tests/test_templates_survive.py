"""Templates as their keepers leave them: tags in pieces, things beside statements, merged cells of any kind."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfgen import building, layouts
from perfgen.docx import WordTemplate
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.jinja_render import JinjaTemplate
from perfgen.docx.parts import MAIN_PART
from perfgen.errors import LayoutError
from tests.conftest import ALL_FILINGS
from tests.documents import W, validator_errors
from tests.test_fast_rendering import entries, written

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText> TOC </w:instrText></w:r>"
BREAK = '<w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr>'


def p(*content: str) -> str:
    """A paragraph; what is no XML is the text of a run."""
    return f"<w:p>{''.join(one if one.startswith('<') else f'<w:r><w:t>{one}</w:t></w:r>' for one in content)}</w:p>"


def start(number: int = 7, name: str = "名") -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int = 7) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


FOR, ENDFOR = "{%p for 甲 in 各 %}", "{%p endfor %}"


def rendered(folder: Path, body: str, **data: Any) -> str:
    """The body that a template's body gives, without the ids of its own namespaces."""
    template = WordTemplate(written(folder / "x.docx", body))
    xml = entries(template.render({"各": ["一", "二"], **data}))[MAIN_PART].decode()
    return re.sub(r".*<w:body>|</w:body>.*| xml:space=\"preserve\"", "", xml.replace("\n", ""))


def refusal(folder: Path, body: str, **data: Any) -> str:
    with pytest.raises(LayoutError) as caught:
        rendered(folder, body, **data)
    (said,) = caught.value.diagnostics
    return f"{said.message} | {said.excerpt} | {said.hint}"


PRINTED = p("{{ 甲 }}")
PRINTED_TWICE = p("一") + p("二")

KEPT = {
    # what is in the template; what is printed
    "the end of a field behind the loop": (
        p(BEGIN, CODE, SEPARATE, "头") + p(FOR) + PRINTED + p(ENDFOR, END) + p("尾"),
        p(BEGIN, CODE, SEPARATE, "头") + PRINTED_TWICE + p(END, "尾"),
    ),
    "the end of a field before the loop's tag": (
        p(BEGIN, CODE, SEPARATE, "头") + p(END, FOR) + PRINTED + p(ENDFOR),
        p(BEGIN, CODE, SEPARATE, "头", END) + PRINTED_TWICE,
    ),
    "a field's end in the run of the tag": (
        p(BEGIN, "头") + p(FOR) + PRINTED + p(f"<w:r><w:t>{ENDFOR}</w:t>{END.removeprefix('<w:r>')}") + p("尾"),
        p(BEGIN, "头") + PRINTED_TWICE + p(END, "尾"),
    ),
    "a field's end past other statements": (
        p(BEGIN, "头") + p("{%p if 各 %}") + p(FOR) + PRINTED + p(ENDFOR) + p("{%p endif %}", END) + p("尾"),
        p(BEGIN, "头") + PRINTED_TWICE + p(END, "尾"),
    ),
    "a field's end at the end of a content control": (
        f"<w:sdt><w:sdtContent>{p(BEGIN, '头')}{p(FOR)}{PRINTED}{p(ENDFOR, END)}</w:sdtContent></w:sdt>{p('尾')}",
        f"<w:sdt><w:sdtContent>{p(BEGIN, '头')}{PRINTED_TWICE}</w:sdtContent></w:sdt>{p(END, '尾')}",
    ),
    "a bookmark around a loop": (
        p(start(), FOR) + PRINTED + p(ENDFOR, end()),
        start(1) + PRINTED_TWICE + end(1),
    ),
    "a bookmark within a loop": (
        p(FOR, start()) + PRINTED + p(end(), ENDFOR),
        f"{start(1)}{p('一')}{end(1)}{start(2)}{p('二')}{end(2)}",
    ),
    "a whole bookmark behind the loop's tag": (
        p(FOR, start(), end()) + PRINTED + p(ENDFOR),
        start(1) + end(1) + PRINTED_TWICE,
    ),
    "a whole bookmark before the loop's end": (
        p(FOR) + PRINTED + p(start(), end(), ENDFOR) + p("尾"),
        PRINTED_TWICE + start(1) + end(1) + p("尾"),
    ),
    "a section that ends with a loop": (
        p(FOR) + PRINTED + p(BREAK, ENDFOR) + p("尾"),
        PRINTED_TWICE + p(BREAK) + p("尾"),
    ),
    "a page break before what is printed, as LibreOffice writes it": (
        p(FOR, '<w:r><w:br w:type="page"/></w:r>') + p("<w:pPr><w:keepNext/><w:jc/></w:pPr>", "{{ 甲 }}") + p(ENDFOR),
        "".join(p("<w:pPr><w:keepNext/><w:pageBreakBefore/><w:jc/></w:pPr>", text) for text in ("一", "二")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), KEPT.values(), ids=KEPT)
def test_what_is_unseen_beside_a_statement_stays(body: str, wanted: str, tmp_path: Path) -> None:
    assert c14n(rendered(tmp_path, body)) == c14n(wanted)


def c14n(body: str) -> str:
    return etree.tostring(etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>'), method="c14n").decode()


TOLD = {
    "a picture": (p(FOR, "<w:r><w:drawing/></w:r>"), "图片"),
    "a footnote's mark": (p(FOR, '<w:r><w:footnoteReference w:id="2"/></w:r>'), "脚注"),
    "a page break before": (p('<w:r><w:br w:type="page"/></w:r>', FOR), "分页符"),
    "a column break": (p(FOR, '<w:r><w:br w:type="column"/></w:r>'), "分页符"),
    "an embedded sheet": (p(FOR, "<w:r><w:object/></w:r>"), "嵌入的对象"),
    "text": (p(FOR, "甲"), "别的文字"),
    "text before": (p("甲", FOR), "别的文字"),
}


@pytest.mark.parametrize(("paragraph", "what"), TOLD.values(), ids=TOLD)
def test_what_is_seen_beside_a_statement_is_told_with_its_place(paragraph: str, what: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, paragraph + PRINTED + p(ENDFOR))
    assert what in said
    assert "会带走整段" in said
    assert FOR in said


def test_a_field_without_a_paragraph_to_go_to_is_told(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    said = refusal(tmp_path, p(BEGIN, "头") + p(FOR) + PRINTED + p(ENDFOR, END) + table)
    assert "域（目录、页码）会丢失" in said


CUT = {
    "a field that ends in a loop": p(BEGIN, "此处") + p(FOR) + p("{{ 甲 }}", END) + p(ENDFOR),
    "a field that begins in a condition": p("{%p if 各 %}") + p(BEGIN, "此处") + p("{%p endif %}") + p("x"),
    "a field that never ends": p(BEGIN, "此处"),
    "a field that never began": p("此处", END),
    "a result that begins twice": p(BEGIN, "此处", SEPARATE, SEPARATE, END),
    "a bookmark that ends in a loop": p(start(), "此处") + p(FOR) + p("{{ 甲 }}", end()) + p(ENDFOR),
    "a bookmark that starts in a loop": p(FOR) + p(start(), "此处") + p(ENDFOR) + p(end()),
}


@pytest.mark.parametrize("body", CUT.values(), ids=CUT)
def test_no_file_has_a_field_or_bookmark_cut_in_two(body: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, body)
    assert "不成对" in said
    assert re.search("此处|一|二", said)


def test_what_is_cut_for_some_data_only_is_told_for_those(tmp_path: Path) -> None:
    body = p(BEGIN, "头") + p("{%p if 各 %}") + p("有", END) + p("{%p else %}") + p("无", END) + p("{%p endif %}")
    assert "有" in rendered(tmp_path, body)
    assert "无" in rendered(tmp_path, body, 各=[])
    loop = p(BEGIN, "头") + p(FOR) + p("{{ 甲 }}", END) + p(ENDFOR)
    assert "一" in rendered(tmp_path, loop, 各=["一"])
    assert "不成对" in refusal(tmp_path, loop)


def test_a_bookmark_without_a_partner_harms_nobody(tmp_path: Path) -> None:
    assert c14n(rendered(tmp_path, p(start(), "头") + p("尾", end(9)))) == c14n(p(start(1), end(1), "头") + p("尾"))


SENTENCE = "甲{% for 乙 in 各 %}{% if not loop.first %}，{% endif %}{{ 乙 }}{% else %}无{% endfor %}。"


@given(cuts=st.sets(st.integers(1, len(SENTENCE) - 1)), data=st.sampled_from([["一", "二"], []]))
def test_a_sentence_reads_the_same_however_it_is_cut_into_runs(
    cuts: set[int], data: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    at = [0, *sorted(cuts), len(SENTENCE)]
    runs = [f"<w:r><w:t>{SENTENCE[a:b]}</w:t></w:r>" for a, b in pairwise(at)]
    xml = rendered(tmp_path_factory.getbasetemp(), p(*runs), 各=data)
    assert re.sub("<[^>]*>", "", xml) == ("甲一，二。" if data else "甲无。")


def test_what_stands_amid_a_tag_stays_behind_it(tmp_path: Path) -> None:
    body = p("{{ 各", start(), "[0]", end(), " }}")
    assert c14n(rendered(tmp_path, body)) == c14n(p("一", start(1), end(1)))


def test_a_statement_over_runs_keeps_their_format(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r>"
    assert rendered(tmp_path, p("{% if 各 %}细", bold, "{% endif %}")) == p("细", bold)
    assert rendered(tmp_path, p("{% if 各 %}细", bold, "{% endif %}尾"), 各=[]) == p("尾")


MISSPELT = {
    # what is written, in a loop's place; what is meant
    "{%p fro 甲 in 各 %}": FOR,
    "{%P for 甲 in 各 %}": FOR,
    "{% p for 甲 in 各 %}": FOR,
    "{%pfor 甲 in 各 %}": FOR,
    "{p for 甲 in 各 %}": FOR,
    "{%p for 甲 in 各 }": FOR,
    "{％p for 甲 in 各 ％}": FOR,
    "{%p end for %}": ENDFOR,
    "{%p endfro %}": ENDFOR,
    "{%p elseif 各 %}": "{%p elif 各 %}",
    "{%p if 各 = 1 %}": "{%p if 各 == 1 %}",
    "{{ 各[0] }": "{{ 各[0] }}",
    "{ 各[0] }}": "{{ 各[0] }}",
    "{ { 各[0] } }": "{{ 各[0] }}",
    "{{ 各。名 }}": "{{ 各.名 }}",
    "{{ 各［0］ }}": "{{ 各[0] }}",
    "{{ 各[0]": "{{ 各[0] }}",
    "各[0] }}": "{{ 各[0] }}",
    "{%p for 甲 in 各": FOR,
    "p for 甲 in 各 %}": FOR,
    "{%p endfor": ENDFOR,
    "endif %}": "{% endif %}",
}


@pytest.mark.parametrize(("written", "meant"), MISSPELT.items())
def test_a_misspelt_tag_is_told_with_the_right_one(written: str, meant: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, p("{%p if 各 %}") + p(written) + p("{%p endif %}"))
    assert f"是不是想写 {meant}" in said
    assert written in said


@pytest.mark.parametrize(
    ("line", "half", "meant"),
    [
        ("甲：{{ 各[0]  乙：{{ 各[1] }}", "{{ 各[0]", "{{ 各[0] }}"),
        ("甲：{{ 各[0] }}  乙：各[1] }}", "乙：各[1] }}", "{{ 各[1] }}"),
        ("{{ 各[0] }}{{ }}{{", "{{", "头尾都要写"),
    ],
)
def test_a_half_amid_other_tags_is_told(line: str, half: str, meant: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, p(line))
    assert "花括号没有配对" in said
    assert meant in said
    assert half in said


def test_a_half_in_a_cell_is_not_told_of_the_next_one(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("{{ 各[0]", "标签", "{{ 各[1] }}"))
    said = refusal(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert "花括号没有配对：{{ 各[0]" in said
    assert "标签" not in said.replace("标签的", "")


def test_a_half_that_a_keeper_has_half_deleted_is_told_with_the_tag(tmp_path: Path) -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>[1] }}</w:delText></w:r></w:del>'
    said = refusal(tmp_path, p("{{ 各", gone, '<w:ins w:id="2"><w:r><w:t>[0]</w:t></w:r></w:ins>'))
    assert "是不是想写 {{ 各[0] }}" in said


def test_an_end_that_does_not_say_of_what_is_told_with_it(tmp_path: Path) -> None:
    assert f"是不是想写 {ENDFOR}" in refusal(tmp_path, p(FOR) + PRINTED + p("{%p end %}"))


@pytest.mark.parametrize(
    "text",
    [
        "{甲}",
        "{ 甲 }",
        "{_{ 甲 }_}",
        "{{ '。' }}",
        "{{ {'一': {'二': '三'} }['一']['二'] }}",
        "{% raw %}甲 }} {{ 乙{% endraw %}",
        "{% if 各|join(d='=') %}=。{% endif %}",
    ],
)
def test_what_is_right_is_not_told(text: str, tmp_path: Path) -> None:
    assert rendered(tmp_path, p(text))


@pytest.mark.parametrize("name", [name for name in layouts.shipped_layouts() if layouts.by_name(name).sections])
def test_titles_typed_anew_are_found_by_the_contents(name: str, tmp_path: Path) -> None:
    """Who deletes a title in Word and types it again has lost its bookmark."""
    layout = layouts.by_name(name)
    path = next(path for path in ALL_FILINGS if building.prepare(path).layout.name == name)
    parts = read_archive(layout.template)
    parts[MAIN_PART] = re.sub(rb"<w:bookmark(Start|End)[^>]*>", b"", parts[MAIN_PART])
    lost = tmp_path / "lost.docx"
    lost.write_bytes(pack(parts.items()))
    data = building.view(building.prepare(path))
    root = etree.fromstring(entries(WordTemplate(lost).render(data))[MAIN_PART])
    names = [mark.get(f"{{{W}}}name") for mark in root.iter(f"{{{W}}}bookmarkStart")]
    assert sorted(names) == sorted(entry["书签"] for entry in data["目录"])


@pytest.mark.parametrize("name", layouts.shipped_layouts())
def test_a_shipped_layout_needs_no_look_at_what_it_prints(name: str) -> None:
    template = layouts.by_name(name).template
    plans = JinjaTemplate(template, read_archive(template)).plans()
    assert [part for part, plan in plans.items() if not plan.balanced or plan.signs is None] == []


CELLS = {
    "shading": '<w:shd w:val="clear" w:color="auto" w:fill="DDDDDD"/>',
    "borders": '<w:tcBorders><w:top w:val="single" w:sz="4"/></w:tcBorders>',
    "margins": '<w:tcMar><w:left w:w="36" w:type="dxa"/></w:tcMar>',
    "no wrapping": "<w:noWrap/>",
    "vertical alignment": '<w:vAlign w:val="center"/>',
    "text direction": '<w:textDirection w:val="tbRlV"/>',
    "several columns": '<w:gridSpan w:val="1"/>',
    "a merge of its own": "<w:vMerge/>",
    "all of it": (
        '<w:tcW w:w="900" w:type="dxa"/><w:gridSpan w:val="1"/><w:tcBorders/><w:shd w:val="clear" w:fill="DDDDDD"/><w:noWrap/>'
        '<w:tcMar/><w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>'
    ),
    "nothing": "",
    "no properties": None,
}


def cell(properties: str | None, *paragraphs: str) -> str:
    return f"<w:tc>{'' if properties is None else f'<w:tcPr>{properties}</w:tcPr>'}{''.join(paragraphs)}</w:tc>"


def word_file(path: Path, body: str) -> Path:
    """A document of python-docx's making with a body of one's own, before its last section."""
    document = docx.Document()
    section = document.element.body[-1]
    for element in etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>'):
        section.addprevious(element)
    document.save(str(path))
    return path


def table(*cells: str) -> str:
    row = "<w:tr><w:tc><w:tcPr/>%s</w:tc></w:tr>"
    columns = '<w:gridCol w:w="900"/>' * len(cells)
    grid = f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl>{grid}{row % p('{%tr for 甲 in 各 %}')}<w:tr>{''.join(cells)}</w:tr>{row % p('{%tr endfor %}')}</w:tbl>"


def test_any_cell_can_be_merged_down(tmp_path: Path) -> None:
    cells = [cell(properties, p("{% vm %}{{ 标 }}")) for properties in CELLS.values()]
    template = WordTemplate(word_file(tmp_path / "x.docx", table(*cells) + "<w:p/>"))
    made = tmp_path / "y.docx"
    made.write_bytes(template.render({"各": ["一", "二", "三"], "标": "标"}))
    assert validator_errors(made) == []
    rows = [list(row) for row in etree.fromstring(entries(made.read_bytes())[MAIN_PART]).iter(f"{{{W}}}tr")]
    for number, row in enumerate(rows):
        merges = [one.find(f"{{{W}}}tcPr/{{{W}}}vMerge").get(f"{{{W}}}val") for one in row]
        assert merges == ["continue" if number else "restart"] * len(CELLS)
        assert ["".join(one.itertext()) for one in row] == ["" if number else "标"] * len(CELLS)
    kept = {name: place for place, name in enumerate(CELLS)}
    for row in rows:
        for name in ("vertical alignment", "all of it"):
            assert row[kept[name]].find(f"{{{W}}}tcPr/{{{W}}}vAlign").get(f"{{{W}}}val") == "center"


def test_a_merged_cell_prints_all_it_holds_once(tmp_path: Path) -> None:
    several = cell("", p("{% vm %}甲", "<w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>"), p("{{ 各[0] }}"))
    xml = rendered(tmp_path, table(several))
    assert re.sub("<[^>]*>", "", xml) == "甲乙一"
    assert xml.count("<w:tc>") == 2
