"""What is valid but will hardly print as it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from perfgen.filing.fields import OWN
from perfgen.filing.filing import Filing
from perfgen.filing.quotable import ROOTS
from perfgen.filing.quoting import Problem
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.filing.text import NO_WIDTH, UNSEEN
from perfgen.filing.walk import Steps, default_of, is_model, is_name_again, said

_QUOTATION = regex(rf"\{{\{{-?\s*(?:{'|'.join(ROOTS)})\b")
_NARRATIVE, _DUTIES = "部门整体绩效目标", "部门职责"
_GOALS = ("绩效目标", "中期绩效目标")
_LONGEST_ROW = 400
"""How many characters of a cell of 部门职责 fit a page; rows are not broken across pages."""
_OWN_NUMBER = regex(r"\s*(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）])")


Prints: TypeAlias = Callable[[tuple[str, ...]], bool]
"""Whether a layout prints what stands at a path of labels, indices left out, in any filing."""


class Advice(NamedTuple):
    """What the layout does not print, and what the texts hide."""

    unprinted: list[Problem]
    texts: list[Problem]


def advice(filing: Filing, prints: Prints) -> Advice:
    """Things in a filing that its writer should look at again; none of them stops it.

    `prints` tells what the layout prints.
    """
    walk = _Walk(prints)
    walk.model(filing, (), (), printed=True)
    return Advice(walk.unprinted, walk.texts)


@dataclass(slots=True)
class _Walk:
    """One walk over a filing: what the layout does not print, and what the texts hide."""

    prints: Prints
    unprinted: list[Problem] = field(default_factory=list)
    texts: list[Problem] = field(default_factory=list)
    _known: dict[tuple[str, ...], dict[str, tuple[tuple[str, ...], bool]]] = field(default_factory=dict)
    """What is known of the parts below a path, by label."""

    def model(self, model: Any, path: Steps, labels: tuple[str, ...], *, printed: bool) -> None:
        """Look at every part; `labels` is the path without indices. Not `printed` where the whole is not."""
        known = self._known.setdefault(labels, {})
        for label, value in said(model):
            if value is None or (not value and isinstance(value, (str, tuple, dict))):
                continue
            inner, there = known.get(label) or known.setdefault(label, self._inner(labels, label))
            text = value.written if type(value) is Target else value
            # See `_of_text`: a goal, the only text that may number itself, is an item of a list.
            harmless = type(text) is str and len(text) <= _LONGEST_ROW and not _NOTICEABLE.search(text)
            if (
                type(value) is Target
                and (text[:1] in _ODD_BEGIN or text[-1:] in _ODD_END or ("，" in text and not text[0].isalpha()))
                and (odd := _ODD_TARGET.search(text))
            ):
                self.texts.append(_of_target(text, odd, (*path, label)))
            if harmless and (there or not printed):
                continue
            if is_model(value.__class__) and value == default_of(type(model), label):
                continue  # nothing was said
            if is_name_again(model, label):
                continue
            if printed and not there:
                message = f"这个版式不印“{label}”"
                hint = "可以留着，换版式时还用得上"
                self.unprinted.append(Problem((*path, label), message, hint, left_out=label))
            if not harmless:
                self.value(value, path, label, inner, printed=printed and there)

    def _inner(self, labels: tuple[str, ...], label: str) -> tuple[tuple[str, ...], bool]:
        """The path of a part without indices, and whether the layout prints it."""
        inner = labels if label == OWN else (*labels, label)
        return inner, label == OWN or self.prints(inner)

    def value(self, value: Any, path: Steps, step: str | int, labels: tuple[str, ...], *, printed: bool) -> None:
        """Look at what stands under `step` of a path."""
        if isinstance(value, str):
            self.texts += _of_text(value, path, step, printed=printed)
        elif type(value) is Target:
            self.texts += _of_text(value.written, path, step, printed=printed)
        elif isinstance(value, tuple):
            inner = (*path, step)
            for number, item in enumerate(value):
                self.value(item, inner, number, labels, printed=printed)
        elif isinstance(value, dict) or is_model(value.__class__):
            self.model(value, (*path, step), labels, printed=printed)


_ODD_END = frozenset("，、；")
_ODD_BEGIN = frozenset("=》《＞＜≧⩾≦⩽")
_ODD_TARGET = regex(
    r"^\s*(=\s*[>＞]|[》《]\s*[=＝]?|[≧⩾≦⩽]|[＞＜]\s*[=＝])\s*(?=\d)|^[≥≤><=]?\s*\d{1,3}(，)(?=\d{3}(?!\d))"
    r"|(?P<end>[，、；])\s*$"
)


def _of_target(text: str, odd: re.Match[str], path: Steps) -> Problem:
    """What is said of a 指标值 that is text because a sign in it is typed otherwise."""
    if odd["end"]:
        return Problem(path, f"末尾多了一个“{odd['end']}”，会原样印出来", f"删掉：{text[: odd.start()].strip()}")
    if odd[2]:
        return Problem(path, "数字里的逗号是全角的，这里成了文字", f"去掉逗号：{text.replace('，', '')}")
    sign = "≤" if odd[1][0] in "《＜≦⩽" else ">" if odd[1] == "》" else "≥"
    right = f"{sign}{text[odd.end() :].strip()}"
    return Problem(path, f"“{odd[1]}”不是大于、小于的符号", f"写成 {right}")


_NOTICEABLE = regex(f"[{{｛}}【】\u00a0\u3000{NO_WIDTH}]|\n |^ |\\[\\[|［［|（（|\\(\\(")
"""Signs of which one at least is in every text that there is something to say of, but for its length and its own number."""
_INDENTED = regex("^[\u3000\u00a0]+", re.MULTILINE)
_BLANKS_FIRST = regex(r"^ +(?=\S)", re.MULTILINE)
_BLANK = regex("^[\u3000\u00a0]+|[\u3000\u00a0]+$")


def _odd_signs(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """What stands in a text and is not seen, or was left behind: where the first of each kind is, and what is said of it."""
    if unseen := UNSEEN.search(text):
        yield (
            unseen.start(),
            (f"这里有一个看不见的字符 U+{ord(unseen[0]):04X}", "多半是从网页粘贴来的，把这几个字重新打一遍"),
        )
    if "\n" in text and ("\u3000" in text or "\u00a0" in text) and (indented := _INDENTED.search(text)):
        yield indented.start(), ("段落开头有全角空格，会原样印出来", "去掉空格；段落的缩进由模板排")
    elif "\n" in text and (indented := _BLANKS_FIRST.search(text)):
        more = f"这一段开头多了 {len(indented[0])} 个空格，会原样印出来"
        yield indented.start(), (more, "去掉，和别的各段从同一列开始；段落的缩进由模板排")
    elif blank := _BLANK.search(text):
        yield blank.start(), ("开头或末尾有全角空格，会原样印出来", "去掉空格；段落的缩进由模板排")
    elif "\u00a0" in text:
        yield (
            text.index("\u00a0"),
            ("这里有一个不换行空格，看起来和空格一样", "多半是从网页粘贴来的，删掉，或换成普通空格"),
        )
    for sign, other in ("【】", "】【"):
        if sign in text and text.count(sign) > text.count(other):
            yield (
                text.index(sign),
                (f"这里有一个“{sign}”，没有“{other}”和它配对", "填写时多半只删掉了一半，删掉它，或补上另一半"),
            )


def _offset(text: str, at: int) -> tuple[int, int]:
    """Line and column (from 0) of a character."""
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def _of_text(text: str, path: Steps, step: str | int, *, printed: bool) -> list[Problem]:
    top = path[0] if path else step
    if top == _NARRATIVE:
        from perfgen.filing.braces import braces  # noqa: PLC0415 -- with Jinja: seldom needed

        said = (*braces(text), *_odd_signs(text))
        return [Problem((*path, step), *words, _offset(text, at)) for at, words in said]
    found = [Problem((*path, step), *words, _offset(text, at)) for at, words in _odd_signs(text)]
    if "{{" in text and _QUOTATION.search(text):
        hint = "直接写出内容；只有 部门整体绩效目标 里可以引用"
        found.append(Problem((*path, step), "这里不能引用数据，花括号会原样印出来", hint))
    if path and path[-1] in _GOALS and _OWN_NUMBER.match(text):
        found.append(Problem((*path, step), "这条目标自己写了序号，印出来会有两个", "去掉序号，表上会自动编号"))
    if len(text) > _LONGEST_ROW and top == _DUTIES and printed:
        hint = f"缩短到 {_LONGEST_ROW} 字以内，或分成几项活动"
        found.append(Problem((*path, step), f"这一格有 {len(text)} 个字，一页印不下", hint))
    return found
