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
    real = Path(os.path.realpath(target))  # unlike resolve(), also of links in a circle
    below = {path.resolve() if path.is_dir() else path.resolve().parent for path in found}
    if real.suffix.lower() in YAML and below.intersection(real.parents) and not is_foreign(target):
        yield target
    for path in found:
        yield from (path, path / FILING_FILE)
