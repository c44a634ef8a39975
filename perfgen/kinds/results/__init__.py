"""What all kinds have in common that are printed from 执行情况: 自评表 of projects and of departments, 运行监控表."""

from __future__ import annotations

from typing import Any

from perfgen.filing import Results
from perfgen.kinds.kind import Kind
from perfgen.kinds.results.tags import tags
from perfgen.kinds.results.view import view


def kind_of_results(name: str) -> Kind:
    """A kind of that name whose documents are `Results`."""

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
        worked_out=frozenset({"得分"}),
    )
