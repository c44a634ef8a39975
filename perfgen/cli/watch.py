"""`perfgen watch`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeAlias

import click

from perfgen.api.checking import Session, Wanted
from perfgen.api.files import real
from perfgen.api.filings import FILING_FILE, filing_of, prepare
from perfgen.api.layouts import files_of_folders
from perfgen.api.shown import near
from perfgen.cli.build import build, told_apart
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import PrintedOutput, filing_argument, layout_option
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.errors import PerfgenError

_MISSING = '边改边生成要用 watchfiles，还没有装；运行 pip install "perfgen[watch]"'
_SUFFIXES = (".yaml", ".yml")
_SETTINGS = "perfgen.toml"
_LOOK = 1000
"""Milliseconds after which the watched files are looked at, whether or not the system told of one."""

_State: TypeAlias = tuple[int, int] | None


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
            prepared = prepare(path, layout)
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

    known: dict[Path, _State] = {}
    while True:
        resolved = {real(file) for file in watched}
        resolved |= files_of_folders(path, layout)
        resolved.add(real(path / FILING_FILE if path.is_dir() else path))
        known = _states(resolved) | {file: state for file, state in known.items() if file in resolved}
        folders = {file.parent for file in resolved}
        say(f"等着 {near(path)} 存盘……按 Ctrl+C 停止。")
        for changed in watch(*folders, watch_filter=ours, recursive=False, rust_timeout=_LOOK, yield_on_timeout=True):
            now = _states(resolved)
            if changed or now != known:  # also what was saved while nobody watched: in the building, or just after it
                known = now
                again()
                break  # what is watched may have changed


def _states(files: Collection[Path]) -> dict[Path, _State]:
    """What tells that a file was saved: when, and how large it is; None of one that is not there."""
    found: dict[Path, _State] = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            found[file] = None
        else:
            found[file] = (status.st_mtime_ns, status.st_size)
    return found
