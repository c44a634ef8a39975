"""Scores of 自评表: of files and folders, of what is loaded, and reports of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from perfgen.api.checking import found_in
from perfgen.building import said_of
from perfgen.checking import Session, Wanted
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import DepartmentMoney, IndicatorResults, ProjectMoney, Results
from perfgen.layouts import Layout
from perfgen.loading import Loaded, load
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored, ScoreRemark
from perfgen.scoring.sheets import ScoredLine, ScoreSheet, sheets
from perfgen.source.reading import Steps
from perfgen.source.unread import Salvaged
from perfgen.workspace import workspace_of


@dataclass(frozen=True)
class ScoredFile:
    """A 自评: where it was read, whose it is, and the sheets that are scored in it.

    `errors` are the places that are not filled in yet: what hangs on them has no points. `found` is what `check` says of it
    and the remarks of its lines do not; empty where nobody asked for it.
    """

    path: Path
    department: str
    year: int
    kind: str
    sheets: tuple[ScoreSheet, ...]
    errors: tuple[Diagnostic, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether every sum stands."""
        return all(sheet.counts for sheet in self.sheets)


def scores(loaded: Loaded) -> ScoredFile:
    """The scores of a 自评 that `perfgen.load` gave, by the 评分 of its layout.

    Where all that is wrong is what was not filled in, or has no part in scores, the rest is scored. Raises FilingError with
    every mistake of any other that is not valid, and for what is not scored.
    """
    layout = loaded.layout
    results = loaded.reading.filing if loaded.reading else _filled_in(loaded.unread.salvaged if loaded.unread else None)
    if layout is not None and layout.scores is None:
        raise FilingError([_unscored(layout, loaded.path)])
    if layout is None or layout.scores is None or not isinstance(results, Results):
        raise FilingError(loaded.diagnostics)
    errors = (*loaded.errors, *loaded.out_of_step)
    found = sheets(results, layout.scores)
    return ScoredFile(loaded.path, results.department.name, results.year, layout.kind, found, errors)


_ACTUAL, _ROWS, _PROJECTS = "实际完成值", ("绩效指标", "整体绩效指标"), "预算项目"
_MONEY = ("项目资金", "年度预算执行")
_NO_PART = {
    "实际完成情况",
    "绩效目标",
    "年度总体目标",
    "存在问题",
    "改进措施",
    "原因说明",
    "偏差原因",
    "备注",
    "主管部门",
    "实施单位",
}
"""What has no part in scores."""


def _filled_in(saved: Salvaged | None) -> Results | None:
    """A 自评 without what was made up to read it; None where more than blanks was wrong that scores hang on."""
    results = saved.one if saved else None
    if saved is None or not isinstance(results, Results):
        return None
    for steps in saved.filled:
        *above, label = steps
        if label == _ACTUAL and len(above) > 1 and above[-2] in _ROWS:
            continue
        if not (set(steps) & {*_MONEY, *_NO_PART}):
            return None
    projects = tuple(
        project.model_copy(
            update={
                "indicators": _rows(project.indicators, (_PROJECTS, number, _ROWS[0]), saved),
                "money": _money(project.money, (_PROJECTS, number, _MONEY[0], "年度资金总额"), saved),
            }
        )
        for number, project in enumerate(results.projects)
    )
    money = _money(results.money, (_MONEY[1], "支出总额"), saved)
    rows = _rows(results.indicators, (_ROWS[1],), saved)
    return results.model_copy(update={"projects": projects, "money": money, "indicators": rows})


def _rows(rows: Sequence[IndicatorResults], path: Steps, saved: Salvaged) -> tuple[IndicatorResults, ...]:
    return tuple(
        one.model_copy(update={"actual": None}) if saved.touches((*path, number, _ACTUAL)) else one
        for number, one in enumerate(rows)
    )


_Money = TypeVar("_Money", ProjectMoney, DepartmentMoney)


def _money(money: _Money | None, line: Steps, saved: Salvaged) -> _Money | None:
    """The money without the amounts that were made up. An adjusted budget nobody knows is not the first one."""
    if money is None or saved.touches(line):
        return None
    planned, adjusted, spent = (saved.touches((*line, label)) for label in ("年初预算数", "全年预算数", "执行数"))
    blanks = {"planned": planned or adjusted, "adjusted": adjusted, "spent": spent}
    total = money.total.model_copy(update={name: None for name, blank in blanks.items() if blank})
    return money.model_copy(update={"total": total})


def files_to_score(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """The files that paths stand for, each once, and whether it was named itself: what lies in a folder may be something else."""
    seen: set[Path] = set()
    for path in paths:
        found = found_in(path)
        for one in found:
            if one not in seen:
                seen.add(one)
                yield one, not path.is_dir() or found == [path]


def score_file(path: Path, layout: Path | None = None, *, named: bool = True) -> ScoredFile | None:
    """The 自评 in a file or folder, scored and checked; settings are those of its workspace. None for what is not scored and was not `named`.

    `layout` is a layout folder in the place of the one it names. Raises PerfgenError with everything that is wrong.
    """
    loaded = load(path, said_of(workspace_of(path), layout))
    if not named and loaded.layout is not None and loaded.layout.scores is None:
        return None
    scored = scores(loaded)
    return replace(scored, found=tuple(one for one in _beside(loaded) if one not in scored.errors))


_SAID = {"EVA02", "EVA03", "EVA04", "EVA07", "EVA08", "EVA16"}
"""The rules of which remarks say all that they find."""
_OF_DEVIATION = "EVA11"


def _beside(loaded: Loaded) -> Iterator[Diagnostic]:
    """What `check` says of it, errors and reminders, and no remark of a line says: what the rules of its workspace find, how it differs from its filing."""
    (checked,) = Session(Wanted(info=False), {loaded.path: loaded}).check([loaded.path])
    forms = checked.review.loaded.subject.outcomes if checked.review and checked.review.loaded else ()
    far = {
        form.row(number, "实际完成值")
        for form in forms
        for number, one in enumerate(form.table.rows if form.table else ())
        if one.tells(Matter.DEVIATION)
    }
    yield from checked.said
    for one in checked.found:
        told = one.rule.code in _SAID or (one.rule.code == _OF_DEVIATION and one.finding.path in far)
        if not told:
            yield one.diagnostic


def _unscored(layout: Layout, path: Path) -> Diagnostic:
    hint = "评分的是自评表：perfgen new 自评.yaml --kind 自评表 --from 绩效文本；自己的版式要评分，在 layout.yaml 里写 评分"
    return Diagnostic("MOD02", f"这份文件不评分，版式 {layout.name} 没有写“评分”", path, hint=hint)


def report(form: str, files: Sequence[ScoredFile], root: Path) -> bytes:
    """The scores as ``json`` or ``xlsx``, as a file's content; files are told from `root`.

    Raises KeyError for another form, and OutputError for ``xlsx`` where the extra ``report`` is not installed.
    """
    from perfgen.reports.scores import ScoredReport, json_report, xlsx_report  # noqa: PLC0415 -- for who wants a report

    said = [ScoredReport(one.path, one.department, one.year, one.kind, one.sheets) for one in files]
    forms: dict[str, Callable[[], bytes]] = {
        "json": lambda: json_report(said, root).encode("utf-8"),
        "xlsx": lambda: xlsx_report(said, root),
    }
    return forms[form]()


__all__ = [
    "Matter",
    "ScoreRemark",
    "ScoreRules",
    "ScoreSheet",
    "Scored",
    "ScoredFile",
    "ScoredLine",
    "files_to_score",
    "report",
    "score_file",
    "scores",
]
