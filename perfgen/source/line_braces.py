"""Braces that are not paired, and what parts the entries between them, where that is no comma.

Each repair takes a draft and a line of it (from 0), and gives the drafts in which that line is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfgen.source.draft import Draft, Replaced
from perfgen.source.grammar import known_keys
from perfgen.source.scalars import KEY


@cache
def _parting() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[^\s{{,，、；;。])(\s*(?:,(?:\s*,)+|[、；;。]|(?<=\S)\s)\s*)(?=(?:{known_keys()})\s*[:：])"
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:-\s+)?(?:{KEY}:\s+)?(?=(?:{known_keys()})\s*[:：])")


@cache
def _round() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:-\s+)?(?:{KEY}\s*[:：]\s*)?([(（])(?=\s*(?:{known_keys()})\s*[:：]).*([)）])\s*$")


def parted(draft: Draft, line: int) -> Iterator[Draft]:
    """Entries in braces between which stand two commas, none, or another sign."""
    text = draft.lines[line]
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return
    found = list(_parting().finditer(text, start, end))
    if found:
        sign = found[0][1].strip()
        message = "两项之间多了逗号" if "," in sign else f"两项之间的“{sign}”应当是逗号" if sign else "两项之间少了逗号"
        said = draft.said(line, found[0].start(1), message, "各项之间用一个英文逗号隔开，后面空一格")
        yield draft.changed(line, [Replaced(*one.span(1), ", ") for one in found], said)


def paired(draft: Draft, line: int) -> Iterator[Draft]:
    """A brace that closes what none has opened: the first is missing, or the last is one too many."""
    text = draft.lines[line].rstrip()
    if text.count("}") != text.count("{") + 1:
        return
    end = len(text) - 1
    if text.endswith("}}"):
        said = draft.said(line, end, "右边的花括号多了一个", "删掉一个 }")
        yield draft.changed(line, [Replaced(end, end + 1, "")], said)
    found = _opening().match(text)
    if found and text.endswith("}"):
        said = draft.said(line, found.end(), "少了左边的花括号", "在这里补上 {")
        yield draft.changed(line, [Replaced(found.end(), found.end(), "{")], said)


def rounded(draft: Draft, line: int) -> Iterator[Draft]:
    """Round brackets where braces are meant."""
    text = draft.lines[line]
    found = _round().match(text)
    if found:
        said = draft.said(line, found.start(1), "这里要用花括号，不是圆括号", "改成英文的 { 和 }")
        yield draft.changed(line, [Replaced(*found.span(1), "{"), Replaced(*found.span(2), "}")], said)


_CROSSED = re.compile(r"(?:[:,{\[]|^\s*-)\s*([\"'])([^\"'\n]*)([\"'])(?=\s*(?:[,}\]]|#|$))")


def requoted(draft: Draft, line: int) -> Iterator[Draft]:
    """A text in quotes that begins with one kind and ends with the other, or in braces lacks the second."""
    text = draft.lines[line]
    for found in _CROSSED.finditer(text):
        if found[1] != found[3]:
            said = draft.said(
                line, found.start(3), f"开头的引号是 {found[1]}，末尾的是 {found[3]}", "两头用同一种英文引号"
            )
            yield draft.changed(line, [Replaced(*found.span(3), found[1])], said)
    for found in _unended().finditer(text) if "{" in text else ():
        said = draft.said(line, found.start(1), "引号没有收尾", f"在“{found[2].strip()}”后面补上引号")
        yield draft.changed(line, [Replaced(found.end(2), found.end(2), found[1])], said)


_AFTER = re.compile(r"[}\]]\s*([,，;；。、]+)\s*(?:#.*)?$")


def followed(draft: Draft, line: int) -> Iterator[Draft]:
    """A comma, or another sign, behind the bracket that ends a line: one from another way of writing, or of a sentence."""
    text = draft.lines[line].rstrip()
    found = _AFTER.search(text)
    if found and all(text.count(opening) == text.count(closing) for opening, closing in ("{}", "[]")):
        said = draft.said(line, found.start(1), f"括号后面多了“{found[1]}”", "删掉，每项各写一行")
        yield draft.changed(line, [Replaced(*found.span(1), "")], said)


@cache
def _unended() -> re.Pattern[str]:
    return re.compile(rf"[:,{{]\s*([\"'])([^\"',，{{}}]+)(?=[,，]\s*(?:{known_keys()})\s*[:：][^\"']*$)")
