"""What an output was built from, kept beside it, so that a second run builds only what changed.

Each output has a record of its own (``.perfgen/NAME.json`` in the output folder), written just before it, so that runs
into one folder cannot get in each other's way, that no output is there of which nothing is known, and that a run that is
killed leaves nothing wrong: a record that is missing or does not fit its output only means that it is built again. A record names files from the filing's folder and layouts
by name, so that it holds wherever the filing lies.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple, TypeVar

from perfgen import __version__
from perfgen.batch.said import from_data, to_data
from perfgen.errors import Diagnostic, LayoutError, OutputError
from perfgen.foreign import content, is_link
from perfgen.layouts import Shelf
from perfgen.loading import Prepared
from perfgen.output import write_own
from perfgen.shown import as_json
from perfgen.source.discover import LAYOUT_FILES
from perfgen.source.files import MOST_BYTES, matches

FOLDER = ".perfgen"
_VERSION = 4
_STRAYS = re.compile(r"[\\:]|\*\*|^/|(?:^|/)\.\.(?:/|$)")
"""What no name in a record has: none leads above the folder of the filing, or looks through all that is below it."""

_MOST_RECORD = 4 * 1024 * 1024
"""The largest record that is read: a filing with as many files as there may be has less."""

MOST_OUTPUT = 256 * 1024 * 1024
"""The largest output that is compared with its record; one that is larger is built again."""

_MOST_LAYOUT = 64 * 1024 * 1024
"""The largest file of a layout."""

_Place = TypeVar("_Place", bound=PurePath)


class Fresh(NamedTuple):
    """An output that is what its filing gives today: its SHA-256, and what was said when it was built."""

    sha256: str
    said: tuple[Diagnostic, ...]


def fresh(  # noqa: PLR0913, PLR0917 -- what an output depends on, one by one
    target: Path, source: Path, layout: Path | None, settings: str, run: str = "", shelf: Shelf | None = None
) -> Fresh | None:
    """An output that is what its filing gives today; None where it must be built.

    `layout` is the layout folder asked for, if any; else `shelf` has that of the filing. What the same `run` wrote is built again: its outcome was lost with
    a worker, and there may be more to say of it than that it is there.
    """
    if not (record_of(target).is_file() and target.is_file()):  # one of another kind would keep us waiting
        return None
    try:
        record = _record(target)
        if record["files"][0] != source.name or (run and record["run"] == run):
            return None
        files = [source.parent / name for name in record["files"]]
        named = {path for folder, pattern in record["patterns"] for path in matches(source.parent / folder, pattern)}
        if named != set(files[1:]):
            return None
        hashes = [sha256(content(file, MOST_BYTES)) for file in files]
        look = layout_digest(layout or (shelf or Shelf()).find(record["layout"]).folder)
        if _digest(record, hashes, look, settings) != record["digest"]:
            return None
        said = from_data(record["said"], source.parent, _STRAYS)
        built = sha256(content(target, MOST_OUTPUT, links=False))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, LayoutError):
        return None
    return Fresh(built, said) if built == record["sha256"] else None


def written(target: Path, run: str) -> str | None:
    """The SHA-256 of an output that this `run` wrote, whoever has heard of it; None where it did not."""
    try:
        record = json.loads(record_of(target).read_text(encoding="utf-8"))
        built = sha256(target.read_bytes()) if run and record["run"] == run else ""
        return built if built and built == record["sha256"] else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def remember(  # noqa: PLR0913 -- what an output depends on, one by one
    target: Path, prepared: Prepared, built: str, *, look: str, settings: str, said: Iterable[Diagnostic] = (), run: str = "",
    sure: bool = True,
) -> None:  # fmt: skip
    """Keep what an output is built from. Where that cannot be written, the output is built again next time.

    One that is not `sure` is built again whatever happens. `said` is everything there was to say. `built` is the SHA-256 of the output, `look` is the digest of the layout, taken before it was read: what changes while a filing is built counts as changed.
    """
    reading = prepared.reading
    root = reading.files[0].parent
    record: dict[str, Any] = {
        "files": [file.relative_to(root).as_posix() for file in reading.files],
        "patterns": [[folder.relative_to(root).as_posix(), pattern] for folder, pattern in reading.patterns],
        "layout": prepared.layout.name,
        "sha256": built,
        "run": run,
        "said": to_data(said, root),
    }
    record["digest"] = _digest(record, reading.sha256, look, settings) if sure else ""
    written = f"{as_json(record)}\n".encode()
    with contextlib.suppress(OutputError):
        write_own(record_of(target), written, whole=False)  # a record written by half is as good as none


def _record(target: Path) -> Any:
    """The record of an output, as somebody may have written it: its names lead nowhere but below the filing's folder.

    Raises OSError, ValueError, LookupError or TypeError for what is none.
    """
    place = record_of(target)
    if is_link(place.parent):
        raise ValueError("a link")
    record = json.loads(content(place, _MOST_RECORD, links=False).decode("utf-8"))
    names = [name for folder, pattern in record["patterns"] for name in (folder, pattern)]
    if any(map(_STRAYS.search, (*record["files"], *names))):
        raise ValueError("leads out")
    return record


def layout_digest(folder: Path) -> str:
    """The SHA-256 of the two files of a layout and their names. Raises OSError where one cannot be read."""
    states = []
    for name in LAYOUT_FILES:
        with contextlib.suppress(FileNotFoundError):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 -- asked for every filing of a batch
            states.append((name, status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))
    return _layout_digest(folder, tuple(states))


@lru_cache(maxsize=64)
def _layout_digest(folder: Path, states: tuple[tuple[str | int, ...], ...]) -> str:
    """The digest of a layout folder whose files were last seen in these states."""
    files = [(str(name), folder / str(name)) for name, *_ in states]
    return sha256(json.dumps([(name, sha256(content(file, _MOST_LAYOUT))) for name, file in files]).encode("utf-8"))


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def record_of(target: _Place) -> _Place:
    """Where the record of an output is kept."""
    return target.parent / FOLDER / f"{target.name}.json"


def _digest(record: dict[str, Any], hashes: Iterable[str], look: str, settings: str) -> str:
    """What an output depends on: a filing's files, its layout, the settings of the run, and the version of perfgen."""
    said = [__version__, _VERSION, settings, record["files"], record["patterns"], list(hashes), look]
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))  # a name may be no UTF-8
