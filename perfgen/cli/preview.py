"""`perfgen preview`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.files import make_folder, write_file
from perfgen.api.filings import filing_of, prepare
from perfgen.api.outputs import DOCUMENTS, document_pdf, laid_out, pictures
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, ExistingPath, layout_option
from perfgen.cli.report import report
from perfgen.cli.say import say


@click.command(
    "preview",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen preview 2022.yaml", "perfgen preview 2022.docx -o 各页/", "perfgen preview 2022.yaml --open"
    ),
)
@click.argument("path", metavar="文件或文件夹", type=ExistingPath(), is_eager=True)
@click.option("-o", "--output", metavar="文件夹", type=AnyPath(), help="各页的图片放在哪里；不写时是旁边的 名称-各页")
@click.option("--dpi", metavar="数", type=click.IntRange(20, 600), default=100, help="图片每英寸的点数，不写时是 100")
@click.option("--open", "opened", is_flag=True, help="不画图片，做成 PDF 打开来看")
@layout_option
def command(*, path: Path, output: Path | None, dpi: int, opened: bool, layout: Path | None) -> None:
    """看一份绩效文本印出来的样子：各页画成 PNG 图片，或打开 PDF。

    可以看 YAML，也可以看现成的 Word 文件和 PDF。
    """
    pdf, name = _pdf(path, layout)
    folder = output or path.absolute().parent / f"{name}-各页"
    make_folder(folder, within=None if output else folder.parent)
    if opened:
        target = folder / f"{name}.pdf"
        write_file(target, pdf)
        say(f"已生成 {near(target)}")
        click.launch(str(target))
        return
    count = 0
    for count, picture in enumerate(pictures(pdf, dpi), 1):
        write_file(folder / f"{count:03d}.png", picture)
    say(f"已生成 {near(folder)} 里的 {count} 张图片")


def _pdf(path: Path, layout: Path | None) -> tuple[bytes, str]:
    """The pages of a filing or document, and what to call them. Raises PerfgenError where they cannot be had."""
    if not path.is_dir() and path.suffix.lower() in DOCUMENTS:
        return document_pdf(path), path.stem
    prepared = prepare(filing_of(path), layout)
    report(prepared.warnings)
    done = laid_out(prepared)
    report(done.warnings)
    return done.pdf, path.stem if path.is_file() else path.absolute().name
