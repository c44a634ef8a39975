"""Two files, or the filings of two folders, compared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from perfgen import checking, loading
from perfgen.comparing import Comparison, compare
from perfgen.comparing.wording import Saying, sayings
from perfgen.errors import Diagnostic, PerfgenError, what_befell
from perfgen.filing import Document, Filing, Project
from perfgen.filing.advice import Prints
from perfgen.filing.base import Model, Scope
from perfgen.shown import near
from perfgen.source.discover import YAML
from perfgen.units import paired
from perfgen.versions.git import Revision, taken_out, told_of
from perfgen.versions.version import Version, read
from perfgen.workspace import workspace_of


class ComparisonError(PerfgenError):
    """Two things cannot be compared."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A filing in both its versions, None where it is on one side only; then there is nothing to compare."""

    before: Version | None
    after: Version | None
    comparison: Comparison | None = None
    said: tuple[Saying, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is different."""
        return self.comparison is None or bool(self.comparison)

    @property
    def name(self) -> str:
        """Whose filing it is, and of which year: that of the later one."""
        one = self.after or self.before
        return one.name if one else ""


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Everything that was compared, in the order of the later side, what is gone last; and what could not be read."""

    compared: tuple[Compared, ...]
    ill: tuple[Diagnostic, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is different."""
        return any(one.differs for one in self.compared)


def compared(
    before: Path | Revision,
    after: Path | Revision,
    year: int | None = None,
) -> Comparisons:
    """Compare two filings, or those in two folders that belong together.

    In folders those belong together that are of one unit, see `perfgen.units.paired`. One that lies there as YAML is not also looked for in Word files. `year` is the budget year of documents that do
    not tell it. Of two filings what keeps one from being read is raised as a PerfgenError; in folders it stops no other.
    Raises ComparisonError where there is no filing on one side, or the two are of different models.
    """
    with _opened(before) as one, _opened(after) as other:
        sides = [_Side.of(side, opened) for side, opened in ((before, one), (after, other))]
        ill: list[Diagnostic] = []
        if all(side.is_one for side in sides):
            left, right = (side.only(year) for side in sides)
            return Comparisons((side_by_side(left, right),))
        versions = [list(side.all(year, ill)) for side in sides]
    found = []
    for left_one, right_one in paired(_originals(versions[0]), _originals(versions[1]), lambda one: one.unit):
        found.append(side_by_side(left_one, right_one) if left_one and right_one else Compared(left_one, right_one))
    return Comparisons(tuple(found), tuple(ill))


def side_by_side(before: Version, after: Version) -> Compared:
    """Compare two versions of a filing. Raises ComparisonError where they are of different models."""
    if type(before.filing) is not type(after.filing):
        message = f"“{before.shown}”是{before.layout.kind}，“{after.shown}”是{after.layout.kind}，不能比较"
        raise ComparisonError(Diagnostic("CMP01", message, hint="比较同一种文本的两稿"))
    comparison = compare(*_as_far_as_both_say(before, after))
    percents = frozenset(
        one.name for scope in Scope for one in after.layout.form.fields.own.of(scope) if one.kind == "百分比"
    )
    return Compared(before, after, comparison, sayings(comparison, percents))


def _as_far_as_both_say(before: Version, after: Version) -> tuple[Document, Document]:
    """Both as they print; where one was read from a document of the other's layout, without what that layout does not print."""
    one, other = before.printed, after.printed
    if before.is_document == after.is_document or before.layout.name != after.layout.name:
        return one, other
    prints = loading.prints(before.layout)
    return (one, _without(other, one, prints)) if before.is_document else (_without(one, other, prints), other)


def _without(said: Document, document: Document, prints: Prints) -> Document:
    """A filing that says what a document says of all that is not printed."""
    if not isinstance(said, Filing) or not isinstance(document, Filing):
        return said
    hidden = {name: getattr(document, name) for name in _unprinted(said, (), prints) if name != "amount_unit"}
    if document.supervisor is not None and document.department == document.supervisor:
        hidden["department"] = document.department  # a form that prints only 主管部门 tells no other
    if "projects" not in hidden:
        hidden["projects"] = tuple(_emptied(one, ("预算项目",), prints) for one in said.projects)
    return said.model_copy(update=hidden)


def _unprinted(model: Model, path: tuple[str, ...], prints: Prints) -> list[str]:
    fields = type(model).model_fields.items()
    return [name for name, info in fields if info.alias and not prints((*path, info.alias))]


def _emptied(project: Project, path: tuple[str, ...], prints: Prints) -> Project:
    fields = type(project).model_fields
    hidden = [name for name in _unprinted(project, path, prints) if not fields[name].is_required()]
    return project.model_copy(update={name: fields[name].get_default(call_default_factory=True) for name in hidden})


def _originals(versions: Sequence[Version]) -> list[Version]:
    """Filings without the documents that were made of those in YAML."""
    written = {(one.unit.code, one.unit.kind, one.unit.year) for one in versions if not one.is_document}
    return [
        one for one in versions if not one.is_document or (one.unit.code, one.unit.kind, one.unit.year) not in written
    ]


# --- one side


@contextmanager
def _opened(side: Path | Revision) -> Iterator[Path]:
    """Where a side lies, for the block."""
    if isinstance(side, Path):
        yield side
        return
    with taken_out(side, (*YAML, *checking.documents())) as path:
        yield path


@dataclass(frozen=True, slots=True)
class _Side:
    """A file or folder at `path`, as somebody named it, and the filings there."""

    named: Path | Revision
    path: Path
    found: tuple[Path, ...] = field(default=())

    @classmethod
    def of(cls, side: Path | Revision, path: Path) -> _Side:
        found = checking.gather([path]).filings
        if not found:
            raise ComparisonError(
                Diagnostic("CMP01", f"“{side}”里没有绩效文本", hint="给出 YAML、Word 文件，或放着它们的文件夹")
            )
        return cls(side, path, found)

    @property
    def is_one(self) -> bool:
        """Whether it is one filing, and no folder of some."""
        return self.path.is_file() or self.found == (self.path,)

    def only(self, year: int | None) -> Version:
        return self._read(self.found[0], year)

    def all(self, year: int | None, ill: list[Diagnostic]) -> Iterator[Version]:
        """The filings, those that can be read; `ill` gets what there is to say of the others."""
        for path in self.found:
            try:
                yield self._read(path, year)
            except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
                ill += what_befell(error, path)

    def _read(self, path: Path, year: int | None) -> Version:
        if isinstance(self.named, Path):
            return read(path, near(path), workspace_of(path), year)
        there = Path(os.path.normpath(self.named.path / os.path.relpath(path, self.path)))
        try:
            return read(path, str(Revision(self.named.name, there)), workspace_of(there), year)
        except PerfgenError as error:
            raise type(error)(told_of(self.named, self.path, error.diagnostics)) from None
