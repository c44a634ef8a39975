"""`perfgen library list`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from perfgen.api.library import held
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import library_option, library_said
from perfgen.cli.say import say
from perfgen.cli.width import columns


@click.command(
    "list",
    cls=ChineseCommand,
    epilog=examples("perfgen library list", "perfgen library list --library 指标库.sqlite"),
)
@library_option
def command(*, library: Path | None) -> None:
    """看指标库里有哪些部门的、哪几年的，各有多少个项目、多少行指标。"""
    target = library_said(library, Path("_"))
    there = held(target)
    rows: list[tuple[str, ...]] = [("部门", "编码", "年度", "绩效文本", "项目", "指标")]
    units = 0
    for _, some in groupby(there, key=lambda one: one.whose):
        mine = list(some)
        units += 1
        years = "、".join(dict.fromkeys(str(one.year or "没有写") for one in mine))
        counts = (len(mine), sum(one.projects for one in mine), sum(one.indicators for one in mine))
        rows.append((visible(mine[-1].name), visible(mine[-1].code), years, *map(str, counts)))
    for line in columns(rows) if there else ():
        say(line)
    total = (len(there), sum(one.projects for one in there), sum(one.indicators for one in there))
    say(f"{near(target)}：{units} 个部门，{total[0]} 份绩效文本，{total[1]} 个项目，{total[2]} 行指标。")
