"""The sensible neighbour of a command or an option that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

_COMMANDS = {
    "build": "生成 制作 做 打印 make render compile generate run docx word pdf convert print 输出",
    "check": "检查 审核 lint verify test audit",
    "validate": "校验 验证 valid",
    "new": "新建 新 创建 init create start",
    "fmt": "整理 格式化 format tidy fix",
    "import": "导入 读入 load read",
    "export": "导出 excel xlsx wps 表格",
    "preview": "预览 show view open",
    "text": "文字 dump txt cat",
    "compare": "两次 复核 退回 rounds resubmit",
    "diff": "比较 对比 cmp changes 修订 差异",
    "rules": "规则 rule explain",
    "review": "意见 审核意见 opinions",
    "publish": "公开 发布 public release",
    "volume": "汇编 合订 合订本 book collect",
    "library": "指标库 指标 indicators",
    "score": "评分 得分 打分 points",
    "summary": "汇总 自评汇总 总表 sum total",
    "status": "情况 进度 收齐 名册 台账 ledger progress",
    "doctor": "体检 env info",
    "layout": "版式 模板 layouts template templates forms",
    "batch": "批量 all",
    "watch": "监视 serve",
    "schema": "json",
}
"""Other words for the commands, Chinese and English."""

_OPTIONS = {
    "--pdf": ("-o", "写 -o 文件名.pdf"),
    "--docx": ("-o", "写 -o 文件名.docx"),
    "--word": ("-o", "写 -o 文件名.docx"),
    "--out": ("-o", "写 -o 文件名"),
    "--outfile": ("-o", "写 -o 文件名"),
    "--out-file": ("-o", "写 -o 文件名"),
    "--output-file": ("-o", "写 -o 文件名"),
    "--to": ("-o", "写 -o 文件名"),
    "--save": ("-o", "写 -o 文件名"),
    "--file": ("-o", "写 -o 文件名"),
    "--output-dir": ("-o", "写 -o 文件夹"),
    "--template": ("--layout", "写 --layout 版式"),
    "--json": ("--format", "写 --format json"),
    "--html": ("--format", "写 --format html"),
    "--sarif": ("--format", "写 --format sarif"),
    "--rule": ("--select", "写 --select 规则"),
    "--rules": ("--select", "写 --select 规则"),
    "--exclude": ("--ignore", "写 --ignore 规则"),
    "--all": ("--info", "写 --info"),
    "--verbose": ("--info", "写 --info"),
    "-f": ("--format", "写 --format 格式"),
    "-l": ("--layout", "写 --layout 版式"),
    "-y": ("--year", "写 --year 年度"),
    "-d": ("--department", "写 --department 部门全称"),
    "--dry-run": ("--check", "写 --check"),
    "--strict": ("--fail-on", "写 --fail-on warning"),
    "-h": ("--help", "写 --help"),
    "-?": ("--help", "写 --help"),
    "/?": ("--help", "写 --help"),
    "-V": ("--version", "写 --version"),
    "-v": ("--version", "写 --version"),
}
"""What people write for an option: the option it must be for, and what to write."""

_HELP, _VERSION = ("help", "帮助", "man", "usage", "?"), ("version", "版本")

_SOURCES, _DOCUMENTS = (".yaml", ".yml", ".xlsx"), (".docx", ".doc", ".wps", ".odt", ".pdf")


def no_such_command(word: str, commands: Mapping[str, object]) -> str:
    """What is said where the first word of a call is no command: the nearest one, or what to do with a file."""
    kind = Path(word).suffix.lower()
    if kind in _SOURCES or Path(word).is_dir():
        return _for_a_file(word)
    if kind in _DOCUMENTS:
        return f"少了命令：检查它写 perfgen check {_named(word)}，读成 YAML 写 perfgen import {_named(word)}"
    if word.lower() in _HELP:
        return "看怎么用写 perfgen --help，看一个命令怎么用写 perfgen 命令 --help"
    if word.lower() in _VERSION:
        return "看版本号写 perfgen --version"
    meant = [command for command, words in _COMMANDS.items() if word.lower() in words.split()]
    near = meant or _nearest(word, commands)
    return f"没有 {word} 这个命令" + (f"，是不是想写 {near[0]}？" if near else "")


def _for_a_file(word: str) -> str:
    name = _named(word)
    return f"少了命令：生成 Word 文件写 perfgen build {name}，检查写 perfgen check {name}"


def _named(word: str) -> str:
    return f'"{word}"' if " " in word else word


def no_such_option(name: str, ctx: click.Context | None) -> str:
    """What is said of an option that a command does not have."""
    known = [one for param in ctx.command.get_params(ctx) for one in param.opts] if ctx else []
    wanted, how = _OPTIONS.get(name, ("", ""))
    if wanted in known:
        return f"没有 {name} 这个选项，{how}"
    near = _nearest(name, [one for one in known if one.startswith("--")])
    return f"没有 {name} 这个选项" + (f"，是不是想写 {near[0]}？" if near else "")


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 -- only where something is misspelt

    return get_close_matches(word.lower(), list(known), n=1)
