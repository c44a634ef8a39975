"""What a value prints where it stands: in the text of a run, with paragraphs and tabs of its own, or anywhere else."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from perfgen.docx.limits import MOST_FILLED, OverBudgetError

TEXT, VALUE = "_text", "_value"
"""Filters put on every tag: for the text of a run (with the index of its surroundings), and for everything else."""


class Surroundings(NamedTuple):
    """The paragraph and run properties around a tag; None for a paragraph that cannot be parted there."""

    paragraph: str | None
    run: str

    def fill(self, text: str) -> Markup:
        """Text as content of ``w:t``, with its tabs and paragraphs. Raises OverBudgetError where that is much XML."""
        xml = str(escape(text))
        breaks = xml.count("\t") + xml.count("\n")
        if breaks and len(xml) + breaks * (100 + 2 * len(self.run) + len(self.paragraph or "")) > MOST_FILLED:
            raise OverBudgetError(long=True)
        xml = xml.replace("\t", f"</w:t></w:r><w:r>{self.run}<w:tab/></w:r>{self._reopened}")
        if self.paragraph is None:
            xml = xml.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        else:
            xml = xml.replace("\n", f"</w:t></w:r></w:p><w:p>{self.paragraph}{self._reopened}")
        return Markup(xml)  # noqa: S704 -- escaped above

    @property
    def _reopened(self) -> str:
        return f'<w:r>{self.run}<w:t xml:space="preserve">'


def attribute(text: str) -> Markup:
    """Text as it stands in an attribute or between elements, with its tabs and line breaks."""
    return Markup(str(escape(text)).replace("\t", "&#9;").replace("\n", "&#10;"))  # noqa: S704 -- escaped here
