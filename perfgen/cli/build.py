"""`perfgen build`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen import pipeline
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import DocxOutput, filing_argument, layout_option
from perfgen.cli.report import near, report
from perfgen.source import filing_of


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
    type=DocxOutput(),
    help="输出的 .docx 文件或文件夹；不写时是输入旁边的 部门名称-年度.docx",
)
@layout_option
def command(path: Path, output: Path | None, layout: Path | None) -> None:
    """把一份绩效文本做成 Word 文件。

    有错误时一次列全，不生成文件，原来的文件保持不变。
    """
    path = filing_of(path)
    prepared = pipeline.prepare(path, layout)
    written = pipeline.write(prepared, path, output)
    report(prepared.warnings)
    click.echo(f"已生成 {near(written)}")
    click.echo("目录的页码在 Word 里更新：点一下目录，按 F9，选“更新整个目录”。")
