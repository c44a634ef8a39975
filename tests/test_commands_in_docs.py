"""The commands that the documentation shows: each is one there is, and the first steps go as they are told."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from perfgen.cli.main import _COMMANDS, cli
from tests.conftest import ROOT, Run

PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
TEN_MINUTES = (ROOT / "docs" / "十分钟写出第一份.md").read_text(encoding="utf-8")
_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(perfgen [^`\n]+)`")
_REMARK = re.compile(r"\s{2,}.*$|\s+#.*$")


_UNFINISHED = {"perfgen b", "perfgen build --o"}
"""What is typed before the Tab key ends it."""


def shown() -> list[tuple[str, str]]:
    """Every command with its page, without the remark behind it."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in _FENCED.findall(text) for line in block.splitlines()]
        commands = [line.strip().removeprefix("$ ") for line in lines]
        commands += _INLINE.findall(_FENCED.sub("", text))
        found += [(page.name, _REMARK.sub("", one)) for one in commands if re.match(r"perfgen [a-z]", one)]
    return sorted({(page, line) for page, line in found if line not in _UNFINISHED})


def test_there_are_some() -> None:
    assert len(shown()) > 100


@pytest.mark.parametrize(("page", "line"), shown())
def test_a_command_in_the_documentation_is_one_there_is(page: str, line: str) -> None:
    _, name, *words = shlex.split(re.split(r"\s(?:>|\||&&)\s", line)[0].replace("\\", "/"))
    assert name in _COMMANDS, page
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    known = {
        option
        for param in command.get_params(click.Context(command))
        for option in [*param.opts, *param.secondary_opts]
    }
    unknown = [word for word in words if word.startswith("-") and word.split("=")[0] not in known]
    assert not unknown, (page, line)


def filled() -> str:
    """The filing of the guide as it is shown, with the two slips left in it."""
    return next(block for block in _FENCED.findall(TEN_MINUTES) if "部门整体绩效目标:" in block)


def answers() -> list[str]:
    """What the guide shows of `perfgen check`: first with the slips, then without."""
    return [block for block in _FENCED.findall(TEN_MINUTES) if "检查了 1 份绩效文本" in block]


def test_the_first_ten_minutes_go_as_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "2022.yaml"
    file.write_text(filled(), encoding="utf-8")
    with_slips, without = answers()
    assert perfgen("check", "2022.yaml").out == with_slips
    assert perfgen("check", "2022.yaml", "--fix").code == 0
    assert perfgen("check", "2022.yaml").out == without
    assert perfgen("build", "2022.yaml", "--no-page-numbers").code == 0
    assert (tmp_path / "乐亭县机关事务中心-2022.docx").is_file()


def test_the_three_steps_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    text = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8").split("## 三步", 1)[1]
    steps = [_REMARK.sub("", line).split()[1] for line in next(iter(_FENCED.findall(text))).splitlines()]
    assert steps == ["new", "check", "build"]
    monkeypatch.chdir(tmp_path)
    said = ("--department", "乐亭县机关事务中心", "--code", "507002", "--year", "2022", "--layout", "hebei-2022")
    assert perfgen("new", "2022.yaml", *said).code == 0
    left = perfgen("check", "2022.yaml")
    assert left.code == 1
    assert "【填写】" in left.out
