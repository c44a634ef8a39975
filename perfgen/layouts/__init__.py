"""Layouts: loading a layout folder, and turning a filing into what its template sees."""

from perfgen.layouts.layout import Layout, load
from perfgen.layouts.shelf import by_name, names, shipped
from perfgen.layouts.shows import shows
from perfgen.layouts.view import view

__all__ = ["Layout", "by_name", "load", "names", "shipped", "shows", "view"]
