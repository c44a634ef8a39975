"""`perfgen text`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perfgen.api.documents import document_text
from perfgen.api.files import refuse_input
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, ExistingPath
from perfgen.cli.put import write_out
from perfgen.cli.say import harmless


@click.command(
    "text", cls=ChineseCommand, epilog=examples("perfgen text 2022.docx", "perfgen text 2022.docx -o 2022.txt")
)
@click.argument("path", metavar="文件.docx", type=ExistingPath())
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写到文件；不写时打印出来")
def command(path: Path, output: Path | None) -> None:
    """打印 Word 文件里的文字。

    一段一行；表格单元格以制表符开头，空行结束一行表格；书签写成 [bookmark: 名称]。
    配好以后，git diff 能像比较文本一样比较 Word 文件，见说明书。
    """
    text = document_text(path)
    if output is None:
        click.echo(harmless(text) if sys.stdout.isatty() else text, nl=False)  # a pipe gets it to the letter
    else:
        refuse_input(output, [path])
        write_out(text.encode("utf-8"), output)
