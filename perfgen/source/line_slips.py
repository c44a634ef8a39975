"""Slips within a line that take more than one sign: brackets and quotes typed full-width, quotes and signs a value begins with.

Each repair takes a draft and a line of it (from 0), and gives the drafts in which that line is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from perfgen.filing.regex import regex
from perfgen.source.draft import Draft, Replaced
from perfgen.source.scalars import KEY

Repair: TypeAlias = Callable[[Draft, int], Iterator[Draft]]

_BEFORE = rf"^\s*(?:-\s+)*(?:{KEY}\s*[:：]\s*)?"
_VALUE = rf"(?:^\s*(?:-\s+)*(?:{KEY}:\s+)?|[{{,\[]\s*(?:{KEY}:\s+)?)"
"""What stands before a value, in a block or in brackets."""

_FLOW = regex(rf"({_BEFORE})([｛［【](?!｛).*[｝］】])(?=\s*(?:#.*)?$)")
_SIGNS = {"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "{", "】": "}", "：": ": ", "，": ", ", "“": '"', "”": '"'}
_NAMES = (("｛｝【】", "花括号"), ("［］", "方括号"), ("：", "冒号"), ("，", "逗号"), ("“”", "引号"))
_OPENS = regex(r"[:：,，{\[｛［【]\s*$")
_CLOSES = regex(r"\s*(?:[,，}\]｝］】]|$)")
_IN_MAPPING = regex(rf"\s*{KEY}\s*[:：]")
_AFTER_KEY = regex(rf"[{{,，｛【]\s*{KEY}\s*$")


def flow(draft: Draft, line: int) -> Iterator[Draft]:
    """Braces or brackets typed full-width, with all that is full-width in them: one slip."""
    text = draft.lines[line]
    found = _FLOW.search(text)
    if found is None:
        return
    start, end = found.span(2)
    mapping = text[start] != "［" and (text[start] != "【" or _IN_MAPPING.match(text, start + 1) is not None)
    changes, before = [], text[:start]
    colon = re.search(r"：\s*$", before)
    if colon:
        changes.append(Replaced(colon.start(), colon.end(), ": "))
    changes += [
        Replaced(at, at + 1, _SIGNS[text[at]] if mapping or text[at] not in "【】" else "[]"["【】".index(text[at])])
        for at in range(start, end)
        if _stands_for_a_sign(text, at, start, end, mapping=mapping)
    ]
    kinds = [name for signs, name in _NAMES if any(text[one.start] in signs for one in changes)]
    if kinds == ["花括号"]:
        said = (f"花括号不是英文的，写成了“{text[changes[0].start]}”", "改成英文的 { 和 }")
    else:
        better = draft.changed(line, changes, None).lines[line].strip()
        said = (f"{'、'.join(kinds)}是全角的", f"改成英文的：{better}")
    yield draft.changed(line, changes, draft.said(line, start, *said))


def _stands_for_a_sign(text: str, at: int, start: int, end: int, *, mapping: bool) -> bool:
    """Whether a character between the brackets is one of YAML's signs typed full-width, and no part of a text."""
    sign = text[at]
    if sign not in _SIGNS:
        return False
    if sign in "｛｝［］【】":
        return at in (start, end - 1)
    if sign == "：":
        return mapping and _AFTER_KEY.search(text, start, at) is not None
    if sign == "，":
        return not mapping or _IN_MAPPING.match(text, at + 1, end) is not None
    return (_OPENS.search(text, start, at) if sign == "“" else _CLOSES.match(text, at + 1, end)) is not None


_QUOTED = tuple(regex(rf"{_VALUE}({sign})([^{sign}]*)({sign})(?=\s*[^\s,}}\]#:，])") for sign in "\"'")


def quoted(draft: Draft, line: int) -> Iterator[Draft]:
    """A text that begins with words in quotes, which YAML takes for the whole of it."""
    text = draft.lines[line]
    for pattern in _QUOTED:
        found = pattern.search(text)
        if found:
            message = "文字以引号开头，引号后面还有字，引号里的被当成了全部内容"
            said = draft.said(
                line, found.start(1), message, f"改成中文引号：“{found[2][:20]}”…；或者给整段文字加上英文引号"
            )
            yield draft.changed(line, [Replaced(*found.span(1), "“"), Replaced(*found.span(3), "”")], said)


_HALF = (
    regex(rf"{_VALUE}\"[^\"“”]*([“”])(?=\s*(?:[,，}}\]]|#|$))"),
    regex(rf"{_VALUE}(“)[^\"”]*\"(?=\s*(?:[,，}}\]]|#|$))"),
)
_WIDE = regex(rf"{_VALUE}(＂)[^＂\"]*(＂)(?=\s*(?:[,，}}\]]|#|$))")


def half_quoted(draft: Draft, line: int) -> Iterator[Draft]:
    """A text in quotes of which one is typed full-width, or both as they are on a keyboard."""
    text = draft.lines[line]
    wide = _WIDE.search(text) if "＂" in text else None
    if wide:
        said = draft.said(line, wide.start(1), "引号“＂”是全角的", '改成英文引号："…"')
        yield draft.changed(line, [Replaced(*wide.span(1), '"'), Replaced(*wide.span(2), '"')], said)
    for pattern in _HALF:
        found = pattern.search(text)
        if found:
            said = draft.said(
                line, found.start(1), f"引号“{found[1]}”是全角的，和另一头的英文引号配不成对", '两头都用英文引号："…"'
            )
            yield draft.changed(line, [Replaced(*found.span(1), '"')], said)


_SIGN = regex(rf"({_VALUE})([>@`%&*!|\[{{]|\?\s)")
_IN_BRACKETS = regex(r"[^,}\]]*")
_WHOLE = regex(r".*?(?=\s+#|\s*$)")
_SAYS = {
    ">": ("大于号不能放在开头", "大于等于写成 ≥；要原样写，给整段文字加上英文引号"),
    "*": ("文字不能以 * 或 & 开头", "给整段文字加上英文引号"),
    "&": ("文字不能以 * 或 & 开头", "给整段文字加上英文引号"),
    "!": ("文字不能以感叹号开头", "给整段文字加上英文引号"),
    "[": ("文字不能以 [ 或 { 开头", "给整段文字加上英文引号"),
    "{": ("文字不能以 [ 或 { 开头", "给整段文字加上英文引号"),
}
_OTHER_SIGN = ("文字不能以这个符号开头", "给整段文字加上英文引号")
_AT_LEAST = regex(r">\s*[=＝]|=\s*>")


def signs(draft: Draft, line: int) -> Iterator[Draft]:
    """A text that begins with a sign YAML has a use for: ``>=90批``, ``*重点*``, ``[重点]接待``."""
    text = draft.lines[line].rstrip("\r\n")
    for found in _SIGN.finditer(text):
        yield from _without_sign(draft, line, text, found)


def _without_sign(draft: Draft, line: int, text: str, found: re.Match[str]) -> Iterator[Draft]:
    start = found.end(1)
    in_brackets = found[1].lstrip()[:1] in ("{", ",", "[")
    rest = (_IN_BRACKETS if in_brackets else _WHOLE).match(text, start)
    end = rest.end() if rest else len(text)
    value = text[start:end].rstrip()
    if value in "|>" or (found[2][0] == "|" and not value[1:2].isspace()) or '"' in value:
        return  # a block, or what quotes would not mend
    if found[2][0] in "[{" and (value[-1:] in "]}" or not any(sign in value for sign in "]}")):
        return
    said = draft.said(line, start, *_SAYS.get(found[2], _OTHER_SIGN))
    least = _AT_LEAST.match(value)
    if least:
        yield draft.changed(line, [Replaced(start, start + least.end(), "≥")], said)
    elif found[2][0] != "|":
        begin, stop = start, start + len(value)
        yield draft.changed(line, [Replaced(begin, begin, '"'), Replaced(stop, stop, '"')], said)


_HYPHEN = regex(rf"({KEY}:\s+)([-—–－]{{1,4}})(?=\s*(?:#.*|[,}}].*)?$)")


def hyphen(draft: Draft, line: int) -> Iterator[Draft]:
    """A hyphen alone, where nothing is meant."""
    text = draft.lines[line]
    found = _HYPHEN.search(text)
    if found:
        said = draft.said(
            line, found.start(2), f"只写了一个“{found[2]}”，不是内容", "没有的，这一行整行不写；是数字的，写 0"
        )
        yield draft.changed(line, [Replaced(*found.span(2), "~")], said)


_BEHIND_BAR = regex(rf"^(\s*)(?:-\s+)?{KEY}:\s+\|([ \t]+)(?=[^\s#])")


def behind_bar(draft: Draft, line: int) -> Iterator[Draft]:
    """A text that begins right behind the bar of a text of several lines."""
    found = _BEHIND_BAR.match(draft.lines[line])
    if found:
        said = draft.said(
            line, found.end(), "竖线后面还有字，文字要另起一行", "把竖线后面的字移到下一行，和下面的文字对齐"
        )
        end = len(draft.lines[line].rstrip("\r\n"))
        yield draft.changed(line, [Replaced(found.start(2), end, "")], said)


_THOUSANDS = regex(r"(?<=\d),(?=\d{3}(?!\d))")
_TEXT_COMMA = regex(rf",(?!\s*{KEY}\s*[:：])(?=\s*[^\s}}\]])")


def numbers(draft: Draft, line: int) -> Iterator[Draft]:
    """A comma in a number, or in a text, within braces: it parts what belongs together."""
    text = draft.lines[line]
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return
    commas = [found.start() for found in _THOUSANDS.finditer(text, start, end)]
    if commas:
        said = draft.said(
            line, commas[0], "数字里的逗号把这一项分成了两项", "去掉逗号，如 8600；或者给整段加上英文引号"
        )
        yield draft.changed(line, [Replaced(at, at + 1, "") for at in commas], said)
        return
    if '"' in text[start:end] or "'" in text[start:end]:
        return
    commas = [found.start() for found in _TEXT_COMMA.finditer(text, start, end)]
    if commas:
        said = draft.said(
            line, commas[0], "文字里的英文逗号把这一项分成了两项", "改成中文逗号“，”；或者给整段文字加上英文引号"
        )
        yield draft.changed(line, [Replaced(at, at + 1, "，") for at in commas], said)


_SWALLOWED_END = regex(r"[{\[][^\"'#]*?([ \t]+)#([^\"'#]*?[}\]][\s}\]]*)$")


def swallowed(draft: Draft, line: int) -> Iterator[Draft]:
    """A comment that begins in braces, and has taken their end along."""
    found = _SWALLOWED_END.search(draft.lines[line].rstrip())
    if found:
        hint = "是内容，去掉 # 前面的空格；是注释，挪到括号外面，# 后面空一格"
        said = draft.said(line, found.end(1), f"“#{found[2]}”成了注释，括号没有收尾", hint)
        yield draft.changed(line, [Replaced(*found.span(1), "")], said)


_OTHERWISE_CLOSED = regex(r"\{[^(（\[［<《〔]*([)）\]］>》〕])\s*$")
_UNCLOSED = regex(rf"{_VALUE}([\"'])(?:(?!\1)[^\\])*$")


def closed(draft: Draft, line: int) -> Iterator[Draft]:
    """A bracket or a quote that is not closed on its line."""
    text = draft.lines[line].rstrip()
    found = _UNCLOSED.search(text)
    if found:
        said = draft.said(line, found.start(1), "引号没有收尾", "在内容末尾补上引号")
        end = len(text) - (text[-1] in "}]" and "{" in text)
        yield draft.changed(line, [Replaced(end, end, found[1])], said)
    typed = _OTHERWISE_CLOSED.search(text)
    if typed and text.count("{") == text.count("}") + 1:
        said = draft.said(line, typed.start(1), f"花括号不是英文的，写成了“{typed[1]}”", "改成英文的 { 和 }")
        yield draft.changed(line, [Replaced(*typed.span(1), "}")], said)
    for opening, closing in ("{}", "[]"):
        start = text.find(opening)
        if start >= 0 and text.count(opening) == text.count(closing) + 1 and not text.startswith("#"):
            said = draft.said(line, start, "括号没有收尾", "在这一项末尾补上 } 或 ]")
            yield draft.changed(line, [Replaced(len(text), len(text), closing)], said)
