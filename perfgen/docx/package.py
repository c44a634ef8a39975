"""What kind of Word file a template is: a .dotx or .docm named .docx is no document to Word, whatever its name says.

The kind is the content type of the main part (ECMA-376 part 2, 7.2.3; part 1, 11.3.10); files with macros have a part for
them, whose name is always this (MS-OFFMACRO2, 2.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfgen.filing.regex import regex

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = regex(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml",
    re.IGNORECASE,
)


def has_macros(entries: Mapping[str, bytes]) -> bool:
    """Whether a package holds macros."""
    return any(map(_has_macros, entries))


def _has_macros(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return last == "vbadata.xml" or (last.startswith("vbaproject") and last.endswith(".bin"))


def as_document(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries of a package, which Word then takes for a document."""
    return {name: _as_document(content) if name == _TYPES else content for name, content in entries.items()}


def _as_document(types: bytes) -> bytes:
    known = types.lower()
    return _OTHERS.sub(_DOCUMENT, types) if b"template" in known or b"macroenabled" in known else types
