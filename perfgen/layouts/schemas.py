"""The JSON Schema of what is written for layouts, as text."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.layouts.layout import Layout
from perfgen.shown import as_json
from perfgen.source.schema import filing_schema, project_schema

SCHEMAS = {"filing": filing_schema, "project": project_schema}
"""What makes the schema of each kind of file."""


def schema_text(kind: str, chosen: Iterable[Layout]) -> str:
    """A schema as the JSON text that is kept in schemas/: `kind` is ``filing`` or ``project``."""
    schema = SCHEMAS[kind]({one.name: one.form for one in chosen})
    return f"{as_json(schema, indent=2)}\n"
