"""`build` and `validate` tell what rules call an error, and stop at it with --strict."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from perfgen.checking.grave import RECKONED
from perfgen.checks import RULES
from perfgen.errors import Severity
from tests.conftest import MODEL, SMALL, Run

Perfgen = Callable[..., Run]
SOUND = SMALL.replace(
    "      满意度指标:\n",
    "      效益指标:\n        社会效益指标:\n          - {三级指标: 来访单位数量, 指标值: ≥60个}\n      满意度指标:\n",
)
TOTAL = "申请预算资金{{ 合计.预算数 }}万元"


def written(folder: Path, text: str) -> Path:
    file = folder / "接待.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("财政资金: 184.00", "财政资金: 100.00", "NUM01"),
        ("项目编码: 13022522P004T4010007B", "项目编码: 13022522P004T4010007C", "PRJ02"),
        (TOTAL, "申请预算资金999.99万元", "XRF01"),
    ],
)
def test_errors_of_rules_are_told_and_strict_stops_at_them(
    perfgen: Perfgen, tmp_path: Path, right: str, wrong: str, code: str
) -> None:
    assert right in SOUND
    file, built = written(tmp_path, SOUND.replace(right, wrong)), tmp_path / "接待.docx"
    ran = perfgen("validate", str(file))
    assert (ran.code, f"错误 {code} " in ran.err, "规则查出 1 处错误" in ran.out) == (0, True, True)
    assert perfgen("validate", "--strict", str(file)).code == 1
    ran = perfgen("build", "--strict", str(file), "-o", str(built))
    assert (ran.code, f"错误 {code} " in ran.err, built.exists()) == (1, True, False)
    ran = perfgen("build", str(file), "-o", str(built), "--no-page-numbers")
    assert (ran.code, f"错误 {code} " in ran.err, built.exists()) == (0, True, True)


def test_warnings_of_rules_are_left_to_check(perfgen: Perfgen, tmp_path: Path) -> None:
    file = written(tmp_path, SOUND.replace("≥90批", "90%"))
    for command in ("validate", "build"):
        ran = perfgen(command, "--strict", str(file))
        assert ran.code == 0, ran.err
        assert "IND" not in ran.err


def test_what_the_workspace_wants_quiet_is_quiet(perfgen: Perfgen, tmp_path: Path) -> None:
    broken = SOUND.replace("财政资金: 184.00", "财政资金: 100.00")
    file = written(tmp_path, broken.replace("预算数: 184.00", "预算数: 184.00  # perfgen: ignore[NUM01] 另有批复"))
    assert perfgen("validate", "--strict", str(file)).code == 0
    file.write_text(broken, encoding="utf-8")
    (tmp_path / "perfgen.toml").write_text('[check]\nignore = ["NUM01"]\n', encoding="utf-8")
    assert perfgen("validate", "--strict", str(file)).code == 0
    (tmp_path / "perfgen.toml").write_text('[check]\nbaseline = "基线.json"\n', encoding="utf-8")
    assert perfgen("check", str(file), "--write-baseline", str(tmp_path / "基线.json")).code == 0
    ran = perfgen("validate", "--strict", str(file))
    assert (ran.code, ran.err) == (0, "")


def test_the_rules_that_run_are_those_about_facts_that_find_errors() -> None:
    facts = {
        code: rule for code, rule in RULES.items() if code.startswith(("NUM", "XRF", "PRJ", "TXT08", "EVA", "MON"))
    }
    graver = {
        code
        for code in facts
        if "severity=Severity.ERROR"
        in Path(str(import_module(RULES[code].find.__module__).__file__)).read_text("utf-8")  # type: ignore[union-attr] # each of these finds
    }
    assert set(RECKONED) == {code for code, rule in facts.items() if rule.severity is Severity.ERROR} | graver
    # What is superseded is not told, so whatever supersedes one of them would have to run with them.
    assert [
        rule.code for rule in RULES.values() if set(RECKONED) & {*rule.supersedes} and rule.code not in RECKONED
    ] == []


def test_a_filing_without_errors_is_as_before(perfgen: Perfgen) -> None:
    ran = perfgen("validate", "--strict", str(MODEL))
    assert (ran.code, ran.err) == (0, "")
    assert "没有问题" in ran.out
