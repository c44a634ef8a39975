"""`perfgen new`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
from click.core import ParameterSource
from pydantic import TypeAdapter, ValidationError

from perfgen import building, kinds, layouts
from perfgen.api.files import file_name, is_link, make_folder, write_file, write_own
from perfgen.api.layouts import portable_schema
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath, LayoutFolder, path_about
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OutputError, PerfgenError
from perfgen.filing.filing import AmountUnit
from perfgen.filing.numbers import Year
from perfgen.filing.text import Code, Line
from perfgen.source import FILING_FILE, filing_of
from perfgen.source.carry import carry
from perfgen.source.starter import SCHEMA_FOLDER, SCHEMA_SUFFIX, modeline, project_starter
from perfgen.workspace import workspace_of


def _checked(kind: Any) -> Callable[[Any], Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def check(value: Any) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            context = error.errors()[0].get("ctx") or {}
            raise click.BadParameter(str(context.get("said", "这里的内容不对"))) from None

    return check


DEFAULT_LAYOUT = "hebei-2022"

_SOMEBODY_ASKED = "perfgen.asked"

_YEAR, _CODE, _NAME = _checked(Year), _checked(Code), _checked(Line)


def _asked(check: Callable[[Any], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback that asks for what was not given, where there is somebody to ask."""

    def callback(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if value is not None:
            return check(value)
        if ctx.resilient_parsing or (param.name != "year" and ctx.params.get("source")):
            return None  # last year's filing says it
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
    workspace = workspace_of(path_about(ctx))
    usual = workspace.defaults.layout or DEFAULT_LAYOUT
    while ctx.meta.get(_SOMEBODY_ASKED) and not ctx.params.get("source"):
        question = f"版式（{'、'.join(layouts.Shelf(workspace.layout_folders).names())}，或自己的文件夹）"
        try:
            return LayoutFolder().convert(click.prompt(question, usual, prompt_suffix="："), param, ctx)
        except click.BadParameter as error:
            say(error.message, err=True)
    return LayoutFolder().convert(usual, param, ctx)


@click.command(
    "new",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen new",
        "perfgen new 2023.yaml --department 乐亭县财政局 --code 318002 --year 2023",
        "perfgen new 财政局/ --folder",
        "perfgen new --from 2022.yaml --year 2023",
    ),
)
@click.argument("path", metavar="[文件或文件夹]", required=False, is_eager=True)
@click.option(
    "--from",
    "source",
    metavar="去年的文件",
    type=ExistingPath(),
    is_eager=True,
    help="从去年的绩效文本带过来，只改年度",
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
    "--unit", metavar="单位", type=click.Choice(get_args(AmountUnit)), default="万元", help="金额单位：万元或元"
)
@click.option("--folder", is_flag=True, help="写成文件夹：filing.yaml 和 projects/，几个人可以同时写")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- click hands over one argument an option
    ctx: click.Context,
    path: str | None,
    source: Path | None,
    department: str,
    code: str,
    year: int,
    layout: Path,
    unit: str,
    *,
    folder: bool,
) -> None:
    """写一份新的样稿，照着填就能检查和生成。

    没给出的内容会逐项询问。旁边的 .perfgen 文件夹是给编辑器用的：有了它，写的时候会提示和检查。
    用 --from 从去年的绩效文本带过来：项目、目标、指标都留着，金额和编码空出来重填。
    """
    if source is not None:
        if folder or department or code:
            raise click.UsageError("--from 不能和 --folder、--department、--code 一起用：这些都照去年的", ctx)
        _carry(source, path, year, None if ctx.get_parameter_source("layout") is ParameterSource.DEFAULT else layout)
        return
    chosen = layouts.load(layout)
    folder = folder or bool(path and (Path(path).is_dir() or path.endswith(("/", "\\"))))
    target = Path(path or file_name(f"{department}-{year}")) if folder else _yaml(path, f"{department}-{year}")
    filing = target / FILING_FILE if folder else target
    own = _own(layout)
    starter = kinds.by_name(chosen.kind).starter
    first = starter(chosen.name, chosen.form, year=year, code=code, name=department, unit=unit, in_folder=folder)
    files = {filing: first, **_schemas(filing.parent, own, projects=folder)}
    if folder:
        files[target / "projects" / "01.yaml"] = project_starter(chosen.form)
    _write(files)
    say(f"已写好 {near(filing)}，把【填写】换成内容，再运行：{_validate(target, own)}")


def _carry(source: Path, path: str | None, year: int, layout: Path | None) -> None:
    """Last year's filing, in the new year."""
    prepared = building.prepare(filing_of(source), layout)
    old = prepared.filing
    if old.year == year:
        raise click.UsageError(f"去年的文件就是 {year} 年度的，--year 要写新的年度")
    carried = carry(old, year, prepared.layout.form)
    filing = _yaml(path, f"{old.department.name}-{year}")
    own = _own(layout) if layout else None
    _write({filing: f"{modeline('filing')}{carried.text}", **_schemas(filing.parent, own, projects=False)})
    say(f"已写好 {near(filing)}：项目、目标和指标都带过来了。")
    say(f"要填写 {carried.fill_in} 处：金额、项目编码、等于预算数的成本指标，文件里写着【填写】。")
    say(f"要核对 {carried.look_again} 处：提到去年年份或金额的文字，上面注着“请核对”。")
    say(f"改好后运行：{_validate(filing, own)}")


def _yaml(path: str | None, fallback: str) -> Path:
    """The file to write: as named, with .yaml where it has no such ending."""
    target = Path(path or file_name(fallback))
    return target if target.suffix in (".yaml", ".yml") else target.with_name(f"{target.name}.yaml")


def _own(layout: Path) -> Path | None:
    """A layout folder of one's own; None for one that comes with perfgen."""
    return None if any(place.folder == layout for place in layouts.shipped_layouts().values()) else layout


def _schemas(folder: Path, own: Path | None, *, projects: bool) -> dict[Path, str]:
    kinds = ("filing", "project") if projects else ("filing",)
    return {folder / SCHEMA_FOLDER / f"{kind}{SCHEMA_SUFFIX}": portable_schema(kind, own) for kind in kinds}


def _write(files: dict[Path, str]) -> None:
    """Write new files, the filing, which is the first of them, last. None where one is there already; schemas anew."""
    there = [file for file in files if not _is_schema(file) and (file.exists() or is_link(file))]
    if there:
        raise OutputError(
            Diagnostic("OUT02", "已经有这个文件，没有改动它", file, hint="换一个文件名") for file in there
        )
    folder = next(iter(files)).parent
    make_folder(folder)
    for file, text in reversed(files.items()):
        if _is_schema(file):
            write_own(file, text.encode("utf-8"))
        else:
            make_folder(file.parent, within=folder)
            write_file(file, text.encode("utf-8"))


def _is_schema(file: Path) -> bool:
    return file.parent.name == SCHEMA_FOLDER and file.name.endswith(SCHEMA_SUFFIX)


def _validate(target: Path, own: Path | None) -> str:
    """The command that checks what was written, as it is typed. A layout that is found by its name need not be said."""
    own = None if own is None or _is_found(target, own) else own
    words = ["perfgen validate", near(target), *(("--layout", near(own)) if own else ())]
    return " ".join(f'"{word}"' if " " in word and number else word for number, word in enumerate(words))


def _is_found(target: Path, own: Path) -> bool:
    try:
        shelf = layouts.Shelf(workspace_of(target).layout_folders)
        return shelf.find(layouts.load(own).name).folder.resolve() == own.resolve()
    except PerfgenError:
        return False
