"""A template from somebody else takes bounded time and memory, and the tag at fault is named, whichever way it is rendered."""

from __future__ import annotations

import gc
import io
import os
import pickle
import re
import resource
import sys
import traceback
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfgen import building
from perfgen.docx import WordTemplate, limits
from perfgen.docx.archive import read_archive
from perfgen.docx.fast_render import GIVES_UP
from perfgen.docx.fitted_tables import Fit, fitted
from perfgen.docx.jinja_render import JinjaTemplate
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.sections import marked
from perfgen.docx.with_docxtpl import rendered
from perfgen.errors import LayoutError
from tests.conftest import ROOT
from tests.examples import some
from tests.hostile_templates import PRINTED, TOLD, P
from tests.test_fast_rendering import entries, written

_Value = TypeVar("_Value")
SECONDS, MEMORY = 60, 500 * 2**20
"""What a case may take before it is killed; the slowest takes half a second on an idle machine."""
IN_FULL = ("a wide loop of many prints", "loops over mapped lists", "lists of lists sorted", "2,000 branches")
"""Of those that go on until they are stopped, one of each kind goes on as far as a template may; the others, in `make test`, a fifth of a fifth of that."""
BY_LENGTH = ("replace again and again", "lists added")
"""These are stopped for what they make, which takes as many steps as there are."""


@pytest.fixture(scope="module")
def view() -> dict[str, Any]:
    """What a template sees of a filing of 15 projects."""
    prepared = building.prepare(ROOT / "examples" / "乐亭县人民政府办公室-2022")
    return dict(building.view(prepared))


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")


def bounded(work: Callable[[], _Value]) -> _Value:
    """What `work` returns, done in a child that is killed where it takes too much."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            sys.settrace(None)  # coverage multiplies the work, and nothing of the child's is kept
            gc.freeze()  # what the tests before left behind is not to be gone through in each child
            size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            answer = pickle.dumps((work(), ""))
        except BaseException:  # noqa: BLE001 -- whatever it is, the parent tells
            answer = pickle.dumps((None, traceback.format_exc(-3)))
        os.write(writes, answer)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    assert said, f"killed by signal {status}"
    value, trouble = pickle.loads(said)
    assert not trouble, trouble
    found: _Value = value
    return found


@pytest.fixture
def steps(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many steps a rendering may take."""
    if case not in (*IN_FULL, *BY_LENGTH):
        monkeypatch.setattr(limits, "_BASE_STEPS", some(some(limits._BASE_STEPS)))
        monkeypatch.setattr(limits, "_STEPS_PER_VALUE", some(some(limits._STEPS_PER_VALUE)))


def outcome(render: Callable[[], bytes]) -> tuple[str, ...]:
    """The text of a part, or what is told of the template: message, paragraph, hint."""
    try:
        return (re.sub("<[^>]*>", "", render().decode())[-100:].strip(),)
    except LayoutError as error:
        (found,) = error.diagnostics
        assert found.code == "TPL01"
        return found.message, found.excerpt, found.hint


def by_fast(path: Path, view: dict[str, Any]) -> tuple[str, ...]:
    return outcome(lambda: entries(WordTemplate(path).render(view))[MAIN_PART])


def by_jinja(path: Path, view: dict[str, Any]) -> tuple[str, ...]:
    return outcome(lambda: JinjaTemplate(path, read_archive(path)).filled(MAIN_PART, view))


def by_docxtpl(path: Path, view: dict[str, Any]) -> tuple[str, ...]:
    return outcome(lambda: entries(rendered(path, view, lambda: b"<x/>"))[MAIN_PART])


def template(folder: Path, body: str) -> Path:
    return written(folder / "模板.docx", P % escape(body))


@cache
def of_python_docx() -> dict[str, bytes]:
    """The parts of an empty file that python-docx makes."""
    made = io.BytesIO()
    docx.Document().save(made)
    return entries(made.getvalue())


def of_word(folder: Path, body: str) -> Path:
    """The same in a file that python-docx opens."""
    with_body = {**of_python_docx(), MAIN_PART: entries(template(folder, body).read_bytes())[MAIN_PART]}
    with zipfile.ZipFile(folder / "word.docx", "w") as archive:
        for name, content in with_body.items():
            archive.writestr(name, content)
    return folder / "word.docx"


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("case", TOLD)
def test_a_hostile_template_is_told(case: str, tmp_path: Path, view: dict[str, Any]) -> None:
    body, words = TOLD[case]
    path = template(tmp_path, body)
    fast, jinja = bounded(lambda: (by_fast(path, view), by_jinja(path, view)))
    assert fast == jinja
    if words:
        message, around, hint = fast
        assert words in message
        assert hint
        tag = message.partition("：")[2].rstrip("…")
        assert tag.startswith(("{{", "{%"))
        assert tag in body
        assert tag in around
        assert around.strip("…") in body


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("case", TOLD)
def test_docxtpl_itself_is_held_to_the_same(case: str, tmp_path: Path, view: dict[str, Any]) -> None:
    body, words = TOLD[case]
    path = of_word(tmp_path, body)
    said = bounded(lambda: by_docxtpl(path, view))
    if words:
        message, around, hint = said
        assert around[:20] in body
        assert around
        assert hint
        assert words in message or "_" in body


@pytest.mark.parametrize("case", PRINTED)
def test_what_is_bounded_is_printed(case: str, tmp_path: Path, view: dict[str, Any]) -> None:
    body, words = PRINTED[case]
    path, word = template(tmp_path, body), of_word(tmp_path, body)
    assert bounded(lambda: (by_fast(path, view), by_jinja(path, view), by_docxtpl(word, view))) == ((words,),) * 3


def test_much_data_may_be_gone_through_for_each_of_much_data(tmp_path: Path) -> None:
    """What is bounded is bounded in proportion: a small filing may not, a large one may."""
    body = "{% for a in 各项 %}{% for b in 各项 %}{% if a.项 == b.项 %}甲{% endif %}{% endfor %}{% endfor %}"
    many = {"各项": [{"项": str(n) * 200, "值": [n] * 50} for n in range(500)]}
    assert by_fast(template(tmp_path, body), many) == ("甲" * 100,)


# What fast code takes on: names below names, literals, operators, filters, tests, loops and conditions.
_names = st.sampled_from(
    ["甲", "乙", "甲.丙", "甲.没有", "列", "列[0]", "列[9]", "没有", "空", "数", "表[0].丙", "表", "loop.index", "a"]
)
_literals = st.sampled_from(["1", "'文'", "''", "none", "true", "1.5", "[1, 2]", "['文', '字']", "-1", "{'丙': 1}"])
_expressions = st.recursive(_names | _literals, lambda inner: st.one_of(
    st.tuples(inner, st.sampled_from(["~", "+", "*", "-", "%", "==", "<", "in", "and", "or"]), inner).map(" ".join).map("({})".format),
    st.tuples(inner, st.sampled_from([
        "trim", "length", "join('、')", "replace('文', '字')", "sort", "first", "list|length", "default('无')", "upper",
        "map(attribute='丙')|join", "sum", "int", "round(1)", "unique|list|length", "reverse|list|join", "select|list|length",
    ])).map("|".join),
    st.tuples(inner, st.sampled_from(["defined", "none", "string", "odd", "eq(1)", "in([1])"])).map(" is ".join).map("({})".format),
    st.tuples(inner, st.sampled_from(["[1:]", "[::2]", "[0]", "[-1]", ".upper()", ".items()", ".strip()"])).map("".join),
    st.tuples(inner, inner, inner).map(lambda three: "({} if {} else {})".format(*three)),
), max_leaves=5)  # fmt: skip
_bodies = st.recursive(_expressions.map("{{{{ {} }}}}".format), lambda inner: st.one_of(
    st.tuples(_expressions, inner).map(lambda two: "{{% for a in {} %}}{}{{% else %}}无{{% endfor %}}".format(*two)),
    st.tuples(_expressions, inner).map(lambda two: "{{% if {} %}}{}{{% endif %}}".format(*two)),
    st.tuples(_expressions, inner).map(lambda two: "{{% set 乙 = {} %}}{}".format(*two)),
    st.lists(inner, min_size=1, max_size=3).map("".join),
), max_leaves=4)  # fmt: skip
_DATA: dict[str, Any] = {
    "甲": {"丙": "文<字"}, "乙": "二", "列": ["一", "二\n三"], "空": [], "数": 3, "表": [{"丙": "x", "列": [1, 2]}, {"丙": "y", "列": []}]
}  # fmt: skip


@settings(
    max_examples=some(100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@example(body="{% set 乙 = 列[9] %}{% if 空|length %}{{ 甲 ~ 没有 }}{% endif %}")
@example(body="{% set 乙 = 甲.没有 %}{% if 空 %}{{ 列 if 表[0].丙 else 没有 }}{% endif %}")
@given(body=_bodies)
def test_fast_and_jinja_agree_on_any_template(body: str, tmp_path: Path) -> None:
    """What fast code renders, jinja renders alike; what jinja refuses, fast code gave up. No other error comes of either."""
    path = template(tmp_path, body)
    try:
        jinja = JinjaTemplate(path, read_archive(path))
    except LayoutError:
        return
    try:
        expected = jinja.filled(MAIN_PART, _DATA)
    except LayoutError:
        expected = b""
    compiled = WordTemplate(path)
    fast = compiled._fast.get(MAIN_PART)
    if fast:
        try:
            assert fast.filled(_DATA, compiled._plans.surroundings) == expected
        except GIVES_UP as error:
            # The data is as fast code wants it, and the template asks for nothing that it cannot do: it is the template's fault.
            assert expected == b"", error  # noqa: PT017 -- whether it was due is what is tested


ENDLESS = "9" * 5_000
_ROW = f'<w:tr><w:trPr><w:gridBefore w:val="{ENDLESS}"/><w:trHeight w:val="{ENDLESS}"/></w:trPr>%s</w:tr>'
_CELL = f'<w:tc><w:tcPr><w:gridSpan w:val="{ENDLESS}"/><w:vMerge w:val="%s"/></w:tcPr>{P % "甲"}</w:tc>'
_ROWS = _ROW % (_CELL % "restart") + _ROW % (_CELL % "continue")
NUMBERS = {
    "a bookmark": f'<w:p><w:hyperlink w:anchor="{{{{ 目录[0].书签 }}}}"><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:bookmarkStart w:id="{ENDLESS}" w:name="x"/></w:p>',
    "the pages of a section": f'{P % "甲"}<w:sectPr><w:pgNumType w:start="{ENDLESS}"/></w:sectPr>',
    "a table": f"<w:tbl><w:tblPr/><w:tblGrid/>{_ROWS}</w:tbl><w:p/>",
    "a width": '<w:tbl><w:tr><w:tc><w:tcPr><w:tcW w:w="--5"/></w:tcPr><w:p><w:r><w:t>{{ 年度 }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>',
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_of_any_length_is_no_fault_of_ours(case: str, tmp_path: Path, view: dict[str, Any]) -> None:
    """Python turns no text of more than 4,300 digits into a number."""
    made = WordTemplate(written(tmp_path / "模板.docx", NUMBERS[case])).render(view)
    assert fitted(marked(made).content, Fit({0: frozenset({0})}, restarts=frozenset({(0, 1)})))
