"""What every report says of a review."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath

from perfgen.checking import Checked
from perfgen.errors import SEVERITY_WORDS as WORDS

__all__ = ["WORDS", "Checked", "counts", "relative"]


def counts(checked: Iterable[Checked]) -> dict[str, int]:
    """How many of each severity, by its word, without those there are none of."""
    found = Counter(one.severity for filing in checked for one in filing.diagnostics)
    return {word: found[severity] for severity, word in WORDS.items() if found[severity]}


def relative(path: PurePath, root: Path) -> str:
    """A path as it is written from `root`, with forward slashes; from outside, whole. A URL as it is."""
    if "://" in str(path):
        return str(path)
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow links the user meant
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()
