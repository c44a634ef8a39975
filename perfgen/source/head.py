"""What a filing is called, read from its first lines: enough to name its output before it is built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from perfgen.errors import PerfgenError
from perfgen.source.files import read_file
from perfgen.source.reader import filing_file

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
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
        text = read_file(filing_file(path)).text
        return Head(**_read(text))
    except (PerfgenError, yaml.YAMLError):
        return Head()


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    depth, keys = 0, [""]
    key_next = True
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            keys.append("")
            key_next = isinstance(event, yaml.MappingStartEvent)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            keys.pop()
            key_next = True
        elif isinstance(event, yaml.ScalarEvent) and depth in (1, 2):
            if key_next:
                keys[-1] = event.value
            elif depth == 1 and _TOP.get(keys[1]) in ("layout", "year"):
                found[_TOP[keys[1]]] = event.value
            elif depth == 2 and _TOP.get(keys[1]) == "department" and keys[2] in _INNER:
                found[_INNER[keys[2]]] = event.value
            key_next = not key_next
        if len(found) == len(Head.__slots__):
            break
    return found
