"""指标库: the indicators of a bureau's filings in one file, looked up by name and by what a project is about. Nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfgen import layouts
from perfgen.checking import Checkable, Gathered, load
from perfgen.checking.finding_key import by_names
from perfgen.checks.subject import INDICATORS, PROJECTS
from perfgen.errors import Diagnostic, what_befell
from perfgen.filing import Filing
from perfgen.library.adding import Added
from perfgen.library.adding import add as _add
from perfgen.library.holding import HeldFiling, held
from perfgen.library.holding import forget as _forget
from perfgen.library.kept import KeptFiling, kept
from perfgen.library.pasted import as_yaml, levels_in_order, remark
from perfgen.library.schema import LibraryError
from perfgen.library.searching import AskedProject, KnownIndicator, opened_library, usual_names
from perfgen.library.words import MissingSegmenterError
from perfgen.opinions import Decision, UnitOpinions
from perfgen.opinions.folder import kept_in
from perfgen.settings import Workspace
from perfgen.shown import visible
from perfgen.units import bare, same, unit_of
from perfgen.workspace import workspace_of


@dataclass(frozen=True, slots=True)
class LibraryAdded:
    """What came of filings that were to be added: the counts, why some could not be read, and how many files are no filings.

    `twice` are units of which there were several filings of a year: the last counts.
    """

    added: Added
    ill: Sequence[Diagnostic] = ()
    others: int = 0
    twice: Sequence[str] = ()


@dataclass(slots=True)
class _Told:
    ill: list[Diagnostic] = field(default_factory=list)
    others: int = 0


def library_of(path: Path) -> Path | None:
    """The library that the workspace of a path names. Raises WorkspaceError where its settings are not right."""
    return _named(workspace_of(path))


def _named(workspace: Workspace) -> Path | None:
    return workspace.beside(workspace.library.file) if workspace.library.file else None


def opinions_of(path: Path) -> Path | None:
    """The folder of a bureau's opinions that the workspace of a path names. Raises WorkspaceError."""
    workspace = workspace_of(path)
    return workspace.beside(workspace.departments.opinions) if workspace.departments.opinions else None


def add_filings(gathered: Gathered, target: Path, opinions: Path | None = None) -> LibraryAdded:
    """Put the filings gathered into the library at `target`; one that cannot be read or has mistakes is told and left out.

    `opinions` is the folder of what reviewers said, by which is counted what they sent back. Of a unit, year and kind the last one
    counts. Raises LibraryError where `target` is none or cannot be written, MissingSegmenterError where the extra is missing; then
    nothing is changed.
    """
    told = _Told()
    said = kept_in(opinions) if opinions else None
    told.ill += said.ill if said else ()
    of_units = [one for _, one in said.opinions] if said else []
    filings: dict[tuple[str, int | None, str], KeptFiling] = {}
    twice: dict[str, None] = {}
    for path, one in _filings(gathered, of_units, told):
        key = (one.whose, one.unit.year, one.unit.kind)
        if key in filings and path not in gathered.loose and filings[key] != one:
            twice[f"{one.unit.name} {one.unit.year} 年度"] = None
        filings[key] = one
    return LibraryAdded(_add(target, filings.values()), tuple(told.ill), told.others, tuple(twice))


def _filings(gathered: Gathered, opinions: Sequence[UnitOpinions], told: _Told) -> Iterator[tuple[Path, KeptFiling]]:
    """What is kept of each filing: documents first, so that YAML of the same unit and year takes their place."""
    for path in sorted(gathered.filings, key=lambda one: one not in gathered.loose):  # stable
        try:
            one = load(path)
        except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
            told.ill += what_befell(error, path)
            continue
        if one.errors:
            told.ill += one.errors
        elif not isinstance(one.subject.filing, Filing):
            told.others += 1
        else:
            yield path, kept(one.subject.filing, one.layout.kind, one.layout.name, _returned(one, opinions))


def _returned(one: Checkable, opinions: Iterable[UnitOpinions]) -> dict[tuple[int, int], int]:
    """How often reviewers sent each indicator back: what they decided of a finding in its row, or said of it in their own words."""
    filing = one.subject.filing
    unit = unit_of(filing, one.layout.kind)
    rows = [row for said in opinions if same(said.unit, unit) for row in said.rows]
    sent = [row for row in rows if row.decision == Decision.SENT_BACK.value]
    places = [row.key.place for row in sent if row.key]
    words = [row.where for row in sent if row.key is None]
    counts: dict[tuple[int, int], int] = {}
    for at, project in enumerate(filing.projects if sent else ()):
        for number, indicator in enumerate(project.indicators):
            place = by_names((PROJECTS, at, INDICATORS, number), filing)
            count = sum(said == place or said.startswith(f"{place} ") for said in places)
            count += sum(bare(project.name) in bare(said) and bare(indicator.name) in bare(said) for said in words)
            if count:
                counts[at, number] = count
    return counts


def search(path: Path, text: str, most: int = 5, level2: str = "") -> list[KnownIndicator]:
    """Indicators of the library at a path whose name says what a text says, the nearest first; of one 二级指标 where it is given.

    Raises LibraryError where there is no library or it cannot be read, MissingSegmenterError where the extra is missing.
    """
    with opened_library(path) as found:
        return found.search(text, most, level2=level2)


def pick(
    path: Path, project: str, about: str = "", most: int = 3, layout: Path | None = None
) -> dict[tuple[str, str], list[KnownIndicator]]:
    """What projects like one have, by 一级指标 and 二级指标 in the order of the form, at most so many of each.

    `project` is its name, `about` its 资金用途. Of a `layout`, by its folder, only the levels that it has, under its own names. Raises as
    `search`, and LayoutError where the layout has mistakes.
    """
    with opened_library(path) as opened:
        found = opened.suggest(AskedProject(project, about), most)
    taxonomy = layouts.load(layout).form.taxonomy if layout else {}
    tops = {bare(level2): (level1, level2) for level1, below in taxonomy.items() for level2 in below}
    told: dict[tuple[str, str], list[KnownIndicator]] = {}
    for key, rows in found.items():
        own = tops.get(bare(key[1])) if tops else key
        if own:
            told.setdefault(own, []).extend(rows)
    return {key: told[key][:most] for key in levels_in_order(told)}


def usual(path: Path, code: str, name: str, layout: Path, most: int = 30) -> dict[str, list[str]]:
    """The 三级指标 most used, by the 二级指标 of a layout (its folder): those of a department (编码, 名称) first, then those of all.

    Raises LibraryError where there is no library or it cannot be read, LayoutError where the layout has mistakes.
    """
    found = usual_names(path, code or bare(name), most)
    levels = [level2 for below in layouts.load(layout).form.taxonomy.values() for level2 in below]
    return {level2: found[bare(level2)] for level2 in levels if bare(level2) in found}


def usual_as_comments(found: Mapping[str, Sequence[str]], most: int = 8) -> str:
    """What `usual` gave as comments of YAML, a line for each 二级指标; empty where there is nothing."""
    lines = [f"# {visible(level2)}：{visible('、'.join(names[:most]))}" for level2, names in found.items()]
    head = "# 指标库里常用的三级指标（perfgen library pick 项目名称，可以照项目挑）："
    return "".join(f"{line}\n" for line in ([head, *lines] if lines else ()))


def forget(path: Path, meant: str, year: int | None = None) -> list[HeldFiling]:
    """Take out of the library at a path what a filing, by its file or folder, or a unit, by its code or name, brought; of one `year` where it is given.

    What was taken out is told; nothing where there was none. Raises LibraryError where there is no library or it cannot be written,
    FilingError where the file is there and cannot be read.
    """
    there = [one for one in held(path) if year in (None, one.year)]
    if Path(meant).exists():
        one = load(Path(meant))
        unit = unit_of(one.subject.filing, one.layout.kind)
        whose = unit.code or bare(unit.name)
        there = [at for at in there if (at.whose, at.year, at.kind) == (whose, unit.year, unit.kind)]
    else:
        there = [one for one in there if meant in (one.whose, one.code) or bare(meant) == bare(one.name)]
    return _forget(path, [(one.whose, one.year, one.kind) for one in there])


def pasted(found: Mapping[tuple[str, str], Sequence[KnownIndicator]]) -> str:
    """What `pick` gave as YAML, to be pasted into a project."""
    return as_yaml(found)


def used(one: KnownIndicator) -> str:
    """How an indicator was used, in words."""
    return remark(one)


__all__ = [
    "Added",
    "HeldFiling",
    "KnownIndicator",
    "LibraryAdded",
    "LibraryError",
    "MissingSegmenterError",
    "add_filings",
    "forget",
    "held",
    "library_of",
    "opinions_of",
    "pasted",
    "pick",
    "search",
    "used",
    "usual",
    "usual_as_comments",
]
