"""ValueEdits and keys changed where they are written: each keeps the way in which it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from perfgen.filing import Project
from perfgen.filing.fields import OWN
from perfgen.source.arrange import arranged, text_under
from perfgen.source.data import Steps, tree_of
from perfgen.source.edits import Note, Put
from perfgen.source.emit import Branch, Text, Tree, YamlEntry, emit, one_line
from perfgen.source.extents import NoPlaceError, SourcePage, Spot, indented, position, values_in
from perfgen.source.grammar import BASIS, DESCRIPTION, INDICATOR_LISTS, NAME, Key, is_row, keys
from perfgen.source.nodes import Mapping, Scalar, block_indent
from perfgen.source.sources import Sources, is_said_again
from perfgen.source.splice import Splice

Placed: TypeAlias = "tuple[SourcePage, Splice]"

_NUMBER = re.compile(r"(0|[1-9]\d*)(\.\d+)?")
_NOT_IN_QUOTES = re.compile("[\"'\\\\\n\t]")
_NOT_IN_A_BLOCK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ValueEdits:
    """Makes changes of values in the text of a filing. Raises NoPlaceError for one that has no place."""

    sources: Sources

    def splices(self, puts: Iterable[Put]) -> Iterator[Placed]:
        """What to replace, so that the values are said. Raises NoPlaceError."""
        rows: defaultdict[Steps, dict[str, Any]] = defaultdict(dict)
        for put in puts:
            if self._in_row(put.path) and put.path[-1] in (NAME, DESCRIPTION, BASIS):
                rows[put.path[:-1]][str(put.path[-1])] = put.value
            else:
                yield from self._put(put)
        yield from self._shared_basis(rows)
        for path, said in rows.items():
            yield from self._row(path, said)

    def notes(self, notes: Iterable[Note]) -> Iterator[Placed]:
        """The comments above values; one that is there already is not said again."""
        told: set[tuple[str, int, str]] = set()
        for note in notes:
            page, line = self._line_of(note.path)
            place = (page.file.path.as_posix(), line, note.text)
            if place not in told and not _is_there(page, line, note.text):
                told.add(place)
                yield page, page.above(line, [note.text])

    def _line_of(self, path: Steps) -> tuple[SourcePage, int]:
        """The line that the entry of a value begins on, where comments can stand above it."""
        page, node, spot = self.sources.item(path)
        line = node.mark.line
        while spot is not None:
            begin = page.begin(spot)
            line = begin[0]
            if not page.file.lines[line][: begin[1]].strip() and not spot.group.flow:
                break
            spot = page.spot(spot.group)
        return page, line

    def _in_row(self, path: Steps) -> bool:
        return is_row(self.sources.model(path[:-1])) and path[-1] != OWN

    # --- rows of 绩效指标: what is not written in them follows from elsewhere

    def _row(self, path: Steps, said: dict[str, Any]) -> Iterator[Placed]:
        row = self.sources.node(path)
        if not isinstance(row, Mapping):
            raise NoPlaceError
        for label, value in said.items():
            if label != DESCRIPTION and not is_said_again(row, label):
                yield from self._put(Put((*path, label), value))
            elif value is None:  # what follows from elsewhere cannot be said to be empty
                raise NoPlaceError
            elif label == BASIS:
                yield self._new_key(path, label, value)
        name, described = row.get(NAME), row.get(DESCRIPTION)
        named = said.get(NAME, name.value if isinstance(name, Scalar) else None)
        if described is not None and not is_said_again(row, DESCRIPTION):
            if DESCRIPTION in said:
                yield from self._put(Put((*path, DESCRIPTION), said[DESCRIPTION]))
        elif isinstance(described, Scalar) and (wanted := said.get(DESCRIPTION, described.value)) != named:
            if wanted is None:
                raise NoPlaceError
            yield self._new_key(path, DESCRIPTION, wanted)

    def _shared_basis(self, rows: dict[Steps, dict[str, Any]]) -> Iterator[Placed]:
        """The 指标值确定依据 that rows share, changed on their project where it changes in all of them."""
        changed: defaultdict[Steps, dict[Steps, Any]] = defaultdict(dict)
        for path, said in rows.items():
            row = self.sources.node(path)
            if BASIS in said and isinstance(row, Mapping) and is_said_again(row, BASIS):
                changed[path[:-2]][path] = said[BASIS]
        for project, new in changed.items():
            sharing = [path for path in self._rows_of(project) if is_said_again(self._row_at(path), BASIS)]
            if set(sharing) == set(new) and len({*new.values()}) == 1:
                shared = self._row_at(sharing[0]).get(BASIS)
                value = new[sharing[0]]
                if isinstance(shared, Scalar) and value is not None:
                    key = keys(Project, self.sources.form.fields)[BASIS]
                    yield self._set(shared, key, value)
                    for path in sharing:
                        del rows[path][BASIS]

    def _rows_of(self, project: Steps) -> Iterator[Steps]:
        for label in INDICATOR_LISTS:
            rows = self.sources.node((*project, label))
            yield from (
                (*project, label, at)
                for at in range(len(values_in(rows)) if rows and not isinstance(rows, Scalar) else 0)
            )

    def _row_at(self, path: Steps) -> Mapping:
        row = self.sources.node(path)
        if not isinstance(row, Mapping):
            raise NoPlaceError
        return row

    # --- one value

    def _put(self, put: Put) -> Iterator[Placed]:
        node = self.sources.node(put.path)
        if put.value is None:
            if node is not None:
                yield from self._without(put.path)
        elif node is None:
            yield self._new_key(put.path[:-1], str(put.path[-1]), put.value)
        elif isinstance(node, Scalar) and isinstance(put.value, str):
            yield self._set(node, self.sources.key(put.path), put.value)
        else:
            yield self._in_place_of(put)

    def _set(self, node: Scalar, key: Key, value: str) -> Placed:
        page, scalar, spot = self.sources.scalar(node)
        if scalar.style == "|":
            return page, _block(page, scalar, value)
        return page, Splice(position(scalar.mark), position(scalar.end), _written(page, scalar, spot, key, value))

    def _in_place_of(self, put: Put) -> Placed:
        """A 指标值 that goes from one piece to three, or from three to one."""
        node = self.sources.node(put.path)
        if node is None or self._in_row(put.path) is False:
            raise NoPlaceError
        page, found, spot = self.sources.item(put.path)
        if spot is None or (not isinstance(found, Scalar) and not found.flow):
            raise NoPlaceError
        return page, Splice(position(found.mark), page.end(found), _on_one_line(put.value))

    def _without(self, path: Steps) -> Iterator[Placed]:
        """What takes an entry out of its mapping, and the mapping with it where it has no other."""
        page, _, spot = self.sources.item(path)
        while spot is not None and len(values_in(spot.group)) == 1:
            spot = page.spot(spot.group)
        if spot is None:
            raise NoPlaceError
        yield from ((page, splice) for splice in page.taken_out(spot.group, frozenset({spot.at})))

    def _new_key(self, owner: Steps, label: str, value: Any) -> Placed:
        """What puts an entry into a mapping, in the order of the form."""
        if owner and owner[-1] == OWN:
            owner = owner[:-1]
        page, group = self.sources.group(self.sources.node(owner))
        if not isinstance(group, Mapping) or not group.items:
            raise NoPlaceError
        model = self.sources.model(owner)
        order = list(keys(model, self.sources.form.fields)) if model else list(self.sources.form.checkpoints)
        before = set(order[: order.index(label)]) if label in order else set(order)
        earlier = [at for at, (key, _) in enumerate(group.items) if self.sources.label(owner, key.value) in before]
        entry = YamlEntry(self._tree((*owner, label), value), Text(label))
        if group.flow:
            return page, page.beside(group, max(earlier, default=-1), _inside_braces(entry))
        lines = emit(Branch([entry])).splitlines()
        if earlier:
            return page, page.behind(Spot(group, max(earlier)), lines)
        return page, page.before(Spot(group, 0), lines)

    def _tree(self, path: Steps, value: Any) -> Tree:
        if isinstance(value, str):
            return text_under(self.sources.key(path), value)
        model = self.sources.model(path[:-1])
        whole = arranged(tree_of({path[-1]: value}), model, self.sources.form.fields) if model else None
        return whole.entries[0].value if whole and whole.entries else tree_of(value)


def _is_there(page: SourcePage, line: int, text: str) -> bool:
    """Whether a comment is among those right above a line."""
    while line and page.file.lines[line - 1].lstrip().startswith("#"):
        line -= 1
        if page.file.lines[line].strip() == text:
            return True
    return False


def _block(page: SourcePage, scalar: Scalar, value: str) -> Splice:
    """The lines of a ``|`` block changed; the block goes where it cannot hold the text."""
    first, last = scalar.mark.line + 1, page.end(scalar)[0]
    header = page.file.lines[scalar.mark.line][scalar.mark.column :]
    fits = bool(value.strip()) and not value.endswith("\n") and not _NOT_IN_A_BLOCK.search(value)
    if not fits or value.lstrip("\n")[0] in " \t" or not scalar.value:
        if header.strip() not in ("|", "|-", "|+"):
            raise NoPlaceError
        return Splice(position(scalar.mark), page.end(scalar), one_line(Text(value)))
    lines = indented(value.split("\n"), block_indent(scalar))
    return Splice((first, 0), (last, len(page.file.lines[last])), "\n".join(lines))


def _written(page: SourcePage, scalar: Scalar, spot: Spot, key: Key, value: str) -> str:
    """A text on one line as it was written: in the same quotes, or in none; one of several paragraphs as a block."""
    flow = spot.group.flow
    line = page.file.lines[scalar.end.line]
    behind = line[scalar.end.column :].strip()
    opening = " " if page.file.lines[scalar.mark.line][: scalar.mark.column].endswith((":", "-")) else ""
    if "\n" in value and not flow and not behind and value.strip() and not value.endswith("\n"):
        first, *rest = emit(Branch([YamlEntry(Text(value, "block"))], keyed=False)).splitlines()
        return "\n".join([f"{opening}{first[2:]}", *indented(rest, page.begin(spot)[1])])
    if scalar.style and not _NOT_IN_QUOTES.search(value):
        return f"{scalar.style}{value}{scalar.style}"
    number = not scalar.style and all(_NUMBER.fullmatch(text) for text in (scalar.value or "", value))
    return f"{opening}{value if number else one_line(text_under(key, value), flow=flow)}"


def _inside_braces(entry: YamlEntry) -> str:
    """An entry of a mapping as it stands in braces."""
    if entry.key is None:
        raise NoPlaceError
    return f"{one_line(entry.key, flow=True)}: {_on_one_line(entry.value)}"


def _on_one_line(value: Any) -> str:
    """A value on one line, in braces or brackets where it has parts."""
    if isinstance(value, str):
        return one_line(Text(value), flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_on_one_line(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Text):
        return one_line(value, flow=True)
    if isinstance(value, Branch):
        inner = [_inside_braces(entry) if value.keyed else _on_one_line(entry.value) for entry in value.entries]
        return ("{%s}" if value.keyed else "[%s]") % ", ".join(inner)
    raise NoPlaceError
