"""Everything that what is found hangs on, as one digest: the same digest, the same findings. Imports next to nothing.

That is every file in the folders and whatever links in them lead to, by name and content, since any of it may be a filing, part
of one, or what it is checked by; the settings above the folders, and what these name; perfgen itself, and the packages
beside it. What cannot be told in reasonable time gives no digest, and then nothing is remembered.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfgen.foreign import content

SETTINGS = "perfgen.toml"
"""`perfgen.settings.FILE`, which is not imported for that."""
MOST_FILES = 20_000
MOST_BYTES = 512 * 1024 * 1024
"""How much is looked at before it is given up: with more, looking takes as long as checking."""
_DEEPEST = 60
_PACKAGE = Path(__file__).parent
_PACKAGES = (".dist-info", ".egg-info", ".egg-link", ".pth")
_POINTS = "[perfgen."


class _TooMuchError(Exception):
    """It cannot be told, or not in reasonable time."""


@dataclass(slots=True)
class _Look:
    """What was seen so far."""

    sums: hashlib._Hash = field(default_factory=hashlib.sha256)
    files: int = 0
    bytes: int = 0
    folders: set[tuple[int, int]] = field(default_factory=set)

    def say(self, *said: object) -> None:
        """Something that counts: no two sequences of such are taken for one another."""
        self.sums.update(repr(said).encode("utf-8", "surrogatepass"))

    def tree(self, folder: str, depth: int = 0) -> None:
        """A folder and all below it, also by links; one that was seen by another way is not looked into again."""
        try:
            status = os.stat(folder)  # noqa: PTH116 -- asked for every folder and file
            names = sorted(os.listdir(folder))  # noqa: PTH208
        except OSError as error:
            self.say("no folder", error.errno)
            return
        if (status.st_dev, status.st_ino) in self.folders:
            self.say("again", status.st_dev, status.st_ino)
            return
        self.folders.add((status.st_dev, status.st_ino))
        if depth > _DEEPEST:
            raise _TooMuchError
        self.say("folder", len(names))
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118
            self.say(name)
            if os.path.islink(path):  # noqa: PTH114
                self.say("link", os.path.realpath(path))
            if name == SETTINGS:
                self.settings(path)
            elif os.path.isdir(path):  # noqa: PTH112
                self.tree(path, depth + 1)
            else:
                self.file(path)

    def file(self, path: str) -> None:
        """A file by its content; whatever else stands there, by why it is none."""
        self.files += 1
        if self.files > MOST_FILES:
            raise _TooMuchError
        try:
            said = content(Path(path), MOST_BYTES - self.bytes)
        except OSError as error:
            if error.errno == errno.EFBIG:
                raise _TooMuchError from None
            self.say("no file", error.errno)
            return
        self.bytes += len(said)
        self.say("file", hashlib.sha256(said).hexdigest())

    def settings(self, path: str) -> None:
        """A perfgen.toml, with whose it is: that decides whether it counts, see `perfgen.workspace`."""
        with contextlib.suppress(OSError):
            self.say("of", os.lstat(path).st_uid, os.stat(os.path.dirname(path)).st_mode)  # noqa: PTH116, PTH120
        self.file(path)

    def states(self, files: Iterator[str]) -> None:
        """Files of programs by size and time, as make does."""
        for file in files:
            status = os.stat(file)  # noqa: PTH116 -- a thousand, each time
            self.say(file, status.st_size, status.st_mtime_ns)


def digest(folders: Sequence[Path], more: Sequence[Path], *said: object) -> str | None:
    """What is found in some folders hangs on this; None where that cannot be told.

    `more` are the files and folders that their settings name, `said` what was asked.
    """
    look = _Look()
    try:
        look.say(sys.version, sys.platform, os.getcwd(), sys.path, said)  # noqa: PTH109
        look.states(_programs())
        for folder in folders:
            look.say(str(folder), os.path.realpath(folder))
            for above in Path(os.path.abspath(folder)).parents:  # noqa: PTH100 -- resolve() would follow links
                if os.path.lexists(above / SETTINGS):
                    look.say(str(above))
                    look.settings(str(above / SETTINGS))
            look.tree(str(folder))
        for path in more:
            look.say(str(path), os.path.realpath(path))
            look.tree(str(path)) if path.is_dir() else look.file(str(path))
    except (OSError, ValueError, _TooMuchError):
        return None
    return look.sums.hexdigest()


def _programs() -> Iterator[str]:
    """The files that decide what perfgen finds: its own, its layouts', and those of packages that add to it.

    Raises _TooMuchError where a package that adds to perfgen does not tell its files.
    """
    yield from _below(_PACKAGE)
    templates = _PACKAGE.parent / "templates"
    if not (_PACKAGE / "_data").is_dir() and templates.is_dir():
        yield from _below(templates)
    for place in dict.fromkeys(sys.path):
        folder = Path(place or ".")
        if folder.is_file():
            yield str(folder)
        if not folder.is_dir():
            continue
        for name in sorted(os.listdir(folder)):  # noqa: PTH208
            if name.endswith(_PACKAGES):
                yield str(folder / name)
                yield from map(str, _adding(folder / name))


def _adding(package: Path) -> Iterator[Path]:
    """The files of a package that adds to perfgen; nothing of any other, and of perfgen's own."""
    points = package / "entry_points.txt"
    if not points.is_file() or _POINTS not in points.read_text(encoding="utf-8", errors="replace"):
        return
    record = package / "RECORD"
    if not record.is_file() or (package / "direct_url.json").is_file():  # it may be worked on where it lies
        raise _TooMuchError
    for line in record.read_text(encoding="utf-8").splitlines():
        file = package.parent / line.rpartition(",")[0].rpartition(",")[0].strip('"')
        if file.suffix != ".pyc" and file.is_file():
            yield file


def _below(folder: Path) -> Iterator[str]:
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if one != "__pycache__")
        yield from (os.path.join(name, file) for file in sorted(files))  # noqa: PTH118
