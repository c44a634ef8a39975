"""Where LibreOffice is looked for, and which fonts stand in for which. Nothing is started here."""

from __future__ import annotations

import os
import shutil
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from perfgen.office import fonts
from perfgen.office.find import find as find_program
from perfgen.office.find import how_to_install, version

find_module = sys.modules["perfgen.office.find"]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with nothing on it, and its folder."""
    monkeypatch.delenv("PERFGEN_LIBREOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\necho LibreOffice 24.8.3.2 abc\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_machine_without_it_has_none(bare: Path) -> None:
    assert bare.is_dir()
    assert find_program() is None


@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
def test_it_is_found_on_the_path(bare: Path, name: str) -> None:
    suffix = ".exe" if os.name == "nt" else ""
    assert find_program() is None
    program = put(bare / "bin" / f"{name}{suffix}")
    assert find_program() == program


def test_it_is_found_where_the_variable_says_and_only_there(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bare / "bin" / "soffice")
    elsewhere = put(bare / "elsewhere" / "soffice")
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(elsewhere))
    assert find_program() == elsewhere
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(bare / "nowhere"))
    assert find_program() is None


@pytest.mark.parametrize("variable", ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"])
def test_on_windows_it_is_found_where_its_installer_puts_it(
    bare: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(bare / "程序"))
    monkeypatch.setattr("sys.platform", "win32")
    program = put(bare / "程序" / "LibreOffice" / "program" / "soffice.exe")
    assert find_program() == program
    console = put(program.with_suffix(".com"))
    assert find_program() == console


def test_on_macos_it_is_found_among_the_applications(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(find_module, "_MAC", (str(bare / "Applications"),))
    program = put(bare / "Applications" / "LibreOffice.app" / "Contents" / "MacOS" / "soffice")
    assert find_program() == program


@pytest.mark.parametrize(("platform", "first"), [("win32", "Windows"), ("darwin", "macOS"), ("linux", "Debian")])
def test_how_to_install_it_begins_with_this_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, first: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert how_to_install().startswith(first)
    assert how_to_install().count("；") == 2


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_it_tells_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert version(put(tmp_path / "soffice")) == (24, 8, 3, 2)
    monkeypatch.setattr(find_module, "_SECONDS", 0.2)
    hangs = tmp_path / "hangs"
    hangs.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    hangs.chmod(0o755)
    assert version(hangs) == ()
    assert version(tmp_path / "nowhere") == ()


STRANGE = {
    "it never ends": "yes LibreOffice",
    "it never ends, with a version": "echo LibreOffice 24.8; yes",
    "faults without end": "yes >&2",
    "a number without end": f"echo {'9' * 4000}.1",
    "bytes": r"printf '\377\000'",
    "nothing": "exit 1",
}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_program_is_asked_for_its_version(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_module, "_SECONDS", 2)
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{STRANGE[case]}\n", encoding="utf-8")
    program.chmod(0o755)
    known = {"it never ends, with a version": (24, 8), "a number without end": (999_999_999, 1)}
    tracemalloc.start()
    assert version(program) == known.get(case, ())
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_what_a_program_leaves_running_is_ended(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(sleep 5; touch {tmp_path}/still) &\necho LibreOffice 24.8\n", encoding="utf-8")
    program.chmod(0o755)
    begun = time.monotonic()
    assert version(program) == (24, 8)
    assert time.monotonic() - begun < 4


# --- fonts

WORD = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman")


def test_a_machine_with_the_fonts_of_the_standard_needs_no_others() -> None:
    chosen = fonts.choose(WORD)
    assert all(one.there and one.same for one in chosen)
    assert fonts.substitutes(chosen) == {fonts.LATIN["宋体"]: "宋体"}


def test_a_font_is_known_by_its_english_name_too() -> None:
    chosen = {one.font.name: one for one in fonts.choose(["simsun", "SimHei"])}
    assert chosen["宋体"].there
    assert chosen["黑体"].there
    assert fonts.substitutes(chosen.values())["宋体"] == "SimSun"


def test_a_font_as_wide_goes_before_one_that_only_looks_alike() -> None:
    chosen = {one.font.name: one for one in fonts.choose(["Noto Serif CJK SC", "Noto Sans Mono CJK SC"])}
    assert (chosen["黑体"].used, chosen["黑体"].same) == ("Noto Sans Mono CJK SC", True)
    assert (chosen["宋体"].used, chosen["宋体"].latin) == ("Noto Serif CJK SC", "Noto Sans Mono CJK SC")
    assert chosen["宋体"].same
    assert (chosen["仿宋_GB2312"].used, chosen["仿宋_GB2312"].same) == ("Noto Serif CJK SC", True)
    chosen = {one.font.name: one for one in fonts.choose(["Noto Serif CJK SC"])}
    assert (chosen["宋体"].used, chosen["宋体"].same) == ("Noto Serif CJK SC", False)


def test_a_machine_without_any_chinese_font_has_no_substitute() -> None:
    chosen = fonts.choose(["DejaVu Sans"])
    assert [one.used for one in chosen] == [None] * 6
    assert fonts.substitutes(chosen) == {}


def test_the_fonts_of_this_machine_are_read_from_their_files_as_fontconfig_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if shutil.which("fc-list") is None:
        pytest.skip("nothing to compare with")
    listed = fonts.families()
    monkeypatch.setattr(fonts, "_by_fontconfig", lambda: None)
    read = fonts.families()
    assert {"Noto Serif CJK SC", "Noto Sans Mono CJK SC"} <= listed & read


def test_a_broken_font_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    (tmp_path / "b.ttc").write_bytes(b"ttcf no font")
    monkeypatch.setattr(fonts, "_by_fontconfig", lambda: None)
    monkeypatch.setattr(fonts, "_folders", lambda: iter([tmp_path, tmp_path / "nowhere"]))
    assert fonts.families() == frozenset()
