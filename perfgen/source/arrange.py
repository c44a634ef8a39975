"""A file's tree in canonical order: what ``perfgen fmt`` changes.

Keys in the order of the form and in Chinese, numbers plain, nothing said that a default already says, rows of
绩效指标 under their levels. A value that is not certain, and a key nobody knows, stay as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from perfgen.filing import (
    Cover,
    Department,
    FundItem,
    Funds,
    FundSources,
    GradedIndicator,
    Indicator,
    IndicatorResults,
    Overall,
    Project,
    Rectification,
    Spent,
    Task,
)
from perfgen.filing.base import Model
from perfgen.filing.fields import Fields, OwnKind
from perfgen.filing.labels import PLAN
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal
from perfgen.filing.summary import Summariser
from perfgen.source.emit import Branch, Text, Tree, YamlEntry
from perfgen.source.grammar import BASIS, DESCRIPTION, INDICATOR_LISTS, LEVELS, NAME, NO_FIELDS, Key, keys, labels

_SHORT = (
    *(
        Department,
        Cover,
        Indicator,
        FundItem,
        Funds,
        FundSources,
        GradedIndicator,
        Task,
        IndicatorResults,
        Rectification,
        Spent,
        Summariser,
    ),
)


def arranged(tree: Tree, kind: type[Model] | None, fields: Fields = NO_FIELDS) -> Branch:
    """The tree of a filing, of a project, or of a list of projects (of `kind`, those of a 绩效文本 where it is None), in the canonical order of a layout.

    Raises TypeError for the tree of a lone text, which no file holds.
    """
    listed = isinstance(tree, Branch) and not tree.keyed
    found = _each(tree, kind or Project, fields) if listed or not kind else _arranged(tree, kind, fields)
    if not isinstance(found, Branch):
        raise TypeError("a file holds a mapping or a list")
    return found


def text_of(label: str, written: str) -> Text:
    """How the text under a label is written: numbers plain where they are certain."""
    return _TEXTS.get(label, Text)(written)


def text_under(key: Key, written: str) -> Text:
    """The same under a key, which may be a layout's own."""
    return _OWN_TEXTS.get(key.own.kind, Text)(written) if key.own else text_of(key.label, written)


# --- texts


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


_TEXTS: dict[str, Callable[[str], Text]] = {
    "年度": _year,
    **dict.fromkeys(
        (
            "预算数",
            "财政资金",
            "其他资金",
            "年度预算数",
            "金额",
            "分值",
            "得分",
            "总分",
            *keys(FundSources),
            *keys(Spent),
        ),
        _amount,
    ),
    "执行率": _percent,
    PLAN: _percent,
    "编码": lambda written: Text(written, "quoted"),
    **dict.fromkeys(keys(Overall), lambda written: Text(written, "block")),
}

_OWN_TEXTS: dict[OwnKind, Callable[[str], Text]] = {
    "金额": _amount,
    "百分比": _percent,
    "多段": lambda written: Text(written, "block" if "\n" in written else "auto"),
}

# --- trees


def _arranged(tree: Tree, model: type[Model], fields: Fields) -> Tree:
    """A mapping of the model with its keys in canonical order; unknown keys follow in theirs."""
    if isinstance(tree, Text) or not tree.keyed:
        return tree
    meant, grammar = labels(model, fields), keys(model, fields)
    times = Counter(meant.get(_name(entry)) for entry in tree.entries)
    order = {label: number for number, label in enumerate(grammar)}
    found: list[tuple[int, YamlEntry]] = []
    for entry in tree.entries:
        label = meant.get(_name(entry))
        if label is None:
            found.append((len(order), entry))
            continue
        # A key written twice, in Chinese and in English, is a mistake to be seen: both stay as they are.
        key = Text(label) if times[label] == 1 else entry.key
        found.append((order[label], replace(entry, key=key, value=_value(grammar[label], entry.value, fields))))
    entries = [entry for _, entry in sorted(found, key=lambda pair: pair[0])]
    arranged = replace(tree, entries=entries, short=model in _SHORT)
    return _said_once(arranged) if model is Project else arranged


def _name(entry: YamlEntry) -> str:
    return (entry.key.value if entry.key else None) or ""


def _value(key: Key, tree: Tree, fields: Fields) -> Tree:
    if isinstance(tree, Text):
        if tree.value is None:
            return tree
        return text_under(key, tree.value)
    if key.model is not None and issubclass(key.model, Indicator):
        return _nested(_rows_arranged(tree, key.model, len(LEVELS), fields))
    if key.label == PLAN and tree.keyed:
        return replace(
            tree, entries=[replace(step, value=_value(key, step.value, fields)) for step in tree.entries], short=True
        )
    if key.model is None or (key.many and not tree.keyed):
        return _each(tree, key.model, fields)
    return _arranged(tree, key.model, fields)


def _each(tree: Tree, model: type[Model] | None, fields: Fields) -> Tree:
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
        tree, entries=[replace(entry, value=_arranged(entry.value, model, fields)) for entry in entries], short=short
    )


def _rows_arranged(tree: Tree, model: type[Model], levels: int, fields: Fields) -> Tree:
    """绩效指标, nested or flat, with every row in canonical order and without a description that says nothing new."""
    if isinstance(tree, Text):
        return tree
    if not tree.keyed:
        rows = [replace(row, value=_described(_arranged(row.value, model, fields))) for row in tree.entries]
        return replace(tree, entries=rows, short=False)
    if not levels:
        return tree
    entries = [replace(entry, value=_rows_arranged(entry.value, model, levels - 1, fields)) for entry in tree.entries]
    return replace(tree, entries=entries, short=False)


def _described(row: Tree) -> Tree:
    name = _said(row, NAME)
    return _without(row, DESCRIPTION) if name is not None and _said(row, DESCRIPTION) == name else row


def _said(tree: Tree, label: str, model: type[Model] = Indicator) -> str | None:
    """The text under a label; None where there is none, or no telling which."""
    found = _entries(tree, label, model)
    value = found[0].value if len(found) == 1 else None
    return value.value if isinstance(value, Text) else None


def _entries(tree: Tree, label: str, model: type[Model]) -> list[YamlEntry]:
    if isinstance(tree, Text) or not tree.keyed:
        return []
    return [entry for entry in tree.entries if labels(model).get(_name(entry)) == label]


def _without(row: Tree, label: str) -> Tree:
    """The row without a key; its comments pass to what follows it."""
    if isinstance(row, Text) or len(row.entries) == 1:
        return row
    kept: list[YamlEntry] = []
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
    known: defaultdict[int, set[str | None]] = defaultdict(set)
    for row in tree.entries:
        heads = [_said(row.value, level) for level in LEVELS]
        if None in heads or (isinstance(row.value, Branch) and len(row.value.entries) <= len(LEVELS)):
            return tree
        group = nested
        for level, head in enumerate(heads):
            inner = _last(group, known[id(group)], head, Branch(keyed=level == 0))
            if inner is None:
                return tree
            group = inner
        bare = _without(_without(row.value, LEVELS[0]), LEVELS[1])
        group.entries.append(replace(row, value=bare))
    return nested


def _last(group: Branch, known: set[str | None], head: str | None, new: Branch) -> Branch | None:
    """What stands under `head`, if it is the last or a new entry; None if other entries stand between.

    `known` are the names of the entries.
    """
    if head not in known:
        known.add(head)
        group.entries.append(YamlEntry(new, Text(head)))
    last = group.entries[-1]
    return last.value if _name(last) == (head or "") and isinstance(last.value, Branch) else None


def _said_once(project: Branch) -> Branch:
    """The project with the 指标值确定依据 that most rows repeat said on the project only."""
    lists = [_entries(project, label, Project) for label in INDICATOR_LISTS]
    indicators = [one for entries in lists for one in entries]
    if not indicators or any(len(entries) > 1 for entries in lists):
        return project
    if not _entries(project, BASIS, Project):
        common = _common([_said(row, BASIS) for one in indicators for row in _rows(one.value)])
        if common is None:
            return project
        at = min(project.entries.index(one) for one in indicators)
        entries = [*project.entries[:at], YamlEntry(Text(common), Text(BASIS)), *project.entries[at:]]
        project = replace(project, entries=entries)
    basis = _said(project, BASIS, Project)
    if basis is None:
        return project

    def left_out(row: Tree) -> Tree:
        return _without(row, BASIS) if _said(row, BASIS) == basis else row

    entries = [
        replace(entry, value=_rows_changed(entry.value, left_out)) if any(entry is one for one in indicators) else entry
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
