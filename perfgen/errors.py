"""What can be wrong, said once for every part of the program: `Diagnostic`, and the exceptions that carry them.

Knows no screen: how a diagnostic is shown is the business of `perfgen.cli`.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath


class Severity(str, Enum):
    """How bad a diagnostic is: an error stops the filing, a warning does not, information is for who asks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}
"""What a severity is called, on screens and in reports."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to put right.

    `line` and `column` count from 1 (columns in characters); 0 where the place is the whole file.
    `excerpt` is the offending line as it stands in the file, empty where there is none. `place` says in words where it
    is, for a file that has no lines to count (a Word file). `left_out` is the label of what is there and not printed, empty
    where it is about anything else.
    """

    code: str
    message: str
    file: PurePath | None = None
    line: int = 0
    column: int = 0
    excerpt: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    place: str = ""
    left_out: str = ""

    @property
    def in_cell(self) -> bool:
        """Whether `place` is a cell of a workbook, as formulas name it: 项目!C7."""
        return "!" in self.place and re.search(r"![A-Z]{1,3}[1-9][0-9]*$", self.place) is not None


_SYSTEM = {
    errno.ENOENT: "找不到",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写出错",
    errno.EEXIST: "已经有一个同名的文件",
    errno.ENOTDIR: "路径中间有一个不是文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
    errno.EISDIR: "这是一个文件夹",
    errno.ELOOP: "这里是一个链接，或者链接绕成了圈",
    errno.ENODEV: "这不是普通文件（是设备、管道一类）",
}


def system_said(error: OSError) -> str:
    """What the operating system says, in Chinese."""
    return _SYSTEM.get(error.errno or 0, f"系统错误 {error.errno or error}")


_MOST_ON_WINDOWS = 260
"""Characters of a path, where nobody has turned on long ones (Microsoft, "Maximum Path Length Limitation")."""
_CLOUD = range(358, 405)
"""ERROR_CLOUD_FILE_…: of files that OneDrive keeps elsewhere."""
_ON_WINDOWS = {
    **dict.fromkeys((32, 33), ("文件正被别的程序打开", "在 Word 或 WPS 里关掉这个文件，再运行一次")),
    **dict.fromkeys(
        _CLOUD,
        ("文件在 OneDrive 一类的云盘里，还没有下载到这台电脑", "在文件夹里右键点它，选“始终保留在此设备上”，再试一次"),
    ),
    206: ("路径太长", "挪到浅一点的文件夹，例如 D:\\绩效，或把名字改短"),
}
"""By the number of the system's error, what to say and how to put it right."""


def windows_said(error: OSError) -> tuple[str, str] | None:
    """What Windows means where its errors say too little: the message and the hint. None for any other."""
    number = getattr(error, "winerror", None)
    if number is None:
        return None
    named = error.filename if isinstance(error.filename, str) else ""
    if number in (2, 3) and len(os.path.abspath(named)) >= _MOST_ON_WINDOWS:  # noqa: PTH100 -- nothing is looked up
        return _ON_WINDOWS[206]
    return _ON_WINDOWS.get(number)


class PerfgenError(Exception):
    """Something the user can put right. Carries every diagnostic found, never none.

    Exit code 1. Its subclasses say which part of the work could not be done.
    """

    exit_code = 1

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found: Sequence[Diagnostic] = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        self.diagnostics = tuple(found)
        super().__init__("；".join(d.message for d in self.diagnostics))


class FilingError(PerfgenError):
    """The YAML of a filing cannot be read, or does not say a filing."""


class LayoutError(PerfgenError):
    """A layout folder, its layout.yaml or its template is at fault."""


class DocumentError(PerfgenError):
    """A Word file cannot be read."""


class OutputError(PerfgenError):
    """An output file cannot be written; what stood there before still stands."""


class OfficeError(PerfgenError):
    """LibreOffice is missing, or cannot lay a document out."""


OWN_FAULT = "BUG01"
"""The code of what is no fault of the file it is said of."""

_FRAMES, _SHOWN = 4, 200


def what_befell(error: Exception, file: PurePath | None) -> tuple[Diagnostic, ...]:
    """What is to be said where the work on one file of several ended: the others go on.

    A fault of perfgen's own (`OWN_FAULT`) tells where it happened, for the maintainer.
    """
    if isinstance(error, PerfgenError):
        return error.diagnostics
    if isinstance(error, OSError):
        message, hint = windows_said(error) or (f"做不下去：{system_said(error)}", "检查文件、权限和磁盘，再试一次")
        return (Diagnostic("SYS01", message, file, hint=hint),)
    import traceback  # noqa: PLC0415 -- only where something went wrong

    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    trail = " → ".join(f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno}" for frame in frames)
    said = f"perfgen 自己出了错：{type(error).__name__} {str(error)[:_SHOWN]}（{trail}）"
    return (Diagnostic(OWN_FAULT, said, file, hint="不是您写错了。请把这个文件和这一行发给维护者"),)
