"""What the two ways to render a part, fast and by Jinja, have in common."""

from __future__ import annotations

from dataclasses import dataclass

MAIN_PART, CORE_PART = "word/document.xml", "docProps/core.xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

ALONE = "# without Jinja"
"""How fast code begins that needs nothing of Jinja's."""

OF_LOOP = frozenset(("first", "last", "index", "index0", "length", "revindex", "revindex0"))
"""What fast code asks of ``loop``."""


class NotFastError(Exception):
    """A template, or data, that fast code is not made for."""


@dataclass(frozen=True, slots=True)
class FastPlan:
    """How a part is rendered: by fast Python, or, where `source` is empty, by Jinja's own code.

    A part that fast code leaves with a table without rows, a row without cells or a cell without paragraphs has one of
    `signs` in it; None where there is no telling.
    """

    source: str
    signs: tuple[bytes, ...] | None = None

    def doubtful(self, content: bytearray) -> bool:
        """Whether what fast code made must be looked at before it goes out."""
        return self.signs is None or any(sign in content for sign in self.signs)


def wanting(content: bytes | bytearray) -> bool:
    """Whether a finished part is no XML, or has tables that Word refuses."""
    from perfgen.docx.xml import ForbiddenXMLError, incomplete, parse_xml  # noqa: PLC0415 -- lxml, seldom needed

    try:
        return incomplete(parse_xml(bytes(content)))
    except ForbiddenXMLError:
        return True
