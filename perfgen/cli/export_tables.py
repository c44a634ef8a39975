"""`perfgen export` of many filings, as tables."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.files import refuse_input
from perfgen.api.shown import near, visible
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OutputError

ONLY_TABLES = (".csv", ".parquet", ".sqlite", ".db")
"""Endings that a single filing is not written with."""
_SHOWN = 5


def export_tables(
    ctx: click.Context, paths: tuple[Path, ...], output: Path, layout: Path | None, *, force: bool
) -> int:
    """Write the filings at some paths as tables, and say what is in them; 1 where one is not.

    Raises UsageError where there are none or the ending is none of theirs, OutputError where the output is there or cannot be written.
    """
    from perfgen.api.checking import gather, inputs, settings_files  # noqa: PLC0415 -- with all the rules
    from perfgen.api.tables import FORMS, GROUP, write_tables  # noqa: PLC0415 -- as above

    if output.suffix.lower() not in FORMS:
        said = f"汇总成表，-o 的名字要以 .xlsx、.csv、.parquet 或 .sqlite 结尾，这里是 {near(output)}"
        raise click.UsageError(said, ctx)
    gathered = gather(paths)
    if not gathered.filings:
        raise click.UsageError("这里没有绩效文本", ctx)
    refuse_input(output, [*inputs(gathered.filings, output, layout), *gathered.passed, *settings_files(paths[0])])
    if output.exists() and not force:
        hint = "用 -o 换一个名字；确实要换成新的时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件或文件夹，没有改动它", output, hint=hint))
    done = write_tables(gathered, output, layout)
    report([said for one in done.ill for said in one.said])
    say(f"已生成 {near(output)}：{done.taken} 份绩效文本。")
    if done.ill:
        say(f"{len(done.ill)} 份读不出或有错，没有算在内，列在“问题”表里。", err=True)
    if done.prints:
        say(f"另有 {done.prints} 个文件是这里的绩效文本做出来的，或者是它的链接，没有再算。", err=True)
    if done.twice:
        more = "等" if len(done.twice) > _SHOWN else ""
        said = "、".join(map(visible, done.twice[:_SHOWN]))
        say(f"{len(done.twice)} 个部门同一年有几份，都在表里，合计会算几次，看“份”一列：{said}{more}。", err=True)
    if done.split:
        say(f"一张工作表装不下，分成了几张：{'、'.join(done.split)}。", err=True)
    if done.apart:
        say(f"超过 {GROUP} 份，部门之间的比较（WSP 规则）每 {GROUP} 份一组，不跨组。", err=True)
    return int(bool(done.ill))
