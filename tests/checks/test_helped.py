"""Many filings are checked with helpers: whatever becomes of them, what is found is what would be found alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from perfgen.checking import helped as module
from perfgen.checking.run import Review, review
from perfgen.checks import BROKEN, RULES, Finding
from tests.county import filing_of, seeded

RULES_RUN = tuple(RULES[code] for code in ("NUM01", "TXT02", "IND15", "WSP02"))
COUNT = 14


@pytest.fixture
def filings(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(1, COUNT):
        path = tmp_path / f"{number:02}.yaml"
        path.write_text(seeded(20) if number in (3, 11) else filing_of(number), encoding="utf-8")
        paths.append(path)
    (tmp_path / "坏的.yaml").write_text("预算项目: [", encoding="utf-8")
    return [*paths, tmp_path / "坏的.yaml"]


@pytest.fixture(autouse=True)
def _helpers_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_can_fork", lambda: True)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def said(reviews: Sequence[Review]) -> list[list[str]]:
    return [[str(one.diagnostic) for one in each.found] + [str(why) for why in each.failed] for each in reviews]


def alone(filings: list[Path], monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    with monkeypatch.context() as patch:
        patch.setattr(module, "_can_fork", lambda: False)
        return said(review(filings, RULES_RUN))


def test_the_same_is_found_as_alone(filings: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = alone(filings, monkeypatch)
    assert said(review(filings, RULES_RUN)) == wanted
    assert any(wanted)


def test_helpers_do_what_they_are_there_for(filings: list[Path]) -> None:
    """Who waits before asking finds the last ones done."""
    with module.helped(filings, RULES_RUN, lambda path: [] if path.stem != "01" else 1 / 0) as help_:
        found = []
        for number in range(len(filings)):
            if number == 1:
                for process, _ in help_._helpers:
                    process.join(20)
            found.append(help_.found(number))
    assert found[2:] == [[]] * (len(filings) - 2)
    assert found[0] is None


def test_a_helper_that_dies_takes_nothing_with_it(filings: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = alone(filings, monkeypatch)
    parent = os.getpid()
    sure = module.Help.found

    def dying(self: module.Help, number: int) -> object:
        for process, _ in self._helpers:
            os.kill(process.pid, signal.SIGKILL)
        assert os.getpid() == parent
        return sure(self, number)

    monkeypatch.setattr(module.Help, "found", dying)
    assert said(review(filings, RULES_RUN)) == wanted


def test_no_helper_is_left_over(filings: list[Path]) -> None:
    seen = []

    def stopped() -> None:
        with module.helped(filings, RULES_RUN, lambda _: []) as help_:
            seen.extend(process for process, _ in help_._helpers)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert seen
    assert not any(process.is_alive() for process in seen)


def test_a_few_filings_need_no_helper(filings: list[Path]) -> None:
    with module.helped(filings[:3], RULES_RUN, lambda _: []) as help_:
        assert help_._helpers == []
        assert help_.found(0) is None


def test_that_a_rule_of_another_package_broke_is_told_by_helpers_too() -> None:
    broken = [(BROKEN, Finding((), "规则 ABC01 自己出了错"))]
    assert module.Help([], None, [], broken).found(0) == broken
