"""Other word processors' files to .docx, by LibreOffice in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from perfgen.errors import Diagnostic, DocumentError

CONVERTED = (".doc", ".wps", ".odt")
READ = (".docx", ".txt", ".pdf")
"""The kinds of files that are converted first, and those that are read as they are."""

_SECONDS = 180
_PROGRAMS = ("soffice", "libreoffice")
_FOLDERS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
"""The variables of Windows that name the folders programs are installed in."""
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = {
    "win32": "Windows 上从 zh-cn.libreoffice.org 下载安装",
    "darwin": "macOS 上从 zh-cn.libreoffice.org 下载，拖进“应用程序”",
    "linux": "Debian/Ubuntu 上运行 sudo apt install libreoffice-writer-nogui",
}
"""How it is installed, by platform."""


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """The file to read for a file: itself, or what LibreOffice makes of it, which is there only within.

    Raises DocumentError for a kind of file that cannot be read, where LibreOffice is missing, and where it fails.
    """
    suffix = path.suffix.lower()
    if suffix in READ:
        yield path
        return
    if suffix not in CONVERTED:
        readable = "可以读 .docx .pdf .doc .wps .odt .txt"
        raise _fault(path, f"不认识“{suffix or path.name}”这种文件", readable)
    with TemporaryDirectory(prefix="perfgen-") as folder:
        yield _converted(path, Path(folder))


def _converted(path: Path, folder: Path) -> Path:
    program = _program(sys.platform)
    if program is None:
        raise _fault(path, f"读 {path.suffix} 文件要用 LibreOffice，这台电脑上没有", how_to_install(sys.platform))
    source = folder / f"source{path.suffix.lower()}"  # names of our own: what the user typed is no option of a program
    output = folder / "out"
    try:
        shutil.copyfile(path, source)
        subprocess.run(  # noqa: S603 -- a program found on the path, and names of our own
            [
                program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(output), str(source),
            ],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _fault(path, f"LibreOffice 转换了 {_SECONDS} 秒还没有完", "在 Word 或 WPS 里另存为 .docx 再试") from None
    except OSError as error:
        raise _fault(path, f"文件读不出来：{error.strerror}", "检查路径和权限") from None
    result = output / "source.docx"
    if not result.is_file():
        raise _fault(
            path, "LibreOffice 转换不了这个文件", "文件可能已经损坏或加了密码；在 Word 或 WPS 里另存为 .docx 再试"
        )
    return result


def _program(platform: str) -> str | None:
    """LibreOffice's program: on the path, or where its installer puts it, which is on no path."""
    found = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    usual = {
        "win32": [
            Path(os.environ[name], "LibreOffice", "program", "soffice.exe") for name in _FOLDERS if name in os.environ
        ],
        "darwin": [_MAC],
    }
    return found or next((str(file) for file in usual.get(platform, []) if file.is_file()), None)


def how_to_install(platform: str) -> str:
    """How to install LibreOffice, on this platform first."""
    return "；".join(_INSTALL[name] for name in sorted(_INSTALL, key=lambda name: name != platform))


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC02", message, path, hint=hint))
