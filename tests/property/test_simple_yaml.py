"""Reading without places: the same filing as with them, or none; never a mistake passed over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfgen import layouts, load
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import Filing, Form
from perfgen.source import reader
from perfgen.source.files import Snapshot
from perfgen.source.nodes import data
from perfgen.source.parse import parse_text
from perfgen.source.simple_yaml import Doubtful, Straight, simple_tree
from perfgen.source.text_file import SourceFile
from tests.examples import some

EXAMPLES = sorted(path for path in (Path(__file__).parents[2] / "examples").rglob("*.yaml"))
FILINGS = [path for path in EXAMPLES if path.parent.name == "examples" or path.name == "filing.yaml"]

WRITTEN = """\
版式: hebei-2022
year: 2022 # 预算年度
部门: {编码: "507002", 名称: 乐亭县机关事务中心}
金额单位: 万元
封面: {编制: 办公室}
部门整体绩效目标:
  总体绩效目标: |
    {{ 年度 }}年，共{{ 合计.项目数 }}个项目。
    第二段
  分项绩效目标: "一项：甲"
  工作保障措施: 'it''s: 好'
# 部门的项目
预算项目:
  - 项目名称: 接待管理经费
    项目编码: 13022522P004T4010007B
    预算数: 184.00
    财政资金: 184.00
    资金用途: 主要用于接待，#1 楼
    资金支出计划: {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}
    绩效目标: [搞好接待服务, 提高水平]
    指标值确定依据: 年初工作计划
    绩效指标:
      产出指标:
        数量指标:
          - {三级指标: 接待批次，次数, 指标值: ≥90批}
          - 三级指标: 参会人数
            绩效指标描述:
              人次 两个词
            指标值: {符号: ≥, 值: 90, 单位: 人}
      满意度指标:
        服务对象满意度指标:
          - {三级指标: 满意度, 指标值: 95%, basis: "2021"}
"""
PIECES = (
    "", " ", "\n", "\n  ", "：", ":", ": ", " #甲", "# ", "#", "，", ", ", "“", '"', "'", "|", "| ", ">", ">-", "｜", "丨", "│", "- ", "-", "— ", "&a ",
    "*a", "!", "!!str ", "? ", "<<: ", "~", "null", "0601", "2022-01-01", "yes", "是", "{", "}", "[", "]", "\t", "\u3000", "---\n",
    "...\n", "年度: 2023\n", "name: 甲\n", "  项目名称: 乙\n", "三级指标：甲", "值：9", "一级指标: 产出指标", "\\\n", "\r\n", "%YAML 1.1\n",
)  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(st.integers(0, len(WRITTEN)), st.integers(0, 3), st.sampled_from(PIECES)), min_size=0, max_size=4
)


def mutated(changes: list[tuple[int, int, str]]) -> str:
    """The filing above with pieces put in the place of a few characters."""
    text = WRITTEN
    for at, gone, piece in changes:
        text = text[:at] + piece + text[at + gone :]
    return text


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that every example is written to."""
    return tmp_path_factory.mktemp("simple_tree") / "filing.yaml"


def _form(name: str) -> Form:
    return layouts.by_name(name).form


def _outcome(path: Path, read: Callable[[Path, Callable[[str], Form]], reader.Reading]) -> tuple[object, ...]:
    """What comes of reading a filing: all of it, with a place, or every mistake."""
    try:
        reading = read(path, _form)
    except FilingError as error:
        return tuple(error.diagnostics)
    places = tuple(reading.locator.mark(("预算项目", at, "预算数"))[1:] for at in range(len(reading.filing.projects)))
    return reading.filing, reading.files, reading.sha256, reading.patterns, places


def _with_places(path: Path, form: Callable[[str], Form]) -> reader.Reading:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Straight, "filing", _doubtful)
        return reader.read(path, form)


def _doubtful(*_: object) -> None:
    raise Doubtful


def _straight(path: Path) -> Filing | None:
    try:
        straight = Straight(Snapshot())
        root = straight.root(path)
        return straight.filing(root, path, layouts.by_name(root["版式"]).form)  # type: ignore[return-value]  # only whether there is one
    except (Doubtful, FilingError):
        return None


@settings(max_examples=some(1_000), deadline=None)
@example(changes=[(25, 0, "\u3000")])
@example(changes=[(348, 2, "\u3000")])
@given(changes=MUTATIONS)
def test_plain_data_is_that_of_the_tree_in_which_nothing_was_found(changes: list[tuple[int, int, str]]) -> None:
    file = SourceFile(Path("filing.yaml"), mutated(changes))
    try:
        said = simple_tree(file)
    except Doubtful:
        return
    parsed = parse_text(file)
    if parsed.root is None or (parsed.found and data(parsed.root) != said):
        assert load(file.text).errors  # a key that was mended: no model knows it as it is written
        return
    assert (data(parsed.root), parsed.found, parsed.partial) == (said, [], False)


@settings(max_examples=some(100), deadline=None)
@example(changes=[(348, 2, "\u3000")])
@given(changes=MUTATIONS)
def test_a_filing_is_the_same_read_either_way(page: Path, changes: list[tuple[int, int, str]]) -> None:
    page.write_bytes(mutated(changes).encode())
    assert _outcome(page, reader.read) == _outcome(page, _with_places)


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.relative_to(path.parents[1]).as_posix())
def test_the_examples_are_read_straight(path: Path) -> None:
    assert _straight(path)
    assert _outcome(path, reader.read) == _outcome(path, _with_places)


def test_places_are_those_of_the_files_as_they_were_read(tmp_path: Path) -> None:
    folder = tmp_path / "甲 单位"
    shutil.copytree(next(path.parent for path in FILINGS if path.name == "filing.yaml"), folder)
    reading = reader.read(folder, _form)
    inside = next(path for path in reading.files if path.name != "filing.yaml")
    before = inside.read_text(encoding="utf-8")
    inside.write_text(f"# 改过\n# 改过\n{before}", encoding="utf-8")
    (inside.parent / "00000.yaml").write_text(before, encoding="utf-8")
    assert reading.locator.mark(("预算项目", 0, "项目名称")).file.text == before
    assert len(data(reading.locator.root)["预算项目"]) == len(reading.filing.projects)


@pytest.mark.parametrize("depth", range(17, 26))
def test_how_deep_a_file_may_nest_is_the_same_either_way(page: Path, depth: int) -> None:
    rows = WRITTEN.replace("指标值确定依据: 年初工作计划", f"指标值确定依据: {'[' * depth}甲{']' * depth}")
    rows = rows.replace("接待批次，次数, ", "接待批次，次数, 指标值确定依据: 乙, ").replace(
        "三级指标: 参会人数", "三级指标: 参会人数\n            指标值确定依据: 丙"
    )
    page.write_text(rows, encoding="utf-8")
    assert _outcome(page, reader.read) == _outcome(page, _with_places)


def test_files_are_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    head, _, project = WRITTEN.partition("预算项目:\n")
    one = "\n".join(line[4:] for line in project.splitlines()).replace("#1 楼", "")
    for name in ("projects", "special"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.yaml").write_text(one, encoding="utf-8")
    filing = tmp_path / "filing.yaml"
    filing.write_text(f"{head}专项资金: [special/*.yaml]\n预算项目: [projects/*.yaml]\n", encoding="utf-8")
    assert _straight(filing)
    assert [file.parent.name for file in reader.read(filing, _form).files[1:]] == ["special", "projects"]
    assert _outcome(filing, reader.read) == _outcome(filing, _with_places)


@pytest.mark.parametrize("column", ["符号: [≥], 值: 90", "符号: ≥, 值: [90]", "符号: ≥, 值: 90, 单位: {人: 甲}"])
def test_the_columns_of_a_target_are_text(page: Path, column: str) -> None:
    page.write_text(WRITTEN.replace("符号: ≥, 值: 90, 单位: 人", column), encoding="utf-8")
    (found,) = _outcome(page, reader.read)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.message, found.line > 1) == ("MOD03", "这里应当是一段文字", True)


DOUBTS = {
    "a doubled key": ("year: 2022", "year: 2022\n年度: 2023"),
    "a text that others read as a date": ("指标值: 95%", "指标值: 2022-12-31"),
    "a text cut by a comment": ("名称: 乐亭县机关事务中心}", "名称: 乐亭县机关事务中心 #甲\n  }"),
    "a key with a full-width colon": ("绩效目标: [搞好", "绩效目标：[搞好"),
    "a comma typed full-width": ("指标值: ≥90批}", "指标值: ≥90批，绩效指标描述: 甲}"),
    "an alias": ("单位: 人", "单位: *人"),
    "levels said twice": ("三级指标: 参会人数", "三级指标: 参会人数\n            一级指标: 产出指标"),
}


@pytest.mark.parametrize(("old", "new"), DOUBTS.values(), ids=DOUBTS.keys())
def test_a_doubt_leads_to_the_reading_that_tells(page: Path, old: str, new: str) -> None:
    page.write_text(WRITTEN, encoding="utf-8")
    assert _straight(page)
    assert isinstance(_outcome(page, reader.read)[0], Filing)
    assert old in WRITTEN
    page.write_text(WRITTEN.replace(old, new), encoding="utf-8")
    assert not _straight(page)
    assert isinstance(_outcome(page, reader.read)[0], Diagnostic)
