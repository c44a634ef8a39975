"""What validation found, said to a clerk: pydantic's faults reworded and put in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import ErrorDetails

from perfgen.errors import Diagnostic
from perfgen.source.locator import Locator
from perfgen.source.nodes import Mapping
from perfgen.source.text_file import Mark

_PARTS = "这里应当分项写，每项一行“名称: 内容”"

# By the type of pydantic's fault: what to say, and how to put it right.
_WORDS: dict[str, tuple[str, str]] = {
    "literal_error": ("只能写 {expected}", "从这几个里选一个"),
    "enum": ("只能写 {expected}", "从这几个里选一个"),
    "int_parsing": ("应当是整数", "写阿拉伯数字，如 2"),
    "greater_than_equal": ("数字太小", "写 0 以上的数字"),
    "less_than_equal": ("数字太大", "写小一些的数字"),
    "too_short": ("至少要写一项", "补上内容"),
    "model_type": (_PARTS, "下一行缩进两格，从第一项写起"),
    "model_attributes_type": (_PARTS, "下一行缩进两格，从第一项写起"),
    "dict_type": (_PARTS, "如 {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}"),
    "tuple_type": ("这里应当是一个列表，每条一行", "每条以“- ”开头，另起一行"),
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """A fault of validation, and the tree it lies in."""

    kind: str
    path: tuple[str | int, ...]
    value: Any
    context: dict[str, Any]
    locator: Locator

    @property
    def mark(self) -> Mark:
        return self.locator.mark(self.path, self.context.get("offset"))

    def owner(self, depth: int) -> Mapping | None:
        """The mapping that holds the step at a depth of the path."""
        node = self.locator.node(self.path[:depth])
        return node if isinstance(node, Mapping) else None


def said(details: ErrorDetails, locator: Locator) -> list[Diagnostic]:
    """One error of validation as diagnostics in their places: one for each fault in the value."""
    context: dict[str, Any] = dict(details.get("ctx") or {})
    found = []
    for one in (context, *context.get("more", ())):
        path = (*details["loc"], *one.get("at", ()))
        fault = _Fault(details["type"], path, details["input"], one, locator)
        told = next(filter(None, (say(fault) for say in _WAYS)), _worded(fault))
        found.append(_commented_out(fault, told) if fault.value is None and fault.kind != "missing" else told)
    return found


_COMMENTED = re.compile(r"[:-]\s+#\s?\S")


def _commented_out(fault: _Fault, told: Diagnostic) -> Diagnostic:
    """What is told of a place where nothing is written: where a comment stands there, that may be the content."""
    mark = fault.mark
    if not _COMMENTED.search(mark.file.line_at(mark.line)):
        return told
    return replace(told, hint=f"{told.hint}；“#”后面的都成了注释，是内容的话给整段文字加上英文引号")


def _ours(fault: _Fault) -> Diagnostic | None:
    """A fault that a validator of the domain has put into words."""
    if fault.kind != "perfgen":
        return None
    return fault.mark.diagnostic(fault.context.get("code", "MOD03"), fault.context["said"], fault.context["hint"])


def _missing(fault: _Fault) -> Diagnostic | None:
    if fault.kind != "missing":
        return None
    key = fault.path[-1]
    return fault.mark.diagnostic("MOD01", f"缺少“{key}”", f"补上 {key}: 和它的内容")


def _unknown(fault: _Fault) -> Diagnostic | None:
    if fault.kind != "extra_forbidden":
        return None
    owner, word = fault.owner(len(fault.path) - 1), str(fault.path[-1])
    key = owner.key(word) if owner else None
    return (key.mark if key else fault.mark).diagnostic("MOD01", f"没有“{word}”这一项", "检查拼写，或者删掉")


def _unfilled(fault: _Fault) -> Diagnostic | None:
    if fault.value is not None or not fault.path:
        return None
    what = fault.path[-1]
    return fault.mark.diagnostic(
        "MOD03", f"第 {what + 1} 条还没有填" if isinstance(what, int) else f"“{what}”还没有填", "写上内容"
    )


def _worded(fault: _Fault) -> Diagnostic:
    message, hint = _WORDS.get(fault.kind, ("这里的内容不对", "对照说明书检查写法"))
    expected = str(fault.context.get("expected", "")).replace("'", "").replace(" or ", " 或 ")
    return fault.mark.diagnostic("MOD03", message.replace("{expected}", expected), hint)


# Tried in this order; the first that has something to say says it.
_WAYS: tuple[Callable[[_Fault], Diagnostic | None], ...] = (
    _ours,
    _missing,
    _unknown,
    _unfilled,
)
