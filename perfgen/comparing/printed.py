"""A document as it prints: its narrative filled in, so that documents can be compared by what a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

from perfgen.filing import Document, Filing
from perfgen.filing.filing import Cover
from perfgen.filing.reviewer import finance_office


def as_printed(document: Document, narrative: Mapping[str, str], reviewed_by: str = "") -> Document:
    """A document whose 部门整体绩效目标 has the finished texts, given by label, in place of those that quote.

    Of its 封面 stays what does not print all the same where nothing is said; `reviewed_by` is who reviews by its layout.
    """
    if not isinstance(document, Filing):
        return document
    fields = type(document.overall).model_fields.items()
    texts = {name: narrative[label] for name, info in fields if (label := info.alias or name) in narrative}
    said = {name: text for name, text in texts.items() if text or getattr(document.overall, name) is not None}
    overall = document.overall.model_copy(update=said)
    return document.model_copy(update={"overall": overall, "cover": _cover(document, reviewed_by)})


def _cover(filing: Filing, reviewed_by: str) -> Cover:
    codes = (project.code for project in (*filing.special_funds, *filing.projects))
    usual = {
        "prepared_by": filing.department.name,
        "reviewed_by": reviewed_by or finance_office(filing.department.name, codes),
    }
    return filing.cover.model_copy(
        update={line: None for line, text in usual.items() if getattr(filing.cover, line) == text}
    )
