"""What one rendering may take: steps and text in proportion to the data, so that no template goes on without end.

A step is worth some 100 ns. Both bounds begin with a sum that any small filing may use up; only a rendering that does is
worth a look at how much data there is, which then adds to them, as far as it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

_BASE_STEPS, _STEPS_PER_VALUE = 1_000_000, 200
"""A filing of 1,500 projects has 280,000 values: enough to go through all projects for each project."""
_BASE_PRINTED, _PRINTED_PER_VALUE = 32 * 1024 * 1024, 4 * 1024
"""Characters of a part. The layouts that come with perfgen print 110 for each value, 30 MB for 1,500 projects."""
_MOST_PRINTED = 512 * 1024 * 1024
"""What no part may be, whatever the data: no file is read that is larger (`perfgen.docx.archive`)."""
_MOST_OF_RANGES = 100_000
"""The steps of all ranges of a rendering together."""
MOST_TEXT = 1_000_000
"""Characters of a text that a tag puts together. The whole of the largest sample has 30,000."""
MOST_FILLED = 16 * 1024 * 1024
"""Characters of the XML that one value prints, with the paragraphs it is parted into."""
MOST_BITS = 256
"""Of a whole number: amounts of money have 60."""

BUDGET = "budget of this rendering"
"""Under this name, which no tag can write, a template's context holds the `RenderingBudget`."""

_AT_A_TIME = 2_000
"""Values that are looked at in one go."""

_CONTAINERS = (list, tuple, dict, set, frozenset)


class OverBudgetError(Exception):
    """A template takes more than it may: steps and output, or, where `long`, a text or number is longer than it may be."""

    def __init__(self, *, long: bool = False) -> None:
        super().__init__("too long" if long else "too much")
        self.long = long


class RenderingBudget:
    """What is left to one rendering of one part."""

    __slots__ = ("_left", "_most", "_ranges", "_values")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._left = _BASE_STEPS
        self._most = _BASE_PRINTED
        self._ranges = _MOST_OF_RANGES
        self._values = _values(data)

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
        while self._left < 0:
            self._look()

    def printed(self, size: int) -> None:
        """See to what has been printed so far. Raises OverBudgetError past the bound."""
        if size > _MOST_PRINTED:
            raise OverBudgetError
        while size > self._most:
            self._look()

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
        """Add what some more of the data is worth. Raises OverBudgetError where there is no more."""
        worth = sum(islice(self._values, _AT_A_TIME))
        if not worth:
            raise OverBudgetError
        self._left += worth * _STEPS_PER_VALUE
        self._most += worth * _PRINTED_PER_VALUE


def _values(data: Any) -> Iterator[int]:
    """What each value in data is worth, once however often it is in it: one, and one more for every so much text."""
    seen: set[int] = set()
    open_ = [data]
    while open_:
        value = open_.pop()
        if isinstance(value, str):
            yield 1 + (len(value) >> 6)
        elif not isinstance(value, (*_CONTAINERS, Mapping)):
            yield 1
        elif id(value) not in seen:
            seen.add(id(value))
            open_.extend(value.values() if isinstance(value, Mapping) else value)
            yield 1
