"""A report or a text is never written over what it is made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

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
