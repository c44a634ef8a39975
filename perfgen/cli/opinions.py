"""`perfgen review`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 -- `date` is the option
from pathlib import Path

import click

from perfgen.api.files import make_folder, write_file
from perfgen.api.opinions import OVERALL, OpinionState, Reviewed, ReviewWish, UnitOpinions, letters, review
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, ExistingPath, at_hand, day_said, places_argument
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.width import columns
from perfgen.errors import OutputError

_HEADS = ("单位编码", "部门", "轮次", "新提出", "未改", "已改", "结论")


@click.command(
    "review",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen review 各部门/ -o 意见/ --date 2023-11-20",
        "perfgen review 第二次/ -o 意见/ --close --date 2023-11-25",
        "perfgen review 第二次/ -o 意见/ --round 2",
    ),
)
@places_argument
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    type=AnyPath(),
    required=True,
    help="意见写到这个文件夹，一轮一轮接着用",
)
@click.option("--round", "number", metavar="轮次", type=click.IntRange(1, 99), help="第几轮；不写时接着上一次的那一轮")
@click.option("--close", is_flag=True, help="这一轮的复核：上次提的改了没有，又有什么新的，给出结论")
@click.option("--date", metavar="日期", type=Day(), help="印在意见上的日期，如 2023-11-20；不写就空着")
@click.option(
    "--template",
    metavar="模板",
    type=ExistingPath(),
    help="自己的 Word 模板：一个 .docx，或放着 template.docx 的文件夹",
)
@at_hand("paths")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *, paths: tuple[Path, ...], folder: Path, number: int | None, close: bool, date: Date | None, template: Path | None
) -> int:
    """给每个部门写一份审核意见：哪里、什么问题、怎样改，留着审核和答复的栏。

    一个部门一份 Excel 表（在里面写）和一份 Word 文件（盖章退回），还有一张汇总。没有问题的部门不写。

    再运行时，审核人和部门在表里写的都留着；写在“意见.yaml”里的审核意见也并进去。

    有读不出来的，退出码为 1；--close 时还有没改的，也是 1。
    """
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"“{folder}”不是文件夹")
    inside = [path for path in paths if path.absolute().is_relative_to(folder.absolute())]
    if inside:
        raise click.UsageError(f"“{inside[0]}”在写意见的文件夹里；意见写到别的文件夹")
    found = review(paths, ReviewWish(folder, number, close))
    failed = list(found.ill)
    if found.opinions:
        files = letters(found, date=day_said(date), closes=close, template=template)
        make_folder(folder)
        for name in found.silent:
            say(f"{found.opinions[name].unit.name}这次没有交，上次的意见没有动。")
        for name, content in files.items():
            try:
                write_file(folder / name, content)
            except OutputError as error:
                failed += error.diagnostics
    for line in _lines(found):
        say(line)
    if found.prints:
        say(f"另有 {found.prints} 个文件是这里的绩效文本做出来的，或者是它的链接，没有再算。", err=True)
    report([*failed, *found.told])
    say(_summed_up(found, folder))
    return exit_code(failed) or int(close and any(one.open for one in found.opinions.values()))


def _lines(found: Reviewed) -> Iterator[str]:
    rows = [tuple(map(visible, _cells(one))) for one in found.opinions.values()]
    if rows:
        head, *body = columns([_HEADS, *rows])
        yield click.style(head, bold=True)
        for line, one in zip(body, found.opinions.values(), strict=True):
            yield click.style(line, fg="red" if one.open else "green")


def _cells(one: UnitOpinions) -> tuple[str, ...]:
    counts = (str(one.count(state)) for state in OpinionState)
    return (one.unit.code, one.unit.name, str(one.round), *counts, one.decision)


def _summed_up(found: Reviewed, folder: Path) -> str:
    if not found.opinions:
        return f"没有要提的意见：{found.clean} 个部门都没有问题。"
    still = sum(bool(one.open) for one in found.opinions.values())
    clean = f"；已经了结的 {len(found.opinions) - still} 个" if still < len(found.opinions) else ""
    clean += f"；没有问题的 {found.clean} 个" if found.clean else ""
    return f"第 {found.round} 轮：{still} 个部门有意见{clean}。写在 {near(folder)}，汇总在 {OVERALL}。"
