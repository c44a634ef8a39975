"""A filing's text to its data, for as long as nothing about it is doubtful.

The tree with places (`perfgen.source.parse`, `perfgen.source.expand`) is what mistakes are told by, and costs twice the
YAML reader itself. A filing without mistakes needs no places: this module reads the same data straight off the events
of libyaml. It knows no mistakes; at the first sign of one, and at anything seldom written, it raises `Doubtful`, and
the filing is read with places.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from perfgen.filing import Form
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Fields, Need
from perfgen.filing.regex import regex
from perfgen.source.files import MOST_FILES, Files, refusal
from perfgen.source.grammar import (
    BASIS,
    DESCRIPTION,
    INDICATOR_LISTS,
    LEVELS,
    NAME,
    OVERALL_INDICATORS,
    PROJECTS,
    SIGN,
    UNIT,
    keys,
    labels,
    parts,
    parts_of,
    project_model,
    row_model,
    words_of,
)
from perfgen.source.scalars import (
    BARS,
    DEEPEST,
    LOADER,
    MOST_NODES,
    MOST_TEXT,
    NOTHING,
    SWALLOWED_KEY,
    begins_doubtfully,
    is_misread,
    swallows,
)
from perfgen.source.text_file import SourceFile

Data: TypeAlias = "dict[str, Any]"

_ScalarEvent, _MappingStart, _MappingEnd = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
_SequenceStart, _SequenceEnd = yaml.SequenceStartEvent, yaml.SequenceEndEvent

_DOUBTFUL = (
    ("#", regex(r"[ \t]#[^\s#!]")),  # a comment that may be the rest of a text
    ("&", regex(r"(?<![^\s\[{,:])&")),  # an anchor: none begins elsewhere
    ("!", regex(r"(?<![^\s\[{,:])!")),  # a tag
)
"""By a sign, what may be doubtful about a text that has it: looked for once, not at every event."""


class Doubtful(Exception):  # noqa: N818
    """There may be something to say of what is read: it is to be read with places."""


def simple_tree(file: SourceFile) -> Any:
    """The tree of a file as dicts, lists, strings and None. Raises Doubtful where `parse_text` might say something."""
    text = file.text
    if any(sign in text and looks.search(text) for sign, looks in _DOUBTFUL):
        raise Doubtful
    loader = LOADER(text)
    try:
        return _Reader(loader.get_event).document()
    except (yaml.YAMLError, RecursionError):
        raise Doubtful from None
    finally:
        loader.dispose()


class _Reader:
    __slots__ = ("_following", "_known", "_nodes", "_texts")

    def __init__(self, following: Callable[[], Any]) -> None:
        self._following = following
        self._known, self._texts = words_of(), _texts()
        self._nodes = 0

    def document(self) -> Any:
        following = self._following
        following(), following()  # the stream and the document begin
        root = self._inside(following(), 0)
        following()
        if type(following()) is not yaml.StreamEndEvent:
            raise Doubtful
        return root

    def _inside(self, event: Any, depth: int) -> Any:
        """What is no text: a mapping or a sequence. A text as a whole file is no filing."""
        kind = type(event)
        if depth >= DEEPEST or (kind is not _MappingStart and kind is not _SequenceStart):
            raise Doubtful
        found = self._mapping(event, depth) if kind is _MappingStart else self._sequence(depth)
        self._nodes += 2 * len(found)
        if self._nodes > MOST_NODES:
            raise Doubtful
        return found

    def _mapping(self, event: Any, depth: int) -> Data:
        following, known, in_braces = self._following, self._known, event.flow_style
        found: dict[Any, Any] = {}
        while type(name := following()) is _ScalarEvent:
            key: str | None = name.value
            if key not in known or name.style:
                key = _text(name)
                if key is None or key == "<<" or swallows(key):
                    raise Doubtful
            if key in found:
                raise Doubtful
            inner = following()
            if type(inner) is not _ScalarEvent:
                found[key] = self._inside(inner, depth + 1)
                continue
            found[key] = text = _text(inner)
            if text and (
                (in_braces and "，" in text and SWALLOWED_KEY.search(text))
                or (key not in self._texts and _below(inner, name) and key in parts())
            ):
                raise Doubtful
        if type(name) is not _MappingEnd:
            raise Doubtful
        return found

    def _sequence(self, depth: int) -> list[Any]:
        following = self._following
        found: list[Any] = []
        while type(event := following()) is not _SequenceEnd:
            found.append(_text(event) if type(event) is _ScalarEvent else self._inside(event, depth + 1))
        return found


def _below(event: Any, above: Any) -> bool:
    return bool(event.start_mark.line > above.start_mark.line)


def _text(event: Any) -> str | None:
    """A text; None where nothing was written. Never typed, as in the tree with places."""
    text: str = event.value
    style = event.style
    if style == "|":
        return text.removesuffix("\n")
    # Folded lines leave a blank or a line break, but for those in double quotes that end in a backslash.
    if (" " in text or "\n" in text or style == '"') and event.start_mark.line != event.end_mark.line:
        raise Doubtful
    if style:
        if style == ">":
            raise Doubtful
        return text
    if text in NOTHING:
        return None
    if not (text[0].isprintable() and text[-1].isprintable()):  # blanks and signs of no width, typed or pasted
        raise Doubtful
    if begins_doubtfully(text) and (text[0] in BARS or is_misread(text)):
        raise Doubtful
    return text


@cache
def _texts() -> frozenset[str]:
    """The keys of a 绩效文本 that take text: what other documents have is imported where a key is none of them."""
    return words_of() - parts_of()


class _Grammar(NamedTuple):
    """The keys of a model: every way they are written, and the labels under which stand models (or lists of them)."""

    meant: dict[str, str]
    labels: frozenset[str]
    inner: tuple[tuple[str, type[Model], bool], ...]
    own: frozenset[str]


@lru_cache(maxsize=512)
def _grammar(model: type[Model], fields: Fields) -> _Grammar:
    known = keys(model, fields)
    inner = [(label, key.inside, key.many) for label, key in known.items() if key.inside is not None]
    own = frozenset(label for label, key in known.items() if key.own)
    return _Grammar(labels(model, fields), frozenset(known) - own, tuple(inner), own)


@dataclass(slots=True)
class Straight:
    """Reads a filing written out in full, as `Expander` and `Includer` give it where they find nothing to say.

    `files` are those that were read, the filing's own first; `patterns` what it includes, each with its folder.
    """

    snapshot: Files
    files: list[Path] = field(default_factory=list)
    patterns: list[tuple[Path, str]] = field(default_factory=list)
    _real: set[Path] = field(default_factory=set)
    _root: str = ""
    _asked: int = 0
    _text: int = 0

    def root(self, path: Path) -> Data:
        """What the file of a filing says, as written. Raises Doubtful, and FilingError as `Snapshot.read` does."""
        said = self._read(path)
        if type(said) is not dict:
            raise Doubtful
        return said

    def filing(self, root: Data, path: Path, form: Form) -> Data:
        """The data of the filing whose file says `root`, by the labels of its layout's form. Raises as `root` does."""
        fields = form.fields
        said: Data = _labelled(root, form.model, fields)
        if OVERALL_INDICATORS in said:
            said[OVERALL_INDICATORS] = _indicators(said[OVERALL_INDICATORS], {}, row_model(form.model), fields)
        model = project_model(form.model)
        for label in [label for label in said if label in PROJECTS]:  # as written: so the files are in order
            listed = said[label]
            if listed is not None:
                if type(listed) is not list:
                    raise Doubtful
                said[label] = [
                    self._project(project, model, fields)
                    for item in listed
                    for project in self._included(item, path.parent, 1)
                ]
        return said

    def _read(self, path: Path) -> Any:
        self.files.append(path)
        file = self.snapshot.read(path)
        self._spend(len(file.text))
        return simple_tree(file)

    def _spend(self, characters: int) -> None:
        """Count what the filing comes to. Raises Doubtful where it is more than a filing may have."""
        self._text += characters
        if self._text > MOST_TEXT:
            raise Doubtful

    def _project(self, said: Any, model: type[Model], fields: Fields) -> Any:
        project = _labelled(said, model, fields)
        if type(project) is not dict:
            raise Doubtful
        basis = {BASIS: project.pop(BASIS)} if BASIS in project else {}
        for label in INDICATOR_LISTS:
            if label in project:
                project[label] = rows = _indicators(project[label], basis, row_model(model), fields)
                self._spend(len(rows) * len(basis.get(BASIS) or ""))
        return project

    def _included(self, item: Any, folder: Path, depth: int) -> Iterator[Any]:
        """A project as it stands in a list, or those in the files that a text there names."""
        if type(item) is not str or not item:
            yield item
            return
        if depth > DEEPEST:
            raise Doubtful
        for path in self._named(item, folder):
            root = self._read(path)
            for inner in root if type(root) is list else (root,):
                yield from self._included(inner, path.parent, depth + 1)

    def _named(self, said: str, folder: Path) -> Iterator[Path]:
        pattern = said.replace("\\", "/")
        try:
            self._asked += 1
            found = [] if refusal(pattern) or self._asked > MOST_FILES else self.snapshot.matches(folder, pattern)
        except (OSError, ValueError):
            raise Doubtful from None
        if not found:
            raise Doubtful
        self.patterns.append((folder, pattern))
        if not self._root:
            root = self.snapshot.real(self.files[0])
            self._root, self._real = os.path.join(root.parent, ""), {root}  # noqa: PTH118 -- as text, that begins every file in it
        for path in found:
            real = self.snapshot.real(path)
            if real in self._real or not str(real).startswith(self._root) or len(self.files) > MOST_FILES:
                raise Doubtful
            self._real.add(real)
            yield path


def _labelled(said: Any, model: type[Model], fields: Fields) -> Any:
    """The mapping by label, and the mappings in it; own fields in one of their own."""
    if type(said) is not dict:
        return said
    grammar = _grammar(model, fields)
    if not said.keys() <= grammar.labels:
        meant = grammar.meant
        renamed: Data = {}
        own: Data = {}
        for word, value in said.items():
            label = meant.get(word)
            if label is None or label in renamed:
                raise Doubtful
            (own if label in grammar.own else renamed)[label] = value
        if own:
            renamed[OWN] = own
        said = renamed
    for label, inner, many in grammar.inner:
        if label in said:
            value = said[label]
            if many and type(value) is list:
                said[label] = [_labelled(item, inner, fields) for item in value]
            else:
                said[label] = _labelled(value, inner, fields)
    return said


def _indicators(said: Any, basis: Data, model: type[Model], fields: Fields) -> list[Data]:
    """The rows of 绩效指标, by group or one by one; `basis` is what they share."""
    rows: list[Data]
    if type(said) is list:
        rows = [_row(row, {}, basis, model, fields) for row in said]
    elif type(said) is dict:
        rows = []
        for level1, groups in said.items():
            if type(groups) is not dict:
                raise Doubtful
            for level2, inside in groups.items():
                if type(inside) is not list:
                    raise Doubtful
                heads = dict(zip(LEVELS, (level1, level2), strict=True))
                rows += [_row(row, heads, basis, model, fields) for row in inside]
    else:
        raise Doubtful
    return rows


def _row(said: Any, heads: Data, basis: Data, model: type[Model], fields: Fields) -> Data:
    if type(said) is not dict:
        raise Doubtful
    row = _labelled(said, model, fields)
    if SIGN in row or UNIT in row:
        raise Doubtful
    if heads and not row.keys().isdisjoint(heads):
        raise Doubtful
    full: Data = {**heads, **basis, **row}
    if DESCRIPTION not in full:
        full[DESCRIPTION] = full.get(NAME)
    if BASIS not in full and fields.uses.get(Scope.INDICATOR, {}).get(BASIS) is Need.REQUIRED:
        raise Doubtful
    return full
