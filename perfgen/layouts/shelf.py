"""Where layouts stand: those that come with perfgen, found by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing import nearest
from perfgen.layouts.layout import LAYOUT_FILE, Layout, load

_PACKAGE = Path(__file__).parents[1]


@cache
def shipped(kind: str) -> Path:
    """A folder of data that comes with perfgen, `templates` or `schemas`.

    A wheel carries it inside the package; a checkout has it beside the package.
    """
    inside = _PACKAGE / "_data" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind


def names() -> tuple[str, ...]:
    """The names of the layouts that come with perfgen."""
    return tuple(sorted(file.parent.name for file in shipped("templates").glob(f"*/{LAYOUT_FILE}")))


@cache
def _seen() -> frozenset[str]:
    """The names there were when first asked for."""
    return frozenset(names())


def by_name(name: str) -> Layout:
    """The layout of that name. Raises LayoutError, without a place, where there is none."""
    if name not in _seen() and name not in names():
        raise LayoutError(
            Diagnostic(
                "LAY02", f"没有“{name}”这个版式", hint=f"{nearest(name, names())}；自己的版式，运行时加 --layout 文件夹"
            )
        )
    return load(shipped("templates") / name, linked=True)
