"""`perfgen import`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from perfgen import building, layouts
from perfgen.api.files import make_folder, refuse_input, write_file, write_own
from perfgen.api.layouts import portable_schema
from perfgen.api.shown import as_json, near, visible
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath, ExistingPath, LayoutFolder
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import Diagnostic, OutputError, Severity, what_befell
from perfgen.importing import (
    CONVERTED,
    Imported,
    Remark,
    Report,
    as_docx,
    first_difference,
    import_file,
    open_document,
    read_as_they_are,
)
from perfgen.scratch import scratch
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE
from perfgen.source.starter import SCHEMA_FOLDER, SCHEMA_SUFFIX, modeline
from perfgen.workspace import workspace_of

_YAML = (".yaml", ".yml")
_LOCK = "~$"
"""What the names of Word's lock files begin with."""
_MANY = 3
"""How many doubts of one reason are told one by one."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for, the same for every file."""

    layout: Path | None
    year: int | None
    strict: bool
    check: bool
    force: bool


@dataclass(slots=True)
class _Done:
    """What became of one file: its report where it was read, whether it was written, and what is to be said of it.

    `named` where somebody named the target itself; `within` the folder that somebody named for it and others.
    """

    file: Path
    target: Path
    named: bool = False
    within: Path | None = None
    report: Report | None = None
    written: bool = False
    said: list[Diagnostic] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.said)


@click.command(
    "import",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen import 2022.docx", "perfgen import 2022.docx -o 财政局.yaml --check", "perfgen import 去年/ -o 今年/"
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=ExistingPath(), nargs=-1, required=True, is_eager=True)
@click.option(
    "-o", "--output", metavar="文件", type=AnyPath(), help="写到这个 .yaml 文件，或这个文件夹；不写时在原文件旁边"
)
@click.option("--layout", metavar="版式", type=LayoutFolder(), help="不用辨认，就按这个版式读；版式里要写有 读入")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2099), help="预算年度；文件里看不出时要写")
@click.option("--strict", is_flag=True, help="有没写进去的内容时退出码为 1")
@click.option("--report", "report_file", metavar="文件.json", type=AnyPath(), help="把每一处的去向写成 JSON 文件")
@click.option("--check", is_flag=True, help="写好后再做成 Word 文件，和原文逐行比较")
@click.option("--force", is_flag=True, help="已经有的 YAML 文件也覆盖")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    paths: tuple[Path, ...],
    output: Path | None,
    layout: Path | None,
    year: int | None,
    report_file: Path | None,
    *,
    strict: bool,
    check: bool,
    force: bool,
) -> int:
    """把以前的 Word 文件读成 YAML。

    能读 .docx，和 .txt（perfgen text 输出的，或者从 PDF、扫描件读出来的文字）；.doc .wps .odt 要装有 LibreOffice；有文字的 .pdf 要装 perfgen[pdf]，扫描的不能读。给出文件夹时，里面的文件一个一个读，一个读不出不影响别的。

    读到的每一段、每一格，不是写进了 YAML，就是在报告里列出来。拿不准的照原样写入，并在上面加一行“# 请核对”。
    """
    if layout is not None and layouts.load(layout).reading is None:
        raise click.UsageError(f"版式“{layout.name}”不能读入：layout.yaml 里没有写 读入")
    jobs = list(_jobs(paths, output))
    if not jobs:
        raise click.UsageError(f"这里没有可以读的文件：{'、'.join((*read_as_they_are(), *CONVERTED))}")
    if report_file is not None:
        _refuse_report(report_file, force=force)
    done = _all(jobs, output, _Wanted(layout, year, strict, check, force))
    if len(done) == 1 and not any(path.is_dir() for path in paths):
        _tell(done[0])
    else:
        _summarise(done, reported=report_file is not None)
    if report_file is not None:
        _write_report(report_file, done)
    return exit_code(said for one in done for said in one.said)


def _refuse_report(target: Path, *, force: bool) -> None:
    """Say before the work what a report may not be written over."""
    if target.suffix.lower() != ".json" or target.is_dir():
        raise click.UsageError(f"报告的文件名要以 .json 结尾，这里是“{target}”")
    if target.exists() and not force:
        hint = "换一个文件名；确实要覆盖时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", target, hint=hint))
    if not target.absolute().parent.is_dir():
        raise OutputError(Diagnostic("OUT01", f"没有“{target.parent}”这个文件夹", target, hint="先建好文件夹"))


# --- which files, and where to


def _jobs(paths: Sequence[Path], output: Path | None) -> Iterator[tuple[Path, Path]]:
    """Every file to read, and the YAML file to write."""
    several = len(paths) > 1 or paths[0].is_dir()
    if output is not None and several and output.suffix.lower() in _YAML:
        raise click.UsageError("有几个文件时，-o 后面要写文件夹")
    into = output if output is not None and (several or output.is_dir()) else None
    if output is not None and into is None and output.suffix.lower() not in _YAML:
        raise click.UsageError(f"输出文件名要以 .yaml 结尾，或是一个已有的文件夹，这里是“{output}”")
    for path in paths:
        for file in _files(path):
            beside = into / file.relative_to(path).parent if into and path.is_dir() else into or file.parent
            yield file, output if output and into is None else beside / f"{file.stem}.yaml"


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        hidden = hidden or (file.name == TEMPLATE_FILE and file.with_name(LAYOUT_FILE).is_file())
        if hidden or file.name.startswith(_LOCK) or not file.is_file():
            continue
        if file.suffix.lower() in (*read_as_they_are(), *CONVERTED):
            yield file


# --- one file after the other


def _all(jobs: Sequence[tuple[Path, Path]], output: Path | None, wanted: _Wanted) -> list[_Done]:
    done: list[_Done] = []
    written: set[Path] = set()
    bar: Any = nullcontext(jobs)
    if len(jobs) > 1 and sys.stderr.isatty():
        bar = click.progressbar(jobs, label="正在读入", file=sys.stderr, item_show_func=_shown)
    with bar as shown:
        for file, target in shown:
            one = _Done(file, target, target == output, output)
            done.append(one)
            try:
                _import(one, wanted, again=target.absolute() in written)
                written.add(target.absolute())
            except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
                one.said += what_befell(error, file)
    return done


def _shown(job: tuple[Path, Path] | None) -> str:
    return visible(job[0].name) if job else ""


def _import(one: _Done, wanted: _Wanted, *, again: bool) -> None:
    if again or (one.target.exists() and not wanted.force):
        hint = "换一个文件名" if again else "用 -o 换一个文件名；确实要覆盖时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", one.target, hint=hint))
    refuse_input(one.target, [one.file])
    with as_docx(one.file) as readable:
        layout = layouts.load(wanted.layout) if wanted.layout else None
        shelf = layouts.Shelf(workspace_of(one.file).layout_folders)
        found = import_file(readable, layout, year=wanted.year, shown=one.file, shelf=shelf)
        one.report = found.report
        make_folder(one.target.parent, within=one.within)
        schema = one.target.parent / SCHEMA_FOLDER / f"filing{SCHEMA_SUFFIX}"
        write_own(schema, portable_schema("filing", wanted.layout).encode("utf-8"))
        write_file(one.target, f"{modeline('filing')}{found.yaml}".encode(), named=one.named)
        one.written = True
        one.said += _findings(found, Severity.ERROR if wanted.strict else Severity.WARNING)
        if wanted.check:
            _check(one, readable, wanted, found)


def _findings(found: Imported, left: Severity) -> Iterator[Diagnostic]:
    """What is told of a file: each text that was left; doubts one by one, or together where many have one reason."""
    file = found.report.file
    for at, remark in enumerate(found.report.left):
        message = f"没有写入：{remark.place}，{remark.why}"
        hint = "" if at else "这些内容用得着时，自己写进 YAML 里合适的地方；用不着就不用管"
        yield Diagnostic("IMP03", message, file, excerpt=remark.text, hint=hint, severity=left)
    alike: dict[tuple[str, str], list[Remark]] = {}
    for remark in found.report.doubtful:  # what is about no value of the filing is told place by place
        alike.setdefault((remark.why, "" if remark.about else f"{remark.place}{remark.text}"), []).append(remark)
    hint = "在 YAML 里找“# 请核对”，对照原文改好，再删掉这一行"
    for (why, _), remarks in alike.items():
        for message, text in _doubts(why, remarks):
            yield Diagnostic("IMP04", message, file, excerpt=text, hint=hint, severity=Severity.WARNING)
            hint = ""


def _doubts(why: str, remarks: Sequence[Remark]) -> Iterator[tuple[str, str]]:
    """Messages about doubts of one reason, each with the text it is about."""
    if len(remarks) <= _MANY:
        yield from ((f"请核对：{remark.place}，{why}", remark.text) for remark in remarks)
        return
    places = "、".join(remark.place for remark in remarks[:_MANY])
    yield f"请核对 {len(remarks)} 处，{why}：{places} 等", ""


def _check(one: _Done, readable: Path, wanted: _Wanted, found: Imported) -> None:
    """Build what was written, and compare it with the original."""
    with scratch() as folder:
        built = open_document(building.build(one.target, folder / "built.docx", wanted.layout))
    difference = first_difference(open_document(readable), built, found.labels)
    if difference is not None:
        before, after = (line.replace("\t", " ") for line in difference)
        message = f"做成 Word 后和原文不一样，第一处：原文“{before}”，现在“{after}”"
        one.said.append(Diagnostic("IMP05", message, one.file, hint="打开 YAML 对照原文改；有意改动的不用管"))


# --- what is said


def _tell(one: _Done) -> None:
    report(one.said)
    if one.report is not None:
        counts = one.report
        if one.written:
            say(f"已写入 {near(one.target)}")
        say(
            f"读到 {counts.read} 处文字：写入 {counts.taken} 处，版式自带 {counts.printed} 处，"
            f"没有写入 {len(counts.left)} 处；需要核对 {len(counts.doubtful)} 处。"
        )


def _summarise(done: Sequence[_Done], *, reported: bool) -> None:
    report([one for file in done for one in file.said if one.severity is Severity.ERROR])
    rows = [("文件", "结果", "读到", "写入", "版式自带", "没有写入", "需要核对")]
    for one in done:
        counts = one.report
        numbers = (counts.read, counts.taken, counts.printed, len(counts.left), len(counts.doubtful)) if counts else ()
        result = ("有错" if one.failed else "已写入") if one.written else "失败"
        rows.append((near(one.file), result, *(map(str, numbers) if counts else [""] * 5)))
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        say("  ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)).rstrip())
    written = sum(one.written for one in done)
    say(f"共 {len(done)} 个文件，写出 {written} 个，失败 {len(done) - written} 个。")
    if not reported and any(one.report and (one.report.left or one.report.doubtful) for one in done):
        say("没有写入和需要核对的各处，用 --report 文件.json 列出来。")


def _write_report(target: Path, done: Sequence[_Done]) -> None:
    listed = [
        {
            **(one.report.as_data() if one.report else {"文件": str(one.file)}),
            "输出": str(one.target) if one.written else None,
            "错误": [said.message for said in one.said if said.severity is Severity.ERROR],
        }
        for one in done
    ]
    write_file(target, f"{as_json(listed, indent=2)}\n".encode(), named=True)
