"""The benchmark is honest: all engines print the same texts of the same data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, program

BENCHMARKS = ROOT / "tests" / "benchmarks"
sys.path.append(str(BENCHMARKS))

import measure  # noqa: E402 -- programs of their own, not a package
import work  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("work")
    work.write_work(found, 2)
    return found


def printed(name: str, folder: Path) -> list[str]:
    engine = measure.Engine(name, folder)
    try:
        assert float(engine.ask()) > 0
        engine.ask(f"save {folder / 'out.docx'}")
    finally:
        engine.close()
    return work.texts((folder / "out.docx").read_bytes())


@pytest.mark.parametrize("name", [name for name in (*measure.NPM, *measure.PYTHON) if name != "perfgen"])
def test_engines_print_the_same(name: str, folder: Path) -> None:
    if name in measure.NPM:
        program("node")
    ours = printed("perfgen", folder)
    assert len(ours) > 100
    assert printed(name, folder) == ours
