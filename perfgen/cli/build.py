"""`perfgen build`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from perfgen import building
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import PrintedOutput, filing_argument, layout_option
from perfgen.cli.report import near, report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, OfficeError, Severity
from perfgen.loading import Prepared
from perfgen.output import write_file
from perfgen.source import filing_of

_BY_HAND = "目录的页码在 Word 里更新：点一下目录，按 F9，选“更新整个目录”。"
_NONE = "这个版式没有目录，没有页码可印。"


@click.command(
    "build",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen build 2022.yaml",
        "perfgen build 2022.yaml -o 2022.docx -o 2022.pdf",
        "perfgen build 财政局/ -o 输出/",
    ),
)
@filing_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="文件",
    type=PrintedOutput(),
    multiple=True,
    help="输出的 .docx、.pdf 文件或文件夹，可以写两次，Word 和 PDF 都要；不写时是输入旁边的 部门名称-年度.docx",
)
@click.option(
    "--page-numbers/--no-page-numbers",
    "numbered",
    default=None,
    help="目录里印不印页码；不写时，电脑上有 LibreOffice 就印",
)
@click.option("--pdfa", is_flag=True, help="PDF 做成归档用的 PDF/A")
@layout_option
def command(*, path: Path, outputs: tuple[Path, ...], numbered: bool | None, pdfa: bool, layout: Path | None) -> None:
    """把一份绩效文本做成 Word 文件，或 PDF。

    有错误时一次列全，不生成文件，原来的文件保持不变。
    目录的页码和 PDF 要用 LibreOffice 排版，没有装的，页码在 Word 里更新。
    """
    _, pdf = told_apart(outputs)
    if pdfa and pdf is None:
        raise click.UsageError("--pdfa 要和 PDF 一起用，加上 -o 文件名.pdf")
    path = filing_of(path)
    build(building.prepare(path, layout), path, outputs, numbered=numbered, archived=pdfa)


def build(
    prepared: Prepared, path: Path, outputs: tuple[Path, ...], *, numbered: bool | None = None, archived: bool = False
) -> None:
    """Write a filing prepared from `path` to its outputs, and say so. Raises PerfgenError; then nothing is written."""
    word, pdf = told_apart(outputs)
    targets: dict[str, Path] = {}
    if word or not pdf:
        targets["docx"] = building.target_of(prepared, path, word)
    if pdf:
        targets["pdf"] = building.target_of(prepared, path, pdf)
    contents, said, warnings = _laid_out(prepared, numbered=numbered, needed=bool(pdf), archived=archived)
    for kind, target in targets.items():
        write_file(target, contents[kind], named=target in outputs)
    report([*prepared.warnings, *warnings])
    for target in targets.values():
        say(f"已生成 {near(target)}")
    if said:
        say(said)


def told_apart(outputs: tuple[Path, ...]) -> tuple[Path | None, Path | None]:
    """The Word file or folder, and the PDF. Raises UsageError where there are two of one kind."""
    pdfs = [output for output in outputs if output.suffix.lower() == ".pdf" and not output.is_dir()]
    others = [output for output in outputs if output not in pdfs]
    if len(pdfs) > 1 or len(others) > 1:
        raise click.UsageError("-o 写了几个同样的输出；最多写一个 Word 文件（或文件夹）、一个 PDF 文件")
    return (others[0] if others else None), (pdfs[0] if pdfs else None)


def _laid_out(
    prepared: Prepared, *, numbered: bool | None, needed: bool, archived: bool
) -> tuple[dict[str, bytes], str, tuple[Diagnostic, ...]]:
    """The files by their kind, what to say of the page numbers, and warnings.

    Where LibreOffice is only there for the page numbers, and nobody asked for them, the filing does without.
    """
    contents = building.has_contents(prepared)
    if not needed and (numbered is False or not contents):
        return {"docx": building.render(prepared)}, _BY_HAND if contents else _NONE if numbered else "", ()
    from perfgen.office.find import find, how_to_install  # noqa: PLC0415 -- only where something may be laid out

    numbered = numbered if contents else False
    asked = needed or numbered is True
    if not asked and find() is None:
        return (
            {"docx": building.render(prepared)},
            f"{_BY_HAND}\n装上 LibreOffice，页码就能自动印好：{how_to_install()}。",
            (),
        )
    from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

    try:
        with pagination.office() as office:
            done = pagination.printed(prepared, office, numbered=numbered is not False, archived=archived, pdf=needed)
    except OfficeError as error:
        if asked:
            raise
        warnings = tuple(replace(one, severity=Severity.WARNING) for one in error.diagnostics)
        return {"docx": building.render(prepared)}, _BY_HAND, warnings
    if not contents:
        said = f"全文 {done.count} 页。"
    else:
        said = "目录里没有印页码。" if numbered is False else f"目录的页码已经印好，全文 {done.count} 页。"
    stand_ins = pagination.stand_ins()
    if stand_ins and needed:
        said += f"\nPDF 里用了代替的字体：{'；'.join(stand_ins)}。Word 文件里写的还是标准的字体。"
    return {"docx": done.docx, "pdf": done.pdf}, said, done.warnings
