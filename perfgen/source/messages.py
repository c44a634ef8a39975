"""What validation found, said to a clerk: pydantic's faults reworded and put in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from perfgen.source.nodes import Mapping, Mark, Scalar

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from perfgen.errors import Diagnostic
    from perfgen.source.locator import Locator

_WRITTEN_OUT = re.compile(r"[\"']?([^\s：:]{1,20})：")

# By the type of pydantic's fault: what to say, and how to put it right. `context` is the fault's own.
_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("缺少“{key}”", "补上 {key}: 和它的内容"),
    "literal_error": ("只能写 {expected}", "从这几个里选一个"),
    "model_type": ("这里应当分项写，每项一行“名称: 内容”", "下一行缩进两格，从第一项写起"),
    "model_attributes_type": ("这里应当分项写，每项一行“名称: 内容”", "下一行缩进两格，从第一项写起"),
    "dict_type": ("这里应当分项写，每项一行“名称: 内容”", "如 {{3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}}"),
    "tuple_type": ("这里应当是一个列表，每条一行", "每条以“- ”开头，另起一行"),
}


def said(fault: ErrorDetails, locator: Locator) -> Diagnostic:
    """One fault of validation as a diagnostic in its place."""
    context: dict[str, Any] = dict(fault.get("ctx") or {})
    path = (*fault["loc"], *context.get("at", ()))
    if fault["type"] == "perfgen":
        return locator.mark(path, context.get("offset")).diagnostic("MOD03", context["said"], context["hint"])
    if fault["type"] == "missing":
        return _missing(path, locator)
    colon = _full_width_colon(locator, path)
    if colon is not None:
        return colon
    if fault["input"] is None:
        key = path[-1] if path else ""
        return locator.mark(path).diagnostic("MOD03", f"“{key}”还没有填", "写上内容")
    message, hint = _WORDS.get(fault["type"], ("这里的内容不对", "对照说明书检查写法"))
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", " 或 ")
    return locator.mark(path).diagnostic("MOD03", message.format(expected=expected), hint.format())


def _missing(path: tuple[str | int, ...], locator: Locator) -> Diagnostic:
    owner, key = locator.node(path[:-1]), str(path[-1])
    message, hint = (text.format(key=key) for text in _WORDS["missing"])
    place: Mark = owner.mark
    if isinstance(owner, Mapping) and owner.items:
        first = owner.items[0][0].mark
        # A row of 绩效指标 begins with its levels, which stand elsewhere.
        place = first if first.line >= owner.mark.line else owner.mark
    return place.diagnostic("MOD01", message, hint)


def _full_width_colon(locator: Locator, path: tuple[str | int, ...]) -> Diagnostic | None:
    """A text where parts were expected, because its colons are full-width."""
    node = locator.node(path)
    written = _WRITTEN_OUT.match(node.value or "") if isinstance(node, Scalar) and not node.style else None
    if written is None:
        return None
    return node.mark.diagnostic("YML04", f"“{written[1]}”后面的冒号是全角的“：”", "改成英文冒号，后面空一格")
