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
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, TypeVar

from perfgen import __version__
from perfgen.errors import OutputError
from perfgen.output import make_folder
from perfgen.pipeline import Prepared, shipped_layout
from perfgen.shown import as_json
from perfgen.source.files import matches

FOLDER = ".perfgen"
_VERSION = 3
_Place = TypeVar("_Place", bound=PurePath)


def fresh(target: Path, source: Path, layout: Path | None, settings: str, run: str = "") -> str | None:
    """The SHA-256 of an output that is what its filing gives today; None where it must be built.

    `layout` is the layout folder asked for, if any. What the same `run` wrote is built again: its outcome was lost with
    a worker, and there may be more to say of it than that it is there.
    """
    try:
        record = json.loads(record_of(target).read_text(encoding="utf-8"))
        if record["files"][0] != source.name or (run and record["run"] == run):
            return None
        files = [source.parent / name for name in record["files"]]
        named = {path for folder, pattern in record["patterns"] for path in matches(source.parent / folder, pattern)}
        if named != set(files[1:]):
            return None
        hashes = [sha256(file.read_bytes()) for file in files]
        look = layout_digest(layout or shipped_layout(record["layout"]))
        if _digest(record, hashes, look, settings) != record["digest"]:
            return None
        built = sha256(target.read_bytes())
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return built if built == record["sha256"] else None


def written(target: Path, run: str) -> str | None:
    """The SHA-256 of an output that this `run` wrote, whoever has heard of it; None where it did not."""
    try:
        record = json.loads(record_of(target).read_text(encoding="utf-8"))
        built = sha256(target.read_bytes()) if run and record["run"] == run else ""
        return built if built and built == record["sha256"] else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def remember(  # noqa: PLR0913 -- what an output depends on, one by one
    target: Path, prepared: Prepared, built: str, *, look: str, settings: str, run: str = "", sure: bool = True
) -> None:
    """Keep what an output is built from. Where that cannot be written, the output is built again next time.

    One that is not `sure` is built again whatever happens. `built` is the SHA-256 of the output, `look` is the digest of the layout, taken before it was read: what changes while a filing is built counts as changed.
    """
    reading = prepared.reading
    root = reading.files[0].parent
    record: dict[str, Any] = {
        "files": [file.relative_to(root).as_posix() for file in reading.files],
        "patterns": [[folder.relative_to(root).as_posix(), pattern] for folder, pattern in reading.patterns],
        "layout": prepared.layout.folder.name,
        "sha256": built,
        "run": run,
    }
    record["digest"] = _digest(record, reading.sha256, look, settings) if sure else ""
    place, content = record_of(target), f"{as_json(record)}\n".encode()
    with contextlib.suppress(OSError, OutputError):
        try:
            place.write_bytes(content)  # not beside first: a record written by half is as good as none
        except FileNotFoundError:
            make_folder(place.parent)
            place.write_bytes(content)
        except PermissionError:  # somebody else's, in a folder that is ours too
            place.unlink()
            place.write_bytes(content)


def layout_digest(folder: Path) -> str:
    """The SHA-256 of the files of a layout folder and their names. Raises OSError where one cannot be read."""
    states = []
    with os.scandir(folder) as found:
        for one in found:
            with contextlib.suppress(OSError):  # a link in circles is no file
                if not one.is_file():
                    continue
                status = os.stat(one.path)  # noqa: PTH116 -- of the entry, which on Windows does not tell st_ino
                states.append((one.name, status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))
    return _layout_digest(folder, tuple(sorted(states)))


@lru_cache(maxsize=64)
def _layout_digest(folder: Path, states: tuple[tuple[str | int, ...], ...]) -> str:
    """The digest of a layout folder whose files were last seen in these states."""
    files = [(str(name), folder / str(name)) for name, *_ in states]
    return sha256(json.dumps([(name, sha256(file.read_bytes())) for name, file in files]).encode("utf-8"))


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
