"""Differences found again: two comparisons with the same later document name its parts alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from perfgen.comparing import Difference, DifferenceKind, Place
from perfgen.filing.walk import Steps


@dataclass(slots=True)
class KnownDifferences:
    """Differences to be found again in another comparison with the same Word file."""

    _by_path: dict[tuple[bool, Steps], Any] = field(default_factory=dict)
    _by_place: dict[tuple[DifferenceKind, Place], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, differences: Iterable[tuple[Difference, Any]]) -> KnownDifferences:
        """Differences, each with what is to be found by it."""
        found = cls()
        for one, value in differences:
            if one.after_path is not None:
                found._by_path[one.kind is DifferenceKind.MOVED, one.after_path] = value
            else:
                found._by_place[one.kind, one.place] = value
        return found

    def get(self, one: Difference) -> Any:
        """What belongs to a difference of the same thing; None where there is none."""
        if one.after_path is not None:
            return self._by_path.get((one.kind is DifferenceKind.MOVED, one.after_path))
        return self._by_place.get((one.kind, one.place))
