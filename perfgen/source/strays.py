"""Keys that stand a level too far left: what belongs under a key beside them, or is a project of its own, is put there.

The tree is right YAML as it stands; only what keys mean tells that ``产出指标`` beside an empty ``绩效指标`` is not where it belongs.
"""

from __future__ import annotations

from typing import NamedTuple

from perfgen.errors import Diagnostic
from perfgen.filing import Form
from perfgen.filing.base import Model
from perfgen.source.grammar import INDICATOR_LISTS, NO_FIELDS, OVERALL_INDICATORS, PROJECTS, keys, labels, project_model
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence

_NAME = "项目名称"
_Items = list[tuple[Scalar, Node]]


class Brought(NamedTuple):
    """A mapping with its strays where they belong, what is told of them, and the project they made up, if they did."""

    node: Mapping
    found: list[Diagnostic]
    project: Mapping | None = None
    lost: tuple[tuple[int, str], ...] = ()
    """Keys that a text among the strays has swallowed, each with the id of the place of the mapping that lacks it."""


def brought_home(node: Mapping, model: type[Model], form: Form | None) -> Brought:
    """The mapping of a model with the keys it does not have put under the key beside them that has them.

    Where two keys could have them, they stay: of such a key is told that it is not known.
    """
    fields = form.fields if form else NO_FIELDS
    meant = labels(model, fields)
    strays = [item for item in node.items if item[0].value not in meant]
    found: list[Diagnostic] = []
    if not strays:
        return Brought(node, found)
    there = {meant[key.value or ""]: value for key, value in node.items if key.value in meant}
    homes: dict[str, _Items] = {}
    for key, value in strays:
        fitting = _homes(key.value or "", model, form, there)
        if len(fitting) == 1:
            homes.setdefault(fitting[0], []).append((key, value))
    lost: list[tuple[int, str]] = []
    for home, items in homes.items():
        found.append(_told(home, [key for key, _ in items], written=home in there))
        node = _put(
            node, home, items, next((word for word, _ in node.items if meant.get(word.value or "") == home), None)
        )
        put, inside = node.get(home), keys(model, fields)[home].inside
        if put is not None and inside:
            lost += [(id(put.mark), label) for label in keys(inside, fields) if _swallowed(label, items)]
    project = _as_project(node, meant, labels(project_model(model), fields)) if PROJECTS[0] in meant else None
    if project is None:
        return Brought(node, found, None, tuple(lost))
    taken = [key for key, _ in project.items]
    said = (
        f"“{_NAME}”等 {len(taken)} 项是一个项目的内容，不能顶格写" if len(taken) > 1 else f"“{_NAME}”是一个项目的内容"
    )
    hint = f"移到“{PROJECTS[0]}”下面：第一行写成“  - {taken[0].value}: …”，其余各行前面空 4 格"
    found.append(taken[0].mark.diagnostic("MOD01", said, hint))
    return Brought(_with_project(node, project, meant), found, project, tuple(lost))


def _swallowed(label: str, items: _Items) -> bool:
    """Whether a text under ``|``, which has moved left, goes on over the line of a key beside it."""
    return any(
        isinstance(value, Scalar) and value.style == "|" and f"\n{label}:" in f"\n{value.value}" for _, value in items
    )


def _homes(word: str, model: type[Model], form: Form | None, there: dict[str, Node]) -> list[str]:
    """The keys of a model under which a word may stand, and does not yet; of several those with nothing under them."""
    fields = form.fields if form else NO_FIELDS
    fitting = []
    for label, key in keys(model, fields).items():
        inside = labels(key.inside, fields) if key.inside and not key.many else {}
        rows = label in (INDICATOR_LISTS[0], OVERALL_INDICATORS) and form and word in form.taxonomy
        if (word in inside or rows) and _has_room(there.get(label), word, inside):
            fitting.append(label)
    empty = [label for label in fitting if label in there and not isinstance(there[label], Mapping)]
    return empty if len(fitting) > 1 else fitting


def _has_room(value: Node | None, word: str, inside: dict[str, str]) -> bool:
    if isinstance(value, Mapping):
        return inside.get(word, word) not in {inside.get(key.value or "", key.value) for key, _ in value.items}
    return value is None or (isinstance(value, Scalar) and value.value is None)


def _told(home: str, taken: list[Scalar], *, written: bool) -> Diagnostic:
    more = f"（这样的有 {len(taken)} 项）" if len(taken) > 1 else ""
    if written:
        said, hint = (
            f"“{taken[0].value}”属于“{home}”，缩进少了一层{more}",
            f"连同下面的行向右缩进两格，放到“{home}”下面",
        )
    else:
        said, hint = (
            f"“{taken[0].value}”属于“{home}”，上面少了这一行{more}",
            f"在它上面加一行“{home}:”，它和下面的再缩进两格",
        )
    return taken[0].mark.diagnostic("MOD01", said, hint)


def _put(node: Mapping, home: str, items: _Items, word: Scalar | None) -> Mapping:
    """The mapping with items moved under a key of it, which is put in where it is not there."""
    moved = {id(key) for key, _ in items}
    rest = [item for item in node.items if id(item[0]) not in moved]
    if word is None:
        first = items[0][0]
        return Mapping(node.mark, [*rest, (Scalar(home, first.mark, first.mark), Mapping(first.mark, items))])
    return Mapping(node.mark, [(key, _joined(value, items) if key is word else value) for key, value in rest])


def _joined(value: Node, items: _Items) -> Mapping:
    there = value.items if isinstance(value, Mapping) else []
    return Mapping(value.mark, [*there, *items])


def _as_project(node: Mapping, meant: dict[str, str], known: dict[str, str]) -> Mapping | None:
    """What of a project stands among the keys of a whole filing, its name with it; None where nothing does."""
    taken = [item for item in node.items if item[0].value in known and item[0].value not in meant]
    if _NAME not in {known[key.value or ""] for key, _ in taken}:
        return None
    return Mapping(taken[0][0].mark._replace(), taken)


def _with_project(node: Mapping, project: Mapping, meant: dict[str, str]) -> Mapping:
    taken = {id(key) for key, _ in project.items}
    items: _Items = []
    placed = False
    for key, value in node.items:
        if id(key) in taken:
            continue
        if meant.get(key.value or "") == PROJECTS[0] and isinstance(value, Sequence):
            items.append((key, Sequence(value.mark, [*value.items, project])))
            placed = True
        else:
            items.append((key, value))
    if not placed and PROJECTS[0] not in {meant.get(key.value or "") for key, _ in items}:
        first = project.items[0][0]
        items.append((Scalar(PROJECTS[0], first.mark, first.mark), Sequence(project.mark, [project])))
    return Mapping(node.mark, items)
