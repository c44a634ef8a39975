"""What a layout's own fields hold in a filing, held against the fields it has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from perfgen.filing.base import Scope, fault, together
from perfgen.filing.form import form_of

OwnValues: TypeAlias = dict[str, str | Decimal]
"""Values by the name of their field: text, or Decimal for 金额 (金额单位) and 百分比 (``Decimal(25)`` is 25 %)."""


def checked(said: Any, info: ValidationInfo[Any], scope: Scope) -> Mapping[str, Any]:
    """The values of the own fields of one filing, project or indicator, each by the kind of its field.

    Without a form they stay as they are. Raises PydanticCustomError, every fault in them `together`.
    """
    form = form_of(info)
    if form is None or not isinstance(said, Mapping):
        return said if isinstance(said, Mapping) else {}
    known = {own.name: own for own in form.fields.own.of(scope)}
    found: dict[str, Any] = {}
    faults: list[PydanticCustomError] = []
    for name, value in said.items():
        if name not in known:
            faults.append(fault(f"这个版式没有“{name}”这一项", "检查拼写，或者删掉", at=(name,)))
            continue
        try:
            found[name] = known[name].check(value)
        except PydanticCustomError as error:
            faults.append(
                PydanticCustomError(error.type, error.message_template, {**(error.context or {}), "at": (name,)})
            )
    if faults:
        raise together(faults)
    return found
