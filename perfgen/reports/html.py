"""Findings as one page of HTML that a reviewer can send back: nothing on it comes from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfgen.checks import catalogue
from perfgen.errors import Diagnostic
from perfgen.reports.base import WORDS, Checked, counts, relative
from perfgen.reports.pages import page


def report(checked: Sequence[Checked], root: Path) -> str:
    """The page: a summary, then each filing with its findings by project."""
    filings = [_filing(number, one, root) for number, one in enumerate(checked, 1)]
    codes = {item["code"] for filing in filings for group in filing["groups"] for item in group["items"]}
    return page(
        "check.html.j2",
        filings=filings,
        counts=counts(checked),
        rules=[rule for code, rule in catalogue().rules.items() if code in codes],
    )


_WIDEST = 400


def _excerpt(said: Diagnostic) -> str:
    """The line, or what of it stands around the place: one long line may be at fault in many places."""
    start = max(0, said.column - _WIDEST // 2) if len(said.excerpt) > _WIDEST else 0
    shown = said.excerpt[start : start + _WIDEST]
    return f"{'…' if start else ''}{shown.strip()}{'…' if start + len(shown) < len(said.excerpt) else ''}"


def _filing(number: int, one: Checked, root: Path) -> dict[str, Any]:
    items = [
        *(("文件", said, None) for said in one.said),
        *((group, found.diagnostic, found) for found, group in zip(one.found, one.groups, strict=True)),
    ]
    groups: list[dict[str, Any]] = []
    for name, members in groupby(items, key=lambda item: item[0]):
        listed = [
            {
                "code": said.code,
                "severity": said.severity.value,
                "word": WORDS[said.severity],
                "message": said.message,
                "hint": said.hint,
                "quoted": found.finding.quoted if found else "",
                "tag": found.rule.tag.value if found else "",
                "file": relative(said.file, root) if said.file else "",
                "line": said.line,
                "column": said.column,
                "place": said.place,
                "excerpt": _excerpt(said) if said.line else "",
                "link": f"{quote(os.fsencode(relative(said.file, root)))}#L{said.line}"
                if said.file and said.line
                else "",
            }
            for _, said, found in members
        ]
        groups.append({"name": name, "items": listed, "id": f"f{number}g{len(groups) + 1}"})
    return {
        "id": f"f{number}",
        "file": relative(one.path, root),
        "name": one.name or one.path.name,
        "groups": groups,
        "counts": counts([one]),
    }
