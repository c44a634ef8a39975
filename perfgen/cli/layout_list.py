"""`perfgen layout list`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from perfgen.api import layouts
from perfgen.api.layouts import Origin
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import Diagnostic, PerfgenError

WHOSE = {Origin.SHIPPED: "自带的", Origin.FOLDER: "perfgen.toml 里写的文件夹", Origin.INSTALLED: "装的软件包"}
"""Whose layouts are, as it is said."""


@click.command("list", cls=ChineseCommand, epilog=examples("perfgen layout list"))
def command() -> int:
    """列出这里能按名称用的版式：名称、印哪种文件、在哪里。"""
    return listed()


def named_here(faults: list[Diagnostic]) -> tuple[Path | None, Mapping[Origin, Sequence[str]]]:
    """The names of the layouts there are here, by whose they are, and for whom they are asked.

    Where the settings have mistakes, which are added to `faults`, those of no workspace, for nobody.
    """
    here = Path()
    try:
        return here, layouts.by_origin(here)
    except PerfgenError as error:
        faults += error.diagnostics
        return None, layouts.by_origin(None)


def listed() -> int:
    """List the layouts there are here; how the command ends."""
    faults: list[Diagnostic] = []
    about, named = named_here(faults)
    for origin, names in named.items():
        rows = list(_rows(names, about, faults))
        if rows:
            say(f"{WHOSE[origin]}：")
        widths = [max(width(row[column]) for row in rows) for column in range(2)] if rows else []
        for row in rows:
            cells = [f"{cell}{' ' * (wide - width(cell))}" for cell, wide in zip(row, widths, strict=False)]
            say(f"  {'  '.join((*cells, row[2]))}".rstrip())
    say("新做一个：perfgen layout new 名称；检查一个：perfgen layout check 文件夹")
    report(faults)
    return exit_code(faults)


def _rows(names: Sequence[str], about: Path | None, faults: list[Diagnostic]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        try:
            place = layouts.find(name, about)
            where = place.package or near(place.folder)
            yield name, place.load().kind, where
        except PerfgenError as error:
            faults += error.diagnostics
            yield name or "名称读不出来", "有错", ""
