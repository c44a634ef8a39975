"""The clean filings as plain data, and ways to change a place in them.

Data are mappings, lists and text by the labels of the form, each indicator a row; a changed piece is a new one and
everything beside it is shared, so that only what changed is validated again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from perfgen import building
from perfgen.checking import load
from perfgen.checks import Subject
from perfgen.checks.subject import INDICATORS, NARRATIVE, OVERALL, PROJECTS, TARGET
from perfgen.filing import Filing, Project, quote
from perfgen.filing.base import Model
from perfgen.filing.outline import Outline
from perfgen.filing.target import Target
from tests.checks.cases import CLEAN

Data: TypeAlias = dict[str, Any]
Steps: TypeAlias = tuple[str | int, ...]

GENERAL, ITEMISED, SAFEGUARDS = "总体绩效目标", "分项绩效目标", "工作保障措施"
NAME, LEVEL1, LEVEL2, DESCRIPTION, BASIS = "三级指标", "一级指标", "二级指标", "绩效指标描述", "指标值确定依据"
BUDGET, FISCAL, OTHER, PLAN, CODE = "预算数", "财政资金", "其他资金", "资金支出计划", "项目编码"
PROJECT, PURPOSE, GOALS, FUNDS = "项目名称", "资金用途", "绩效目标", "资金安排"


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean filing to break.

    `data` quotes its own amounts in the narrative as the file does; in `printed` the quotations are filled in, as a
    clerk types them. `outline` is what the Word file built from it shows.
    """

    layout: str
    data: Data
    printed: Data
    subject: Subject
    outline: Outline

    @property
    def year(self) -> int:
        """The year of the filing."""
        return self.subject.filing.year

    @property
    def projects(self) -> Iterator[tuple[Steps, Data]]:
        """The projects and the paths that lead to them."""
        for number, project in enumerate(self.data[PROJECTS]):
            yield (PROJECTS, number), project

    @property
    def rows(self) -> Iterator[tuple[Steps, Data]]:
        """The indicators of the projects."""
        for path, project in self.projects:
            for number, row in enumerate(project[INDICATORS]):
                yield (*path, INDICATORS, number), row

    def paragraphs(self, label: str) -> list[str]:
        """The paragraphs of a text of 部门整体绩效目标 as printed."""
        return str(self.printed[NARRATIVE].get(label, "")).rstrip("\n").split("\n")


def plain_data(value: object) -> Any:
    """A model as data: targets as they are written, money as text, what is left out not there."""
    if isinstance(value, Target):
        return dict(zip(("符号", "值", "单位"), value.parts, strict=True)) if value.parts else value.written
    if isinstance(value, Project):
        return {**_fields(value), PLAN: {point: f"{share:f}%" for point, share in value.spending_plan.items()}}
    if isinstance(value, Model):
        return _fields(value)
    if isinstance(value, tuple):
        return [plain_data(one) for one in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def _fields(model: Model) -> Data:
    fields = {one.alias or name: getattr(model, name) for name, one in type(model).model_fields.items()}
    return {label: plain_data(value) for label, value in fields.items() if value not in (None, ())}


@cache
def cleans() -> tuple[Clean, ...]:
    """The clean filings, one of each layout."""
    return tuple(_clean(layout) for layout in CLEAN)


def _clean(layout: str) -> Clean:
    subject = load(CLEAN[layout]).subject
    with TemporaryDirectory() as folder:
        outline = load(building.build(CLEAN[layout], Path(folder) / "built.docx")).subject.outline
    assert outline is not None
    data = plain_data(subject.filing)
    printed = put(data, (NARRATIVE,), {label: subject.narrative[label] for label in data[NARRATIVE]})
    _KNOWN.update((id(one), project) for one, project in zip(data[PROJECTS], subject.filing.projects, strict=True))
    return Clean(layout, data, printed, subject, outline)


_KNOWN: dict[int, Project] = {}
"""The projects of the clean filings by the identity of their data, which live as long as the process."""


def subject_of(clean: Clean, data: Data, outline: Outline | None = None) -> Subject:
    """Changed data as the rules read them: validated and quoted as a file with them is. Raises ValidationError."""
    known = {**data, PROJECTS: [_KNOWN.get(id(project), project) for project in data[PROJECTS]]}
    filing = Filing.model_validate(known, context=clean.subject.form)
    narrative, problems = quote(filing)
    assert not problems, problems
    return replace(clean.subject, filing=filing, narrative=narrative, outline=outline)


def get(data: Any, path: Steps) -> Any:
    """The value at a path."""
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Steps, value: Any) -> Any:
    """The data with another value at a path (a label that is not there is added)."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        assert isinstance(step, int)
        return [*data[:step], put(data[step], rest, value), *data[step + 1 :]]
    return {**data, step: put(data.get(step), rest, value)}


def take(data: Any, path: Steps) -> Any:
    """The data without what stands at a path."""
    owner, last = get(data, path[:-1]), path[-1]
    if isinstance(owner, list):
        assert isinstance(last, int)
        return put(data, path[:-1], [*owner[:last], *owner[last + 1 :]])
    return put(data, path[:-1], {label: value for label, value in owner.items() if label != last})


def add(data: Any, path: Steps, *items: Any) -> Any:
    """The data with more items at the end of the list at a path."""
    return put(data, path, [*get(data, path), *items])


def without_rows(data: Data, path: Steps, **labels: str) -> Data:
    """A project without the indicators whose labels are these."""
    kept = [row for row in get(data, (*path, INDICATORS)) if any(row[label] != is_ for label, is_ in labels.items())]
    return put(data, (*path, INDICATORS), kept)


def saying(clean: Clean, label: str, paragraphs: list[str]) -> Data:
    """The printed filing with other paragraphs in a text of 部门整体绩效目标."""
    return put(clean.printed, (NARRATIVE, label), "\n".join(paragraphs))


def one_line_texts(clean: Clean) -> Iterator[tuple[Steps, str]]:
    """The cells of the indicators."""
    for path, row in [*clean.rows, *(((OVERALL, at), row) for at, row in enumerate(clean.data.get(OVERALL, [])))]:
        for label in (NAME, DESCRIPTION, TARGET, BASIS):
            yield (*path, label), row[label]


def prose(clean: Clean) -> Iterator[tuple[Steps, str]]:
    """What is written in sentences: 部门整体绩效目标 as typed, 资金用途, 绩效目标, 工作活动概况, 内容描述."""
    for label, text in clean.data[NARRATIVE].items():
        yield (NARRATIVE, label), text
    for path, project in clean.projects:
        yield (*path, PURPOSE), project[PURPOSE]
        for number, goal in enumerate(project[GOALS]):
            yield (*path, GOALS, number), goal
        if "工作活动概况" in project:
            yield (*path, "工作活动概况"), project["工作活动概况"]
    for number, duty in enumerate(clean.data.get("部门职责", [])):
        yield ("部门职责", number, "内容描述"), duty["内容描述"]
        for at, activity in enumerate(duty["工作活动"]):
            yield ("部门职责", number, "工作活动", at, "绩效目标"), activity["绩效目标"]


def extended(text: str, words: str) -> str:
    """A text with one more sentence at the end of its last paragraph."""
    stem = text.rstrip("\n")
    return f"{stem}{'' if stem.endswith('。') else '。'}{words}。"
