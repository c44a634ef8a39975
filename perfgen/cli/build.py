"""`perfgen build`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.facts import grave
from perfgen.api.files import write_file
from perfgen.api.filings import filing_of, prepare
from perfgen.api.outputs import Made, Prepared, make, printed_workbook, target_of
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import PrintedOutput, filing_argument, layout_option, strict_option
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.errors import PerfgenError

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
    help="输出的 .docx、.pdf、.xlsx 文件或文件夹，几样都要就写几次；不写时是输入旁边的 部门名称-年度.docx",
)
@click.option(
    "--page-numbers/--no-page-numbers",
    "numbered",
    default=None,
    help="目录里印不印页码；不写时，电脑上有 LibreOffice 就印",
)
@click.option("--pdfa", is_flag=True, help="PDF 按归档用的 PDF/A 做，没有用独立的程序验证过")
@strict_option
@layout_option
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *, path: Path, outputs: tuple[Path, ...], numbered: bool | None, pdfa: bool, strict: bool, layout: Path | None
) -> None:
    """把一份绩效文本做成 Word 文件、PDF，或者 Excel 表（一格一格和 Word 里的一样，填写用的是 perfgen export）。

    有错误时一次列全，不生成文件，原来的文件保持不变。规则查出的错误（如各项加起来对不上）也列出来，加 --strict 才不生成。
    目录的页码和 PDF 要用 LibreOffice 排版，没有装的，页码在 Word 里更新。
    """
    _, pdf, _ = told_apart(outputs)
    if pdfa and pdf is None:
        raise click.UsageError("--pdfa 要和 PDF 一起用，加上 -o 文件名.pdf")
    path = filing_of(path)
    prepared = prepare(path, layout)
    told = grave(prepared, path)
    if told and strict:
        raise PerfgenError((*told, *prepared.warnings))
    report(told)
    build(prepared, path, outputs, numbered=numbered, archived=pdfa)
    if told:
        say("文件照样生成了；上面的错误请在报送前改好。加 --strict，有这样的错误就不生成。")


def build(
    prepared: Prepared, path: Path, outputs: tuple[Path, ...], *, numbered: bool | None = None, archived: bool = False
) -> None:
    """Write a filing prepared from `path` to its outputs, and say so. Raises PerfgenError; then nothing is written."""
    word, pdf, book = told_apart(outputs)
    targets: dict[str, Path] = {}
    if word or not (pdf or book):
        targets["docx"] = target_of(prepared, path, word)
    targets |= {kind: target_of(prepared, path, one) for kind, one in (("pdf", pdf), ("xlsx", book)) if one}
    made = make(prepared, numbered=numbered if targets.keys() - {"xlsx"} else False, pdf=bool(pdf), archived=archived)
    files = {**made.files, "xlsx": printed_workbook(prepared, made.files["docx"])} if book else made.files
    for kind, target in targets.items():
        write_file(target, files[kind], named=target in outputs)
    report([*prepared.warnings, *made.warnings])
    for target in targets.values():
        say(f"已生成 {near(target)}")
    said = _said(made, numbered=numbered, pdf=bool(pdf)) if targets.keys() - {"xlsx"} else ""
    if said:
        say(said)


def told_apart(outputs: tuple[Path, ...]) -> tuple[Path | None, Path | None, Path | None]:
    """The Word file or folder, the PDF and the workbook. Raises UsageError where there are two of one kind."""
    pdfs, books = (
        [output for output in outputs if output.suffix.lower() == ending and not output.is_dir()]
        for ending in (".pdf", ".xlsx")
    )
    others = [output for output in outputs if output not in (*pdfs, *books)]
    if max(map(len, (others, pdfs, books))) > 1:
        raise click.UsageError(
            "-o 写了几个同样的输出；最多写一个 Word 文件（或文件夹）、一个 PDF 文件、一个 Excel 文件"
        )
    return next(iter(others), None), next(iter(pdfs), None), next(iter(books), None)


def _said(made: Made, *, numbered: bool | None, pdf: bool) -> str:
    """What is to be said of the page numbers, and of the fonts of the PDF."""
    if made.pages is None:
        if not made.contents:
            return _NONE if numbered else ""
        if not made.without_office:
            return _BY_HAND
        from perfgen.api.machine import how_to_install_libreoffice  # noqa: PLC0415 -- only where it is missing

        return f"{_BY_HAND}\n装上 LibreOffice，页码就能自动印好：{how_to_install_libreoffice()}。"
    said = f"目录的页码已经印好，全文 {made.pages} 页。" if made.numbered else "目录里没有印页码。"
    if not made.contents:
        said = f"全文 {made.pages} 页。"
    if made.stand_ins and pdf:
        said += f"\nPDF 里用了代替的字体：{'；'.join(made.stand_ins)}。Word 文件里写的还是标准的字体。"
    return said
