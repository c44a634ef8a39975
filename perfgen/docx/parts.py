"""What the two ways to render a part, fast and by Jinja, have in common."""

from __future__ import annotations

from typing import NamedTuple

MAIN_PART, CORE_PART = "word/document.xml", "docProps/core.xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

ALONE = "# without Jinja"
"""How fast code begins that needs nothing of Jinja's."""

OF_LOOP = frozenset(("first", "last", "index", "index0", "length", "revindex", "revindex0"))
"""What fast code asks of ``loop``."""


class NotFastError(Exception):
    """A template, or data, that fast code is not made for."""


class FastPlan(NamedTuple):
    """How a part is rendered: by fast Python, or, where `source` is empty, by Jinja's own code.

    A part that fast code leaves with a table without rows, a row without cells or a cell without paragraphs has one of
    `signs` in it; None where there is no telling.
    """

    source: str
    signs: tuple[bytes, ...] | None = None
    balanced: bool = False
    """Whether fields and bookmarks are in pairs in every rendering, see `perfgen.docx.balance`."""

    def doubtful(self, content: bytearray) -> bool:
        """Whether what fast code made must be looked at before it goes out."""
        return not self.balanced or self.signs is None or any(sign in content for sign in self.signs)


class Remarks(NamedTuple):
    """What a keeper left in a template for people: how many comments and tracked changes."""

    comments: int = 0
    changes: int = 0


NONE = Remarks()


def wanting(content: bytes | bytearray) -> bool:
    """Whether a finished part is no XML, has tables that Word refuses, or fields or bookmarks without begin or end."""
    from perfgen.docx.balance import unbalanced  # noqa: PLC0415 -- with lxml: seldom needed
    from perfgen.docx.xml import ForbiddenXMLError, incomplete, parse_xml  # noqa: PLC0415 -- as above

    try:
        root = parse_xml(bytes(content))
        return incomplete(root) or unbalanced(root) is not None
    except ForbiddenXMLError:
        return True
