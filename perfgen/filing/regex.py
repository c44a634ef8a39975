"""Regular expressions that are compiled when they are first asked for, see also `perfgen.compiled`.

The rules know some three hundred, and a command that builds one filing asks for a third of them. Compiling them all took as
long as everything else that it does; half of those that are asked find nothing, and most of these can tell by a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, AnyStr, cast

from perfgen.compiled import pattern_of


class _Pattern:
    """Stands for a compiled pattern, and has what it has."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self.pattern = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled: Any = pattern_of(self.pattern, self._flags)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")
"""What is asked for again and again, and then costs no more than of a compiled pattern."""


class _Signed(_Pattern):
    """Stands for one that finds nothing where there is none of its signs, and is not compiled as long as there is none."""

    def __init__(self, written: str | bytes, flags: int, signs: tuple[str, ...]) -> None:
        super().__init__(written, flags)
        self.signs = signs

    def _may(self, text: str, *where: int) -> bool:
        for sign in self.signs:  # noqa: SIM110 -- half the time that any() takes, and this is asked most of all
            if text.find(sign, *where) >= 0:
                return True
        return False

    def search(self, text: str, *where: int) -> Any:
        return self.__getattr__("search")(text, *where) if self._may(text, *where) else None

    def match(self, text: str, *where: int) -> Any:
        return self.__getattr__("match")(text, *where) if self._may(text, *where) else None

    def fullmatch(self, text: str, *where: int) -> Any:
        return self.__getattr__("fullmatch")(text, *where) if self._may(text, *where) else None

    def finditer(self, text: str, *where: int) -> Iterator[Any]:
        return self.__getattr__("finditer")(text, *where) if self._may(text, *where) else iter(())

    def sub(self, new: Any, text: str, *count: int) -> str:
        return self.__getattr__("sub")(new, text, *count) if self._may(text) else text


LETTER = r"[^\W\d_A-Za-z]"
"""A Chinese character, or a letter of another script that is not Latin: the range of all of them takes long to compile."""
_NOT_WORDS = frozenset(".^$*+?{}[]()\\")
"""One of these at least is in each pattern that is more than words to choose from."""


def regex(written: AnyStr, flags: int = 0, *, signs: Iterable[str] = ()) -> re.Pattern[AnyStr]:
    """A regular expression as `re.compile` gives it; one that is none raises re.error where it is first used.

    Whatever it finds has one of the `signs` in it. Of words to choose from (``上年|去年``), each is a sign; of many, their
    last characters or their first, which are fewer.

    >>> regex("[0-9]+").findall("3月6日")
    ['3', '6']
    >>> regex("[0-9]+月", signs="月").search("3日") is None
    True
    """
    known = tuple(signs) or (() if flags else _words(written))
    return cast("re.Pattern[AnyStr]", _Signed(written, flags, known) if known else _Pattern(written, flags))


_FEW = 12
"""So many words are looked for sooner than one character of each is."""


def either(words: Iterable[str]) -> str:
    """Words to choose from as a pattern: each before those that it begins with, in one order for whatever set they are.

    >>> either({"元", "万元", "元整"})
    '万元|元整|元'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _words(written: str | bytes) -> tuple[str, ...]:
    """The signs of a pattern that is words to choose from; none where it is more than that."""
    if not isinstance(written, str) or not _NOT_WORDS.isdisjoint(written):
        return ()
    words = written.split("|")
    if len(words) <= _FEW or "" in words:
        return tuple(words)
    lasts, firsts = (tuple(dict.fromkeys(one[at] for one in words)) for at in (-1, 0))
    return lasts if len(lasts) <= len(firsts) else firsts
