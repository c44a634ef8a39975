"""Canonical YAML: the one way to write down what a filing says, for ``perfgen fmt`` and ``perfgen import``.

What a file says stays the same, and so do its comments; both are held against the file before anything is handed back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfgen.errors import FilingError
from perfgen.filing import Filing, Form, Indicator, SpendingPlan, Target
from perfgen.filing.base import Model
from perfgen.filing.fields import OWN, Fields
from perfgen.filing.labels import PLAN
from perfgen.filing.numbers import decimal_text
from perfgen.filing.walk import default_of, parts
from perfgen.source.arrange import arranged, text_of
from perfgen.source.compose import Composer
from perfgen.source.emit import Branch, Text, Tree, YamlEntry, emit, spaced, tree_data
from perfgen.source.expand import Expander
from perfgen.source.file_kind import kind_of
from perfgen.source.grammar import DESCRIPTION, LEVELS, NO_FIELDS, PROJECTS, document_models, project_model
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence, data
from perfgen.source.parse import Parsed, parse
from perfgen.source.remarks import comments, outline
from perfgen.source.text_file import SourceFile


class CanonicalFault(RuntimeError):  # noqa: N818
    """The canonical text would not say what it was made from: a fault of perfgen, not of the file."""


class ForeignFileError(FilingError):
    """A YAML file that holds neither a filing nor projects."""


def canonical(source: Path | Parsed, fields: Fields = NO_FIELDS) -> str:
    """The canonical text of one file: a filing, a project, or a list of projects. Includes stay as they are.

    `fields` are those of its layout: own fields stand in their order and are written as their kind is. Raises FilingError for a file with mistakes in its YAML (what its values mean is not looked at), and
    ForeignFileError for one that holds neither a filing nor projects.
    Raises CanonicalFault, a fault of perfgen's own, where the text would say something else.
    """
    parsed = source if isinstance(source, Parsed) else parse(source)
    root = _sound(parsed)
    before = parsed.file.text
    head, tree = outline(before, root)
    result = arranged(tree, kind_of(root), fields)
    text = emit(result, head)

    again = _composed(text, parsed.file.path)
    if data(again) != tree_data(result) or _meaning(again) != _meaning(root):
        raise CanonicalFault(f"{parsed.file.path}：重排后内容会变")
    if _remarks(text, again) != _remarks(before, root):
        raise CanonicalFault(f"{parsed.file.path}：重排后注释会变")
    return text


def write(filing: Filing, form: Form, head: Iterable[str] = ()) -> str:
    """The canonical text of a filing, in one file; the lines of `head` stand at its top as comments.

    What `form` asks for is written even where it is empty. Reading the text gives the filing back to the letter.
    Raises CanonicalFault, a fault of perfgen's own, where it would not.
    """
    fields = form.fields
    top = [f"# {line}".rstrip() for text in head for line in text.splitlines() or [""]]
    text = emit(arranged(_tree(filing, fields), form.model, fields), top)
    expander = Expander(lambda pattern: [pattern], form)
    again = data(expander.filing(_composed(text, Path())))
    if expander.found or form.model.model_validate(again, context=form) != filing:
        raise CanonicalFault(f"{filing.department.name}：写出的内容读不回来")
    return text


def said_by(filing: Filing, form: Form) -> dict[str, Any]:
    """What a filing says, as mappings, lists and texts by its labels, as `write` would write them; own fields beside the others."""
    said = tree_data(_tree(filing, form.fields))
    return dict(said) if isinstance(said, dict) else {}


# --- reading


def _sound(parsed: Parsed) -> Mapping | Sequence:
    """The tree of a file without mistakes."""
    if isinstance(parsed.root, Scalar) or (parsed.root is not None and kind_of(parsed.root) is None):
        hint = "从 版式: 写起是一份绩效文本，从 项目名称: 写起是一个项目"
        raise ForeignFileError(parsed.root.mark.diagnostic("MOD02", "这里应当是一份绩效文本或一个项目", hint))
    if parsed.found or parsed.root is None:
        raise FilingError(parsed.found)
    return parsed.root


def _composed(text: str, path: Path) -> Node:
    composer = Composer(SourceFile(path, text))
    try:
        root = composer.compose(text)
    except yaml.YAMLError as error:
        raise CanonicalFault(f"{path}：写出的不是 YAML（{error}）") from error
    if root is None or composer.found:
        said = "；".join(diagnostic.message for diagnostic in composer.found)
        raise CanonicalFault(f"{path}：写出的 YAML 有误（{said}）")
    return root


def _meaning(root: Node) -> Any:
    """What a file says, numbers read, and the codes of what is wrong with it: equal before and after."""
    kind = kind_of(root)
    whole = kind in document_models()
    document = next((one for one in document_models() if kind in (one, project_model(one))), Filing)
    if not whole and isinstance(root, Mapping):
        root = Sequence(root.mark, [root])
    if not whole:
        key = Scalar(PROJECTS[0], root.mark, root.mark)
        root = Mapping(root.mark, [(key, root)])
    expander = Expander(lambda pattern: [pattern], model=document)
    said = data(expander.filing(root))
    return _read(said), sorted(found.code for found in expander.found)


def _read(said: Any, label: str = "") -> Any:
    if isinstance(said, dict):
        inner = {key: PLAN if label == PLAN else key for key in said}
        return {key: _read(value, inner[key]) for key, value in said.items()}
    if isinstance(said, list):
        return [_read(item) for item in said]
    return text_of(label, said).value if isinstance(said, str) else said


# --- from the model


def _tree(value: Any, fields: Fields) -> Tree:
    """A part of the model as it would be written out in full."""
    if isinstance(value, SpendingPlan):
        return Branch(
            [YamlEntry(Text(f"{decimal_text(percent.copy_abs())}%"), Text(date)) for date, percent in value.items()]
        )
    if isinstance(value, Target):
        if value.parts is None:
            return Text(value.written)
        return Branch([YamlEntry(Text(part), Text(str(name))) for name, part in parts(value) if part], short=True)
    if isinstance(value, Model):
        needed = _needed(value, fields)
        # A level may be left out where the layout has no use for the list, but not stand there empty.
        said = [
            (str(label), part)
            for label, part in parts(value)
            if part is not None
            and not (label in LEVELS and part == "")
            and (label in needed or _holds(part, fields) or part != default_of(type(value), str(label)))
        ]
        return Branch([entry for label, part in said for entry in _entries(label, part, value, fields)])
    if isinstance(value, tuple):
        return Branch([YamlEntry(_tree(item, fields)) for item in value], keyed=False)
    return Text(f"{value.copy_abs():f}" if isinstance(value, Decimal) else str(value))


def _entries(label: str, part: Any, owner: Model, fields: Fields) -> list[YamlEntry]:
    """How a part of a model is written: under its label; own fields each under its name."""
    if label != OWN:
        return [YamlEntry(_tree(part, fields), Text(label))]
    scope = owner.scope
    kinds = {own.name: own.kind for own in fields.own.of(scope)} if scope else {}
    return [
        YamlEntry(Text(f"{decimal_text(value)}%" if kinds.get(name) == "百分比" else f"{value}"), Text(name))
        for name, value in part.items()
    ]


def _holds(part: Any, fields: Fields) -> bool:
    """Whether a part is a mapping in which something must be written, even where it says nothing."""
    return isinstance(part, Model) and part.scope is not None and bool(_needed(part, fields))


def _needed(value: Model, fields: Fields) -> frozenset[str]:
    """The labels of a model that are written even where they hold nothing."""
    scope = value.scope
    compulsory = frozenset(label for label, info in _info(type(value)).items() if info)
    said = {DESCRIPTION} if isinstance(value, Indicator) else set()  # left out, it would be the name
    return compulsory | said | (fields.required(scope) if scope else frozenset())


@cache
def _info(kind: type[Model]) -> dict[str, bool]:
    """By the labels of a model, whether it cannot do without."""
    return {info.alias or name: info.is_required() for name, info in kind.model_fields.items()}


def _remarks(text: str, root: Node) -> Counter[str]:
    return Counter(spaced(comment.text) for comment in comments(text, root))
