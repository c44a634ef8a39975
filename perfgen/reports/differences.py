"""Differences between filings as JSON and as a page of HTML, which asks for nothing from elsewhere and needs no script."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

from perfgen.comparing.compare import says_nothing
from perfgen.comparing.comparison import Difference
from perfgen.comparing.wording import Growth, Saying, growth_text, percent_text, sentence, total
from perfgen.errors import Diagnostic
from perfgen.filing import Target
from perfgen.filing.walk import parts
from perfgen.reports.pages import page
from perfgen.shown import as_json
from perfgen.versions import Compared, Comparisons

VERSION = 1
"""Of the JSON: it goes up when a key means something else; a new key does not count."""


def status(one: Compared) -> str:
    """What became of a filing: added, removed, changed or same."""
    if one.before is None or one.after is None:
        return "removed" if one.after is None else "added"
    return "changed" if one.differs else "same"


def json_report(found: Comparisons) -> str:
    """One object: each filing with its differences, and what could not be read. The keys are told in docs/比较.md."""
    data = {
        "version": VERSION,
        "filings": [_filing(one) for one in found.compared],
        "errors": [_diagnostic(one) for one in found.ill],
    }
    return f"{as_json(data, indent=2)}\n"


def _filing(one: Compared) -> dict[str, Any]:
    sums = total(one.comparison) if one.comparison else None
    return {
        "before": one.before.shown if one.before else None,
        "after": one.after.shown if one.after else None,
        "name": one.name,
        "status": status(one),
        "total": {"before": sums[0], "after": sums[1], **_growth(sums[2])} if sums else None,
        "differences": [_difference(each, saying) for saying in one.said for each in saying.differences],
    }


def _difference(one: Difference, saying: Saying) -> dict[str, Any]:
    return {
        "kind": one.kind.name.lower(),
        "project": one.place.project,
        "within": list(one.place.within),
        "label": one.place.label,
        "before_path": None if one.before_path is None else list(one.before_path),
        "after_path": None if one.after_path is None else list(one.after_path),
        "before": _value(one.before),
        "after": _value(one.after),
        **_growth(saying.growth),
        "pieces": [{"mark": piece.fate.value, "text": piece.text} for piece in saying.pieces],
        "text": sentence(saying),
    }


def _growth(growth: Growth | None) -> dict[str, Any]:
    if growth is None:
        return {"growth": None, "percent": None}
    return {"growth": f"{growth.by:f}", "percent": None if growth.percent is None else f"{growth.percent:.1f}"}


def _value(value: Any) -> Any:
    """A value as JSON has it: numbers as text, to the digit; a model by its labels, a 指标值 as it is written."""
    if isinstance(value, Target):
        return value.written
    if isinstance(value, tuple):
        return [_value(inner) for inner in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, (str, int)):
        return value
    return {label: _value(inner) for label, inner in parts(value) if not says_nothing(inner)}


def _diagnostic(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
        "file": one.file.as_posix() if one.file else None,
        "line": one.line or None,
    }


def html_report(found: Comparisons, date: str = "") -> str:
    """The page: a table of the filings where there are several, then each with its differences by project."""
    return page(
        "diff.html.j2",
        filings=[_shown(number, one) for number, one in enumerate(found.compared, 1)],
        errors=found.ill,
        count=sum(len(one.said) for one in found.compared),
        date=date,
    )


def _shown(number: int, one: Compared) -> dict[str, Any]:
    sums = total(one.comparison) if one.comparison else None
    return {
        "id": f"f{number}",
        "name": one.name,
        "before": one.before.shown if one.before else "",
        "after": one.after.shown if one.after else "",
        "status": status(one),
        "total": {"before": sums[0], "after": sums[1], "growth": growth_text(sums[2]), "note": percent_text(sums[2])}
        if sums
        else None,
        "groups": [
            {"name": project or "整体", "changes": [_item(saying) for saying in said]}
            for project, said in groupby(one.said, key=lambda saying: saying.project)
        ],
        "count": len(one.said),
    }


def _item(saying: Saying) -> dict[str, Any]:
    return {
        "about": saying.about or "整个项目",
        "action": saying.action or "改动",
        "kind": saying.kind.name.lower(),
        "before": saying.before,
        "after": saying.after,
        "pieces": [{"mark": piece.fate.value, "text": piece.text} for piece in saying.pieces],
        "growth": growth_text(saying.growth) if saying.growth and saying.growth.percent is not None else "",
        "note": saying.note,
    }
