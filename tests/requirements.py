"""What pyproject.toml declares: requirements of perfgen, its extras and the groups, and the lowest version of each."""

from __future__ import annotations

from collections.abc import Iterator

import tomli
from packaging.requirements import Requirement
from packaging.specifiers import Specifier
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT


def of_perfgen() -> list[Requirement]:
    """What perfgen and its extras ask for."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [
        Requirement(text)
        for text in (
            *project["dependencies"],
            *(one for extra in extras() for one in project["optional-dependencies"][extra]),
        )
    ]


def of_the_workshop() -> list[Requirement]:
    """What testing and linting ask for besides."""
    groups = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    # A group that takes in another says so by a table; that one is among them itself.
    return [Requirement(text) for group in groups.values() for text in group if isinstance(text, str)]


def extras() -> list[str]:
    """The names of the extras."""
    return list(tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])


def bounds(requirement: Requirement) -> Iterator[Specifier]:
    """The parts of a requirement that say where its versions begin."""
    return (part for part in requirement.specifier if part.operator in (">=", "==", "~="))


def lowest(requirement: Requirement) -> Version:
    """The lowest version that a requirement takes. Raises ValueError where it does not say."""
    return max(Version(part.version) for part in bounds(requirement))


def name(requirement: Requirement) -> str:
    """The package in the one spelling that names are compared in."""
    return canonicalize_name(requirement.name)
