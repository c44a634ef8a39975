"""What a reader is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from perfgen.docx.blocks import BlockDocument
from perfgen.importing.labels import Labels
from perfgen.importing.report import Ledger
from perfgen.layouts import Layout


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """A document to be read as one of a layout, by its labels.

    The reader says in the ledger what became of every paragraph; what it says nothing of is left over. `year` is the
    year that was asked for, None where it is to be found.
    """

    document: BlockDocument
    layout: Layout
    labels: Labels
    ledger: Ledger
    year: int | None


Reader: TypeAlias = "Callable[[ReadingJob], dict[str, Any]]"
"""The document by the labels of its kind's model, values as text; own fields under 自定项. Raises DocumentError."""
