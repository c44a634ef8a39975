"""Keeps what regular expressions are compiled to for the next command, as Python keeps what modules are compiled to."""

from __future__ import annotations

import atexit
import contextlib
import marshal
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from perfgen.compiled import Asked, Compiled, compiled_since, recall_by
from perfgen.kept import keep, kept_under, recall

_MOST = 16 * 1024 * 1024
"""Bytes that are read of what was kept: all patterns of perfgen have 1 MB."""
_MOST_FILES = 3
"""Of so many Pythons."""


@cache
def keep_patterns() -> None:
    """From now on take the code of patterns from what an earlier command kept; at the end, keep what had to be compiled.

    That something cannot be kept is no matter.
    """
    recall_by(_recalled)
    atexit.register(_keep)


def _keep() -> None:
    known = compiled_since()
    if known:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            said = marshal.dumps({asked: tuple(one) for asked, one in known.items()})
            keep(_file(), said, _MOST_FILES)


def _file() -> Path:
    """Where it is kept: each Python has a file of its own. Raises RuntimeError for a user without a home."""
    return kept_under("patterns", sys.implementation.cache_tag, sys.version)


def _recalled() -> Mapping[Asked, Compiled]:
    try:
        said = marshal.loads(recall(_file(), _MOST))  # noqa: S302 -- nobody but the user can have written it
        return {asked: Compiled(*one) for asked, one in said.items()}
    except (OSError, ValueError, RuntimeError, EOFError, TypeError, AttributeError):
        return {}
