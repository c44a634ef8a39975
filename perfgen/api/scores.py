"""Scores of 自评表: of files and folders, of what is loaded, and reports of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgen.api.checking import found_in
from perfgen.building import said_of
from perfgen.errors import Diagnostic, FilingError
from perfgen.filing import Results
from perfgen.layouts import Layout
from perfgen.loading import Loaded, load
from perfgen.scoring import Matter, Scored, ScoredLine, ScoreRemark, ScoreRules, ScoreSheet, sheets
from perfgen.workspace import workspace_of


@dataclass(frozen=True)
class ScoredFile:
    """A 自评: where it was read, whose it is, and the sheets that are scored in it; `warnings` should be looked at."""

    path: Path
    department: str
    year: int
    kind: str
    sheets: tuple[ScoreSheet, ...]
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether every sum stands."""
        return all(sheet.counts for sheet in self.sheets)


def scores(loaded: Loaded) -> ScoredFile:
    """The scores of a 自评 that `perfgen.load` gave, by the 评分 of its layout.

    Raises FilingError with every mistake of one that is not valid, and for what is not scored.
    """
    prepared = loaded.valid
    results, rules = prepared.filing, prepared.layout.scores
    if rules is None or not isinstance(results, Results):
        raise FilingError([_unscored(prepared.layout, loaded.path)])
    kind, name = prepared.layout.kind, results.department.name
    return ScoredFile(loaded.path, name, results.year, kind, sheets(results, rules), prepared.warnings)


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
    """The 自评 in a file or folder, scored; settings are those of its workspace. None for what is not scored and was not `named`.

    `layout` is a layout folder in the place of the one it names. Raises PerfgenError with everything that is wrong.
    """
    loaded = load(path, said_of(workspace_of(path), layout))
    if not named and loaded.layout is not None and loaded.layout.scores is None:
        return None
    return scores(loaded)


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
