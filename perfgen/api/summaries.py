"""自评结果汇总表: what the 自评表 of many departments came to, as a document and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from perfgen import kinds, layouts
from perfgen.building import said_of
from perfgen.errors import Diagnostic, LayoutError, PerfgenError
from perfgen.filing import Results
from perfgen.filing.summary import ResultsSummary
from perfgen.loading import Prepared, Settings, head_of, load
from perfgen.scoring.rules import ScoreRules
from perfgen.source.data import write_data
from perfgen.source.reader import filing_file
from perfgen.summing import SummaryHead, SummedUp, summed_up
from perfgen.workspace import workspace_of

SUMMARY_KIND = "自评结果汇总表"


@dataclass(frozen=True)
class Summed:
    """A 自评结果汇总表: ready to be printed, as YAML, and all that `summed_up` tells; `errors` are those of documents that could not be read."""

    prepared: Prepared
    yaml: str
    found: SummedUp
    errors: tuple[Diagnostic, ...]

    @property
    def summary(self) -> ResultsSummary:
        """The summary itself."""
        found: Any = self.prepared.filing
        return cast("ResultsSummary", found)


def judged_files(paths: Sequence[Path]) -> list[Path]:
    """Those of some files that may be 自评表, told by the layout at their head: one that is not known by its name may be."""
    return [path for path in paths if _may_be_judged(head_of(path).layout)]


def _may_be_judged(name: str) -> bool:
    try:
        return _is_judged(layouts.by_name(name))
    except LayoutError:
        return True


def sum_up(paths: Sequence[Path], head: SummaryHead, layout: Path) -> Summed | None:
    """Sum up the 自评表 among some documents, by a layout of the kind 自评结果汇总表, by its folder; None where there are none.

    A document with mistakes that may be a 自评表 is left out, and its mistakes are in `errors`; others are passed over.
    Raises LayoutError where the layout has mistakes, WorkspaceError where settings have.
    """
    documents: list[Prepared] = []
    errors: list[Diagnostic] = []
    for path in paths:
        loaded = load(filing_file(path), said_of(workspace_of(path)))
        if loaded.layout is not None and not _is_judged(loaded.layout):
            continue
        try:
            documents.append(loaded.valid)
        except PerfgenError as error:
            errors += error.diagnostics
    chosen = layouts.load(layout)
    found = summed_up(documents, head, chosen.name)
    if not found.taken:
        return None
    text = write_data(found.said, fields=chosen.form.fields, model=ResultsSummary)
    prepared = load(text, Settings(layout)).valid
    return Summed(prepared, text, found, tuple(errors))


def _is_judged(layout: layouts.Layout) -> bool:
    """Whether documents of a layout are 自评表: 执行情况 that are scored."""
    return issubclass(layout.form.model, Results) and layout.scores is not None


def workbook_of_summary(summed: Summed) -> bytes:
    """The summary as a workbook with filters and sums: 项目, 部门整体, and how many have each 等级.

    Raises OutputError where the extra ``report`` is not installed.
    """
    from perfgen.reports.summary import xlsx_summary  # noqa: PLC0415 -- for who wants a workbook

    return xlsx_summary(view_of(summed), [limit.name for limit in _rules(summed).grades])


def view_of(summed: Summed) -> Mapping[str, Any]:
    """What a template of the summary sees."""
    prepared = summed.prepared
    return kinds.by_name(prepared.layout.kind).view(prepared.filing, prepared.layout, {}, None)


def _rules(summed: Summed) -> ScoreRules:
    return summed.prepared.layout.scores or ScoreRules()


__all__ = ["SUMMARY_KIND", "SummaryHead", "Summed", "judged_files", "sum_up", "view_of", "workbook_of_summary"]
