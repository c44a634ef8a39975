"""A document as it prints: its narrative filled in, so that documents can be compared by what a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

from perfgen.filing import Document, Filing


def as_printed(document: Document, narrative: Mapping[str, str]) -> Document:
    """A document whose 部门整体绩效目标 has the finished texts, given by label, in place of those that quote."""
    if not isinstance(document, Filing):
        return document
    fields = type(document.overall).model_fields.items()
    texts = {name: narrative[label] for name, info in fields if (label := info.alias or name) in narrative}
    said = {name: text for name, text in texts.items() if text or getattr(document.overall, name) is not None}
    return document.model_copy(update={"overall": document.overall.model_copy(update=said)})
