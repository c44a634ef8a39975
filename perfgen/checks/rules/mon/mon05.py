"""MON05: warning lights, the money against the time that has gone by."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfgen.checks.examples_of_outcomes import money, piece
from perfgen.checks.outcome import OutcomeForm, is_said, reason
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing import ProjectResults, Results
from perfgen.filing.numbers import decimal_text
from perfgen.filing.results import MONTHS, months_of
from perfgen.scoring.exact import rounded


def _find(subject: Subject) -> Iterator[Finding]:
    document: object = subject.filing
    if not isinstance(document, Results):
        return
    months, standard = months_of(document.period), subject.standard
    for outcome in subject.outcomes:
        rate, whole = outcome.execution, outcome.whole
        if rate is None or whole is None or months >= MONTHS:
            continue
        progress = rate * MONTHS / months
        is_red = progress < Fraction(standard.red)
        if not is_red and progress >= Fraction(standard.yellow):
            continue
        light, limit = ("红灯", standard.red) if is_red else ("黄灯", standard.yellow)
        yield Finding(
            (*whole.path, "执行数"),
            f"{light}：执行率 {_percent(rate)}，{document.period}该有 {_percent(Fraction(100 * months, MONTHS))}，"
            f"只到应有进度的 {_percent(progress)}，低于 {decimal_text(limit)}%",
            "在项目资金下面写 原因说明"
            + ("，整改 写 是，写清整改要求" if is_red else "，或者在 整改 里写清怎样赶上来"),
            decimal_text(whole.spent.spent),
            severity=Severity.INFO if _is_answered(outcome, is_red=is_red) else None,
        )


def _is_answered(outcome: OutcomeForm, *, is_red: bool) -> bool:
    """Whether the form says why, and of a red light also what is to be done about it."""
    owner = outcome.owner
    needed = isinstance(owner, ProjectResults) and owner.rectification and owner.rectification.needed == "是"
    mended = bool(needed and isinstance(owner, ProjectResults) and owner.rectification
                  and is_said(owner.rectification.wanted))  # fmt: skip
    explained = bool(outcome.why_money) or any(map(reason, outcome.rows))
    return explained and mended if is_red else bool(outcome.why_money) or mended


def _percent(rate: Fraction) -> str:
    return f"{decimal_text(rounded(rate, 2))}%"


RULE = Rule(
    "MON05",
    Severity.WARNING,
    "预算执行进度亮灯",
    "执行率和时间过去的比例相比：8 个月该花 66.67%，只花了其中六成以下的亮红灯，八成以下的亮黄灯（由版式的 红灯、黄灯 定）。"
    "红灯要有原因和整改要求，黄灯要有原因或整改要求；有了的只作提示。",
    Example(
        piece(more=money("100", "100", "31", "全年预计执行数: 98") + "整改: {是否整改: 否}"),
        piece(more=money("100", "100", "61", "全年预计执行数: 98") + "整改: {是否整改: 否}"),
    ),
    "一家省级软件商的预警灯：执行进度低于 60% 红，低于 80% 黄",
    Tag.OTHER,
    _find,
)
