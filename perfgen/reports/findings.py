"""What was found, as the rows that a reviewer reads: by filing and part of it, with the place in the form's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfgen.checking import Checked, Found
from perfgen.checking.named import PlaceNames
from perfgen.errors import Diagnostic
from perfgen.reports.base import WORDS, counts, is_unread, relative

UNREAD = "读不出"
"""What is said of a filing that could not be checked: it has no number of errors."""


def listed(number: int, one: Checked, root: Path) -> dict[str, Any]:
    """The filing that is so manieth of all, and what was found in it.

    `file` (told from `root`) and `name`; `groups`, each with its `name`, an `id`, the `codes` in it and its `items`, as
    `_said` gives them; all `codes`; `unread`; `counts` by the word of a severity.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for group, item in _items(one, root):
        groups.setdefault(group, []).append(item)
    listed = [
        {"name": name, "items": items, "id": f"f{number}g{at}", "codes": sorted({item["code"] for item in items})}
        for at, (name, items) in enumerate(groups.items(), 1)
    ]
    return {
        "id": f"f{number}",
        "file": relative(one.path, root),
        "name": one.name or one.path.name,
        "groups": listed,
        "codes": sorted({code for group in listed for code in group["codes"]}),
        "unread": is_unread(one),
        "counts": counts([one]),
    }


def _items(one: Checked, root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """What there is to say of a filing, each with the part of the filing it is in."""
    unread = is_unread(one)
    for said in one.said:
        line = f"第 {said.line} 行" if said.line else ""
        file = relative(said.file, root) if said.file and said.file != one.path else ""
        words = UNREAD if unread else WORDS[said.severity]
        where = said.place or f"{file} {line}".strip() or relative(one.path, root)
        yield (
            "文件",
            {**_said(said, said.message), "word": words, "where": where, "excerpt": _excerpt(said) if line else ""},
        )
    names = PlaceNames(one.review.loaded.subject.filing) if one.review and one.review.loaded else None
    for found, group in zip(one.found, one.groups, strict=True):
        yield group, _finding(found, names)


def _finding(found: Found, names: PlaceNames | None) -> dict[str, Any]:
    """A finding: where it is by names, so that the message needs not say it again."""
    finding, said = found.finding, found.diagnostic
    about, inside = (names.about(finding.path), names.inside(finding.path)) if names and not finding.place else ("", "")
    item = _said(said, said.message.removeprefix(f"{about}：") if about else said.message)
    where = inside or finding.place or "整个项目" if about else finding.place or "整份文本"
    return {**item, "quoted": finding.quoted, "tag": found.rule.tag.value, "where": where}


def _said(said: Diagnostic, message: str) -> dict[str, Any]:
    return {
        "code": said.code,
        "severity": said.severity.value,
        "word": WORDS[said.severity],
        "message": message,
        "hint": said.hint,
        "quoted": "",
        "tag": "",
        "excerpt": "",
    }


_WIDEST = 400


def _excerpt(said: Diagnostic) -> str:
    """The line, or what of it stands around the place: one long line may be at fault in many places."""
    start = max(0, said.column - _WIDEST // 2) if len(said.excerpt) > _WIDEST else 0
    shown = said.excerpt[start : start + _WIDEST]
    return f"{'…' if start else ''}{shown.strip()}{'…' if start + len(shown) < len(said.excerpt) else ''}"
