"""Findings as SARIF 2.1.0 (OASIS), which editors and code hosts read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfgen import __version__
from perfgen.checks import Rule, catalogue
from perfgen.errors import Diagnostic, Severity
from perfgen.reports.base import Checked, relative
from perfgen.shown import as_json, visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(checked: Sequence[Checked], root: Path) -> str:
    """One run of perfgen with all its rules and what they found. Files are told from `root` (`%SRCROOT%`)."""
    rules = catalogue().rules
    numbers = {code: number for number, code in enumerate(rules)}
    results = [_result(one, numbers, root) for filing in checked for one in filing.diagnostics]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "perfgen",
                        "version": __version__,
                        "language": "zh-CN",
                        "rules": [_rule(rule) for rule in rules.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return f"{as_json(log, indent=2)}\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.tag.value]},
    }


def _result(one: Diagnostic, numbers: dict[str, int], root: Path) -> dict[str, Any]:
    place = f"{one.place}：" if one.place else ""
    hint = f"。{one.hint}" if one.hint else ""
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": visible(f"{place}{one.message}{hint}")},
    }
    if one.code in numbers:
        result["ruleIndex"] = numbers[one.code]
    if one.file is not None:
        result["locations"] = [{"physicalLocation": _physical(one, root)}]
    return result


def _physical(one: Diagnostic, root: Path) -> dict[str, Any]:
    assert one.file is not None  # noqa: S101 -- the caller looked
    where = relative(one.file, root)
    artifact = (
        {"uri": Path(where).as_uri()}
        if Path(where).is_absolute()
        else {"uri": quote(os.fsencode(where)), "uriBaseId": "%SRCROOT%"}
    )
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if one.line:
        physical["region"] = {"startLine": one.line, "startColumn": one.column}
    return physical
