"""`perfgen batch`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePath
from typing import Any

import click

from perfgen.batch import local
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.local import cores
from perfgen.batch.places import Places, places
from perfgen.batch.plan import FIELDS, PATTERN, PatternError, Wish, check_pattern, plan
from perfgen.batch.record import FOLDER
from perfgen.batch.store import Url, place
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, AnyPlace, layout_option
from perfgen.cli.report import near, report
from perfgen.cli.width import width
from perfgen.errors import PerfgenError, Severity
from perfgen.output import make_folder, sweep
from perfgen.source.discover import filings
from perfgen.workspace import workspace_of

_WORDS = {Result.BUILT: "已生成", Result.SKIPPED: "没有变", Result.FAILED: "失败", Result.LEFT: "没有做"}
_FORMATS = ("docx",)
STOPPED = 130


class _Pattern(click.ParamType[str]):
    name = "写法"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return check_pattern(str(value))
        except PatternError as error:
            self.fail(str(error), param, ctx)


@click.command(
    "batch",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen batch 各部门/ -o 成品/",
        "perfgen batch 各部门/ -o 成品/ --check --report 结果.xlsx",
        "perfgen batch 各部门/ -o 成品/ --name-pattern {编码}-{部门名称}",
        "perfgen batch s3://桶/2023 -o s3://桶/成品 --executor dask --scheduler tcp://10.0.0.5:8786",
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=AnyPlace(there=True), nargs=-1, required=True)
@click.option("-o", "--output", metavar="文件夹", type=AnyPlace(), help="输出的文件夹；不写时按 perfgen.toml 的 output")
@click.option("-j", "--jobs", metavar="个数", type=click.IntRange(1, 256), help="同时做几份；不写时有几个核做几份")
@click.option(
    "--name-pattern", metavar="写法", type=_Pattern(), default=PATTERN, help=f"输出的文件名；可以用 {'、'.join(FIELDS)}"
)
@click.option("--force", is_flag=True, help="没有变的也重做")
@click.option("--check", is_flag=True, help="先按规则检查，有错误的不做")
@click.option("--fail-fast", is_flag=True, help="有一份失败就停下来")
@click.option("--report", "report_file", metavar="文件", type=AnyPath(), help="结果写成 .json、.xlsx 或 .html 文件")
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", help="在哪里做：这台电脑，或 dask 集群"
)
@click.option("--scheduler", metavar="地址", help="dask 集群的调度器，如 tcp://10.0.0.5:8786")
@layout_option
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    paths: tuple[PurePath, ...],
    output: PurePath | None,
    jobs: int | None,
    name_pattern: str,
    report_file: Path | None,
    layout: Path | None,
    force: bool,
    check: bool,
    fail_fast: bool,
    executor: str,
    scheduler: str | None,
) -> int:
    """把许多份绩效文本一次做成 Word 文件，所有的核一起做。

    文件夹里的绩效文本（文件和文件夹）都会找出来。一份做不出来不影响别的；再做一次时，只做改过的。
    """
    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("--executor dask 要和 --scheduler 地址 一起写")
    with places(paths) as where, where.speaking():
        found = _found(where)
        folder = output or _set_output(where)
        wanted = plan(found, Wish(folder, name_pattern, _FORMATS, layout, force, check))
        _prepare(folder)
        run = (
            _on_cluster(wanted, scheduler, folder)
            if scheduler
            else local.run(wanted, min(jobs or cores(), len(wanted)))
        )
        outcomes, stopped = _all(wanted, run, where, fail_fast=fail_fast)
    _summarise(outcomes)
    if report_file is not None:
        from perfgen.reports.batch import write_report  # noqa: PLC0415 -- a library of its own for each kind

        write_report(report_file, outcomes)
        click.echo(f"已写出 {near(report_file)}")
    if isinstance(stopped, PerfgenError):
        report(stopped.diagnostics)
    elif stopped is not None:
        click.echo("已停止；再运行一次，接着做没有做的。", err=True)
        return STOPPED
    return 1 if any(one.result in (Result.FAILED, Result.LEFT) for one in outcomes) else 0


def _found(where: Places) -> list[Path]:
    """The filings, none of them twice."""
    found: dict[str, Path] = {}
    for filing in (filing for path in where.paths for filing in filings(path)):
        found.setdefault(os.path.abspath(filing), filing)  # noqa: PTH100 -- resolve() would follow links
    if not found:
        raise click.UsageError("这里没有绩效文本")
    return list(found.values())


def _set_output(where: Places) -> PurePath:
    workspace = workspace_of(where.paths[0])
    if workspace.output is None:
        raise click.UsageError("缺少 -o 文件夹；也可以在 perfgen.toml 里写 output")
    said = place(workspace.output)
    return said if isinstance(said, Url) else where.named(workspace.beside(workspace.output))


def _prepare(folder: PurePath) -> None:
    """Make the output folder, and clear it of what was left half-written."""
    if isinstance(folder, Url):
        return
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"-o 后面要写文件夹，“{folder}”是一个文件")
    make_folder(folder)
    for one in (folder, folder / FOLDER):
        sweep(one)


def _on_cluster(jobs: Sequence[Job], scheduler: str, folder: PurePath) -> Generator[Outcome, None, None]:
    from perfgen.batch import cluster  # noqa: PLC0415 -- an extra

    return cluster.run(jobs, scheduler, folder)


def _all(
    jobs: Sequence[Job], run: Generator[Outcome, None, None], where: Places, *, fail_fast: bool
) -> tuple[list[Outcome], PerfgenError | KeyboardInterrupt | None]:
    """The outcomes in the order of the jobs, what was left undone among them; and what put an end to it, if anything.

    Raises PerfgenError where nothing could be begun.
    """
    done: dict[Job, Outcome] = {}
    stopped: PerfgenError | KeyboardInterrupt | None = None
    with closing(run):
        try:
            for outcome in _shown(map(where.outcome, run), len(jobs)):
                done[outcome.job] = outcome
                if fail_fast and outcome.result is Result.FAILED:
                    break
        except (KeyboardInterrupt, PerfgenError) as end:
            if isinstance(end, PerfgenError) and not done:
                raise
            stopped = end
    return [done.get(job) or Outcome(job, Result.LEFT) for job in map(where.job, jobs)], stopped


def _shown(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """A bar on a terminal, a line for each filing elsewhere."""
    if not sys.stderr.isatty():
        for number, outcome in enumerate(outcomes, 1):
            click.echo(f"[{number}/{total}] {_WORDS[outcome.result]} {near(outcome.job.source)}", err=True)
            yield outcome
        return
    counts: Counter[Result] = Counter()

    def said(_: object) -> str:
        return "  ".join(f"{word} {counts[result]}" for result, word in _WORDS.items() if counts[result])

    with click.progressbar(length=total, label="正在生成", file=sys.stderr, item_show_func=said) as bar:
        for outcome in outcomes:
            counts[outcome.result] += 1
            bar.update(1, outcome)
            yield outcome


def _summarise(outcomes: Sequence[Outcome]) -> None:
    """What is wrong, then a table of what is not as it should be, then the counts."""
    report(
        dict.fromkeys(
            said
            for one in outcomes
            for said in one.said
            if one.result is Result.FAILED or said.severity is not Severity.ERROR
        )
    )
    rows = [(near(one.job.source), _WORDS[one.result], str(len(one.said) or "")) for one in outcomes]
    if any(one.result is not Result.SKIPPED for one in outcomes):
        rows.insert(0, ("绩效文本", "结果", "问题"))
        widths = [max(width(row[at]) for row in rows) for at in range(3)]
        for row in rows:
            click.echo(
                "  ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)).rstrip()
            )
    counts = Counter(one.result for one in outcomes)
    said = "，".join(f"{word} {counts[result]} 份" for result, word in _WORDS.items() if counts[result])
    click.echo(f"共 {len(outcomes)} 份绩效文本：{said}。")
