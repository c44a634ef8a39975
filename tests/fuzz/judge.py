"""A case run through the real command line, and what is held against it."""

from __future__ import annotations

import io
import os
import re
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from perfgen.cli.main import main
from perfgen.importing.formats import pdf, pdf_child
from perfgen.importing.formats.pdf_page import Page
from tests.fuzz.case import Case

MOST_SECONDS = 10
MOST_MEMORY = 500 * 2**20
"""What a case may take: seconds of the processor, and bytes of the whole process at its fullest."""

GOOD_CODES = {0, 1, 2, 130}
"""What a command may end with: clean, findings, a wrong call, stopped (a question nobody answered)."""


@dataclass(frozen=True)
class Verdict:
    """What became of a case: `faults` is empty where all is well. Bytes and seconds are the most that it took."""

    codes: tuple[int, ...]
    faults: tuple[str, ...]
    seconds: float
    memory: int
    said: str = ""


def judge(case: Case, folder: Path) -> Verdict:
    """Run the commands of a case in an empty folder, which is emptied before.

    The pages of a PDF are read in a process of their own, as in use and with the same bounds, which is counted too.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case.lay(folder)
    os.chdir(folder)
    _forget_memory()
    start = _seconds()
    codes: list[int] = []
    faults: list[str] = []
    said = ""
    for command in case.commands:
        code, output, raised = _run(command)
        codes.append(code)
        if raised or code not in GOOD_CODES or "Traceback (most recent call last)" in output:
            faults.append(_last_line(raised or output, code))
            said += f"$ perfgen {' '.join(command)}\n{raised or output}"
    seconds, memory = _seconds() - start, max(_memory(), _memory_of_children())
    if seconds > MOST_SECONDS:
        faults.append(f"took {seconds:.1f} s")
    if memory > MOST_MEMORY:
        faults.append(f"took {memory // 2**20} MB")
    faults += [f"left {path.name[:9]} behind" for path in folder.rglob(".perfgen-*.tmp")]
    os.chdir("/")
    return Verdict(tuple(codes), tuple(faults), seconds, memory, said)


def _run(command: list[str]) -> tuple[int, str, str]:
    """Exit code, what was printed, and the traceback of what came through."""
    shown = io.BytesIO()
    out = io.TextIOWrapper(shown, encoding="utf-8", write_through=True)
    kept = sys.stdout, sys.stderr, sys.stdin
    raised = ""
    code = 0
    sys.stdout = sys.stderr = out
    sys.stdin = io.StringIO("")
    try:
        with _pdf_in_a_fork():
            main(command)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # noqa: BLE001 -- whatever it is, the command let it through
        code, raised = -1, traceback.format_exc()
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
    return code, shown.getvalue().decode("utf-8", "replace"), raised


@contextmanager
def _pdf_in_a_fork() -> Iterator[None]:
    """Pages of a PDF read in a fork and not by a Python that begins anew: soon, and by a user who may not reach this Python."""

    def pages(path: Path) -> list[Page]:
        result = Path.cwd().with_name("pages")
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                seconds = pdf._CPU_SECONDS + path.stat().st_size // pdf._BYTES_A_SECOND
                pdf_child.main(str(path.absolute()), str(result), str(pdf.MOST_MEMORY + _data()), str(seconds))
            os._exit(0)
        os.waitpid(child, 0)
        found, fault = pdf._told(result)
        result.unlink(missing_ok=True)
        if fault or not found:
            raise pdf._fault(path, *pdf._FAULTS[fault or "broken"])
        return found

    kept, pdf._pages = pdf._pages, pages
    try:
        yield
    finally:
        pdf._pages = kept


def _data() -> int:
    """Bytes that this process has filled itself, which a fork of it has too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), 0)


def _last_line(text: str, code: int) -> str:
    """What a traceback comes down to: the last place in perfgen, and the exception."""
    places = re.findall(r'File ".*?/(perfgen/[^"]+)", line (\d+), in (\S+)', text)
    lines = [line for line in text.strip().splitlines() if line.strip()]
    raised = next(
        (line for line in reversed(lines) if re.match(r"[\w.]+(Error|Exception|Warning|Exit|Interrupt)\b", line)), ""
    )
    where = f" at {places[-1][0]}:{places[-1][1]} {places[-1][2]}" if places else ""
    return f"exit {code}: {raised or (lines[-1] if lines else 'nothing said')}{where}"[:400]


def _seconds() -> float:
    """Seconds of the processor that this process and the children it has waited for have had."""
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + of_children.ru_utime + of_children.ru_stime


def _memory_of_children() -> int:
    """Bytes of the largest child there was, at its fullest."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _forget_memory() -> None:
    """Let the high-water mark of this process begin anew (Linux, proc(5): clear_refs)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _memory() -> int:
    """Bytes of this process at its fullest since then."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
