"""What is kept between runs is used only where nobody else can have written it, and never changes a document."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfgen.docx import WordTemplate, plans
from perfgen.docx.jinja_render import JinjaTemplate
from perfgen.layouts import by_name
from tests.test_fast_rendering import MAIN_PART, P, entries, written


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "perfgen"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The templates that had to be compiled."""
    found: list[str] = []
    plan = JinjaTemplate.plans

    def watched(self: JinjaTemplate) -> object:
        found.append("compiled")
        return plan(self)

    monkeypatch.setattr(JinjaTemplate, "plans", watched)
    return iter([found])


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return written(tmp_path / "x.docx", P % "{{ 甲 }}")


def render(template: Path) -> bytes:
    return entries(WordTemplate(template).render({"甲": "印出来"}))[MAIN_PART]


def test_a_template_is_compiled_once_for_all_runs(template: Path, compiled: Iterator[list[str]], home: Path) -> None:
    found = next(compiled)
    first, second = render(template), render(template)
    assert first == second
    assert found == ["compiled"]
    assert home.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in home.iterdir()] == [0o600]


def test_another_template_or_another_program_is_compiled_anew(
    template: Path, compiled: Iterator[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = next(compiled)
    render(template)
    written(template, P % "另一个{{ 甲 }}")
    assert "另一个".encode() in render(template)
    monkeypatch.setattr(plans, "_FORMAT", -1)
    plans._makers.cache_clear()
    render(template)
    plans._makers.cache_clear()
    assert len(found) == 3


def poison(home: Path) -> Path:
    """A file that prints something else, with a hash that is right."""
    (file,) = home.iterdir()
    said = json.loads(file.read_bytes().partition(b"\n")[2])
    said["parts"][MAIN_PART][0] = "# without Jinja\ndef root(context):\n    yield b'<evil/>'\n"
    kept = plans._document(plans.Plans({}, (), frozenset()))
    document = json.dumps(said).encode()
    file.write_bytes(plans.hashlib.sha256(document).hexdigest().encode() + b"\n" + document)
    assert kept
    return file


def test_the_file_is_what_runs_so_that_who_may_write_it_matters(template: Path, home: Path) -> None:
    render(template)
    poison(home)
    assert b"<evil/>" in render(template)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o755])
def test_a_folder_that_others_may_enter_is_not_trusted(template: Path, home: Path, mode: int) -> None:
    right = render(template)
    poison(home)
    home.chmod(mode)
    assert render(template) == right


@pytest.mark.parametrize("mode", [0o666, 0o620])
def test_a_file_that_others_may_write_is_not_trusted(template: Path, home: Path, mode: int) -> None:
    right = render(template)
    poison(home).chmod(mode)
    assert render(template) == right


def test_links_are_not_followed(template: Path, home: Path, tmp_path: Path) -> None:
    right = render(template)
    file = poison(home)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert render(template) == right
    file.unlink()
    (tmp_path / "elsewhere").rename(file)
    home.rename(tmp_path / "folder")
    home.symlink_to(tmp_path / "folder")
    assert render(template) == right


def test_what_belongs_to_somebody_else_is_not_trusted(
    template: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = render(template)
    poison(home)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert render(template) == right


@pytest.mark.parametrize("content", [b"", b"nonsense", b"0" * 64 + b"\n{}", b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(template: Path, home: Path, content: bytes) -> None:
    right = render(template)
    (file,) = home.iterdir()
    kept = file.read_bytes()
    file.write_bytes(content)
    assert render(template) == right
    assert file.read_bytes() == kept


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null", "不是绝对路径"])
def test_without_a_place_to_keep_it_documents_are_the_same(
    template: Path, place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    right = render(template)
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert render(template) == right


def test_old_files_go(template: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_MOST_FILES", 2)
    for text in "一二三四":
        render(written(template, P % (text + "{{ 甲 }}")))
    assert len(list(home.iterdir())) == 2


def test_the_layouts_that_come_with_perfgen_need_no_jinja_where_they_are_kept(home: Path) -> None:
    import subprocess

    file = by_name("hebei-2022").template
    WordTemplate(file)
    code = f"import sys; from perfgen.docx import WordTemplate; from pathlib import Path; WordTemplate(Path({str(file)!r})); print('jinja2' in sys.modules, 'lxml' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert ran.stdout.split() == ["False", "False"]
    assert list(home.iterdir())
