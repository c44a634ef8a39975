"""XRF: what the narrative says of projects, money and counts, held against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.contradictions import contradictions
from perfgen.checks.declared import declared
from perfgen.checks.figures import folded, has_number, money
from perfgen.checks.mentions import CLOSE, Mention, reading
from perfgen.checks.naming import Names, likeness, normalised
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.said_values import contradicted
from perfgen.checks.subject import NARRATIVE, PROJECTS, PlacedProject, Subject
from perfgen.checks.totals import agrees, stated_totals
from perfgen.errors import Severity
from perfgen.filing import Project
from perfgen.filing.numbers import plain
from perfgen.filing.quotable import PER_YUAN

_VALUELESS = re.compile(
    r"^[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．][ \t\u3000]*)*[^：:，,。；;\n]{0,12}指标[ \t\u3000]*[：:](?P<named>[^\n]+)$",
    re.MULTILINE,
)
_PROSE = 60
_SEE_BELOW = re.compile("详见|见附|附表|如下|下表")
_LIKE_ANOTHER, _LIKELIER = 80, 30


def _sum(subject: Subject, *groups: tuple[Project, ...]) -> Decimal:
    return sum((one.budget for group in groups for one in group), Decimal(0)) * PER_YUAN[subject.filing.amount_unit]


def _shown(subject: Subject, yuan: Decimal) -> str:
    return f"{plain(yuan / PER_YUAN[subject.filing.amount_unit])}{subject.filing.amount_unit}"


def _xrf01(subject: Subject) -> Iterator[Finding]:
    filing = subject.filing
    if subject.outline and subject.outline.broken_off:
        return
    total = _sum(subject, filing.projects)
    sums = [total, _sum(subject, filing.projects, filing.special_funds)]
    for path, amount in stated_totals(subject, reading(subject)):
        if not agrees(amount, sums):
            written = subject.narrative[str(path[-1])][amount.start : amount.end]
            yield Finding(
                path,
                f"文字里的总额是 {written}，{len(filing.projects)}个项目的预算数加起来是 {_shown(subject, total)}",
                "核对总额和各项目的预算数；在文字里写 {{ 合计.预算数 }} 就不会对不上",
                written,
                amount.start,
            )


def _xrf02(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    for one in reading(subject).mentions:
        if one.budget is None or _of_another_year(subject, one):
            continue
        project = projects[one.project].project
        budget = project.budget * PER_YUAN[subject.filing.amount_unit]
        if not agrees(one.budget, [budget]):
            text = subject.narrative[str(one.path[-1])]
            written = text[one.budget.start : one.budget.end]
            yield Finding(
                one.path,
                f"文字里“{one.written}”是 {written}，表里“{project.name}”的预算数是 {_shown(subject, budget)}",
                "核对金额，改成一致的数",
                written,
                one.budget.start,
            )
    for placed in projects:
        yield from _arranged(subject, placed)


def _of_another_year(subject: Subject, one: Mention) -> bool:
    between = subject.narrative[str(one.path[-1])][one.end : one.budget.start if one.budget else one.end]
    return any(int(year) != subject.filing.year for year in re.findall(r"(\d{4})年", folded(between)))


def _arranged(subject: Subject, placed: PlacedProject) -> Iterator[Finding]:
    """资金安排 and 资金安排情况 of a project that do not add up to its 预算数."""
    project = placed.project
    unit = PER_YUAN[subject.filing.amount_unit]
    if project.funds and project.funds_said is None:
        total = sum((item.amount for item in project.funds), Decimal(0))
        if abs(total - project.budget) * unit > CLOSE:
            yield Finding(
                placed.at("资金安排", *((0, "金额") if len(project.funds) == 1 else ())),
                f"资金安排合计 {plain(total)}{subject.filing.amount_unit}，预算数是 {plain(project.budget)}{subject.filing.amount_unit}",
                "核对各笔资金，加起来要等于预算数",
                plain(total),
            )
    if project.funds_said:
        amounts = [one for one in money(project.funds_said) if not one.loose]
        values = [one.value for one in amounts]
        budget = project.budget * unit
        sums = [sum(values, Decimal(0)), sum(values[1:], Decimal(0)), sum(values[:-1], Decimal(0)), *values]
        if amounts and all(abs(one - budget) > CLOSE for one in sums):
            first = amounts[0]
            yield Finding(
                placed.at("资金安排情况"),
                f"资金安排情况里的金额与预算数 {_shown(subject, budget)}对不上",
                "核对各笔资金，加起来要等于预算数",
                project.funds_said[first.start : first.end],
                first.start,
            )


def _xrf03(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    for one in reading(subject).mentions:
        if not one.exact:
            name = projects[one.project].project.name
            yield Finding(
                one.path,
                f"文字里写“{one.written}”，表里的项目名称是“{name}”",
                "用项目表里的名称，一个项目只有一个名称",
                one.written,
                one.start,
            )
    names = Names([placed.project.name for placed in projects])
    for index, placed in enumerate(projects):
        activity = placed.project.activity
        if activity is None or index in names.exactly(activity):
            continue
        own = likeness(normalised(activity), names.names[index])
        other = next(iter(names.exactly(activity)), None)
        if other is None:
            match = names.closest(activity, {index})
            other = match.index if match and match.likeness >= max(_LIKE_ANOTHER, own + _LIKELIER) else None
        if other is not None:
            yield Finding(
                placed.at("工作活动"),
                f"标题里的工作活动“{activity}”是另一个项目“{projects[other].project.name}”的名称，"
                f"这里的项目是“{placed.project.name}”",
                "改成这个项目自己的工作活动；与项目名称相同时不写",
                activity,
            )


def _xrf04(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    named = {one.project for one in reading(subject).mentions}
    written = {normalised(projects[index].project.name) for index in named}
    if not named or 2 * len(named) < len(projects):
        return
    for index, placed in enumerate(projects):
        if index not in named and normalised(placed.project.name) not in written:
            yield Finding(
                placed.at("项目名称"),
                f"总体和分项绩效目标的文字里写到了{len(named)}个项目，没有写到“{placed.project.name}”",
                "在分项绩效目标里补上这个项目的目标和指标",
                placed.project.name,
            )


def _xrf05(subject: Subject) -> Iterator[Finding]:
    for one in contradicted(subject, reading(subject)):
        indicator = one.row.indicator
        owner = one.row.project.project.name if one.row.project else ""
        yield Finding(
            one.path,
            f"文字里是 {one.written}，“{owner}”表里“{indicator.name}”的指标值是 {indicator.target.written}",
            "核对这项指标，文字和表要写同一个值",
            one.written,
            one.start,
        )


def _xrf06(subject: Subject) -> Iterator[Finding]:
    for path, text in subject.narratives():
        for found in _VALUELESS.finditer(text):
            named = found["named"].strip().rstrip("。；;")
            if named and len(named) <= _PROSE and not has_number(named) and not _SEE_BELOW.search(named):
                yield Finding(
                    path,
                    f"这里只写了指标“{named}”，没有写要达到多少",
                    "在每项指标后面写上指标值，与项目表里的一致",
                    named,
                    text.index(named, found.start("named")),
                )


def _xrf07(subject: Subject) -> Iterator[Finding]:
    for one in declared(subject, reading(subject)):
        yield Finding(
            one.path,
            f"文字里说{one.of}有{one.quoted}，实际是 {one.actual} {one.quoted[-1]}",
            f"改成“{one.fix}”，或者看看是不是少写、多写了" if one.fix else "看看是不是少写、多写了，再改文字",
            one.quoted,
            one.start,
            one.fix,
        )


def _xrf08(subject: Subject) -> Iterator[Finding]:
    for earlier, later in contradictions(subject, reading(subject)):
        yield Finding(
            later.path,
            f"这里是“{later.clause}”，前面{_where(earlier.path)}是“{earlier.clause}”，{later.written}和{earlier.written}对不上",
            "核对哪一处是对的，改成一致",
            later.written,
            later.start,
        )


def _where(path: tuple[str | int, ...]) -> str:
    if path[0] == NARRATIVE:
        return f"“{path[1]}”里"
    if path[0] == PROJECTS and isinstance(path[1], int):
        return f"第{path[1] + 1}个项目的“{path[2]}”里"
    return f"“{path[0]}”里"


def _goals(text: str) -> str:
    """A piece of YAML with a text of 分项绩效目标."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"部门整体绩效目标:\n  分项绩效目标: |\n{lines}"


def _general(text: str) -> str:
    return f"部门整体绩效目标:\n  总体绩效目标: {text}\n"


FAMILY = Family(
    "XRF",
    "文字与表",
    (
        Rule(
            "XRF01",
            Severity.ERROR,
            "叙述中的总额与项目合计不符",
            "文字里写的申请预算总额，应当等于各项目预算数之和，相差不超过 0.01 万元。"
            "其中的一部分、上年的数、含基本支出的数不算总额。",
            Example(
                bad=_general("本部门2023年度申请预算资金514.50万元。"),
                good=_general("本部门2023年度申请预算资金415.50万元。"),
            ),
            "样本 002 的总体绩效目标写总额 492.87 万元，与三个项目相加相等",
            Tag.OTHER,
            _xrf01,
        ),
        Rule(
            "XRF02",
            Severity.ERROR,
            "叙述中的项目金额与表不符",
            "文字里给一个项目写的预算资金，应当等于它表上的预算数；资金安排的各笔加起来也应当等于预算数。"
            "只在认得出是哪个项目时检查。",
            Example(
                bad=_goals("（一）乡村教师培训经费，预算资金35.6万元"),
                good=_goals("（一）乡村教师培训经费，预算资金36.5万元"),
            ),
            "样本 002 的分项绩效目标逐个项目写了预算资金，与表相等",
            Tag.OTHER,
            _xrf02,
        ),
        Rule(
            "XRF03",
            Severity.WARNING,
            "叙述中的项目名与表不符",
            "文字里把项目名称写得和表上不一样，看的人要猜是不是同一个项目。标题里的工作活动用了别的项目的名称，也在这里报。",
            Example(
                bad=_goals("（一）乡村教师业务培训经费，预算资金36.5万元"),
                good=_goals("（一）乡村教师培训经费，预算资金36.5万元"),
            ),
            "样本 002：接待活动管理经费，表里是接待管理经费；样本 001：会计培训的标题写业务委托费",
            Tag.OTHER,
            _xrf03,
        ),
        Rule(
            "XRF04",
            Severity.WARNING,
            "项目未在叙述中出现",
            "文字已经逐个写到多数项目时，漏掉的项目就没有目标可对照。文字一个项目都不点名时不报。",
            Example(
                bad=_goals(
                    "（一）义务教育学校教室照明改造资金\n（二）乡村教师培训经费\n（三）校园视频监控联网运行维护费\n"
                    "（四）中小学生体质健康监测经费"
                ),
                good=_goals(
                    "（一）义务教育学校教室照明改造资金\n（二）乡村教师培训经费\n（三）校园视频监控联网运行维护费\n"
                    "（四）中小学生体质健康监测经费\n（五）家庭经济困难学生营养膳食补助"
                ),
            ),
            "样本 000：六个项目写了五个",
            Tag.INCOMPLETE,
            _xrf04,
        ),
        Rule(
            "XRF05",
            Severity.ERROR,
            "叙述中的指标值与表不符",
            "同一个项目的同一项指标，文字和表里的值应当相同。名称相近、单位同类的才比较。",
            Example(
                bad=_goals("（一）乡村教师培训经费\n绩效指标：培训教师人次不少于500人次。"),
                good=_goals("（一）乡村教师培训经费\n绩效指标：培训教师人次不少于600人次。"),
            ),
            "样本 000：干部培训等35人次，表里≥20次；评审项目数量270件，表里≥200个",
            Tag.MISMATCH,
            _xrf05,
        ),
        Rule(
            "XRF06",
            Severity.WARNING,
            "叙述中的指标未给值",
            "文字里列了指标，却没有写要达到多少，等于没有目标。超过 60 字的叙述不按指标看待。",
            Example(
                bad=_goals("（一）乡村教师培训经费\n绩效指标：参训教师满意度。"),
                good=_goals("（一）乡村教师培训经费\n绩效指标：参训教师满意度不低于92%。"),
            ),
            "样本 003：绩效指标：会议服务保障率。",
            Tag.NOT_QUANTIFIED,
            _xrf06,
        ),
        Rule(
            "XRF07",
            Severity.ERROR,
            "声明的数量与实际不符",
            "文字里写有几个项目、几项绩效目标、几项绩效指标，应当与实际一样多。自动修改时沿用原来的写法（四、肆、4、两）。",
            Example(
                bad=_general("2023年，本部门安排预算项目4个。"),
                good=_general("2023年，本部门安排预算项目5个。"),
            ),
            "样本 001：共设置四项绩效指标，表里有五项",
            Tag.OTHER,
            _xrf07,
            fixable=True,
        ),
        Rule(
            "XRF08",
            Severity.WARNING,
            "同一事实前后矛盾",
            "两处的话一样，只有一个数或一个互相排斥的词（副部级和正部级）不同，总有一处是错的。",
            Example(
                bad="预算项目:\n  - 资金用途: 负责接待副部级以上领导来我县调研的公务活动\n"
                "    绩效目标: [负责接待正部级以上领导来我县调研的公务活动]\n",
                good="预算项目:\n  - 资金用途: 负责接待副部级以上领导来我县调研的公务活动\n"
                "    绩效目标: [负责接待副部级以上领导来我县调研的公务活动]\n",
            ),
            "样本 002：总体绩效目标写副部级以上领导，资金用途写正部级以上领导",
            Tag.OTHER,
            _xrf08,
        ),
    ),
)
