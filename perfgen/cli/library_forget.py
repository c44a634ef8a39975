"""`perfgen library forget`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.library import MissingSegmenterError, forget
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import library_option, library_said
from perfgen.cli.say import say


@click.command(
    "forget",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen library forget 各部门/财政局-2022.yaml",
        "perfgen library forget 318002",
        "perfgen library forget 乐亭县财政局 --year 2022",
    ),
)
@click.argument("meant", metavar="文件或部门", nargs=1)
@click.option("--year", metavar="年度", type=int, help="只拿掉这一年的；不写时各年都拿掉")
@library_option
def command(*, meant: str, year: int | None, library: Path | None) -> int:
    """从指标库里拿掉一份绩效文本的（写文件），或一个部门的（写编码或名称）。

    文件还在、还读得出，才能按文件拿掉；已经不在的，写部门和 --year。原来的文件一个字也不动。
    """
    target = library_said(library, Path("_"))
    try:
        gone = forget(target, meant, year)
    except MissingSegmenterError as error:
        raise click.UsageError(str(error)) from None
    for one in gone:
        what = f"{visible(one.name)} {one.year or '没有写年度'}"
        say(f"从 {near(target)} 拿掉了 {what}：{one.projects} 个项目，{one.indicators} 行指标。")
    if not gone:
        say(f"{near(target)} 里没有“{visible(meant)}”的；有哪些，用 perfgen library list 看。", err=True)
    return int(not gone)
