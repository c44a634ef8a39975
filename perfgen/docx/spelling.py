"""Tags that are nearly right: the one that was meant can be told.

Only what can be no tag is looked at; whatever may be one is left to Jinja.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from lxml import etree

from perfgen.docx.halves import Half, halves
from perfgen.docx.runs import TEXT, pieces
from perfgen.docx.structure import BEGINS, ENDS, TagFault
from perfgen.docx.written_tags import tags_in
from perfgen.docx.xml import w

_BRACED = re.compile(r"(\{\s?\{|\{\s?[%％]|\{)([^{}]*?)([%％]\s?\}|\}\s?\}|\})")
_WIDE_BRACES = re.compile("[｛｝]")
_BRACES = str.maketrans("｛｝％", "{}%")
_BEGINS = re.compile(r"\{\{|\{%")
_RAW = re.compile(r"\{%[-+]?\s*(?:p\s+)?raw\b")
_BOTH = "一个标签的花括号，头尾都要写：{{ 名称 }} 或 {%p for … in … %}"
_WORDS = ("for", "endfor", "if", "elif", "else", "endif")
OTHER_WORDS = frozenset(
    [
        "set",
        "endset",
        "vm",
        "hm",
        "colspan",
        "cellbg",
        "raw",
        "endraw",
        "macro",
        "endmacro",
        "call",
        "endcall",
        "filter",
        "endfilter",
        "block",
        "endblock",
        "with",
        "endwith",
        "include",
        "import",
        "from",
        "extends",
        "autoescape",
        "endautoescape",
        "do",
        "break",
        "continue",
        "trans",
        "endtrans",
        "pluralize",
        "debug",
    ]
)
"""Words of docxtpl and of Jinja, some of which templates may not use: that is told elsewhere."""
_SAME = {"else if": "elif", "elseif": "elif", "elsif": "elif", "end for": "endfor", "end if": "endif", "end_for": "endfor", "end_if": "endif"}  # fmt: skip
_KIND = re.compile(rf"(\s*)(p|tr|tc|r)(?:\s+|(?={'|'.join(_WORDS)}))(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"(else\s+if|end\s+(?:for|if)|\w+)\b")
_SINGLE = re.compile(r"(?<![=!<>])=(?!=)")
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’)")
_WIDE = str.maketrans("。．，：（）［］【】｜＝＋－＜＞", "..,:()[][]|=+-<>")
_MOST_LIKE = 0.6
"""How like a word must be to one that there is, see difflib."""
_LONGEST = 12
"""Characters of a word that may be a misspelt one: twice the longest there is."""
_MOST_SHOWN = 200


def misspelt(root: etree._Element) -> TagFault | None:
    """The first tag that is nearly right."""
    return next(misspellings(root), None)


def misspellings(root: etree._Element) -> Iterator[TagFault]:
    """Every tag that is nearly right."""
    open_: list[str] = []
    raw = False
    for paragraph in root.iter(w("p")):
        text = "".join(piece.text or "" for piece in pieces(paragraph, TEXT))
        raw = _RAW.search(text) is not None if "raw" in text else raw
        if any("{" in tag.text[2:] and not _BEGINS.search(tag.text[2:]) for tag in tags_in(text)):
            continue  # braces in a tag, which are Jinja's
        for half in () if raw else _halves(paragraph, text):
            right = _whole(half, open_)
            hint = f"是不是想写 {right[:_MOST_SHOWN]}" if right else _BOTH
            yield TagFault("花括号没有配对", hint, half.text, text)
            _opens(half.inner if half.brace in ("{%", "%}") else "", open_)
        for tag in _BRACED.finditer(text) if "{" in text else ():
            right = _right(tag[1], tag[2], tag[3], open_)
            if right not in ("", tag[0]):
                yield _fault(tag[0], right, text)
            _opens(tag[2] if tag[1] == "{%" else "", open_)


def _opens(inner: str, open_: list[str]) -> None:
    """Keep count of the loops and conditions that are open behind a statement."""
    word = _WORD.match(_KIND.sub("", inner, count=1).strip("-+ "))
    if word and word[1] in BEGINS:
        open_.append(word[1])
    elif word and word[1] in ENDS:
        open_[-1:] = []


def _halves(paragraph: etree._Element, text: str) -> list[Half]:
    """The halves of tags in a paragraph, but for one that the next paragraph, or the one before, has the other half of."""
    found = halves(text)
    if found and found[-1].brace in ("{{", "{%") and _half_beside(paragraph.getnext(), first=True):
        found.pop()
    if found and found[0].brace in ("}}", "%}") and _half_beside(paragraph.getprevious(), first=False):
        del found[0]
    return found


def _half_beside(paragraph: etree._Element | None, *, first: bool) -> bool:
    if paragraph is None or paragraph.tag != w("p"):
        return False
    found = halves("".join(piece.text or "" for piece in pieces(paragraph, TEXT)))
    if not found:
        return False
    return found[0].brace in ("}}", "%}") if first else found[-1].brace in ("{{", "{%")


def _whole(half: Half, open_: list[str]) -> str:
    """The tag that a half was meant to be; empty where there is no telling."""
    if half.brace in ("{%", "%}"):
        return _statement("{%", half.inner, "", open_)
    return f"{{{{ {_narrow(half.inner).strip()} }}}}" if half.inner.strip() else ""


def repair(root: etree._Element) -> None:
    """Write halves of tags, and tags in braces of a Chinese keyboard, as they were meant: so that one hides no other."""
    for paragraph in root.iter(w("p")):
        found = list(pieces(paragraph, TEXT))
        text = "".join(piece.text or "" for piece in found)
        meant = narrowed(text) if _WIDE_BRACES.search(text) else text
        for half in _halves(paragraph, text):
            meant = meant.replace(half.text, _whole(half, []) or "", 1)
        if meant != text:
            found[0].text = meant
            for piece in found[1:]:
                piece.text = ""


def narrowed(tag: str) -> str:
    """A tag with all its signs as a keyboard without Chinese has them."""
    return _narrow(tag.translate(_BRACES))


def _fault(tag: str, right: str, text: str) -> TagFault:
    word = _WORD.match(_KIND.sub("", tag[2:], count=1).strip())
    unknown = tag.startswith("{%") and word and word[1] not in (*_WORDS, *OTHER_WORDS)
    said = "标签写得不对"
    if (tag[:2], tag[-2:]) not in (("{{", "}}"), ("{%", "%}")):
        said = "花括号没有配对"
    elif unknown and word:
        said = f"不认识的标签 {{% {word[1][:_MOST_SHOWN]} %}}"
    return TagFault(said, f"是不是想写 {right[:_MOST_SHOWN]}", tag, text)


def _right(begin: str, inner: str, end: str, open_: list[str]) -> str:
    """The tag that was meant; empty where that is this one, or there is no telling."""
    name = f"{{{{ {_narrow(inner).strip()} }}}}" if inner.strip() else ""
    if "%" in begin or "％" in begin or _KIND.match(inner):
        return _statement(begin, inner, end, open_)
    if begin == "{{" and end == "}}":
        return name if _narrow(inner) != inner else ""
    return name if "{" in begin[1:] or "}" in end[:-1] else ""


def _statement(begin: str, inner: str, end: str, open_: list[str]) -> str:
    kind = _KIND.match(inner)
    rest = inner[kind.end() :] if kind else inner.lstrip("-+ ")
    word = _WORD.match(rest)
    meant = _meant(word[1], open_) if word else ""
    if not word or meant not in _WORDS:
        return ""
    after = rest[word.end() :]
    fixed = _narrow(after)
    if meant in ("if", "elif") and "(" not in fixed:  # in brackets, = names an argument
        fixed = "".join(part if n % 2 else _SINGLE.sub("==", part) for n, part in enumerate(_QUOTED.split(fixed)))
    as_meant = kind is None or re.match(r"(?:p|tr|tc|r)\s", inner) is not None
    if begin == "{%" and end == "%}" and as_meant and meant == word[1] and fixed == after:
        return ""
    return f"{{%{kind[2].lower() if kind else ''} {meant}{fixed.rstrip()} %}}"


def _meant(word: str, open_: list[str]) -> str:
    """The word of a statement that is meant, empty where none is near."""
    if word in _WORDS or word in OTHER_WORDS:
        return word
    plain = re.sub(r"\s+", " ", word.lower())
    if plain == "end":
        return f"end{open_[-1]}" if open_ else ""
    near = get_close_matches(plain, _WORDS, 1, _MOST_LIKE) if len(plain) <= _LONGEST else ()
    return _SAME.get(plain) or next(iter(near), "")


def _narrow(text: str) -> str:
    """Text with its signs as a keyboard without Chinese has them, but for what is in quotes."""
    return "".join(part if n % 2 else part.translate(_WIDE) for n, part in enumerate(_QUOTED.split(text)))
