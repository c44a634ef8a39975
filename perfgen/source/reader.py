"""A filing from its YAML: the model, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from perfgen.errors import Diagnostic, FilingError, PerfgenError
from perfgen.filing import Form
from perfgen.source.files import Files, Snapshot
from perfgen.source.reading import LAYOUT_KEYS, YamlReading, demanded
from perfgen.source.simple_yaml import Doubtful, Straight

if TYPE_CHECKING:
    from perfgen.source.locator import Locator
    from perfgen.source.unread import Unread

FILING_FILE = "filing.yaml"
"""The file that a folder filing begins with."""


def filing_file(path: Path) -> Path:
    """The file to read for a file or folder. Raises FilingError for a folder that holds no filing."""
    if not path.is_dir():
        return path
    file = path / FILING_FILE
    if not file.is_file():
        raise FilingError(
            Diagnostic(
                "YML01", f"文件夹里没有 {FILING_FILE}", path, hint="写出要用的 YAML 文件名，或用 perfgen new 写一份样稿"
            )
        )
    return file


def read(
    path: Path,
    form: Callable[[str], Form],
    defaults: Mapping[str, str] | None = None,
    files: Files | None = None,
) -> YamlReading:
    """Read the filing in a file or folder and hold it against the form of its layout.

    `form` gives the form for the name under 版式; it raises PerfgenError for an unknown one. `defaults` are texts by
    label for what the filing itself need not say (版式, 年度, 金额单位 of its workspace). `files` are where it lies,
    this machine's where nothing is said.
    Raises FilingError with every mistake found in all files, in the order of the files and lines.
    """
    result = attempt(path, form, defaults, files)
    if not isinstance(result, YamlReading):
        raise FilingError(result.found)
    return result


def attempt(
    path: Path, form: Callable[[str], Form], defaults: Mapping[str, str] | None = None, files: Files | None = None
) -> YamlReading | Unread:
    """As `read`, but for a filing with mistakes: what they are, and what can be read of it all the same.

    Raises FilingError where nothing can be.
    """
    path = path if files else filing_file(path)
    files = files or Snapshot()
    try:
        return _straight(path, files, form, defaults or {})
    except (Doubtful, PerfgenError, ValidationError):
        from perfgen.source.placed import Placed  # noqa: PLC0415 -- all that tells mistakes: for a filing that may have some

        return Placed(path, files, form, defaults or {}).result()


def _straight(path: Path, snapshot: Files, form: Callable[[str], Form], defaults: Mapping[str, str]) -> YamlReading:
    """The filing, if nothing is wrong with it. Raises anything, with no word of use to anybody, if there may be."""
    straight = Straight(snapshot)
    root = straight.root(path)
    layout = next((root[key] for key in LAYOUT_KEYS if key in root), defaults.get(LAYOUT_KEYS[0]))
    if not isinstance(layout, str):
        raise Doubtful
    known = form(layout)
    data = {**defaults, **straight.filing(root, path, known)}
    if any(demanded(data, known)):
        raise Doubtful
    filing: Any = known.model.model_validate(data, context=known)
    files = tuple(straight.files)
    sources = tuple(map(snapshot.read, files))
    hashes = tuple(file.sha256 for file in sources)

    def locate() -> Locator:
        from perfgen.source.placed import Placed  # noqa: PLC0415 -- as above

        return Placed(path, snapshot, lambda _: known, defaults).locator

    return YamlReading(filing, files, hashes, sources, tuple(straight.patterns), locate)
