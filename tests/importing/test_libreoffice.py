"""Other word processors' files, through LibreOffice there and back."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from perfgen import pipeline
from perfgen.errors import DocumentError
from perfgen.importing import as_docx, import_file
from tests.conftest import EXAMPLES, program
from tests.importing.built import as_printed, imported, layout

EXAMPLE = EXAMPLES / "乐亭县机关事务中心-2022.yaml"


def converted(docx: Path, kind: str) -> Path:
    folder = docx.parent
    subprocess.run(
        [
            program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder / "out"), str(docx),
        ],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    return folder / "out" / f"{docx.stem}.{kind}"


@pytest.mark.parametrize("kind", ["odt", "doc", "docx"])
def test_a_file_saved_by_libreoffice_is_the_same_filing(kind: str, tmp_path: Path) -> None:
    docx = pipeline.build(EXAMPLE, tmp_path / "built.docx")
    other = converted(docx, kind)
    with as_docx(other) as readable:
        assert (readable == other) == (kind == "docx")
        result = import_file(readable, layout(), shown=other)
    assert result.filing == as_printed(pipeline.prepare(EXAMPLE).filing)
    assert result.report.left == ()
    assert result.report.doubtful == ()
    assert result.report.file == other


def test_what_was_converted_is_cleared_away(tmp_path: Path) -> None:
    other = converted(pipeline.build(EXAMPLE, tmp_path / "built.docx"), "odt")
    with as_docx(other) as readable:
        folder = readable.parent
        assert folder != other.parent
    assert not folder.exists()
    assert sorted(path.name for path in other.parent.iterdir()) == ["built.odt"]


def test_without_libreoffice_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.doc"
    file.write_bytes(b"x")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError) as stop, as_docx(file):
        pass
    (said,) = stop.value.diagnostics
    assert "LibreOffice" in said.message
    assert "apt install libreoffice-writer-nogui" in said.hint


def test_a_conversion_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("perfgen.importing.convert._SECONDS", 0.3)
    file = tmp_path / "a.odt"
    file.write_bytes(b"x")
    with pytest.raises(DocumentError, match="还没有完"), as_docx(file):
        pass


@pytest.mark.parametrize(("name", "words"), [("a.xlsx", "不认识"), ("a", "不认识")])
def test_other_kinds_are_refused_in_words(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(DocumentError, match=words), as_docx(tmp_path / name):
        pass


def test_broken_documents_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"PK\3\4 not an archive")
    with pytest.raises(DocumentError), as_docx(tmp_path / "a.odt") as readable:
        imported(readable)
