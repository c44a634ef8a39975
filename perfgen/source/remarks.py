"""The comments of a YAML file, put where they belong: each with the entry it stands above, beside or below.

The nodes say where every scalar begins and ends; what is left of the text are indicators and comments. A comment
alone on its line belongs to what follows it, unless its indentation says that it ends a mapping or list; one at the
end of a line belongs to what the line says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from perfgen.source.emit import Branch, Text, Tree, YamlEntry
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.text_file import LINE_BREAK, Mark

Position = tuple[int, int]
"""Line and column, from 0."""

_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_MODELINE = re.compile(r"#\s*yaml-language-server:")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as written, from ``#`` to the end of its line.

    `own` where it is alone on its line, `parted` where a blank line stands before it, `closes` where a bracket does.
    """

    text: str
    at: Position
    own: bool
    parted: bool
    closes: bool

    @property
    def lines(self) -> list[str]:
        """The comment as lines of its own."""
        return ["", self.text] if self.parted else [self.text]


@dataclass(slots=True, eq=False)
class _Group:
    """A mapping or list where it was written; `end` where a bracket closes it."""

    branch: Branch
    column: int
    end: Position | None
    owner: _Place | None


@dataclass(slots=True, eq=False)
class _Place:
    """An entry where it was written."""

    entry: YamlEntry
    start: Position
    group: _Group


@dataclass(frozen=True, slots=True)
class _Token:
    """A scalar, alias or empty bracket pair, and the entry it belongs to (None for the root)."""

    start: Position
    end: Position
    place: _Place | None

    def touches(self, line: int) -> bool:
        """Whether a comment at the end of a line is about this: a block's begins on it, all others end on it."""
        return line in (self.start[0], self.end[0])


def outline(text: str, root: Node) -> tuple[list[str], Tree]:
    """The comments of the file's head, and its tree with all other comments in their places.

    `root` is the tree that `text` says. Aliases are written out.
    """
    page = _Page(text, root)
    walk = _Walk(page)
    tree = walk.root(root)
    head, comments = _head(page.comments, walk.tokens)
    if isinstance(tree, Branch):
        remarks = _Remarks(sorted(walk.tokens, key=lambda token: token.start), tree)
        for comment in comments:
            remarks.attach(comment)
    return head, tree


def comments(text: str, root: Node) -> list[Comment]:
    """Every comment in `text`, in order."""
    return _Page(text, root).comments


def brackets(text: str, root: Node) -> dict[Position, Position]:
    """Where each bracket of `text` opens, and where it closes."""
    return _Page(text, root).closing


class _Page:
    """The text without its scalars: comments, brackets and aliases."""

    def __init__(self, text: str, root: Node) -> None:
        self.comments: list[Comment] = []
        self.aliases: list[Position] = []
        self.closing: dict[Position, Position] = {}
        lines = re.split(LINE_BREAK, text)
        rest = [list(line) for line in lines]
        for scalar in _scalars(root, set()):
            _blank(rest, scalar)
        opened: list[Position] = []
        for number, characters in enumerate(rest):
            line, hash_, _ = "".join(characters).partition("#")
            if hash_:
                self.comments.append(_comment(lines, number, line))
            self.aliases += [(number, alias.start()) for alias in _ALIAS.finditer(line)]
            self._brackets(number, line, opened)
        self._opening = sorted(self.closing)

    def _brackets(self, number: int, line: str, opened: list[Position]) -> None:
        for column, character in enumerate(line):
            if character in "[{":
                opened.append((number, column))
            elif character in "]}" and opened:
                self.closing[opened.pop()] = (number, column)

    def closed(self, mark: Mark) -> Position:
        """Where the bracket that opens at or after a mark (an anchor may stand between) is closed."""
        return self.closing[self._opening[bisect_left(self._opening, _at(mark))]]


def _comment(lines: list[str], number: int, before: str) -> Comment:
    column = len(before)
    own = not lines[number][:column].strip()
    parted = own and number > 0 and not lines[number - 1].strip()
    return Comment(lines[number][column:], (number, column), own, parted, before.rstrip()[-1:] in ("]", "}"))


def _scalars(node: Node, seen: set[int]) -> Iterator[Scalar]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, seen)
    else:
        for key, value in node.items:
            yield from _scalars(key, seen)
            yield from _scalars(value, seen)


def _blank(rest: list[list[str]], scalar: Scalar) -> None:
    """Blank out a scalar; the first line of a block stays, for a comment may follow its ``|``."""
    (first, start), (last, end) = _at(scalar.mark), _at(scalar.end)
    block = scalar.style in ("|", ">")
    for line in range(first + block, min(last, len(rest) - 1) + 1):
        begin = start if line == first else 0
        stop = min(end, len(rest[line])) if line == last else len(rest[line])
        rest[line][begin:stop] = " " * (stop - begin)


def _at(mark: Mark) -> Position:
    return mark.line, mark.column


class _Walk:
    """Nodes to entries, in the order written, and the tokens on the way."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.tokens: list[_Token] = []
        self._aliases = iter(page.aliases)
        self._seen: set[int] = set()

    def root(self, node: Node) -> Tree:
        return self._tree(node, None)

    def _start(self, node: Node) -> Position:
        """Where a node, or the alias for it, is written."""
        return next(self._aliases, _at(node.mark)) if id(node) in self._seen else _at(node.mark)

    def _tree(self, node: Node, place: _Place | None, start: Position | None = None) -> Tree:
        if id(node) in self._seen:
            alias = start or self._start(node)
            self.tokens.append(_Token(alias, alias, place))
            return _copied(node)
        self._seen.add(id(node))
        if isinstance(node, Scalar):
            self.tokens.append(_Token(_at(node.mark), _at(node.end), place))
            return _text(node)
        branch = Branch(keyed=isinstance(node, Mapping), short=node.flow)
        end = self.page.closed(node.mark) if node.flow else None
        if not node.items:
            self.tokens.append(_Token(_at(node.mark), end or _at(node.mark), place))
        group = _Group(branch, node.mark.column, end, place)
        if isinstance(node, Mapping):
            for key, value in node.items:
                self._item(group, key, value)
        else:
            for item in node.items:
                self._item(group, None, item)
        return branch

    def _item(self, group: _Group, key: Scalar | None, value: Node) -> None:
        entry = YamlEntry(Text(None))
        start = self._start(value if key is None else key)
        place = _Place(entry, start, group)
        if not group.branch.entries:
            group.column = min(group.column, start[1])  # an anchor may stand before a block
        if key is not None:
            self._tree(key, place, start)
            entry.key = Text(key.value)
        entry.value = self._tree(value, place, start if key is None else None)
        group.branch.entries.append(entry)


def _text(scalar: Scalar) -> Text:
    number = not scalar.style and scalar.value is not None and _NUMBER.fullmatch(scalar.value)
    return Text(scalar.value, "plain" if number else "auto")


def _copied(node: Node) -> Tree:
    if isinstance(node, Scalar):
        return _text(node)
    if isinstance(node, Sequence):
        return Branch([YamlEntry(_copied(item)) for item in node.items], keyed=False, short=node.flow)
    return Branch([YamlEntry(_copied(value), Text(key.value)) for key, value in node.items], short=node.flow)


def _head(found: list[Comment], tokens: list[_Token]) -> tuple[list[str], list[Comment]]:
    """The comments about the file as a whole: its modeline, and those parted from the first entry."""
    first = min((token.start for token in tokens), default=(0, 0))
    leading = [comment for comment in found if comment.at < first]
    follows = {comment.at[0] for comment in leading} | {first[0]}
    count = 0
    for number, comment in enumerate(leading, 1):
        if comment.at[0] + 1 not in follows or (count == number - 1 and _MODELINE.match(comment.text)):
            count = number
    return [line for comment in leading[:count] for line in comment.lines], found[count:]


@dataclass(slots=True)
class _Remarks:
    """Puts comments into the entries they belong to."""

    tokens: list[_Token]
    root: Branch
    starts: list[Position] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [token.start for token in self.tokens]

    def attach(self, comment: Comment) -> None:
        index = bisect_left(self.starts, comment.at)
        before = self.tokens[index - 1] if index else None
        after = self.tokens[index] if index < len(self.tokens) else None
        if before and not comment.own and (comment.closes or before.touches(comment.at[0])):
            place = _closed(before.place, comment.at)
            (place.entry.beside if place else self.root.below).append(comment.text)
        elif before and after and after.place is before.place and after.place is not None:
            after.place.entry.above += comment.lines  # between a key and its value
        else:
            self._lines_for(comment, before, after).extend(comment.lines)

    def _lines_for(self, comment: Comment, before: _Token | None, after: _Token | None) -> list[str]:
        """Where a comment goes that says nothing about its line: below what ends there, or above what follows."""
        follower = _outermost(after, comment.at)
        indented = comment.own and not (follower and follower.group.column == comment.at[1])
        ended: _Group | None = None
        for group in _groups(before, _groups(after)):
            if group.end is not None:
                if group.end > comment.at:
                    return group.branch.below
            elif indented and comment.at[1] >= group.column and (ended is None or ended.column == group.column):
                ended = group  # a list may stand at the column of the mapping it is in: that one ends here
        if ended:
            return ended.branch.below
        return follower.entry.above if follower else self.root.below


def _groups(token: _Token | None, without: Iterable[_Group] = ()) -> Iterator[_Group]:
    """The groups a token stands in, from within."""
    stop = set(map(id, without))
    place = token.place if token else None
    while place is not None and id(place.group) not in stop:
        yield place.group
        place = place.group.owner


def _closed(place: _Place | None, at: Position) -> _Place | None:
    """The entry that ends where all brackets closed before `at` end."""
    while place is not None and place.group.end is not None and place.group.end < at:
        place = place.group.owner
    return place


def _outermost(token: _Token | None, at: Position) -> _Place | None:
    """The outermost entry that begins with a token and after `at`."""
    place = token.place if token else None
    while place is not None and place.group.owner is not None and place.group.owner.start > at:
        place = place.group.owner
    return place
