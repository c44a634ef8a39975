"""`perfgen diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 -- `date` is the option
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from perfgen.api.checking import gather, inputs
from perfgen.api.comparing import (
    Compared,
    Comparisons,
    Revision,
    Saying,
    at_revision,
    compare,
    head,
    note,
    percent_text,
    revision_of,
    spelt_out,
    total,
    tracked_changes,
    values,
)
from perfgen.api.comparing import report as report_of
from perfgen.api.files import refuse_input
from perfgen.api.shown import visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, ExistingPath, day_said
from perfgen.cli.put import put, write_out
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import harmless

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text", ".docx": "docx"}
_FORMS = ("text", "html", "json", "docx")
_AUTHOR = "perfgen"
"""Who made the changes in a Word file, where nobody else is named."""
_LONGEST_NAME = 50
_COLOURS = {"removed": "red", "added": "green"}


class _Side(ExistingPath):
    """A file or folder, or one in a git revision: HEAD~1:2023.yaml."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the Revision. Raises BadParameter where nothing is there and no revision is named."""
        return revision_of(str(value)) or super().convert(value, param, ctx)


class _Author(click.ParamType[str]):
    """A name that a Word file can hold."""

    name = "姓名"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises BadParameter for none, a very long one, and what is not seen."""
        text = str(value).strip()
        if not text or len(text) > _LONGEST_NAME or not text.isprintable():
            self.fail(f"写一个姓名，最多 {_LONGEST_NAME} 个字", param, ctx)
        return text


@click.command(
    "diff",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen diff 一稿.yaml 二稿.yaml",
        "perfgen diff 报来的.docx 2023.yaml -o 改动.html",
        "perfgen diff 一稿.yaml 二稿.yaml -o 修订.docx --author 张三 --date 2023-06-30",
        "perfgen diff 去年/ 今年/",
        "perfgen diff --git HEAD~1 2023.yaml",
        "perfgen diff HEAD~1:2023.yaml 2023.yaml",
    ),
)
@click.argument("before", metavar="旧", type=_Side())
@click.argument("after", metavar="新", type=_Side(), required=False)
@click.option("--git", "revision", metavar="版本", help="和 git 里的这个版本比，如 HEAD~1；这时只写一个文件或文件夹")
@click.option("--format", "form", type=click.Choice(_FORMS), help="输出的格式；不写时看 -o 文件的后缀")
@click.option(
    "-o", "--output", metavar="文件", type=AnyPath(), help="写到 .html、.docx、.json、.txt 文件；不写时打印出来"
)
@click.option("--date", metavar="日期", type=Day(), help="印在网页上、记在修订上的日期，如 2023-06-30；不写就没有")
@click.option("--author", metavar="姓名", type=_Author(), help="Word 文件里的修订记在谁名下；不写时是 perfgen")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="Word 文件里看不出年度时要写")
@click.option("--textconv", is_flag=True, help="把一份文件按栏目一行一行打印出来，给 git diff 用，见说明书")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    before: Path | Revision,
    after: Path | Revision | None,
    revision: str | None,
    form: str | None,
    output: Path | None,
    date: Date | None,
    author: str | None,
    year: int | None,
    textconv: bool,
) -> int:
    """比较两稿绩效文本，像审核的人那样说出改了什么。

    可以比较 YAML 文件、Word 文件、放着许多份的文件夹，和 git 里以前的版本。改了名、换了顺序的项目认得出来。

    没有不同时退出码为 0，有不同时为 1。
    """
    if textconv:
        return _spell_out(before)
    one, other = _sides(before, after, revision)
    form = form or _form_of(output)
    _refuse_unused(form, author, date)
    if output:
        refuse_input(output, _inputs(one, other, output))
    found = compare(one, other, year)
    if form == "docx":
        _put_tracked(found, output, author or _AUTHOR, date)
    else:
        put(_text(found) if form == "text" else report_of(form, found, day_said(date)), output)
    report(found.ill)
    return exit_code(found.ill) or int(found.differs)


def _sides(
    before: Path | Revision, after: Path | Revision | None, revision: str | None
) -> tuple[Path | Revision, Path | Revision]:
    """The two things that are compared. Raises UsageError where there are not two."""
    if revision is not None:
        if after is not None or isinstance(before, Revision):
            raise click.UsageError(
                "写了 --git，就只写一个文件或文件夹；两个版本比，写 perfgen diff 版本:文件 版本:文件"
            )
        return at_revision(revision, before), before
    if after is None:
        raise click.UsageError("要写两个：旧的和新的；和 git 里以前的版本比，写 perfgen diff --git HEAD~1 文件")
    one, other = (at_revision(side.name, side.path) if isinstance(side, Revision) else side for side in (before, after))
    return one, other


def _refuse_unused(form: str, author: str | None, date: Date | None) -> None:
    """Raise UsageError for what the format has no place for."""
    if author and form != "docx":
        raise click.UsageError("--author 是修订的作者，要和 -o 文件名.docx 一起用")
    if date and form not in {"html", "docx"}:
        raise click.UsageError("--date 印在网页、记在修订上，要和 -o 文件名.html 或 .docx 一起用")


def _form_of(output: Path | None) -> str:
    """The format that goes with the ending of a file. Raises UsageError where none does."""
    ending = output.suffix.lower() if output else ".txt"
    if ending not in _ENDINGS:
        raise click.UsageError(f"比较结果不能写成“{ending}”文件；文件名以 {'、'.join(_ENDINGS)} 结尾")
    return _ENDINGS[ending]


def _inputs(one: Path | Revision, other: Path | Revision, output: Path) -> Iterator[Path]:
    for side in (one, other):
        if isinstance(side, Path):
            gathered = gather([side])
            yield from (*inputs(gathered.filings, output), *gathered.passed)


def _put_tracked(found: Comparisons, output: Path | None, author: str, date: Date | None) -> None:
    """Write the Word file with tracked changes. Raises UsageError where there is not one filing to be written, or no file."""
    if output is None or output.suffix.lower() != ".docx":
        raise click.UsageError("带修订的 Word 文件要用 -o 写到 .docx 文件")
    if len(found.compared) != 1 or found.compared[0].comparison is None:
        raise click.UsageError("带修订的 Word 文件一次写一份；文件夹里的，一份一份比较")
    write_out(tracked_changes(found.compared[0], author, date.isoformat() if date else ""), output)


def _spell_out(path: Path | Revision) -> int:
    if isinstance(path, Revision):
        raise click.UsageError("--textconv 后面写一个文件")
    text = spelt_out(path)
    click.echo(harmless(text) if sys.stdout.isatty() else text, nl=False)
    return 0


# --- as text


def _text(found: Comparisons) -> str:
    """Each filing with what is different in it, and a count at the end."""
    lines: list[str] = []
    several = len(found.compared) > 1
    for one in found.compared:
        if one.before is None or one.after is None:
            lines += [_alone(one), ""]
        elif one.said:
            names = " → ".join(visible(side.shown) for side in (one.before, one.after))
            lines += [click.style(f"{names}（{visible(one.name)}）" if several else names, bold=True), ""]
            lines += _of_filing(one)
    return harmless("\n".join([*lines, _count(found), ""]))


def _alone(one: Compared) -> str:
    side, word = (one.after, "增加") if one.after else (one.before, "删去")
    shown = side.shown if side else ""
    return click.style(
        f"{word} {visible(one.name)}：{visible(shown)}", fg=_COLOURS["added" if one.after else "removed"]
    )


def _of_filing(one: Compared) -> Iterator[str]:
    for _, said in groupby(one.said, key=lambda saying: saying.project):
        yield from map(_line, said)
        yield ""
    sums = total(one.comparison) if one.comparison else None
    if sums:
        before, after, growth = sums
        yield f"预算数合计 {before} → {after}（{percent_text(growth)}）"
        yield ""


def _line(saying: Saying) -> str:
    pieces = (click.style(visible(piece.text), fg=_COLOURS.get(piece.fate.value)) for piece in values(saying))
    return f"{visible(head(saying))}{''.join(pieces)}{visible(note(saying))}"


def _count(found: Comparisons) -> str:
    number = sum(len(one.said) for one in found.compared)
    if len(found.compared) == 1:
        return f"共 {number} 处不同。" if number else "没有不同。"
    added = sum(one.before is None for one in found.compared)
    removed = sum(one.after is None for one in found.compared)
    both = [one for one in found.compared if one.before and one.after]
    changed = sum(one.differs for one in both)
    return f"比较了 {len(both)} 份绩效文本，{changed} 份有不同，共 {number} 处；增加 {added} 份，删去 {removed} 份。"
