"""The zip for Windows machines without network, as far as it can be tried on another system."""

from __future__ import annotations

import importlib.util
import posixpath
import re
import subprocess
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / ".ci" / "windows"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("windows_zip", FOLDER / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheels(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of perfgen and of nothing that it needs."""
    folder = tmp_path_factory.mktemp("wheels")
    build.wheel_of_perfgen(folder)
    return folder


def test_everything_has_a_name_that_windows_takes(build: ModuleType, wheels: Path) -> None:
    names = [path for path, _ in build.files(wheels, build.PYTHONS)]
    assert len(names) == len({name.lower() for name in names})
    wanted = {
        *build.SCRIPTS,
        "先看我.txt",
        "程序/perfgen.bat",
        "说明/从这里看起.html",
        "examples/滦南县民政局-2024.yaml",
    }
    assert wanted <= set(names)
    for name in names:
        assert not re.search(r'[<>:"|?*\\]|[. ]$', name)
        assert len(name) < 150  # of the 260 that a path may have
    assert {name.partition("/")[0] for name in names} == {
        *("wheels", "examples", "说明", "程序", "先看我.txt", "LICENSE.txt"),
        *build.SCRIPTS,
    }


def test_what_is_needed_on_windows_has_a_wheel_and_is_missed_where_it_is_not_there(
    build: ModuleType, wheels: Path
) -> None:
    """`make windows-zip` resolves all that it has collected in the same way, for every version, before it writes the zip."""
    needed = {line.partition("==")[0] for line in build.resolve(wheels, "3.12")}
    assert {"fonttools", "lxml", "perfgen", "xlsxwriter"} <= needed  # the first is needed elsewhere than on Linux
    with pytest.raises(subprocess.CalledProcessError):
        build.resolve(wheels, "3.12", offline=True)


def test_the_scripts_install_what_is_there(build: ModuleType, wheels: Path) -> None:
    text = dict(build.files(wheels, build.PYTHONS))["安装.bat"].decode("gbk")
    assert f'"{build.wanted()}"' in text
    assert "3.14 3.13 3.12 3.11 3.10" in text
    assert "(3, 10) <= sys.version_info[:2] <= (3, 14)" in text
    assert not re.search("@[A-Z]+@", text)


@pytest.mark.parametrize("script", sorted(path.name for path in FOLDER.glob("*.bat")))
def test_a_script_is_as_the_chinese_cmd_reads_it(script: str) -> None:
    written = (FOLDER / script).read_bytes()
    text = written.decode("gbk")
    assert text.count("\n") == text.count("\r\n")
    lines = text.split("\r\n")
    assert lines[0] == "@echo off"
    foreign = [number for number, line in enumerate(lines) if not line.isascii()]
    assert not foreign or lines[1] == "chcp 936 >nul"  # before it, the machine's own code page holds
    labels = {line[1:] for line in lines if re.fullmatch(":[a-z]+", line)}
    assert {*re.findall(r"(?:goto|call :)\s*([a-z]+)", text)} - {"eof"} <= labels
    assert text.count("(\r\n") == len([line for line in lines if re.match(r"\)", line)])
    assert not re.search(r"echo [^\r>]*%~", text)  # a name would be carried out there


def test_the_guide_links_to_itself(build: ModuleType) -> None:
    pages = {name.removeprefix("说明/"): data for name, data in build.guide()}
    anchors = {
        name: set(re.findall(r' id="([^"]*)"', data.decode("utf-8")))
        for name, data in pages.items()
        if name.endswith("html")
    }
    links = [
        (name, unquote(link))
        for name in anchors
        for link in re.findall(r'(?:href|src)="([^"]*)"', pages[name].decode("utf-8"))
    ]
    assert len(links) > 100
    for name, link in links:
        if re.match("https?:", link):
            continue
        target, _, anchor = link.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
        assert path in pages or not path.endswith("html"), (name, link)
        assert not anchor or anchor in anchors[path], (name, link)
