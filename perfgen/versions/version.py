"""One version of a filing: what it says, as it prints, and the layout it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perfgen import checking
from perfgen.checking import Checkable
from perfgen.comparing import as_printed
from perfgen.errors import FilingError
from perfgen.filing import Document
from perfgen.layouts import Layout
from perfgen.settings import Workspace
from perfgen.source.discover import YAML
from perfgen.units import Unit, unit_of


@dataclass(frozen=True, slots=True)
class Version:
    """A filing, valid or as far as a document says it.

    `shown` is what it is called, `filing` what is written, `narrative` its finished texts by label. `is_document` for one
    that was read from a Word file or the like.
    """

    shown: str
    filing: Document
    narrative: Mapping[str, str]
    layout: Layout
    is_document: bool = False

    @property
    def printed(self) -> Document:
        """What a reader of the printed document sees."""
        return as_printed(self.filing, self.narrative, self.layout.reviewed_by)

    @property
    def unit(self) -> Unit:
        """Whose it is, of which year and kind."""
        return unit_of(self.filing, self.layout.kind)

    @property
    def name(self) -> str:
        """Whose it is, and of which year."""
        return f"{self.filing.department.name} {self.filing.year}年"


def read(path: Path, shown: str, workspace: Workspace, year: int | None = None) -> Version:
    """The filing in a YAML file, a folder, or a document. `shown` is what it is called, `workspace` whose settings count.

    `year` is the budget year of a document that does not tell it. Raises PerfgenError with everything that keeps it from being read.
    """
    found = checking.load(path, None, {}, year, workspace)
    if found.saved is not None:
        raise FilingError(found.errors)
    return version_of(found, shown)


def version_of(found: Checkable, shown: str) -> Version:
    """A filing that was read whole, as a version called `shown`."""
    is_document = found.path.is_file() and found.path.suffix.lower() not in YAML
    return Version(shown, found.subject.filing, found.subject.narrative, found.layout, is_document)
