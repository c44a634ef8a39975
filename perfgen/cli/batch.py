"""`perfgen batch`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import click

from perfgen import scratch
from perfgen.api.shown import near, visible
from perfgen.batch import local
from perfgen.batch.job import RESULT_WORDS, Job, Outcome, Result
from perfgen.batch.local import cores
from perfgen.batch.places import NamedPlaces, places
from perfgen.batch.plan import FIELDS, FORMATS, PatternError, Wish, check_formats, check_pattern, plan
from perfgen.batch.record import FOLDER
from perfgen.batch.store import Url
from perfgen.batch.work import untold
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, AnyPlace, layout_option, matching
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.stop import Stopped, told_to_the_end
from perfgen.cli.width import width
from perfgen.errors import OfficeError, PerfgenError, Severity
from perfgen.foreign import is_link
from perfgen.office.find import find, how_to_install
from perfgen.office.warm import missing
from perfgen.output import make_folder, sweep
from perfgen.source.discover import filings
from perfgen.workspace import workspace_of

_BY_HAND = "目录的页码没有印，在 Word 里更新：点一下目录，按 F9，选“更新整个目录”。"
_NONE = "这些版式没有目录，没有页码可印。"
_WITHOUT = ("PDF01", "PDF02")
"""What a warning says of a filing that was built without the page numbers nobody insisted on."""
STOPPED = 130


class _Pattern(click.ParamType[str]):
    name = "写法"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return check_pattern(str(value))
        except PatternError as error:
            self.fail(str(error), param, ctx)


class _Formats(click.ParamType[tuple[str, ...]]):
    name = "格式"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        try:
            return value if isinstance(value, tuple) else check_formats(str(value))
        except PatternError as error:
            self.fail(str(error), param, ctx)


@click.command(
    "batch",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen batch 各部门/ -o 成品/",
        "perfgen batch 各部门/ -o 成品/ --check --report 结果.xlsx",
        "perfgen batch 各部门/ -o 成品/ --format docx,pdf",
        "perfgen batch 各部门/ -o 成品/ --name-pattern {编码}-{部门名称}",
        "perfgen batch s3://桶/2023 -o s3://桶/成品 --executor dask --scheduler tcp://10.0.0.5:8786",
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=AnyPlace(there=True), nargs=-1, required=True, is_eager=True)
@click.option("-o", "--output", metavar="文件夹", type=AnyPlace(), help="输出的文件夹；不写时按 perfgen.toml 的 output")
@click.option("-j", "--jobs", metavar="个数", type=click.IntRange(1, 256), help="同时做几份；不写时有几个核做几份")
@click.option(
    "--name-pattern",
    metavar="写法",
    type=_Pattern(),
    help=f"输出的文件名，不写时是 {{部门名称}}-{{年度}}；可以用 {'、'.join(FIELDS)}",
)
@click.option(
    "--format",
    "formats",
    metavar="格式",
    type=_Formats(),
    default=FORMATS[:1],
    show_default=False,
    help="docx、pdf，或 docx,pdf 两样都要；不写时是 docx",
)
@click.option(
    "--page-numbers/--no-page-numbers",
    "numbered",
    default=None,
    help="目录里印不印页码；不写时，电脑上有 LibreOffice 就印。印页码每份要多用一秒左右，不印快得多",
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
    name_pattern: str | None,
    formats: tuple[str, ...],
    numbered: bool | None,
    report_file: Path | None,
    layout: Path | None,
    force: bool,
    check: bool,
    fail_fast: bool,
    executor: str,
    scheduler: str | None,
) -> int:
    """把许多份绩效文本一次做成 Word 文件或 PDF，所有的核一起做。

    文件夹里的绩效文本（文件和文件夹）都会找出来。一份做不出来不影响别的；再做一次时，只做改过的。
    目录的页码和 PDF 要用 LibreOffice 排版，没有装的，页码在 Word 里更新。
    """
    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("--executor dask 要和 --scheduler 地址 一起写")
    named = [one for path in paths for one in (matching(path) if isinstance(path, Path) else [path])]
    with places(named) as where, where.speaking():
        found = _found(where)
        if not scheduler and jobs != 1 and len(found) > 1:
            with suppress(OSError):  # it is told where they are needed
                local.get_ready(check=check)
        folder = output or _set_output(where)
        pages = _Pages(formats, numbered, cluster=scheduler is not None)
        numbers = pages.numbered()
        wanted = plan(found, Wish(folder, name_pattern, formats, layout, force, check, numbers))
        _prepare(folder)
        late: list[Outcome] = []
        run = (
            _on_cluster(wanted, scheduler, folder)
            if scheduler
            else local.run(wanted, min(jobs or cores(), len(wanted)), late)
        )
        outcomes, stopped = _all(wanted, run, late, where, fail_fast=fail_fast)
    refused = _reported(report_file, outcomes)
    with suppress(OSError) if stopped else nullcontext():  # the terminal may be what is gone
        _summarise(outcomes, pages.lines(outcomes, numbers))
        if report_file is not None and refused is None:
            say(f"已写出 {near(report_file)}")
        if isinstance(stopped, PerfgenError):
            report(stopped.diagnostics)
        elif stopped is not None:
            say("已停止；再运行一次，接着做没有做的。", err=True)
    if refused is not None:
        raise refused
    if isinstance(stopped, KeyboardInterrupt):
        return stopped.exit_code if isinstance(stopped, Stopped) else STOPPED
    ill = exit_code(said for one in outcomes if one.result is Result.FAILED for said in one.said)
    return ill or int(any(one.result in (Result.FAILED, Result.LEFT) for one in outcomes))


def _reported(target: Path | None, outcomes: Sequence[Outcome]) -> PerfgenError | None:
    """Write the report, before anything is said: where the screen is gone, it is there. Gives why it could not be."""
    if target is None:
        return None
    from perfgen.reports.batch import write_report  # noqa: PLC0415 -- a library of its own for each kind

    try:
        write_report(target, outcomes)
    except PerfgenError as error:
        return error
    return None


@dataclass(frozen=True, slots=True)
class _Pages:
    """What was said of pages: the formats, page numbers or not or nothing (`asked`), and whether it is for a cluster."""

    formats: tuple[str, ...]
    asked: bool | None
    cluster: bool

    def numbered(self) -> bool | None:
        """Whether contents get page numbers; see `Job`. On a cluster, whose machines must be alike then, where asked for.

        Raises OfficeError where LibreOffice is needed here and is not there.
        """
        needed = "pdf" in self.formats or self.asked is True
        if needed and not self.cluster and find() is None:
            raise OfficeError(missing())
        if needed or self.asked is False:
            return self.asked is not False
        return None if find() and not self.cluster else False

    def lines(self, outcomes: Sequence[Outcome], numbered: bool | None) -> list[str]:  # noqa: FBT001 -- what `numbered` gave
        """What is to be said of the pages of what was built."""
        built = [one for one in outcomes if one.result is Result.BUILT]
        if not built:
            return []
        listed = [one for one in built if one.contents]
        lines = self._of_contents(listed, numbered) if listed else [_NONE] if self.asked else []
        if "pdf" in self.formats and not self.cluster:
            from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

            used = pagination.stand_ins()
            lines += [f"PDF 里用了代替的字体：{'；'.join(used)}。Word 文件里写的还是标准的字体。"] if used else []
        return lines

    def _of_contents(self, built: Sequence[Outcome], numbered: bool | None) -> list[str]:  # noqa: FBT001 -- as above
        if numbered is not False:
            failed = sum(any(said.code in _WITHOUT for said in one.said) for one in built)
            done = (
                f"目录的页码有 {failed} 份没有印成，见上面的提醒，再运行一次会再试。"
                if failed
                else "目录的页码已经印好。"
            )
            return [f"{done}只要快，加上 --no-page-numbers，不印页码。"]
        lines = [_BY_HAND] if "docx" in self.formats else ["目录里没有印页码。"]
        if self.asked is None and self.cluster:
            lines.append("要印页码，加上 --page-numbers，每台工作机都要有 LibreOffice。")
        elif self.asked is None:
            lines.append(f"装上 LibreOffice，页码就能自动印好：{how_to_install()}。")
        return lines


def _found(where: NamedPlaces) -> list[Path]:
    """The filings, none of them twice."""
    found: dict[str, Path] = {}
    for filing in (filing for path in where.paths for filing in filings(path)):
        found.setdefault(os.path.abspath(filing), filing)  # noqa: PTH100 -- resolve() would follow links
    if not found:
        raise click.UsageError("这里没有绩效文本")
    return list(found.values())


def _set_output(where: NamedPlaces) -> PurePath:
    workspace = workspace_of(where.paths[0])
    if workspace.output is None:
        raise click.UsageError("缺少 -o 文件夹；也可以在 perfgen.toml 里写 output")
    return where.named(workspace.beside(workspace.output))


def _prepare(folder: PurePath) -> None:
    """Make the output folder, and clear it of what was left half-written."""
    if isinstance(folder, Url):
        return
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"-o 后面要写文件夹，“{visible(str(folder))}”是一个文件")
    make_folder(folder)
    sweep(folder)
    if is_link(folder / FOLDER):
        make_folder(folder / FOLDER, within=folder)  # which says why not
    sweep(folder / FOLDER)
    scratch.sweep()


def _on_cluster(jobs: Sequence[Job], scheduler: str, folder: PurePath) -> Generator[Outcome, None, None]:
    from perfgen.batch import cluster  # noqa: PLC0415 -- an extra

    return cluster.run(jobs, scheduler, folder)


def _all(
    jobs: Sequence[Job],
    run: Generator[Outcome, None, None],
    late: list[Outcome],
    where: NamedPlaces,
    *,
    fail_fast: bool,
) -> tuple[list[Outcome], PerfgenError | KeyboardInterrupt | None]:
    """The outcomes in the order of the jobs, what was left undone among them; and what put an end to it, if anything.

    In `late` the run leaves what was still done after the end.

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
    told_to_the_end()
    for outcome in map(where.outcome, late):
        done.setdefault(outcome.job, outcome)
    return [done.get(where.job(job)) or where.outcome(untold(job)) for job in jobs], stopped


def _shown(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """A bar on a terminal, a line for each filing elsewhere."""
    if not sys.stderr.isatty():
        for number, outcome in enumerate(outcomes, 1):
            with suppress(OSError):  # nobody listens any more; the work goes on
                say(f"[{number}/{total}] {RESULT_WORDS[outcome.result]} {near(outcome.job.source)}", err=True)
            yield outcome
        return
    counts: Counter[Result] = Counter()

    def said(_: object) -> str:
        return "  ".join(f"{word} {counts[result]}" for result, word in RESULT_WORDS.items() if counts[result])

    with click.progressbar(length=total, label="正在生成", file=sys.stderr, item_show_func=said) as bar:
        for outcome in outcomes:
            counts[outcome.result] += 1
            with suppress(OSError):
                bar.update(1, outcome)
            yield outcome


def _summarise(outcomes: Sequence[Outcome], lines: Sequence[str]) -> None:
    """What is wrong, then a table of what is not as it should be, some lines, then the counts."""
    report(
        dict.fromkeys(
            said
            for one in outcomes
            for said in one.said
            if one.result is Result.FAILED or said.severity is not Severity.ERROR
        )
    )
    rows = [(near(one.job.source), RESULT_WORDS[one.result], str(len(one.said) or "")) for one in outcomes]
    if any(one.result is not Result.SKIPPED for one in outcomes):
        rows.insert(0, ("绩效文本", "结果", "问题"))
        widths = [max(width(row[at]) for row in rows) for at in range(3)]
        for row in rows:
            say("  ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)).rstrip())
    for line in lines:
        say(line)
    counts = Counter(one.result for one in outcomes)
    said = "，".join(f"{word} {counts[result]} 份" for result, word in RESULT_WORDS.items() if counts[result])
    say(f"共 {len(outcomes)} 份绩效文本：{said}。")
