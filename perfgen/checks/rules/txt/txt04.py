"""TXT04: goals copied from 资金用途, or written twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.figures import figures_in
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.checks.texts import normalised, runs
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        goals, purpose = placed.project.goals, placed.project.purpose
        if normalised(purpose) and normalised("".join(goals)) == normalised(purpose):
            yield Finding(
                placed.at("绩效目标"),
                "绩效目标照抄了资金用途",
                "资金用途写钱花在哪里，绩效目标写花钱要达到什么、达到多少",
                "".join(goals),
            )
        first: dict[str, int] = {}
        for number, goal in enumerate(goals):
            said = normalised(goal)
            if said and first.setdefault(said, number) != number:
                yield Finding(
                    placed.at("绩效目标", number),
                    f"和第{first[said] + 1}条一字不差",
                    "删去一条，或者换成要写的那件事",
                    goal.strip(),
                )
        yield from _alike(placed)


def _alike(placed: PlacedProject) -> Iterator[Finding]:
    """Goals that say the same numbers of the same things in other words."""
    goals = placed.project.goals[:_MOST]
    said = [(_numbers(goal), runs(goal, 2)) for goal in goals]
    for number, (numbers, pairs) in enumerate(said):
        for earlier, (its, words) in enumerate(said[:number]):
            shared = len(pairs & words) / (min(len(pairs), len(words)) or 1)
            enough = _SAME if len(numbers) > 1 else _NEARLY_ALL
            if (
                numbers
                and numbers == its
                and enough <= shared
                and normalised(goals[number]) != normalised(goals[earlier])
            ):
                yield Finding(
                    placed.at("绩效目标", number),
                    f"和第{earlier + 1}条说的是同一件事，数也一样",
                    "合成一条，或者换成要写的那件事",
                    goals[number].strip(),
                )
                break


_MOST = 30
_SAME, _NEARLY_ALL = 0.4, 0.7
"""The share of the shorter goal's pairs of characters that the other has too: with several numbers the same, and with one."""


def _numbers(goal: str) -> frozenset[tuple[str, Decimal]]:
    return frozenset((one.unit, one.value) for one in figures_in(goal))


RULE = Rule(
    "TXT04",
    Severity.WARNING,
    "绩效目标照抄资金用途，或者写了两遍",
    "资金用途说钱用来做什么，绩效目标说做到什么程度；两处一字不差，等于没有写目标。同一个项目的两条目标一字不差，或者换个说法写同一件事、同几个数，也报。",
    Example(
        bad="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换教室灯具和线路]}\n",
        good="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换240间教室的灯具和线路，照度达标]}\n",
    ),
    "样本 玉田县人民政府办公室2025：七个项目中四个",
    Tag.NOT_QUANTIFIED,
    _find,
)
