"""`perfgen`: finds the command, and turns what it raises into words and an exit code."""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from perfgen import __version__
from perfgen.api.patterns import keep_patterns
from perfgen.cli.chinese import LazyGroup, examples, usage_said
from perfgen.cli.stop import Stopped, stoppable

_COMMANDS = {
    "new": ("perfgen.cli.new", "写一份新的样稿"),
    "validate": ("perfgen.cli.validate", "检查 YAML 填得对不对，不输出文件"),
    "check": ("perfgen.cli.check", "按规则检查绩效文本写得好不好"),
    "summary": ("perfgen.cli.summary", "各部门的自评表汇总成一张表"),
    "status": ("perfgen.cli.status", "各部门交了没有、有没有错，一个部门一行"),
    "score": ("perfgen.cli.score", "给自评表算得分，一个指标一行，写明怎么算的"),
    "rules": ("perfgen.cli.rules", "列出检查的规则，解释一条规则"),
    "build": ("perfgen.cli.build", "把 YAML 做成 Word 文件或 PDF"),
    "preview": ("perfgen.cli.preview", "把各页画成图片，或打开 PDF 看"),
    "watch": ("perfgen.cli.watch", "YAML 一存盘就重新生成"),
    "batch": ("perfgen.cli.batch", "把许多份绩效文本一次做成 Word 文件"),
    "fmt": ("perfgen.cli.fmt", "把 YAML 整理成统一的写法，注释保留"),
    "import": ("perfgen.cli.importing", "把以前的 Word 文件读成 YAML"),
    "export": ("perfgen.cli.export", "把绩效文本写成 Excel 表，或把 Excel 表写成 YAML"),
    "publish": ("perfgen.cli.publish", "做公开用的一套：PDF、Word、网页、Excel 表"),
    "volume": ("perfgen.cli.volume", "把各部门的绩效文本汇编成一本，有总目录和页码"),
    "review": ("perfgen.cli.opinions", "给每个部门写一份审核意见，一轮一轮接着用"),
    "compare": ("perfgen.cli.compare", "两次报送比较：上次的问题改了没有，又动了什么"),
    "diff": ("perfgen.cli.diff", "比较两稿绩效文本，说出改了什么"),
    "text": ("perfgen.cli.text", "把 Word 文件的文字打印出来，便于比较"),
    "library": ("perfgen.cli.library", "指标库：各部门用过的指标，找一找，挑一挑"),
    "layout": ("perfgen.cli.layout", "列出版式，新做一个，检查一个"),
    "schema": ("perfgen.cli.schema", "输出 JSON Schema，供编辑器提示和检查"),
    "doctor": ("perfgen.cli.doctor", "看看 LibreOffice、字体、版式齐不齐"),
}

FINDINGS, USAGE, FAULT, STOPPED = 1, 2, 3, 130


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    epilog=examples("perfgen new 2023.yaml", "perfgen check 2023.yaml", "perfgen build 2023.yaml -o 2023.docx"),
)
@click.version_option(__version__, prog_name="perfgen", message="%(prog)s %(version)s", help="显示版本号")
def cli() -> None:
    """用 YAML 写部门预算绩效文本，检查无误后做成标准的 Word 文件。

    每个命令的写法用“perfgen 命令 --help”查看。
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 a wrong call, 3 a fault of perfgen's own."""
    # A command lives for a moment, and makes few circles: looking for them often is a tenth of a cold start.
    gc.set_threshold(100_000, 20, 100)
    # Nothing here is a plugin of pydantic's, and looking for some is another tenth.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Circles are not looked for at the end either, when everything goes anyway: that is an eighth of a cold start.
    atexit.register(gc.freeze)
    said = sys.argv[1:] if arguments is None else arguments
    keep_patterns(next((one for one in said if one in _COMMANDS), ""))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Through a pipe goes UTF-8 on every system; a console gets what it can show.
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        with stoppable():
            result = cli.main(arguments, prog_name="perfgen", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 -- the last line of defence
        end = next((end for kind, end in _ENDS if isinstance(error, kind)), _failed)
        return end(error)
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    return result if isinstance(result, int) else 0


def _say(text: str) -> None:
    from perfgen.cli.say import say  # noqa: PLC0415 -- only where there is something to say

    say(text, err=True)


def _stopped(stop: BaseException) -> int:
    with contextlib.suppress(OSError):  # the terminal may be gone
        _say("已停止。")
    signal = stop.__cause__ or stop  # click makes an Abort of it
    return signal.exit_code if isinstance(signal, Stopped) else STOPPED


def _helped(error: Any) -> int:
    _say(error.ctx.get_help())
    return USAGE


def _usage(error: Any) -> int:
    from perfgen.api.shown import visible  # noqa: PLC0415 -- as above

    _say(f"用法不对：{visible(usage_said(error))}")
    path = error.ctx.command_path if error.ctx else "perfgen"
    _say(f"查看写法：{path} --help")
    return USAGE


def _failed(error: Exception) -> int:
    from pathlib import Path  # noqa: PLC0415 -- only where something went wrong

    from perfgen.cli.report import report  # noqa: PLC0415
    from perfgen.errors import PerfgenError, what_befell  # noqa: PLC0415

    if isinstance(error, PerfgenError):
        report(error.diagnostics)
        return error.exit_code
    if isinstance(error, OSError):
        named = error.filename if isinstance(error.filename, (str, bytes)) else None
        report(what_befell(error, Path(os.fsdecode(named)) if named else None))
        return FINDINGS
    import traceback  # noqa: PLC0415

    _say("perfgen 自己出了错，不是您的文件的问题。请把下面的内容发给维护者：")
    with contextlib.suppress(ValueError):
        _say("".join(traceback.format_exception(error)))
    return FAULT


_ENDS: tuple[tuple[type[Exception], Callable[[Any], int]], ...] = (
    (click.exceptions.NoArgsIsHelpError, _helped),
    (click.UsageError, _usage),
    (click.Abort, _stopped),
    (BrokenPipeError, lambda _: 0),  # whoever read our output has seen enough
)
