"""Reads perfgen.toml, within bounds, and tells all that is wrong in it at once; see `perfgen.settings` for what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from pydantic import ConfigDict, TypeAdapter, ValidationError

from perfgen.errors import Diagnostic, system_said
from perfgen.foreign import content, is_link, leads_out
from perfgen.settings import (
    FILE,
    MOST_BYTES,
    MOST_FOLDERS,
    NOT_A_DAY,
    NOT_A_TABLE,
    NOT_BELOW,
    CheckSettings,
    Defaults,
    DepartmentEntry,
    DepartmentSettings,
    LayoutSettings,
    LibrarySettings,
    Workspace,
    WorkspaceError,
)

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")

_MOST_BRACKETS = 200
"""How many brackets and braces may open: one for each table and list, of which there are ten. Ends nests early."""

_HEAD_OF_ONE = re.compile(r"^[ \t]*\[\[[ \t]*departments[ \t]*\.[ \t]*each[ \t]*\]\]", re.MULTILINE)
"""The head of one department's table: there may be many of them, and they do not nest."""

_DEEPEST = 4
"""How deep the key of a line is followed; the deepest there is has three parts."""

_MOST_TOLD = 20
"""How many mistakes of one file are told one by one."""

_WIDEST = 60
"""Characters of a key that are said again."""

_INSIDE = "只能写这个文件夹里面的名字，如 成品 或 词表/错别字.txt；别处的，在命令行里写"


@cache
def _settings() -> TypeAdapter[Workspace]:
    return TypeAdapter(Workspace, config=ConfigDict(strict=True))


def read(file: Path) -> Workspace:
    """What a perfgen.toml says. Raises WorkspaceError where it cannot be read or says what it cannot say."""
    if is_link(file) and leads_out(file, file.parent):
        hint = "把文件本身放进来，不要用链接"
        raise WorkspaceError(Diagnostic("SET01", f"{FILE} 是一个链接，通到了文件夹外面", file, hint=hint))
    try:
        text = content(file, MOST_BYTES).decode("utf-8-sig")
        if len(re.findall(r"[\[{]", _HEAD_OF_ONE.sub("", text))) > _MOST_BRACKETS:
            raise WorkspaceError(Diagnostic("SET01", f"括号超过 {_MOST_BRACKETS} 个，不像是设置", file))
        said: dict[str, Any] = tomli.loads(text)
    except OSError as error:
        hint = f"{FILE} 最多 {MOST_BYTES // 1024} KB"
        raise WorkspaceError(Diagnostic("SET01", f"文件读不出来：{system_said(error)}", file, hint=hint)) from None
    except UnicodeDecodeError:
        raise WorkspaceError(Diagnostic("SET01", "文件不是 UTF-8 编码", file, hint="另存为 UTF-8 再试")) from None
    except (ValueError, RecursionError) as error:  # besides tomli's own also what Python says of a number too long
        raise WorkspaceError(_not_toml(file, text, str(error))) from None
    try:
        return _settings().validate_python({**said, "root": file.parent})
    except ValidationError as error:
        raise WorkspaceError(_all_told(file, text, error.errors(include_url=False, include_input=False))) from None


def _lines(text: str) -> list[str]:
    """The lines as TOML counts them."""
    return text.replace("\r\n", "\n").split("\n")


def _not_toml(file: Path, text: str, said: str) -> Diagnostic:
    at = _AT.search(said)
    line, column = (int(at[1]), int(at[2])) if at else (0, 0)
    lines = _lines(text)
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    hint = "检查引号、括号和等号；文字要加英文引号，名称是英文的，如 [departments]"
    return Diagnostic("SET01", "TOML 写得不对", file, line, column, excerpt, hint)


_A_DAY = "写成 2023-11-30"
_KINDS = {
    **dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), ("没有“{}”这一项", "")),
    **dict.fromkeys(("missing", "missing_argument"), ("缺少“{}”", "每个部门都要写 name")),
    **dict.fromkeys(("string_too_short", "string_pattern_mismatch"), ("“{}”是空的", "写上部门的全称")),
    "date_type": ("“{}”不是日期", _A_DAY),
    NOT_A_DAY: ("“{}”不是日期", _A_DAY),
    "literal_error": ("“{}”不能这样写", ""),
    "too_long": ("“{}”里写得太多", f"最多写 {MOST_FOLDERS} 个文件夹；版式多的，放在一个文件夹里"),
}


def _all_told(file: Path, text: str, errors: Sequence[Any]) -> list[Diagnostic]:
    """What is wrong, in the order of the lines; of very many mistakes, the first."""
    lines = _lines(text)
    keys = _keys(lines)
    told = sorted((_told(file, keys, lines, error) for error in errors), key=lambda one: one.line)
    left = len(told) - _MOST_TOLD
    more = [Diagnostic("SET01", f"还有 {left} 处写得不对，没有列出", file)] if left > 0 else []
    return [*told[:_MOST_TOLD], *more]


def _told(file: Path, keys: dict[tuple[str, ...], int], lines: Sequence[str], error: Any) -> Diagnostic:
    steps = tuple(str(step) for step in error["loc"] if isinstance(step, str))
    trail = tuple(step if isinstance(step, str) else _nth(step) for step in error["loc"])
    number = next((keys[trail[:end]] for end in range(len(trail), 0, -1) if trail[:end] in keys), 0)
    place = (file, number, 1 if number else 0, lines[number - 1] if number else "")
    key = steps[-1][:_WIDEST] if steps else ""
    context = error.get("ctx") or {}
    if error["type"] == NOT_BELOW:
        return Diagnostic("SET02", f"“{key}”{context['why']}", *place, hint=_INSIDE)
    message, hint = _KINDS.get(error["type"], ("“{}”不能这样写", ""))
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):  # as pydantic 2.11 has it
        hint = _nearest_key(steps)
    if error["type"] in (NOT_A_TABLE, "named_tuple_type"):
        hint = f"写成一节：先写一行 [{'.'.join(steps)}]，内容写在它下面"
    expected = context.get("expected", "").replace("'", '"').replace(" or ", "、").replace(", ", "、")
    hint = hint or (f"可以写：{expected}" if expected else "文字加英文引号，列表用方括号，数字不加引号")
    return Diagnostic("SET01", message.format(key), *place, hint=hint)


_TABLES: dict[tuple[str, ...], tuple[str, ...]] = {
    (): tuple(name for name in Workspace._fields if name != "root"),
    ("defaults",): Defaults._fields,
    ("layouts",): LayoutSettings._fields,
    ("check",): CheckSettings._fields,
    ("departments",): DepartmentSettings._fields,
    ("departments", "each"): DepartmentEntry._fields,
    ("library",): LibrarySettings._fields,
}
"""The keys of each table."""

_OTHER_WORDS = {
    "版式": "layout", "年度": "year", "金额单位": "unit", "单位": "unit", "输出": "output", "基线": "baseline",
    "词表": "words", "部门": "departments", "名册": "list", "意见": "opinions", "编码": "code", "名称": "name",
    "联系人": "contact", "期限": "deadline", "截止日期": "deadline", "指标库": "library",
}  # fmt: skip


def _nearest_key(steps: tuple[str, ...]) -> str:
    """What to write in the place of a key that there is not: the nearest one of its table, or where it belongs."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only where something is misspelt

    word = _OTHER_WORDS.get(steps[-1], steps[-1][:_WIDEST]) if steps else ""
    known = _TABLES.get(steps[:-1], _TABLES[()])
    near = get_close_matches(word, known, n=1)
    if near:
        return f"是不是想写 {near[0]}？"
    table = next((table for table, keys in _TABLES.items() if word in keys), None)
    if table is not None and table != steps[:-1]:
        return f"{word} 写在 [{'.'.join(table)}] 下面" if table else f"{word} 写在文件开头，不在别的一节里"
    return f"可以写：{'、'.join(known)}"


def _nth(number: int) -> str:
    """A step to one table of a list of tables."""
    return f"[{number}]"


def _keys(lines: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The lines of the keys, as far as they stand at the beginning of one, by the tables they are in."""
    table: tuple[str, ...] = ()
    tables = Counter[tuple[str, ...]]()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, 1):
        said = line.strip()
        head = said.startswith("[")
        key, _, _ = said.lstrip("[").partition("]" if head else "=")
        path = tuple(part.strip(" \t\"'") for part in key.split(".")[:_DEEPEST])
        if said.startswith("[["):
            tables[path] += 1
            path = (*path, _nth(tables[path] - 1))
        table, path = (path, path) if head else (table, (*table, *path))
        for end in range(1, len(path) + 1):
            found.setdefault(path[:end], number)
    return found
