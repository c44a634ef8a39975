"""`perfgen check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 -- `date` is the option
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfgen.api.checking import (
    DATED,
    REPORTS,
    Checked,
    Mended,
    Session,
    Wanted,
    baseline,
    clean,
    gather,
    how_many,
    inputs,
    is_document,
    named,
    recalling,
    settings_files,
    unknown_codes,
    worst_first,
)
from perfgen.api.checking import report as report_of
from perfgen.api.files import refuse_input, write_file
from perfgen.api.filings import FILING_FILE, is_foreign, is_workbook
from perfgen.api.rules import rules
from perfgen.api.shown import near, visible
from perfgen.api.tidying import punctuated, yaml_files
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, day_said, layout_option, on_copies, places_argument, skip_option
from perfgen.cli.put import put, write_out
from perfgen.cli.report import as_text, exit_code, first_of_each, left_out, report, summary
from perfgen.cli.rules import RuleCode, explained
from perfgen.cli.say import difference, harmless, say
from perfgen.cli.width import width
from perfgen.errors import SEVERITY_WORDS, Diagnostic, PerfgenError, Severity, what_befell

if TYPE_CHECKING:
    from perfgen.api.stores import NamedPlaces

_FORMATS = ("text", *REPORTS)


class _Codes(click.ParamType[tuple[str, ...]]):
    """Codes of rules or their beginnings, with commas between."""

    name = "规则"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        codes = tuple(code.strip().upper() for code in str(value).replace("，", ",").split(",") if code.strip())
        if wrong := unknown_codes(codes):
            self.fail(f"没有“{wrong[0]}”这条规则，perfgen rules 列出所有规则", param, ctx)
        return codes


def _explain(ctx: click.Context, _param: click.Parameter, code: str | None) -> None:
    if code and not ctx.resilient_parsing:
        say(explained(rules().rules[code]))
        ctx.exit()


@click.command(
    "check",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen check 2023.yaml",
        "perfgen check 各部门/ --select STR,NUM,PRJ --statistics",
        "perfgen check 2022.docx -o 检查结果.html",
        "perfgen check 各部门/ -o 检查结果.xlsx",
        "perfgen check 2023.yaml --fix --diff",
        "perfgen check s3://桶/2023",
    ),
)
@places_argument
@click.option(
    "--select", metavar="规则,…", type=_Codes(), multiple=True, help="只查这些规则；写前几个字母就是一类，如 IND"
)
@click.option("--ignore", metavar="规则,…", type=_Codes(), multiple=True, help="不查这些规则")
@click.option("--info/--no-info", default=None, help="提示一级的也列出来")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), help="哪一级的问题让退出码为 1；不写时是 error")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="输出的格式；不写时看 -o 文件的后缀")
@click.option("-o", "--output", metavar="文件", type=AnyPath(), help="写到文件；不写时打印出来")
@click.option("--statistics", is_flag=True, help="只列每条规则有几处")
@click.option(
    "--explain",
    metavar="编号",
    type=RuleCode(),
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="解释一条规则",
)
@click.option("--mark", is_flag=True, help="把检查结果写进 Excel 表自己的“检查结果”一列，红黄绿标出来")
@click.option("--fix", is_flag=True, help="能自动改的直接改在 YAML 里，只改有问题的字")
@click.option("--diff", is_flag=True, help="列出自动改了什么；不写 --fix 时只看不改")
@click.option("--baseline", metavar="文件", type=AnyPath(), help="基线里已有的问题不再列出，只列新的")
@click.option("--write-baseline", metavar="文件", type=AnyPath(), help="把现有的问题记成基线")
@click.option("--date", metavar="日期", type=Day(), help="印在网页、Word 文件上的日期，如 2023-06-30；不写就不印")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="Word 文件里看不出年度时要写")
@click.option("--documents", is_flag=True, help="文件夹里的 Word 文件、PDF 都查，和 YAML 是同一份的也查")
@skip_option
@layout_option
@on_copies
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    paths: tuple[Path, ...],
    where: NamedPlaces | None,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    fail_on: str | None,
    form: str | None,
    output: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    layout: Path | None,
    year: int | None,
    date: Date | None,
    info: bool | None,
    statistics: bool,
    mark: bool,
    fix: bool,
    diff: bool,
    skip_others: bool,
    documents: bool,
) -> int:
    """按规则检查绩效文本：填得全不全，数字对不对，指标写得好不好，前后是不是一致。

    可以检查 YAML 文件、文件夹，和以前的 Word 文件、PDF（先读入再检查）。文件夹里的绩效文本一份一份查，还互相比较。

    某一行确实不用改时，在行末写 # perfgen: ignore[IND02] 理由。整个文件夹的设置写在 perfgen.toml 里。
    """
    _refuse_changes(where, any((fix, diff, mark)))
    wanted = Wanted(
        tuple(code for codes in select for code in codes),
        tuple(code for codes in ignore for code in codes),
        info,
        Severity(fail_on) if fail_on else None,
        baseline,
        write_baseline is None,
        layout,
        year,
    )
    form = _form(form, output, date=day_said(date), statistics=statistics)
    asked = [path for path in paths if not (skip_others and path.is_file() and is_foreign(path))]
    gathered = gather(asked, every=documents)
    found = gathered.filings
    if not found and skip_others:
        return 0
    if not found:
        raise click.UsageError("这里没有绩效文本")
    if output:
        more = [*gathered.passed, *settings_files(paths[0]), *filter(None, [baseline])]
        refuse_input(output, [*inputs(found, output, layout), *more])
    if write_baseline:
        refuse_input(write_baseline, inputs(found, write_baseline, layout))
    session = Session(wanted, recall=recalling(paths) if len(found) > 1 else None)
    ill: list[Diagnostic] = []
    if fix or diff:
        ill = _mend(session, found, paths, write=fix, show=diff)
        report(ill)
        if not fix:
            return exit_code(ill)
    checked = _without_prints(session.check(found, gathered.loose), gathered.passed, where)
    if skip_others:
        checked = _without_others(checked)
    if mark:
        ill += _marked(checked)
    if write_baseline is not None:
        return _write_baseline(write_baseline, checked)
    _put_report("statistics" if statistics else form, checked, output, day_said(date))
    own = exit_code([*ill, *(said for one in checked for said in one.said)], ())
    return own or int(bool(ill) or any(one.fails for one in checked))


def _refuse_changes(where: NamedPlaces | None, asked: bool) -> None:  # noqa: FBT001 -- one thing is asked
    """Raise UsageError where files are to be changed, and what is there are copies."""
    if where and asked:
        raise click.UsageError("存储里的文件不能直接改，--fix、--diff、--mark 只用于这台电脑上的文件")


def _without_prints(checked: Sequence[Checked], passed: Sequence[Path], where: NamedPlaces | None) -> list[Checked]:
    """The filings among what was checked, as they are called; how many documents are only the print of one is told."""
    left = [one for one in checked if not (one.review and one.review.again)]
    count = len(checked) - len(left) + len(passed)
    if count:
        say(f"另有 {count} 个文件是这里的绩效文本做出来的，或者是它的链接，没有再查；要查，加 --documents。", err=True)
    return named(left, where.named) if where else left


def _without_others(checked: Sequence[Checked]) -> list[Checked]:
    """The filings among what was checked; the documents that are none are told and passed over."""
    others = [one for one in checked if one.review and one.review.other]
    for one in others:
        say(f"跳过 {near(one.path)}：{'；'.join(said.message for said in one.said)}", err=True)
    return [one for one in checked if not (one.review and one.review.other)]


# --- what is shown


_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".sarif": "sarif",
    ".xlsx": "xlsx",
    ".docx": "docx",
    **dict.fromkeys((".txt", ".md", ".log"), "text"),
}
_FILES = ("xlsx", "docx")
"""Formats that nobody reads on a screen."""
_NOT_WRITTEN = {".xls": ".xlsx", ".et": ".xlsx", ".doc": ".docx", ".wps": ".docx", ".pdf": ".docx"}
"""Endings of files that other programs would open as what they are not, and what can be written in their place."""


def _form(said: str | None, output: Path | None, *, date: str, statistics: bool) -> str:
    """The format that is asked for. Raises UsageError where it does not go with what else is."""
    form = said or _form_of(output)
    if date and form not in DATED:
        raise click.UsageError("--date 只印在网页和 Word 文件上，要和 -o 文件名.html 或 .docx 一起用")
    if form in _FILES and (output is None or statistics):
        more = "，不能和 --statistics 一起用" if statistics else f"，要写 -o 文件名.{form}"
        raise click.UsageError(f"{form} 是给人打开看的文件{more}")
    return form


def _form_of(output: Path | None) -> str:
    """The format that goes with the ending of a file. Raises UsageError where none does."""
    ending = output.suffix.lower() if output else ""
    if ending in _NOT_WRITTEN:
        raise click.UsageError(
            f"检查结果不能写成 {ending} 文件，写成 {_NOT_WRITTEN[ending]}；还可以写 .html（用浏览器看）、.json、.sarif 或 .txt"
        )
    return _ENDINGS.get(ending, "text")


def _put_report(form: str, checked: Sequence[Checked], output: Path | None, date: str) -> None:
    on_screen = {"text": _text, "statistics": _statistics}.get(form)
    if on_screen:
        put(harmless(on_screen(checked)), output)
        return
    content = report_of(form, checked, Path.cwd(), date)
    if output is None:
        put(content.decode("utf-8"), None)
    else:
        write_out(content, output)


def _text(checked: Sequence[Checked]) -> str:
    """Grouped by filing and project, and a count at the end."""
    lines: list[str] = []
    for one in worst_first(checked):
        if one.said or one.found:
            lines.append(click.style(near(one.path) + (f"（{visible(one.name)}）" if one.name else ""), bold=True))
            said = first_of_each(one.said, lambda told: told)
            pairs = first_of_each(zip(one.groups, one.found, strict=True), lambda pair: pair[1].diagnostic)
            lines += map(as_text, said)
            for group, members in groupby(pairs, key=lambda pair: pair[0]):
                lines += ["", f"{visible(group)}：", *(as_text(found.diagnostic) for _, found in members)]
            if rest := len(one.said) + len(one.found) - len(said) - len(pairs):
                lines += ["", left_out(rest)]
            lines.append("")
    table = _by_rule([found.diagnostic for one in checked for found in one.found])
    return "\n".join([*lines, *(table if len(table) > 1 else []), _count(checked), ""])


def _count(checked: Sequence[Checked]) -> str:
    """How much there is of everything: the last line."""
    diagnostics = [said for one in checked for said in one.diagnostics]
    read = f"检查了 {how_many(checked)}，"
    hidden, quiet = sum(one.hidden for one in checked), sum(one.quiet for one in checked)
    mendable = sum(one.mendable for one in checked)
    rest = [f"合格 {clean(checked)} 份"] if diagnostics and len(checked) > 1 else []
    rest += [f"其中 {mendable} 处可以自动改：perfgen check --fix"] if mendable else []
    rest += [f"另有 {hidden} 处提示，加 --info 列出来"] if hidden else []
    rest += [f"基线里已有的 {quiet} 处没有列出"] if quiet else []
    return "；".join([read + (summary(diagnostics) if diagnostics else "没有发现问题"), *rest]) + "。"


def _statistics(checked: Sequence[Checked]) -> str:
    return "\n".join([*_by_rule([said for one in checked for said in one.diagnostics]), _count(checked), ""])


def _by_rule(found: Sequence[Diagnostic]) -> list[str]:
    """How often each code is there, a line for each, the most frequent first."""
    counts = Counter(said.code for said in found)
    severities = {said.code: SEVERITY_WORDS[said.severity] for said in found}
    known = rules().rules
    titles = {code: known[code].message if code in known else "" for code in counts}
    widest = max((width(title) for title in titles.values()), default=0)
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return [
        f"{counts[c]:>6}  {c}  {severities[c]}  {titles[c]}{' ' * (widest - width(titles[c]))}".rstrip() for c in order
    ]


# --- what is changed


def _mend(
    session: Session, paths: Sequence[Path], named: Sequence[Path], *, write: bool, show: bool
) -> list[Diagnostic]:
    """Mend what can be, in each filing by itself. Returns what went wrong in doing so.

    A filing that is a link is mended only where it was `named`, and nothing that links lead out of its folder to, or out of one
    that was named.
    """
    done: list[Mended] = []
    ill: list[Diagnostic] = []
    for path in paths:
        if is_document(path) or is_workbook(path):
            hint = "在表里照提示改" if is_workbook(path) else "先用 perfgen import 读成 YAML 再改"
            said = "Excel 表不自动改" if is_workbook(path) else "Word 文件、PDF 不能直接改"
            report([Diagnostic("FIX01", said, path, hint=hint, severity=Severity.WARNING)])
            continue
        try:
            for one in chain(filter(None, map(punctuated, yaml_files(path))), session.fixes(path)):
                if show:
                    say(difference(near(one.path), one.before, one.after), nl=False)
                ill += _put_right(one, path, named) if write else ()
                done.append(one)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
            ill += what_befell(error, path)
    if not done and not ill:
        say("没有能自动改的地方。", err=True)
    elif done and not write:
        say(f"能自动改 {sum(one.fixes for one in done)} 处；加 --fix 就改。", err=True)
    return ill


def _put_right(one: Mended, filing: Path, named: Sequence[Path]) -> Sequence[Diagnostic]:
    """Write a file of a filing anew; why not, where it cannot be."""
    known = one.path in named or one.path not in (filing, filing / FILING_FILE)
    try:
        write_file(one.path, one.after, named=known, within=_found_in(one.path, filing, named))
    except PerfgenError as error:
        return error.diagnostics
    say(f"已改 {near(one.path)}：{one.fixes} 处", err=True)
    return ()


def _found_in(file: Path, filing: Path, named: Sequence[Path]) -> Path | None:
    """The folder a file of a filing was found in: one that was named, else the filing's own; None for a file that was named."""
    if file in named:
        return None
    above = (one for one in named if one.is_dir() and file.is_relative_to(one))
    return next(above, filing if filing.is_dir() else filing.parent)


def _marked(checked: Sequence[Checked]) -> list[Diagnostic]:
    """Write what was found into the workbooks that were checked. Returns what went wrong in doing so."""
    from perfgen.api.workbooks import marked  # noqa: PLC0415 -- only where it is asked for

    ill: list[Diagnostic] = []
    tables = [one for one in checked if is_workbook(one.path)]
    if not tables:
        raise click.UsageError("--mark 只能写进 Excel 表，这里没有")
    for one in tables:
        try:
            write_file(one.path, marked(one), named=True)
            say(f"检查结果已写进 {near(one.path)}", err=True)
        except PerfgenError as error:
            ill += error.diagnostics
    report(ill)
    return ill


def _write_baseline(target: Path, checked: Sequence[Checked]) -> int:
    write_file(target, baseline(checked), named=True)
    say(f"已把 {sum(len(one.review.found) for one in checked if one.review)} 处问题记在 {near(target)}")
    failed = [said for one in checked if one.review and one.review.failed for said in one.said]
    report(failed)
    return exit_code(failed)
