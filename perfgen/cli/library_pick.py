"""`perfgen library pick`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.layouts import folder_of, usual_layout
from perfgen.api.library import MissingSegmenterError, pasted, pick
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import LayoutFolder, library_option, library_said
from perfgen.cli.put import put
from perfgen.cli.say import say


@click.command(
    "pick",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen library pick 教师培训经费",
        "perfgen library pick 农村道路养护经费 --about 用于县乡道路日常养护 -n 5",
        "perfgen library pick 教师培训经费 --layout hebei-2021 --library 指标库.sqlite",
    ),
)
@click.argument("project", metavar="项目名称", nargs=-1, required=True)
@click.option("--about", metavar="用途", default="", help="资金用途，写上更准")
@click.option(
    "-n", "most", metavar="个数", type=click.IntRange(1, 20), default=3, help="每个二级指标最多几个；不写时是 3"
)
@click.option("--layout", metavar="版式", type=LayoutFolder(), help="照哪个版式的一级、二级指标；不写时照 perfgen.toml")
@library_option
def command(*, project: tuple[str, ...], about: str, most: int, layout: Path | None, library: Path | None) -> None:
    """给一个项目挑指标：看同类项目用过哪些，按一级、二级指标打印成 YAML，粘贴到项目里，改好【填写】就行。"""
    target = library_said(library, Path("_"))
    usual = usual_layout(Path("_")) if layout is None else None
    try:
        found = pick(target, " ".join(project), about, most, layout or (folder_of(usual, Path("_")) if usual else None))
    except MissingSegmenterError as error:
        raise click.UsageError(str(error)) from None
    if found:
        put(pasted(found), None)
    else:
        say("指标库里没有同类的项目。", err=True)
