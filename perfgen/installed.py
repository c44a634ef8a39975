"""What other packages bring: the entry points of a group, and their code, whose faults are told as theirs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeAlias, TypeVar

from perfgen.errors import PerfgenError

_Given = TypeVar("_Given")
Fault: TypeAlias = Callable[[str], Exception]
"""Makes the error to raise of what a package did, in Chinese or as Python says it."""


def entries(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of a group by name, in the order of the alphabet; of several packages', the first. None is imported."""
    found: dict[str, EntryPoint] = {}
    for one in every_entry(group):
        found.setdefault(one.name, one)
    return found


def every_entry(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group by name and package, also those that share a name. None is imported."""
    return _every_entry(group, tuple(sys.path))


@lru_cache(maxsize=8)
def _every_entry(group: str, path: tuple[str, ...]) -> tuple[EntryPoint, ...]:  # noqa: ARG001 -- where packages are looked for
    return tuple(sorted(entry_points(group=group), key=lambda one: (one.name, package(one))))


def package(entry: EntryPoint) -> str:
    """The package an entry point is of, with its version."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.module


def loaded(entry: EntryPoint, fault: Fault) -> Any:
    """What an entry point leads to. Raises what `fault` makes of whatever its package raises when it is imported."""
    with blamed(fault):
        return entry.load()


def called(entry: EntryPoint, gives: type[_Given], fault: Fault, *arguments: Any) -> _Given:
    """What the function that an entry point leads to gives for some arguments.

    Raises a PerfgenError of the function as it is, and what `fault` makes of whatever else goes wrong in the package, or
    where it gives something other than a value of the type `gives`.
    """
    function = loaded(entry, fault)
    with blamed(fault, PerfgenError):
        found = function(*arguments)
    if not isinstance(found, gives):
        raise fault(f"读出来的是 {type(found).__name__}，不是 {gives.__name__}")
    return found


@contextmanager
def blamed(fault: Fault, *passing: type[Exception]) -> Iterator[None]:
    """Within it runs the code of a package. Raises what `fault` makes of whatever that raises; but `passing` errors as they are."""
    try:
        yield
    except passing:
        raise
    except Exception as error:  # whatever a package raises
        raise fault(f"{type(error).__name__}: {error}") from error
