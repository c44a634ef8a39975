"""`perfgen score`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from perfgen.api.checking import inputs
from perfgen.api.files import refuse_input
from perfgen.api.scores import ScoredFile, ScoredLine, ScoreSheet, files_to_score, score_file
from perfgen.api.scores import report as report_of
from perfgen.api.shown import near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, layout_option, paths_argument
from perfgen.cli.put import write_out
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import harmless, say
from perfgen.cli.width import columns
from perfgen.errors import Diagnostic, what_befell

_ENDINGS = {".txt": "text", ".json": "json", ".xlsx": "xlsx"}
_NONE = "—"


@click.command(
    "score",
    cls=ChineseCommand,
    epilog=examples("perfgen score 自评.yaml", "perfgen score 自评.yaml -o 得分.xlsx", "perfgen score 各部门自评/"),
)
@paths_argument
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写成 .txt、.xlsx 或 .json；不写时打印出来")
@layout_option
def command(*, paths: tuple[Path, ...], output: Path | None, layout: Path | None) -> int:
    """给自评表算得分：一个指标一行，写明怎么算出来的，有总分和等级。

    怎样评分，写在版式的 评分 里。只算，不改文件；自己填的得分没有理由的，不采用，并且说出来。
    check 查出的（总分、执行率写错，资金加起来不对，照抄指标值，和绩效文本不一样）列在后面。文件夹里不评分的文件跳过。

    有没有得分的行、分值合计不是 100、填的得分不能采用，或者规则查出错误，退出码为 1；不然为 0。
    """
    form = _form(output)
    files = list(files_to_score(paths))
    if output:
        refuse_input(output, inputs([path for path, _ in files], output, layout))
    scored, found = _all(files, layout)
    if not scored and not found:
        raise click.UsageError("这里没有要评分的自评表")
    text = "\n".join([*_lines(scored), ""]) if scored else ""
    if output is None:
        say(text, nl=False)
    elif scored:
        content = (
            click.unstyle(harmless(text)).encode("utf-8") if form == "text" else report_of(form, scored, Path.cwd())
        )
        write_out(content, output)
        say(_summed_up(scored))
    report(found)
    return exit_code(found) or int(not all(one.counts for one in scored))


def _all(files: Sequence[tuple[Path, bool]], layout: Path | None) -> tuple[list[ScoredFile], list[Diagnostic]]:
    """The files that are scored, and what is wrong with those that cannot be."""
    scored: list[ScoredFile] = []
    found: list[Diagnostic] = []
    for path, named in files:
        try:
            one = score_file(path, layout, named=named)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            found += what_befell(error, path)
        else:
            scored += [one] if one else []
            found += (*one.errors, *one.found) if one else ()
    return scored, found


def _form(output: Path | None) -> str:
    """The format that goes with the ending of a file. Raises UsageError where none does."""
    form = _ENDINGS.get(output.suffix.lower()) if output else "text"
    if form is None:
        raise click.UsageError("-o 的文件名要以 .txt、.xlsx 或 .json 结尾")
    return form


# --- as text


def _lines(files: Sequence[ScoredFile]) -> Iterator[str]:
    for one in files:
        head = f"{near(one.path)}：{one.department} {one.year} 年度 {one.kind}"
        yield click.style(visible(head), bold=True)
        for sheet in one.sheets:
            yield ""
            yield from _sheet(sheet)
        if not one.sheets:
            yield "没有写绩效指标，没有可以评分的。"
        yield ""
    yield _summed_up(files)


def _sheet(sheet: ScoreSheet) -> Iterator[str]:
    yield click.style(visible(sheet.name), bold=True)
    yield from (f"  {visible(said)}" for said in sheet.table.weights.how)
    rows = [("得分", "分值", "指标", "怎么算的"), *map(_cells, sheet.lines)]
    for number, line in enumerate(columns(rows)):
        yield f"  {line}"
        if number:
            one = sheet.lines[number - 1]
            yield from (click.style(f"    ↑ {visible(remark.said)}", fg="yellow") for remark in one.scored.remarks)
    whole = sheet.table.total
    grade = f"，{whole.grade}" if whole.grade else ""
    yield click.style(f"  总分 {whole.how}{grade}", bold=True)
    yield from (click.style(f"    ↑ {visible(remark.said)}", fg="yellow") for remark in sheet.remarks)


def _cells(line: ScoredLine) -> tuple[str, str, str, str]:
    scored = line.scored
    points, weight = (_NONE if one is None else f"{one:.2f}" for one in (scored.points, scored.weight))
    return points, weight, visible(line.name), visible(scored.how)


def _summed_up(files: Sequence[ScoredFile]) -> str:
    sheets = [sheet for one in files for sheet in one.sheets]
    short = sum(not sheet.counts for sheet in sheets)
    said = f"共 {len(sheets)} 张表"
    return f"{said}，{short} 张的总分还不算数。" if short else f"{said}，都算出来了。"
