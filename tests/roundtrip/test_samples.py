"""The four sample filings of hebei-2022: built from their transcription, they say what the samples say."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from tests.conftest import TRANSCRIBED

BOOKMARK = re.compile(r"\[bookmark: [^]]*\]")
FIRST = re.compile(r"\s*(\[bookmark: [^]]*\])*一、总体绩效目标")

# Where the layout does not repeat a slip of the hand, or cannot: line of the sample -> line of the built file.
SLIPS = {
    "000": {},
    "002": {},
    "003": {},
    # A page break typed in front of the paragraph was dumped as a blank; the layout's styles break the page.
    "004": {
        " 一、总体绩效目标": "一、总体绩效目标",
        " 第二部分": "第二部分",
        " 1.城区微型站运维费绩效目标表": "1.城区微型站运维费绩效目标表",
    },
}
# 000 breaks off after this many lines, in the second row of the indicators of its sixth project.
BREAKS_OFF = {"000": 428}


def lines(text: str, *, bookmarks: bool) -> list[str]:
    """The lines from 一、总体绩效目标 on, without blank lines and blanks at line ends."""
    if not bookmarks:
        text = BOOKMARK.sub("", text)
    kept = [line for line in (line.rstrip() for line in text.split("\n")) if line]
    start = next(number for number, line in enumerate(kept) if FIRST.fullmatch(line))
    return kept[start:]


@pytest.mark.parametrize("sample", TRANSCRIBED)
def test_a_built_sample_says_what_the_sample_says(sample: str, tmp_path: Path) -> None:
    original, filing = TRANSCRIBED[sample]
    built = lines(dump(building.build(filing, tmp_path / "built.docx")), bookmarks=False)
    wanted = lines(original.read_text(encoding="utf-8"), bookmarks=False)
    slips = SLIPS[sample]
    assert slips.keys() <= set(wanted), "a slip that is not in the sample"
    wanted = [slips.get(line, line) for line in wanted]
    if sample in BREAKS_OFF:
        assert len(wanted) == BREAKS_OFF[sample]
        assert wanted[-1] == "\t改造工程合格率"
        built = built[: len(wanted)]
    assert built == wanted, "\n".join(unified_diff(wanted, built, lineterm="", n=1))


def test_002_has_every_bookmark_on_its_line(tmp_path: Path) -> None:
    original, filing = TRANSCRIBED["002"]
    built = lines(dump(building.build(filing, tmp_path / "built.docx")), bookmarks=True)
    wanted = lines(original.read_text(encoding="utf-8"), bookmarks=True)
    assert built == wanted, "\n".join(unified_diff(wanted, built, lineterm="", n=1))
    assert sum(BOOKMARK.search(line) is not None for line in wanted) == 6
