"""What keeps findings quiet: comments in the YAML, and a baseline of findings that were there before."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from sys import maxsize
from typing import Any

from perfgen.checking.checkable import Checkable
from perfgen.checking.finding_key import FindingKey, key_of
from perfgen.checking.run import Found, Review
from perfgen.checks import BROKEN, Rule, unknown
from perfgen.errors import Diagnostic, OutputError, Severity
from perfgen.inputs import read_input
from perfgen.settings import MOST_BASELINE
from perfgen.shown import as_json
from perfgen.source.ignores import Ignore, ignores
from perfgen.units import Unit, bare

_VERSION = 2


def heeded(loaded: Checkable, found: Sequence[Found], rules: Iterable[Rule]) -> tuple[list[Found], list[Diagnostic]]:
    """The findings no comment keeps quiet, and what is wrong with the comments: no effect, no such rule."""
    if loaded.reading is None:
        return list(found), []
    running = {rule.code for rule in rules}
    said = {file.path: ignores(file) for file in loaded.reading.sources}
    lines = {file: _Lines(own) for file, own in said.items() if own}
    used: set[tuple[PurePath | None, int, str]] = set()
    left = []
    for one in found:
        where = one.diagnostic
        mine = [
            (where.file, first, code)
            for first, codes in (lines[where.file].about(where.line) if where.file in lines else ())
            for code in _prefixes(one.rule.code)
            if code in codes
        ]
        used.update(mine)
        if not mine:
            left.append(one)
    return left, [told for own in said.values() for ignore in own for told in _of_ignore(ignore, used, running)]


def _prefixes(code: str) -> list[str]:
    return [code[: end + 1] for end in range(len(code))]


class _Lines:
    """Which codes the comments of a file keep quiet, by line.

    Two comments speak for the same lines, or for lines apart: what they speak for is a line that says something, with the
    block that begins on it.
    """

    def __init__(self, said: Iterable[Ignore]) -> None:
        self._codes: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in said:
            self._codes[one.first, one.last].update(one.codes)
        self._spans = sorted(self._codes)

    def about(self, line: int) -> Iterator[tuple[int, set[str]]]:
        """The codes kept quiet on a line, with the first line their comments speak for."""
        at = bisect_right(self._spans, (line, maxsize)) - 1
        if at >= 0 and line <= self._spans[at][1]:
            yield self._spans[at][0], self._codes[self._spans[at]]


def _of_ignore(
    ignore: Ignore, used: Container[tuple[PurePath | None, int, str]], running: set[str]
) -> Iterable[Diagnostic]:
    if not ignore.codes:
        hint = "写成 # perfgen: ignore[IND02] 理由"
        yield ignore.mark.diagnostic("IGN02", "这条注释没有写清要忽略哪条规则", hint, Severity.WARNING)
    for code in ignore.codes:
        if unknown([code]):
            hint = "perfgen rules 列出所有规则"
            yield ignore.mark.diagnostic("IGN02", f"没有“{code}”这条规则", hint, Severity.WARNING)
        elif (ignore.mark.file.path, ignore.first, code) not in used and any(rule.startswith(code) for rule in running):
            yield ignore.mark.diagnostic(
                "IGN01", f"这条忽略没有起作用：这里没有 {code}", "删掉这条注释", Severity.WARNING
            )


# --- baseline


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that were there before, by whose filing they are in: wherever its files lie, whatever they are called."""

    _units: Mapping[Hashable, Counter[FindingKey]]

    @classmethod
    def of(cls, said: Iterable[tuple[Unit, Iterable[FindingKey]]]) -> Baseline:
        """One of the findings of some units. A unit is known by its code, kind and year, and by its name where that is not said."""
        units: dict[Hashable, Counter[FindingKey]] = {}
        for unit, found in said:
            mine = next((units[key] for key in _keys(unit) if key in units), Counter[FindingKey]())
            mine.update(found)
            for key in _keys(unit):
                units.setdefault(key, mine)
        return cls(units)

    def new(self, review: Review) -> list[Found]:
        """The findings that are not listed; each listed one keeps one finding quiet, and is taken out."""
        if review.loaded is None:
            return list(review.found)
        known = next((self._units[key] for key in _keys(_unit(review.loaded)) if key in self._units), None)
        left = []
        for one in review.found:
            key = key_of(review, one)
            if known and known[key] > 0:
                known[key] -= 1
            else:
                left.append(one)
        return left


def _keys(unit: Unit) -> Iterator[Hashable]:
    if unit.code:
        yield "code", unit.code, unit.kind, unit.year
    if unit.name:
        yield "name", bare(unit.name), unit.kind, unit.year


def _unit(loaded: Checkable) -> Unit:
    return loaded.unit()


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises OutputError where it is none, or one of an earlier perfgen."""

    def refused(message: str, hint: str) -> OutputError:
        return OutputError(Diagnostic("BAS01", message, path, hint=hint))

    if not path.exists():
        raise refused("没有这个基线文件", f"先用 --write-baseline {path} 把现有的问题记下来")
    content = read_input(path, MOST_BASELINE, refused)
    again = "用 --write-baseline 重新写一份"
    try:
        data = json.loads(content.decode("utf-8"))
        version = data["version"]
        if version == _VERSION:
            return Baseline.of(map(_listed, data["units"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refused("这不是 perfgen 的基线文件", again) from None
    if version == 1:
        raise refused("这份基线是旧格式，问题按文件名记；现在按单位和年度记，换了文件名也认得", again)
    raise refused("这不是 perfgen 的基线文件", again)


def _listed(said: Any) -> tuple[Unit, list[FindingKey]]:
    unit = Unit(_text(said["code"]), _text(said["name"]), int(said["year"]), _text(said["kind"]))
    return unit, [FindingKey(*(_text(one[name]) for name in FindingKey._fields)) for one in said["findings"]]


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return said


def baseline(reviews: Iterable[Review]) -> bytes:
    """The file that lists all findings of some filings, unit by unit."""
    units: dict[tuple[str, str, str, int], list[FindingKey]] = {}
    for review in reviews:
        if review.loaded is not None:
            unit = _unit(review.loaded)
            mine = units.setdefault((unit.code, unit.name, unit.kind, unit.year or 0), [])
            mine += [key_of(review, one) for one in review.found if one.rule is not BROKEN]
    keys = ("code", "name", "kind", "year")
    listed = [
        {**dict(zip(keys, unit, strict=True)), "findings": [one._asdict() for one in sorted(found)]}
        for unit, found in sorted(units.items())
        if found
    ]
    return f"{as_json({'version': _VERSION, 'units': listed}, indent=1)}\n".encode()
