"""What a layout's form has room for, as far as the domain must know it to say that a filing fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationInfo

from perfgen.filing.base import Model
from perfgen.filing.fields import Fields
from perfgen.filing.text import shortened


@dataclass(frozen=True, eq=False)
class Form:
    """The limits a form sets. Handed to validation as its context; without one, any filing of the right shape is valid.

    `model` is what documents of the layout's kind are. `taxonomy` maps each 一级指标 to its 二级指标, and is empty for a form without levels; `checkpoints` are the dates of
    the 资金支出计划 in order; `amount_decimals` is how many decimals an amount may have; `fields` are the fields of the
    form.
    """

    model: type[Model]
    taxonomy: Mapping[str, tuple[str, ...]]
    checkpoints: tuple[str, ...]
    amount_decimals: int
    fields: Fields = field(default_factory=Fields)


def form_of(info: ValidationInfo[Any]) -> Form | None:
    """The form the filing is validated against, None where the filing stands alone."""
    return info.context if isinstance(info.context, Form) else None


_LONGEST_WORD, _MOST_COMPARED, _MOST_OFFERED = 100, 500, 40
"""What is longer is no word misspelt, and more words than these nobody reads: both would take long to compare."""


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """A hint that offers the known word nearest to `word`, or all of them (of very many, the first)."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only where something is misspelt

    close = get_close_matches(word, known[:_MOST_COMPARED], n=1, cutoff=0.5) if len(word) <= _LONGEST_WORD else []
    if close:
        return f"是不是想写“{close[0]}”？"
    more = "……" if len(known) > _MOST_OFFERED else ""
    return f"可以写：{'、'.join(map(shortened, known[:_MOST_OFFERED]))}{more}"
