"""`perfgen schema`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from perfgen import layouts
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, layout_option
from perfgen.cli.report import near
from perfgen.cli.say import say
from perfgen.layouts import Layout
from perfgen.output import write_file
from perfgen.shown import as_json
from perfgen.source.schema import filing_schema, project_schema
from perfgen.workspace import workspace_of

_KINDS = {"filing": filing_schema, "project": project_schema}


def schema_beside(kind: str, layout: Path | None) -> str:
    """The schema for a filing of a layout of one's own; where it is none, for those of all that come with perfgen."""
    ours = layouts.shipped_layouts().values()
    return schema_text(kind, [layouts.load(layout)] if layout else [place.load() for place in ours])


def schema_text(kind: str, chosen: Iterable[Layout]) -> str:
    """A schema as the JSON text that is kept in schemas/: `kind` is ``filing`` or ``project``."""
    schema = _KINDS[kind]({one.name: one.form for one in chosen})
    return f"{as_json(schema, indent=2)}\n"


@click.command(
    "schema",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen schema", "perfgen schema project -o project.schema.json", "perfgen schema --layout 我的版式/"
    ),
)
@click.argument("kind", metavar="[filing|project]", type=click.Choice(list(_KINDS)), default="filing")
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写到文件；不写时打印出来")
@layout_option
def command(kind: str, output: Path | None, layout: Path | None) -> None:
    """输出 JSON Schema，供编辑器补全和检查。

    filing 是整份绩效文本，project 是单独的项目文件。
    """
    shelf = layouts.Shelf(workspace_of(Path()).layout_folders)
    chosen = [layouts.load(layout)] if layout else [shelf.by_name(name) for name in shelf.names()]
    text = schema_text(kind, chosen)
    if output is None:
        say(text, nl=False)
    else:
        write_file(output, text.encode("utf-8"), named=True)
        say(f"已生成 {near(output)}")
