"""Files as they were in a git revision, put into a folder of ours; git itself is asked, never a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from perfgen.errors import Diagnostic, PerfgenError
from perfgen.foreign import astray
from perfgen.scratch import scratch
from perfgen.source.discover import YAML
from perfgen.source.files import MOST_BYTES
from perfgen.source.include import includes_nothing

_SECONDS = 60
_MOST_FILES, _MOST_BYTES = 10_000, 256 * 1024 * 1024
"""Bounds of what is taken out of one revision: the filings of a county with their Word files are some hundreds."""
_FILES = ("100644", "100755")
"""The modes of what is a file in git, and neither a link nor another repository."""
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""git asks nobody, writes nothing, and fetches nothing: a repository that somebody sent may name programs to fetch with."""
_NAMED = re.compile(r"(?P<revision>[^:]+):(?P<path>.+)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class GitError(PerfgenError):
    """Something cannot be had from git."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A file or folder in a git revision: `path` counts from the folder we are in, or from the top of the repository."""

    name: str
    path: Path

    def __str__(self) -> str:
        return f"{self.name}:{self.path.as_posix()}"


def revision_of(said: str) -> Revision | None:
    """What ``HEAD~1:2023.yaml`` means; None for a file or folder that is there, and for what names no revision."""
    found = _NAMED.fullmatch(said)
    if not found or "://" in said or _DRIVE.match(said) or Path(said).exists():
        return None
    return Revision(found["revision"], Path(found["path"]))


@contextmanager
def taken_out(revision: Revision, endings: Sequence[str]) -> Iterator[Path]:
    """A file or folder as it was in a revision, for the block: where it lies now.

    With a YAML file come those in its folder, which it may include; of a folder the files with one of the `endings` (with
    the dot, in small letters). Raises GitError where there is no git, repository, revision or file, or it is too much.
    """
    repository = _Repository.around(revision)
    name, found = repository.entries(endings)
    contents = repository.contents([number for _, number in found])
    with scratch() as folder:
        top = folder / "git"
        top.mkdir()
        for (path, _), content in zip(found, contents, strict=True):
            target = top.joinpath(*PurePosixPath(path).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield top.joinpath(*PurePosixPath(name).parts)


def told_of(revision: Revision, taken: Path, said: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics about what was `taken` out of a revision, about its files as they are called there."""
    from dataclasses import replace  # noqa: PLC0415 -- only where something is wrong

    def named(file: PurePath | None) -> PurePath | None:
        if file is None or not file.is_relative_to(taken.parent):
            return file
        inside = os.path.relpath(file, taken)
        path = revision.path if inside == "." else Path(os.path.normpath(revision.path / inside))
        return PurePath(str(Revision(revision.name, path)))

    return [replace(one, file=named(one.file)) for one in said]


@dataclass(frozen=True, slots=True)
class _Repository:
    """The repository around a path; `inside` is the path from its top, with slashes, and `commit` the revision's."""

    program: str
    folder: Path
    inside: str
    commit: str
    revision: Revision

    @classmethod
    def around(cls, revision: Revision) -> _Repository:
        program = shutil.which("git")
        if program is None or not Path(program).is_absolute():  # Windows looks in the folder we are in, too
            hint = "装好 git 再试；或者把旧的一稿另存成文件，用 perfgen diff 旧.yaml 新.yaml 比较"
            raise _fault("这台电脑上没有装 git，看不到以前的版本", hint)
        path = revision.path.absolute()
        folder = next(one for one in (path, *path.parents) if one.is_dir())
        prefix = _ask(program, folder, "rev-parse", "--show-prefix").decode().rstrip("\n")
        if revision.name.startswith("-"):
            raise _no_revision(revision)
        try:
            said = _ask(program, folder, "rev-parse", "--verify", "--quiet", f"{revision.name}^{{commit}}")
        except _SilentError:
            raise _no_revision(revision) from None
        inside = os.path.normpath(f"{prefix}{path.relative_to(folder).as_posix()}").replace("\\", "/")
        return cls(program, folder, inside, said.decode().strip(), revision)

    def entries(self, endings: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
        """The path that is meant, and the files to take: path and number of each. Raises GitError where there are none."""
        for name in dict.fromkeys((self.inside, os.path.normpath(self.revision.path.as_posix()).replace("\\", "/"))):
            found = self._listed(name)
            if len(found) == 1 and found[0][0] == name:
                return name, self._bounded([found[0], *self._beside(found[0])])
            if found:
                return name, self._bounded([one for one in found if _ending(one[0]) in endings])
        raise _fault(
            f"“{self.revision.name}”这个版本里没有“{self.revision.path.as_posix()}”",
            "检查路径；那一稿里文件可能叫别的名字",
        )

    def _beside(self, entry: tuple[str, str, int]) -> list[tuple[str, str, int]]:
        """The YAML files in the folder of one that includes others."""
        path, number, size = entry
        if _ending(path) not in YAML or size > MOST_BYTES:
            return []
        if includes_nothing(self.contents([number])[0].decode("utf-8", "replace")):
            return []
        folder = self._listed(str(PurePosixPath(path).parent))
        return [one for one in folder if one[0] != path and _ending(one[0]) in YAML]

    def _listed(self, name: str) -> list[tuple[str, str, int]]:
        """The files at a path and below it: path, number and size; what is no file, or has a name that leads astray, is not."""
        where = [] if name == "." else [name]
        said = _ask(self.program, self.folder, "ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, "--", *where)
        found = []
        for entry in said.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = entry.partition("\t")
            mode, _, number, size = about.split()
            if mode in _FILES and size.isdigit() and not astray(path):
                found.append((path, number, int(size)))
        return found

    def _bounded(self, found: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
        if len(found) > _MOST_FILES or sum(size for _, _, size in found) > _MOST_BYTES:
            most = f"{_MOST_FILES} 个文件、{_MOST_BYTES // 1024 // 1024} MB"
            raise _fault(f"这个版本里的文件太多（一次最多 {most}）", "给出更下面的文件夹，或一份文件")
        return [(path, number) for path, number, _ in found]

    def contents(self, numbers: Sequence[str]) -> list[bytes]:
        """The contents of files by their numbers."""
        said = _ask(self.program, self.folder, "cat-file", "--batch", given="".join(f"{one}\n" for one in numbers))
        found, at = [], 0
        for _ in numbers:
            end = said.index(b"\n", at)
            size = int(said[at:end].split()[2])
            found.append(said[end + 1 : end + 1 + size])
            at = end + size + 2
        return found


class _SilentError(Exception):
    """git says no, and nothing else."""


def _ask(program: str, folder: Path, *arguments: str, given: str = "") -> bytes:
    """What git answers. Raises GitError with its reason, _SilentError where it gives none."""
    said = {**os.environ, **_QUIET}
    try:
        done = subprocess.run(  # noqa: S603 -- a program found on the path, arguments as a list
            [program, "-c", "protocol.allow=never", "-C", str(folder), *arguments],
            input=given.encode(), capture_output=True, check=False, timeout=_SECONDS, env=said,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise _fault("git 没有回答", "再试一次；仍然不行时，在这个文件夹里运行 git status 看看") from None
    if done.returncode == 0:
        return done.stdout
    why = done.stderr.decode("utf-8", "replace").strip()
    if not why:
        raise _SilentError
    if "not a git repository" in why:
        raise _fault("这个文件夹没有用 git 管理，看不到以前的版本", "怎样用 git，见 docs/版本管理.md")
    if "dubious ownership" in why:
        raise _fault(
            "这个文件夹是别人建的，git 不肯读",
            f'信得过时运行：git config --global --add safe.directory "{folder.as_posix()}"',
        )
    raise _fault(f"git 出错：{why.splitlines()[-1][:200]}", "在这个文件夹里运行 git status 看看")


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _no_revision(revision: Revision) -> GitError:
    return _fault(
        f"git 里没有“{revision.name}”这个版本", "写提交号、标签、分支，或 HEAD~1（上一稿）；用 git log --oneline 查"
    )


def _fault(message: str, hint: str) -> GitError:
    return GitError(Diagnostic("GIT01", message, hint=hint))
