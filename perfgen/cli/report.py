"""Diagnostics on a screen: file:line:column, the line, a caret, and how to put it right."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

import click

from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import SEVERITY_WORDS, Diagnostic, Severity
from perfgen.shown import visible

_WIDEST = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the error stream, and how many there were; nothing where there are none."""
    shown = list(diagnostics)
    for diagnostic in shown:
        say(as_text(diagnostic), err=True)
    if shown:
        say(f"{summary(shown)}。", err=True)


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


def near(path: PurePath) -> str:
    """A path as the user would type it from here, and a URL, as they are shown: see `visible`."""
    if "://" in str(path):
        return visible(str(path))
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive, or the folder we are in is gone
        return visible(str(path))
    return visible(str(path) if relative.startswith("..") else relative)


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
