"""`perfgen library add`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.checking import gather, inputs
from perfgen.api.files import refuse_input
from perfgen.api.library import LibraryAdded, MissingSegmenterError, add_filings, opinions_of
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath, library_option, library_said, paths_argument
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say

_SHOWN = 5


@click.command(
    "add",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen library add 各部门/ --library 指标库.sqlite",
        "perfgen library add 2022/ 2023/ --library 指标库.sqlite --opinions 意见/",
    ),
)
@paths_argument
@library_option
@click.option(
    "--opinions",
    metavar="文件夹",
    type=ExistingPath(),
    help="审核意见的文件夹（perfgen review 写的），用来数退回过几次；不写时看 perfgen.toml",
)
def command(*, paths: tuple[Path, ...], library: Path | None, opinions: Path | None) -> int:
    """把绩效文本（YAML、Excel 表、以前的 Word 文件）里的指标放进指标库；没有这个文件就新建。

    同一个部门同一年的只算一份：改过的换成新的，没有改的不动。有错的不放进去，列出错误，退出码是 1。
    """
    target = library_said(library, paths[0])
    gathered = gather(paths)
    if not gathered.filings:
        raise click.UsageError("这里没有绩效文本")
    refuse_input(target, [*inputs(gathered.filings, target), *gathered.passed])
    opinions = opinions or opinions_of(paths[0])
    try:
        done = add_filings(gathered, target, opinions if opinions and opinions.is_dir() else None)
    except MissingSegmenterError as error:
        raise click.UsageError(str(error)) from None
    report(done.ill)
    _tell(done, target)
    return exit_code(done.ill)


def _tell(done: LibraryAdded, target: Path) -> None:
    one = done.added
    say(f"放进 {near(target)}：新的 {one.new} 份，换了 {one.changed} 份，没有变的 {one.same} 份。")
    say(f"现在有 {one.filings} 份绩效文本，{one.projects} 个项目，{one.names} 个指标。")
    if done.others:
        say(f"另有 {done.others} 份是自评表、监控表一类，没有放进去。", err=True)
    if done.twice:
        more = "等" if len(done.twice) > _SHOWN else ""
        said = "、".join(map(visible, done.twice[:_SHOWN]))
        say(f"{len(done.twice)} 个部门同一年有几份，只算了后面的一份：{said}{more}。", err=True)
