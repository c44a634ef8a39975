"""`perfgen fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.files import write_file
from perfgen.api.shown import near
from perfgen.api.tidying import ForeignFileError, punctuated, tidied, yaml_files
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import paths_argument, skip_option
from perfgen.cli.report import exit_code, report
from perfgen.cli.say import difference, say
from perfgen.errors import Diagnostic, what_befell


@click.command(
    "fmt",
    cls=ChineseCommand,
    epilog=examples(
        "perfgen fmt 2022.yaml",
        "perfgen fmt 财政局/",
        "perfgen fmt --check 2022.yaml",
        "perfgen fmt --fix-punctuation 2022.yaml",
    ),
)
@paths_argument
@click.option("--check", is_flag=True, help="只看不改：有文件需要整理时退出码为 1")
@click.option(
    "--fix-punctuation",
    "punctuation",
    is_flag=True,
    help="先把打错的标点改对（全角冒号、逗号、括号，多的空格），列出改了什么",
)
@skip_option
def command(paths: tuple[Path, ...], *, check: bool, punctuation: bool, skip_others: bool) -> int:
    """把 YAML 整理成统一的写法，内容和注释都不变。

    项目按表的次序排，与缺省相同的内容不重复写，全角数字改成半角。给出文件夹时整理里面所有的 YAML 文件。
    """
    found: list[Diagnostic] = []
    changed = 0
    for path in dict.fromkeys(file for given in paths for file in yaml_files(given)):
        try:
            changed += punctuation and _punctuated(path, check=check, named=path in paths)
            changed += _formatted(path, check=check, named=path in paths)
        except ForeignFileError as error:
            if path in paths and not skip_others:  # a folder may hold other YAML files, which are none of our business
                found += error.diagnostics
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            found += what_befell(error, path)
    if not changed and not found:
        say("都已经是统一的写法。")
    report(found)
    return exit_code(found) or int(check and changed > 0)


def _punctuated(path: Path, *, check: bool, named: bool) -> bool:
    """Whether slips of the keyboard are (or would be) put right in the file, which it shows."""
    one = punctuated(path)
    if one is None:
        return False
    say(difference(near(path), one.before, one.after), nl=False)
    if not check:
        write_file(path, one.after, named=named)
    say(f"{'能改' if check else '已改'} {near(path)} 的标点：{one.fixes} 处")
    return True


def _formatted(path: Path, *, check: bool, named: bool) -> bool:
    """Whether the file is (or would be) written anew."""
    text = tidied(path).encode("utf-8")
    if path.read_bytes() == text:
        return False
    if not check:
        write_file(path, text, named=named)
    say(f"{'需要整理' if check else '已整理'} {near(path)}")
    return True
