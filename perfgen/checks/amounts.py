"""NUM: money, spending plans, costs and weights that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks import costs, weights
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import PROJECTS, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import plain
from perfgen.filing.plan import out_of_step


def _num01(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for placed in subject.projects:
        project = placed.project
        if project.fiscal is None and project.other is None:
            continue
        total = (project.fiscal or Decimal(0)) + (project.other or Decimal(0))
        if total != project.budget:
            parts = " + ".join(
                f"{label} {plain(amount)}"
                for label, amount in (("财政资金", project.fiscal), ("其他资金", project.other))
                if amount is not None
            )
            yield Finding(
                placed.at("预算数"),
                f"{parts} 是 {plain(total)}{unit}，不等于预算数 {plain(project.budget)}{unit}",
                "核对三个数，让财政资金加其他资金等于预算数",
                plain(project.budget),
            )


def _num02(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        plan = placed.plan
        for at, message, hint in out_of_step(plan, subject.form.checkpoints):
            yield Finding(placed.at("资金支出计划", *at), message, hint, f"{plain(plan[at[0]])}%")


def _num03(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        if not placed.plan:
            continue
        *before, (last, whole) = placed.plan.items()
        if before and whole and not any(percent for _, percent in before):
            names = "、".join(name for name, _ in before)
            yield Finding(
                placed.at("资金支出计划"),
                f"{names}都是 0%，钱全部留到{last}才支出",
                "按工作进度安排各时点的支出",
            )


def _num04(subject: Subject) -> Iterator[Finding]:
    plans = [tuple(placed.plan.items()) for placed in subject.projects if placed.plan]
    if len(plans) >= _MANY and len(set(plans)) == 1:
        steps = "、".join(f"{plain(percent)}%" for _, percent in plans[0])
        yield Finding((PROJECTS,), f"{len(plans)} 个项目的支出计划都是 {steps}", "按每个项目自己的进度安排支出")


_MANY = 5
"""So many projects with one plan are no accident."""


def _plan(*percents: int) -> str:
    steps = ", ".join(f"{name}: {percent}%" for name, percent in zip(_STEPS, percents, strict=True))
    return f"资金支出计划: {{{steps}}}"


_STEPS = ("3月底", "6月底", "10月底", "12月底")

FAMILY = Family(
    "NUM",
    "金额、支出计划和权重",
    (
        Rule(
            "NUM01",
            Severity.ERROR,
            "财政资金与其他资金之和不等于预算数",
            "表上的预算数是财政资金和其他资金两项合起来的数，空着的一项按 0 算。",
            Example(
                bad="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 10.00}\n",
                good="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 20.00}\n",
            ),
            "绩效目标表的勾稽关系",
            Tag.OTHER,
            _num01,
        ),
        Rule(
            "NUM02",
            Severity.ERROR,
            "支出计划递减、越界或末期不为100%",
            "资金支出计划是从年初累计到各时点的百分数，只能增加或持平，最后一个时点是 100%。",
            Example(
                bad="预算项目:\n  - 资金支出计划: {3月底: 50%, 6月底: 30%, 10月底: 75%, 12月底: 100%}\n",
                good="预算项目:\n  - 资金支出计划: {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}\n",
            ),
            "绩效目标表的勾稽关系",
            Tag.OTHER,
            _num02,
        ),
        Rule(
            "NUM03",
            Severity.WARNING,
            "前三期支出计划为0",
            "前面各时点都是 0%，等于全年的钱都压到年底才花，与项目全年开展不符，也不利于预算执行。",
            Example(
                bad=f"预算项目:\n  - {_plan(0, 0, 0, 100)}\n",
                good=f"预算项目:\n  - {_plan(0, 0, 60, 100)}\n",
            ),
            "样本 001 七个项目里有六个",
            Tag.OTHER,
            _num03,
        ),
        Rule(
            "NUM04",
            Severity.INFO,
            "所有项目支出计划雷同",
            "项目的进度各不相同，五个以上项目的支出计划完全一样，多半是照抄的。",
            Example(
                bad="预算项目:\n" + f"  - {_plan(25, 50, 75, 100)}\n" * _MANY,
                good="预算项目:\n"
                + f"  - {_plan(25, 50, 75, 100)}\n" * (_MANY - 1)
                + f"  - {_plan(10, 40, 80, 100)}\n",
            ),
            "样本里 31 个项目有 28 个是 25%、50%、75%、100%",
            Tag.OTHER,
            _num04,
        ),
        *costs.RULES,
        *weights.RULES,
    ),
)
