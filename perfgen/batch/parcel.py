"""A job packed for another machine: everything it is done with, and the names its user knows.

A parcel carries what a filing is built from at the place it has on the client, so that on the worker, below a temporary
folder, everything stands to everything else as it did, and a worker needs none of the client's folders but the one it
writes to.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from threading import Lock

from perfgen import __version__
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.store import Url, place
from perfgen.batch.work import work
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.foreign import content, leads_out
from perfgen.layouts import Origin, Shelf
from perfgen.loading import files_of, head_of
from perfgen.scratch import Scratch, scratch
from perfgen.settings import FILE as SETTINGS
from perfgen.settings import Workspace
from perfgen.source import filing_file
from perfgen.source.discover import LAYOUT_FILES
from perfgen.source.files import MOST_BYTES
from perfgen.workspace import workspace_of

Names = tuple[tuple[str, str], ...]
"""Places in a parcel (absolute, without drive, with forward slashes), and what the user calls them."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job and the content of its files, in plain values that pickle on one system and unpickle on another.

    `files` are the files by their place; `targets` are paths or URLs that the worker opens itself; `layout` is what the
    user calls a layout folder, with the files in it: the one asked for, or, where none was (`layout_asked`), the one the
    filing names, where perfgen does not have it itself.
    """

    version: str
    source: str
    targets: tuple[str, ...]
    layout: tuple[str, tuple[tuple[str, bytes], ...]] | None
    layout_asked: bool
    force: bool
    check: bool
    run: str
    numbered: bool | None
    files: tuple[tuple[str, bytes], ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a parcel: an outcome without its job. `said` goes without files, which stand beside as text."""

    result: str
    said: tuple[tuple[Diagnostic, str], ...]
    hashes: tuple[str, ...]
    contents: bool = True

    def outcome(self, job: Job) -> Outcome:
        """The outcome of the job that was packed."""
        said = tuple(replace(one, file=place(file) if file else None) for one, file in self.said)
        return Outcome(job, Result(self.result), said, self.hashes, self.contents)


def pack(job: Job) -> Parcel | None:
    """A job as a parcel; None for one that is best done here, where what is wrong with its files shows as it is.

    That is a filing that cannot be read, or that includes what it may not; also one that is a link to a file outside its
    workspace, which is nothing to be sent to other machines, and one with a layout that holds such a link.
    """
    source = Path(job.source)
    try:
        file = filing_file(source)
        workspace = workspace_of(source)
        inner = files_of(file)
        beside = workspace.files if job.check else []
        layout = job.layout or _own_layout(file, workspace)
        if leads_out(file, workspace.root or file.parent) or (layout and _links_out(layout)):
            return None
        look = tuple((name, content(layout / name, MOST_BYTES)) for name in LAYOUT_FILES) if layout else ()
        settings = [workspace.file] if workspace.file else []
        contents = [(_place(one), content(one, MOST_BYTES)) for one in (*inner, *settings, *beside)]
    except (PerfgenError, OSError, RecursionError):
        return None
    targets = [target if isinstance(target, Url) else Path(target).absolute() for target in job.targets]
    names = [(_place(one), str(one)) for one in settings]
    names += [(_place(source), str(source)), (_place(file.parent), str(file.parent)), ("", source.absolute().anchor)]
    return Parcel(
        __version__,
        _place(source),
        tuple(str(target) for target in targets),
        (str(layout), look) if layout else None,
        job.layout is not None,
        job.force,
        job.check,
        job.run,
        job.numbered,
        tuple(contents),
        tuple(names) + tuple((str(here), str(said)) for here, said in zip(targets, job.targets, strict=True)),
    )


def _own_layout(file: Path, workspace: Workspace) -> Path | None:
    """The folder of the layout a filing names, None where it comes with perfgen, or there is none to be told.

    Raises LayoutError where there is none of that name, or none is named and the workspace has some.
    """
    name = head_of(file).layout or workspace.defaults.layout or ""
    folders = workspace.layout_folders
    if not name and not folders:
        return None
    place = Shelf(folders).find(name)
    return None if place.origin is Origin.SHIPPED else place.folder


def _links_out(layout: Path) -> bool:
    return any(leads_out(layout / name, layout) for name in LAYOUT_FILES)


def deliver(parcel: Parcel) -> Reply:
    """Do a parcel's job on this machine. Raises nothing that `work` does not."""
    if parcel.version != __version__:
        message = f"工作机上的 perfgen 是 {__version__}，这台电脑上是 {parcel.version}"
        said = Diagnostic("BAT04", message, hint="装成同一个版本再运行")
        return Reply(Result.FAILED.value, ((said, ""),), ())
    with scratch() as folder:
        root = Path(os.path.realpath(folder))
        (root / SETTINGS).write_bytes(b"")  # the client's settings, or none: never those of a folder above
        for name, inside in parcel.files:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(inside)
        source = root / parcel.source
        layout = _layout(*parcel.layout) if parcel.layout else None
        targets = tuple(place(target) for target in parcel.targets)
        asked, shelf = (layout, Shelf()) if parcel.layout_asked else (None, Shelf((layout,) if layout else ()))
        done = work(Job(source, targets, asked, parcel.force, parcel.check, parcel.run, parcel.numbered, shelf))
    named = _namer(root, layout, parcel)
    return Reply(
        done.result.value,
        tuple(_renamed(one, [root, *([layout] if layout else [])], named) for one in done.said),
        done.hashes,
        done.contents,
    )


_layouts: dict[str, Path] = {}
_LOCK = Lock()


def _layout(called: str, files: tuple[tuple[str, bytes], ...]) -> Path:
    """A layout folder on this machine, one for all jobs that have it, so that its template is compiled once."""
    digest = hashlib.sha256(repr((called, files)).encode("utf-8")).hexdigest()
    with _LOCK:
        kept = _layouts.get(digest)
        if kept is None or not kept.is_dir():
            made = Scratch()
            atexit.register(made.close)
            top = made.path
            name = PurePosixPath(called.replace("\\", "/")).name
            kept = _layouts[digest] = top / (name if name not in {"", ".."} else "layout")
            kept.mkdir()
            for name, inside in files:
                (kept / name).write_bytes(inside)
    return kept


def _place(path: Path) -> str:
    """Where a file stands in a parcel: its absolute path without the drive."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow links
    return absolute.relative_to(absolute.anchor).as_posix()


def _namer(root: Path, layout: Path | None, parcel: Parcel) -> Callable[[str], str]:
    """What the user calls a path of this machine."""
    targets = set(parcel.targets)
    known = [(layout.as_posix(), parcel.layout[0])] if layout and parcel.layout else []
    known += [(name if name in targets else (root / name).as_posix(), said) for name, said in parcel.names]

    def named(path: str) -> str:
        posix = path.replace(os.sep, "/")
        for here, said in known:
            if posix == here:
                return said
            if posix.startswith(f"{here}/"):
                return (PurePosixPath(said.replace("\\", "/")) / posix[len(here) + 1 :]).as_posix()
        return path

    return named


def _renamed(one: Diagnostic, folders: list[Path], named: Callable[[str], str]) -> tuple[Diagnostic, str]:
    """A diagnostic as its user reads it, without its file, and the file."""
    inside = re.compile(f"(?:{'|'.join(re.escape(str(folder)) for folder in folders)})" + r"[^\s'\"）]*")
    message, hint = (inside.sub(lambda found: named(found[0]), text) for text in (one.message, one.hint))
    return replace(one, message=message, hint=hint, file=None), named(str(one.file)) if one.file else ""
