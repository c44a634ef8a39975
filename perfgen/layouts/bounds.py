"""How long and how many the words of a layout.yaml may be."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from perfgen.filing.base import fault
from perfgen.filing.text import Line

_LONGEST = 200
"""Characters of a name or title: each is printed for every project, or offered in messages."""


def _short(text: Any) -> Any:
    if isinstance(text, str) and len(text) > _LONGEST:
        raise fault(f"这里最多写 {_LONGEST} 个字，现在有 {len(text)} 个", "名称和标题写短一些")
    return text


Label = Annotated[Line, BeforeValidator(_short)]


def at_most(most: int) -> BeforeValidator:
    """Refuses more items than that before it looks at each."""

    def check(value: Any) -> Any:
        if isinstance(value, (dict, list, tuple)) and len(value) > most:
            raise fault(f"这里最多写 {most} 项，现在有 {len(value)} 项", "检查这个版式是哪里来的，或删掉用不上的")
        return value

    return BeforeValidator(check)
