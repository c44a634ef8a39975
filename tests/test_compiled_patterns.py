"""What patterns are compiled to is kept for the next command, and is what compiling them anew gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfgen import compiled
from perfgen.compiled import Compiled, pattern_of, recall_by, revived, taken_down
from tests.conftest import MODEL

_SOME = [
    ("[0-9]+月", 0),
    ("(?P<year>20[0-9]{2})年(?:度)?", 0),
    ("(x)(?P<b>y)?(z)", re.IGNORECASE),
    ("^甲|乙$", re.MULTILINE),
    (r"(?i:o)[\w-]*\Z", re.DOTALL),
    (b"TOC\\b", 0),
    ("", 0),
]

_COUNTING = """
import sys
from perfgen import compiled
made = []
steps = compiled.taken_down
compiled.taken_down = lambda *asked: made.append(asked) or steps(*asked)
from perfgen.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    print(stop.code, len(made))
"""


@pytest.fixture(autouse=True)
def as_in_a_new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_known", compiled._Known())


@pytest.mark.parametrize(("written", "flags"), _SOME)
def test_code_gives_the_pattern_that_compiling_gives(written: str | bytes, flags: int) -> None:
    known = taken_down(written, flags)
    assert known is not None
    assert revived(written, known) == re.compile(written, flags)


def test_what_is_recalled_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {asked: taken_down(*asked) for asked in _SOME}
    recall_by(lambda: {asked: one for asked, one in known.items() if one})
    monkeypatch.setattr(compiled, "taken_down", None)
    for written, flags in _SOME:
        assert pattern_of(written, flags) == re.compile(written, flags)  # type: ignore[type-var]  # str or bytes
    assert not compiled.compiled_since()


def test_a_python_that_compiles_otherwise_compiles_all(monkeypatch: pytest.MonkeyPatch) -> None:
    recall_by(dict[compiled.Asked, Compiled])
    monkeypatch.setattr(compiled, "import_module", lambda _: object())
    assert pattern_of("[0-9]+月").findall("3月6日") == ["3月"]
    assert not compiled.compiled_since()


def test_without_a_command_nothing_is_noted() -> None:
    assert pattern_of("甲|乙").findall("甲乙") == ["甲", "乙"]
    assert not compiled.compiled_since()


def test_what_is_no_pattern_is_told_with_and_without() -> None:
    with pytest.raises(re.error):
        pattern_of("(")
    recall_by(dict[compiled.Asked, Compiled])
    with pytest.raises(re.error):
        pattern_of("(")


def _check(folder: Path) -> tuple[int, list[str]]:
    """How many patterns a check compiles whose user keeps things in a folder, and what it says."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "LOCALAPPDATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", _COUNTING, "check", "--info", MODEL],
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    *said, last = done.stdout.splitlines()
    return int(last.split()[1]), [last.split()[0], *said]


def test_the_second_command_compiles_nothing_the_first_did(tmp_path: Path) -> None:
    first, said = _check(tmp_path)
    second, said_again = _check(tmp_path)
    assert first > 100
    assert (second, said_again) == (0, said)
    (kept,) = tmp_path.rglob("patterns/*")
    kept.write_bytes(kept.read_bytes()[:-9] + b"damaged..")
    damaged, said_again = _check(tmp_path)
    assert damaged > 100
    assert said_again == said
    assert _check(tmp_path) == (0, said)
    if sys.platform != "win32":
        kept.chmod(0o666)  # others may have written it
        assert _check(tmp_path)[0] > 100
