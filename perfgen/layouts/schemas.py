"""The JSON Schema of what is written for layouts, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from perfgen.filing import Form, Results
from perfgen.layouts.layout import Layout
from perfgen.shown import as_json
from perfgen.source.schema import filing_schema, project_schema, results_schema

SCHEMAS: dict[str, Callable[[Mapping[str, Form]], dict[str, Any]]] = {
    "filing": filing_schema,
    "project": project_schema,
    "results": results_schema,
    "results-project": partial(project_schema, document_model=Results),
}
"""What makes the schema of each kind of file."""


def schema_text(kind: str, chosen: Iterable[Layout]) -> str:
    """A schema as the JSON text that is kept in schemas/: `kind` is a key of `SCHEMAS`."""
    schema = SCHEMAS[kind]({one.name: one.form for one in chosen})
    return f"{as_json(schema, indent=2)}\n"
