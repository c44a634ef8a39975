"""What one rendering may take: steps and text in proportion to the data, so that no template goes on without end.

A step is worth some 100 ns. Both bounds begin with a sum that any small filing may use up; only a rendering that does is
worth a look at how much data there is, which then adds to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_BASE_STEPS, _STEPS_PER_VALUE = 1_000_000, 200
"""A filing of 1,500 projects has 280,000 values: enough to go through all projects for each project."""
_BASE_PRINTED, _PRINTED_PER_VALUE = 16 * 1024 * 1024, 4 * 1024
"""Characters of a part. The layouts that come with perfgen print 110 for each value."""
_MOST_PRINTED = 512 * 1024 * 1024
"""What no part may be, whatever the data: no file is read that is larger (`perfgen.docx.archive`)."""
_MOST_OF_RANGES = 100_000
"""The steps of all ranges of a rendering together."""
MOST_TEXT = 1_000_000
"""Characters of a text that a tag puts together. The whole of the largest sample has 30,000."""
MOST_BITS = 256
"""Of a whole number: amounts of money have 60."""

BUDGET = "budget of this rendering"
"""Under this name, which no tag can write, a template's context holds the `Budget`."""

_CONTAINERS = (list, tuple, dict, set, frozenset)


class OverBudgetError(Exception):
    """A template takes more than it may: steps and output, or, where `long`, a text or number is longer than it may be."""

    def __init__(self, *, long: bool = False) -> None:
        super().__init__("too long" if long else "too much")
        self.long = long


class Budget:
    """What is left to one rendering of one part."""

    __slots__ = ("_data", "_left", "_most", "_ranges", "_values")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._left = _BASE_STEPS
        self._most = _BASE_PRINTED
        self._ranges = _MOST_OF_RANGES
        self._values = 0

    @property
    def names(self) -> dict[str, Any]:
        """What a template's context holds besides the data."""
        return {BUDGET: self, "range": self._range}

    @property
    def most_printed(self) -> int:
        """How much may be printed before `printed` is asked."""
        return self._most

    def spend(self, steps: int) -> None:
        """Take steps. Raises OverBudgetError past the bound."""
        self._left -= steps
        if self._left < 0:
            self._look()
            if self._left < 0:
                raise OverBudgetError

    def printed(self, size: int) -> None:
        """See to what has been printed so far. Raises OverBudgetError past the bound."""
        if size > self._most:
            self._look()
            if size > self._most:
                raise OverBudgetError

    def made(self, size: int) -> None:
        """Take what a text or a list of that size costs, before it is made. Raises OverBudgetError."""
        if size > MOST_TEXT:
            raise OverBudgetError(long=True)
        self.spend((size >> 4) + 1)

    def counted(self, items: Iterable[Any], steps: int = 1) -> Iterator[Any]:
        """The items, each at so many steps."""
        for item in items:
            self.spend(steps)
            yield item

    def weigh(self, value: Any) -> None:
        """Take what looking at a value and all that is in it costs, as often as it is in it."""
        open_ = [value]
        while open_:
            value = open_.pop()
            if isinstance(value, _CONTAINERS):
                self.spend(len(value) + 1)
                open_.extend(value.values() if isinstance(value, dict) else value)
            elif isinstance(value, str):
                self.spend((len(value) >> 6) + 1)

    def _range(self, *bounds: int) -> range:
        """Jinja's `range`, whose loops together take a bounded number of steps."""
        steps = range(*bounds)
        if len(steps[: _MOST_OF_RANGES + 1]) > self._ranges:
            raise OverBudgetError
        self._ranges -= len(steps)
        return steps

    def _look(self) -> None:
        """Add, once, what the data is worth."""
        if not self._values:
            self._values = _values(self._data)
            self._left += self._values * _STEPS_PER_VALUE
            self._most = min(_MOST_PRINTED, self._most + self._values * _PRINTED_PER_VALUE)


def _values(data: Any) -> int:
    """How many values there are in data, each counted once however often it is in it; at least one."""
    seen: set[int] = set()
    open_ = [data]
    count = 1
    while open_:
        value = open_.pop()
        if isinstance(value, (*_CONTAINERS, Mapping)):
            if id(value) not in seen:
                seen.add(id(value))
                count += len(value)
                open_.extend(value.values() if isinstance(value, Mapping) else value)
        elif isinstance(value, str):
            count += len(value) >> 6
    return count
