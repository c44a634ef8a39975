"""The YAML grammar as the models give it: which key belongs where, by its Chinese label and its English name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from perfgen.filing import Filing, Indicator, Project
from perfgen.filing.base import Model
from perfgen.source.nodes import Mapping, Node, Sequence

PROJECTS = ("预算项目", "专项资金")
"""Lists of projects, or of files that hold them."""
INDICATORS = "绩效指标"
OVERALL_INDICATORS = "整体绩效指标"
LEVELS = ("一级指标", "二级指标")
_SEVERAL = 3
NAME = "三级指标"
DESCRIPTION = "绩效指标描述"
BASIS = "指标值确定依据"
BASIS_ENGLISH = "basis"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping. `model` is the model its value (or each item of its value) is, None for plain values."""

    label: str
    english: str
    model: type[Model] | None = None
    many: bool = False

    @property
    def inside(self) -> type[Model] | None:
        """The model of what is labelled together with its owner; projects and rows of indicators have a way of their own."""
        return None if self.model in (Project, Indicator) else self.model


@cache
def keys(model: type[Model]) -> dict[str, Key]:
    """The keys of a model's mapping by label, in canonical order."""
    found = {}
    for english, field in model.model_fields.items():
        label = field.alias or english
        inner, many = _model_in(field.annotation)
        found[label] = Key(label, english, inner, many)
    if model is Project:
        # What most indicators repeat is said once, right before them.
        order = list(found.items())
        order.insert(list(found).index(INDICATORS), (BASIS, Key(BASIS, BASIS_ENGLISH)))
        return dict(order)
    return found


@cache
def labels(model: type[Model]) -> dict[str, str]:
    """Every way a key of the model may be written, and the label it means."""
    both = {key.english: label for label, key in keys(model).items()}
    return both | {label: label for label in keys(model)}


@cache
def models() -> tuple[type[Model], ...]:
    """Every model that is written as a mapping of labels, the filing first."""
    found: list[type[Model]] = [Filing]
    for model in found:
        found += [key.model for key in keys(model).values() if key.model and key.model not in found]
    return tuple(found)


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word that can be a key of a filing, longest first."""
    words = {word for model in models() for word in labels(model)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def parts() -> frozenset[str]:
    """Keys that take parts, not text."""
    found = {"资金支出计划", "spending_plan", "绩效指标", "indicators", "整体绩效指标"}
    for model in models():
        for label, key in keys(model).items():
            if key.model is not None and not key.many:
                found |= {label, key.english}
    return frozenset(found)


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


def _model_in(annotation: object) -> tuple[type[Model] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        labelled = any(field.alias for field in annotation.model_fields.values())
        return (annotation if labelled else None), False
    models = (_model_in(argument)[0] for argument in get_args(annotation))
    inner = next((model for model in models if model), None)
    return inner, inner is not None
