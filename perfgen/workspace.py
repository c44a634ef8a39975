"""perfgen.toml: what a folder of filings says once for all of them.

Found upward from a filing. All of it is optional::

    output = "成品"  # where batch writes, from this folder

    [defaults]  # what a filing need not say itself
    layout = "hebei-2022"
    year = 2023
    unit = "万元"

    [layouts]  # layouts of one's own, found by name: each folder is one, or has some in it
    folders = ["版式"]

    [check]
    select = ["STR", "NUM"]  # only these rules (codes or prefixes)
    ignore = ["IND06"]
    fail_on = "warning"  # error (the default) or warning
    info = true  # show information too
    baseline = "基线.json"

    [check.words]  # lists that extend the words the rules know
    confusions = "错别字.txt"

    [departments]  # who owes a filing: what status tells
    list = "名册.xlsx"  # or a .csv
    deadline = "2023-11-30"  # of all that have none of their own
    opinions = "意见"  # what perfgen review writes to: status tells who was sent back
    [[departments.each]]  # without a list, or besides it
    code = "507002"
    name = "乐亭县机关事务中心"
    contact = "张三"

    [library]  # the indicators that departments have used
    file = "指标库.sqlite"

Whoever may write to the folder, or to one above, need not be who runs perfgen: settings name nothing but places below
their folder, and are read within bounds.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from perfgen.errors import Diagnostic, PerfgenError, system_said
from perfgen.foreign import astray, below, content, is_link, leads_out

FILE = "perfgen.toml"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")

MOST_BYTES = 32 * 1024
"""The largest perfgen.toml. One that says everything there is to say, each with a remark, has 2 KB."""

MOST_WORDS = 256 * 1024
"""The largest list of words. The longest that comes with perfgen has 31 KB."""

MOST_BASELINE = 64 * 1024 * 1024
"""The largest baseline: half a million findings."""

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

_MOST_FOLDERS = 10
"""How many folders of layouts may be named: each filing looks through them all."""

_NOT_BELOW = "not below"
_NO_DAY = "no day"
_INSIDE = "只能写这个文件夹里面的名字，如 成品 或 词表/错别字.txt；别处的，在命令行里写"


class WorkspaceError(PerfgenError):
    """perfgen.toml cannot be read, or says something it cannot say."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def _below(name: str) -> str:
    why = astray(name)
    if why:
        raise PydanticCustomError(_NOT_BELOW, "{why}", {"why": why})
    return name


Name = Annotated[str, AfterValidator(_below)]
"""A file or folder below that of perfgen.toml, as it is written there."""


class Defaults(_Part):
    """What a filing of the workspace need not say itself."""

    layout: str | None = None
    year: int | None = Field(None, ge=2000, le=2099)
    unit: Literal["万元", "元"] | None = None

    @property
    def labelled(self) -> dict[str, str]:
        """Those that are given, by the labels of a filing."""
        said = {"版式": self.layout, "年度": self.year, "金额单位": self.unit}
        return {label: str(value) for label, value in said.items() if value is not None}


class LayoutSettings(_Part):
    """Where the workspace has layouts of its own."""

    folders: Annotated[list[Name], Field(max_length=_MOST_FOLDERS)] = []


class CheckSettings(_Part):
    """How `perfgen check` looks at the filings of the workspace; see the module."""

    select: list[str] = []
    ignore: list[str] = []
    fail_on: Literal["error", "warning"] = "error"
    info: bool = False
    baseline: Name | None = None
    words: dict[str, Name] = {}


_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")


def day_of(text: str) -> date | None:
    """The day that a text says: 2023-11-30, 2023/11/30, 2023年11月30日. None where it says none.

    >>> day_of("2023年11月30日")
    datetime.date(2023, 11, 30)
    """
    found = _DAY.fullmatch("".join(text.split()))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _day(said: Any) -> Any:
    if not isinstance(said, str):
        return said
    day = day_of(said)
    if day is None:
        raise PydanticCustomError(_NO_DAY, "no day")
    return day


Deadline = Annotated[date, BeforeValidator(_day)]
"""A day, as TOML writes one or as a text."""

_Filled = Annotated[str, Field(min_length=1, pattern=r"\S")]


class DepartmentEntry(_Part):
    """One department that owes a filing, as perfgen.toml says it."""

    code: str = ""
    name: _Filled
    contact: str = ""
    deadline: Deadline | None = None


_Entries: TypeAlias = list[DepartmentEntry]


class DepartmentSettings(_Part):
    """Who owes a filing: a list or those written here, a deadline for all; and the folder of the bureau's opinions."""

    list: Name | None = None
    opinions: Name | None = None
    deadline: Deadline | None = None
    each: _Entries = []


class LibrarySettings(_Part):
    """The library of indicators, by which `perfgen check` hints."""

    file: Name | None = None


class Workspace(_Part):
    """What perfgen.toml says; `root` is the folder it stands in, None where there is no such file."""

    output: Name | None = None
    defaults: Defaults = Defaults.model_construct()
    layouts: LayoutSettings = LayoutSettings.model_construct()
    check: CheckSettings = CheckSettings.model_construct()
    departments: DepartmentSettings = DepartmentSettings.model_construct()
    library: LibrarySettings = LibrarySettings.model_construct()
    root: Path | None = Field(None, exclude=True)

    @property
    def file(self) -> Path | None:
        """The perfgen.toml itself."""
        return self.root / FILE if self.root else None

    @property
    def files(self) -> list[Path]:
        """The files that a check reads because perfgen.toml names them. Raises WorkspaceError, see `beside`."""
        names = [*self.check.words.values(), *([self.check.baseline] if self.check.baseline else [])]
        return [self.beside(name) for name in names]

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """The folders that have layouts, or are some. Raises WorkspaceError, see `beside`."""
        return tuple(self.beside(name) for name in self.layouts.folders)

    def beside(self, name: str) -> Path:
        """A file or folder named in perfgen.toml. Raises WorkspaceError where a link leads out of the workspace."""
        root = self.root or Path()
        path = below(root, name)
        if leads_out(path, root):
            hint = "把文件本身放进来，不要用链接；别处的，在命令行里写"
            raise WorkspaceError(Diagnostic("SET02", f"“{name}”通过链接到了文件夹外面", self.file, hint=hint))
        return path


def workspace_of(path: Path) -> Workspace:
    """The workspace a file or folder lies in. Raises WorkspaceError for a perfgen.toml that is not right."""
    folder, above = "", os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 -- asked for every filing of a batch
    while folder != above:
        folder, above = above, os.path.dirname(above)  # noqa: PTH120
        file = os.path.join(folder, FILE)  # noqa: PTH118
        if os.path.isfile(file) and _is_heeded(file):  # noqa: PTH113
            status = os.stat(file)  # noqa: PTH116
            return _known(Path(file), (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))
    return _unsaid()


@cache
def _unsaid() -> Workspace:
    """What counts where there are no settings."""
    return Workspace.model_construct()


def _is_heeded(file: str) -> bool:
    """Whether settings count. In a folder where all users of the machine may put files, such as /tmp, only one's own do.

    Such a folder is told by its sticky bit. A folder that others may write to without it is one that people share, and
    its settings are for all of them; on Windows the temporary folder is the user's own.
    """
    if not hasattr(os, "geteuid"):
        return True
    mode = os.stat(os.path.dirname(file)).st_mode  # noqa: PTH116, PTH120
    return not (mode & stat.S_ISVTX and mode & stat.S_IWOTH) or os.lstat(file).st_uid == os.geteuid()


@lru_cache(maxsize=256)
def _known(file: Path, state: tuple[int, ...]) -> Workspace:  # noqa: ARG001 -- an edited file is read anew
    return _read(file)


def _read(file: Path) -> Workspace:
    import tomli  # noqa: PLC0415 -- only where there is something to read

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
        return Workspace.model_validate({**said, "root": file.parent})
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
    return Diagnostic("SET01", "TOML 写得不对", file, line, column, excerpt, "检查引号、括号和等号；文字要加英文引号")


_A_DAY = "写成 2023-11-30"
_KINDS = {
    "extra_forbidden": ("没有“{}”这一项", ""),
    "missing": ("缺少“{}”", "每个部门都要写 name"),
    **dict.fromkeys(("string_too_short", "string_pattern_mismatch"), ("“{}”是空的", "写上部门的全称")),
    "date_type": ("“{}”不是日期", _A_DAY),
    _NO_DAY: ("“{}”不是日期", _A_DAY),
    "literal_error": ("“{}”不能这样写", ""),
    "too_long": ("“{}”里写得太多", f"最多写 {_MOST_FOLDERS} 个文件夹；版式多的，放在一个文件夹里"),
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
    if error["type"] == _NOT_BELOW:
        return Diagnostic("SET02", f"“{key}”{context['why']}", *place, hint=_INSIDE)
    message, hint = _KINDS.get(error["type"], ("“{}”不能这样写", ""))
    if error["type"] == "extra_forbidden":
        hint = _nearest_key(steps)
    expected = context.get("expected", "").replace("'", '"').replace(" or ", "、").replace(", ", "、")
    hint = hint or (f"可以写：{expected}" if expected else "文字加英文引号，列表用方括号，数字不加引号")
    return Diagnostic("SET01", message.format(key), *place, hint=hint)


_OTHER_WORDS = {
    "版式": "layout", "年度": "year", "金额单位": "unit", "单位": "unit", "输出": "output", "基线": "baseline",
    "词表": "words", "部门": "departments", "名册": "list", "意见": "opinions", "编码": "code", "名称": "name",
    "联系人": "contact", "期限": "deadline", "截止日期": "deadline", "指标库": "library",
}  # fmt: skip


def _nearest_key(steps: tuple[str, ...]) -> str:
    """What to write in the place of a key that there is not: the nearest one of its table, or where it belongs."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only where something is misspelt

    tables: dict[tuple[str, ...], type[BaseModel]] = {
        (): Workspace, ("defaults",): Defaults, ("layouts",): LayoutSettings, ("check",): CheckSettings,
        ("departments",): DepartmentSettings, ("departments", "each"): DepartmentEntry,
        ("library",): LibrarySettings,
    }  # fmt: skip
    word = _OTHER_WORDS.get(steps[-1], steps[-1][:_WIDEST]) if steps else ""
    known = [name for name in tables.get(steps[:-1], Workspace).model_fields if name != "root"]
    near = get_close_matches(word, known, n=1)
    if near:
        return f"是不是想写 {near[0]}？"
    elsewhere = [(table, name) for table, part in tables.items() for name in part.model_fields if name == word]
    if elsewhere and elsewhere[0][0] != steps[:-1]:
        table = elsewhere[0][0]
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
