"""Differences as a reviewer says them: 高龄补贴 预算数 512.60 → 540.00（+5.3%）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from perfgen.comparing.compare import says_nothing
from perfgen.comparing.comparison import Comparison, Difference, DifferenceKind
from perfgen.comparing.marked import Fate, MarkedPiece, Marker, Pieces, shortened
from perfgen.comparing.match import identity_of, named
from perfgen.comparing.place import UNSAID, place_of
from perfgen.filing import Document, Filing, Indicator, Project, Target
from perfgen.filing.base import Model
from perfgen.filing.fields import OWN
from perfgen.filing.labels import AMOUNTS, DUTY_BUDGET, LEVEL1, LEVEL2, PLAN, SOURCE_ITEMS
from perfgen.filing.numbers import decimal_text
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.walk import Steps, is_name_again, parts

_MONEY = frozenset((*AMOUNTS, *SOURCE_ITEMS, DUTY_BUDGET, "金额"))
_LONG = 24
"""Two texts of more characters, both together, are shown as one with its changes marked."""
_ALIKE = 3
"""So many rows in which the same was changed to the same are told at once."""
_MOST_OF_ROW = 400
"""So many characters are said of what a row holds that was added or removed."""

_BRACKETS = {Fate.SAME: ("", ""), Fate.REMOVED: ("[-", "-]"), Fate.ADDED: ("{+", "+}")}

_ACTIONS = {
    DifferenceKind.ADDED: "增加",
    DifferenceKind.REMOVED: "删去",
    DifferenceKind.MOVED: "移动",
    DifferenceKind.RENAMED: "改名",
    DifferenceKind.CHANGED: "",
}


class Measure(str, Enum):
    """What a number counts."""

    MONEY = "金额"
    PERCENT = "百分比"
    NUMBER = "数"


class Growth(NamedTuple):
    """By how much a number grew: in its own unit, and in per cent of what it was (None where that was nothing)."""

    by: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A difference in words, or several that are alike.

    `project` is empty for what belongs to the document as a whole; `about` is the place in it: 产出指标/数量指标/发放人数 指标值.
    `action` is 增加项目, 删去指标, 移动, 改名 …, empty for a value that was changed. `before` and `after` are the values as
    they are written; `pieces` both in one with the changes marked, for a longer text (then `before` and `after` are
    whole). `growth` is there for money and targets that are numbers; `note` is what is to be added in brackets.
    """

    differences: tuple[Difference, ...]
    project: str
    about: str
    action: str = ""
    before: str = ""
    after: str = ""
    pieces: Pieces = ()
    growth: Growth | None = None
    note: str = ""

    @property
    def kind(self) -> DifferenceKind:
        """What became of it."""
        return self.differences[0].kind


def sayings(comparison: Comparison, percents: frozenset[str] = frozenset()) -> tuple[Saying, ...]:
    """What a reviewer says of two documents, in the order of the later one.

    `percents` are the names of the layout's own fields that hold a percentage. An echo is not said.
    """
    words = _Words(comparison, percents, Marker())
    return tuple(words.say(group) for group in _groups(comparison.differences))


def total(comparison: Comparison) -> tuple[str, str, Growth] | None:
    """The sums of the 预算数 of all projects, before and after, with the unit; None where they are the same."""
    before, after = comparison.before, comparison.after
    if not isinstance(before, Filing) or not isinstance(after, Filing):
        return None
    sums = [one.total(lambda project: project.budget) for one in (before, after)]
    units = [PER_YUAN[one.amount_unit] for one in (before, after)]
    if sums[0] * units[0] == sums[1] * units[1]:
        return None
    one, other = _alike(sums[0], sums[1])
    same = units[0] == units[1]
    return (
        f"{one}{'' if same else before.amount_unit}",
        f"{other}{after.amount_unit}",
        _growth(sums[0] * units[0] / units[1], sums[1]),
    )


def is_of_substance(saying: Saying) -> bool:
    """Whether it is about an amount, a number, an indicator, its value, or a project: more than words."""
    return saying.kind is DifferenceKind.RENAMED or any(
        isinstance(value, (Decimal, Target, Indicator, Project))
        for one in saying.differences
        for value in (one.before, one.after)
    )


def _groups(differences: Sequence[Difference]) -> list[list[Difference]]:
    """Differences that are said at once."""
    found: dict[tuple[Any, ...], list[Difference]] = {}
    for number, one in enumerate(differences):
        if one.echo:
            continue
        path = one.after_path or ()
        in_row = one.kind is DifferenceKind.CHANGED and len(path) > 1 and isinstance(path[-2], int)
        key = (path[:-2], path[-1], str(one.before), str(one.after)) if in_row else (number,)
        found.setdefault(key, []).append(one)
    told: list[list[Difference]] = []
    for several in found.values():
        told += [several] if len(several) >= _ALIKE else [[one] for one in several]
    order = {id(one): number for number, one in enumerate(differences)}
    return sorted(told, key=lambda several: order[id(several[0])])


@dataclass(frozen=True, slots=True)
class _Words:
    comparison: Comparison
    percents: frozenset[str]
    marker: Marker

    def say(self, group: list[Difference]) -> Saying:
        one = group[0]
        project, about = one.place.project, _about(one)
        if len(group) > 1:
            rows = place_of(self.comparison.after, (one.after_path or ())[:-2])
            words = (*rows.within, *(() if rows.label in UNSAID else (rows.label,)))
            about = " ".join(filter(None, ("/".join(words), f"{len(group)} 行的 {one.place.label}")))
        said = Saying(tuple(group), project, about, _action(one))
        if one.kind is DifferenceKind.MOVED:
            return self._moved(said, one)
        return self._values(said, one)

    def _moved(self, said: Saying, one: Difference) -> Saying:
        before, after = (one.before_path or ()), (one.after_path or ())
        where = ("", "") if before[:-1] == after[:-1] or before[0] == after[0] else (f"{before[0]} ", f"{after[0]} ")
        word = "条" if isinstance(one.after, str) else "个"
        ranks = [f"{label}第{int(path[-1]) + 1}{word}" for label, path in zip(where, (before, after), strict=True)]
        return replace(said, before=ranks[0], after=ranks[1])

    def _values(self, said: Saying, one: Difference) -> Saying:
        path = one.after_path or one.before_path or ()
        before, after = (self.written(value, path) for value in (one.before, one.after))
        if isinstance(one.before, Decimal) and isinstance(one.after, Decimal):
            return self._numbers(said, one)
        if isinstance(one.before, Target) and isinstance(one.after, Target):
            return _targets(replace(said, before=before, after=after), one.before, one.after)
        if isinstance(one.before, str) and isinstance(one.after, str):
            return self._texts(said, before, after)
        return replace(said, before=before, after=after)

    def _texts(self, said: Saying, before: str, after: str) -> Saying:
        said = replace(said, note="只差空格和看不见的字符" if named(before) == named(after) else "")
        short = len(before) + len(after) <= _LONG and "\n" not in before + after
        if short or said.kind is DifferenceKind.RENAMED or (before + after).isascii():
            return replace(said, before=before, after=after)
        return replace(said, before=before, after=after, pieces=shortened(self.marker.marked(before, after)))

    def _numbers(self, said: Saying, one: Difference) -> Saying:
        measure = self._measure(one.after_path or one.before_path or ())
        if measure is Measure.MONEY:
            return self._money(said, one)
        unit = "%" if measure is Measure.PERCENT else ""
        before, after = (f"{decimal_text(value)}{unit}" for value in (one.before, one.after))
        return replace(said, before=before, after=after, growth=Growth(one.after - one.before, None))

    def _money(self, said: Saying, one: Difference) -> Saying:
        units = self.comparison.before.amount_unit, self.comparison.after.amount_unit
        before, after = _alike(one.before, one.after)
        if units[0] == units[1]:
            growth = _growth(one.before, one.after)
            return replace(said, before=before, after=after, growth=growth, note=percent_text(growth))
        growth = _growth(one.before * PER_YUAN[units[0]] / PER_YUAN[units[1]], one.after)
        note = percent_text(growth) if growth.by else "换了单位，金额没有变"
        before, after = f"{one.before:f}{units[0]}", f"{one.after:f}{units[1]}"
        return replace(said, before=before, after=after, growth=growth, note=note)

    def _measure(self, path: Steps) -> Measure:
        label, owner = path[-1], path[-2] if len(path) > 1 else ""
        if owner == PLAN or (owner == OWN and label in self.percents):
            return Measure.PERCENT
        return Measure.MONEY if owner == OWN or label in _MONEY else Measure.NUMBER

    def written(self, value: Any, path: Steps) -> str:
        """What a value says, on one line for a row or a model."""
        if isinstance(value, Decimal):
            return f"{value:f}{'%' if self._measure(path) is Measure.PERCENT else ''}"
        if isinstance(value, Target):
            return value.written
        if isinstance(value, (str, int)):
            return str(value)
        if isinstance(value, Project):
            return f"预算数 {value.budget:f}，{len(value.indicators)} 个绩效指标"
        text = (
            value.target.written
            if isinstance(value, Indicator)
            else "，".join(self._inside(value, path, identity_of(value).name))
        )
        return text if len(text) <= _MOST_OF_ROW else f"{text[:_MOST_OF_ROW]}……"

    def _inside(self, value: Any, path: Steps, name: str) -> Iterator[str]:
        """What the parts of a row say, without its name, which is said before."""
        for step, inner in parts(value):
            if step == name or says_nothing(inner):
                continue
            if isinstance(inner, (Model, tuple)) and not isinstance(inner, (Target, Indicator)):
                said = "，".join(self._inside(inner, (*path, step), ""))
            else:
                said = self.written(inner, (*path, step))
            yield said if isinstance(step, int) else f"{step} {said}"


def _about(one: Difference) -> str:
    """The place of a difference in its project: 产出指标/数量指标/发放人数 指标值."""
    label = "" if one.kind is DifferenceKind.RENAMED else one.place.label
    return f"{'/'.join(one.place.within)} {label}".strip()


def _action(one: Difference) -> str:
    """What was done, and to what kind of row."""
    row = one.after if one.before is None else one.before
    kind = "项目" if isinstance(row, Project) else "指标" if isinstance(row, Indicator) else ""
    return f"{_ACTIONS[one.kind]}{kind}"


def _targets(said: Saying, before: Target, after: Target) -> Saying:
    if before.written == after.written:  # the columns alone are others
        one, other = (" | ".join(target.columns) for target in (before, after))
        return replace(said, before=one, after=other)
    if before.value is None or after.value is None or before.unit != after.unit or before.value == after.value:
        return said
    if before.unit == "%":
        by = after.value - before.value
        return replace(said, growth=Growth(by, None), note=f"{_signed(by)} 个百分点")
    growth = _growth(before.value, after.value)
    return replace(said, growth=growth, note=percent_text(growth))


def _alike(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two numbers with as many decimals as the longer one has."""
    places = max(0, *(-int(number.as_tuple().exponent) for number in (one, other)))
    return f"{one:.{places}f}", f"{other:.{places}f}"


def _growth(before: Decimal, after: Decimal) -> Growth:
    by = after - before
    return Growth(by, by / before * 100 if before else None)


def percent_text(growth: Growth) -> str:
    """By how much a number grew in per cent, as it is said: +5.3%; as a number where it grew from nothing."""
    if growth.percent is None:
        return _signed(growth.by)
    rounded = round(growth.percent, 1)
    if not rounded:
        return f"{'增加' if growth.by > 0 else '减少'}不到0.1%"
    return f"{rounded:+.1f}%"


def growth_text(growth: Growth) -> str:
    """By how much a number grew, in its own unit: +27.40."""
    return f"{growth.by:+f}"


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else '-'}{decimal_text(abs(number))}"


def sentence(saying: Saying) -> str:
    """A difference in one sentence, the changes in a longer text marked as ``[-…-]`` and ``{+…+}``."""
    return f"{head(saying)}{''.join(piece.text for piece in values(saying))}{note(saying)}"


def head(saying: Saying) -> str:
    """What a difference is about, up to its values."""
    words = " ".join(filter(None, (saying.project, saying.about, saying.action)))
    return f"{words}：" if saying.action or saying.pieces else f"{words} "


def note(saying: Saying) -> str:
    """What stands behind the values, in brackets."""
    return f"（{saying.note}）" if saying.note else ""


def values(saying: Saying) -> Pieces:
    """The values of a difference as they are said on one line, see `sentence`."""
    if saying.pieces:
        return tuple(MarkedPiece(one.fate, _bracketed(one)) for one in saying.pieces)
    before, after = (text.replace("\n", "↵") for text in (saying.before, saying.after))
    said = (
        MarkedPiece(Fate.REMOVED, before),
        MarkedPiece(Fate.SAME, " → " if before and after else ""),
        MarkedPiece(Fate.ADDED, after),
    )
    return tuple(one for one in said if one.text)


def _bracketed(piece: MarkedPiece) -> str:
    opens, closes = _BRACKETS[piece.fate]
    return f"{opens}{piece.text}{closes}".replace("\n", "↵")


def lines(document: Document) -> Iterator[str]:
    """Everything a document says, a line for each value (of a text, for each paragraph), with its place before it.

    What two of them differ in is what a reviewer would say; line by line it can be found by any program.
    """
    words = _Words(Comparison(document, document, ()), frozenset(), Marker())
    yield from _lines(words, document, document, ())


def _lines(words: _Words, document: Document, value: Any, path: Steps) -> Iterator[str]:
    said_before = (identity_of(value).name, LEVEL1, LEVEL2) if path and isinstance(path[-1], int) else ()
    for step, inner in parts(value):
        if says_nothing(inner) or is_name_again(value, step) or step in said_before:
            continue
        at = (*path, step)
        if isinstance(inner, Target) or not list(parts(inner)):
            place = place_of(document, at)
            about = " ".join(filter(None, (place.project, "/".join(place.within), place.label)))
            for line in words.written(inner, at).split("\n"):
                yield f"{about}：{line}"
        else:
            yield from _lines(words, document, inner, at)
