"""Findings as annotations of GitHub Actions: one workflow command a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfgen.errors import Diagnostic, Severity
from perfgen.reports.base import Checked, relative
from perfgen.shown import visible

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(checked: Sequence[Checked], root: Path) -> str:
    """The commands, as docs.github.com describes them ("Workflow commands for GitHub Actions"). Files from `root`."""
    return "".join(f"{_command(one, root)}\n" for filing in checked for one in filing.diagnostics)


def _command(one: Diagnostic, root: Path) -> str:
    properties = {"file": relative(one.file, root)} if one.file else {}
    if one.line:
        properties |= {"line": str(one.line), "col": str(one.column)}
    properties["title"] = one.code
    place = f"{one.place}：" if one.place else ""
    text = f"{place}{one.message}{f'。怎么改：{one.hint}' if one.hint else ''}"
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_LEVELS[one.severity]} {written}::{_data(text)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
