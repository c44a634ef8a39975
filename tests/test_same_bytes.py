"""The same YAML, layout and version give the same bytes, whatever the clock, folder, hash seed, locale or system."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from perfgen import building
from tests.conftest import ALL_FILINGS, MODEL, OF_2021

SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "99", "PYTHONUTF8": "0", "LANG": "zh_CN.GBK", "USER": "somebody"},
]


_NUMBERED: dict[Path, list[str]] = {MODEL: [], OF_2021: []}
"""Those of which also the page numbers are compared."""


@pytest.mark.parametrize("filing", ALL_FILINGS, ids=lambda path: path.stem)
def test_surroundings_change_nothing(filing: Path, tmp_path: Path) -> None:
    hashes = set()
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"地方 {number}"
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-m", "perfgen", "build", str(filing), "-o", "x.docx", *_NUMBERED.get(filing, ["--no-page-numbers"])],
            cwd=folder, env=os.environ | surroundings, check=True, capture_output=True,
        )  # fmt: skip
        hashes.add(hashlib.sha256((folder / "x.docx").read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_building_twice_in_one_process_changes_nothing(tmp_path: Path) -> None:
    first, second = (building.build(ALL_FILINGS[3], tmp_path / name).read_bytes() for name in ("a.docx", "b.docx"))
    assert first == second


def test_an_archive_carries_no_clock_and_no_system(tmp_path: Path) -> None:
    with zipfile.ZipFile(building.build(ALL_FILINGS[0], tmp_path / "x.docx")) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr, info.extra, info.comment) == (0, 0, b"", b"")
        assert b"<dcterms:" not in archive.read("docProps/core.xml")
