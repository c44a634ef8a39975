"""The section on `perfgen batch`: 1,000 filings from YAML on all cores, against the same by docxtpl with the C loader.

Each peer is a program of its own that is started for the work and ends with it; every round writes to a fresh folder, Word
files without page numbers. Both read a filing of 15 projects in one YAML file and print it in the layout hebei-2022:
perfgen its own YAML, which it validates; docxtpl, whose template needs them made up, the values as perfgen computes them.
Every file has a department of its own, so that no two are alike.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import measure
import work

ROUNDS = 3
_DEPARTMENT = "乐亭县人民政府办公室"

DOCXTPL = """\
import sys
from multiprocessing import Pool
from pathlib import Path
import yaml
from docxtpl import DocxTemplate

template, source, target = sys.argv[2:5]

def build(path):
    with path.open(encoding="utf-8") as stream:
        data = yaml.load(stream, Loader=yaml.CSafeLoader)
    document = DocxTemplate(template)
    document.render(data, autoescape=True)
    document.save(Path(target) / f"{path.stem}.docx")

if __name__ == "__main__":
    paths = sorted(Path(source).iterdir())
    if sys.argv[1] == "1":
        for path in paths:
            build(path)
    else:
        with Pool() as pool:
            for _ in pool.imap_unordered(build, paths, chunksize=4):
                pass
"""
"""What people write: each filing read, filled in and saved, in one process or on all cores; nothing is validated."""


def write_filings(folder: Path, count: int) -> tuple[Path, Path]:
    """Filings for perfgen, and what the template sees of them for docxtpl; two folders of `count` files."""
    import yaml

    from perfgen import building
    from perfgen.source import write

    ours, seen = folder / "filings", folder / "seen"
    prepared = building.prepare(work.FILING)
    own = write(prepared.filing, prepared.layout.form)
    made_up = yaml.safe_dump(json.loads(json.dumps(work.view(15))), allow_unicode=True, sort_keys=False)
    for place, text in ((ours, own), (seen, made_up)):
        place.mkdir(parents=True)
        assert _DEPARTMENT in text
        for number in range(count):
            name = f"单位{number:05}"
            (place / f"{name}.yaml").write_text(text.replace(_DEPARTMENT, name), encoding="utf-8")
    return ours, seen


def measured(folder: Path, count: int, rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each way to build `count` filings, in rounds in which each is started once.

    ``perfgen batch -j 1`` and ``docxtpl, one process`` are the same on one core.
    """
    here = folder / "batch"
    ours, seen = write_filings(here, count)
    (here / "peer.py").write_text(DOCXTPL, encoding="utf-8")

    def perfgen(*options: str) -> Sequence[str]:
        return ("-m", "perfgen", "batch", str(ours), "--no-page-numbers", *options, "-o")

    def peer(processes: str) -> Sequence[str]:
        return ("peer.py", processes, str(work.LAYOUT), str(seen))

    programs = {
        "perfgen batch": perfgen(), "perfgen batch -j 1": perfgen("-j", "1"),
        "docxtpl": peer("all"), "docxtpl, one process": peer("1"),
    }  # fmt: skip
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds):
        for at, (name, arguments) in enumerate(programs.items()):
            # Nothing is cleared away before the end: none has trouble with what another left.
            out = here / f"out {number} {at}"
            out.mkdir()
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, *arguments, out.name],
                check=True,
                capture_output=True,
                cwd=here,
                env=measure.environment(),
            )
            spent[name].append(time.perf_counter() - begin)
            assert len(list(out.glob("*.docx"))) == count
    shutil.rmtree(here)
    return {name: median(seconds) for name, seconds in spent.items()}


SECTION = measured
"""A function of a working folder and the number of filings, that gives seconds by name; `run` puts it in the table."""
