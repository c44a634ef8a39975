"""Keys, and short values, with signs in them that are not seen or do not belong: blanks, characters without width, 繁体字.

Each repair takes a draft and a line of it (from 0), and gives the drafts in which that line is mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from perfgen.filing.regex import regex
from perfgen.filing.text import NO_WIDTH, UNSEEN
from perfgen.source.draft import Draft, Replaced
from perfgen.source.grammar import words

_BLANKS = regex(r"[\s\u3000\xa0]+")
_TRADITIONAL = str.maketrans(
    "項稱績標預數財資產質時滿務對會經濟態續響計劃額單門編碼體總實據確權評職責動內優證屬負聯話類別構點撥來",
    "项称绩标预数财资产质时满务对会经济态续响计划额单门编码体总实据确权评职责动内优证属负联话类别构点拨来",
)
"""The characters of keys that have another shape in 繁体字."""
_WRITTEN = regex(r"(?:^ *(?:-\s+)?|[{,，]\s*)([^\s：:，,{}\[\]\"'#][^：:，,{}\[\]\"'#\n]{0,39}?)(?=[:：])")
_LEADING = regex(r"^ *(?:-\s+)?([\u3000\xa0][\s\u3000\xa0]*)(?=[^\s：:]{1,20}[:：])")
_WORD = regex(r"[^\s：:]+")
_ODD_VALUE = regex(
    rf"([:：]\s+)([{NO_WIDTH}\u3000\xa0]*)([-\d.,%０-９]+|万元|元)([{NO_WIDTH}\u3000\xa0]*)(?=\s*(?:[,，}}\]#]|$))"
)
_VALUE = regex(rf"^[{NO_WIDTH}\u3000\xa0]|[{NO_WIDTH}\u3000\xa0]$")


@lru_cache(maxsize=1000)
def meant_key(written: str) -> str | None:
    """The key of a filing that is meant where signs stand in it that do not belong; None for any other word."""
    plain = _BLANKS.sub("", UNSEEN.sub("", written)).translate(_TRADITIONAL)
    known = plain in words() or (plain.endswith("指标") and 2 < len(plain) <= len("可持续影响指标") + 2)
    return plain if known and plain != written else None


def odd_value(text: str) -> bool:
    """Whether a value begins or ends with a sign that is not seen."""
    return _VALUE.search(text) is not None


def keys(draft: Draft, line: int) -> Iterator[Draft]:
    """A key as it is meant: ``项目 名称``, ``預算數``, one pasted from a page with a character that has no width."""
    text = draft.lines[line]
    changes, said = [], None
    for found in _WRITTEN.finditer(text):
        meant = meant_key(found[1])
        if meant is not None:
            changes.append(Replaced(*found.span(1), meant))
            said = said or draft.said(line, found.start(1), f"名称里有{_what(found[1])}", f"写成“{meant}”")
    if changes:
        yield draft.changed(line, changes, said)


def leading(draft: Draft, line: int) -> Iterator[Draft]:
    """Blanks before a key that are no indentation, and that YAML takes for a part of it."""
    text = draft.lines[line]
    found = _LEADING.match(text)
    if found:
        said = draft.said(line, found.start(1), f"这一行开头有{_what(found[1])}", "删掉；缩进用英文空格，每层两个")
        word = _WORD.match(text, found.end())
        usual = draft.columns_of(word[0], but=line) if word else set()
        wanted = usual.pop() if len(usual) == 1 and not text[: found.start(1)].strip() else found.start(1)
        yield draft.changed(line, [Replaced(*found.span(1), " " * (wanted - found.start(1)))], said)


def values(draft: Draft, line: int) -> Iterator[Draft]:
    """A number, or 万元, with signs before or behind it that are not seen."""
    text = draft.lines[line]
    for found in _ODD_VALUE.finditer(text):
        odd = found[2] + found[4]
        if odd:
            place = found.start(2) if found[2] else found.start(4)
            said = draft.said(line, place, f"“{found[3]}”旁边有{_what(odd)}", "删掉它，把这几个字重新打一遍")
            yield draft.changed(line, [Replaced(*found.span(2), ""), Replaced(*found.span(4), "")], said)


def _what(text: str) -> str:
    if unseen := UNSEEN.search(text):
        return f"看不见的字符 U+{ord(unseen[0]):04X}"
    if "\xa0" in text:
        return "不换行空格"
    if "\u3000" in text:
        return "全角空格"
    return "空格" if _BLANKS.search(text) else "繁体字"
