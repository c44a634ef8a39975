"""Filings in git revisions, and perfgen as git's own difftool and textconv: with a real repository."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.versions.git import Revision, revision_of
from tests.conftest import EXAMPLES, ROOT, SMALL, Run, program

_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = f'"{sys.executable}" -m perfgen'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two drafts of a filing, of one in a folder, and of a Word file."""
    top = tmp_path_factory.mktemp("git") / "县 里"
    shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", top / "政府办")
    (top / "2022.yaml").write_text(SMALL, "utf-8")
    git(top, "init", "-q")
    for name, value in (("user.name", "张三"), ("user.email", "a@example.com"), ("core.quotepath", "false")):
        git(top, "config", name, value)
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "初稿")
    (top / "2022.yaml").write_text(SMALL.replace("预算数: 184.00", "预算数: 190.00"), "utf-8")
    one = top / "政府办" / "projects" / "01-城区微型站运维费.yaml"
    one.write_text(one.read_text("utf-8").replace("7.99", "9.99"), "utf-8")
    git(top, "commit", "-q", "-a", "-m", "二稿")
    return top


@pytest.fixture
def repository(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository, a copy for each test; we are in it."""
    top = tmp_path / "县 里"
    shutil.copytree(made, top)
    monkeypatch.chdir(top)
    return top


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    said = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [program("git"), "-C", str(folder), *arguments], capture_output=True, encoding="utf-8", check=False, env=said
    )
    assert fails or done.returncode == 0, done.stderr
    return done.stdout


LINE = "接待管理经费 预算数 184.00 → 190.00（+3.3%）"


def test_a_file_now_and_in_the_draft_before(repository: Path, perfgen: Callable[..., Run]) -> None:
    assert repository
    ran = perfgen("diff", "--git", "HEAD~1", "2022.yaml")
    assert (ran.code, LINE in ran.out) == (1, True)
    assert ran.out.startswith("HEAD~1:2022.yaml → 2022.yaml\n")
    assert perfgen("diff", "HEAD~1:2022.yaml", "HEAD:2022.yaml").out.splitlines()[2:] == ran.out.splitlines()[2:]
    assert perfgen("diff", "--git", "HEAD", "2022.yaml") == Run(0, "没有不同。\n", "")


def test_a_filing_in_a_folder_is_read_whole_from_its_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    ran = perfgen("diff", "--git", "HEAD~1", "政府办")
    assert "城区微型站运维费 预算数 7.99 → 9.99（+25.0%）" in ran.out
    one = perfgen("diff", "--git", "HEAD~1", "政府办/projects/01-城区微型站运维费.yaml")
    assert one.out == ran.out
    monkeypatch.chdir(repository / "政府办")
    assert perfgen("diff", "HEAD~1:filing.yaml", "filing.yaml").out.splitlines()[2:] == ran.out.splitlines()[2:]
    shutil.rmtree(repository / "政府办" / "projects")
    assert perfgen("diff", "HEAD~1:.", "HEAD:.").out.splitlines()[2:] == ran.out.splitlines()[2:]


def test_all_filings_of_a_revision(repository: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("diff", "--git", "HEAD~1", ".")
    assert "比较了 2 份绩效文本，2 份有不同" in ran.out
    (repository / "2022.yaml").unlink()
    assert "删去 乐亭县机关事务中心 2022年：HEAD:2022.yaml" in perfgen("diff", "--git", "HEAD", ".").out


def test_mistakes_in_a_revision_are_told_in_its_files(repository: Path, perfgen: Callable[..., Run]) -> None:
    (repository / "2022.yaml").write_text(SMALL.replace("预算数: 184.00", "预算数: 一百"), "utf-8")
    project = repository / "政府办" / "projects" / "01-城区微型站运维费.yaml"
    project.write_text(project.read_text("utf-8").replace("9.99", "九"), "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "坏的")
    assert "HEAD:2022.yaml:15:" in perfgen("diff", "HEAD:2022.yaml", "HEAD~1:2022.yaml").err
    assert "HEAD:政府办/projects/01-城区微型站运维费.yaml:" in perfgen("diff", "HEAD:政府办", "HEAD~1:政府办").err


WRONG = {
    "no such revision": (("--git", "没有", "2022.yaml"), "git 里没有“没有”这个版本"),
    "an option": (("--git", "--upload-pack=x", "2022.yaml"), "git 里没有“--upload-pack=x”这个版本"),
    "no such file": (("HEAD:没有.yaml", "2022.yaml"), "“HEAD”这个版本里没有“没有.yaml”"),
    "outside": (("HEAD:../别处.yaml", "2022.yaml"), "没有"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_git_has_not_is_told(name: str, repository: Path, perfgen: Callable[..., Run]) -> None:
    assert repository
    arguments, words = WRONG[name]
    ran = perfgen("diff", *arguments)
    assert (ran.code, words in ran.err, "GIT01" in ran.err) == (1, True, True), ran


def test_without_git_or_a_repository_it_is_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, perfgen: Callable[..., Run]
) -> None:
    (desk / "2022.yaml").write_text(SMALL, "utf-8")
    assert "没有用 git 管理" in perfgen("diff", "--git", "HEAD", "2022.yaml").err
    monkeypatch.setenv("PATH", str(desk))
    ran = perfgen("diff", "--git", "HEAD", "2022.yaml")
    assert (ran.code, "这台电脑上没有装 git" in ran.err) == (1, True)


def test_a_repository_that_somebody_sent_fetches_nothing(
    repository: Path, tmp_path: Path, perfgen: Callable[..., Run]
) -> None:
    ran_by = tmp_path / "ran"
    number = git(repository, "rev-parse", "HEAD:2022.yaml").strip()
    (repository / ".git" / "objects" / number[:2] / number[2:]).unlink()
    for name, value in (
        ("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::touch {ran_by}"), ("protocol.ext.allow", "always"),
    ):  # fmt: skip
        git(repository, "config", name, value)
    ran = perfgen("diff", "HEAD:2022.yaml", "2022.yaml")
    assert not ran_by.exists()
    assert (ran.code, "GIT01" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("HEAD~1:2023.yaml", Revision("HEAD~1", Path("2023.yaml"))),
        ("v1.0:甲/乙.yaml", Revision("v1.0", Path("甲/乙.yaml"))),
        ("C:\\甲\\2023.yaml", None),
        ("D:/甲/2023.yaml", None),
        ("2023.yaml", None),
        (":2023.yaml", None),
        ("s3://bucket/2023.yaml", None),
        ("HEAD:", None),
    ],
)
def test_what_names_a_revision(said: str, meant: Revision | None) -> None:
    assert revision_of(said) == meant


# --- as the guide shows it


def guide(name: str) -> list[str]:
    """The commands that a page of the guide shows."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    fenced = [line.strip() for block in _FENCED.findall(text) for line in block.splitlines()]
    inline = re.findall(r"`(perfgen diff [^`]+)`", _FENCED.sub("", text))
    return [line for line in (*fenced, *inline) if line.startswith(("perfgen diff ", "git config d", "git difftool "))]


def test_the_commands_of_the_guide_about_revisions_run(repository: Path, perfgen: Callable[..., Run]) -> None:
    shutil.copytree(repository / "政府办", repository / "财政局")
    (repository / "机关事务中心").mkdir()
    for name in ("2023.yaml", "机关事务中心/2022.yaml"):
        shutil.copy(repository / "2022.yaml", repository / name)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "三稿")
    git(repository, "commit", "-q", "--allow-empty", "-m", "四稿")
    git(repository, "tag", "v1.0")
    lines = {
        line for page in ("比较.md", "版本管理.md") for line in guide(page) if "HEAD" in line and "tool" not in line
    }
    assert len(lines) == 4
    for line in sorted(lines):
        ran = perfgen(*shlex.split(line)[1:])
        assert (line, ran.code, ran.err) == (line, 0, "")


def _configured(repository: Path, name: str) -> None:
    """Set a thing of git's as the guide says, for this Python's perfgen."""
    (line,) = [line for line in guide("版本管理.md") if line.startswith(f"git config {name}")]
    *_, value = shlex.split(line)
    git(repository, "config", name, value.replace("perfgen", PYTHON, 1))


def test_git_difftool_calls_perfgen(repository: Path) -> None:
    _configured(repository, "difftool.perfgen.cmd")
    said = git(repository, "difftool", "-y", "-t", "perfgen", "HEAD~1", "--", "2022.yaml")
    assert LINE in said


def test_git_diff_by_textconv_shows_the_values_with_their_places(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.yaml diff=perfgen\n", "utf-8")
    _configured(repository, "diff.perfgen.textconv")
    said = git(repository, "diff", "-U0", "HEAD~1")
    assert "-接待管理经费 预算数：184.00\n" in said
    assert "+接待管理经费 预算数：190.00\n" in said
    assert "-预算数: 7.99\n" in said  # a project's file is compared as it is
