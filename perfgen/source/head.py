"""What a filing is called, read from its first lines: enough to name its output before it is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from perfgen.errors import PerfgenError
from perfgen.source.files import beginning, read_file
from perfgen.source.reader import filing_file
from perfgen.source.scalars import LOADER

_TOP = {
    "版式": "layout", "layout": "layout", "年度": "year", "year": "year", "部门": "department", "department": "department",
}  # fmt: skip
_INNER = {"编码": "code", "code": "code", "名称": "name", "name": "name"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a filing, as written; empty where it is not said (or not where it belongs)."""

    layout: str = ""
    year: str = ""
    code: str = ""
    name: str = ""


def head_of(path: Path) -> Head:
    """The head of the filing in a file or folder. Nothing is validated; a file that cannot be read has an empty one."""
    try:
        file = filing_file(path)
        return _read(beginning(file), whole=False) or _read(read_file(file).text, whole=True) or Head()
    except PerfgenError:
        return Head()


def _read(text: str, *, whole: bool) -> Head | None:
    """The head that `text` says; None where there may be more of it in what follows, or nothing can be read."""
    with suppress(yaml.YAMLError):
        found: dict[str, str] = {}
        for name, value, end in _said(text):
            found[name] = value
            # A value at the very end of what was read of a file may go on.
            if len(found) == len(Head.__slots__) and (whole or text[end:].strip()):
                return Head(**found)
        if whole:
            return Head(**found)
    return None


def _said(text: str) -> Iterator[tuple[str, str, int]]:
    """What belongs to a head, as the text goes on: what it is, the value, and where that ends."""
    depth, keys = 0, [""]
    key_next = True
    events: Iterable[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            keys.append("")
            key_next = isinstance(event, yaml.MappingStartEvent)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            keys.pop()
            key_next = True
        elif isinstance(event, yaml.ScalarEvent) and depth in (1, 2):
            mark: Any = event.end_mark
            if key_next:
                keys[-1] = event.value
            elif depth == 1 and _TOP.get(keys[1]) in ("layout", "year"):
                yield _TOP[keys[1]], event.value, mark.index
            elif depth == 2 and _TOP.get(keys[1]) == "department" and keys[2] in _INNER:
                yield _INNER[keys[2]], event.value, mark.index
            key_next = not key_next
