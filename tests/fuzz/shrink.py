"""A case made smaller, as long as the same goes wrong with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from lxml import etree

from perfgen.docx.archive import pack
from tests.fuzz.case import Case

T = TypeVar("T")
Fails = Callable[[Case], bool]
"""Whether a case still goes wrong in the same way."""

MOST_TRIES = 2_000


def shrunk(case: Case, fails: Fails) -> Case:
    """The smallest case that was found in a bounded number of tries."""
    tries = iter(range(MOST_TRIES))

    def still(smaller: Case) -> bool:
        return next(tries, None) is not None and fails(smaller)

    for command in case.commands:
        if len(case.commands) > 1 and still(one := replace(case, commands=[command])):
            case = one
            break
    for name in list(case.files):
        if still(
            fewer := replace(case, files={other: content for other, content in case.files.items() if other != name})
        ):
            case = fewer
    for name in list(case.links):
        if still(fewer := replace(case, links={other: to for other, to in case.links.items() if other != name})):
            case = fewer
    for name in case.files:

        def fails_with(content: bytes, name: str = name, whole: Case = case) -> bool:
            return still(replace(whole, files={**whole.files, name: content}))

        smaller = _smaller(case.files[name], fails_with)
        case = replace(case, files={**case.files, name: smaller})
    return case


def _smaller(content: bytes, fails: Callable[[bytes], bool]) -> bytes:
    if content[:2] == b"PK":
        return _smaller_archive(content, fails)
    if content[:5] == b"%PDF-":
        return content
    found = b"".join(_fewer(content.splitlines(keepends=True), lambda lines: fails(b"".join(lines))))
    pieces = (
        [found[at : at + 1] for at in range(len(found))]
        if len(found) < 3000
        else [found[at : at + 64] for at in range(0, len(found), 64)]
    )
    return b"".join(_fewer(pieces, lambda kept: fails(b"".join(kept))))


def _fewer(items: Sequence[T], fails: Callable[[list[T]], bool]) -> list[T]:
    """As few of the items as do: halves, quarters and so on are left out where that changes nothing."""
    found = list(items)
    size = max(1, len(found) // 2)
    while found:
        at = 0
        while at < len(found):
            without = found[:at] + found[at + size :]
            if fails(without):
                found = without
            else:
                at += size
        if size == 1:
            break
        size = max(1, size // 2)
    return found


def _smaller_archive(content: bytes, fails: Callable[[bytes], bool]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return content
    if not fails(pack(parts.items())):
        return content  # it is the archive itself that matters
    parts = dict(_fewer(list(parts.items()), lambda kept: fails(pack(kept))))
    for name, part in list(parts.items()):

        def fails_with(xml: bytes, name: str = name) -> bool:
            return fails(pack({**parts, name: xml}.items()))

        try:
            root = etree.fromstring(part)
        except etree.XMLSyntaxError:
            continue
        if fails_with(etree.tostring(root, encoding="UTF-8")):
            for element in _from_above(root):
                parent, following = element.getparent(), element.getnext()
                if parent is None:
                    continue
                parent.remove(element)
                if not fails_with(etree.tostring(root, encoding="UTF-8")):
                    following.addprevious(element) if following is not None else parent.append(element)
            parts[name] = etree.tostring(root, encoding="UTF-8")
    return pack(parts.items())


def _from_above(root: etree._Element) -> Iterator[etree._Element]:
    """Every element below, those near the root first; what was taken out meanwhile is passed over."""
    level = list(root)
    while level:
        yield from level
        level = [child for element in level if element.getparent() is not None for child in element]
