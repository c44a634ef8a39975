"""Layouts: found by name, loaded from their folders, and what they print."""

from perfgen.layouts.data import shipped
from perfgen.layouts.layout import Layout, load
from perfgen.layouts.place import LayoutPlace, Origin
from perfgen.layouts.shelf import Shelf, by_name, names, shipped_layouts
from perfgen.layouts.shows import shows

__all__ = [
    "Layout",
    "LayoutPlace",
    "Origin",
    "Shelf",
    "by_name",
    "load",
    "names",
    "shipped",
    "shipped_layouts",
    "shows",
]
