"""The section on `perfgen batch`: 1,000 filings from YAML on all cores, against the same by docxtpl with the C loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Section = Callable[[Path, int], dict[str, float]]

SECTION: Section | None = None
"""A function of a working folder and the number of filings, that gives seconds by name: ``perfgen batch`` and
``docxtpl``; `run` puts it in the table where it is there."""
