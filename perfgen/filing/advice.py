"""What is valid but will hardly print as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.filing.base import Model
from perfgen.filing.filing import Filing
from perfgen.filing.form import Form
from perfgen.filing.narrative import ROOTS
from perfgen.filing.project import Project
from perfgen.filing.quoting import Problem

_QUOTATION = re.compile(rf"\{{\{{-?\s*(?:{'|'.join(ROOTS)})\b")
_OWN_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）])")


def advice(filing: Filing, form: Form) -> list[Problem]:
    """Things in a filing that its writer should look at again; none of them stops it."""
    found = list(_unprinted(filing, (), form))
    for name, field in type(filing.overall).model_fields.items():
        if "｛｛" in (getattr(filing.overall, name) or ""):
            path = ("部门整体绩效目标", field.alias or name)
            found.append(Problem(path, "全角的花括号会原样印出来", "要引用数据，改成英文的 {{ 和 }}"))
    for number, project in enumerate(filing.projects):
        found += _of_project(project, ("预算项目", number))
    return found


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


def _of_project(project: Project, path: tuple[str | int, ...]) -> Iterator[Problem]:
    texts: list[tuple[tuple[str | int, ...], str]] = [((*path, "资金用途"), project.purpose)]
    for number, goal in enumerate(project.goals):
        here = (*path, "绩效目标", number)
        texts.append((here, goal))
        if _OWN_NUMBER.match(goal):
            yield Problem(here, "这条目标自己写了序号，印出来会有两个", "去掉序号，表上会自动编号")
    for number, row in enumerate(project.indicators):
        here = (*path, "绩效指标", number)
        texts += [((*here, "绩效指标描述"), row.description), ((*here, "指标值"), row.target.written)]
    for here, text in texts:
        if _QUOTATION.search(text):
            yield Problem(
                here, "这里不能引用数据，花括号会原样印出来", "直接写出内容；只有 部门整体绩效目标 里可以引用"
            )
