"""What other packages bring: the entry points of a group, by name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points


def entries(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of a group by name, in the order of the alphabet. None is imported."""
    return _entries(group, tuple(sys.path))


@lru_cache(maxsize=8)
def _entries(group: str, path: tuple[str, ...]) -> Mapping[str, EntryPoint]:  # noqa: ARG001 -- where packages are looked for
    return {one.name: one for one in sorted(entry_points(group=group), key=lambda one: one.name)}


def package(entry: EntryPoint) -> str:
    """The package an entry point is of, with its version."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.module
