"""`perfgen check --fix`: the fixes marked F, in the YAML itself, and a second run that changes nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.checking import load
from perfgen.checks import RULES
from perfgen.source.nodes import Node, data
from perfgen.source.parse import parse
from tests.conftest import ALL_FILINGS, EXAMPLES, SMALL, Run

Perfgen = Callable[..., Run]
MESSY = SMALL.replace("指标值: ≥95%}", "指标值: ≥100%}  # 上年也是").replace(
    "资金用途: 用于接待", "资金用途: 机关综合事物管理和接待，建全和完善制度"
)


def fixable(path: Path) -> int:
    loaded = load(path)
    return sum(finding.fix is not None for rule in RULES.values() if rule.find for finding in rule.find(loaded.subject))


def test_a_diff_shows_what_would_change_and_changes_nothing(perfgen: Perfgen, filing: Path) -> None:
    filing.write_text(MESSY, encoding="utf-8")
    ran = perfgen("check", str(filing), "--diff")
    assert ran.code == 0
    assert "-    资金用途: 机关综合事物管理和接待，建全和完善制度\n" in ran.out
    assert "+    资金用途: 机关综合事务管理和接待，健全和完善制度\n" in ran.out
    assert "能自动改 3 处；加 --fix 就改。" in ran.err
    assert filing.read_text(encoding="utf-8") == MESSY


def test_a_fix_changes_the_words_at_fault_and_nothing_else(perfgen: Perfgen, filing: Path) -> None:
    filing.write_text(MESSY, encoding="utf-8")
    ran = perfgen("check", str(filing), "--fix")
    assert "已改 dept.yaml：3 处" in ran.err
    wanted = MESSY.replace("事物管理", "事务管理").replace("建全", "健全").replace("指标值: ≥100%", "指标值: 100%")
    assert filing.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("source", ALL_FILINGS, ids=lambda path: path.stem)
def test_a_second_run_changes_nothing(perfgen: Perfgen, tmp_path: Path, source: Path) -> None:
    copy = tmp_path / source.name
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy)
    perfgen("check", str(copy), "--fix")
    after = {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")}
    assert perfgen("validate", str(copy)).code == 0
    assert fixable(copy) == 0
    assert "没有能自动改的地方。" in perfgen("check", str(copy), "--fix").err
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")} == after


def test_sample_003_loses_its_wrong_units_and_keeps_everything_else(perfgen: Perfgen, tmp_path: Path) -> None:
    source = EXAMPLES / "玉田县人民政府办公室本级-2025.yaml"
    copy = tmp_path / "003.yaml"
    shutil.copyfile(source, copy)
    perfgen("check", str(copy), "--fix", "--select", "IND04")
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (source, copy))
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 27
    right = {"比率": "%", "人数": "人", "次数": "次", "天数": "天"}
    for old, new in changed:
        assert new == re.sub(r"(指标值: [^,}]*\d)(比率|人数|次数|天数)", lambda found: found[1] + right[found[2]], old)


def test_numbers_and_directions_are_never_made_up() -> None:
    """What a fix writes is a word of the text, of the budget, or of a list; digits come from the filing itself."""
    for source in ALL_FILINGS:
        loaded = load(source)
        known = {str(project.budget.normalize()) for project in loaded.subject.filing.projects}
        for rule in RULES.values():
            for finding in rule.find(loaded.subject) if rule.find else ():
                if finding.fix is None or rule.code in ("XRF07", "IND13", "STR06"):  # counts, and forms of one month
                    continue
                new = {digit for digit in finding.fix if digit.isdecimal()} - set(finding.quoted)
                assert not new or any(number in finding.fix for number in known) or rule.code == "NUM06", finding


def test_a_word_file_is_not_mended(perfgen: Perfgen, filing: Path) -> None:
    built = filing.with_suffix(".docx")
    perfgen("build", str(filing), "-o", str(built))
    before = built.read_bytes()
    ran = perfgen("check", str(built), "--fix")
    assert "FIX01 Word 文件、PDF 不能直接改" in ran.err
    assert built.read_bytes() == before


def test_what_a_comment_ignores_is_not_mended(perfgen: Perfgen, filing: Path) -> None:
    text = MESSY.replace("和完善制度", "和完善制度  # perfgen: ignore[TXT02] 批复原文")
    filing.write_text(text, encoding="utf-8")
    perfgen("check", str(filing), "--fix")
    assert "事物管理" in filing.read_text(encoding="utf-8")


def test_a_target_in_three_parts_is_mended_in_its_part(perfgen: Perfgen, filing: Path) -> None:
    filing.write_text(MESSY.replace("指标值: ≥90批", "指标值: {符号: ≥, 值: 90, 单位: 次数}"), encoding="utf-8")
    perfgen("check", str(filing), "--fix", "--select", "IND04")
    assert "指标值: {符号: ≥, 值: 90, 单位: 次}" in filing.read_text(encoding="utf-8")


def test_meaning_beyond_the_fixed_words_stays(perfgen: Perfgen, filing: Path) -> None:
    filing.write_text(MESSY, encoding="utf-8")
    before = parse(filing).root
    perfgen("check", str(filing), "--fix", "--select", "TXT02")
    after = parse(filing).root
    assert said(before) == said(after)


def said(root: Node | None) -> object:
    assert root is not None
    return str(data(root)).replace("事物管理", "事务管理").replace("建全", "健全")


def test_half_width_marks_are_mended(perfgen: Perfgen, filing: Path) -> None:
    messy = SMALL.replace("资金用途: 用于接待", "资金用途: 用于接待,会务;保障(本级)运转")
    filing.write_text(messy, encoding="utf-8")
    perfgen("check", str(filing), "--fix")
    assert "资金用途: 用于接待，会务；保障（本级）运转" in filing.read_text(encoding="utf-8")
