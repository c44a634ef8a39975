"""`perfgen volume`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date  # noqa: N812 -- `date` is the option
from pathlib import Path

import click

from perfgen.api.checking import inputs
from perfgen.api.files import refuse_input, write_file
from perfgen.api.shown import near, visible
from perfgen.api.volume import (
    USUAL_KIND,
    ChosenFiling,
    ChosenFilings,
    MadeVolume,
    VolumeOrder,
    VolumeText,
    VolumeWish,
    choose,
    make_volume,
    volume_kinds,
)
from perfgen.cli.build import told_apart
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, Day, ExistingPath, at_hand, day_said, kind_meant, places_argument
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.errors import Severity

_ORDERS = {VolumeOrder.CODE: "单位编码", VolumeOrder.LISTED: "名册"}
"""What the front calls an order."""


@click.command(
    "volume",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen volume 各部门/ -o 2023年部门预算绩效文本汇编.docx",
        "perfgen volume 各部门/ -o 汇编.docx -o 汇编.pdf --by 乐亭县财政局 --date 2023-12-01",
        "perfgen volume 各部门/ -o 汇编.docx --order 名册 --allow-missing",
    ),
)
@places_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="文件",
    type=AnyPath(),
    multiple=True,
    required=True,
    help="汇编的 .docx、.pdf，可以写两次，Word 和 PDF 都要",
)
@click.option(
    "--order",
    type=click.Choice([one.value for one in VolumeOrder]),
    default=VolumeOrder.CODE.value,
    help="部门的先后：按编码（不写时），或按名册",
)
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="汇编哪一年的；不写时是这里最新的一年")
@click.option(
    "--kind",
    metavar="表",
    default=USUAL_KIND,
    callback=kind_meant,
    help=f"汇编哪一种表；不写时是{USUAL_KIND}；自评表、监控表不能汇编",
)
@click.option("--title", metavar="标题", default="", help="封面上的标题；不写时是 某年部门预算绩效文本汇编")
@click.option("--by", "unit", metavar="单位", default="", help="封面上的编制单位")
@click.option("--date", metavar="日期", type=Day(), help="封面上的日期，如 2023-12-01；不写就空着")
@click.option(
    "--template",
    metavar="模板",
    type=ExistingPath(),
    help="自己的封面、编印说明和目录：一个 .docx，或放着 template.docx 的文件夹",
)
@click.option("--allow-missing", "incomplete", is_flag=True, help="没有交的、读不出的、有错的不收，照样汇编")
@at_hand("paths")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    paths: tuple[Path, ...],
    outputs: tuple[Path, ...],
    order: str,
    year: int | None,
    kind: str,
    title: str,
    unit: str,
    date: Date | None,
    template: Path | None,
    incomplete: bool,
) -> int:
    """把各部门的绩效文本汇编成一本：一个封面，一个目录，每个部门从单数页起，页眉是部门的名称。

    目录列到各部门的章节和项目，页码是真的；PDF 的书签也是这样。要用 LibreOffice 排版。

    还有没交的、读不出的、有错的，不汇编，列出来，退出码为 1；加 --allow-missing 就把它们留在外面。
    再运行时，没有变的部门不重排。
    """
    targets = _targets(outputs)
    if kind not in volume_kinds():
        more = f"能汇编的是 {'、'.join(volume_kinds())}；自评结果合成一张表，用 perfgen summary"
        raise click.UsageError(f"{kind}不能汇编；{more}")
    wish = VolumeWish(VolumeOrder(order), year, kind)
    found = choose(paths, wish)
    if not found.filings and not found.faults:
        more = f"；这里有 {found.others} 份别的表，用 --kind 写明" if found.others else ""
        raise click.UsageError(f"这里没有{wish.kind}{more}")
    if found.faults and (not incomplete or not found.filings):
        report(found.faults)
        say("没有汇编。" if incomplete else "没有汇编；先不收这些，加 --allow-missing。")
        return 1
    every = [*found.read, *([template] if template else [])]
    for output in outputs:
        refuse_input(output, [*inputs(every, output), *every])
    text = VolumeText(title, unit, day_said(date), template)
    done: list[str] = []

    def told(one: ChosenFiling) -> None:
        done.append(one.name)
        say(f"[{len(done)}/{len(found.filings)}] {visible(one.name)}", err=True)

    made = make_volume(found, text, _ORDERS[wish.order], pdf="pdf" in targets, progress=told)
    for form, target in targets.items():
        write_file(target, {"docx": made.docx, "pdf": made.pdf}[form], named=True)
    report([*(replace(one, severity=Severity.WARNING) for one in found.faults), *made.warnings])
    for target in targets.values():
        say(f"已生成 {near(target)}")
    say(_summed_up(found, made))
    return 0


def _targets(outputs: tuple[Path, ...]) -> dict[str, Path]:
    """The files to be written, by their form. Raises UsageError for what is neither a Word file nor a PDF."""
    for output in outputs:
        if output.is_dir() or output.suffix.lower() not in (".docx", ".pdf"):
            raise click.UsageError(f"“{output}”不是 .docx 或 .pdf 文件名")
    word, pdf, _ = told_apart(outputs)
    return {form: path for form, path in (("docx", word), ("pdf", pdf)) if path}


def _summed_up(found: ChosenFilings, made: MadeVolume) -> str:
    count = len(found.filings)
    said = (
        f"{found.year}年，{count} 个部门，{sum(one.projects for one in found.filings)} 个项目，正文 {made.pages} 页。"
    )
    kept = count - made.made_anew
    said += f"有 {kept} 个部门没有变，没有重排。" if kept else ""
    return said + (f"没有收的：{visible('、'.join(found.left_out))}。" if found.left_out else "")
