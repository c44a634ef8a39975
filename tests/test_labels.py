"""The table of printed labels: true to the models, unambiguous, and the only one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfgen.filing import Activity, Filing, FundSources, Indicator, Overall, Project, labels
from perfgen.filing.base import Model
from perfgen.filing.labels import Table, key, spelled
from tests.conftest import ROOT

IMPORTING = ROOT / "perfgen" / "importing"
EVERY = (
    labels.TOP, labels.AMOUNTS, labels.ROW_HEADS, labels.ITEMS, labels.COLUMNS, labels.MORE_COLUMNS, labels.VALUE_COLUMNS,
    labels.TARGET_PARTS, labels.DUTY_COLUMNS, labels.SECTIONS,
    labels.SOURCE_ITEMS, labels.WHOLE_ITEMS,
)  # fmt: skip
OF_A_PROJECT = (labels.TOP, labels.AMOUNTS, labels.ROW_HEADS, labels.ITEMS)
IN_A_TABLE = (*OF_A_PROJECT, labels.SOURCE_ITEMS, labels.WHOLE_ITEMS)
NO_FIELDS = {labels.MONEY, labels.GRADING}
"""Heads over several fields."""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize(
    ("model", "tables"),
    [
        (Project, OF_A_PROJECT),
        (Indicator, (labels.COLUMNS, labels.MORE_COLUMNS)),
        (Activity, (labels.DUTY_COLUMNS,)),
        (Overall, (labels.SECTIONS,)),
        (FundSources, (labels.SOURCE_ITEMS,)),
        (Filing, (labels.WHOLE_ITEMS,)),
    ],
)
def test_every_label_is_one_of_its_model(model: type[Model], tables: tuple[Table, ...]) -> None:
    known = {field.alias for field in model.model_fields.values()}
    assert {label for table in tables for label in table} - NO_FIELDS <= known


def test_a_word_means_one_label_where_it_stands() -> None:
    for together in (IN_A_TABLE, (labels.COLUMNS, labels.MORE_COLUMNS, labels.VALUE_COLUMNS), (labels.DUTY_COLUMNS,)):
        words = [key(word) for table in together for label, more in table.items() for word in {label, *more}]
        assert len(words) == len(set(words))


def test_labels_of_other_forms_are_none_that_is_read() -> None:
    read = {word for table in EVERY for word in spelled(table)}
    assert read & set(map(key, labels.OF_OTHER_FORMS)) == set()


def test_further_words_for_a_label() -> None:
    assert spelled(labels.TOP, {"项目名称": ["专项 名称："]})["专项名称"] == "项目名称"


def test_no_other_module_of_import_spells_a_synonym() -> None:
    standard = {key(label) for table in EVERY for label in table} | {key(name) for name in Filing.model_fields}
    synonyms = {key(word) for table in EVERY for words in table.values() for word in words} - standard
    synonyms = {word for word in synonyms if len(word) > 2}  # 职责 is a word of messages
    found = [
        (path.name, line) for path in IMPORTING.rglob("*.py") for line, text in strings(path) if key(text) in synonyms
    ]
    assert found == []


def test_formats_know_no_label() -> None:
    known = {word for table in EVERY for word in spelled(table)} | set(map(key, labels.OF_OTHER_FORMS))
    found = [
        (path.name, line, text)
        for path in (IMPORTING / "formats").glob("*.py")
        for line, text in strings(path)
        if key(text) in known
    ]
    assert found == []
    for path in (IMPORTING / "formats").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "hebei" not in text, path
        assert "perfgen.filing.labels import key\n" in text or "perfgen.filing.labels" not in text, path
