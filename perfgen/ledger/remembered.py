"""A ledger kept between runs, in the user's own folder (`perfgen.kept`): as long as nothing changed it is the same again.

Nothing of it lies among the filings: who hands them in could say there that they are without a fault.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from perfgen.kept import keep, kept_under, recall
from perfgen.ledger.rows import DepartmentLedger, FilingState, LedgerRow, Owed, Received
from perfgen.seen import digest

_FORMAT = 2
_MOST_BYTES = 16 * 1024 * 1024
_MOST_KEPT = 20
_T = TypeVar("_T")


def remembered(paths: Sequence[Path], year: int | None, day: date | None) -> DepartmentLedger | None:
    """The ledger of an earlier run on the same folders, where everything it depends on is as it was; else None."""
    if not all(path.is_dir() for path in paths):  # a file may belong to a filing that lies around it
        return None
    try:
        data = json.loads(recall(_file(paths, year, day), _MOST_BYTES))
        if _digest(paths, year, day, [Path(_text(one)) for one in data["more"]]) != data["digest"]:
            return None
        return _ledger(data["ledger"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, InvalidOperation):
        return None


def remembering(
    paths: Sequence[Path],
    year: int | None,
    day: date | None,
    more: Sequence[Path],
    make: Callable[[], tuple[DepartmentLedger, bool]],
) -> DepartmentLedger:
    """The ledger that is made, which is kept where it hangs on nothing but what was looked at, and that did not change meanwhile.

    `more` are the files and folders that the settings name. `make` tells besides whether the ledger may be kept.
    """
    folders = all(path.is_dir() for path in paths)
    before = _digest(paths, year, day, more) if folders else None
    found, lasting = make()
    if before and lasting and not found.ill and _digest(paths, year, day, more) == before:
        data = {"digest": before, "more": [str(one) for one in more], "ledger": _data(found)}
        with contextlib.suppress(OSError, ValueError, RuntimeError):  # a name that is no UTF-8 is a ValueError
            keep(_file(paths, year, day), json.dumps(data, ensure_ascii=False).encode(), _MOST_KEPT)
    return found


def _digest(paths: Sequence[Path], year: int | None, day: date | None, more: Sequence[Path]) -> str | None:
    return digest(paths, more, _FORMAT, year, day)


def _file(paths: Sequence[Path], year: int | None, day: date | None) -> Path:
    return kept_under("status", os.getcwd(), [str(path) for path in paths], year, day)  # noqa: PTH109


# --- to JSON, and back with everything as it must be


def _data(one: DepartmentLedger) -> dict[str, Any]:
    return {
        "year": one.year,
        "rows": [_row_data(row) for row in one.rows],
        "strangers": [_row_data(row) for row in one.strangers],
        "listed": one.listed,
        "day": one.day.isoformat() if one.day else None,
        "prints": one.prints,
    }


def _row_data(row: LedgerRow) -> list[Any]:
    owed = row.owed
    deadline = owed.deadline.isoformat() if owed.deadline else None
    filed, before = ([_received_data(one) for one in some] for some in (row.filed, row.before))
    return [owed.code, owed.name, owed.contact, deadline, filed, before, row.overdue]


def _received_data(one: Received) -> list[Any]:
    money = None if one.money is None else str(one.money)
    state = one.sent_back.value if one.sent_back else None
    numbers = [one.errors, one.remarks, one.projects]
    return [str(one.path), one.code, one.name, one.year, one.layout, *numbers, money, one.why, state, one.unsure]


def _ledger(data: Any) -> DepartmentLedger:
    rows, strangers = (tuple(map(_row, data[key])) for key in ("rows", "strangers"))
    day, listed = _or_none(data["day"], _day), data["listed"] is True
    return DepartmentLedger(_or_none(data["year"], _number), rows, strangers, listed, day, _number(data["prints"]))


def _row(data: Any) -> LedgerRow:
    code, name, contact, deadline, filed, before, overdue = data
    owed = Owed(_text(code), _text(name), _text(contact), _or_none(deadline, _day))
    return LedgerRow(owed, tuple(map(_received, filed)), tuple(map(_received, before)), _number(overdue))


def _received(data: Any) -> Received:
    path, code, name, year, layout, errors, remarks, projects, money, why, state, unsure = data
    return Received(
        *(Path(_text(path)), _text(code), _text(name), _or_none(year, _number), _text(layout)),
        *(_number(errors), _number(remarks), _number(projects), _or_none(money, _decimal), _text(why)),
        _or_none(state, FilingState),
        unsure is True,
    )


def _or_none(said: Any, read: Callable[[Any], _T]) -> _T | None:
    return None if said is None else read(said)


def _text(said: Any) -> str:
    if type(said) is not str:
        raise TypeError("no text")
    return said


def _number(said: Any) -> int:
    if type(said) is not int or said < 0:
        raise TypeError("no count")
    return said


def _decimal(said: Any) -> Decimal:
    found = Decimal(_text(said))
    if not found.is_finite():
        raise ValueError("no amount")
    return found


def _day(said: Any) -> date:
    return date.fromisoformat(_text(said))
