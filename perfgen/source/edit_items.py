"""ItemEdits of lists taken out, put in, and moved where they are written: goals, rows of 绩效指标, projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as List
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from perfgen.filing import Indicator
from perfgen.filing.text import NO_WIDTH
from perfgen.source.arrange import arranged
from perfgen.source.data import Steps, tree_of
from perfgen.source.edit_values import Placed
from perfgen.source.edits import Add, Arrival, Move, Remove, arranged_items, list_of
from perfgen.source.emit import Branch, Text, Tree, YamlEntry, emit, one_line
from perfgen.source.extents import Group, NoPlaceError, SourcePage, Spot, indented, values_in
from perfgen.source.grammar import BASIS, DESCRIPTION, LEVELS, NAME, is_row, project_model
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.sources import Sources
from perfgen.source.splice import Splice


@dataclass(frozen=True, slots=True)
class ItemEdits:
    """Makes changes of lists in the text of a filing. Raises NoPlaceError for one that has no place.

    `files` are those that come, each with its text, and those that go (None): a project may be all of a file.
    """

    sources: Sources
    files: dict[str, str | None] = field(default_factory=dict)

    def splices(self, edits: Iterable[Remove | Add | Move]) -> Iterator[Placed]:
        """What to replace, so that the lists are as they shall be. Raises NoPlaceError."""
        lists: defaultdict[Steps, list[Remove | Add | Move]] = defaultdict(list)
        for edit in edits:
            lists[list_of(edit)].append(edit)
        gone = _Gone(self.sources)
        found: list[Placed] = []
        for path, its in lists.items():
            found += self._arrivals(path, its, gone)
            for edit in its:
                if not isinstance(edit, Add):
                    gone.item(edit.path)
        yield from found
        yield from gone.splices()
        self.files.update(dict.fromkeys(gone.files))

    def _arrivals(self, path: Steps, edits: List[Remove | Add | Move], gone: _Gone) -> Iterator[Placed]:
        node = self.sources.node(path)
        count = len(node.items) if isinstance(node, Sequence) else 0
        order = arranged_items(count, edits)
        if not any(isinstance(one, (Add, Move)) for one in order):
            return
        if count == 0:
            raise NoPlaceError
        nested = is_row(self.sources.model(path)) and _Nested(self.sources, path, order)
        if nested and nested.holds:
            yield from nested.splices(gone)
            return
        for at, one in enumerate(order):
            if isinstance(one, (Add, Move)):
                before = next((old for old in reversed(order[:at]) if isinstance(old, int)), None)
                after = next((old for old in order[at:] if isinstance(old, int)), None)
                yield from self._item(path, one, before, after, gone)

    def _item(self, path: Steps, one: Arrival, before: int | None, after: int | None, gone: _Gone) -> Iterator[Placed]:
        """An item put behind the one that stays before it, or before the one that stays behind it."""
        beside = before if before is not None else after
        if beside is None:  # all others go: it comes where the first of them stood
            beside = 0
        page, node, spot = self.sources.item((*path, beside))
        if spot is None and isinstance(one, Add) and before is not None:
            self._file(page, one, last=after is None)
            return
        if spot is None:
            raise NoPlaceError("一个项目一个文件，项目的次序由 预算项目 里写的次序和文件名定，请自己改")
        if not isinstance(spot.group, Sequence):
            raise NoPlaceError
        gone.keep(spot.group)
        if spot.group.flow:
            if before is None or not isinstance(one, Add) or not isinstance(one.value, str):
                raise NoPlaceError
            yield page, page.beside(spot.group, spot.at, one_line(Text(one.value), flow=True))
            return
        lines = self._lines(path, one, node)
        yield page, page.behind(spot, lines) if before is not None else page.before(spot, lines)

    def _file(self, page: SourcePage, one: Add, *, last: bool) -> None:
        """A project in a file of its own, whose name comes behind that of its neighbour."""
        beside = PurePosixPath(page.file.path.as_posix())
        number = re.match(r"\d+", beside.stem)
        if last and number:
            beginning = f"{int(number[0]) + 1:0{len(number[0])}d}-"
        else:
            beginning = f"{number[0]}a-" if number else f"{beside.stem}_"
        name = beside.with_name(
            f"{beginning}{_NOT_IN_NAMES.sub('', one.value.get('项目名称', ''))[:_LONGEST]}.yaml"
        ).as_posix()
        if name in self.sources.texts or name in self.files:
            raise NoPlaceError
        self.files[name] = emit(
            arranged(tree_of(one.value), project_model(self.sources.form.model), self.sources.form.fields)
        )

    def _lines(self, path: Steps, one: Arrival, neighbour: Node) -> list[str]:
        """The lines of an item, from its dash on."""
        if isinstance(one, Move):
            return lines_of(self.sources, one.path)
        model = self.sources.model(path)
        if is_row(model):
            return row_lines(self.sources, one, neighbour, levels=True)
        tree = tree_of(one.value)
        whole = arranged(tree, model, self.sources.form.fields) if model else tree
        return emit(Branch([YamlEntry(whole)], keyed=False)).splitlines()


_NOT_IN_NAMES = re.compile(f'[<>:"/\\\\|?*\\s\\x00-\\x1f{NO_WIDTH}\u202a-\u202e\u2061-\u206f]')
_LONGEST = 40


@dataclass(slots=True)
class _Gone:
    """Entries that go, and the groups and `files` that go with them because nothing is left in them."""

    sources: Sources
    files: list[str] = field(default_factory=list)
    _items: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _groups: dict[int, tuple[SourcePage, Group]] = field(default_factory=dict)
    _kept: set[int] = field(default_factory=set)

    def item(self, path: Steps) -> None:
        """An item of a list goes."""
        page, _, spot = self.sources.item(path)
        self._take(page, spot)

    def keep(self, group: Group) -> None:
        """Something comes into a group: it stays, whatever goes out of it."""
        self._kept.add(id(group))

    def _take(self, page: SourcePage, spot: Spot | None) -> None:
        if spot is None:  # all of a file
            name = page.file.path.as_posix()
            first = next(iter(self.sources.texts))
            if name == first:
                raise NoPlaceError
            self.files.append(name)
            self._named(self.sources.page_of(Path(first)), name)
            return
        self._items[id(spot.group)].add(spot.at)
        self._groups[id(spot.group)] = page, spot.group

    def _named(self, page: SourcePage, file: str) -> None:
        """Where a file that goes is named by its own name in the filing, and not by a pattern, its name goes with it."""
        for one in page.values.values():
            spot = page.spot(one) if one.value == file else None
            if spot is not None and isinstance(spot.group, Sequence):
                self._take(page, spot)

    def splices(self) -> Iterator[Placed]:
        """What takes them out. Raises NoPlaceError where the filing would be left with nothing."""
        emptied = True
        while emptied:
            emptied = False
            for key, (page, group) in list(self._groups.items()):
                if len(self._items[key]) == len(values_in(group)) and key not in self._kept:
                    del self._groups[key], self._items[key]
                    self._take(page, page.spot(group))
                    emptied = True
        for key, (page, group) in self._groups.items():
            gone = frozenset(self._items[key])
            if len(gone) == len(values_in(group)):
                yield from ((page, splice) for splice in _all_out(page, group))
            else:
                yield from ((page, splice) for splice in page.taken_out(group, gone))


def _all_out(page: SourcePage, group: Group) -> Iterator[Splice]:
    """All items of a block list taken out, into which others come."""
    if group.flow:
        raise NoPlaceError
    for at in range(len(values_in(group))):
        spot = Spot(group, at)
        yield Splice((page.first_line(spot), 0), (page.last_line(spot) + 1, 0), "")


@dataclass(slots=True)
class _Nested:
    """Rows of 绩效指标 under their 一级 and 二级指标."""

    sources: Sources
    path: Steps
    order: list[int | Arrival]

    @property
    def holds(self) -> bool:
        """Whether the rows are written so."""
        page, _, spot = self.sources.item((*self.path, 0))
        above = page.spot(spot.group) if spot else None
        if above is None or not isinstance(above.group, Mapping):
            return False
        return above.group.items[above.at][0].value == self.levels(0)[1]

    def levels(self, one: int | Arrival) -> tuple[str, str]:
        """The levels of a row as it shall be."""
        if isinstance(one, Add):
            return str(one.value.get(LEVELS[0], "")), str(one.value.get(LEVELS[1], ""))
        if isinstance(one, Move) and one.levels:
            return one.levels
        row = self.sources.node((*self.path, one.path[-1] if isinstance(one, Move) else one))
        first, second = (row.get(level) for level in LEVELS) if isinstance(row, Mapping) else (None, None)
        return tuple(str(part.value) if isinstance(part, Scalar) else "" for part in (first, second))  # type: ignore[return-value]

    def splices(self, gone: _Gone) -> Iterator[Placed]:
        """What puts the rows in, each with the levels above it that are not there yet."""
        at = 0
        for new, some in groupby(self.order, key=lambda one: not isinstance(one, int)):
            run = list(some)
            if new:
                yield from self._run(at, [one for one in run if not isinstance(one, int)], gone)
            at += len(run)

    def _run(self, at: int, run: list[Arrival], gone: _Gone) -> Iterator[Placed]:
        """Rows that come one behind the other, the first of them as number `at` of all."""
        before = [one for one in self.order[:at] if isinstance(one, int)]
        after = [one for one in self.order[at:] if isinstance(one, int)]
        for (level1, level2), rows in groupby(run, key=self.levels):
            these = list(rows)
            yield self._under(level1, level2, these, before, after, gone)

    def _under(  # noqa: PLR0913, PLR0917 -- where rows come, and what stays around them
        self, level1: str, level2: str, rows: list[Arrival], before: list[int], after: list[int], gone: _Gone
    ) -> Placed:
        for depth in (
            2,
            1,
            0,
        ):  # into their group; else a group of their own in their 一级指标; else with one of their own
            wanted = (level1, level2)[:depth]
            earlier = next((old for old in reversed(before) if self.levels(old)[:depth] == wanted), None)
            later = next((old for old in after if self.levels(old)[:depth] == wanted), None)
            old = earlier if earlier is not None else later
            if old is None:
                continue
            page, node, spot = self.sources.item((*self.path, old))
            for _ in range(2 - depth):
                if spot is None:
                    raise NoPlaceError
                spot = page.spot(spot.group)
            if spot is None or spot.group.flow:
                raise NoPlaceError
            gone.keep(spot.group)
            lines = [line for one in rows for line in self._lines(one, node)]
            for level in (level2, level1)[: 2 - depth]:
                lines = [f"{one_line(Text(level))}:", *indented(lines, 2)]
            return page, page.behind(spot, lines) if earlier is not None else page.before(spot, lines)
        raise NoPlaceError

    def _lines(self, one: Arrival, neighbour: Node) -> list[str]:
        if isinstance(one, Move):
            return lines_of(self.sources, one.path)
        return row_lines(self.sources, one, neighbour, levels=False)


def lines_of(sources: Sources, path: Steps) -> list[str]:
    """An item as it is written, with the comments right above it, begun at the first column. Raises NoPlaceError."""
    page, _, spot = sources.item(path)
    if spot is None or spot.group.flow:
        raise NoPlaceError
    column = page.begin(spot)[1]
    lines = page.text(page.first_line(spot), page.last_line(spot))
    if any(line[:column].strip() for line in lines):
        raise NoPlaceError
    return [line[column:] for line in lines]


def row_lines(sources: Sources, one: Add, neighbour: Node, *, levels: bool) -> list[str]:
    """A new row in the style of one beside it: in braces, or a line a key."""
    said: dict[str, Any] = dict(one.value)
    if not levels:
        said = {label: value for label, value in said.items() if label not in LEVELS}
    if said.get(DESCRIPTION) == said.get(NAME):
        said.pop(DESCRIPTION, None)
    project = sources.node(one.path[:-1])
    if said.get(BASIS) is not None and said.get(BASIS) == _shared(project):
        said.pop(BASIS)
    row: Tree = arranged(tree_of(said), sources.model(one.path) or Indicator, sources.form.fields)
    if isinstance(row, Branch):
        row.short = not isinstance(neighbour, Mapping) or neighbour.flow
    return emit(Branch([YamlEntry(row)], keyed=False)).splitlines()


def _shared(project: Node | None) -> str | None:
    """The 指标值确定依据 that the rows of a project share, as far as one of them shows it."""
    for label in ("绩效指标", "中期绩效指标"):
        rows = project.get(label) if isinstance(project, Mapping) else None
        for row in rows.items if isinstance(rows, Sequence) else []:
            key, value = (row.key(BASIS), row.get(BASIS)) if isinstance(row, Mapping) else (None, None)
            if key is not None and isinstance(value, Scalar) and key.mark == value.mark:
                return value.value
    return None
