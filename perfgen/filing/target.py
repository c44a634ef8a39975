"""指标值: what an indicator is to reach, kept in parts and printed as it was written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from perfgen.filing.base import Model, fault
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, parse_decimal
from perfgen.filing.text import Text

OPERATORS = {
    "≥": "≥", "≧": "≥", "⩾": "≥", ">=": "≥", "＞=": "≥", "＞＝": "≥",
    "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤", "＜=": "≤", "＜＝": "≤",
    ">": ">", "＞": ">", "<": "<", "＜": "<", "=": "=", "＝": "=",
}  # fmt: skip
"""Every way an operator is typed, and the one sign it means."""

_FORM = re.compile(
    rf"\s*(?P<operator>{'|'.join(sorted(map(re.escape, OPERATORS), key=len, reverse=True))})?"
    rf"\s*(?P<value>{NUMBER.pattern})"
    r"\s*(?P<unit>[^\s\d≥≤><=][^\d≥≤><=\n]{0,15}?)?\s*"
)


class Target(Model):
    """指标值 such as ``≥90批``, ``100%``, ``12月底`` or ``有所提高``.

    `written` is what prints, to the letter. `operator` (one of ≥ ≤ > < =), `value` and `unit` are its parts;
    all three are None where the target is text. Validating a text takes it apart: every text is a target,
    and what has no such parts is text.
    """

    written: Text
    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _take_apart(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.keys() == cls.model_fields.keys():
            data = data["written"]  # a dump of the model; its parts follow from what is written
        if isinstance(data, (dict, list)):
            raise fault("这里应当是一段文字", "写成一段，如 ≥90批")
        form = _FORM.fullmatch(data.translate(HALF_WIDTH)) if isinstance(data, str) else None
        if form is None:
            return {"written": data}
        return {
            "written": data,
            "operator": OPERATORS.get(form["operator"]),
            "value": parse_decimal(form["value"]),
            "unit": form["unit"],
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "number"]}
