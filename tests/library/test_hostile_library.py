"""A library that somebody else made: nothing in it is run, and each is refused in a sentence."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from perfgen.library import schema
from perfgen.library.adding import add
from perfgen.library.schema import LibraryError, reading, writing
from perfgen.library.searching import AskedProject, opened_library
from tests.conftest import MODEL, ROOT
from tests.library.filings import kept_filings


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("库") / "好.sqlite"
    add(path, kept_filings()[:2])
    return path


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "库.sqlite"))


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as base:
        for one in statements:
            base.execute(one)
        base.commit()


def ask(path: Path) -> None:
    with opened_library(path) as opened:
        opened.search("满意度")
        opened.suggest(AskedProject("教师培训"))


def fails(path: Path) -> str:
    """What is said of a library that is not taken, whether it is asked or added to; it stays as it is."""
    before = path.read_bytes()
    with pytest.raises(LibraryError) as asked:
        ask(path)
    with pytest.raises(LibraryError) as added:
        add(path, kept_filings())
    assert path.read_bytes() == before
    (one,) = asked.value.diagnostics
    assert added.value.diagnostics[0].code == one.code == "LIB01"
    return one.message


def spoilt(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoilt(lambda _: b"PK\x03\x04 no database"), "不是 perfgen 的指标库"),
        (spoilt(lambda whole: whole[:40]), "不是 perfgen 的指标库"),
        (spoilt(lambda whole: whole[:68] + b"\0\0\0\0" + whole[72:]), "不是 perfgen 的指标库"),
        (spoilt(lambda whole: whole[:18] + b"\2\2" + whole[20:]), "不是 perfgen 的指标库"),
        (lambda path: run(path, "PRAGMA user_version = 99"), "别的版本"),
        (lambda path: run(path, 'CREATE TRIGGER x AFTER INSERT ON "文本" BEGIN DELETE FROM "指标"; END'), "不是 perfgen 写的东西"),
        (lambda path: run(path, 'DROP TABLE "词条"', 'CREATE VIEW "词条" AS SELECT 1 AS "号", 2, 3'), "不是 perfgen 写的东西"),
        (lambda path: run(path, "CREATE TABLE more (a)"), "不是 perfgen 写的东西"),
        (lambda path: run(path, 'ALTER TABLE "词条" ADD COLUMN "x" AS (upper("名称"))'), "不是 perfgen 写的东西"),
        (lambda path: run(path, 'DROP TABLE "项目检索"'), "不是 perfgen 写的东西"),
        (spoilt(lambda whole: whole[:8192] + b"\xff" * (len(whole) - 8192)), "坏了"),
    ],
)  # fmt: skip
def test_another_file_is_refused(library: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(library)
    assert said in fails(library)


def test_a_cut_off_library_is_told(library: Path) -> None:
    library.write_bytes(library.read_bytes()[:20480])
    assert "坏了" in fails(library)


def test_one_that_is_too_large_is_not_opened(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MOST_BYTES", 1000)
    assert "太大" in fails(library)


def test_a_question_without_end_is_stopped(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_MOST_STEPS", 0)
    monkeypatch.setattr(schema, "_STEP", 10)
    with pytest.raises(LibraryError, match="查得太久"), opened_library(library) as opened:
        opened.search("满意度")


def test_values_of_another_kind_and_size_do_no_harm(library: Path) -> None:
    run(library, 'UPDATE "指标" SET "三级指标" = zeroblob(2000000), "指标值" = char(27) || \'[31m\' || char(10)')
    with opened_library(library) as opened:
        for one in opened.search("满意度"):
            assert one.name == ""
            assert all("\n" not in value for value in one.values)


def test_a_question_is_no_query(library: Path) -> None:
    with opened_library(library) as opened:
        for text in (
            '"',
            '" OR "',
            "NEAR(a b)",
            "词:*",
            "a AND NOT b",
            "' ; DROP TABLE x",
            "\x00",
            "",
            "。，",
            "满意度" * 10000,
        ):
            opened.search(text)
            opened.suggest(AskedProject(text, text))


def test_a_folder_and_a_pipe_are_no_libraries(tmp_path: Path) -> None:
    with pytest.raises(LibraryError), reading(tmp_path):
        pass
    with pytest.raises(LibraryError), writing(tmp_path):
        pass


def test_nothing_is_changed_where_adding_fails(library: Path) -> None:
    before = library.read_bytes()
    broken = kept_filings()[2]

    def filings() -> object:
        yield broken
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        add(library, filings())  # type: ignore[arg-type]
    assert library.read_bytes() == before


def test_two_that_add_at_once_do_not_break_each_other(tmp_path: Path) -> None:
    library, centre = tmp_path / "库.sqlite", ROOT / "examples" / "乐亭县机关事务中心-2022.yaml"
    at_once = [
        subprocess.Popen(
            [sys.executable, "-m", "perfgen", "library", "add", str(path), "--library", str(library)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for path in (MODEL, centre)
    ]  # fmt: skip
    assert [one.wait(60) for one in at_once] == [0, 0], [one.stderr.read() for one in at_once if one.stderr]
    for one in at_once:
        one.communicate()
    with opened_library(library) as opened:
        assert opened.search("教室照度达标率")[0].name == "照度检测合格率"
        assert opened.search("接待批次")[0].name == "完成接待活动批次"
