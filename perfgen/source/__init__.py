"""YAML text ⇄ filing: reading with places, and writing canonical YAML."""

from typing import TYPE_CHECKING, Any

from perfgen.source.discover import filing_of, is_foreign
from perfgen.source.reader import FILING_FILE, filing_file, read
from perfgen.source.reading import YamlReading

if TYPE_CHECKING:
    from perfgen.source.writer import ForeignFileError, canonical, write

__all__ = [
    "FILING_FILE",
    "ForeignFileError",
    "YamlReading",
    "canonical",
    "filing_file",
    "filing_of",
    "is_foreign",
    "read",
    "write",
]


def __getattr__(name: str) -> Any:
    """What writes is imported when it is asked for: most commands only read."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from perfgen.source import writer  # noqa: PLC0415 -- see above

    return getattr(writer, name)
