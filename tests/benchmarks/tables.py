"""How much time and memory `perfgen export` of many filings takes: per format, and whether the memory grows.

    python tests/benchmarks/tables.py whole 340 sqlite       # filings of 20 projects: written, gathered, checked, exported
    python tests/benchmarks/tables.py writer 13600 xlsx      # the writer alone: rows of 50 filings, again and again, each with its own key

Each size and format is a process of its own, since the greatest memory (ru_maxrss) is that of a whole process; the filings
are written by another one. Prints one line.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from perfgen.api.tables import _closing, _target, write_tables
from perfgen.checking import Wanted, gather
from perfgen.tables.gathering import TablesTold, gathered_rows
from perfgen.tables.schema import TABLES, Rows
from tests.benchmarks.check import department

PROJECTS, MODELS = 20, 50


def county(folder: Path, filings: int) -> None:
    """Write filings of which every department, code and sentence is its own."""
    for number in range(filings):
        text = yaml.dump(department(number, PROJECTS), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False,
                         default_style='"', width=10**6)  # fmt: skip
        (folder / f"{number:05}.yaml").write_text(text, encoding="utf-8")


def another(rows: Rows, number: int) -> Rows:
    """The same rows of another department."""
    code = f"{number:06}"
    return {name: [(code, *row[1:]) for row in found] for name, found in rows.items()}


def writer(folder: Path, filings: int, output: Path) -> None:
    """Write so many filings, of which only the key is their own, without reading and checking them."""
    form = output.suffix[1:]
    models = list(gathered_rows(gather([folder]), Wanted(), str, TablesTold()))
    with _target(form, output) as path, _closing(form, path) as one:
        for number in range(filings):
            one.add(another(models[number % len(models)], number))
        one.finish()


def main() -> None:
    """Measure what the arguments say."""
    what, filings, form = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    if what == "county":
        county(Path(form), filings)
        return
    with TemporaryDirectory(dir="/tmp") as name:
        folder, output = Path(name) / "各部门", Path(name) / f"汇总.{form}"
        folder.mkdir()
        written = str(MODELS if what == "writer" else filings)
        subprocess.run([sys.executable, __file__, "county", written, str(folder)], check=True)
        start, cpu = time.monotonic(), time.process_time()
        if what == "writer":
            writer(folder, filings, output)
        else:
            write_tables(gather([folder]), output)
        size = sum(one.stat().st_size for one in ([output] if output.is_file() else output.iterdir())) / 2**20
        most, helper = (
            resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        sys.stdout.write(
            f"{what} {form}: {filings} filings, {filings * PROJECTS} projects, {len(TABLES)} tables: "
            f"{time.monotonic() - start:.0f} s ({time.process_time() - cpu:.0f} s of the processor), {most:.0f} MB, its largest helper {helper:.0f} MB, file {size:.1f} MB\n"
        )


if __name__ == "__main__":
    main()
