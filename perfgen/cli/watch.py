"""`perfgen watch`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import click

from perfgen import pipeline
from perfgen.cli.build import build, told_apart
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import PrintedOutput, filing_argument, layout_option
from perfgen.cli.report import near, report
from perfgen.cli.say import say
from perfgen.errors import PerfgenError
from perfgen.layouts import Origin, Shelf
from perfgen.review import Session, Wanted
from perfgen.source import filing_of
from perfgen.workspace import workspace_of

_MISSING = '边改边生成要用 watchfiles，还没有装；运行 pip install "perfgen[watch]"'
_SUFFIXES = (".yaml", ".yml")
_SETTINGS = "perfgen.toml"


@click.command(
    "watch",
    cls=ChineseCommand,
    epilog=examples("perfgen watch 2022.yaml", "perfgen watch 财政局/ -o 财政局.docx -o 财政局.pdf"),
)
@filing_argument
@click.option(
    "-o", "--output", "outputs", metavar="文件", type=PrintedOutput(), multiple=True, help="和 perfgen build 一样"
)
@click.option("--page-numbers/--no-page-numbers", "numbered", default=None, help="和 perfgen build 一样")
@layout_option
def command(*, path: Path, outputs: tuple[Path, ...], numbered: bool | None, layout: Path | None) -> None:
    """YAML、它收进来的文件或版式一存盘，就重新生成，列出检查的结果。

    改错了的时候只列错误，上一次生成的文件保持不变。按 Ctrl+C 停止。
    """
    told_apart(outputs)
    path = filing_of(path)
    session = Session(Wanted(layout=layout))
    watched: set[Path] = set()

    def again() -> None:
        try:
            prepared = pipeline.prepare(path, layout)
            watched.clear()
            watched.update((*prepared.reading.files, prepared.layout.template))
            build(prepared, path, outputs, numbered=numbered)
            report(said for one in session.check([path]) for said in one.diagnostics)
        except PerfgenError as error:
            report(error.diagnostics)
            say("没有生成；上一次生成的文件保持不变。")

    again()
    _follow(path, layout, watched, again)


def _follow(path: Path, layout: Path | None, watched: Collection[Path], again: Callable[[], None]) -> None:
    """Call `again` whenever one of the `watched` files, or a YAML file beside one, is saved. Ends by Ctrl+C."""
    try:
        from watchfiles import watch  # noqa: PLC0415 -- an extra
    except ImportError:
        raise click.UsageError(_MISSING) from None

    def ours(_: object, changed: str) -> bool:
        file = Path(changed)
        return file.suffix.lower() in _SUFFIXES or file.name == _SETTINGS or file in resolved

    while True:
        resolved = {file.resolve() for file in watched}
        folders = {file.parent for file in resolved} | {path.resolve().parent} | _layouts(path, layout)
        say(f"等着 {near(path)} 存盘……按 Ctrl+C 停止。")
        for _ in watch(*folders, watch_filter=ours, recursive=False):
            again()
            break  # what is watched may have changed


def _layouts(path: Path, layout: Path | None) -> set[Path]:
    """The folders of the layout that is asked for, or of those the workspace has: what is wrong in one may be mended."""
    if layout:
        return {layout.resolve()}
    try:
        shelf = Shelf(workspace_of(path).layout_folders)
        found = {shelf.find(name).folder.resolve() for name in shelf.named()[Origin.FOLDER] if name}
    except PerfgenError:
        return set()
    return found
