"""`python tests/benchmarks/compare.py OTHER`: this checkout against another one, interleaved, in processor time.

Both prepare and render the same filing in processes that go on, build two filings in fresh ones, and build a batch of
copies. Each number is the lowest of its rounds: what else the machine does only ever adds. Written to standard output.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FILE, FOLDER = EXAMPLES / "乐亭县机关事务中心-2022.yaml", EXAMPLES / "乐亭县人民政府办公室-2022"
COPIES = 200

WARM = """
import sys, time
from pathlib import Path
try:
    from perfgen import building
except ImportError:  # what it was called
    from perfgen import pipeline as building
path = Path(sys.argv[1])
prepared = building.prepare(path)
building.render(prepared)
def lowest(call, times):
    taken = []
    for _ in range(times):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken) * 1000
print("ready", flush=True)
for _ in sys.stdin:
    print(lowest(lambda: building.prepare(path), 6), lowest(lambda: building.render(prepared), 10), flush=True)
"""


class Checkout:
    """A checkout that is measured: a process that goes on, and what each measurement took at the least."""

    def __init__(self, folder: Path, work: Path) -> None:
        self._work = work
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {
            **kept, "PYTHONPATH": str(folder), "PYTHONPYCACHEPREFIX": str(work / "compiled"),
            "XDG_CACHE_HOME": str(work / "cache"), "PYTHONHASHSEED": "0",
            # Else it depends on the order of what was freed before whether each rendering asks the system for memory anew.
            "MALLOC_MMAP_THRESHOLD_": "268435456", "MALLOC_TRIM_THRESHOLD_": "268435456",
        }  # fmt: skip
        self.lowest: dict[str, float] = {}
        self._warm = subprocess.Popen(
            [sys.executable, "-c", WARM, str(FOLDER)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=self._environment, cwd=work,
        )  # fmt: skip
        assert self._warm.stdout is not None
        self._warm.stdout.readline()

    def ask(self) -> None:
        assert self._warm.stdin is not None
        assert self._warm.stdout is not None
        self._warm.stdin.write("\n")
        self._warm.stdin.flush()
        prepare, render = map(float, self._warm.stdout.readline().split())
        self._keep("prepare", prepare)
        self._keep("render", render)

    def build(self) -> None:
        for name, path in (("cold, one file", FILE), ("cold, a folder", FOLDER)):
            self._keep(name, self._run("build", str(path), "-o", str(self._work / "out.docx"), "--no-page-numbers"))

    def batch(self, copies: Path) -> None:
        taken = self._run(
            "batch",
            str(copies),
            "-o",
            str(self._work / "out"),
            "-j",
            "1",
            "--force",
            "--no-page-numbers",
            "--name-pattern",
            "{文件名}",
        )
        self._keep("batch, a filing", taken / COPIES)

    def close(self) -> None:
        self._warm.kill()
        self._warm.wait()

    def _run(self, *arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "perfgen", *arguments]
        subprocess.run(command, check=True, capture_output=True, env=self._environment, cwd=self._work)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000

    def _keep(self, name: str, taken: float) -> None:
        self.lowest[name] = min(taken, self.lowest.get(name, taken))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("other", type=Path, help="the checkout before a change")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        copies = work / "copies"
        copies.mkdir()
        text = FILE.read_text(encoding="utf-8")
        for number in range(COPIES):
            (copies / f"{number:03}.yaml").write_text(text.replace("507002", f"{507002 + number}"), encoding="utf-8")
        both = []
        for number, folder in enumerate((arguments.other.resolve(), ROOT)):
            (work / str(number)).mkdir()
            both.append(Checkout(folder, work / str(number)))
        for number in range(arguments.rounds):
            for checkout in both:
                checkout.ask()
                checkout.build()
                if number < 3:
                    checkout.batch(copies)
        for checkout in both:
            checkout.close()
    before, after = (checkout.lowest for checkout in both)
    for what, taken in before.items():
        sys.stdout.write(f"{what:16} {taken:8.2f} → {after[what]:8.2f} ms  {after[what] / taken:.3f}\n")


if __name__ == "__main__":
    main()
