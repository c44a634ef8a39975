"""`perfgen text`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath
from perfgen.docx import dump


@click.command(
    "text", cls=ChineseCommand, epilog=examples("perfgen text 2022.docx", "perfgen text 2022.docx > 2022.txt")
)
@click.argument("path", metavar="文件.docx", type=ExistingPath())
def command(path: Path) -> None:
    """打印 Word 文件里的文字。

    一段一行；表格单元格以制表符开头，空行结束一行表格；书签写成 [bookmark: 名称]。
    配好以后，git diff 能像比较文本一样比较 Word 文件，见说明书。
    """
    click.echo(dump(path), nl=False)
