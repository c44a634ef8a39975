"""All defects and harmless edits, and the measure."""

from __future__ import annotations

from tests.checks import (
    defects_copied,
    defects_crossed,
    defects_indicators,
    defects_money,
    defects_structure,
    defects_wording,
    harmless_edits,
)
from tests.checks.mutations import DEFECTS, HARMLESS, measured, report

__all__ = [
    "DEFECTS",
    "HARMLESS",
    "defects_copied",
    "defects_crossed",
    "defects_indicators",
    "defects_money",
    "defects_structure",
    "defects_wording",
    "harmless_edits",
    "measured",
    "report",
]
