"""perfgen.toml: what a folder of filings says once for all of them.

Found upward from a filing. All of it is optional::

    output = "成品"  # where batch writes, from this folder

    [defaults]  # what a filing need not say itself
    layout = "hebei-2022"
    year = 2023
    unit = "万元"

    [check]
    select = ["STR", "NUM"]  # only these rules (codes or prefixes)
    ignore = ["IND06"]
    fail_on = "warning"  # error (the default) or warning
    info = true  # show information too
    baseline = "基线.json"

    [check.words]  # lists that extend the words the rules know
    confusions = "错别字.txt"
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from perfgen.errors import Diagnostic, PerfgenError, system_said

FILE = "perfgen.toml"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_MOST_BYTES = 1024 * 1024


class WorkspaceError(PerfgenError):
    """perfgen.toml cannot be read, or says something it cannot say."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


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


class CheckSettings(_Part):
    """How `perfgen check` looks at the filings of the workspace; see the module."""

    select: list[str] = []
    ignore: list[str] = []
    fail_on: Literal["error", "warning"] = "error"
    info: bool = False
    baseline: str | None = None
    words: dict[str, str] = {}


class Workspace(_Part):
    """What perfgen.toml says; `root` is the folder it stands in, None where there is no such file."""

    output: str | None = None
    defaults: Defaults = Defaults.model_construct()
    check: CheckSettings = CheckSettings.model_construct()
    root: Path | None = Field(None, exclude=True)

    @property
    def file(self) -> Path | None:
        """The perfgen.toml itself."""
        return self.root / FILE if self.root else None

    @property
    def files(self) -> list[Path]:
        """The files that a check reads because perfgen.toml names them."""
        return [self.beside(name) for name in self.named]

    @property
    def named(self) -> list[str]:
        """Their names as perfgen.toml says them."""
        return [*self.check.words.values(), *([self.check.baseline] if self.check.baseline else [])]

    def beside(self, name: str) -> Path:
        """A file named in perfgen.toml."""
        return (self.root or Path()) / name


def workspace_of(path: Path) -> Workspace:
    """The workspace a file or folder lies in. Raises WorkspaceError for a perfgen.toml that is not right."""
    folder, above = "", os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 -- asked for every filing of a batch
    while folder != above:
        folder, above = above, os.path.dirname(above)  # noqa: PTH120
        file = os.path.join(folder, FILE)  # noqa: PTH118
        if os.path.isfile(file):  # noqa: PTH113
            return _read(Path(file))
    return Workspace.model_construct()


def _read(file: Path) -> Workspace:
    import tomli  # noqa: PLC0415 -- only where there is something to read

    try:
        if file.stat().st_size > _MOST_BYTES:
            raise WorkspaceError(Diagnostic("SET01", "文件太大，不像是设置", file))
        text = file.read_text(encoding="utf-8-sig")
        said: dict[str, Any] = tomli.loads(text)
    except OSError as error:
        raise WorkspaceError(Diagnostic("SET01", f"文件读不出来：{system_said(error)}", file)) from None
    except UnicodeDecodeError:
        raise WorkspaceError(Diagnostic("SET01", "文件不是 UTF-8 编码", file, hint="另存为 UTF-8 再试")) from None
    except tomli.TOMLDecodeError as error:
        raise WorkspaceError(_not_toml(file, text, str(error))) from None
    try:
        return Workspace.model_validate({**said, "root": file.parent})
    except ValidationError as error:
        raise WorkspaceError([_told(file, text, one) for one in error.errors(include_url=False)]) from None


def _not_toml(file: Path, text: str, said: str) -> Diagnostic:
    at = _AT.search(said)
    line, column = (int(at[1]), int(at[2])) if at else (0, 0)
    lines = text.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Diagnostic("SET01", "TOML 写得不对", file, line, column, excerpt, "检查引号、括号和等号；文字要加英文引号")


_KINDS = {
    "extra_forbidden": ("没有“{}”这一项", "可以写的各项见说明书“工作区设置”一节"),
    "literal_error": ("“{}”不能这样写", ""),
}


def _told(file: Path, text: str, error: Any) -> Diagnostic:
    key = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "")
    message, hint = _KINDS.get(error["type"], ("“{}”不能这样写", ""))
    expected = (error.get("ctx") or {}).get("expected", "").replace("'", '"').replace(" or ", "、").replace(", ", "、")
    hint = hint or (f"可以写：{expected}" if expected else "文字加英文引号，列表用方括号，数字不加引号")
    lines = text.splitlines()
    found = (number for number, line in enumerate(lines, 1) if re.match(rf"\s*\[?.*\b{re.escape(key)}\b", line))
    number = next(found, 0)
    return Diagnostic(
        "SET01", message.format(key), file, number, 1 if number else 0, lines[number - 1] if number else "", hint
    )
