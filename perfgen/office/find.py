"""Where LibreOffice is on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

VARIABLE = "PERFGEN_LIBREOFFICE"
"""Names the program where it stands nowhere we would look; a path that is not there means: without LibreOffice."""

_INSTALL = {
    "win32": "Windows 上从 zh-cn.libreoffice.org 下载安装",
    "darwin": "macOS 上从 zh-cn.libreoffice.org 下载，拖进“应用程序”",
    "linux": "Debian/Ubuntu 上运行 sudo apt install libreoffice-writer-nogui fonts-noto-cjk",
}
"""How it is installed, by platform."""

OLDEST = (7, 4)
"""The first version whose PDF export takes its options on the command line."""

_NAMES = ("soffice", "libreoffice")
_WINDOWS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
_MAC = ("/Applications", "~/Applications")
_SECONDS = 60
_MOST_SAID = 4096
"""How many bytes are read of what a program says of its version: LibreOffice says one line."""
_VERSION = re.compile(rb"\d{1,9}(?:\.\d{1,9})+")


def find() -> Path | None:
    """The program `soffice`, or None where there is no LibreOffice."""
    named = os.environ.get(VARIABLE)
    if named:
        path = Path(named)
        return path if path.is_file() else None
    return next((path for path in _places() if path.is_file()), None)


def _places() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield _with_console(Path(found))
    if sys.platform == "win32":
        for variable in _WINDOWS:
            folder = os.environ.get(variable)
            if folder:
                yield _with_console(Path(folder) / "LibreOffice" / "program" / "soffice.exe")
    if sys.platform == "darwin":
        for place in _MAC:
            yield Path(place).expanduser() / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"


def _with_console(program: Path) -> Path:
    """On Windows the one of LibreOffice's two starters that waits until the work is done."""
    console = program.with_suffix(".com")
    return console if program.suffix.lower() == ".exe" and console.is_file() else program


def how_to_install() -> str:
    """How to install LibreOffice, on this platform first."""
    return "；".join(_INSTALL[name] for name in sorted(_INSTALL, key=lambda name: name != sys.platform))


def version(program: Path) -> tuple[int, ...]:
    """The version of a LibreOffice, (7, 4, 7, 2); empty where it does not tell."""
    from perfgen.office.host import end_group  # noqa: PLC0415 -- seldom asked for

    try:
        process = subprocess.Popen(  # noqa: S603 -- the program found above
            [str(program), "--version"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return ()
    said: list[bytes] = []
    reader = Thread(target=lambda: said.append(process.stdout.read(_MOST_SAID) if process.stdout else b""), daemon=True)
    reader.start()
    until = time.monotonic() + _SECONDS
    while reader.is_alive() and process.poll() is None and time.monotonic() < until:
        reader.join(0.05)
    end_group(process)
    reader.join(1)
    if process.stdout and not reader.is_alive():
        process.stdout.close()
    found = _VERSION.search(said[0]) if said else None
    return tuple(int(part) for part in found[0].split(b".")) if found else ()
