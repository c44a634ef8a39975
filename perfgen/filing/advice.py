"""What is valid but will hardly print as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perfgen.filing.base import Model
from perfgen.filing.filing import Filing
from perfgen.filing.form import Form
from perfgen.filing.narrative import ROOTS
from perfgen.filing.quoting import Problem
from perfgen.filing.target import Target

_QUOTATION = re.compile(rf"\{{\{{-?\s*(?:{'|'.join(ROOTS)})\b")
_NARRATIVE = "部门整体绩效目标"
_LONGEST_ROW = 400
"""How many characters of a cell of 部门职责 fit a page; rows are not broken across pages."""
_OWN_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）])")


def advice(filing: Filing, form: Form) -> list[Problem]:
    """Things in a filing that its writer should look at again; none of them stops it."""
    found = list(_unprinted(filing, (), form))
    for path, text in _texts(filing, ()):
        found += _of_narrative(path, text) if path[0] == _NARRATIVE else _of_text(path, text, form)
    return found


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a filing with its path."""
    if isinstance(value, Target):
        yield path, value.written
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    elif isinstance(value, str):
        yield path, value


def _of_narrative(path: tuple[str | int, ...], text: str) -> Iterator[Problem]:
    if "｛｛" in text:
        yield Problem(path, "全角的花括号会原样印出来", "要引用数据，改成英文的 {{ 和 }}")


def _of_text(path: tuple[str | int, ...], text: str, form: Form) -> Iterator[Problem]:
    if _QUOTATION.search(text):
        yield Problem(path, "这里不能引用数据，花括号会原样印出来", "直接写出内容；只有 部门整体绩效目标 里可以引用")
    if path[-2:-1] == ("绩效目标",) and _OWN_NUMBER.match(text):
        yield Problem(path, "这条目标自己写了序号，印出来会有两个", "去掉序号，表上会自动编号")
    if path[0] == "部门职责" and path[0] not in form.unprinted and len(text) > _LONGEST_ROW:
        yield Problem(path, f"这一格有 {len(text)} 个字，一页印不下", f"缩短到 {_LONGEST_ROW} 字以内，或分成几项活动")


def _unprinted(model: Model, path: tuple[str | int, ...], form: Form) -> Iterator[Problem]:
    """Parts of a model that the form has no room for."""
    for name, field in type(model).model_fields.items():
        value, here = getattr(model, name), (*path, field.alias or name)
        if field.alias in form.unprinted and value not in (None, (), ""):
            yield Problem(here, f"这个版式不印“{field.alias}”", "可以留着，换版式时还用得上")
        elif isinstance(value, Model):
            yield from _unprinted(value, here, form)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Model):
                    yield from _unprinted(item, (*here, number), form)
