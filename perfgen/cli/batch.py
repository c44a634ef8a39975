"""`perfgen batch`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from datetime import date as Date  # noqa: N812 -- `date` is the option
from pathlib import Path, PurePath
from typing import Any

import click

from perfgen.api.batches import (
    FIELDS,
    FORMATS,
    RESULT_WORDS,
    Batch,
    BatchWish,
    NothingToBuildError,
    Outcome,
    PatternError,
    Result,
    begun,
    check_formats,
    check_pattern,
    heading,
    how_many,
    write_report,
)
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, AnyPlace, Day, day_said, layout_option, matching
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.stop import Stopped, told_to_the_end
from perfgen.cli.width import columns
from perfgen.errors import PerfgenError, Severity

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
@click.option("--date", metavar="日期", type=Day(), help="印在结果网页上的日期，如 2023-11-20；不写就不印")
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
    date: Date | None,
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
    if date and (report_file is None or report_file.suffix.lower() != ".html"):
        raise click.UsageError("--date 只印在网页上，要和 --report 文件名.html 一起写")
    named = [one for path in paths for one in (matching(path) if isinstance(path, Path) else [path])]
    wish = BatchWish(output, name_pattern, formats, numbered, layout, force, check, jobs, scheduler)
    try:
        with begun(named, wish) as batch:
            stopped = _watched(batch, fail_fast=fail_fast)
            batch.stop()
            told_to_the_end()
            outcomes = batch.outcomes()
    except NothingToBuildError as error:
        raise click.UsageError(str(error)) from None
    refused = _reported(report_file, outcomes, day_said(date))
    with suppress(OSError) if stopped else nullcontext():  # the terminal may be what is gone
        before = () if report_file else _about_before(outcomes)
        _summarise(outcomes, [*_about_pages(outcomes, wish, batch), *_about_others(batch), *before])
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


def _reported(target: Path | None, outcomes: Sequence[Outcome], date: str) -> PerfgenError | None:
    """Write the report, before anything is said: where the screen is gone, it is there. Gives why it could not be."""
    if target is None:
        return None
    try:
        write_report(target, outcomes, date)
    except PerfgenError as error:
        return error
    return None


def _about_pages(outcomes: Sequence[Outcome], wish: BatchWish, batch: Batch) -> list[str]:
    """What is to be said of the pages of what was built."""
    built = [one for one in outcomes if one.result is Result.BUILT]
    if not built:
        return []
    listed = [one for one in built if one.contents]
    lines = _about_contents(listed, wish, batch) if listed else [_NONE] if wish.numbered else []
    if "pdf" in wish.formats and not wish.scheduler:
        from perfgen.api.machine import stand_in_fonts  # noqa: PLC0415 -- only where something is laid out

        used = stand_in_fonts()
        lines += [f"PDF 里用了代替的字体：{'；'.join(used)}。Word 文件里写的还是标准的字体。"] if used else []
    return lines


def _about_others(batch: Batch) -> list[str]:
    """What is to be said of files that lie among the filings and were not built."""
    count = len(batch.passed)
    names = "、".join(near(one) for one in batch.passed[:_MOST_NAMED])
    more = " 等" if count > _MOST_NAMED else ""
    return (
        [
            f"另有 {count} 个文件没有做：{names}{more}。Word 文件、PDF、文字要先读成 YAML；同一份的 Excel 表和链接不再做一遍。"
        ]
        if count
        else []
    )


_MOST_NAMED = 3


def _about_contents(built: Sequence[Outcome], wish: BatchWish, batch: Batch) -> list[str]:
    """What is to be said of the page numbers of what has contents."""
    if batch.numbered is not False:
        failed = sum(any(said.code in _WITHOUT for said in one.said) for one in built)
        done = (
            f"目录的页码有 {failed} 份没有印成，见上面的提醒，再运行一次会再试。" if failed else "目录的页码已经印好。"
        )
        return [f"{done}只要快，加上 --no-page-numbers，不印页码。"]
    lines = [_BY_HAND] if "docx" in wish.formats else ["目录里没有印页码。"]
    if wish.numbered is None and wish.scheduler:
        lines.append("要印页码，加上 --page-numbers，每台工作机都要有 LibreOffice。")
    elif wish.numbered is None:
        from perfgen.api.machine import how_to_install_libreoffice  # noqa: PLC0415 -- only where it is missing

        lines.append(f"装上 LibreOffice，页码就能自动印好：{how_to_install_libreoffice()}。")
    return lines


def _watched(batch: Batch, *, fail_fast: bool) -> PerfgenError | KeyboardInterrupt | None:
    """Follow a run to its end, or until something puts an end to it, which is given. Raises PerfgenError where nothing could be begun."""
    done = 0
    try:
        for outcome in _shown(batch):
            done += 1
            if fail_fast and outcome.result is Result.FAILED:
                break
    except (KeyboardInterrupt, PerfgenError) as end:
        if isinstance(end, PerfgenError) and not done:
            raise
        return end
    return None


def _shown(batch: Batch) -> Iterator[Outcome]:
    """A bar on a terminal, a line for each filing elsewhere."""
    if not sys.stderr.isatty():
        for number, outcome in enumerate(batch, 1):
            with suppress(OSError):  # nobody listens any more; the work goes on
                say(f"[{number}/{len(batch)}] {RESULT_WORDS[outcome.result]} {near(outcome.job.source)}", err=True)
            yield outcome
        return
    counts: Counter[Result] = Counter()

    def said(_: object) -> str:
        return "  ".join(f"{word} {counts[result]}" for result, word in RESULT_WORDS.items() if counts[result])

    with click.progressbar(length=len(batch), label="正在生成", file=sys.stderr, item_show_func=said) as bar:
        for outcome in batch:
            counts[outcome.result] += 1
            with suppress(OSError):
                bar.update(1, outcome)
            yield outcome


def _about_before(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What was said of filings that did not change, where no report says it again."""
    before = sum(len(one.said) for one in outcomes if one.result is Result.SKIPPED)
    if before:
        yield f"没有变的里面还有 {before} 处提醒，上次已经说过；要看，加 --report。"


def _summarise(outcomes: Sequence[Outcome], lines: Sequence[str]) -> None:
    """What is wrong, then a table with what failed first, some lines, then the counts."""
    report(
        dict.fromkeys(
            said
            for one in outcomes
            for said in one.said
            if one.result is Result.FAILED or (one.result is not Result.SKIPPED and said.severity is not Severity.ERROR)
        )
    )
    listed = sorted(outcomes, key=lambda one: one.result is not Result.FAILED)
    rows = [(near(one.job.source), RESULT_WORDS[one.result], str(len(one.said) or "")) for one in listed]
    if any(one.result is not Result.SKIPPED for one in outcomes):
        rows.insert(0, (heading(outcomes), "结果", "问题"))
        lines = [*columns(rows), *lines]
    for line in lines:
        say(line)
    counts = Counter(one.result for one in outcomes)
    said = "，".join(f"{word} {counts[result]} 份" for result, word in RESULT_WORDS.items() if counts[result])
    say(f"共 {how_many(outcomes)}：{said}。")
