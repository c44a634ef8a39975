"""MON13: something is to be put right, and nothing says what."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import piece
from perfgen.checks.outcome import is_said
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing import ProjectResults


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        owner = outcome.owner
        if not isinstance(owner, ProjectResults) or owner.rectification is None:
            continue
        mending, path = owner.rectification, (*outcome.path, "整改", "是否整改")
        if mending.needed == "是" and not is_said(mending.wanted):
            yield Finding(path, "要整改，没有写整改要求", "写清要改什么、什么时候改完", "是")
        if mending.needed == "否" and (is_said(mending.wanted) or is_said(mending.result)):
            what = "整改要求" if is_said(mending.wanted) else "整改结果"
            yield Finding(path, f"写着不整改，又写了{what}", "要整改的写 是；不整改的删掉后面两项", "否")
        never = [one.name for one in outcome.rows if one.likelihood == "完全不可能"]
        if mending.needed == "否" and never:
            more = f"“{never[0]}”" + (f" 等 {len(never)} 个指标" if len(never) > 1 else "")
            yield Finding(path, f"{more}完全不可能完成，写着不整改", "写 是 和整改要求；要调整指标值的，先报批", "否")


RULE = Rule(
    "MON13",
    Severity.WARNING,
    "整改写得不全",
    "要整改的，写明改什么、什么时候改完；有指标完全不可能完成的，不能不整改。",
    Example(piece(more="整改: {是否整改: 是}"), piece(more="整改: {是否整改: 是, 整改要求: 9月底前完成招标}")),
    "项目支出绩效运行监控表的是否整改、整改要求两栏",
    Tag.INCOMPLETE,
    _find,
)
