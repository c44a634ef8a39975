"""`make demo`: build every filing in examples/ into build/ and say where they lie."""

import sys
from pathlib import Path

from perfgen import building
from perfgen.cli.report import report
from perfgen.errors import PerfgenError
from perfgen.source import FILING_FILE

ROOT = Path(__file__).parents[1]


def main() -> int:
    target = ROOT / "build"
    target.mkdir(exist_ok=True)
    failed = 0
    for path in sorted((ROOT / "examples").iterdir()):
        if path.suffix == ".yaml" or (path / FILING_FILE).is_file():
            try:
                sys.stdout.write(f"{building.build(path, target)}\n")
            except PerfgenError as error:
                report(error.diagnostics)
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
