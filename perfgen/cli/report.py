"""Diagnostics on a screen: file:line:column, the line, a caret, and how to put it right."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from perfgen.errors import Diagnostic

_WIDEST = 100
_SEVERITY = {"error": ("错误", "red"), "warning": ("提醒", "yellow")}


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the error stream, and how many there were."""
    count = 0
    for count, diagnostic in enumerate(diagnostics, 1):  # noqa: B007
        click.echo(_shown(diagnostic), err=True)
    click.echo(f"共 {count} 处。", err=True)


def _shown(diagnostic: Diagnostic) -> str:
    word, colour = _SEVERITY[diagnostic.severity.value]
    lines = [f"{_place(diagnostic)}{click.style(word, fg=colour, bold=True)} {diagnostic.code} {diagnostic.message}"]
    if diagnostic.excerpt.strip():
        lines += _excerpt(diagnostic)
    if diagnostic.hint:
        lines.append(f"  怎么改：{diagnostic.hint}")
    return "\n".join(lines)


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.file is None:
        return ""
    place = near(diagnostic.file)
    return f"{place}:{diagnostic.line}:{diagnostic.column}: " if diagnostic.line else f"{place}: "


def near(path: Path) -> str:
    """A path as the user would type it from here."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if relative.startswith("..") else relative


def _excerpt(diagnostic: Diagnostic) -> list[str]:
    text, column = diagnostic.excerpt, diagnostic.column
    start = 0
    while column and _width(text[start : column - 1]) > _WIDEST // 2:
        start += 1
    shown = text[start:]
    while _width(shown) > _WIDEST:
        shown = shown[: -max(1, (_width(shown) - _WIDEST) // 2)]
    before, after = "…" if start else "", "…" if start + len(shown) < len(text) else ""
    number = str(diagnostic.line) if diagnostic.line else ""
    lines = [f"  {number:>5} | {before}{shown.replace(chr(9), ' ')}{after}"]
    if column:
        lines.append(f"  {'':>5} | {' ' * (_width(before) + _width(text[start : column - 1]))}^")
    return lines


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
