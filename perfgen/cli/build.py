"""`perfgen build`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen import pipeline
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import filing_argument, layout_option
from perfgen.cli.report import near


def _docx(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    if value is None:
        return None
    path = Path(value)
    if not path.is_dir() and path.suffix.lower() != ".docx":
        raise click.BadParameter(f"输出文件名要以 .docx 结尾，这里是“{value}”", ctx, param)
    return path


@click.command(
    "build",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen build 2022.yaml", "perfgen build 2022.yaml -o 2022.docx", "perfgen build 财政局/ -o 输出/"
    ),
)
@filing_argument
@click.option(
    "-o",
    "--output",
    metavar="文件",
    callback=_docx,
    help="输出的 .docx 文件或文件夹；不写时是输入旁边的 部门名称-年度.docx",
)
@layout_option
def command(path: Path, output: Path | None, layout: Path | None) -> None:
    """把一份绩效文本做成 Word 文件。

    有错误时一次列全，不生成文件，原来的文件保持不变。
    """
    written = pipeline.build(path, output, layout)
    click.echo(f"已生成 {near(written)}")
