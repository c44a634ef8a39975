"""The LibreOffice of this process: started for the first filing that is laid out, and kept warm for the next."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfgen.loading import Prepared
    from perfgen.office.warm import Office
    from perfgen.pagination import Printed

IDLE = 60.0
"""Seconds after the last filing in which LibreOffice waits for another: a worker of a cluster never ends."""


class Printer:
    """One LibreOffice for all threads of the process, which wait for one another."""

    def __init__(self) -> None:
        self._office: Office | None = None
        self._lock = threading.Lock()
        self._idle: threading.Timer | None = None

    def printed(self, prepared: Prepared, *, numbered: bool, pdf: bool) -> Printed:
        """A filing laid out. Raises OfficeError as `perfgen.pagination.printed` does; the next one finds a fresh LibreOffice."""
        from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

        with self._lock:
            self._wake()
            self._office = self._office or pagination.office()
            try:
                return pagination.printed(prepared, self._office, numbered=numbered, pdf=pdf)
            finally:
                self._idle = threading.Timer(IDLE, self.close)
                self._idle.daemon = True
                self._idle.start()

    def close(self) -> None:
        """End LibreOffice, where it is up."""
        with self._lock:
            self._wake()
            if self._office is not None:
                self._office.close()
                self._office = None

    def _wake(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


PRINTER = Printer()


def engine() -> str:
    """What lays out on this machine; see `perfgen.pagination.engine`."""
    from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

    return pagination.engine()
