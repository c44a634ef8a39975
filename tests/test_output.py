"""Output files: whole or not at all, and the old one stays where the new one fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfgen.errors import Diagnostic, OutputError
from perfgen.office.find import how_to_install
from perfgen.output import file_name, write_file
from tests.conftest import SMALL, Run

F9 = f"目录的页码在 Word 里更新：点一下目录，按 F9，选“更新整个目录”。\n装上 LibreOffice，页码就能自动印好：{how_to_install()}。\n"


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".perfgen")]


def test_without_a_name_the_file_lies_beside_the_input(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", "dept.yaml")
    assert ran == Run(0, f"已生成 乐亭县机关事务中心-2022.docx\n{F9}", "")
    assert (filing.parent / "乐亭县机关事务中心-2022.docx").is_file()


def test_a_folder_filing_is_built_beside_its_folder(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "机关").mkdir()
    (desk / "机关" / "filing.yaml").write_text(SMALL, encoding="utf-8")
    assert perfgen("build", "机关").code == 0
    assert (desk / "乐亭县机关事务中心-2022.docx").is_file()


def test_a_folder_takes_the_file_under_its_usual_name(filing: Path, perfgen: Callable[..., Run]) -> None:
    (filing.parent / "输出").mkdir()
    assert (
        perfgen("build", "dept.yaml", "-o", "输出").out == f"已生成 {Path('输出/乐亭县机关事务中心-2022.docx')}\n{F9}"
    )


@pytest.mark.parametrize("mistake", ["184.00 x", "很多"])
def test_a_failed_build_leaves_the_old_output(mistake: str, filing: Path, perfgen: Callable[..., Run]) -> None:
    perfgen("build", filing, "-o", "x.docx")
    before = Path("x.docx").read_bytes()
    filing.write_text(SMALL.replace("184.00", mistake), encoding="utf-8")
    assert perfgen("build", filing, "-o", "x.docx").code == 1
    assert Path("x.docx").read_bytes() == before
    assert leftovers(filing.parent) == []


def test_a_missing_folder_is_told(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", filing, "-o", "没有/x.docx")
    assert ran.code == 1
    assert "没有“没有”这个文件夹" in ran.err


def test_a_missing_output_folder_is_called_one(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", filing, "-o", "输出/")
    assert ran.code == 2
    assert "没有“输出/”这个文件夹" in ran.err


def test_another_kind_of_file_is_not_written(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("build", filing, "-o", "x.txt")
    assert ran.code == 2
    assert "要以 .docx、.pdf 或 .xlsx 结尾" in ran.err


def test_the_input_is_never_the_output(filing: Path, perfgen: Callable[..., Run]) -> None:
    disguised = filing.rename(filing.with_name("x.docx"))
    ran = perfgen("build", disguised, "-o", "x.docx")
    assert ran.code == 1
    assert "输出文件就是输入文件" in ran.err
    assert disguised.read_text(encoding="utf-8") == SMALL


FAILURES = {
    "open in Word": (PermissionError(errno.EACCES, "denied"), "文件正被别的程序打开"),
    "a full disk": (OSError(errno.ENOSPC, "No space left on device"), "文件写不进去"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_cannot_be_replaced_stays(
    case: str, filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    error, words = FAILURES[case]
    Path("x.docx").write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    ran = perfgen("build", filing, "-o", "x.docx")
    assert ran.code == 1
    assert words in ran.err
    assert Path("x.docx").read_bytes() == b"old"
    assert leftovers(filing.parent) == []


def test_a_read_only_folder_is_told(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the refusal is the system's in kind only."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Exception, match="没有权限写到这里"):
        write_file(filing.parent / "x.docx", b"")


def test_an_interrupted_write_leaves_nothing(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(filing.parent / "x.docx", b"new")
    assert leftovers(filing.parent) == []
    assert not (filing.parent / "x.docx").exists()


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A file system nobody may write to, root included; Linux only."""
    folder = tmp_path / "只读"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode:
        folder.chmod(0o555)  # not root: the folder's own mode refuses
    yield folder
    if not mounted.returncode:
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_file_system_is_told(filing: Path, read_only: Path, perfgen: Callable[..., Run]) -> None:
    for ran in (
        perfgen("build", filing, "-o", read_only / "x.docx"),
        perfgen("new", read_only / "a.yaml", "--department", "局", "--code", "1", "--year", "2023"),
        perfgen("new", read_only / "d", "--folder", "--department", "局", "--code", "1", "--year", "2023"),
    ):
        assert ran.code == 1
        assert "只读" in ran.err


def test_a_folder_below_a_file_is_told(filing: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("new", filing / "b.yaml", "--department", "局", "--code", "1", "--year", "2023")
    assert ran.code == 1
    assert "文件夹建不了" in ran.err


def test_a_path_that_goes_back_is_followed(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("build", filing, "-o", "没有/../x.docx").code == 0
    assert Path("x.docx").read_bytes().startswith(b"PK")


def test_a_link_in_circles_is_told(filing: Path, perfgen: Callable[..., Run]) -> None:
    Path("x.docx").symlink_to("x.docx")
    ran = perfgen("build", filing, "-o", "x.docx")
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "OUT01" in ran.err


def test_a_link_stays_a_link_and_a_mode_a_mode(filing: Path, perfgen: Callable[..., Run]) -> None:
    real, link = filing.parent / "real.docx", filing.parent / "link.docx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert perfgen("build", filing, "-o", link).code == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes().startswith(b"PK")


def test_a_locale_without_chinese_names_is_no_fault_of_the_user(filing: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "perfgen", "build", str(filing), "-o", "x.docx"],
        capture_output=True, check=False, env=os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert ran.returncode in (0, 1)
    assert b"Traceback" not in ran.stderr


def test_a_full_standard_output_is_told(filing: Path) -> None:
    built = filing.parent / "x.docx"
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "perfgen", "build", str(filing), "-o", str(built)],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert b"Traceback" not in ran.stderr
    assert built.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("乐亭县财政局-2022.docx", "乐亭县财政局-2022.docx"),
        ("甲/乙\\丙:丁*-2022.docx", "甲_乙_丙_丁_-2022.docx"),
        ("con.docx", "_con.docx"),
        ("甲\u202e乙\u2028丙.docx", "甲_乙_丙.docx"),
        ("财政局", "财政局"),
        (" 局. .docx", "局.docx"),
        ("局" * 300 + ".docx", "局" * 78 + ".docx"),
    ],
)
def test_names_are_such_as_every_system_takes(wanted: str, given: str) -> None:
    assert file_name(wanted) == given


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "乙/丙.docx"), "乙/丙.docx: 错误 SYS01 做不下去：没有权限"),
        (OSError("AF_UNIX path too long"), "错误 SYS01 做不下去：系统错误 AF_UNIX path too long"),
    ],
)
def test_what_the_system_refuses_is_told_with_its_file(
    error: OSError, said: str, filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr("perfgen.building.prepare", refused)
    ran = perfgen("build", filing)
    assert (ran.code, ran.err.splitlines()[0]) == (1, said)


def test_what_could_not_be_mended_is_not_called_faultless(
    filing: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    filing.write_text(SMALL.replace("用于接待", "用于接待，，按装设备"), encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("perfgen.output._replace", refused)
    ran = perfgen("check", filing, "--fix")
    assert (ran.code, "OUT01" in ran.err, "没有能自动改" in ran.err) == (1, True, False), ran.err


@pytest.mark.parametrize(
    ("call", "last"),
    [
        (("new", "新/", "--department", "局", "--code", "1", "--year", "2024"), "filing.yaml"),
        (("new", "局.yaml", "--department", "局", "--code", "1", "--year", "2024"), "局.yaml"),
        (("layout", "new", "版式/甲-2025"), "template.docx"),
    ],
    ids=["a folder", "a file", "a layout"],
)
def test_of_several_new_files_all_are_written_or_none(
    call: tuple[str, ...], last: str, desk: Path, perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfgen import output

    write = output.write_file

    def full(target: Path, content: bytes) -> None:
        if target.name == last:
            raise OutputError(Diagnostic("OUT01", "文件写不进去：磁盘满了", target))
        write(target, content)

    (desk / "自己的").symlink_to("没有")
    monkeypatch.setattr(output, "write_file", full)
    ran = perfgen(*call)
    assert (ran.code, "磁盘满了" in ran.err) == (1, True)
    assert [*desk.iterdir()] == [desk / "自己的"]
    monkeypatch.undo()
    monkeypatch.chdir(desk)
    assert perfgen(*call).code == 0  # nothing is in the way
