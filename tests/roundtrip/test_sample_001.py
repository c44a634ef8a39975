"""Sample 001, of the layout hebei-2021: built from its transcription, it says what the sample says.

Its dump lost cell borders and split words over lines, so it is compared with white space removed; each correction of
the reader's own damage is listed in `corrections_001`.
"""

from __future__ import annotations

import re
from pathlib import Path

from perfgen import building
from perfgen.docx import dump
from tests.conftest import OF_2021, SAMPLES
from tests.roundtrip.corrections_001 import flat

SAMPLE = SAMPLES / "001_7caf0c8bcc4a454c.txt"
FIRST = "一.部门整体绩效目标"


def test_built_001_says_what_the_sample_says(tmp_path: Path) -> None:
    built = re.sub(r"\[bookmark: [^]]*\]", "", dump(building.build(OF_2021, tmp_path / "built.docx")))
    body = re.sub(r"\s+", "", built[built.rindex(FIRST) :])
    wanted = flat(SAMPLE.read_text(encoding="utf-8"))
    assert len(wanted) > 12_000
    at = next((n for n, (one, other) in enumerate(zip(body, wanted, strict=False)) if one != other), len(wanted))
    assert body[: len(wanted)] == wanted, f"…{wanted[at - 30 : at + 30]}… / …{body[at - 30 : at + 30]}…"
    assert body[len(wanted) :] == "", "the sample breaks off, and so does its transcription"


def test_amounts_of_001_agree_with_themselves() -> None:
    """The document's own sums: DESIGN.md, section 6."""
    filing = building.prepare(OF_2021).filing
    assert filing.total(lambda project: project.budget) == 289
    assert sum(duty.budget or 0 for duty in filing.duties) == 289
