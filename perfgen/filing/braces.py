"""Quotations of a narrative of which the braces are typed otherwise, so that they print as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.filing.full_width import typed_right
from perfgen.filing.quotable import ROOTED
from perfgen.filing.regex import regex
from perfgen.filing.text import shortened

_TYPED_BRACES = regex(
    r"｛\s*[｛{]|\{\s*｛|\{\s+\{|(?<![{｛])[{｛【]\s*(?![{｛])(?P<said>[^{}｛｝【】\n]{1,60})[}｝】](?!\s*[}｝])"
)
_WHOLE = regex(r"[{｛]\s*[{｛]([^{}｛｝\n]{1,200})[}｝]\s*[}｝]")
_PAIRS = ("[[", "［［", "（（", "((")
_TYPED_PAIRS = regex(r"(?:\[\[|［［|（（|\(\()([^{}｛｝\n]{1,200}?)(?:\]\]|］］|））|\)\))")


def _quoting(inside: str) -> str:
    return shortened(typed_right(f"{{{{ {inside.strip()} }}}}"))


_LINE_ENDS = regex(r"\n|\Z")


def braces(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Quotations of which the braces are full-width, or single: where, and what is said of them."""
    odd = "｛" in text or "【" in text or text.count("{") != 2 * text.count("{{")
    for found in _TYPED_BRACES.finditer(text) if odd else ():
        if found["said"] is None and "｛" not in found[0]:
            yield found.start(), ("两个花括号之间有空格，会原样印出来", "要引用数据，两个花括号挨着写：{{ 和 }}")
        elif found["said"] is None:
            whole = _WHOLE.match(text, found.start())
            hint = f"改成英文的：{_quoting(whole[1])}" if whole and ROOTED.match(whole[1]) else "改成英文的 {{ 和 }}"
            yield found.start(), (f"全角的花括号“{found[0]}”会原样印出来", f"要引用数据，{hint}")
        elif ROOTED.match(found["said"]):
            what = "只有一层花括号" if found[0][0] == "{" else "不是英文的两层花括号"
            yield (
                found.start(),
                (f"“{found[0]}”{what}，会原样印出来", f"引用数据用两层花括号：{_quoting(found['said'])}"),
            )
    for found in _TYPED_PAIRS.finditer(text) if any(pair in text for pair in _PAIRS) else ():
        if ROOTED.match(found[1]):
            odd_pair = f"“{found[0]}”不是英文的两层花括号，会原样印出来"
            yield found.start(), (odd_pair, f"引用数据用两层花括号：{_quoting(found[1])}")
    opened = -1
    for line_end in _LINE_ENDS.finditer(text) if text.count("}}") > text.count("{{") else ():
        line = text[opened + 1 : line_end.start()]
        begin, end = line.find("{{"), line.find("}}")
        if end >= 0 and not 0 <= begin < end:
            said = ("这里的“}}”前面没有“{{”，会原样印出来", "引用数据用两层花括号括起来：{{ 和 }}")
            yield opened + 1 + end, said
        opened = line_end.start()
