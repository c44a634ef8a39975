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

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from perfgen.errors import Diagnostic, PerfgenError
from perfgen.filing.regex import regex
from perfgen.foreign import astray, below, leads_out

FILE = "perfgen.toml"

MOST_BYTES = 32 * 1024
"""The largest perfgen.toml. One that says everything there is to say, each with a remark, has 2 KB."""

MOST_WORDS = 256 * 1024
"""The largest list of words. The longest that comes with perfgen has 31 KB."""

MOST_BASELINE = 64 * 1024 * 1024
"""The largest baseline: half a million findings."""

MOST_FOLDERS = 10
"""How many folders of layouts may be named: each filing looks through them all."""

NOT_BELOW = "not below"
NOT_A_DAY = "not a day"
NOT_A_TABLE = "not a table"
"""What is wrong with a value, by the name that pydantic's errors have for it."""


class WorkspaceError(PerfgenError):
    """perfgen.toml cannot be read, or says something it cannot say."""


def _below(name: str) -> str:
    why = astray(name)
    if why:
        raise PydanticCustomError(NOT_BELOW, "{why}", {"why": why})
    return name


def _table(said: Any) -> Any:
    """A table of the file, and no list: pydantic takes what a list has for fields in their order."""
    if isinstance(said, (list, tuple)):
        raise PydanticCustomError(NOT_A_TABLE, "no table")
    return said


Name = Annotated[str, AfterValidator(_below)]
"""A file or folder below that of perfgen.toml, as it is written there."""

_Texts = Annotated[tuple[str, ...], Field(strict=False)]
_Table = BeforeValidator(_table)


class Defaults(NamedTuple):
    """What a filing of the workspace need not say itself."""

    layout: str | None = None
    year: Annotated[int, Field(ge=2000, le=2099)] | None = None
    unit: Literal["万元", "元"] | None = None

    @property
    def labelled(self) -> dict[str, str]:
        """Those that are given, by the labels of a filing."""
        said = {"版式": self.layout, "年度": self.year, "金额单位": self.unit}
        return {label: str(value) for label, value in said.items() if value is not None}


class LayoutSettings(NamedTuple):
    """Where the workspace has layouts of its own."""

    folders: Annotated[tuple[Name, ...], Field(strict=False, max_length=MOST_FOLDERS)] = ()


class CheckSettings(NamedTuple):
    """How `perfgen check` looks at the filings of the workspace; see the module."""

    select: _Texts = ()
    ignore: _Texts = ()
    fail_on: Literal["error", "warning"] = "error"
    info: bool = False
    baseline: Name | None = None
    words: Mapping[str, Name] = {}


_DAY = regex(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")


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
        raise PydanticCustomError(NOT_A_DAY, "no day")
    return day


Deadline = Annotated[date, BeforeValidator(_day)]
"""A day, as TOML writes one or as a text."""


class DepartmentEntry(NamedTuple):
    """One department that owes a filing, as perfgen.toml says it."""

    name: Annotated[str, Field(min_length=1, pattern=r"\S")]
    code: str = ""
    contact: str = ""
    deadline: Deadline | None = None


class DepartmentSettings(NamedTuple):
    """Who owes a filing: a list or those written here, a deadline for all; and the folder of the bureau's opinions."""

    list: Name | None = None
    opinions: Name | None = None
    deadline: Deadline | None = None
    each: Annotated[tuple[Annotated[DepartmentEntry, _Table], ...], Field(strict=False)] = ()


class LibrarySettings(NamedTuple):
    """The library of indicators, by which `perfgen check` hints."""

    file: Name | None = None


class Workspace(NamedTuple):
    """What perfgen.toml says; `root` is the folder it stands in, None where there is no such file."""

    output: Name | None = None
    defaults: Annotated[Defaults, _Table] = Defaults()
    layouts: Annotated[LayoutSettings, _Table] = LayoutSettings()
    check: Annotated[CheckSettings, _Table] = CheckSettings()
    departments: Annotated[DepartmentSettings, _Table] = DepartmentSettings()
    library: Annotated[LibrarySettings, _Table] = LibrarySettings()
    root: Path | None = None

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
