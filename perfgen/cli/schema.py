"""`perfgen schema`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.layouts import SCHEMA_KINDS, schema
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, layout_option
from perfgen.cli.put import write_out
from perfgen.cli.say import say


@click.command(
    "schema",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen schema", "perfgen schema project -o project.schema.json", "perfgen schema --layout 我的版式/"
    ),
)
@click.argument(
    "kind", metavar="[filing|project|results|results-project]", type=click.Choice(SCHEMA_KINDS), default="filing"
)
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写到文件；不写时打印出来")
@layout_option
def command(kind: str, output: Path | None, layout: Path | None) -> None:
    """输出 JSON Schema，供编辑器补全和检查。

    filing 是整份绩效文本，project 是单独的项目文件；results 是自评表、监控表的执行情况，results-project 是其中单独的项目文件。
    """
    text = schema(kind, layout)
    if output is None:
        say(text, nl=False)
    else:
        write_out(text.encode("utf-8"), output)
