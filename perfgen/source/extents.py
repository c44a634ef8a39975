"""From where to where every entry of a YAML file is written: what to replace, take out, or put something behind."""

from __future__ import annotations

from collections.abc import Sequence as List
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.remarks import brackets
from perfgen.source.splice import Position, Splice
from perfgen.source.text_file import Mark, SourceFile

Group: TypeAlias = "Mapping | Sequence"


class Spot(NamedTuple):
    """An entry: the mapping or list it is in, and which of it."""

    group: Group
    at: int


class NoPlaceError(ValueError):
    """Something is written in a way that is not changed piece by piece; says why in Chinese, where there is more to say."""


@dataclass(slots=True)
class SourcePage:
    """The entries of one file, found by the places of their values."""

    file: SourceFile
    root: Node
    values: dict[Position, Scalar] = field(default_factory=dict)
    groups: dict[tuple[type[Node], Position], Group] = field(default_factory=dict)
    _spots: dict[int, Spot] = field(default_factory=dict)
    _brackets: dict[Position, Position] = field(default_factory=dict)

    @classmethod
    def of(cls, file: SourceFile, root: Node) -> SourcePage:
        """The page of a file and the tree that its text says."""
        page = cls(file, root, _brackets=brackets(file.text, root))
        page._enter(root)
        return page

    def _enter(self, node: Node) -> None:
        if isinstance(node, Scalar):
            self.values.setdefault(position(node.mark), node)
            return
        kind: type[Node] = type(node)
        if (kind, position(node.mark)) in self.groups:
            return  # an alias leads here once more
        self.groups[kind, position(node.mark)] = node
        for at, value in enumerate(values_in(node)):
            self._spots.setdefault(id(value), Spot(node, at))
            self._enter(value)

    def spot(self, node: Node) -> Spot | None:
        """The entry whose value a node is; None for the root."""
        return self._spots.get(id(node))

    # --- from where to where

    def begin(self, spot: Spot) -> Position:
        """Where an entry begins: its key, or its dash. Raises NoPlaceError where its dash is on another line."""
        group, at = spot
        if isinstance(group, Mapping):
            return position(group.items[at][0].mark)
        node = group.items[at]
        if group.flow:
            return position(node.mark)
        line, column = node.mark.line, group.mark.column
        if self.file.lines[line][column : column + 1] != "-":
            raise NoPlaceError
        return line, column

    def end(self, node: Node) -> Position:
        """Where a value ends, on the line it ends on. Raises NoPlaceError for what an anchor stands before."""
        if isinstance(node, Scalar):
            if node.style == "|":
                line = node.mark.line + (node.value.count("\n") + 1 if node.value else 0)
                return line, len(self.file.lines[line])
            return position(node.end)
        if node.flow:
            closing = self._brackets.get(position(node.mark))
            if closing is None:
                raise NoPlaceError
            return closing[0], closing[1] + 1
        return self.end(values_in(node)[-1])

    def first_line(self, spot: Spot) -> int:
        """The first line of a block entry, that of the comments right above it. Raises NoPlaceError for one that shares its line."""
        line, column = self.begin(spot)
        if self.file.lines[line][:column].strip():
            raise NoPlaceError
        while line and self._is_comment(line - 1, column):
            line -= 1
        return line

    def _is_comment(self, line: int, column: int) -> bool:
        text = self.file.lines[line]
        return text[:column].strip() == "" and text[column : column + 1] == "#"

    def last_line(self, spot: Spot) -> int:
        """The last line of a block entry."""
        return self.end(values_in(spot.group)[spot.at])[0]

    # --- changes

    def taken_out(self, group: Group, gone: frozenset[int]) -> list[Splice]:
        """Some entries, not all, taken out of a group with the comments right above them. Raises NoPlaceError."""
        if group.flow:
            return self._out_of_brackets(group, gone)
        return [self._line_out(Spot(group, at), gone) for at in sorted(gone)]

    def _line_out(self, spot: Spot, gone: frozenset[int]) -> Splice:
        begin = self.begin(spot)
        if self.file.lines[begin[0]][: begin[1]].strip():  # the first key of an item, behind its dash
            if spot.at or 1 in gone or len(values_in(spot.group)) == 1:
                raise NoPlaceError
            following = self.begin(Spot(spot.group, 1))
            if any("#" in self.file.lines[line] for line in range(begin[0], following[0])):
                raise NoPlaceError
            return Splice(begin, following, "")
        first, last = self.first_line(spot), self.last_line(spot)
        lines = self.file.lines
        blank_above = first > 0 and not lines[first - 1].strip()
        if blank_above and (last + 1 >= len(lines) or not lines[last + 1].strip()):
            first -= 1
        if last + 1 < len(lines):
            return Splice((first, 0), (last + 1, 0), "")
        return Splice((first - 1, len(lines[first - 1])), (last, len(lines[last])), "")

    def _out_of_brackets(self, group: Group, gone: frozenset[int]) -> list[Splice]:
        kept = [at for at in range(len(values_in(group))) if at not in gone]
        last = kept[-1]
        found = [
            Splice(self.begin(Spot(group, at)), self.begin(Spot(group, at + 1)), "") for at in sorted(gone) if at < last
        ]
        if max(gone) > last:
            values = values_in(group)
            found.append(Splice(self.end(values[last]), self.end(values[-1]), ""))
        return found

    def behind(self, spot: Spot, lines: List[str]) -> Splice:
        """Lines put behind a block entry, indented as it is."""
        column = self.begin(spot)[1]
        return self.below(self.last_line(spot), indented(lines, column))

    def before(self, spot: Spot, lines: List[str]) -> Splice:
        """Lines put before a block entry and its comments. Raises NoPlaceError for a list's first item that shares its line."""
        begin = self.begin(spot)
        if self.file.lines[begin[0]][: begin[1]].strip():
            if not isinstance(spot.group, Mapping):
                raise NoPlaceError
            first, *rest = [*indented(lines, begin[1]), " " * begin[1]]
            return Splice(begin, begin, "\n".join([first.lstrip(" "), *rest]))
        line = self.first_line(spot)
        return Splice((line, 0), (line, 0), "".join(f"{one}\n" for one in indented(lines, begin[1])))

    def below(self, line: int, lines: List[str]) -> Splice:
        """Lines put below a line of the file."""
        if line + 1 < len(self.file.lines):
            return Splice((line + 1, 0), (line + 1, 0), "".join(f"{one}\n" for one in lines))
        end = (line, len(self.file.lines[line]))
        return Splice(end, end, "".join(f"\n{one}" for one in lines))

    def beside(self, group: Group, after: int, written: str) -> Splice:
        """An entry put into brackets, behind another (-1: as the first)."""
        values = values_in(group)
        if after >= 0:
            end = self.end(values[after])
            return Splice(end, end, f", {written}")
        line, column = position(group.mark)
        inside = (line, column + 1)
        return Splice(inside, inside, f"{written}, " if values else written)

    def above(self, line: int, lines: List[str]) -> Splice:
        """Lines put above a line of the file, indented as it is."""
        text = self.file.lines[line]
        column = len(text) - len(text.lstrip(" "))
        return Splice((line, 0), (line, 0), "".join(f"{one}\n" for one in indented(lines, column)))

    def text(self, first: int, last: int) -> list[str]:
        """Lines of the file."""
        return list(self.file.lines[first : last + 1])


def position(mark: Mark) -> Position:
    """The line and column of a place."""
    return mark.line, mark.column


def values_in(group: Group) -> list[Node]:
    """The values of a mapping, or the items of a list."""
    return [value for _, value in group.items] if isinstance(group, Mapping) else group.items


def indented(lines: List[str], column: int) -> list[str]:
    """Lines begun that much further to the right; empty ones stay empty."""
    return [" " * column + line if line else line for line in lines]
