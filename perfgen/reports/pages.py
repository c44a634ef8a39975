"""Pages of HTML from the templates in data/: they escape what they print, and ask for nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_ENVIRONMENT = Environment(
    loader=PackageLoader("perfgen.reports", "data"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def page(template: str, **data: Any) -> str:
    """The template of that name, filled in."""
    return _ENVIRONMENT.get_template(template).render(**data)
