"""YAML from somebody else: however it is written, perfgen answers soon, in bounded memory, and in words, in every command."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from perfgen import building
from perfgen.checking import Session, Wanted
from perfgen.checking.named import PlaceNames
from perfgen.cli.report import MOST_SHOWN
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import Filing
from perfgen.filing.narrative import MOST_FILLED
from perfgen.filing.standard import Standard
from perfgen.filing.text import LONGEST_LINE, LONGEST_TEXT
from perfgen.filing.walk import at
from perfgen.source import canonical
from perfgen.source.files import MOST_FILES, matches
from perfgen.source.parse import MOST_WORK, parse_text
from perfgen.source.scalars import MOST_TEXT
from perfgen.source.text_file import SourceFile
from tests.conftest import ALL_FILINGS, SMALL, Run
from tests.effort import effort, seconds_for
from tests.property.strategies import FORM

ROW = "          - {三级指标: 完成接待活动批次, 指标值: ≥90批}\n"
PLAN = "{3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}"
NARRATIVE, GOAL = "接待活动管理。", "      - 搞好接待服务\n"


def small(*changes: tuple[str, str]) -> str:
    """The small filing with some of its text replaced."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


PART = 1 if os.environ.get("PERFGEN_HOSTILE") == "all" else 10
"""`make test` takes a tenth of what `make hostile` takes, and gives it a tenth of the time."""

WORK = 30_000
"""How many times the work of checking the smallest filing the five commands may take; the slowest of them takes a third of it."""


def _many(lines: str, times: int) -> str:
    """Lines with their numbers in the places of `@`."""
    return "".join(lines.replace("@", str(number)) for number in range(times // PART))


# By what is tried: a file, and the words of what is said of it; no words where nothing is.
HOSTILE = {
    "deep brackets": ("a: " + "[" * 100_000, "嵌套超过"),
    "deep lists": ("- " * 100_000 + "a", "嵌套超过"),
    "a long text again and again": (small(("用于接待", "&x " + "长" * 50_000), (GOAL, "      - *x\n" * 20_000)), f"超过 {MOST_TEXT} 个字"),
    "a long basis on many rows": (small(("年初工作计划", "长" * 50_000), (ROW, ROW * 3_000)), f"超过 {MOST_TEXT} 个字"),
    "an anchor of a megabyte": (small(("用于接待", f"&{'x' * 1_000_000} 用")), ""),
    "30,000 unknown keys": (SMALL + _many("键@: 甲\n", 30_000), "没有“键0”这一项"),
    "30,000 keys of a project": (SMALL + _many("    键@: 甲\n", 30_000), "没有“键0”这一项"),
    "one key 30,000 times": (SMALL + "键: 甲\n" * (30_000 // PART), "“键”写了两次"),
    "30,000 checkpoints": (small((PLAN, "{" + _many("@月底: 30%, ", 30_000) + "}")), "个时点"),
    "30,000 rows that are none": (small((ROW, "          - [甲]\n" * (30_000 // PART))), "这里应当分项写"),
    "20,000 levels": (
        small(("    绩效指标:\n", "    绩效指标:\n" + _many("      - {一级指标: 甲@, 二级指标: 乙, 三级指标: 丙, 指标值: 1}\n", 20_000) + "#")),
        "",
    ),
    "60,000 includes of nothing": (small(("预算项目:\n", "预算项目:\n" + _many("  - 没有@.yaml\n", 60_000))), f"共 {MOST_FILES + 1} 处错误"),
    "a pattern without end": (small(("预算项目:\n", f"预算项目:\n  - '{'*/' * 5000}x'\n")), "层以上"),
    "a name of a megabyte, quoted": (
        small(("乐亭县机关事务中心", "长" * 300_000), (NARRATIVE, "{{ 部门.名称 }}" * 9_000)), f"最多写 {LONGEST_LINE} 个字",
    ),
    "a long name quoted often": (
        small(("乐亭县机关事务中心", "长" * LONGEST_LINE), (NARRATIVE, "{{ 部门.名称 }}" * 900)), f"超过 {MOST_FILLED} 个字",
    ),
    "quotations, each another": (small((NARRATIVE, _many("{{ 1 + @ }}", 5_000 * PART))), "引用超过"),
    "a long quotation that ends": (small((NARRATIVE, '{{ 项目["' + "名" * 1900 + '"].预算数 }}')), "引用太长"),
    "a quotation that does not end": (small((NARRATIVE, '{{ 项目["' + "名" * 1900)), "写得不完整"),
    "a quotation that does not end before another": (small((NARRATIVE, '{{ "' + "名" * 999 + "{{ 年度 }}")), "写得不完整"),
    "quotations that do not end": (small((NARRATIVE, "{{ " * 30_000)), "引用太长"),
    "30,000 documents": (SMALL + "---\n甲: 乙\n" * (30_000 // PART), "一个文件里只能写一份"),
    "tabs": (SMALL + "\t甲:\t乙\n" * (100_000 // PART), "制表符"),
    "a byte order mark within": (SMALL + "\ufeff" + SMALL, ""),
    "a surrogate": (small(("用于接待", r'"\ud800"')), "不是文字"),
    "a surrogate in a key": (SMALL + r'"\ud800": 甲', "不是文字"),
    "NUL in a text": (small(("用于接待", r'"甲\0"')), "U+0000"),
    "NUL in a key": (SMALL + r'"\0": 甲', "这一项"),
    "C1 controls": (small(("用于接待", r'"\x80\x9f\x85\L\P"'), ("项目名称: 接待管理经费", r'项目名称: "\x80甲"')), ""),
    "a million NULs": ("\0" * 1_000_000, "U+0000"),
    "a key of a megabyte": (SMALL + "长" * 1_000_000 + ": 甲\n", ""),
    "a text of a megabyte": (small(("用于接待", "长" * 1_000_000)), f"最多写 {LONGEST_TEXT} 个字"),
    "a block of 300,000 lines": (small((NARRATIVE, "\n    ".join(["长"] * 300_000))), f"最多写 {LONGEST_TEXT} 个字"),
    "a megabyte of comments": (SMALL + "# 注\n" * (200_000 // PART), ""),
    "60,000 ignores": (SMALL + "# perfgen: ignore[IND02] 甲\n" * (60_000 // PART), ""),
    "a megabyte of blanks": (SMALL + " " * 1_000_000, ""),
    "a text that ends in signs of comments": (small(("用于接待", "用" + " #甲" * 300_000)), "被当成注释"),
    "an enormous exponent": (small(("184.00", "1e999999999"), ("60%", "1e999999999%"), ("2022\n", "1e999999999\n")), "科学计数"),
    "an enormous exponent in quotes": (small(("184.00", '"1e999999999"'), ("60%", '"1e999999999%"'), ("≥90批", "≥1e999999999批")), "应当是金额"),
    "10,000 digits": (small(("184.00", "9" * 10_000), ("60%", "9" * 10_000), ("≥90批", "9" * 10_000)), "应当是金额"),
    "an enormous number quoted": (small((NARRATIVE, "{{ 1e999999999 }}{{ " + "9" * 400 + " }}")), "不能印的内容"),
    "percent signs": (small(("60%", f"'{'%' * 100_000}'")), "应当是百分数"),
    "slips without end": (SMALL + "金额单位：万元\n" * (30_000 // PART), "冒号是全角的"),
    "keys with signs that are not seen": ("年\u200b度: 2\n" * (30_000 // PART), "U+200B"),
    "a merge of 100,000 lines": ("<<<<<<< a\n=======\n" + "甲: 乙\n" * (100_000 // PART), ""),
    "lines moved by a blank": (small(("    资金用途", "     资金用途")) + "     绩效目标: 甲\n" * (30_000 // PART), ""),
    "long lines of slips": (SMALL + ("预算数: " + "，" * 1_900 + "\n") * 400 + "甲\n", ""),
    "brackets": (small(("用于接待", ": [" * 200_000)), ""),
    "many findings": (small(("用于接待", "意见意见建全，，" * 10_000)), ""),
    "figures against rows": (
        small(("用于接待", "培训3次，" * (15_000 // PART)), (ROW, _many("          - {三级指标: 培训@, 指标值: @次}\n", 2_000))), "",
    ),
    "amounts said to be the whole": (
        small(("乐亭县机关事务中心", "计共"), (NARRATIVE, ("共计共" * 20 + "申请预算资金1万元。") * 1_000)), "",
    ),
}  # fmt: skip
COMMANDS = """\
import sys
from perfgen.cli.main import main
for words in (["validate"], ["check", "--info"], ["check", "--diff"], ["fmt", "--check"], ["build", "--no-page-numbers", "-o", "x.docx"]):
    try:
        main([*words, "dept.yaml"])
    except SystemExit as end:
        print(words[0], "gave", end.code)
"""


@pytest.mark.parametrize("case", HOSTILE)
def test_every_command_answers_soon_and_in_bounded_memory(case: str, filing: Path) -> None:
    """One process runs five commands with `WORK`, or a part of it, and in 500 MB."""
    text, words = HOSTILE[case]
    filing.write_text(text, encoding="utf-8")
    seconds = seconds_for(WORK // PART, 20)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    ran = subprocess.run(
        [sys.executable, "-c", COMMANDS], capture_output=True, encoding="utf-8", check=False, preexec_fn=limit
    )
    codes = [line.rpartition(" ")[2] for line in ran.stdout.splitlines() if " gave " in line]
    assert len(codes) == 5, ran.stderr[-2000:]
    assert set(codes) <= {"0", "1"}, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert "Traceback" not in ran.stdout + ran.stderr
    assert words in ran.stderr
    assert len(ran.stdout) + len(ran.stderr) < 1_000_000


RUNS = (
    *"一亿千十两半壹19１(（)）[【《》〔{#.。，、；：: 　\t\xa0-—~≥=%X×○*_/甲a年月元个每第约的",
    "1,", "1.", "1 ", "()", "（甲", "{{", " #", "# ", "甲，", "甲 ", "一是", "1、", "（一）", "2021年", "2021年我县", "12月底", "1万元",
    "一元", "十万", "百分之一", "3次", "预算", "预算资金", "工作活动", "主要用于", "目标内容", "错误!", "项目", "绩效指标", "绩效指标：",
    "接待管理经费", "本部门", "共", "县", "市", "意见意见", "提高", "问题", "费", "含(", "1-", "《甲》", "甲\n", "一、甲\n", "1.甲\n",
    "接待管理经费，预算资金184万元\n",
)  # fmt: skip


def _everywhere(text: str, line: str) -> str:
    """The small filing with a text in every field that takes one, and a line in every field that takes a line."""
    said, name = (json.dumps(one, ensure_ascii=False) for one in (text, line))
    row = f"指标值: {said}, 绩效指标描述: {said}, 指标值确定依据: {said}, 评（扣）分标准: {said}"
    filing = small(
        ("名称: 乐亭县机关事务中心", f"名称: {name}"),
        ("项目名称: 接待管理经费", f"项目名称: {name}"),
        ("- 搞好接待服务", f"- {said}"),
        ("用于接待", f"{said}\n    工作活动概况: {said}\n    资金安排情况: {said}\n    绩效目标说明: {said}\n    工作活动: {name}"),
        (NARRATIVE, "（一）接待管理经费，预算资金184万元。绩效指标：" + text.replace("\n", "\n    ").replace("\t", " ") + "。"),
        ("指标值: ≥90批", row),
        ("≥95%", f"{{符号: {said}, 值: {said}, 单位: {said}}}"),
    )  # fmt: skip
    grades = ", ".join(f"{label}: {said}" for label in "优良中差")
    return (
        f"{filing}部门职责:\n  - 职责活动: {name}\n    内容描述: {said}\n"
        f"    工作活动: [{{职责活动: {name}, 绩效指标: [{{绩效指标: {name}, {grades}}}]}}]\n"
        f"整体绩效指标:\n  产出指标:\n    时效指标:\n      - {{三级指标: {name}, {row}}}\n    成本指标:\n      - {{三级指标: {name}, {row}}}\n"
    )


@pytest.mark.parametrize("run", RUNS)
def test_a_run_of_one_sign_takes_no_long_time_anywhere(run: str, filing: Path) -> None:
    """In more than twenty fields at once, of 1,000 characters each: what grows with the square takes five times the bound."""
    text = run * (1_000 // len(run))
    filing.write_text(_everywhere(text, (run * 100).replace("\n", "") if run.strip() else "甲"), encoding="utf-8")

    def gone_through() -> None:
        Session(Wanted(info=True)).check([filing])
        Session(Wanted()).fixes(filing)
        canonical(filing)

    assert effort(gone_through) < 250


@pytest.mark.parametrize("run", RUNS)
def test_a_run_takes_no_long_time_where_it_does_not_belong(run: str, filing: Path) -> None:
    """In amounts, codes, plans, keys and comments; in quotes, and as it stands, where it may be no YAML at all."""
    text = run.replace("\n", "") * (6_000 // len(run))
    quoted = json.dumps(text, ensure_ascii=False)
    wrong = small(
        ("184.00", quoted),
        ("60%", quoted),
        ("13022522P004T4010007B", quoted),
        ("6月底", quoted),
        ("2022\n", quoted + "\n"),
    )

    def checked() -> None:
        for written in (
            f"{wrong}{quoted}: 甲\n# {text}\n",
            f"{SMALL}{text}: 甲\n",
            small(("用于接待", text)),
            small(("≥90批", text)),
        ):
            filing.write_text(written, encoding="utf-8")
            Session(Wanted(info=True)).check([filing])

    assert effort(checked) < 250


# --- bounds, and where they are told


def told(path: Path) -> Diagnostic:
    """The one thing that is wrong with a filing."""
    with pytest.raises(FilingError) as caught:
        building.prepare(path)
    (found,) = caught.value.diagnostics
    return found


BOUNDS = {
    "a name": (("项目名称: 接待管理经费", "项目名称: @"), "长" * (LONGEST_LINE + 1), f"这里有 {LONGEST_LINE + 1} 个字", "@"),
    "a text": (("用于接待", "@"), "长" * (LONGEST_TEXT + 1), f"最多写 {LONGEST_TEXT} 个字", "@"),
    "a code": (("13022522P004T4010007B", "@"), "1" * 1_000, "这里是“1111111111111111111111111111111111111111…”", ""),
    "quotations of one text": ((NARRATIVE, "短@"), "{{ 年度 }}" * 1_001, "引用超过 1000 处", "{{ 年度 }}\n  工作"),
}  # fmt: skip


@pytest.mark.parametrize("case", BOUNDS)
def test_a_bound_is_told_where_it_is_passed(case: str, filing: Path) -> None:
    (old, new), text, words, at = BOUNDS[case]
    written = small((old, new.replace("@", text)))
    filing.write_text(written, encoding="utf-8")
    found = told(filing)
    assert words in found.message
    before = written[: written.index(at.replace("@", text) or text)]
    assert (found.line, found.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert found.hint


def test_what_is_within_the_bounds_is_taken_to_the_letter(filing: Path) -> None:
    name, text = "长" * LONGEST_LINE, "宽" * LONGEST_TEXT
    filing.write_text(small(("项目名称: 接待管理经费", f"项目名称: {name}"), ("用于接待", text)), encoding="utf-8")
    (project,) = building.prepare(filing).filing.projects
    assert (project.name, project.purpose) == (name, text)


def test_the_texts_of_a_filing_are_bounded_in_sum_where_quotations_fill_them(filing: Path) -> None:
    """No text is too long by itself; the quotation that goes beyond the sum is told."""
    quoted = "{{ 部门.名称 }}" * 90
    whole = small(
        ("乐亭县机关事务中心", "长" * LONGEST_LINE), (NARRATIVE, quoted), ("完善制度。", quoted), ("本部门{{ 年度 }}", quoted)
    )  # fmt: skip
    filing.write_text(whole, encoding="utf-8")
    found = told(filing)
    assert found.code == "NAR01"
    assert f"超过 {MOST_FILLED} 个字" in found.message
    assert found.excerpt[found.column - 1 :].startswith("{{ 部门.名称 }}")
    filing.write_text(whole.replace(quoted, quoted[: len(quoted) // 2]), encoding="utf-8")
    assert sum(map(len, building.prepare(filing).narrative.values())) > MOST_FILLED // 2


@pytest.mark.parametrize("example", ALL_FILINGS, ids=lambda path: path.name)
def test_the_bounds_are_far_from_what_filings_need(example: Path) -> None:
    prepared = building.prepare(example)
    assert sum(map(len, prepared.narrative.values())) * 100 < MOST_FILLED
    assert sum(len(file.read_text(encoding="utf-8")) for file in prepared.reading.files) * 40 < MOST_TEXT
    assert max(len(project.name) for project in prepared.filing.projects) * 50 < LONGEST_LINE


@pytest.mark.parametrize("number", ["1e999999999", "1e-999999999", "NaN", "Infinity", "1e15"])
def test_a_number_that_cannot_be_written_out_is_refused_wherever_it_comes_from(number: str) -> None:
    with pytest.raises(ValidationError):
        Standard.model_validate({"权重合计": number})
    with pytest.raises(ValidationError):
        Filing.model_validate({"projects": [{"budget": Decimal(number)}]}, context=FORM)
    with pytest.raises(ValidationError) as caught:
        Filing.model_validate({"预算项目": [{"预算数": Decimal(number), "资金支出计划": {"3月底": Decimal(number)}}]})
    said = [error["loc"] for error in caught.value.errors() if error["type"] == "perfgen"]
    assert ("预算项目", 0, "预算数") in said
    assert ("预算项目", 0, "资金支出计划", "3月底") in said


# --- what is shown


def test_the_first_findings_of_a_file_are_shown_and_the_rest_counted(filing: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(SMALL + _many("键@: 甲\n", 500 * PART), encoding="utf-8")
    ran = perfgen("validate", filing)
    assert ran.err.count("错误 MOD01") == MOST_SHOWN
    assert f"另有 {500 - MOST_SHOWN} 处没有列出" in ran.err
    assert "共 500 处错误。" in ran.err


def test_check_shows_the_first_findings_as_text_and_all_of_them_as_json(
    filing: Path, perfgen: Callable[..., Run]
) -> None:
    filing.write_text(small((GOAL, "      - 意见意见\n" * 500)), encoding="utf-8")
    ran = perfgen("check", "--select", "TXT02", filing)
    assert ran.out.count("提醒 TXT02") == MOST_SHOWN
    assert f"另有 {500 - MOST_SHOWN} 处没有列出" in ran.out
    assert "500 处提醒" in ran.out
    whole = json.loads(perfgen("check", "--select", "TXT02", "--format", "json", filing).out)
    assert len(whole["filings"][0]["findings"]) == 500


def test_a_page_of_many_findings_on_one_line_stays_small(filing: Path, perfgen: Callable[..., Run], desk: Path) -> None:
    filing.write_text(small(("用于接待", "意见意见，" * 5_000)), encoding="utf-8")
    perfgen("check", "--select", "TXT02", "--format", "html", "-o", desk / "page.html", filing)
    assert (desk / "page.html").stat().st_size < 20_000_000


# --- files


def test_folders_linked_into_themselves_are_looked_into_once(desk: Path) -> None:
    (desk / "a.yaml").touch()
    for name in ("甲", "乙"):
        (desk / name).symlink_to(desk, target_is_directory=True)
    found: list[Path] = []
    assert effort(lambda: found.extend(matches(desk, "*/" * 20 + "*.yaml"))) < 100
    assert [path.name for path in found] == ["a.yaml"]


def test_slips_in_many_files_are_mended_with_one_effort(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgen.source.placed.MOST_WORK", MOST_WORK // 10)
    folder = filing.parent / "projects"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number}.yaml").write_text("甲：乙\n丙: 丁\n" * 100, encoding="utf-8")
    text = SMALL[: SMALL.index("  - 项目名称")] + "  - projects/*.yaml\n"
    filing.write_text(text, encoding="utf-8")

    def told() -> None:
        with pytest.raises(FilingError):
            building.prepare(filing)

    assert effort(told) < 500


def test_places_are_named_in_time_in_proportion_to_the_projects(filing: Path) -> None:
    start, count = SMALL.index("  - 项目名称"), 1_500
    projects = "".join(SMALL[start:].replace("接待管理经费", f"接待管理经费{number}") for number in range(count))
    filing.write_text(SMALL[:start] + projects, encoding="utf-8")
    whole = building.prepare(filing).filing
    names = PlaceNames(whole)

    def every() -> list[str]:
        paths = [("预算项目", number, "项目名称") for number in range(count)]
        return [f"{names.about(path)}：{at(whole, path)}" for path in paths]

    assert effort(every) < 20
    assert every()[-1] == "“接待管理经费1499”项目名称：接待管理经费1499"


def test_a_line_put_in_moves_nothing_on_so_that_it_is_not_put_in_again_and_again() -> None:
    """The mistake behind it stays where it is in the file, though every line put in moves it down in the draft."""
    text = "版式: hebei-2022\n部门整体绩效目标:\n  总体绩效目标: x\n  分项绩效目标: |x\n      接待。\n  工作保障措施: y\n预算项目: []\n"
    parsed = parse_text(SourceFile(Path("x.yaml"), text))
    assert parsed.root is None
    assert parsed.work < 60 * len(text)
