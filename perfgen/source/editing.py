"""Edits of a filing made in the text of its files: comments, order and layout stay to the letter elsewhere.

The files are nowhere on disk here: they are texts by their names, first of them the filing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from perfgen.source.edit_items import ItemEdits
from perfgen.source.edit_values import Placed, ValueEdits
from perfgen.source.edits import Edit, Note, Put, Unit, applied, settled
from perfgen.source.extents import NoPlaceError
from perfgen.source.sources import Sources, Texts, with_splices
from perfgen.source.splice import OverlapError, Splice

_MOST_READ = 5_000_000
"""How many characters may be read again to see what texts say; what is left undone then stays as it was."""
_FEWEST_TRIES = 20

Look: TypeAlias = "Callable[[Texts], Sources | str]"
"""Reads the texts of a filing: what they say, or why they say none."""


class Edited(NamedTuple):
    """The texts of a filing after edits, those that were made, and those that were not, each with the reason."""

    texts: dict[str, str]
    made: list[Edit]
    refused: list[tuple[Unit, str]]


def edited(texts: Texts, units: Sequence[Unit], look: Look) -> Edited:
    """Make edits in the texts of a filing, as many as can be made so that the filing says what it said with just these changed.

    First values and comments are changed, then lists; all paths are those before. Units are of one of the two sorts.
    """
    values = [unit for unit in units if _is_of_values(unit)]
    lists = [unit for unit in units if not _is_of_values(unit)]
    first = _Round(dict(texts), look).made(values)
    then = _Round(first.texts, look).made(lists)
    return Edited(then.texts, [*first.made, *then.made], [*first.refused, *then.refused])


def _is_of_values(unit: Unit) -> bool:
    return all(isinstance(edit, (Put, Note)) for edit in unit)


@dataclass(slots=True)
class _Round:
    texts: dict[str, str]
    look: Look

    def made(self, units: Sequence[Unit]) -> Edited:
        """As many of the edits as can be made together."""
        if not units:
            return Edited(self.texts, [], [])
        sources = self.look(self.texts)
        if isinstance(sources, str):
            return Edited(self.texts, [], [(unit, sources) for unit in units])
        said, best = sources.said, self.texts

        def attempt(edits: Sequence[Edit]) -> str:
            nonlocal best
            try:
                after = _with(sources, edits)
            except (NoPlaceError, OverlapError) as error:
                return str(error) or _BY_HAND
            read = self.look(after)
            if isinstance(read, str):
                return f"这样改会有错：{read}"
            if read.said != applied(said, edits):
                return _BY_HAND
            best = after
            return ""

        most = max(_FEWEST_TRIES, _MOST_READ // max(1, sum(map(len, self.texts.values()))))
        made, refused = settled(units, attempt, most)
        return Edited(best, [edit for unit in made for edit in unit], refused)


_BY_HAND = "YAML 里这一处的写法不好自动改"


def _with(sources: Sources, edits: Iterable[Edit]) -> dict[str, str]:
    edits = list(edits)
    values, items = ValueEdits(sources), ItemEdits(sources)
    placed = [
        *values.splices(edit for edit in edits if isinstance(edit, Put)),
        *values.notes(edit for edit in edits if isinstance(edit, Note)),
        *items.splices(edit for edit in edits if not isinstance(edit, (Put, Note))),
    ]
    return with_splices(sources.texts, _by_file(placed), items.files)


def _by_file(placed: Iterable[Placed]) -> dict[str, list[Splice]]:
    found: defaultdict[str, list[Splice]] = defaultdict(list)
    for page, splice in placed:
        found[page.file.path.as_posix()].append(splice)
    return found
