"""A filing with mistakes, as far as it can be read: so that the rules see what is right in it all the same.

What is wrong or missing is filled in, twice and differently. What the rules find in both cannot depend on it.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from perfgen.filing import Form
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
                faults |= {_place(one["loc"], one.get("ctx")) for one in error.errors(include_url=False)}
        if len(tries) + len(faults) > _MOST:
            return None
        if not faults:
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
    """一级 and 二级指标 that the form knows."""
    level2s = [level2 for known in form.taxonomy.values() for level2 in known[:1]]
    return tuple((word, word) for word in dict.fromkeys((*form.taxonomy, *level2s)))


def _place(steps: Steps, context: dict[str, Any] | None) -> Steps:
    return (*steps, *(context or {}).get("at", ()))


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
