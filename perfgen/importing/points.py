"""Points behind levels and names, as 产出指标（50分）: the word without them, and whether those of the rows make the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from perfgen.filing.labels import INDICATOR, MORE_COLUMNS
from perfgen.filing.numbers import HALF_WIDTH, decimal_text, parse_decimal
from perfgen.importing.report import Ledger

POINTS = next(iter(MORE_COLUMNS))
_BEHIND = re.compile(
    r"(.*\S)\s*[（(]\s*(\d{1,3}(?:\.\d{1,4})?)(\s*[-—~～至]\s*\d{1,3})?\s*(分?)\s*[)）]\s*(分?)\s*", re.DOTALL
)
_BARE = re.compile(r"(.*[^\s\d.])\s*[\[［【]?\s*(\d{1,3}(?:\.\d{1,4})?)\s*分\s*[\]］】]?\s*", re.DOTALL)
"""Points without brackets, or in others."""
_BETWEEN = "写的是分值的范围，没有写入"
_LEFT = "这是几行合起来的分值，各行没有分"


class Worth(NamedTuple):
    """A word without the points behind it: how many they are, None where they only lie between two; whether 分 stands there."""

    name: str
    points: Decimal | None
    said: bool


def without_points(written: str) -> Worth | None:
    """A word and the points in brackets behind it, as 产出指标（50分） or 产出指标（40-50）分; None where it has none."""
    found = _BEHIND.fullmatch(written.translate(HALF_WIDTH))
    if found is None:
        return None
    return Worth(written[: found.end(1)], None if found[3] else Decimal(found[2]), bool(found[4] or found[5]))


@dataclass(slots=True)
class _Group:
    """Points that several rows have together: by how many they were said, where, and of which rows."""

    points: Decimal | None
    place: str
    written: str
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Points:
    """The points of one table's levels, and of cells of 分值 that are merged down over rows.

    `kept` where a row has a place for its points; else those of levels are left over.
    """

    ledger: Ledger
    kept: bool
    _groups: dict[tuple[str, ...], _Group] = field(default_factory=dict)
    _merged: _Group | None = None
    _spans: list[_Group] = field(default_factory=list)

    def level(self, at: int, path: tuple[str, ...], points: Decimal | None, place: str, written: str) -> None:
        """A row belongs to a level that has points."""
        self._groups.setdefault(path, _Group(points, place, written)).rows.append(at)

    def row(self, at: int, row: dict[str, Any], place: str, *, merged: bool) -> None:
        """A row was read; `merged` where its cell of 分值 goes on from the row above."""
        written = str(row.get(POINTS, ""))
        amount = parse_decimal(written.removesuffix("分"))
        if merged and self._merged:
            self._merged.rows.append(at)
            row.pop(POINTS, None)
            return
        self._merged = None
        if amount is not None:
            row[POINTS] = written.removesuffix("分").strip()
            self._merged = _Group(amount, place, written, [at])
            self._spans.append(self._merged)

    def settle(self, rows: Sequence[dict[str, Any]]) -> None:
        """Hold the points of levels against those of their rows; what several rows have together belongs to none of them."""
        for span in self._spans:
            if len(span.rows) > 1:
                del rows[span.rows[0]][POINTS]
                self.ledger.leave_piece(span.place, span.written, _LEFT)
        spanned = [(span.points, span.rows) for span in self._spans if len(span.rows) > 1]
        if self.kept:
            _of_names(rows)
        for path, group in sorted(self._groups.items(), key=lambda one: -len(one[0])):
            self._hold(path, group, rows, spanned)

    def _hold(
        self,
        path: tuple[str, ...],
        group: _Group,
        rows: Sequence[dict[str, Any]],
        spanned: Sequence[tuple[Decimal | None, list[int]]],
    ) -> None:
        if group.points is None:
            self.ledger.leave_piece(group.place, group.written, _BETWEEN)
            return
        said = [parse_decimal(str(rows[at].get(POINTS, ""))) for at in group.rows]
        said += [points for points, over in spanned if set(over) <= set(group.rows)]
        if not any(one is not None for one in said):
            if self.kept and len(group.rows) == 1:
                rows[group.rows[0]][POINTS] = decimal_text(group.points)
            else:
                self.ledger.leave_piece(group.place, group.written, _LEFT)
            return
        total = sum((one for one in said if one is not None), Decimal(0))
        if total != group.points:
            why = f"{path[-1]}写着 {decimal_text(group.points)} 分，下面各行加起来是 {decimal_text(total)} 分"
            self.ledger.doubt(group.place, group.written, why, group.rows[0], POINTS)


def _of_names(rows: Sequence[dict[str, Any]]) -> None:
    """Where the name of every row has points behind it, they are the row's."""
    parted = [without_points(str(row.get(INDICATOR, ""))) for row in rows]
    if any(POINTS in row for row in rows):
        return
    worths = [(one.name, one.points) for one in parted if one and one.said and one.points is not None]
    if len(worths) == len(rows):
        for row, (name, points) in zip(rows, worths, strict=True):
            row |= {INDICATOR: name, POINTS: decimal_text(points)}


def level_points(written: str, known: Callable[[str], str | None]) -> Worth | None:
    """A level and the points behind it, where it is `known` without them or 分 stands behind them; else None."""
    if known(written):
        return None
    found = without_points(written)
    if found:
        return found if known(found.name) or found.said else None
    bare = _BARE.fullmatch(written.translate(HALF_WIDTH))
    name = written[: bare.end(1)].rstrip("[［【 ") if bare else ""
    return Worth(name, Decimal(bare[2]), said=True) if bare and known(name) else None
