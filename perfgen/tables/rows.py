"""What one filing that was checked adds to the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import NamedTuple

from perfgen.checking import Checked
from perfgen.errors import SEVERITY_WORDS, Diagnostic, Severity
from perfgen.filing import Filing, Indicator, Project
from perfgen.filing.base import Scope
from perfgen.filing.fields import OwnFields
from perfgen.filing.numbers import decimal_text
from perfgen.tables.schema import Row, Rows, Value

_WAN = {"万元": Decimal(1), "元": Decimal("0.0001")}
_CENT = Decimal("0.000001")
"""One 分 in 万元."""
MOST = Decimal(10_000_000)
"""万元 (1000 亿元): no project of a county has more, and sums of hundreds of thousands up to this still fit into 64 bits of 分."""
TOO_MUCH = "TAB01"


class UnitKey(NamedTuple):
    """Whose rows these are: 部门编码, 年度, and which of several of one year."""

    code: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class _Written:
    """A filing whose rows are made: its key, how many 万元 one of its 金额单位 is, its own fields."""

    key: UnitKey
    name: str
    wan: Decimal
    own: OwnFields
    file: str

    def amount(self, said: Decimal | None) -> Decimal | None:
        """An amount in 万元 to the 分; None where there is none, or it is more than `MOST`."""
        if said is None or said * self.wan > MOST:
            return None
        return (said * self.wan).quantize(_CENT, ROUND_HALF_EVEN)


def filing_in(checked: Checked) -> Filing | None:
    """The filing that was read without mistakes: values of one with mistakes may be filled in, and are nobody's."""
    loaded = checked.review.loaded if checked.review else None
    if loaded is None or loaded.errors or not isinstance(loaded.subject.filing, Filing):
        return None
    return loaded.subject.filing


def rows_of(checked: Checked, number: int, shown: Callable[[Path], str]) -> Rows:
    """The rows of one file, by table; `number` tells several of one unit and year apart, `shown` is how files are called.

    Of a file that cannot be read, or has mistakes that keep it from being taken, there are rows in 问题 only.
    """
    filing, file = filing_in(checked), shown(checked.path)
    if filing is None or checked.review is None or checked.review.loaded is None:
        return {"问题": list(_findings(checked, (None, None, None), "", shown))}
    key = UnitKey(filing.department.code, filing.year, number)
    own = checked.review.loaded.subject.form.fields.own
    one = _Written(key, filing.department.name, _WAN[filing.amount_unit], own, file)
    keyed = list(_keyed(filing))
    found = [*_findings(checked, key, one.name, shown), *_too_much(one, keyed)]
    return {
        "部门": [_department(one, filing, found)],
        "项目": [_project(one, *each) for each in keyed],
        "指标": list(_indicators(one, filing, keyed)),
        "资金来源": [_funds(one, *each) for each in keyed],
        "支出计划": [row for _, _, key, project in keyed for row in _plan(one, key, project)],
        "问题": found,
        "自定项": list(_own(one, filing, keyed)),
    }


_Keyed = tuple[str, int, str, Project]
"""Where a project is listed, its number there from 1, its key, and itself."""


def _keyed(filing: Filing) -> Iterator[_Keyed]:
    """The projects of a filing, each with a key that no other has."""
    listed = [("预算项目", number, one) for number, one in enumerate(filing.projects, 1)]
    listed += [("专项资金", number, one) for number, one in enumerate(filing.special_funds, 1)]
    taken: set[str] = set()
    for at, (where, number, project) in enumerate(listed, 1):
        key = project.code if project.code and project.code not in taken else f"#{at}"
        while key in taken:  # somebody's code may look like that
            key += "#"
        taken.add(key)
        yield where, number, key, project


def _department(one: _Written, filing: Filing, found: list[Row]) -> Row:
    levels = [row[6] for row in found]

    def total(amount: Callable[[Project], Decimal | None], projects: tuple[Project, ...] = filing.projects) -> Decimal:
        return sum((one.amount(amount(project)) or Decimal(0) for project in projects), Decimal(0))

    return (
        *one.key,
        one.name,
        filing.supervisor.name if filing.supervisor else None,
        filing.layout,
        filing.amount_unit,
        len(filing.projects),
        sum(len(project.indicators) for project in filing.projects),
        total(lambda project: project.budget),
        total(lambda project: project.fiscal),
        total(lambda project: project.other),
        total(lambda project: project.budget, filing.special_funds),
        levels.count(SEVERITY_WORDS[Severity.ERROR]),
        levels.count(SEVERITY_WORDS[Severity.WARNING]),
        one.file,
    )


def _named(one: _Written, key: str | None, project: Project | None) -> Row:
    return (*one.key, key, one.name, project.name if project else None)


def _project(one: _Written, where: str, number: int, key: str, project: Project) -> Row:
    return (
        *_named(one, key, project),
        where,
        number,
        project.code,
        project.carrier,
        project.nature,
        project.category,
        project.period,
        *_money(one, project),
        len(project.indicators),
        project.purpose,
        "\n".join(project.goals),
    )


def _money(one: _Written, project: Project) -> Row:
    return one.amount(project.budget), one.amount(project.fiscal), one.amount(project.other)


def _funds(one: _Written, where: str, _: int, key: str, project: Project) -> Row:
    parts = project.sources
    sources: tuple[Decimal | None, ...] = (
        (
            parts.general,
            parts.government_funds,
            parts.state_capital,
            parts.special_account,
            parts.unit,
            parts.carried_over,
        )
        if parts
        else (None,) * 6
    )
    later = one.amount(project.medium_funds.budget) if project.medium_funds else None
    return (*_named(one, key, project), where, *_money(one, project), *map(one.amount, sources), later)


def _plan(one: _Written, key: str, project: Project) -> Iterator[Row]:
    budget, before = one.amount(project.budget), Decimal(0)
    for number, (point, share) in enumerate(project.spending_plan.items() if project.spending_plan else (), 1):
        sofar = None if budget is None else (budget * share / 100).quantize(_CENT, ROUND_HALF_EVEN)
        yield (*_named(one, key, project), number, point, share, sofar, None if sofar is None else sofar - before)
        before = sofar or Decimal(0)


def _listed(filing: Filing, keyed: list[_Keyed]) -> Iterator[tuple[str | None, Project | None, str, int, Indicator]]:
    """Every indicator: the key of its project and itself, None for 整体绩效指标, the list it is in and its number there."""
    for number, indicator in enumerate(filing.indicators, 1):
        yield None, None, "整体绩效指标", number, indicator
    for _, _, key, project in keyed:
        for where, listed in (("绩效指标", project.indicators), ("中期绩效指标", project.medium_indicators)):
            for number, indicator in enumerate(listed, 1):
                yield key, project, where, number, indicator


def _indicators(one: _Written, filing: Filing, keyed: list[_Keyed]) -> Iterator[Row]:
    for key, project, where, number, said in _listed(filing, keyed):
        target = said.target
        levels = (said.level1, said.level2, said.name, said.description or said.name)
        parts = (target.written, target.operator, target.value, target.unit)
        yield (*_named(one, key, project), where, number, *levels, *parts, said.basis, said.weight)


def _own(one: _Written, filing: Filing, keyed: list[_Keyed]) -> Iterator[Row]:
    head = _named(one, None, None)
    yield from _values(one, (*head, Scope.WHOLE.value, None, None, None), Scope.WHOLE, filing.own)
    for _, _, key, project in keyed:
        head = (*_named(one, key, project), Scope.PROJECT.value, None, None, None)
        yield from _values(one, head, Scope.PROJECT, project.own)
    for found, owner, where, number, said in _listed(filing, keyed):
        head = (*_named(one, found, owner), Scope.INDICATOR.value, where, number, said.name)
        yield from _values(one, head, Scope.INDICATOR, said.own)


def _values(one: _Written, head: Row, scope: Scope, own: Mapping[str, str | Decimal]) -> Iterator[Row]:
    kinds = {field.name: field.kind for field in one.own.of(scope)}
    for name, value in own.items():
        kind = kinds.get(name, "文字")
        number = value if isinstance(value, Decimal) else None
        written = value if isinstance(value, str) else decimal_text(value)
        amount = one.amount(number) if kind == "金额" else None
        yield (*head, name, kind, written, amount, number if kind == "百分比" else None)


def _findings(checked: Checked, key: Row, name: str, shown: Callable[[Path], str]) -> Iterator[Row]:
    told = [("文件", "", one) for one in checked.said]
    told += [
        (group, found.finding.quoted, found.diagnostic)
        for group, found in zip(checked.groups, checked.found, strict=True)
    ]
    for group, quoted, said in told:
        where = said.place or (f"第{said.line}行第{said.column}列" if said.line else "")
        file = shown(Path(said.file) if said.file else checked.path)
        level = SEVERITY_WORDS[said.severity]
        yield (
            *key,
            name,
            group,
            where,
            level,
            said.code,
            said.message,
            quoted or said.excerpt.strip(),
            said.hint,
            file,
        )


def _too_much(one: _Written, keyed: list[_Keyed]) -> Iterator[Row]:
    """What is told of amounts that were left empty because they are more than `MOST`."""
    hint = "检查金额和金额单位"
    for _, _, _, project in keyed:
        amounts: list[Decimal | None] = [project.budget, project.fiscal, project.other]
        amounts += [value for _, value in project.sources] if project.sources else []
        amounts += [project.medium_funds.budget] if project.medium_funds else []
        if any(amount is not None and amount * one.wan > MOST for amount in amounts):
            said = Diagnostic(TOO_MUCH, f"{project.name}：金额超过一千亿元，表里空着", hint=hint)
            level: Value = SEVERITY_WORDS[said.severity]
            yield (*one.key, one.name, project.name, "", level, said.code, said.message, "", hint, one.file)


__all__ = ["MOST", "UnitKey", "filing_in", "rows_of"]
