"""A template may be a .dotx under the name of a .docx; what is built is a document. Macros are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from perfgen import building, layouts
from perfgen.docx.archive import pack, read_archive
from perfgen.errors import LayoutError
from tests.conftest import FILINGS
from tests.documents import validator_errors

TYPES = "[Content_Types].xml"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOTX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCM = b"application/vnd.ms-word.document.macroEnabled.main+xml"
DOTM = b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


def layout(folder: Path, kind: bytes, **more: bytes) -> Path:
    """hebei-2022 with a template that says it is of another kind, and has more parts."""
    own = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, folder / "own"))
    entries = read_archive(own / "template.docx")
    assert DOCUMENT in entries[TYPES]
    entries[TYPES] = entries[TYPES].replace(DOCUMENT, kind)
    (own / "template.docx").write_bytes(
        pack({**entries, **{f"word/{name}.bin": part for name, part in more.items()}}.items())
    )
    return own


@pytest.mark.parametrize("kind", [DOTX, DOCM, DOTM], ids=["dotx", "docm", "dotm"])
def test_what_is_built_is_a_document(kind: bytes, tmp_path: Path) -> None:
    made = building.build(FILINGS[0], tmp_path / "x.docx", layout(tmp_path, kind))
    assert docx.Document(str(made)).paragraphs  # which python-docx refuses of any other kind
    assert DOCUMENT in read_archive(made)[TYPES]
    assert made.read_bytes() == building.render(building.prepare(FILINGS[0]))
    assert validator_errors(made) == []


@pytest.mark.parametrize("kind", [DOCUMENT, DOCM, DOTM], ids=["docx", "docm", "dotm"])
def test_macros_are_refused(kind: bytes, tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="有宏") as caught:
        building.build(FILINGS[0], tmp_path / "x.docx", layout(tmp_path, kind, vbaProject=b"x"))
    assert "另存为" in str(caught.value.diagnostics[0].hint)
    assert not (tmp_path / "x.docx").exists()
