"""What others ask of a running command by signals: to stop in order, as Ctrl-C does."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, a request to end, a terminal that is gone, Ctrl-Break; a system has some of them."""

_BY_SIGNAL = 128
"""What shells add to the number of the signal that ended a program."""


_HEARD: list[int] = []
"""The signals that have come."""


class Stopped(KeyboardInterrupt):
    """A signal has come. `exit_code` is that of a program which was ended by it."""

    def __init__(self, number: int) -> None:
        self.exit_code = _BY_SIGNAL + number
        super().__init__()


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it, the first signal raises Stopped in the main thread; a further one ends the workers at once.

    A signal that is ignored (`nohup`) or that somebody else heeds is left to him.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _HEARD.clear()

    def stop(number: int, _: FrameType | None) -> None:
        _HEARD.append(number)
        if len(_HEARD) == 1:
            raise Stopped(number)
        # Whoever has workers has imported it; and it may be that this is just being done.
        for worker in getattr(sys.modules.get("multiprocessing"), "active_children", list)():
            worker.kill()

    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    free = (signal.SIG_DFL, signal.default_int_handler)
    before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) in free}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def told_to_the_end() -> None:
    """From here on nothing is left to be stopped, only to be told: no signal raises any more."""
    _HEARD.append(0)
