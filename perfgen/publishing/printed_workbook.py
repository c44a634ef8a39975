"""The printed form as a workbook: the tables of the Word file, cell for cell."""

from __future__ import annotations

from perfgen import kinds
from perfgen.docx.blocks import read_blocks
from perfgen.loading import Prepared
from perfgen.publishing.content import published
from perfgen.publishing.forms import workbook_of
from perfgen.scratch import scratch


def printed_workbook(prepared: Prepared, word: bytes) -> bytes:
    """The .xlsx of a filing whose .docx is `word`: 正文 and a sheet for the tables under each heading.

    Raises OutputError where the extra ``report`` is not installed.
    """
    with scratch() as folder:
        docx = folder / "a.docx"
        docx.write_bytes(word)
        document = read_blocks(docx)
    return workbook_of(
        published(document, prepared.layout, kinds.by_name(prepared.layout.kind).output_name(prepared.filing))
    )
