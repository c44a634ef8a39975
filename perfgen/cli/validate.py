"""`perfgen validate`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen import building
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import ExistingPath, layout_option, skip_option
from perfgen.cli.report import exit_code, near, report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, what_befell
from perfgen.source import FILING_FILE, filing_of, is_foreign


@click.command(
    "validate",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen validate 2022.yaml", "perfgen validate 财政局/ 教育局.yaml", "perfgen validate 财政局/projects/01.yaml"
    ),
)
@click.argument("paths", metavar="文件或文件夹…", type=ExistingPath(), nargs=-1, required=True, is_eager=True)
@layout_option
@skip_option
def command(paths: tuple[Path, ...], layout: Path | None, *, skip_others: bool) -> int:
    """检查绩效文本填得对不对，不输出文件。

    可以一次检查多份；给出项目文件时，检查它所在的那份绩效文本。
    """
    found: list[Diagnostic] = []
    asked: dict[Path, tuple[Path, list[Path]]] = {}
    for path in paths:
        try:
            if not (skip_others and path.is_file() and is_foreign(path)):
                filing = filing_of(path)
                key = (filing / FILING_FILE if filing.is_dir() else filing).resolve()
                asked.setdefault(key, (filing, []))[1].append(path)
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            found += what_befell(error, path)
    for filing, files in asked.values():
        try:
            found += _validated(filing, files, layout)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            found += what_befell(error, filing)
    report(found)
    return exit_code(found)


def _validated(path: Path, files: list[Path], layout: Path | None) -> list[Diagnostic]:
    """What is to be said of a filing; `files` are those the user named, each of which must be part of it.

    Raises PerfgenError with what is wrong with it.
    """
    prepared = building.prepare(path, layout)
    filing = prepared.filing
    say(f"{near(path)}：没有问题（{filing.department.name} {filing.year} 年度，{len(filing.projects)} 个项目）")
    read = {file.resolve() for file in prepared.reading.files}
    hint = "在 预算项目 里写上它，或写 projects/*.yaml"
    left_out = [
        Diagnostic("INC05", f"{near(path)} 没有引用这个文件，所以没有检查它", file, hint=hint)
        for file in files
        if file.is_file() and file.resolve() not in read
    ]
    return [*left_out, *prepared.warnings]
