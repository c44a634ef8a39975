"""Regular expressions that are compiled when they are first asked for.

The rules know some three hundred, and a command that builds one filing asks for a third of them. Compiling them all took as
long as everything else that it does.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a compiled pattern, and has what it has."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self.pattern = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")
"""What is asked for again and again, and then costs no more than of a compiled pattern."""


def regex(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression as `re.compile` gives it; one that is none raises re.error where it is first used.

    >>> regex("[0-9]+").findall("3月6日")
    ['3', '6']
    """
    return cast("re.Pattern[AnyStr]", _Pattern(written, flags))
