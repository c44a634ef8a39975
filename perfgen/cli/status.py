"""`perfgen status`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date  # noqa: N812 -- `date` is the option
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfgen.api.ledger import (
    HEADS,
    DepartmentLedger,
    FilingState,
    cells,
    lists,
    renamed,
    stand,
    stand_again,
    summed_up,
    total_cells,
)
from perfgen.api.ledger import report as report_of
from perfgen.api.shown import visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, on_copies, places_argument
from perfgen.cli.put import write_out
from perfgen.cli.report import report
from perfgen.cli.say import harmless, say
from perfgen.cli.width import columns

if TYPE_CHECKING:
    from perfgen.api.stores import NamedPlaces

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".xlsx": "xlsx", ".txt": "text"}
_COLOURS = {
    **dict.fromkeys((FilingState.MISSING, FilingState.UNREADABLE, FilingState.SENT_BACK, FilingState.ERRORS), "red"),
    FilingState.CHANGED: "yellow",
    FilingState.REMARKS: "yellow",
    FilingState.CLEAN: "green",
}


@click.command(
    "status",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen status 各部门/",
        "perfgen status 各部门/ --date 2023-11-20",
        "perfgen status 各部门/ -o 情况.xlsx",
        "perfgen status s3://桶/2023",
    ),
)
@places_argument
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写成 .html、.xlsx、.json 或 .txt；不写时打印出来")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="看哪一年的；不写时看这里最新的一年")
@click.option("--date", metavar="日期", type=Day(), help="到哪一天，如 2023-11-20：期限已过的写明过期几天")
@on_copies
def command(
    *, paths: tuple[Path, ...], where: NamedPlaces | None, output: Path | None, year: int | None, date: Date | None
) -> int:
    """各部门的绩效文本交了没有，有没有错：一个部门一行，和上年比较，有合计。

    谁应当交，写在 perfgen.toml 的 [departments] 里：list = "名册.xlsx"。没有写的，只列交来的。

    还有没交的、读不出的、有错的，退出码为 1；都合格，或只有提醒，为 0。
    """
    form = _form(output)
    if output and output.exists():
        _refuse_input(output, paths)
    found = renamed(stand(paths, year, date), where.named) if where else stand_again(paths, year, date)
    if not found.rows and not found.strangers:
        raise click.UsageError("这里没有绩效文本，也没有写明谁应当交")
    text = "\n".join([*_lines(found), ""])
    if output is None:
        say(text, nl=False)
    else:
        content = (
            click.unstyle(harmless(text)).encode("utf-8") if form == "text" else report_of(form, found, Path.cwd())
        )
        write_out(content, output)
        say(summed_up(found))
    if found.prints:
        say(f"另有 {found.prints} 个文件是这里的绩效文本做出来的，或者是它的链接，没有再算。", err=True)
    if not found.listed:
        say('perfgen.toml 里没有写谁应当交，只列了交来的；写上 [departments] 和 list = "名册.xlsx"。', err=True)
    report(found.ill)
    return int(found.due or bool(found.ill))


def _refuse_input(output: Path, paths: Sequence[Path]) -> None:
    """Raise OutputError where the report would be written over something that is read."""
    from perfgen.api.checking import gather, inputs, settings_files  # noqa: PLC0415 -- with all the rules: seldom needed
    from perfgen.api.files import refuse_input  # noqa: PLC0415 -- as above

    gathered = gather(paths)
    more = [*gathered.passed, *settings_files(paths[0]), *lists(paths)]
    refuse_input(output, [*(inputs(gathered.filings, output) if gathered.filings else ()), *more])


def _form(output: Path | None) -> str:
    """The format that goes with the ending of a file. Raises UsageError where none does."""
    if output is None:
        return "text"
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        raise click.UsageError("-o 的文件名要以 .html、.xlsx、.json 或 .txt 结尾")
    return form


def _lines(found: DepartmentLedger) -> Iterator[str]:
    """The table, in colours, and what it comes to."""
    rows = [(row, tuple(map(visible, cells(row, Path.cwd())))) for row in (*found.rows, *found.strangers)]
    table = list(columns([HEADS, *(said for _, said in rows), total_cells(found)]))
    head, *body, total = table
    lines = [click.style(line, fg=_COLOURS[row.state]) for (row, _), line in zip(rows, body, strict=True)]
    yield click.style(head, bold=True)
    yield from lines[: len(found.rows)]
    yield click.style(total, bold=True)
    if found.strangers:
        yield "不在名册里："
        yield from lines[len(found.rows) :]
    yield summed_up(found)
