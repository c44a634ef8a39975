"""Stores stand on the command line alone, and only those that keep files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.batch import store
from perfgen.batch.store import StoreError, Url, place
from tests.batch import on_workers
from tests.conftest import SMALL, Run

Perfgen = Callable[..., Run]

REFUSED = [
    "reference::file://evil",
    "reference://evil",
    "REFERENCE://evil",
    "simplecache::s3://b/x",
    "s3://b/x::y",
    "filecache://x",
    "zip://x",
    "tar://x",
    "libarchive://x",
    "memory://x",
    "ftp://host/x",
    "http://host/x",
    "https://host/x",
    "github://org:repo@x/y",
    "git://x",
    "jupyter://host",
    "dask://x",
    "data://x",
    "generic://x",
    "hf://x",
    "hdfs://x",
    "local://x",
    "pyscript://x",
    "nosuch://x",
]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("url", REFUSED)
def test_other_stores_are_refused_before_anything_is_opened(
    perfgen: Perfgen, shared: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    def opened(*_: object, **__: object) -> None:
        pytest.fail("opened")

    monkeypatch.setattr("fsspec.core.url_to_fs", opened)
    for call in (("batch", str(shared), "-o", url), ("batch", url, "-o", "成品")):
        ran = perfgen(*call)
        assert (ran.code, "s3://" in ran.err) == (2, True), ran
    where = place(url)
    assert isinstance(where, Url)
    for use in (store.read, store.exists, store.remove, lambda url: store.put(url, b"")):  # on a worker of a cluster
        with pytest.raises(StoreError):
            use(where)


@pytest.mark.parametrize("url", ["s3://b/x", "S3://b/x", "sftp://me@host:22/x", "gs://b", "smb://host/x", "abfs://c/x"])
def test_stores_that_keep_files_are_opened(url: str) -> None:
    assert store.refusal(Url(url)) is None


def test_settings_in_a_store_lead_nowhere_else(
    perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_workers.Share.protocol in store.STORES
    monkeypatch.setenv("SHARE", str(tmp_path))
    (tmp_path / "桶" / "2023").mkdir(parents=True)
    (tmp_path / "桶" / "2023" / "甲.yaml").write_text(SMALL, encoding="utf-8")
    for name in ("share://别处", "../别处", "/别处", "reference::file://evil", r"..\别处"):
        (tmp_path / "桶" / "perfgen.toml").write_text(f"output = '{name}'\n", encoding="utf-8")
        ran = perfgen("batch", "share://桶/2023")
        assert (ran.code, "share://桶/perfgen.toml:1:1: 错误 SET02" in ran.err) == (1, True), ran
        assert sorted(path.name for path in tmp_path.iterdir()) == ["桶"]
    (tmp_path / "桶" / "perfgen.toml").write_bytes(b" " * 100_000)
    assert "错误 BAT05 文件超过 32 KB" in perfgen("batch", "share://桶/2023").err


def test_settings_above_the_copy_of_a_store_are_not_its_own(
    perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy lies in the temporary folder, where somebody else may have put a perfgen.toml."""
    monkeypatch.setenv("SHARE", str(tmp_path / "share"))
    (tmp_path / "share" / "桶").mkdir(parents=True)
    (tmp_path / "share" / "桶" / "甲.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "perfgen.toml").write_text('output = "别处"\n', encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    ran = perfgen("batch", "share://桶")
    assert (ran.code, "缺少 -o 文件夹" in ran.err) == (2, True), ran
