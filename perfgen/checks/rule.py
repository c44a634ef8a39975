"""A rule: what it looks for, and everything there is to say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity


class Tag(str, Enum):
    """What a reviewer writes beside such a finding (the list of a provincial vendor's system, RULES.md)."""

    INCOMPLETE = "不够完整"
    NOT_QUANTIFIED = "不够细化量化"
    IRRELEVANT = "相关性不够"
    MISMATCH = "指标与指标值不匹配"
    SPLIT = "建议拆分"
    WRONG_LEVEL1 = "一级指标类型错误"
    WRONG_LEVEL2 = "二级指标类型错误"
    ADD_BENEFIT = "增加效益指标"
    ADD_OUTPUT = "增加产出指标"
    ADD_SATISFACTION = "增加满意度指标"
    OTHER = "其他"


class Finding(NamedTuple):
    """Something a rule found fault with.

    `path` leads from the filing to the value; `quoted` are the words at fault, empty where something is missing;
    `at` is where they begin in the text printed there (characters from 0), None where the whole value is meant.
    `fix` is what may take the place of `quoted` without asking anyone, None where a person must decide.
    `place` says in words where it is, for what stands in a document but in no filing (contents, headings).
    `supersedes` are those of the codes its rule supersedes that this finding does; None for all of them.
    `severity` is how bad this finding is where it is not what its rule says.
    """

    path: Path
    message: str
    hint: str = ""
    quoted: str = ""
    at: int | None = None
    fix: str | None = None
    place: str = ""
    supersedes: tuple[str, ...] | None = None
    severity: Severity | None = None


class Reach(Enum):
    """How far from a finding others are still on the same place."""

    VALUE = "value"
    """The same value (the three columns of a 指标值 are one), and words that overlap where both say where theirs are."""
    ITEM = "item"
    """The same item of a list: the same indicator, the same project."""


Find: TypeAlias = Callable[[Subject], Iterable[Finding]]
FindAcross: TypeAlias = Callable[[Sequence[Subject]], Iterable[tuple[int, Finding]]]
"""Reads the filings of a workspace; each finding goes with the index of the filing it is about."""


class Example(NamedTuple):
    """YAML that belongs into a filing: what breaks a rule, and how it is written right.

    Each is a piece of a filing by its labels; it takes the place of that piece of a clean one, lists item by item.
    For a rule that reads documents or several filings, `words` tell it and the pieces are empty.
    """

    bad: str = ""
    good: str = ""
    words: str = ""


class Rule(NamedTuple):
    """One check. `message` is its title; `why` explains it; `source` says where it comes from (a sample, a form).

    It finds as if it were the only one. `supersedes` are the codes of rules whose findings on the same place, within
    `reach`, say less than its own: where both run, only its own is left (see `perfgen.checks.supersede`). The stronger
    rule names the weaker, so that a new rule changes no other.
    `package` is the installed package it comes from, empty for those that come with perfgen.
    """

    code: str
    severity: Severity
    message: str
    why: str
    example: Example
    source: str
    tag: Tag
    find: Find | None = None
    across: FindAcross | None = None
    fixable: bool = False
    supersedes: tuple[str, ...] = ()
    reach: Reach = Reach.VALUE
    package: str = ""


class Family(NamedTuple):
    """Rules that read the same thing: a code's three letters, what they are about, and the rules in order."""

    prefix: str
    title: str
    rules: tuple[Rule, ...]
