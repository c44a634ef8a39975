"""`perfgen summary`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.checking import gather, inputs, is_document
from perfgen.api.files import refuse_input
from perfgen.api.layouts import of_kind
from perfgen.api.shown import near
from perfgen.api.starting import AMOUNT_UNITS
from perfgen.api.summaries import SUMMARY_KIND, SummaryHead, Summed, judged_files, sum_up, workbook_of_summary
from perfgen.cli.build import build
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, LayoutFolder, paths_argument
from perfgen.cli.put import write_out
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say

_PRINTED, _DATA, _BOOK = (".docx", ".pdf"), (".yaml", ".yml"), (".xlsx",)


@click.command(
    "summary",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen summary 各部门/ -o 汇总.docx --name 滦南县财政局",
        "perfgen summary 各部门/ -o 汇总.xlsx -o 汇总.pdf --name 滦南县财政局",
        "perfgen summary 各部门/ -o 汇总.yaml --name 滦南县财政局 --year 2024",
    ),
)
@paths_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="文件",
    type=AnyPath(),
    multiple=True,
    required=True,
    help="写成 .docx、.pdf、.xlsx 或 .yaml，可以写几次",
)
@click.option("--name", metavar="名称", help="汇总单位；只有一个部门时，不写就是它")
@click.option("--code", metavar="编码", default="", help="汇总单位的编码；没有可以不写")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="哪一年的；不写时是这里最新的一年")
@click.option(
    "--unit", metavar="单位", type=click.Choice(AMOUNT_UNITS), default="万元", help="汇总表的金额单位：万元或元"
)
@click.option("--layout", metavar="版式", type=LayoutFolder(), help="汇总表的版式；不写时用自带的")
@click.pass_context
def command(  # noqa: PLR0913 -- click hands over one argument an option
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    outputs: tuple[Path, ...],
    name: str | None,
    code: str,
    year: int | None,
    unit: str,
    layout: Path | None,
) -> int:
    """把各部门的自评表汇总成一张表：一个项目、一个部门整体一行，有得分、等级和合计。

    得分按各自评表的版式算。还没填完的项目得分空着，并且说出来；有错的文件不算在内，列出错误；同一个项目有两份的，也说出来。这两样退出码是 1。
    """
    wrong = [one for one in outputs if one.suffix.lower() not in (*_PRINTED, *_DATA, *_BOOK)]
    if wrong:
        raise click.UsageError(f"-o 的文件名要以 .docx、.pdf、.xlsx 或 .yaml 结尾，这里是 {near(wrong[0])}", ctx)
    there = judged_files([one for one in gather(paths).filings if not is_document(one)])
    for output in outputs:
        refuse_input(output, [*(path for path in paths if path.is_file()), *(inputs(there, output) if there else ())])
    folder = layout or next(iter(of_kind(SUMMARY_KIND, paths[0])))
    found = sum_up(there, SummaryHead(name or "汇总单位", code, year, unit), folder)
    if found is None:
        raise click.UsageError("这里没有评了分的自评表；先用 perfgen new --kind 自评表 --from 绩效文本 写", ctx)
    if name is None:
        only = {row.department for row in found.summary.rows}
        if len(only) > 1:
            raise click.UsageError("有几个部门的自评表，写明汇总单位：--name 滦南县财政局", ctx)
        found = sum_up(there, SummaryHead(only.pop(), code, year, unit), folder) or found
    report(found.errors)
    _write(found, outputs)
    _tell(found)
    return exit_code(found.errors) or int(bool(found.found.repeated))


def _write(found: Summed, outputs: tuple[Path, ...]) -> None:
    """Write every output. Raises PerfgenError where one cannot be."""
    printed = tuple(one for one in outputs if one.suffix.lower() in _PRINTED)
    if printed:
        build(found.prepared, printed[0], printed)
    for output in outputs:
        if output.suffix.lower() in _DATA:
            write_out(found.yaml.encode("utf-8"), output)
        elif output.suffix.lower() in _BOOK:
            write_out(workbook_of_summary(found), output)


def _tell(found: Summed) -> None:
    rows = found.summary.rows
    projects = sum(row.about == "项目" for row in rows)
    say(f"汇总了 {found.found.taken} 份自评表：{projects} 个项目，{len(rows) - projects} 个部门整体。")
    for one, why in found.found.passed:
        say(f"没有算：{near(one.reading.files[0])}，{why}。", err=True)
    for one, about in found.found.repeated:
        say(f"重复了，算了两次：{near(one.reading.files[0])}，{about}。", err=True)
    for one, about in found.found.unscored:
        say(f"还没有总分：{near(one.reading.files[0])}，{about}。", err=True)
