"""What a YAML file holds, told by its keys."""

from __future__ import annotations

from perfgen.filing import Filing, Project
from perfgen.filing.base import Model
from perfgen.source.grammar import keys, labels
from perfgen.source.nodes import Mapping, Node, Sequence

_SEVERAL = 3


def kind_of(root: Node | None) -> type[Model] | None:
    """What a file holds, told by its keys: a filing, or projects (one, or a list of them); None for neither."""
    if isinstance(root, Sequence):
        return Project if any(kind_of(item) for item in root.items) else None
    if not isinstance(root, Mapping):
        return None
    written = {key.value or "" for key, _ in root.items}
    filing, project = (len(written & labels(model).keys()) for model in (Filing, Project))
    chinese = any(word in keys(model) for model in (Filing, Project) for word in written)
    # `name: ci` is any tool's file: English keys alone must be several, and all known.
    if not chinese and not len(written) == max(filing, project) >= _SEVERAL:
        return None
    return Filing if filing >= project else Project
