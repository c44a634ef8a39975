"""What Windows says, which this machine is not: errors as Python raises them there, and a console of the code page 936."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfgen import output
from perfgen.errors import DocumentError, OutputError, windows_said
from perfgen.inputs import read_input
from tests.conftest import EXAMPLES, ROOT

LONG = "D:/" + "部门预算绩效文本/" * 40 + "2023.docx"
SAID = {
    (errno.EACCES, 32, "2023.docx"): "在 Word 或 WPS 里关掉",
    (errno.ENOENT, 3, LONG): "路径太长",
    (errno.ENOENT, 206, "2023.docx"): "路径太长",
    (errno.EINVAL, 362, "2023.docx"): "OneDrive",
    (errno.EINVAL, 395, "2023.docx"): "OneDrive",
}


def raised(number: int, winerror: int, name: str) -> OSError:
    error = OSError(number, "", name)
    error.winerror = winerror  # type: ignore[attr-defined]  # as it is there
    return error


@pytest.mark.parametrize("case", SAID, ids=str)
def test_a_file_that_windows_does_not_give_is_told_in_a_sentence(
    case: tuple[int, int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise raised(*case)

    monkeypatch.setattr("perfgen.inputs.content", fails)
    with pytest.raises(DocumentError) as read:
        read_input(tmp_path / "2023.docx", 100, lambda said, hint: DocumentError(_diagnostic(said, hint)))
    monkeypatch.setattr(output, "_replace", fails)
    with pytest.raises(OutputError) as written:
        output.write_file(tmp_path / "2023.docx", b"PK")
    for error in (read.value, written.value):
        (said,) = error.diagnostics
        assert SAID[case] in f"{said.message}；{said.hint}"


def _diagnostic(said: str, hint: str) -> object:
    from perfgen.errors import Diagnostic

    return Diagnostic("DOC01", said, hint=hint)


def test_what_another_system_says_has_no_number_of_windows() -> None:
    assert windows_said(OSError(errno.ENOENT, "", LONG)) is None
    assert windows_said(raised(errno.ENOENT, 2, "2023.docx")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a console is made by pty")
def test_a_console_of_gbk_shows_what_it_can(tmp_path: Path) -> None:
    import pty

    filing = tmp_path / "甲.yaml"
    text = (EXAMPLES / "乐亭县机关事务中心-2022.yaml").read_text(encoding="utf-8")
    filing.write_text(text.replace("≥90批", "≧90批🙂", 1), encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "perfgen", "check", "--info", str(filing)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert running.returncode in (0, 1)
    said = shown.decode("gbk")
    assert "检查了 1 份绩效文本" in said
    assert "Traceback" not in said
