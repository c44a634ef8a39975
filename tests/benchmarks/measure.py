"""Engines kept running side by side, and asked in turn, so that what else the machine does meets them all alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
NPM = ("carbone", "docx-templates", "docxtemplater", "easy-template-x")
PYTHON = ("perfgen", "docxtpl", "python-docx", "floor")


def environment() -> dict[str, str]:
    """What the programs run in: compiled modules are kept, as they are for a user, and perfgen is this checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(HERE.parents[1])}


class Engine:
    """One engine in a process of its own, with its template compiled and its data read."""

    def __init__(self, name: str, folder: Path, template: Path | None = None, data: str = "plain.json") -> None:
        if name in NPM:
            command = ["node", str(HERE / "peers.mjs"), name, str(folder)]
        else:
            made = template or folder / "docxtpl.docx"
            command = [sys.executable, str(HERE / "peers.py"), name, str(folder), str(made), data]
        self.name = name
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment()
        )

    def ask(self, word: str = "") -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.name} gave up")
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


def interleaved(engines: Sequence[Engine], rounds: int, patience: float = 120) -> dict[str, float]:
    """The median milliseconds of each engine over rounds in which each is asked once.

    After a first rendering that does not count. An engine stops being asked when it has used up its `patience` (seconds).
    """
    for engine in engines:
        engine.ask()
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for _ in range(rounds):
        for engine in engines:
            spent = times[engine.name]
            if not spent or sum(spent) / 1000 < patience:
                spent.append(float(engine.ask()))
    return {name: median(spent) for name, spent in times.items()}


def processes(commands: Mapping[str, Sequence[str]], rounds: int, cwd: Path) -> dict[str, float]:
    """The median milliseconds from start to end of programs, each started once a round; a first round does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=cwd, env=environment())
            if number:
                times[name].append((time.perf_counter() - begin) * 1000)
    return {name: median(spent) for name, spent in times.items()}


def processor(function: Callable[[], object], rounds: int) -> float:
    """The median milliseconds of a processor that a call in this process takes; a first one does not count."""
    function()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        function()
        times.append((time.process_time() - begin) * 1000)
    return median(times)


def calls(functions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median milliseconds of calls in this process, each made once a round."""
    times: dict[str, list[float]] = {name: [] for name in functions}
    for number in range(rounds + 1):
        for name, function in functions.items():
            begin = time.perf_counter()
            function()
            if number:
                times[name].append((time.perf_counter() - begin) * 1000)
    return {name: median(spent) for name, spent in times.items()}
