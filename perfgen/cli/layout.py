"""`perfgen layout`: what there is for who keeps layouts."""

from __future__ import annotations

import click

from perfgen.cli.chinese import LazyGroup, examples

_COMMANDS = {
    "list": ("perfgen.cli.layout_list", "列出有哪些版式，各是从哪里来的"),
    "new": ("perfgen.cli.layout_new", "新做一个版式文件夹，照现成的复制"),
    "check": ("perfgen.cli.layout_check", "检查一个版式文件夹，并试印"),
}


@click.group(
    "layout",
    cls=LazyGroup,
    lazy=_COMMANDS,
    invoke_without_command=True,
    epilog=examples(
        "perfgen layout",
        "perfgen layout new 版式/安徽-2025",
        "perfgen layout new 版式/本县-2025 --from hebei-2022",
        "perfgen layout check 版式/安徽-2025",
    ),
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """列出版式，新做一个，检查一个。后面不写命令，就是 list。

    版式是一个文件夹，里面有 layout.yaml 和 template.docx。怎么做，见说明书里的“做一个本省的版式”。
    """
    if ctx.invoked_subcommand is not None:
        return None
    from perfgen.cli.layout_list import listed  # noqa: PLC0415 -- only where it is asked for

    return listed()
