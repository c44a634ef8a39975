"""Layouts are found by name: those that come with perfgen, those of a workspace, and those of installed packages."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.errors import LayoutError
from perfgen.layouts import Origin, Shelf
from perfgen.layouts.folders import MOST_ENTRIES
from tests.conftest import SMALL, Run
from tests.own_layouts import edit, make, package

Perfgen = Callable[..., Run]
NEW = ("--department", "局", "--code", "1", "--year", "2023")
LEVELLED = SMALL.replace("hebei-2022", "本县").replace("资金用途:", "项目级别: 县级\n    资金用途:")


@pytest.fixture
def county(desk: Path) -> Path:
    """A workspace with two layouts, one of them with a field of its own, and a filing of each."""
    folder = desk / "各部门"
    make(folder / "版式" / "一", "本县", level=True)
    make(folder / "开发区", "开发区-2024", of="hebei-2021")
    settings = '[layouts]\nfolders = ["版式", "开发区"]\n[check]\nselect = ["NUM", "TXT02"]\n'
    (folder / "perfgen.toml").write_text(settings, encoding="utf-8")
    (folder / "甲.yaml").write_text(LEVELLED, encoding="utf-8")
    return folder


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where packages are installed."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


# --- those that come with perfgen


def test_a_shipped_layout_is_called_as_its_folders_are() -> None:
    named = layouts.shipped_layouts()
    assert {"hebei-2021", "hebei-2022"} <= set(named)
    for name, place in named.items():
        said = yaml.safe_load((place.folder / "layout.yaml").read_text(encoding="utf-8"))["名称"]
        assert said == name == "-".join(place.folder.relative_to(layouts.shipped("templates")).parts)


def test_no_package_is_asked_for_a_layout_that_comes_with_perfgen(
    perfgen: Perfgen, filing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("perfgen.installed.entry_points", asked)  # which has it by its own name
    monkeypatch.setattr(importlib.metadata, "entry_points", asked)
    monkeypatch.delitem(sys.modules, "perfgen.layouts.installed", raising=False)
    assert perfgen("build", filing).code == 0
    assert "perfgen.layouts.installed" not in sys.modules


# --- those of a workspace


def test_a_filing_names_a_layout_of_its_workspace(perfgen: Perfgen, county: Path) -> None:
    for call in (("validate",), ("check",), ("build",)):
        assert perfgen(*call, "各部门/甲.yaml").code == 0
    assert "\t县级：用于接待" in dump(county / "乐亭县机关事务中心-2022.docx")
    (county / "甲.yaml").write_text(LEVELLED.replace("县级", "乡级"), encoding="utf-8")
    assert "“项目级别”里没有“乡级”" in perfgen("validate", "各部门/甲.yaml").err


def test_settings_leak_nowhere(perfgen: Perfgen, county: Path, desk: Path) -> None:
    assert perfgen("validate", "各部门/甲.yaml").code == 0
    (desk / "乙.yaml").write_text(LEVELLED, encoding="utf-8")
    assert "LAY02" in perfgen("validate", "乙.yaml").err
    assert "本县" not in layouts.names()
    assert Shelf((county / "版式",)).by_name("本县").form.fields.own.project[0].name == "项目级别"


def test_a_workspace_names_the_layout_that_filings_need_not(perfgen: Perfgen, county: Path) -> None:
    with (county / "perfgen.toml").open("a", encoding="utf-8") as settings:
        settings.write('[defaults]\nlayout = "本县"\n')
    (county / "甲.yaml").write_text(LEVELLED.replace("版式: 本县\n", ""), encoding="utf-8")
    assert perfgen("validate", "各部门/甲.yaml").code == 0
    assert perfgen("new", "各部门/乙.yaml", *NEW).code == 0
    assert yaml.safe_load((county / "乙.yaml").read_text(encoding="utf-8"))["版式"] == "本县"


def test_the_layout_asked_for_wins_wherever_it_is(perfgen: Perfgen, county: Path) -> None:
    """It is found for the workspace of the filing, from wherever it is called, and by its folder too."""
    for said in ("hebei-2022", "各部门/版式/一"):
        (county / "甲.yaml").write_text(SMALL.replace("版式: hebei-2022", "版式: 没有"), encoding="utf-8")
        ran = perfgen("validate", "--layout", said, "各部门/甲.yaml")
        assert ("没有问题" in ran.out, "缺少“项目级别”" in ran.err) == (said == "hebei-2022", said != "hebei-2022"), ran
    assert "缺少“项目级别”" in perfgen("validate", "各部门/甲.yaml", "--layout", "本县").err
    (county / "perfgen.toml").write_text('[layouts]\nfolders = ["没有"]\n', encoding="utf-8")
    assert perfgen("validate", "各部门/甲.yaml", "--layout", "hebei-2022").code == 0


def test_new_starts_a_filing_of_any_layout_with_the_schema_of_its_fields(perfgen: Perfgen, county: Path) -> None:
    ran = perfgen("new", "各部门/乙.yaml", *NEW, "--layout", "本县")
    assert "--layout" not in ran.out  # the workspace finds it by its name
    text = (county / "乙.yaml").read_text(encoding="utf-8")
    assert "项目级别: 【填写：省级、市级、县级】" in text
    schema = json.loads((county / ".perfgen" / "filing.schema.json").read_text(encoding="utf-8"))
    filled = yaml.safe_load(LEVELLED)
    jsonschema.validate(filled, schema)
    filled["预算项目"][0]["项目级别"] = "乡级"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(filled, schema)


def test_the_name_nearest_of_all_is_offered(perfgen: Perfgen, county: Path, packages: Path) -> None:
    package(packages, "perfgen-anhui", "安徽-2024")
    for wrong, right in (("开发区2024", "开发区-2024"), ("安徽2024", "安徽-2024"), ("hebei2021", "hebei-2021")):
        (county / "甲.yaml").write_text(LEVELLED.replace("版式: 本县", f"版式: {wrong}"), encoding="utf-8")
        assert f"是不是想写“{right}”" in perfgen("validate", "各部门/甲.yaml").err
        ran = perfgen("new", "各部门/丙.yaml", *NEW, "--layout", wrong)
        assert (ran.code, f"是不是想写“{right}”" in ran.err) == (2, True)


@pytest.mark.usefixtures("county")
def test_layouts_among_filings_are_neither_filings_nor_documents(perfgen: Perfgen) -> None:
    assert "检查了 1 份" in perfgen("check", "各部门").out
    assert "共 1 份" in perfgen("batch", "各部门", "-o", "成品").out
    ran = perfgen("import", "各部门")
    assert (ran.code, "没有可以读的文件" in ran.err) == (2, True)


def test_doctor_lists_layouts_by_where_they_come_from(
    perfgen: Perfgen, county: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(packages, "perfgen-anhui", "安徽-2024")
    package(packages, "perfgen-hebei", "本县")
    edit(county / "开发区", "金额小数位: 2", "金额小数位: 两位")
    monkeypatch.chdir(county)
    ran = perfgen("doctor")
    part = ran.out[ran.out.index("版式：自带的") :].splitlines()
    assert [" ".join(line.split()) for line in part if not re.match(" *(hebei|central)-", line)] == [
        "版式：自带的",
        "版式：perfgen.toml 里写的文件夹",
        f"本县 可以（{Path('版式/一')}）",
        "开发区-2024 有错（开发区）",
        "版式：装的软件包",
        "安徽-2024 可以（perfgen-anhui 1.2）",
        "本县 用不上，名称和别的版式重了",
    ]
    assert (ran.code, "应当是整数" in ran.err) == (1, True)


def test_a_batch_builds_again_what_an_edited_layout_prints(perfgen: Perfgen, county: Path, packages: Path) -> None:
    elsewhere = package(packages, "perfgen-anhui", "安徽-2024")
    (county / "乙.yaml").write_text(SMALL.replace("乐亭县机关事务中心", "乙"), encoding="utf-8")
    text = SMALL.replace("乐亭县机关事务中心", "丙").replace("hebei-2022", "安徽-2024")
    (county / "丙.yaml").write_text(text, encoding="utf-8")
    call = ("batch", "各部门", "-o", "成品", "--check")
    assert "已生成 3 份" in perfgen(*call).out
    assert "没有变 3 份" in perfgen(*call).out
    edit(county / "版式" / "一", "金额小数位: 2", "金额小数位: 2\n审核: 唐山市财政局")
    assert "已生成 1 份，没有变 2 份" in perfgen(*call).out
    assert "唐山市财政局审核" in dump(Path("成品", "乐亭县机关事务中心-2022.docx"))
    edit(elsewhere, "金额小数位: 2", "金额小数位: 2\n审核: 安徽省财政厅")
    assert "已生成 1 份，没有变 2 份" in perfgen(*call).out
    make(county / "版式" / "别的", "别的")
    assert "没有变 3 份" in perfgen(*call).out
    make(county / "版式" / "又一", "hebei-2022")
    assert "失败 3 份" in perfgen(*call).out


def test_a_batch_names_its_outputs_by_the_layout(perfgen: Perfgen, county: Path) -> None:
    assert perfgen("batch", "各部门", "-o", "成品", "--name-pattern", "{版式}-{部门名称}").code == 0
    assert [file.name for file in Path("成品").glob("*.docx")] == ["本县-乐亭县机关事务中心.docx"]
    record = json.loads(next(Path("成品", ".perfgen").glob("*.json")).read_text(encoding="utf-8"))
    assert record["layout"] == "本县"
    assert county.is_dir()


def test_what_is_mended_is_mended_by_the_layout_of_the_workspace(perfgen: Perfgen, county: Path) -> None:
    (county / "甲.yaml").write_text(LEVELLED.replace("用于接待", "机关综合事物管理和接待"), encoding="utf-8")
    ran = perfgen("check", "各部门", "--fix")
    assert "已改" in ran.err, ran
    assert "事务管理" in (county / "甲.yaml").read_text(encoding="utf-8")


# --- what is wrong with those of a workspace

Change = Callable[[Path], object]


def again(county: Path) -> None:
    make(county / "版式" / "二", "本县")


def shipped_name(county: Path) -> None:
    make(county / "版式" / "二", "hebei-2022")


def no_folder(county: Path) -> None:
    (county / "perfgen.toml").write_text('[layouts]\nfolders = ["没有"]\n', encoding="utf-8")


def no_layout(county: Path) -> None:
    (county / "空的").mkdir()
    (county / "perfgen.toml").write_text('[layouts]\nfolders = ["空的"]\n', encoding="utf-8")


def too_many(county: Path) -> None:
    for number in range(MOST_ENTRIES):
        (county / "版式" / f".{number}").touch()


def too_many_folders(county: Path) -> None:
    names = ", ".join(f'"版式{number}"' for number in range(11))
    (county / "perfgen.toml").write_text(f"[layouts]\nfolders = [{names}]\n", encoding="utf-8")


def linked_layout(county: Path) -> None:
    make(county.parent / "外面", "外面")
    (county / "版式" / "二").symlink_to(county.parent / "外面")


def linked_folder(county: Path) -> None:
    make(county.parent / "外面" / "一", "外面")
    (county / "链接").symlink_to(county.parent / "外面")
    (county / "perfgen.toml").write_text('[layouts]\nfolders = ["链接"]\n', encoding="utf-8")


WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "the name of another": (again, ("二/layout.yaml", ":3:5: 错误 LAY03 有两个版式都叫“本县”", "改 layout.yaml 里的 名称")),
    "the name of one of perfgen's": (shipped_name, (":3:5: 错误 LAY03 “hebei-2022”是自带的版式的名称", "| 名称: hebei-2022")),
    "a folder that is not there": (no_folder, ("没有: 错误 LAY01", "读不出来：找不到", "[layouts]")),
    "a folder without layouts": (no_layout, ("空的: 错误 LAY01 这个文件夹里没有版式",)),
    "a folder of very much": (too_many, (f"最多 {MOST_ENTRIES} 样东西",)),
    "very many folders": (too_many_folders, ("perfgen.toml:2:1: 错误 SET01 “folders”里写得太多", "最多写 10 个")),
    "a layout that is a link": (linked_layout, ("错误 LAY01 这是一个链接",)),
    "a folder that is a link": (linked_folder, ("错误 SET02 “链接”通过链接到了文件夹外面",)),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("name", ["本县", "hebei-2022"])
def test_what_is_wrong_with_own_layouts_is_told_of_every_filing(
    perfgen: Perfgen, county: Path, case: str, name: str
) -> None:
    """Also of one whose layout comes with perfgen: a copy with the old name would be there, and not be printed."""
    change, words = WRONG[case]
    if "link" in case and os.name == "nt":
        pytest.skip("links are the administrator's there")
    change(county)
    (county / "甲.yaml").write_text(LEVELLED.replace("版式: 本县", f"版式: {name}"), encoding="utf-8")
    for call in (("validate", "各部门/甲.yaml"), ("batch", "各部门", "-o", "成品"), ("check", "各部门/甲.yaml")):
        ran = perfgen(*call)
        assert (ran.code, [word for word in words if word not in ran.out + ran.err]) == (1, []), ran


def test_a_layout_with_mistakes_is_found_and_keeps_no_other_from_being_found(perfgen: Perfgen, county: Path) -> None:
    edit(county / "开发区", "金额小数位: 2", "金额小数位: 两位")
    assert perfgen("validate", "各部门/甲.yaml").code == 0
    (county / "甲.yaml").write_text(SMALL.replace("hebei-2022", "开发区-2024"), encoding="utf-8")
    assert "应当是整数" in perfgen("validate", "各部门/甲.yaml").err


@pytest.mark.parametrize("text", ["名称: [\n", "金额小数位: 2\n", "名称: ''\n", "- 名称\n", "\udc80", ""])
def test_a_layout_whose_name_cannot_be_read_is_told_where_it_may_be_the_one(
    perfgen: Perfgen, county: Path, text: str
) -> None:
    (county / "开发区" / "layout.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert perfgen("validate", "各部门/甲.yaml").code == 0
    (county / "甲.yaml").write_text(SMALL.replace("hebei-2022", "开发区-2024"), encoding="utf-8")
    ran = perfgen("validate", "各部门/甲.yaml")
    assert (ran.code, f"{Path('各部门/开发区/layout.yaml')}" in ran.err, "LAY02" in ran.err) == (1, True, False), ran


@pytest.mark.skipif(os.name == "nt", reason="links are the administrator's there")
def test_nothing_of_a_file_elsewhere_is_shown(perfgen: Perfgen, county: Path, desk: Path) -> None:
    (desk / "密码.txt").write_text("名称: 秘密\n密码: 秘密\n", encoding="utf-8")
    (county / "开发区" / "layout.yaml").unlink()
    (county / "开发区" / "layout.yaml").symlink_to(desk / "密码.txt")
    (county / "甲.yaml").write_text(SMALL.replace("hebei-2022", "秘"), encoding="utf-8")
    ran = perfgen("validate", "各部门/甲.yaml")
    assert (ran.code, "LAY01 layout.yaml 是一个链接" in ran.err, "秘密" in ran.err) == (1, True, False), ran


@pytest.mark.parametrize(
    "written", ["名称: 本县 # 县里的", "name: 本县", '"名称": "本县"', "名称:\n    本县", "  名称: 本县"]
)
def test_a_name_is_read_as_yaml_has_it(county: Path, written: str) -> None:
    folder = county / "版式" / "一"
    text = (folder / "layout.yaml").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.replace("名称: 本县\n", "").splitlines())
    if written.startswith(" "):
        lines = "\n".join(f"  {line}" if line.strip() else line for line in lines.splitlines())
    (folder / "layout.yaml").write_text(f"{lines}\n{written}\n", encoding="utf-8")
    assert Shelf((county / "版式",)).by_name("本县").folder == folder


# --- those of installed packages


def test_a_package_brings_a_layout(perfgen: Perfgen, filing: Path, packages: Path) -> None:
    folder = package(packages, "perfgen-anhui", "安徽-2024")
    filing.write_text(SMALL.replace("hebei-2022", "安徽-2024"), encoding="utf-8")
    assert perfgen("build", filing).code == 0  # and its module was not run
    assert building.prepare(filing).layout.folder == folder
    assert Shelf().find("安徽-2024").origin is Origin.INSTALLED
    assert perfgen("new", "x.yaml", *NEW, "--layout", "安徽-2024").code == 0


def test_a_package_takes_the_name_of_nobody(packages: Path, county: Path) -> None:
    package(packages, "a", "hebei-2022")
    package(packages, "b", "本县")
    shelf = Shelf((county / "版式",))
    assert [shelf.find(name).origin for name in ("hebei-2022", "本县")] == [Origin.SHIPPED, Origin.FOLDER]


def test_a_layout_that_calls_itself_otherwise_than_its_package_is_told(packages: Path) -> None:
    edit(package(packages, "a", "安徽"), "名称: 安徽", "名称: 江苏")
    with pytest.raises(LayoutError, match=r"layout\.yaml 里的名称是“江苏”，找的是“安徽”"):
        layouts.by_name("安徽")


@pytest.mark.parametrize("value", ["nothing_there", "nothing_there.inside", "a_layouts.inside"])
def test_a_package_without_what_it_promises_is_told_where_it_is_asked(
    perfgen: Perfgen, filing: Path, packages: Path, value: str
) -> None:
    package(packages, "a", "安徽")
    (packages / "a_layouts" / "__init__.py").write_text("raise ValueError('nothing works')\n", encoding="utf-8")
    (packages / "a-1.2.dist-info" / "entry_points.txt").write_text(
        f"[perfgen.layouts]\n安徽 = {value}\n", encoding="utf-8"
    )
    assert perfgen("validate", filing).code == 0
    assert perfgen("doctor").code == 1
    filing.write_text(SMALL.replace("hebei-2022", "安徽"), encoding="utf-8")
    ran = perfgen("validate", filing)
    assert (ran.code, "LAY01 软件包 a 1.2 里的版式“安徽”找不到" in ran.err) == (1, True), ran
