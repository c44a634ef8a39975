"""`perfgen new`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import TypeAdapter, ValidationError

from perfgen import layouts
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import LayoutFolder
from perfgen.cli.report import near
from perfgen.cli.schema import schema_text
from perfgen.errors import Diagnostic, OutputError
from perfgen.filing.filing import AmountUnit
from perfgen.filing.numbers import Year
from perfgen.filing.text import Code, Line
from perfgen.output import file_name, make_folder, write_file
from perfgen.source import FILING_FILE
from perfgen.source.starter import SCHEMA_FOLDER, filing_starter, project_starter


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
        if value is not None or ctx.resilient_parsing:
            return check(value) if value is not None else None
        option = param.opts[-1]
        question = param.help.partition("；")[0] if isinstance(param, click.Option) and param.help else option
        ctx.meta[_SOMEBODY_ASKED] = True
        while True:
            try:
                return check(click.prompt(question, prompt_suffix="："))
            except click.BadParameter as error:
                click.echo(error.message, err=True)
            except click.Abort:
                if sys.stdin.isatty():
                    raise
                raise click.UsageError(f"缺少 {option}", ctx) from None

    return callback


def _layout(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    """The layout: as given; asked for where other things were asked for; else the usual one."""
    if value is not None:
        return value
    while ctx.meta.get(_SOMEBODY_ASKED):
        question = f"版式（{'、'.join(layouts.names())}，或自己的文件夹）"
        try:
            return LayoutFolder().convert(click.prompt(question, DEFAULT_LAYOUT, prompt_suffix="："), param, ctx)
        except click.BadParameter as error:
            click.echo(error.message, err=True)
    return LayoutFolder().convert(DEFAULT_LAYOUT, param, ctx)


@click.command(
    "new",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen new",
        "perfgen new 2023.yaml --department 乐亭县财政局 --code 318002 --year 2023",
        "perfgen new 财政局/ --folder",
    ),
)
@click.argument("path", metavar="[文件或文件夹]", required=False)
@click.option("--department", metavar="名称", callback=_asked(_NAME), help="部门全称；不写时会问")
@click.option("--code", metavar="编码", callback=_asked(_CODE), help="部门编码；不写时会问")
@click.option("--year", metavar="年度", callback=_asked(_YEAR), help="预算年度；不写时会问")
@click.option(
    "--layout",
    metavar="版式",
    type=LayoutFolder(),
    callback=_layout,
    help=f"版式的名称，或自己的版式文件夹；不写时是 {DEFAULT_LAYOUT}，逐项询问时也会问",
)
@click.option(
    "--unit", metavar="单位", type=click.Choice(get_args(AmountUnit)), default="万元", help="金额单位：万元或元"
)
@click.option("--folder", is_flag=True, help="写成文件夹：filing.yaml 和 projects/，几个人可以同时写")
def command(path: str | None, department: str, code: str, year: int, layout: Path, unit: str, *, folder: bool) -> None:  # noqa: PLR0913, PLR0917 -- click hands over one argument an option
    """写一份新的样稿，照着填就能检查和生成。

    没给出的内容会逐项询问。旁边的 .perfgen 文件夹是给编辑器用的：有了它，写的时候会提示和检查。
    """
    chosen = layouts.load(layout)
    target = Path(path or file_name(f"{department}-{year}"))
    folder = folder or target.is_dir() or (path or "").endswith(("/", "\\"))
    if not folder and target.suffix not in (".yaml", ".yml"):
        target = target.with_name(f"{target.name}.yaml")
    filing = target / FILING_FILE if folder else target
    own = None if layout.parent == layouts.shipped("templates") else layout
    first = filing_starter(chosen.name, chosen.form, year=year, code=code, name=department, unit=unit, in_folder=folder)
    files = {filing: first, filing.parent / SCHEMA_FOLDER / "filing.schema.json": schema_text("filing", own)}
    if folder:
        files[target / "projects" / "01.yaml"] = project_starter(chosen.form)
        files[target / SCHEMA_FOLDER / "project.schema.json"] = schema_text("project", own)
    more = f" --layout {_typed(own)}" if own else ""
    there = [file for file in files if file.exists() and SCHEMA_FOLDER not in file.parts]
    if there:
        raise OutputError(
            Diagnostic("OUT02", "已经有这个文件，没有改动它", file, hint="换一个文件名") for file in there
        )
    for file, text in files.items():
        make_folder(file.parent)
        write_file(file, text.encode("utf-8"))
    click.echo(f"已写好 {near(filing)}，把【填写】换成内容，再运行：perfgen validate {_typed(target)}{more}")


def _typed(path: Path) -> str:
    """The path as it is typed in a command."""
    shown = near(path)
    return f'"{shown}"' if " " in shown else shown
