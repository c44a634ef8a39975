"""What other programs may use of perfgen, and all that the commands use of it. See docs/接口.md.

By subject: `filings` (read, held valid), `rules` (checked), `documents` (read into YAML, and as text), `outputs` (made into
Word files and PDFs), `layouts` (what there is, and schemas), `tidying` (YAML in its canonical form), `files` (written whole or
not at all) and `shown` (safe for a screen). What is asked for of the package itself is imported then.

Nothing here prints, ends the process, or keeps anything between calls but compiled templates; all of it may be called from
several threads. `load`, `validate`, `check`, `render` and `import_document` look for no settings and write nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfgen.api.documents import Imported, import_document
    from perfgen.api.filings import Loaded, Settings, load, render, validate
    from perfgen.api.layouts import kind_names, layout_names
    from perfgen.api.rules import check
    from perfgen.errors import Diagnostic, PerfgenError

__all__ = [
    "Diagnostic",
    "Imported",
    "Loaded",
    "PerfgenError",
    "Settings",
    "check",
    "import_document",
    "kind_names",
    "layout_names",
    "load",
    "render",
    "validate",
]

_STANDS_IN = {
    "perfgen.api.documents": ("Imported", "import_document"),
    "perfgen.api.filings": ("Loaded", "Settings", "load", "render", "validate"),
    "perfgen.api.layouts": ("kind_names", "layout_names"),
    "perfgen.api.rules": ("check",),
    "perfgen.errors": ("Diagnostic", "PerfgenError"),
}


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: a command needs only a part of it. Raises AttributeError for what is not there."""
    module = next((module for module, names in _STANDS_IN.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module), name)
