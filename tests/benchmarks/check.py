"""How long `perfgen check` takes for a county: what a project costs, that it grows linearly, and what each rule costs.

    python tests/benchmarks/check.py

Makes counties of 7, 20 and 100 departments with 15 projects each (105, 300 and 1,500 projects) out of a clean filing,
every department, code and sentence its own, and checks them on one core; then single filings of 75, 150 and 300
projects. Reading YAML and running the rules are told apart; each size is run three times and the median counts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from perfgen.checking import load
from perfgen.checks import RULES, Subject, run, run_together

MODEL = Path(__file__).parents[2] / "examples" / "乐亭县教育和体育局-2023.yaml"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SIZES, PROJECTS, RUNS = (7, 20, 100), 15, 3
LARGE = (75, 150, 300)


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds for one size: reading the files, running the rules."""

    filings: int
    load: float
    rules: float

    @property
    def projects(self) -> int:
        return self.filings * PROJECTS


def coded(serial: int) -> str:
    """A project code of 乐亭县 with the check character that belongs to it."""
    code = f"13022523P00{serial:07}".ljust(20, "1")
    return code + ALPHABET[(30 - sum(ALPHABET.index(one) * 3**at for at, one in enumerate(code))) % 31]


def department(number: int, count: int = PROJECTS) -> dict[str, Any]:
    """A filing of so many projects, with names, codes and sentences that no other filing has."""
    base = yaml.load(MODEL.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    place = chr(0x4E00 + number // 20) + chr(0x5E00 + number % 20)
    projects, lines = [], []
    for at in range(count):
        project = dict(base["预算项目"][at % 5])
        name = f"{place}{chr(0x6E00 + at)}{project['项目名称']}"
        goals = [f"{place}{at}{goal}" for goal in project["绩效目标"]]
        project |= {
            "项目名称": name,
            "项目编码": coded(number * count + at),
            "资金用途": f"{place}{at}{project['资金用途']}",
            "绩效目标": goals,
        }
        projects.append(project)
        lines += [f"（{at + 1}）{name}，预算资金{project['预算数']}万元", f"绩效目标：{goals[0]}"]
    overall = base["部门整体绩效目标"] | {
        "总体绩效目标": f"{place}各校办学条件达到标准。",
        "分项绩效目标": "\n".join(lines),
    }
    return base | {
        "部门": {"编码": f"{360000 + number}", "名称": f"乐亭县{place}教育管理中心"},
        "部门整体绩效目标": overall,
        "预算项目": projects,
    }


def seconds(work: Callable[[], object]) -> float:
    """Seconds of this process that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def checked(subjects: list[Subject]) -> None:
    """Runs every rule over a county."""
    run_together(subjects, RULES.values())


def county(paths: list[Path]) -> list[Subject]:
    """The filings of a county as the rules read them, new ones each time."""
    return [load(path).subject for path in paths]


def taken(paths: list[Path]) -> Taken:
    """The medians for a county."""
    loads, rules = [], []
    for _ in range(RUNS):
        subjects: list[Subject] = []
        loads.append(seconds(lambda: subjects.extend(county(paths))))  # noqa: B023 — called at once
        rules.append(seconds(lambda: checked(subjects)))  # noqa: B023 — called at once
    return Taken(len(paths), statistics.median(loads), statistics.median(rules))


def growing(folder: Path) -> list[tuple[int, float]]:
    """Seconds the rules take over one filing, by the number of its projects."""
    costs = []
    for count in LARGE:
        path = folder / "large.yaml"
        written(path, department(0, count))
        costs.append((count, statistics.median(seconds(lambda: checked(county([path]))) for _ in range(RUNS))))  # noqa: B023
    return costs


def written(path: Path, filing: dict[str, Any]) -> None:
    """Writes a filing, its long texts in one line each."""
    text = yaml.safe_dump(filing, allow_unicode=True, sort_keys=False, default_style='"', width=10**6)
    path.write_text(text, encoding="utf-8")


def by_rule(subjects: list[Subject]) -> list[tuple[str, float]]:
    """Seconds each rule takes over a county by itself, the dearest first."""
    costs = []
    for rule in RULES.values():
        if rule.find:
            costs.append((rule.code, seconds(lambda: [run(one, [rule]) for one in subjects])))  # noqa: B023
        else:
            costs.append((rule.code, seconds(lambda: run_together(subjects, [rule]))))  # noqa: B023
    return sorted(costs, key=lambda cost: -cost[1])


def main() -> None:
    """Print the tables."""
    out = sys.stdout.write
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:03}.yaml" for number in range(max(SIZES))]
        for number, path in enumerate(paths):
            written(path, department(number))
        checked(county(paths[:2]))  # patterns and lists of words are read once
        out(f"{'projects':>9}{'load s':>9}{'rules s':>9}{'ms a project: load':>20}{'rules':>8}\n")
        for size in SIZES:
            one = taken(paths[:size])
            each = 1000 / one.projects
            out(f"{one.projects:9}{one.load:9.2f}{one.rules:9.2f}{one.load * each:20.2f}{one.rules * each:8.2f}\n")
        out("\none filing, read and checked:\n")
        for count, cost in growing(Path(folder)):
            out(f"{count:9} projects{cost:9.2f} s{cost * 1000 / count:9.2f} ms a project\n")
        subjects = county(paths)
        out(f"\nrules over {len(paths) * PROJECTS} projects, one by one:\n")
        for code, cost in by_rule(subjects):
            out(f"{code:6}{cost:9.3f} s{cost * 1000 / (len(paths) * PROJECTS):9.3f} ms a project\n")


if __name__ == "__main__":
    main()
