"""What was said of a filing when it was built, as its record holds it: it is said again as long as the filing has not changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path, PurePath
from typing import Any

from perfgen.errors import Diagnostic, Severity

_MOST = 10_000
"""How much of one filing is kept, and believed."""
_LONGEST = 20_000
"""Characters of one text of it."""
_CODE = re.compile(r"[A-Z]{3}[0-9]{2,3}")
_TEXTS = tuple(one.name for one in fields(Diagnostic) if one.name not in ("file", "line", "column", "severity"))


def to_data(said: Iterable[Diagnostic], root: Path) -> list[dict[str, Any]] | None:
    """Diagnostics as JSON takes them, files told from `root`, the folder of the filing; None for more than are kept.

    A file elsewhere (of a layout) is not named.
    """
    kept = list(said)
    return [_one(one, root) for one in kept] if len(kept) <= _MOST else None


def _one(one: Diagnostic, root: Path) -> dict[str, Any]:
    texts = {name: text for name in _TEXTS if (text := getattr(one, name))}
    numbers = {name: number for name in ("line", "column") if (number := getattr(one, name))}
    file = Path(one.file) if one.file else None
    inside = {"file": file.relative_to(root).as_posix()} if file and file.is_relative_to(root) else {}
    return {**texts, **numbers, **inside, "severity": one.severity.value}


def from_data(data: Any, root: Path, strays: re.Pattern[str]) -> tuple[Diagnostic, ...]:
    """The diagnostics in a record, as somebody may have written it. Names that have `strays` are refused.

    Raises ValueError, LookupError, TypeError or AttributeError for what are none: nothing built has errors.
    """
    if not isinstance(data, list) or len(data) > _MOST:
        raise TypeError("no list")
    return tuple(_diagnostic(one, root, strays) for one in data)


def _diagnostic(data: Any, root: Path, strays: re.Pattern[str]) -> Diagnostic:
    texts = {name: data.get(name, "") for name in (*_TEXTS, "file")}
    numbers = {name: data.get(name, 0) for name in ("line", "column")}
    severity = Severity(data["severity"])
    if any(type(text) is not str or len(text) > _LONGEST for text in texts.values()):
        raise TypeError("no text")
    if any(type(number) is not int or number < 0 for number in numbers.values()):
        raise TypeError("no place")
    name = texts.pop("file")
    if severity is Severity.ERROR or not _CODE.fullmatch(texts["code"]) or strays.search(name):
        raise ValueError("nothing that is said of what was built")
    file: PurePath | None = root / name if name else None
    return Diagnostic(**texts, **numbers, file=file, severity=severity)
