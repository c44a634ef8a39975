"""Places in stores: what they are called, how they are copied, and that nothing half-written appears in them."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from perfgen import render
from perfgen.batch import store
from perfgen.batch.places import places
from perfgen.batch.store import StoreError, Url, place
from tests.batch.on_workers import Share
from tests.conftest import SMALL, Run

Perfgen = Callable[..., Run]


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that share:// means."""
    folder = tmp_path / "share"
    folder.mkdir()
    monkeypatch.setenv("SHARE", str(folder))
    return folder


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "shown", "name", "above"),
    [
        ("s3://bucket/2023/", "s3://bucket/2023", "2023", "s3://bucket"),
        ("gs://a/b.yaml", "gs://a/b.yaml", "b.yaml", "gs://a"),
        ("sftp://me@host:22/各部门/x", "sftp://me@host:22/各部门/x", "x", "sftp://me@host:22/各部门"),
        ("simplecache::s3://b/x", "simplecache::s3://b/x", "x", "simplecache::s3://b"),
    ],
)
def test_a_url_is_a_path_that_reads_as_it_was_written(written: str, shown: str, name: str, above: str) -> None:
    url = place(written)
    assert isinstance(url, Url)
    assert (str(url), url.as_posix(), url.name, str(url.parent)) == (shown, shown, name, above)
    assert str(url.parent / name) == shown
    assert pickle.loads(pickle.dumps(url)) == url


@pytest.mark.parametrize("written", ["各部门/a.yaml", "C:/文件/a.yaml", "/x", "a:b"])
def test_anything_else_is_a_path_of_this_machine(written: str) -> None:
    assert place(written) == Path(written)
    assert place("file:///data/2023") == Path("/data/2023")


def test_batch_works_from_store_to_store(perfgen: Perfgen, share: Path) -> None:
    settings = 'output = "成品"\n[defaults]\nyear = 2022\n'
    put(share, {"桶/2023/甲.yaml": SMALL.replace("年度: 2022\n", ""), "桶/2023/.git/乙.yaml": SMALL})
    put(share, {"桶/perfgen.toml": settings})
    assert perfgen("batch", "share://桶/2023", "-o", "share://别处").code == 0
    ran = perfgen("batch", "share://桶/2023")  # to where perfgen.toml says
    assert ran.out.splitlines()[-1] == "共 1 份绩效文本：已生成 1 份。"
    assert "share://桶/2023/甲.yaml" in ran.err
    built = share / "桶" / "成品" / "乐亭县机关事务中心-2022.docx"
    assert built.read_bytes() == (share / "别处" / built.name).read_bytes()
    assert "没有变 1 份" in perfgen("batch", "share://桶/2023").out
    built.write_bytes(b"PK half")
    assert "已生成 1 份" in perfgen("batch", "share://桶/2023").out
    assert "没有变 1 份" in perfgen("batch", "share://桶/2023").out


def test_what_is_wrong_is_said_of_the_url(perfgen: Perfgen, share: Path) -> None:
    put(share, {"桶/甲.yaml": SMALL, "桶/乙.yaml": SMALL})
    ran = perfgen("batch", "share://桶", "-o", "share://成品")
    assert "share://桶/甲.yaml: 错误 BAT01 和 乙.yaml 都要生成" in ran.err
    assert perfgen("batch", "share://桶/没有", "-o", "share://成品").err.startswith(
        "share://桶/没有: 错误 BAT05 没有这个"
    )


@pytest.mark.parametrize(
    ("url", "said", "hint"),
    [
        ("nosuch://b/x", "不认识 nosuch://", "s3://"),
        ("gs://b/x", "打开 gs:// 还缺一个库", "gcsfs"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, url: str, said: str, hint: str) -> None:
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(StoreError, match=said) as raised:
        store.read(Url(url))
    assert hint in raised.value.diagnostics[0].hint
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StoreError):
        store.put(Url(url), b"")


def test_fsspec_missing_is_told(perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "fsspec"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert 'pip install "perfgen[cluster]"' in perfgen("batch", "s3://桶", "-o", "s3://成品").err


def test_a_file_server_sees_only_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARE", str(tmp_path))
    url = Url("share://成品/x.docx")
    seen: list[list[str]] = []
    pipe = Share.pipe_file

    def half(self: Share, path: str, value: bytes, **named: object) -> None:
        pipe(self, path, value[:3], **named)
        seen.append(sorted(file.name for file in (tmp_path / "成品").glob("[!.]*")))
        if value == b"never":
            raise OSError(28, "No space left on device")
        pipe(self, path, value, **named)

    monkeypatch.setattr(Share, "pipe_file", half)
    for content in (b"first", b"second"):
        store.put(url, content)
        assert store.read(url) == content
    with pytest.raises(StoreError, match="磁盘满了"):
        store.put(url, b"never")
    assert store.read(url) == b"second"
    assert seen == [[], ["x.docx"], ["x.docx"]]
    assert [file.name for file in (tmp_path / "成品").iterdir()] == ["x.docx"]
    store.remove(url)
    store.remove(url)
    assert not store.exists(url)


SLY = ("../../x.yaml", "a.yaml", "/else/b.yaml", r"..\x.yaml", r"C:\x.yaml", r"\\host\x.yaml", "c:x.yaml")


def test_names_that_lead_out_of_the_folder_are_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sly(type(fsspec.filesystem("memory"))):  # type: ignore[misc]
        protocol = "sly"
        cachable = False

        def find(self, path: str, **_: object) -> dict[str, dict[str, int]]:
            return {name: {"size": 1} for name in (f"{path}/{inner}" if inner[0] != "/" else inner for inner in SLY)}

        def cat(self, names: list[str], **_: object) -> dict[str, bytes]:
            return dict.fromkeys(names, b"x")

        def info(self, path: str, **_: object) -> dict[str, int]:
            raise FileNotFoundError(path)

    fsspec.register_implementation("sly", Sly, clobber=True)
    monkeypatch.setattr(store, "STORES", store.STORES | {"sly"})
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with places([Url("sly://b")]) as where:
        (root,) = where.paths
        assert [file.name for file in root.iterdir()] == ["a.yaml"]  # none under another name
        assert str(where.named(root / "a.yaml")) == "sly://b/a.yaml"
    assert list(tmp_path.iterdir()) == []


def test_a_file_url_is_the_file(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("batch", f"file://{tmp_path}/甲.yaml", "-o", f"file://{tmp_path}/成品")
    assert ran.code == 0
    assert (tmp_path / "成品" / "乐亭县机关事务中心-2022.docx").is_file()
    shutil.rmtree(tmp_path / "成品")


# --- what only reads works on stores too


@pytest.fixture
def bureau(share: Path) -> Path:
    """A workspace in a store: what its settings name lies beside the folder of the filings, not in it."""
    wrong = (
        SMALL.replace("507002", "507003").replace("机关事务中心", "水务局").replace("预算数: 184.00", "预算数: 185.00")
    )
    put(share, {"桶/各部门/甲.yaml": SMALL, "桶/各部门/乙.yaml": wrong})
    lines = ["单位编码,单位名称", "507002,乐亭县机关事务中心", "507003,乐亭县水务局", "507004,乐亭县林业局"]
    put(share, {"桶/名册.csv": "\n".join(lines), "桶/perfgen.toml": '[departments]\nlist = "名册.csv"\n'})
    perfgen_word(share / "桶" / "各部门" / "甲.yaml", share / "桶" / "各部门" / "林业局.docx")
    return share


def perfgen_word(source: Path, target: Path) -> None:
    text = source.read_text(encoding="utf-8").replace("507002", "507004").replace("机关事务中心", "林业局")
    target.write_bytes(render(text))


def test_status_of_a_store_is_that_of_the_folder(
    perfgen: Perfgen, bureau: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bureau)
    here, there = perfgen("status", "桶/各部门"), perfgen("status", "share://桶/各部门")
    assert "应交 3 个部门，有错 3 个" in here.out
    assert "未交" not in here.out  # the Word file of a department counts
    assert (there.code, there.out.replace("share://", ""), there.err) == (here.code, here.out, here.err)


def test_check_of_a_store_is_that_of_the_folder(
    perfgen: Perfgen, bureau: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bureau)
    put(bureau, {"桶/各部门/读不出.yaml": f"{SMALL[:60]}\x00"})
    for more in ((), ("--format", "json"), ("--statistics",)):
        here, there = perfgen("check", "桶/各部门", *more), perfgen("check", "share://桶/各部门", *more)
        assert here.code == 1
        assert (there.code, there.out.replace("share://", ""), there.err) == (here.code, here.out, here.err)
    assert "share://桶/各部门/乙.yaml" in perfgen("check", "share://桶/各部门").out


@pytest.mark.parametrize("change", ["--fix", "--diff", "--mark"])
def test_nothing_is_changed_in_a_store(perfgen: Perfgen, bureau: Path, change: str) -> None:
    before = {file: file.read_bytes() for file in bureau.rglob("*.*")}
    ran = perfgen("check", "share://桶/各部门", change)
    assert ran.code == 2
    assert "存储里的文件不能直接改" in ran.err
    assert {file: file.read_bytes() for file in bureau.rglob("*.*")} == before


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize("command", ["check", "status"])
def test_a_store_that_is_not_there_or_not_read_is_told(perfgen: Perfgen, command: str) -> None:
    ran = perfgen(command, "share://没有/2023")
    assert (ran.code, "share://没有/2023" in ran.err) == (1, True)
    ran = perfgen(command, "http://x/2023")
    assert (ran.code, "不认识 http://" in ran.err) == (2, True)


def test_settings_of_a_store_that_are_wrong_are_told_by_their_url(perfgen: Perfgen, bureau: Path) -> None:
    put(bureau, {"桶/名册.csv": "什么,都没有\n"})
    ran = perfgen("status", "share://桶/各部门")
    assert ran.code == 1
    assert "share://桶/名册.csv: 错误 SET03" in ran.err


def test_a_bureau_reads_from_a_store_with_every_command(
    perfgen: Perfgen, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = SMALL.replace("预算数: 184.00", "预算数: 一百")
    put(share, {"一/甲.yaml": wrong, "二/甲.yaml": SMALL, "一/乙.yaml": "版式: [\n", "二/乙.yaml": "版式: [\n"})
    ran = perfgen("compare", "share://一", "share://二")
    assert ran.code == 1
    assert "读不出：share://二/乙.yaml" in ran.out
    ran = perfgen("compare", "share://一", "share://没有")
    assert ran.err.startswith("share://没有: 错误 BAT05")
    ran = perfgen("review", "share://一", "-o", "意见")
    assert "2 个部门有意见" in ran.out
    assert (tmp_path / "意见" / "乙-审核意见.xlsx").is_file()
    for arguments in (("export", "share://一", "-o", "汇总.csv"), ("publish", "share://一", "-o", "公开")):
        ran = perfgen(*arguments)
        assert (ran.code, "share://一/甲.yaml:" in ran.err) == (1, True), arguments
    assert "share://一/甲.yaml" in (tmp_path / "汇总.csv" / "问题.csv").read_text(encoding="utf-8")
    ran = perfgen("volume", "share://一", "-o", "汇编.docx")
    assert (ran.code, "share://一/甲.yaml: 错误 VOL01" in ran.err, "perfgen-" in ran.err) == (1, True, False)
    assert perfgen("export", "nosuch://b", "-o", "汇总.csv").code == 2
