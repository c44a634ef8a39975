"""How much work something is, in a unit that a slow machine, a busy one and a tracer change alike."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import perfgen
from tests.conftest import SMALL

_REPEATED = 10


def effort(work: Callable[[], object]) -> float:
    """The processor time of `work`, as a multiple of what checking the smallest filing takes here and now."""
    perfgen.check(SMALL)  # whatever is only loaded once is loaded
    start = process_time()
    for _ in range(_REPEATED):
        perfgen.check(SMALL)
    between = process_time()
    work()
    return (process_time() - between) / ((between - start) / _REPEATED)
