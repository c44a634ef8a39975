"""`perfgen validate`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perfgen.api.facts import grave
from perfgen.api.files import real
from perfgen.api.filings import FILING_FILE, filing_of, is_foreign, validate_file
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import layout_option, paths_argument, skip_option, strict_option
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import say
from perfgen.errors import Diagnostic, what_befell


@click.command(
    "validate",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen validate 2022.yaml", "perfgen validate 财政局/ 教育局.yaml", "perfgen validate 财政局/projects/01.yaml"
    ),
)
@paths_argument
@strict_option
@layout_option
@skip_option
def command(paths: tuple[Path, ...], layout: Path | None, *, strict: bool, skip_others: bool) -> int:
    """检查绩效文本填得对不对，不输出文件。

    规则查出的错误（如各项加起来对不上）也列出来，加 --strict 时退出码是 1；全部规则用 perfgen check 查。
    可以一次检查多份；给出项目文件时，检查它所在的那份绩效文本。
    """
    found: list[Diagnostic] = []
    doubtful: list[Diagnostic] = []
    asked: dict[Path, tuple[Path, list[Path]]] = {}
    for path in paths:
        try:
            if not (skip_others and path.is_file() and is_foreign(path)):
                several = path.is_dir() and not (path / FILING_FILE).is_file()
                for filing in _in_folder(path) if several else [filing_of(path)]:
                    key = real(filing / FILING_FILE if filing.is_dir() else filing)
                    asked.setdefault(key, (filing, []))[1].append(filing if several else path)
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            found += what_befell(error, path)
    for filing, files in asked.values():
        try:
            told, by_rules = _validated(filing, files, layout)
            found += told
            doubtful += by_rules
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            found += what_befell(error, filing)
    report([*doubtful, *found])
    return exit_code(found) or (exit_code(doubtful) if strict else 0)


def _in_folder(folder: Path) -> list[Path]:
    """The filings in a folder that is none itself. Raises PerfgenError where there are none, as for one that is not there."""
    from perfgen.api.checking import found_in, is_document  # noqa: PLC0415 -- a single filing must not pay for it

    return [one for one in found_in(folder) if not is_document(one)] or [filing_of(folder)]


def _validated(path: Path, files: list[Path], layout: Path | None) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
    """Say that a filing is valid; what should be looked at all the same, and what rules call an error.

    Raises PerfgenError with what is wrong with it.
    """
    found = validate_file(path, files, layout)
    filing, told = found.prepared.filing, grave(found.prepared, path)
    said = f"能生成文件，规则查出 {len(told)} 处错误" if told else "没有问题"
    say(f"{near(path)}：{said}（{filing.department.name} {filing.year} 年度，{len(filing.projects)} 个项目）")
    return found.diagnostics, told
