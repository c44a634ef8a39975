"""Rules of other packages: found by their entry points, treated like perfgen's own, and harmless where they break."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.checks import RULES, catalogue
from tests.conftest import ROOT, SMALL, Run

Perfgen = Callable[..., Run]
Install = Callable[..., Path]

RULE = """\
from perfgen.checks import Example, Finding, Rule, Severity, Tag


def find(subject):
    for placed in subject.projects:
        if placed.project.budget > 100:
            yield Finding(placed.at("预算数"), "超过 100 的项目要附评审报告", "附上评审报告", "184")


RULE = Rule(
    "LTX01", Severity.WARNING, "大项目没有评审报告", "本县规定。",
    Example(words="预算数 184 万元，没有附评审报告。"), "县财政局文件", Tag.OTHER, find,
)
"""


CONTRADICTORY = SMALL.replace("财政资金: 184.00", "财政资金: 100.00")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a package of rules, as pip leaves it: a module and a .dist-info, in a folder where Python looks."""
    site = tmp_path / "site"
    site.mkdir()

    def installed(text: str, package: str = "leting-rules", **entries: str) -> Path:
        module = package.replace("-", "_") + "_" + tmp_path.name.replace("-", "_")
        (site / f"{module}.py").write_text(text, encoding="utf-8")
        info = site / f"{package.replace('-', '_')}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n", encoding="utf-8")
        named = "".join(f"{name} = {module}:{value}\n" for name, value in (entries or {"LTX01": "RULE"}).items())
        (info / "entry_points.txt").write_text(f"[perfgen.rules]\n{named}", encoding="utf-8")
        # As a restarted program sees it: each installation is another search path.
        monkeypatch.syspath_prepend(str(site))
        return site

    return installed


def test_an_installed_rule_is_listed_explained_run_and_documented(
    perfgen: Perfgen, filing: Path, install: Install, tmp_path: Path
) -> None:
    install(RULE)
    listed = perfgen("rules")
    assert (listed.code, listed.err) == (0, "")
    assert "LTX 另外安装的规则：leting-rules 1.2\n  LTX01  提醒  大项目没有评审报告\n" in listed.out
    assert f"共 {len(RULES) + 1} 条规则" in listed.out
    assert "来自：leting-rules 1.2" in perfgen("rules", "LTX01").out
    assert "提醒 LTX01 “接待管理经费”预算数：超过 100 的项目要附评审报告" in perfgen("check", filing).out
    assert "共 1 处提醒" in perfgen("check", filing, "--select", "LTX").out
    assert "LTX01" not in perfgen("check", filing, "--ignore", "LTX01").out
    assert perfgen("rules", "--docs", tmp_path / "rules").code == 0
    assert "**大项目没有评审报告**（提醒）" in (tmp_path / "rules" / "LTX.md").read_text(encoding="utf-8")
    assert "[LTX01](LTX.md#ltx01)" in (tmp_path / "rules" / "README.md").read_text(encoding="utf-8")


def test_an_installed_rule_can_be_ignored_by_comment_and_by_workspace(
    perfgen: Perfgen, filing: Path, install: Install
) -> None:
    install(RULE)
    filing.write_text(SMALL.replace("184.00\n", "184.00  # perfgen: ignore[LTX01] 已附\n", 1), encoding="utf-8")
    assert "没有发现问题" in perfgen("check", filing, "--select", "LTX01").out
    filing.write_text(SMALL, encoding="utf-8")
    filing.with_name("perfgen.toml").write_text('[check]\nselect = ["LTX"]\n', encoding="utf-8")
    assert "共 1 处提醒" in perfgen("check", filing).out


def test_an_installed_rule_may_supersede_one_of_perfgens(perfgen: Perfgen, filing: Path, install: Install) -> None:
    filing.write_text(CONTRADICTORY, encoding="utf-8")
    assert "NUM01" in perfgen("check", filing).out
    install(RULE.replace("Tag.OTHER, find,", 'Tag.OTHER, find, supersedes=("NUM01",),'))
    ran = perfgen("check", filing)
    assert "LTX01" in ran.out
    assert "NUM01" not in ran.out
    assert "错误 NUM01" in perfgen("check", filing, "--ignore", "LTX01").out
    assert "同一处有 LTX01 时，不再说这一条。" in perfgen("rules", "NUM01").out


def test_a_program_of_its_own_finds_installed_rules(filing: Path, install: Install) -> None:
    site = install(RULE)
    ran = subprocess.run(
        [sys.executable, "-m", "perfgen", "check", str(filing), "--select", "LTX01"],
        capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=filing.parent,
        env={**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "dept.yaml:15:10: 提醒 LTX01" in ran.stdout, ran.stderr


def test_building_looks_for_no_rules_of_others(filing: Path) -> None:
    code = (
        "import sys; from perfgen.cli.main import main\n"
        f"try: main(['build', {str(filing)!r}])\n"
        "except SystemExit: pass\n"
        "from perfgen.checks import registry; print(registry._catalogue.cache_info().currsize)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, encoding="utf-8", check=True, timeout=120, cwd=filing.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "0"


def told(perfgen: Perfgen, filing: Path, code: str) -> str:
    """What `check` says of a rule that cannot be used, having found what perfgen's own rules find."""
    filing.write_text(CONTRADICTORY, encoding="utf-8")
    ran, listed = perfgen("check", filing, "--select", "NUM01"), perfgen("rules")
    assert (ran.code, listed.code) == (1, 1)
    assert "错误 NUM01 “接待管理经费”预算数：财政资金 100万元" in ran.out
    assert "Traceback" not in ran.out + ran.err + listed.err
    (problem,) = [line for line in ran.out.splitlines() if "RUL01" in line]
    assert problem in listed.err
    said, _, reason = problem.partition("用不了：")
    assert said == f"错误 RUL01 另外安装的规则 {code}（leting-rules 1.2）"
    return reason


def test_a_rule_cannot_take_a_code_of_perfgens(perfgen: Perfgen, filing: Path, install: Install) -> None:
    install(RULE.replace("LTX01", "NUM01"), NUM01="RULE")
    assert told(perfgen, filing, "NUM01") == "这个编号 perfgen 自己已经用了"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE.replace("LTX01", "LTX02"), "入口点的名字要和规则的编号 LTX02 一样"),
        (RULE.replace("LTX01", "ltx1"), "编号“ltx1”要写成三个大写字母和两个数字"),
        (f"{RULE}\nRULE = find\n", "不是 perfgen.checks.Rule"),
        ("", "读不进来：AttributeError"),
        ("import nothing_of_that_name", "读不进来：ModuleNotFoundError"),
        ("def", "读不进来：SyntaxError"),
        (RULE.replace("Tag.OTHER, find", "Tag.OTHER"), "既没有 find，也没有 across"),
        (RULE.replace("Severity.WARNING", "'warning'"), "Rule 的内容写得不对"),
        (RULE.replace("find,\n", 'find, supersedes=("ABC01",),\n'), "它要取代的 ABC01 没有这条规则"),
        (RULE.replace("find,\n", 'find, supersedes=("LTX01",),\n'), "LTX01 互相取代，绕成了圈"),
    ],
)
def test_a_rule_that_cannot_be_used_is_told_by_name_and_the_others_run(
    perfgen: Perfgen, filing: Path, install: Install, text: str, said: str
) -> None:
    install(text)
    assert said in told(perfgen, filing, "LTX01")


def test_two_packages_cannot_have_one_code(perfgen: Perfgen, filing: Path, install: Install) -> None:
    install(RULE)
    install(RULE, "other-rules")
    ran = perfgen("check", filing, "--select", "LTX01")
    assert "另外安装的规则 LTX01（other-rules 1.2）用不了：这个编号 leting-rules 1.2 已经用了" in ran.out
    assert "提醒 LTX01 “接待管理经费”预算数：超过 100" in ran.out


BREAKING = (
    ("raise KeyError('预算')", "KeyError: '预算'"),
    ("yield Finding(placed.at('预算数'), '先说一处', '改'); raise RuntimeError", "RuntimeError"),
    ("yield '有问题'", "TypeError: str is no Finding"),
    ("yield Finding(('预算项目', 7), '没有这个项目')", "leads nowhere"),
    ("yield Finding(('预算项目', 0, '绩效指标', -1), '没有这一行')", "leads nowhere"),
    ("yield Finding('预算项目', '不是路径')", "leads nowhere"),
    ("yield Finding(placed.path, 5)", "TypeError: Finding("),
    ("yield from find(subject)", "RecursionError"),
)


@pytest.mark.parametrize(("body", "said"), BREAKING)
def test_a_rule_that_breaks_is_told_by_name_and_the_others_find(
    perfgen: Perfgen, filing: Path, install: Install, body: str, said: str
) -> None:
    filing.write_text(CONTRADICTORY, encoding="utf-8")
    install(
        RULE.replace("if placed.project.budget > 100:", "if True:").replace(
            "yield Finding(", f"{body}\n            Finding(", 1
        )
    )
    for where in (filing, filing.parent):
        ran = perfgen("check", where, "--select", "LTX01,NUM01")
        assert ran.code == 1
        assert "错误 RUL02 规则 LTX01（leting-rules 1.2）自己出了错，没有查完：" in ran.out
        assert said in ran.out
        assert "错误 NUM01 “接待管理经费”预算数：财政资金 100万元" in ran.out
        assert "Traceback" not in ran.out + ran.err
    assert ("先说一处" in ran.out) == ("先说一处" in body)


def test_a_rule_that_breaks_while_it_compares_filings_is_told(perfgen: Perfgen, filing: Path, install: Install) -> None:
    install(RULE.replace("Tag.OTHER, find,", "Tag.OTHER, across=lambda subjects: [(9, None)],"))
    (filing.parent / "second.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("check", filing.parent, "--select", "LTX01,PRJ04")
    assert "RUL02 规则 LTX01（leting-rules 1.2）自己出了错，没有查完：IndexError" in ran.out


def test_a_broken_rule_is_in_every_report_and_in_no_baseline(perfgen: Perfgen, filing: Path, install: Install) -> None:
    install(RULE.replace("yield Finding", "raise KeyError"))
    for form in ("json", "sarif", "github", "html"):
        ran = perfgen("check", filing, "--select", "LTX01", "--format", form)
        assert (ran.code, "RUL02" in ran.out) == (1, True), form
    perfgen("check", filing, "--write-baseline", "基线.json")
    assert "RUL02" in perfgen("check", filing, "--select", "LTX01", "--baseline", "基线.json").out


def test_a_rule_that_cannot_be_used_is_in_every_report(perfgen: Perfgen, filing: Path, install: Install) -> None:
    install("def")
    for form in ("json", "sarif", "github", "html"):
        ran = perfgen("check", filing, "--format", form)
        assert (ran.code, "RUL01" in ran.out) == (1, True), form
    sarif = json.loads(perfgen("check", filing, "--format", "sarif").out)
    assert [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]] == list(RULES)


def test_without_packages_the_catalogue_is_perfgens() -> None:
    assert (dict(catalogue().rules), catalogue().problems) == (RULES, ())
