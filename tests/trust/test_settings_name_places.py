"""A perfgen.toml from somebody else names nothing but places below its folder."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.foreign import astray, below
from tests.conftest import Run
from tests.trust.conftest import BUILT

Perfgen = Callable[..., Run]

# A file that fsspec's reference file system ran (fsspec 2024.6 to 2026.3): Jinja without a sandbox.
CODE = "{{{{ cycler.__init__.__globals__.os.mkdir({!r}) }}}}"

ELSEWHERE = [
    "reference::file://{shared}/evil",
    "reference::file://各部门/evil",
    "reference://{shared}/evil",
    "filecache::file://{ours}",
    "simplecache::reference::file://{shared}/evil",
    "zip://x::file://{shared}/evil",
    "dir::file://{ours}",
    "file://{ours}",
    "file:{ours}",
    "FILE://{ours}",
    "local://{ours}",
    "memory://x",
    "s3://别人的/桶",
    "//{ours}",
    "{ours}",
    "../自己的",
    "a/../../自己的",
    "..",
    "./..",
    r"..\自己的",
    r"a\..\..\自己的",
    ".. /自己的",
    ".../自己的",
    r"C:\Users",
    "C:自己的",
    r"\\server\share",
    "//server/share",
    r"\自己的",
    "成品:流",
    "NUL",
    "成品/con.txt",
    "",
    "x" * 5000,
    r"a\u0000b",
]


def said(name: str, shared: Path, ours: Path) -> str:
    """A name as TOML writes it; the last one is written with an escape of TOML's own."""
    name = name.format(shared=shared, ours=ours)
    return f'"{name}"' if r"\u" in name else json.dumps(name, ensure_ascii=False)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", ELSEWHERE, ids=range(len(ELSEWHERE)))
@pytest.mark.parametrize(
    "key", ["output = {}", "[check]\nbaseline = {}", "[check.words]\nconfusions = {}", "[layouts]\nfolders = [{}]"]
)
def test_settings_lead_nowhere_else(perfgen: Perfgen, shared: Path, ours: Path, key: str, name: str) -> None:
    marker = shared / "ran"
    code = CODE.format(str(marker))
    evil = json.dumps({"version": 1, "templates": {}, "refs": {}, "gen": [{"key": code, "url": "", "dimensions": {"i": [0]}}]})  # fmt: skip
    for file in (BUILT, f".perfgen/{BUILT}.json"):
        (shared / "evil" / file).parent.mkdir(parents=True, exist_ok=True)
        (shared / "evil" / file).write_text(evil, encoding="utf-8")
    (shared / "perfgen.toml").write_text(key.format(said(name, shared, ours)) + "\n", encoding="utf-8")
    for call in (("batch", "各部门", "--check", "-j", "1"), ("check", "各部门"), ("build", "各部门/甲.yaml")):
        ran = perfgen(*call)
        assert (ran.code, "SET02" in ran.err) == (1, True), ran
        assert f"perfgen.toml:{key.count(chr(10)) + 1}:1" in ran.err
    assert not marker.exists()


@pytest.mark.parametrize("name", ["成品", "成品/今年", r"成品\今年", "./成品", ".", "...成品", "成..品", "a b"])
def test_places_below_are_written_to(perfgen: Perfgen, shared: Path, name: str) -> None:
    (shared / "perfgen.toml").write_text(f"output = '{name}'\n", encoding="utf-8")
    assert perfgen("batch", "各部门").code == 0
    assert (shared.joinpath(*name.replace("\\", "/").split("/")) / BUILT).is_file()


@given(st.text(st.sampled_from("./\\: ~a成\u202e"), max_size=12))
def test_a_name_that_is_taken_stays_below_on_every_system(name: str) -> None:
    if astray(name) is None:
        for system in (os.path, sys.modules["ntpath"], sys.modules["posixpath"]):
            joined = system.normpath(system.join("/top/root", str(below(Path(), name)) if os.sep == "/" else name))
            assert joined.replace("\\", "/").startswith("/top/root")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("key", "link"),
    [
        ('output = "成品"', "成品"),
        ('output = "成品/今年"', "成品"),
        ('[check]\nbaseline = "基线.json"', "基线.json"),
        ('[check.words]\nconfusions = "词/词.txt"', "词"),
        ('[check.words]\nconfusions = "词.txt"', "词.txt"),
        ('[layouts]\nfolders = ["版式"]', "版式"),
        ('[layouts]\nfolders = ["版式/一"]', "版式"),
    ],
)
def test_a_link_that_leads_out_is_not_followed(perfgen: Perfgen, shared: Path, ours: Path, key: str, link: str) -> None:
    target = ours / "账户.txt" if "." in link else ours
    (shared / link).symlink_to(os.path.relpath(target, shared) if "." in link else target)
    (shared / "perfgen.toml").write_text(f"{key}\n", encoding="utf-8")
    ran = perfgen("batch", "各部门", "--check", *(() if "output" in key else ("-o", "各部门/成品")))
    assert (ran.code, "SET02" in ran.err, "通过链接到了文件夹外面" in ran.err) == (1, True, True), ran


def test_a_link_within_the_folder_is_followed(perfgen: Perfgen, shared: Path) -> None:
    (shared / "真的").mkdir()
    (shared / "成品").symlink_to("真的")
    (shared / "perfgen.toml").write_text('output = "成品"\n', encoding="utf-8")
    assert perfgen("batch", "各部门").code == 0
    assert (shared / "真的" / BUILT).is_file()


@pytest.mark.usefixtures("untouched")
def test_settings_that_are_a_link_to_elsewhere_are_not_read(perfgen: Perfgen, shared: Path, ours: Path) -> None:
    (ours / "账户.txt").write_text("password = 123\n", encoding="utf-8")
    (shared / "perfgen.toml").symlink_to(ours / "账户.txt")
    ran = perfgen("validate", "各部门/甲.yaml")
    (ours / "账户.txt").write_bytes(b"ours\n")
    assert (ran.code, "是一个链接，通到了文件夹外面" in ran.err) == (1, True)
    assert "password" not in ran.err
