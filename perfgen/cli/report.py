"""Diagnostics on a screen: file:line:column, the line, a caret, and how to put it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
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
    left = [one for one in found if one.left_out]
    listed = len(left) > _FEW
    told = alike(one for one in found if not (listed and one.left_out))
    shown = first_of_each(told, lambda several: several[0])
    for several in shown:
        say("\n".join([as_text(several[0]), *_others(several)]), err=True)
    if len(told) > len(shown):
        say(left_out(sum(map(len, told)) - sum(map(len, shown))), err=True)
    if listed:
        say(_not_printed(left), err=True)
    if found:
        say(f"{summary(found)}。", err=True)


_LACKING = "MOD01"
_FEW = 3
"""So many that say the same are shown one by one."""


def alike(found: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """Diagnostics in order, those together that say of more places than a few that the same is lacking: 缺少“分值” of every row."""
    same: dict[tuple[object, ...], list[Diagnostic]] = {}
    for number, one in enumerate(found):
        same.setdefault((one.code, one.message, one.hint, number if one.code != _LACKING else -1), []).append(one)
    told: list[list[Diagnostic]] = []
    for several in same.values():
        told += [several] if len(several) > _FEW else [[one] for one in several]
    return told


def _others(several: list[Diagnostic]) -> list[str]:
    """The line that says where else the same is wrong."""
    if len(several) == 1:
        return []
    files = {one.file for one in several}
    lines = dict.fromkeys(str(one.line) for one in several[1:] if one.line)
    where = f"，在 {len(files)} 个文件里" if len(files) > 1 else ""
    cells = dict.fromkeys(one.place for one in several[1:] if one.in_cell)
    if len(files) == 1 and cells:
        where = f"：{'、'.join(list(cells)[:_MOST_LINES])}{'等' if len(cells) > _MOST_LINES else ''}"
    elif len(files) == 1 and lines:
        more = "等" if len(lines) > _MOST_LINES else ""
        where = f"：第 {'、'.join(list(lines)[:_MOST_LINES])} 行{more}"
    return [f"  同样的还有 {len(several) - 1} 处{where}"]


_MOST_LINES = 30
"""Of how many places the lines are said in which the same is wrong."""


def _not_printed(found: Sequence[Diagnostic]) -> str:
    """What there is that the layout does not print: one line for all of it, with how often each is there."""
    counts = Counter(one.left_out for one in found)
    labels = "、".join(f"{label}（{count} 处）" if count > 1 else label for label, count in counts.items())
    files = list(dict.fromkeys(near(one.file) for one in found if one.file))
    where = f"{files[0]} 等 {len(files)} 个文件: " if len(files) > 1 else "".join(f"{file}: " for file in files)
    word = click.style(SEVERITY_WORDS[Severity.WARNING], fg=_COLOURS[Severity.WARNING], bold=True)
    return f"{where}{word} MOD04 这个版式不印：{visible(labels)}\n  怎么改：可以留着，换版式时还用得上"


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
    if diagnostic.in_cell:
        return f"{place}:{visible(diagnostic.place)}: "
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
