"""Keeps what regular expressions are compiled to for the next command, as Python keeps what modules are compiled to."""

from __future__ import annotations

import atexit
import contextlib
import marshal
import sys
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from perfgen.compiled import Asked, Compiled, compiled_since, recall_by
from perfgen.kept import keep, kept_under, recall

_MOST = 16 * 1024 * 1024
"""Bytes that are read of what was kept: all patterns of perfgen have 1 MB."""
_MOST_FILES = 60
"""Of so many commands and Pythons."""
_MOST_PATTERNS = 1_000
"""So many are more than there are: some are those of another version, and all are compiled anew."""


@cache
def keep_patterns(command: str) -> None:
    """From now on take the code of patterns from what this command kept earlier; at the end, keep what had to be compiled.

    Each command has a file of its own: `build` needs a quarter of what `check` does. That it cannot be kept is no matter.
    """
    recall_by(partial(_recalled, command))
    atexit.register(_keep, command)


def _keep(command: str) -> None:
    known = compiled_since()
    if known:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            said = marshal.dumps({asked: tuple(one) for asked, one in known.items()})
            keep(_file(command), said, _MOST_FILES)


def _file(command: str) -> Path:
    """Where it is kept: each Python has a file of its own. Raises RuntimeError for a user without a home."""
    return kept_under("patterns", sys.implementation.cache_tag, sys.version, command)


def _recalled(command: str) -> Mapping[Asked, Compiled]:
    try:
        said = marshal.loads(recall(_file(command), _MOST))  # noqa: S302 -- nobody but the user can have written it
        return {asked: Compiled(*one) for asked, one in said.items()} if len(said) < _MOST_PATTERNS else {}
    except (OSError, ValueError, RuntimeError, EOFError, TypeError, AttributeError):
        return {}
