"""Every sum of a clean 自评表 and 运行监控表 broken at random: 总分, 得分, 分值, 执行率 and money. All of it is found, nothing else is said."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from perfgen.checking import load
from perfgen.checks import RULES, Subject, run
from perfgen.checks.outcome import execution_of
from perfgen.errors import Severity
from perfgen.filing import Results
from perfgen.kinds import by_name
from perfgen.scoring.exact import rounded
from tests.checks.clean import Data, Steps, get, plain_data, put
from tests.conftest import OF_RESULTS

_MOST = 25
"""So many mutants of each kind in each document."""
COLUMNS = ("年初预算数", "全年预算数", "执行数", "全年预计执行数")
OF_MONEY = {"01", "06", "07", "08", "14", "02", "03", "04", "05"}
"""What hangs on money: its 执行率, the points for that and their sum. Of 监控表, also what is expected of it."""


@dataclass(frozen=True)
class Whole:
    """A clean document in which everything that can be reckoned is written, and the rules that are for it."""

    family: str
    data: Data
    subject: Subject

    def said(self, data: Data) -> list[tuple[str, Steps]]:
        """Errors and reminders of changed data."""
        filing: Any = Results.model_validate(data, context=self.subject.form)
        subject = replace(self.subject, filing=filing)
        rules = [rule for rule in RULES.values() if rule.code.startswith(self.family)]
        return [
            (rule.code, finding.path)
            for rule, finding in run(subject, rules)
            if (finding.severity or rule.severity) is not Severity.INFO
        ]


@cache
def wholes() -> tuple[Whole, ...]:
    """The examples, filled in to the last number."""
    return tuple(map(_filled, OF_RESULTS))


def _filled(path: Any) -> Whole:
    one = load(path)
    subject, data = one.subject, plain_data(one.subject.filing)
    for form in subject.outcomes:
        for line in form.lines:
            rate = execution_of(line.spent)
            assert rate is not None
            data = put(data, (*line.path, "执行率"), f"{rounded(rate, 2)}%")
        if form.table:
            data = put(data, (*form.path, "总分"), f"{form.table.total.points}")
            for number, scored in enumerate(form.table.rows):
                data = put(data, form.row(number, "得分"), f"{scored.points}")
                data = put(data, form.row(number, "分值"), f"{scored.weight}")
    filing: Any = Results.model_validate(data, context=subject.form)
    family = next(one for one in ("EVA", "MON") if by_name(load(path).layout.kind).rules(f"{one}01"))
    return Whole(family, data, replace(subject, filing=filing))


Mutant = tuple[Data, str, Steps]
"""A broken document, the code of the rule that must find it, and where (the path of its finding begins so)."""


def _other(number: Decimal, chance: random.Random) -> Decimal:
    """Another number, as hands make it: a digit more or less, two that change places, a point that slips."""
    shift = Decimal(chance.choice(["0.02", "-0.02", "0.1", "1", "-1", "0.5", "3.7", "10"]))
    text = f"{number:.2f}"
    at = chance.randrange(len(text) - 1)
    swapped = "".join((*text[:at], text[at + 1], text[at], *text[at + 2 :]))
    options = [number + shift, number * 10, number / 10, *([Decimal(swapped)] if swapped.count(".") == 1 else [])]
    other = chance.choice(options).quantize(Decimal("0.01"))
    return other if other >= 0 and abs(other - number) >= Decimal("0.02") else number + Decimal("0.02")


def _points(one: Whole, chance: random.Random) -> Iterator[Mutant]:
    for form in one.subject.outcomes:
        for number, scored in enumerate(form.table.rows if form.table else ()):
            assert scored.points is not None
            assert scored.weight is not None
            path = form.row(number, "得分")
            for points in (_other(scored.points, chance), scored.weight + Decimal("0.01"), scored.weight * 2):
                if points != scored.points and points <= 1000:
                    code = "EVA02" if points > scored.weight else "EVA03"
                    yield put(one.data, path, f"{points:f}"), code, path


def _totals(one: Whole, chance: random.Random) -> Iterator[Mutant]:
    for form in one.subject.outcomes:
        if form.table:
            path = (*form.path, "总分")
            for shift in ("0.01", "-0.01", "-5"):
                yield put(one.data, path, f"{form.table.total.points + Decimal(shift)}"), "EVA01", path
            for _ in range(10):
                yield (
                    put(one.data, path, f"{min(_other(form.table.total.points, chance), Decimal(999))}"),
                    "EVA01",
                    path,
                )


def _weights(one: Whole, chance: random.Random) -> Iterator[Mutant]:
    for form in one.subject.outcomes:
        for number, scored in enumerate(form.table.rows if form.table else ()):
            assert scored.weight is not None
            for _ in range(4):
                other = min(_other(scored.weight, chance), Decimal(999))
                data = put(one.data, form.row(number, "分值"), f"{other}")
                yield put(data, form.row(number, "得分"), None), "EVA04", form.rows_path


def _rates(one: Whole, chance: random.Random) -> Iterator[Mutant]:
    code = {"EVA": "EVA06", "MON": "MON02"}[one.family]
    for form in one.subject.outcomes:
        for line in form.lines:
            path = (*line.path, "执行率")
            rate = Decimal(get(one.data, path).rstrip("%"))
            for other in (rate + Decimal("0.01"), rate - 1, *(_other(rate, chance) for _ in range(8))):
                yield put(one.data, path, f"{min(other, Decimal(999)):f}%"), code, path


def _money(one: Whole, chance: random.Random) -> Iterator[Mutant]:
    code = f"{one.family}{'05' if one.family == 'EVA' else '01'}"
    for form in one.subject.outcomes:
        for line in form.lines:
            for label in COLUMNS:
                amount = get(one.data, line.path).get(label)
                for _ in range(3 if amount else 0):
                    changed = put(one.data, (*line.path, label), f"{_other(Decimal(amount), chance)}")
                    yield changed, code, form.money_path


KINDS: dict[str, Callable[[Whole, random.Random], Iterator[Mutant]]] = {
    "总分": _totals,
    "得分": _points,
    "分值": _weights,
    "执行率": _rates,
    "资金": _money,
}


def test_what_is_written_as_it_is_reckoned_is_clean() -> None:
    assert [one.said(one.data) for one in wholes()] == [[], [], []]


@pytest.mark.parametrize("kind", KINDS)
def test_every_broken_sum_is_found_and_nothing_else_is_said(kind: str) -> None:
    missed, beside, tried = [], [], 0
    for number, one in enumerate(wholes()):
        chance = random.Random(f"{kind}{number}")
        mutants = [*KINDS[kind](one, chance)]
        for data, code, where in mutants[:: max(1, len(mutants) // _MOST)]:
            tried += 1
            said = one.said(data)
            if not any(found == code and path[: len(where)] == where for found, path in said):
                missed.append((code, where, get(data, where)))
            if kind == "分值":
                continue  # what rows are worth changes every sum
            implied = OF_MONEY if kind == "资金" else {""}
            beside += [(code, found, path) for found, path in said if found != code and found[3:] not in implied]
    assert tried >= 20
    assert (missed, beside) == ([], []), f"{tried} mutants"
