"""Where something stands in a document, in the form's words."""

from __future__ import annotations

from typing import Any

from perfgen.comparing.comparison import Place
from perfgen.filing import Document, Indicator, Project, ProjectResults
from perfgen.filing.fields import OWN
from perfgen.filing.walk import Steps, part

UNSAID = ("预算项目", "绩效指标", "工作活动")
"""The lists that nobody names who tells of a row in them."""


def place_of(document: Document, path: Steps, project: str = "") -> Place:
    """The place of what stands at a path of a document; a `project` is said in place of the one it is in there."""
    value: Any = document
    within: list[str] = []
    name = ""
    for step in path:
        value = part(value, step)
        if isinstance(step, str):
            within += [] if step == OWN else [step]
            continue
        if isinstance(value, (Project, ProjectResults)):
            name, within = value.name, []
        elif isinstance(value, str):
            within.append(f"第{step + 1}条")
        else:
            within = within[:-1] if within[-1] in UNSAID else within
            within += _words(value, step)
    a_field = bool(path) and (isinstance(path[-1], str) or isinstance(value, str))
    label = within.pop() if a_field else ""
    return Place(project if name and project else name, tuple(within), label)


def _words(row: Any, number: int) -> list[str]:
    if isinstance(row, Indicator):
        return [word for word in (row.level1, row.level2, row.name) if word]
    return [getattr(row, "name", f"第{number + 1}行")]
