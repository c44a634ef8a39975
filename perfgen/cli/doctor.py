"""`perfgen doctor`."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from perfgen.api import layouts, machine
from perfgen.api.layouts import LayoutPlace, Origin
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.layout_list import WHOSE, named_here
from perfgen.cli.options import layout_option
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import Diagnostic, PerfgenError

_EXTRAS = (
    ("preview", ("pypdfium2", "PIL"), "perfgen preview 画各页的图片"),
    ("watch", ("watchfiles",), "perfgen watch 边改边生成"),
    ("pdf", ("pdfplumber",), "perfgen import 读 PDF 文件"),
    ("excel", ("openpyxl",), "perfgen new、export 写 Excel 填报表"),
    ("report", ("xlsxwriter",), "perfgen batch 写 .xlsx 报告，export 汇总成 .xlsx"),
    ("library", ("rjieba",), "perfgen library 指标库，检查时提示同类项目常用的指标"),
    ("parquet", ("pyarrow",), "perfgen export 汇总成 .parquet"),
    ("cluster", ("distributed", "fsspec"), "perfgen batch 用几台机器一起做，读写对象存储"),
)
_FONTS_FROM = "方正小标宋、仿宋_GB2312、楷体_GB2312 从单位用的正版字库装；Debian/Ubuntu 上至少装 fonts-noto-cjk 和 fonts-liberation"


@click.command("doctor", cls=ChineseCommand, epilog=examples("perfgen doctor", "perfgen doctor --layout 我的版式/"))
@layout_option
def command(layout: Path | None) -> int:
    """看看这台电脑齐不齐：Python、LibreOffice、字体、附加功能和版式。

    缺的写明怎么装。只有会让 perfgen 做不下去的才算错。
    """
    faults: list[Diagnostic] = []
    _section("Python", [(platform.python_version(), platform.platform())])
    _section("LibreOffice（目录页码、PDF、读 .doc 和 .wps 用）", _libreoffice(faults))
    _section("公文字体（排版用；Word 文件里写的总是标准的字体）", _fonts())
    _section("附加功能", _extras())
    _layouts(layout, faults)
    report(faults)
    return 1 if faults else 0


def _section(title: str, rows: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> None:
    found = list(rows)
    widest = max((width(name) for name, _ in found), default=0)
    say(click.style(title, bold=True))
    for name, said in found:
        say(f"  {name}{' ' * (widest - width(name))}  {said}".rstrip())


def _libreoffice(faults: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    program = machine.libreoffice()
    if program is None:
        yield "没有", machine.how_to_install_libreoffice()
        return
    number = machine.libreoffice_version(program)
    yield ".".join(map(str, number)) or "版本不明", str(program)
    if number and number < machine.OLDEST:
        yield "太老", f"要 {'.'.join(map(str, machine.OLDEST))} 或更新的版本"
    try:
        cold, warm = machine.try_libreoffice(program)
    except PerfgenError as error:
        faults += error.diagnostics
        yield "试排", "没有成功"
    else:
        yield "试排", f"可以，启动 {cold:.1f} 秒，以后每份 {warm:.1f} 秒起"


def _fonts() -> Iterator[tuple[str, str]]:
    chosen = machine.chosen_fonts()
    for one in chosen:
        yield one.font.name, said_of(one)
    if not all(one.there for one in chosen):
        yield "怎么装", _FONTS_FROM


def said_of(one: machine.Chosen) -> str:
    """What a font is laid out with."""
    if one.there:
        return "有"
    if one.used is None:
        return "没有，也没有能代替的，排版时由系统随便挑一种"
    return f"没有，排版用 {one.used} 代替（{'字宽相同' if one.same else '字宽不同，换行可能和 Word 里不一样'}）"


def _extras() -> Iterator[tuple[str, str]]:
    for extra, modules, purpose in _EXTRAS:
        there = all(find_spec(module) is not None for module in modules)
        install = f'没有，要用时运行 pip install "perfgen[{extra}]"'
        yield extra, f"{'有' if there else install}（{purpose}）"


def _layouts(own: Path | None, faults: list[Diagnostic]) -> None:
    """The layouts by whose they are; or the one that is asked about."""
    if own:
        _section("版式", [(own.name, _tried(lambda: own, faults))])
        return
    about, named = named_here(faults)
    for origin, names in named.items():
        if names:
            rows = ((name or "名称读不出来", _found(name, about, origin, faults)) for name in names)
            _section(f"版式：{WHOSE[origin]}", rows)


def _found(name: str, about: Path | None, origin: Origin, faults: list[Diagnostic]) -> str:
    """What is to be said of a layout that is found by its name."""
    place: LayoutPlace | None = None

    def find() -> LayoutPlace:
        nonlocal place
        place = layouts.find(name, about)
        return place

    said = _tried(find, faults)
    if place and place.origin is not origin:
        return "用不上，名称和别的版式重了"
    where = {Origin.FOLDER: near(place.folder), Origin.INSTALLED: place.package}.get(origin, "") if place else ""
    return f"{said}（{where}）" if where else said


def _tried(find: Callable[[], LayoutPlace | Path], faults: list[Diagnostic]) -> str:
    try:
        layouts.try_layout(find())
    except PerfgenError as error:
        faults += error.diagnostics
        return "有错"
    return "可以"
