"""A filing with mistakes, as far as it can be read: so that the rules see what is right in it all the same.

What is wrong or missing is filled in, twice and differently. What the rules find in both cannot depend on it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import getitem
from typing import Any

from pydantic import ValidationError

from perfgen.filing import Form
from perfgen.source.grammar import INDICATOR_LISTS, LEVELS, OVERALL_INDICATORS
from perfgen.source.reading import Steps
from perfgen.source.unread import Salvaged

_FILLINGS: tuple[tuple[Any, Any], ...] = (
    ("〔没有读出〕", "［读不出来］"),
    ("1.01", "70.03"),
    ("1", "70"),
    ("2023", "2024"),
    ("A1", "B2"),
    ({}, {}),
    ([], []),
)
"""Values to fill in, by pairs; each place takes the first that is valid there."""


_ROWS = (*INDICATOR_LISTS, OVERALL_INDICATORS)
_MOST = 500
"""A filing with more places to fill in than this is nothing to go by."""


def salvage(said: Any, form: Form) -> Salvaged | None:
    """What can be saved of a filing given as plain data by its labels; None where nothing can."""
    if not isinstance(said, dict):
        return None
    tries: dict[Steps, int] = {}
    pair = (copy.deepcopy(said), copy.deepcopy(said))
    fillings = (*_FILLINGS[:1], *_of_taxonomy(form), *_FILLINGS[1:])
    for _ in range(3 * len(fillings)):
        filings: list[Any] = []
        faults: set[Steps] = set()
        for data in pair:
            try:
                filings.append(form.model.model_validate(data, context=form))
            except ValidationError as error:
                faults |= {_place(data, one["loc"], one.get("ctx")) for one in error.errors(include_url=False)}
        if len(tries) + len(faults) > _MOST:
            return None
        if not faults:
            filings[1] = _with_every_level(pair[1], tries, form) or filings[1]
            return Salvaged(filings[0], filings[1], tuple(tries))
        for steps in faults:
            number = tries.get(steps, -1) + 1
            if number >= len(fillings) or not all(
                _put(data, steps, value) for data, value in zip(pair, fillings[number], strict=True)
            ):
                return None
            tries[steps] = number
    return None


def _of_taxonomy(form: Form) -> Sequence[tuple[str, str]]:
    """一级 and 二级指标 that the form knows, as different as they can be."""
    if not form.taxonomy:
        return ()
    level1s, below = list(form.taxonomy), [known for known in form.taxonomy.values() if known]
    ends = [(known[0], known[-1]) for known in below]
    across = [(below[0][0], below[-1][0])] if below else []
    pairs = [(level1s[0], level1s[-1]), *across, *ends]
    return tuple(dict.fromkeys([*pairs, *((word, word) for word in (*level1s, *(known[0] for known in below)))]))


def _with_every_level(said: Any, filled: Iterable[Steps], form: Form) -> Any:
    """The filing with a row of each 二级指标 where rows were lost or their level is not known.

    What a project is said to lack then hangs on the mistake. None where there are no such rows.
    """
    said = copy.deepcopy(said)
    found = [rows for steps in filled if (rows := _rows_without_level(said, steps))]
    known = [(level1, level2) for level1, below in form.taxonomy.items() for level2 in below]
    for rows in {id(rows): rows for rows in found}.values():
        rows += [{**rows[0], **dict(zip(LEVELS, levels, strict=True))} for levels in known]
    try:
        return form.model.model_validate(said, context=form) if found else None
    except ValidationError:
        return None


def _rows_without_level(said: Any, steps: Steps) -> Any:
    """The rows of which one was filled in at a place, where it lacks its level or that was filled in; else None."""
    try:
        *above, number, label = steps
        rows = reduce(getitem, above, said)
        lacks = above[-1] in _ROWS and (label in LEVELS or LEVELS[0] not in rows[number])
    except (KeyError, IndexError, TypeError, ValueError):
        return None  # what lay around it was filled in later
    return rows if lacks else None


def _place(data: Any, steps: Steps, context: dict[str, Any] | None) -> Steps:
    """Where a fault lies in the data: of a text that a model takes apart (指标值), the text."""
    whole = (*steps, *(context or {}).get("at", ()))
    for number, step in enumerate(whole):
        if isinstance(data, str):
            return whole[:number]
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
    return whole


def _put(data: Any, steps: Steps, value: Any) -> bool:
    """Put a value at a place; whether there is such a place."""
    if not steps:
        return False
    for step in steps[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    last = steps[-1]
    inside: Any = data
    if isinstance(data, dict) or (isinstance(data, list) and isinstance(last, int) and last < len(data)):
        inside[last] = copy.deepcopy(value)
    else:
        return False
    return True
