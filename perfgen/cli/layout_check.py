"""`perfgen layout check`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from perfgen.api.layout_folders import LayoutReport, check_layout
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import LayoutFolder
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.errors import Severity


@click.command(
    "check",
    cls=ChineseCommand,
    epilog=examples("perfgen layout check 版式/安徽-2025", "perfgen layout check hebei-2022"),
)
@click.argument("folder", metavar="文件夹", type=LayoutFolder())
def command(folder: Path) -> int:
    """检查一个版式文件夹：layout.yaml、模板里的标签、样式和字体，哪些内容没有印，并用编出来的内容试印三份。

    写着“错误”的，不改就不能用；写着“提醒”“提示”的，请看一眼。什么文件也不改。
    """
    found = check_layout(folder)
    report(found.findings)
    say(_said(found))
    return exit_code(found.findings)


def _said(found: LayoutReport) -> str:
    counts = Counter(one.severity for one in found.findings)
    where = near(found.folder)
    if counts[Severity.ERROR]:
        tail = "" if found.sizes else "；改好了再检查一遍，没有错误才试印"
        return f"{where}：有 {counts[Severity.ERROR]} 处错误{tail}"
    others = counts[Severity.WARNING] + counts[Severity.INFO]
    more = f"，有 {others} 处请看一眼" if others else ""
    tried = f"；试印了{'、'.join(size.name for size in found.sizes)}各一份" if found.sizes else ""
    return f"{where}：没有错误{more}{tried}"
