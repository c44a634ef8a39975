"""Runs the fast code of a template, which knows no mistakes.

A name that is not there, a value that is no text, a character XML cannot hold, an attribute where an item was meant all
raise something, and whoever runs fast code then renders again by Jinja's own, which tells. The values are escaped and
encoded once for each rendering, however often they are printed. Most templates need nothing of Jinja's here: then it is
not even imported, which a cold start feels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from types import SimpleNamespace
from typing import Any

from perfgen.docx.bookmarks import Starts
from perfgen.docx.east_asian import SIGNS
from perfgen.docx.limits import OverBudgetError, RenderingBudget
from perfgen.docx.parts import ALONE, DECLARATION, NotFastError
from perfgen.docx.surroundings import Surroundings, attribute
from perfgen.filing.regex import regex
from perfgen.filing.text import NOT_XML

_NUMBERS: tuple[type, ...] = (int, float, Decimal)
_MARKED = regex(f"[&<>\"'\x00-\x1f\ud800-\udfff\ufffe\uffff{SIGNS}]").search
"""Whether text is more than its characters: signs of XML's own and of two fonts, tabs, line breaks, and what XML cannot hold."""
_ANYWHERE = Surroundings(None, "")


class _Texts(dict[str, bytes]):
    """What texts print in one kind of surroundings, worked out when first asked for."""

    __slots__ = ("_around", "_fewest", "_too_wide")

    def __init__(self, around: Surroundings | None) -> None:
        super().__init__()
        self._around = around
        self._fewest, self._too_wide = (around or _ANYWHERE).fewest, (around or _ANYWHERE).too_wide

    def __missing__(self, text: str) -> bytes:
        if type(text) is not str:
            if type(text) in _NUMBERS:  # never kept: as a key, 1 is 1.0
                return str(text).encode()
            raise NotFastError
        if not _MARKED(text) and (len(text) < self._fewest or not self._too_wide(text)):
            found = text.encode()
        elif NOT_XML.search(text):
            raise NotFastError
        else:
            found = (self._around.fill(text) if self._around else attribute(text)).encode()
        self[text] = found
        return found


class _Indents(dict[str, bytes]):
    """How far titles are indented, worked out when first asked for."""

    __slots__ = ("_around",)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around

    def __missing__(self, title: str) -> bytes:
        if type(title) is not str:
            raise NotFastError
        found = self[title] = self._around.indented(title).encode()
        return found


class _IndentsOf(dict[int, _Indents]):
    """The indents by the index of the surroundings: few of them are of titles."""

    __slots__ = ("_surroundings",)

    def __init__(self, surroundings: Sequence[Surroundings]) -> None:
        super().__init__()
        self._surroundings = surroundings

    def __missing__(self, index: int) -> _Indents:
        found = self[index] = _Indents(self._surroundings[index])
        return found


class _Loop:
    """``loop``, as far as fast code asks of it; made of what is looped over, gives each item and itself."""

    __slots__ = ("_items", "index0", "length")

    def __init__(self, items: Iterable[Any], _undefined: Any) -> None:
        self._items = tuple(items)
        self.length = len(self._items)
        self.index0 = 0

    def __iter__(self) -> Iterator[tuple[Any, _Loop]]:
        for number, item in enumerate(self._items):
            self.index0 = number
            yield item, self

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def first(self) -> bool:
        return self.index0 == 0

    @property
    def last(self) -> bool:
        return self.index0 == self.length - 1

    @property
    def revindex(self) -> int:
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        return self.length - self.index0 - 1


def _unknown(*_: Any, **__: Any) -> None:
    """In the place of Jinja's Undefined: a name that is not there."""
    raise NotFastError


_MISSING = object()
_ALONE: Mapping[str, Any] = {
    "environment": SimpleNamespace(undefined=_unknown, concat=None),
    "LoopContext": _Loop, "Undefined": None, "missing": _MISSING,
}  # fmt: skip

GIVES_UP = (NotFastError, OverBudgetError, LookupError, TypeError, ValueError, ArithmeticError)
"""What fast code raises for mistakes in a template or in data: a name not there, no mapping, no text, too much. All else
is a fault of its own."""

_INDEX = regex(r"\btexts\[([0-9]+)\]")
"""The surroundings of the texts that a part prints: few of those of its template."""

_AT_A_TIME = 4 * 1024 * 1024
"""Bytes: what a few pieces print, none of which prints more than all of the source, before it is looked at."""


class FastPart:
    """One part of a template as fast code."""

    def __init__(self, source: str) -> None:
        """`source` is what `perfgen.docx.fast_compile.fast_source` wrote."""
        self._alone = source.startswith(ALONE)
        self._at_a_time = max(1, min(64, _AT_A_TIME // len(source)))
        module: dict[str, Any] = {"__name__": "<fast>"}
        if self._alone:
            module |= _ALONE
        else:
            from perfgen.docx.fast_compile import FastSandbox  # noqa: PLC0415 -- with Jinja: seldom needed

            module["environment"] = self._environment = FastSandbox()
        exec(compile(source, "<fast>", "exec"), module)  # noqa: S102 -- what Jinja's compiler wrote, see `plans`
        self._root = module["root"]
        self._printed = frozenset(map(int, _INDEX.findall(source)))

    def filled(self, data: Mapping[str, Any], surroundings: Sequence[Surroundings]) -> bytearray:
        """The part for `data`. Raises one of `GIVES_UP` (NotFastError, OverBudgetError, …) for what Jinja's own code must look at."""
        budget = RenderingBudget(data)
        content, most = bytearray(DECLARATION), budget.most_printed
        try:
            pieces = self._pieces(data, surroundings, budget)
            while batch := list(islice(pieces, self._at_a_time)):
                content += b"".join(batch)
                if len(content) > most:
                    budget.printed(len(content))
                    most = budget.most_printed
        except Exception as error:
            if self._alone or not _of_jinja(error):
                raise
            raise NotFastError from error
        return content

    def _pieces(
        self, data: Mapping[str, Any], surroundings: Sequence[Surroundings], budget: RenderingBudget
    ) -> Iterator[bytes]:
        context: Any
        if self._alone:
            context = SimpleNamespace(resolve_or_missing=lambda name: data.get(name, _MISSING))
        else:
            from jinja2.runtime import Context  # noqa: PLC0415 -- as above

            context = Context(self._environment, {**data, **budget.names}, "fast", {})
        starts = Starts()
        context.filled = (
            tuple(_Texts(one) if number in self._printed else None for number, one in enumerate(surroundings)),
            _Texts(None),
            _IndentsOf(surroundings),
            starts,
            starts.ends,
        )
        pieces: Iterator[bytes] = self._root(context)
        return pieces


def _of_jinja(error: Exception) -> bool:
    from jinja2 import TemplateError  # noqa: PLC0415 -- as above

    return isinstance(error, TemplateError)
