"""A part of a template as a keeper's program left it, put into the shape that tags are written in.

What Word, WPS or LibreOffice wrote means the same to who reads it; to docxtpl's rules, which go by the XML, it does not. A
part that is in that shape already stays as it is, byte for byte.
"""

from __future__ import annotations

from lxml import etree

from perfgen.docx.links import mark_titles, number_pages, pair_bookmarks, restore_names
from perfgen.docx.merged_cells import merge_down
from perfgen.docx.own_words import hint
from perfgen.docx.revisions import accept
from perfgen.docx.runs import join_tags, part_statements
from perfgen.docx.shapes import number_shapes
from perfgen.docx.spelling import misspelt
from perfgen.docx.statements import freed
from perfgen.docx.structure import TagFault


def mend(root: etree._Element) -> TagFault | None:
    """Put a part into shape; tells a tag that is misspelt, and what would be lost."""
    accept(root)
    join_tags(root)
    fault = misspelt(root)
    if fault:
        return fault
    restore_names(root)
    pair_bookmarks(root)
    number_pages(root)
    mark_titles(root)
    number_shapes(root)
    merge_down(root)
    part_statements(root)
    hint(root)
    return next(freed(root), None)
