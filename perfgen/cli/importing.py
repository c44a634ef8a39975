"""`perfgen import`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from perfgen.api.files import write_file
from perfgen.api.filings import YAML
from perfgen.api.imports import (
    ImportJob,
    ImportOutcome,
    ImportTargetError,
    ImportWish,
    accounts,
    can_read,
    import_all,
    import_jobs,
    suffixes,
)
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.merging import MergeWish, merge_into
from perfgen.cli.options import AnyPath, ExistingPath, LayoutFolder
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.width import columns
from perfgen.errors import Diagnostic, OutputError, Severity


@click.command(
    "import",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen import 2022.docx",
        "perfgen import 2022.docx -o 财政局.yaml --check",
        "perfgen import 去年/ -o 今年/",
        "perfgen import 报来的表/ -o 执行情况/",
        "perfgen import 领导改过.docx --into 2023.yaml --diff",
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=ExistingPath(), nargs=-1, required=True, is_eager=True)
@click.option(
    "-o", "--output", metavar="文件", type=AnyPath(), help="写到这个 .yaml 文件，或这个文件夹；不写时在原文件旁边"
)
@click.option("--layout", metavar="版式", type=LayoutFolder(), help="不用辨认，就按这个版式读；版式里要写有 读入")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="预算年度；文件里看不出时要写")
@click.option("--strict", is_flag=True, help="有没写进去的内容时退出码为 1")
@click.option("--report", "report_file", metavar="文件.json", type=AnyPath(), help="把每一处的去向写成 JSON 文件")
@click.option("--check", is_flag=True, help="写好后再做成 Word 文件，和原文逐行比较")
@click.option("--force", is_flag=True, help="已经有的 YAML 文件也覆盖")
@click.option(
    "--into",
    metavar="文件.yaml",
    type=ExistingPath(),
    help="把 Word 文件里改过的地方合并到这份 YAML（或文件夹）里，别的一个字不动",
)
@click.option(
    "--original",
    metavar="发出去的.docx",
    type=ExistingPath(),
    help="和 --into 一起用：发给人改的那一份。YAML 后来也改过时写上，两边都改了的列出来，不覆盖",
)
@click.option("--diff", is_flag=True, help="和 --into 一起用：只列出会怎么改，什么也不写")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    paths: tuple[Path, ...],
    output: Path | None,
    layout: Path | None,
    year: int | None,
    report_file: Path | None,
    *,
    strict: bool,
    check: bool,
    force: bool,
    into: Path | None,
    original: Path | None,
    diff: bool,
) -> int:
    """把以前的 Word 文件，填好的自评表、监控表，或填好的 Excel 表，读成 YAML。

    能读 .docx，和 .txt（perfgen text 输出的，或者从 PDF、扫描件读出来的文字）；.doc .wps .odt 要装有 LibreOffice；有文字的 .pdf 要装 perfgen[pdf]，扫描的不能读。给出文件夹时，里面的文件一个一个读，一个读不出不影响别的。

    读到的每一段、每一格，不是写进了 YAML，就是在报告里列出来。拿不准的照原样写入，并在上面加一行“# 请核对”。

    从 YAML 做出来的 Word 文件，别人又改过的，用 --into 把改动合并回去：只改 YAML 里对应的几处，注释、次序和引用都不动；合并不了的列出来。
    """
    if into is not None or original is not None or diff:
        _refuse_together(
            into, paths, {"-o": output, "--report": report_file, "--strict": strict, "--check": check, "--force": force}
        )
    if into is not None:
        return merge_into(MergeWish(into, layout, year, original), paths[0], diff=diff)
    if layout is not None and not can_read(layout):
        raise click.UsageError(f"版式“{layout.name}”不能读入：layout.yaml 里没有写 读入")
    try:
        jobs = import_jobs(paths, output)
    except ImportTargetError as error:
        raise click.UsageError(str(error)) from None
    if not jobs:
        raise click.UsageError(f"这里没有可以读的文件：{'、'.join(suffixes())}")
    if report_file is not None:
        _refuse_report(report_file, force=force)
    done = _all(jobs, ImportWish(layout, year, strict, check, force))
    if len(done) == 1 and not any(path.is_dir() for path in paths):
        _tell(done[0])
    else:
        _summarise(done, reported=report_file is not None)
    if report_file is not None:
        write_file(report_file, accounts(done), named=True)
    return exit_code(said for one in done for said in one.said)


def _refuse_together(into: Path | None, paths: Sequence[Path], others: Mapping[str, object]) -> None:
    """Say what makes no sense beside --into."""
    if into is None:
        raise click.UsageError("--diff 和 --original 要和 --into 一起用，写上合并到哪份 YAML")
    if len(paths) > 1 or paths[0].is_dir():
        raise click.UsageError("用 --into 时一次合并一个 Word 文件")
    if into.is_file() and into.suffix.lower() not in YAML:
        raise click.UsageError(f"--into 后面写 YAML 文件或它的文件夹，这里是“{into.name}”")
    wrong = next((name for name, said in others.items() if said), None)
    if wrong:
        raise click.UsageError(f"{wrong} 不能和 --into 一起用")


def _refuse_report(target: Path, *, force: bool) -> None:
    """Say before the work what a report may not be written over."""
    if target.suffix.lower() != ".json" or target.is_dir():
        raise click.UsageError(f"报告的文件名要以 .json 结尾，这里是“{target}”")
    if target.exists() and not force:
        hint = "换一个文件名；确实要覆盖时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", target, hint=hint))
    if not target.absolute().parent.is_dir():
        raise OutputError(Diagnostic("OUT01", f"没有“{target.parent}”这个文件夹", target, hint="先建好文件夹"))


def _all(jobs: Sequence[ImportJob], wish: ImportWish) -> list[ImportOutcome]:
    """What became of each document, with a bar on a terminal where there are several."""
    bar: Any = nullcontext(jobs)
    if len(jobs) > 1 and sys.stderr.isatty():
        bar = click.progressbar(jobs, label="正在读入", file=sys.stderr, item_show_func=_shown)
    with bar as shown:
        return list(import_all(shown, wish))


def _shown(job: ImportJob | None) -> str:
    return visible(job.file.name) if job else ""


def _tell(one: ImportOutcome) -> None:
    report(one.said)
    if one.report is not None:
        counts = one.report
        if one.written:
            say(f"已写入 {near(one.job.target)}")
        say(
            f"读到 {counts.read} 处文字：写入 {counts.taken} 处，版式自带 {counts.printed} 处，"
            f"没有写入 {len(counts.left)} 处；需要核对 {len(counts.doubtful)} 处。"
        )


def _summarise(done: Sequence[ImportOutcome], *, reported: bool) -> None:
    report([one for file in done for one in file.said if one.severity is Severity.ERROR])
    rows = [("文件", "结果", "读到", "写入", "版式自带", "没有写入", "需要核对")]
    for one in done:
        counts = one.report
        numbers = (counts.read, counts.taken, counts.printed, len(counts.left), len(counts.doubtful)) if counts else ()
        result = ("有错" if one.failed else "已写入") if one.written else "失败"
        rows.append((near(one.job.file), result, *(map(str, numbers) if counts else [""] * 5)))
    for line in columns(rows):
        say(line)
    written = sum(one.written for one in done)
    say(f"共 {len(done)} 个文件，写出 {written} 个，失败 {len(done) - written} 个。")
    if not reported and any(one.report and (one.report.left or one.report.doubtful) for one in done):
        say("没有写入和需要核对的各处，用 --report 文件.json 列出来。")
