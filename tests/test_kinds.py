"""A kind of document from outside the tree: a package with a model, a view, a starter, and a layout folder for it."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import jsonschema
import pytest
import yaml

import perfgen
from perfgen import kinds
from perfgen.docx import dump
from tests.conftest import Run

MODULE = '''\
"""月报: what a department spent in a month."""

from pydantic import Field

from perfgen.filing import Document
from perfgen.filing.base import Model
from perfgen.filing.numbers import Amount
from perfgen.filing.text import Line
from perfgen.kinds import Kind


class Spent(Model):
    """What one project spent."""

    name: Line = Field(alias="项目名称")
    amount: Amount = Field(alias="本月支出")


class Report(Document):
    """The report of a month."""

    month: Line | None = Field(None, alias="月份")
    spent: tuple[Spent, ...] = Field((), alias="支出")


def view(document, layout, narrative, pages=None):
    """What a template sees."""
    rows = [{"项目名称": one.name, "本月支出": f"{one.amount:.{layout.amount_decimals}f}"} for one in document.spent]
    return {"年度": str(document.year), "月份": document.month or "", "部门": {"名称": document.department.name}, "支出": rows,
            **{own.name: document.own.get(own.name, "") for own in layout.own.whole}}


def starter(layout, form, *, year, code, name, unit, in_folder):
    """The YAML of a new one."""
    return f"版式: {layout}\\n年度: {year}\\n部门: {{编码: \\"{code}\\", 名称: {name}}}\\n金额单位: {unit}\\n月份: 【填写】\\n"


KIND = Kind("月报", Report, view, starter, "{部门名称}-{年度}-月报")
'''
LAYOUT = """\
名称: 月报
类型: 月报
金额小数位: 2
字段:
  整体: {月份: 必填, 支出: 可空}
自定项:
  整体:
    - {名称: 制表人, 必填: 是}
审核: 县财政局
"""
YAML = """\
版式: 月报
年度: 2023
部门: {编码: "226001", 名称: 某县民政局}
金额单位: 万元
月份: 3月
制表人: 李四
支出:
  - {项目名称: 高龄补贴, 本月支出: 12.5}
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package, installed as pip leaves it; the folder of its layout."""
    site = tmp_path / "site"
    (site / "yuebao").mkdir(parents=True)
    (site / "yuebao" / "__init__.py").write_text(MODULE, encoding="utf-8")
    told = site / "yuebao-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: yuebao\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(
        "[perfgen.kinds]\n月报 = yuebao:KIND\n坏的 = yuebao:NICHTS\n", encoding="utf-8"
    )
    folder = tmp_path / "月报"
    folder.mkdir()
    (folder / "layout.yaml").write_text(LAYOUT, encoding="utf-8")
    template = docx.Document()
    for line in (
        "{{ 部门.名称 }}{{ 年度 }}年{{ 月份 }}",
        "{%p for 行 in 支出 %}",
        "{{ 行.项目名称 }} {{ 行.本月支出 }}",
        "{%p endfor %}",
        "{{ 制表人 }}",
    ):
        template.add_paragraph(line)
    template.save(str(folder / "template.docx"))
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    yield folder
    sys.modules.pop("yuebao", None)
    kinds.by_name.cache_clear()


def test_a_kind_of_an_installed_package_is_built_and_checked(package: Path, tmp_path: Path) -> None:
    settings = perfgen.Settings(layout=package)
    assert "月报" in perfgen.kind_names()
    assert perfgen.validate(YAML, settings) == ()
    (tmp_path / "x.docx").write_bytes(perfgen.render(YAML, settings))
    assert [line for line in dump(tmp_path / "x.docx").splitlines() if line] == [
        "某县民政局2023年3月",
        "高龄补贴 12.50",
        "李四",
    ]


@pytest.mark.usefixtures("package")
def test_a_kind_whose_package_breaks_says_how_it_breaks() -> None:
    with pytest.raises(kinds.UnknownKindError, match=r"坏的（AttributeError: .*NICHTS"):
        kinds.by_name("坏的")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("月份: 3月\n", "", 1, "缺少“月份”"),
        ("制表人: 李四\n", "", 1, "缺少“制表人”"),
        ("本月支出: 12.5", "本月支出: 许多", 8, "应当是金额"),
        ("支出:\n", "开支:\n", 7, "没有“开支”这一项"),
    ],
)
def test_its_mistakes_are_told_as_those_of_any_other(old: str, new: str, line: int, words: str, package: Path) -> None:
    found = perfgen.validate(YAML.replace(old, new), perfgen.Settings(layout=package))
    assert [(one.line, words in one.message) for one in found] == [(line, True)], found


def test_two_kinds_of_one_filing_have_files_of_their_own(
    package: Path, desk: Path, perfgen: Callable[..., Run]
) -> None:
    (desk / "月报.yaml").write_text(YAML, encoding="utf-8")
    assert perfgen("build", "月报.yaml", "--layout", package).code == 0
    assert perfgen("batch", "月报.yaml", "-o", "成品", "--layout", package, "--no-page-numbers").code == 0
    assert [path.name for path in desk.rglob("*.docx")] == ["某县民政局-2023-月报.docx", "某县民政局-2023-月报.docx"]
    outputs = [kinds.by_name(name).output for name in kinds.names() if name != "坏的"]
    assert len(set(outputs)) == len(outputs)


def test_a_new_one_is_begun(package: Path, desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", "a.yaml", "--department", "某局", "--code", "1", "--year", "2023", "--layout", package)
    assert ran.code == 0, ran.err
    assert "月份: 【填写】" in (desk / "a.yaml").read_text(encoding="utf-8")
    schema = json.loads((desk / ".perfgen" / "filing.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.load(YAML, yaml.BaseLoader), schema)
    with pytest.raises(jsonschema.ValidationError, match="月份"):
        jsonschema.validate(yaml.load(YAML.replace("月份: 3月\n", ""), yaml.BaseLoader), schema)


def test_a_kind_that_cannot_be_had_is_told(package: Path) -> None:
    for name in ("坏的", "周报"):
        (package / "layout.yaml").write_text(LAYOUT.replace("类型: 月报", f"类型: {name}"), encoding="utf-8")
        (found, *_) = [one for one in perfgen.load(YAML, perfgen.Settings(layout=package)).errors if one.line]
        assert f"没有“{name}”这种文件" in found.message


def test_rules_that_are_not_for_it_do_not_run(package: Path) -> None:
    assert perfgen.check(YAML, perfgen.Settings(layout=package)) == ()
    assert perfgen.check(YAML.replace("3月", ""), perfgen.Settings(layout=package)) != ()
