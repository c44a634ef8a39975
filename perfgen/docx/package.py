"""What kind of Word file a template is: a .dotx or .docm named .docx is no document to Word, whatever its name says.

The kind is the content type of the main part (ECMA-376 part 2, 7.2.3; part 1, 11.3.10); files with macros have a part for
them, whose name is always this (MS-OFFMACRO2, 2.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfgen.filing.regex import regex

_TYPES, _MACROS = "[Content_Types].xml", regex(r"(?:^|/)vbaProject[^/]*\.bin$|(?:^|/)vbaData\.xml$", re.IGNORECASE)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = regex(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml",
    re.IGNORECASE,
)


def has_macros(entries: Mapping[str, bytes]) -> bool:
    """Whether a package holds macros."""
    return any(map(_MACROS.search, entries))


def as_document(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries of a package, which Word then takes for a document."""
    return {name: _OTHERS.sub(_DOCUMENT, content) if name == _TYPES else content for name, content in entries.items()}
