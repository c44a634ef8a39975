"""Plain data by the labels of the form to canonical YAML, valid or not: what ``perfgen import`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from perfgen.filing import Filing
from perfgen.filing.base import Model
from perfgen.filing.fields import OWN, Fields
from perfgen.source.arrange import arranged
from perfgen.source.compose import Composer
from perfgen.source.emit import Branch, Text, Tree, YamlEntry, emit, tree_data
from perfgen.source.grammar import NO_FIELDS, PROJECTS, project_model
from perfgen.source.nodes import data
from perfgen.source.text_file import SourceFile

Steps = tuple[str | int, ...]
Remarks = Mapping[Steps, Sequence[str]]
"""Comments by the path of what they stand above: labels, and indices from 0."""

PROJECT_FILES = "projects/*.yaml"
"""Where the projects of a document in a folder are."""

_ROW = 4
"""How long the path of a row of 绩效指标 is."""


class UnwritableError(RuntimeError):
    """The text would not say the data it was made from: a fault of perfgen."""


def write_data(
    said: Mapping[str, Any],
    head: Iterable[str] = (),
    remarks: Remarks | None = None,
    fields: Fields = NO_FIELDS,
    model: type[Model] = Filing,
) -> str:
    """The canonical YAML of a filing, or a document of another `model`, given as mappings, lists and text by its labels, rows of 绩效指标 as a flat list.

    What the values mean is not looked at, so that doubtful ones are kept as they were written. `head` stands at the
    top as comments; `remarks` stand above what they are about, or above the nearest thing around it that is there. Own fields come
    under 自定项 and are written beside the others. Raises UnwritableError for text that YAML does not give back.
    """
    root, top = _remarked(said, head, remarks or {})
    return _written(root, top, fields, model)


def write_parts(
    said: Mapping[str, Any],
    head: Iterable[str],
    remarks: Remarks,
    fields: Fields,
    model: type[Model],
) -> tuple[str, list[str]]:
    """The same in files: the document, which names those of 预算项目 by `PROJECT_FILES`, and the text of each project.

    A document without projects is one file. Raises as `write_data`.
    """
    root, top = _remarked(said, head, remarks)
    projects: list[str] = []
    for entry in root.entries:
        if entry.key and entry.key.value == PROJECTS[0] and isinstance(entry.value, Branch):
            projects = [_written(one.value, one.above, fields, project_model(model)) for one in entry.value.entries]
            entry.value = Branch([YamlEntry(Text(PROJECT_FILES))], keyed=False)
    return _written(root, top, fields, model), projects


def _remarked(said: Mapping[str, Any], head: Iterable[str], remarks: Remarks) -> tuple[Branch, list[str]]:
    """What is said as a tree with its remarks, and the comments at its top."""
    waiting: dict[Steps, list[str]] = {}
    for path, lines in remarks.items():
        waiting.setdefault(_nearest(path, said), []).extend(lines)
    top = [f"# {line}".rstrip() for text in head for line in text.splitlines() or [""]]
    top += _comments(waiting.get((), ()))
    return Branch(_entries(said, (), waiting)), top


def _written(tree: Tree, top: Iterable[str], fields: Fields, model: type[Model]) -> str:
    """The canonical text of a file. Raises UnwritableError where it would say something else."""
    result = arranged(tree, model, fields)
    text = emit(result, [*top])
    composer = Composer(SourceFile(Path(), text))
    again = composer.compose(text)
    if again is None or composer.found or data(again) != tree_data(result):
        raise UnwritableError("写出的 YAML 和读到的内容不一样")
    return text


def tree_of(said: Any) -> Tree:
    """What is said as mappings, lists and text, as a tree to be arranged and written; own fields come under 自定项."""
    return _tree(said, (), {})


def _tree(value: Any, path: Steps, waiting: Mapping[Steps, Sequence[str]]) -> Tree:
    if isinstance(value, Mapping):
        return Branch(_entries(value, path, waiting), short=path[-1:] == ("指标值",))
    if isinstance(value, (list, tuple)):
        return Branch([_entry(part, (*path, at), waiting) for at, part in enumerate(value)], keyed=False)
    return Text(str(value))


def _entries(said: Mapping[str, Any], path: Steps, waiting: Mapping[Steps, Sequence[str]]) -> list[YamlEntry]:
    entries: list[YamlEntry] = []
    for label, part in said.items():
        inside = (*path, label)
        if label == OWN:  # they stand beside the standard ones
            entries += [_entry(own, (*inside, name), waiting, Text(name)) for name, own in part.items()]
        else:
            entries.append(_entry(part, inside, waiting, Text(label)))
    return entries


def _entry(value: Any, path: Steps, waiting: Mapping[Steps, Sequence[str]], key: Text | None = None) -> YamlEntry:
    return YamlEntry(_tree(value, path, waiting), key, above=_comments(waiting.get(path, ())))


def _comments(lines: Iterable[str]) -> list[str]:
    shown = ("".join(sign if sign.isprintable() else " " for sign in line) for line in lines)
    return [f"# {' '.join(line.split())}" for line in shown]


def _nearest(path: Steps, said: Any) -> Steps:
    """The longest part of a path that is there; of a row of 绩效指标, the row, and of what is short, the whole."""
    found: list[str | int] = []
    for step in path[: _depth(path)]:
        inside = isinstance(said, Mapping) and step in said
        listed = isinstance(said, (list, tuple)) and isinstance(step, int) and step < len(said)
        if not inside and not listed:
            break
        said = said[step]
        found.append(step)
    return tuple(found)


def _depth(path: Steps) -> int:
    match path:
        case ("部门" | "封面", *_):
            return 1
        case ("预算项目" | "专项资金", _, "绩效指标" | "中期绩效指标", *_):
            return _ROW
        case ("整体绩效指标", *_):
            return 2
        case ("预算项目" | "专项资金", _, "资金支出计划", *_):
            return 3
    return len(path)
