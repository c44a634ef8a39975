"""指标值: what an indicator is to reach, kept in parts and printed as it was written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from perfgen.filing.base import Model, fault
from perfgen.filing.labels import SIGN, UNIT, VALUE
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, parse_decimal
from perfgen.filing.regex import either, regex
from perfgen.filing.text import Text

OPERATORS = {
    "≥": "≥", "≧": "≥", "⩾": "≥", ">=": "≥", "＞=": "≥", "＞＝": "≥",
    "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤", "＜=": "≤", "＜＝": "≤",
    ">": ">", "＞": ">", "<": "<", "＜": "<", "=": "=", "＝": "=",
}  # fmt: skip
"""Every way an operator is typed, and the one sign it means."""

_MONTH = r"月(?:份|[底末初中上下前]|(?=完成|完毕|完工|竣工|开工|到位|验收|交付|拨付|支付|发放|上报))"
"""What makes the number before it a month of the year: ``12月底到位`` is a date, not twelve of something."""

_FORM = regex(
    rf"\s*(?:(?P<operator>{either(OPERATORS)})\s*)?"
    rf"(?P<value>{NUMBER.pattern})"
    rf"\s*(?!(?<=\d{{4}})年|[月日号](?:底|末|初|中|前)*\s*$|{_MONTH})"
    r"(?P<unit>[^\s\d≥≤><=][^\d≥≤><=\n]{0,15}?)?\s*"
)


_DATED = regex(_MONTH)

_BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What `str.isspace` calls blank."""

_BEFORE = f"{''.join(OPERATORS)}{_BLANKS}"
"""What stands before the number of a target."""

_LONGEST = 100
"""A target that is longer is text."""

TEXT_SIGN = "文字描述"
"""What a form with three columns prints for the sign of a target that is text."""

TARGET_COLUMNS = (SIGN, VALUE, UNIT)
"""The columns of a form that prints a 指标值 in three; also how such a one is written in YAML."""


class Target(Model):
    """指标值 such as ``≥90批``, ``100%``, ``12月底`` or ``有所提高``.

    `written` is what prints, to the letter. `operator` (one of ≥ ≤ > < =), `value` and `unit` are its parts;
    all three are None where the target is text. Validating a text takes it apart: every text is a target,
    and what has no such parts is text. `parts` are the three columns 符号, 值, 单位（文字描述） of a form that has
    them, where they were written apart.
    """

    written: Text
    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    parts: tuple[Text, Text, Text] | None = None

    @property
    def columns(self) -> tuple[str, str, str]:
        """What the columns 符号, 值 and 单位（文字描述） print."""
        if self.parts:
            return self.parts
        if self.value is None:
            return TEXT_SIGN, "", self.written
        # As `_columns_of` takes it apart, which is asked for every row that is printed.
        said, unit = self.written.rstrip(), len(self.unit or "")
        number = said[: len(said) - unit].rstrip()
        value = number.lstrip(_BEFORE)
        return number[: len(number) - len(value)].strip(), value, said[len(said) - unit :]

    @model_validator(mode="before")
    @classmethod
    def _take_apart(cls, data: Any) -> Any:
        return _in_parts(data) if type(data) is str else cls._of_columns(data)

    @classmethod
    def _of_columns(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.keys() == cls.model_fields.keys():
            data = data["parts"] or data["written"]  # a dump of the model; all else follows
        if isinstance(data, dict) and data and not data.keys() - set(TARGET_COLUMNS):
            parts = {column: part for column, part in data.items() if part is not None}
            for column, part in parts.items():
                if not isinstance(part, str):
                    raise fault("这里应当是一段文字", "三格各写一段文字，如 {符号: ≥, 值: 90, 单位: 批}", at=(column,))
            data = tuple(parts.get(column, "") for column in TARGET_COLUMNS)
        if isinstance(data, tuple):
            return _from_columns(data)
        if isinstance(data, (dict, list)):
            raise fault("这里应当是一段文字", "写成一段，如 ≥90批；分三格印的版式可以写 {符号: ≥, 值: 90, 单位: 批}")
        return _in_parts(data) if isinstance(data, str) else {"written": data}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        columns = {column: {"type": ["string", "number"]} for column in TARGET_COLUMNS}
        return {"type": ["string", "number", "object"], "properties": columns, "additionalProperties": False}


def _in_parts(written: str) -> dict[str, Any]:
    form = _taken_apart(written)
    if form is None:
        return {"written": written}
    operator, value, unit = form.group("operator", "value", "unit")
    return {
        "written": written,
        "operator": OPERATORS.get(operator),
        "value": Decimal(value.replace(",", "")),
        "unit": unit,
    }


def _taken_apart(written: str) -> re.Match[str] | None:
    return _FORM.fullmatch(written.translate(HALF_WIDTH)) if len(written) <= _LONGEST else None


def _columns_of(written: str) -> tuple[str, str, str]:
    form = _taken_apart(written)
    if form is None:
        return TEXT_SIGN, "", written
    # The translation is character for character, so that its places are those of what was written.
    sign, value, unit = (written[slice(*form.span(part))] for part in ("operator", "value", "unit"))
    return sign, value, unit


def _from_columns(parts: tuple[str, ...]) -> dict[str, Any]:
    sign, value, unit = parts
    operator, number = OPERATORS.get(sign), parse_decimal(value)
    known = number is not None and sign != TEXT_SIGN and not _DATED.match(unit)
    written = f"{value}{unit}" if sign == TEXT_SIGN else f"{sign}{value}{unit}"
    return {
        "written": written,
        "operator": operator if known else None,
        "value": number if known else None,
        "unit": (unit.translate(HALF_WIDTH) or None) if known else None,
        "parts": None if _columns_of(written) == parts else parts,
    }
