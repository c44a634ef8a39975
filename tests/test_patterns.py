"""Patterns that are compiled when they are first asked for: each is one, and does what a compiled one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest

from perfgen.filing.regex import regex
from tests.test_house import modules


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Those in a value of a module: itself, or what it lists."""
    if type(value).__name__ == "_Pattern":
        yield value  # type: ignore[misc] # it stands for one
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from patterns(one)
    elif isinstance(value, dict):
        yield from patterns(list(value.values()))


def of_module(module: ModuleType) -> list[re.Pattern[str]]:
    return [one for value in vars(module).values() for one in patterns(value)]


def compiles(one: re.Pattern[str]) -> bool:
    try:
        return one.groups >= 0
    except re.error:
        return False


def test_every_pattern_of_the_tree_is_one() -> None:
    asking = [name for name, path in modules().items() if "import regex" in path.read_text(encoding="utf-8")]
    found = [one for name in asking for one in of_module(import_module(name))]
    assert len(found) > 300
    assert [one.pattern for one in found if not compiles(one)] == []


def test_it_does_what_a_compiled_one_does() -> None:
    text = "3月6日、12月"
    later, compiled = regex("([0-9]+)月", re.ASCII), re.compile("([0-9]+)月", re.ASCII)
    assert (later.pattern, later.groups, later.flags) == (compiled.pattern, compiled.groups, compiled.flags)
    assert later.findall(text) == compiled.findall(text)
    assert later.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    assert later.split(text) == compiled.split(text)
    assert [one.span() for one in later.finditer(text)] == [one.span() for one in compiled.finditer(text)]
    found = later.search(text, 2)
    assert found is not None
    assert found[1] == "12"
    assert later.match(text, 1) is None
    assert later.fullmatch("3月") is not None


def test_one_that_is_none_says_so_when_it_is_asked() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
