"""What a comparison says: each difference with its paths, its values, and its place in the form's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from perfgen.filing import Document
from perfgen.filing.walk import Steps


class DifferenceKind(str, Enum):
    """What became of a part of a document."""

    CHANGED = "改动"
    ADDED = "增加"
    REMOVED = "删去"
    MOVED = "移动"
    RENAMED = "改名"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the form's words.

    `project` is the name of the project it is in (as in the later document, where it is there), empty for what belongs
    to the document as a whole. `within` is what leads to it from there: labels and names of rows, for an indicator its
    一级指标, 二级指标 and 三级指标. `label` is the label of the field, 第2条 for an item of a list of texts, and empty for a
    project, an indicator or another row as a whole.
    """

    project: str = ""
    within: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    A path leads from a document to the part (labels and indices from 0, as `perfgen.filing.walk.at` follows them):
    `before_path` in the earlier document, `after_path` in the later one. A field has both, also where it held nothing
    on one side; a row or an item that is on one side only has None on the other. `before_holder` is the path, in the
    earlier document, of what holds the part (the model of a field, the list that a row is in now): where something that
    was added or moved belongs.

    `before` and `after` are the values: text, Decimal, int, `Target`, or a whole model, tuple or mapping for what is
    there on one side only; None for nothing.

    CHANGED: a field, or an item of a list of texts, says something else. ADDED and REMOVED: a field said nothing on the
    one side; or a row, an item or a project is on one side only, and then its parts are not told one by one. RENAMED:
    what names a row or a project (项目名称, 三级指标 …) changed, while the rest tells that it is the same one. MOVED: a
    row, an item or a project has another place in the order of its list, or is in another list; changes in it are told
    besides.

    `echo` is set for a 绩效指标描述 that says the 三级指标 again on both sides: its change is that of the name.
    """

    kind: DifferenceKind
    place: Place
    before_path: Steps | None
    after_path: Steps | None
    before_holder: Steps
    before: Any = None
    after: Any = None
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents and every difference between them, in the order of the later one.

    `pairs` are the rows, projects and items that are the same one in both: path in the earlier document to path in the
    later one.
    """

    before: Document
    after: Document
    differences: tuple[Difference, ...]
    pairs: Mapping[Steps, Steps] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.differences)

    def before_of(self, path: Steps) -> Steps | None:
        """The path in the earlier document of what stands at a path in the later one, None where it has no such row."""
        return _led(path, {after: before for before, after in self.pairs.items()})

    def after_of(self, path: Steps) -> Steps | None:
        """The path in the later document of what stands at a path in the earlier one, None where it has no such row."""
        return _led(path, self.pairs)


def _led(path: Steps, pairs: Mapping[Steps, Steps]) -> Steps | None:
    """A path of one document in the other: every index goes to that of its partner."""
    here: Steps = ()
    there: Steps = ()
    for step in path:
        here = (*here, step)
        if isinstance(step, int):
            if here not in pairs:
                return None
            there = pairs[here]
        else:
            there = (*there, step)
    return there
