"""Diagnostics on a screen: file:line:column, the line, a caret, and how to put it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from pathlib import PurePath
from typing import TypeVar

import click

from perfgen.api.shown import near, visible
from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import OWN_FAULT, SEVERITY_WORDS, Diagnostic, Severity

_Item = TypeVar("_Item")
_WIDEST = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


MOST_SHOWN = 200
"""How much is shown of one file. Nobody reads more at once, and most of it goes away with what comes first."""


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the error stream, of each file the first, and how many there were; nothing where there are none."""
    found = list(diagnostics)
    shown = first_of_each(found, lambda one: one)
    for diagnostic in shown:
        say(as_text(diagnostic), err=True)
    if len(found) > len(shown):
        say(left_out(len(found) - len(shown)), err=True)
    if found:
        say(f"{summary(found)}。", err=True)


def first_of_each(found: Iterable[_Item], diagnostic: Callable[[_Item], Diagnostic]) -> list[_Item]:
    """Of what there is to show, as much of each file as is shown; `diagnostic` is that of one of them."""
    counts = Counter[PurePath | None]()
    shown = []
    for one in found:
        file = diagnostic(one).file
        counts[file] += 1
        if counts[file] <= MOST_SHOWN:
            shown.append(one)
    return shown


def left_out(number: int) -> str:
    """The line that says how much is not shown."""
    return f"另有 {number} 处没有列出（一个文件最多列 {MOST_SHOWN} 处）；改好上面的，再检查一遍。"


def exit_code(diagnostics: Iterable[Diagnostic], failing: Container[Severity] = (Severity.ERROR,)) -> int:
    """How a command ends after these: 3 where one is a fault of perfgen's own, 1 where one is of a severity that fails."""
    shown = list(diagnostics)
    if any(one.code == OWN_FAULT for one in shown):
        return 3
    return 1 if any(one.severity in failing for one in shown) else 0


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: 共 3 处错误，1 处提醒."""
    counts = Counter(SEVERITY_WORDS[diagnostic.severity] for diagnostic in diagnostics)
    return f"共 {'，'.join(f'{count} 处{word}' for word, count in counts.items())}"


def as_text(diagnostic: Diagnostic) -> str:
    """A diagnostic as lines: place and message, the line with a caret, the hint."""
    word, colour = SEVERITY_WORDS[diagnostic.severity], _COLOURS[diagnostic.severity]
    lines = [
        f"{_place(diagnostic)}{click.style(word, fg=colour, bold=True)} {diagnostic.code} {visible(diagnostic.message)}"
    ]
    if diagnostic.excerpt.strip():
        lines += _excerpt(diagnostic)
    if diagnostic.hint:
        lines.append(f"  怎么改：{visible(diagnostic.hint)}")
    return "\n".join(lines)


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.file is None:
        return ""
    place = near(diagnostic.file)
    if diagnostic.line:
        return f"{place}:{diagnostic.line}:{diagnostic.column}: "
    return f"{place}: {visible(diagnostic.place)}：" if diagnostic.place else f"{place}: "


def _excerpt(diagnostic: Diagnostic) -> list[str]:
    """The line, or what of it stands around the place, and a caret below."""
    text, at = diagnostic.excerpt.replace("\t", " "), max(diagnostic.column - 1, 0)
    start = max(0, at - _WIDEST // 4) if width(text[: at + 1][-_WIDEST:]) > _WIDEST // 2 else 0
    shown = text[start : start + _WIDEST]
    while width(visible(shown)) > _WIDEST:
        shown = shown[:-1]
    before, after = "…" if start else "", "…" if start + len(shown) < len(text) else ""
    number = str(diagnostic.line) if diagnostic.line else ""
    lines = [f"  {number:>5} | {before}{visible(shown)}{after}"]
    if diagnostic.column:
        lines.append(f"  {'':>5} | {' ' * (width(before) + width(visible(text[start:at])))}^")
    return lines
