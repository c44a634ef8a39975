"""EVA04: 分值 that do not add up to those of their part."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.scoring.scored import Matter


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if outcome.table is None:
            continue
        of_parts = outcome.table.weights.remarks
        for remark in of_parts or outcome.table.total.remarks:
            if remark.matter is Matter.WEIGHT:
                hint = "核对各行的分值；不写分值，就把这一部分的分平均分给各行"
                yield Finding(outcome.rows_path, remark.said, hint)


def _rows(first: int, second: int) -> str:
    return piece(
        judged("培训教师人次", "≥200人次", "210人次", f"分值: {first}"),
        judged("培训合格率", "≥95%", "96%", f"分值: {second}", level2="质量指标"),
        judged("受益学校数", "≥10所", "10所", "分值: 30", level1="效益指标", level2="社会效益指标"),
        judged("教师满意度", "≥90%", "93%", "分值: 10", level1="满意度指标", level2="服务对象满意度指标"),
    )


RULE = Rule(
    "EVA04",
    Severity.ERROR,
    "分值合计错误",
    "每一部分各行的分值加起来，等于版式定的这一部分的分；执行率和各部分合起来是 100 分。",
    Example(_rows(30, 15), _rows(30, 20)),
    "项目支出绩效自评表：10＋50＋30＋10、10＋90",
    Tag.OTHER,
    _find,
)
