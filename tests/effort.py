"""How much work something is, in a unit that a slow machine, a busy one and a tracer change alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import ceil
from time import process_time

import perfgen
from tests.conftest import SMALL

_REPEATED = 3


def effort(work: Callable[[], object]) -> float:
    """The processor time of `work`, as a multiple of what checking the smallest filing takes here and now.

    That is measured before and after: a machine may get slower meanwhile.
    """
    before = _unit()
    start = process_time()
    work()
    spent = process_time() - start
    return spent / max(before, _unit())


def seconds_for(work: float, least: int) -> int:
    """How many seconds of the processor are so much work on this machine; `least` where it is a fast one."""
    return max(least, ceil(work * _unit()))


@cache
def _warmed() -> None:
    """Whatever is only loaded once is loaded."""
    perfgen.check(SMALL)


def _unit() -> float:
    _warmed()
    start = process_time()
    for _ in range(_REPEATED):
        perfgen.check(SMALL)
    return (process_time() - start) / _REPEATED
