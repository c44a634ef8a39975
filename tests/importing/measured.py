"""What became of each value that a filled form says: read as it is, told of, or wrong without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfgen.filing.walk import data_at
from perfgen.importing import Imported
from tests.importing.built import imported
from tests.importing.filled import Filled, written

_ITS_OWN = ("版式", "部门", "主管部门")


@dataclass(frozen=True)
class Measured:
    """The paths of the values of one form, by what became of them; `untold` are texts nobody was told of."""

    right: tuple[Any, ...]
    told: tuple[Any, ...]
    wrong: tuple[Any, ...]
    untold: tuple[str, ...]
    read: Imported


def measured(form: Filled, folder: Path) -> Measured:
    """Read a form, and hold what was read against what it says."""
    return held_against(form, imported(written(form, folder / "form.docx")))


def held_against(form: Filled, read: Imported) -> Measured:
    """What was read of a form, held against what it says."""
    right, told, wrong = [], [], []
    for path, value in form.says.items():
        found = data_at(read.data, path)
        if found == value:
            right.append(path)
        else:
            (told if _is_told(read, path, value) else wrong).append((path, value, found))
    said = {path for path in form.says if path[0] not in _ITS_OWN}
    for path, value in _leaves(read.data, ()):
        if path[0] not in _ITS_OWN and not _expected(path, said) and not _is_told(read, path, str(value)):
            wrong.append((path, None, value))
    texts = " ".join(one.text for one in (*read.report.left, *read.report.doubtful))
    untold = tuple(one for one in form.told if one not in texts)
    return Measured(tuple(right), tuple(told), tuple(wrong), untold, read)


_NEAR = 2
"""What is doubted so many steps above a value is told of it."""
_FOLLOWS = ("二级指标", "绩效指标描述", "指标值确定依据", "分值", "项目资金", "年度预算执行", "绩效目标", "是否整改")
"""What the forms say beside what is looked at one by one."""


def _expected(path: tuple[Any, ...], said: set[tuple[Any, ...]]) -> bool:
    return any(path[: len(one)] == one for one in said) or bool(set(path) & set(_FOLLOWS))


def _is_told(read: Imported, path: tuple[Any, ...], value: Any) -> bool:
    """Whether somebody who is told of what was left and doubted finds the value."""
    if any(str(value) in one.text for one in read.report.left if value):
        return True
    return any(
        one.about and path[: len(one.about)] == one.about and len(path) - len(one.about) <= _NEAR
        for one in read.report.doubtful
    )


def _leaves(said: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    items = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else None
    if items is None:
        yield path, said
        return
    for step, inner in items:
        yield from _leaves(inner, (*path, step))
