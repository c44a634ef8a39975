"""The files that checking reads, for whoever writes beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from perfgen.source import FILING_FILE, is_foreign
from perfgen.source.discover import LAYOUT_FILES, YAML
from perfgen.workspace import workspace_of


def inputs(found: Sequence[Path], target: Path, layout: Path | None) -> Iterator[Path]:
    """What is read for filings, as far as the `target` may be that: what they include lies below them, and is YAML."""
    settings = workspace_of(found[0]).file
    yield from (settings,) if settings else ()
    yield from (layout / name for name in LAYOUT_FILES) if layout else ()
    real = _real(target)
    below = {_real(path) if path.is_dir() else _real(path).parent for path in found}
    if real.suffix.lower() in YAML and below.intersection(real.parents) and not is_foreign(target):
        yield target
    for path in found:
        yield from (path, path / FILING_FILE)


def _real(path: Path) -> Path:
    """Where a path leads; unlike `Path.resolve`, also one of links in a circle."""
    return Path(os.path.realpath(path))
