"""A Word file without what programs left in it: nobody reads it on paper, and it tells who worked on the template, when and where.

Nothing of what is printed is touched. What somebody wrote, and nobody sees, is not taken out in silence: see `perfgen.publishing.gate`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from posixpath import join, normpath, split

from lxml import etree

from perfgen.docx.archive import pack, unpacked
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

_RSID = re.compile(r"\{http://schemas\.openxmlformats\.org/wordprocessingml/2006/main\}rsid\w*")
_SETTINGS = frozenset(
    (
        *map(w, ("rsids", "attachedTemplate", "mailMerge", "docVars", "saveThroughXslt")),
        "{http://schemas.microsoft.com/office/word/2010/wordml}docId",
        "{http://schemas.microsoft.com/office/word/2012/wordml}docId",
    )
)
"""Which sessions changed it, the template on somebody's disk, the source of its letters, what macros kept, what it descends from
(ECMA-376 part 1, 17.15.1; MS-DOCX 2.5)."""
_PROPERTIES = frozenset(
    (
        *("revision", "lastPrinted", "created", "modified", "version", "identifier"),
        *("TitlesOfParts", "HeadingPairs", "HLinks", "DigSig"),
        *("Template", "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"),
    )
)
"""When, how often and how long it was worked on, on which template (ECMA-376 part 2, 11; part 1, 22.2)."""
_WITH_FOLDER = ("glossaryDocument", "origin")
"""Building blocks of a template, and signatures of the file as it was: all of the folder they lie in goes with them."""
_KINDS = frozenset(
    (
        *("thumbnail", "printerSettings", "attachedTemplate", "mailMergeSource", "transform", "recipientData"),
        *_WITH_FOLDER,
    )
)
"""What is referred to and not printed, by the last word of the type of the relation."""
_UNPRINTED = frozenset(
    (
        *map(w, ("permStart", "permEnd", "alias", "tag", "placeholder", "dataBinding", "listItem")),
        *map(w, ("statusText", "helpText", "entryMacro", "exitMacro")),
        "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
    )
)
"""Who may change a place, how a content control or form field is called, what it asks for and offers (ECMA-376 part 1, 17.5.2,
17.13.7 and 17.16)."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def cleaned(docx: bytes) -> bytes:
    """The file without it; the same bytes where there is nothing of the kind."""
    entries = unpacked(docx)
    gone: set[str] = set()
    made = {
        name: _rels(name, content, gone) if name.endswith(".rels") else content for name, content in entries.items()
    }
    for name, content in made.items():
        if name.startswith("docProps/") and name.endswith(".xml"):
            made[name] = _without(content, _PROPERTIES, local=True)
        elif name == "word/settings.xml":
            made[name] = _without(content, _SETTINGS)
        elif name.startswith("word/") and name.endswith(".xml"):
            made[name] = _without(content, frozenset())
    made = {name: content for name, content in made.items() if not _is_gone(name, gone)}
    made["[Content_Types].xml"] = _types(made["[Content_Types].xml"], gone)
    return docx if made == entries else pack(made.items())


def _rels(name: str, content: bytes, gone: set[str]) -> bytes:
    root = parse_xml(content)
    wanted = [one for one in root.iter(_RELATION) if (one.get("Type") or "").rpartition("/")[2] in _KINDS]
    if not wanted:
        return content
    folder = split(split(name)[0])[0]
    for one in wanted:
        if one.get("TargetMode") != "External":
            target = one.get("Target") or ""
            place = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
            gone.add(place)
            if (one.get("Type") or "").endswith(_WITH_FOLDER):
                gone.add(split(place)[0] + "/")
        root.remove(one)
    return _written(root)


def _is_gone(name: str, gone: Collection[str]) -> bool:
    """Whether a part goes: it is named, or lies in a folder that is."""
    return name in gone or any(one.endswith("/") and name.startswith(one) for one in gone)


def _types(content: bytes, gone: Collection[str]) -> bytes:
    root = parse_xml(content)
    wanted = [one for one in root if _is_gone((one.get("PartName") or "").lstrip("/"), gone)]
    for one in wanted:
        root.remove(one)
    return _written(root) if wanted else content


def _without(content: bytes, names: frozenset[str], *, local: bool = False) -> bytes:
    """A part without the elements of these names, and without the numbers of sessions. One that cannot be read is as it is."""
    try:
        root = parse_xml(content)
    except ForbiddenXMLError:
        return content
    wanted = [one for one in root.iterchildren("{*}*") if (_local(one) if local else one.tag) in names]
    for one in wanted:
        root.remove(one)
    wanted += _inside(root)
    marked = b"rsid" in content and _unmark(root)
    return _written(root) if wanted or marked else content


def _inside(root: etree._Element) -> list[etree._Element]:
    """Take out, wherever they stand, what leads to somebody's printer, what is said of places and not printed, and remarks in XML."""
    found, remarks = list(root.iter(w("printerSettings"), *_UNPRINTED)), list(root.iter(etree.Comment, etree.PI))
    for one in found:
        owner = one.getparent()
        if owner is not None:
            owner.remove(one)
    etree.strip_tags(root, etree.Comment, etree.PI)
    return found + remarks


def _unmark(root: etree._Element) -> bool:
    found = False
    for one in root.iter():
        for name in [str(name) for name in one.attrib if _RSID.fullmatch(str(name))]:
            del one.attrib[name]
            found = True
    return found


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
