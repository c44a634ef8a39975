"""`perfgen compare`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 -- `date` is the option
from pathlib import Path

import click

from perfgen.api.checking import gather, inputs, settings_files
from perfgen.api.comparing import head, note, values
from perfgen.api.files import refuse_input
from perfgen.api.rounds import (
    HEADS,
    FindingFate,
    Resubmitted,
    Rounds,
    RoundState,
    cells,
    findings,
    submissions,
    summed_up,
    why_unread,
)
from perfgen.api.rounds import report as report_of
from perfgen.api.shown import visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, ExistingPlace, at_hand, day_said
from perfgen.cli.put import write_out
from perfgen.cli.say import harmless, say
from perfgen.cli.width import columns

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".xlsx": "xlsx", ".txt": "text"}
_COLOURS = {
    **dict.fromkeys((RoundState.MISSING, RoundState.UNREADABLE, RoundState.OPEN), "red"),
    RoundState.NEW: "yellow",
    RoundState.DONE: "green",
}
_FATES = {FindingFate.LEFT: "red", FindingFate.NEW: "red", FindingFate.MENDED: "green"}


@click.command(
    "compare",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen compare 第一次/ 第二次/",
        "perfgen compare 第一次/ 第二次/ -o 两次比较.html",
        "perfgen compare 第一次/ 第二次/ -o 两次比较.xlsx",
    ),
)
@click.argument("before", metavar="第一次", type=ExistingPlace())
@click.argument("after", metavar="第二次", type=ExistingPlace())
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写成 .html、.xlsx、.json 或 .txt；不写时打印出来")
@click.option("--date", metavar="日期", type=Day(), help="印在网页上的日期，如 2023-11-20；不写就没有")
@at_hand("before", "after")
def command(*, before: Path, after: Path, output: Path | None, date: Date | None) -> int:
    """两次报送比较：上次查出的问题改了没有，又添了什么，金额、项目、指标值动了哪些。

    按单位编码和年度（没有编码的按名称）对上，文件名、文件夹不一样没有关系。只看改了哪些字，用 perfgen diff。

    还有没改的、新增的、没有再交的、读不出的，退出码为 1；都改好了为 0。
    """
    form = _form(output)
    if date and form != "html":
        raise click.UsageError("--date 印在网页上，要和 -o 文件名.html 一起用")
    if output:
        refuse_input(output, _inputs(before, after, output))
    found = submissions(before, after)
    text = "\n".join([*_lines(found), ""])
    if output is None:
        say(text, nl=False)
    else:
        content = (
            click.unstyle(harmless(text)).encode("utf-8") if form == "text" else report_of(form, found, day_said(date))
        )
        write_out(content, output)
        say(summed_up(found))
    if found.prints:
        say(f"另有 {found.prints} 个文件是这里的绩效文本做出来的，或者是它的链接，没有再算。", err=True)
    return int(not found.settled)


def _form(output: Path | None) -> str:
    """The format that goes with the ending of a file. Raises UsageError where none does."""
    form = _ENDINGS.get(output.suffix.lower()) if output else "text"
    if form is None:
        raise click.UsageError("-o 的文件名要以 .html、.xlsx、.json 或 .txt 结尾")
    return form


def _inputs(before: Path, after: Path, output: Path) -> Iterator[Path]:
    for side in (before, after):
        gathered = gather([side])
        yield from (*inputs(gathered.filings, output), *gathered.passed, *settings_files(side))


def _lines(found: Rounds) -> Iterator[str]:
    """The table in colours, each filing that something is to be said of, and what it comes to."""
    rows = [tuple(map(visible, cells(one))) for one in found.filings]
    first, *body = columns([HEADS, *rows])
    yield click.style(first, bold=True)
    for one, line in zip(found.filings, body, strict=True):
        yield click.style(line, fg=_COLOURS[one.state])
    for one in found.filings:
        told = list(_of(one))
        if told:
            yield ""
            yield click.style(visible(one.name), bold=True)
            yield from told
    yield ""
    yield summed_up(found)


def _of(one: Resubmitted) -> Iterator[str]:
    why = why_unread(one)
    if why:
        yield f"  读不出：{visible(why)}"
    for said in findings(one):
        fate = click.style(said.fate.value, fg=_FATES[said.fate])
        yield f"  {fate} {said.code} {visible(said.message)}"
        if said.fate is not FindingFate.MENDED and said.hint:
            yield f"       怎么改：{visible(said.hint)}"
    for saying in one.substance:
        text = "".join(visible(piece.text) for piece in values(saying))
        yield f"  {visible(head(saying))}{text}{visible(note(saying))}"
    if one.wording:
        yield f"  另有文字改动 {one.wording} 处，用 perfgen diff 看"
