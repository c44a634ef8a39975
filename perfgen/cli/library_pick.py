"""`perfgen library pick`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.layouts import folder_of, usual_layout
from perfgen.api.library import MissingSegmenterError, pasted, pick
from perfgen.api.library_into import offered_to, put_in, write_put_in
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath, LayoutFolder, library_option, library_said
from perfgen.cli.put import put
from perfgen.cli.say import say


@click.command(
    "pick",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen library pick 教师培训经费",
        "perfgen library pick 农村道路养护经费 --about 用于县乡道路日常养护 -n 5",
        "perfgen library pick 教师培训经费 --layout hebei-2021 --library 指标库.sqlite",
        "perfgen library pick 教师培训经费 --into 2024.yaml --take 培训教师人次 --take 培训完成时间",
    ),
)
@click.argument("project", metavar="项目名称", nargs=-1, required=True)
@click.option("--about", metavar="用途", default="", help="资金用途，写上更准")
@click.option(
    "-n", "most", metavar="个数", type=click.IntRange(1, 20), default=3, help="每个二级指标最多几个；不写时是 3"
)
@click.option("--layout", metavar="版式", type=LayoutFolder(), help="照哪个版式的一级、二级指标；不写时照 perfgen.toml")
@click.option(
    "--into",
    metavar="文件",
    type=ExistingPath(),
    help="放进这份绩效文本里叫这个名称的项目，用 --take 说要哪几个",
)
@click.option(
    "--take", "names", metavar="三级指标", multiple=True, help="要放进去的指标的名称，可以写几次；和 --into 一起用"
)
@library_option
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    project: tuple[str, ...],
    about: str,
    most: int,
    layout: Path | None,
    into: Path | None,
    names: tuple[str, ...],
    library: Path | None,
) -> int:
    """给一个项目挑指标：看同类项目用过哪些，按一级、二级指标打印成 YAML，粘贴到项目里，改好【填写】就行。

    写了 --into 和 --take，就把点名的指标直接放进这份绩效文本的这个项目里，别的一个字也不动。
    """
    if into:
        if layout:
            raise click.UsageError("--into 照那份绩效文本自己的版式，不用写 --layout")
        return _put_into(library_said(library, into), into, " ".join(project), names, about)
    if names:
        raise click.UsageError("--take 和 --into 一起用：要放进哪一份绩效文本")
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
    return 0


def _put_into(library: Path, into: Path, project: str, names: tuple[str, ...], about: str) -> int:
    """Put the indicators named into a project, and tell where each came, and which did not."""
    try:
        if not names:
            offered = "、".join(map(visible, offered_to(library, into, project, about)))
            said = f"可以挑的有：{offered}" if offered else "同类项目没有别的指标了，可以用 perfgen library search 找"
            raise click.UsageError(f"用 --take 说要放进哪几个指标。{said}")
        done = put_in(library, into, project, names, about)
    except MissingSegmenterError as error:
        raise click.UsageError(str(error)) from None
    write_put_in(done, into)
    for name, levels in done.put:
        say(f"已放进 {near(into)}“{visible(done.project)}”：{visible('/'.join(filter(None, (*levels, name))))}")
    if done.put:
        say("把【填写】换成今年的数。")
    for name, why in done.left:
        say(f"没有放进去：{visible(name)}；{visible(why)}", err=True)
    return int(bool(done.left))
