"""Pages of HTML from the templates in data/: they escape what they print, show what would be obeyed, and ask for nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from perfgen.shown import visible

_ENVIRONMENT = Environment(
    loader=PackageLoader("perfgen.reports", "data"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True, finalize=lambda said: visible(said) if type(said) is str else said,
)  # fmt: skip


def page(template: str, **data: Any) -> str:
    """The template of that name, filled in."""
    return _ENVIRONMENT.get_template(template).render(**data)
