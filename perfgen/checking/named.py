"""What a message is about, by the names a clerk looks for: “接待管理经费”产出指标/数量指标/接待批次 指标值."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from perfgen.checking.place import in_words
from perfgen.checks.subject import INDICATORS, OVERALL, PROJECTS, SPECIAL, Path
from perfgen.filing import Filing, Indicator, Project

_LONGEST = 60
"""A name of more characters is cut: one that fills a page would be said again in every message."""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The projects and indicators of a filing by their names; those that have a name in common are told apart by number."""

    filing: Filing
    _common: dict[Path, Counter[str]] = field(default_factory=dict)

    def about(self, path: Path) -> str:
        """What stands at a path, with the project it is in; empty for the filing as a whole."""
        return self._owner(path) + self.inside(path)

    def inside(self, path: Path) -> str:
        """What stands at a path within its project, or within the filing: 产出指标/数量指标/接待批次 指标值."""
        if len(path) > 1 and path[0] in (PROJECTS, SPECIAL) and isinstance(path[1], int):
            inner = path[2:]
            if len(inner) > 1 and inner[0] == INDICATORS and isinstance(inner[1], int):
                return self._row(path[:3], self._projects(path)[path[1]].indicators, inner[1:])
            return in_words(inner)
        if len(path) > 1 and path[0] == OVERALL and isinstance(path[1], int):
            return f"{OVERALL} {self._row((OVERALL,), self.filing.indicators, path[1:])}"
        return in_words(path[1:] if len(path) > 1 and isinstance(path[1], str) else path)

    def _projects(self, path: Path) -> Sequence[Project]:
        return self.filing.projects if path[0] == PROJECTS else self.filing.special_funds

    def _owner(self, path: Path) -> str:
        """The project a path leads into, by its name; empty where it leads into none."""
        if not (len(path) > 1 and path[0] in (PROJECTS, SPECIAL) and isinstance(path[1], int)):
            return ""
        projects, number = self._projects(path), path[1]
        name = _cut(projects[number].name)
        common = self._among(path[:1], (_cut(one.name) for one in projects))
        return f"“{name}”（第{number + 1}个）" if common[name] > 1 else f"“{name}”"

    def _among(self, owner: Path, names: Iterable[str]) -> Counter[str]:
        """How often each of the names is there; they are gone through once, however often it is asked."""
        if owner not in self._common:
            self._common[owner] = Counter(names)
        return self._common[owner]

    def _row(self, owner: Path, rows: Sequence[Indicator], path: Path) -> str:
        number = int(path[0])
        name = _classed(rows[number])
        again = f"（第{number + 1}行）" if self._among(owner, map(_classed, rows))[name] > 1 else ""
        return f"{name}{again} {in_words(path[1:])}".rstrip()


def _classed(one: Indicator) -> str:
    return "/".join(map(_cut, (one.level1, one.level2, one.name)))


def _cut(name: str) -> str:
    said = " ".join(name.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
