"""Findings as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perfgen.checking import Found
from perfgen.errors import Diagnostic
from perfgen.reports.base import Checked, clean, counts, relative
from perfgen.shown import as_json


def report(checked: Sequence[Checked], root: Path) -> str:
    """One object: the filings in order, each with its findings, the counts, and how many are clean. Files are told from `root`."""
    data = {
        "filings": [
            {
                "file": relative(one.path, root),
                "name": one.name,
                "findings": [
                    *(_diagnostic(said, root) for said in one.said),
                    *(_finding(found, group, root) for found, group in zip(one.found, one.groups, strict=True)),
                ],
            }
            for one in checked
        ],
        "counts": counts(checked),
        "clean": clean(checked),
    }
    return f"{as_json(data, indent=2)}\n"


def _diagnostic(one: Diagnostic, root: Path) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint,
        "file": relative(one.file, root) if one.file else None,
        "line": one.line or None,
        "column": one.column or None,
        "place": one.place or None,
    }


def _finding(found: Found, group: str, root: Path) -> dict[str, Any]:
    return {
        **_diagnostic(found.diagnostic, root),
        "group": group,
        "quoted": found.finding.quoted,
        "path": list(found.finding.path),
        "fix": found.finding.fix,
        "tag": found.rule.tag.value,
    }
