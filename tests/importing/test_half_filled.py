"""Half-filled forms and damaged packages: read or told, and what is called valid is valid."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from perfgen.errors import PerfgenError
from perfgen.importing import Imported
from tests.examples import some
from tests.importing.built import imported
from tests.importing.damage import TEXTS, Form, broken, dump_filled, packed
from tests.importing.small import KNOWN, small

CELLS_FOR_EACH_TEXT = some(12)


def came_to_terms(found: Imported, folder: Path) -> bool:
    """Whether the filing can be validated, and import had said as much: that it is valid, or what is to be looked at."""
    written = folder / "out.yaml"
    written.write_text(found.yaml, encoding="utf-8")
    try:
        building.prepare(written)
    except PerfgenError:
        return found.filing is None and len(found.report.doubtful) > 0
    return found.filing is not None


def read(path: Path) -> Imported | None:
    try:
        return imported(path, year=2022)
    except PerfgenError:
        return None


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
@pytest.mark.parametrize("layout", KNOWN)
def test_anything_in_any_cell_is_read_or_told(layout: str, text: str, tmp_path: Path) -> None:
    form, lines = Form(small(layout)), dump(small(layout))
    chance = random.Random(f"{layout} {text!a}")
    for number in chance.sample(range(form.count), CELLS_FOR_EACH_TEXT):
        path = tmp_path / "a.docx"
        path.write_bytes(form.filled(number, text))
        found = read(path)
        assert found is not None
        assert came_to_terms(found, tmp_path)
        path = tmp_path / "a.txt"
        path.write_bytes(dump_filled(lines, number, text).encode("utf-8", "surrogatepass"))
        found = read(path)
        assert (found is None) == ("\ud800" in text)
        assert found is None or came_to_terms(found, tmp_path)


@pytest.mark.parametrize("column", ["符号", "值", "单位（文字描述）"])
def test_a_placeholder_in_one_of_three_columns_stays_and_is_doubted(column: str, tmp_path: Path) -> None:
    form = Form(small("hebei-2021"))
    path = tmp_path / "a.docx"
    path.write_bytes(form.filled(form.below(column), "【填写】"))
    found = imported(path, year=2022)
    assert "【填写】" in found.yaml
    assert "written" not in found.yaml  # what is to be looked at is called as on the form
    assert any("这里还没有填" in one.why for one in found.report.doubtful)
    assert came_to_terms(found, tmp_path)


def test_control_characters_of_a_dump_are_shown_and_told_by_line(tmp_path: Path) -> None:
    lines = dump(small("hebei-2022")).replace("用于接待", "用于\x01接\x0b待", 1)
    (tmp_path / "a.txt").write_text(lines, encoding="utf-8")
    found = imported(tmp_path / "a.txt", year=2022)
    assert "用于□接□待" in found.yaml
    (told,) = [one for one in found.report.doubtful if "控制字符" in one.why]
    assert told.place.startswith("第")
    assert came_to_terms(found, tmp_path)


def test_signs_by_number_that_no_file_can_hold_are_shown(tmp_path: Path) -> None:
    form = Form(small("hebei-2022"))
    (tmp_path / "a.docx").write_bytes(form.filled(form.count - 1, "\x01依据\x00"))
    assert "□依据□" in imported(tmp_path / "a.docx", year=2022).yaml


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_package_is_read_or_told(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(broken(small(KNOWN[seed % 2]), random.Random(seed)))
    found = read(path)
    assert found is None or came_to_terms(found, tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_package_packed_as_no_word_processor_does_is_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed({"word/document.xml": b"<a/>" * 99}, method))
    with pytest.raises(PerfgenError, match="文件已经损坏"):
        imported(path)
