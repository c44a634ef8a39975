"""What is valid but will hardly print as it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from perfgen.filing.fields import OWN
from perfgen.filing.filing import Filing
from perfgen.filing.quotable import ROOTS
from perfgen.filing.quoting import Problem
from perfgen.filing.target import Target
from perfgen.filing.walk import Steps, default_of, is_model, is_name_again, said

_QUOTATION = re.compile(rf"\{{\{{-?\s*(?:{'|'.join(ROOTS)})\b")
_NARRATIVE, _DUTIES = "部门整体绩效目标", "部门职责"
_GOALS = ("绩效目标", "中期绩效目标")
_LONGEST_ROW = 400
"""How many characters of a cell of 部门职责 fit a page; rows are not broken across pages."""
_OWN_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）])")


Prints: TypeAlias = Callable[[tuple[str, ...]], bool]
"""Whether a layout prints what stands at a path of labels, indices left out, in any filing."""


def advice(filing: Filing, prints: Prints) -> list[Problem]:
    """Things in a filing that its writer should look at again; none of them stops it.

    `prints` tells what the layout prints.
    """
    walk = _Walk(prints)
    walk.model(filing, (), (), printed=True)
    return [*walk.unprinted, *walk.texts]


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
            harmless = type(text) is str and len(text) <= _LONGEST_ROW and "{{" not in text and "｛｛" not in text
            if harmless and (there or not printed):
                continue
            if is_model(value.__class__) and value == default_of(type(model), label):
                continue  # nothing was said
            if is_name_again(model, label):
                continue
            if printed and not there:
                message = f"这个版式不印“{label}”"
                self.unprinted.append(Problem((*path, label), message, "可以留着，换版式时还用得上"))
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


def _of_text(text: str, path: Steps, step: str | int, *, printed: bool) -> list[Problem]:
    top = path[0] if path else step
    if top == _NARRATIVE:
        if "｛｛" in text:
            return [Problem((*path, step), "全角的花括号会原样印出来", "要引用数据，改成英文的 {{ 和 }}")]
        return []
    found = []
    if "{{" in text and _QUOTATION.search(text):
        hint = "直接写出内容；只有 部门整体绩效目标 里可以引用"
        found.append(Problem((*path, step), "这里不能引用数据，花括号会原样印出来", hint))
    if path and path[-1] in _GOALS and _OWN_NUMBER.match(text):
        found.append(Problem((*path, step), "这条目标自己写了序号，印出来会有两个", "去掉序号，表上会自动编号"))
    if len(text) > _LONGEST_ROW and top == _DUTIES and printed:
        hint = f"缩短到 {_LONGEST_ROW} 字以内，或分成几项活动"
        found.append(Problem((*path, step), f"这一格有 {len(text)} 个字，一页印不下", hint))
    return found
