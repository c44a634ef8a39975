"""Nothing is read twice: each file that a command is made from is opened once, and parsed once.

Read here means opened by whoever; a hook of Python's own tells, so that no way of opening a file goes round it.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from perfgen.docx import WordTemplate
from perfgen.source import parse, placed, simple_yaml
from tests.conftest import SMALL, Run
from tests.own_layouts import make

Perfgen = Callable[..., Run]

PROJECT = SMALL.split("预算项目:\n")[1].replace("  - 项目名称", "项目名称").replace("\n    ", "\n")
FOLDER = SMALL.split("预算项目:\n")[0].replace("hebei-2022", "本县") + "预算项目: [projects/*.yaml]\n"

_counting: list[Counter[str]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _counting and isinstance(arguments[0], (str, bytes)):
        path, _, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR) == 0:
            _counting[-1][os.path.realpath(os.fsdecode(path))] += 1


sys.addaudithook(_hook)  # for good: there is no way to take one away


@contextmanager
def opened(folder: Path) -> Iterator[dict[str, int]]:
    """How often each file in a folder is opened to be read."""
    found: dict[str, int] = {}
    _counting.append(Counter())
    try:
        yield found
    finally:
        inside = os.path.realpath(folder)
        found |= {Path(path).name: count for path, count in _counting.pop().items() if path.startswith(inside)}


@pytest.fixture
def county(desk: Path) -> Path:
    """A workspace with settings, a word list and a layout of its own, and a filing in three files."""
    make(desk / "版式" / "本县", "本县")
    words = '[layouts]\nfolders = ["版式"]\n[check]\nselect = ["NUM", "XRF", "IND", "TXT"]\n[check.words]\nvague = "空话.txt"\n'
    (desk / "perfgen.toml").write_text(words, encoding="utf-8")
    (desk / WORDS).write_text("一如既往\n", encoding="utf-8")
    (desk / "局" / "projects").mkdir(parents=True)
    (desk / "局" / "filing.yaml").write_text(FOLDER, encoding="utf-8")
    for number in (1, 2):
        text = PROJECT.replace("接待管理经费", f"接待管理经费{number}")
        (desk / "局" / "projects" / f"{number}.yaml").write_text(text, encoding="utf-8")
    return desk


WORDS = "空话.txt"
INPUTS = {"perfgen.toml", "layout.yaml", "template.docx", "filing.yaml", "1.yaml", "2.yaml"}
COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "局", "-o", "成品.docx", "--no-page-numbers"),
    "validate": ("validate", "局"),
    "check": ("check", "局", "--info"),
    "batch": ("batch", "局", "-o", "成品", "-j", "1", "--no-page-numbers"),
    "batch --check": ("batch", "局", "-o", "成品", "-j", "1", "--no-page-numbers", "--check"),
}
MORE = {"layout.yaml": 1}
"""Besides: a layout in a folder is found by the name at its head, and only the one that is meant is read."""
MORE_OF_BATCH = {"filing.yaml": 1, "layout.yaml": 2, "template.docx": 1}
"""A batch looks at the head of each filing, to name what will be made, before any worker reads one; and, once for all filings,
takes the digest of a layout's files, by which it knows next time what need not be made again."""


def most(command: str) -> dict[str, int]:
    """How often each input may be opened by a command."""
    more = MORE_OF_BATCH if command.startswith("batch") else MORE
    return {name: 1 + more.get(name, 0) for name in INPUTS}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_file_is_opened_once(command: str, county: Path, perfgen: Perfgen) -> None:
    with opened(county) as found:
        ran = perfgen(*COMMANDS[command])
    assert ran.code in (0, 1), ran.err
    assert {name: found.get(name) for name in INPUTS} == most(command)
    assert found.get(WORDS, 0) <= 1 + command.startswith("batch")  # whose digest it is part of


@pytest.mark.parametrize("command", COMMANDS)
def test_a_filing_with_mistakes_is_opened_once_too(command: str, county: Path, perfgen: Perfgen) -> None:
    project = county / "局" / "projects" / "1.yaml"
    project.write_text(f"{project.read_text(encoding='utf-8')}不认识的: 1\n", encoding="utf-8")
    with opened(county) as found:
        assert "没有" in str(perfgen(*COMMANDS[command]))
    assert [name for name in INPUTS & found.keys() if found[name] > most(command)[name]] == []


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("command", COMMANDS)
def test_each_file_is_parsed_once_for_its_data_and_once_for_its_places(
    command: str, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: Counter[tuple[str, str]] = Counter()

    def counted(function: Any, what: str, name: Callable[[Any], Path]) -> Any:
        def call(*arguments: Any, **more: Any) -> Any:
            parsed[what, name(arguments).name] += 1
            return function(*arguments, **more)

        return call

    straight = counted(simple_yaml.simple_tree, "data", lambda arguments: arguments[0].path)
    monkeypatch.setattr(simple_yaml, "simple_tree", straight)
    for module in (parse, placed):
        places = counted(module.parse_text, "places", lambda arguments: arguments[0].path)
        monkeypatch.setattr(module, "parse_text", places)
    template = counted(WordTemplate.__init__, "template", lambda arguments: arguments[1])
    monkeypatch.setattr(WordTemplate, "__init__", template)
    assert perfgen(*COMMANDS[command]).code in (0, 1)
    assert {file for what, file in parsed if what == "data"} >= {"filing.yaml", "1.yaml", "2.yaml"}
    assert [one for one, count in parsed.items() if count > 1] == []
    assert parsed["template", "template.docx"] == 1
