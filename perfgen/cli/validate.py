"""`perfgen validate`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen import pipeline
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath, layout_option
from perfgen.cli.report import near, report
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.source import filing_of


@click.command(
    "validate",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen validate 2022.yaml", "perfgen validate 财政局/ 教育局.yaml", "perfgen validate 财政局/projects/01.yaml"
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=ExistingPath(), nargs=-1, required=True)
@layout_option
def command(paths: tuple[Path, ...], layout: Path | None) -> int:
    """检查绩效文本填得对不对，不输出文件。

    可以一次检查多份；给出项目文件时，检查它所在的那份绩效文本。
    """
    found: list[Diagnostic] = []
    warnings: list[Diagnostic] = []
    for path in dict.fromkeys(filing_of(path) for path in paths):
        try:
            prepared = pipeline.prepare(path, layout)
        except PerfgenError as error:
            found += error.diagnostics
        else:
            filing = prepared.filing
            warnings += prepared.warnings
            click.echo(
                f"{near(path)}：没有问题（{filing.department.name} {filing.year} 年度，{len(filing.projects)} 个项目）"
            )
    report([*found, *warnings])
    return 1 if found else 0
