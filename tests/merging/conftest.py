"""A clerk's desk: the filing in YAML, and the Word file that comes back from the leader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from perfgen import building
from perfgen.loading import Settings
from perfgen.merging.merge import Merge, merge
from perfgen.merging.written import write_all
from tests.merging.filings import FILING, in_folder
from tests.merging.leader import Edit, gone_over


@dataclass
class Desk:
    """`into` is the filing, `sent` the Word file as the leader got it."""

    into: Path
    sent: bytes

    @property
    def document(self) -> Path:
        return self.into.parent / "领导改过.docx"

    @property
    def yaml(self) -> str:
        return (self.into / "filing.yaml" if self.into.is_dir() else self.into).read_text(encoding="utf-8")

    def comes_back(self, *edits: Edit) -> Path:
        """The leader's file, after some edits."""
        self.document.write_bytes(gone_over(self.sent, edits))
        return self.document

    def merged(self, *edits: Edit, write: bool = False, original: Path | None = None) -> Merge:
        done = merge(self.comes_back(*edits), self.into, Settings(), original=original)
        if write:
            write_all(done.files)
        return done


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The filing in one file, as the leader gets it."""
    folder = tmp_path_factory.mktemp("sent")
    (folder / "2024.yaml").write_text(FILING, encoding="utf-8")
    return building.build(folder / "2024.yaml", folder / "2024.docx").read_bytes()


@pytest.fixture
def desk_of_clerk(desk: Path, sent: bytes) -> Desk:
    into = desk / "2024.yaml"
    into.write_text(FILING, encoding="utf-8")
    return Desk(into, sent)


@pytest.fixture
def desk_with_folder(desk: Path, sent: bytes) -> Desk:
    """The same with a file for each project."""
    for name, text in in_folder().items():
        file = desk / "民政局" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Desk(desk / "民政局", sent)
