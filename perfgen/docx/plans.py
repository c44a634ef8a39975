"""How the parts of a template are rendered, kept on disk between runs.

What is kept is the Python that Jinja's compiler wrote for a template, as text in a JSON file. Whoever could write there
could run code as the user, so a file is read only where the folder and the file belong to the user and nobody else may
write to them, and neither is a link. Its name is a hash of all the template's parts, and of the programs that made it:
another template, another perfgen, docxtpl or Jinja never meets it. Whatever does not fit is made anew, without a word.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.docx.parts import NONE, FastPlan, Remarks
from perfgen.docx.surroundings import Surroundings

_FORMAT = 6
_MOST_FILES = 50
_MOST_BYTES = 16 * 1024 * 1024
_MAKERS = {
    "docxtpl": ("template.py",),
    "jinja2": ("compiler.py", "lexer.py", "parser.py", "runtime.py"),
    "perfgen": tuple(
        f"docx/{name}.py" for name in ("balance", "bookmarks", "east_asian", "fast_compile", "fast_render", "filters", "finished", "fitting", "guards", "jinja_render", "limits", "links", "measures", "mended", "merged_cells", "notes", "numbers", "own_words", "printed", "revisions", "runs", "sandbox", "shapes", "spelling", "statements", "structure", "surroundings", "tags", "titles", "well_formed", "written_tags")
    ),
}  # fmt: skip
"""The files, by package, that decide what is kept."""


class Plans(NamedTuple):
    """The plan of each part that holds tags, by name, and the surroundings its fast code counts on.

    `printed` are the paths of the data that the template prints, see `perfgen.docx.printed`; `notes` the parts whose notes
    stand in the text while it is rendered, see `perfgen.docx.notes`.
    """

    parts: Mapping[str, FastPlan]
    surroundings: tuple[Surroundings, ...]
    printed: frozenset[tuple[str, ...]]
    notes: tuple[str, ...] = ()
    remarks: Remarks = NONE


def stored(entries: Mapping[str, bytes], make: Callable[[], Plans]) -> Plans:
    """The plans for the entries of a template: as kept from an earlier run, or made, and kept for the next."""
    file = None
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        file = _folder() / f"{_key(entries)}.json"
        return _plans(_trusted(file))
    plans = make()
    if file is not None:
        with contextlib.suppress(OSError, ValueError):
            _keep(file, _document(plans))
    return plans


def _folder() -> Path:
    """Where plans are kept. Raises RuntimeError for a user without a home."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "perfgen" / "cache"
    # XDG Base Directory Specification: a path that is not absolute is to be ignored.
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (said if said.is_absolute() else Path.home() / ".cache") / "perfgen"


def _key(entries: Mapping[str, bytes]) -> str:
    sums = hashlib.sha256(_makers())
    for name, content in entries.items():
        sums.update(f"{len(name)} {name} {len(content)} ".encode())
        sums.update(content)
    return sums.hexdigest()


@cache
def _makers() -> bytes:
    """What tells one state of the programs from another: the versions, and size and time of their files.

    Raises OSError where they are not files of their own.
    """
    said: list[Any] = [_FORMAT, sys.version]
    for package, files in _MAKERS.items():
        spec = find_spec(package)
        folder = Path(spec.origin).parent if spec and spec.origin else Path()
        for file in files:
            status = (folder / file).stat()
            said.append((str(folder), file, status.st_size, status.st_mtime_ns))
    return repr(said).encode()


def _trusted(file: Path) -> bytes:
    """The content of a file that only the user can have written. Raises OSError or ValueError."""
    _own(file.parent.lstat(), stat.S_ISDIR, 0o077)
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as stream:  # noqa: PTH123 -- of a descriptor
        _own(os.fstat(descriptor), stat.S_ISREG, 0o022)
        return stream.read(_MOST_BYTES)


def _own(status: os.stat_result, kind: Callable[[int], bool], forbidden: int) -> None:
    """Raise PermissionError for what is not the user's own. On Windows the folder of a user is his by its place."""
    if not kind(status.st_mode):
        raise PermissionError
    if sys.platform != "win32" and (status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & forbidden):
        raise PermissionError


def _keep(file: Path, document: bytes) -> None:
    folder = file.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    _own(folder.lstat(), stat.S_ISDIR, 0o077)
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 -- of a descriptor
            stream.write(document)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    for old in kept[:-_MOST_FILES]:
        old.unlink(missing_ok=True)


def _document(plans: Plans) -> bytes:
    parts = {
        name: [plan.source, plan.signs and [sign.decode() for sign in plan.signs], plan.balanced]
        for name, plan in plans.parts.items()
    }
    around = [
        [surroundings.paragraph, surroundings.run, surroundings.room, surroundings.size]
        for surroundings in plans.surroundings
    ]
    printed = sorted(map(list, plans.printed))
    document = {
        "parts": parts,
        "surroundings": around,
        "printed": printed,
        "notes": plans.notes,
        "remarks": plans.remarks,
    }
    said = json.dumps(document, ensure_ascii=False).encode()
    return hashlib.sha256(said).hexdigest().encode() + b"\n" + said


def _plans(content: bytes) -> Plans:
    """The plans in a document, whose first line is a hash of the rest. Raises ValueError for one that is damaged."""
    head, _, said = content.partition(b"\n")
    if hashlib.sha256(said).hexdigest().encode() != head:
        raise ValueError("damaged")
    document = json.loads(said)
    try:
        parts = {
            str(name): FastPlan(
                str(source), signs if signs is None else tuple(map(str.encode, signs)), balanced is True
            )
            for name, (source, signs, balanced) in document["parts"].items()
        }
        around = tuple(
            Surroundings(paragraph, str(run), room, int(size))
            for paragraph, run, room, size in document["surroundings"]
        )
        printed = frozenset(tuple(map(str, names)) for names in document["printed"])
        return Plans(
            parts, around, printed, tuple(map(str, document["notes"])), Remarks(*map(int, document["remarks"]))
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
