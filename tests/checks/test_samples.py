"""The five samples, checked as imported: exactly what a reader found in them, and silence where there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfgen.checking import Found, load
from perfgen.checking.run import reviewed
from perfgen.checks import RULES
from perfgen.checks.subject import DUTIES, INDICATORS, NARRATIVE, OVERALL, PROJECTS
from perfgen.errors import Severity
from tests.checks.expected_samples import SAMPLES, Expected, parse
from tests.conftest import SAMPLES as TEXTS
from tests.roundtrip.corrections_001 import corrected


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Found]]:
    """A sample, and everything the rules find in it."""
    number = str(request.param)
    (file,) = TEXTS.glob(f"{number}_*.txt")
    text = file.read_text(encoding="utf-8")
    copy = tmp_path_factory.mktemp("samples") / file.name
    copy.write_text(corrected(text) if number == "001" else text, encoding="utf-8")
    loaded = load(copy, year=2025 if number == "003" else None)
    return number, list(reviewed(loaded, RULES.values()).found)


def place(found: Found) -> str:
    """Where a finding is, in the notation of the reader's tables."""
    path = found.finding.path
    if found.finding.place or not path:
        return "文档"
    top, *rest = path
    numbers = ".".join(str(step + 1) for step in rest if isinstance(step, int))
    labels = [str(step) for step in rest if isinstance(step, str)]
    if top == NARRATIVE:
        return labels[0]
    if top == PROJECTS and labels[:1] == [INDICATORS] and "." in numbers:
        return f"{numbers} {' '.join(labels[1:2])}".strip()
    if top == PROJECTS:
        number, *item = numbers.split(".")
        return " ".join((number, *labels, *item))
    if top == OVERALL:
        return f"整体 {numbers} {labels[0]}"
    assert top == DUTIES
    return f"职责 {numbers} {labels[-1]}"


def bare(words: str) -> str:
    return re.sub(r"\s|…$", "", words)


def agree(expected: Expected, found: Found) -> bool:
    """One rule at one place, about the same words: one may quote a little more around them than the other."""
    if (expected.code, expected.place) != (found.rule.code, place(found)):
        return False
    theirs, ours = bare(expected.quoted), bare(found.finding.quoted)
    return not theirs or theirs in ours or (ours != "" and ours in theirs)


def test_the_tool_finds_what_the_reader_found_and_nothing_else(sample: tuple[str, list[Found]]) -> None:
    number, findings = sample
    found = [one for one in findings if one.rule.severity is not Severity.INFO]
    missing = []
    for expected in parse(SAMPLES[number]):
        mine = next((one for one in found if agree(expected, one)), None)
        if mine is None:
            missing.append(expected)
        else:
            found.remove(mine)
    extra = [(one.rule.code, place(one), one.finding.quoted) for one in found]
    assert (missing, extra) == ([], [])


SILENT = {
    "PRJ02": ("000", "002", "003", "004"),  # 31 codes
    "NUM01": ("000", "001", "002", "003", "004"),
    "NUM05": ("000", "003", "004"),  # 20 numeric cost rows
    "XRF01": ("002",),
    "XRF02": ("002",),
    "NUM07": ("001",),
}


def test_what_must_be_silent_is(sample: tuple[str, list[Found]]) -> None:
    number, findings = sample
    silent = {code for code, numbers in SILENT.items() if number in numbers}
    assert {one.rule.code for one in findings} & silent == set()


def test_a_folder_and_its_document_are_found_the_same_faults(tmp_path: Path) -> None:
    """What is read from YAML and from the Word file built from it differs only where the document has a structure."""
    from perfgen import building
    from tests.conftest import FILINGS

    # A description that is left out is printed as the name, and in the document it is written there.
    everything_said = [rule for code, rule in RULES.items() if code != "IND06"]
    for filing in FILINGS:
        built = building.build(filing, tmp_path / f"{filing.stem}.docx")
        ours = [
            (one.rule.code, one.finding.path, one.finding.quoted)
            for one in reviewed(load(filing), everything_said).found
        ]
        theirs = [
            (one.rule.code, one.finding.path, one.finding.quoted)
            for one in reviewed(load(built), everything_said).found
        ]
        assert sorted(map(str, ours)) == sorted(map(str, theirs)), filing
