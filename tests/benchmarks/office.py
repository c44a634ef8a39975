"""Seconds per document: LibreOffice started for each, kept warm, and two side by side. `make benchmark-office`."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from perfgen import building, pagination
from perfgen.office import fonts
from perfgen.office.warm import Offices
from tests.conftest import ALL_FILINGS

ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    prepared = [building.prepare(path) for path in ALL_FILINGS]
    small = prepared[-1]
    substitutes = fonts.substitutes(fonts.choose(fonts.families()))

    def cold() -> None:
        with pagination.office() as office:
            pagination.printed(small, office)

    say("no LibreOffice: rendered only", [seconds(partial(building.render, one)) for one in prepared * ROUNDS])
    say("cold: one start, page numbers, PDF", [seconds(cold) for _ in range(ROUNDS)])
    with pagination.office() as office:
        pagination.printed(small, office)
        docx = building.render(small)
        say("warm: one layout", [seconds(lambda: office.convert(docx, "docx", "pdf")) for _ in range(ROUNDS * 3)])
        for one in prepared:
            count = pagination.printed(one, office).count
            times = [seconds(partial(pagination.printed, one, office)) for _ in range(ROUNDS)]
            say(f"warm: page numbers and PDF, {count} pages", times)
    for together in (1, 2):
        with Offices(together, substitutes) as offices, ThreadPoolExecutor(together) as threads:

            def work(one: building.Prepared, offices: Offices = offices) -> None:
                with offices.one() as office:
                    pagination.printed(one, office)

            started = time.perf_counter()
            done = len(list(threads.map(work, prepared * ROUNDS)))
            took = time.perf_counter() - started
            say(f"{done} documents, {together} LibreOffice side by side, start included", [took / done])


def say(what: str, times: list[float]) -> None:
    sys.stdout.write(f"{statistics.median(times):7.3f} s  {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
