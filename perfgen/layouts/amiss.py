"""A layout.yaml in which something may be wrong: read with places, so that it can be told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

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
_Model = TypeVar("_Model", bound=Model)


def reread(file: Path, model: type[_Model], more: Mapping[str, Any]) -> _Model:
    """What a file of settings, such as a layout.yaml, describes, with `more` that it does not say itself. Raises LayoutError with everything that is wrong with it."""
    try:
        parsed = parse_text(read_file(file), _WORK)
    except PerfgenError as error:
        raise LayoutError(error.diagnostics) from None
    if parsed.found or parsed.root is None:
        raise LayoutError(parsed.found)
    raw = data(parsed.root)
    try:
        return model.model_validate({**raw, **more} if isinstance(raw, dict) else raw)
    except ValidationError as error:
        locator = Locator(parsed.root)
        mistakes = error.errors(include_url=False)
        raise LayoutError([found for mistake in mistakes for found in said(mistake, locator)]) from None
