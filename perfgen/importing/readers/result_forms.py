"""Filled forms about results: 绩效运行监控表 and 项目支出绩效自评表, one for each project, and 部门整体支出绩效自评表."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perfgen.docx.blocks import Cell, Table
from perfgen.filing import ProjectResults, Results, labels
from perfgen.filing import result_labels as printed
from perfgen.filing.base import Scope
from perfgen.filing.fields import OWN
from perfgen.filing.labels import CODE, GOALS, NAME, SUPERVISOR, spelled
from perfgen.filing.result_labels import AIMED, CAUSE, MEASURES, REACHED
from perfgen.filing.results import WHOLE_YEAR
from perfgen.importing.form_heads import Heads, agreed_unit
from perfgen.importing.front import account_for_margins
from perfgen.importing.goal_table import department, text
from perfgen.importing.goals import goals
from perfgen.importing.label_value import pairs
from perfgen.importing.labels import Labels, labels_of
from perfgen.importing.overall import year_of
from perfgen.importing.projects import BUDGETED
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import Ledger, paragraphs_of
from perfgen.importing.result_form import ResultForm, names_project
from perfgen.importing.result_money import ResultMoney, money_data
from perfgen.importing.result_rows import read_result_rows, with_results
from perfgen.importing.result_scores import Claims, hold_scores
from perfgen.importing.result_words import is_nothing, tick
from perfgen.importing.ticks import ticked
from perfgen.importing.words import blank
from perfgen.layouts import Layout
from perfgen.source.grammar import INDICATORS, OVERALL_INDICATORS, keys

_MONEY, _MONEY_OF_ALL, _RECTIFIED, _GOAL = "项目资金", "年度预算执行", "整改", "年度总体目标"
_OF_RECTIFICATION = ("是否整改", "整改要求", "整改结果")
_LONG = ("存在问题", MEASURES, "执行率说明", "整改要求", "整改结果", "部门职能")
_WATCHED = "项目支出绩效运行监控表"
_TITLES = {
    _WATCHED: "绩效运行监控表",
    "项目支出绩效自评表": "项目支出绩效自评表",
    "部门整体支出绩效自评表": "部门整体支出绩效自评表",
}
_AGAIN = "前面已经有了"
_UNSIDED = "没有写明是预期目标还是实际完成情况，暂写成目标"
_NO_CHOICE = ("是", "否")


def read_projects(job: ReadingJob) -> dict[str, Any]:
    """执行情况 of projects by their labels, one form for each."""
    found, heads = _forms(job, printed.PROJECT_LINES, whole=False)
    printed_year = heads.printed_year()
    period = _period(job, [*heads.periods, *(one for form in found for one in form.periods)])
    account_for_margins(paragraphs_of(job.document.around), "", printed_year, job.ledger)
    unit = agreed_unit((form.money.unit for form in found), job.ledger, BUDGETED)
    items = []
    for at, form in enumerate(found):
        job.ledger.name_rows(form.items, f"第{at + 1}个项目")
        with job.ledger.within(BUDGETED, at):
            items.append(_items(form, job.ledger))
    supervisor = _agreed([one.pop(SUPERVISOR, None) for one in items], job.ledger)
    filed = heads.filed(supervisor)
    codes = [str(one[CODE][0]) for one in items if CODE in one]
    year = year_of(job.ledger, job.year, printed_year, ([], codes))
    projects = []
    for at, (form, said) in enumerate(zip(found, items, strict=True)):
        with job.ledger.within(BUDGETED, at):
            projects.append(_project(form, said, job, year))
    code, name = department(supervisor)
    return {
        **_said_first(job.layout, year, period, filed, unit),
        **({SUPERVISOR: {"编码": code, "名称": name}} if name else {}),
        BUDGETED: projects,
    }


def read_whole(job: ReadingJob) -> dict[str, Any]:
    """执行情况 of a department as a whole by their labels."""
    found, heads = _forms(job, printed.DEPARTMENT_LINES, whole=True)
    form, ledger = found[0], job.ledger
    printed_year = heads.printed_year()
    period = _period(job, [*heads.periods, *form.periods])
    account_for_margins(paragraphs_of(job.document.around), "", printed_year, ledger)
    ledger.name_rows(form.items, "自评表")
    said = _items(form, ledger)
    supervisor = _agreed([said.pop(SUPERVISOR, None)], ledger)
    filed = heads.filed(supervisor)
    year = year_of(ledger, job.year, printed_year, ([], []))
    code, name = department(supervisor)
    data: dict[str, Any] = {_MONEY_OF_ALL: money_data(form.money, printed.DEPARTMENT_LINES, _MONEY_OF_ALL)}
    aims = _aims(form, ledger)
    data[_GOAL] = text(aims.get(AIMED, ()))
    data[REACHED] = text(aims.get(REACHED, ()))
    data |= _plain(said, _MONEY_OF_ALL, data)
    with ledger.within(OVERALL_INDICATORS):
        data[OVERALL_INDICATORS] = _rows(form, (printed.DEPARTMENT_TOTAL, data[_MONEY_OF_ALL]), job, year)
    return {
        **_said_first(job.layout, year, period, filed, form.money.unit or heads.unit or "万元"),
        **({SUPERVISOR: {"编码": code, "名称": name}} if name else {}),
        **_in_order({label: value for label, value in data.items() if value}, Results, job.layout, Scope.WHOLE),
    }


def _said_first(layout: Layout, year: str, period: str, filed: Any, unit: str) -> dict[str, Any]:
    return {
        "版式": layout.name,
        "年度": year,
        "部门": {"编码": filed.code, "名称": filed.name},
        "金额单位": unit,
        **({"时间": period} if period else {}),
    }


def _in_order(said: Mapping[str, Any], model: Any, layout: Layout, scope: Scope) -> dict[str, Any]:
    """What is said in the order of the model, own fields under 自定项."""
    own = {one.name for one in layout.own.of(scope)}
    known = {label: said[label] for label in keys(model) if label in said}
    mine = {label: value for label, value in said.items() if label in own}
    return {**known, **({OWN: mine} if mine else {})}


def _period(job: ReadingJob, said: Sequence[str]) -> str:
    """时间: of a 自评 the whole year, of a 监控 as the form says; empty where that says none, and told where it says several."""
    if job.layout.kind != _WATCHED:
        return WHOLE_YEAR
    first, *others = dict.fromkeys(said or [""])
    if others:
        job.ledger.doubt("监控表", "、".join(said), f"还写着{'、'.join(others)}，都写成了{first}", "时间")
    return first


# --- which rows are of which form


def _known(layout: Layout, *, whole: bool) -> dict[str, str]:
    """What stands beside labels on a form, by key: of the whole also own fields."""
    of_project = {} if whole else spelled({**labels.TOP, **labels.ITEMS})
    own = layout.own.of(Scope.WHOLE if whole else Scope.PROJECT)
    foot = spelled(printed.FOOT_ITEMS)
    return {**foot, **of_project, **spelled(labels.WHOLE_ITEMS), **spelled({one.name: () for one in own})}


def _forms(job: ReadingJob, lines: labels.Table, *, whole: bool) -> tuple[list[ResultForm], Heads]:
    read_by = with_results(labels_of(job.layout, beyond=True))
    heads = Heads(_TITLES.get(job.layout.kind, job.layout.kind), read_by, job.ledger)
    return list(_cut(job, heads, read_by, lines, whole=whole)), heads


def _cut(job: ReadingJob, heads: Heads, read_by: Labels, lines: labels.Table, *, whole: bool) -> Iterator[ResultForm]:
    known = _known(job.layout, whole=whole)

    def begun() -> ResultForm:
        return ResultForm(read_by, job.ledger, known, ResultMoney(job.ledger, lines, heads.unit))

    form = begun()
    for block in job.document.blocks:
        if not isinstance(block, Table):
            heads.line(block)
            continue
        for number, row in enumerate(block.rows, 1):
            if not row or heads.row(row):
                continue
            rest = heads.taken(row)
            if not rest:
                continue
            if not whole and form.begun and names_project(rest, read_by) and (form.in_foot or _named(form, read_by)):
                yield form
                form = begun()
            if not form.begun:
                form.money.unit = heads.unit
            form.row(number, rest)
        form.ends_table()
    yield form


def _named(form: ResultForm, read_by: Labels) -> bool:
    return any(names_project(row, read_by) for _, row in form.items)


# --- what a form says


_Said = dict[str, tuple[str, Sequence[Cell]]]


def _items(form: ResultForm, ledger: Ledger) -> _Said:
    """What stands beside labels: the value and its cells, by label. What is said twice stays with the ledger the second time."""
    found: _Said = {}
    for _, row in form.items:
        for pair in pairs(row, form.known, form.labels):
            if not pair.label:
                continue
            said = [cell for cell in pair.values if not blank(cell.text)]
            cells = [pair.head] if pair.within else said
            value = text(said) if pair.label in _LONG else "".join(text([cell]).replace("\n", "") for cell in said)
            value = value if pair.label in _LONG else ticked(value.strip())
            if pair.label in found and value not in ("", found[pair.label][0]):
                ledger.leave(f"“{pair.label}”{_AGAIN}", *_paragraphs([pair.head, *cells]))
                continue
            if not pair.within:
                ledger.pass_over(*pair.head.paragraphs)
            if is_nothing(value):
                ledger.pass_over(*_paragraphs(cells))
                continue
            if pair.label != SUPERVISOR:  # of which the forms agree first
                ledger.take(*_paragraphs(cells))
            found.setdefault(pair.label, (value, tuple(cells)))
    return found


def _paragraphs(cells: Iterable[Cell]) -> list[Any]:
    return [one for cell in cells for one in cell.paragraphs]


def _agreed(said: Sequence[tuple[str, Sequence[Cell]] | None], ledger: Ledger) -> str:
    """The 主管部门 that the forms say; those of others are left over."""
    first = next((one[0] for one in said if one), "")
    for one in said:
        if one and one[0] == first:
            ledger.take(*_paragraphs(one[1]))
        elif one:
            ledger.leave(f"主管部门和别的表不一样，写入的是“{first}”", *_paragraphs(one[1]))
    return first


def _aims(form: ResultForm, ledger: Ledger) -> dict[str, list[Cell]]:
    """The cells of the goals and of what came of them; those of which it is not said which they are, are told."""
    for cell in form.unsided:
        ledger.doubt(ledger.place(cell.paragraphs), cell.text, _UNSIDED, GOALS)
    ledger.take(*_paragraphs(cell for cells in form.aims.values() for cell in cells))
    return form.aims


def _plain(said: _Said, money: str, data: dict[str, Any]) -> dict[str, Any]:
    """The items as the model has them: 执行率说明 with the money, what is to be put right together."""
    found: dict[str, Any] = {label: value for label, (value, _) in said.items()}
    why = found.pop("执行率说明", "")
    if why:
        data[money] = {**data[money], CAUSE: why}
    put_right = {label: found.pop(label) for label in _OF_RECTIFICATION if label in found}
    if put_right:
        chosen = put_right.get("是否整改", "")
        mark = tick(chosen)
        if chosen not in _NO_CHOICE and mark is not None:
            put_right["是否整改"] = _NO_CHOICE[0] if mark else _NO_CHOICE[1]
        found[_RECTIFIED] = put_right
    return found


def _project(form: ResultForm, said: _Said, job: ReadingJob, year: str) -> dict[str, Any]:
    data: dict[str, Any] = {NAME: "", _MONEY: money_data(form.money, printed.PROJECT_LINES, _MONEY)}
    aims = _aims(form, job.ledger)
    aimed: list[str] = []
    for cell in aims.get(AIMED, ()):
        aimed += goals(cell.paragraphs, len(aimed))
    data[GOALS] = aimed
    data[REACHED] = text(aims.get(REACHED, ()))
    data |= _plain(said, _MONEY, data)
    with job.ledger.within(INDICATORS):
        data[INDICATORS] = _rows(form, (printed.TOTAL, data[_MONEY]), job, year)
    kept = {label: value for label, value in data.items() if value or label == NAME}
    return _in_order(kept, ProjectResults, job.layout, Scope.PROJECT)


def _rows(
    form: ResultForm, money: tuple[str, dict[str, dict[str, str]]], job: ReadingJob, year: str
) -> list[dict[str, Any]]:
    """The rows of the indicators, held against what follows from them."""
    reflowed = job.document.reflowed
    rows = read_result_rows(form.groups, form.labels, job.layout, job.ledger, reflowed=reflowed)
    line, lines = money
    amounts = {name: said for name, said in lines.items() if name != CAUSE}
    head = form.groups[-1].head if form.groups else ()
    claims = Claims(rows, line, amounts, form.money.worked, form.totals, head)
    hold_scores(claims, job.layout, year, job.ledger)
    return [one.data for one in rows]
