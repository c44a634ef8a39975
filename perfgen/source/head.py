"""What a filing or a layout is called, read from its first lines: enough to name it before it is read as a whole."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfgen.errors import PerfgenError
from perfgen.source.files import beginning, read_file
from perfgen.source.reader import filing_file
from perfgen.source.scalars import LOADER, MOST_TEXT

_TOP = {
    "版式": "layout", "layout": "layout", "年度": "year", "year": "year", "部门": "department", "department": "department",
}  # fmt: skip
_INNER = {"编码": "code", "code": "code", "名称": "name", "name": "name"}


@dataclass(frozen=True, slots=True)
class FilingHead:
    """What stands at the head of a filing, as written; empty where it is not said (or not where it belongs)."""

    layout: str = ""
    year: str = ""
    code: str = ""
    name: str = ""


def head_of(path: Path) -> FilingHead:
    """The head of the filing in a file or folder. Nothing is validated; a file that cannot be read has an empty one."""
    try:
        file = filing_file(path)
        return _read(beginning(file), whole=False) or _read(read_file(file).text, whole=True) or FilingHead()
    except PerfgenError:
        return FilingHead()


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it stands in a file, and where: line and column from 1, and the line itself; empty where it does not."""

    text: str = ""
    line: int = 0
    column: int = 0
    excerpt: str = ""


def said_at_top(path: Path, labels: Container[str]) -> Said:
    """What stands under one of some labels at the top level of a file. Nothing is validated; see `head_of`."""
    try:
        return (
            _under(beginning(path), labels, whole=False) or _under(read_file(path).text, labels, whole=True) or Said()
        )
    except PerfgenError:
        return Said()


def _under(text: str, labels: Container[str], *, whole: bool) -> Said | None:
    """What `text` says, as `_read`."""
    if len(text) > MOST_TEXT:
        return None
    loader = LOADER(text)
    depth, key = 0, None
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
                continue
            if depth == 1 and key is None:
                key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            elif depth == 1:
                last = not whole and not text[event.end_mark.index :].strip()
                if key in labels and isinstance(event, yaml.ScalarEvent) and not last:
                    start: Any = event.start_mark
                    return Said(event.value.strip(), start.line + 1, start.column + 1, text.splitlines()[start.line])
                key = None
            depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
    except yaml.YAMLError:
        return None
    else:
        return None
    finally:
        loader.dispose()


def _read(text: str, *, whole: bool) -> FilingHead | None:
    """The head that `text` says; None where there may be more of it in what follows, or nothing can be read."""
    if len(text) > MOST_TEXT:
        return FilingHead()
    loader = LOADER(text)
    try:
        found = _Finder()
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            found.take(event)
            # A value at the very end of what was read of a file may go on.
            if len(found.said) == len(FilingHead.__slots__) and (whole or text[found.end :].strip()):
                return FilingHead(**found.said)
        return FilingHead(**found.said) if whole else None
    except yaml.YAMLError:
        return None
    finally:
        loader.dispose()


@dataclass(slots=True)
class _Finder:
    """What belongs to a head, as the events of a text come: `said`, the last of it ending at `end`."""

    said: dict[str, str] = field(default_factory=dict)
    end: int = 0
    _keys: list[str] = field(default_factory=lambda: [""])
    _key_next: bool = True

    def take(self, event: Any) -> None:
        """One event more."""
        keys, depth = self._keys, len(self._keys) - 1
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            keys.append("")
            self._key_next = isinstance(event, yaml.MappingStartEvent)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            keys.pop()
            self._key_next = True
        elif isinstance(event, yaml.ScalarEvent) and depth in (1, 2):
            if self._key_next:
                keys[-1] = event.value
            elif depth == 1 and _TOP.get(keys[1]) in ("layout", "year"):
                self._found(_TOP[keys[1]], event)
            elif depth == 2 and _TOP.get(keys[1]) == "department" and keys[2] in _INNER:
                self._found(_INNER[keys[2]], event)
            self._key_next = not self._key_next

    def _found(self, name: str, event: Any) -> None:
        self.said[name], self.end = event.value, event.end_mark.index
