"""Canonical YAML: the one way to write down what a filing says, for ``perfgen fmt`` and ``perfgen import``.

Keys stand in the order of the form and in Chinese, what a default already says is left out, numbers are plain. What a
file says stays the same, and so do its comments; both are held against the file before anything is handed back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence as Many
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from perfgen.errors import Diagnostic, FilingError, Severity
from perfgen.filing import Cover, Department, Filing, Indicator, Overall, Project, SpendingPlan, Target
from perfgen.filing.base import Model
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal, plain
from perfgen.source.compose import Composer
from perfgen.source.emit import Branch, Entry, Text, Tree, emit
from perfgen.source.expand import Expander
from perfgen.source.grammar import BASIS, DESCRIPTION, INDICATORS, LEVELS, NAME, PROJECTS, Key, keys, labels
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence, SourceFile, data
from perfgen.source.parse import Parsed, parse
from perfgen.source.remarks import comments, outline

PLAN = "资金支出计划"


class CanonicalFault(RuntimeError):
    """The canonical text would not say what it was made from: a fault of perfgen, not of the file."""


def canonical(source: Path | Parsed) -> str:
    """The canonical text of one file: a filing, a project, or a list of projects. Includes stay as they are.

    Raises FilingError for a file with mistakes in its YAML; what its values mean is not looked at.
    """
    parsed = source if isinstance(source, Parsed) else parse(source)
    root = _sound(parsed)
    before = "\n".join(parsed.file.lines)
    head, tree = outline(before, root)
    arranged = _file(tree, _kind(root))
    text = emit(arranged, head)

    again = _composed(text, parsed.file.path)
    if data(again) != _plain_data(arranged) or _meaning(again) != _meaning(root):
        raise CanonicalFault(f"{parsed.file.path}：重排后内容会变")
    if Counter(comments(text, again)) != Counter(comments(before, root)):
        raise CanonicalFault(f"{parsed.file.path}：重排后注释会变")
    return text


def write(filing: Filing, head: Many[str] = ()) -> str:
    """The canonical text of a filing, in one file; the lines of `head` stand at its top as comments.

    Reading the text gives the filing back to the letter.
    """
    top = [f"# {line}".rstrip() for text in head for line in text.splitlines() or [""]]
    text = emit(_file(_tree(filing), Filing), top)
    expander = Expander(lambda pattern: [pattern])
    again = data(expander.filing(_composed(text, Path())))
    if expander.found or Filing.model_validate(again) != filing:
        raise CanonicalFault(f"{filing.department.name}：写出的内容读不回来")
    return text


# --- reading


def _sound(parsed: Parsed) -> Mapping | Sequence:
    """The tree of a file without mistakes."""
    mistakes = [diagnostic for diagnostic in parsed.found if diagnostic.severity is Severity.ERROR]
    if mistakes:
        raise FilingError(mistakes)
    if parsed.root is None or isinstance(parsed.root, Scalar):
        hint = "从 版式: 写起是一份绩效文本，从 项目名称: 写起是一个项目"
        raise FilingError(Diagnostic("MOD02", "这里应当是一份绩效文本或一个项目", parsed.file.path, hint=hint))
    return parsed.root


def _composed(text: str, path: Path) -> Node:
    composer = Composer(SourceFile(path, tuple(text.split("\n"))))
    try:
        root = composer.compose(text)
    except yaml.YAMLError as error:
        raise CanonicalFault(f"{path}：写出的不是 YAML（{error}）") from error
    if root is None or composer.found:
        said = "；".join(diagnostic.message for diagnostic in composer.found)
        raise CanonicalFault(f"{path}：写出的 YAML 有误（{said}）")
    return root


def _kind(root: Node) -> type[Model] | None:
    """What a file holds, told by its keys: a filing or a project; None for a list of projects."""
    if not isinstance(root, Mapping):
        return None
    written = {key.value or "" for key, _ in root.items}
    filing, project = (written & set(labels(model)) for model in (Filing, Project))
    return Project if len(project - filing) > len(filing - project) else Filing


def _meaning(root: Node) -> Any:
    """What a file says, numbers read, and what the reader finds wrong with it: equal before and after."""
    kind = _kind(root)
    if kind is Project:
        root = Sequence(root.mark, [root])
    if kind is not Filing:
        key = Scalar(PROJECTS, root.mark, root.mark)
        root = Mapping(root.mark, [(key, root)])
    expander = Expander(lambda pattern: [pattern])
    said = data(expander.filing(root))
    return _read(said), sorted((found.code, found.message) for found in expander.found)


def _read(said: Any, label: str | None = None) -> Any:
    if isinstance(said, dict):
        inner = {key: PLAN if label == PLAN else key for key in said}
        return {key: _read(value, inner[key]) for key, value in said.items()}
    if isinstance(said, list):
        return [_read(item) for item in said]
    return _TEXTS.get(label, Text)(said).value if isinstance(said, str) else said


# --- texts: how the value of a label is written


def _amount(written: str) -> Text:
    number = parse_decimal(written)
    return Text(written) if number is None else Text(f"{number:f}", "plain")


def _year(written: str) -> Text:
    number = parse_decimal(written)
    if number is None or number != int(number) or not 2000 <= number <= 2099:
        return Text(written)
    return Text(str(int(number)), "plain")


def _percent(written: str) -> Text:
    half = written.strip().translate(HALF_WIDTH)
    number = parse_decimal(half.removesuffix("%"))
    bare = not half.endswith("%")
    if number is None or number > 100 or (bare and 0 < number < 1):  # 0.5 may mean 50 %
        return Text(written)
    return Text(f"{number:f}%", "plain")


_TEXTS: dict[str | None, Callable[[str], Text]] = {
    "年度": _year,
    **dict.fromkeys(("预算数", "财政资金", "其他资金"), _amount),
    PLAN: _percent,
    "编码": lambda written: Text(written, "quoted"),
    **dict.fromkeys(keys(Overall), lambda written: Text(written, "block")),
}

# --- trees: the same content in canonical order

_SHORT = (Department, Cover, Indicator)


def _file(tree: Tree, kind: type[Model] | None) -> Branch:
    arranged = _arranged(tree, kind) if kind else _each(tree, Project)
    if not isinstance(arranged, Branch):
        raise TypeError("a file holds a mapping or a list")
    return arranged


def _arranged(tree: Tree, model: type[Model]) -> Tree:
    """A mapping of the model with its keys in canonical order; unknown keys follow in theirs."""
    if isinstance(tree, Text) or not tree.keyed:
        return tree
    meant, grammar = labels(model), keys(model)
    times = Counter(meant.get(_name(entry)) for entry in tree.entries)
    order = {label: number for number, label in enumerate(grammar)}
    found: list[tuple[int, Entry]] = []
    for entry in tree.entries:
        label = meant.get(_name(entry))
        if label is None:
            found.append((len(order), entry))
            continue
        # A key written twice, in Chinese and in English, is a mistake to be seen: both stay as they are.
        key = Text(label) if times[label] == 1 else entry.key
        found.append((order[label], replace(entry, key=key, value=_value(grammar[label], entry.value))))
    entries = [entry for _, entry in sorted(found, key=lambda pair: pair[0])]
    arranged = replace(tree, entries=entries, short=model in _SHORT)
    return _said_once(arranged) if model is Project else arranged


def _name(entry: Entry) -> str:
    return (entry.key.value if entry.key else None) or ""


def _value(key: Key, tree: Tree) -> Tree:
    if isinstance(tree, Text):
        return tree if tree.value is None else _TEXTS.get(key.label, Text)(tree.value)
    if key.label == INDICATORS:
        return _nested(_rows_arranged(tree, len(LEVELS)))
    if key.label == PLAN and tree.keyed:
        return replace(tree, entries=[replace(step, value=_value(key, step.value)) for step in tree.entries], short=True)
    if key.model is None or key.many:
        return _each(tree, key.model)
    return _arranged(tree, key.model)


def _each(tree: Tree, model: type[Model] | None) -> Tree:
    """A list of mappings of the model, or of texts; file names stand on one line."""
    if isinstance(tree, Text) or tree.keyed:
        return tree
    entries = [
        replace(entry, value=Text(entry.value.value) if isinstance(entry.value, Text) else entry.value)
        for entry in tree.entries
    ]
    if model is None:
        return replace(tree, entries=entries, short=False)
    short = all(isinstance(entry.value, Text) for entry in entries)
    return replace(
        tree, entries=[replace(entry, value=_arranged(entry.value, model)) for entry in entries], short=short
    )


def _rows_arranged(tree: Tree, levels: int) -> Tree:
    """绩效指标, nested or flat, with every row in canonical order and without a description that says nothing new."""
    if isinstance(tree, Text):
        return tree
    if not tree.keyed:
        rows = [replace(row, value=_described(_arranged(row.value, Indicator))) for row in tree.entries]
        return replace(tree, entries=rows, short=False)
    if not levels:
        return tree
    entries = [replace(entry, value=_rows_arranged(entry.value, levels - 1)) for entry in tree.entries]
    return replace(tree, entries=entries, short=False)


def _described(row: Tree) -> Tree:
    name = _said(row, NAME)
    return _without(row, DESCRIPTION) if name is not None and _said(row, DESCRIPTION) == name else row


def _said(tree: Tree, label: str, model: type[Model] = Indicator) -> str | None:
    """The text under a label; None where there is none, or no telling which."""
    found = _entries(tree, label, model)
    value = found[0].value if len(found) == 1 else None
    return value.value if isinstance(value, Text) else None


def _entries(tree: Tree, label: str, model: type[Model]) -> list[Entry]:
    if isinstance(tree, Text) or not tree.keyed:
        return []
    return [entry for entry in tree.entries if labels(model).get(_name(entry)) == label]


def _without(row: Tree, label: str) -> Tree:
    """The row without a key; its comments pass to what follows it."""
    if isinstance(row, Text) or len(row.entries) == 1:
        return row
    kept: list[Entry] = []
    passed: list[str] = []
    for entry in row.entries:
        if _name(entry) == label:
            passed += [*entry.above, *_comments_in(entry.value), *entry.beside]
        else:
            kept.append(replace(entry, above=[*passed, *entry.above]))
            passed = []
    return replace(row, entries=kept, below=[*passed, *row.below])


def _comments_in(tree: Tree) -> list[str]:
    if isinstance(tree, Text):
        return []
    inner = [[*entry.above, *_comments_in(entry.value), *entry.beside] for entry in tree.entries]
    return [*(comment for found in inner for comment in found), *tree.below]


# --- 绩效指标: what rows have in common is said once


def _nested(tree: Tree) -> Tree:
    """A flat list of rows under their 一级 and 二级指标, where that keeps their order."""
    if isinstance(tree, Text) or tree.keyed or not tree.entries:
        return tree
    nested = Branch(below=tree.below)
    for row in tree.entries:
        heads = [_said(row.value, level) for level in LEVELS]
        if None in heads or (isinstance(row.value, Branch) and len(row.value.entries) <= len(LEVELS)):
            return tree
        group = nested
        for level, head in enumerate(heads):
            inner = _last(group, head, Branch(keyed=level == 0))
            if inner is None:
                return tree
            group = inner
        bare = _without(_without(row.value, LEVELS[0]), LEVELS[1])
        group.entries.append(replace(row, value=bare))
    return nested


def _last(group: Branch, head: str | None, new: Branch) -> Branch | None:
    """What stands under `head`, if it is the last or a new entry; None if other entries stand between."""
    names = [_name(entry) for entry in group.entries]
    if head in names[:-1]:
        return None
    if head not in names:
        group.entries.append(Entry(new, Text(head)))
    value = group.entries[-1].value
    return value if isinstance(value, Branch) else None


def _said_once(project: Branch) -> Branch:
    """The project with the 指标值确定依据 that most rows repeat said on the project only."""
    rows = [row for entry in _entries(project, INDICATORS, Project) for row in _rows(entry.value)]
    if not _entries(project, BASIS, Project):
        common = _common([_said(row, BASIS) for row in rows])
        if common is None:
            return project
        at = next(number for number, entry in enumerate(project.entries) if _name(entry) == INDICATORS)
        entries = [*project.entries[:at], Entry(Text(common), Text(BASIS)), *project.entries[at:]]
        project = replace(project, entries=entries)
    basis = _said(project, BASIS, Project)
    if basis is None:
        return project

    def left_out(row: Tree) -> Tree:
        return _without(row, BASIS) if _said(row, BASIS) == basis else row

    entries = [
        replace(entry, value=_rows_changed(entry.value, left_out)) if _name(entry) == INDICATORS else entry
        for entry in project.entries
    ]
    return replace(project, entries=entries)


def _common(said: list[str | None]) -> str | None:
    """What two rows or more say most often, where every row says something."""
    if None in said or not said:
        return None
    ((text, times),) = Counter(said).most_common(1)
    return text if times > 1 else None


def _rows(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Branch):
        for entry in tree.entries:
            if tree.keyed:
                yield from _rows(entry.value)
            else:
                yield entry.value


def _rows_changed(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    if isinstance(tree, Text):
        return tree
    inner = (lambda value: _rows_changed(value, change)) if tree.keyed else change
    return replace(tree, entries=[replace(entry, value=inner(entry.value)) for entry in tree.entries])


# --- from the model


def _tree(value: Any) -> Tree:
    """A part of the model as it would be written out in full."""
    if isinstance(value, SpendingPlan):
        return Branch([Entry(Text(f"{plain(percent.copy_abs())}%"), Text(date)) for date, percent in value.items()])
    if isinstance(value, Target):
        return Text(value.written)
    if isinstance(value, Model):
        fields = type(value).model_fields
        said = {field.alias or name: getattr(value, name) for name, field in fields.items()}
        return Branch(
            [Entry(_tree(part), Text(label)) for label, part in said.items() if part not in (None, Cover())]
        )
    if isinstance(value, tuple):
        return Branch([Entry(_tree(item)) for item in value], keyed=False)
    return Text(f"{value.copy_abs():f}" if isinstance(value, Decimal) else str(value))


def _plain_data(tree: Tree) -> Any:
    if isinstance(tree, Text):
        return tree.value
    if tree.keyed:
        return {entry.key.value if entry.key else None: _plain_data(entry.value) for entry in tree.entries}
    return [_plain_data(entry.value) for entry in tree.entries]
