"""What all kinds have in common that are printed from 执行情况: 自评表 of projects and of departments, 运行监控表."""

from __future__ import annotations

from typing import Any

from perfgen.filing import Results
from perfgen.kinds.kind import Kind
from perfgen.kinds.results.tags import tags
from perfgen.kinds.results.view import view

FORECAST = "全年预计执行数"
"""What is asked for in the middle of the year alone."""


def kind_of_results(name: str, family: str, beside_it: frozenset[str] = frozenset({FORECAST})) -> Kind:
    """A kind of that name whose documents are `Results`; it has no use for the labels `beside_it`.

    `family` is how the codes of the rules begin that are for it.
    """

    def starter(*said: Any, **named: Any) -> str:
        from perfgen.source.starter import filing_starter  # noqa: PLC0415 -- with all that writes YAML: for who begins one

        return filing_starter(*said, title=name, **named)

    return Kind(
        name=name,
        model=Results,
        view=view,
        tags=tags,
        starter=starter,
        output=f"{{部门名称}}-{{年度}}-{name}",
        worked_out=frozenset({"得分", "总分", "执行率"}),
        beside_it=beside_it,
        rules=lambda code: code.startswith(family),
    )
