"""What the library keeps of a filing: whose it is, its projects, and their 绩效指标 as they were written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from perfgen.filing import Filing, Indicator
from perfgen.units import Unit, bare, unit_of

Returned = Mapping[tuple[int, int], int]
"""How often reviewers sent an indicator back, by the numbers of its project and of itself from 0."""


@dataclass(frozen=True, slots=True)
class KeptIndicator:
    """One row of a 绩效指标 table. `target` is the 指标值 as written, `operator` and `unit` are parts of it, empty where it has none."""

    level1: str
    level2: str
    name: str
    description: str
    target: str
    operator: str
    unit: str
    basis: str
    returned: int = 0


@dataclass(frozen=True, slots=True)
class KeptProject:
    """A project: its name, what it is about (资金用途, 绩效目标), and its rows."""

    name: str
    about: str
    indicators: tuple[KeptIndicator, ...]


@dataclass(frozen=True, slots=True)
class KeptFiling:
    """A filing: whose, of which year and kind; the name of its layout; its projects that have indicators."""

    unit: Unit
    layout: str
    projects: tuple[KeptProject, ...]

    @property
    def whose(self) -> str:
        """What its unit is known by: the code, or the name where it has none."""
        return self.unit.code or bare(self.unit.name)

    @property
    def fingerprint(self) -> str:
        """What tells it from a changed one."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:32]


def kept(filing: Filing, kind: str, layout: str, returned: Returned) -> KeptFiling:
    """What the library keeps of a filing of a kind and a layout, by their names."""
    projects = [
        KeptProject(
            one.name,
            "\n".join(filter(None, (one.purpose, *one.goals))),
            tuple(_row(row, returned.get((at, number), 0)) for number, row in enumerate(one.indicators) if row.name),
        )
        for at, one in enumerate(filing.projects)
    ]
    return KeptFiling(unit_of(filing, kind), layout, tuple(one for one in projects if one.indicators))


def _row(one: Indicator, returned: int) -> KeptIndicator:
    description = "" if bare(one.description) == bare(one.name) else one.description
    target = one.target
    return KeptIndicator(
        one.level1, one.level2, one.name, description, target.written.strip(), target.operator or "", target.unit or "",
        one.basis, returned,
    )  # fmt: skip
