"""What one filing takes of each part of a cluster: `python tests/benchmarks/cluster.py [how many]`.

A scheduler and two workers on this machine, which stand for three; what counts is the time of their processors, which
is the same wherever they stand. Filings of 15 projects in folders of 16 files, without page numbers.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
import psutil
import work

WORKERS = 2


def measured(folder: Path, count: int) -> dict[str, float]:
    """Milliseconds of a processor for each filing: the workers', the scheduler's and the client's, built and as it was."""
    filings = folder / "filings"
    for number in range(count):
        place = filings / f"{number:05}"
        shutil.copytree(work.FILING, place)
        root = place / "filing.yaml"
        text = root.read_text(encoding="utf-8").replace("乐亭县人民政府办公室", f"单位{number:05}")
        root.write_text(text, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    environment = {**measure.environment(), "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
    quiet = {"env": environment, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet)]
    try:
        worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        started += [subprocess.Popen(worker, **quiet) for _ in range(WORKERS)]
        batch = [sys.executable, "-m", "perfgen", "batch", "--executor", "dask", "--scheduler", address]
        whole = [*batch, str(filings), "-o", str(folder / "out")]
        runs = {
            "warm-up": [*batch, str(filings / "00000"), "-o", str(folder / "warm")],
            "built": whole,
            "as it was": whole,
        }
        found = {}
        for what, command in runs.items():
            before = [_spent(one.pid) for one in started]
            others = os.times()
            subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
            after = [_spent(one.pid) for one in started]
            now = os.times()
            client = now.children_user + now.children_system - others.children_user - others.children_system
            scheduler, *workers = (end - begin for begin, end in zip(before, after, strict=True))
            for who, seconds in (("workers", sum(workers)), ("scheduler", scheduler), ("client", client)):
                found[f"{what}: {who}"] = seconds / count * 1000
    finally:
        for one in started:
            one.kill()
            one.wait()
    return {name: spent for name, spent in found.items() if not name.startswith("warm-up")}


def _spent(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for words, spent in measured(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 300).items():
            sys.stdout.write(f"{words:24}{spent:8.2f} ms\n")
