"""The YAML grammar as the models and a layout's own fields give it: which key belongs where, by label and English name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, get_args, get_origin

from perfgen.filing import Filing, Indicator, Project
from perfgen.filing import labels as printed
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Fields, OwnField

PROJECTS = ("预算项目", "专项资金")
"""Lists of projects, or of files that hold them."""
INDICATORS, MEDIUM_INDICATORS = printed.INDICATORS, "中期绩效指标"
INDICATOR_LISTS = (INDICATORS, MEDIUM_INDICATORS)
"""The lists of indicators of a project."""
OVERALL, OVERALL_INDICATORS = "部门整体绩效目标", "整体绩效指标"
LEVELS = (printed.LEVEL1, printed.LEVEL2)
NAME, DESCRIPTION, BASIS = printed.INDICATOR, printed.DESCRIPTION, printed.BASIS
PLAN = "资金支出计划"
BASIS_ENGLISH = "basis"
TARGET = printed.TARGET
SIGN, UNIT = printed.SIGN_COLUMN, printed.UNIT_COLUMN
"""Columns of their own for the sign and the unit of a 指标值; in the model they are part of it."""
QUALITATIVE = "定性"
"""What stands for the sign of a 指标值 that is text."""

_IN_A_WAY_OF_THEIR_OWN = (Scope.PROJECT, Scope.INDICATOR)
"""What may stand in files of its own, and what may stand under its levels."""

NO_FIELDS = Fields()
"""The fields of a filing whose layout is not known: the standard ones."""


class Key(NamedTuple):
    """A key of a mapping. `model` is the model its value (or each item of its value) is, None for plain values."""

    label: str
    english: str
    model: type[Model] | None = None
    many: bool = False
    own: OwnField | None = None

    @property
    def inside(self) -> type[Model] | None:
        """The model of what is labelled together with its owner; projects and rows of indicators have a way of their own."""
        return None if self.model is not None and self.model.scope in _IN_A_WAY_OF_THEIR_OWN else self.model


@cache
def document_models() -> tuple[type[Model], ...]:
    """The models of documents whose projects and indicators may be written the short way."""
    from perfgen.filing import Results  # noqa: PLC0415 -- who reads a filing without mistakes needs none

    return Filing, Results


@lru_cache(maxsize=512)
def keys(model: type[Model], fields: Fields = NO_FIELDS) -> dict[str, Key]:
    """The keys of a model's mapping by label, in canonical order: as the layout has them, then the others.

    What most indicators repeat (指标值确定依据) is said once on the project, right before them.
    """
    found = {}
    for english, field in model.model_fields.items():
        label = field.alias or english
        if label != OWN:
            inner, many = _model_in(field.annotation)
            found[label] = Key(label, english, inner, many)
    if issubclass(model, Indicator):
        found |= {SIGN: Key(SIGN, "sign"), UNIT: Key(UNIT, "unit")}
    scope = model.scope
    found = {label: found[label] for label in (*_order(found, fields, scope), *found)}
    if scope and OWN in {field.alias for field in model.model_fields.values()}:
        found |= {own.name: Key(own.name, own.name, own=own) for own in fields.own.of(scope)}
    if model is Project:
        order = list(found.items())
        at = min(list(found).index(label) for label in INDICATOR_LISTS)
        order.insert(at, (BASIS, Key(BASIS, BASIS_ENGLISH)))
        return dict(order)
    return found


def _order(known: dict[str, Key], fields: Fields, scope: Scope | None) -> list[str]:
    """The labels in the layout's order, each where the model has the first of those it moves among."""
    wanted = [label for label in fields.uses.get(scope, {}) if label in known] if scope else []
    waiting = iter(wanted)
    return [next(waiting) if label in wanted else label for label in known]


@lru_cache(maxsize=512)
def labels(model: type[Model], fields: Fields = NO_FIELDS) -> dict[str, str]:
    """Every way a key of the model may be written, and the label it means."""
    both = {key.english: label for label, key in keys(model, fields).items()}
    return both | {label: label for label in keys(model, fields)}


@cache
def project_model(document: type[Model]) -> type[Model]:
    """What the projects of a document are; those of a 绩效文本 where it has none."""
    key = keys(document).get(PROJECTS[0])
    return key.model if key and key.model else Project


@cache
def row_model(owner: type[Model]) -> type[Model]:
    """What the rows of 绩效指标 are that a project or a document has."""
    found = (keys(owner).get(label) for label in (*INDICATOR_LISTS, OVERALL_INDICATORS))
    return next((key.model for key in found if key and key.model), Indicator)


def is_row(model: type[Model] | None) -> bool:
    """Whether a model is that of a row of 绩效指标."""
    return model is not None and issubclass(model, Indicator)


@cache
def models(root: type[Model] = Filing) -> tuple[type[Model], ...]:
    """Every model of a kind of document that is written as a mapping of labels, that of the document first."""
    found: list[type[Model]] = [root]
    for model in found:
        found += [key.model for key in keys(model).values() if key.model and key.model not in found]
    return tuple(found)


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word that can be a key of a filing, or of what came of it, longest first."""
    words = frozenset().union(*map(words_of, document_models()))
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def words_of(document: type[Model] = Filing) -> frozenset[str]:
    """Every word that can be a key of one kind of document."""
    return frozenset(word for model in models(document) for word in labels(model))


@cache
def known_keys() -> str:
    """The same and the checkpoints, as alternatives of a pattern."""
    return rf"{'|'.join(map(re.escape, vocabulary()))}|\d{{1,2}}月底"


@cache
def words() -> frozenset[str]:
    """Every word that can be a key of a filing."""
    return frozenset(vocabulary())


@cache
def parts() -> frozenset[str]:
    """Keys that take parts, not text."""
    return frozenset().union(*map(parts_of, document_models()))


@cache
def parts_of(document: type[Model] = Filing) -> frozenset[str]:
    """Keys of one kind of document that take parts, not text."""
    found = {PLAN, "spending_plan", *INDICATOR_LISTS, "indicators", "medium_indicators", OVERALL_INDICATORS}
    for model in models(document):
        for label, key in keys(model).items():
            if key.model is not None and not key.many:
                found |= {label, key.english}
    return frozenset(found)


@cache
def lists() -> frozenset[str]:
    """Keys that take a list of texts."""
    found = set()
    for model in (one for root in document_models() for one in models(root)):
        for english, field in model.model_fields.items():
            if get_origin(field.annotation) is tuple and not _model_in(field.annotation)[0]:
                found |= {field.alias or english, english}
    return frozenset(found)


def _model_in(annotation: object) -> tuple[type[Model] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        labelled = any(field.alias for field in annotation.model_fields.values())
        return (annotation if labelled else None), False
    models = (_model_in(argument)[0] for argument in get_args(annotation))
    inner = next((model for model in models if model), None)
    return inner, inner is not None
