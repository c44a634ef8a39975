"""Folders in the temporary folder: gone at the end, swept after a kill, and never anybody else's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from perfgen import scratch
from perfgen.office import host
from tests.conftest import ROOT

LOCK = ".perfgen-lock"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(temporary: Path, name: str = "perfgen-abcdefgh") -> Path:
    """A folder as a killed process leaves it."""
    folder = temporary / name
    folder.mkdir()
    (folder / LOCK).touch()
    (folder / "source.docx").write_bytes(b"x")
    return folder


def test_a_folder_is_gone_at_the_end(temporary: Path) -> None:
    with scratch.scratch() as folder:
        (folder / "x").mkdir()
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_one_in_use_is_left_alone_and_one_left_over_is_not(temporary: Path) -> None:
    left(temporary)
    left(temporary, "perfgen-office-abcdefgh")
    with scratch.scratch() as folder:
        scratch.sweep()
        assert list(temporary.iterdir()) == [folder]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is no word of Windows")
def test_after_a_kill_the_next_run_clears_away(temporary: Path) -> None:
    script = (
        "import time\nfrom perfgen.scratch import Scratch\nprint(Scratch('office').path, flush=True)\ntime.sleep(100)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment) as killed:
        assert killed.stdout is not None
        folder = Path(killed.stdout.readline().decode().strip())
        scratch.sweep()
        assert folder.is_dir()
        killed.kill()
    scratch.sweep()
    assert not folder.exists()


FOREIGN = {
    "another name": ("perfgen-2022", LOCK),
    "a name of another length": ("perfgen-abcdefghi", LOCK),
    "upper case": ("perfgen-ABCDEFGH", LOCK),
    "without our mark": ("perfgen-2022year", "数据.yaml"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_what_is_not_plainly_ours_is_not_touched(case: str, temporary: Path) -> None:
    name, inside = FOREIGN[case]
    (temporary / name).mkdir()
    (temporary / name / inside).touch()
    scratch.sweep()
    assert (temporary / name / inside).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_no_link_is_followed(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    others = tmp_path_factory.mktemp("others")
    (others / LOCK).touch()
    (others / "数据.yaml").touch()
    (temporary / "perfgen-abcdefgh").symlink_to(others)
    (temporary / "perfgen-bbbbbbbb").mkdir()
    (temporary / "perfgen-bbbbbbbb" / LOCK).symlink_to(others / LOCK)
    (left(temporary, "perfgen-cccccccc") / "inside").symlink_to(others)
    (temporary / "perfgen-dddddddd").mkdir()
    os.mkfifo(temporary / "perfgen-dddddddd" / LOCK)
    scratch.sweep()
    assert sorted(path.name for path in others.iterdir()) == [LOCK, "数据.yaml"]
    assert sorted(path.name[-8:] for path in temporary.iterdir()) == ["abcdefgh", "bbbbbbbb", "dddddddd"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can make a file somebody else's")
def test_somebody_elses_is_not_touched(temporary: Path) -> None:
    theirs, with_their_mark = left(temporary), left(temporary, "perfgen-bbbbbbbb")
    os.chown(theirs, 65534, 65534)
    os.chown(with_their_mark / LOCK, 65534, 65534)
    scratch.sweep()
    assert theirs.is_dir()
    assert with_their_mark.is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="a process is told by /proc")
def test_an_orphan_is_ended_only_where_it_is_of_this_folder(temporary: Path) -> None:
    folder = left(temporary, "perfgen-office-abcdefgh")
    (folder / "profile").mkdir()
    profile = (folder / "profile").as_uri()
    with (
        subprocess.Popen(["sh", "-c", "sleep 100; :", f"-env:UserInstallation={profile}"]) as orphan,
        subprocess.Popen(["sh", "-c", "sleep 100; :", f"-env:UserInstallation={profile}2"]) as stranger,
        subprocess.Popen(["sh", "-c", "sleep 100; :", str(folder)]) as reader,
    ):
        scratch.sweep()
        assert orphan.wait(10) == -signal.SIGKILL
        assert (stranger.poll(), reader.poll()) == (None, None)
        stranger.kill()
        reader.kill()
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="LibreOffice has no such files on Windows")
@pytest.mark.parametrize("ours", [True, False], ids=["a socket", "a file of that name"])
def test_its_socket_goes_with_it_and_no_other_file(
    ours: bool,  # noqa: FBT001 -- a case
    temporary: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(host, "_SOCKETS", (str(temporary),))
    monkeypatch.chdir(temporary)  # the name of a socket is short
    folder = left(temporary, "perfgen-office-abcdefgh")
    name = Path(host.socket_name(folder))
    if ours:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(name))
    else:
        name.touch()
    scratch.sweep()
    assert (folder.exists(), name.exists()) == (False, not ours)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="the name holds the number of the user")
def test_a_socket_is_called_as_libreoffice_was_seen_to_call_it() -> None:
    name = host.socket_name(Path("/tmp/perfgen-office-jbm90q0r"))
    assert name == "OSL_PIPE_0_SingleOfficeIPC_62ae8bff98e60d9f3d8926656acb"
