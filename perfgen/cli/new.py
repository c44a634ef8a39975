"""`perfgen new`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from perfgen.api.files import file_name, is_link, make_folder, write_file
from perfgen.api.filings import filing_of, prepare
from perfgen.api.layouts import (
    folder_of,
    is_found_by_name,
    kind_of_layout,
    names_of_filings,
    of_kind,
    own_folder,
    usual_layout,
)
from perfgen.api.shown import near
from perfgen.api.starting import (
    AMOUNT_UNITS,
    StarterHead,
    WrongValueError,
    begun,
    carried,
    carried_filing,
    holds_results,
    name_of_begun,
    new_filing,
    read_value,
    usual_period,
    usual_reviewer,
    write_new,
    years_before,
)
from perfgen.api.workbooks import WORKBOOKS, MissingExtraError, begun_workbook, new_workbook
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.library_offers import offered, usual_as_comments
from perfgen.cli.options import ExistingPath, LayoutFolder, kind_meant, path_about
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OutputError

DEFAULT_LAYOUT = "hebei-2022"

_SOMEBODY_ASKED = "perfgen.asked"


def _checked(kind: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        try:
            return read_value(kind, value)
        except WrongValueError as error:
            raise click.BadParameter(str(error)) from None

    return check


_YEAR, _CODE, _NAME, _PERIOD = (_checked(one) for one in ("year", "code", "name", "period"))


def _asked(check: Callable[[Any], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback that asks for what was not given, where there is somebody to ask."""

    def callback(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if value is not None:
            return check(value)
        if ctx.resilient_parsing or (ctx.params.get("source") and (param.name != "year" or ctx.params.get("kind"))):
            return None  # the filing it is made from says it
        option = param.opts[-1]
        question = param.help.partition("；")[0] if isinstance(param, click.Option) and param.help else option
        ctx.meta[_SOMEBODY_ASKED] = True
        while True:
            try:
                return check(click.prompt(question, prompt_suffix="："))
            except click.BadParameter as error:
                say(error.message, err=True)
            except click.Abort:
                if sys.stdin.isatty():
                    raise
                raise click.UsageError(f"缺少 {option}", ctx) from None

    return callback


def _layout(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    """The layout: as given; asked for where other things were asked for; else the usual one."""
    if value is not None:
        return value
    about = path_about(ctx)
    if ctx.params.get("kind"):
        return _layout_of_kind(ctx, about)
    usual = usual_layout(about) or DEFAULT_LAYOUT
    while ctx.meta.get(_SOMEBODY_ASKED) and not ctx.params.get("source"):
        question = f"版式（{'、'.join(names_of_filings(about))}，或自己的文件夹）"
        try:
            return LayoutFolder().convert(click.prompt(question, usual, prompt_suffix="："), param, ctx)
        except click.BadParameter as error:
            say(error.message, err=True)
    return LayoutFolder().convert(usual, param, ctx)


def _layout_of_kind(ctx: click.Context, about: Path) -> Path:
    """The layout of a kind of document: the usual one where it is of that kind, else the first there is."""
    kind = ctx.params["kind"]
    found = of_kind(kind, about)
    if not found:
        raise click.UsageError(f"没有哪个版式印{kind}；用 --layout 指明版式文件夹", ctx)
    usual = usual_layout(about)
    return next((folder for folder in found if usual and folder == folder_of(usual, about)), found[0])


def _reviewer(ctx: click.Context, layout: Path, department: str, said: str | None) -> str:
    """Who reviews the filing, where it has to say so: as given; asked for where other things were."""
    usual = usual_reviewer(layout, department)
    if said is None and usual is not None and ctx.meta.get(_SOMEBODY_ASKED):
        try:
            said = click.prompt(
                "封面上的审核单位", usual, prompt_suffix="：", value_proc=_NAME if usual else _name_or_none
            )
        except click.Abort:
            if sys.stdin.isatty():
                raise
    return "" if said is None or said == usual else said


def _name_or_none(value: str) -> str:
    return _NAME(value) if value.strip() else ""


@click.command(
    "new",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen new",
        "perfgen new 2023.yaml --department 乐亭县财政局 --code 318002 --year 2023",
        "perfgen new 财政局/ --folder",
        "perfgen new 2023.xlsx --department 乐亭县财政局 --code 318002 --year 2023",
        "perfgen new --from 2022.yaml --year 2023",
        "perfgen new 2025.yaml --from 2024.yaml --year 2025 --results 2024自评.yaml",
        "perfgen new 2023自评.yaml --kind 自评表 --from 2023.yaml",
        "perfgen new 2023监控.yaml --kind 监控表 --from 2023.yaml --period 1-8月",
        "perfgen new 2023自评.xlsx --kind 自评表 --from 2023.yaml",
        "perfgen new 2023自评/ --kind 自评表 --from 2023.yaml",
    ),
)
@click.argument("path", metavar="[文件或文件夹]", required=False, is_eager=True)
@click.option(
    "--from",
    "source",
    metavar="文件",
    type=ExistingPath(),
    is_eager=True,
    help="从去年的绩效文本带过来，只改年度；写自评表、监控表时，是当年的绩效文本",
)
@click.option(
    "--results",
    metavar="文件或文件夹",
    type=ExistingPath(),
    multiple=True,
    help="带到新的一年时，看哪些以前的自评表；不写时看和 --from 的文件放在一起的",
)
@click.option(
    "--kind",
    metavar="种类",
    callback=kind_meant,
    is_eager=True,
    help="写哪种文件，如 自评表、监控表、部门自评表，不用写全名；不写时看版式",
)
@click.option(
    "--period",
    metavar="时间",
    callback=lambda _ctx, _param, value: value if value is None else _PERIOD(value),
    help="自评表、监控表到什么时候：全年、1-6月、1-8月；不写时监控表是 1-6月，其他是 全年",
)
@click.option("--department", metavar="名称", callback=_asked(_NAME), help="部门全称；不写时会问")
@click.option("--code", metavar="编码", callback=_asked(_CODE), help="部门编码；不写时会问")
@click.option("--year", metavar="年度", callback=_asked(_YEAR), help="预算年度；不写时会问")
@click.option(
    "--layout",
    metavar="版式",
    type=LayoutFolder(),
    callback=_layout,
    help=f"版式的名称，或自己的版式文件夹；不写时照 perfgen.toml，没有就是 {DEFAULT_LAYOUT}，逐项询问时也会问",
)
@click.option(
    "--reviewer",
    metavar="名称",
    callback=lambda _ctx, _param, value: value if value is None else _NAME(value),
    help="封面上的审核单位；不写时是部门本级的财政部门，逐项询问时也会问",
)
@click.option("--unit", metavar="单位", type=click.Choice(AMOUNT_UNITS), default="万元", help="金额单位：万元或元")
@click.option("--folder", is_flag=True, help="写成文件夹：filing.yaml 和 projects/，几个人可以同时写")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- click hands over one argument an option
    ctx: click.Context,
    path: str | None,
    source: Path | None,
    results: tuple[Path, ...],
    kind: str | None,
    period: str | None,
    department: str,
    code: str,
    year: int,
    layout: Path,
    reviewer: str | None,
    unit: str,
    *,
    folder: bool,
) -> None:
    """写一份新的样稿，照着填就能检查和生成。

    文件名以 .xlsx 结尾，就是一份用 Excel 或 WPS 填写的表。
    没给出的内容会逐项询问。旁边的 .perfgen 文件夹是给编辑器用的：有了它，写的时候会提示和检查。
    用 --from 从去年的绩效文本带过来：项目、目标、指标都留着，金额和编码空出来重填。
    """
    if kind and kind_of_layout(layout) != kind:
        raise click.UsageError(f"这个版式印的是{kind_of_layout(layout)}，不是{kind}", ctx)
    if period and not (source and holds_results(layout)):
        raise click.UsageError("--period 只在从绩效文本写自评表、监控表时用，和 --from 一起写", ctx)
    _refuse_results(ctx, results, carries=source is not None and not holds_results(layout))
    if source is not None:
        if department or code or reviewer:
            raise click.UsageError("--from 不能和 --department、--code、--reviewer 一起用：这些都照 --from 的文件", ctx)
        _from(ctx, source, path, layout, folder=folder)
        return
    folder = folder or _means_folder(path)
    target = Path(path or file_name(f"{department}-{year}")) if folder else _yaml(path, f"{department}-{year}")
    head = StarterHead(year, code, department, unit, _reviewer(ctx, layout, department, reviewer))
    if path and Path(path).suffix.lower() in WORKBOOKS and not folder:
        _workbook(Path(path), layout, head)
        return
    files = new_filing(layout, target, head, in_folder=folder)
    filing = next(iter(files))
    if usual := offered(target, layout, code, department):
        last = next((file for file in files if file.parent.name == "projects"), filing)
        files[last] += f"\n{usual_as_comments(usual)}"
    write_new(files)
    say(f"已写好 {near(filing)}，把【填写】换成内容，再运行：{_validate(target, own_folder(layout))}")


def _from(ctx: click.Context, source: Path, path: str | None, layout: Path, *, folder: bool) -> None:
    """What is made from a filing: 执行情况, or the filing of a new year."""
    year, period = ctx.params["year"], ctx.params["period"]
    folder = folder or _means_folder(path)
    if holds_results(layout):
        if year:
            raise click.UsageError("自评表、监控表的年度照绩效文本，不用写 --year", ctx)
        _begin(ctx, source, path, layout, period or usual_period(layout), in_folder=folder)
        return
    if folder:
        raise click.UsageError("带到新的一年时写成一个文件，不能写成文件夹", ctx)
    if not year:
        raise click.UsageError("缺少 --year：带到哪一年", ctx)
    given = None if ctx.get_parameter_source("layout") is ParameterSource.DEFAULT else layout
    _carry(source, path, year, given, ctx.params["results"])


def _means_folder(path: str | None) -> bool:
    """Whether what is to be written is named as a folder."""
    return bool(path) and (Path(path or "").is_dir() or (path or "").endswith(("/", "\\")))


def _refuse_results(ctx: click.Context, results: tuple[Path, ...], *, carries: bool) -> None:
    """Raise UsageError where 自评表 are named and no filing is carried into a new year."""
    if results and not carries:
        raise click.UsageError("--results 和 --from、--year 一起用：带到新的一年时看以前的自评表", ctx)


def _workbook(target: Path, layout: Path, head: StarterHead) -> None:
    """A new workbook, to be filled in. Raises OutputError where there is a file already."""
    _write_workbook(target, partial(new_workbook, layout, head, offered(target, layout, head.code, head.name)))
    say(f"已写好 {near(target)}，用 Excel 或 WPS 打开填写，再运行：{_validate(target, own_folder(layout))}")


def _write_workbook(target: Path, content: Callable[[], bytes]) -> None:
    """Write a workbook where there is none. Raises OutputError where there is a file already."""
    if target.exists() or is_link(target):
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", target, hint="换一个文件名"))
    try:
        made = content()
    except MissingExtraError as error:
        raise click.UsageError(str(error)) from None
    make_folder(target.absolute().parent)
    write_file(target, made)


def _carry(source: Path, path: str | None, year: int, layout: Path | None, results: tuple[Path, ...]) -> None:
    """Last year's filing, in the new year."""
    if path and Path(path).suffix.lower() in WORKBOOKS:
        raise click.UsageError("--from 只写 YAML：要核对的地方注在文字旁边；填好以后用 perfgen export 写成 Excel 表")
    prepared = prepare(filing_of(source), layout)
    old = prepared.filing
    if old.year == year:
        raise click.UsageError(f"去年的文件就是 {year} 年度的，--year 要写新的年度")
    before = years_before(prepared, results)
    found = carried(prepared, year, before.learned)
    report(before.ill)
    filing = _yaml(path, f"{old.department.name}-{year}")
    write_new(carried_filing(found, filing, layout))
    say(f"已写好 {near(filing)}：项目、目标和指标都带过来了。")
    say(f"要填写 {found.fill_in} 处：金额、项目编码、等于预算数的成本指标，文件里写着【填写】。")
    low = "；比上年完成的低、连年满分的指标值" if before.files else ""
    say(f"要核对 {found.look_again} 处：提到去年年份或金额的文字{low}，上面注着“请核对”。")
    if before.files:
        say(
            f"看了 {len(before.files)} 份自评表：{'、'.join(map(near, before.files[:5]))}{'等' if len(before.files) > 5 else ''}。"
        )
    say(f"改好后运行：{_validate(filing, own_folder(layout) if layout else None)}")


def _begin(  # noqa: PLR0913 -- all that the command was told
    ctx: click.Context, source: Path, path: str | None, layout: Path, period: str, *, in_folder: bool
) -> None:
    """执行情况 of a filing: everything but what happened."""
    prepared = prepare(filing_of(source))
    in_cells = bool(path) and Path(path or "").suffix.lower() in WORKBOOKS and not in_folder
    usual = file_name(name_of_begun(prepared, layout))
    target = Path(path or usual) if in_cells or in_folder else _yaml(path, usual)
    try:
        if in_cells:
            _write_workbook(target, partial(begun_workbook, prepared, layout, target, period))
        found = begun(prepared, layout, target, period, in_folder=in_folder)
    except WrongValueError as error:
        raise click.UsageError(str(error), ctx) from None
    if not in_cells:
        write_new(found.files)
    say(f"已写好 {near(target)}（{kind_of_layout(layout)}，{period}）：项目、目标、指标和预算都写好了。")
    where = "表里空着" if in_cells else "文件里写着【填写】"
    say(f"要填写 {found.fill_in} 处，{where}：执行数、实际完成值、实际完成情况。")
    if found.look_again:
        say(f"要核对 {found.look_again} 处，上面注着“请核对”。")
    say(f"填好后运行：{_validate(target, own_folder(layout))}")


def _yaml(path: str | None, fallback: str) -> Path:
    """The file to write: as named, with .yaml where it has no such ending."""
    target = Path(path or file_name(fallback))
    return target if target.suffix in (".yaml", ".yml") else target.with_name(f"{target.name}.yaml")


def _validate(target: Path, own: Path | None) -> str:
    """The command that checks what was written, as it is typed. A layout that is found by its name need not be said."""
    own = None if own is None or is_found_by_name(own, target) else own
    words = ["perfgen check", near(target), *(("--layout", near(own)) if own else ())]
    return " ".join(f'"{word}"' if " " in word and number else word for number, word in enumerate(words))
