"""Names and texts of others on the screen, in reports and records: readable, told apart, and obeyed by nobody."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.cli.say import harmless
from perfgen.docx.budget import DocumentBudget
from perfgen.importing.report import Ledger
from perfgen.shown import as_json, visible
from tests.conftest import ROOT, SMALL, Run

Perfgen = Callable[..., Run]
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|##\\[|^\\s*::",
    re.MULTILINE,
)
"""What a terminal or a runner of GitHub Actions obeys, or nothing can be written with."""

unix = pytest.mark.skipif(sys.platform == "win32", reason="names on Windows are Unicode, without signs of control")


def gbk(name: str) -> str:
    """A name as Python gets it from an old zip."""
    return os.fsdecode(name.encode("gbk"))


SHOWN = {
    gbk("财政局"): "〔GBK：财政局〕",
    gbk("财政局2022年"): "〔GBK：财政局2022年〕",
    gbk("联通"): "〔GBK：联通〕",  # half of it is UTF-8 by chance
    gbk("丂"): "〔GBK：丂〕",  # its second byte is "@"
    f"各部门/{gbk('局')}/a": "各部门/〔GBK：局〕/a",
    os.fsdecode(b"caf\xe9.yaml"): "caf\\xe9.yaml",
    os.fsdecode(b"\xff\xfe"): "\\xff\\xfe",
    "一行\n::error::另一行": "一行\\n::error::另一行",
    "\x1b[31m红\x1b[0m": "\\x1b[31m红\\x1b[0m",
    "\x1b]0;题\x07": "\\x1b]0;题\\x07",
    "a\x9b31mb\x85": "a\\x9b31mb\\x85",
    "a\u202eb\u2066c\u200f": "a\\u202eb\\u2066c\\u200f",
    "a\u200bb\ufeff\u2028": "a\\u200bb\\ufeff\\u2028",
    "a\U000e0041": "a\\U000e0041",
    "##[error]x": "##\\x5berror]x",
    "乐亭县　财政局 1%": "乐亭县　财政局 1%",
    "𠮷野家 é 100% “好”": "𠮷野家 é 100% “好”",
}


@pytest.mark.parametrize(("text", "expected"), SHOWN.items())
def test_what_is_obeyed_is_shown_instead(text: str, expected: str) -> None:
    assert visible(text) == expected
    assert visible(expected) == expected


@given(st.text(st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_whatever_the_text_nothing_in_it_is_obeyed_and_json_is_exact(text: str) -> None:
    assert not re.search(OBEYED.pattern.removesuffix("|^\\s*::"), visible(text).replace("\t", ""))
    assert "\n" not in visible(text)
    visible(text).encode("utf-8")
    assert json.loads(as_json({text: [text]})) == {text: [text]}
    assert not OBEYED.search(as_json(text))
    assert not OBEYED.search(harmless(text).replace("\x1b[", ""))


def test_no_character_that_is_obeyed_is_forgotten() -> None:
    obeyed = [
        char for char in map(chr, range(0x110000)) if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    assert [char for char in obeyed if visible(char) == char] == []
    assert [char for char in obeyed if char in as_json(char)] == []
    assert all(json.loads(as_json(char)) == char for char in obeyed)


def test_lines_keep_tabs_and_our_own_colours() -> None:
    assert harmless("\x1b[31m错误\x1b[0m\t甲\n乙") == "\x1b[31m错误\x1b[0m\t甲\n乙"
    assert harmless("\x1b]0;题\x07甲") == "\\x1b]0;题\\x07甲"
    assert harmless("甲\n  ::error::x") == "甲\n  \\x3a:error::x"


@given(st.binary(min_size=1, max_size=12), st.binary(min_size=1, max_size=12))
def test_two_names_are_not_shown_alike(one: bytes, other: bytes) -> None:
    names = {os.fsdecode(name) for name in (one, other)}
    plain = [name for name in names if "\\" not in name and "〔" not in name]
    assert len({visible(name) for name in plain}) == len(plain)


# --- through the commands

NAMES = {
    "GBK": gbk("财政局"),
    "a byte": os.fsdecode(b"caf\xe9"),
    "another encoding": os.fsdecode("財政局".encode("big5")),
    "a line break": "a\n::error::伪造\r",
    "a command": "::set-output name=a::b",
    "an old command": "##[add-mask]x",
    "a title": "a\x1b]0;x\x07",
    "C1": "a\x9b31m\x9d0;x\x9c",
    "an override": "a\u202efdp\u2066",
    "unseen": "a\u200bb\ufeff\u2028",
    "a scheme": "javascript:alert(1)",
    "HTML": "a<b>\"'&#?",
}

CALLS: dict[str, tuple[str, ...]] = {
    "validate": ("validate", "{}.yaml", "{}夹"),
    "check": ("check", "{}.yaml", "{}夹"),
    "check github": ("check", "{}.yaml", "--format", "github"),
    "check sarif": ("check", "{}.yaml", "{}夹", "--format", "sarif"),
    "check json": ("check", "{}.yaml", "{}夹", "--format", "json"),
    "check html": ("check", "{}.yaml", "{}夹", "--format", "html"),
    "check -o": ("check", "{}.yaml", "--format", "json", "-o", "{}.json"),
    "baseline": ("check", "{}.yaml", "--write-baseline", "{}基线.json"),
    "no baseline": ("check", "{}.yaml", "--baseline", "{}没有.json"),
    "fix": ("check", "{}.yaml", "--fix", "--diff"),
    "build": ("build", "{}.yaml", "-o", "{}.docx"),
    "build to a folder": ("build", "{}.yaml", "-o", "{}无/"),
    "fmt": ("fmt", "{}.yaml", "{}夹"),
    "batch": ("batch", ".", "-o", "{}成品", "-j", "1", "--report", "{}.json"),
    "batch html": ("batch", ".", "-o", "成品", "-j", "1", "--report", "{}.html"),
    "batch xlsx": ("batch", ".", "-o", "成品", "-j", "1", "--report", "{}.xlsx"),
    "batch on workers": ("batch", ".", "-o", "成品", "-j", "2"),
    "batch by file name": ("batch", "{}.yaml", "-o", "成品", "--name-pattern", "{{文件名}}"),
    "import": ("import", "{}原.docx", "-o", "{}读.yaml", "--report", "{}读.json", "--check"),
    "import a folder": ("import", ".", "-o", "{}读入", "--report", "{}读.json"),
    "check a document": ("check", "{}原.docx", "--format", "html"),
    "new": ("new", "{}新.yaml", "--department", "甲", "--code", "106", "--year", "2023"),
    "new from": ("new", "{}新.yaml", "--from", "{}.yaml", "--year", "2024"),
    "text": ("text", "{}坏.docx"),
    "schema": ("schema", "-o", "{}.schema.json"),
    "rules": ("rules", "{}"),
    "no such command": ("{}",),
    "no such option": ("check", "{}.yaml", "--{}"),
    "no such choice": ("check", "{}.yaml", "--format", "{}"),
    "no such layout": ("build", "{}.yaml", "--layout", "{}"),
    "no such file": ("validate", "{}没有"),
    "no such pattern": ("batch", ".", "-o", "成品", "--name-pattern", "{}{{x}}"),
}


@pytest.fixture
def named(desk: Path) -> Callable[[str], str]:
    """Puts files of a name on the desk: a filing with a finding, a folder with a mistake, Word files."""

    def put(name: str) -> str:
        from perfgen import building

        (desk / f"{name}.yaml").write_text(SMALL.replace("财政资金: 184.00", "财政资金: 1.00"), encoding="utf-8")
        (desk / f"{name}夹").mkdir()
        (desk / f"{name}夹" / "filing.yaml").write_text(SMALL.replace("预算数: 184.00", "预算数: 一"), encoding="utf-8")
        building.build(desk / f"{name}.yaml", desk / f"{name}原.docx")
        (desk / f"{name}坏.docx").write_bytes(b"x")
        return name

    return put


def safe(ran: Run, call: str) -> None:
    """Assert that a run neither broke nor printed what is obeyed."""
    assert ran.code in (0, 1, 2), ran.err
    assert "Traceback" not in ran.err
    assert "自己出了错" not in ran.out + ran.err
    out = re.sub(r"^::(?:error|warning|notice) (?=file=|title=)", "", ran.out, flags=re.MULTILINE) if "github" in call else ran.out  # fmt: skip
    for text in (out, ran.err):
        assert OBEYED.search(text) is None, ascii(text)


@unix
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("case", NAMES)
def test_a_name_of_any_kind_goes_through_every_command(
    case: str, call: str, named: Callable[[str], str], perfgen: Perfgen
) -> None:
    name = named(f"./{NAMES[case]}" if call.startswith("no such") else NAMES[case])
    ran = perfgen(*(one.format(name) for one in CALLS[call]))
    safe(ran, call)
    for file in [path for path in Path().rglob("*") if path.suffix in (".json", ".html") and path.is_file()]:
        text = file.read_text(encoding="utf-8")
        assert OBEYED.search(text) is None
        if file.suffix == ".json":
            json.loads(text)


@unix
def test_the_same_name_is_shown_alike_everywhere(named: Callable[[str], str], perfgen: Perfgen) -> None:
    name = named(gbk("财政局"))
    shown = "〔GBK：财政局〕.yaml"
    ran = perfgen("batch", f"{name}.yaml", "-o", "成品", "--report", "r.html")
    perfgen("batch", f"{name}.yaml", "-o", "成品", "--report", "r.xlsx")
    assert ran.code == 0
    cells = {cell.value for row in openpyxl.load_workbook("r.xlsx").active.iter_rows() for cell in row}
    for text in (ran.out, ran.err, Path("r.html").read_text(encoding="utf-8"), cells):
        assert shown in text
    for form in ("text", "html"):
        assert shown in perfgen("check", f"{name}.yaml", "--format", form).out


@unix
def test_programs_get_the_name_itself(named: Callable[[str], str], perfgen: Perfgen) -> None:
    name = f"{named(gbk('财政局'))}.yaml"
    assert json.loads(perfgen("check", name, "--format", "json").out)["filings"][0]["file"] == name
    perfgen("batch", name, "-o", "成品", "--report", "r.json")
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["filings"][0]["source"] == name
    (result, *_) = json.loads(perfgen("check", name, "--format", "sarif").out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%B2%C6%D5%FE%BE%D6.yaml"


@unix
def test_a_baseline_of_such_names_is_read_again(named: Callable[[str], str], perfgen: Perfgen) -> None:
    name = f"{named(gbk('财政局'))}.yaml"
    assert perfgen("check", name).code == 1
    assert perfgen("check", name, "--write-baseline", "b.json").code == 0
    assert "基线里已有的" in perfgen("check", name, "--baseline", "b.json").out


@unix
def test_a_batch_of_such_names_is_done_once(named: Callable[[str], str], perfgen: Perfgen) -> None:
    name = f"{named(gbk('财政局'))}.yaml"
    assert "已生成 1 份" in perfgen("batch", name, "-o", gbk("成品")).out
    assert "没有变 1 份" in perfgen("batch", name, "-o", gbk("成品")).out


@unix
def test_a_name_in_the_yaml_of_an_import_ends_no_comment(named: Callable[[str], str], perfgen: Perfgen) -> None:
    name = named("甲\n年度: 1999\n#")
    assert perfgen("import", f"{name}原.docx", "-o", "读.yaml").code == 0
    assert "\n年度: 1999" not in Path("读.yaml").read_text(encoding="utf-8")


def test_a_doubt_that_quotes_two_lines_is_one_line_of_comment() -> None:
    ledger = Ledger(Path("x.docx"), DocumentBudget(Path("x.docx")))
    ledger.doubt("第1格", "甲", "看不出“甲\n年度: 1999”是百分之几", "预算项目", 0)
    assert list(ledger.comments().values()) == [["请核对：看不出“甲\\n年度: 1999”是百分之几"]]


TEXTS = {
    "a key with a line break": ("金额单位:", '"坏\\n::error::x": 1\n金额单位:'),
    "a key with an escape": ("金额单位:", '"坏\\e]0;x\\a\\x9b31m": 1\n金额单位:'),
    "a key with an override": ("金额单位:", '"坏\\u202e": 1\n金额单位:'),
    "a key like a command": ("金额单位:", '"##[error]坏": 1\n金额单位:'),
    "a value with a line break": ("预算数: 184.00", '预算数: "1\\n::error::x"'),
    "a value with an escape": ("预算数: 184.00", '预算数: "1\\e]0;x\\a"'),
    "a layout": ("hebei-2022", '"x\\n::set-output name=a::b\\e[0m"'),
    "a raw override in the line": ("预算数: 184.00", "预算数: 1\u202e84"),
    "a raw escape": ("用于接待", "用于\x1b]0;x\x07接待"),
    "a raw C1": ("用于接待", "用于\x9b31m接待"),
    "a department like a command": ("名称: 乐亭县机关事务中心", '名称: "::error::x"'),
    "a department with an override": ("名称: 乐亭县机关事务中心", "名称: 乐亭\u202e县"),
    "a file to include": ("预算项目:", '专项资金: ["x\\e[31m\\n::error::*.yaml"]\n预算项目:'),
    "an anchor": ("用于接待", "*\u202ex"),
    "a tag": ("用于接待", "!\u202ex 1"),
    "narrative": ("合计.预算数", "合计\u202e.预算数"),
    "a comment": ("预算项目:", "# perfgen: ignore[IND\u202e02] x\n预算项目:"),
}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "html"])
@pytest.mark.parametrize("case", TEXTS)
def test_a_text_of_any_kind_is_harmless_in_what_is_said_of_it(
    case: str, form: str, filing: Path, perfgen: Perfgen
) -> None:
    old, new = TEXTS[case]
    assert old in SMALL
    filing.write_text(SMALL.replace(old, new), encoding="utf-8")
    safe(perfgen("check", filing, "--info", "--format", form), form)
    safe(perfgen("validate", filing), "")
    safe(perfgen("batch", filing, "-o", "成品", "--check"), "")


SETTINGS = {
    "a key": '"\\u001b[31mx\\n::error::y" = 1\n',
    "a value": '[check]\nfail_on = "\\u001b]0;x\\u0007"\n',
    "a rule": '[check]\nselect = ["\\u202e\\n::error::x"]\n',
    "a list of words": '[check.words]\n"\\u009b31m" = "a.txt"\n',
    "a layout": '[defaults]\nlayout = "\\u202ex"\n',
    "no TOML": "a = \u202e\x1b\n",
}


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_of_any_kind_are_harmless_in_what_is_said_of_them(case: str, filing: Path, perfgen: Perfgen) -> None:
    Path("perfgen.toml").write_text(SETTINGS[case], encoding="utf-8")
    safe(perfgen("check", filing), "")
    safe(perfgen("batch", filing, "-o", "成品"), "")


def test_only_one_module_prints() -> None:
    raw = {"say.py": 1, "text.py": 1, "put.py": 1, "diff.py": 1}
    """Where `click.echo` is called: by `say`, for the text of a document through a pipe, and for reports."""
    found = {
        path.name: path.read_text(encoding="utf-8").count("click.echo(") for path in (ROOT / "perfgen/cli").glob("*.py")
    }
    assert {name: count for name, count in found.items() if count} == raw
    assert not any("print(" in path.read_text(encoding="utf-8") for path in (ROOT / "perfgen/cli").glob("*.py"))
