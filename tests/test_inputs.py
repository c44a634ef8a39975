"""Inputs that are no files: refused at once by every command, and nobody waits for ever."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from perfgen import layouts
from perfgen.docx import dump
from perfgen.errors import Diagnostic, DocumentError, PerfgenError
from perfgen.importing import import_file
from perfgen.inputs import read_input
from perfgen.layouts import load
from tests.conftest import SMALL, Run

Perfgen = Callable[..., Run]

SUFFIXES = ("yaml", "docx", "pdf", "txt")
COMMANDS = (
    *(("validate", "x.yaml"), ("check", "x.yaml"), ("build", "x.yaml"), ("fmt", "x.yaml"), ("batch", "x.yaml", "-o", "o")),
    *(("check", f"x.{suffix}") for suffix in SUFFIXES[1:]),
    *(("import", f"x.{suffix}", "-o", "n.yaml") for suffix in SUFFIXES[1:]),
    *(("text", "x.docx"), ("preview", "x.docx"), ("preview", "x.pdf"), ("preview", "x.yaml")),
    *(("check", "good.yaml", "--baseline", "x.txt"), ("new", "n.yaml", "--from", "x.yaml", "--year", "2023")),
)  # fmt: skip

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")


@pytest.fixture(params=["pipe", "socket", "device"])
def odd(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder in which every input is a pipe, a socket, or a device without end."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name, closing(socket.socket(socket.AF_UNIX)) as server:
        folder = Path(name)
        (folder / "good.yaml").write_text(SMALL, encoding="utf-8")
        for suffix in SUFFIXES:
            path = folder / f"x.{suffix}"
            if request.param == "pipe":
                os.mkfifo(path)
            elif request.param == "device":
                path.symlink_to("/dev/zero")
            elif suffix == SUFFIXES[0]:
                server.bind(str(path))
            else:
                path.symlink_to(folder / f"x.{SUFFIXES[0]}")
        yield folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_refuses_what_is_no_file(
    command: tuple[str, ...], odd: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(odd)
    ran = perfgen(*command)
    assert ran.code == 1
    assert "这不是普通文件" in ran.err + ran.out


def test_a_child_process_waits_for_nothing_either(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")
    ran = subprocess.run(
        [sys.executable, "-m", "perfgen", "text", str(tmp_path / "a.docx")],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1


def test_a_template_that_is_no_file_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "layout.yaml").write_bytes((layouts.by_name("hebei-2022").folder / "layout.yaml").read_bytes())
    os.mkfifo(tmp_path / "template.docx")
    with pytest.raises(PerfgenError):
        load(tmp_path)
    with pytest.raises(DocumentError, match="这不是普通文件"):
        dump(tmp_path / "template.docx")
    with pytest.raises(DocumentError, match="却是一个文件夹"):
        import_file(tmp_path)


def test_no_more_is_read_than_the_bound(tmp_path: Path) -> None:
    def refused(message: str, hint: str) -> PerfgenError:
        return PerfgenError(Diagnostic("X", message, hint=hint))

    (tmp_path / "a").write_bytes(b"12345")
    assert read_input(tmp_path / "a", 5, refused) == b"12345"
    with pytest.raises(PerfgenError, match="文件太大"):
        read_input(tmp_path / "a", 4, refused)
