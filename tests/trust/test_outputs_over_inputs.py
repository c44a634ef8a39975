"""A report or a text is never written over what it is made from."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import layouts
from tests.conftest import SMALL, Run


@pytest.mark.parametrize("name", ["a.yaml", "./a.yaml", "hard.yaml", "link.yaml"])
@pytest.mark.parametrize("option", ["-o", "--write-baseline"])
def test_check_writes_over_no_filing(option: str, name: str, desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "a.yaml").write_text(SMALL, encoding="utf-8")
    os.link("a.yaml", "hard.yaml")
    (desk / "link.yaml").symlink_to("a.yaml")
    ran = perfgen("check", "a.yaml", option, name)
    assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True)
    assert (desk / "a.yaml").read_text(encoding="utf-8") == SMALL


def test_check_writes_over_no_part_of_a_folder(desk: Path, perfgen: Callable[..., Run]) -> None:
    head, _, project = SMALL.partition("预算项目:\n")
    (desk / "甲" / "projects").mkdir(parents=True)
    (desk / "甲" / "filing.yaml").write_text(f"{head}预算项目: [projects/*.yaml]\n", encoding="utf-8")
    part = desk / "甲" / "projects" / "01.yaml"
    part.write_text("\n".join(line[4:] for line in project.splitlines()), encoding="utf-8")
    before = part.read_bytes()
    for target in ("甲/projects/01.yaml", "甲/filing.yaml"):
        ran = perfgen("check", "甲", "-o", target)
        assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True)
    assert part.read_bytes() == before


def test_the_text_of_a_document_is_not_written_over_it(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "a.yaml").write_text(SMALL, encoding="utf-8")
    assert perfgen("build", "a.yaml", "-o", "a.docx").code == 0
    before = (desk / "a.docx").read_bytes()
    ran = perfgen("text", "a.docx", "-o", "a.docx")
    assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True)
    assert (desk / "a.docx").read_bytes() == before


OVER_THEMSELVES = {
    "text by another spelling": ("text", "成品.docx", "-o", "局/../成品.docx"),
    "findings as JSON": ("check", "甲.yaml", "--format", "json", "-o", "甲.yaml"),
    "findings over the Word file": ("check", "成品.docx", "-o", "成品.docx"),
    "findings over a file that a file includes": ("check", "乙.yaml", "-o", "局/projects/01.yaml"),
    "findings over the settings": ("check", "甲.yaml", "-o", "perfgen.toml"),
    "findings over a list of words": ("check", "甲.yaml", "-o", "错别字.txt"),
    "findings over the baseline": ("check", "甲.yaml", "--baseline", "基线.json", "-o", "基线.json"),
    "findings over the layout": ("check", "甲.yaml", "--layout", "版式", "-o", "版式/template.docx"),
    "a baseline over the filing of a folder": ("check", "局", "--write-baseline", "局/filing.yaml"),
    "a baseline over the settings": ("check", "甲.yaml", "--write-baseline", "perfgen.toml"),
    "one of several": ("check", "局", "甲.yaml", "成品.docx", "-o", "成品.docx"),
    "what is imported through a link": ("import", "成品.docx", "-o", "链接.yaml", "--force"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there")
@pytest.mark.parametrize("call", OVER_THEMSELVES.values(), ids=OVER_THEMSELVES)
def test_no_command_writes_over_what_it_reads(call: tuple[str, ...], desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "甲.yaml").write_text(SMALL, encoding="utf-8")
    assert perfgen("build", "甲.yaml", "--no-page-numbers", "-o", "成品.docx").code == 0
    head, projects = SMALL.split("预算项目:\n")
    project = "\n".join(line[4:] for line in projects.splitlines())
    (desk / "局" / "projects").mkdir(parents=True)
    (desk / "局" / "filing.yaml").write_text(f"{head}预算项目: [projects/*.yaml]\n", encoding="utf-8")
    (desk / "乙.yaml").write_text(f"{head}预算项目: [局/projects/*.yaml]\n", encoding="utf-8")
    (desk / "局" / "projects" / "01.yaml").write_text(f"{project}\n", encoding="utf-8")
    (desk / "perfgen.toml").write_text('[check.words]\nconfusions = "错别字.txt"\n', encoding="utf-8")
    (desk / "错别字.txt").write_text("按装 安装\n", encoding="utf-8")
    assert perfgen("check", "甲.yaml", "--write-baseline", "基线.json").code == 0
    shutil.copytree(layouts.shipped_layouts()["hebei-2022"].folder, desk / "版式")
    (desk / "链接.yaml").symlink_to("成品.docx")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    ran = perfgen(*call)
    assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True), ran.err
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kept", ["基线.json", "结果.yaml"])
def test_what_a_run_wrote_before_is_written_anew(kept: str, desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (desk / "perfgen.toml").write_text('[check]\nbaseline = "基线.json"\n', encoding="utf-8")
    for _ in range(2):
        assert perfgen("check", "甲.yaml", "--write-baseline", "基线.json").code == 0
        assert perfgen("check", "甲.yaml", "--format", "json", "-o", "结果.yaml").code == 0
    assert (desk / kept).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there")
def test_links_in_a_circle_are_no_place_for_a_report(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (desk / "圈.yaml").symlink_to("圈.yaml")
    ran = perfgen("check", "甲.yaml", "-o", "圈.yaml")
    assert (ran.code, "OUT01" in ran.err) == (1, True), ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there")
def test_a_link_in_a_circle_among_what_is_checked_is_told(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (desk / "projects").mkdir()
    (desk / "projects" / "c.yaml").symlink_to("c.yaml")
    for call in (("--write-baseline", "b.json"), ("--format", "json", "-o", "结果.yaml"), ("--fix",)):
        ran = perfgen("check", ".", *call)
        assert ran.code in (0, 1), ran.err
    assert perfgen("check", "projects/c.yaml", "--write-baseline", "b.json").code in (1, 2)
