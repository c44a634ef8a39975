"""Many filings checked on more than one core: helpers find from the last filing on what the rules find in each by itself.

Whoever checks goes from the first filing on and loads every one, since filings are compared with one another; what a helper
has found already is not looked for again. They meet where they meet, so that no core waits, however fast each is. A helper is a
fork: it knows what its parent knew, and sends nothing but findings. Where none can be had, the parent does it all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from perfgen.checks import BROKEN, Finding, Rule

Sure: TypeAlias = Sequence[tuple[Rule, Finding]]
"""What rules find in one filing by itself."""

_FEWEST = 12
"""Filings below which a helper takes longer to begin than it helps."""
_MOST_HELPERS = 7


_Sent: TypeAlias = list[tuple[str, Finding]]
"""The same, with rules by their codes: rules are functions, and stay where they are."""


def _to_send(found: Sure) -> _Sent:
    return [(rule.code, finding) for rule, finding in found]


class Help:
    """What helpers have found so far, by the number of the filing."""

    def __init__(
        self, helpers: Sequence[tuple[Any, Connection]], reached: Any, rules: Sequence[Rule], first: Sure | None
    ) -> None:
        self._helpers, self._reached = list(helpers), reached
        self._rules = {rule.code: rule for rule in (BROKEN, *rules)}
        self._found: dict[int, _Sent] = {} if first is None else {0: _to_send(first)}

    def found(self, number: int) -> Sure | None:
        """What was found in a filing; None where nobody has looked yet, and then nobody will but who asks."""
        if self._reached is not None:
            self._reached.value = number
        for one in tuple(self._helpers):
            _, pipe = one
            try:
                while pipe.poll():
                    at, said = pipe.recv()
                    self._found[at] = said
            except (EOFError, OSError):
                self._helpers.remove(one)
        said = self._found.pop(number, None)
        return None if said is None else [(self._rules[code], finding) for code, finding in said]


@contextmanager
def helped(paths: Sequence[Path], rules: Sequence[Rule], find: Callable[[Path], Sure]) -> Iterator[Help]:
    """Have the filings at some paths looked at by `find` from the last on, as far as there are cores for it.

    `find` is called in other processes, and what it raises there is left to who asks for it here. Nothing of this is done where
    threads run, which a fork would not survive, nor for a few filings, nor on systems without fork.
    """
    count = min((os.cpu_count() or 1) - 1, _MOST_HELPERS) if _can_fork() and len(paths) >= _FEWEST else 0
    helpers: list[tuple[Any, Connection]] = []
    reached: Any = None
    done: Sure | None = None
    try:
        if count > 0:
            with suppress(Exception):  # who asks meets it
                done = find(paths[0])  # what is made once for all filings is made before there are several to make it
            context = multiprocessing.get_context("fork")
            reached = context.RawValue("q", -1)
            with suppress(OSError):  # as many as can be had
                for first in range(count):
                    ours, theirs = context.Pipe(duplex=False)
                    numbers = range(len(paths) - 1 - first, -1, -count)
                    process = context.Process(target=_help, args=(theirs, numbers, paths, find, reached), daemon=True)
                    process.start()
                    theirs.close()
                    helpers.append((process, ours))
        yield Help(helpers, reached, rules, done)
    finally:
        for process, pipe in helpers:
            pipe.close()
            process.kill()
            process.join()


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _help(
    pipe: Connection, numbers: Sequence[int], paths: Sequence[Path], find: Callable[[Path], Sure], reached: Any
) -> None:
    """A helper's life: it ends where the parent is already, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError):
        for number in numbers:
            if number <= reached.value:
                break
            try:
                said = _to_send(find(paths[number]))
            except Exception:  # noqa: BLE001, S112 -- who asks meets it, and says so
                continue
            pipe.send((number, said))
        pipe.close()
    os._exit(0)  # nothing of the parent's is ended twice
