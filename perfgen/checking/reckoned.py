"""What the rules read of a filing that was loaded. How their findings are placed is `perfgen.checking.checkable`'s."""

from __future__ import annotations

from collections.abc import Mapping

from perfgen.checks import Subject
from perfgen.checks.subject import Path
from perfgen.errors import FilingError
from perfgen.loading import Loaded
from perfgen.source.grammar import NAME


def subject_of(found: Loaded, words: Mapping[str, tuple[str, ...]]) -> Subject:
    """A filing for the rules, with the places filled in that could not be read. Raises FilingError where nothing could be.

    `words` extend the lists of words the rules know.
    """
    layout, saved = found.layout, found.unread.salvaged if found.unread else None
    filing = found.reading.filing if found.reading else saved.one if saved else None
    if layout is None or filing is None:
        raise FilingError(found.errors)
    if found.reading is None:
        found.locator  # noqa: B018 -- raises where nothing could be read; places are looked up where something is found

    def left_out(path: Path) -> bool:
        return found.locator.node(path) is found.locator.node((*path[:-1], NAME))

    return Subject(
        filing, layout.form, layout.standard, found.narrative, words=words, left_out=left_out, scores=layout.scores
    )
