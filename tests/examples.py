"""How many examples a property is tried with, and in how many places: a fifth in `make test`, all in `make properties`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

_ALL = os.environ.get("PERFGEN_EXAMPLES", "same") != "same"
_PART = 5
_Each = TypeVar("_Each")


def some(count: int) -> int:
    """So many of `count` examples as this run tries."""
    return count if _ALL else -(-count // _PART)


def some_of(several: Sequence[_Each], part: int = _PART) -> Sequence[_Each]:
    """Those of several places that this run tries: each fifth (or so many), or all."""
    return several if _ALL else several[::part]
