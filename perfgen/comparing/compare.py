"""The walk over two documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from perfgen.comparing.comparison import Comparison, Difference, DifferenceKind
from perfgen.comparing.match import identity_of, in_order, matched
from perfgen.comparing.place import place_of
from perfgen.filing import Document, Filing, Indicator, SpendingPlan, Target
from perfgen.filing.base import Model
from perfgen.filing.walk import Steps, at, is_name_again, parts

_PROJECT_LISTS = ("专项资金", "预算项目")
"""The lists that a project may be moved between."""


def compare(before: Document, after: Document) -> Comparison:
    """Every difference between two documents of one kind, in the order of the later one.

    All fields are compared, own ones too, as they stand in the documents: quotations in the narrative are not filled in
    (`perfgen.comparing.as_printed` does that). Nothing said is nothing said, be it None, empty text, an empty list or a
    model all of whose fields say nothing; amounts are compared as numbers (512.6 is 512.60).

    Projects are the same one by code, then by name (blanks and unseen characters aside), then by likeness; indicators by
    class and name, then by name, then by likeness; goals, duties, tasks and funds likewise. A project may also have been
    moved from 专项资金 to 预算项目 or back.

    Raises ValueError where the documents are of different models.
    """
    if type(before) is not type(after):
        raise ValueError(f"{type(before).__name__} and {type(after).__name__} cannot be compared")
    walk = _Walk(before, after)
    if isinstance(before, Filing):
        walk.pair_projects()
    return Comparison(before, after, tuple(walk.labels(before, after, (), ())), walk.pairs)


def says_nothing(value: Any) -> bool:
    """Whether a part of a document says nothing, see `compare`."""
    if isinstance(value, Target):
        return not value.written and value.parts is None
    if isinstance(value, Model):
        return all(says_nothing(inner) for _, inner in parts(value))
    return value is None or value in ("", (), {})


@dataclass(slots=True)
class _Walk:
    """Here and there: a path in the earlier document, and that of the same part in the later one."""

    before: Document
    after: Document
    pairs: dict[Steps, Steps] = field(default_factory=dict)
    partners: dict[Steps, Steps] = field(default_factory=dict)
    """The pairs the other way."""

    def pair_projects(self) -> None:
        """Find out which projects are the same one, over both lists of them."""
        paths = [
            [(label, number) for label in _PROJECT_LISTS for number in range(len(at(one, (label,))))]
            for one in (self.before, self.after)
        ]
        rows = [[at(one, path) for path in some] for one, some in zip((self.before, self.after), paths, strict=True)]
        self._pair((paths[0][one], paths[1][other]) for one, other in matched(*rows))

    def labels(self, before: Any, after: Any, here: Steps, there: Steps) -> Iterator[Difference]:
        """The differences of what has labels: a model, a plan, own fields."""
        earlier, later = dict(parts(before)), dict(parts(after))
        name = identity_of(after).name
        for label in (*later, *(label for label in earlier if label not in later)):
            one, other = earlier.get(label), later.get(label)
            for found in self._value(one, other, (*here, label), (*there, label)):
                if label == name:
                    yield replace(found, kind=DifferenceKind.RENAMED)
                elif isinstance(after, Indicator) and is_name_again(before, label) and is_name_again(after, label):
                    yield replace(found, echo=True)
                else:
                    yield found

    def _value(self, before: Any, after: Any, here: Steps, there: Steps) -> Iterator[Difference]:
        """The differences of a field, or of an item that is in both lists."""
        nothing = says_nothing(before), says_nothing(after)
        if all(nothing):
            return
        kind = type(after if nothing[0] else before)
        if kind is tuple:
            yield from self._rows(before or (), after or (), here, there)
        elif kind is dict:
            yield from self.labels(before or {}, after or {}, here, there)
        elif any(nothing):
            became, held = (
                (DifferenceKind.ADDED, (None, after)) if nothing[0] else (DifferenceKind.REMOVED, (before, None))
            )
            yield self._difference(became, here, there, *held)
        elif kind is not Target and issubclass(kind, (Model, SpendingPlan)):
            yield from self.labels(before, after, here, there)
        elif before != after:
            yield self._difference(DifferenceKind.CHANGED, here, there, before, after)

    def _rows(self, before: Sequence[Any], after: Sequence[Any], here: Steps, there: Steps) -> Iterator[Difference]:
        """The differences of a list in the order of the later one; what was removed stands behind what it followed."""
        if not (isinstance(self.before, Filing) and len(there) == 1 and there[0] in _PROJECT_LISTS):
            self._pair(((*here, one), (*there, other)) for one, other in matched(before, after))
        partners = [self.partners.get((*there, number)) for number in range(len(after))]
        within = [(int(one[-1]), number) for number, one in enumerate(partners) if one and one[:-1] == here]
        anchors = dict(in_order(within))
        told: list[tuple[int, list[Difference]]] = []
        for number, (row, partner) in enumerate(zip(after, partners, strict=True)):
            stays = partner is not None and partner[:-1] == here and anchors.get(int(partner[-1])) == number
            told.append((number, list(self._row(row, (*there, number), partner, here, stays=stays))))
        behind = -1
        for number, row in enumerate(before):
            behind = anchors.get(number, behind)
            if (*here, number) not in self.pairs:
                place = place_of(self.before, (*here, number), self._project(there))
                told.append((behind, [Difference(DifferenceKind.REMOVED, place, (*here, number), None, here, row)]))
        for _, differences in sorted(told, key=lambda one: one[0]):
            yield from differences

    def _row(
        self, row: Any, there: Steps, partner: Steps | None, holder: Steps, *, stays: bool
    ) -> Iterator[Difference]:
        """The differences of a row of the later list; `holder` is the path of the list in the earlier document."""
        place = place_of(self.after, there)
        if partner is None:
            yield Difference(DifferenceKind.ADDED, place, None, there, holder, after=row)
            return
        earlier = at(self.before, partner)
        if not stays:
            yield Difference(DifferenceKind.MOVED, place, partner, there, holder, earlier, row)
        yield from self._value(earlier, row, partner, there)

    def _difference(self, kind: DifferenceKind, here: Steps, there: Steps, before: Any, after: Any) -> Difference:
        return Difference(kind, place_of(self.after, there), here, there, here[:-1], before, after)

    def _project(self, path: Steps) -> str:
        """The name of the project that a path in the later document leads into, empty where it leads into none."""
        return place_of(self.after, path).project if len(path) > 1 else ""

    def _pair(self, pairs: Iterable[tuple[Steps, Steps]]) -> None:
        for one, other in pairs:
            self.pairs[one] = other
            self.partners[other] = one
