"""绩效文本: a department's filing of what it will achieve with its money."""

from typing import Any

from perfgen.filing import Filing, quote
from perfgen.kinds.filing.tags import tags
from perfgen.kinds.filing.view import view
from perfgen.kinds.kind import Kind, rules_of_filings


def _starter(*said: Any, **named: Any) -> str:
    from perfgen.source.starter import filing_starter  # noqa: PLC0415 -- with all that writes YAML: for who begins a filing

    return filing_starter(*said, **named)


KIND = Kind(
    name="绩效文本",
    model=Filing,
    view=view,
    tags=tags,
    starter=_starter,
    output="{部门名称}-{年度}",
    quote=quote,
    rules=rules_of_filings,
)
