"""No version that pyproject.toml allows, and none that is installed here, has a vulnerability we know of."""

from __future__ import annotations

import re
from importlib.metadata import distributions

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT
from tests.requirements import lowest, name, of_perfgen, of_the_workshop

LIST = tomli.loads((ROOT / "tests" / "audit" / "known.toml").read_text(encoding="utf-8"))
DECLARED = [*of_perfgen(), *of_the_workshop()]
INSTALLED = {
    canonicalize_name(one.metadata["Name"]): Version(one.version) for one in distributions() if one.metadata["Name"]
}


def known(package: str, version: Version) -> list[str]:
    """The vulnerabilities of a version of a package."""
    return [
        f"{package} {version}: {', '.join(one['ids'])}, {one['what']}"
        for one in LIST["known"]
        if one["package"] == package and version in SpecifierSet(one["affected"], prereleases=True)
    ]


def test_the_list_finds_what_it_is_there_for() -> None:
    assert known("pdfminer-six", Version("20251107")) != []
    assert known("jinja2", Version("3.1.5")) != []
    assert known("jinja2", Version("3.1.6")) == []


@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_no_declared_minimum_is_vulnerable(requirement: Requirement) -> None:
    assert known(name(requirement), lowest(requirement)) == []


def test_nothing_installed_is_vulnerable() -> None:
    assert [said for package, version in INSTALLED.items() for said in known(package, version)] == []


def test_every_requirement_was_looked_at() -> None:
    looked_at = {one["package"] for one in LIST["known"]}
    assert looked_at & set(LIST["without"]) == set()
    assert {name(requirement) for requirement in DECLARED} - looked_at == set(LIST["without"])


def test_entries_can_be_checked() -> None:
    for one in LIST["known"]:
        assert one["package"] == canonicalize_name(one["package"])
        assert one["ids"]
        assert all(re.fullmatch(r"CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+", id_) for id_ in one["ids"])
        assert one["what"]


def test_the_pdf_reader_unpickles_nothing() -> None:
    """The flaw itself, whatever its number: a PDF names a CMap, and what is read for it runs no code."""
    from pdfminer import cmapdb

    assert not hasattr(cmapdb, "pickle")
