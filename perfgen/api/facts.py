"""What in a filing does not agree with itself: the errors of rules that anybody can reckon again."""

from __future__ import annotations

from pathlib import Path

from perfgen.checking import grave as _grave
from perfgen.errors import Diagnostic
from perfgen.loading import Prepared


def grave(prepared: Prepared, path: Path) -> tuple[Diagnostic, ...]:
    """The errors that rules find in a filing prepared from `path`: amounts that do not add up, numbers that do not agree.

    Settings are those of its workspace: rules it does not want are not run, and what its baseline knows is not told.
    """
    return _grave.grave(prepared, path)


__all__ = ["grave"]
