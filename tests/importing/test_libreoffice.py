"""Other word processors' files, through LibreOffice there and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfgen import building
from perfgen.errors import DocumentError
from perfgen.importing import as_docx, import_file
from tests.conftest import ALL_FILINGS, EXAMPLES
from tests.examples import some_of
from tests.importing.built import as_printed, imported, layout
from tests.office_once import warm

EXAMPLE = EXAMPLES / "乐亭县机关事务中心-2022.yaml"


KINDS = ("odt", "doc", "docx")
THERE = some_of([(path, kind) for path in ALL_FILINGS for kind in KINDS])
"""Which examples are saved as what; of some, each kind is among them."""


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """With it, here."""
    monkeypatch.delenv("PERFGEN_LIBREOFFICE", raising=False)


def saved(document: Path, kind: str) -> Path:
    """A document saved by LibreOffice as another kind, in a folder of that name beside it."""
    made = document.parent / f"as-{kind}" / f"{document.stem}.{kind}"
    made.parent.mkdir(exist_ok=True)
    wanted = "docx:MS Word 2007 XML" if kind == "docx" else kind
    made.write_bytes(warm().convert(document.read_bytes(), document.suffix[1:], wanted))
    return made


@pytest.fixture(scope="module")
def there_and_back(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Examples as .docx, by their names and the kind LibreOffice saved them as in between."""
    folder = tmp_path_factory.mktemp("libreoffice")
    found: dict[tuple[str, str], Path] = {}
    for number, (path, kind) in enumerate(THERE):
        other = saved(building.build(path, folder / f"{number}.docx"), kind)
        found[path.stem, kind] = other if kind == "docx" else saved(other, "docx")
    return found


@pytest.mark.parametrize(("path", "kind"), THERE, ids=lambda one: getattr(one, "stem", one))
def test_an_example_saved_by_libreoffice_is_the_same_filing(
    path: Path, kind: str, there_and_back: dict[tuple[str, str], Path]
) -> None:
    result = imported(there_and_back[path.stem, kind])
    assert result.filing == as_printed(building.prepare(path).filing)
    assert result.report.left == ()
    assert result.report.doubtful == ()


@pytest.fixture(scope="module")
def odt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odt")
    return saved(building.build(EXAMPLE, folder / "built.docx"), "odt")


def test_another_word_processors_file_is_taken_in_by_its_own_name(odt: Path) -> None:
    with as_docx(odt) as readable:
        assert readable != odt
        result = import_file(readable, layout(), shown=odt)
    assert result.filing == as_printed(building.prepare(EXAMPLE).filing)
    assert result.report.file == odt


def test_what_was_converted_is_cleared_away(odt: Path) -> None:
    with as_docx(odt) as readable:
        folder = readable.parent
        assert folder != odt.parent
    assert not folder.exists()
    assert sorted(path.name for path in odt.parent.iterdir()) == ["built.odt"]


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


@pytest.mark.parametrize(("name", "words"), [("a.pptx", "不认识"), ("a", "不认识")])
def test_other_kinds_are_refused_in_words(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(DocumentError, match=words), as_docx(tmp_path / name):
        pass


def test_broken_documents_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"PK\3\4 not an archive")
    with pytest.raises(DocumentError), as_docx(tmp_path / "a.odt") as readable:
        imported(readable)
