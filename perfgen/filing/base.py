"""What every model of the domain has in common."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Scope(str, Enum):
    """What a field belongs to: a document as a whole, a project, or an indicator."""

    WHOLE = "整体"
    PROJECT = "项目"
    INDICATOR = "指标"


class Model(BaseModel):
    """A frozen value whose fields are known by their English name and by the label printed on the form.

    `scope` is set for those whose fields a layout may choose.
    """

    scope: ClassVar[Scope | None] = None

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True, defer_build=True
    )


def fault(message: str, hint: str = "", **context: Any) -> PydanticCustomError:
    """The error a validator raises: a Chinese message, a hint, and where in the value it lies.

    `at` (a tuple of keys) leads from the validated value to the faulty part of it;
    `offset` (line, column, both from 0) leads to the faulty character of a text.
    """
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError("perfgen", escaped, {"hint": hint, "said": message, **context})


def together(faults: Sequence[PydanticCustomError]) -> PydanticCustomError:
    """Several faults of one value as one error; the others travel as `more` in its context."""
    first, *others = faults
    return PydanticCustomError(
        "perfgen",
        first.message_template,
        {
            **(first.context or {}),
            "more": [*(first.context or {}).get("more", ()), *(other.context for other in others)],
        },
    )
