"""Whose perfgen.toml is heeded, and that one beside perfgen's own temporary copies never is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.workspace import workspace_of
from tests.conftest import SMALL, Run
from tests.trust.conftest import seen

Perfgen = Callable[..., Run]
SHORT = SMALL.replace("年度: 2022\n", "").replace("资金用途: 用于接待", "资金用途: 机关综合事物管理和接待")

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are those of POSIX")
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder, with settings in it that would be noticed."""
    folder = tmp_path / "临时"
    folder.mkdir()
    (folder / "perfgen.toml").write_text("[defaults]\nyear = 2099\n[check]\nselect = ['没有']\n", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("way", [("--fix",), ("--diff",), ("--fix", "--diff", "--select", "TXT")])
def test_a_fix_knows_the_workspace_and_not_what_lies_beside_its_copies(
    perfgen: Perfgen, shared: Path, way: tuple[str, ...]
) -> None:
    (shared / "甲.yaml").write_text(SHORT, encoding="utf-8")
    (shared / "perfgen.toml").write_text("[defaults]\nyear = 2022\n", encoding="utf-8")
    ran = perfgen("check", "各部门/甲.yaml", *way)
    assert ("MOD01" in ran.err + ran.out, "临时" in ran.err + ran.out) == (False, False), ran
    fixed = (shared / "甲.yaml").read_text(encoding="utf-8")
    assert ("事务管理" in fixed) == ("--fix" in way)
    assert ("事务管理" in ran.out) == ("--diff" in way)


@pytest.mark.usefixtures("elsewhere")
def test_a_fix_of_a_folder_with_defaults(perfgen: Perfgen, shared: Path) -> None:
    (shared / "甲.yaml").unlink()
    (shared / "甲" / "projects").mkdir(parents=True)
    head, project = SHORT.split("预算项目:\n")
    (shared / "甲" / "filing.yaml").write_text(f"{head}预算项目: [projects/*.yaml]\n", encoding="utf-8")
    lines = (line[4:] for line in project.splitlines())
    (shared / "甲" / "projects" / "1.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (shared / "perfgen.toml").write_text("[defaults]\nyear = 2022\n", encoding="utf-8")
    assert "已改" in perfgen("check", "各部门", "--fix").err
    assert "事务管理" in (shared / "甲" / "projects" / "1.yaml").read_text(encoding="utf-8")


@posix
@pytest.mark.parametrize(
    ("mode", "owner", "heeded"),
    [
        (0o1777, 12345, False),
        (0o1777, 0, True),
        (0o0777, 12345, True),
        (0o1775, 12345, True),
        (0o0755, 12345, True),
    ],
)
@root
def test_settings_of_somebody_else_in_a_folder_for_everybody_do_not_count(
    tmp_path: Path, mode: int, owner: int, *, heeded: bool
) -> None:
    folder = tmp_path / "tmp"
    (folder / "下面").mkdir(parents=True)
    (folder / "perfgen.toml").write_text("[defaults]\nyear = 2099\n", encoding="utf-8")
    os.chown(folder / "perfgen.toml", owner, owner)
    folder.chmod(mode)
    assert (workspace_of(folder / "下面" / "甲.yaml").defaults.year == 2099) is heeded
    folder.chmod(0o755)


@posix
@root
def test_a_link_of_somebody_else_does_not_make_settings_ours(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "x.toml").write_text("[defaults]\nyear = 2099\n", encoding="utf-8")
    (folder / "perfgen.toml").symlink_to("x.toml")
    os.lchown(folder / "perfgen.toml", 12345, 12345)
    folder.chmod(0o1777)
    assert workspace_of(folder / "甲.yaml").root is None
    folder.chmod(0o755)


@posix
def test_settings_that_are_a_pipe_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "perfgen.toml")
    assert workspace_of(tmp_path / "甲.yaml").root != tmp_path


# --- what is said to be written is written


def refuse(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    """Let no file with this suffix be put in its place, as on a disk that has just filled up."""
    put = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if str(target).endswith(suffix):
            raise OSError(30, "Read-only file system")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", replace)


DUMP = str(Path(__file__).parents[1] / "samples" / "002_5920c77ceb642a59.txt")
SAYING: dict[str, tuple[str, tuple[str, ...]]] = {
    "import": (".yaml", ("import", DUMP, "-o", "各部门/乙.yaml")),
    "import, schema": (".schema.json", ("import", DUMP, "-o", "各部门/乙.yaml")),
    "import, folder": (".yaml", ("import", DUMP, DUMP, "-o", "各部门")),
    "import, report": (".json", ("import", DUMP, "-o", "各部门/乙.yaml", "--report", "各部门/x.json")),
    "build": (".docx", ("build", "各部门/甲.yaml")),
    "batch": (".docx", ("batch", "各部门", "-o", "各部门/成品")),
    "batch, report": (".json", ("batch", "各部门", "-o", "各部门/成品", "--report", "各部门/x.json")),
    "check": (".txt", ("check", "各部门", "-o", "各部门/x.txt")),
    "check, fix": (".yaml", ("check", "各部门", "--fix")),
    "baseline": (".json", ("check", "各部门", "--write-baseline", "各部门/x.json")),
    "fmt": (".yaml", ("fmt", "各部门")),
    "new": (".yaml", ("new", "各部门/丙.yaml", "--department", "局", "--code", "1", "--year", "2023")),
    "new, schema": (".json", ("new", "各部门/丙.yaml", "--department", "局", "--code", "1", "--year", "2023")),
    "schema": (".json", ("schema", "-o", "各部门/x.json")),
    "text": (".txt", ("text", "各部门/x.docx", "-o", "各部门/x.txt")),
    "rules": (".md", ("rules", "--docs", "各部门/规则")),
}
DONE = ("已写入", "已生成", "已写出", "已写好", "已改", "已整理", "已把", "写出 1 个", "写出 2 个")


@pytest.mark.parametrize("case", SAYING)
def test_nothing_is_said_to_be_written_that_is_not(
    perfgen: Perfgen, shared: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    suffix, call = SAYING[case]
    (shared / "甲.yaml").write_text(SHORT.replace("部门: {", "年度:   2022\n部门: {"), encoding="utf-8")
    assert perfgen("build", "各部门/甲.yaml", "-o", "各部门/x.docx").code == 0
    before = seen(shared)
    refuse(monkeypatch, suffix)
    ran = perfgen(*call)
    assert (ran.code, "只读" in ran.err, "Traceback" in ran.err) == (1, True, False), ran
    if case not in {"import, report", "batch, report"}:  # what was written before the report is said
        assert [word for word in DONE if word in (ran.out + ran.err).replace("已生成 0", "")] == []
    assert "x.json" not in ran.out
    assert not [
        name for name in seen(shared).keys() - before.keys() if name.endswith(suffix) and f".docx{suffix}" not in name
    ]


def test_a_read_only_place_is_not_said_to_be_written(perfgen: Perfgen, shared: Path) -> None:
    (shared / "乙").write_text("no folder", encoding="utf-8")
    ran = perfgen("import", DUMP, "-o", "各部门/乙/丙.yaml")
    assert (ran.code, "已写入" in ran.out) == (1, False)
