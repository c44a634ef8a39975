"""Checks filings: reads each, runs the rules, and puts every finding in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path, PurePath
from typing import TypeAlias

from perfgen import loading
from perfgen.checking.checkable import Checkable, load, of_filing
from perfgen.checking.helped import helped
from perfgen.checking.memory import FindingMemory
from perfgen.checks import Finding, Rule, run_across, run_alone, stands
from perfgen.checks.texts import normalised
from perfgen.errors import Diagnostic, DocumentError, PerfgenError, what_befell
from perfgen.source.discover import YAML, is_workbook


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in its place: the rule, what it found by path, and the diagnostic that shows it."""

    rule: Rule
    finding: Finding
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Review:
    """What came of one filing. `failed` says why it could not be checked; then there is nothing else.

    `other` where that is that it is none: a document of another form. `again` is the filing that a document is only the
    print of.
    `missing` says what could not be found out about it: rules that failed themselves.
    """

    path: Path
    loaded: Checkable | None
    found: tuple[Found, ...] = ()
    failed: tuple[Diagnostic, ...] = ()
    missing: tuple[Diagnostic, ...] = ()
    other: bool = False
    again: Path | None = None


def review(
    paths: Iterable[Path],
    rules: Sequence[Rule],
    read: Callable[[Path], Checkable] = load,
    loose: Container[Path] = (),
    memory: FindingMemory | None = None,
) -> list[Review]:
    """Check the filings at some paths, as `read` gives them, each by itself and all together; one that cannot be read fails alone.

    A document among the `loose` ones is passed over where it is of the same unit and year as a filing that is no document.
    What `memory` knows of a filing is not looked for again; whoever gave it keeps it.
    """
    done: dict[Path, tuple[Checkable, list[Found]]] = {}
    failed: dict[Path, Review] = {}
    order = list(paths)
    sources: dict[_Unit, Path] = {}
    in_turn = sorted(order, key=loose.__contains__)  # stable
    yaml = [path for path in in_turn if path.suffix.lower() in YAML]  # what a document says is not read twice
    yaml = [path for path in yaml if not memory.may_know(path)] if memory else yaml
    numbers = {path: number for number, path in enumerate(yaml)}
    with helped(yaml, rules, lambda path: _sure(read(path), rules)) as help_:
        for path in in_turn:
            try:
                one = read(path)
                if path in loose and (source := sources.get(_unit(one))):
                    failed[path] = Review(path, None, again=source)
                    continue
                if one.reading is not None or one.errors or is_workbook(one.path):
                    sources.setdefault(_unit(one), path)
                known = memory.found(one) if memory else None
                helped_to = help_.found(numbers[path]) if path in numbers else None
                sure = next((found for found in (known, helped_to) if found is not None), None)
                sure = _sure(one, rules) if sure is None else sure
                if memory and known is None:
                    memory.learn(one, sure)
                done[path] = one, [_placed(one, said) for said in sure]
            except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
                failed[path] = Review(path, None, failed=what_befell(error, path), other=_is_other_form(error))
    done = {path: done[path] for path in order if path in done}
    missing = tuple(_across(list(done.values()), rules))
    return [
        Review(path, done[path][0], _standing(*done[path]), missing=missing if path == next(iter(done)) else ())
        if path in done
        else failed[path]
        for path in order
    ]


_Unit: TypeAlias = tuple[str, int]


def _unit(one: Checkable) -> _Unit:
    """Whose filing it is, and of which year: by its name, since a document may not say the code."""
    filing = one.subject.filing
    return normalised(filing.department.name), filing.year


def _is_other_form(error: Exception) -> bool:
    if not isinstance(error, DocumentError):
        return False
    from perfgen.importing import OtherFormError  # noqa: PLC0415 -- who checks YAML reads no documents

    return isinstance(error, OtherFormError)


def _across(done: Sequence[tuple[Checkable, list[Found]]], rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """Add what rules find in several filings together; gives what is to be said of rules that fail."""
    done = [one for one in done if not one[0].errors]
    for rule in rules:
        those = [one for one in done if one[0].applies(rule.code)]
        try:
            for index, said in run_across([loaded.subject for loaded, _ in those], (rule,)):
                loaded, found = those[index]
                found.append(_placed(loaded, said))
        except Exception as error:  # noqa: BLE001 -- nor may it keep the others from being compared by other rules
            yield from what_befell(error, None)


def reviewed(loaded: Checkable, rules: Iterable[Rule]) -> Review:
    """What the rules find in one filing by itself."""
    return Review(loaded.path, loaded, _standing(loaded, _found(loaded, rules)))


def checked(
    filing: loading.Loaded, rules: Sequence[Rule], words: Mapping[str, tuple[str, ...]]
) -> tuple[Diagnostic, ...]:
    """What is wrong with a filing that was loaded, what the rules find in it, and what should be looked at."""
    try:
        one = of_filing(filing, words)
    except PerfgenError as error:
        return error.diagnostics
    return (*filing.errors, *(found.diagnostic for found in reviewed(one, rules).found), *filing.warnings)


def _found(loaded: Checkable, rules: Iterable[Rule]) -> list[Found]:
    return [_placed(loaded, said) for said in _sure(loaded, tuple(rules))]


def _sure(loaded: Checkable, rules: Sequence[Rule]) -> list[tuple[Rule, Finding]]:
    """What the rules find, each alone; of a filing with mistakes, what does not hang on how they were filled in."""
    rules = [rule for rule in rules if loaded.applies(rule.code)]
    found = list(run_alone(loaded.subject, rules))
    if loaded.other is None or loaded.saved is None:
        return found
    otherwise = {(rule.code, finding) for rule, finding in run_alone(loaded.other, rules)}
    return [
        (rule, finding)
        for rule, finding in found
        if (rule.code, finding) in otherwise and not loaded.saved.touches(finding.path)
    ]


def _placed(loaded: Checkable, said: tuple[Rule, Finding]) -> Found:
    return Found(*said, loaded.place(*said))


def _standing(loaded: Checkable, found: Sequence[Found]) -> tuple[Found, ...]:
    """What no other finding supersedes, in order."""
    return _in_order(loaded, list(compress(found, stands([(one.rule, one.finding) for one in found]))))


def _in_order(loaded: Checkable, found: list[Found]) -> tuple[Found, ...]:
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
    return _told_apart(sorted(unique.values(), key=key))


def _told_apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Findings in order, of which no two say the same: the same words again in one text are counted."""
    before = Counter[tuple[str, str]]()
    told = []
    for one in found:
        message = one.diagnostic.message
        before[one.rule.code, message] += 1
        number = before[one.rule.code, message]
        again = replace(one.diagnostic, message=f"{message}（第{number}处）") if number > 1 else one.diagnostic
        told.append(one if number == 1 else replace(one, diagnostic=again))
    return tuple(told)


def _steps(finding: Finding) -> tuple[object, ...]:
    """A path in a form that sorts: places outside the filing first, then labels as they come, rows by number."""
    return (
        tuple((isinstance(step, str), str(step) if isinstance(step, str) else f"{step:06}") for step in finding.path),
    )
