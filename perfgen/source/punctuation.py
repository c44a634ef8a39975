"""Slips of the keyboard put right in a file's own text: what is certain only, and nothing that changes what it says.

What parsers stop at is put right as it is for reading on (`perfgen.source.parse`); beside it quotations whose signs are typed
full-width. Comments, order and all other characters stay.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from pathlib import Path

from perfgen.filing.full_width import typed_right
from perfgen.filing.quotable import ROOTED
from perfgen.source.file_kind import kind_of
from perfgen.source.files import decoded, read_content
from perfgen.source.parse import put_right
from perfgen.source.patch import Mended
from perfgen.source.scalars import BARS, KEY

_BRACES = re.compile(
    r"(?:[{｛](?:\s*[{｛]){1,3}|(?<![{｛])\{(?!\{))(?P<said>[^{}｛｝\n]{1,200})(?:[}｝](?:\s*[}｝]){1,3}|\}(?!\}))"
)
_TWO_BRACES = re.compile(r"\{\{[^{}｛｝]*\}\}")
_OURS = re.compile(
    r"^[\s-]{0,8}(?:版式|layout|部门整体绩效目标|预算项目|项目名称|项目编码|三级指标)\s{0,4}[:：]", re.MULTILINE
)
"""Keys by which a file of ours is known though it cannot be read."""
_END_OF_LINE = re.compile(rb"\r?\n")
_BLOCK = re.compile(rf"[|{''.join(BARS)}]\s*(?:#.*)?$")
_WIDE_BAR = re.compile(rf"^(\s*{KEY}:\s+)[{''.join(BARS)}](?=\s*$)")
_UNIT = re.compile(r"^金额单位:\s+(万元|元)\s*(?:#.*)?$", re.MULTILINE)
_AMOUNT = r"((?:年度预算数|预算数|财政资金|其他资金|金额):\s+)"
_END = r"(?=\s*(?:[,}#]|$))"


@cache
def _numbers(unit: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a number is written with that is no part of it, and what it is without; `unit` is that of the whole file."""
    number = r"(\d+(?:\.\d+)?)"
    return (
        (re.compile(rf"((?:项目)?编码:\s+)[“‘「『＂＇]([0-9A-Za-z-]+)[”’」』＂＇]{_END}"), r'\1"\2"'),
        (re.compile(rf"^(年度:\s+)(\d{{4}})\s*年度?{_END}"), r"\1\2"),
        (re.compile(rf"{_AMOUNT}(\d+)\s*[。．]\s*(\d+){_END}"), r"\1\2.\3"),
        (re.compile(rf"{_AMOUNT}[￥¥]\s*{number}{_END}"), r"\1\2"),
        *([(re.compile(rf"{_AMOUNT}{number}\s*{unit}{_END}"), r"\1\2")] if unit else []),
        (re.compile(rf"(\d{{1,2}}月底:\s+\d{{1,3}}(?:\.\d+)?%)%+{_END}"), r"\1"),
    )


def punctuated(path: Path) -> Mended | None:
    """A YAML file with its slips put right; None where there is nothing to, or it is none of ours. Nothing is written.

    Raises FilingError where the file cannot be read.
    """
    before = read_content(path)
    text, fixes, root = put_right(decoded(path, before))
    if kind_of(root) is None if root is not None else not _OURS.search(text):
        return None  # somebody else's YAML, which may lie in a folder of ours
    text, more = _in_lines(text)
    if not fixes + more:
        return None
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return Mended(path, before, mark + _ended_as(before, text.encode("utf-8")), fixes + more)


def _ended_as(before: bytes, text: bytes) -> bytes:
    """A text with the ends of lines that it had, each its own where there are as many lines as before."""
    ends, lines = _END_OF_LINE.findall(before), text.split(b"\n")
    if len(ends) + 1 != len(lines):
        ends = [b"\r\n" if b"\r\n" in ends else b"\n"] * (len(lines) - 1)
    return b"".join(map(b"".join, zip_longest(lines, ends, fillvalue=b"")))


def _in_lines(text: str) -> tuple[str, int]:
    """The text with quotations in blocks as they are meant: two braces, and signs that are not full-width.

    Outside them, years, amounts and codes of which it is certain what number was meant.
    """
    count = 0
    unit = _UNIT.search(text)
    numbers = _numbers(unit[1] if unit else "")
    lines, block = text.split("\n"), -1
    for number, line in enumerate(lines):
        has = len(line) - len(line.lstrip(" "))
        if line.strip() and has <= block:
            block = -1
        new = line
        if block >= 0:
            new = _BRACES.sub(_meant, line)
        else:
            block = has if _BLOCK.search(line) else -1
            new = _WIDE_BAR.sub(r"\1|", new)
            for pattern, right in numbers:
                new = pattern.sub(right, new)
        count += new != line
        lines[number] = new
    return "\n".join(lines), count


def _meant(found: re.Match[str]) -> str:
    if not ROOTED.match(found["said"]):
        return found[0]
    whole = f"{{{{ {found['said'].strip()} }}}}"
    right = typed_right(whole)
    return found[0] if right == whole and _TWO_BRACES.fullmatch(found[0]) else right
