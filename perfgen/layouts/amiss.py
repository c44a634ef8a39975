"""A layout.yaml in which something may be wrong: read with places, so that it can be told."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from perfgen.errors import LayoutError, PerfgenError
from perfgen.filing.base import Model
from perfgen.source.files import read_file
from perfgen.source.locator import Locator
from perfgen.source.messages import said
from perfgen.source.nodes import data
from perfgen.source.parse import parse_text

_WORK = 100_000
"""How many characters may be read again where slips are mended to read on: some thirty times a usual layout.yaml, whose keys are
not those of filings, which most mends know."""
_Layout = TypeVar("_Layout", bound=Model)


def reread(file: Path, model: type[_Layout]) -> _Layout:
    """The layout that a layout.yaml describes. Raises LayoutError with everything that is wrong with it."""
    try:
        parsed = parse_text(read_file(file), _WORK)
    except PerfgenError as error:
        raise LayoutError(error.diagnostics) from None
    if parsed.found or parsed.root is None:
        raise LayoutError(parsed.found)
    raw = data(parsed.root)
    try:
        return model.model_validate({**raw, "folder": file.parent} if isinstance(raw, dict) else raw)
    except ValidationError as error:
        locator = Locator(parsed.root)
        mistakes = error.errors(include_url=False)
        raise LayoutError([found for mistake in mistakes for found in said(mistake, locator)]) from None
