"""The fast way to render and Jinja's own: the same document, or Jinja's words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from perfgen import building, layouts
from perfgen.docx import WordTemplate
from perfgen.docx.archive import read_archive
from perfgen.docx.bookmarks import renumbered
from perfgen.docx.jinja_render import JinjaTemplate
from perfgen.docx.parts import MAIN_PART, wanting
from perfgen.docx.sandbox import Sandbox
from perfgen.docx.tags import patch, place
from perfgen.docx.well_formed import Proof, proved
from perfgen.errors import LayoutError
from perfgen.filing import Filing, quote
from perfgen.kinds.filing.view import view
from tests.conftest import ALL_FILINGS
from tests.examples import some
from tests.property.strategies import filings
from tests.property.test_docxtpl_dialect import c14n, mapped
from tests.property.test_text_survives import template

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
P = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
CELL = "<w:tc><w:p/></w:tc>"


def written(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MAIN_PART, f"{HEAD}{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def entries(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def fast_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Falling back to Jinja fails the test."""

    def refuse(_: JinjaTemplate, name: str, __: Any) -> bytes:
        raise AssertionError(name)

    monkeypatch.setattr(JinjaTemplate, "filled", refuse)


@pytest.mark.usefixtures("fast_only")
@pytest.mark.parametrize("filing", ALL_FILINGS, ids=lambda path: path.stem)
def test_every_example_is_docxtpls_own_rendering_part_by_part(filing: Path) -> None:
    prepared = building.prepare(filing)
    view = dict(building.view(prepared))
    peer = DocxTemplate(prepared.layout.template)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    peer.render(mapped(view, lambda text: text.replace("\n", "\a")), environment)
    buffer = io.BytesIO()
    peer.save(buffer)

    theirs, ours = entries(buffer.getvalue()), entries(building.render(prepared))
    assert set(theirs) == set(ours)
    theirs[MAIN_PART] = renumbered(theirs[MAIN_PART].decode()).encode()
    for name, content in ours.items():
        assert said(name, content) == said(name, theirs[name]), name


def said(name: str, content: bytes) -> object:
    """A part as C14N; of the lists of the package, in which no order is meant, the entries sorted.

    Of the properties what they say: python-docx, which docxtpl sets them by, adds empty ones.
    """
    if name == "docProps/core.xml":
        return {child.tag: child.text for child in etree.fromstring(content) if child.text}
    if name.endswith(".rels") or name == "[Content_Types].xml":
        return sorted(sorted(map(str, child.attrib.items())) for child in etree.fromstring(content))
    return c14n(content)


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filings(max_projects=3))
def test_fast_and_jinja_give_the_same_bytes(filing: Filing) -> None:
    compiled = template()
    assume(MAIN_PART in compiled._fast)
    seen = view(filing, layouts.by_name("hebei-2022"), quote(filing)[0])
    for name, fast in compiled._fast.items():
        assert compiled._jinja.filled(name, seen) == fast.filled(seen, compiled._plans.surroundings)


@pytest.mark.usefixtures("fast_only")
@pytest.mark.parametrize(
    ("body", "data", "printed"),
    [
        (P % "{{ 甲.乙 }}", {"甲": {"乙": "A<B&C"}}, "A&lt;B&amp;C"),
        (P % "{{ 甲[1] }}{{ 甲[-1] }}", {"甲": ["一", "二", "三"]}, "二三"),
        (P % "{{ 甲|length }}", {"甲": ["一", "二"]}, "2"),
        (P % "{{ 甲 ~ 乙 }}", {"甲": "<", "乙": 1}, "&lt;1"),
        (P % "{{ 甲 }}{{ 乙 }}{{ 丙 }}", {"甲": 1, "乙": 1.0, "丙": "1"}, "11.01"),
        ("{% for 数 in range(3) %}" + P % "{{ 数 }}" + "{% endfor %}", {}, "012"),
        (
            "{% for 项 in 甲 if 项 != '乙' %}" + P % "{{ loop.revindex }}{{ 项 }}" + "{% endfor %}",
            {"甲": "甲乙丙"},
            "2甲1丙",
        ),
        ("{% for 项 in 甲 %}" + P % "无{{ 项 }}" + "{% else %}" + P % "没有" + "{% endfor %}", {"甲": []}, "没有"),
        (P % "{% set 乙 = 甲.items %}{{ 乙 }}", {"甲": {"items": "项"}}, "jinja"),
        (P % "{{ 甲.没有|default('无') }}", {"甲": {}}, "jinja"),
    ],
)
def test_what_fast_code_does_itself(body: str, data: dict[str, Any], printed: str, tmp_path: Path) -> None:
    compiled = WordTemplate(written(tmp_path / "x.docx", body))
    if printed == "jinja":
        with pytest.raises(AssertionError, match=MAIN_PART):
            compiled.render(data)
        return
    xml = entries(compiled.render(data))[MAIN_PART].decode()
    assert "".join(part.split("</w:t>")[0].rsplit(">", 1)[-1] for part in xml.split("<w:t")[1:]) == printed


def test_jinja_takes_over_where_fast_code_cannot(tmp_path: Path) -> None:
    body = P % "{{ 甲.没有|default('无') }}"
    assert "<w:t>无</w:t>" in entries(WordTemplate(written(tmp_path / "x.docx", body)).render({"甲": {}}))[
        MAIN_PART
    ].decode().replace(' xml:space="preserve"', "")


GIVES = {
    "数 + 1": "4", "7 // 2": "3", "7 % 4": "3", "1 / 4": "0.25", "文 + '丁'": "甲乙甲丁", "(列 + 列)|length": "4",
    "文|replace('甲', '丁')": "丁乙丁", "文|replace('甲', '丁丁', 1)": "丁丁乙甲", "列|join('、')": "一、二", "列|join": "一二",
    "表|join('、', attribute='丙')": "x、y", "表|map(attribute='丙')|join": "xy", "列|reverse|join": "二一", "文|reverse": "甲乙甲",
    "表|map(attribute='数')|reverse|join": "21", "[1, 2, 4]|sum": "7", "表|sum(attribute='数')": "3", "'12'|int + 1": "13",
    "'x'|int(5)": "5", "2.567|round(1)": "2.6", "' 甲 '|trim": "甲", "'a'|upper": "A", "[3, 1, 2]|max": "3", "列[1:]|join": "二",
    "文[::2]": "甲甲", "'有' if '乙' in 文 else '无'": "有", "'有' if 数 is odd else '无'": "有", "'有' if 数 in [1, 2] else '无'": "无",
    "列|list|length": "2", "表|selectattr('数', 'gt', 1)|map(attribute='丙')|join": "y", "列|select('eq', '一')|join": "一",
    "[2, 1, 2]|unique|sort|join": "12", "('字' * 0)|length": "", "数|round(99999)": "", "('9' ~ '0123456789' * 1)|int": "",
    "文|int|round(1) ~ (文 is odd)": "", "[1, '二']|sum": "", "列 + 文": "", "列|sum": "", "没有 + 1": "", "列": "", "1000 ** 1000": "",
}  # fmt: skip
"""What expressions print; nothing where they are refused."""


@pytest.mark.parametrize("expression", GIVES)
def test_what_filters_and_operators_give(expression: str, tmp_path: Path) -> None:
    data = {"数": 3, "文": "甲乙甲", "列": ["一", "二"], "表": [{"丙": "x", "数": 1}, {"丙": "y", "数": 2}]}
    path = written(tmp_path / "x.docx", P % f"{{{{ {escape(expression)} }}}}")
    if GIVES[expression]:
        xml = JinjaTemplate(path, read_archive(path)).filled(MAIN_PART, data)
        assert "".join(etree.fromstring(xml).itertext()) == GIVES[expression]
        assert entries(WordTemplate(path).render(data))[MAIN_PART] == xml
    else:
        with pytest.raises(LayoutError):
            WordTemplate(path).render(data)


@pytest.mark.parametrize("value", [None, [], {}, True, b"x", "\x01", "\ud800", "\uffff"], ids=repr)
def test_a_value_that_is_no_text_is_refused_in_words(value: Any, tmp_path: Path) -> None:
    compiled = WordTemplate(written(tmp_path / "x.docx", P % "{{ 甲 }}"))
    with pytest.raises((LayoutError, UnicodeError)):
        compiled.render({"甲": value})
    assert b"ok" in entries(compiled.render({"甲": "ok"}))[MAIN_PART]


ROWS = "<w:tbl><w:tr>" + CELL + "</w:tr>{% for 行 in 各行 %}<w:tr>" + CELL + "</w:tr>{% endfor %}</w:tbl>"


def proof_of(body: str) -> Proof:
    environment = Sandbox()
    source = f"{HEAD}{body}</w:body></w:document>"
    placed, surroundings = place(patch(source), environment, [])
    return proved(placed, environment, surroundings)


def in_cell(inner: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "signs"),
    [
        (P % "{{ 甲 }}", []),
        (ROWS, []),
        (ROWS.replace("<w:tr>" + CELL + "</w:tr>{% for", "{% for"), ["<w:tbl></w:tbl>"]),
        (in_cell("{% if 甲 %}<w:p/>{% else %}<w:p/>{% endif %}"), []),
        (in_cell("{% if 甲 %}<w:p/>{% elif 乙 %}<w:p/>{% endif %}"), ["<w:tc></w:tc>"]),
        (in_cell('<w:tcPr w:a="x"/>{% for 甲 in 乙 %}<w:p/>{% endfor %}'), ['<w:tc><w:tcPr w:a="x"/></w:tc>']),
        (in_cell('<w:tcPr w:a="{{ 丙 }}"/>{% for 甲 in 乙 %}<w:p/>{% endfor %}'), ["</w:tc>"]),
        (in_cell("<w:tcPr>{% if 甲 %}<w:x/>{% endif %}</w:tcPr>{% for 甲 in 乙 %}<w:p/>{% endfor %}"), ["</w:tcPr></w:tc>"]),
        (in_cell("{% for 甲 in 乙 %}{% if 甲 %}<w:p/>{% endif %}{% else %}<w:p/>{% endfor %}"), None),
        (in_cell("{% if 甲 %}<w:bookmarkStart/>{% endif %}{% for 甲 in 乙 %}<w:p/>{% endfor %}"), None),
        (in_cell(in_cell("<w:p/>") + "{% for 甲 in 乙 %}<w:p/>{% endfor %}"), ["</w:tc>"]),
        ("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", ["<w:tc/>"]),
        ('<w:p w:a="{% if 甲 %}x{% endif %}{{ 乙 }}"/>', []),
    ],
)  # fmt: skip
def test_what_is_left_of_a_table_that_data_can_empty_is_known(body: str, signs: list[str] | None) -> None:
    found = proof_of(body)
    assert found.sound
    assert (found.signs if found.signs is None else sorted(found.signs)) == signs


@pytest.mark.parametrize(
    "body",
    [
        '<w:p {% if 甲 %}w:a="x"{% endif %}/>', "<w:p {{ 甲 }}/>", "<w:{{ 甲 }}/>", "<!-- {{ 甲 }} -->", '<w:p xmlns:x="{{ 甲 }}"/>',
        "<w:p><w:r><w:x><w:t>{{ 甲 }}</w:t></w:x></w:r></w:p>", "<![CDATA[{{ 甲 }}]]>",
    ],
)  # fmt: skip
def test_where_data_could_break_the_xml_fast_code_is_not_trusted(body: str) -> None:
    assert not proof_of(body).sound


@settings(max_examples=some(60), deadline=None)
@given(st.recursive(st.sampled_from(["<w:p/>", "<w:tcPr/>", "字"]), lambda inner: st.one_of(
    st.lists(inner, max_size=3).map("".join),
    inner.map(lambda text: f"{{% if 甲 %}}{text}{{% endif %}}"),
    inner.map(lambda text: f"{{% for 乙 in 丙 %}}{text}{{% else %}}<w:p/>{{% endfor %}}"),
    inner.map(lambda text: f"{{% if 丁 %}}{text}{{% elif 甲 %}}<w:p/>{{% else %}}{text}{{% endif %}}"),
    inner.map(in_cell),
), max_leaves=8), st.booleans(), st.integers(0, 2), st.booleans())  # fmt: skip
def test_no_rendering_lacks_anything_without_one_of_the_signs(inner: str, a: bool, c: int, d: bool) -> None:  # noqa: FBT001
    source = f"{HEAD}{in_cell(inner)}</w:body></w:document>"
    proof = proved(source, Sandbox(), ())
    content = Sandbox().from_string(source).render(甲=a, 丙="丙" * c, 丁=d)
    if proof.sound and proof.signs is not None and wanting(content.encode()):
        assert any(sign in content for sign in proof.signs)


@pytest.mark.parametrize("rows", [["一"], []])
def test_a_table_that_data_can_empty_is_looked_at_each_time(rows: list[str], tmp_path: Path) -> None:
    body = "<w:tbl>{% for 行 in 各行 %}<w:tr>" + CELL + "</w:tr>{% endfor %}</w:tbl><w:p/>"
    compiled = WordTemplate(written(tmp_path / "x.docx", body))
    if rows:
        assert b"<w:tr>" in entries(compiled.render({"各行": rows}))[MAIN_PART]
    else:
        with pytest.raises(LayoutError, match="不再是正常的 Word 内容"):
            compiled.render({"各行": rows})


@pytest.mark.usefixtures("fast_only")
def test_bookmarks_are_numbered_while_they_are_printed(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="{{ 名 }}"/><w:bookmarkEnd w:id="7"/>'
    body = "{% for 名 in 各名 %}<w:p>" + mark + '</w:p>{% endfor %}<w:p><w:bookmarkEnd w:id="9"/></w:p>'
    xml = entries(WordTemplate(written(tmp_path / "x.docx", body)).render({"各名": "甲乙"}))[MAIN_PART].decode()
    assert [part.split('"')[0] for part in xml.split('w:id="')[1:]] == ["1", "1", "2", "2"]
