"""The domain: what a 部门预算绩效文本 is. Knows no YAML, no Word and no screen, and imports nothing else of perfgen."""

from typing import TYPE_CHECKING, Any

from perfgen.filing.advice import advice
from perfgen.filing.duty import Activity, Duty, GradedIndicator
from perfgen.filing.filing import Cover, Department, Document, Filing, Overall, Task
from perfgen.filing.form import Form, nearest
from perfgen.filing.narrative import literal
from perfgen.filing.plan import SpendingPlan
from perfgen.filing.project import FundItem, Funds, FundSources, Indicator, Project
from perfgen.filing.quoting import Problem, quote, trace
from perfgen.filing.target import Target

if TYPE_CHECKING:
    from perfgen.filing.results import (
        DepartmentMoney,
        IndicatorResults,
        ProjectMoney,
        ProjectResults,
        Rectification,
        Results,
        Spent,
    )

__all__ = [
    "Activity",
    "Cover",
    "Department",
    "DepartmentMoney",
    "Document",
    "Duty",
    "Filing",
    "Form",
    "FundItem",
    "FundSources",
    "Funds",
    "GradedIndicator",
    "Indicator",
    "IndicatorResults",
    "Overall",
    "Problem",
    "Project",
    "ProjectMoney",
    "ProjectResults",
    "Rectification",
    "Results",
    "SpendingPlan",
    "Spent",
    "Target",
    "Task",
    "advice",
    "literal",
    "nearest",
    "quote",
    "trace",
]


def __getattr__(name: str) -> Any:
    """执行情况 is imported when it is asked for: who has a filing needs none. Raises AttributeError for what is not there."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from perfgen.filing import results  # noqa: PLC0415 -- see above

    return getattr(results, name)
