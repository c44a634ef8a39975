"""perfgen: Chinese county departments' 部门预算绩效文本, from YAML to Word.

For other programs: `load`, `validate`, `check`, `render`, `import_document`, `layout_names` and `kind_names`, see `perfgen.api`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfgen.api import (
        Diagnostic,
        Imported,
        Loaded,
        PerfgenError,
        Settings,
        check,
        import_document,
        kind_names,
        layout_names,
        load,
        render,
        validate,
    )

__version__ = "0.1.0"

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


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: a command needs only a part of it. Raises AttributeError for what is not there."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from perfgen import api  # noqa: PLC0415 -- see above

    return getattr(api, name)
