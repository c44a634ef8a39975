"""Patterns that are compiled when they are first asked for: each is one, and does what a compiled one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from perfgen.filing.regex import regex
from tests.test_house import modules


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Those in a value of a module: itself, or what it lists."""
    if type(value).__name__ in ("_Pattern", "_Signed"):
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


def every() -> list[re.Pattern[str]]:
    asking = [name for name, path in modules().items() if "import regex" in path.read_text(encoding="utf-8")]
    return [one for name in asking for one in of_module(import_module(name))]


def test_every_pattern_of_the_tree_is_one() -> None:
    found = every()
    assert len(found) > 300
    assert [one.pattern for one in found if not compiles(one)] == []


def blind(one: Any) -> list[str]:
    """What a pattern finds, in texts that are made to fit it, without any of its signs: it is never looked for."""
    compiled, missed = re.compile(one.pattern, one.flags), []

    @settings(max_examples=6, database=None, derandomize=True, phases=[Phase.generate], deadline=None)
    @given(st.from_regex(compiled))
    def fits(text: str) -> None:
        missed.extend(found[0] for found in compiled.finditer(text) if not any(sign in found[0] for sign in one.signs))

    fits()
    return missed


def test_what_a_pattern_finds_has_one_of_its_signs() -> None:
    signed = [one for one in every() if hasattr(one, "signs")]
    chosen = [one for one in signed if "|".join(one.signs) != one.pattern]  # of words to choose from, each is a sign
    assert len(signed) > len(chosen) > 20
    assert {one.pattern: missed for one in chosen if (missed := blind(one))} == {}


def test_one_with_signs_does_the_same_with_them_and_without() -> None:
    compiled = re.compile("[0-9]+月")
    for text in ("3日", "3月6日、12月", "月", ""):
        for asked in ("search", "match", "fullmatch"):
            for where in ((), (1,), (0, 3)):
                later = getattr(regex("[0-9]+月", signs="月"), asked)(text, *where)
                now = getattr(compiled, asked)(text, *where)
                assert (later and later.span()) == (now and now.span()), (text, asked, where)
        later = regex("[0-9]+月", signs="月")
        assert [one[0] for one in later.finditer(text)] == compiled.findall(text) == later.findall(text)
        assert later.sub("-", text) == compiled.sub("-", text)
        assert later.split(text) == compiled.split(text)


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
