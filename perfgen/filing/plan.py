"""资金支出计划: how much of the money is spent by each checkpoint, cumulative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise

from pydantic import ConfigDict, RootModel, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault, together
from perfgen.filing.form import form_of
from perfgen.filing.numbers import Percent, decimal_text
from perfgen.filing.text import Line, shortened

_MOST_FAULTS = 20
"""So many faults of one plan are told: more have one cause."""


class SpendingPlan(RootModel):  # type: ignore[type-arg]  # one with parameters is a second model, built at every start
    """Cumulative percentages by checkpoint (3月底, 6月底, 10月底, 12月底), in order; none falls, the last is 100 %."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    root: dict[Line, Percent]

    def items(self) -> Iterator[tuple[str, Decimal]]:
        """Checkpoints and their percentages, in order."""
        return iter(self.root.items())

    @model_validator(mode="after")
    def _runs_to_the_end(self, info: ValidationInfo) -> SpendingPlan:
        form = form_of(info)
        checkpoints = form.checkpoints if form and form.checkpoints else tuple(self.root)  # a form without a plan
        faults = [*islice(_misnamed(self.root, checkpoints), _MOST_FAULTS)]
        if faults:
            raise together(faults)
        return SpendingPlan.model_construct(root={checkpoint: self.root[checkpoint] for checkpoint in checkpoints})


def _misnamed(plan: dict[str, Decimal], checkpoints: tuple[str, ...]) -> Iterator[PydanticCustomError]:
    for checkpoint in plan:
        if checkpoint not in checkpoints:
            yield fault(
                f"资金支出计划里没有“{shortened(checkpoint)}”这个时点",
                f"可以写：{'、'.join(checkpoints)}",
                at=(checkpoint,),
            )
    missing = [checkpoint for checkpoint in checkpoints if checkpoint not in plan]
    if (missing or not checkpoints) and len(plan) <= len(checkpoints) - len(missing):
        yield fault(f"资金支出计划缺少{'、'.join(missing) or '时点'}", "每个时点都写累计百分数，如 3月底: 25%")


def out_of_step(plan: Mapping[str, Decimal], checkpoints: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where a plan falls or does not end at 100 %: the path to it, what is wrong, and how to put it right."""
    steps = [(checkpoint, plan[checkpoint]) for checkpoint in checkpoints if checkpoint in plan]
    for (before, less), (after, more) in pairwise(steps):
        if more < less:
            yield (
                (after,),
                f"资金支出计划是累计数，{after}的 {decimal_text(more)}% 不能小于{before}的 {decimal_text(less)}%",
                "写从年初累计到该时点的百分数",
            )
    last = checkpoints[-1] if checkpoints else ""
    if plan.get(last, Decimal(100)) != 100:
        yield (last,), f"资金支出计划到{last}应当是 100%，这里是 {decimal_text(plan[last])}%", "最后一个时点写 100%"
