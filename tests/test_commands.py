"""The commands as a user meets them: help, words, exit codes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from perfgen import __version__, building
from perfgen.cli import main as cli_main
from perfgen.cli.main import _COMMANDS
from perfgen.docx import dump
from tests.conftest import EXAMPLES, FILINGS, ROOT, SMALL, Run

ENGLISH = re.compile(r"(?<![.\w/-])(?:Usage|Options|Commands|Error|Show|help|the|this|message)(?![.\w/-])")


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_help_is_chinese_and_shows_examples(command: str, perfgen: Callable[..., Run]) -> None:
    ran = perfgen(*command.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"用法：perfgen {command}".rstrip())
    assert "例子：\n" in ran.out
    assert not ENGLISH.search(ran.out), ran.out


def test_version(perfgen: Callable[..., Run]) -> None:
    assert perfgen("--version").out == f"perfgen {__version__}\n"


def test_the_version_is_said_once() -> None:
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"[{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


WRONG_CALLS = {
    ("buld",): "没有 buld 这个命令，是不是想写 build？",
    ("build",): "缺少 文件或文件夹",
    ("build", "没有.yaml"): "没有“没有.yaml”这个文件或文件夹",
    ("build", "dept.yaml", "--outpt", "x"): "没有 --outpt 这个选项，是不是想写 --output？",
    ("build", "dept.yaml", "-o"): "-o 后面缺少内容",
    ("build", "dept.yaml", "dept.yaml"): "多写了参数",
    ("schema", "甲"): "没有 '甲' 这个选择",
    ("fmt",): "缺少 文件或文件夹",
    ("dept.yaml",): "生成 Word 文件写 perfgen build dept.yaml，检查写 perfgen check dept.yaml",
    ("2022.docx",): "检查它写 perfgen check 2022.docx，读成 YAML 写 perfgen import 2022.docx",
    ("make",): "没有 make 这个命令，是不是想写 build？",
    ("检查",): "没有 检查 这个命令，是不是想写 check？",
    ("汇编",): "没有 汇编 这个命令，是不是想写 volume？",
    ("公开",): "没有 公开 这个命令，是不是想写 publish？",
    ("得分",): "没有 得分 这个命令，是不是想写 score？",
    ("build", "2023.yaml", "--outfile", "x.docx"): "没有 --outfile 这个选项，写 -o 文件名",
    ("build", "dept.yaml", "--pdf"): "没有 --pdf 这个选项，写 -o 文件名.pdf",
    ("build", "-h"): "没有 -h 这个选项，写 --help",
    ("check", "dept.yaml", "--json"): "没有 --json 这个选项，写 --format json",
    ("fmt", "dept.yaml", "--pdf"): "没有 --pdf 这个选项\n",
    ("build", "没有*.yaml"): "没有“没有*.yaml”这个文件或文件夹",
    ("check", "dept.yaml", "-o", "结果.xls"): "不能写成 .xls 文件，写成 .xlsx",
    ("check", "dept.yaml", "-o", "结果.pdf"): "不能写成 .pdf 文件，写成 .docx",
    ("check", "dept.yaml", "--format", "xlsx"): "要写 -o 文件名.xlsx",
    ("check", "dept.yaml", "--statistics", "-o", "结果.docx"): "不能和 --statistics 一起用",
    ("check", "dept.yaml", "--date", "2023-06-30"): "--date 只印在网页和 Word 文件上",
    ("check", "dept.yaml", "-o", "-"): "这里不能写“-”",
    ("check", "dept.yaml", "-f", "json"): "没有 -f 这个选项，写 --format 格式",
    ("print", "dept.yaml"): "没有 print 这个命令，是不是想写 build？",
    ("help",): "看怎么用写 perfgen --help",
    ("version",): "看版本号写 perfgen --version",
}


@pytest.mark.parametrize("call", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_is_told_in_chinese(call: tuple[str, ...], filing: Path, perfgen: Callable[..., Run]) -> None:
    assert filing.is_file()
    ran = perfgen(*call)
    assert ran.code == 2
    assert WRONG_CALLS[call] in ran.err
    assert "--help" in ran.err
    assert not ENGLISH.search(ran.err.replace("--help", "")), ran.err


@pytest.mark.parametrize("command", [("validate",), ("check",), ("fmt", "--check")], ids=" ".join)
@pytest.mark.parametrize("said", ["*.yaml", "."])
def test_wildcards_and_folders_name_several(
    command: tuple[str, ...], said: str, filing: Path, perfgen: Callable[..., Run]
) -> None:
    filing.with_name("乙.yaml").write_text(SMALL.replace("年度: 2022", "年度: 22"), encoding="utf-8")
    ran = perfgen(*command, said)
    assert ran.code == 1
    assert "乙.yaml" in ran.out + ran.err


def test_a_command_for_one_filing_takes_a_wildcard_that_matches_one(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("build", "dep*.yaml", "-o", "x.docx", "--no-page-numbers").code == 0
    filing.with_name("dep2.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("build", "dep*.yaml")
    assert ran.code == 2
    assert "有 2 个，这个命令一次只能做一个" in ran.err


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", "<!DOCTYPE html>"), ("json", "{"), ("sarif", "{"), ("txt", "检查了")]
)
def test_the_result_of_a_check_is_written_as_the_ending_says(
    ending: str, begins: str, filing: Path, perfgen: Callable[..., Run]
) -> None:
    perfgen("check", filing, "-o", f"结果.{ending}")
    assert begins in filing.with_name(f"结果.{ending}").read_text(encoding="utf-8")


def test_the_result_of_a_check_as_a_workbook(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(SMALL.replace("指标值: ≥90批", "指标值: =CMD()"), encoding="utf-8")
    assert "已生成 结果.xlsx" in perfgen("check", filing, "--info", "-o", "结果.xlsx").out
    book = openpyxl.load_workbook(filing.with_name("结果.xlsx"))
    assert book.sheetnames == ["问题", "绩效文本", "规则"]
    head, *rows = book["问题"].values
    assert head == ("序号", "绩效文本", "项目或部分", "位置", "级别", "编号", "问题", "原文", "怎么改", "处理", "说明")
    assert rows
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert {cell.data_type for row in book["问题"].iter_rows() for cell in row} <= {"n", "s"}  # never a formula
    assert sum(row[2] for row in list(book["规则"].values)[1:]) == len(rows)
    before = filing.with_name("结果.xlsx").read_bytes()
    perfgen("check", ".", "--info", "-o", "结果.xlsx")
    assert filing.with_name("结果.xlsx").read_bytes() == before


def test_the_result_of_a_check_as_a_word_file(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.with_name("坏.yaml").write_text("年度: [", encoding="utf-8")
    for _ in range(2):  # what the first has written into the folder is no filing for the second
        ran = perfgen("check", ".", "--info", "-o", "结果.docx", "--date", "2023年6月30日")
        assert (ran.code, "已生成 结果.docx" in ran.out) == (1, True), ran.err
    text = perfgen("text", "结果.docx").out
    for said in ("绩效文本检查结果", "2023年6月30日", "坏.yaml：读不出", "处理意见", "1 份读不出", "审核人"):
        assert said in text
    assert "{{" not in text


def test_a_built_word_file_is_not_counted_beside_its_filing(filing: Path, perfgen: Callable[..., Run]) -> None:
    folder = filing.parent
    assert perfgen("build", filing, "--no-page-numbers", "-o", "dept.docx").code == 0
    assert perfgen("build", filing, "--no-page-numbers", "-o", "报送.docx").code == 0
    (folder / "perfgen.toml").write_text('output = "成品"\n', encoding="utf-8")
    assert perfgen("batch", ".", "--no-page-numbers").code == 0
    ran = perfgen("check", ".")
    assert "检查了 1 份绩效文本" in ran.out
    assert "另有 3 个文件是这里的绩效文本做出来的，或者是它的链接" in ran.err
    assert "WSP06" in perfgen("check", ".", "--documents").out  # four of one unit
    assert "检查了 1 份" in perfgen("check", "报送.docx").out  # who names it, means it
    before = (folder / "dept.docx").read_bytes()
    assert perfgen("check", ".", "-o", "dept.docx").code == 1
    assert (folder / "dept.docx").read_bytes() == before
    last_year = (folder / "dept.yaml").read_text(encoding="utf-8").replace("年度: 2022", "年度: 2021")
    filing.write_text(last_year, encoding="utf-8")
    filing.rename(folder / "去年.yaml")
    assert "检查了 2 份绩效文本" in perfgen("check", "去年.yaml", "报送.docx").out  # of another year it is no print


def test_text_is_not_written_over_a_workbook(filing: Path, perfgen: Callable[..., Run]) -> None:
    book = filing.with_name("结果.xlsx")
    book.write_bytes(b"PK")
    for call in (("check", filing, "--format", "json"), ("schema", "filing")):
        ran = perfgen(*call, "-o", book.name)
        assert ran.code == 1
        assert "不是 .xlsx 文件的内容" in ran.err
        assert book.read_bytes() == b"PK"


def test_an_unknown_key_of_the_settings_gets_the_nearest(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.with_name("perfgen.toml").write_text('[check]\nselct = ["STR"]\nlayout = "甲"\n', encoding="utf-8")
    ran = perfgen("check", filing)
    assert "是不是想写 select？" in ran.err
    assert "layout 写在 [defaults] 下面" in ran.err


def test_no_command_shows_the_help(perfgen: Callable[..., Run]) -> None:
    ran = perfgen()
    assert ran.code == 2
    assert ran.err.startswith("用法：perfgen")
    assert "命令：\n" in ran.err


def test_findings_show_place_line_caret_and_hint(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(
        SMALL.replace("资金用途", "资金用处").replace("60%", "六成").replace("年度: 2022", "年度: 22"), encoding="utf-8"
    )
    ran = perfgen("validate", "dept.yaml")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err == (
        "dept.yaml:2:5: 错误 MOD03 年度应当是 2000 到 2099 之间的年份，这里是“22”\n"
        "      2 | 年度: 22\n"
        "        |       ^\n"
        "  怎么改：写四位数字，如 2022\n"
        "dept.yaml:17:5: 错误 MOD01 没有“资金用处”这一项\n"
        "     17 |     资金用处: 用于接待\n"
        "        |     ^\n"
        "  怎么改：是不是想写“资金用途”？\n"
        "dept.yaml:18:29: 错误 MOD03 应当是百分数，这里是“六成”\n"
        "     18 |     资金支出计划: {3月底: 30%, 6月底: 六成, 10月底: 80%, 12月底: 100%}\n"
        "        |                                       ^\n"
        "  怎么改：写成 25% 这样\n"
        "共 3 处错误。\n"
    )


def test_a_long_line_is_shown_around_the_place(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(SMALL.replace("接待活动管理。", "长" * 2000 + "{{ 总计 }}" + "短" * 2000), encoding="utf-8")
    ran = perfgen("validate", filing)
    shown, caret = ran.err.splitlines()[1:3]
    assert len(shown) < 130
    before = shown[: shown.index("{{")]
    assert len(caret) - 1 == sum(2 if char > "\u2e80" else 1 for char in before)


def test_validate_says_what_it_found_right(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("validate", filing)
    assert ran == Run(0, "dept.yaml：没有问题（乐亭县机关事务中心 2022 年度，1 个项目）\n", "")
    assert [path.name for path in filing.parent.iterdir()] == ["dept.yaml"]


@pytest.mark.usefixtures("filing")
def test_validate_takes_several_and_goes_on_after_a_bad_one(perfgen: Callable[..., Run]) -> None:
    Path("bad.yaml").write_text("版式: [", encoding="utf-8")
    ran = perfgen("validate", "bad.yaml", "dept.yaml")
    assert ran.code == 1
    assert "bad.yaml:1:" in ran.err
    assert "dept.yaml：没有问题" in ran.out


def test_validate_of_a_project_file_is_that_of_its_filing(perfgen: Callable[..., Run]) -> None:
    projects = sorted((EXAMPLES / "乐亭县人民政府办公室-2022" / "projects").glob("*.yaml"))
    ran = perfgen("validate", *projects)
    assert ran.code == 0
    assert ran.out.count("没有问题") == 1
    assert "15 个项目" in ran.out


def test_build_of_a_project_file_is_that_of_its_filing(desk: Path, perfgen: Callable[..., Run]) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", desk / "县府办"))
    assert perfgen("build", min((folder / "projects").iterdir()), "-o", "x.docx").code == 0
    assert "15.重点河流" in dump(desk / "x.docx")


def test_validate_does_not_vouch_for_a_file_that_is_not_included(desk: Path, perfgen: Callable[..., Run]) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", desk / "县府办"))
    first, second = sorted((folder / "projects").iterdir())[:2]
    filing = folder / "filing.yaml"
    filing.write_text(filing.read_text(encoding="utf-8").replace("projects/*", "projects/01*"), encoding="utf-8")
    assert perfgen("validate", first).code == 0
    ran = perfgen("validate", second)
    assert ran.code == 1
    assert "没有引用这个文件" in ran.err


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_the_hooks_skip_what_is_no_filing(command: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    Path(".pre-commit-config.yaml").write_text("repos:   []\n", encoding="utf-8")
    Path("ci.yaml").write_text("name:   ci\non: push\n", encoding="utf-8")
    Path("post.yaml").write_text("layout: post\ntitle: Hello\ntags:   [a, b]\n", encoding="utf-8")
    assert perfgen(command, "--skip-others", ".pre-commit-config.yaml", "ci.yaml", "post.yaml", filing).code == 0
    assert Path("ci.yaml").read_text(encoding="utf-8") == "name:   ci\non: push\n"
    assert perfgen(command, "ci.yaml").code == 1


def test_the_hook_of_check_skips_what_is_no_filing(filing: Path, perfgen: Callable[..., Run]) -> None:
    Path("ci.yaml").write_text("name:   ci\non: push\n", encoding="utf-8")
    Path("post.yaml").write_text("layout: post\ntitle: Hello\n", encoding="utf-8")
    assert perfgen("check", "--skip-others", "ci.yaml", "post.yaml").code == 0
    ran = perfgen("check", "--skip-others", "ci.yaml", filing)
    assert "检查了 1 份绩效文本" in ran.out


def test_a_fault_of_ours_is_called_one(
    filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(building, "prepare", fail)
    ran = perfgen("build", filing)
    assert ran.code == 3
    assert "perfgen 自己出了错" in ran.err
    assert "boom" in ran.err


def test_an_interrupt_is_no_fault(filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "prepare", interrupt)
    assert perfgen("build", filing) == Run(cli_main.STOPPED, "", "\n已停止。\n")


def test_text_prints_the_dump(filing: Path, perfgen: Callable[..., Run]) -> None:
    built = building.build(filing, filing.parent / "x.docx")
    ran = perfgen("text", built)
    assert ran == Run(0, dump(built), "")
    assert "\t项目名称\n\t接待管理经费\n\n" in ran.out
    assert "[bookmark: _Toc_4_4_0000000004]1.接待管理经费绩效目标表\n" in ran.out


def test_text_through_a_pipe_is_utf8_whatever_the_locale(filing: Path) -> None:
    built = building.build(filing, filing.parent / "x.docx")
    ran = subprocess.run(
        [sys.executable, "-m", "perfgen", "text", str(built)],
        capture_output=True, check=True, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"},
    )  # fmt: skip
    assert ran.stdout.decode("utf-8") == dump(built)


def test_completion_scripts_are_there(desk: Path) -> None:
    assert desk.is_dir()
    for shell in ("bash", "zsh", "fish"):
        ran = subprocess.run(
            [Path(sys.executable).with_name("perfgen")],
            capture_output=True, check=False, encoding="utf-8", env={"_PERFGEN_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert "perfgen" in ran.stdout, ran.stderr


def test_text_is_written_to_a_file(filing: Path, perfgen: Callable[..., Run]) -> None:
    built = building.build(filing, filing.parent / "x.docx")
    assert perfgen("text", built, "-o", "x.txt") == Run(0, "已生成 x.txt\n", "")
    assert Path("x.txt").read_text(encoding="utf-8") == dump(built)


def test_a_schema_is_written_to_a_file(desk: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("schema", "-o", "x.json").code == 0
    assert json.loads((desk / "x.json").read_text(encoding="utf-8")) == schema("filing")


WARNED = {
    "a goal with a number of its own": ("- 搞好接待服务", "- 1.搞好接待服务", "自己写了序号"),
    "a quotation where there is none": ("用于接待", "用于{{ 年度 }}年接待", "这里不能引用数据"),
}


@pytest.mark.parametrize("case", WARNED)
def test_what_will_hardly_print_as_meant_is_pointed_out(case: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    old, new, words = WARNED[case]
    filing.write_text(SMALL.replace(old, new), encoding="utf-8")
    for command in ("validate", "build"):
        ran = perfgen(command, filing)
        assert ran.code == 0
        assert ": 提醒 MOD04 " in ran.err
        assert words in ran.err
        assert ran.err.endswith("共 1 处提醒。\n")


def test_completion_offers_files_and_asks_nothing(desk: Path) -> None:
    assert desk.is_dir()
    for words, offered in (
        ("perfgen build ", "file,"),
        ("perfgen build --lay", "plain,--layout"),
        ("perfgen new ", ""),
    ):
        count = len(words.split(" ")) - 1
        ran = subprocess.run(
            [Path(sys.executable).with_name("perfgen")], capture_output=True, check=False, encoding="utf-8",
            env={"_PERFGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert ran.stdout.startswith(offered)
        assert "部门" not in ran.stdout


# perfgen fmt


def test_fmt_leaves_other_yaml_alone(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "compose.yaml").write_text("services:   {}\n", encoding="utf-8")
    (desk / ".ci.yaml").write_text("年度:   2022\n", encoding="utf-8")
    assert perfgen("fmt", ".") == Run(0, "都已经是统一的写法。\n", "")
    ran = perfgen("fmt", "compose.yaml")
    assert ran.code == 1
    assert "compose.yaml:1:1: 错误 MOD02 这里应当是一份绩效文本或一个项目" in ran.err


UNTIDY = SMALL.replace("年度: 2022", "year: ２０２２  # 哪一年").replace("预算数: 184.00", "预算数: 1,184.00")


def test_fmt_tidies_and_keeps_the_comments(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(UNTIDY, encoding="utf-8")
    assert perfgen("fmt", "--check", "dept.yaml") == Run(1, "需要整理 dept.yaml\n", "")
    assert filing.read_text(encoding="utf-8") == UNTIDY
    assert perfgen("fmt", "dept.yaml") == Run(0, "已整理 dept.yaml\n", "")
    tidy = filing.read_text(encoding="utf-8")
    assert "年度: 2022  # 哪一年\n" in tidy
    assert "预算数: 1184.00\n" in tidy
    assert perfgen("fmt", "--check", "dept.yaml") == Run(0, "都已经是统一的写法。\n", "")


def test_fmt_of_a_folder_tidies_every_file_and_goes_on_after_a_bad_one(desk: Path, perfgen: Callable[..., Run]) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", desk / "县府办"))
    first, second = sorted((folder / "projects").iterdir())[:2]
    first.write_text("项目名称: [\n", encoding="utf-8")
    second.write_text(second.read_text(encoding="utf-8").replace("预算数", "budget"), encoding="utf-8")
    ran = perfgen("fmt", folder)
    assert ran.code == 1
    assert ran.out == f"已整理 {second.relative_to(desk)}\n"
    assert f"{first.relative_to(desk)}:" in ran.err
    assert first.read_text(encoding="utf-8") == "项目名称: [\n"
    assert "预算数" in second.read_text(encoding="utf-8")


# perfgen schema


def schema(kind: str) -> dict[str, object]:
    return dict(json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", ["filing", "project", "results", "results-project"])
def test_the_schemas_are_fresh(kind: str, perfgen: Callable[..., Run]) -> None:
    assert perfgen("schema", kind).out == (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["filing", "project", "results", "results-project"])
def test_the_schemas_are_schemas_with_chinese_words_for_everything(kind: str) -> None:
    whole = schema(kind)
    jsonschema.Draft7Validator.check_schema(whole)
    definitions = [whole, *dict(whole["definitions"]).values()]  # type: ignore[call-overload]
    for definition in definitions:
        assert re.search("[一-鿿]", definition["title"])
        assert re.search("[一-鿿]", definition["description"])
        for label, item in definition.get("properties", {}).items():
            assert re.search("[一-鿿]", label)
            assert item.get("title", label) == label


def _yaml(path: Path) -> object:
    import yaml

    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def validator(kind: str) -> jsonschema.Draft7Validator:
    """That it is a schema, `test_the_schemas_are_schemas_with_chinese_words_for_everything` sees to."""
    return jsonschema.Draft7Validator(schema(kind))


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_valid_by_its_schema(path: Path) -> None:
    kind = "project" if path.parent.name == "projects" else "results" if "时间" in _yaml(path) else "filing"
    validator(kind).validate(_yaml(path))
    modeline = path.read_text(encoding="utf-8").splitlines()[0]
    wanted = modeline.partition("$schema=")[2]
    assert (path.parent / wanted).resolve() == ROOT / "schemas" / f"{kind}.schema.json"


BAD_BY_SCHEMA = {
    "an unknown key": ("资金用途", "资金用处"),
    "a missing key": ("    资金用途: 用于接待\n", ""),
    "an unknown unit": ("金额单位: 万元", "金额单位: 亿元"),
    "an unknown 一级指标": ("产出指标", "产出"),
    "an unknown 二级指标": ("服务对象满意度指标", "满意程度"),
    "a year that is none": ("年度: 2022", "年度: 二〇二二"),
    "an amount with its unit": ("预算数: 184.00", "预算数: 184万元"),
    "an amount below zero": ("预算数: 184.00", "预算数: -184"),
    "a percentage beyond 100": ("60%", "160"),
    "a checkpoint the form has not": ("10月底", "9月底"),
    "a checkpoint too few": ("10月底: 80%, ", ""),
    "text where a list is wanted": ("\n      - 搞好接待服务", " 搞好"),
}


@pytest.mark.parametrize("case", BAD_BY_SCHEMA)
def test_an_editor_underlines_what_validate_refuses(case: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    validator("filing").validate(_yaml(filing))
    filing.write_text(SMALL.replace(*BAD_BY_SCHEMA[case]), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        validator("filing").validate(_yaml(filing))
    assert perfgen("validate", filing).code == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("年度: 2022", 'year: "2022"'),
        ("年度: 2022", "年度: ２０２２"),
        ("预算数: 184.00", "预算数: １８４．００"),
        ("预算数: 184.00", '预算数: " 1,184 "'),
        ("30%", "30 %"),
        ("30%", "30"),
        ("30%", "３０％"),
        ('"507002"', "507002"),
        ("指标值: ≥90批", "指标值: 90"),
        ("绩效目标:\n      - 搞好接待服务", "绩效目标: []"),
        ("用于接待", '""'),
    ],
)
def test_an_editor_does_not_underline_what_is_understood(
    old: str, new: str, filing: Path, perfgen: Callable[..., Run]
) -> None:
    filing.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    assert perfgen("validate", filing).code == 0
    validator("filing").validate(_yaml(filing))


def test_english_keys_pass_the_schema(filing: Path) -> None:
    english = SMALL.replace("金额单位:", "amount_unit:").replace("项目名称:", "name:").replace("指标值:", "target:")
    filing.write_text(english, encoding="utf-8")
    validator("filing").validate(_yaml(filing))


# perfgen new

NEW = ("--department", "乐亭县财政局", "--code", "0318002", "--year", "2023")


def filled(text: str) -> str:
    """What a clerk does: each placeholder replaced."""
    code = "106-0401-YBN-QS1Q" if "版式: hebei-2021" in text else "13022523P004T40100014"
    text = re.sub(r"(编码: )【填写】", rf"\g<1>{code}", text)
    text = re.sub(r"((?:预算数|财政资金|年度预算数): )【填写】", r"\g<1>12.50", text)
    return re.sub("【填写[^】]*】", "内容", text)


@pytest.mark.parametrize(
    "more", [("--unit", "万元"), ("--unit", "元"), ("--layout", "hebei-2021"), ("--layout", "hebei-2022")], ids=" ".join
)
def test_a_new_filing_validates_and_builds_once_filled(
    more: tuple[str, ...], desk: Path, perfgen: Callable[..., Run]
) -> None:
    ran = perfgen("new", *NEW, *more)
    path = desk / "乐亭县财政局-2023.yaml"
    assert ran.code == 0
    assert "perfgen check 乐亭县财政局-2023.yaml" in ran.out
    text = path.read_text(encoding="utf-8")
    unfilled = perfgen("validate", path)
    assert unfilled.code == 1
    to_fill_in = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert unfilled.err.count("这里还没有填") == "".join(to_fill_in).count("【填写")

    path.write_text(filled(text), encoding="utf-8")

    assert perfgen("validate", path) == Run(
        0, "乐亭县财政局-2023.yaml：没有问题（乐亭县财政局 2023 年度，1 个项目）\n", ""
    )
    assert perfgen("build", path).code == 0
    assert "0318002乐亭县财政局" in dump(desk / "乐亭县财政局-2023.docx").replace(" ", "")


def test_a_new_filing_tells_the_editor_its_schema(desk: Path, perfgen: Callable[..., Run]) -> None:
    perfgen("new", "甲.yaml", *NEW)
    first = (desk / "甲.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=.perfgen/filing.schema.json"
    assert json.loads((desk / ".perfgen/filing.schema.json").read_text(encoding="utf-8")) == schema("filing")


def test_a_new_filing_is_written_as_fmt_would_leave_it(desk: Path, perfgen: Callable[..., Run]) -> None:
    perfgen("new", "甲.yaml", *NEW)
    perfgen("new", "乙/", *NEW)
    assert perfgen("fmt", "--check", desk) == Run(0, "都已经是统一的写法。\n", "")


@pytest.mark.parametrize(
    ("named", "made"), [("教育局", "教育局.yaml"), ("教育局/", "教育局/filing.yaml"), ("a.yml", "a.yml")]
)
def test_where_a_new_filing_goes(named: str, made: str, desk: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("new", named, *NEW).code == 0
    assert (desk / made).is_file()


def test_a_new_filing_of_a_layout_of_ones_own(desk: Path, perfgen: Callable[..., Run]) -> None:
    own = Path(shutil.copytree(ROOT / "templates" / "hebei" / "2022", desk / "版式"))
    text = (own / "layout.yaml").read_text(encoding="utf-8")
    (own / "layout.yaml").write_text(
        text.replace("hebei-2022", "本县").replace("数量指标,", "安全指标,"), encoding="utf-8"
    )
    assert perfgen("new", "甲.yaml", "--layout", "版式", *NEW).code == 0
    path = desk / "甲.yaml"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "安全指标" in path.read_text(encoding="utf-8")
    assert perfgen("build", path, "--layout", "版式").code == 0


def test_a_new_folder_filing_validates_and_builds_once_filled(desk: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("new", "财政局", "--folder", *NEW).code == 0
    for path in (desk / "财政局").rglob("*.yaml"):
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        assert (path.parent / modeline.partition("$schema=")[2]).is_file()
    assert perfgen("build", "财政局").code == 0
    assert (desk / "乐亭县财政局-2023.docx").is_file()


def test_new_asks_for_what_is_missing_until_it_is_right(desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", "甲.yaml", input="乐亭县财政局\n三一八\n318002\n23\n2023\n\n")
    assert ran.code == 0
    assert "部门全称：" in ran.out
    assert "编码只能由数字、英文字母和连字符组成" in ran.err
    assert "年度应当是 2000 到 2099 之间的年份" in ran.err
    assert "central-project-scored、hebei-2021、hebei-2022，或自己的文件夹） [hebei-2022]：" in ran.out
    assert '部门: {编码: "318002", 名称: 乐亭县财政局}' in (desk / "甲.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "written"), [("", False), ("乐亭县财政局", False), ("唐山市财政局", True)])
def test_new_asks_who_reviews(answer: str, desk: Path, perfgen: Callable[..., Run], *, written: bool) -> None:
    ran = perfgen("new", "甲.yaml", input=f"乐亭县水务局\n318002\n2023\n\n{answer}\n")
    assert ran.code == 0
    assert "封面上的审核单位 [乐亭县财政局]：" in ran.out
    assert ("封面: {审核: 唐山市财政局}" in (desk / "甲.yaml").read_text(encoding="utf-8")) == written
    assert perfgen("fmt", "--check", desk).code == 0


def test_nobody_is_asked_for_a_reviewer_that_is_not_printed(desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", "甲.yaml", input="乐亭县水务局\n318002\n2023\ncentral-project\n")
    assert ran.code == 0
    assert "审核" not in ran.out
    assert "封面" not in (desk / "甲.yaml").read_text(encoding="utf-8")


def test_a_reviewer_that_is_told_is_written(desk: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("new", "甲.yaml", *NEW, "--reviewer", "唐山市财政局").code == 0
    assert "封面: {审核: 唐山市财政局}" in (desk / "甲.yaml").read_text(encoding="utf-8")


def test_new_without_anybody_to_ask_says_what_is_missing(desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", "甲.yaml", "--department", "局")
    assert ran.code == 2
    assert "缺少 --code" in ran.err
    assert list(desk.iterdir()) == []


def test_last_years_filing_is_carried_into_the_new_year(filing: Path, perfgen: Callable[..., Run]) -> None:
    cost = "        成本指标:\n          - {三级指标: 项目预算控制数, 指标值: ≤184万元}\n      满意度指标:\n"
    text = SMALL.replace("      满意度指标:\n", cost).replace("接待活动管理。", "2022年接待90批，184万元。")
    filing.write_text(text, encoding="utf-8")
    ran = perfgen("new", "--from", filing, "--year", 2023)
    assert ran.code == 0
    assert "要填写 4 处" in ran.out  # 项目编码、预算数、财政资金、成本指标
    assert "要核对 2 处" in ran.out
    new = Path("乐亭县机关事务中心-2023.yaml")
    written = new.read_text(encoding="utf-8")
    assert written.startswith("# yaml-language-server: $schema=.perfgen/filing.schema.json\n")
    assert "年度: 2023\n" in written
    assert "  # 请核对：这里提到 2022 年\n  # 请核对：这里写着金额\n  分项绩效目标: |\n" in written
    assert "{三级指标: 项目预算控制数, 指标值: 【填写】}" in written
    unfilled = perfgen("validate", new)
    assert unfilled.err.count("这里还没有填") == 4

    new.write_text(filled(written).replace("指标值: 内容", "指标值: ≤12.50万元"), encoding="utf-8")
    old, carried = (building.prepare(path).filing for path in (filing, new))
    assert carried.year == 2023
    assert [row.name for row in carried.projects[0].indicators] == [row.name for row in old.projects[0].indicators]
    assert carried.projects[0].goals == old.projects[0].goals
    assert carried.projects[0].spending_plan == old.projects[0].spending_plan


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_every_example_is_carried_and_asks_only_for_what_changes(
    path: Path, desk: Path, perfgen: Callable[..., Run]
) -> None:
    assert perfgen("new", "今年.yaml", "--from", path, "--year", "2023").code == 0
    found = perfgen("validate", desk / "今年.yaml").err
    written = (desk / "今年.yaml").read_text(encoding="utf-8")
    assert found.count("这里还没有填") == written.count("【填写】") - 1  # one is in the explanation
    assert perfgen("fmt", "--check", desk / "今年.yaml").code == 0


def test_what_does_not_go_with_from_is_told(filing: Path, perfgen: Callable[..., Run]) -> None:
    for more in (("--year", "2022"), ("--year", "2023", "--folder"), ("--year", "2023", "--department", "局")):
        assert perfgen("new", "x.yaml", "--from", filing, *more).code == 2
    assert not Path("x.yaml").exists()


def test_new_never_writes_over_a_project(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "局/projects").mkdir(parents=True)
    (desk / "局/projects/01.yaml").write_text("我的心血", encoding="utf-8")
    ran = perfgen("new", "局", "--folder", *NEW)
    assert ran.code == 1
    assert "已经有这个文件" in ran.err
    assert not (desk / "局/filing.yaml").exists()
    assert (desk / "局/projects/01.yaml").read_text(encoding="utf-8") == "我的心血"


def test_new_never_writes_over_a_file(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", filing, *NEW)
    assert ran.code == 1
    assert "已经有这个文件" in ran.err
    assert filing.read_text(encoding="utf-8") == SMALL


def test_hostile_names_stay_names(desk: Path, perfgen: Callable[..., Run]) -> None:
    name = '局" # 甲: {乙}\\'
    assert perfgen("new", "甲.yaml", "--department", name, "--code", "1", "--year", "2023").code == 0
    path = desk / "甲.yaml"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert building.prepare(path).filing.department.name == name


def test_the_demo_builds_every_example(tmp_path: Path) -> None:
    assert tmp_path.is_dir()
    ran = subprocess.run([sys.executable, ROOT / "tests/demo.py"], capture_output=True, check=True, encoding="utf-8")
    built = [Path(line) for line in ran.stdout.splitlines()]
    assert len(built) == len([path for path in EXAMPLES.iterdir() if path.suffix == ".yaml" or path.is_dir()])
    assert all(path.is_file() and path.parent == ROOT / "build" for path in built)
