"""`perfgen library`: the indicators that departments have used."""

from __future__ import annotations

import click

from perfgen.cli.chinese import LazyGroup, examples

_COMMANDS = {
    "add": ("perfgen.cli.library_add", "把绩效文本里的指标放进指标库"),
    "search": ("perfgen.cli.library_search", "按名称找指标，换一种说法也找得到"),
    "list": ("perfgen.cli.library_list", "看指标库里有哪些部门、哪几年的"),
    "forget": ("perfgen.cli.library_forget", "从指标库里拿掉一份，或一个部门的"),
    "pick": ("perfgen.cli.library_pick", "给一个项目挑指标，打印成能粘贴的 YAML"),
}


@click.group(
    "library",
    cls=LazyGroup,
    lazy=_COMMANDS,
    epilog=examples(
        "perfgen library add 各部门/ 去年/ --library 指标库.sqlite",
        "perfgen library search 设备完好率",
        "perfgen library list",
        "perfgen library pick 农村道路养护经费 --about 用于县乡道路日常养护和水毁修复",
    ),
)
def command() -> None:
    """指标库：各部门用过的三级指标，常用的单位和方向，写过的值，审核退回过几次。

    指标库是一个文件，只在这台电脑上。写在 perfgen.toml 的 [library] 里，就不用每次写 --library，检查时也会提示同类项目常用的指标。
    """
