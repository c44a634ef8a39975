"""`perfgen layout new`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from perfgen.api.layout_folders import SIMPLEST, NewLayout, TakenNameError, check_name, new_layout
from perfgen.api.layouts import folder_of
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, LayoutFolder
from perfgen.cli.say import say


def _named(ctx: click.Context, param: click.Parameter, value: Any) -> Path:  # noqa: ARG001 -- as click calls it
    folder = Path(value)
    try:
        check_name(folder.name, folder.parent)
    except TakenNameError as error:
        raise click.BadParameter(str(error)) from None
    return folder


@click.command(
    "new",
    cls=ChineseCommand,
    epilog=examples("perfgen layout new 版式/安徽-2025", "perfgen layout new 版式/本县-2025 --from hebei-2022"),
)
@click.argument("folder", metavar="名称", type=AnyPath(), callback=_named)
@click.option(
    "--from", "source", metavar="版式", type=LayoutFolder(), help=f"照哪个版式复制：名称或文件夹；不写就照 {SIMPLEST}"
)
def command(folder: Path, source: Path | None) -> None:
    """新做一个版式文件夹，里面有 layout.yaml 和 template.docx，照现成的复制，自己改。

    名称前面可以写放在哪个文件夹里，如 版式/安徽-2025。已有的文件不会盖掉。
    """
    made = new_layout(folder, source or folder_of(SIMPLEST, Path()))
    say("\n".join(_said(made)))


def _said(made: NewLayout) -> list[str]:
    where, name = near(made.folder), visible(made.folder.name)
    lines = [
        f"已做好版式 {name}，照 {visible(made.source)} 复制的：",
        *(f"  {near(file)}" for file in made.files),
        "接下来：",
        f"  1. 用 Word 改 {near(made.folder / 'template.docx')}，用记事本改 {near(made.folder / 'layout.yaml')}",
        f"  2. 检查：perfgen layout check {_argument(where)}",
        f"  3. 试填：perfgen new 试填.yaml --layout {_argument(where)}",
    ]
    if made.found:
        return [
            *lines,
            f"  4. 检查没有错误，就可以用了：YAML 里写 版式: {name}（{near(made.settings)} 里已经写了这个文件夹）",
        ]
    return [
        *lines,
        f"  4. 让大家按名称用：在 {near(made.settings)} 里写上下面两行，YAML 里写 版式: {name}",
        "       [layouts]",
        f'       folders = ["{visible(made.named)}"]',
    ]


def _argument(path: str) -> str:
    return f'"{path}"' if " " in path else path
