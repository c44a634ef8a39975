"""What came of a batch, as a file: JSON for programs, a workbook or a page for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import starmap
from pathlib import Path
from typing import Any

from perfgen.batch.job import RESULT_WORDS, Outcome, Result, heading, how_many
from perfgen.errors import Diagnostic, OutputError
from perfgen.output import write_file
from perfgen.reports.base import WORDS
from perfgen.reports.workbooks import Column, Sheet, workbook
from perfgen.shown import as_json

_SOURCE = 34
_COLUMNS = (
    *(("结果", 8), ("输出", 28), ("级别", 6), ("编号", 8), ("文件", 34), ("行", 6), ("列", 6)),
    *(("问题", 48), ("怎么改", 48)),
)


def write_report(target: Path, outcomes: Sequence[Outcome], date: str = "") -> None:
    """Write the report in the format its suffix says, what failed first; `date` is printed on a page.

    Raises OutputError for another suffix or a missing library.
    """
    form = _FORMATS.get(target.suffix.lower())
    if form is None:
        hint = f"文件名以 {'、'.join(_FORMATS)} 结尾"
        raise OutputError(Diagnostic("OUT01", "不知道要写成哪种报告", target, hint=hint))
    write_file(target, form(sorted(outcomes, key=_badness), date), named=True)


_WORST = (Result.FAILED, Result.LEFT)


def _badness(one: Outcome) -> int:
    """Where an outcome stands in a report: what failed first, what was not begun, what there is something to say of, the rest."""
    return _WORST.index(one.result) if one.result in _WORST else len(_WORST) + (not one.said)


def _clean(outcomes: Sequence[Outcome]) -> int:
    """How many filings are there of which there is nothing to say."""
    return sum(one.result not in _WORST and not one.said for one in outcomes)


def _json(outcomes: Sequence[Outcome], _date: str) -> bytes:
    data = {
        "counts": {RESULT_WORDS[result]: count for result, count in _counts(outcomes).items()},
        "clean": _clean(outcomes),
        "filings": [
            {
                "source": one.job.source.as_posix(),
                "kind": one.job.kind,
                "result": one.result.value,
                "outputs": [
                    {"file": target.as_posix(), "sha256": digest}
                    for target, digest in zip(one.job.targets, one.hashes, strict=False)
                ],
                "findings": [_finding(said) for said in one.said],
            }
            for one in outcomes
        ],
    }
    return f"{as_json(data, indent=2)}\n".encode()


def _finding(said: Diagnostic) -> dict[str, Any]:
    return {
        "code": said.code,
        "severity": said.severity.value,
        "message": said.message,
        "hint": said.hint,
        "file": said.file.as_posix() if said.file else None,
        "line": said.line or None,
        "column": said.column or None,
    }


def _counts(outcomes: Sequence[Outcome]) -> dict[Result, int]:
    counted = Counter(one.result for one in outcomes)
    return {result: counted[result] for result in RESULT_WORDS if counted[result]}


def _rows(outcomes: Sequence[Outcome]) -> list[tuple[str | int, ...]]:
    """A line for each thing said, and one for each filing of which nothing is."""
    rows: list[tuple[str | int, ...]] = []
    for one in outcomes:
        start = (
            one.job.source.as_posix(),
            RESULT_WORDS[one.result],
            "；".join(target.name for target in one.job.targets),
        )
        rows += [
            (*start, WORDS[said.severity], said.code, said.file.as_posix() if said.file else "", said.line or "",
             said.column or "", said.message, said.hint)
            for said in one.said
        ] or [(*start, "", "", "", "", "", "", "")]  # fmt: skip
    return rows


def _xlsx(outcomes: Sequence[Outcome], _date: str) -> bytes:
    columns = (Column(heading(outcomes), _SOURCE), *starmap(Column, _COLUMNS))
    total = [f"共 {how_many(outcomes)}", f"没有问题 {_clean(outcomes)} 份", *[""] * (len(columns) - 2)]
    return workbook("批量生成结果", [Sheet("结果", columns, _rows(outcomes), total)])


def _html(outcomes: Sequence[Outcome], date: str) -> bytes:
    counts = {RESULT_WORDS[result]: count for result, count in _counts(outcomes).items()}
    from perfgen.reports.pages import page  # noqa: PLC0415 -- Jinja, only where a page is asked for

    text = page(
        "batch.html.j2",
        date=date,
        outcomes=outcomes,
        counts=counts,
        results=RESULT_WORDS,
        words=WORDS,
        total=how_many(outcomes),
        heading=heading(outcomes),
        clean=_clean(outcomes),
    )
    return text.encode("utf-8")


_FORMATS: dict[str, Callable[[Sequence[Outcome], str], bytes]] = {".json": _json, ".xlsx": _xlsx, ".html": _html}
