"""A shared folder somebody else writes to, and a look at whether anything beside it was touched."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SMALL

BUILT = "乐亭县机关事务中心-2022.docx"

Seen = dict[str, bytes | str]


def seen(folder: Path) -> Seen:
    """Everything below a folder: files by content, links by target, other things by kind; nothing is opened that is no file."""
    found: Seen = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            found[str(path)] = str(path.readlink())
        else:
            found[str(path)] = path.read_bytes() if stat.S_ISREG(mode) else oct(stat.S_IFMT(mode))
    return found


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a filing, below the folder we are in; what is not in it is ours."""
    folder = tmp_path / "各部门"
    folder.mkdir()
    (folder / "甲.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder of ours, with a file in it."""
    folder = tmp_path / "自己的"
    folder.mkdir()
    (folder / "账户.txt").write_bytes(b"ours\n")
    return folder


@pytest.fixture
def untouched(shared: Path, ours: Path) -> Iterator[Callable[[], None]]:
    """Fails, when asked and at the end, where anything beside the shared folder is not as it was."""

    def beside() -> Seen:
        inside = str(shared)
        return {name: what for name, what in seen(shared.parent).items() if not name.startswith(inside)}

    before = beside()

    def look() -> None:
        assert beside() == before
        assert (ours / "账户.txt").read_bytes() == b"ours\n"

    yield look
    look()
