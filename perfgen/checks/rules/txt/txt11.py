"""TXT11: the name of another county or department."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.others import other_departments, other_places, other_towns, reported_to
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject
from perfgen.checks.trades import nobody_here, other_trades
from perfgen.errors import Severity

_HINT = "是抄来的就换成本单位、本地的；确实说的是别处的事，写清楚和本单位的关系"


def _find(subject: Subject) -> Iterator[Finding]:
    texts = list(_texts(subject))
    department = subject.filing.department.name.strip()
    carriers = [(placed.at("实施单位"), placed.project.carrier or "") for placed in subject.projects]
    for path, at, name in other_places(subject, [*texts, *carriers]):
        yield Finding(path, f"文字里写的是“{name}”，这是{department}的绩效文本", _HINT, name, at)
    for path, at, name in other_places(subject, list(_bases(subject)), titles=True):
        yield Finding(path, f"依据是“{name}”的文件，这是{department}的绩效文本", _OWN_BASIS, name, at)
    for path, at, name in other_towns(subject, texts):
        yield Finding(path, f"文字里写的是“{name}”，这是{department}的绩效文本", _HINT, name, at)
    for path, at, name in other_departments(subject, texts):
        yield Finding(path, f"这句话说的是“{name}”，这是{department}的绩效文本", _HINT, name, at)
    for path, at, name in reported_to(subject, texts):
        yield Finding(path, f"报给了“{name}”，这是{department}的绩效文本", _HINT, name, at)
    for row, who in nobody_here(subject):
        message = f"“{row.indicator.name}”问的是“{who}”，不像是{department}服务的人"
        yield Finding(row.at("三级指标"), message, "换成这个项目服务的人", who, row.indicator.name.index(who))
    for path, at, work in other_trades(subject):
        yield Finding(path, f"“{work}”不像是{department}的事，全文别处没有说到", _OTHER_TRADE, work, at)


_OWN_BASIS = "换成国家、省、市或者本县的文件；确实参照了那里的做法，写明“参照”"
_OTHER_TRADE = "是抄来的就删去，换成这个项目自己的事；确实是这个项目办的，在项目名称、用途或指标里写清楚"


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    yield from subject.narratives()
    yield from subject.duty_texts()
    for placed in subject.projects:
        project = placed.project
        yield placed.at("项目名称"), project.name
        yield from placed.aims
        if project.overview:
            yield placed.at("工作活动概况"), project.overview
    for row in subject.all_rows:
        yield row.at("三级指标"), row.indicator.name
        yield row.at("绩效指标描述"), row.indicator.description


def _bases(subject: Subject) -> Iterator[tuple[Path, str]]:
    """What the targets are based on: there a title of another county's is as wrong as its name. One of many rows is told once."""
    last = ""
    for row in subject.all_rows:
        if row.indicator.basis and row.indicator.basis != last:
            last = row.indicator.basis
            yield row.at("指标值确定依据"), last


RULE = Rule(
    "TXT11",
    Severity.WARNING,
    "写着别的县或别的部门",
    "文字里出现了别的县、市，或者把自己叫成了另一个部门，多半是从别处抄来没有改。本地的上级市不算，"
    "赴某县考察、与某县交界、公司和道路的名称、《》里的标题不算。别的行当才办的事（公交项目里的动物防疫），全文只有这一处说到的，也报。区划表里有的地方才认得出来。",
    Example(
        bad="预算项目:\n  - 资金用途: 主要用于改善玉田县义务教育学校的教室照明。\n",
        good="预算项目:\n  - 资金用途: 按照唐山市的统一安排，改善乐亭县义务教育学校的教室照明，赴玉田县学习。\n",
    ),
    "评审时常见的意见；预算公开检查时最先看的地方",
    Tag.IRRELEVANT,
    _find,
)
