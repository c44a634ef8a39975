"""Checks filings: reads each, runs the rules, and puts every finding in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from perfgen.checks import Finding, Rule, run, run_together
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.review.load import Loaded, load


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in its place: the rule, what it found by path, and the diagnostic that shows it."""

    rule: Rule
    finding: Finding
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Review:
    """What came of one filing. `failed` says why it could not be checked; then there is nothing else."""

    path: Path
    loaded: Loaded | None
    found: tuple[Found, ...] = ()
    failed: tuple[Diagnostic, ...] = ()


def review(
    paths: Iterable[Path],
    rules: Sequence[Rule],
    layout_folder: Path | None = None,
    words: Mapping[str, tuple[str, ...]] | None = None,
    year: int | None = None,
) -> list[Review]:
    """Check the filings at some paths, each by itself and all together; one that cannot be read fails alone."""
    loaded: list[Loaded] = []
    failed: dict[Path, tuple[Diagnostic, ...]] = {}
    order = list(paths)
    for path in order:
        try:
            loaded.append(load(path, layout_folder, words, year))
        except PerfgenError as error:
            failed[path] = error.diagnostics
    found = run_together([one.subject for one in loaded], rules)
    checked = {one.path: _placed(one, said) for one, said in zip(loaded, found, strict=True)}
    return [checked.get(path) or Review(path, None, failed=failed[path]) for path in order]


def reviewed(loaded: Loaded, rules: Iterable[Rule]) -> Review:
    """What the rules find in one filing by itself."""
    return _placed(loaded, run(loaded.subject, rules))


def _placed(loaded: Loaded, said: Iterable[tuple[Rule, Finding]]) -> Review:
    found = [Found(rule, finding, loaded.place(rule, finding)) for rule, finding in said]
    return Review(loaded.path, loaded, _in_order(loaded, found))


def _in_order(loaded: Loaded, found: list[Found]) -> tuple[Found, ...]:
    """In the order of the files and lines; of a document, in that of the filing. The same said twice is said once."""
    files: dict[PurePath, int] = {file: number for number, file in enumerate(loaded.files)}
    codes = [one.rule.code for one in found]
    ranks = {code: number for number, code in enumerate(dict.fromkeys(codes))}

    def key(one: Found) -> tuple[object, ...]:
        where = one.diagnostic
        if where.line and where.file is not None:
            return (0, files.get(where.file, -1), where.line, where.column, ranks[one.rule.code])
        return (1, *_steps(one.finding), ranks[one.rule.code])

    unique = {(one.rule.code, one.diagnostic, one.finding.at): one for one in found}
    return tuple(sorted(unique.values(), key=key))


def _steps(finding: Finding) -> tuple[object, ...]:
    """A path in a form that sorts: places outside the filing first, then labels as they come, rows by number."""
    return (
        tuple((isinstance(step, str), str(step) if isinstance(step, str) else f"{step:06}") for step in finding.path),
    )
