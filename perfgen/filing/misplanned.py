"""Where the 资金支出计划 of a filing's projects runs wrong: an error, which the rule NUM02 tells where rules run."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.filing.form import Form
from perfgen.filing.plan import out_of_step
from perfgen.filing.quoting import Problem
from perfgen.filing.walk import at


def misplanned(document: object, form: Form) -> Iterator[Problem]:
    """Each place where a plan falls, or does not end at 100 %; nothing for a document without projects, or whose projects have none."""
    for label in ("预算项目", "专项资金"):
        for number, project in enumerate(at(document, (label,)) or ()):
            plan = at(project, ("资金支出计划",))
            if plan:
                for steps, message, hint in out_of_step(plan.root, form.checkpoints):
                    yield Problem((label, number, "资金支出计划", *steps), message, hint)
