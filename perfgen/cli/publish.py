"""`perfgen publish`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from perfgen.api.checking import gather, inputs, is_document
from perfgen.api.files import refuse_input
from perfgen.api.publishing import Pack, pack, write_pack
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, at_hand, places_argument
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OutputError, PerfgenError


@click.command(
    "publish",
    cls=ChineseCommand,
    epilog=examples("perfgen publish 2023.yaml -o 公开/", "perfgen publish 各部门/ -o 公开/"),
)
@places_argument
@click.option(
    "-o", "--output", "folder", metavar="文件夹", type=AnyPath(), required=True, help="公开的文件写到这个文件夹"
)
@at_hand("paths")
def command(*, paths: tuple[Path, ...], folder: Path) -> int:
    """做公开用的一套：归档用的 PDF、Word 文件、网页和 Excel 表，内容一样。

    有错误的、写了身份证号和手机号的、文件里有批注、修订、隐藏的文字和作者姓名的，不做，写明是什么。
    四个文件做好以后都读回来，金额、名称、指标值和绩效文本对上了才写；有一样不对，一个也不写。

    有没做成的，退出码为 1；别的部门照做。
    """
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"“{folder}”不是文件夹")
    filings = [path for path in gather(paths).filings if not is_document(path)]
    if not filings:
        raise click.UsageError(
            "这里没有绩效文本；公开的一套由 YAML 或填报表做，Word 文件和 PDF 先用 perfgen import 读成 YAML"
        )
    failed: list[Diagnostic] = []
    written: dict[str, Path] = {}
    done = 0
    for path in filings:
        try:
            made = pack(path)
            _refuse(made, folder, path, written)
            write_pack(made, folder)
        except PerfgenError as error:
            failed += error.diagnostics
            continue
        report(made.warnings)
        written |= dict.fromkeys(map(str.casefold, made.files), path)
        done += 1
        say(f"已生成 {near(folder)} 里的 {'、'.join(sorted(made.files))}")
    report(failed)
    if len(filings) > 1 or failed:
        say(f"做了 {done} 份，没有做 {len(filings) - done} 份。")
    return exit_code(failed)


def _refuse(made: Pack, folder: Path, path: Path, written: Mapping[str, Path]) -> None:
    """Raise OutputError where one of the files is what the filing was made from, or is that of another filing."""
    for name in made.files:
        refuse_input(folder / name, inputs([path], folder / name))
        other = written.get(name.casefold())
        if other is not None:
            message = f"和 {near(other)} 都要写成 {name}，这一份没有做"
            raise OutputError(Diagnostic("OUT02", message, path, hint="一个单位一年只公开一份；留下一份，别的移走"))
