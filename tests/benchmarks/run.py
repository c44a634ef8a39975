"""`make bench`: measures everything in one run, and writes the table and the JSON into tests/benchmarks/results/."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

import batch
import sections

HERE = Path(__file__).parent
RESULTS = HERE / "results"
Measured = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Target:
    """A ratio that is wanted: of one measured number over another, at least (or at the most) so much."""

    words: str
    ratio: float
    wanted: float
    at_least: bool = True

    @property
    def met(self) -> bool:
        return self.ratio >= self.wanted if self.at_least else self.ratio <= self.wanted


_OF_RENDERING = {15: {"docxtpl": 15, "carbone": 6}, 1500: {"docxtpl": 20, "carbone": 2}}
_WORK = {"": "同样的表", " hebei-2022": "版式 hebei-2022 整份"}


def targets(measured: Measured) -> Iterator[Target]:
    """The targets of which the numbers were measured."""
    for projects, wanted in _OF_RENDERING.items():
        times = measured.get(f"render {projects}", {})
        for peer, least in wanted.items():
            for suffix, words in _WORK.items():
                if peer + suffix in times:
                    ratio = times[peer + suffix] / times["perfgen" + suffix]
                    yield Target(f"{projects} 个项目，{words}，比 {peer} 快几倍", ratio, least)
    if "render 15" in measured:
        yield from _of_growth(measured)
    if "memory" in measured:
        peak = measured["memory"]["perfgen"]
        yield Target("1500 个项目，比解释器多用的内存（MiB）", peak, 100, at_least=False)
    if "cold" in measured:
        cold = measured["cold"]
        helped, built = cold["perfgen --help"] / cold["python -c pass"], cold["perfgen build"] / cold["docxtpl script"]
        yield Target("perfgen --help 是 python -c pass 的几倍", helped, 5, at_least=False)
        yield Target("一次 perfgen build 是 docxtpl 脚本的几倍", built, 0.7, at_least=False)
    if "status" in measured:
        spent = measured["status"]
        made, again = spent["perfgen status"], spent["perfgen status again"]
        yield Target(
            "80 个部门的 perfgen status 是 perfgen check 的几倍", made / spent["perfgen check"], 1.1, at_least=False
        )
        edited = spent["perfgen status, one edited"] / spent["perfgen check"]
        yield Target("改了 80 份里的一份，再看一次，是 perfgen check 的几倍", edited, 0.8, at_least=False)
        yield Target("没有变，再看一次，比 perfgen check 快几倍", spent["perfgen check"] / again, 10)
        yield Target("再看一次，是 python -c pass 的几倍", again / spent["python -c pass"], 10, at_least=False)
    if "batch" in measured:
        spent = measured["batch"]
        ours, peer, one = spent["perfgen batch"], spent["docxtpl"], spent["docxtpl, one process"]
        yield Target("批量，各用所有的核，比 docxtpl 快几倍", peer / ours, 8)
        yield Target("批量，比 docxtpl 快几倍，它只用一个进程", one / ours, 8)
        yield Target("批量，各用一个进程，比 docxtpl 快几倍", one / spent["perfgen batch -j 1"], 8)


def _of_growth(measured: Measured) -> Iterator[Target]:
    few, many = measured["render 15"], measured["render 1500"]
    for suffix, words in _WORK.items():
        ours = few["perfgen" + suffix]
        yield Target(f"15 个项目，{words}，是下限的几倍", ours / few["floor" + suffix], 1.7, at_least=False)
        grown = many["perfgen" + suffix] / 100 / ours
        yield Target(f"{words}，1500 个项目时每个项目的时间是 15 个时的几倍", grown, 1.2, at_least=False)


def measure_all(chosen: list[str], scale: int) -> Measured:
    """The sections that were asked for; `scale` divides how often everything is measured."""
    measured: Measured = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "render" in chosen:
            for projects, rounds in sections.ROUNDS.items():
                measured[f"render {projects}"] = sections.render(folder, projects, max(1, rounds // scale))
            measured["memory"] = sections.memory(folder)
        if "cold" in chosen:
            measured["cold"] = sections.cold(folder, max(1, 15 // scale))
        if "status" in chosen:
            measured["status"] = sections.status(folder, max(1, 7 // scale))
        if "reading" in chosen:
            measured["reading"] = sections.reading(folder, max(1, 31 // scale))
        if "costs" in chosen:
            measured["costs"] = sections.costs(folder, max(3, 31 // scale))
        if "batch" in chosen:
            measured["batch"] = batch.SECTION(folder, max(10, 1000 // scale))
    return measured


def machine() -> dict[str, str]:
    """What the numbers were measured on and with."""
    packages = ("perfgen", "docxtpl", "jinja2", "lxml", "pydantic", "python-docx", "pyyaml", "deflate")
    peers = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    node = subprocess.run(["node", "--version"], check=True, capture_output=True, encoding="utf-8").stdout.strip()
    cpu = Path("/proc/cpuinfo")
    named = (
        (line.partition(":")[2].strip() for line in cpu.read_text().splitlines() if line.startswith("model name"))
        if cpu.exists()
        else iter(())
    )
    return {
        "time": datetime.now(timezone.utc).isoformat(timespec="minutes"),
        "cpu": f"{next(named, platform.processor())}, {os.cpu_count()} cores",
        "system": platform.platform(),
        "python": platform.python_version(),
        "node": node,
        **{name: version(name) for name in packages},
        **peers,
    }


def table(measured: Measured) -> str:
    """The numbers and the targets as Markdown."""
    lines = []
    for section, numbers in measured.items():
        unit = {"memory": "MiB", "batch": "秒"}.get(section, "毫秒")
        lines += [f"\n### {section}（{unit}）\n", "| | |", "|---|---:|"]
        lines += [f"| {name} | {number:.2f} |" for name, number in sorted(numbers.items(), key=lambda item: item[1])]
    lines += ["\n### 目标\n", "| | 测得 | 目标 | |", "|---|---:|---:|---|"]
    for target in targets(measured):
        sign = "≥" if target.at_least else "≤"
        lines.append(
            f"| {target.words} | {target.ratio:.2f} | {sign} {target.wanted} | {'达到' if target.met else '没有达到'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "sections", nargs="*", help="render, cold, status, reading, costs, batch; all of them where none is named"
    )
    parser.add_argument("--scale", type=int, default=1, help="measure so many times less often, for a quick look")
    arguments = parser.parse_args()
    measured = measure_all(
        arguments.sections or ["render", "cold", "status", "reading", "costs", "batch"], arguments.scale
    )
    RESULTS.mkdir(exist_ok=True)
    said = {"machine": machine(), "measured": measured}
    (RESULTS / "latest.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    head = "\n".join(f"- {name}: {value}" for name, value in said["machine"].items())
    text = f"{head}\n{table(measured)}"
    (RESULTS / "latest.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
