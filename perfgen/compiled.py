"""What regular expressions are compiled to, taken from an earlier command where one has kept it.

Compiling those that a check asks for takes longer than all else it does with one filing. CPython compiles a pattern in two
steps: to the code of a small machine, in Python, and from that code to a pattern, in C, which takes a hundredth of the time and
looks the code over once more. What is kept is the code; it means the same to the very same Python only.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, AnyStr, NamedTuple, TypeAlias, cast


class Compiled(NamedTuple):
    """What a pattern is compiled to: the machine's `code`, 32 bits a step; its groups, and the numbers of those with names."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


Asked: TypeAlias = tuple[str | bytes, int]
"""A pattern as it is written, and the flags that are given with it."""


class _Known:
    """What this process knows of compiled patterns: those of earlier commands, and those it has compiled itself."""

    def __init__(self) -> None:
        self.recall: Callable[[], Mapping[Asked, Compiled]] | None = None
        self.earlier: Mapping[Asked, Compiled] | None = None
        self.new: dict[Asked, Compiled] = {}


_known = _Known()


def recall_by(recall: Callable[[], Mapping[Asked, Compiled]]) -> None:
    """Take from `recall` what was compiled before; it is asked once, when the first pattern is needed.

    Without this every pattern is compiled, as by `re.compile`, and nothing is noted.
    """
    _known.recall, _known.earlier, _known.new = recall, None, {}


def compiled_since() -> dict[Asked, Compiled]:
    """All that is known, if something was compiled that was not known before; else nothing."""
    return {**(_known.earlier or {}), **_known.new} if _known.new else {}


def pattern_of(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`. Raises re.error for what is no pattern."""
    if _known.recall is None:
        return re.compile(written, flags)
    if _known.earlier is None:
        _known.earlier = _known.recall()
    asked = (written, int(flags))
    found = _known.earlier.get(asked) or _known.new.get(asked)
    if found is None:
        found = taken_down(written, flags)
        if found is None:
            return re.compile(written, flags)
        _known.new[asked] = found
    return revived(written, found)


def taken_down(written: str | bytes, flags: int) -> Compiled | None:
    """The first step of `re.compile`; None where this Python does it otherwise. Raises re.error for what is no pattern."""
    try:
        parse, encode = _steps()
    except (ImportError, AttributeError):
        return None
    parsed = parse(written, flags)
    state = parsed.state
    return Compiled(
        int(flags | state.flags), array("I", encode(parsed, flags)).tobytes(), state.groups - 1, dict(state.groupdict)
    )


def revived(written: AnyStr, known: Compiled) -> re.Pattern[AnyStr]:
    """The second step of `re.compile`. Raises RuntimeError for code that is none."""
    numbered: list[str | None] = [None] * (known.groups + 1)
    for name, number in known.names.items():
        numbered[number] = name
    code = array("I", known.code).tolist()
    made: Any = import_module("_sre").compile(written, known.flags, code, known.groups, known.names, tuple(numbered))
    return cast("re.Pattern[AnyStr]", made)


def _steps() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """What CPython parses a pattern with and makes code of it: in Python 3.10 these modules have other names."""
    try:
        return import_module("re._parser").parse, import_module("re._compiler")._code  # noqa: SLF001 -- see the module
    except ImportError:
        return import_module("sre_parse").parse, import_module("sre_compile")._code  # noqa: SLF001
