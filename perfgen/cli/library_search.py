"""`perfgen library search`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.library import KnownIndicator, MissingSegmenterError, search, used
from perfgen.api.shown import visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import library_option, library_said
from perfgen.cli.say import say


@click.command(
    "search",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen library search 设备完好率",
        "perfgen library search 群众满意度 --level2 服务对象满意度指标 -n 10",
        "perfgen library search 培训人数 --library 指标库.sqlite",
    ),
)
@click.argument("text", metavar="名称", nargs=-1, required=True)
@click.option("--level2", metavar="二级指标", default="", help="只找这个二级指标下面的，如 数量指标")
@click.option("-n", "most", metavar="个数", type=click.IntRange(1, 50), default=5, help="最多列几个；不写时是 5")
@library_option
def command(*, text: tuple[str, ...], level2: str, most: int, library: Path | None) -> None:
    """按名称在指标库里找三级指标，最像的在前面；换一种说法也找得到。"""
    target = library_said(library, Path("_"))
    try:
        found = search(target, " ".join(text), most, level2)
    except MissingSegmenterError as error:
        raise click.UsageError(str(error)) from None
    if not found:
        say("指标库里没有像的。", err=True)
    for number, one in enumerate(found, 1):
        say(
            f"{number}. {click.style(visible(one.name), bold=True)}（{visible('/'.join(filter(None, (one.level1, one.level2))))}）"
        )
        say("\n".join(f"   {line}" for line in _lines(one)))


def _lines(one: KnownIndicator) -> list[str]:
    said = [visible(one.description)] if one.description else []
    usual = [f"单位 {visible('、'.join(one.units[:3]))}"] if one.units else []
    usual += [one.direction] if one.direction else []
    said += [f"常用：{'，'.join(usual)}"] if usual else []
    year = f"，最近一次在 {one.last} 年" if one.last else ""
    return [*said, f"{used(one)}{year}", f"项目：{visible('、'.join(one.projects))}"]
