"""Layouts: found by name, loaded from their folders, and what they print."""

from perfgen.layouts.layout import Layout, load
from perfgen.layouts.shelf import by_name, names, shipped
from perfgen.layouts.shows import shows

__all__ = ["Layout", "by_name", "load", "names", "shipped", "shows"]
