"""What an output was built from, kept beside it, so that a second run builds only what changed.

Each output has a record of its own (``.perfgen/NAME.json`` in the output folder), written after it, so that runs into
one folder cannot get in each other's way and a run that is killed leaves nothing wrong: a record that is missing or does
not fit its output only means that the output is built again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from perfgen import __version__
from perfgen.errors import OutputError
from perfgen.output import make_folder, write_file

FOLDER = ".perfgen"
_YAML = (".yaml", ".yml")
_VERSION = 1


def digest(files: Iterable[Path], layout: Path, settings: str) -> str:
    """What an output depends on.

    The content of a filing's files, the names of all YAML files beside them (a new one may be included), its layout
    folder, the `settings` of the run, and the version of perfgen. Raises OSError where a file cannot be read.
    """
    read = [file.resolve() for file in files]
    root = read[0].parent
    total = hashlib.sha256(f"{__version__} {_VERSION} {settings}".encode())
    parts = [("file", file, root) for file in sorted(read)]
    parts += [("layout", file, layout) for file in sorted(layout.iterdir()) if file.is_file()]
    for kind, file, base in parts:
        content = file.read_bytes()
        name = file.relative_to(base).as_posix() if file.is_relative_to(base) else file.as_posix()
        total.update(f"\0{kind}\0{name}\0{len(content)}\0".encode())
        total.update(content)
    beside = sorted({name for file in read for name in _listed(file.parent, root)} if len(read) > 1 else ())
    total.update("\0".join(beside).encode())
    return total.hexdigest()


def _listed(folder: Path, root: Path) -> list[str]:
    return [file.relative_to(root).as_posix() for file in folder.iterdir() if file.suffix in _YAML]


def fresh(target: Path, source: Path, settings: str) -> str | None:
    """The SHA-256 of an output that is what its filing gives today; None where it must be built."""
    try:
        record = json.loads(_record(target).read_text(encoding="utf-8"))
        files = [source.parent / name for name in record["files"]]
        if files[0].resolve() != source.resolve():
            return None
        layout = Path(record["layout"])
        if digest(files, layout, settings) != record["digest"]:
            return None
        built = sha256(target.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    return built if built == record["sha256"] else None


def remember(target: Path, files: Iterable[Path], layout: Path, settings: str, content: bytes) -> None:
    """Keep what an output was built from. Where that cannot be written, the output is built again next time."""
    read = list(files)
    root = read[0].parent
    record = {
        "files": [file.relative_to(root).as_posix() for file in read],
        "layout": str(layout),
        "digest": digest(read, layout, settings),
        "sha256": sha256(content),
    }
    try:
        make_folder(target.parent / FOLDER)
        write_file(_record(target), (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8"), durable=False)
    except OutputError:
        _record(target).unlink(missing_ok=True)


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def _record(target: Path) -> Path:
    return target.parent / FOLDER / f"{target.name}.json"
