"""What a YAML file holds, told by its keys."""

from __future__ import annotations

from perfgen.filing.base import Model
from perfgen.source.grammar import document_models, keys, labels, project_model
from perfgen.source.nodes import Mapping, Node, Sequence

_SEVERAL = 3


def kind_of(root: Node | None) -> type[Model] | None:
    """What a file holds, told by its keys: a document, or projects (one, or a list of them) of one; None for neither.

    Where several have as many of its keys, it is the first of `document_models`, and a document before a project.
    """
    if isinstance(root, Sequence):
        return next((kind for item in root.items if (kind := _of_mapping(item))), None) and _of_projects(root)
    return _of_mapping(root)


def _of_projects(root: Sequence) -> type[Model]:
    """What the items of a list are, all of them taken together."""
    items = [key for item in root.items if isinstance(item, Mapping) for key, _ in item.items]
    written = {key.value or "" for key in items}
    return max(map(project_model, document_models()), key=lambda model: len(written & labels(model).keys()))


def _of_mapping(root: Node | None) -> type[Model] | None:
    if not isinstance(root, Mapping):
        return None
    written = {key.value or "" for key, _ in root.items}
    kinds = (*document_models(), *map(project_model, document_models()))
    known = {model: len(written & labels(model).keys()) for model in kinds}
    chinese = any(word in keys(model) for model in kinds for word in written)
    # `name: ci` is any tool's file: English keys alone must be several, and all known.
    if not chinese and not len(written) == max(known.values()) >= _SEVERAL:
        return None
    return max(known, key=lambda model: known[model])
