"""`perfgen export`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.files import refuse_input, write_file
from perfgen.api.filings import FILING_FILE, YAML, filing_of
from perfgen.api.shown import near
from perfgen.api.workbooks import WORKBOOKS, Loaded, MissingExtraError, merged_into, opened, workbook_of, yaml_of
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.export_tables import ONLY_TABLES, export_tables
from perfgen.cli.library_offers import offered
from perfgen.cli.merging import tell_merge
from perfgen.cli.options import AnyPath, at_hand, layout_option, places_argument
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OutputError


@click.command(
    "export",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen export 2023.yaml -o 2023.xlsx",
        "perfgen export 2023.xlsx -o 2023.yaml",
        "perfgen export 各部门/ -o 汇总.xlsx",
        "perfgen export 各部门/ -o 汇总.sqlite",
        "perfgen export 2023.yaml -o 明细.xlsx --tables",
    ),
)
@places_argument
@click.option(
    "-o",
    "--output",
    "output",
    metavar="文件",
    type=AnyPath(),
    required=True,
    help=".xlsx、.yaml；汇总成表还可以是 .csv、.parquet（一个文件夹，一张表一个文件）、.sqlite",
)
@click.option(
    "--tables", is_flag=True, help="只有一份也汇总成表：部门、项目、指标、资金、问题、自定项；不写时 .xlsx 是填报表"
)
@click.option("--force", is_flag=True, help="已经有的文件整个覆盖；不写时，已有的 .yaml 只改不一样的地方，.xlsx 不动")
@click.option("--diff", is_flag=True, help="已经有 .yaml 时，只看会改什么，不写")
@layout_option
@click.pass_context
@at_hand("paths")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    output: Path,
    tables: bool,
    force: bool,
    diff: bool,
    layout: Path | None,
) -> int:
    """把绩效文本写成 Excel 表，或者把 Excel 表写成 YAML；一个文件夹、几份的，汇总成表。

    一份：来回转换，内容一字不差。已经有的 YAML 只改不一样的地方，注释、先后和引用都留着。

    一个文件夹、几份，或者加了 --tables：部门、项目、指标、资金、问题、自定项各一张表，金额一律是万元。读不出的、有错的只列在“问题”里，退出码是 1。
    """
    if tables or output.suffix.lower() in ONLY_TABLES or len(paths) > 1 or _is_collection(paths[0]):
        if diff:
            raise click.UsageError("汇总成表没有 --diff", ctx)
        return export_tables(ctx, paths, output, layout, force=force)
    path = filing_of(paths[0])
    kind = output.suffix.lower()
    if kind not in (*WORKBOOKS, *YAML) or output.is_dir():
        raise click.UsageError(f"输出文件名要以 .xlsx 或 .yaml 结尾，这里是“{output}”")
    loaded = opened(path, layout)
    refuse_input(output, loaded.files)
    if kind in YAML and output.exists() and not force:
        done = merged_into(loaded, output)
        report(loaded.warnings)
        return tell_merge(done, output, path, diff=diff)
    if output.exists() and not force:
        hint = "用 -o 换一个文件名；确实要覆盖时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", output, hint=hint))
    try:
        content = _workbook(loaded, path) if kind in WORKBOOKS else yaml_of(loaded).encode("utf-8")
    except MissingExtraError as error:
        raise click.UsageError(str(error)) from None
    write_file(output, content, named=True)
    report(loaded.diagnostics)
    say(f"已生成 {near(output)}")
    if kind in WORKBOOKS:
        say("这是填报表；要部门、项目、指标各一张表，加 --tables。", err=True)
    return exit_code(loaded.diagnostics)


def _workbook(loaded: Loaded, path: Path) -> bytes:
    """The workbook of a filing, with the lists of the library of its workspace. Raises as `workbook_of`."""
    document = loaded.valid.filing
    usual = {}
    if loaded.layout:
        usual = offered(path, loaded.layout.folder, document.department.code, document.department.name)
    return workbook_of(loaded, usual)


def _is_collection(path: Path) -> bool:
    """Whether a path is a folder that is no filing itself."""
    return path.is_dir() and not (path / FILING_FILE).is_file()
