"""What is sent to the workers of a cluster lies in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.batch.job import Job
from perfgen.batch.parcel import pack
from perfgen.batch.work import work
from tests.conftest import ROOT, SMALL, Run

SECRET = "秘密"

Put = Callable[[Path, Path], None]


def linked_filing(shared: Path, ours: Path) -> None:
    (ours / "甲.yaml").write_text(f"{SMALL}# {SECRET}\n", encoding="utf-8")
    (shared / "甲.yaml").unlink()
    (shared / "甲.yaml").symlink_to(ours / "甲.yaml")


def linked_settings(shared: Path, ours: Path) -> None:
    (ours / "x.toml").write_text(f"# {SECRET}\n", encoding="utf-8")
    (shared / "perfgen.toml").symlink_to(ours / "x.toml")


def named(key: str, name: str) -> Put:
    def put(shared: Path, ours: Path) -> None:
        (ours / "词.txt").write_text(f"# {SECRET}\n", encoding="utf-8")
        (shared / "perfgen.toml").write_text(f"{key} = '{name.format(ours=ours)}'\n", encoding="utf-8")

    return put


def linked(key: str, link: str, target: str) -> Put:
    def put(shared: Path, ours: Path) -> None:
        named(key, "词/词.txt" if link == "词" else link)(shared, ours)
        (shared / link).symlink_to(ours / target)

    return put


def linked_project(shared: Path, ours: Path) -> None:
    (ours / "1.yaml").write_text(f"项目名称: 甲\n# {SECRET}\n", encoding="utf-8")
    text = SMALL.replace("预算项目:\n", "预算项目:\n  - projects/*.yaml\n")
    (shared / "甲.yaml").write_text(text, encoding="utf-8")
    (shared / "projects").mkdir()
    (shared / "projects" / "1.yaml").symlink_to(ours / "1.yaml")


def endless(shared: Path, ours: Path) -> None:
    named(WORDS, "词.txt")(shared, ours)
    (shared / "词.txt").symlink_to("/dev/zero")


WORDS, BASELINE = "[check.words]\nconfusions", "[check]\nbaseline"
WAYS: dict[str, Put] = {
    "a filing that is a link": linked_filing,
    "settings that are a link": linked_settings,
    "a project that is a link": linked_project,
    "a list above": named(WORDS, "../自己的/词.txt"),
    "a list by its whole path": named(WORDS, "{ours}/词.txt"),
    "a list as on Windows": named(WORDS, r"..\自己的\词.txt"),
    "a list that is a link": linked(WORDS, "词.txt", "词.txt"),
    "a list in a folder that is a link": linked(WORDS, "词", ""),
    "a baseline above": named(BASELINE, "../自己的/词.txt"),
    "a baseline that is a link": linked(BASELINE, "词.txt", "词.txt"),
    "a list that is a device": endless,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("check", [True, False])
def test_nothing_from_elsewhere_is_sent(shared: Path, ours: Path, way: str, *, check: bool) -> None:
    WAYS[way](shared, ours)
    job = Job(shared / "甲.yaml", (shared / "成品" / "x.docx",), check=check)
    parcel = pack(job)
    if parcel is not None:  # else it is done here, where nothing needs to be sent
        assert not [name for name, content in parcel.files if "自己的" in name or SECRET.encode() in content]
    work(job)


def test_a_layout_with_a_link_to_elsewhere_is_not_sent(shared: Path, ours: Path) -> None:
    layout = shared / "版式"
    layout.mkdir()
    for file in (ROOT / "templates" / "hebei" / "2022").iterdir():
        (layout / file.name).write_bytes(file.read_bytes())
    job = Job(shared / "甲.yaml", (shared / "成品" / "x.docx",), layout)
    (layout / "说明.txt").symlink_to(ours / "账户.txt")
    parcel = pack(job)
    assert parcel is not None
    assert parcel.layout is not None
    assert [name for name, _ in parcel.layout[1]] == ["layout.yaml", "template.docx"]  # nothing else is
    (layout / "template.docx").unlink()
    (layout / "template.docx").symlink_to(ours / "账户.txt")
    assert pack(job) is None


def test_a_filing_in_a_folder_that_is_reached_by_a_link_is_sent(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "近路").symlink_to(shared)
    (shared / "perfgen.toml").write_text("[defaults]\nyear = 2022\n", encoding="utf-8")
    parcel = pack(Job(tmp_path / "近路" / "甲.yaml", (tmp_path / "x.docx",)))
    assert parcel is not None
    assert len(parcel.files) == 2


@pytest.mark.parametrize("required", [True, False])
def test_a_cluster_with_tls_and_no_certificates_is_told(
    perfgen: Callable[..., Run], shared: Path, *, required: bool
) -> None:
    pytest.importorskip("distributed")  # whose settings come with it
    dask = pytest.importorskip("dask")
    address = "tcp://127.0.0.1:9" if required else "tls://127.0.0.1:9"
    with dask.config.set({"distributed.comm.require-encryption": required}):
        ran = perfgen("batch", str(shared), "-o", "成品", "--executor", "dask", "--scheduler", address)
    assert (ran.code, "BAT03" in ran.err, "证书" in ran.err) == (1, True, True), ran
